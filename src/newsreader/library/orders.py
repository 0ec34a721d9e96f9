"""What reads a list in another order than by date: last arrived, last read, longest, by feed, by story.

A list is read part by part, each over one index that has its order; one with few entries is put in order at once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from newsreader import text
from newsreader.library import analysis, conditions, folders, windows
from newsreader.library.parts import Among, InParts, Part, number_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library, Row

_FEW = 5_000
"""Entries that are put in order at once: a few milliseconds."""
_SOME = 100_000
"""Entries that are put in order by length where a place far below is asked for: a fifth of a second."""
_BY_DATE = ("s.date", "s.id")


class Source(Protocol):
    """What a list is taken in from."""

    @property
    def total(self) -> int | None:
        """How many entries there are, if that is known without reading them."""

    def take(self, count: int) -> Sequence[Row]:
        """The ids and dates that follow those taken before; fewer than asked for at the end alone."""

    def far(self, offset: int, count: int) -> Sequence[Row]:
        """Some rows from anywhere."""

    def rank(self, place: windows.Place) -> int | None:
        """How many entries stand above one; None if it is not in the list."""

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Where each feed or story begins in a list by these, and its name, as far as the list was taken in."""

    def close(self) -> None:
        """Let go of the library."""


def source(lib: Library, filter: Filter, kept: int | None = None) -> Source:  # noqa: A002
    """What a list without a query is taken in from, in its order; where it is put in order at once, with one `kept`."""
    if filter.order == "date":
        return windows.ByDate(lib, filter)
    total = windows.total(lib, filter)
    # Those with a star or a tag are few, and may be of feeds that have no index of their own any more.
    if total is None or total <= _FEW or filter.starred_only or filter.tag is not None:
        return _Whole(lib, filter, kept)
    parts = _parts(lib, filter)
    if filter.order == "length":
        return _ByLength(lib, parts, total, filter)
    return InParts(lib, parts, total)


class _Whole:
    """A list that was put in order."""

    def __init__(self, lib: Library, filter: Filter, kept: int | None = None) -> None:  # noqa: A002
        """An entry that is `kept` is in it though it may be read by now."""
        from newsreader.library import storied  # noqa: PLC0415 - not before the screen is shown

        self._lib = lib
        self._taken = 0
        self._feeds: list[tuple[int, str]] = []
        self._stories = storied.Headings(lib)
        table, _, _, terms, values = windows.over(lib, filter)
        words = "(SELECT a.words FROM idx.analysed a WHERE a.entry_id = s.id)" if filter.order == "length" else "0"
        columns = f"s.id, s.date, s.feed_id, s.read_at, {words}"
        found = lib.all(f"SELECT {columns} FROM {table}{windows.index(lib, filter)} WHERE {terms}", values)
        if kept is not None and not any(row[0] == kept for row in found):
            found += lib.all(f"SELECT {columns} FROM states s WHERE s.id = ? AND s.listed = 1", (kept,))
        if filter.order == "feed":
            order = {feed.id: place for place, feed in enumerate(_feeds(lib))}
            names = {feed.id: feed.title for feed in _feeds(lib)}
            found.sort(key=lambda row: (order[row[2]], -row[1], -row[0]))
            for index, row in enumerate(found):
                if not index or row[2] != found[index - 1][2]:
                    self._feeds.append((index, names[row[2]]))
        elif filter.order == "story":
            stories = storied.of_entries(lib, [row[0] for row in found])
            found.sort(key=lambda row: (-stories.get(row[0], 0), 0 if row[0] in stories else -row[1], -row[0]))
            for index, row in enumerate(found):
                self._stories.put(index, stories.get(row[0]))
        elif filter.order == "arrived":
            found.sort(key=lambda row: -row[0])
        elif filter.order == "length":
            terms, values = conditions.where(lib, filter)
            waiting = [rows_of(lib, part) for part in _waiting(lib, terms, values)]
            found = sorted((row for row in found if row[4] is not None), key=lambda row: (-row[4], -row[0]))
            found += [row for rows in waiting for row in rows]
        else:
            found.sort(key=lambda row: (-(row[3] or 0), -row[1], -row[0]))
        self._rows = [(row[0], row[1]) for row in found]
        self.total: int | None = len(found)

    def take(self, count: int) -> Sequence[Row]:
        rows = self._rows[self._taken : self._taken + count]
        self._taken += len(rows)
        return rows

    def far(self, offset: int, count: int) -> Sequence[Row]:
        return self._rows[offset : offset + count]

    @property
    def headings(self) -> list[tuple[int, str]]:
        return self._feeds or self._stories.told

    def rank(self, place: windows.Place) -> int | None:
        return next((index for index, row in enumerate(self._rows) if row[0] == place[1]), None)

    def close(self) -> None:
        self._lib.close()


