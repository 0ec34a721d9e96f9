"""Adding, refreshing, changing and leaving feeds from the screen, against a real server and real processes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input

from feed_server import HTML, RSS, Answer, items, page, rss
from newsreader.library import feeds
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.widgets.bars import KeyBar
from tui.small_library import NOW, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from feed_server import FeedServer
    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def serve(server: FeedServer, path: str, body: bytes, content_type: str = RSS) -> str:
    """Have the server answer; the address."""
    server.answers[path] = Answer(body, content_type=content_type)
    return server.url(path)


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Wait for something another process brings about."""
    for _ in range(600):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("it did not happen")


async def type_address(pilot: Pilot[Any], address: str) -> None:
    """Open the window for adding and accept an address."""
    await pilot.press("a")
    await until(pilot, lambda: isinstance(pilot.app.screen, PromptScreen))
    pilot.app.screen.query_one(Input).value = address
    await pilot.press("enter")


async def test_a_adds_a_feed_by_its_address(make_app: MakeApp, feed_server: FeedServer, library: Library) -> None:
    """Fetched and stored by a process of its own, then shown."""
    address = serve(feed_server, "/feed", rss(items(3), title="Added"))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await type_address(pilot, address)
        await until(pilot, lambda: app.reader.place_name() == "Added")
        assert titles(app) == ["Title 2", "Title 1", "Title 0"]
        assert feeds.by_url(library, address) is not None


async def test_several_feeds_of_a_page_are_offered(make_app: MakeApp, feed_server: FeedServer) -> None:
    """The user chooses one."""
    serve(feed_server, "/one", rss(items(1), title="One"))
    serve(feed_server, "/two", rss(items(2), title="Two"))
    address = serve(feed_server, "/", page("/one", "/two"), HTML)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await type_address(pilot, address)
        await until(pilot, lambda: app.screen.query("#prompt-error"))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: app.reader.place_name() == "Two")


async def test_an_address_without_a_feed_is_told_and_asked_again(make_app: MakeApp, feed_server: FeedServer) -> None:
    """The window stays with what was typed; nothing is stored."""
    address = feed_server.url("/nothing-here")
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await type_address(pilot, address)
        await until(pilot, lambda: app.screen.query("#prompt-error"))
        assert app.screen.query_one(Input).value == address
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert "Added" not in [place.label for place in app.reader.feed_list.places]


async def test_refresh_brings_new_articles_behind_the_line(
    make_app: MakeApp, feed_server: FeedServer, library: Library
) -> None:
    """The list stands still, the side bar counts, `.` shows them."""
    address = serve(feed_server, "/feed", rss(items(3)))
    feed_id = feeds.add(library, address, "Live", now=NOW)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await pilot.press("R")
        await until(pilot, lambda: app.reader.new_line.count == 3)
        assert titles(app) == before
        counts = {place.key: place.count for place in app.reader.feed_list.places}
        assert counts[f"feed:{feed_id}"] == 3
        await pilot.press("full_stop")
        assert len(titles(app)) == len(before) + 3
        await until(pilot, lambda: not app.reader.refreshing)


async def test_a_failing_feed_is_visible_with_its_reason(
    make_app: MakeApp, feed_server: FeedServer, library: Library
) -> None:
    """A sign beside its name; the sentence where its articles would be."""
    feed_id = feeds.add(library, feed_server.url("/gone-wrong"), "Broken", now=NOW)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_place(f"feed:{feed_id}")
        app.reader.show_counts()
        await pilot.press("r")
        await until(pilot, lambda: feeds.get(library, feed_id).error)
        await until(pilot, lambda: not app.reader.refreshing)
        app.reader.tick()
        app.reader.show_place(f"feed:{feed_id}")
        assert feeds.get(library, feed_id).error in app.reader.entry_list.empty_words
        errors = {place.key: place.error for place in app.reader.feed_list.places}
        assert errors[f"feed:{feed_id}"]


async def test_e_changes_title_and_folder(make_app: MakeApp, library: Library) -> None:
    """The user's own words for a feed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "E")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        first, second = app.screen.query(Input)
        first.value, second.value = "My notes", "Mine/Daily"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.screen is app.reader)
        changed = feeds.by_url(library, "https://notes.example/feed")
        assert changed is not None
        assert (changed.title, changed.folder) == ("My notes", "Mine/Daily")
        labels = [place.label for place in app.reader.feed_list.places]
        assert labels[labels.index("Mine") :][:3] == ["Mine", "Daily", "My notes"]


async def test_d_asks_and_archives(make_app: MakeApp, library: Library) -> None:
    """Escape keeps the feed; the second choice leaves it, and nothing of it is lost."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "D")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        assert feeds.by_url(library, "https://notes.example/feed") is not None
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is app.reader)
        await until(pilot, lambda: feeds.by_url(library, "https://notes.example/feed") is None)
        assert app.reader.place == "smart:unread"
        assert "Article 6" not in titles(app)


async def test_what_another_process_changes_shows_within_a_second(make_app: MakeApp, library: Library) -> None:
    """The command line marks an article read while the screen is open."""
    from newsreader.library import entries, states
    from newsreader.library.store import open_library

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        assert app.reader.top_bar.unread == 6
        with open_library((library.path, library.index)) as other:
            states.mark(other, [entries.listing(other).ids[0]], read=True, now=0)
        await until(pilot, lambda: app.reader.top_bar.unread == 5)


async def test_files_opened_without_subscribing_are_never_refreshed(make_app: MakeApp) -> None:
    """R says so instead."""
    app = make_app(refreshes=False)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        assert "without subscribing" in app.reader.query_one(KeyBar).notice
