"""What commands do with what they are told: on the command line, by a macro, from the palette."""

from __future__ import annotations

from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual import work

from newsreader import query
from newsreader.commands import Pane, by_id
from newsreader.errors import UsageError
from newsreader.keymap import Call
from newsreader.library import tags
from newsreader.query.tree import ORDERS
from newsreader.text import fold, without_secrets
from newsreader.tui.screens import completing
from newsreader.tui.screens.prompt import Choice, Question
from newsreader.tui.screens.theming import ThemedScreen
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.commands import Command


class ToldScreen(ThemedScreen):
    """Commands with an argument."""

    async def open_line(self, text: str) -> None:
        """Have a command typed that begins so: for those who build on this."""

    async def run_with(self, command: Command, argument: str) -> None:
        """Do what a command says with what it is told."""
        try:
            await done(self.prepared(Call(command.id, argument)))
        except UsageError as error:
            self.say(str(error), error=True)

    def prepared(self, call: Call) -> Callable[[], object]:
        """What a command does with what it is told; UsageError if it can do nothing with it."""
        words = call.argument
        match call.command:
            case "open":
                return partial(self.go_to_place, self._place_named(words))
            case "search" | "filter":
                return self.asked_for(words, narrows=call.command == "filter")
            case "theme":
                return self._themed_as(words)
            case "sort":
                return self._sorted(words)
            case "select_matching":
                return partial(self.select_matching, query.parse(words, now=self.now()))
            case "tag":
                return partial(self.tag_with, words)
            case "note":
                return partial(self.note_with, words)
            case "add_feed":
                return partial(self._add, words)
        return partial(self.open_line, f"{words} " if words in by_id() else words)

    def go_to_place(self, place: str) -> None:
        """List a place of the side bar."""
        self.return_to(place)
        self.go_to(Pane.LIST)

    def places_named(self) -> list[tuple[str, str, str]]:
        """The places of the side bar: name, what it is, key."""
        folders: dict[str, None] = {}
        for feed in self._feeds:
            parts = (feed.folder or "").split("/") if feed.folder else []
            folders |= {"/".join(parts[: depth + 1]): None for depth in range(len(parts))}
        return [
            *((name, "", key) for key, name in feed_list.SMART_NAMES.items()),
            *((search.name, "saved search", f"{feed_list.SAVED}{search.id}") for search in self._searches),
            *((folder, "folder", f"folder:{folder}") for folder in folders),
            *((feed.title or feed.url, feed.folder or "feed", f"feed:{feed.id}") for feed in self._feeds),
            *((f"#{tag.name}", "tag", f"tag:{tag.name}") for tag in tags.all_tags(self.library)),
        ]

    def _place_named(self, name: str) -> str:
        places, wanted = self.places_named(), fold(name)
        exact = [key for title, _, key in places if fold(title) == wanted]
        begun = exact or [key for title, _, key in places if fold(title).startswith(wanted)]
        found = begun or completing.best(name, [(title, key) for title, _, key in places])
        if len(found) == 1 or exact:
            return found[0]
        if not found:
            raise UsageError(f"there is no feed, folder, search or tag “{name}”")
        titles = {key: title for title, _, key in places}
        named = ", ".join(f"“{titles[key]}”" for key in found[:4])
        raise UsageError(f"“{name}” may be {named}{' or another' if len(found) > 4 else ''}: type more of it")

    def _themed_as(self, name: str) -> Callable[[], object]:
        if problem := self.themed.theme_problem(name):
            raise UsageError(problem)
        return partial(self.action_theme, name)

    def _sorted(self, order: str) -> Callable[[], object]:
        if order not in ORDERS:
            raise UsageError(f"there is no order “{order}”; known are {', '.join(ORDERS)}")
        return partial(self.sort_by, order)

    @work(group="feeds")
    async def _add(self, address: str) -> None:
        self.say(f"adding {without_secrets(address)} ...")
        before = self.whereabouts()
        code, result, words = await self.written_apart(["add", "--json", "-"], address)
        if code:
            self.say(words, error=True)
        else:
            self._feed_added(result, go=self.whereabouts() == before)

    @work(group="sorting")
    async def action_sort(self) -> None:
        """Ask for the order of the list."""
        choices = tuple(Choice(order, order) for order in ORDERS)
        given = await self.ask(Question("Order of the list", choices=choices))
        if given is not None and given.choice is not None:
            self.sort_by(given.choice)


async def done(run: Callable[[], object]) -> None:
    """Run what `prepared` gave."""
    result = run()
    if isawaitable(result):
        await result
