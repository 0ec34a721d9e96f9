"""Which stretches of a text a reader sees at each level of the skim dial, from full text to one line.

Pure, from what the analysis found; it knows no screen. A level is never empty where the text has words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.models.findings import KeyClause, Quotation

Bounds = tuple[int, int]
"""Half-open, in code points of the text."""


class Level(StrEnum):
    """How much is shown; the value is what a reader calls it."""

    ALL = "all"
    CLAUSES = "key clauses"
    """The sentences that the key clauses stand in."""
    QUOTES = "quotes"
    """What is quoted, with who says it."""
    LINE = "one line"
    """The most important clause."""


LEVELS = tuple(Level)
"""From the most to the least."""

_SENTENCE = 1_500
"""Characters before and after a clause within which its sentence ends."""
_GAP = 160
"""Characters between a quotation and the words that name its speaker, up to which both are shown as one."""
_ENDING = r"(?<![.!?…])[.!?…]+[\"”»’'“)\]]*\s+(?=[^\sa-zà-ÿа-я])|[。！？]+[」』”）]*|\n(?=[^a-zà-ÿа-я])"
_SHORTENED = (
    r"(?:\b\d{1,2}|\b[^\W\d_]|"
    r"\b(?:Mrs?|Ms|Dr|St|Jr|Sr|Gen|Sen|Rep|Gov|Col|Maj|Lt|Sgt|Capt|Prof|Rev|Hon|Nr|No|vs|Sra|Mme))$"
)
"""What a full stop follows without ending a sentence: "Mr.", "U.S.", "3."."""
_TRAILING = r"[.!?…。！？]*[\"”»’'“)\]」』]*[.!?…。！？]*"
_REST_OF_WORD = r"\w{1,6}(?!\w)"
_MARKED = {"direct", "mixed"}


@cache
def _found(pattern: str) -> re.Pattern[str]:
    """Compiled when a text is first shortened: most are shown whole."""
    return re.compile(pattern)


def spans(
    level: Level | str, text: str, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]
) -> tuple[Bounds, ...]:
    """What is kept of a text at a level: ordered, apart from each other, none of them blank."""
    level = Level(level)
    kept: Iterable[Bounds]
    if level is Level.ALL:
        return ((0, len(text)),) if text else ()
    if level is Level.QUOTES and quotations:
        marked = [one for one in quotations if one.type in _MARKED]
        kept = (_spoken(text, one) for one in marked or quotations)
    elif not clauses:
        kept = [_first_sentence(text)]
    elif level is Level.CLAUSES:
        kept = (_sentence(text, one.start, one.end, quotations) for one in clauses)
    else:
        best = min(clauses, key=lambda one: one.rank)
        kept = [_with_stop(text, best.start, best.end)]
    return _joined(text, kept) or _joined(text, [_first_sentence(text)])


def nearest(kept: Sequence[Bounds], offset: int) -> int:
    """The offset closest to a place that is still shown, so that a reader who turns the dial stays there."""
    if not kept:
        return 0
    at = bisect_right(kept, (offset, offset))
    around = kept[max(at - 1, 0) : at + 1]
    return min((min(max(offset, start), end - 1) for start, end in around), key=lambda place: abs(place - offset))


def _sentence(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Bounds:
    """The sentence around a clause; no quotation is cut in two."""
    first, last = max(0, start - _SENTENCE), min(len(text), end + _SENTENCE)
    quoted = [
        (one.start, one.end) for one in quotations if one.type in _MARKED and first < one.end and one.start < last
    ]
    begin, stop = first, last
    for ending in _found(_ENDING).finditer(text, first, last):
        at = ending.start()
        if any(a <= at and ending.end() < b for a, b in quoted) and "\n" not in ending[0]:
            continue
        if ending[0][0] == "." and "\n" not in ending[0] and _found(_SHORTENED).search(text[max(first, at - 6) : at]):
            continue
        if ending.end() <= start:
            begin = ending.end()
        elif ending.end() >= end:
            stop = ending.end()
            break
    return begin, stop


def _first_sentence(text: str) -> Bounds:
    start = len(text) - len(text.lstrip())
    return _sentence(text, start, start, ())


def _spoken(text: str, one: Quotation) -> Bounds:
    """A quotation from its speaker and cue to its end, where they stand beside it."""
    start, end = one.start, one.end
    named = [part for part in (one.cue, one.source) if part is not None]
    for part in sorted(named, key=lambda part: max(part.start - one.end, one.start - part.end)):
        between = text[part.end : start] if part.end <= start else text[end : part.start]
        if len(between) <= _GAP and "\n" not in between:
            start, end = min(start, part.start), max(end, part.end)
    return _with_stop(text, start, end)


def _with_stop(text: str, start: int, end: int) -> Bounds:
    """Bounds to the end of the word (in Japanese a verb goes on behind its stem) and of the signs behind it."""
    rest = _found(_REST_OF_WORD).match(text, end) if text[end - 1 : end].isalnum() else None
    if rest is not None:
        end = rest.end()
    trailing = _found(_TRAILING).match(text, end)
    return start, trailing.end() if trailing else end


def _joined(text: str, kept: Iterable[Bounds]) -> tuple[Bounds, ...]:
    """Stretches in order, trimmed; those that touch, or have only blanks within a line between them, are one."""
    found: list[Bounds] = []
    for begin, stop in sorted(kept):
        whole = text[begin:stop]
        start, end = begin + len(whole) - len(whole.lstrip()), begin + len(whole.rstrip())
        if start >= end:
            continue
        if found and (start <= found[-1][1] or _beside(text, found[-1][1], start)):
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _beside(text: str, end: int, start: int) -> bool:
    between = text[end:start] if start - end <= 3 else "\n"
    return between.isspace() and "\n" not in between
