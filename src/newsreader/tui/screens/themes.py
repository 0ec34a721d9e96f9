"""The themes as a list that shows each as one goes through it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from newsreader.tui.unbroken import UnbrokenScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from newsreader.tui.themes.themed import Themed


class ThemeScreen(UnbrokenScreen[str | None], ModalScreen[str | None]):
    """The names of the themes in a corner, the screen beside it; None if it stays as it was."""

    DEFAULT_CSS = """
    ThemeScreen { align: right top; }
    ThemeScreen > Vertical { width: 30; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    ThemeScreen OptionList { height: auto; max-height: 100%; border: none; padding: 0; margin: 1 0; }
    ThemeScreen OptionList:focus { border: none; }
    ThemeScreen #theme-keys { dock: bottom; }
    """
    BINDINGS = [("escape,q", "leave", "leave"), ("j", "move(1)", "down"), ("k", "move(-1)", "up")]

    def __init__(self, themed: Themed) -> None:
        super().__init__()
        self._themed = themed
        self._before = themed.wanted
        self._names = themed.theme_names()

    def compose(self) -> ComposeResult:
        """A title, the names, the keys."""
        with Vertical():
            yield Label(Text("Theme"), id="prompt-title", markup=False)
            yield OptionList(*(Option(Text(name)) for name in self._names), markup=False)
            yield Label(Text("enter accept   esc cancel"), id="theme-keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the one that is shown."""
        names = self.query_one(OptionList)
        names.highlighted = self._names.index(self._before)
        names.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show it."""
        event.stop()
        self._themed.show_theme(self._names[event.option_index])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take it."""
        event.stop()
        self.dismiss(self._names[event.option_index])

    def action_move(self, lines: int) -> None:
        """As the arrows do."""
        names = self.query_one(OptionList)
        if lines > 0:
            names.action_cursor_down()
        else:
            names.action_cursor_up()

    def action_leave(self) -> None:
        """As it was before."""
        self._themed.show_theme(self._before)
        self.dismiss(None)
