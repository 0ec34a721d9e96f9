"""Saved searches: kept under a name, changed and deleted, each a step of the journal; `places` lists what they find."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work

from newsreader.commands import Pane
from newsreader.errors import NewsreaderError, UsageError
from newsreader.library import searches
from newsreader.tui.screens.attached import AttachedScreen
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.prompt import Field, Question
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.searches import Search
    from newsreader.library.store import Library

_SMART = {
    feed_list.UNREAD: "is:unread",
    feed_list.TODAY: "on:today",
    feed_list.STARRED: "is:starred",
    feed_list.TAGS: "is:tagged",
}


class SavedScreen(AttachedScreen):
    """What can be done with saved searches."""

    def search_meant(self) -> Search | None:
        """The saved search one is in."""
        place = self.feed_list.place.key if self.pane is Pane.FEEDS and self.feed_list.place else self.place
        return self.search_of(place)

    def action_save_search(self) -> None:
        """Keep what is listed as a search with a name."""
        self._ask_for_search("Save a search", "", self._query_shown(), self._save)

    def edit_search(self, search: Search) -> None:
        """Another name or query for a saved search."""

        def edit(name: str, query: str, library: Library) -> Search:
            return searches.edit(library, search.name, name, query, self.now())

        self._ask_for_search(f"Saved search: {search.name}", search.name, search.query, edit)

    def delete_search(self, search: Search) -> None:
        """Take a saved search away; undo brings it back."""
        here = self.whereabouts()
        self.act(
            lambda library: searches.delete(library, search.name, self.now()),
            lambda _: self.show_done(f"deleted the search {search.name}{self.hint('undo')}", here, feed_list.UNREAD),
        )

    def whereabouts(self) -> tuple[object, ...]:
        """What must be as it was for what comes late to take the screen: the reader may be elsewhere since."""
        typing = self.search_line.is_open
        opened = self.entry.id if self.entry else None
        return self.app.screen is self, typing, self.pane, self.place, self.selected_id, opened

    def show_done(self, words: str, here: tuple[object, ...], place: str) -> None:
        """Say that something is done, and show a place if the reader is still where it was asked for."""
        if self.whereabouts() == here:
            self.return_to(place)
        else:
            self.show_counts()
        self.say(words)

    def return_to(self, place: str) -> None:
        """Go to a place of the side bar that may be new there."""
        self.narrowed = self._back = None
        self.place = place
        self.show_counts()
        self.feed_list.put_cursor(place)
        self.show_place(place)

    def _save(self, name: str, query: str, library: Library) -> Search:
        return searches.save(library, name, query, self.now())

    @work(group="saving")
    async def _ask_for_search(
        self, title: str, name: str, query: str, keep: Callable[[str, str, Library], Search]
    ) -> None:
        problem = ""
        while True:
            fields = (Field("Name", name), Field("What to search for", query, "words feed:name is:unread"))
            given = await self.ask(Question(title, fields, problem=problem))
            if given is None:
                return
            name, query = given.values
            here = self.whereabouts()
            try:
                kept = await self.acted(partial(keep, name, query))
            except UsageError as error:
                problem = str(error)
            except NewsreaderError as error:
                self.say(str(error), error=True)
                return
            else:
                break
        self.show_done(f"saved {kept.name}{self.hint('undo')}", here, f"{feed_list.SAVED}{kept.id}")

    def _query_shown(self) -> str:
        """What finds the list that is shown, as a query."""
        kind, _, name = self.place.partition(":")
        feed, search = self.feed_of(self.place), self.search_of(self.place)
        if self.place.startswith(SEARCH):
            place = self.place.removeprefix(SEARCH)
        elif search is not None:
            place = f'search:"{search.name}"'
        elif feed is not None:
            place = f'feed:"{feed.url}"'
        elif kind in {"folder", "tag"}:
            place = f'{kind}:"{name}"'
        else:
            place = _SMART.get(self.place, "")
        if self.narrowed is None:
            return place
        return f"({place}) ({self.narrowed.text})" if place else self.narrowed.text
