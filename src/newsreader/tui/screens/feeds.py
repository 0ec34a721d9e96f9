"""Feeds: adding, changing and leaving them, following them elsewhere, how they are.

Fetching and parsing happen in processes of their own (`newsreader.tui.background`); refreshing is `ReaderScreen`'s.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from newsreader import sample
from newsreader.commands import Pane
from newsreader.errors import NewsreaderError
from newsreader.library import editing, feeds
from newsreader.models import FeedKind
from newsreader.text import without_secrets
from newsreader.tui.customs import counted
from newsreader.tui.screens.prompt import Choice, Field, Question
from newsreader.tui.screens.saved import SavedScreen
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models import Feed
    from newsreader.tui.screens.health import HealthScreen
    from newsreader.tui.symbols import Symbols

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


class FeedScreen(SavedScreen):
    """What can be done with feeds."""

    def __init__(
        self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols, *, library_path: Path
    ) -> None:
        super().__init__(library, config, now, symbols)
        self.library_path = library_path
        self._health: HealthScreen | None = None
        """The screen of health while it is open."""

    def refresh_feeds(self, *arguments: str) -> None:
        """Fetch what is due, or what `arguments` name: for those who build on this."""

    def feed_meant(self) -> Feed | None:
        """The feed one is in, else the one of the open article."""
        place = self.feed_list.place.key if self.pane is Pane.FEEDS and self.feed_list.place else self.place
        if place.startswith("feed:"):
            return self.feed_of(place)
        if self.pane is Pane.FEEDS or self.entry is None:
            return None
        return self.feed_of(f"feed:{self.entry.feed_id}")

    @work(group="feeds")
    async def action_add_feed(self) -> None:
        """Ask for an address, with the starter list to choose from."""
        known = {feed.url for feed in self._feeds}
        starters = [
            Choice(starter.url, starter.title, f"{starter.topic} {self.symbols.dot} {LANGUAGES[starter.language]}")
            for starter in sample.starter()
            if starter.url not in known
        ]
        field = Field("", placeholder="an address, a file or a folder; or words to filter the list")
        question = Question("Add a feed", (field,), tuple(starters))
        while (given := await self.ask(question)) is not None:
            address = given.choice or given.values[0]
            if not address:
                return
            self.say(f"adding {without_secrets(address)} ...")
            before = self.whereabouts()
            code, result, words = await self.written_apart(["add", "--json", "-"], address)
            candidates = result.get("candidates") or ()
            stayed = self.whereabouts() == before
            if code == 0:
                self._feed_added(result, go=stayed)
                return
            if not stayed:
                self.say(words, error=True)
                return
            question = Question(
                "Add a feed",
                (replace(field, value="" if candidates else given.values[0]),),
                tuple(Choice(c["url"], c["title"] or c["url"], c["url"]) for c in candidates) or tuple(starters),
                problem="This page names several feeds; choose one." if candidates else words,
            )

    def _feed_added(self, result: dict[str, Any], *, go: bool) -> None:
        feed = result.get("feed", {})
        if go:
            self.return_to(f"feed:{feed.get('id')}")
        else:
            self.show_counts()
        self.say(f"added {feed.get('title')}: {counted(result.get('new', 0), 'article')}")

    def action_edit_feed(self) -> None:
        """Change the saved search one is in, else the feed."""
        search = self.search_meant()
        if search is not None:
            self.edit_search(search)
        else:
            self._edit_feed()

    @work(group="feeds")
    async def _edit_feed(self) -> None:
        """Another title or folder for the feed."""
        feed = self.feed_meant()
        if feed is None:
            self.say("choose a feed first")
            return
        fields = (
            Field("Title (empty: the feed's own)", feed.title),
            Field("Folder (A/B for B inside A; empty: none)", feed.folder or ""),
        )
        given = await self.ask(Question(feed.url, fields))
        if given is None:
            return
        title, folder = given.values

        def edit(library: Library) -> None:
            if title == feed.title:
                editing.move(library, feed.id, folder, self.now())
            elif folder == (feed.folder or ""):
                editing.rename(library, feed.id, title, self.now())
            else:
                editing.edit(library, feed.id, title, folder, self.now())

        self.act(edit, lambda _: self._show_edited())

    def _show_edited(self) -> None:
        self.show_counts()
        self.entry_list.rows_changed()
        if self.entry is not None:
            self.show_entry(self.entry.id)

    def action_unsubscribe(self) -> None:
        """Delete the saved search one is in, else leave the feed; nothing of it is lost."""
        search = self.search_meant()
        if search is not None:
            self.delete_search(search)
        else:
            self._with_feed(self._unsubscribe)

    def action_accept_address(self) -> None:
        """Follow the feed where its page says."""
        self._with_feed(self._accept_address)

    def action_health(self) -> None:
        """How the feeds are, and the commands for those that fail."""
        from newsreader.tui.screens.health import HealthScreen  # noqa: PLC0415 - few look at it, none at the start

        self._health = HealthScreen(self.library, self.now, self.symbols, self.config, self._act_on_feed)
        self.app.push_screen(self._health, self._health_left)

    def _health_left(self, _: None) -> None:
        self._health = None

    def _with_feed(self, do: Callable[[Feed], object]) -> None:
        feed = self.feed_meant()
        if feed is None:
            self.say("choose a feed first")
        else:
            do(feed)

    def _act_on_feed(self, command: str, feed: Feed) -> None:
        """What the screen of health was asked to do."""
        match command:
            case "open":
                self.app.pop_screen()
                self._health = None
                self.return_to(f"feed:{feed.id}")
                self.go_to(Pane.LIST)
            case "refresh_feed":
                self.refresh_feeds(str(feed.id))
            case "browse":
                self.browse_to(feed.link or feed.url)
            case "accept_address":
                self._accept_address(feed)
            case "unsubscribe":
                self._unsubscribe(feed)

    def say(self, words: str, *, error: bool = False) -> None:
        """Say it where the user is."""
        super().say(words, error=error)
        if self._health is not None and self._health.is_open:
            self._health.say(words, error=error)

    def show_counts(self) -> None:
        """Show as well how the feeds are, where that is open."""
        super().show_counts()
        if self._health is not None:
            self._health.reload()

    @work(group="feeds")
    async def _accept_address(self, feed: Feed) -> None:
        try:
            address = feeds.offered_url(self.library, feed.id)
        except NewsreaderError:
            self.say(f"{feed.title}: no other address is offered")
            return
        choices = (
            Choice("no", "Leave it as it is"),
            Choice("yes", "Follow it there", "its articles and what was read and starred stay"),
        )
        given = await self.ask(Question(f"Follow {feed.title} at {address}?", choices=choices))
        if given is None or given.choice != "yes":
            return
        self.say(f"asking {address} ...")
        code, result, words = await self.written_apart(["move", "--json", "--", str(feed.id)])
        if code:
            self.say(words, error=True)
            return
        self.show_counts()
        new = counted(result.get("new", 0), "new article")
        self.say(f"{result.get('feed', {}).get('title')} is followed there now: {new}")

    @work(group="feeds")
    async def _unsubscribe(self, feed: Feed) -> None:
        is_sample = feed.kind is FeedKind.SAMPLE
        note = "it does not come back by itself" if is_sample else "its articles are archived, nothing is lost"
        choices = (Choice("no", "Keep it"), Choice("yes", "Remove it" if is_sample else "Unsubscribe", note))
        title = f"Remove the {feed.title}?" if is_sample else f"Unsubscribe from {feed.title}?"
        given = await self.ask(Question(title, choices=choices))
        if given is None or given.choice != "yes":
            return
        words = f"removed {feed.title}" if is_sample else f"unsubscribed from {feed.title}{self.hint('undo')}"
        here = self.whereabouts()

        def leave(library: Library) -> None:
            if is_sample:
                sample.remove(library)
            else:
                editing.unsubscribe(library, feed.id, self.now())

        self.act(leave, lambda _: self.show_done(words, here, feed_list.UNREAD))