class _ByLength(InParts):
    """A list by length, of whose entries others stand between where it is not of all."""

    def __init__(self, lib: Library, parts: Sequence[Part], total: int, filter: Filter) -> None:  # noqa: A002
        super().__init__(lib, parts, total)
        self._all = total
        self._filter = filter

    def far(self, offset: int, count: int) -> Sequence[Row]:
        return self._looked_up.far(offset, count)

    def rank(self, place: windows.Place) -> int | None:
        return self._looked_up.rank(place)

    @cached_property
    def _looked_up(self) -> Source:
        """What tells a place far below."""
        longest, *waiting = self._parts
        if self._lib.all("SELECT count(*) FROM idx.analysed") == [(longest.size,)]:
            longest = longest._replace(among=Among(Part("idx.analysed a", "1", [], longest.key)))
        elif self._all <= _SOME:
            return _Whole(self._lib, self._filter)
        return InParts(self._lib, [longest, *waiting], self._all)


def _parts(lib: Library, filter: Filter) -> list[Part]:  # noqa: A002
    terms, values = conditions.where(lib, filter)
    if filter.order == "arrived":
        return [Part("states s NOT INDEXED", terms, values, ("s.id",))]
    if filter.order == "length":
        return _by_length(lib, terms, values, windows.total(lib, filter) or 0)
    if filter.order == "feed":
        table = "states s INDEXED BY " + ("states_feed_unread" if filter.unread_only else "states_feed")
        parts = []
        for feed in _feeds(lib, filter):
            size = feed.unread if filter.unread_only else feed.total
            known = size if filter.since is None else None
            if size:
                own = [*values, feed.id]
                parts.append(Part(table, f"{terms} AND s.feed_id = ?", own, _BY_DATE, feed.title, known))
        return parts
    if filter.order == "story":
        by_date = Part("states s INDEXED BY " + _dated(filter), terms, values, _BY_DATE)
        storied_ones = "stories t CROSS JOIN states s ON s.id = t.entry_id"
        by_story = Part(storied_ones, terms, values, ("t.story", "t.entry_id"), one=storied_ones, in_stories=True)
        in_none = f"{terms} AND s.id NOT IN (SELECT entry_id FROM stories)"
        return [by_story, by_date._replace(terms=in_none, in_stories=False)]
    if filter.unread_only:
        return [Part("states s INDEXED BY " + _dated(filter), terms, values, _BY_DATE)]
    listed = Part("states s INDEXED BY " + _dated(filter), terms, values, _BY_DATE)
    by_time = ("s.read_at", "s.id")
    was_read = Part("states s INDEXED BY states_read_at", f"{terms} AND s.read_at IS NOT NULL", values, by_time)
    rest = listed._replace(terms=f"{terms} AND s.read_at IS NULL", among=Among(listed, was_read))
    return [was_read, rest]


def _by_length(lib: Library, terms: str, values: list[object], total: int) -> list[Part]:
    """What is analysed, the longest first; then what waits for that."""
    waiting = [part for part in _waiting(lib, terms, values) if part.size]
    longest = _over("idx.analysed a", "a.entry_id", terms, values, "a.words")
    longest = longest._replace(size=total - sum(part.size or 0 for part in waiting))
    return [longest, *waiting]


def _waiting(lib: Library, terms: str, values: list[object]) -> list[Part]:
    """What is not analysed yet, which is counted: it is little, or soon will be."""
    unknown = f"{terms} AND NOT EXISTS (SELECT 1 FROM idx.analysed a WHERE a.entry_id = s.id)"
    unseen = f"{unknown} AND (e.seq, e.id) > (?, ?) AND NOT EXISTS (SELECT 1 FROM idx.todo t WHERE t.entry_id = s.id)"
    new = _over("entries e", "e.id", unseen, [*values, *analysis.seen(lib)], "e.seq")
    queued = _over("idx.todo t", "t.entry_id", unknown, values, "t.date")
    return [part._replace(size=number_of(lib, part)) for part in (new, queued)]


def _over(table: str, id: str, terms: str, values: list[object], column: str) -> Part:  # noqa: A002
    """Entries in the order of a column of another table than the states."""
    read, looked_up = f"{table} CROSS JOIN states s ON s.id = {id}", f"states s CROSS JOIN {table} ON {id} = s.id"
    return Part(read, terms, values, (column, id), one=looked_up)


def _dated(filter: Filter) -> str:  # noqa: A002
    """The index that has the entries of a list by date."""
    name = "states_all" if filter.feed_id is None else "states_feed"
    return name if not filter.unread_only else "states_unread" if filter.feed_id is None else "states_feed_unread"


class _Feed(NamedTuple):
    """What a part needs to know of a feed."""

    id: int
    title: str
    unread: int
    total: int


def _feeds(lib: Library, filter: Filter | None = None) -> list[_Feed]:  # noqa: A002
    """By title: all of them, or those subscribed to that a list is of."""
    found = lib.all("SELECT id, coalesce(custom_title, title), unread, total, subscribed FROM feeds")
    if filter is not None:
        inside = None if filter.folder is None else set(folders.feed_ids(lib, filter.folder))
        found = [row for row in found if row[4] and filter.feed_id in {None, row[0]}]
        found = [row for row in found if inside is None or row[0] in inside]
    return sorted((_Feed(*row[:4]) for row in found), key=lambda feed: (text.fold(feed.title), feed.id))
