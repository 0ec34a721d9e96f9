"""How far the words that a cue reports reach, in the clause after it or before it; which cues report without marks.

Decides bounds only; who speaks is decided elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from newsreader.quotations.languages.base import Kind
from newsreader.quotations.orders import past_time

if TYPE_CHECKING:
    from newsreader.quotations.cues import Cue
    from newsreader.quotations.nouns import Source
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.sources import Sources

_LONGEST_ADVERBIAL = 12
"""Words of the longest "in a statement on Monday" between a cue and its content."""
_SHORTEST = 3
_RELATIVE = 14
"""Words of the longest relative clause on whom "according to" names."""
_DATIVE = 6
"""Words of the longest addressee."""
_DATELINE = 9
"""Words of the longest dateline."""
_PARTICLE = 30
"""Words between a separable verb and its particle."""
_LATER = 8
"""Cues looked at behind one for the end of its content."""
LEADING = frozenset(
    (
        "but",
        "and",
        "still",
        "yet",
        "so",
        "aber",
        "und",
        "doch",
        "mais",
        "et",
        "pero",
        "y",
        "ma",
        "e",
        "mas",
        "но",
        "и",
        "і",
        "й",
        "та",
        "але",
    )
)
_TRAILING = frozenset((",", ";", ":", ".", "!", "?", "–", "—", "-", "…"))
ADVERBIAL = frozenset(
    (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "when",
        "while",
        "as",
        "by",
        "with",
        "from",
        "last",
        "this",
        "via",
        "through",
    )
)


def complement(passage: Passage, cue: Cue, last: int, source: Source | None = None) -> int:
    """The word at which the content after a cue begins: past addressees, days, "in a statement"; at "that" itself."""
    language, lower, words, inside = passage.language, passage.lower, passage.words, passage.inside
    at = cue.last
    if cue.kind is Kind.ACCORDING and language.is_loose and at < last and language.pronouns.get(lower[at]) == "r":
        at += 1
    particles = (language.particles or language.separable).get(lower[cue.first])
    if particles is not None:
        for ahead in range(at, min(last, at + _PARTICLE) - 1):
            if lower[ahead] in particles and words[ahead + 1] in {",", ":"} and not inside[ahead]:
                return ahead + 2
    if source is not None and source.first >= at:
        at = source.last
    if at < last and words[at] == "," and source is not None and source.first >= cue.last:
        at += 1
        if cue.kind is Kind.ACCORDING and language.is_loose and at < last and language.pronouns.get(lower[at]) == "r":
            at = next((ahead + 1 for ahead in range(at, min(last, at + _RELATIVE)) if words[ahead] == ","), at)
    if cue.kind in {Kind.TELL, Kind.ASK} or (
        at < last and cue.kind is Kind.SAY and (lower[at] in language.addressees or lower[at] == "to")
    ):
        at = _past_addressee(passage, at, last)
    if language.is_loose:
        at = _past_dative(passage, cue, past_time(passage, at, last), last)
        ahead = at
        while ahead < min(last, at + 3) and lower[ahead] in language.between:
            ahead += 1
        if ahead < last and lower[ahead] in language.openers and not inside[ahead]:
            return ahead
    while at < last and (
        lower[at] in language.times or (lower[at] in {"on", "am"} and at + 1 < last and lower[at + 1] in language.times)
    ):
        at += 1
    if at < last and lower[at] in ADVERBIAL and not inside[at]:
        for ahead in range(at + 1, min(last, at + _LONGEST_ADVERBIAL)):
            if inside[ahead]:
                break
            if lower[ahead] in language.openers and (
                lower[ahead] == "that" or lower[ahead] not in language.determiners
            ):
                return ahead
    if at < last and words[at] == ",":
        at += 1
    return at


def _past_dative(passage: Passage, cue: Cue, at: int, last: int) -> int:
    """Past whom something was told: "a los periodistas", "ao guarda-freio"; past the "de" of "advirtió de que"."""
    lower, words, language = passage.lower, passage.words, passage.language
    if cue.kind not in {Kind.SAY, Kind.TELL, Kind.ASK, Kind.VOW}:
        return at
    if at < last and lower[at] in language.datives and not passage.inside[at]:
        end = at + 1
        while (
            end < last
            and end - at < _DATIVE
            and words[end][0].isalnum()
            and not passage.inside[end]
            and lower[end] not in language.openers
            and (end == at + 1 or lower[end] not in language.determiners or lower[end - 1] in language.prepositions)
            and (lower[end] not in language.governing or lower[end] in language.prepositions)
        ):
            end += 1
        at = past_time(passage, end, last)
    if at + 1 < last and lower[at] in {"de", "di"} and lower[at + 1] in language.openers:
        at += 1
    return at


def clause_end(passage: Passage, sources: Sources, cue: Cue, later: list[Cue], start: int, last: int) -> int:
    """The word before which the content that begins at `start` ends."""
    words, inside = passage.words, passage.inside
    end = last
    for other in later[:_LATER]:
        if other.first <= max(start, cue.last) or other.first >= end:
            continue
        before = other.first - 1
        while passage.language.is_loose and before > start and passage.lower[before] in passage.language.between:
            before -= 1
        if other.kind is Kind.ACCORDING:
            end = before if words[before] == "," else other.first
        elif (other.participle and words[before] == ",") or (
            other.participle and passage.lower[before] in LEADING and other.kind not in {Kind.THINK, Kind.SHOW}
        ):
            end = before
        elif not other.participle and other.kind in {Kind.SAY, Kind.TELL}:
            subject = sources.before(other, start)
            if subject is not None and subject.first - 2 > start:
                joint = subject.first - 1
                if (
                    passage.lower[joint] in {"but", "and", "while", "aber", "während", "und"}
                    and words[joint - 1] == ","
                ):
                    end = joint - 1
                elif words[joint] == "," and subject.pronoun != "r" and _ends_there(passage, other, last):
                    end = joint
    for at in range(start, end):
        if words[at] == ";" and not inside[at] and at > start:
            end = at
            break
    while end > start and words[end - 1] in _TRAILING and not inside[end - 1]:
        end -= 1
    return end


def reports_after(passage: Passage, cue: Cue, start: int, last: int) -> bool:
    """Whether what follows a cue without quotation marks is reported speech."""
    if start >= last or last - start < _SHORTEST:
        return False
    lower, language = passage.lower, passage.language
    word = lower[start]
    if word in language.openers:
        return cue.kind is not Kind.THINK and (word not in {"what", "how", "why"} or cue.kind is not Kind.NAME)
    if not passage.words[start][0].isalnum() and passage.words[start] not in {"$", "€", "£"}:
        return False
    if cue.kind is Kind.VOW:
        return word not in {"with", "in", "on", "by", "at", "as", "and", "or", "from", "von", "mit"}
    if language.code != "en":
        # A clause without "that" shows in its verb, which tables cannot tell; a comma before it can.
        return (
            passage.words[start - 1] in {",", ":"}
            and cue.kind in {Kind.SAY, Kind.TELL, Kind.ASK}
            and word not in language.prepositions
        )
    if cue.kind is Kind.SAY:
        if start > cue.last and lower[cue.last] == "to":
            return False
        return (
            word in language.determiners
            or word in language.pronouns
            or passage.is_capital(start)
            or (
                word not in language.breaks
                and word not in language.prepositions
                and word not in ADVERBIAL
                and word not in language.between
            )
            or word in {"there", "not", "yes", "no"}
        )
    if cue.kind is Kind.TELL:
        return start > cue.last and word not in ADVERBIAL and word not in {"of", "about", "and"}
    if cue.kind is Kind.ASK:
        return start > cue.last and word in {"to", "if", "whether"}
    return False


def content_before(passage: Passage, first: int, source: Source, cue: Cue) -> tuple[int, int] | None:
    """The words of a sentence that a cue behind them reports: "..., officials said"."""
    end = min(source.first, cue.first) if passage.language.verb_second else source.first
    if passage.language.is_loose and end > cue.first:
        end = cue.first
        while end > first and passage.lower[end - 1] in passage.language.between:
            end -= 1
    if end - 2 > first and passage.lower[end - 1] == "wie":
        end -= 1
    if end - 1 <= first or passage.words[end - 1] != ",":
        return None
    end -= 1
    start = _past_dateline(passage, first, end) if passage.language.is_loose else first
    while start < end and (passage.lower[start] in LEADING or passage.words[start] == ","):
        start += 1
    return (start, end) if end - start > _SHORTEST else None


def _past_dateline(passage: Passage, first: int, end: int) -> int:
    """Past "PARIS, 12 juin —" at a sentence's beginning."""
    if not passage.words[first].isupper() or len(passage.words[first]) < _SHORTEST:
        return first
    for at in range(first + 1, min(end, first + _DATELINE)):
        if passage.words[at] in {"—", "–", "-", "--"}:
            return at + 1
    return first


