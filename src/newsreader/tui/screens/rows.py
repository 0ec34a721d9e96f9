"""What the screen reads from the library for its list: which entries a place holds, and their rows by window."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newsreader.library import following, lists
from newsreader.library.lists import Filter
from newsreader.tui import times
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsreader.library.lists import Listing
    from newsreader.library.store import Library
    from newsreader.library.windows import Place
    from newsreader.models.entries import EntryRow
    from newsreader.tui.ranges import Ranges

_LOOKED_AT = 2_048
"""Rows of which the next unread is looked for at once."""
_NEAR = 8_192
"""Rows of a long list that are looked at one by one, for the sake of what is folded under them: a few milliseconds."""


class LibraryRows:
    """A frozen list of entries whose rows are read as they come into view."""

    def __init__(
        self,
        library: Library,
        wanted: Filter,
        now: int,
        *,
        listing: Listing | None = None,
        keep: int | None = None,
        folded: bool = False,
    ) -> None:
        """`listing` is what a query found, `keep` an entry that is in the list in any case: one that is open stays.

        Duplicates may be `folded`, but not that one.
        """
        self._library = library
        self._wanted = wanted
        self._now = now
        self.newest = following.last_id(library)
        """The entry that arrived last when the list was made: later ones wait to be shown."""
        self.is_by_date = (wanted.order if wanted.query is None else wanted.query.sort) == "date"
        if listing is None:
            listing = lists.open_listing(library, wanted, folded=folded, spared=keep)
        self.listing = listing
        self.start = self.index_of(keep)
        """Where the entry stands that was to be kept, if it is there."""
        if self.start is None and keep is not None and self.is_by_date and (place := self._place(keep)) is not None:
            self.start = self.listing.keep(place)
        self.sections: Sequence[tuple[int, str]] = self._sections()

    def __len__(self) -> int:
        return len(self.listing)

    @property
    def entries(self) -> int:
        """How many entries there are, those that are folded as well."""
        return len(self.listing) + len(self.listing.folded)

    @property
    def ids(self) -> Sequence[int]:
        """All of these."""
        return [*self.listing.ids, *self.listing.folded]

    def fill(self) -> bool:
        """Take in a little more of the list; whether there is more to come. Headings of all stand at the end."""
        is_more = self.listing.fill()
        if not is_more:
            self.sections = self._sections()
        return is_more

    async def all_come(self) -> bool:
        """Wait for the rest, keys being answered between two slices; False if the list was left before that."""
        for _ in iter(self.fill, False):
            await asyncio.sleep(0)
        return not self.listing.is_cut

    def fill_below(self, cursor: int) -> tuple[bool, int]:
        """The same; and where the row stands then that the cursor is on: it may be moved by what is folded above."""
        listing, folded = self.listing, len(self.listing.folds.above)
        if cursor < len(listing.come) or (shown := self.id_at(cursor)) is None:
            return self.fill(), cursor
        listing.folds.spared.add(shown)
        is_more = self.fill()
        moved = cursor - len(listing.folds.above) + folded
        if moved == cursor or moved >= len(listing.come):
            return is_more, moved
        found = self.index_of(shown)
        return is_more, moved if found is None else found

    def day_passed(self, now: int) -> bool:
        """Whether another day has begun since the headings were made; they are made anew then."""
        if times.midnight(now) <= self._now:
            return False
        self._now = now
        self.sections = self._sections()
        return True

    def close(self) -> None:
        """Nobody looks at the list any more."""
        self.listing.close()

    def window(self, start: int, stop: int) -> Sequence[EntryRow | None]:
        """Rows as they are now; None for an entry that is gone."""
        ids = self.listing.window(start, stop)
        folded = [one for entry_id in ids for one in self.listing.under(entry_id)]
        rows = {row.id: row for row in lists.rows(self._library, [*ids, *folded])}
        return [self._told(rows, entry_id) for entry_id in ids]

    def _told(self, rows: Mapping[int, EntryRow], entry_id: int) -> EntryRow | None:
        """A row with what is to be said of its duplicates, which cost no look-up of their own."""
        row, first = rows.get(entry_id), self.listing.above(entry_id)
        under = [rows[one] for one in self.listing.under(entry_id) if one in rows]
        if row is None or (not under and first is None):
            return row
        unread = any(not one.read for one in under)
        return row._replace(folded=len(under), folded_unread=unread, is_below=first is not None)

    def has_duplicates(self, index: int) -> bool:
        """Whether the list has duplicates of a row, folded or not."""
        entry_id = self.id_at(index)
        if entry_id is None:
            return False
        first = self.listing.above(entry_id) or entry_id
        return bool(self.listing.under(first)) or self.listing.is_opened(first)

    def toggle_duplicates(self, index: int) -> int | None:
        """Open what is folded at a row, or fold what stands there; where the row is then, None if it has none."""
        entry_id = self.id_at(index)
        if entry_id is None:
            return None
        first = self.listing.above(entry_id) or entry_id
        place = index if first == entry_id else self.index_of(first)
        if place is None:
            return None
        if self.listing.under(first):
            self.listing.open_duplicates(place)
        elif self.listing.is_opened(first):
            self.listing.close_duplicates(place)
        else:
            return None
        self.sections = self._sections()
        return place

    def ids_of(self, rows: Ranges) -> list[int]:
        """The entries of some rows."""
        return [entry_id for start, stop in rows.stretches for entry_id in self.listing.window(start, stop)]

    def id_at(self, index: int) -> int | None:
        """The entry of a row."""
        return next(iter(self.listing.window(index, index + 1)), None)

    def index_of(self, entry_id: int | None) -> int | None:
        """Where an entry stands, or the one that it is folded under."""
        if entry_id is None:
            return None
        first = self.listing.above(entry_id)
        if first is not None and entry_id in self.listing.under(first):
            entry_id = first
        if self._wanted.query is not None:
            ids = self.listing.ids
            return ids.index(entry_id) if entry_id in ids else None
        if not self.is_by_date:
            return self.listing.find_id(entry_id)
        place = self._place(entry_id)
        return None if place is None else self.listing.find(place)

    def next_unread(self, index: int, direction: int) -> int | None:
        """The next row below (1) or above (-1) that is unread now, or has an unread duplicate folded under it."""
        is_long = self._wanted.query is None and self.is_by_date
        if is_long and not self.listing.folds.under:
            return self._unread_by_date(index, direction)
        if self._wanted.query is None and not lists.listing(
            self._library, self._wanted._replace(unread_only=True, order="date"), 1
        ):
            return None
        most = _NEAR if is_long else len(self)
        places = (
            range(index + 1, min(index + 1 + most, len(self))) if direction > 0 else range(max(0, index - most), index)
        )
        near = self._unread_among(places, direction)
        if near is not None or not is_long or not places:
            return near
        return self._unread_by_date(places[-1] if direction > 0 else places[0], direction)

    def _unread_by_date(self, index: int, direction: int) -> int | None:
        date, entry_id = self.listing.at(index)
        while True:
            found = following.next_unread(
                self._library, self._wanted, date, entry_id, newest=self.newest, backwards=direction < 0
            )
            row, place = self.index_of(found), None if found is None else self._place(found)
            if found is None or place is None or (row is not None and (row - index) * direction > 0):
                return row
            date, entry_id = place  # it is folded under a row that was passed

    def _unread_among(self, places: range, direction: int) -> int | None:
        for first in range(0, len(places), _LOOKED_AT):
            some = places[first : first + _LOOKED_AT]
            if direction < 0:
                some = places[max(0, len(places) - first - _LOOKED_AT) : len(places) - first]
            shown = self.listing.window(some.start, some.stop)
            looked_at = [
                (place, one) for place, row in zip(some, shown, strict=True) for one in (row, *self.listing.under(row))
            ]
            unread = following.unread_among(self._library, [one for _, one in looked_at])
            if unread:
                return looked_at[unread[0 if direction > 0 else -1]][0]
        return None

    def _sections(self) -> Sequence[tuple[int, str]]:
        return times.sections(self.listing.dates, self._now) if self.is_by_date else [*self.listing.headings]

    def _place(self, entry_id: int) -> Place | None:
        rows = lists.rows(self._library, [entry_id])
        return (rows[0].date, entry_id) if rows else None


def filter_of(place: str, *, unread_only: bool, midnight: int) -> Filter:
    """The entries that a place of the side bar stands for."""
    kind, _, name = place.partition(":")
    if kind == "feed":
        return Filter(feed_id=int(name), unread_only=unread_only)
    if kind == "folder":
        return Filter(folder=name, unread_only=unread_only)
    if kind in {"tag", "tags"}:
        return Filter(tag=name, unread_only=unread_only)
    if place == feed_places.TODAY:
        return Filter(since=midnight, unread_only=unread_only)
    if place == feed_places.STARRED:
        return Filter(starred_only=True, unread_only=unread_only)
    return Filter(unread_only=unread_only or place == feed_places.UNREAD)
