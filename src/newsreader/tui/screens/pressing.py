"""Keys pressed: numbers and sequences until they mean something, and the commands they run.

What a command does is not known here, nor which panes there are: it is found in one of the parts.
"""

from __future__ import annotations

import asyncio
from inspect import isawaitable
from time import monotonic
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.widgets import Input

from newsreader import keys
from newsreader.commands import PENDING_KEY, Argument, Command, by_id
from newsreader.errors import UsageError
from newsreader.strokes import Meaning, Strokes
from newsreader.tui.customs import counted
from newsreader.tui.screens.late import type_late
from newsreader.tui.screens.telling import TellingScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget

    from newsreader.keymap import Call, Calls, Keymap
    from newsreader.tui.symbols import Symbols

MOST_REPEATS = 99
_ANSWER_SECONDS = 0.05
"""After a key, within which most of what it leads to is there."""
_PASSING = {"down", "up", "next_feed", "previous_feed", "next_unread_feed", "previous_unread_feed"}
"""Commands that leave what the cursor of the list just came to: it need not be opened before."""


async def done(run: Callable[[], object]) -> object:
    """Run something, to its end if that is awaited; what it gives back."""
    result = run()
    return await result if isawaitable(result) else result


class PressingScreen(TellingScreen):
    """Runs commands by key."""

    def __init__(self, keymap: Keymap, symbols: Symbols) -> None:
        super().__init__(keymap, symbols)
        self._strokes = Strokes(keymap)
        self._waiting: Calls = ()
        """What a macro has still to run, once a window that asks is closed."""
        self._pressed_at = 0.0

    async def _on_idle(self, _: events.Idle) -> None:
        """Paint what a key led to as it comes: Textual's clock may just have ticked, and would wait for its next."""
        if self._dirty_widgets and monotonic() < self._pressed_at + _ANSWER_SECONDS:
            self._on_timer_update()

    async def on_key(self, event: events.Key) -> None:
        """Run what a key means, unless something is being typed."""
        self._pressed_at = monotonic()
        if self.app.screen is not self:  # it was pressed before a window was there for it
            event.stop()
            self.app.post_message(events.Key(event.key, event.character))
            return
        field = self.field
        if field is not None:
            if await type_late(field, event) or any(part.key_in_line(event.key) for part in self.parts):
                event.stop()
                event.prevent_default()
            return
        key = keys.pressed(event.key, event.character)
        if not self._strokes.is_pending and any(part.key_typed(key) for part in self.parts):
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
        number = stroke.number if stroke.typed == ("enter",) else None
        if number is not None and any(part.number_entered(number) for part in self.parts):
            event.stop()
            event.prevent_default()
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
        """Where something is being typed: a line, from the moment it is opened."""
        lines = (field for part in self.parts if (field := part.field) is not None)
        return next(lines, self.focused if isinstance(self.focused, Input) else None)

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
        if not any(part.number_typed(number) for part in self.parts):
            self.say(f"{number}   a movement that follows goes {counted(number, 'time')}")

    def rest(self) -> None:
        """The cursor of the list stays where it is: for those who wait for that."""

    def drop_number(self) -> None:
        """A number that was typed is no longer meant."""
        if not self._strokes.typed:
            self._strokes.drop()

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
        for part in self.parts:
            part.command_begins()
        await self.list_awaited()
        if command.id not in _PASSING:
            self.rest()
        if not self.key_bar.is_unread:
            self.unsay()
        if self.pane not in command.panes:
            self.say(f"{self.key_of(command.id)} ({command.title}) does not work here")
        elif argument:
            await self._run_with(command, argument)
        elif number is not None and any(part.run_numbered(command, number) for part in self.parts):
            pass
        elif number is not None and command.repeats:
            await self.repeat(command, number)
        else:
            await done(self._method("action", command))
        for part in self.parts:
            part.command_ended()

    async def list_awaited(self) -> None:
        """Wait a little for what was just asked for."""

    def told(self, command: Command, argument: str) -> Callable[[], object]:
        """What a command does with what it is told; UsageError if it can do nothing with it."""
        run = self._method("with", command)(argument)
        assert callable(run)  # noqa: S101 - the tests see to it
        return run

    def _method(self, kind: str, command: Command) -> Callable[..., object]:
        """The one of a command, `action_<id>` or `with_<id>`, of whatever part has it."""
        name = f"{kind}_{command.id}"
        method: Callable[..., object] = next(getattr(part, name) for part in self.parts if hasattr(part, name))
        return method

    async def _run_with(self, command: Command, argument: str) -> None:
        try:
            await done(self.told(command, argument))
        except UsageError as error:
            self.say(str(error), error=True)

    async def repeat(self, command: Command, number: int) -> None:
        """Do what a command says several times, or until it gives back False: there is nothing further on."""
        for _ in range(min(number, MOST_REPEATS)):
            if await done(self._method("action", command)) is False:
                break

    # --- the line of keys --------------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """Name the keys that work here and now, unless a sequence has begun."""
        if not self._strokes.typed:
            super().show_keys()

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

    def notice_over(self) -> None:
        """A number that is no longer shown is no longer meant."""
        self.drop_number()
        super().notice_over()