def ends_sentence(passage: Passage, cue: Cue, last: int, source: Source | None) -> bool:
    """Whether nothing but a time or place follows a cue and its source."""
    at = max(cue.last, source.last if source is not None else 0)
    if at >= last:
        return True
    if passage.language.verb_second:
        if passage.words[at] == "," and at + 1 < last and passage.inside[at + 1]:
            return True
        apart = passage.lower[cue.first] in passage.language.separable
        return (
            not any(passage.inside[at:last])
            and passage.words[at] != ":"
            and (apart or "," not in passage.words[at:last])
        )
    word = passage.lower[at]
    return (
        word in ADVERBIAL
        or word in _TRAILING
        or word in passage.language.times
        or (word in passage.language.addressees and cue.kind is Kind.TELL)
    ) and word != ":"


def trimmed(passage: Passage, start: int, end: int) -> int:
    """The end of words without the signs behind them."""
    while end > start and not passage.words[end - 1][0].isalnum() and not passage.inside[end - 1]:
        end -= 1
    return end


def later_than(cues: list[Cue], cue: Cue) -> list[Cue]:
    """The cues of a sentence behind a given one."""
    return cues[bisect_right(cues, cue.first, key=lambda other: other.first) :]


def _ends_there(passage: Passage, cue: Cue, last: int) -> bool:
    if cue.last >= last:
        return True
    word = passage.lower[cue.last]
    return word in ADVERBIAL or word in _TRAILING or word in passage.language.times


