"""The last line: it names the keys that work here and now, or says a sentence in their place for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import COMMANDS, Command, Pane, by_id
from newsreader.tui.screens.part import Part
from newsreader.tui.unbroken import UnbrokenScreen
from newsreader.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from newsreader.keymap import Keymap
    from newsreader.tui.symbols import Symbols


class TellingScreen(UnbrokenScreen[None]):
    """Has the last line, and the parts that have a say in it."""

    def __init__(self, keymap: Keymap, symbols: Symbols) -> None:
        super().__init__()
        self.keymap = keymap
        self.symbols = symbols
        self.parts: Sequence[Part] = ()
        """What has a say, the first before the others."""
        self._own: dict[str, tuple[Sequence[Part], Sequence[Part]]] = {}
        """By what is asked: the parts it was sorted out of, those that answer it."""
        self.pane = Pane.LIST
        self.key_bar = KeyBar(symbols)
        self._notice_timer: Timer | None = None

    # --- keys --------------------------------------------------------------------------------------------------------

    def key_of(self, command: str) -> str:
        """The first key of a command as a person reads it; if it has none here, what to type on the command line."""
        return self.keymap.key_of(command, self.pane)

    def hint(self, command: str, title: str = "") -> str:
        """A command's key and what it does, to be told beside something else."""
        return f"   {self.key_of(command)} {title or self.title_of(by_id()[command])}"

    def show_keys(self) -> None:
        """Name the keys that work here and now; none where they would be read out with every pane."""
        if self.symbols.aloud:
            return
        instead = next((named for part in self.parts if (named := part.keys_now()) is not None), None)
        if instead is not None:
            self.key_bar.keys = instead
            return
        is_lit = self.is_lit
        footed = (one for one in COMMANDS if self.pane in one.footer or (is_lit and one.lit_title and one.footer))
        shown = [command for command in footed if self.offers(command)]
        # What a key does just now comes first, the help last.
        shown.sort(key=lambda command: (command.id == "help", not (is_lit and command.lit_title)))
        listed = [(self._footer_key(one), self._title_of(one, is_lit=is_lit)) for one in shown]
        self.key_bar.keys = tuple((key, title) for key, title in listed if key)

    def _footer_key(self, command: Command) -> str:
        """One of a command's keys, none if it has none: the line has room for the first."""
        named = (key for part in self._having("footer_key") if (key := part.footer_key(command)))
        return next(named, next(iter(self.keymap.keys_of(command.id, self.pane)), ""))

    def offers(self, command: Command) -> bool:
        """Whether a command could do anything now."""
        return all(part.offers(command) for part in self._having("offers"))

    def _having(self, method: str) -> Sequence[Part]:
        """The parts with an answer of their own to what is asked of them for every command, again and again."""
        asked, having = self._own.get(method, ((), ()))
        if asked is not self.parts:
            having = [part for part in self.parts if getattr(type(part), method) is not getattr(Part, method)]
            self._own[method] = self.parts, having
        return having

    def title_of(self, command: Command) -> str:
        """What a command is called now: while something is lit some keys do something else."""
        return self._title_of(command, is_lit=self.is_lit)

    def _title_of(self, command: Command, *, is_lit: bool) -> str:
        if is_lit and command.lit_title:
            return command.lit_title
        now = (title for part in self.parts if (title := part.title_now(command)))
        return next(now, command.title)

    @property
    def is_lit(self) -> bool:
        """Whether something is lit in the article."""
        return any(part.is_lit for part in self.parts)

    # --- words -------------------------------------------------------------------------------------------------------

    def say(self, words: str, *, error: bool = False) -> None:
        """Show a sentence in place of the keys for a while; an error until the next command."""
        bar = self.key_bar
        bar.error = error
        bar.notice = words
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        if not error:
            self._notice_timer = self.set_timer(bar.seconds, self.notice_over)
        for part in self.parts:
            part.said(words, error=error)

    def notice_over(self) -> None:
        """It was there long enough."""
        self.unsay()

    def unsay(self) -> None:
        """Show the keys again."""
        self.key_bar.notice = ""
