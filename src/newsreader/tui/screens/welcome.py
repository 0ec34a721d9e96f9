"""The welcome: everything that a newcomer can begin with, in one small window over the reader.

It does nothing itself: what was chosen is its answer. A key that it has no use for closes it and works in the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from newsreader.tui.screens.window import Window
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

_OF_THE_LIST = {"up", "down", "enter", "home", "end", "pageup", "pagedown", "tab", "shift+tab"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to begin."""

    value: str
    title: str
    note: str
    """What comes of it, in a few words."""


class WelcomeScreen(Window[str]):
    """Offers, of which one is chosen by arrows, number or mouse: its value, "" for none."""

    COMPONENT_CLASSES = {"window--title", "window--note"}
    DEFAULT_CSS = """
    WelcomeScreen { align: center middle; }
    WelcomeScreen > Vertical { width: 76; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
    WelcomeScreen Label { width: 100%; height: auto; }
    WelcomeScreen .window-title { margin-bottom: 1; }
    WelcomeScreen OptionList { height: auto; margin: 1 0; border: none; padding: 0; }
    WelcomeScreen OptionList:focus { border: none; }
    """

    def __init__(self, offers: Sequence[Offer], *, reopen: str) -> None:
        """`reopen`: how to come back here."""
        super().__init__()
        self._offers = offers
        self._reopen = reopen

    def compose(self) -> ComposeResult:
        """A greeting, the offers, the keys."""
        with Vertical():
            yield Label("Welcome to newsreader", classes="window-title", markup=False)
            yield Label("It reads offline and shows who said what. How do you want to begin?", markup=False)
            yield OptionList(markup=False)
            yield Label(f"enter choose   esc read   {self._reopen}", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        options = self.query_one(OptionList)
        title, note = (self.get_component_rich_style(f"window--{name}", partial=True) for name in ("title", "note"))
        for number, offer in enumerate(self._offers, 1):
            options.add_option(Option(Text.assemble((f"{number}  {offer.title}\n", title), (f"   {offer.note}", note))))
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        if self.is_active:
            self.dismiss(self._offers[event.option_index].value)

    def pressed(self, event: events.Key) -> bool:
        """Arrows, numbers, and the keys of the reader."""
        options = self.query_one(OptionList)
        moves = {"j": options.action_cursor_down, "k": options.action_cursor_up}
        number = int(event.key) if event.key.isascii() and event.key.isdigit() else 0
        if event.key in moves:
            moves[event.key]()
        elif 1 <= number <= len(self._offers):
            self.dismiss(self._offers[number - 1].value)
        elif event.key in {"escape", "q"}:
            self.dismiss("")
        elif event.key in _OF_THE_LIST:
            return False
        else:
            self.dismiss("")
            self.pass_on(event)
        return True