def _past_addressee(passage: Passage, at: int, last: int) -> int:
    """Past whom something was told: one word, or a noun phrase up to "that", "in", a comma or a mark."""
    lower, language = passage.lower, passage.language
    if at < last and lower[at] == "to":
        at += 1
    if at >= last or passage.inside[at]:
        return at
    if lower[at] in language.addressees:
        at += 1
        return _past_adverbial(passage, at, last)
    if lower[at] in language.determiners or passage.is_capital(at) or lower[at].endswith("s"):
        end = at
        while end < last and end - at < 8 and not passage.inside[end]:
            word = lower[end]
            if (
                not word[0].isalnum()
                or word in language.openers
                or (word in language.pronouns and word not in language.determiners)
            ):
                break
            if end > at and (word in language.breaks or word in ADVERBIAL) and word not in language.determiners:
                break
            if end > at and word in language.determiners and lower[end - 1] not in language.prepositions:
                break
            end += 1
        return _past_adverbial(passage, end, last)
    return at


def _past_adverbial(passage: Passage, at: int, last: int) -> int:
    """Past "in an interview" where a comma or "that" shows its end."""
    if at < last and passage.lower[at] in ADVERBIAL:
        for ahead in range(at + 1, min(last, at + _LONGEST_ADVERBIAL)):
            if passage.inside[ahead] or passage.lower[ahead] == "that":
                return ahead
            if passage.words[ahead] in {",", ":"}:
                return ahead
    return at
