"""The command line: a command by its name and what it is told, completed as one types."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader import keys
from newsreader.commands import LINE_KEYS, Argument, by_id
from newsreader.errors import UsageError
from newsreader.library import session, tags
from newsreader.tui.customs import number
from newsreader.tui.screens import completing, history
from newsreader.tui.screens.completing import Candidate
from newsreader.tui.screens.part import Part
from newsreader.tui.screens.sorting import ORDERS
from newsreader.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget
    from textual.widgets import Input

    from newsreader.commands import Command
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.going import Going
    from newsreader.tui.screens.part import Keys
    from newsreader.tui.screens.searching import Searching
    from newsreader.tui.screens.theming import Theming

_HISTORY = "commands"
"""Where the session keeps earlier lines."""
_MOST_CANDIDATES = 40
_PLACEHOLDER = "a command, as: open World   tag later   sort length"


class CommandLine(Part):
    """Commands that are typed."""

    def __init__(self, screen: FindingScreen, searching: Searching, going: Going, theming: Theming) -> None:
        super().__init__(screen)
        self._searching = searching
        self._going = going
        self._theming = theming
        self.line = SearchLine("command")
        self._lines = history.Walk([])
        self._candidates: list[Candidate] = []
        self._chosen = -1
        """Which of them stands in the line, -1 if none."""
        self._put = ""
        """What the line holds that was not typed."""

    async def action_command_line(self) -> None:
        await self._open_line("")

    def with_command_line(self, words: str) -> Callable[[], object]:
        """Have a command typed that begins so."""
        return partial(self._open_line, f"{words} " if words in by_id() else words)

    async def _open_line(self, text: str) -> None:
        """Have a command typed that begins so."""
        if not self.line.is_mounted:
            await self.screen.mount(self.line, before=self.screen.key_bar)
        self.screen.unsay()
        self._lines = history.Walk(history.recalled(session.get(self.screen.library, _HISTORY)))
        self._put = ""
        self.line.open(":", text, _PLACEHOLDER)
        self._complete_anew(text)

    @property
    def field(self) -> Input | None:
        """That of the line, from the moment it is opened."""
        return self.line.field if self.line.is_open else None

    def key_in_line(self, key: str) -> bool:
        """Complete, earlier lines, and out."""
        if not self.line.is_open:
            return False
        match key:
            case "tab" | "shift+tab":
                self._choose(1 if key == "tab" else -1)
            case "up" | "down":
                text = self._lines.step(-1 if key == "up" else 1, self.line.text)
                if text is not None:
                    self.line.put(text)
            case "escape":
                self._close_line()
            case "backspace" if not self.line.text:
                self._close_line()
            case _:
                return False
        return True

    def blurred(self, widget: Widget) -> None:
        """A click leads elsewhere; another window of the desktop does not."""
        if widget.id == "command" and self.line.is_open and self.screen.app.app_focus:
            self.line.close()
            self.screen.show_keys()

    def keys_now(self) -> Keys | None:
        """While a command is typed, what may be meant."""
        if not self.line.is_open:
            return None
        shown = [(candidate.word, candidate.note) for candidate in self._candidates]
        if self._chosen >= 0:
            shown = shown[self._chosen :] + shown[: self._chosen]
        lasting = [(keys.words((key,)), title) for key, title in LINE_KEYS]
        return (*(shown or lasting[1:-1]), lasting[-1] if not shown else lasting[0])

    def line_changed(self, text: str) -> None:
        """Another text is typed."""
        if text != self._put:
            self.line.show_mistake(None)
            self._complete_anew(text)

    def _complete_anew(self, text: str) -> None:
        self._candidates, self._chosen, self._put = self._complete(text), -1, text
        self.screen.show_keys()

    def _choose(self, direction: int) -> None:
        if self.line.text != self._put:  # it was typed faster than it was told
            self._complete_anew(self.line.text)
        if not self._candidates:
            return
        start = 0 if direction > 0 and self._chosen < 0 else self._chosen + direction
        self._chosen = start % len(self._candidates)
        self._put = self._candidates[self._chosen].text
        if len(self._candidates) == 1 or self._put == self.line.text:
            self.line.put(self._put)
            self._complete_anew(self._put)
        else:
            self.line.put(self._put)
            self.screen.show_keys()

    def _complete(self, text: str) -> list[Candidate]:
        """What a line may be meant to become."""
        name, blank, argument = text.partition(" ")
        if not blank:
            return completing.commands(name)
        try:
            command = by_id()[completing.understood(name).command]
        except UsageError:
            return []
        named = [(word, Candidate(f"{name} {word}", note)) for word, note in self._words_for(command)]
        return completing.best(argument, named, _MOST_CANDIDATES)

    def _words_for(self, command: Command) -> Iterable[tuple[str, str]]:
        match command.argument:
            case Argument.PLACE:
                return [(name, kind) for name, kind, _ in self._going.places_named()]
            case Argument.TAG:
                return [(tag.name, number(tag.count)) for tag in tags.all_tags(self.screen.library)]
            case Argument.THEME:
                return [(name, "") for name in self._theming.themed.theme_names()]
            case Argument.ORDER:
                return [(order, "") for order in ORDERS]
            case Argument.QUERY:
                return [(text, "earlier") for text in reversed(self._searching.earlier())]
            case Argument.LINE:
                return [(candidate.text, candidate.note) for candidate in completing.commands("")]
        return []

    async def line_asked(self) -> None:
        """Do what is typed."""
        text = self.line.text.strip()
        if not text:
            self._close_line()
            return
        try:
            call = completing.understood(text)
            command, line = by_id()[call.command], call.argument if call.command == "top" else ""
            if call.argument and not line:
                self.screen.told(command, call.argument)
        except UsageError as error:
            self.line.show_mistake((0, str(error)))  # the words stay, to be mended
            return
        kept = history.with_latest(history.recalled(session.get(self.screen.library, _HISTORY)), text)
        self.screen.writing.attempt(lambda: session.put(self.screen.library, {_HISTORY: kept}))
        self._close_line()
        if line:
            await self.screen.run_command(command, number=int(line[:6]) or 1)
        else:
            await self.screen.run_command(command, call.argument)

    def _close_line(self) -> None:
        self.line.close()
        self.screen.view().focus()
        self.screen.show_keys()
