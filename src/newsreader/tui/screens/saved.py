"""Saved searches: kept under a name, changed and deleted, each a step of the journal; `places` lists what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from newsreader.commands import Pane
from newsreader.errors import NewsreaderError, UsageError
from newsreader.library import searches
from newsreader.tui.screens.annotating import AnnotatingScreen
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.prompt import Field, Question
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.searches import Search

_SMART = {
    feed_list.UNREAD: "is:unread",
    feed_list.TODAY: "on:today",
    feed_list.STARRED: "is:starred",
    feed_list.TAGS: "is:tagged",
}


class SavedScreen(AnnotatingScreen):
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

        def edit(name: str, query: str) -> Search:
            return searches.edit(self.library, search.name, name, query, self.now())

        self._ask_for_search(f"Saved search: {search.name}", search.name, search.query, edit)

    def delete_search(self, search: Search) -> None:
        """Take a saved search away; undo brings it back."""
        if not self.attempt(lambda: searches.delete(self.library, search.name, self.now()), asked=True):
            return
        self.return_to(feed_list.UNREAD)
        self.say(f"deleted the search {search.name}{self.hint('undo')}")

    def return_to(self, place: str) -> None:
        """Go to a place of the side bar that may be new there."""
        self.narrowed = self._back = None
        self.place = place
        self.show_counts()
        self.feed_list.put_cursor(place)
        self.show_place(place)

    def _save(self, name: str, query: str) -> Search:
        return searches.save(self.library, name, query, self.now())

    @work(group="saving")
    async def _ask_for_search(self, title: str, name: str, query: str, keep: Callable[[str, str], Search]) -> None:
        problem = ""
        while True:
            fields = (Field("Name", name), Field("What to search for", query, "words feed:name is:unread"))
            given = await self.ask(Question(title, fields, problem=problem))
            if given is None:
                return
            name, query = given.values
            try:
                kept = keep(name, query)
            except UsageError as error:
                problem = str(error)
            except NewsreaderError as error:
                self.say(str(error), error=True)
                return
            else:
                break
        self.return_to(f"{feed_list.SAVED}{kept.id}")
        self.say(f"saved {kept.name}{self.hint('undo')}")

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
