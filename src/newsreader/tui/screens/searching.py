"""Searching: the line in which one types what to search for, or what to narrow the list to; earlier searches."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from newsreader import keys, query
from newsreader.commands import SEARCH_KEYS, Pane
from newsreader.library import session
from newsreader.query import QueryError
from newsreader.tui.screens import history
from newsreader.tui.screens.found import Asked
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widgets import Input

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.query import Query
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.found import Shown
    from newsreader.tui.screens.part import Keys

_KEYS = tuple((keys.words((key,)), title) for key, title in SEARCH_KEYS)
_PAUSE_SECONDS = 0.08
"""Of typing, before what is typed is searched: keys that follow each other are answered together."""
_MISTAKE_SECONDS = 0.6
"""Of typing, before a mistake is shown: what is not finished is none yet."""


class Searching(Part):
    """Search and filter as they are typed."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self._narrows = False
        """Whether what is typed narrows the list; else it searches the library."""
        self._from: Shown | None = None
        self._from_pane = Pane.LIST
        """What was shown, and where, when the line was opened."""
        self._typed = ""
        """What is typed, as far as it was looked at."""
        self._walk = history.Walk([])

    @property
    def field(self) -> Input | None:
        """That of the line, from the moment it is opened."""
        line = self.screen.search_line
        return line.field if line.is_open else None

    async def action_search(self) -> None:
        """Search the library, or mend the search one is in."""
        place = self.screen.place
        words = place.removeprefix(SEARCH) if place.startswith(SEARCH) else ""
        await self._open("/", words, 'words "a phrase" -without feed:name is:unread', narrows=False)

    async def action_filter(self) -> None:
        """Narrow the list, or mend what it is narrowed to."""
        words = self.screen.narrowed.text if self.screen.narrowed is not None else ""
        await self._open("filter", words, "what to keep: words feed:name is:unread", narrows=True)

    def action_clear_filter(self) -> None:
        """Show all of the place again."""
        if self.screen.narrowed is not None:
            self.screen.clear_filter()
        else:
            self.screen.say("nothing narrows the list")

    def offers(self, command: Command) -> bool:
        """What takes a filter."""
        return command.id != "clear_filter" or self.screen.narrowed is not None

    def with_search(self, text: str) -> Callable[[], object]:
        """Search the library, as if that were typed."""
        return partial(self._ask_for, text, query.parse(text, now=self.screen.now()), narrows=False)

    def with_filter(self, text: str) -> Callable[[], object]:
        """Narrow the list, as if that were typed."""
        return partial(self._ask_for, text, query.parse(text, now=self.screen.now()), narrows=True)

    def search_speaker(self, name: str) -> None:
        """Search for all that somebody said."""
        phrase = name.replace('"', "")
        self.with_search(f'speaker:"{phrase}"')()

    def _ask_for(self, text: str, wanted: Query, *, narrows: bool) -> None:
        self._remember(text)
        self.screen.ask_for(wanted, narrows=narrows)

    async def _open(self, sign: str, text: str, placeholder: str, *, narrows: bool) -> None:
        screen = self.screen
        screen.unsay()
        self._narrows = narrows
        self._from, self._from_pane = screen.here(), screen.pane
        self._typed = text
        self._walk = history.Walk(self.earlier())
        if not screen.shows(Pane.LIST) or (screen.arrangement is not None and screen.arrangement.feeds_over):
            screen.go_to(Pane.LIST)
        if not screen.search_line.is_mounted:
            await screen.mount(screen.search_line, before=screen.key_bar)
        screen.search_line.open(sign, text, placeholder, selected=True)
        screen.key_bar.keys = _KEYS

    def keys_now(self) -> Keys | None:
        """What keys do in the line."""
        return _KEYS if self.screen.search_line.is_open else None

    def text_changed(self, text: str) -> None:
        """Look for what is typed, as soon as it makes sense."""
        line = self.screen.search_line
        if not line.is_open or text == self._typed:
            return
        self._typed = text
        self.screen.look_for_nothing()
        try:
            asked = self._asked(text, live=True)
        except QueryError as error:
            self._show_mistake(error)
            return
        line.show_mistake(None)
        if asked is not None:
            self.screen.look_for(asked, pause=_PAUSE_SECONDS)
        else:
            self._show_unasked()

    @work(group="search", exit_on_error=False)
    async def _show_mistake(self, error: QueryError) -> None:
        await asyncio.sleep(_MISTAKE_SECONDS)
        self.screen.search_line.show_mistake((error.position, error.message))

    def _asked(self, text: str, *, live: bool = False) -> Asked | None:
        """What a text asks for, None if it is empty; the word at its end may go on, until a blank ends it."""
        if not text.strip():
            return None
        wanted = query.beginning(query.parse(text, now=self.screen.now()))
        before = self._from
        if self._narrows:
            back, place = before and before.without_filter, before.place if before else self.screen.place
            return Asked(place, wanted, back, self.screen.selected_id, live=live)
        return Asked(SEARCH + wanted.text, None, before and before.lasting, live=live)

    def _show_unasked(self) -> None:
        """The list without a filter, or that from which a search is asked."""
        self.screen.go_back(self._from.without_filter if self._narrows and self._from else self._from)

    def key_in_line(self, key: str) -> bool:
        """Earlier searches, and out."""
        screen, line = self.screen, self.screen.search_line
        if not line.is_open:
            return False
        if key in {"up", "down"}:
            text = self._walk.step(-1 if key == "up" else 1, line.text)
            if text is not None:
                line.put(text)
            return True
        if key == "escape":
            line.close()
            if screen.rows is not None and self._from is not None and screen.rows is not self._from.rows:
                screen.go_back(self._from)
            screen.look_for_nothing()
            screen.go_to(self._from_pane)
            return True
        return False

    def asked(self) -> None:
        """What is typed is meant."""
        line = self.screen.search_line
        try:
            asked = self._asked(line.text)
        except QueryError as error:
            self.screen.look_for_nothing()
            line.show_mistake((error.position, error.message))  # the words stay, to be mended
            return
        self._close(asked)
        self.screen.go_to(Pane.LIST)

    def focus_moved(self) -> None:
        """A click or tab leads elsewhere: what was found while typing stays."""
        focused = self.screen.focused
        if not self.screen.search_line.is_open or not isinstance(focused, LineView) or not focused.id:
            return
        asked = None
        with suppress(QueryError):
            asked = self._asked(self.screen.search_line.text)
        self._close(asked)

    def _close(self, asked: Asked | None) -> None:
        line = self.screen.search_line
        text = line.text.strip()
        line.close()
        if asked is None:
            self._show_unasked()
            return
        self._remember(text)
        self.screen.look_for(asked)

    def _remember(self, text: str) -> None:
        def write(library: Library) -> None:
            session.put(library, {history.KEY: history.with_latest(_recalled(library), text)})

        if text:
            self.screen.writing.act(write)

    def earlier(self) -> list[str]:
        """What was searched before, the oldest first."""
        return _recalled(self.screen.library)


def _recalled(library: Library) -> list[str]:
    return history.recalled(session.get(library, history.KEY))
