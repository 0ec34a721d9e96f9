"""Reading: a place's list, the article under the cursor, its quotes, and what the reader marks.

All that is read or written here is in the library; nothing is fetched, parsed from a feed or analysed at length.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported
from textual.widgets import Input

from newsreader import query, reanalyse
from newsreader.articles.document import reading_minutes
from newsreader.commands import Pane
from newsreader.errors import LibraryError, NewsreaderError, NotFoundError
from newsreader.library import entries, feeds, following, session, states
from newsreader.library.entries import Filter
from newsreader.tui import browser, times
from newsreader.tui.screens.arrange import Room
from newsreader.tui.screens.panes import PaneScreen
from newsreader.tui.screens.rows import LibraryRows, filter_of, keep_in
from newsreader.tui.widgets import feed_list
from newsreader.tui.widgets.article_view import ArticleView, Reading
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.feed_list import FeedList, SmartCounts
from newsreader.tui.widgets.quotes_view import QuotesView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models import Entry, Feed
    from newsreader.tui.symbols import Symbols

SEARCH = "search:"


class ReadingScreen(PaneScreen):
    """The panes filled from a library."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(
            symbols=symbols,
            clock=lambda date: times.short(date, now()),
            measure=config.reading.measure,
            rows=config.interface.rows,
            keys=config.keys,
        )
        self.library = library
        self.config = config
        self.now = now
        self.place = feed_list.UNREAD
        self.unread_only = False
        self.folded: set[str] = set()
        self.entry: Entry | None = None
        self._rows: LibraryRows | None = None
        self._last_entry_id = 0
        """The newest entry when the list was made: later ones wait to be shown."""
        self._feeds: Sequence[Feed] = ()
        self._read_timer: Timer | None = None
        self._decided: int | None = None
        """The entry whose read state the user set by hand while it is open."""
        self._digits = ""

    # --- places and counts -------------------------------------------------------------------------------------------

    def show_counts(self) -> None:
        """Feeds, counts and the line of new articles, as the library has them now."""
        midnight = times.midnight(self.now())
        counts = entries.counts(self.library, midnight)
        self._feeds = feeds.all_feeds(self.library)
        shown = feed_list.places(
            self._feeds,
            SmartCounts(counts.unread, counts.today, counts.starred),
            folded=self.folded,
            unread_only=self.unread_only,
            keep=self.place,
        )
        self.feed_list.show_places(shown)
        self.top_bar.unread = counts.unread
        self._count_new()
        self._show_title()

    def show_place(self, place: str, *, entry_id: int | None = None) -> None:
        """List what a place holds, with the cursor on an entry, which stays in the list even if it is read."""
        wanted = self._filter_of(place)
        listing = entries.listing(self.library, wanted)
        if entry_id is not None:
            keep_in(listing, entries.rows(self.library, [entry_id]))
        self.place = place
        self._last_entry_id = following.last_id(self.library)
        self._rows = LibraryRows(self.library, wanted, listing, self.now())
        self.new_line.count = 0
        self.entry_list.empty_words = self._empty_words()
        self._show_title()
        self.entry_list.show_rows(self._rows, self._rows.index_of(entry_id) or 0)

    def _filter_of(self, place: str) -> Filter:
        if place.startswith(SEARCH):
            return Filter(query=query.parse(place.removeprefix(SEARCH)))
        return filter_of(place, unread_only=self.unread_only, midnight=times.midnight(self.now()))

    def _count_new(self) -> None:
        if not self.place.startswith(SEARCH):
            waiting = following.count_after(self.library, self._filter_of(self.place), self._last_entry_id)
            self.new_line.count = waiting

    def _show_title(self) -> None:
        title = self.list_title
        title.name_words = self.place_name()
        found = len(self._rows) if self._rows is not None else 0
        if self.place.startswith(SEARCH):
            title.note = f"{found} found"
        else:
            unread = self._unread_of(self.place)
            title.note = f"{unread} unread" if unread is not None else f"{found} articles"
        self._show_path()

    def _show_path(self) -> None:
        single = self.arrangement is not None and self.arrangement.room is Room.SINGLE
        path = [self.place_name()] if not single or self.pane is not Pane.FEEDS else ["Feeds"]
        if self.entry is not None and not (single and self.pane in {Pane.FEEDS, Pane.LIST}):
            path.append(self.entry.title)
        if single and self.pane is Pane.QUOTES:
            path.append("Quotes")
        self.top_bar.path = tuple(path)

    def pane_changed(self) -> None:
        super().pane_changed()
        self._show_path()
        if self.pane in {Pane.DETAIL, Pane.QUOTES}:
            self._open_selected()

    def feed_of(self, place: str) -> Feed | None:
        """The feed a place stands for."""
        return next((feed for feed in self._feeds if place == f"feed:{feed.id}"), None)

    def place_name(self) -> str:
        """What to call the place that is listed."""
        kind, _, name = self.place.partition(":")
        if kind == "feed":
            feed = self.feed_of(self.place)
            return feed.title if feed else "Feed"
        names = {
            feed_list.UNREAD: "All unread",
            feed_list.TODAY: "Today",
            feed_list.STARRED: "Starred",
            feed_list.ALL: "All articles",
        }
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

    def _empty_words(self) -> tuple[str, ...]:
        if not self._feeds:
            return ("No feeds yet.", "a  add one, or choose", "   from the starter list")
        feed = self.feed_of(self.place)
        if feed is not None and feed.error:
            return ("This feed could not be read:", feed.error, "r  try again")
        if self.place.startswith(SEARCH):
            return ("Nothing found.", "/  search again")
        if self.unread_only or self.place == feed_list.UNREAD:
            return ("Everything is read.", "R  refresh", "J  next feed")
        return ("No articles here.", "r  refresh")

    @on(FeedList.Selected)
    def _feed_selected(self, event: FeedList.Selected) -> None:
        if event.key != self.place:
            self.show_place(event.key)

    @on(FeedList.Opened)
    def _feed_opened(self) -> None:
        self.go_to(Pane.LIST)

    @on(FeedList.Folded)
    def _feed_folded(self, event: FeedList.Folded) -> None:
        self.folded ^= {event.key}
        self.show_counts()

    # --- the article -------------------------------------------------------------------------------------------------

    @on(EntryList.Selected)
    def _row_selected(self, event: EntryList.Selected) -> None:
        if event.index is None:
            self.close_entry()
        elif self.shows(Pane.DETAIL):
            self._open_selected()

    @on(EntryList.Opened)
    def _row_opened(self) -> None:
        self.go_to(Pane.DETAIL)

    def _open_selected(self) -> None:
        if self._rows is None or not len(self._rows):
            return
        entry_id = self._rows.listing.ids[self.entry_list.cursor]
        if self.entry is None or self.entry.id != entry_id:
            self.show_entry(entry_id)

    def show_entry(self, entry_id: int) -> None:
        """Open an article where it was left."""
        self.keep_position()
        try:
            self.entry = entry = entries.entry(self.library, entry_id)
        except NotFoundError as error:
            self.close_entry()
            self.say(str(error), error=True)
            return
        document, found = reanalyse.analyse_entry(self.library, entry)
        reading = Reading(
            title=entry.title or "(no title)",
            outlet=entry.feed_title,
            author=entry.author,
            date_words=times.long(entry.published if entry.published is not None else entry.arrived),
            minutes=reading_minutes(document.text),
            document=document,
            quotations=found.quotations,
            clauses=found.clauses,
        )
        self.article_view.show_reading(reading, session.position(self.library, entry_id) or 0)
        self.quotes_view.show_quotations(found.quotations)
        count, voices = len(found.quotations), self.quotes_view.voices
        note = f"{count} {self.symbols.dot} {voices} {'voice' if voices == 1 else 'voices'}" if count else ""
        self.quotes_title.note = note
        self._decided = None
        self._show_path()
        self._await_reading()

    def close_entry(self) -> None:
        """Show no article."""
        self.keep_position()
        self.entry = None
        self.article_view.show_reading(None, 0)
        self.quotes_view.show_quotations(())
        self.quotes_title.note = ""
        self._show_path()

    def keep_position(self) -> None:
        """Remember where in the article the reader is."""
        if self.entry is not None and self.article_view.moved:
            session.set_position(self.library, self.entry.id, self.article_view.position)
            self.article_view.moved = False

    def _await_reading(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        seconds = self.config.reading.mark_read_after
        if self.entry is not None and not self.entry.read and seconds:
            entry_id = self.entry.id
            self._read_timer = self.set_timer(seconds, lambda: self._has_been_read(entry_id))

    def _has_been_read(self, entry_id: int) -> None:
        """The article was open or moved long enough to count as read, unless the user decided otherwise."""
        entry = self.entry
        if entry is None or entry.id != entry_id or entry.read or self._decided == entry_id:
            return
        if self.shows(Pane.DETAIL):
            states.mark(self.library, [entry_id], read=True, now=self.now(), journal=False)
            self._states_changed()

    @on(ArticleView.Scrolled)
    def _article_scrolled(self) -> None:
        if self.entry is not None and self.config.reading.mark_read_on_scroll:
            self._has_been_read(self.entry.id)

    def _states_changed(self) -> None:
        self.entry_list.rows_changed()
        if self.entry is not None:
            row = entries.rows(self.library, [self.entry.id])
            if row:
                self.entry = replace(self.entry, read=row[0].read, starred=row[0].starred)
        self.show_counts()

    # --- quotes ------------------------------------------------------------------------------------------------------

    @on(QuotesView.Selected)
    def _quote_selected(self, event: QuotesView.Selected) -> None:
        self.article_view.point_to(event.index, scroll=True)

    def action_next_quote(self) -> None:
        self._step_quote(1)

    def action_previous_quote(self) -> None:
        self._step_quote(-1)

    def _step_quote(self, direction: int) -> None:
        index = self.article_view.step_quote(direction)
        if index is None:
            self.say("no further quote in this direction")
        else:
            self.quotes_view.point_to(index)

    # --- moving on ---------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """One level inwards, or the place of the selected quote in the text."""
        if self._digits:
            self._follow_link()
        elif self.pane is Pane.FEEDS:
            if not self.feed_list.unfold():
                self.go_to(Pane.LIST)
        elif self.pane is Pane.LIST:
            if len(self.entry_list):
                self.go_to(Pane.DETAIL)
        elif self.pane is Pane.DETAIL:
            if self.quotes_view.quotation is None:
                self.quotes_view.move(1)
            self.go_to(Pane.QUOTES)
        elif self.quotes_view.current is not None:
            self.article_view.point_to(self.quotes_view.current, scroll=True)
            self.go_to(Pane.DETAIL)

    def action_page_down(self) -> None:
        """A page on; at the end of the article the next unread."""
        if self.pane is Pane.FEEDS:
            self.feed_list.page(1)
        elif self.pane is Pane.QUOTES:
            self.quotes_view.page(1)
        elif self.pane is Pane.LIST and not self.shows(Pane.DETAIL):
            self.entry_list.page(1)
        elif self.entry is None or not self.article_view.page(1):
            if self.entry is not None and self.config.reading.mark_read_on_scroll:
                self._has_been_read(self.entry.id)
            self.action_next_unread()

    def action_next_unread(self) -> None:
        """To the next unread article of the list, then of the next feed that has one."""
        index = self._unread_index(1)
        if index is not None:
            self._read_row(index)
        elif not self._next_place_with_unread():
            self.say("nothing unread further on")

    def action_previous_unread(self) -> None:
        """To the previous unread article of the list."""
        index = self._unread_index(-1)
        if index is None:
            self.say("nothing unread before this")
        else:
            self._read_row(index)

    def _read_row(self, index: int) -> None:
        self.entry_list.select(index)
        if self.pane is Pane.QUOTES:
            self.go_to(Pane.DETAIL)
        elif self.pane is Pane.FEEDS:
            self.go_to(Pane.LIST)
        self._open_selected()

    def _unread_index(self, direction: int) -> int | None:
        if self._rows is None or not len(self._rows):
            return None
        start = self.entry_list.cursor
        row = self.entry_list.row(start)
        if direction > 0 and row is not None and not row.read and (self.entry is None or self.entry.id != row.id):
            return start
        return self._rows.next_unread(start, direction)

    def _next_place_with_unread(self) -> bool:
        self.show_counts()
        if self.place in {feed_list.UNREAD, feed_list.ALL} and not self.new_line.count:
            return False
        if not self.feed_list.next_feed(1, unread=True):
            return False
        place = self.feed_list.place
        assert place is not None  # noqa: S101 - the cursor was just put on it
        self.show_place(place.key)
        index = self._unread_index(1)
        if index is not None:
            self._read_row(index)
        return True

    def action_next_feed(self) -> None:
        self._step_feed(1)

    def action_previous_feed(self) -> None:
        self._step_feed(-1)

    def _step_feed(self, direction: int) -> None:
        if not self.feed_list.next_feed(direction, unread=False):
            self.say("no further feed in this direction")

    # --- marking -----------------------------------------------------------------------------------------------------

    def action_toggle_read(self) -> None:
        """Read becomes unread and the other way round."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self._decided = row.id
            self._mark([row.id], read=not row.read)

    def action_star(self) -> None:
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self._mark([row.id], starred=not row.starred)

    def action_mark_all_read(self) -> None:
        """Mark exactly the articles of the list read."""
        if self._rows is None or not len(self._rows):
            return
        changed = self._mark(self._rows.listing.ids, read=True)
        self.say(f"{changed} marked read   u undo" if changed else "all of these are read")

    def action_undo(self) -> None:
        self._travel(states.undo, "undone", "nothing to undo")

    def action_redo(self) -> None:
        self._travel(states.redo, "done again", "nothing to do again")

    def _travel(self, step: Callable[..., str | None], words: str, nothing: str) -> None:
        label = step(self.library, now=self.now())
        self._states_changed()
        self.say(f"{words}: {label}" if label else nothing)

    def _mark(self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None) -> int:
        try:
            changed = states.mark(self.library, ids, read=read, starred=starred, now=self.now())
        except LibraryError as error:
            self.say(str(error), error=True)
            return 0
        self._states_changed()
        return changed

    def action_unread_only(self) -> None:
        """Unread articles and their feeds only, or all."""
        self.unread_only = not self.unread_only
        self.show_counts()
        self.show_place(self.place, entry_id=self.entry.id if self.entry else None)
        self.say("unread only   U shows all" if self.unread_only else "read and unread")

    def action_show_new(self) -> None:
        """Make the list anew; the article that is open stays."""
        self.show_counts()
        self.show_place(self.place, entry_id=self.entry.id if self.entry else None)

    # --- search ------------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Ask for words."""
        field = self.query_one("#search", Input)
        field.add_class("-open")
        field.value = self.place.removeprefix(SEARCH) if self.place.startswith(SEARCH) else ""
        field.focus()

    @on(Input.Submitted, "#search")
    def _search_asked(self, event: Input.Submitted) -> None:
        words = event.value.strip()
        self.close_search()
        if not words:
            return
        try:
            self.show_place(SEARCH + words)
        except NewsreaderError as error:
            self.say(str(error), error=True)
        else:
            self.go_to(Pane.LIST)

    def key_typed(self, key: str) -> bool:
        """Collect the digits of a link's number."""
        if key.isdecimal() and key.isascii() and self.pane in {Pane.DETAIL, Pane.LIST}:
            self._digits = (self._digits + key)[-4:]
            address = self.article_view.link(int(self._digits))
            self.say(f"link {self._digits}: {address}   enter open" if address else f"there is no link {self._digits}")
            return True
        if self._digits and key not in {"enter", "\r"}:
            self._digits = ""
            self.unsay()
            return key == "escape"
        return False

    # --- links -------------------------------------------------------------------------------------------------------

    def action_browse(self) -> None:
        self._browse(self.entry.link if self.entry else None)

    def action_browse_read(self) -> None:
        """Open in the browser and mark read."""
        if self.entry is not None:
            self._mark([self.entry.id], read=True)
        self.action_browse()

    def action_comments(self) -> None:
        if self.entry is not None and not self.entry.comments:
            self.say("the feed names no comments for this article")
        else:
            self._browse(self.entry.comments if self.entry else None)

    def action_copy_link(self) -> None:
        """Copy the link, or the selected quote with its speaker."""
        entry, quotation = self.entry, self.quotes_view.quotation
        if entry is None:
            return
        if self.pane is Pane.QUOTES and quotation is not None:
            who = f"{quotation.speaker}, " if quotation.speaker else ""
            self.app.copy_to_clipboard(f"{quotation.text} ({who}{entry.feed_title}, {entry.link or entry.title})")
            self.say("quote copied")
        elif entry.link:
            self.app.copy_to_clipboard(entry.link)
            self.say(f"copied {entry.link}")
        else:
            self.say("this article has no link")

    def _follow_link(self) -> None:
        number, self._digits = int(self._digits), ""
        address = self.article_view.link(number)
        if address is None:
            self.say(f"there is no link {number}")
        else:
            self._browse(address)

    def _browse(self, address: str | None) -> None:
        if address is None:
            self.say("this article has no link")
            return
        decision = browser.decide(address, self.config.interface.browser, os.environ, platform=sys.platform)
        match decision:
            case browser.Refuse(reason):
                self.say(reason, error=True)
            case browser.Copy():
                self.app.copy_to_clipboard(address)
                self.say(f"no browser here; copied {address}")
            case browser.Run(arguments, foreground):
                self._run(arguments, address, foreground=foreground)

    def _run(self, arguments: tuple[str, ...], address: str, *, foreground: bool) -> None:
        try:
            if foreground:
                with self.app.suspend():
                    subprocess.run(arguments, check=False)
                self.refresh(layout=True)
            else:
                started = subprocess.Popen(
                    arguments,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                threading.Thread(target=started.wait, daemon=True).start()  # somebody has to collect it
        except (OSError, SuspendNotSupported) as error:
            self.say(f"{arguments[0]} cannot be started ({error}): check interface.browser", error=True)
        else:
            self.say(f"opened {address}")
