"""The bounds of the clause that matters within a sentence: news without its source, a rule without its frame.

Looks at the words between commas; which sentences are worth keeping is decided elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.quotations import marks
from newsreader.quotations.languages import signals

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language

SHORTEST = 5
"""Words of the shortest clause."""
_NARROWED_FROM = 12
"""Words from which a sentence is narrowed."""
_LONG = 34
"""Words past which a clause takes up no more of its sentence."""
_LOOKED_AT = 4_000
"""Characters of a sentence in which its parts are looked for."""
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,30}(?:,[^—–\n]{2,30}|\s*\([^)\n]{2,30}\))?\s+(?:—|–|--|-)\s+")
_RULE = re.compile(
    r"\b(?:under which|whereby|provided that|on condition that|stipulates? that|states? that|requires? that)\s+"
)
_FRAME = re.compile(r"(?:Under|According to)(?:\s[\w'’-]+){1,5},\s+(?!who\b|which\b)")
_ATTRIBUTED = re.compile(r",\s+(?:[\w'’.-]+\s+){1,6}(?:said|says|reported|announced)(?:\s+(?:on\s+)?\w+day)?\s*$")
_TRAILING = " \t\n.,;:!?…。！？"
_SENTENCES_JOINED = re.compile(
    r";\s+|:\s+|–(?<=\s–)\s+|—(?<=\s—)\s+|,\s+(?=(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|и|а|но)\s)"
)
"""Each begins with its sign: only then does the search leap from sign to sign."""
_CONJUNCTION = re.compile(r"(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|и|а|но)\s+")
_WIDE = re.compile("[\u2e80-\U0003ffff]")
_WORD = re.compile(r"\w+(?:['’.,:-]\w+)*")
STRONG = frozenset(("decided", "promised", "conditioned", "obliged", "denied", "warned", "happened"))
"""The reasons that alone make a clause worth keeping."""
_INTRODUCED_BY = frozenset(
    ("if", "when", "although", "though", "while", "because", "since", "unless", "after", "before")
)


def narrow(text: str, start: int, end: int, language: Language, theme: frozenset[str]) -> tuple[int, int]:
    """The bounds of the clause that matters in a sentence; `theme` are the words of the headline."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None and _words(text, dateline.end(), end) >= SHORTEST:
        start = dateline.end()
    if _words(text, start, end) < _NARROWED_FROM:
        return start, end
    if language.code == "en":
        frame = _FRAME.match(text, start, end)
        if frame is not None and _words(text, frame.end(), end) >= SHORTEST:
            start = frame.end()
        rule = _RULE.search(text, start, end)
        if rule is not None and _words(text, rule.end(), end) >= SHORTEST:
            return rule.end(), end
        tail = _ATTRIBUTED.search(text, max(start, end - 90), end)
        if tail is not None and _words(text, start, tail.start()) >= SHORTEST:
            end = tail.start()
    start, end = _best_part(text, start, end, language, theme)
    end = _without_asides(text, start, end, language)
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def reasons(text: str, code: str) -> list[str]:
    """What the words of a clause make it worth."""
    return signals.of(code, _WORD.findall(text.lower()), text)


def _best_part(text: str, start: int, end: int, language: Language, theme: frozenset[str]) -> tuple[int, int]:
    """The one of several sentences joined by "and", ";" or a dash that holds the news; the first unless another is
    clearly better."""
    cuts = [start]
    for joint in _joints(_SENTENCES_JOINED, text, start, end):
        after = _CONJUNCTION.match(text, joint.end())
        begin = after.end() if after is not None else joint.end()
        if (after is None or _opens_sentence(text, begin, end, language)) and _words(text, begin, end) >= SHORTEST:
            cuts.append(begin)
    parts = [
        (begin, stop)
        for begin, stop in zip(cuts, [*cuts[1:], end], strict=True)
        if _words(text, begin, stop) >= SHORTEST
    ]
    if len(parts) < 2:
        return start, end
    worth = [_worth(text, *part, language.code, theme) for part in parts]
    worth[0] += 0.5
    begin, stop = parts[worth.index(max(worth))]
    while stop > begin and (text[stop - 1] in _TRAILING or text[stop - 1] in "–—"):
        stop -= 1
    return begin, _without_conjunction(text, begin, stop)


def _without_conjunction(text: str, begin: int, stop: int) -> int:
    """A part's end before the comma and "and" that led to the next part."""
    comma = text.rfind(",", begin, stop)
    if comma > begin and _CONJUNCTION.fullmatch(text, min(comma + 2, stop), stop + 1):
        return comma
    return stop


def _without_asides(text: str, start: int, end: int, language: Language) -> int:
    """The end of a clause before what only adds to it: ", which ...", ", although ..."."""
    pattern = signals.aside(language.code)
    if pattern is None:
        return end
    cuts = [joint.start() for joint in _joints(pattern, text, start, end)]
    opening = _WORD.match(text, start, end)
    needs_more = opening is not None and opening[0].lower() in _INTRODUCED_BY
    seen: set[str] = set()
    for at, cut in enumerate(cuts):
        if _words(text, start, cut) < SHORTEST or (needs_more and at == 0):
            continue
        seen.update(STRONG.intersection(reasons(text[start:cut], language.code)))
        following = cuts[at + 1] if at + 1 < len(cuts) else end
        adds = STRONG.intersection(reasons(text[cut:following], language.code)) - seen
        if not adds or _words(text, start, following) > _LONG:
            return cut
    return end


def _joints(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    """Where a pattern stands outside of quotation marks."""
    stop = min(end, start + _LOOKED_AT)
    joints = list(pattern.finditer(text, start, stop))
    if not joints:
        return []
    quoted = marks.stretches(text, start, stop)
    found = []
    at = 0
    for joint in joints:
        while at < len(quoted) and quoted[at].end <= joint.start():
            at += 1
        if at == len(quoted) or joint.start() < quoted[at].start:
            found.append(joint)
    return found


def _opens_sentence(text: str, begin: int, end: int, language: Language) -> bool:
    """Whether a subject follows "and": an article, a name, a number."""
    word = _WORD.match(text, begin, end)
    if word is None or word[0].lower() in language.pronouns:
        return False
    return word[0][0].isupper() or word[0][0].isdigit() or word[0].lower() in language.determiners - {"that"}


def _worth(text: str, start: int, end: int, code: str, theme: frozenset[str]) -> float:
    part = text[start:end]
    named = sum([word in theme for word in _WORD.findall(part.lower())]) if theme else 0
    return len(reasons(part, code)) + 0.4 * named


def _words(text: str, start: int, end: int) -> int:
    """About how many words; in scripts without blanks one for three characters."""
    blanks = text.count(" ", start, end) + 1
    return max(blanks, len(_WIDE.findall(text, start, end)) // 3) if blanks < SHORTEST else blanks
