"""The whole reader: where one was is kept, feeds are refreshed, added, changed and left.

Fetching and parsing happen in processes of their own (`newsreader.tui.background`); this follows them.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import work

from newsreader import sample
from newsreader.commands import Pane
from newsreader.library import feeds, session
from newsreader.models import FeedKind
from newsreader.tui import times
from newsreader.tui.background import answer, follow
from newsreader.tui.screens.links import LinkScreen
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.prompt import Answer, Choice, Field, PromptScreen, Question
from newsreader.tui.widgets import feed_list
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models import Feed
    from newsreader.tui.symbols import Symbols

_TICK_SECONDS = 1.0
_LANGUAGES = {
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


class ReaderScreen(LinkScreen):
    """What `newsreader` shows."""

    def __init__(
        self,
        library: Library,
        config: Config,
        now: Callable[[], int],
        symbols: Symbols,
        *,
        library_path: Path,
        refreshes: bool,
    ) -> None:
        """`refreshes`: whether feeds are fetched at all (not for files opened without subscribing)."""
        super().__init__(library, config, now, symbols)
        self._library_path = library_path
        self._refreshes = refreshes
        self.refreshing = False
        self._version = library.data_version()
        self._stale_counts = False
        self._kept: dict[str, str] = {}

    # --- where one was -----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Open at the place, the article and the line where the reader was last."""
        self.rearrange()
        self._recall_wishes()
        self.show_counts()
        self.feed_list.show_places(self.feed_list.places, self.place)
        entry = session.get(self.library, "entry")
        pane = session.get(self.library, "pane")
        self.show_place(self.place, entry_id=int(entry) if entry else None)
        self.go_to(Pane(pane) if pane in list(Pane) else Pane.LIST)
        self._show_freshness()
        if self.library.read_only:
            self.say(f"{self.library.path} can only be read: nothing will be marked or remembered", error=True)
        self.set_interval(_TICK_SECONDS, self.tick)
        if self._refreshes:
            if self.config.refresh.on_start:
                self.refresh_feeds()
            if self.config.refresh.every:
                self.set_interval(self.config.refresh.every * 60, self.refresh_feeds)

    def _recall_wishes(self) -> None:
        try:
            kept = json.loads(session.get(self.library, "wishes") or "{}")
        except ValueError:
            kept = {}
        wider = {Pane(pane): int(cells) for pane, cells in kept.get("wider", {}).items() if pane in list(Pane)}
        self.wishes = replace(self.wishes, side_bar=bool(kept.get("side_bar", True)), wider=wider)
        self.folded = set(kept.get("folded", ()))
        self.unread_only = bool(kept.get("unread_only", False))
        self.place = self._known_place(session.get(self.library, "place"))

    def _known_place(self, place: str | None) -> str:
        kind, _, name = (place or "").partition(":")
        known = {str(feed.id) for feed in feeds.all_feeds(self.library)}
        if kind == "feed" and name in known:
            return f"feed:{name}"
        if kind == "folder" or place in {feed_list.TODAY, feed_list.STARRED, feed_list.ALL}:
            return place or feed_list.UNREAD
        return feed_list.UNREAD

    def keep_session(self) -> None:
        """Write down where the reader is; called every second that something changed, and at the end."""
        self.keep_position()
        wishes = {
            "side_bar": self.wishes.side_bar,
            "wider": self.wishes.wider,
            "folded": sorted(self.folded),
            "unread_only": self.unread_only,
        }
        kept = {
            "place": self.place if not self.place.startswith(SEARCH) else feed_list.ALL,
            "entry": str(self.entry.id) if self.entry else "",
            "pane": self.pane if self.pane is not Pane.FEEDS else Pane.LIST,
            "wishes": json.dumps(wishes),
        }
        if kept != self._kept and self.attempt(lambda: session.put(self.library, kept)):
            self._kept = kept

    def tick(self) -> None:
        """Follow what other processes changed in the library; write down where the reader is."""
        version = self.library.data_version()
        if version != self._version or self._stale_counts:
            self._version = version
            self._stale_counts = False
            self.entry_list.rows_changed()
            self.show_counts()
        self.keep_session()

    # --- refreshing --------------------------------------------------------------------------------------------------

    def action_refresh_all(self) -> None:
        self.refresh_feeds("--all")

    def action_refresh_feed(self) -> None:
        """The feed one is in, else the feed of the article."""
        feed = self._feed_meant()
        if feed is None:
            self.refresh_feeds("--all")
        else:
            self.refresh_feeds(str(feed.id))

    def refresh_feeds(self, *arguments: str) -> None:
        """Fetch what is due, or what `arguments` name."""
        if not self._refreshes:
            self.say("these files are read without subscribing: nothing to refresh")
        elif self.refreshing:
            self.say("a refresh is under way")
        elif self._feeds:
            self.refreshing = True
            self._follow_refresh(arguments)

    @work(group="refresh", exit_on_error=False)
    async def _follow_refresh(self, arguments: tuple[str, ...]) -> None:
        bar = self.top_bar
        done, failed, tried = 0, [], 0
        try:
            async for event in follow(self._library_path, ["refresh", "--events", *arguments]):
                if event.get("event") == "start":
                    bar.progress = Progress(0, int(event.get("total", 0)))
                elif event.get("event") == "feed":
                    done += 1
                    tried += event.get("status") != "skipped"
                    if event.get("status") == "failed":
                        failed.append(event)
                    if bar.progress is not None:
                        bar.progress = Progress(done, bar.progress.total)
                    self._stale_counts = True
                elif event.get("event") == "end":
                    bar.progress = None
        finally:
            self.refreshing = False
            bar.progress = None
            self._stale_counts = True
            self._tell_refresh(arguments, failed, tried)

    def _tell_refresh(self, arguments: tuple[str, ...], failed: list[dict[str, Any]], tried: int) -> None:
        offline = bool(tried) and len(failed) == tried
        self._show_freshness(offline=offline)
        if failed and arguments:
            first = f"{failed[0].get('url')}: {failed[0].get('error')}"
            self.say(first if len(failed) == 1 else f"{len(failed)} feeds failed, among them {first}", error=True)

    def _show_freshness(self, *, offline: bool = False) -> None:
        """The status line says what is on disk, and from when."""
        last = max((feed.last_success or 0 for feed in feeds.all_feeds(self.library)), default=0)
        when = ""
        if last:
            when = times.clock(last) if last >= times.midnight(self.now()) else times.long(last)
        if offline:
            self.top_bar.status = (
                f"{self.symbols.offline} offline, on disk from {when}" if when else f"{self.symbols.offline} offline",
                f"{self.symbols.offline} offline",
            )
        else:
            self.top_bar.status = (f"refreshed {when}" if when else "", "")

    # --- feeds -------------------------------------------------------------------------------------------------------

    def _feed_meant(self) -> Feed | None:
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
            Choice(starter.url, starter.title, f"{starter.topic} {self.symbols.dot} {_LANGUAGES[starter.language]}")
            for starter in sample.starter()
            if starter.url not in known
        ]
        field = Field("", placeholder="an address, a file or a folder; or words to filter the list")
        question = Question("Add a feed", (field,), tuple(starters))
        while (given := await self._ask(question)) is not None:
            address = given.choice or given.values[0]
            if not address:
                return
            self.say(f"adding {address} ...")
            code, result, words = await answer(self._library_path, ["add", "--json", "--", address])
            candidates = result.get("candidates") or ()
            if code == 0:
                self._feed_added(result)
                return
            question = Question(
                "Add a feed",
                (replace(field, value="" if candidates else given.values[0]),),
                tuple(Choice(c["url"], c["title"] or c["url"], c["url"]) for c in candidates) or tuple(starters),
                problem="This page names several feeds; choose one." if candidates else words,
            )

    def _feed_added(self, result: dict[str, Any]) -> None:
        feed = result.get("feed", {})
        self._return_to(f"feed:{feed.get('id')}")
        self.say(f"added {feed.get('title')}: {result.get('new', 0)} articles")

    @work(group="feeds")
    async def action_edit_feed(self) -> None:
        """Another title or folder for the feed."""
        feed = self._feed_meant()
        if feed is None:
            self.say("choose a feed first")
            return
        fields = (
            Field("Title (empty: the feed's own)", feed.title),
            Field("Folder (A/B for B inside A; empty: none)", feed.folder or ""),
        )
        given = await self._ask(Question(feed.url, fields))
        if given is None:
            return
        title, folder = given.values
        if title != feed.title:
            self.attempt(lambda: feeds.rename(self.library, feed.id, title or None), asked=True)
        self.attempt(lambda: feeds.move(self.library, feed.id, folder or None), asked=True)
        self.show_counts()

    @work(group="feeds")
    async def action_unsubscribe(self) -> None:
        """Leave the feed; nothing of it is lost."""
        feed = self._feed_meant()
        if feed is None:
            self.say("choose a feed first")
            return
        is_sample = feed.kind is FeedKind.SAMPLE
        note = "it does not come back by itself" if is_sample else "its articles are archived, nothing is lost"
        choices = (Choice("no", "Keep it"), Choice("yes", "Remove it" if is_sample else "Unsubscribe", note))
        title = f"Remove the {feed.title}?" if is_sample else f"Unsubscribe from {feed.title}?"
        given = await self._ask(Question(title, choices=choices))
        if given is None or given.choice != "yes":
            return
        if is_sample and self.attempt(lambda: sample.remove(self.library), asked=True):
            self._return_to(feed_list.UNREAD)
        elif not is_sample and self.attempt(lambda: feeds.unsubscribe(self.library, feed.id), asked=True):
            self._return_to(feed_list.UNREAD)
            self.say(f"unsubscribed from {feed.title}; subscribe again to have its articles back")

    def _return_to(self, place: str) -> None:
        self.place = place
        self.show_counts()
        self.feed_list.show_places(self.feed_list.places, place)
        self.show_place(place)

    async def _ask(self, question: Question) -> Answer | None:
        return await self.app.push_screen_wait(PromptScreen(question))
