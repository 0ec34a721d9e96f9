"""The bounds of the clause that matters within a sentence: news without its source, a rule without its frame.

Looks at the words between commas; which sentences are worth keeping is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.quotations import reasons
from newsreader.quotations.languages.base import Kind

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

SHORTEST = 5
"""Words of the shortest clause."""
_NARROWED_FROM = 12
"""Words and signs from which a sentence is narrowed."""
_LONG = 36
"""Words and signs past which a clause takes up no more of its sentence."""
_LOOKED_AT = 400
"""Words of a sentence in which its parts are looked for."""
_DATELINE = 16
"""Words and signs within which a dateline ends with its dash."""
_SOURCE = 8
"""Words of the longest source that is left out before the news, or behind it with its verb at the end."""
_LONG_SOURCE = 16
"""Words of the longest one whose verb comes first: a déclaré la ministre des Transports, Hélène Carrière."""
_FIGURE, _THEME, _FIRST = 0.3, 0.4, 0.5
"""What a number or date, a word of the headline and the first place are worth in a part; a decision is worth 1."""
_TRAILING = frozenset(".,;:!?…。！？、，")
_DASHES = frozenset("-–—")
_JOINTS = frozenset(";:–—-")
_BRACKETS = frozenset("()[]")
_SIGNS = _JOINTS | _BRACKETS | {","}
_HARD = frozenset(';:–—-.!?"“”„«»()[]')
"""Signs that no source left out has in it."""
_REPORTING = frozenset((Kind.SAY, Kind.ACCORDING))
Bounds = tuple[int, int]
"""Half-open, in words of the piece."""


@dataclass(slots=True, repr=False, eq=False)
class Piece:
    """A stretch of a passage's words, so that the passage itself need not be kept."""

    text: str
    language: Language
    lower: list[str]
    words: list[str]
    starts: list[int]
    ends: list[int]
    inside: bytearray
    signs: frozenset[str]
    """Its signals and numbers are among these."""

    @classmethod
    def of(cls, passage: Passage, first: int, last: int, signs: frozenset[str]) -> Piece:
        """The words [first, last) of a passage."""
        return cls(
            passage.text, passage.language, passage.lower[first:last], passage.words[first:last],
            passage.starts[first:last], passage.ends[first:last], passage.inside[first:last], signs,
        )  # fmt: skip

    def reasons(self, first: int, last: int) -> list[str]:
        """What the words [first, last) make a clause worth."""
        table = reasons.table(self.language.code)
        if not self.signs and not table.is_wide:
            return []
        text = self.text[self.starts[first] : self.ends[last - 1]]
        return reasons.among(table, self.signs, self.lower[first:last], text)


def narrow(piece: Piece, theme: frozenset[str]) -> Bounds:
    """The bounds of the clause that matters in a sentence; `theme` are the words of the headline."""
    first, last = 0, _without_trailing(piece, 0, len(piece.words))
    table = reasons.table(piece.language.code)
    first = _after_dateline(piece, first, last)
    if last - first < _NARROWED_FROM:
        return first, last
    first = _after_frame(piece, first, last, table)
    rule = _rule(piece, first, last, table)
    if rule is not None:
        return rule, last
    last = _before_source(piece, first, last)
    free = _free(piece, first, last)
    if free:
        first, last = _best_part(piece, first, last, free, table, theme)
        last = _without_asides(piece, first, last, free, table)
    return first, _without_trailing(piece, first, last)


def _without_trailing(piece: Piece, first: int, last: int) -> int:
    while last - first > 1 and piece.words[last - 1] in _TRAILING:
        last -= 1
    return last


def _after_dateline(piece: Piece, first: int, last: int) -> int:
    """Where the news begins after "PARIS (AFP) -", "(CNN) --", "OSTREY, 3 May 2031 —"."""
    words = piece.words
    for at in range(first + 1, min(first + _DATELINE, last - SHORTEST)):
        word = words[at]
        if word in _DASHES:
            after = at + 1
            while words[after] in _DASHES:
                after += 1
            apart = piece.starts[at] > piece.ends[at - 1] and piece.starts[after] > piece.ends[after - 1]
            opens = words[first].isupper() and len(words[first]) > 2
            return after if apart and last - after >= SHORTEST and (opens or words[at - 1] == ")") else first
        if (word[0].islower() and piece.lower[at] not in piece.language.times) or word in _TRAILING - {",", "."}:
            break
    return first


def _after_frame(piece: Piece, first: int, last: int, table: reasons.Table) -> int:
    """Where the news begins after "According to the ministry,"."""
    if piece.lower[first] not in table.frames:
        return first
    for at in range(first + 1, min(first + _SOURCE, last - SHORTEST)):
        if piece.words[at] == ",":
            relative = piece.language.pronouns.get(piece.lower[at + 1]) == "r" or piece.lower[at + 1] in {
                "who",
                "which",
            }
            return first if relative else at + 1
        if piece.words[at] in _HARD:
            break
    return first


