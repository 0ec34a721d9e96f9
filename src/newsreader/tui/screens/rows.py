"""What the screen reads from the library for its list: which entries a place holds, and their rows by window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library import following, lists
from newsreader.library.lists import Filter
from newsreader.tui import times
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.lists import Listing
    from newsreader.library.store import Library
    from newsreader.library.windows import Place
    from newsreader.models import EntryRow
    from newsreader.tui.ranges import Ranges

_LOOKED_AT = 2_048
"""Rows of which the next unread is looked for at once."""


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
    ) -> None:
        """`listing` is what a query found, `keep` an entry that is in the list in any case: one that is open stays."""
        self._library = library
        self._wanted = wanted
        self._now = now
        self.newest = following.last_id(library)
        """The entry that arrived last when the list was made: later ones wait to be shown."""
        self._by_date = (wanted.order if wanted.query is None else wanted.query.sort) == "date"
        self.listing = lists.open_listing(library, wanted) if listing is None else listing
        self.start = self.index_of(keep)
        """Where the entry stands that was to be kept, if it is there."""
        if self.start is None and keep is not None and self._by_date and (place := self._place(keep)) is not None:
            self.start = self.listing.keep(place)
        self.sections: Sequence[tuple[int, str]] = self._sections()

    def __len__(self) -> int:
        return len(self.listing)

    def fill(self) -> bool:
        """Take in a little more of the list; whether there is more to come. Headings of all stand at the end."""
        is_more = self.listing.fill()
        if not is_more:
            self.sections = self._sections()
        return is_more

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
        rows = {row.id: row for row in lists.rows(self._library, ids)}
        return [rows.get(entry_id) for entry_id in ids]

    def ids_of(self, rows: Ranges) -> list[int]:
        """The entries of some rows."""
        return [entry_id for start, stop in rows.stretches for entry_id in self.listing.window(start, stop)]

    def id_at(self, index: int) -> int | None:
        """The entry of a row."""
        return next(iter(self.listing.window(index, index + 1)), None)

    def index_of(self, entry_id: int | None) -> int | None:
        """Where an entry stands."""
        if entry_id is None:
            return None
        if self._wanted.query is not None:
            ids = self.listing.ids
            return ids.index(entry_id) if entry_id in ids else None
        if not self._by_date:
            return self.listing.find_id(entry_id)
        place = self._place(entry_id)
        return None if place is None else self.listing.find(place)

    def next_unread(self, index: int, direction: int) -> int | None:
        """The next row below (1) or above (-1) that is unread now."""
        if self._wanted.query is None and self._by_date:
            date, entry_id = self.listing.at(index)
            return self.index_of(
                following.next_unread(
                    self._library, self._wanted, date, entry_id, newest=self.newest, backwards=direction < 0
                )
            )
        if self._wanted.query is None and not lists.listing(
            self._library, replace(self._wanted, unread_only=True, order="date"), 1
        ):
            return None
        places = range(index + 1, len(self)) if direction > 0 else range(index)
        for first in range(0, len(places), _LOOKED_AT):
            some = places[first : first + _LOOKED_AT]
            if direction < 0:
                some = places[max(0, len(places) - first - _LOOKED_AT) : len(places) - first]
            unread = following.unread_among(self._library, self.listing.window(some.start, some.stop))
            if unread:
                return some.start + unread[0 if direction > 0 else -1]
        return None

    def _sections(self) -> Sequence[tuple[int, str]]:
        return times.sections(self.listing.dates, self._now) if self._by_date else [*self.listing.headings]

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
    if place == feed_list.TODAY:
        return Filter(since=midnight, unread_only=unread_only)
    if place == feed_list.STARRED:
        return Filter(starred_only=True, unread_only=unread_only)
    return Filter(unread_only=unread_only or place == feed_list.UNREAD)
