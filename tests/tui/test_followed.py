"""The feeds and saved searches that places stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import feeds, searches
from newsreader.tui.screens.followed import Followed
from newsreader.tui.widgets import feed_places
from tui.small_library import NOW

if TYPE_CHECKING:
    from newsreader.library.store import Library


def followed(library: Library) -> Followed:
    """What the library has now."""
    return Followed(feeds.all_feeds(library), searches.all_searches(library))


def test_a_place_leads_to_what_it_stands_for(library: Library) -> None:
    """And is named after it."""
    search = searches.save(library, "Later", "is:starred", NOW)
    known = followed(library)
    feed = next(feed for feed in known.feeds if feed.title == "Herald")
    assert known.feed_of(f"feed:{feed.id}") == feed
    assert known.search_of(f"{feed_places.SAVED}{search.id}") == search
    assert known.name_of(f"feed:{feed.id}") == "Herald"
    assert known.name_of(f"{feed_places.SAVED}{search.id}") == "Later"
    assert known.name_of("folder:World") == ""


def test_a_place_is_gone_with_what_it_stood_for(library: Library) -> None:
    """Smart places and folders stay."""
    known = followed(library)
    place = f"feed:{known.feeds[0].id}"
    assert not known.is_gone(place)
    left = known._replace(feeds=known.feeds[1:])
    assert left.is_gone(place)
    assert left.feed_of(place) is None
    assert left.is_gone(f"{feed_places.SAVED}99")
    assert not left.is_gone(feed_places.UNREAD)
    assert not left.is_gone("folder:World")


def test_a_folder_has_the_unread_of_what_is_inside(library: Library) -> None:
    """Of folders in it too; a search and a tag are counted elsewhere."""
    known = followed(library)
    inside = [feed for feed in known.feeds if feed.folder == "World"]
    deeper = known._replace(feeds=[feed._replace(folder="World/Far") for feed in inside])
    assert known.unread_of("folder:World") == 5
    assert deeper.unread_of("folder:World") == 5
    assert deeper.unread_of("folder:Wor") == 0
    assert known.unread_of(feed_places.ALL) == 6
    assert known.unread_of("tag:later") is None
