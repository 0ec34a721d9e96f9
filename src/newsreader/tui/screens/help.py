"""The help: the commands that work in the pane one comes from, with the keys as they are set."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.screen import ModalScreen

from newsreader import keys
from newsreader.commands import COMMANDS, DIGITS_HELP, DIGITS_PANES, Command, Group, Pane
from newsreader.text import fold
from newsreader.tui.breaking import wrap
from newsreader.tui.shown import PartialCompositor
from newsreader.tui.unbroken import UnbrokenScreen
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from newsreader.keymap import Keymap
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Stretch


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


class _Lines(LineView):
    COMPONENT_CLASSES = {"help--heading", "help--key", "help--words"}
    DEFAULT_CSS = "_Lines { width: 72; max-width: 100%; height: 90%; }"

    lines: Sequence[tuple[str, str]] = ()
    _rows: Sequence[tuple[str, str | None]] = ()
    _shown_lines: tuple[int, Sequence[tuple[str, str]]] = (0, ())
    """The width and the lines that the rows are made of."""

    @property
    def is_laid_out(self) -> bool:
        """Whether there is anything to be painted."""
        return bool(self._rows)

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Other lines, from the top."""
        self.lines = lines
        self.resized()
        self.scroll_line(0)

    def resized(self) -> None:
        width = self.scrollable_content_region.width  # without the scroll bar; none before the first layout
        if self._shown_lines != (width, self.lines):
            self._shown_lines = width, self.lines
            self._rows = laid_out(self.lines, width) if width > 0 else ()
            super().resized()

    def line_count(self) -> int:
        return len(self._rows)

    def stretches(self, line: int) -> Iterable[Stretch]:
        left, right = self._rows[line]
        return [(left, ("help--heading",))] if right is None else [(left, ("help--key",)), (right, ("help--words",))]


class HelpScreen(UnbrokenScreen[None], ModalScreen[None]):
    """Every key that works where the user was; what is typed looks for some of them."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; padding: 0 2; }
    """
    BLANK = True  # behind the lines

    def __init__(
        self,
        pane: Pane,
        keymap: Keymap,
        symbols: Symbols,
        offers: Callable[[Command], bool],
        moved: Callable[[], None],
    ) -> None:
        super().__init__()
        self._compositor = PartialCompositor()
        self._lines = _Lines()
        self._lines.aloud = symbols.aloud
        self._pane = pane
        self._keymap = keymap
        self._symbols = symbols
        # Asked once: what works now does not change while the help is read.
        self._offered = {command.id for command in COMMANDS if offers(command)}
        self._typed = ""
        self._moved = moved
        """To be called when another line is read, though nothing looks different."""

    def compose(self) -> ComposeResult:
        """One scrolled text."""
        yield self._lines

    def _compositor_refresh(self) -> None:
        """Paint it with what it tells, not empty before."""
        if self._lines.is_laid_out:
            super()._compositor_refresh()

    def on_mount(self) -> None:
        """Show everything."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """What is typed is looked for; the keys for moving scroll, those that mean "back" close."""
        lines = self._lines
        moves: dict[str, Callable[[], object]] = {
            "down": partial(lines.move, 1),
            "up": partial(lines.move, -1),
            "pagedown": partial(lines.page, 1),
            "pageup": partial(lines.page, -1),
            "home": partial(lines.to_end, -1),
            "end": partial(lines.to_end, 1),
        }
        if not self._typed:
            moves["space"] = moves["pagedown"]
        pressed = "space" if event.character == " " else event.key
        typed = event.character if event.is_printable and event.character else ""
        if not self._typed and self._quits(event):
            self.app.exit()
        elif pressed in moves:
            moves[pressed]()
            self.call_after_refresh(self._moved)
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
        self._typed = typed if typed == "/" else typed.removeprefix("/")  # with it a search begins elsewhere
        self._show()

    def _show(self) -> None:
        lines = help_lines(self._pane, self._keymap, self._is_offered, self._typed)
        if self._typed:
            lines = [(f"Search: {self._typed}", ""), *(lines or [("nothing", "has these words; esc shows all again")])]
        else:
            lines = [("type", "to search; esc leads back"), *lines, *sign_lines(self._pane, self._symbols)]
            lines += [("Close with", ""), ("? enter esc", "back to reading")]
        self._lines.show(lines)

    def _is_offered(self, command: Command) -> bool:
        return command.id in self._offered
