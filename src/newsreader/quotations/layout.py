"""Where a text's paragraphs are, and how a very long text is cut into sections that are analysed one by one.

Nothing here looks at words.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTION = 120_000
"""Characters: what is held in memory at a time, and the longest paragraph."""

_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_ENDS = tuple(".!?…:;\"”“»«’'。！？」』)")
_WRAP_AT_LEAST, _WRAP_AT_MOST = 40, 140
_RAGGED = 10
"""Lines among which one may have had room for the next line's first word."""


def sections(text: str) -> Iterator[list[tuple[int, int]]]:
    """The paragraphs (start, end) of each section in turn."""
    section: list[tuple[int, int]] = []
    size = 0
    for start, end in paragraphs(text):
        for a, b in ((start, end),) if end - start <= SECTION else _pieces(text, start, end):
            if size + b - a > SECTION and section:
                yield section
                section, size = [], 0
            section.append((a, b))
            size += b - a
    if section:
        yield section


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between empty lines; a line is a paragraph of its own unless its block is hard-wrapped."""
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        end = gap.start()
        yield from ((start, end),) if start < end and text.find("\n", start, end) < 0 else _lines(text, start, end)
        start = gap.end()
    yield from _lines(text, start, len(text))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of a block without empty lines."""
    lines = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            lines.append((start, stop))
        start = stop + 1
    if lines and _is_wrapped(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines were broken at a width: of like length, some in mid-sentence, none with room for the next word."""
    lengths = [b - a for a, b in lines[:-1]]
    if not lengths or not _WRAP_AT_LEAST <= max(lengths) <= _WRAP_AT_MOST or min(lengths) < 0.6 * max(lengths):
        return False
    if all(text[a:b].rstrip().endswith(_ENDS) for a, b in lines[:-1]):
        return False
    width = max(lengths)
    roomy = sum(b - a + 1 + _first_word(text, *after) < width for (a, b), after in pairwise(lines))
    return roomy * _RAGGED <= len(lines)


def _first_word(text: str, start: int, end: int) -> int:
    """The length of a line's first word."""
    stop = text.find(" ", start, end)
    return (end if stop < 0 else stop) - start


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, cut at blanks where it is longer than a section."""
    while end - start > SECTION:
        cut = text.rfind(" ", start + SECTION // 2, start + SECTION) + 1 or start + SECTION
        yield start, cut
        start = cut
    yield start, end
