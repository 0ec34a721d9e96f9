"""The feeds and saved searches as they were counted last, found by the places that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.searches import Search
    from newsreader.models.feeds import Feed


class Followed(NamedTuple):
    """What the side bar is made from."""

    feeds: Sequence[Feed] = ()
    searches: Sequence[Search] = ()

    def feed_of(self, place: str) -> Feed | None:
        """The feed a place stands for."""
        return next((feed for feed in self.feeds if place == f"feed:{feed.id}"), None)

    def search_of(self, place: str) -> Search | None:
        """The saved search a place stands for."""
        return next((one for one in self.searches if place == f"{feed_places.SAVED}{one.id}"), None)

    def is_gone(self, place: str) -> bool:
        """Whether the feed or the saved search of a place is no more."""
        kind = place.partition(":")[0]
        return (kind == "feed" and self.feed_of(place) is None) or (
            place.startswith(feed_places.SAVED) and self.search_of(place) is None
        )

    def name_of(self, place: str) -> str:
        """What a place is called, if that is not in its key."""
        if place.startswith("feed:"):
            feed = self.feed_of(place)
            return feed.title if feed else "Feed"
        if place.startswith(feed_places.SAVED):
            search = self.search_of(place)
            return search.name if search else "Saved search"
        return {**feed_places.SMART_NAMES, feed_places.TAGS: "Tags"}.get(place, "")

    def unread_of(self, place: str) -> int | None:
        """How many articles of a place are unread; None if it is not made of feeds."""
        kind, _, name = place.partition(":")
        if kind == "feed":
            feed = self.feed_of(place)
            return feed.unread if feed else None
        if kind == "folder":
            inside = [f for f in self.feeds if f.folder == name or (f.folder or "").startswith(name + "/")]
            return sum(feed.unread for feed in inside)
        return sum(feed.unread for feed in self.feeds) if place in {feed_places.UNREAD, feed_places.ALL} else None
