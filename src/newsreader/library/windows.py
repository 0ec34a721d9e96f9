"""The statements that read a list in its order: its windows from the top or far below, its length, a place in it.

Each goes over one index that holds what it asks for, in order; none sorts more than a small folder.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from newsreader import text
from newsreader.library import conditions, folders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library, Row

_SHARE = 8
"""A folder with this part of all entries, or more, is read from the index of all."""
_STRETCH = 2_000
"""Rows that are passed over to reach a window."""
_GUESSES = 8
"""Dates that are tried at most to come so near; after that more rows are passed over."""

_NEVER = -(2**62)
"""Before every date."""

Place = tuple[int, int]
"""The date and the id of an entry, by which lists are ordered."""


class ByDate:
    """What a list by date is taken in from."""

    def __init__(self, lib: Library, filter: Filter) -> None:  # noqa: A002
        self._lib = lib
        self._unordered, self._date, self._id, self._terms, self._values = _least(lib, filter)
        self._table = self._unordered + index(lib, filter)
        self._counted = self._unordered + index(lib, filter, ordered=False)
        self._is_wide = self._counted != self._table and not filter.tag
        """Whether rows of other feeds stand between: they are dear to pass over."""
        self._last: Place | None = None
        self.headings: list[tuple[int, str]] = []
        self.total = total(lib, filter)
        """How many entries there are, if that is known without reading them."""
        in_feeds = self._table.endswith(("states_feed", "states_feed_unread")) and filter.feed_id is None
        self._is_sorted = in_feeds and (self.total or 0) > _STRETCH
        """Whether it is put together from its feeds, and too long for that to be done as a whole."""

    def close(self) -> None:
        """Let go of the library."""
        self._lib.close()

    def take(self, count: int) -> Sequence[Row]:
        """The ids and dates that follow those taken before; fewer than asked for at the end alone."""
        after, values = "", []
        if self._last is not None:
            after, values = f" AND ({self._date}, {self._id}) < (?, ?)", [*self._last]
        rows: list[Row] = []
        if self._is_sorted:
            end = self._end(self._youngest if self._last is None else self._last[0] + 1, count, self.total or 0)
            sql = self._sql(f"{after} AND {self._date} >= ?")
            rows = self._lib.all(sql, [*self._values, *values, end, count, 0])
        if len(rows) < count:
            rows = self._lib.all(self._sql(after), [*self._values, *values, count, 0])
        if rows:
            self._last = rows[-1][1], rows[-1][0]
        return rows

    def far(self, offset: int, count: int) -> Sequence[Row]:
        """Some rows from anywhere."""
        if self.total and (self._is_wide or self._is_sorted):
            date, above = self._near(offset)
            wanted = max(0, offset) - above
            end = self._end(date, wanted + count, self.total - above) if self._is_sorted else _NEVER
            sql = self._sql(f" AND {self._date} < ? AND {self._date} >= ?")
            return self._lib.all(sql, [*self._values, date, end, count, wanted])
        if self.total is None or offset + count // 2 < self.total // 2:
            return self._lib.all(self._sql(), [*self._values, count, max(0, offset)])
        end = self.total - offset
        rows = self._lib.all(self._sql(order="ASC"), [*self._values, min(count, end), max(0, end - count)])
        return rows[::-1]

    def rank(self, place: Place) -> int | None:
        """How many entries stand above one; None if it is not in the list."""
        there = f"SELECT 1 FROM {self._unordered} WHERE {self._terms} AND {self._id} = ?"
        if self._lib.one(there, [*self._values, place[1]]) is None:
            return None
        (above,) = self._lib.all(
            f"""SELECT (SELECT count(*) FROM {self._counted} WHERE {self._terms} AND {self._date} > ?)
            + (SELECT count(*) FROM {self._counted} WHERE {self._terms} AND {self._date} = ? AND {self._id} > ?)""",
            [*self._values, place[0], *self._values, *place],
        )
        return int(above[0])

    def _near(self, offset: int) -> tuple[int, int]:
        """A date, and how many entries are not older: as many as an offset, or a few less.

        It is guessed as if they were spread evenly, and the entries between two guesses are counted, feed by feed.
        """
        young, old = self._youngest, self._oldest
        above, below = 0, self.total or 0
        """Entries that are not older than `young`, and than `old`."""
        for _ in range(_GUESSES):
            wanted = offset - above - _STRETCH // 2
            if wanted <= _STRETCH // 2 or young - old < 2 or below <= above:
                break
            date = young - min(max((young - old) * wanted // (below - above), 1), young - old - 1)
            if 2 * wanted < below - above:
                found = above + self._between(date, young)
            else:
                found = below - self._between(old, date)
            if found <= offset:
                young, above = date, found
            else:
                old, below = date, found
        return young, above

    def _end(self, young: int, wanted: int, below: int) -> int:
        """A date with so many entries, or some more, between it and another; all of those `below` if they are fewer."""
        span = (young - self._oldest) * wanted // max(below, 1) + 1
        while young - span > self._oldest and self._between(young - span, young) < wanted:
            span *= 2
        return max(young - span, self._oldest)

    @cached_property
    def _youngest(self) -> int:
        """A date that every entry is older than."""
        return int(self._lib.all("SELECT max(date) FROM states WHERE listed = 1")[0][0]) + 1

    @cached_property
    def _oldest(self) -> int:
        return int(self._lib.all("SELECT min(date) FROM states WHERE listed = 1")[0][0])

    def _between(self, first: int, end: int) -> int:
        sql = f"SELECT count(*) FROM {self._counted} WHERE {self._terms} AND {self._date} >= ? AND {self._date} < ?"
        return int(self._lib.all(sql, [*self._values, first, end])[0][0])

    def _sql(self, after: str = "", order: str = "DESC") -> str:
        return f"""SELECT {self._id}, {self._date} FROM {self._table} WHERE {self._terms}{after}
            ORDER BY {self._date} {order}, {self._id} {order} LIMIT ? OFFSET ?"""


class Over(NamedTuple):
    """What a list without a query is read from, in the order of date and id."""

    table: str
    date: str
    id: str
    terms: str
    values: list[object]


def over(lib: Library, filter: Filter) -> Over:  # noqa: A002
    """The states `s`; those with a tag over the tag, whose index has their dates."""
    terms, values = conditions.where(lib, filter, over_tag=bool(filter.tag))
    if not filter.tag:
        return Over("states s", "s.date", "s.id", terms, values)
    terms = f"g.tag_id = (SELECT id FROM tags WHERE folded = ?) AND {terms}"
    table = "tagged g CROSS JOIN states s ON s.id = g.state_id"
    return Over(table, "g.date", "g.state_id", terms, [text.fold(filter.tag), *values])


def total(lib: Library, filter: Filter) -> int | None:  # noqa: A002
    """How many entries a list without a query has, if that is known without reading them."""
    if filter.starred_only or filter.tag is not None:
        if filter.unread_only or filter.tag == "":
            return None
    elif filter.since is None:
        return _counted(lib, filter)
    table, _, _, terms, values = _least(lib, filter)
    counted = table + index(lib, filter, ordered=False)
    return int(lib.all(f"SELECT count(*) FROM {counted} WHERE {terms}", values)[0][0])


def _least(lib: Library, filter: Filter) -> Over:  # noqa: A002
    """The same without the states, if nothing is asked of those that have a tag."""
    found = over(lib, filter)
    if filter.tag and not conditions.resolve(lib, filter, over_tag=True).parts:
        return found._replace(table="tagged g")
    return found


def index(lib: Library, filter: Filter, *, ordered: bool = True) -> str:  # noqa: A002
    """Which index gives a list in its order, or little enough of it to be sorted; or the one it is counted over."""
    if filter.starred_only:
        return " INDEXED BY states_starred"
    if filter.tag is not None:
        return ""
    name = "states_unread" if filter.unread_only else "states_all"
    in_feeds = filter.feed_id is not None or filter.folder is not None
    if in_feeds and (filter.feed_id is not None or not ordered or _is_small(lib, filter)):
        name = "states_feed_unread" if filter.unread_only else "states_feed"
    return f" INDEXED BY {name}"


def _is_small(lib: Library, filter: Filter) -> bool:  # noqa: A002
    everything = _sum(lib, "unread" if filter.unread_only else "total", "subscribed = 1", [])
    return _counted(lib, filter) * _SHARE < everything


def _counted(lib: Library, filter: Filter) -> int:  # noqa: A002
    """The length of a list as its feeds tell it."""
    column = "unread" if filter.unread_only else "total"
    terms = ["subscribed = 1"]
    values: list[object] = []
    if filter.feed_id is not None:
        terms.append("id = ?")
        values.append(filter.feed_id)
    if filter.folder is not None:
        terms.append("id IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(folders.feed_ids(lib, filter.folder)))
    return _sum(lib, column, " AND ".join(terms), values)


def _sum(lib: Library, column: str, terms: str, values: Sequence[object]) -> int:
    return int(lib.all(f"SELECT coalesce(sum({column}), 0) FROM feeds WHERE {terms}", values)[0][0])
