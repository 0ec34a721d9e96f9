"""The scroll bar of a pane: Textual's, drawn cell by cell without a renderable and its console between."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.color import Color as RichColor
    from rich.segment import Segments
    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter
    from textual.geometry import Region


class PaneBar(ScrollBar):
    """An upright bar of one cell."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some of its cells."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)  # noqa: S101 - Textual says less of it
        style = self.app.console.get_style(bar.style)
        assert style.color is not None  # noqa: S101 - both are set
        assert style.bgcolor is not None  # noqa: S101
        size = self.size.height, bar.virtual_size, bar.window_size
        filters, ground = tuple(self.get_line_filters()), self.background_colors[1]
        cells = _cells(
            bar.render_bar, *size, bar.position, style.color, style.bgcolor, filters, ground, self.rich_style
        )
        return list(cells[crop.y : crop.bottom])


@lru_cache(8)
def _cells(
    render: Callable[..., Segments],
    height: int,
    virtual_size: int,
    window_size: int,
    position: float,
    colour: RichColor,
    behind: RichColor,
    filters: tuple[LineFilter, ...],
    ground: Color,
    below: Style,
) -> tuple[Strip, ...]:
    bar = render(
        size=height,
        virtual_size=virtual_size,
        window_size=window_size,
        position=position,
        back_color=behind,
        bar_color=colour,
    )
    drawn: dict[int, Strip] = {}  # of five kinds at most
    for segment in bar.segments:
        if id(segment) not in drawn:
            strip = Strip([*Segment.apply_style([segment], below)], 1)
            for one in filters:
                strip = strip.apply_filter(one, ground)
            drawn[id(segment)] = strip
    return tuple(drawn[id(segment)] for segment in bar.segments)[:height]
