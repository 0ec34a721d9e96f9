"""Finding: the library searched, the list narrowed, and back from what was found; `searching` has it typed.

Searches are answered by a thread (`newsreader.library.searcher`); the answer to the latest text is what is shown.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work

from newsreader.commands import Pane
from newsreader.errors import LibraryError
from newsreader.library.searcher import Searcher
from newsreader.tui.screens.found import Asked, Shown
from newsreader.tui.screens.lit import Lighting
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.reading import ReadingScreen
from newsreader.tui.screens.rows import LibraryRows
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config
    from newsreader.library.lists import Filter, Listing
    from newsreader.library.store import Library
    from newsreader.query import Query
    from newsreader.tui.symbols import Symbols

SECONDS = 4.0
"""For how long a search may look; what it has found by then is shown, and that it is not all."""
LONGEST_SECONDS = 10.0
"""One that does not end by itself is stopped."""
MOST = 10_000
"""Of what a search finds the newest, or the best; no others are listed."""
_LIVE = 1_000
"""Entries that are looked for while one types; enter finds all."""
_POLL_SECONDS = 0.05
_SLOW_POLLS = 5
_PATIENCE_SECONDS = 0.5
"""How long a command waits for the list that was just asked for."""


class FindingScreen(ReadingScreen):
    """Search and filter: the last of the core, which the parts are made for."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self.lighting = Lighting(self)
        """Shows where what was searched stands."""
        self._searcher = Searcher((library.path, library.index))
        self._answered: asyncio.Event | None = None
        """Set as soon as what was asked for is shown; None if nothing is awaited."""
        self._back: Shown | None = None
        """The list that one comes back to from what was found."""

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
            self.leave_found()
        if self.narrowed is not None or place.startswith((SEARCH, feed_places.SAVED)):
            self.look_for(Asked(place, self.narrowed, self._back, entry_id, keep=True))
            return
        self.look_for_nothing()
        self.lighting.light(())
        super().show_place(place, entry_id=entry_id)

    def return_to(self, place: str) -> None:
        """Go to a place of the side bar that may be new there."""
        self.leave_found()
        self.place = place
        self.show_counts()
        self.feed_list.put_cursor(place)
        self.show_place(place)

    def leave_found(self) -> None:
        """Nothing narrows the list any more, and nothing is come back to."""
        self.narrowed = self._back = None

    def whereabouts(self) -> tuple[object, ...]:
        """What must be as it was for what comes late to take the screen: the reader may be elsewhere since."""
        typing, opened = self.search_line.is_open, self.entry.id if self.entry else None
        return self.app.screen is self, typing, self.pane, self.place, self.selected_id, opened

    def show_done(self, words: str, here: tuple[object, ...], place: str) -> None:
        """Say that something is done, and show a place if the reader is still where it was asked for."""
        if self.whereabouts() == here:
            self.return_to(place)
        else:
            self.show_counts()
        self.say(words)

    @property
    def lasting_place(self) -> str:
        """The place, or the one that a search was asked from."""
        here = self.here()
        lasting = here.lasting if here is not None else None
        return lasting.place if lasting is not None else feed_places.UNREAD

    def place_after(self, gone: str) -> str:
        """Where the reader is when a place goes: where he was, or beside it."""
        return self.feed_list.beside(gone) if self.lasting_place == gone else self.lasting_place

    def here(self) -> Shown | None:
        """The list as it is."""
        if self.rows is None:
            return None
        lit = self.lighting.sought
        return Shown(self.place, self.narrowed, self.rows, self.selected_id, self.unread_only, lit, self._back)

    def look_for(self, asked: Asked, *, pause: float = 0.0) -> None:
        """Find something, after so many seconds, and show it."""
        self.look_for_nothing()
        self._answered = asyncio.Event()
        self._follow(asked, self.filter_of(asked.place, asked.narrowed), self._answered, pause)

    def look_for_nothing(self) -> None:
        """What was asked before is not wanted any more."""
        self.workers.cancel_group(self, "search")
        if self._answered is not None:
            self._answered.set()
            self._answered = None
            self._searcher.stop()

    @work(group="search", exit_on_error=False)
    async def _follow(self, asked: Asked, wanted: Filter, answered: asyncio.Event, pause: float) -> None:
        await asyncio.sleep(pause)
        try:
            self._show_answer(asked, wanted, await self.find(wanted, _LIVE if asked.live else MOST))
        except LibraryError as error:
            self.say(str(error), error=True)
        finally:
            answered.set()
            if self._answered is answered:
                self._answered = None

    async def find(self, wanted: Filter, most: int) -> Listing:
        """The entries of a filter, at most so many; LibraryError."""
        answer, is_told = asyncio.wrap_future(self._searcher.ask(wanted, most, SECONDS)), False
        try:
            for turn in range(int(LONGEST_SECONDS / _POLL_SECONDS)):
                if (await asyncio.wait({answer}, timeout=_POLL_SECONDS))[0]:
                    return answer.result()
                self._searcher.hurry()
                if turn == _SLOW_POLLS:
                    is_told = True
                    self.list_title.note = f"searching {self.symbols.left_out}"
            while not (await asyncio.wait({answer}, timeout=_POLL_SECONDS))[0]:
                self._searcher.stop()
            return answer.result()
        finally:
            answer.cancel()
            if is_told:  # the list may be the one that was there before
                self.titling.show()

    def _show_answer(self, asked: Asked, wanted: Filter, listing: Listing) -> None:
        self.narrowed, self._back = asked.narrowed, asked.back
        is_saved = asked.place.startswith(feed_places.SAVED) and asked.narrowed is None  # it is read as a feed is
        self.lighting.light(wanted.query.sought if wanted.query is not None and not is_saved else ())
        keep = asked.entry_id if asked.keep else None
        rows = LibraryRows(self.library, wanted, self.now(), listing=listing, keep=keep)
        self.put_rows(asked.place, rows, rows.index_of(asked.entry_id))
        if listing.note and not self.search_line.is_open:
            self.say(listing.note)
        if not self.search_line.is_open and self.entry is not None and self.entry.id == self.selected_id:
            self.article_view.open_at_match()
            self.show_path()

    def go_back(self, shown: Shown | None, *, entry_id: int | None = None) -> None:
        """Show a list again as it was; `entry_id`: with the cursor elsewhere."""
        if shown is None:
            return
        self.look_for_nothing()
        self.place, self.narrowed, self._back = shown.place, shown.narrowed, shown.back
        if entry_id is None:
            entry_id = shown.entry_id
        if shown.unread_only != self.unread_only or shown.rows.listing.is_cut:
            self.show_place(shown.place, entry_id=entry_id)
            return
        self.lighting.light(shown.lit)
        self.put_rows(shown.place, shown.rows, shown.rows.index_of(entry_id))
        self.show_counts()

    def back_from_found(self) -> bool:
        """Out of what was found, back to the list it was asked from; False if there is none."""
        if self.pane is not Pane.LIST or not self.is_found or self._back is None:
            return False
        self.go_back(self._back, entry_id=self.selected_id if self.narrowed is not None else None)
        return True

    def clear_filter(self) -> None:
        """Show all of the place again."""
        self.go_back(self._back, entry_id=self.selected_id)

    def ask_for(self, wanted: Query, *, narrows: bool) -> None:
        """Search the library, or narrow the list."""
        here = self.here()
        if narrows:
            asked = Asked(self.place, wanted, here and here.without_filter, self.selected_id)
        else:
            asked = Asked(SEARCH + wanted.text, None, here and here.lasting)
        self.look_for(asked)
        self.go_to(Pane.LIST)

    async def list_awaited(self) -> None:
        """A key that follows means what will be shown."""
        if self._answered is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), _PATIENCE_SECONDS)
