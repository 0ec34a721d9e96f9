"""The title of the list: what is listed and how much there is of it; and what is said where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.customs import counted, number
from newsreader.tui.screens import empty
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from newsreader.models.feeds import Feed
    from newsreader.tui.screens.places import PlacesScreen


class Titling:
    """Names the list."""

    def __init__(self, screen: PlacesScreen) -> None:
        self.screen = screen

    def show(self) -> None:
        """Say what is listed, and how much there is of it."""
        screen, title = self.screen, self.screen.list_title
        title.name_words = screen.place_name()
        if screen.narrowed is not None:
            title.name_words += f" {screen.symbols.path} {screen.narrowed.text}"
        found = screen.rows.entries if screen.rows is not None else 0
        feed = screen.followed.feed_of(screen.place)
        title.short_note = ""
        if screen.is_found:
            title.note = self._found_words(found)
        elif found and feed is not None and feed.error:
            title.note = f"{screen.symbols.failed} {'' if self._is_verified(feed) else 'TLS off: '}{feed.error}"
            why = f"{screen.symbols.failed} {screen.key_of('health')} tells why"
            title.short_note = f"{number(feed.unread)} unread {why}"
        elif feed is not None and not self._is_verified(feed):
            title.note = f"{screen.symbols.failed} its server's certificate is not verified: config.toml says so"
        else:
            unread = screen.followed.unread_of(screen.place)
            title.note = f"{number(unread)} unread" if unread is not None else counted(found, "article")
            title.note += f" {screen.symbols.dot} by {screen.order}" if screen.order != "date" else ""
        title.note = next(filter(None, (part.title_note() for part in screen.parts)), title.note)
        screen.show_path()

    def _found_words(self, found: int) -> str:
        """How many a query has found."""
        listing = self.screen.rows.listing if self.screen.rows is not None else None
        more = "+" if listing is not None and (listing.has_more or not listing.complete) else ""
        return f"{number(found)}{more} found"

    def empty_words(self) -> tuple[str, ...]:
        """What the list says while nothing is in it."""
        screen = self.screen
        unread_only, feed = screen.unread_only, screen.followed.feed_of(screen.place)
        if screen.is_found:
            note = screen.rows.listing.note if screen.rows is not None else ""
            saved, narrowed = screen.place.startswith(feed_places.SAVED), screen.narrowed is not None
            return empty.of_search(self._way, note, saved=saved, narrowed=narrowed, unread_only=unread_only)
        if feed is not None:
            return empty.of_feed(self._way, feed, unread_only=unread_only, refreshing=screen.refreshing)
        return empty.of_place(
            self._way,
            screen.place,
            screen.followed.feeds,
            unread_only=unread_only,
            offline=screen.is_offline,
            refreshing=screen.refreshing,
        )

    def _way(self, command: str, words: str) -> str:
        return f"{self.screen.key_of(command)}  {words}"

    def _is_verified(self, feed: Feed) -> bool:
        return self.screen.config.of_feed(feed.url).verify_tls
