"""The screen as it is read out: one pane at a time, the terminal's cursor on the line one is at, changes told in words.

A screen reader speaks the line that the cursor goes to, and what is written. So a key that only moves writes nothing
but the cursor's place, a change writes the lines it changes, and what is only to be seen is told in the last line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.control import Control
from textual.geometry import Offset
from textual.widgets import Input, OptionList

from newsreader.commands import Pane
from newsreader.tui.customs import counted
from newsreader.tui.screens.pointing import PointingScreen
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual.widget import Widget

    from newsreader.commands import Command

_ONE_PANE = 69
"""Columns at which there is room for one pane alone."""


class SpokenScreen(PointingScreen):
    """What a screen reader needs, if there is one."""

    _pane_told: Pane | None = None

    def rearrange(self, width: int | None = None) -> None:
        """One pane, whatever room there is."""
        width = width or self.app.size.width
        super().rearrange(min(width, _ONE_PANE) if self.symbols.spoken else width)

    async def run_command(self, command: Command, argument: str = "", number: int | None = None) -> None:
        """Tell what a command changed on the line one is at."""
        if not self.symbols.spoken:
            await super().run_command(command, argument, number)
            return
        before = self._row_told()
        await super().run_command(command, argument, number)
        after = self._row_told()
        if before[0] == after[0] and before[1] != after[1] and not self.key_bar.notice:
            self.say(after[1])
        self.call_after_refresh(self.put_cursor)

    def pane_changed(self) -> None:
        """Name the pane."""
        super().pane_changed()
        if self.symbols.spoken and self.pane is not self._pane_told:
            self._pane_told = self.pane
            self.say(self._pane_words())

    def show_keys(self) -> None:
        """None: they would be read out with every pane."""
        if not self.symbols.spoken:
            super().show_keys()

    def put_cursor(self) -> None:
        """The terminal's cursor on the line one is at, here or in a window, if nothing is typed just now."""
        driver, shown = self.app._driver, self.app.screen
        view = self.view() if shown is self and not isinstance(self.focused, Input) else shown.focused
        if driver is None or view is None or isinstance(view, Input):
            return
        place = view.content_region.offset + Offset(0, _line(view) - view.scroll_offset.y)
        self.app.cursor_position = place
        driver.write(str(Control.move_to(*place)))
        driver.flush()

    def _pane_words(self) -> str:
        if self.pane is Pane.LIST:
            return counted(len(self.entry_list), "article")
        if self.pane is Pane.QUOTES:
            return counted(self.quotes_view.shown, "quote")
        return "Feeds" if self.pane is Pane.FEEDS else "Article"

    def _row_told(self) -> tuple[int | None, str]:
        """The article under the cursor, and its state in words."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            return None, ""
        states = ["read" if row.read else "unread", *(["starred"] if row.starred else ["not starred"])]
        return row.id, ", ".join([*states, *row.tags])


def _line(view: Widget) -> int:
    """Which line of a widget one is at."""
    if isinstance(view, OptionList):
        return view._index_to_line.get(view.highlighted or 0, 0)
    return view.current_line() if isinstance(view, LineView) else view.scroll_offset.y
