"""What the terminal shows, piece by piece, so that only what differs is written to it, and only what changed drawn.

Textual paints whole regions: a line that looks as before, a scroll bar, the blanks of an empty pane are sent again. For
a line that changed it draws every line of every widget between this and others that did.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region, Size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import Console
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget

_Piece = tuple[int, int, str]
"""Where it begins and ends in its row, in cells, and the sequences that draw it."""


class Shown:
    """The pieces that were written last, by rows."""

    def __init__(self) -> None:
        self._rows: dict[int, list[_Piece]] = {}
        self._places: list[Region] = []

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was written yet."""
        return not self._rows

    def forget(self, region: Region | None = None) -> None:
        """The terminal may show anything, or some rows of it may: all of them is written again."""
        for y in [*self._rows] if region is None else region.line_range:
            self._rows.pop(y, None)

    def places(self) -> list[Region]:
        """Where something was written since this was last asked."""
        found, self._places = self._places, []
        return found

    def written(self, x: int, y: int, width: int, sequences: str) -> str:
        """What to send so that a place looks so: nothing if it does."""
        row = self._rows.setdefault(y, [])
        piece = (x, x + width, sequences)
        if piece in row:
            return ""
        row[:] = [other for other in row if other[1] <= x or other[0] >= x + width]
        row.append(piece)
        self._places.append(Region(x, y, width, 1))
        return f"\x1b[{y + 1};{x + 1}H{sequences}"


class PartialCompositor(Compositor):
    """Draws of a screen that changed in some places no line beside them, and nothing that is behind something else."""

    _wanted: Iterable[Region] = ()
    """The places; none if all of the screen is drawn."""

    def is_all_due(self, size: Size) -> bool:
        """Whether all of a screen of this size is to be drawn."""
        return size.region in self._dirty_regions

    def update_widgets(self, widgets: set[Widget]) -> None:
        """As Textual does, which takes those that are hidden for new ones and has all arranged anew."""
        super().update_widgets(widgets & self.visible_widgets.keys())

    def render_partial_update(self) -> ChopsUpdate | None:
        """As Textual does."""
        dirty = self._dirty_regions
        self._wanted = [one for one in dirty if not any(other != one and other.contains_region(one) for other in dirty)]
        try:
            return super().render_partial_update()
        finally:
            self._wanted = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        wanted = self._wanted or (crop or self.size.region,)
        covered: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            seen = region.intersection(clip)
            hits = [seen.intersection(place) for place in wanted if seen.overlaps(place)]
            rows = [y for hit in hits for y in hit.line_range if y not in covered or _shows(hit, y, covered)]
            if rows:
                band = Region(seen.x, min(rows), seen.width, max(rows) + 1 - min(rows))
                for y in band.line_range:
                    covered[y].append(seen.column_span)
                yield region, band, widget.render_lines(band.translate(-region.offset))


class Difference(CompositorUpdate):
    """A painting of Textual's, of which only what is not shown yet is written."""

    def __init__(self, update: ChopsUpdate | LayoutUpdate, shown: Shown) -> None:
        self._update = update
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """The sequences for the terminal: pane by pane, which changes the ground less often than row by row."""
        pieces = _laid_out(self._update) if isinstance(self._update, LayoutUpdate) else _chopped(self._update)
        ordered = sorted(pieces, key=itemgetter(0, 1))
        return "".join(self._shown.written(x, y, strip.cell_length, strip.render(console)) for x, y, strip in ordered)


def is_covered(screen: Screen[Any], widget: Widget, region: Region) -> bool:
    """Whether a place of a widget on the screen is behind something, or not to be seen at all."""
    for other, (place, clip) in screen._compositor.visible_widgets.items():  # those in front come first
        if other is widget:
            return not place.intersection(clip).contains_region(region)
        if place.intersection(clip).overlaps(region):
            return True
    return True


def _shows(place: Region, y: int, covered: Mapping[int, Sequence[tuple[int, int]]]) -> bool:
    """Whether any of a row of a place is not behind what is in front, by rows from one column to another."""
    x = place.x
    for left, right in sorted(covered.get(y, ())):
        if left > x:
            break
        x = max(x, right)
    return x < place.right


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
