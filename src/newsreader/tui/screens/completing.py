"""The command line's words: which command a name means, what may follow it, what fits a few letters best. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from newsreader.commands import COMMANDS, by_id
from newsreader.errors import UsageError
from newsreader.keymap import Call
from newsreader.text import fold
from newsreader.tomltext import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.commands import Command

_SHORT = {"q": "quit", "q!": "quit", "h": "help", "u": "undo", "r": "refresh_feed"}
"""What fingers type out of habit."""
_WORD_START, _NEXT, _GAP = 8, 4, 1
"""What a letter counts at the beginning of a word, right after the one before it, and anywhere else less."""
_Named = TypeVar("_Named")


class Candidate(NamedTuple):
    """What may be meant: the line or words it stands for, and what it is."""

    text: str
    note: str = ""

    @property
    def word(self) -> str:
        """What of it is to be chosen: the name, or what is told after it."""
        name, _, argument = self.text.strip().partition(" ")
        return argument or name


def understood(line: str) -> Call:
    """The command that a line names, by its name or the beginning of it; UsageError if there is none or several."""
    name, _, argument = line.strip().partition(" ")
    wanted = name.casefold().replace("-", "_")
    if wanted.isdecimal() and wanted.isascii():
        return Call("top", wanted)
    known = by_id()
    begun = [one for one in known if one.startswith(wanted)]
    found = wanted if wanted in known else _SHORT.get(wanted) or (begun[0] if len(begun) == 1 else "")
    if not found and begun:
        raise UsageError(f"“{name}” may be {' or '.join(begun[:6])}{' or another' if len(begun) > 6 else ''}")
    if not found:
        raise UsageError(unknown("command", name, known).partition("; known are")[0])
    if argument.strip() and known[found].argument is None:
        raise UsageError(f"{found} is told nothing, not “{argument.strip()}”")
    return Call(found, argument.strip())


def commands(typed: str) -> list[Candidate]:
    """The commands whose names begin so, then those that fit otherwise."""
    wanted = typed.casefold().replace("-", "_")
    begun = [command for command in COMMANDS if command.id.startswith(wanted)]
    others = best(wanted, [(command.id, command) for command in COMMANDS if command not in begun]) if wanted else []
    return [_named(command) for command in [*begun, *others]]


def _named(command: Command) -> Candidate:
    if command.argument is not None:
        return Candidate(f"{command.id} ", command.argument)
    return Candidate(command.id, "" if command.title == command.id.replace("_", " ") else command.title)


def best(typed: str, named: Iterable[tuple[str, _Named]], most: int = 0) -> list[_Named]:
    """What fits some letters, the best first: each has them in this order, those at the beginnings of words count more.

    Several words may stand anywhere. Without letters all fit, in the order given; `most` of 0 is all.
    """
    words = fold(typed).split()
    scored = []
    for place, (name, value) in enumerate(named):
        score = fit(words, fold(name))
        if score is not None:
            scored.append((-score, place, value))
    scored.sort(key=lambda one: one[:2])
    return [value for *_, value in scored[: most or None]]


def fit(words: Sequence[str], name: str) -> int | None:
    """How well words fit a name, both folded; None if not at all."""
    total = 0
    for word in words:
        at = name.find(word)
        if at >= 0:
            total += (
                20 * len(word) + (30 if _starts(name, at) else 0) + (20 if at == 0 else 0) - min(len(name), 60) // 10
            )
            continue
        score = _scattered(word, name)
        if score is None:
            return None
        total += score
    return total


def _scattered(word: str, name: str) -> int | None:
    """How well a name has the letters of a word one after the other, with others between them."""
    score = _score(word, name, by_starts=True)
    return _score(word, name, by_starts=False) if score is None else score


def _score(word: str, name: str, *, by_starts: bool) -> int | None:
    """Letter by letter; `by_starts`: at the beginning of a word rather than as early as can be."""
    at, score = -1, 0
    for letter in word:
        following = at + 1
        found = name.find(letter, following)
        if found < 0:
            return None
        if by_starts and found != following:
            found = next((i for i in range(found, len(name)) if name[i] == letter and _starts(name, i)), found)
        score += _WORD_START if _starts(name, found) else _NEXT if found == following else -_GAP
        at = found
    return score if score > 0 else None


def _starts(name: str, at: int) -> bool:
    return at == 0 or not name[at - 1].isalnum()
