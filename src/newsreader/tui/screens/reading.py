"""Reading: the article under the cursor and its quotes, going on to the next, and what the reader marks."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from newsreader import reanalyse
from newsreader.commands import Pane
from newsreader.errors import NotFoundError
from newsreader.library import entries, lists, notes, session, states
from newsreader.quotations.skim import Level
from newsreader.tui import times
from newsreader.tui.background import answer
from newsreader.tui.screens.writing import WritingScreen
from newsreader.tui.widgets import feed_list
from newsreader.tui.widgets.article_view import ArticleView, Reading
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.quotes_view import QuotesView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer

    from newsreader.articles.document import Document
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models import Note, Quotation
    from newsreader.quotations import Analysis
    from newsreader.tui.rendering import Known
    from newsreader.tui.symbols import Symbols


class ReadingScreen(WritingScreen):
    """The article and its quotes, beside the list."""

    quick: ClassVar[float] = 0.1
    """Seconds between two moves in the list that are made to get further on, not to read: a key that is held down."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self._read_timer: Timer | None = None
        self._moved = 0.0
        """When the cursor of the list moved, by the monotonic clock."""
        self._rest_timer: Timer | None = None
        self._is_awaited = False
        """Whether the open article is being analysed."""
        self.decided: set[int] = set()
        """Entries whose read state the user set by hand since they were opened."""

    def pane_changed(self) -> None:
        """What is shown is open; in the feeds nothing is read."""
        super().pane_changed()
        if self.pane in {Pane.DETAIL, Pane.QUOTES} or self.shows(Pane.DETAIL):
            self.open_selected()
        self._await_reading()

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

    def show_entry(self, entry_id: int) -> None:
        """Open an article where it was left."""
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
            pictures=self.pictures_of(document),
        )
        self.article_view.show_reading(reading, session.position(self.library, entry_id) or 0)
        is_awaited = not opened.is_current and not self.library.read_only
        self._show_quotations(found.quotations, is_awaited=is_awaited or opened.is_much)
        if opened.is_much:
            self.call_after_refresh(self._show_stored, entry_id, document.text, is_awaited=is_awaited)
        if is_awaited:
            self._analyse_apart(entry_id, document.text)
        self.decided.discard(entry_id)
        self.show_path()
        self._await_reading()

    def pictures_of(self, document: Document) -> Sequence[Known]:
        """The pictures of an article that can be drawn."""
        raise NotImplementedError

    def _show_quotations(self, quotations: Sequence[Quotation], *, is_awaited: bool = False) -> None:
        self._is_awaited = is_awaited
        self.quotes_view.empty_words = "looking for quotations" if is_awaited else "no quotations"
        self.quotes_view.show_quotations(quotations)
        self.count_quotes()

    @work(group="analysis", exclusive=True, exit_on_error=False)
    async def _analyse_apart(self, entry_id: int, text: str) -> None:
        """Have a large article analysed in a process of its own; then its quotes appear, and the reader stays put."""
        with suppress(OSError):  # no process can be started: it stays as it is, and in the queue
            await answer(self.library.path, ["reanalyse", "--json", str(entry_id)])
        if self.entry is not None and self.entry.id == entry_id:
            self._show_found(reanalyse.found_in(self.library, self.entry, text))

    def _show_stored(self, entry_id: int, text: str, *, is_awaited: bool) -> None:
        """Show the many quotations of a long article, now that one can read it."""
        if self.entry is not None and self.entry.id == entry_id and self._is_awaited:
            found = reanalyse.found_in(self.library, self.entry, text)
            self.article_view.show_findings(found.quotations, found.clauses)
            self.call_later(self._list_stored, entry_id, found, is_awaited=is_awaited)

    def _list_stored(self, entry_id: int, found: Analysis, *, is_awaited: bool) -> None:
        """The same in their own pane, after a key that may have come meanwhile."""
        if self.entry is not None and self.entry.id == entry_id and self._is_awaited:
            self._show_found(found)
            self._is_awaited = is_awaited

    def _show_found(self, found: Analysis) -> None:
        """Show what was found in the open article meanwhile; the quotation that is pointed to stays pointed to."""
        self._is_awaited = False
        self.quotes_view.empty_words = "no quotations"
        self.quotes_view.show_findings(found.quotations)
        self.article_view.show_findings(found.quotations, found.clauses)
        self.count_quotes()
        self.show_path()

    def close_entry(self) -> None:
        """Show no article."""
        self.keep_position()
        self.entry = None
        self.article_view.show_reading(None, 0)
        self._show_quotations(())
        self.show_path()

    def keep_position(self) -> None:
        """Remember where in the article the reader is."""
        if self.entry is not None and self.article_view.moved:
            entry_id, position = self.entry.id, self.article_view.position
            self.attempt(lambda: session.set_position(self.library, entry_id, position))
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
        if self.app.screen is not self:  # a window lay over it
            self._await_reading()
        elif self.entry is not None and self.entry.id == entry_id and self.shows(Pane.DETAIL):
            self._has_been_read(entry_id)

    def _has_been_read(self, entry_id: int) -> None:
        """An article counts as read, unless the user decided otherwise."""
        known = self.entry is not None and self.entry.id == entry_id and self.entry.read
        if not known and entry_id not in self.decided:
            marking = partial(states.mark, ids=[entry_id], read=True, now=self.now(), journal=False, all_there=False)
            self.act(marking, lambda _: self.states_changed(), self.complain)
            if self.is_waiting:
                self.decided.add(entry_id)  # once is enough

    @on(ArticleView.Scrolled)
    def _article_scrolled(self, event: ArticleView.Scrolled) -> None:
        self._show_progress()
        if self.config.reading.mark_read_on_scroll:
            self._has_been_read(event.entry_id)

    def states_changed(self) -> None:
        """Show states, tags, notes and counts as the library has them now."""
        self.entry_list.rows_changed()
        if self.entry is not None:
            row = lists.rows(self.library, [self.entry.id])
            if row:
                self.entry = replace(self.entry, read=row[0].read, starred=row[0].starred, tags=row[0].tags)
                self._show_own(row[0].tags, notes.of_entry(self.library, self.entry.id))
        self.show_counts()

    def _show_own(self, tags: Sequence[str], found: Sequence[Note]) -> None:
        reading = self.article_view.reading
        if reading is not None:
            self.article_view.show_own(tags, found, _noted(found, reading.document.text))

    # --- the skim dial -----------------------------------------------------------------------------------------------

    def action_less_text(self) -> None:
        self._turn_dial(1)

    def action_more_text(self) -> None:
        self._turn_dial(-1)

    def _turn_dial(self, steps: int) -> None:
        self.open_selected()
        view = self.article_view
        if self.entry is None:
            self.say("no article is open")
        elif view.turn(steps):
            self.say(self._dial_words())
        elif len(view.levels()) == 1:
            self.say("key clauses and quotes are being looked for" if self._is_awaited else "nothing to leave out")
        else:
            self.say(f"{'no more' if view.level is Level.ALL else 'no less'} than this: {self._dial_words()}")
        self.show_path()

    def _dial_words(self) -> str:
        """Where the dial stands, and which keys turn it from there."""
        level, levels = self.article_view.level, self.article_view.levels()
        less, more = self.key_of("less_text"), self.key_of("more_text")
        ways = [f"{less} less"] * (level is not levels[-1]) + [f"{more} more"] * (level is not Level.ALL)
        return "   ".join([str(level), *ways])

    def show_path(self) -> None:
        """Say as well how much of the article is shown."""
        super().show_path()
        view = self.article_view
        dialled = self.entry is not None and self.shows(Pane.DETAIL) and view.wanted is not Level.ALL
        self.top_bar.level = str(view.level) if dialled else ""
        self._show_progress()

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

    def _said_if_more(self, before: Level) -> None:
        """Say that more of the text is shown now, for the sake of a quotation."""
        if self.article_view.level is not before:
            self.say(f"{before} does not show this quote: {self._dial_words()}")
            self.show_path()

    def action_next_quote(self) -> None:
        self._step_quote(1)

    def action_previous_quote(self) -> None:
        self._step_quote(-1)

    def action_reported(self) -> None:
        """Show or hide what is not in quotation marks, in the pane and in the text."""
        self.show_reported(not self.quotes_view.reported)
        count = self.quotes_view.hidden
        self.say("reported speech is shown" if self.quotes_view.reported else f"{count} reported hidden")

    def show_reported(self, shown: bool) -> None:
        """Show or hide reported speech."""
        self.quotes_view.show_reported(shown)
        self.article_view.show_reported(shown)
        self.article_view.point_to(self.quotes_view.current, scroll=False)
        self.count_quotes()

    def count_quotes(self) -> None:
        """Say how many quotations there are, and how many of them are hidden."""
        view = self.quotes_view
        voices = f"{view.voices} {'voice' if view.voices == 1 else 'voices'}"
        if view.hidden:
            self.quotes_title.note = f"{view.shown} + {view.hidden} reported hidden"
            self.quotes_title.short_note = f"{view.shown} + {view.hidden} hidden"
        else:
            self.quotes_title.note = f"{view.shown} {self.symbols.dot} {voices}" if view.shown else ""
            self.quotes_title.short_note = ""

    def _step_quote(self, direction: int) -> None:
        before = self.article_view.level
        index = self.article_view.step_quote(direction)
        if index is None:
            self.say("no further quote in this direction")
        else:
            self.quotes_view.point_to(index)
            self._said_if_more(before)

    # --- moving on ---------------------------------------------------------------------------------------------------

    def action_open(self) -> None:
        """One level inwards, or the place of the selected quote in the text."""
        if self.pane is Pane.FEEDS:
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
            before = self.article_view.level
            self.go_to(Pane.DETAIL)
            self.article_view.reveal(self.quotes_view.current)
            self._said_if_more(before)

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
            self.read_next_unread()

    def action_next_unread(self) -> None:
        self.read_next_unread()

    def read_next_unread(self) -> None:
        """To the next unread article of the list, then of the next feed that has one."""
        index = self._unread_index(1)
        if index is not None:
            self.read_row(index)
        elif not self._next_place_with_unread():
            self.say("nothing unread further on")

    def action_previous_unread(self) -> None:
        """To the previous unread article of the list."""
        index = self._unread_index(-1)
        if index is None:
            self.say("nothing unread before this")
        else:
            self.read_row(index)

    def action_next_article(self) -> None:
        self._step_article(1)

    def action_previous_article(self) -> None:
        self._step_article(-1)

    def _step_article(self, direction: int) -> None:
        index = self.entry_list.cursor + direction
        if 0 <= index < len(self.entry_list):
            self.read_row(index)
        else:
            self.say("no further article in this direction")

    def read_row(self, index: int) -> None:
        """Go to a row of the list, and read its article where there is room."""
        self.entry_list.select(index)
        if self.pane is Pane.QUOTES:
            self.go_to(Pane.DETAIL)
        elif self.pane is Pane.FEEDS:
            self.go_to(Pane.LIST)
        if self.shows(Pane.DETAIL):
            self.open_selected()

    def _unread_index(self, direction: int) -> int | None:
        if self.rows is None or not len(self.rows):
            return None
        start = self.entry_list.cursor
        row = self.entry_list.row(start)
        is_open = self.entry is not None and row is not None and self.entry.id == row.id
        if direction > 0 and row is not None and not row.read and not is_open and self.shows(Pane.DETAIL):
            return start
        return self.rows.next_unread(start, direction)

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
            self.read_row(index)
        return True


def _noted(found: Sequence[Note], text: str) -> list[tuple[int, int]]:
    """Where the passages of notes stand in a text, as far as they still do."""
    places = (notes.placed(note.passage, text) for note in found if note.passage is not None)
    return [(place.start, place.end) for place in places if place is not None]
