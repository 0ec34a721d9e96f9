"""Finding: the library searched, the list narrowed, both while one types.

Searches are answered by a thread (`newsreader.library.searcher`); the answer to the latest text is what is shown.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Input

from newsreader import keys, query
from newsreader.commands import SEARCH_KEYS, Pane
from newsreader.errors import LibraryError
from newsreader.library import lists, session
from newsreader.library.searcher import Searcher
from newsreader.query import QueryError
from newsreader.tui.screens import history
from newsreader.tui.screens.lit import LitScreen
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.rows import LibraryRows
from newsreader.tui.widgets import feed_list
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.commands import Command
    from newsreader.config import Config
    from newsreader.library.lists import Filter, Listing
    from newsreader.library.store import Library
    from newsreader.query import Query, Sought
    from newsreader.tui.symbols import Symbols

SECONDS = 4.0
"""For how long a search may look; what it has found by then is shown, and that it is not all."""
LONGEST_SECONDS = 10.0
"""One that does not end by itself is stopped."""
MOST = 10_000
"""Of what a search finds the newest, or the best; no others are listed."""
_PAUSE_SECONDS = 0.08
"""Of typing, before what is typed is searched: keys that follow each other are answered together."""
_MISTAKE_SECONDS = 0.6
"""Of typing, before a mistake is shown: what is not finished is none yet."""
_LIVE = 1_000
"""Entries that are looked for while one types; enter finds all."""
_SORT = re.compile(r"(?:^|\s)sort:\S*")
_POLL_SECONDS = 0.05
_SLOW_POLLS = 5
_PATIENCE_SECONDS = 0.5
"""How long a command waits for the list that was just asked for."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A list as it was, to come back to."""

    place: str
    narrowed: Query | None
    rows: LibraryRows
    entry_id: int | None
    """The entry under the cursor."""
    unread_only: bool
    lit: tuple[Sought, ...]
    back: _Shown | None
    """The list that one comes back to from this one."""

    @property
    def without_filter(self) -> _Shown:
        """The same place, all of it."""
        return self.back if self.narrowed is not None and self.back is not None else self

    @property
    def lasting(self) -> _Shown | None:
        """The list that a search was asked from; itself if it is no search."""
        return self.without_filter.back if self.place.startswith(SEARCH) else self


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place whose list is looked for, what it is narrowed to, and the list that one comes back to from it."""

    place: str
    narrowed: Query | None
    back: _Shown | None
    entry_id: int | None = None
    """The entry that is to be under the cursor."""
    keep: bool = False
    """Whether that stays in the list even if it is not found."""
    live: bool = False
    """Whether it is asked while one types: fewer entries will do."""


class FindingScreen(LitScreen):
    """Search and filter."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self._searcher = Searcher((library.path, library.index))
        self._answered: asyncio.Event | None = None
        """Set as soon as what was asked for is shown; None if nothing is awaited."""
        self._back: _Shown | None = None
        """The list that one comes back to from what was found."""
        self._narrows = False
        """Whether what is typed narrows the list; else it searches the library."""
        self._from: _Shown | None = None
        self._from_pane = Pane.LIST
        """What was shown, and where, when the line was opened."""
        self._typed = ""
        """What is typed, as far as it was looked at."""
        self._walk = history.Walk([])

    def on_unmount(self) -> None:
        """End the thread."""
        self._searcher.close()

    # --- asking ------------------------------------------------------------------------------------------------------

    @property
    def is_searching(self) -> bool:
        """Whether an answer is awaited."""
        return self._answered is not None

    def show_place(self, place: str, *, entry_id: int | None = None) -> None:
        """List what a place holds; what a query finds is shown as soon as it is found."""
        if place != self.place:
            self.narrowed = self._back = None
        if self.narrowed is not None or place.startswith((SEARCH, feed_list.SAVED)):
            self._look_for(_Asked(place, self.narrowed, self._back, entry_id, keep=True))
            return
        self._look_for_nothing()
        self.light(())
        super().show_place(place, entry_id=entry_id)

    @property
    def lasting_place(self) -> str:
        """The place, or the one that a search was asked from."""
        here = self._here()
        lasting = here.lasting if here is not None else None
        return lasting.place if lasting is not None else feed_list.UNREAD

    def _here(self) -> _Shown | None:
        if self.rows is None:
            return None
        return _Shown(self.place, self.narrowed, self.rows, self.selected_id, self.unread_only, self.lit, self._back)

    def _look_for(self, asked: _Asked, *, pause: float = 0.0) -> None:
        self._look_for_nothing()
        self._answered = asyncio.Event()
        self._follow(asked, self.filter_of(asked.place, asked.narrowed), self._answered, pause)

    def _look_for_nothing(self) -> None:
        """What was asked before is not wanted any more."""
        self.workers.cancel_group(self, "search")
        if self._answered is not None:
            self._answered.set()
            self._answered = None
            self._searcher.stop()

    @work(group="search", exit_on_error=False)
    async def _follow(self, asked: _Asked, wanted: Filter, answered: asyncio.Event, pause: float) -> None:
        await asyncio.sleep(pause)
        try:
            self._show_answer(asked, wanted, await self._answer(wanted, _LIVE if asked.live else MOST))
        except LibraryError as error:
            self.say(str(error), error=True)
            self.show_title()
        finally:
            answered.set()
            if self._answered is answered:
                self._answered = None

    async def _answer(self, wanted: Filter, most: int) -> Listing:
        answer = asyncio.wrap_future(self._searcher.ask(wanted, most, SECONDS))
        try:
            for turn in range(int(LONGEST_SECONDS / _POLL_SECONDS)):
                if (await asyncio.wait({answer}, timeout=_POLL_SECONDS))[0]:
                    return answer.result()
                self._searcher.hurry()
                if turn == _SLOW_POLLS:
                    self.list_title.note = f"searching {self.symbols.left_out}"
            while not (await asyncio.wait({answer}, timeout=_POLL_SECONDS))[0]:
                self._searcher.stop()
            return answer.result()
        finally:
            answer.cancel()

    def _show_answer(self, asked: _Asked, wanted: Filter, listing: Listing) -> None:
        self.narrowed, self._back = asked.narrowed, asked.back
        is_saved = asked.place.startswith(feed_list.SAVED) and asked.narrowed is None  # it is read as a feed is
        self.light(wanted.query.sought if wanted.query is not None and not is_saved else ())
        keep = asked.entry_id if asked.keep else None
        rows = LibraryRows(self.library, wanted, self.now(), listing=listing, keep=keep)
        self.put_rows(asked.place, rows, rows.index_of(asked.entry_id))
        if listing.note and not self.search_line.is_open:
            self.say(listing.note)
        if not self.search_line.is_open and self.entry is not None and self.entry.id == self.selected_id:
            self.article_view.open_at_match()
            self.show_path()

    def _go_back(self, shown: _Shown | None, *, entry_id: int | None = None) -> None:
        """Show a list again as it was; `entry_id`: with the cursor elsewhere."""
        if shown is None:
            return
        self._look_for_nothing()
        self.place, self.narrowed, self._back = shown.place, shown.narrowed, shown.back
        if entry_id is None:
            entry_id = shown.entry_id
        if shown.unread_only != self.unread_only or shown.rows.listing.is_cut:
            self.show_place(shown.place, entry_id=entry_id)
            return
        self.light(shown.lit)
        self.put_rows(shown.place, shown.rows, shown.rows.index_of(entry_id))
        self.show_counts()

    def action_back_left(self) -> None:
        """Out of what was found first, back to the list it was asked from."""
        if self.pane is Pane.LIST and self.is_found and self._back is not None:
            self._go_back(self._back, entry_id=self.selected_id if self.narrowed is not None else None)
        else:
            super().action_back_left()

    def asked_for(self, text: str, *, narrows: bool) -> Callable[[], None]:
        """What searches the library, or narrows the list, as if that were typed; UsageError if it makes no sense."""
        wanted = query.parse(text)
        return partial(self._ask_for, text, wanted, narrows=narrows)

    def _ask_for(self, text: str, wanted: Query, *, narrows: bool) -> None:
        here = self._here()
        if narrows:
            asked = _Asked(self.place, wanted, here and here.without_filter, self.selected_id)
        else:
            asked = _Asked(SEARCH + wanted.text, None, here and here.lasting)
        self._remember(text)
        self._look_for(asked)
        self.go_to(Pane.LIST)

    def sort_by(self, order: str) -> None:
        """List what is listed in another order."""
        words = _SORT.sub(" ", self.narrowed.text if self.narrowed is not None else "").strip()
        is_place = not words and not self.place.startswith((SEARCH, feed_list.SAVED))
        if is_place and order in lists.ORDERS:
            self.order, self.narrowed, self._back = order, None, None
            self.show_place(self.place, entry_id=self.selected_id)
        elif words or order != "date":
            self._ask_for("", query.parse(f"{words} sort:{order}".strip()), narrows=True)
        else:
            self.action_clear_filter()

    def action_clear_filter(self) -> None:
        """Show all of the place again."""
        if self.narrowed is not None:
            self._go_back(self._back, entry_id=self.selected_id)
        else:
            self.say("nothing narrows the list")

    async def run_command(self, command: Command, argument: str = "", number: int | None = None) -> None:
        """Wait a little for a list that was just asked for: a key that follows means what will be shown."""
        if self._answered is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), _PATIENCE_SECONDS)
        await super().run_command(command, argument, number)

    # --- typing ------------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        """Search the library, or mend the search one is in."""
        words = self.place.removeprefix(SEARCH) if self.place.startswith(SEARCH) else ""
        self._open("/", words, 'words "a phrase" -without feed:name is:unread', narrows=False)

    def action_filter(self) -> None:
        """Narrow the list, or mend what it is narrowed to."""
        words = self.narrowed.text if self.narrowed is not None else ""
        self._open("filter", words, "what to keep: words feed:name is:unread", narrows=True)

    def _open(self, sign: str, text: str, placeholder: str, *, narrows: bool) -> None:
        self.unsay()
        self._narrows = narrows
        self._from, self._from_pane = self._here(), self.pane
        self._typed = text
        self._walk = history.Walk(self._earlier())
        if not self.shows(Pane.LIST):
            self.go_to(Pane.LIST)
        self.search_line.open(sign, text, placeholder, selected=True)
        self.key_bar.keys = tuple((keys.words((key,)), title) for key, title in SEARCH_KEYS)

    @on(Input.Changed, "#search")
    def _text_changed(self, event: Input.Changed) -> None:
        if not self.search_line.is_open or event.value == self._typed:
            return
        self._typed = event.value
        self._look_for_nothing()
        try:
            asked = self._asked(event.value, live=True)
        except QueryError as error:
            self._show_mistake(error, _MISTAKE_SECONDS)
            return
        self.search_line.show_mistake(None)
        if asked is not None:
            self._look_for(asked, pause=_PAUSE_SECONDS)
        else:
            self._show_unasked()

    @work(group="search", exit_on_error=False)
    async def _show_mistake(self, error: QueryError, pause: float) -> None:
        await asyncio.sleep(pause)
        self.search_line.show_mistake((error.position, error.message))

    def _asked(self, text: str, *, live: bool = False) -> _Asked | None:
        """What a text asks for, None if it is empty; the word at its end may go on, until a blank ends it."""
        if not text.strip():
            return None
        wanted = query.beginning(query.parse(text))
        before = self._from
        if self._narrows:
            back = before and before.without_filter
            return _Asked(before.place if before else self.place, wanted, back, self.selected_id, live=live)
        return _Asked(SEARCH + wanted.text, None, before and before.lasting, live=live)

    def _show_unasked(self) -> None:
        """The list without a filter, or that from which a search is asked."""
        self._go_back(self._from.without_filter if self._narrows and self._from else self._from)

    def key_in_search(self, key: str) -> bool:
        """Earlier searches, and out."""
        if key in {"up", "down"}:
            text = self._walk.step(-1 if key == "up" else 1, self.search_line.text)
            if text is not None:
                self.search_line.put(text)
            return True
        if key == "escape":
            self.search_line.close()
            if self.rows is not None and self._from is not None and self.rows is not self._from.rows:
                self._go_back(self._from)
            self._look_for_nothing()
            self.go_to(self._from_pane)
            return True
        return False

    @on(Input.Submitted, "#search")
    def _text_asked(self) -> None:
        try:
            asked = self._asked(self.search_line.text)
        except QueryError as error:
            self._look_for_nothing()
            self.search_line.show_mistake((error.position, error.message))  # the words stay, to be mended
            return
        self._close(asked)
        self.go_to(Pane.LIST)

    def search_left(self) -> None:
        """A click or tab leads elsewhere: what was found while typing stays."""
        asked = None
        with suppress(QueryError):
            asked = self._asked(self.search_line.text)
        self._close(asked)

    def _close(self, asked: _Asked | None) -> None:
        text = self.search_line.text.strip()
        self.search_line.close()
        if asked is None:
            self._show_unasked()
            return
        self._remember(text)
        self._look_for(asked)

    def _remember(self, text: str) -> None:
        if text:
            self.act(lambda library: session.put(library, {history.KEY: history.with_latest(_recalled(library), text)}))

    def _earlier(self) -> list[str]:
        return _recalled(self.library)


def _recalled(library: Library) -> list[str]:
    return history.recalled(session.get(library, history.KEY))
