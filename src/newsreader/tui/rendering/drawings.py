"""The room of pictures among the lines of an article, and their pixels as half blocks in it. Pure.

A line of a picture is one piece that names the picture and the row: its pixels may come later.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from newsreader.tui.rendering.layout import Line
from newsreader.tui.runs import Piece
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsreader.articles.document import Document
    from newsreader.tui.runs import Roles

_PIXELS_A_CELL = 8
"""A picture is drawn no wider than so many of its own pixels a cell make it: an icon stays small."""
_ROLE = re.compile(r"picture (\d+) (\d+)")
_UPPER_HALF = "▀"


@dataclass(frozen=True, slots=True)
class Known:
    """A picture that can be drawn: which one it is, where it stands in the text, its size in pixels."""

    number: int
    place: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The room of a picture, in cells."""

    number: int
    place: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture made as small as its room: red, green and blue, a byte each, row by row."""

    width: int
    height: int
    data: bytes

    def at(self, x: int, y: int) -> bytes:
        """The colour of a pixel; empty outside."""
        first = 3 * (y * self.width + x)
        return self.data[first : first + 3] if x < self.width and y < self.height else b""


def fitted(picture: Known, columns: int, rows: int) -> Drawing:
    """The room of a picture that may have so much at most; two pixels stand on each other in a cell."""
    wide = max(1, min(columns, -(-picture.width // _PIXELS_A_CELL)))
    wide = max(1, min(wide, 2 * rows * picture.width // picture.height))
    high = max(1, min(rows, round(wide * picture.height / (2 * picture.width))))
    return Drawing(picture.number, picture.place, wide, high)


def by_block(document: Document, drawings: Iterable[Drawing]) -> dict[int, list[Drawing]]:
    """The drawings before each block, by the offset that it begins at; the text's end for those after all of them."""
    starts = iter([block.start for block in document.blocks])
    found: dict[int, list[Drawing]] = {}
    start = next(starts, None)
    for drawing in sorted(drawings, key=lambda one: one.place):
        while start is not None and start < drawing.place:
            start = next(starts, None)
        found.setdefault(len(document.text) if start is None else start, []).append(drawing)
    return found


def lines(drawing: Drawing, start: int, lead: Sequence[Piece] = ()) -> Iterator[Line]:
    """The lines that a picture takes."""
    for row in range(drawing.rows):
        yield Line((*lead, Piece(" " * drawing.columns, (f"picture {drawing.number} {row}",))), start)


def drawn(piece: Piece, pixels: Mapping[int, Pixels]) -> list[tuple[str, Roles]] | None:
    """The half blocks of a piece that is of a picture, blank while its pixels are not known; None if it is none."""
    found = _ROLE.fullmatch(piece.roles[0]) if piece.roles else None
    if found is None:
        return None
    picture, y = pixels.get(int(found[1])), 2 * int(found[2])
    if picture is None:
        return [(piece.text, ())]
    cells = [(picture.at(x, y), picture.at(x, y + 1)) for x in range(len(piece.text))]
    parts: list[tuple[str, Roles]] = []
    for (upper, lower), same in groupby(cells):
        count = sum(1 for _ in same)
        if upper:
            parts.append((_UPPER_HALF * count, (f"half {upper.hex()} {lower.hex()}".rstrip(),)))
        else:
            parts.append((" " * count, ()))
    return parts


def colours(role: str) -> tuple[str, str | None] | None:
    """The colours of a role that `drawn` gave: of the letter and, if there is one, of its ground."""
    words = role.split(" ")
    if words[0] != "half":
        return None
    return f"#{words[1]}", f"#{words[2]}" if len(words) > 2 else None
