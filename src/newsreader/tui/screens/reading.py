"""Reading: the article under the cursor and its quotes beside the list, and when it has been read."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on

from newsreader import reanalyse
from newsreader.commands import Pane
from newsreader.errors import NotFoundError
from newsreader.library import entries, lists, notes, session, states
from newsreader.quotations.skim import Level
from newsreader.tui import times
from newsreader.tui.customs import counted
from newsreader.tui.screens.findings import Findings
from newsreader.tui.screens.places import PlacesScreen
from newsreader.tui.widgets.article_reading import Reading
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.quotes_view import QuotesView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.entries import Entry, EntryRow
    from newsreader.models.findings import Note
    from newsreader.tui.symbols import Symbols


class ReadingScreen(PlacesScreen):
    """The article and its quotes, beside the list."""

    quick: ClassVar[float] = 0.1
    """Seconds between two moves in the list that are made to get further on, not to read: a key that is held down."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self._read_timer: Timer | None = None
        self._moved = 0.0
        """When the cursor of the list moved, by the monotonic clock."""
        self._rest_timer: Timer | None = None
        self.findings = Findings(self)
        self.decided: set[int] = set()
        """Entries whose read state the user set by hand since they were opened."""

    def pane_changed(self) -> None:
        """What is shown is open; in the feeds nothing is read."""
        super().pane_changed()
        if self.pane in {Pane.DETAIL, Pane.QUOTES} or self.shows(Pane.DETAIL):
            self.open_selected()
        self._await_reading()
        for part in self.parts:
            part.pane_changed()

    # --- the article -------------------------------------------------------------------------------------------------

    @on(EntryList.Selected)
    def _row_selected(self) -> None:
        if self.search_line.is_open:  # what is shown changes with every letter
            return
        if self.shows(Pane.DETAIL) and len(self.entry_list):
            before, self._moved = self._moved, time.monotonic()
            if self._moved - before < self.quick:
                self._wait_for_rest()
            else:
                self.open_selected()
        elif self.entry is not None and self.entry.id != self.selected_id:
            self.close_entry()

    @on(EntryList.Opened)
    def _row_opened(self) -> None:
        self.go_to(Pane.DETAIL)

    def _wait_for_rest(self) -> None:
        """What is only passed by is not opened."""
        if self._rest_timer is not None:
            self._rest_timer.stop()
        self._rest_timer = self.set_timer(self.quick, self.rest)

    def rest(self) -> None:
        """Open what the cursor came to rest on."""
        if self._rest_timer is not None:
            self._rest_timer.stop()
            self._rest_timer = None
            if self.shows(Pane.DETAIL):
                self.open_selected()

    def open_selected(self) -> None:
        """Open the article under the cursor, if it is not."""
        entry_id = self.selected_id
        if entry_id is not None and (self.entry is None or self.entry.id != entry_id):
            self.show_entry(entry_id)

    def opened(self) -> Entry | None:
        """The article under the cursor, open by now; that there is none is said."""
        self.open_selected()
        if self.entry is None:
            self.say("no article is open")
        return self.entry

    def row_meant(self) -> EntryRow | None:
        """The row under the cursor of the list; that there is none is said."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            self.say("there is no article here")
        return row

    def show_entry(self, entry_id: int) -> None:
        """Open an article where it was left; what is lit in it is shown."""
        for part in self.parts:
            part.entry_opens()
        self._show_entry(entry_id)
        for part in self.parts:
            part.entry_opened()

    def _show_entry(self, entry_id: int) -> None:
        self.keep_position()
        try:
            self.entry = entry = entries.entry(self.library, entry_id)
        except NotFoundError as error:
            self.close_entry()
            self.say(str(error), error=True)
            return
        opened = reanalyse.open_entry(self.library, entry)
        document, found = opened.document, opened.found
        own = notes.of_entry(self.library, entry_id)
        reading = Reading(
            entry_id=entry_id,
            title=entry.title or "(no title)",
            outlet=entry.feed_title,
            author=entry.author,
            date_words=times.long(entry.published if entry.published is not None else entry.arrived),
            minutes=opened.minutes,
            document=document,
            is_full=entry.full_text is not None,
            wall=entry.problem or "",
            quotations=found.quotations,
            clauses=found.clauses,
            tags=entry.tags,
            notes=own,
            noted=_noted(own, document.text),
            pictures=tuple(known for part in self.parts for known in part.pictures_of(document)),
        )
        self.article_view.show_reading(reading, session.position(self.library, entry_id) or 0)
        self.findings.begin(opened, entry_id)
        self.decided.discard(entry_id)
        self.show_path()
        self._await_reading()

    def close_entry(self) -> None:
        """Show no article."""
        self.keep_position()
        self.entry = None
        self.article_view.show_reading(None, 0)
        self.findings.show(())
        self.show_path()

    def keep_position(self) -> None:
        """Remember where in the article the reader is."""
        if self.entry is not None and self.article_view.moved:
            entry_id, position = self.entry.id, self.article_view.position
            self.writing.attempt(lambda: session.set_position(self.library, entry_id, position))
            self.article_view.moved = False

    def _await_reading(self) -> None:
        if self._read_timer is not None:
            self._read_timer.stop()
            self._read_timer = None
        seconds = self.config.reading.mark_read_after
        if self.entry is not None and not self.entry.read and seconds and self.pane is not Pane.FEEDS:
            entry_id = self.entry.id
            self._read_timer = self.set_timer(seconds, lambda: self._was_open(entry_id))

    def _was_open(self, entry_id: int) -> None:
        if self.entry_list.has_range:  # what a range passes by is not read
            return
        if self.app.screen is not self:  # a window lay over it
            self._await_reading()
        elif self.entry is not None and self.entry.id == entry_id and self.shows(Pane.DETAIL):
            self.has_been_read(entry_id)

    def has_been_read(self, entry_id: int) -> None:
        """An article counts as read, unless the user decided otherwise."""
        known = self.entry is not None and self.entry.id == entry_id and self.entry.read
        if not known and entry_id not in self.decided:
            if self.config.reading.read_duplicates:
                with_others = partial(states.read_with_duplicates, entry_id=entry_id, now=self.now())
                self.writing.act(with_others, self._show_read, self.writing.complain)
            else:
                marking = partial(
                    states.mark, ids=[entry_id], read=True, now=self.now(), journal=False, all_there=False
                )
                self.writing.act(marking, self._show_read, self.writing.complain)
            if self.writing.is_waiting:
                self.decided.add(entry_id)  # once is enough

    def _show_read(self, others: int) -> None:
        self.states_changed()
        if others and self.config.reading.read_duplicates:
            self.say(f"{counted(others, 'duplicate')} marked read as well{self.hint('undo')}")

    @on(ArticleView.Scrolled)
    def _article_scrolled(self, event: ArticleView.Scrolled) -> None:
        self._show_progress()
        if self.config.reading.mark_read_on_scroll:
            self.has_been_read(event.entry_id)

    def states_changed(self) -> None:
        """Show states, tags, notes and counts as the library has them now."""
        self.entry_list.rows_changed()
        if self.entry is not None:
            row = lists.rows(self.library, [self.entry.id])
            if row:
                self.entry = self.entry._replace(read=row[0].read, starred=row[0].starred, tags=row[0].tags)
                self._show_own(row[0].tags, notes.of_entry(self.library, self.entry.id))
        self.show_counts()

    def _show_own(self, tags: Sequence[str], found: Sequence[Note]) -> None:
        reading = self.article_view.reading
        if reading is not None:
            self.article_view.show_own(tags, found, _noted(found, reading.document.text))

    def show_path(self) -> None:
        """Say as well how much of the article is shown, and which keys make sense there."""
        super().show_path()
        view = self.article_view
        dialled = self.entry is not None and self.shows(Pane.DETAIL) and view.wanted is not Level.ALL
        self.top_bar.level = str(view.level) if dialled else ""
        self._show_progress()
        for part in self.parts:
            part.path_shown()
        self.show_keys()

    @on(ArticleView.Resized)
    def _show_progress(self) -> None:
        """Say how far one is in an article that is longer than the screen."""
        view = self.article_view
        is_longer = view.line_count() > view.size.height
        shown = self.entry is not None and self.shows(Pane.DETAIL) and is_longer
        self.top_bar.seen = f"{view.progress}%" if shown else ""

    # --- quotes ------------------------------------------------------------------------------------------------------

    @on(QuotesView.Selected)
    def _quote_selected(self, event: QuotesView.Selected) -> None:
        self.article_view.point_to(event.index, scroll=True)

    def read_row(self, index: int) -> None:
        """Go to a row of the list, and read its article where there is room."""
        self.entry_list.select(index)
        if self.pane is Pane.QUOTES:
            self.go_to(Pane.DETAIL)
        elif self.pane is Pane.FEEDS:
            self.go_to(Pane.LIST)
        if self.shows(Pane.DETAIL):
            self.open_selected()


def _noted(found: Sequence[Note], text: str) -> list[tuple[int, int]]:
    """Where the passages of notes stand in a text, as far as they still do."""
    places = (notes.placed(note.passage, text) for note in found if note.passage is not None)
    return [(place.start, place.end) for place in places if place is not None]
