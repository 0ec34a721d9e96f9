"""A list that stands still: the ids of what a filter holds as it was when asked for, taken in little by little.

The first rows come at once. The rest follows in slices of about two milliseconds from a connection of its own, which
sees the library as it was at that moment until all is there; a window far below is looked up by itself meanwhile.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from time import perf_counter
from typing import TYPE_CHECKING

from newsreader.library import orders
from newsreader.library.conditions import Filter
from newsreader.library.folding import Folded, Folds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.finding import Answer
    from newsreader.library.orders import Source
    from newsreader.library.store import Library, Row
    from newsreader.library.windows import Place

_FIRST = 64
"""Rows that come at once: as many as the screen asks for together."""
_NEAR = 10_000
"""Rows below what has come that are rather taken in than looked up by themselves."""
_FAR = 512
"""Rows looked up by themselves at once, so that a step from there is no further look-up."""
_SECONDS = 0.002
_LARGEST_SLICE = 8_192


def open_listing(
    lib: Library,
    filter: Filter = Filter(),  # noqa: A002, B008 - frozen
    *,
    folded: bool = False,
    spared: int | None = None,
) -> Listing:
    """A list without a query, of which the first rows have come; the others are to be taken in by `fill`.

    Where it is `folded`, the first of entries that are the same article stands for the others; one may be `spared`.
    That one is in a short list in another order than by date in any case.
    """
    snapshot = lib.snapshot()
    try:
        source: Source = orders.source(snapshot, filter, spared)
        folds = Folds(spared)
        return Listing(source=Folded(source, snapshot, folds) if folded else source, folds=folds)
    except BaseException:
        snapshot.close()
        raise


class Listing:
    """The entries of a list, newest first or as a query sorts them: it does not move under the reader."""

    def __init__(self, rows: Sequence[Row] = (), source: Source | None = None, folds: Folds | None = None) -> None:
        """A whole list of ids and dates, or one that a source gives."""
        self.folds = folds or Folds()
        self._opened: dict[int, int] = {}
        """The entries whose duplicates stand below them, and how many these are."""
        self.complete = True
        """Whether the time was enough to look everywhere."""
        self.note = ""
        """What the list leaves out and why, as a sentence for the user; "" if there is nothing to say."""
        self._ids = array("q")
        self._dates = array("q")
        self._source = source
        self._slice = _FIRST
        self._looked_up: tuple[int, Sequence[Row]] = (0, ())
        """Rows that have not come yet, and where they begin."""
        self._kept = 0
        self._headings: Sequence[tuple[int, str]] = ()
        """Of a source that is closed."""
        self.has_more = False
        """Whether more was found than is listed."""
        self.is_cut = False
        """Whether it was closed before all had come."""
        self._take(rows)
        self.fill()

    @classmethod
    def of(cls, answer: Answer, most: int = 0) -> Listing:
        """What a search found: of more than so many the first; 0 is no limit."""
        found = cls(answer.rows[: most or None])
        found.complete, found.note = answer.complete, answer.note
        found.has_more = len(answer.rows) > len(found)
        return found

    def __len__(self) -> int:
        """How many entries there are; where nobody knows yet, how many have come."""
        if self._source is None or self._source.total is None:
            return len(self._ids)
        return max(len(self._ids), self._source.total + self._kept)

    @property
    def is_complete(self) -> bool:
        """Whether all has come; the library is left alone then."""
        return self._source is None

    @property
    def is_growing(self) -> bool:
        """Whether nobody knows yet how long it is."""
        return self._source is not None and self._source.total is None

    @property
    def ids(self) -> array[int]:
        """All of them, after waiting for what has not come: a third of a second for a million."""
        while self.fill():
            pass
        return self._ids

    @property
    def headings(self) -> Sequence[tuple[int, str]]:
        """Where another feed or story begins in a list by these, and its name, as far as it has come."""
        found = self._headings if self._source is None else self._source.headings
        if not self._opened:
            return found
        opened = sorted((self._ids.index(one), count) for one, count in self._opened.items())
        moved = []
        for start, words in found:
            for row, count in opened:
                start += count if row < start else 0  # noqa: PLW2901 - from the top, so that each has its place
            moved.append((start, words))
        return moved

    @property
    def come(self) -> array[int]:
        """Those that have come, without waiting."""
        return self._ids

    @property
    def dates(self) -> array[int]:
        """The dates of what has come."""
        return self._dates

    def fill(self) -> bool:
        """Take in a slice; whether there is more to come."""
        if self._source is None:
            return False
        begin, wanted, folded = perf_counter(), self._slice, len(self.folds.above)
        rows = self._source.take(wanted)
        self._take(rows)
        if len(self.folds.above) > folded:
            first, far = self._looked_up
            self._looked_up = first - len(self.folds.above) + folded, far
        if len(rows) < wanted:
            self._end()
            return False
        pace = _SECONDS / (perf_counter() - begin + 1e-6)
        self._slice = int(max(1, _FIRST // 2, min(wanted * min(pace, 2.0), _LARGEST_SLICE)))
        return True

    def close(self) -> None:
        """Let go of the library; what has not come is not listed."""
        if self._source is not None:
            self.is_cut = True
            self._end()

    def window(self, start: int, stop: int) -> Sequence[int]:
        """The ids of some rows."""
        if start <= len(self._ids) + _NEAR or self.is_growing:
            while len(self._ids) < stop and self.fill():
                pass
        if stop <= len(self._ids) or self._source is None:
            return self._ids[start:stop]
        return [row[0] for row in self._look_up(start, stop)]

    def at(self, index: int) -> Place:
        """The date and the id of a row."""
        if index < len(self._ids):
            return self._dates[index], self._ids[index]
        ((entry_id, date),) = self._look_up(index, index + 1)
        return date, entry_id

    def find(self, place: Place) -> int | None:
        """Where an entry stands in a list by date."""
        index = self._position(place)
        if index < len(self._ids) and self._ids[index] == place[1]:
            return index
        if self._source is not None and index == len(self._ids):
            rank = self._source.rank(place)
            return None if rank is None else rank + self._kept
        return self._ids.index(place[1]) if place[1] in self._ids else None  # its date was changed since

    def find_id(self, entry_id: int) -> int | None:
        """Where an entry stands in a list in whatever order."""
        if entry_id in self._ids:
            return self._ids.index(entry_id)
        rank = None if self._source is None else self._source.rank((0, entry_id))
        return None if rank is None else rank + self._kept

    def keep(self, place: Place) -> int:
        """Put an entry at its date into a list where it is not; where it stands then."""
        while self._position(place) == len(self._ids) and self.fill():
            pass
        index = self._position(place)
        self._dates.insert(index, place[0])
        self._ids.insert(index, place[1])
        self._move_far(1)
        return index

    @property
    def folded(self) -> list[int]:
        """The entries that stand in no row, as another stands for them."""
        return [one for first in self.folds.under for one in self.under(first)]

    def under(self, entry_id: int) -> Sequence[int]:
        """The entries that are folded under one."""
        return self.folds.under.get(entry_id, [])[self._opened.get(entry_id, 0) :]

    def above(self, entry_id: int) -> int | None:
        """The entry below whose row a duplicate stands, be it folded or not."""
        return self.folds.above.get(entry_id)

    def is_opened(self, entry_id: int) -> bool:
        """Whether the duplicates of an entry stand below it."""
        return entry_id in self._opened

    def open_duplicates(self, index: int) -> None:
        """Have the duplicates of a row stand below it, as of its own date."""
        date, entry_id = self.at(index)
        below, shown = self.under(entry_id), self._opened.get(entry_id, 0)
        if below:
            at = index + 1 + shown
            self._opened[entry_id] = shown + len(below)
            self._ids[at:at] = array("q", below)
            self._dates[at:at] = array("q", [date] * len(below))
            self._move_far(len(below))

    def close_duplicates(self, index: int) -> None:
        """Fold the duplicates of a row again."""
        count = self._opened.pop(self._ids[index], 0)
        del self._ids[index + 1 : index + 1 + count], self._dates[index + 1 : index + 1 + count]
        self._move_far(-count)

    def _move_far(self, by: int) -> None:
        """So many rows were put in above what has not come."""
        self._kept += by
        first, rows = self._looked_up
        self._looked_up = first + by, rows

    def _end(self) -> None:
        assert self._source is not None  # noqa: S101 - asked by the callers
        self._headings = self._source.headings
        self._source.close()
        self._source = None
        self._looked_up = (0, ())

    def _look_up(self, start: int, stop: int) -> Sequence[Row]:
        """Rows that have not come, from a stretch of them that is read at once."""
        first, rows = self._looked_up
        if not first <= start <= stop <= first + len(rows):
            assert self._source is not None  # noqa: S101 - all has come without one
            first = max(len(self._ids), min(start, len(self) - 1) - _FAR // 2)
            rows = self._source.far(first - self._kept, max(_FAR, stop - first))
            self._looked_up = first, rows
        return rows[start - first : stop - first]

    def _take(self, rows: Sequence[Row]) -> None:
        self._ids.extend([row[0] for row in rows])
        self._dates.extend([row[1] for row in rows])

    def _position(self, place: Place) -> int:
        """Where an entry stands or would stand in what has come."""
        wanted = (-place[0], -place[1])
        return bisect_left(range(len(self._ids)), wanted, key=lambda n: (-self._dates[n], -self._ids[n]))
