"""Feeds: changed; how they are, and the commands for those that fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Field, Question

if TYPE_CHECKING:
    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.models.feeds import Feed
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.health import HealthScreen
    from newsreader.tui.screens.links import Links
    from newsreader.tui.screens.refreshing import Refreshes
    from newsreader.tui.screens.saved import SavedSearches
    from newsreader.tui.screens.subscribing import Subscribing


class Feeds(Part):
    """What can be done with feeds."""

    def __init__(
        self,
        screen: FindingScreen,
        saved: SavedSearches,
        links: Links,
        refreshes: Refreshes,
        subscribing: Subscribing,
    ) -> None:
        super().__init__(screen)
        self._subscribing = subscribing
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
        if command.id == "health":
            return bool(screen.followed.feeds)
        return command.id != "edit_feed" or screen.feed_meant() is not None or screen.search_meant() is not None

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
        from newsreader.library import editing  # noqa: PLC0415 - not before the screen is shown

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

    def action_health(self) -> None:
        """How the feeds are, and the commands for those that fail."""
        screen = self.screen
        from newsreader.tui.screens.health import HealthScreen  # noqa: PLC0415 - few look at it, none at the start

        self._health = HealthScreen(screen.library, screen.now, screen.symbols, screen.config, self._act_on_feed)
        screen.app.push_screen(self._health, self._health_left)

    def _health_left(self, _: None) -> None:
        self._health = None

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
                self._subscribing.accept_address(feed)
            case "unsubscribe":
                self._subscribing.unsubscribe(feed)
