"""Places: the side bar, what a place's list holds, how many wait. What a search finds is a place as well.

It knows no open article; `ReadingScreen` tells it which entry has to stay in the list.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from newsreader import query
from newsreader.commands import Pane
from newsreader.library import feeds, following, lists, searches, tags
from newsreader.library.lists import Filter
from newsreader.tui import times
from newsreader.tui.screens.arrange import Room
from newsreader.tui.screens.counting import Counting
from newsreader.tui.screens.followed import Followed
from newsreader.tui.screens.panes import PaneScreen
from newsreader.tui.screens.rows import LibraryRows, filter_of
from newsreader.tui.screens.titling import Titling
from newsreader.tui.screens.writing import Writing
from newsreader.tui.widgets import feed_places
from newsreader.tui.widgets.feed_list import FeedList
from newsreader.tui.widgets.feed_places import SmartCounts

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config
    from newsreader.library.searches import Search
    from newsreader.library.store import Library
    from newsreader.models.entries import Entry
    from newsreader.models.feeds import Feed
    from newsreader.query import Query
    from newsreader.tui.symbols import Symbols

SEARCH = "search:"
_BREATH_SECONDS = 0.004
"""What is left to keys between two slices of a long list."""


class PlacesScreen(PaneScreen):
    """Side bar and list, filled from a library."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(
            symbols=symbols,
            clock=partial(_when, now, relative=config.interface.dates == "relative"),
            measure=config.reading.measure,
            rows=config.interface.rows,
            columns=config.interface.columns.split(),
            keymap=config.keys.keymap(),
        )
        self.library = library
        self.writing = Writing(self, library)
        self.config = config
        self.now = now
        self.place = feed_places.UNREAD
        self.unread_only = False
        self.order = "date"
        """One of `lists.ORDERS`: that of places; what a search finds has its own."""
        self.feed_order = "given"
        """One of `feed_places.ORDERS`."""
        self.folded: set[str] = set()
        self.entry: Entry | None = None
        """The article that is open."""
        self.rows: LibraryRows | None = None
        self.followed = Followed()
        self.counting = Counting(self)
        self.titling = Titling(self)
        self.narrowed: Query | None = None
        """What the list of the place is narrowed to."""
        self.is_offline = False
        """Whether no server answered the last refresh of all feeds."""
        self.refreshing = False
        """Whether feeds are being fetched."""
        self.are_counts_stale = False
        """Whether something changed that is to be shown soon."""

    def show_counts(self) -> None:
        """Feeds, counts and the line of new articles, as the library has them now."""
        self.followed = Followed(feeds.all_feeds(self.library), searches.all_searches(self.library))
        self.show_places()
        self._count_new()
        self.entry_list.say_when_empty(self.titling.empty_words())
        self.titling.show()
        self.counting.start()
        for part in self.parts:
            part.counts_shown()

    def show_places(self) -> None:
        """The side bar, with what is unread in each place."""
        counts = lists.counts(self.library, times.midnight(self.now()))
        shown = feed_places.places(
            self.followed.feeds,
            SmartCounts(counts.unread, counts.today, counts.starred),
            searches=[(one.id, one.name, self.counting.unread.get(one.id, 0)) for one in self.followed.searches],
            tags=[(tag.name, tag.count) for tag in tags.all_tags(self.library)],
            folded=self.folded,
            unread_only=self.unread_only,
            keep=self.place,
            order=self.feed_order,
        )
        unverified = {f"feed:{feed.id}" for feed in self.followed.feeds if not self.config.of_feed(feed.url).verify_tls}
        self.feed_list.show_places(
            [replace(place, warning="TLS off") if place.key in unverified else place for place in shown]
        )
        self.top_bar.unread = counts.unread

    def show_place(self, place: str, *, entry_id: int | None = None) -> None:
        """List what a place holds, with the cursor on an entry, which stays in the list even if it is read."""
        wanted = self.filter_of(place, self.narrowed)
        folded = self.config.reading.fold_duplicates
        rows = LibraryRows(self.library, wanted, self.now(), keep=entry_id, folded=folded)
        self.put_rows(place, rows, rows.start)

    def put_rows(self, place: str, rows: LibraryRows, index: int | None) -> None:
        """Show rows that are known, with the cursor on one of them; of those before, what has not come is let go."""
        if self.rows is not None and self.rows is not rows:
            self.rows.close()
        self.place = place
        self.rows = rows
        self.new_line.count = 0
        self.entry_list.empty_words = self.titling.empty_words()
        self.titling.show()
        self.entry_list.show_rows(rows, index or 0)
        if not rows.listing.is_complete:
            self._fill(rows)
        for part in self.parts:
            part.rows_shown()

    @work(group="filling", exclusive=True, exit_on_error=False)
    async def _fill(self, rows: LibraryRows) -> None:
        """Take in the rest of a long list between the keys, and after what has come is painted."""
        await asyncio.sleep(_BREATH_SECONDS)
        is_more = True
        while rows is self.rows and is_more:
            is_more, cursor = rows.fill_below(self.entry_list.cursor)
            if cursor != self.entry_list.cursor:
                self.entry_list.rows_moved(cursor)
            elif rows.listing.is_growing:
                self.entry_list.rows_grew()
            await asyncio.sleep(_BREATH_SECONDS)
        if rows is self.rows:
            self.entry_list.rows_grew()
            self.titling.show()

    def filter_of(self, place: str, narrowed: Query | None) -> Filter:
        """The entries of a place, as far as a query leaves them."""
        if place.startswith(feed_places.SAVED):
            wanted = Filter(query=self._saved_query(place), unread_only=self.unread_only)
        elif place.startswith(SEARCH):
            wanted = Filter(query=query.parse(place.removeprefix(SEARCH), now=self.now()), unread_only=self.unread_only)
        else:
            wanted = filter_of(place, unread_only=self.unread_only, midnight=times.midnight(self.now()))
        if narrowed is not None:
            return wanted._replace(query=query.both(wanted.query, narrowed))
        return wanted if wanted.query is not None else wanted._replace(order=self.order)

    @property
    def is_found(self) -> bool:
        """Whether the list is what a query found."""
        return self.narrowed is not None or self.place.startswith((SEARCH, feed_places.SAVED))

    @property
    def is_searching(self) -> bool:
        """Whether another list is awaited."""
        return False

    def _saved_query(self, place: str) -> Query:
        """What a saved search asks for; nothing is found by one that is gone or cannot be understood any more."""
        search = self.followed.search_of(place)
        if search is not None:
            try:
                return query.parse(search.query, now=self.now())
            except query.QueryError as error:
                self.say(str(error), error=True)
        return query.Query("", query.Or(()))

    def _count_new(self) -> None:
        if self.rows is not None and not self.is_found:
            waiting = following.count_after(self.library, self.filter_of(self.place, None), self.rows.newest)
            self.new_line.count = waiting

    def show_path(self) -> None:
        """Say in the top bar where one is."""
        single = self.arrangement is not None and self.arrangement.room is Room.SINGLE
        path = [self.place_name()] if not single or self.pane is not Pane.FEEDS else ["Feeds"]
        if self.entry is not None and not (single and self.pane in {Pane.FEEDS, Pane.LIST}):
            path.append(self.entry.title or "(no title)")
        if single and self.pane is Pane.QUOTES:
            path.append("Quotes")
        self.top_bar.path = tuple(path)

    def pane_changed(self) -> None:
        super().pane_changed()
        self.show_path()

    @property
    def selected_id(self) -> int | None:
        """The entry under the cursor of the list, which a new list keeps."""
        return None if self.rows is None else self.rows.id_at(self.entry_list.cursor)

    def feed_meant(self) -> Feed | None:
        """The feed one is in, else the one of the open article."""
        place = self._place_meant()
        if place.startswith("feed:"):
            return self.followed.feed_of(place)
        if self.pane is Pane.FEEDS or self.entry is None:
            return None
        return self.followed.feed_of(f"feed:{self.entry.feed_id}")

    def search_meant(self) -> Search | None:
        """The saved search one is in."""
        return self.followed.search_of(self._place_meant())

    def _place_meant(self) -> str:
        return self.feed_list.place.key if self.pane is Pane.FEEDS and self.feed_list.place else self.place

    def place_name(self) -> str:
        """What to call the place that is listed."""
        kind, _, name = self.place.partition(":")
        if kind == "tag":
            return f"{self.symbols.tag}{name}"
        return self.followed.name_of(self.place) or (f"Search: {name}" if kind == "search" else name)

    @on(FeedList.Selected)
    def _feed_selected(self, event: FeedList.Selected) -> None:
        if event.key != self.place or self.is_searching:
            self.show_place(event.key)

    @on(FeedList.Opened)
    def _feed_opened(self) -> None:
        self.go_to(Pane.LIST)

    @on(FeedList.Folded)
    def _feed_folded(self, event: FeedList.Folded) -> None:
        self.folded ^= {event.key}
        self.show_counts()


def _when(now: Callable[[], int], date: int, headed: bool, room: int, *, relative: bool) -> str:
    """A date of the list."""
    if relative:
        return times.age(date, now(), room=room)
    return times.short(date, now(), under_heading=headed, room=room)
