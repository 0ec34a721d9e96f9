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
from newsreader.tui.screens.part import Part
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual.widget import Widget

    from newsreader.tui.screens.finding import FindingScreen


class Aloud(Part):
    """What a screen reader needs, if there is one."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self._pane_told: Pane | None = None
        self._before: tuple[int | None, str] = (None, "")
        """The line one was at when a command began."""

    def command_begins(self) -> None:
        """Note what the line says that one is at."""
        if self.screen.symbols.aloud:
            self._before = self._row_told()

    def command_ended(self) -> None:
        """Tell what a command changed on the line one is at."""
        if not self.screen.symbols.aloud:
            return
        before, after = self._before, self._row_told()
        if before[0] == after[0] and before[1] != after[1] and not self.screen.key_bar.notice:
            self.screen.say(after[1])
        self.screen.call_after_refresh(self.put_cursor)

    def pane_changed(self) -> None:
        """Name the pane."""
        if self.screen.symbols.aloud and self.screen.pane is not self._pane_told:
            self._pane_told = self.screen.pane
            self.screen.say(self._pane_words())

    def put_cursor(self) -> None:
        """The terminal's cursor on the line one is at, here or in a window, if nothing is typed just now."""
        screen = self.screen
        driver, shown = screen.app._driver, screen.app.screen
        view = screen.view() if shown is screen and not isinstance(screen.focused, Input) else shown.focused
        if driver is None or view is None or isinstance(view, Input):
            return
        place = view.content_region.offset + Offset(0, _line(view) - view.scroll_offset.y)
        screen.app.cursor_position = place
        driver.write(str(Control.move_to(*place)))
        driver.flush()

    def _pane_words(self) -> str:
        if self.screen.pane is Pane.LIST:
            return counted(len(self.screen.entry_list), "article")
        if self.screen.pane is Pane.QUOTES:
            return counted(self.screen.quotes_view.shown, "quote")
        return "Feeds" if self.screen.pane is Pane.FEEDS else "Article"

    def _row_told(self) -> tuple[int | None, str]:
        """The article under the cursor, and its state in words."""
        row = self.screen.entry_list.row(self.screen.entry_list.cursor)
        if row is None:
            return None, ""
        states = ["read" if row.read else "unread", "starred" if row.starred else "not starred"]
        return row.id, ", ".join([*states, *row.tags])


def _line(view: Widget) -> int:
    """Which line of a widget one is at."""
    if isinstance(view, OptionList):
        return view._index_to_line.get(view.highlighted or 0, 0)
    return view.current_line() if isinstance(view, LineView) else view.scroll_offset.y
