"""The messages of this session: when, what, and the file that tells more."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rich.text import Text
from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label

from newsreader.text import clean_line
from newsreader.tui import times
from newsreader.tui.screens.window import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult

    from newsreader.tui.screens.messaging import Message
    from newsreader.tui.symbols import Symbols


class MessagesScreen(Window[None]):
    """Messages one under another, as they are given."""

    DEFAULT_CSS = """
    MessagesScreen { align: center middle; }
    MessagesScreen > VerticalScroll {
        width: 92; max-width: 100%; height: auto; max-height: 90%; padding: 1 2; scrollbar-size-vertical: 1;
    }
    MessagesScreen Label { width: 100%; height: auto; }
    MessagesScreen .window-title { margin-bottom: 1; }
    """

    def __init__(self, messages: Sequence[Message], log: str, symbols: Symbols) -> None:
        super().__init__()
        self._messages = messages
        self._log = log
        self._symbols = symbols

    def compose(self) -> ComposeResult:
        """A title, the messages, where more is told."""
        with VerticalScroll():
            yield Label("Messages of this session", classes="window-title", markup=False)
            if self._messages:
                yield Label(Content("\n").join(map(self._line, self._messages)), markup=False)
            else:
                yield Label("Nothing was said so far.", markup=False)
            yield Label(Text(f"\nThe log tells more: {clean_line(self._log)}"), markup=False)
            yield Label("\nesc back", markup=False)

    def _line(self, message: Message) -> Content:
        """A part of one text: to lay out a widget a message takes as long as a second, and megabytes."""
        sign = self._symbols.failed if message.error else " "
        line = f"{times.clock(message.at)} {sign} {clean_line(message.words)}"
        return Content.styled(line, "$error" if message.error else "")

    def pressed(self, event: events.Key) -> bool:
        """Scroll as everywhere; anything else closes."""
        scroll = self.query_one(VerticalScroll)
        moves = {
            "j": scroll.action_scroll_down,
            "down": scroll.action_scroll_down,
            "k": scroll.action_scroll_up,
            "up": scroll.action_scroll_up,
            "space": scroll.action_page_down,
            "pagedown": scroll.action_page_down,
            "backspace": scroll.action_page_up,
            "pageup": scroll.action_page_up,
            "g": scroll.action_scroll_home,
            "G": scroll.action_scroll_end,
        }
        if event.key in moves or event.character in moves:
            with suppress(SkipAction):  # all of it is in view
                moves[event.key if event.key in moves else event.character or ""]()
        elif event.key in {"Q", "ctrl+q"}:
            self.app.exit()
        else:
            self.dismiss()
        return True
