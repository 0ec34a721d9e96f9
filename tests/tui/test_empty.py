"""An empty list says why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader.models.feeds import Feed, FeedKind
from newsreader.tui.screens import empty
from newsreader.tui.widgets import feed_places
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

FEED = Feed(1, "https://river.example/feed", "River", None, None, None, FeedKind.FEED, 0, 0, None, None)
READ = FEED._replace(total=3, last_success=1_718_000_000)


def way(command: str, words: str) -> str:
    """A line that names its command."""
    return f"<{command}> {words}"


def of_place(
    place: str, *feeds: Feed, offline: bool = False, refreshing: bool = False, unread_only: bool = False
) -> str:
    """What a place says, in one line."""
    said = empty.of_place(way, place, feeds, unread_only=unread_only, offline=offline, refreshing=refreshing)
    return " / ".join(said)


def test_without_feeds_it_leads_to_them() -> None:
    """Adding one, and the welcome with all other ways."""
    said = of_place(feed_places.UNREAD)
    assert said.startswith("No feeds yet.")
    assert "<add_feed>" in said
    assert "<welcome>" in said


@pytest.mark.parametrize(
    ("offline", "refreshing", "words", "command"),
    [
        (False, False, "Nothing was fetched yet.", "<refresh_all>"),
        (True, False, "Offline, and nothing is on disk yet.", "<refresh_all>"),
        (True, True, "fetched for the first time", ""),
    ],
)
def test_before_the_first_refresh(offline: bool, refreshing: bool, words: str, command: str) -> None:
    """It is told from being read: fetch, try again, or wait."""
    said = of_place(feed_places.UNREAD, FEED, offline=offline, refreshing=refreshing)
    assert words in said
    assert command in said
    assert "Everything is read" not in said


def test_every_place_has_its_reason() -> None:
    """What is read, not starred, not tagged, not of today."""
    assert of_place(feed_places.UNREAD, READ) == "Everything is read. / <refresh_all> refresh / <next_feed> next feed"
    assert "You are offline." in of_place(feed_places.UNREAD, READ, offline=True)
    assert "<star>" in of_place(feed_places.STARRED, READ)
    assert "<tag>" in of_place(feed_places.TAGS, READ)
    assert "today" in of_place(feed_places.TODAY, READ)
    for place in (feed_places.STARRED, feed_places.TAGS):  # there may be some that are read
        words = "Nothing here is unread. / <unread_only> show what is read"
        assert of_place(place, READ, unread_only=True) == words
    assert "Everything is read." in of_place("folder:World", READ, unread_only=True)


def test_a_feed_says_what_it_lacks() -> None:
    """Why it failed and where that is explained; that it was not fetched yet; that all of it is read."""
    never = empty.of_feed(way, FEED, unread_only=False, refreshing=False)
    assert never == ("This feed was not fetched yet.", "<refresh_feed> fetch it")
    failed = empty.of_feed(way, FEED._replace(error="no answer"), unread_only=False, refreshing=True)
    assert "no answer" in failed
    assert any("<health>" in line for line in failed)
    assert "first time" in empty.of_feed(way, FEED, unread_only=False, refreshing=True)[0]
    assert "<unread_only> show what is read" in empty.of_feed(way, READ, unread_only=True, refreshing=False)
    files = FEED._replace(kind=FeedKind.FILES)
    assert empty.of_feed(way, files, unread_only=False, refreshing=False)[0] == "No articles here."


@pytest.mark.parametrize(
    ("saved", "narrowed", "command"),
    [(False, False, "<search>"), (True, False, "<edit_feed>"), (False, True, "<filter>"), (True, True, "<filter>")],
)
def test_a_search_without_finds_is_changed_where_it_was_made(saved: bool, narrowed: bool, command: str) -> None:
    """And if only unread articles were looked at, that is said."""
    said = empty.of_search(way, "", saved=saved, narrowed=narrowed, unread_only=False)
    assert said[0] == "Nothing found."
    assert said[1].startswith(command)
    assert len(said) == 2
    assert "<unread_only>" in empty.of_search(way, "", saved=saved, narrowed=narrowed, unread_only=True)[2]


def test_a_search_without_finds_says_what_it_left_out() -> None:
    """An end before its time, or a name that nothing has: as long as the list is empty, not only for a moment."""
    said = empty.of_search(way, "Not complete after 4 seconds.", saved=False, narrowed=False, unread_only=False)
    assert said[:2] == ("Nothing found.", "Not complete after 4 seconds.")


async def test_in_an_empty_list_the_keys_of_articles_are_not_named(make_app: MakeApp) -> None:
    """They would do nothing."""
    app = make_app()
    async with app.run_test(size=(160, 42)) as pilot:
        named = {"open", "skim", "quotes", "read"}
        await until(pilot, lambda: app.reader.key_bar.keys)
        assert named <= {title for _, title in app.reader.key_bar.keys}
        await pilot.press("slash", *"zzzz", "enter")
        await pilot.pause()
        assert not (named | {"clear matches", "next match"}) & {title for _, title in app.reader.key_bar.keys}
        await pilot.press("escape")
        await pilot.pause()
        assert app.reader.place == feed_places.UNREAD
        assert named <= {title for _, title in app.reader.key_bar.keys}
        await pilot.press(":", *"search zzzz", "enter")
        await pilot.pause()
        assert not named & {title for _, title in app.reader.key_bar.keys}
