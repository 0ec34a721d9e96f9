"""A list that is read part by part, each over an index that has its order.

What each part is, and why the list is made of these, is decided in `orders`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library, Row
    from newsreader.library.windows import Place


_TRIES = 4
"""Each comes nearer to an offset among entries of which some are left out."""


class Part(NamedTuple):
    """Entries that stand together, in the descending order of some columns, the last of which is the id."""

    table: str
    terms: str
    values: list[object]
    key: tuple[str, ...]
    heading: str = ""
    size: int | None = None
    """How many they are, if that is known."""
    one: str = "states s"
    """Where one of them is looked up by its id."""
    among: Among | None = None
    """How they are passed over where their own statement would have to look at each."""
    in_stories: bool | None = None
    """Of a list by story, whether they are in one: the first of the key."""


class Among(NamedTuple):
    """The entries of a part told as those that are left of others, both read from an index alone."""

    whole: Part
    others: Part | None = None


class InParts:
    """A list of which each part is read over an index."""

    def __init__(self, lib: Library, parts: Sequence[Part], total: int) -> None:
        from newsreader.library import storied  # noqa: PLC0415 - not before the screen is shown

        self._lib = lib
        self._parts = parts
        self._part, self._taken = 0, 0
        self._sizes = [part.size for part in parts]
        self._last: Sequence[object] = ()
        """The key of the last row that was taken of the part."""
        self.total: int | None = total
        self._feeds: list[tuple[int, str]] = []
        self._stories = storied.Headings(lib)

    @property
    def headings(self) -> list[tuple[int, str]]:
        return self._feeds or self._stories.told

    def close(self) -> None:
        self._lib.close()

    def take(self, count: int) -> Sequence[Row]:
        rows: list[Row] = []
        while len(rows) < count and self._part < len(self._parts):
            part, wanted = self._parts[self._part], count - len(rows)
            key = ", ".join(part.key)
            terms = part.terms + (f" AND ({key}) < ({_marks(self._last)})" if self._last else "")
            sql = f"SELECT s.id, s.date, {key} FROM {part.table} WHERE {terms} ORDER BY {_down(part)} LIMIT ?"
            found = self._lib.all(sql, [*part.values, *self._last, wanted])
            if found and part.heading and not self._last:
                self._feeds.append((self._taken + len(rows), part.heading))
            for place, row in enumerate(found if part.in_stories is not None else (), self._taken + len(rows)):
                self._stories.put(place, row[2] if part.in_stories else None)
            rows += [(row[0], row[1]) for row in found]
            self._last = found[-1][2:] if len(found) == wanted else ()
            self._part += len(found) < wanted
        self._taken += len(rows)
        return rows

    def far(self, offset: int, count: int) -> Sequence[Row]:
        rows: list[Row] = []
        for number, part in enumerate(self._parts):
            size = self._size(number)
            if offset < size:
                rows += self._stretch(part, offset, min(count - len(rows), size - offset), size)
                if len(rows) >= count:
                    break
            offset = max(0, offset - size)
        return rows

    def rank(self, place: Place) -> int | None:
        above = 0
        for number, part in enumerate(self._parts):
            key = ", ".join(part.key)
            there = f"SELECT {key} FROM {part.one} WHERE {part.terms} AND s.id = ?"
            own = self._lib.one(there, [*part.values, place[1]])
            if own is not None:
                after = f" AND ({key}) > ({_marks(own)})"
                whole, others = part.among or (part, None)
                left_out = 0 if others is None else number_of(self._lib, others, after, own)
                return above + number_of(self._lib, whole, after, own) - left_out
            above += self._size(number)
        return None

    def _stretch(self, part: Part, offset: int, count: int, size: int) -> Sequence[Row]:
        """Rows of a part from the nearer end."""
        if part.among is not None:
            first, more = _near(self._lib, part.among, offset, size)
            terms = f"{part.terms} AND ({', '.join(part.key)}) <= ({_marks(first)})"
            sql = f"SELECT s.id, s.date FROM {part.table} WHERE {terms} ORDER BY {_down(part)} LIMIT ? OFFSET ?"
            return self._lib.all(sql, [*part.values, *first, count, more])
        is_near = offset + count // 2 < size // 2
        order = _down(part) if is_near else _down(part).replace("DESC", "ASC")
        sql = f"SELECT s.id, s.date FROM {part.table} WHERE {part.terms} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = self._lib.all(sql, [*part.values, count, offset if is_near else max(0, size - offset - count)])
        return rows if is_near else rows[::-1]

    def _size(self, number: int) -> int:
        """How many entries a part has; counted once, the last not at all."""
        size = self._sizes[number]
        if size is None:
            if number == len(self._parts) - 1:
                size = (self.total or 0) - sum(map(self._size, range(number)))
            else:
                size = number_of(self._lib, self._parts[number])
            self._sizes[number] = size
        return size


def _near(lib: Library, among: Among, offset: int, size: int) -> tuple[Row, int]:
    """The key of an entry at an offset of a part or above it, and how far above."""
    whole, others = among
    key = ", ".join(whole.key)
    end = size + (0 if others is None else number_of(lib, others))
    row: Row = ()
    passed = found = 0
    for _ in range(_TRIES):
        passed, place, order = found, offset + found, _down(whole)
        if place > end // 2:
            place, order = end - 1 - place, order.replace("DESC", "ASC")
        sql = f"SELECT {key} FROM {whole.table} WHERE {whole.terms} ORDER BY {order} LIMIT 1 OFFSET ?"
        row = lib.all(sql, [*whole.values, place])[0]
        if others is not None:
            found = number_of(lib, others, f" AND ({key}) > ({_marks(row)})", row)
        if found == passed:
            break
    return row, found - passed


def rows_of(lib: Library, part: Part) -> list[Row]:
    """The ids and dates of a whole part that is small."""
    sql = f"SELECT s.id, s.date FROM {part.table} WHERE {part.terms} ORDER BY {_down(part)}"
    return lib.all(sql, part.values) if part.size else []


def number_of(lib: Library, part: Part, more: str = "", values: Sequence[object] = ()) -> int:
    """How many entries a part has, of those of which `more` is true."""
    sql = f"SELECT count(*) FROM {part.table} WHERE {part.terms}{more}"
    return int(lib.all(sql, [*part.values, *values])[0][0])


def _down(part: Part) -> str:
    return ", ".join(f"{column} DESC" for column in part.key)


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
