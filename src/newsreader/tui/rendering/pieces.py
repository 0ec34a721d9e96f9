"""Stretches of the text with signs put in between, and pieces on lines: what all of an article is put together from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from newsreader.tui.breaking import wrap
from newsreader.tui.runs import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NUMBER, LEFT_OUT, RAISED, BLANK = -1, -2, -3, -4
"""The places of signs that stand in the text but are not of it: a link's number, that text was left out, that what
follows stands higher or lower, the blanks of a tab."""


class Flow(NamedTuple):
    """Some of the text with signs put in between."""

    text: str
    parts: tuple[tuple[int, int], ...]
    """Where each part begins here, and its offset in the document's text; below 0 for a sign."""

    def offset_of(self, place: int) -> int:
        """The document's offset of a place here; for a sign that of what follows."""
        index = bisect_right(self.parts, place, key=_place) - 1
        start, offset = self.parts[index]
        if offset >= 0:
            return offset + place - start
        return next(offset for _, offset in self.parts[index + 1 :] if offset >= 0)

    def parts_between(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(place here, the document's offset, length) of the parts of a stretch."""
        index = bisect_right(self.parts, start, key=_place) - 1
        while start < end:
            at, offset = self.parts[index]
            until = min(end, self.parts[index + 1][0] if index + 1 < len(self.parts) else end)
            if until > start:
                yield start, offset + start - at if offset >= 0 else offset, until - start
            start = max(start, until)
            index += 1


def joined(flows: Iterable[Flow | tuple[str, int]]) -> Flow:
    """Flows and signs (words, place) one after another."""
    words: list[str] = []
    parts: list[tuple[int, int]] = []
    length = 0
    for one in flows:
        if isinstance(one, Flow):
            text = one.text
            parts += [(length + at, offset) for at, offset in one.parts]
        else:
            text = one[0]
            parts.append((length, one[1]))
        words.append(text)
        length += len(text)
    return Flow("".join(words), tuple(parts))


def filled(pieces: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    """Pieces on as few lines as they need."""
    line: list[Piece] = []
    for piece in pieces:
        *full, last = (Piece(part, piece.roles) for part in wrap(piece.text, width))
        if line and (full or cells_of(line) + 3 + cell_len(last.text) > width):
            yield line
            line = []
        for part in full:
            yield [part]
        line += [*([Piece("   ")] if line else []), last]
    yield line


def cells_of(pieces: Iterable[Piece]) -> int:
    """How many cells pieces take."""
    return sum(cell_len(piece.text) for piece in pieces)


def _place(part: tuple[int, int]) -> int:
    return part[0]
