"""The help: the commands that work in the pane one comes from, with the keys as they are set."""

from __future__ import annotations

from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.actions import SkipAction
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from newsreader import keys
from newsreader.commands import COMMANDS, DIGITS_HELP, DIGITS_PANES, Command, Group, Pane
from newsreader.text import fold
from newsreader.tui.breaking import wrap
from newsreader.tui.unbroken import Unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult, RenderResult
    from textual.geometry import Size

    from newsreader.keymap import Keymap
    from newsreader.tui.symbols import Symbols


def help_lines(
    pane: Pane,
    keymap: Keymap,
    offers: Callable[[Command], bool] = lambda command: True,  # noqa: ARG005 - everything
    typed: str = "",
) -> list[tuple[str, str]]:
    """(keys, what they do) for what works in a pane now; (heading, "") opens a group.

    With some words only what has them in keys, name or help; then commands without a key as well, by their names.
    """
    lines: list[tuple[str, str]] = []
    wanted = fold(typed).split()
    for group in Group:
        found = []
        for command in COMMANDS:
            own = "  ".join(keymap.keys_of(command.id, pane)) or (f":{command.id}" if wanted else "")
            if command.group is group and pane in command.panes and own and offers(command):
                found.append((own, command.help, f"{command.id.replace('_', ' ')} {command.title}"))
        if group is Group.LINKS and pane in DIGITS_PANES:
            found.append((*DIGITS_HELP, "number count"))
        lines += _titled(group.value, found, wanted)
    macros = [(keys.words(typed), "; ".join(map(str, calls)), "macro") for typed, calls in keymap.macros(pane)]
    return lines + _titled("Several in turn", macros, wanted)


def _titled(heading: str, found: Sequence[tuple[str, str, str]], wanted: Sequence[str]) -> list[tuple[str, str]]:
    """What is left of a group by the words that are looked for, under its heading."""
    left = [(own, told) for own, told, more in found if all(word in fold(f"{own} {told} {more}") for word in wanted)]
    return [(heading, ""), *left] if left else []


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
    room = min(max((cell_len(left) for left, words in lines if words), default=0) + 2, max(3, width // 2))
    rows: list[tuple[str, str | None]] = []
    for own, words in lines:
        if not words:
            rows.extend([("", None)] if rows else [])
            rows.append((own, None))
            continue
        columns = zip_longest(wrap(own, room - 2), wrap(words, width - room), fillvalue="")
        rows.extend((set_cell_size(left, room), right) for left, right in columns)
    return rows


class _Lines(Widget):
    COMPONENT_CLASSES = {"help--heading", "help--key", "help--words"}
    DEFAULT_CSS = "_Lines { height: auto; }"

    lines: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - as Textual asks
        return max(1, len(laid_out(self.lines, width)))

    def render(self) -> RenderResult:
        heading, key, words_style = (
            self.get_component_rich_style(f"help--{name}") for name in ("heading", "key", "words")
        )
        text = Text(end="", no_wrap=True)
        for number, (left, right) in enumerate(laid_out(self.lines, self.size.width)):
            text.append("\n" if number else "").append(left, heading if right is None else key)
            text.append(right or "", words_style)
        return text


class HelpScreen(Unbroken, ModalScreen[None]):
    """Every key that works where the user was; what is typed looks for some of them."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen > VerticalScroll {
        width: 76; max-width: 100%; height: 90%; padding: 1 2; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, pane: Pane, keymap: Keymap, symbols: Symbols, offers: Callable[[Command], bool]) -> None:
        super().__init__()
        self._pane = pane
        self._keymap = keymap
        self._symbols = symbols
        # Asked once: what works now does not change while the help is read.
        self._offered = {command.id for command in COMMANDS if offers(command)}
        self._typed = ""

    def compose(self) -> ComposeResult:
        """One scrolled text."""
        with VerticalScroll():
            yield _Lines()

    def on_mount(self) -> None:
        """Show everything."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """What is typed is looked for; the keys for moving scroll, those that mean "back" close."""
        scroll = self.query_one(VerticalScroll)
        moves = {
            "down": scroll.action_scroll_down,
            "up": scroll.action_scroll_up,
            "pagedown": scroll.action_page_down,
            "pageup": scroll.action_page_up,
            "home": scroll.action_scroll_home,
            "end": scroll.action_scroll_end,
        }
        if not self._typed:
            moves["space"] = scroll.action_page_down
        pressed = "space" if event.character == " " else event.key
        typed = event.character if event.is_printable and event.character else ""
        if not self._typed and self._quits(event):
            self.app.exit()
        elif pressed in moves:
            with suppress(SkipAction):  # all of it is in view
                moves[pressed]()
        elif pressed == "enter" or typed == "?" or (pressed == "escape" and not self._typed):
            self.dismiss()
        elif pressed in {"escape", "backspace"}:
            self._look_for(self._typed[:-1] if pressed == "backspace" else "")
        elif typed:
            self._look_for(self._typed + typed)
        else:
            return
        event.stop()
        event.prevent_default()

    def _quits(self, event: events.Key) -> bool:
        """Whether a key quits at once and is not meant to be looked for."""
        key = keys.pressed(event.key, event.character)
        runs = self._keymap.calls(self._pane, (key,)) or ()
        return [call.command for call in runs] == ["quit"] and (len(key) > 1 or key.isupper())

    def _look_for(self, typed: str) -> None:
        self._typed = typed
        self._show()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _show(self) -> None:
        lines = help_lines(self._pane, self._keymap, self._is_offered, self._typed)
        if self._typed:
            lines = [(f"Search: {self._typed}", ""), *(lines or [("nothing", "has these words; esc shows all again")])]
        else:
            lines = [("type", "to search"), *lines, *sign_lines(self._pane, self._symbols)]
            lines += [("Close with", ""), ("? enter esc", "back to reading")]
        self.query_one(_Lines).lines = tuple(lines)

    def _is_offered(self, command: Command) -> bool:
        return command.id in self._offered
