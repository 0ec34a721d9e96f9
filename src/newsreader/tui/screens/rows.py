"""What the screen reads from the library for its list: which entries a place holds, and their rows by window."""

from __future__ import annotations

from bisect import bisect_left
from operator import neg
from typing import TYPE_CHECKING

from newsreader.library import following, lists
from newsreader.library.lists import Filter
from newsreader.tui import times
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.lists import Listing
    from newsreader.library.store import Library
    from newsreader.models import EntryRow

_WINDOW = 256


class LibraryRows:
    """A frozen list of entries whose rows are read as they come into view."""

    def __init__(self, library: Library, wanted: Filter, listing: Listing, now: int) -> None:
        self._library = library
        self._wanted = wanted
        self.listing = listing
        self.newest = following.last_id(library)
        """The entry that arrived last when the list was made: later ones wait to be shown."""
        self._by_date = wanted.query is None or wanted.query.sort != "relevance"
        self.sections: Sequence[tuple[int, str]] = times.sections(listing.dates, now) if self._by_date else ()

    def __len__(self) -> int:
        return len(self.listing.ids)

    def window(self, start: int, stop: int) -> Sequence[EntryRow | None]:
        """Rows as they are now; None for an entry that is gone."""
        ids = self.listing.ids[start:stop]
        rows = {row.id: row for row in lists.rows(self._library, ids)}
        return [rows.get(entry_id) for entry_id in ids]

    def index_of(self, entry_id: int | None) -> int | None:
        """Where an entry stands."""
        try:
            return self.listing.ids.index(entry_id) if entry_id is not None else None
        except ValueError:
            return None

    def next_unread(self, index: int, direction: int) -> int | None:
        """The next row below (1) or above (-1) that is unread now."""
        if self._by_date and self._wanted.query is None:
            date, entry_id = self.listing.dates[index], self.listing.ids[index]
            return self.index_of(
                following.next_unread(
                    self._library, self._wanted, date, entry_id, newest=self.newest, backwards=direction < 0
                )
            )
        places = range(index + 1, len(self)) if direction > 0 else range(index - 1, -1, -1)
        for start in range(0, len(places), _WINDOW):
            some = places[start : start + _WINDOW]
            rows = {row.id: row for row in lists.rows(self._library, [self.listing.ids[i] for i in some])}
            for i in some:
                row = rows.get(self.listing.ids[i])
                if row is not None and not row.read:
                    return i
        return None


def keep_in(listing: Listing, rows: Sequence[EntryRow]) -> None:
    """Put entries into a list, at their dates, where they are not in it: an open article stays where one reads."""
    for row in rows:
        if row.id not in listing.ids:
            place = bisect_left(listing.dates, -row.date, key=neg)
            while place < len(listing.ids) and listing.dates[place] == row.date and listing.ids[place] > row.id:
                place += 1
            listing.ids.insert(place, row.id)
            listing.dates.insert(place, row.date)


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
