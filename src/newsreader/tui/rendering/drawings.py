"""The room of pictures among the lines of an article, what is drawn in it: half blocks or kitty's characters. Pure.

A line of a picture is one piece that names the picture and the row: its pixels may come later.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from newsreader.tui.kitty import MOST, cells
from newsreader.tui.rendering.layout import Line
from newsreader.tui.runs import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsreader.articles.document import Document
    from newsreader.tui.runs import Roles

_PIXELS_A_CELL = 8
"""A picture is drawn no wider than so many of its own pixels a cell make it: an icon stays small."""
_ROLE = re.compile(r"picture (\d+) (\d+)")
_UPPER_HALF = "▀"


class Known(NamedTuple):
    """A picture that can be drawn: which one it is, where it stands in the text, its size in pixels."""

    number: int
    place: int
    width: int
    height: int


class Drawing(NamedTuple):
    """The room of a picture, in cells."""

    number: int
    place: int
    columns: int
    rows: int


class Pixels(NamedTuple):
    """A picture made as small as its room: red, green and blue, a byte each, row by row."""

    width: int
    height: int
    data: bytes
    sixels: str = ""
    """What draws all of it at once, where the terminal can and all of its room is in view."""

    def at(self, x: int, y: int) -> bytes:
        """The colour of a pixel; empty outside."""
        first = 3 * (y * self.width + x)
        return self.data[first : first + 3] if x < self.width and y < self.height else b""


class Placed(NamedTuple):
    """A picture that the terminal has, under a number."""

    number: int
    columns: int
    rows: int


def fitted(picture: Known, columns: int, rows: int, *, least: int = _PIXELS_A_CELL) -> Drawing:
    """The room of a picture that may have so much at most, and a cell for `least` pixels of its width; a cell is twice
    as high as wide."""
    wide = max(1, min(columns, -(-picture.width // least)))
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


def row_of(piece: Piece) -> tuple[int, int] | None:
    """Of which picture a piece is, and which row of it; None if it is text."""
    found = _ROLE.fullmatch(piece.roles[0]) if piece.roles else None
    return None if found is None else (int(found[1]), int(found[2]))


def drawn(piece: Piece, pixels: Mapping[int, Pixels | Placed]) -> list[tuple[str, Roles]] | None:
    """How a piece is drawn that is of a picture, blank while nothing of that is known; None if it is of none."""
    found = row_of(piece)
    if found is None:
        return None
    number, row = found
    picture, columns = pixels.get(number), len(piece.text)
    if picture is None:
        return [(piece.text, ())]
    if isinstance(picture, Placed):
        fits = row < min(picture.rows, MOST) and columns <= min(picture.columns, MOST)
        role = f"image {picture.number:06x}"
        return [(cell, (role,)) for cell in cells(row, columns)] if fits else [(piece.text, ())]
    halves = [(picture.at(x, 2 * row), picture.at(x, 2 * row + 1)) for x in range(columns)]
    parts: list[tuple[str, Roles]] = []
    for (upper, lower), same in groupby(halves):
        count = sum(1 for _ in same)
        if upper:
            parts.append((_UPPER_HALF * count, (f"half {upper.hex()} {lower.hex()}".rstrip(),)))
        else:
            parts.append((" " * count, ()))
    return parts


def colours(role: str) -> tuple[str, str | None] | None:
    """The colours of a role that `drawn` gave: of the letter and, if there is one, of its ground."""
    words = role.split(" ")
    if words[0] not in {"half", "image"}:
        return None
    return f"#{words[1]}", f"#{words[2]}" if len(words) > 2 else None
