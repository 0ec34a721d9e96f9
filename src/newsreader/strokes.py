"""Keys as they are typed, until they mean something: a number, a sequence that has begun, commands. Pure."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.commands import Pane
    from newsreader.keymap import Calls, Keymap
    from newsreader.keys import Typed

_MOST_DIGITS = 4


class Meaning(Enum):
    """What came of a key."""

    NUMBER = auto()
    """It is the digit of a number."""
    BEGINNING = auto()
    """More keys have to follow."""
    COMMANDS = auto()
    DROPPED = auto()
    """What was typed before it is dropped."""
    UNKNOWN = auto()
    """The sequence that had begun does not go on like that."""
    NOTHING = auto()


class Stroke(NamedTuple):
    """What came of a key, and what it is about."""

    meaning: Meaning
    typed: Typed = ()
    number: int | None = None
    calls: Calls = ()


class Strokes:
    """What is typed and means nothing yet."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._digits = ""
        self.typed: Typed = ()
        """The sequence that has begun."""

    @property
    def is_pending(self) -> bool:
        """Whether a number or a sequence has begun."""
        return bool(self.typed or self._digits)

    @property
    def number(self) -> int | None:
        """The number that was typed."""
        return int(self._digits) if self._digits else None

    def take(self, number: int) -> None:
        """A number that was chosen otherwise, as if it had been typed."""
        self._digits, self.typed = str(number), ()

    def drop(self) -> None:
        """Forget what has begun."""
        self._digits, self.typed = "", ()

    def press(self, pane: Pane, key: str) -> Stroke:
        """What a key means after those before it."""
        if key == "escape" and self.is_pending:
            self.drop()
            return Stroke(Meaning.DROPPED)
        typed = (*self.typed, key)
        calls, begins = self._keymap.calls(pane, typed), self._keymap.begins(pane, typed)
        if not self.typed and key in set("0123456789") and (self._digits or not (calls or begins)):
            self._digits = (self._digits + key)[-_MOST_DIGITS:]
            return Stroke(Meaning.NUMBER, number=int(self._digits))
        number = self.number
        if begins:
            self.typed = typed
            return Stroke(Meaning.BEGINNING, typed, number)
        self.drop()
        if calls:
            return Stroke(Meaning.COMMANDS, typed, number, calls)
        return Stroke(Meaning.UNKNOWN if len(typed) > 1 else Meaning.NOTHING, typed, number)
