"""Subscribing: feeds are added, left, and followed elsewhere.

Fetching and parsing happen in processes of their own (`newsreader.tui.background`).
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from newsreader import sample
from newsreader.errors import NewsreaderError
from newsreader.library import feeds
from newsreader.models.feeds import FeedKind
from newsreader.text import without_secrets
from newsreader.tui.customs import counted
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Field, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.models.feeds import Feed
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.saved import SavedSearches

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


class Subscribing(Part):
    """Which feeds are followed."""

    def __init__(self, screen: FindingScreen, saved: SavedSearches) -> None:
        super().__init__(screen)
        self._saved = saved

    def offers(self, command: Command) -> bool:
        """What a feed, or a saved search, is needed for."""
        if command.id == "accept_address":
            return self._is_address_offered()
        if command.id == "unsubscribe":
            return self.screen.feed_meant() is not None or self.screen.search_meant() is not None
        return True

    def _is_address_offered(self) -> bool:
        feed = self.screen.feed_meant()
        with suppress(NewsreaderError):
            return feed is not None and bool(feeds.offered_url(self.screen.library, feed.id))
        return False

    @work(group="feeds")
    async def action_add_feed(self) -> None:
        """Ask for an address, with the starter list to choose from."""
        screen = self.screen
        known = {feed.url for feed in screen.followed.feeds}
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
            code, result, words = await screen.writing.apart(["add", "--json", "-"], address)
            candidates = result.get("candidates") or ()
            stayed = screen.whereabouts() == before
            if code == 0:
                self._feed_added(result, go=stayed)
                return
            if not stayed:
                screen.say(words, error=True)
                return
            screen.unsay()
            question = Question(
                "Add a feed",
                (field._replace(value="" if candidates else given.values[0]),),
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
        code, result, words = await self.screen.writing.apart(["add", "--json", "-"], address)
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
        self.screen.say(f"added {feed.get('title')}: {counted(result.get('new', 0), 'article')}")

    def action_unsubscribe(self) -> None:
        """Delete the saved search one is in, else leave the feed; nothing of it is lost."""
        search = self.screen.search_meant()
        if search is not None:
            self._saved.delete_search(search)
        else:
            self._with_feed(self.unsubscribe)

    def action_accept_address(self) -> None:
        """Follow the feed where its page says."""
        self._with_feed(self.accept_address)

    def _with_feed(self, do: Callable[[Feed], object]) -> None:
        feed = self.screen.feed_meant()
        if feed is None:
            self.screen.say("choose a feed first")
        else:
            do(feed)

    @work(group="feeds")
    async def accept_address(self, feed: Feed) -> None:
        """Ask whether to follow a feed at the address that it offers."""
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
        code, result, words = await screen.writing.apart(["move", "--json", "--", str(feed.id)])
        if code:
            screen.say(words, error=True)
            return
        screen.show_counts()
        new = counted(result.get("new", 0), "new article")
        screen.say(f"{result.get('feed', {}).get('title')} is followed there now: {new}")

    @work(group="feeds")
    async def unsubscribe(self, feed: Feed) -> None:
        """Ask whether to leave a feed."""
        from newsreader.library import editing  # noqa: PLC0415 - not before the screen is shown

        is_sample = feed.kind is FeedKind.SAMPLE
        note = "it does not come back by itself" if is_sample else "its articles are archived, nothing is lost"
        choices = (Choice("no", "Keep it"), Choice("yes", "Remove it" if is_sample else "Unsubscribe", note))
        title = f"Remove the {feed.title}?" if is_sample else f"Unsubscribe from {feed.title}?"
        given = await self.screen.ask(Question(title, choices=choices))
        if given is None or given.choice != "yes":
            return
        words = f"removed {feed.title}" if is_sample else f"unsubscribed from {feed.title}{self.screen.hint('undo')}"
        here, after = self.screen.whereabouts(), self.screen.place_after(f"feed:{feed.id}")

        def leave(library: Library) -> None:
            if is_sample:
                sample.remove(library)
            else:
                editing.unsubscribe(library, feed.id, self.screen.now())

        self.screen.writing.act(leave, lambda _: self.screen.show_done(words, here, after))
