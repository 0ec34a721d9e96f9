"""Feeds: adding, changing and leaving them, following them elsewhere, how they are.

Fetching and parsing happen in processes of their own (`newsreader.tui.background`); refreshing is `Refreshes`'.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from newsreader import sample
from newsreader.commands import Pane
from newsreader.errors import NewsreaderError
from newsreader.library import editing, feeds
from newsreader.models import FeedKind
from newsreader.text import without_secrets
from newsreader.tui.background import answer
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.prompt import Choice, Field, Question
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.models import Feed
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.health import HealthScreen
    from newsreader.tui.screens.links import Links
    from newsreader.tui.screens.refreshing import Refreshes
    from newsreader.tui.screens.saved import SavedSearches
    from newsreader.tui.widgets.feed_list import FeedList

LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "pt": "Portuguese",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


class Feeds(Part):
    """What can be done with feeds."""

    def __init__(self, screen: FindingScreen, saved: SavedSearches, links: Links, refreshes: Refreshes) -> None:
        super().__init__(screen)
        self._saved = saved
        self._links = links
        self._refreshes = refreshes
        self._health: HealthScreen | None = None
        """The screen of health while it is open."""

    def said(self, words: str, *, error: bool) -> None:
        """Say it where the user is."""
        if self._health is not None and self._health.is_open:
            self._health.say(words, error=error)

    def counts_shown(self) -> None:
        """Show as well how the feeds are, where that is open."""
        if self._health is not None:
            self._health.reload()

    def offers(self, command: Command) -> bool:
        """What a feed, or a saved search, is needed for."""
        screen = self.screen
        match command.id:
            case "health":
                return bool(screen.all_feeds)
            case "accept_address":
                return self._is_address_offered()
            case "edit_feed" | "unsubscribe":
                return screen.feed_meant() is not None or screen.search_meant() is not None
        return True

    def _is_address_offered(self) -> bool:
        feed = self.screen.feed_meant()
        with suppress(NewsreaderError):
            return feed is not None and bool(feeds.offered_url(self.screen.library, feed.id))
        return False

    def dropped(self, event: FeedList.Dropped) -> None:
        """A feed that is dragged onto a folder, or a feed of it, is moved there."""
        feed, kind = self.screen.feed_of(event.key), event.onto.partition(":")[0]
        if feed is None or kind not in {"feed", "folder"}:
            return
        onto = self.screen.feed_of(event.onto)
        folder = onto.folder if onto is not None else event.onto.partition(":")[2]
        if folder != feed.folder:
            where = f"to {folder}" if folder else "out of its folder"
            self.screen.writing.act(
                lambda library: editing.move(library, feed.id, folder, self.screen.now()),
                lambda _: self._show_moved(f"moved {feed.title} {where}{self.screen.hint('undo')}"),
            )

    def _show_moved(self, words: str) -> None:
        self.screen.show_counts()
        self.screen.say(words)

    @work(group="feeds")
    async def action_add_feed(self) -> None:
        """Ask for an address, with the starter list to choose from."""
        screen = self.screen
        known = {feed.url for feed in screen.all_feeds}
        starters = [
            Choice(starter.url, starter.title, f"{starter.topic} {screen.symbols.dot} {LANGUAGES[starter.language]}")
            for starter in sample.starter()
            if starter.url not in known
        ]
        field = Field("", placeholder="an address, a file or a folder; or words to filter the list")
        question = Question("Add a feed", (field,), tuple(starters))
        while (given := await screen.ask(question)) is not None:
            address = given.choice or given.values[0]
            if not address:
                return
            screen.say(f"adding {without_secrets(address)} ...")
            before = screen.whereabouts()
            code, result, words = await answer(screen.library.path, ["add", "--json", "-"], address)
            candidates = result.get("candidates") or ()
            stayed = screen.whereabouts() == before
            if code == 0:
                self._feed_added(result, go=stayed)
                return
            if not stayed:
                screen.say(words, error=True)
                return
            question = Question(
                "Add a feed",
                (replace(field, value="" if candidates else given.values[0]),),
                tuple(Choice(c["url"], c["title"] or c["url"], c["url"]) for c in candidates) or tuple(starters),
                problem="This page names several feeds; choose one." if candidates else words,
            )

    def with_add_feed(self, address: str) -> Callable[[], object]:
        """Add the feed of an address."""
        return partial(self._add, address)

    @work(group="feeds")
    async def _add(self, address: str) -> None:
        self.screen.say(f"adding {without_secrets(address)} ...")
        before = self.screen.whereabouts()
        code, result, words = await answer(self.screen.library.path, ["add", "--json", "-"], address)
        if code:
            self.screen.say(words, error=True)
        else:
            self._feed_added(result, go=self.screen.whereabouts() == before)

    def _feed_added(self, result: dict[str, Any], *, go: bool) -> None:
        feed = result.get("feed", {})
        if go:
            self.screen.return_to(f"feed:{feed.get('id')}")
        else:
            self.screen.show_counts()
        self.screen.say(f"added {feed.get('title')}: {result.get('new', 0)} articles")

    def action_edit_feed(self) -> None:
        """Change the saved search one is in, else the feed."""
        search = self.screen.search_meant()
        if search is not None:
            self._saved.edit_search(search)
        else:
            self._edit_feed()

    @work(group="feeds")
    async def _edit_feed(self) -> None:
        """Another title or folder for the feed."""
        feed = self.screen.feed_meant()
        if feed is None:
            self.screen.say("choose a feed first")
            return
        fields = (
            Field("Title (empty: the feed's own)", feed.title),
            Field("Folder (A/B for B inside A; empty: none)", feed.folder or ""),
        )
        given = await self.screen.ask(Question(feed.url, fields))
        if given is None:
            return
        title, folder = given.values

        def edit(library: Library) -> None:
            if title == feed.title:
                editing.move(library, feed.id, folder, self.screen.now())
            elif folder == (feed.folder or ""):
                editing.rename(library, feed.id, title, self.screen.now())
            else:
                editing.edit(library, feed.id, title, folder, self.screen.now())

        self.screen.writing.act(edit, lambda _: self._show_edited())

    def _show_edited(self) -> None:
        self.screen.show_counts()
        self.screen.entry_list.rows_changed()
        if self.screen.entry is not None:
            self.screen.show_entry(self.screen.entry.id)

    def action_unsubscribe(self) -> None:
        """Delete the saved search one is in, else leave the feed; nothing of it is lost."""
        search = self.screen.search_meant()
        if search is not None:
            self._saved.delete_search(search)
        else:
            self._with_feed(self._unsubscribe)

    def action_accept_address(self) -> None:
        """Follow the feed where its page says."""
        self._with_feed(self._accept_address)

    def action_health(self) -> None:
        """How the feeds are, and the commands for those that fail."""
        screen = self.screen
        from newsreader.tui.screens.health import HealthScreen  # noqa: PLC0415 - few look at it, none at the start

        self._health = HealthScreen(screen.library, screen.now, screen.symbols, screen.config, self._act_on_feed)
        screen.app.push_screen(self._health, self._health_left)

    def _health_left(self, _: None) -> None:
        self._health = None

    def _with_feed(self, do: Callable[[Feed], object]) -> None:
        feed = self.screen.feed_meant()
        if feed is None:
            self.screen.say("choose a feed first")
        else:
            do(feed)

    def _act_on_feed(self, command: str, feed: Feed) -> None:
        """What the screen of health was asked to do."""
        match command:
            case "open":
                self.screen.app.pop_screen()
                self._health = None
                self.screen.return_to(f"feed:{feed.id}")
                self.screen.go_to(Pane.LIST)
            case "refresh_feed":
                self._refreshes.start(str(feed.id))
            case "browse":
                self._links.browse_to(feed.link or feed.url)
            case "accept_address":
                self._accept_address(feed)
            case "unsubscribe":
                self._unsubscribe(feed)

    @work(group="feeds")
    async def _accept_address(self, feed: Feed) -> None:
        screen = self.screen
        try:
            address = feeds.offered_url(screen.library, feed.id)
        except NewsreaderError:
            screen.say(f"{feed.title}: no other address is offered")
            return
        choices = (
            Choice("no", "Leave it as it is"),
            Choice("yes", "Follow it there", "its articles and what was read and starred stay"),
        )
        given = await screen.ask(Question(f"Follow {feed.title} at {address}?", choices=choices))
        if given is None or given.choice != "yes":
            return
        screen.say(f"asking {address} ...")
        code, result, words = await answer(screen.library.path, ["move", "--json", "--", str(feed.id)])
        if code:
            screen.say(words, error=True)
            return
        screen.show_counts()
        screen.say(f"{result.get('feed', {}).get('title')} is followed there now: {result.get('new', 0)} new articles")

    @work(group="feeds")
    async def _unsubscribe(self, feed: Feed) -> None:
        is_sample = feed.kind is FeedKind.SAMPLE
        note = "it does not come back by itself" if is_sample else "its articles are archived, nothing is lost"
        choices = (Choice("no", "Keep it"), Choice("yes", "Remove it" if is_sample else "Unsubscribe", note))
        title = f"Remove the {feed.title}?" if is_sample else f"Unsubscribe from {feed.title}?"
        given = await self.screen.ask(Question(title, choices=choices))
        if given is None or given.choice != "yes":
            return
        words = f"removed {feed.title}" if is_sample else f"unsubscribed from {feed.title}{self.screen.hint('undo')}"
        here = self.screen.whereabouts()

        def leave(library: Library) -> None:
            if is_sample:
                sample.remove(library)
            else:
                editing.unsubscribe(library, feed.id, self.screen.now())

        self.screen.writing.act(leave, lambda _: self.screen.show_done(words, here, feed_list.UNREAD))
