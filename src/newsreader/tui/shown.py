"""What the terminal shows, piece by piece, so that only what differs is written to it.

Textual paints whole regions: a line that looks as before, a scroll bar, the blanks of an empty pane are sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from textual.strip import Strip

_Piece = tuple[int, int, str]
"""Where it begins and ends in its row, in cells, and the sequences that draw it."""


class Shown:
    """The pieces that were written last, by rows."""

    def __init__(self) -> None:
        self._rows: dict[int, list[_Piece]] = {}

    def forget(self) -> None:
        """The terminal may show anything: all is written again."""
        self._rows.clear()

    def written(self, x: int, y: int, width: int, sequences: str) -> str:
        """What to send so that a place looks so: nothing if it does."""
        row = self._rows.setdefault(y, [])
        piece = (x, x + width, sequences)
        if piece in row:
            return ""
        row[:] = [other for other in row if other[1] <= x or other[0] >= x + width]
        row.append(piece)
        return f"\x1b[{y + 1};{x + 1}H{sequences}"


class Difference(CompositorUpdate):
    """A painting of Textual's, of which only what is not shown yet is written."""

    def __init__(self, update: ChopsUpdate | LayoutUpdate, shown: Shown) -> None:
        self._update = update
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """The sequences for the terminal."""
        pieces = _laid_out(self._update) if isinstance(self._update, LayoutUpdate) else _chopped(self._update)
        return "".join(
            self._shown.written(x, y, strip.cell_length, strip.render(console)) for x, y, strip in pieces
        )


def _laid_out(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, line in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in line:
            yield x, y, strip
            x += strip.cell_length


def _chopped(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                yield x, y, strip if end <= right else strip.crop(0, right - x)
