"""Interviews and minutes: paragraphs that open with who speaks and a colon, in words without quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage

_LONGEST_LABEL = 4
"""Words of the longest label."""
_FEWEST = 3
"""Paragraphs with a label from which a text is a transcript."""


class Speech(NamedTuple):
    """What one paragraph has: the words [first, colon) say who speaks, those from behind it to `last` are said."""

    first: int
    colon: int
    last: int


def find(passage: Passage) -> dict[int, Speech]:
    """Paragraph -> what is said in it; empty unless several labels stand there, one of them twice."""
    found: dict[int, Speech] = {}
    if ":" not in passage.vocabulary:
        return found
    for number, (first, last) in enumerate(passage.paragraphs):
        colon = _colon(passage, first, last)
        if colon is not None:
            found[number] = Speech(first, colon, last)
    labels = [tuple(passage.lower[speech.first : speech.colon]) for speech in found.values()]
    return found if len(labels) >= _FEWEST and 1 < len(set(labels)) < len(labels) else {}


def _colon(passage: Passage, first: int, last: int) -> int | None:
    """The colon behind a label in capitals that opens a paragraph."""
    for at in range(first, min(last - 1, first + _LONGEST_LABEL + 1)):
        word = passage.words[at]
        if word == ":":
            return at if at > first and not passage.inside[at + 1] else None
        if not word.isupper() or not word[0].isalpha():
            return None
    return None
