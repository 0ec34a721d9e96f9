"""Keys pressed: numbers and sequences until they mean something, the commands they run, the line that tells of them.

What a command does is not known here, nor which panes there are.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.screen import Screen
from textual.widgets import Input

from newsreader import keys
from newsreader.commands import COMMANDS, PENDING_KEY, Argument, Command, Pane, by_id
from newsreader.strokes import Meaning, Strokes
from newsreader.tui.unbroken import Unbroken
from newsreader.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.timer import Timer
    from textual.widget import Widget

    from newsreader.keymap import Call, Calls, Keymap
    from newsreader.tui.symbols import Symbols

MOST_REPEATS = 99
_NOTICE_SECONDS = 8.0


async def type_late(field: Input, event: events.Key) -> bool:
    """Type what was pressed before the field had the focus; whether that was anything. It takes the rest by itself."""
    if event.is_printable and event.character is not None:
        field.replace(event.character, *field.selection)
    elif event.key == "backspace" and not field.has_focus:
        field.action_delete_left()
    elif event.key == "enter" and not field.has_focus:
        await field.action_submit()
    else:
        return False
    return True


class PressingScreen(Unbroken, Screen[None]):
    """Runs commands by key."""

    def __init__(self, keymap: Keymap, symbols: Symbols) -> None:
        super().__init__()
        self.keymap = keymap
        self.symbols = symbols
        self.pane = Pane.LIST
        self.key_bar = KeyBar(symbols)
        self._strokes = Strokes(keymap)
        self._waiting: Calls = ()
        """What a macro has still to run, once a window that asks is closed."""
        self._notice_timer: Timer | None = None

    async def on_key(self, event: events.Key) -> None:
        """Run what a key means, unless something is being typed."""
        if self.app.screen is not self:  # it was pressed before a window was there for it
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
            return
        field = self.field
        if field is not None:
            if await type_late(field, event) or self.key_in_search(event.key):
                event.stop()
                event.prevent_default()
            return
        key = keys.pressed(event.key, event.character)
        if not self._strokes.is_pending and self.key_typed(key):
            event.stop()
            event.prevent_default()
            return
        was_pending = self._strokes.is_pending
        stroke = self._strokes.press(self.pane, key)
        if stroke.meaning is not Meaning.NOTHING:
            event.stop()
            event.prevent_default()
        if stroke.number is not None:
            self.rest()
        if stroke.typed == ("enter",) and stroke.number is not None and self.is_link_number:
            event.stop()
            event.prevent_default()
            self.follow_link(stroke.number)
            return
        match stroke.meaning:
            case Meaning.NUMBER:
                self.number_typed(stroke.number or 0)
            case Meaning.BEGINNING:
                self._show_following()
            case Meaning.COMMANDS:
                if len(stroke.typed) > 1:
                    self.show_keys()
                await self.run_calls(stroke.calls, stroke.number)
                await asyncio.sleep(0)  # a window that asks comes now, and has the keys that follow
            case Meaning.UNKNOWN:
                self.show_keys()
                self.say(f"{keys.words(stroke.typed)} runs nothing here")
            case Meaning.DROPPED | Meaning.NOTHING if was_pending:
                self.unsay()
                self.show_keys()

    @property
    def field(self) -> Input | None:
        """Where something is being typed."""
        return self.focused if isinstance(self.focused, Input) else None

    def key_in_search(self, key: str) -> bool:  # noqa: ARG002 - for those who build on this
        """A key that the line of a search has no use for; True if that was all."""
        return False

    def key_typed(self, key: str) -> bool:  # noqa: ARG002 - for those who build on this
        """A key before it is looked up; True if that was all."""
        return False

    @property
    def number(self) -> int | None:
        """The number that was typed, while it is meant."""
        return self._strokes.number

    def take_number(self, number: int) -> None:
        """A number that was chosen otherwise, as if it had been typed."""
        self._strokes.take(number)
        self.number_typed(number)

    def number_typed(self, number: int) -> None:
        """Tell what a number is for."""
        self.say(f"{number}   a movement that follows goes {number} times")

    def rest(self) -> None:
        """The cursor of the list stays where it is: for those who wait for that."""

    def drop_number(self) -> None:
        """A number that was typed is no longer meant."""
        if not self._strokes.typed:
            self._strokes.drop()

    @property
    def is_link_number(self) -> bool:
        """Whether a number and enter follow a link here."""
        return False

    def follow_link(self, number: int) -> None:
        """Follow the link of the article with a number: for those who build on this."""

    # --- commands ----------------------------------------------------------------------------------------------------

    async def run_calls(self, calls: Calls, number: int | None = None) -> None:
        """Run commands in turn; each sees what came of the one before."""
        first, *rest = calls
        await self.run_command(by_id()[first.command], first.argument, number)
        if rest:
            self._waiting = tuple(rest)
            self._settle([*self.senders()])

    def senders(self) -> Iterable[Widget]:
        """The widgets whose messages a command may cause."""
        return ()

    def _settle(self, senders: list[Widget]) -> None:
        """Go on after the messages that are under way: through the queue of each that may have sent one."""
        if senders:
            senders[0].call_later(self._settle, senders[1:])
        else:
            self.call_later(self._go_on)

    async def _go_on(self) -> None:
        if self._waiting and self.app.screen is self:
            calls, self._waiting = self._waiting, ()
            await self.run_calls(calls)

    async def on_screen_resume(self) -> None:
        """A window is closed: a macro goes on."""
        await self._go_on()

    async def run_command(self, command: Command, argument: str = "", number: int | None = None) -> None:
        """Do what a command says, if it works here; what was said before is past, but for an error of just now."""
        if command.id not in {"down", "up"}:
            self.rest()
        if not self.key_bar.is_unread:
            self.unsay()
        if self.pane not in command.panes:
            self.say(f"{self.key_of(command.id)}: {command.title} does not work here")
        elif argument:
            await self.run_with(command, argument)
        elif number is not None and command.repeats:
            await self.repeat(command, number)
        else:
            await self.run_action(f"screen.{command.id}")

    async def run_with(self, command: Command, argument: str) -> None:
        """Do what a command says with what it is told: for those who build on this."""

    async def repeat(self, command: Command, number: int) -> None:
        """Do what a command says several times."""
        for _ in range(min(number, MOST_REPEATS)):
            await self.run_action(f"screen.{command.id}")

    # --- the line of keys --------------------------------------------------------------------------------------------

    def key_of(self, command: str) -> str:
        """The first key of a command as a person reads it; if it has none here, what to type on the command line."""
        return self.keymap.key_of(command, self.pane)

    def hint(self, command: str, title: str = "") -> str:
        """A command's key and what it does, to be told beside something else."""
        return f"   {self.key_of(command)} {title or self.title_of(by_id()[command])}"

    def show_keys(self) -> None:
        """Name the keys that work here and now."""
        if self._strokes.typed:
            return
        shown = [command for command in COMMANDS if self.names(command) and self.offers(command)]
        # What a key does just now comes first, the help last.
        shown.sort(key=lambda command: (command.id == "help", self.title_of(command) == command.title))
        listed = [(self.footer_keys(command), self.title_of(command)) for command in shown]
        self.key_bar.keys = tuple((found[0], title) for found, title in listed if found)

    def footer_keys(self, command: Command) -> tuple[str, ...]:
        """The keys of a command as the footer names them, which has room for the first."""
        return self.keymap.keys_of(command.id, self.pane)

    def _show_following(self) -> None:
        """Name the keys that may follow those that were typed."""
        self.unsay()
        typed = self._strokes.typed
        found = sorted(
            (keys.words(rest), self.words_of(calls))
            for rest, calls in self.keymap.following(self.pane, typed)
            if any(self.pane in by_id()[call.command].panes for call in calls)
        )
        last = (keys.words((PENDING_KEY[0],)), PENDING_KEY[1])
        # All of them, in fewer words where there is little room.
        first_words, keys_alone = [(key, title.split()[0]) for key, title in found], [(" ".join(dict(found)), "")]
        for shortened in (found, first_words, keys_alone):
            shown = ((keys.words(typed), self.symbols.more), *shortened, last)
            if sum(cell_len(key) + cell_len(title) + 4 for key, title in shown) <= self.key_bar.size.width - 2:
                break
        self.key_bar.keys = shown

    def words_of(self, calls: Calls) -> str:
        """What keys do, in a few words."""
        return ", ".join(map(self._title, calls))

    def _title(self, call: Call) -> str:
        command = by_id()[call.command]
        if command.argument is Argument.LINE:
            return f":{call.argument}"
        return f"{self.title_of(command)} {call.argument}".rstrip()

    def names(self, command: Command) -> bool:
        """Whether the footer has room for it."""
        return self.pane in command.footer

    def offers(self, command: Command) -> bool:  # noqa: ARG002 - for those who build on this
        """Whether a command makes sense now."""
        return True

    def title_of(self, command: Command) -> str:
        """What a command is called now."""
        return command.title

    # --- words -------------------------------------------------------------------------------------------------------

    def say(self, words: str, *, error: bool = False) -> None:
        """Show a sentence in place of the keys for a while; an error until the next command."""
        bar = self.key_bar
        bar.error = error
        bar.notice = words
        if self._notice_timer is not None:
            self._notice_timer.stop()
            self._notice_timer = None
        if error:
            return
        seconds = max(_NOTICE_SECONDS, cell_len(words) / 10)
        self._notice_timer = self.set_timer(seconds, self._notice_over)

    def _notice_over(self) -> None:
        """A number that is no longer shown is no longer meant."""
        self.drop_number()
        self.unsay()

    def unsay(self) -> None:
        """Show the keys again."""
        self.key_bar.notice = ""
