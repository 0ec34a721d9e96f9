"""The help: the commands that work in the pane one comes from, with the keys as they are set."""

from __future__ import annotations

from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from newsreader.commands import COMMANDS, DIGITS_HELP, DIGITS_PANES, Command, Group, Pane, keys_of
from newsreader.tui.breaking import wrap
from newsreader.tui.unbroken import Unbroken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult, RenderResult
    from textual.geometry import Size

    from newsreader.tui.symbols import Symbols

_KEY_WORDS = {
    "escape": "esc",
    "backspace": "b-space",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def key_words(keys: tuple[str, ...]) -> str:
    """Keys as a person writes them."""
    return " ".join(_KEY_WORDS.get(key, key) for key in keys)


def help_lines(pane: Pane, overrides: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """(keys, what they do) for a pane; (heading, "") opens a group."""
    lines: list[tuple[str, str]] = []
    for group in Group:
        commands = [command for command in COMMANDS if command.group is group and _works(command, pane, overrides)]
        if not commands:
            continue
        lines.append((group.value, ""))
        lines.extend((key_words(keys_of(command, overrides)), command.help) for command in commands)
        if group is Group.LINKS and pane in DIGITS_PANES:
            lines.append(DIGITS_HELP)
    return lines


def sign_lines(pane: Pane, symbols: Symbols) -> list[tuple[str, str]]:
    """What the signs of a pane mean, as `help_lines` has keys."""
    own = [(symbols.tag, "a tag of yours"), (symbols.note, "you wrote a note, or highlighted something")]
    signs = {
        Pane.LIST: own,
        Pane.QUOTES: [
            (symbols.quote_bar, "the speaker's own words"),
            (symbols.partial_bar, "reported, partly in the speaker's own words"),
            (symbols.reported_bar, "reported"),
            (symbols.speaker, "who says it, and how many quotes there are"),
            (symbols.probable, "who probably says it"),
        ],
        Pane.DETAIL: [(symbols.left_out, "text that the skim dial left out"), ("[1]", "a link"), *own],
    }.get(pane)
    return [("Signs", ""), *signs] if signs else []


def laid_out(lines: Sequence[tuple[str, str]], width: int) -> list[tuple[str, str | None]]:
    """Help lines as rows no wider than `width`: the keys padded to a column, and what goes on beside it.

    A heading has no second part (None); a blank row stands above each but the first.
    """
    room = min(max((cell_len(keys) for keys, words in lines if words), default=0) + 2, max(3, width // 2))
    rows: list[tuple[str, str | None]] = []
    for keys, words in lines:
        if not words:
            rows.extend([("", None)] if rows else [])
            rows.append((keys, None))
            continue
        columns = zip_longest(wrap(keys, room - 2), wrap(words, width - room), fillvalue="")
        rows.extend((set_cell_size(left, room), right) for left, right in columns)
    return rows


def _works(command: Command, pane: Pane, overrides: Mapping[str, tuple[str, ...]]) -> bool:
    return pane in command.panes and bool(keys_of(command, overrides))


class _Lines(Widget):
    COMPONENT_CLASSES = {"help--heading", "help--key", "help--words"}
    DEFAULT_CSS = "_Lines { height: auto; }"

    def __init__(self, lines: list[tuple[str, str]]) -> None:
        super().__init__()
        self._lines = lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        return len(laid_out(self._lines, width))

    def render(self) -> RenderResult:
        heading, key, words_style = (
            self.get_component_rich_style(f"help--{name}") for name in ("heading", "key", "words")
        )
        text = Text(end="", no_wrap=True)
        for number, (left, right) in enumerate(laid_out(self._lines, self.size.width)):
            text.append("\n" if number else "").append(left, heading if right is None else key)
            text.append(right or "", words_style)
        return text


class HelpScreen(Unbroken, ModalScreen[None]):
    """Every key that works where the user was."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 90%; padding: 1 2; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, pane: Pane, overrides: Mapping[str, tuple[str, ...]], symbols: Symbols) -> None:
        super().__init__()
        self._lines = [
            *help_lines(pane, overrides),
            *sign_lines(pane, symbols),
            ("Close with", ""),
            ("? q esc", "back to reading"),
        ]

    def compose(self) -> ComposeResult:
        """One scrolled text."""
        with VerticalScroll():
            yield _Lines(self._lines)

    def on_key(self, event: events.Key) -> None:
        """Scroll as everywhere; anything that means "back" closes."""
        scroll = self.query_one(VerticalScroll)
        pressed = event.character or event.key
        moves = {
            "j": scroll.action_scroll_down,
            "k": scroll.action_scroll_up,
            " ": scroll.action_page_down,
            "g": scroll.action_scroll_home,
            "G": scroll.action_scroll_end,
        }
        if pressed in moves:
            event.stop()
            with suppress(SkipAction):  # all of it is in view
                moves[pressed]()
        elif pressed == "Q":
            self.app.exit()
        elif event.key in {"escape", "enter", "q", "question_mark", "h"}:
            event.stop()
            self.dismiss()