def _rule(piece: Piece, first: int, last: int, table: reasons.Table) -> int | None:
    """Where a rule begins after "under which", "stipulates that"."""
    lower = piece.lower
    if table.rule_ends.isdisjoint(lower):
        return None
    for at in range(first + 1, last - SHORTEST):
        if (lower[at - 1], lower[at]) in table.rules or ("", lower[at]) in table.rules:
            return at + 1
    return None


def _before_source(piece: Piece, first: int, last: int) -> int:
    """Where the news ends before ", officials said on Monday", ", sagte der Minister"; a quotation keeps its source."""
    if piece.inside[first]:
        return last
    cues, lower = piece.language.cues, piece.lower
    follows = 2 if piece.language.code == "en" else 3
    has_comma = False
    for at in range(last - 2, max(first + SHORTEST - 1, last - _LONG_SOURCE - 1), -1):
        word = piece.words[at]
        if word == "," and not piece.inside[at]:
            if any(cues.get(near) in _REPORTING for near in lower[at + 1 : min(at + follows, last)]):
                return at
            if not has_comma and last - at <= _SOURCE:
                stop = last
                while stop - at > 3 and (lower[stop - 1] in piece.language.times or lower[stop - 1] == "on"):
                    stop -= 1
                if cues.get(lower[stop - 1]) in _REPORTING:
                    return at
            has_comma = True
        elif word in _HARD:
            break
    return last


def _best_part(
    piece: Piece, first: int, last: int, free: list[int], table: reasons.Table, theme: frozenset[str]
) -> Bounds:
    """The one of several sentences joined by "and", ";" or a dash that holds the news; the first unless another is
    clearly better."""
    parts = []
    begin = first
    for stop, after in _joined_sentences(piece, last, free, table):
        if last - after >= SHORTEST:
            parts.append((begin, stop))
            begin = after
    parts = [part for part in [*parts, (begin, last)] if part[1] - part[0] >= SHORTEST]
    if len(parts) < 2:
        return first, last
    worth = [
        sum(1.0 if reason in reasons.STRONG else _FIGURE for reason in piece.reasons(*part))
        + _THEME * sum(word in theme for word in piece.lower[slice(*part)])
        for part in parts
    ]
    worth[0] += _FIRST
    return parts[worth.index(max(worth))]


def _joined_sentences(piece: Piece, last: int, free: list[int], table: reasons.Table) -> list[Bounds]:
    """Where one sentence ends and the next that is joined to it begins."""
    words, found = piece.words, []
    for at in free:
        sign = words[at]
        if sign in _JOINTS:
            after = at + 1
            while after < last - 1 and words[after] in _DASHES:
                after += 1
            apart = piece.starts[after] > piece.ends[after - 1]
            if apart and (sign not in _DASHES or piece.starts[at] > piece.ends[at - 1]):
                joined = piece.lower[after] in table.joins
                if not joined or _opens_sentence(piece, after + 1, last):
                    found.append((at, after + joined))
        elif sign == "," and piece.lower[at + 1] in table.joins and _opens_sentence(piece, at + 2, last):
            found.append((at, at + 2))
    return found


def _without_asides(piece: Piece, first: int, last: int, free: list[int], table: reasons.Table) -> int:
    """The end of a clause before what only adds to it: ", which ...", ", although ..."."""
    lower = piece.lower
    cuts = [at for at in free if first < at < last - 1 and piece.words[at] == "," and lower[at + 1] in table.asides]
    if not cuts:
        return last
    needs_more = lower[first] in table.openings
    seen: set[str] = set()
    for number, cut in enumerate(cuts):
        if cut - first < SHORTEST or (needs_more and number == 0):
            continue
        seen.update(reasons.STRONG.intersection(piece.reasons(first, cut)))
        following = cuts[number + 1] if number + 1 < len(cuts) else last
        adds = reasons.STRONG.intersection(piece.reasons(cut, following)) - seen
        if not adds or following - first > _LONG:
            return cut
    return last


def _free(piece: Piece, first: int, last: int) -> list[int]:
    """Where commas and joints stand outside of quotation marks and brackets."""
    words, inside = piece.words, piece.inside
    signs = [at for at in range(first + 1, min(last - 1, first + _LOOKED_AT)) if words[at] in _SIGNS and not inside[at]]
    if not _BRACKETS.isdisjoint(words):
        found = []
        depth = 0
        for at in signs:
            depth += (words[at] in {"(", "["}) - (words[at] in {")", "]"})
            if depth <= 0 and words[at] not in _BRACKETS:
                found.append(at)
        return found
    return signs


def _opens_sentence(piece: Piece, at: int, last: int) -> bool:
    """Whether a subject follows "and": an article, a name, a number."""
    if at >= last:
        return False
    word, lower = piece.words[at], piece.lower[at]
    if lower in piece.language.pronouns:
        return False
    return word[0].isupper() or word[0].isdigit() or (lower in piece.language.determiners and lower != "that")
