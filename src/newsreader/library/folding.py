"""Duplicates folded in a list: the entry that the list has first stands for the others, which are kept below it.

Only what the list itself has is folded, so that no entry is hidden for one that is elsewhere; and as rows are taken in
from the top, none that was there goes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.library.changes import AMONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.orders import Source
    from newsreader.library.store import Library, Row
    from newsreader.library.windows import Place


def sets(lib: Library, ids: Iterable[int]) -> dict[int, int]:
    """Of those among some entries that have duplicates, the number that they share."""
    return dict(lib.all(f"SELECT entry_id, original FROM duplicates WHERE entry_id {AMONG}", (json.dumps(list(ids)),)))


def duplicates(lib: Library, ids: Iterable[int]) -> dict[int, list[int]]:
    """For each of some entries the listed ones that are the same article, ascending; those without are left out."""
    found: dict[int, list[int]] = {}
    for entry_id, other in lib.all(
        """SELECT d.entry_id, o.entry_id FROM json_each(?) j CROSS JOIN duplicates d ON d.entry_id = j.value
        CROSS JOIN duplicates o ON o.original = d.original JOIN states s ON s.id = o.entry_id
        WHERE o.entry_id <> d.entry_id AND s.listed = 1 ORDER BY o.entry_id""",
        (json.dumps(list(ids)),),
    ):
        found.setdefault(entry_id, []).append(other)
    return found


class Folds:
    """What is folded in a list, as far as it has come."""

    def __init__(self, spared: int | None = None) -> None:
        """`spared` is an entry that stays in a row of its own in any case: one that is open."""
        self.spared = {spared}
        self.under: dict[int, list[int]] = {}
        """By the entry that stands for them, the others in the order of the list."""
        self.above: dict[int, int] = {}
        """By each of the others the one that stands for it."""
        self._first: dict[int, int] = {}

    def sift(self, rows: Sequence[Row], numbers: dict[int, int]) -> tuple[list[Row], list[int]]:
        """The rows that stay, and the places of the others among them all."""
        if not numbers:
            return list(rows), []
        left, folded = [], []
        for place, row in enumerate(rows):
            number = numbers.get(row[0])
            first = row[0] if number is None else self._first.setdefault(number, row[0])
            if first == row[0] or row[0] in self.spared:
                left.append(row)
            else:
                self.under.setdefault(first, []).append(row[0])
                self.above[row[0]] = first
                folded.append(place)
        return left, folded


class Folded:
    """What a list is taken in from, with its duplicates folded."""

    def __init__(self, source: Source, lib: Library, folds: Folds) -> None:
        self._source = source
        self._lib = lib
        self._folds = folds
        self._taken = 0
        self._places: list[int] = []
        """Where those stood that are folded."""
        self._headings: list[tuple[int, str]] = []
        self._headed = 0
        """Headings of the source that are above rows that were taken: these stay where they are."""

    @property
    def total(self) -> int | None:
        return None if self._source.total is None else self._source.total - len(self._places)

    @property
    def headings(self) -> list[tuple[int, str]]:
        left = [(start - len(self._places), words) for start, words in self._source.headings[self._headed :]]
        end = left[0][0] if left else self._taken - len(self._places)
        is_bare = self._headings and self._headings[-1][0] == end
        return [*self._headings[: -1 if is_bare else None], *left]

    def take(self, count: int) -> Sequence[Row]:
        rows: list[Row] = []
        while len(rows) < count:
            wanted = count - len(rows)
            found = self._source.take(wanted)
            left, folded = self._folds.sift(found, sets(self._lib, [row[0] for row in found]))
            self._places += [self._taken + place for place in folded]
            self._taken += len(found)
            rows += left
            if len(found) < wanted:
                break
        self._place_headings()
        return rows

    def _place_headings(self) -> None:
        found = self._source.headings
        while self._headed < len(found) and found[self._headed][0] < self._taken:
            start, words = found[self._headed]
            start -= bisect_left(self._places, start)
            if self._headings and self._headings[-1][0] == start:
                self._headings.pop()  # of a feed whose articles are all folded no row is left
            self._headings.append((start, words))
            self._headed += 1

    def far(self, offset: int, count: int) -> Sequence[Row]:
        """What has not come is not folded yet."""
        return self._source.far(offset + len(self._places), count)

    def rank(self, place: Place) -> int | None:
        rank = self._source.rank(place)
        return None if rank is None else rank - len(self._places)

    def close(self) -> None:
        self._source.close()
