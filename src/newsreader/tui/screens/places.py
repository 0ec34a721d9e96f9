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
from newsreader.errors import BusyError, LibraryError, NewsreaderError
from newsreader.library import feeds, following, lists, searches, smart, tags
from newsreader.library.lists import Filter
from newsreader.tui import times
from newsreader.tui.customs import counted, number
from newsreader.tui.screens import empty
from newsreader.tui.screens.arrange import Room
from newsreader.tui.screens.panes import PaneScreen
from newsreader.tui.screens.rows import LibraryRows, filter_of
from newsreader.tui.widgets import feed_list
from newsreader.tui.widgets.feed_list import FeedList, SmartCounts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsreader.config import Config
    from newsreader.library.searches import Search
    from newsreader.library.store import Library
    from newsreader.models import Entry, Feed
    from newsreader.query import Query
    from newsreader.tui.symbols import Symbols

SEARCH = "search:"
_ORDER_WORDS = {
    "given": "feeds in their own order",
    "name": "feeds and folders by name",
    "unread": "feeds and folders with the most unread first",
}
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
        self.config = config
        self.now = now
        self.place = feed_list.UNREAD
        self.unread_only = False
        self.order = "date"
        """One of `lists.ORDERS`: that of places; what a search finds has its own."""
        self.feed_order = "given"
        """One of `feed_list.ORDERS`."""
        self.folded: set[str] = set()
        self.entry: Entry | None = None
        """The article that is open."""
        self.rows: LibraryRows | None = None
        self._feeds: Sequence[Feed] = ()
        self._searches: Sequence[Search] = ()
        self._found_unread: Mapping[int, int] = {}
        """What is unread in the saved searches, by their ids, as far as it is known."""
        self.is_counting = False
        """Whether that is being counted."""
        self._count_again = False
        self.narrowed: Query | None = None
        """What the list of the place is narrowed to."""
        self._complaint = ""

    def attempt(self, write: Callable[[], object]) -> bool:
        """Write what the screen does by itself; if that fails reading goes on, and why is told once."""
        try:
            write()
        except BusyError:  # it is tried again
            return False
        except NewsreaderError as error:
            self.complain(error)
            return False
        self._complaint = ""
        return True

    def complain(self, error: NewsreaderError) -> None:
        """Tell once why the screen could not write what it writes by itself."""
        if str(error) != self._complaint and not self.library.read_only:
            self.say(str(error), error=True)
        self._complaint = str(error)

    def show_counts(self) -> None:
        """Feeds, counts and the line of new articles, as the library has them now."""
        self._feeds = feeds.all_feeds(self.library)
        self._searches = searches.all_searches(self.library)
        self._show_places()
        self._count_new()
        self.entry_list.say_when_empty(self._empty_words())
        self.show_title()
        self.count_saved()

    def _show_places(self) -> None:
        counts = lists.counts(self.library, times.midnight(self.now()))
        shown = feed_list.places(
            self._feeds,
            SmartCounts(counts.unread, counts.today, counts.starred),
            searches=[(one.id, one.name, self._found_unread.get(one.id, 0)) for one in self._searches],
            tags=[(tag.name, tag.count) for tag in tags.all_tags(self.library)],
            folded=self.folded,
            unread_only=self.unread_only,
            keep=self.place,
            order=self.feed_order,
        )
        unverified = {f"feed:{feed.id}" for feed in self._feeds if not self._is_verified(feed)}
        self.feed_list.show_places(
            [replace(place, warning="TLS off") if place.key in unverified else place for place in shown]
        )
        self.top_bar.unread = counts.unread

    def count_saved(self) -> None:
        """Count what is unread in the saved searches, apart from the screen."""
        self._count_again = True
        if self._searches and not self.is_counting:
            self.is_counting = True
            self._follow_counts()

    @work(group="saved", exit_on_error=False)
    async def _follow_counts(self) -> None:
        files = (self.library.path, self.library.index)
        try:
            while self._count_again:
                self._count_again = False
                found = await asyncio.to_thread(smart.unread_apart, files, self.now())
                if found.counts != self._found_unread:
                    self._found_unread = found.counts
                    self._show_places()
                self.saved_counted(is_current=found.is_current)
        except LibraryError:  # what it is the screen finds itself; the counts stay as they were
            pass
        finally:
            self.is_counting = False

    def saved_counted(self, *, is_current: bool) -> None:
        """The saved searches were counted, from what is kept for them: for those who build on this."""

    def show_place(self, place: str, *, entry_id: int | None = None) -> None:
        """List what a place holds, with the cursor on an entry, which stays in the list even if it is read."""
        wanted = self.filter_of(place, self.narrowed)
        rows = LibraryRows(self.library, wanted, self.now(), keep=entry_id)
        self.put_rows(place, rows, rows.start)

    def put_rows(self, place: str, rows: LibraryRows, index: int | None) -> None:
        """Show rows that are known, with the cursor on one of them; of those before, what has not come is let go."""
        if self.rows is not None and self.rows is not rows:
            self.rows.close()
        self.place = place
        self.rows = rows
        self.new_line.count = 0
        self.entry_list.empty_words = self._empty_words()
        self.show_title()
        self.entry_list.show_rows(rows, index or 0)
        if not rows.listing.is_complete:
            self._fill(rows)

    @work(group="filling", exclusive=True, exit_on_error=False)
    async def _fill(self, rows: LibraryRows) -> None:
        """Take in the rest of a long list between the keys, and after what has come is painted."""
        await asyncio.sleep(_BREATH_SECONDS)
        while rows is self.rows and rows.fill():
            if rows.listing.is_growing:
                self.entry_list.rows_grew()
            await asyncio.sleep(_BREATH_SECONDS)
        if rows is self.rows:
            self.entry_list.rows_grew()
            self.show_title()

    def filter_of(self, place: str, narrowed: Query | None) -> Filter:
        """The entries of a place, as far as a query leaves them."""
        if place.startswith(feed_list.SAVED):
            wanted = Filter(query=self._saved_query(place), unread_only=self.unread_only)
        elif place.startswith(SEARCH):
            wanted = Filter(query=query.parse(place.removeprefix(SEARCH)), unread_only=self.unread_only)
        else:
            wanted = filter_of(place, unread_only=self.unread_only, midnight=times.midnight(self.now()))
        if narrowed is not None:
            return replace(wanted, query=query.both(wanted.query, narrowed))
        return wanted if wanted.query is not None else replace(wanted, order=self.order)

    @property
    def is_found(self) -> bool:
        """Whether the list is what a query found."""
        return self.narrowed is not None or self.place.startswith((SEARCH, feed_list.SAVED))

    @property
    def is_searching(self) -> bool:
        """Whether another list is awaited."""
        return False

    def search_of(self, place: str) -> Search | None:
        """The saved search a place stands for."""
        return next((one for one in self._searches if place == f"{feed_list.SAVED}{one.id}"), None)

    def is_gone(self, place: str) -> bool:
        """Whether the feed or the saved search of a place is no more."""
        kind = place.partition(":")[0]
        return (kind == "feed" and self.feed_of(place) is None) or (
            place.startswith(feed_list.SAVED) and self.search_of(place) is None
        )

    def _saved_query(self, place: str) -> Query:
        """What a saved search asks for; nothing is found by one that is gone or cannot be understood any more."""
        search = self.search_of(place)
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

    def _is_verified(self, feed: Feed) -> bool:
        return self.config.of_feed(feed.url).verify_tls

    def show_title(self) -> None:
        """Say what is listed, and how much there is of it."""
        title = self.list_title
        title.name_words = self.place_name()
        if self.narrowed is not None:
            title.name_words += f" {self.symbols.path} {self.narrowed.text}"
        found = len(self.rows) if self.rows is not None else 0
        feed = self.feed_of(self.place)
        if self.is_found:
            title.note = self.found_words(found)
        elif found and feed is not None and feed.error:
            title.note = f"{self.symbols.failed} {'' if self._is_verified(feed) else 'TLS off: '}{feed.error}"
        elif feed is not None and not self._is_verified(feed):
            title.note = f"{self.symbols.failed} its server's certificate is not verified: config.toml says so"
        else:
            unread = self._unread_of(self.place)
            title.note = f"{number(unread)} unread" if unread is not None else counted(found, "article")
            title.note += f" {self.symbols.dot} by {self.order}" if self.order != "date" else ""
        self.show_path()

    def found_words(self, found: int) -> str:
        """How many a query has found."""
        listing = self.rows.listing if self.rows is not None else None
        more = "+" if listing is not None and (listing.has_more or not listing.complete) else ""
        return f"{number(found)}{more} found"

    def show_path(self) -> None:
        """Say in the top bar where one is."""
        single = self.arrangement is not None and self.arrangement.room is Room.SINGLE
        path = [self.place_name()] if not single or self.pane is not Pane.FEEDS else ["Feeds"]
        if self.entry is not None and not (single and self.pane in {Pane.FEEDS, Pane.LIST}):
            path.append(self.entry.title)
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

    def feed_of(self, place: str) -> Feed | None:
        """The feed a place stands for."""
        return next((feed for feed in self._feeds if place == f"feed:{feed.id}"), None)

    def place_name(self) -> str:
        """What to call the place that is listed."""
        kind, _, name = self.place.partition(":")
        if kind == "feed":
            feed = self.feed_of(self.place)
            return feed.title if feed else "Feed"
        if self.place.startswith(feed_list.SAVED):
            search = self.search_of(self.place)
            return search.name if search else "Saved search"
        if kind == "tag":
            return f"{self.symbols.tag}{name}"
        names = {**feed_list.SMART_NAMES, feed_list.TAGS: "Tags"}
        return names.get(self.place) or (f"Search: {name}" if kind == "search" else name)

    def _unread_of(self, place: str) -> int | None:
        kind, _, name = place.partition(":")
        if kind == "feed":
            feed = self.feed_of(place)
            return feed.unread if feed else None
        if kind == "folder":
            inside = [f for f in self._feeds if f.folder == name or (f.folder or "").startswith(name + "/")]
            return sum(feed.unread for feed in inside)
        return sum(feed.unread for feed in self._feeds) if place in {feed_list.UNREAD, feed_list.ALL} else None

    is_offline = False
    """Whether no server answered the last refresh of all feeds."""
    refreshing = False
    """Whether feeds are being fetched."""

    def _empty_words(self) -> tuple[str, ...]:
        unread_only, feed = self.unread_only, self.feed_of(self.place)
        if self.is_found:
            note = self.rows.listing.note if self.rows is not None else ""
            saved, narrowed = self.place.startswith(feed_list.SAVED), self.narrowed is not None
            return empty.of_search(self._way, note, saved=saved, narrowed=narrowed, unread_only=unread_only)
        if feed is not None:
            return empty.of_feed(self._way, feed, unread_only=unread_only, refreshing=self.refreshing)
        return empty.of_place(
            self._way,
            self.place,
            self._feeds,
            unread_only=unread_only,
            offline=self.is_offline,
            refreshing=self.refreshing,
        )

    def _way(self, command: str, words: str) -> str:
        return f"{self.key_of(command)}  {words}"

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

    def action_unread_only(self) -> None:
        """Unread articles and their feeds only, or all."""
        self.unread_only = not self.unread_only
        self.show_counts()
        self.show_place(self.place, entry_id=self.selected_id)
        self.say(f"unread only   {self.key_of('unread_only')} shows all" if self.unread_only else "read and unread")

    def action_sort_feeds(self) -> None:
        """The next order of the side bar."""
        orders = feed_list.ORDERS
        self.feed_order = orders[(orders.index(self.feed_order) + 1) % len(orders)]
        self.show_counts()
        self.say(_ORDER_WORDS[self.feed_order])

    def action_show_new(self) -> None:
        """Make the list anew; the article that is open stays."""
        self.show_counts()
        self.show_place(self.place, entry_id=self.selected_id)

    def action_next_feed(self) -> None:
        self._step_feed(1)

    def action_previous_feed(self) -> None:
        self._step_feed(-1)

    def action_next_unread_feed(self) -> None:
        self._step_feed(1, unread=True)

    def action_previous_unread_feed(self) -> None:
        self._step_feed(-1, unread=True)

    def _step_feed(self, direction: int, *, unread: bool = False) -> None:
        if not self.feed_list.next_feed(direction, unread=unread):
            self.say("no further feed in this direction")


def _when(now: Callable[[], int], date: int, headed: bool, *, relative: bool) -> str:
    """A date of the list."""
    return times.age(date, now()) if relative else times.short(date, now(), under_heading=headed)
