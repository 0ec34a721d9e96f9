"""What the panes have in common: lines drawn one by one from values, a place to scroll to, the same movements.

A pane knows nothing of the library, the configuration or the other panes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newsreader.tui.unbroken import Unbroken
from newsreader.tui.widgets.scroll_bar import PaneBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter
    from textual.message import Message
    from textual.scrollbar import ScrollBar, ScrollDown, ScrollTo, ScrollUp

    from newsreader.tui.widgets.stretches import Stretch

_MOST_DRAWN = 200
"""Lines kept as they were drawn."""


class LineView(Unbroken, ScrollView, can_focus=True):
    """A scrolled column of lines."""

    DEFAULT_CSS = """
    LineView {
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
    }
    """

    aloud = False
    """Whether the screen is read out: it is turned page by page then, and only lines that changed are drawn anew."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._aloud_line = 0
        """The line that is read out, where the pane has no cursor of its own."""
        self._shown: dict[int, tuple[Stretch, ...]] = {}
        """What is on the screen by row, if that is read out."""
        self._styles_used: dict[tuple[str, ...], Style] = {}
        self._drawn: dict[tuple[Stretch, ...], Strip] = {}
        self._drawn_for: tuple[int, Color, tuple[LineFilter, ...]] | None = None
        """The width, the ground and the filters that `_drawn` holds lines for."""
        self._fits: Size | None = None
        """The size that the lines fit; None if they may fit none."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """As Textual makes it, but for the drawing."""
        bar = self._vertical_scrollbar
        if bar is None:
            bar = self._vertical_scrollbar = PaneBar(name="vertical", thickness=1)
            bar.display = False
            self.app._start_widget(self, bar)
        return bar

    @property
    def _top(self) -> int:
        """The first line in view, or what will be."""
        return round(self.scroll_target_y)

    @property
    def size(self) -> Size:
        """As in Textual, which looks the place up each time: a pane has neither border nor padding."""
        return self._size

    def line_count(self) -> int:
        """How many lines there are in all."""
        raise NotImplementedError

    def stretches(self, line: int) -> Iterable[Stretch]:
        """The stretches of one line, at most as wide as the pane."""
        raise NotImplementedError

    def current_line(self) -> int:
        """The line that the reader is at."""
        top = self._top
        return max(top, min(self._aloud_line, top + self.size.height - 1, self.line_count() - 1))

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """As in Textual; while the screen is read out only what looks different is drawn."""
        if self.aloud and repaint and not layout and not recompose and self._shown:
            rows = {y for region in regions for y in region.line_range} if regions else set(self._shown)
            changed = [y for y in rows if self._shown.get(y) != self._stretches_at(y)]
            if not changed:
                return self
            regions = tuple(Region(0, y, self.size.width, 1) for y in changed)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _stretches_at(self, y: int) -> tuple[Stretch, ...]:
        line = self.scroll_offset.y + y
        return tuple(self.stretches(line)) if 0 <= line < self.line_count() else ()

    def move(self, lines: int) -> None:
        """Go up or down by lines, or by items where there is a selection."""
        if self.aloud:
            self._aloud_line = max(0, min(self.current_line() + lines, self.line_count() - 1))
            self.show_line(self._aloud_line)
            return
        self.scroll_line(self._top + lines)

    def page(self, direction: int) -> bool:
        """Go a page up (-1) or down (1); False if there was nowhere to go."""
        before = self._top
        self._scroll_page(direction)
        return self._top != before

    def _scroll_page(self, direction: int) -> None:
        self.scroll_line(self._top + direction * max(1, self.size.height - 2))

    def to_end(self, direction: int) -> None:
        """Go to the top (-1) or the bottom (1)."""
        self.scroll_line(0 if direction < 0 else self.line_count())

    def scroll_line(self, line: int) -> None:
        """Put a line at the top, as far as the end allows."""
        last = max(0, self.line_count() - self.size.height)
        self.scroll_to(y=max(0, min(line, last)), animate=False)

    # The scroll bar is moved with the mouse: as by keys, where Textual would scroll as well.

    def _on_scroll_to(self, message: ScrollTo) -> None:
        self._own(message)
        if message.y is not None:
            self.scroll_line(round(message.y))

    def _on_scroll_up(self, message: ScrollUp) -> None:
        self._own(message)
        self._scroll_page(-1)

    def _on_scroll_down(self, message: ScrollDown) -> None:
        self._own(message)
        self._scroll_page(1)

    def _own(self, message: Message) -> None:
        message.stop()
        message.prevent_default()

    def show_line(self, line: int, height: int = 1, margin: int = 0) -> None:
        """Scroll as little as needed to have some lines in view."""
        top = self._top
        if self.aloud:  # a page at a time, so that most keys draw nothing
            if line < top:
                self.scroll_line(line + height - self.size.height)
            elif line + height > top + self.size.height:
                self.scroll_line(line)
            self._aloud_line = line
        elif line - margin < top:
            self.scroll_line(line - margin)
        elif line + height + margin > top + self.size.height:
            # Of more than there is room for, the beginning.
            self.scroll_line(min(line - margin, line + height + margin - self.size.height))

    def fit_lines(self, *, looks_other: bool = True) -> None:
        """To be called when the number of lines changed; those in view are drawn anew if that `looks_other`."""
        size = Size(self.size.width, self.line_count())
        if size != self.virtual_size:
            # As Textual does for a container: the property would lay out the whole screen anew.
            self.set_reactive(LineView.virtual_size, size)
            self._scroll_update(size)
        if looks_other:
            self.refresh()

    def lines_grew(self, line: int, more: int) -> None:
        """Some lines above one turned out to be more: what is below stays in view."""
        self.fit_lines()
        if self._top >= line:
            self.scroll_to(y=max(0, self._top + more), animate=False)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Nothing of a pane looks different for it: the title above tells."""

    def _on_focus(self, event: events.Focus) -> None:
        self._focus_changed(event, events.DescendantFocus(self), has_focus=True)

    def _on_blur(self, event: events.Blur) -> None:
        self._focus_changed(event, events.DescendantBlur(self), has_focus=False)

    def _focus_changed(self, event: events.Event, told: events.Event, *, has_focus: bool) -> None:
        """As in Textual, which would draw all of the pane anew."""
        event.prevent_default()
        self.has_focus = has_focus
        if self.parent is not None:
            self.parent.post_message(told)

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        """Have lines that fit as soon as the size is known: Textual paints before it tells of it. Of the same size once
        more it would draw the scroll bar anew."""
        is_other = size != self._size and super()._size_updated(size, virtual_size, container_size, layout)
        if size != self._fits:
            self._fits = size
            self.resized()
        return is_other

    def comes_back(self) -> None:
        """It is shown again: what was put in meanwhile has no size yet."""
        self._fits = None

    def resized(self) -> None:
        """Keep the height of what is scrolled in step with the width."""
        self.fit_lines()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._drawn_for = None
        self._shown = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the screen.

        A pane has neither border nor padding, so a line is drawn as it is, without Textual's styling of each one, and
        the same stretches are drawn once.
        """
        width, ground = self.size.width, self.background_colors[1]
        filters = tuple(self.get_line_filters())
        if self._drawn_for != (width, ground, filters) or len(self._drawn) > _MOST_DRAWN:
            if self._drawn_for is None or self._drawn_for[1:] != (ground, filters):
                self._styles_used = {}
            self._drawn_for, self._drawn = (width, ground, filters), {}
        top, count, drawn = self.scroll_offset.y, self.line_count(), self._drawn
        strips = []
        for y in crop.line_range:
            line = top + y
            stretches = tuple(self.stretches(line)) if line < count else ()
            if self.aloud:
                self._shown[y] = stretches
            strip = drawn.get(stretches)
            if strip is None:
                strip = drawn[stretches] = self._draw(stretches, width, filters, ground)
            strips.append(strip)
        if crop.column_span != (0, width):
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _draw(self, stretches: Iterable[Stretch], width: int, filters: Iterable[LineFilter], ground: Color) -> Strip:
        segments = [Segment(text, self._style_of(names)) for text, names in stretches if text]
        used = sum(segment.cell_length for segment in segments)
        if used < width:
            segments.append(Segment(" " * (width - used), self._style_of(())))
        elif used > width:
            segments = Segment.adjust_line_length(segments, width)
        for one in filters:
            segments = one.apply(segments, ground)
        return Strip(segments, width)

    def _style_of(self, names: tuple[str, ...]) -> Style:
        """The style of some component classes on this pane's ground."""
        style = self._styles_used.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style += self.get_component_rich_style(name, partial=True)
            self._styles_used[names] = style
        return style
