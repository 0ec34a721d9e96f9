"""Spans of a text that may overlap, read along with the text: what covers each stretch of it. Pure and linear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_Value = TypeVar("_Value")


class Stretches(Generic[_Value]):
    """Spans with a value each; stretches must be asked for in the order of the text."""

    def __init__(self, spans: Iterable[tuple[int, int, _Value]]) -> None:
        found = [span for span in spans if span[0] < span[1]]
        self._spans = sorted(found, key=lambda span: (span[0], -span[1]))
        self._next = 0
        self._open: list[tuple[int, int, _Value]] = []

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, list[_Value]]]:
        """A stretch cut where spans begin and end: each piece with what covers it, what began first before the rest."""
        while start < end:
            self._open = [span for span in self._open if span[1] > start]
            while self._next < len(self._spans) and self._spans[self._next][0] <= start:
                if self._spans[self._next][1] > start:
                    self._open.append(self._spans[self._next])
                self._next += 1
            until = min((span[1] for span in self._open), default=end)
            if self._next < len(self._spans):
                until = min(until, self._spans[self._next][0])
            until = min(until, end)
            yield start, until, [value for _, _, value in self._open]
            start = until


def shared(first: Sequence[object], second: Sequence[object]) -> int:
    """How many of the first items two sequences have in common: what stays open from one piece to the next."""
    count = 0
    while count < min(len(first), len(second)) and first[count] is second[count]:
        count += 1
    return count
