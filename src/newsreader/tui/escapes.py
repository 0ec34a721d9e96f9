"""Escape and a key right after it: terminals send the same for both as for alt and that key, and both are meant.

Textual waits for more after such a pair, has a name for it only with letters, and takes alt+b and alt+f for moves by
words. Here the pair is a key of its own at once, "alt+x", which the application takes apart where nothing is bound to
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from collections.abc import Iterable

_ESCAPE = "\x1b"
_LONGER = frozenset("[OP]X^_")
"""What begins a longer sequence after an escape."""


def install() -> None:
    """Have every terminal's input read so."""
    if not getattr(XTermParser, "escapes_are_keys", False):
        textual_s_own = XTermParser._sequence_to_key_events

        def key_events(self: XTermParser, sequence: str, alt: bool = False) -> Iterable[events.Key]:
            if alt and len(sequence) == 1:
                return pair(sequence, list(textual_s_own(self, sequence)))
            if (
                len(sequence) == 2
                and sequence[0] == _ESCAPE
                and sequence[1] not in _LONGER
                and sequence[1].isprintable()
            ):
                return pair(sequence[1], [])
            return textual_s_own(self, sequence, alt)

        XTermParser._sequence_to_key_events = key_events  # type: ignore[method-assign]  # it has no other place for it
        XTermParser.escapes_are_keys = True  # type: ignore[attr-defined]


def pair(character: str, plain: list[events.Key]) -> list[events.Key]:
    """An escape with a character after it: one key if it is one that types something, else both."""
    if character.isprintable():
        return [events.Key(f"alt+{character}", None)]
    return [events.Key("escape", _ESCAPE), *plain]


def apart(event: events.Key) -> tuple[events.Key, events.Key] | None:
    """The two keys that a letter or sign with alt may stand for; None for any other key."""
    key = event.key.removeprefix("alt+")
    if key.startswith("shift+"):
        key = key.removeprefix("shift+").upper()
    if key == event.key or len(key) != 1:
        return None
    return events.Key("escape", _ESCAPE), events.Key(key, key)
