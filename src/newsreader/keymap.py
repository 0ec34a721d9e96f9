"""Which commands a key or a sequence of keys runs, in each pane: layers of bindings, the later over the earlier. Pure.

A binding takes the keys it needs from the layers below: the same keys, those that begin with them, and those they
begin with, which could never be typed otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from newsreader import keys
from newsreader.commands import COMMANDS, Pane, by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsreader.keys import Typed


class Call(NamedTuple):
    """A command, and what it is told."""

    command: str
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.command} {self.argument}".rstrip()


Calls = tuple[Call, ...]
"""What keys run, in turn; nothing where they are switched off."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """Keys by the command they run, in place of all it had; and what else keys run."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    macros: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Lines of the command line by the keys that run them in turn; without any the keys do nothing."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Bindings of one origin: what a preset has, or what the user wrote."""

    everywhere: Bindings = Bindings()
    panes: Mapping[Pane, Bindings] = field(default_factory=dict)
    """What is otherwise in single panes."""


DEFAULT = Layer(Bindings({command.id: command.keys for command in COMMANDS}))


class Taken(NamedTuple):
    """Keys that a layer took from a command of those below."""

    pane: Pane
    keys: Typed
    owner: Calls
    by: Typed


def call(line: str) -> Call:
    """A line of the command line: a command's name and what it is told."""
    name, _, argument = line.strip().partition(" ")
    return Call(name, argument.strip())


def clash(one: Typed, other: Typed) -> bool:
    """Whether two sequences cannot both be typed: they are the same, or one begins with the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


class Keymap:
    """What keys run."""

    def __init__(self, *layers: Layer) -> None:
        """Without any: the default keys. The default ones are always the lowest layer."""
        self.taken: list[Taken] = []
        """What the last layer took from those below."""
        self._begin_long: set[str] = set()
        """The first keys of sequences."""
        self._runs = {pane: self._table(pane, (DEFAULT, *layers)) for pane in Pane}
        self._beginnings = {
            pane: {typed[:length] for typed in table for length in range(1, len(typed))}
            for pane, table in self._runs.items()
        }
        self._alone = {pane: _alone(table) for pane, table in self._runs.items()}
        self._used = {key for table in self._runs.values() for typed in table for key in typed}

    def calls(self, pane: Pane, typed: Typed) -> Calls | None:
        """What keys run in a pane, None if nothing."""
        return self._runs[pane].get(typed)

    def begins(self, pane: Pane, typed: Typed) -> bool:
        """Whether longer sequences begin like that."""
        return typed in self._beginnings[pane]

    def following(self, pane: Pane, typed: Typed) -> list[tuple[Typed, Calls]]:
        """What may follow keys that were typed, and what it runs then."""
        length = len(typed)
        return [
            (whole[length:], calls)
            for whole, calls in self._runs[pane].items()
            if len(whole) > length and whole[:length] == typed
        ]

    def uses(self, key: str) -> bool:
        """Whether a key is part of what runs anything, anywhere."""
        return key in self._used

    def keys_of(self, command: str, pane: Pane | None = None) -> tuple[str, ...]:
        """The keys that run a command and nothing else, as they are read; in a pane, or wherever it works."""
        panes = [pane] if pane is not None else [one for one in Pane if one in by_id()[command].panes]
        return tuple({found: None for one in panes for found in self._alone[one].get(command, ())})

    def key_of(self, command: str, pane: Pane) -> str:
        """The first key of a command in a pane, or where it works; without any, what to type on the command line."""
        found = self.keys_of(command, pane) or self.keys_of(command)
        line = self.keys_of("command_line", pane)
        return found[0] if found else f"{line[0] if line else ':'}{command}"

    def macros(self, pane: Pane) -> list[tuple[Typed, Calls]]:
        """The keys that run more than a command alone."""
        return [(typed, calls) for typed, calls in self._runs[pane].items() if len(calls) != 1 or calls[0].argument]

    def _table(self, pane: Pane, layers: Iterable[Layer]) -> dict[Typed, Calls]:
        runs: dict[Typed, Calls] = {}
        for layer in layers:
            below = dict(runs)
            self.taken = [one for one in self.taken if one.pane is not pane]
            for bindings in (layer.everywhere, layer.panes.get(pane, Bindings())):
                named = {(Call(name),) for name in bindings.keys}
                runs = {typed: calls for typed, calls in runs.items() if calls not in named}
                for name, listed in bindings.keys.items():
                    for text in listed:
                        self._put(runs, pane, keys.read(text), (Call(name),))
                for text, lines in bindings.macros.items():
                    self._put(runs, pane, keys.read(text), tuple(map(call, lines)))
            self.taken = [one for one in self.taken if one.pane is not pane or below.get(one.keys) == one.owner]
        return runs

    def _put(self, runs: dict[Typed, Calls], pane: Pane, typed: Typed, calls: Calls) -> None:
        others = [typed[:length] for length in range(1, len(typed) + 1) if typed[:length] in runs]
        if typed[0] in self._begin_long:
            others += [other for other in runs if len(other) > len(typed) and clash(typed, other)]
        for other in others:
            self.taken.append(Taken(pane, other, runs.pop(other), typed))
        if calls:
            runs[typed] = calls
            if len(typed) > 1:
                self._begin_long.add(typed[0])


def _alone(table: Mapping[Typed, Calls]) -> Mapping[str, list[str]]:
    """The keys that run a command and nothing else, as they are read."""
    found: dict[str, list[str]] = {}
    for typed, calls in table.items():
        if len(calls) == 1 and not calls[0].argument:
            found.setdefault(calls[0].command, []).append(keys.words(typed))
    return found
