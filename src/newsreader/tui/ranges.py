"""Which rows of a list are selected: stretches of their numbers, a million rows as cheap as one. Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Ranges:
    """Rows by number, as half-open stretches that are in order and do not touch."""

    stretches: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, indices: Iterable[int]) -> Ranges:
        """Some rows, in ascending order."""
        found: list[tuple[int, int]] = []
        for index in indices:
            if found and index <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], index + 1)
            else:
                found.append((index, index + 1))
        return cls(tuple(found))

    def __len__(self) -> int:
        return sum(stop - start for start, stop in self.stretches)

    def __contains__(self, index: int) -> bool:
        place = bisect_right(self.stretches, index, key=lambda stretch: stretch[0]) - 1
        return place >= 0 and index < self.stretches[place][1]

    def __iter__(self) -> Iterator[int]:
        for start, stop in self.stretches:
            yield from range(start, stop)

    def plus(self, start: int, stop: int) -> Ranges:
        """These rows and a stretch of others."""
        if start >= stop:
            return self
        before = [one for one in self.stretches if one[1] < start]
        behind = [one for one in self.stretches if one[0] > stop]
        met = self.stretches[len(before) : len(self.stretches) - len(behind)]
        whole = min([start, *(one[0] for one in met)]), max([stop, *(one[1] for one in met)])
        return Ranges((*before, whole, *behind))

    def minus(self, start: int, stop: int) -> Ranges:
        """These rows without a stretch of them."""
        left = [(first, min(end, start)) for first, end in self.stretches if first < start]
        right = [(max(first, stop), end) for first, end in self.stretches if end > stop]
        return Ranges((*left, *right)) if start < stop else self
