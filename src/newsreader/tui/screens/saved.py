"""Saved searches: kept under a name, changed and deleted, each a step of the journal; `places` lists what they find."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, UsageError
from newsreader.library import searches
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.question import Field, Question
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.searches import Search
    from newsreader.library.store import Library

_SMART = {
    feed_places.UNREAD: "is:unread",
    feed_places.TODAY: "on:today",
    feed_places.STARRED: "is:starred",
    feed_places.TAGS: "is:tagged",
}


class SavedSearches(Part):
    """What can be done with saved searches."""

    def action_save_search(self) -> None:
        """Keep what is listed as a search with a name."""
        self._ask_for_search("Save a search", "", self._query_shown(), self._save)

    def edit_search(self, search: Search) -> None:
        """Another name or query for a saved search."""

        def edit(name: str, query: str, library: Library) -> Search:
            return searches.edit(library, search.name, name, query, self.screen.now())

        self._ask_for_search(f"Saved search: {search.name}", search.name, search.query, edit)

    def delete_search(self, search: Search) -> None:
        """Take a saved search away; undo brings it back."""
        screen = self.screen
        here, after = screen.whereabouts(), screen.place_after(f"{feed_places.SAVED}{search.id}")
        screen.writing.act(
            lambda library: searches.delete(library, search.name, screen.now()),
            lambda _: screen.show_done(f"deleted the search {search.name}{screen.hint('undo')}", here, after),
        )

    def _save(self, name: str, query: str, library: Library) -> Search:
        return searches.save(library, name, query, self.screen.now())

    @work(group="saving")
    async def _ask_for_search(
        self, title: str, name: str, query: str, keep: Callable[[str, str, Library], Search]
    ) -> None:
        problem = ""
        while True:
            fields = (Field("Name", name), Field("What to search for", query, "words feed:name is:unread"))
            given = await self.screen.ask(Question(title, fields, problem=problem))
            if given is None:
                return
            name, query = given.values
            here = self.screen.whereabouts()
            try:
                kept = await self.screen.writing.acted(partial(keep, name, query))
            except UsageError as error:
                problem = str(error)
            except NewsreaderError as error:
                self.screen.say(str(error), error=True)
                return
            else:
                break
        self.screen.show_done(f"saved {kept.name}{self.screen.hint('undo')}", here, f"{feed_places.SAVED}{kept.id}")

    def _query_shown(self) -> str:
        """What finds the list that is shown, as a query."""
        screen = self.screen
        kind, _, name = screen.place.partition(":")
        feed, search = (
            screen.followed.feed_of(screen.place),
            screen.followed.search_of(screen.place),
        )
        if screen.place.startswith(SEARCH):
            place = screen.place.removeprefix(SEARCH)
        elif search is not None:
            place = f'search:"{search.name}"'
        elif feed is not None:
            place = f'feed:"{feed.url}"'
        elif kind in {"folder", "tag"}:
            place = f'{kind}:"{name}"'
        else:
            place = _SMART.get(screen.place, "")
        if screen.narrowed is None:
            return place
        return f"({place}) ({screen.narrowed.text})" if place else screen.narrowed.text
