"""What an empty list says: why there is nothing, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from newsreader.models.feeds import FeedKind
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.models.feeds import Feed

Words = tuple[str, ...]
Way = Callable[[str, str], str]
"""A command and what it does, as a line with its key."""


def of_search(way: Way, note: str, *, saved: bool, narrowed: bool, unread_only: bool) -> Words:
    """A search or a filter has found nothing; `note`: why it may be that there is something."""
    again = way("edit_feed", "change the search") if saved else way("search", "search again")
    lines = ["Nothing found.", *([note] if note else []), way("filter", "filter again") if narrowed else again]
    if unread_only:
        lines.append(way("unread_only", "look among what is read, too"))
    return tuple(lines)


def of_feed(way: Way, feed: Feed, *, unread_only: bool, refreshing: bool) -> Words:
    """A feed has nothing to show."""
    if feed.error:
        return "This feed could not be read:", feed.error, way("refresh_feed", "try again"), way("health", "what to do")
    if refreshing and feed.last_success is None:
        return ("It is being fetched for the first time.",)
    if feed.last_success is None and feed.kind is FeedKind.FEED:
        return "This feed was not fetched yet.", way("refresh_feed", "fetch it")
    if unread_only and feed.total:
        return "Everything is read.", way("unread_only", "show what is read"), way("next_feed", "next feed")
    return "No articles here.", way("refresh_feed", "refresh")


def of_place(
    way: Way, place: str, feeds: Sequence[Feed], *, unread_only: bool, offline: bool, refreshing: bool
) -> Words:
    """A place of the side bar that is no single feed."""
    if not feeds:
        return "No feeds yet.", way("add_feed", "add one"), way("welcome", "topics to choose, or another reader")
    if all(feed.last_success is None and not feed.total for feed in feeds):
        if refreshing:
            return ("The feeds are being fetched for the first time.",)
        if offline:
            return "Offline, and nothing is on disk yet.", way("refresh_all", "try again")
        return "Nothing was fetched yet.", way("refresh_all", "fetch all feeds")
    if unread_only and place in {feed_places.STARRED, feed_places.TAGS}:
        return "Nothing here is unread.", way("unread_only", "show what is read")
    if place == feed_places.STARRED:
        return "Nothing is starred.", way("star", "stars the article that is open")
    if place == feed_places.TAGS:
        return "Nothing is tagged.", way("tag", "tags the article that is open")
    if unread_only or place == feed_places.UNREAD:
        refresh = way("refresh_all", "try again" if offline else "refresh")
        return "Everything is read.", *(["You are offline."] if offline else []), refresh, way("next_feed", "next feed")
    if place == feed_places.TODAY:
        return "Nothing came today.", way("refresh_all", "refresh")
    return "No articles here.", way("refresh_feed", "refresh")
