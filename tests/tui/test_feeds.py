"""Adding, refreshing, changing and leaving feeds from the screen, against a real server and real processes."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from command_line import process
from feed_server import HTML, RSS, Answer, items, page, rss
from newsreader.commands import Pane
from newsreader.config import Config, Refresh
from newsreader.feedsettings import FeedSettings
from newsreader.library import editing, feeds, lists
from newsreader.models.feeds import Due
from newsreader.tui import background
from newsreader.tui.screens.health import HealthScreen
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.widgets.bars import KeyBar
from newsreader.tui.widgets.health_view import HealthView
from tui.small_library import NOW, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from feed_server import FeedServer, Handler
    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.stretches import Stretch

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def serve(server: FeedServer, path: str, body: bytes, content_type: str = RSS) -> str:
    """Have the server answer; the address."""
    server.answers[path] = Answer(body, content_type=content_type)
    return server.url(path)


def line_of(app: ReaderApp, line: int) -> list[Stretch]:
    """What the list draws in a line."""
    return list(app.reader.entry_list.stretches(line))


def notice(app: ReaderApp) -> str:
    """What the bottom line says."""
    return app.reader.query_one(KeyBar).notice


def only(library: Library, *addresses: str) -> list[int]:
    """Leave all feeds but some new ones; their ids."""
    for feed in feeds.all_feeds(library):
        editing.unsubscribe(library, feed.id, NOW)
    return [feeds.add(library, address, f"Feed {n}", now=NOW) for n, address in enumerate(addresses)]


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address on this computer where nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening, and nobody else's meanwhile
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


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
        app.reader.upkeep.tick()
        assert feeds.get(library, feed_id).error in app.reader.entry_list.empty_words
        lines = [part for line in range(app.reader.entry_list.line_count()) for part, _ in line_of(app, line)]
        assert str(feeds.get(library, feed_id).error) in " ".join(" ".join(lines).split())
        assert max(map(len, lines)) < app.reader.entry_list.size.width
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
        row = app.reader.entry_list.row(0)
        assert row is not None
        assert app.reader.entry is not None
        assert row.feed_title == app.reader.entry.feed_title == "My notes"
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
        assert app.reader.place == "feed:2"
        assert "Article 6" not in titles(app)


@pytest.mark.parametrize(("asked", "left"), [("feed:1", "feed:2"), ("feed:2", "feed:1"), ("smart:all", "smart:all")])
async def test_whoever_leaves_feeds_stays_among_them(make_app: MakeApp, asked: str, left: str) -> None:
    """The next one is under the cursor then, else the one before; who was elsewhere stays there."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.reader.return_to(asked)
        app.reader.go_to(Pane.FEEDS if asked.startswith("feed:") else Pane.LIST)
        await pilot.pause()
        count = len(app.reader.followed.feeds)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(app.reader.followed.feeds) == count - 1)
        assert app.reader.place == left
        assert app.reader.feed_list.place is not None
        assert app.reader.feed_list.place.key == left


async def test_what_another_process_changes_shows_within_a_second(make_app: MakeApp, library: Library) -> None:
    """The command line marks an article read while the screen is open."""
    from newsreader.library import states
    from newsreader.library.store import open_library

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        assert app.reader.top_bar.unread == 6
        with open_library((library.path, library.index)) as other:
            states.mark(other, [lists.listing(other).ids[0]], read=True, now=0)
        await until(pilot, lambda: app.reader.top_bar.unread == 5)


async def test_a_refresh_by_cron_shows_too(
    make_app: MakeApp, feed_server: FeedServer, library: Library, tmp_path: Path
) -> None:
    """What another process fetched is counted and waits behind the line; the list stands still."""
    feeds.add(library, serve(feed_server, "/feed", rss(items(3))), "Live", now=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        done = await asyncio.to_thread(process, tmp_path, "--library", library.path, "refresh", "--all")
        assert done.returncode == 0
        await until(pilot, lambda: app.reader.new_line.count == 3)
        assert titles(app) == before
        assert app.reader.top_bar.unread == 9


async def test_a_feed_is_reloaded_while_others_are_refreshed(
    make_app: MakeApp, feed_server: FeedServer, library: Library, slow: Callable[[str, Answer], threading.Event]
) -> None:
    """It does not wait for them; what the refresh has in hand itself is left to it, which is said."""
    gate = slow("/slow", Answer(rss(items(1))))
    busy, quick = only(library, feed_server.url("/slow"), serve(feed_server, "/quick", rss(items(3))))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_counts()
        app.reader.refreshes.start("--all")
        await until(pilot, lambda: feed_server.hits["/slow"] and feed_server.hits["/quick"])
        await until(pilot, lambda: app.reader.new_line.count == 3)
        serve(feed_server, "/quick", rss(items(5)))
        app.reader.refreshes.start(str(quick))
        await until(pilot, lambda: app.reader.new_line.count == 5)
        app.reader.refreshes.start(str(busy))
        await until(pilot, lambda: "another refresh" in notice(app))
        assert app.reader.refreshing
        gate.set()
        await until(pilot, lambda: not app.reader.refreshing)
        await until(pilot, lambda: app.reader.new_line.count == 6)


async def test_one_that_cannot_be_reloaded_is_told_of(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that cannot be started is no silence."""

    def start(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr("newsreader.tui.background.subprocess.Popen", start)
        app.reader.refreshing = True
        app.reader.refreshes.start("1")
        await until(pilot, lambda: "can be started (no more processes)" in notice(app))


async def test_files_opened_without_subscribing_are_never_refreshed(make_app: MakeApp) -> None:
    """R says so instead."""
    app = make_app(refreshes=False)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        assert "without subscribing" in app.reader.query_one(KeyBar).notice


@pytest.fixture
def slow(feed_server: FeedServer) -> Iterator[Callable[[str, Answer], threading.Event]]:
    """Have a path answer only when the event is set."""
    gates = []

    def make(path: str, given: Answer) -> threading.Event:
        gate = threading.Event()
        gates.append(gate)

        def wait(handler: Handler) -> None:
            gate.wait(30)
            given(handler)

        feed_server.answers[path] = wait
        return gate

    yield make
    for gate in gates:
        gate.set()


async def test_a_slow_add_does_not_take_the_article_away(
    make_app: MakeApp,
    feed_server: FeedServer,
    library: Library,
    slow: Callable[[str, Answer], threading.Event],
) -> None:
    """Who went on reading stays there; the new feed is told of and in the side bar."""
    gate = slow("/slow", Answer(rss(items(3), title="Slow")))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await type_address(pilot, feed_server.url("/slow"))
        await until(pilot, lambda: feed_server.hits["/slow"])
        await pilot.press("j", "enter")
        place, opened = app.reader.place, app.reader.entry
        gate.set()
        await until(pilot, lambda: notice(app) == "added Slow: 3 articles")
        assert (app.reader.place, app.reader.entry) == (place, opened)
        assert "Slow" in [shown.label for shown in app.reader.feed_list.places]


async def test_a_slow_failure_asks_nobody_who_went_on(
    make_app: MakeApp,
    feed_server: FeedServer,
    slow: Callable[[str, Answer], threading.Event],
) -> None:
    """The sentence is told below; no window opens over the article."""
    gate = slow("/slow", Answer(status=404))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await type_address(pilot, feed_server.url("/slow"))
        await until(pilot, lambda: feed_server.hits["/slow"])
        await pilot.press("j", "enter")
        gate.set()
        await until(pilot, lambda: "404" in notice(app))
        assert app.screen is app.reader
        assert app.reader.key_bar.error


async def test_the_refresh_of_a_feed_says_why_it_failed(
    make_app: MakeApp, feed_server: FeedServer, library: Library
) -> None:
    """The sentence alone, which names the address once."""
    (feed_id,) = only(library, feed_server.url("/404"))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_counts()
        app.reader.refreshes.start(str(feed_id))
        await until(pilot, lambda: app.reader.key_bar.error)
        assert notice(app) == feeds.get(library, feed_id).error


async def test_failures_of_a_refresh_nobody_asked_for_are_told(
    make_app: MakeApp, feed_server: FeedServer, library: Library
) -> None:
    """How many of how many, and where the reasons are; a server that answers is no reason to claim being offline."""
    only(library, feed_server.url("/404"), feed_server.url("/500"), feed_server.url("/feed"))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_counts()
        app.reader.refreshes.start()
        await until(pilot, lambda: notice(app))
        assert notice(app) == "2 of 3 feeds failed; × marks them, H tells why"
        assert "offline" not in app.reader.top_bar.status[1]


async def test_a_failing_feed_with_articles_tells_why_above_them(make_app: MakeApp, library: Library) -> None:
    """Its list is not empty: the reason stands beside its title."""
    feed = feeds.by_url(library, "https://notes.example/feed")
    assert feed is not None
    feeds.record_failure(library, feed.id, "It is gone; leave it.", Due(NOW), NOW)
    app = make_app()
    async with app.run_test(size=WIDE):
        app.reader.show_place(f"feed:{feed.id}")
        assert titles(app)
        assert app.reader.list_title.note == "× It is gone; leave it."
        assert app.reader.list_title.short_note.endswith("unread × H tells why")


async def test_a_server_that_answers_with_errors_is_not_being_offline(
    make_app: MakeApp, feed_server: FeedServer, library: Library
) -> None:
    """All feeds failed, but the network is there."""
    only(library, feed_server.url("/404"), feed_server.url("/500"))
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_counts()
        await pilot.press("R")
        await until(pilot, lambda: notice(app))
        assert notice(app).startswith("2 of 2 feeds failed")
        assert "offline" not in app.reader.top_bar.status[1]


async def test_offline_is_said_when_no_feed_can_be_reached(make_app: MakeApp, nowhere: str, library: Library) -> None:
    """Of all feeds, not of one that was named."""
    first, _ = only(library, f"{nowhere}/one", f"{nowhere}/two")
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.show_counts()
        app.reader.refreshes.start(str(first))
        await until(pilot, lambda: "cannot be reached" in notice(app))
        assert "offline" not in app.reader.top_bar.status[1]
        await pilot.press("R")
        await until(pilot, lambda: "2 of 2" in notice(app))
        assert "offline" in app.reader.top_bar.status[1]


async def test_the_last_event_tells_how_the_command_ended(library: Library) -> None:
    """Its exit code and its complaint."""
    arguments = ["refresh", "--events", "no such feed"]
    events = [event async for event in background.follow(library.path, arguments)]
    assert [event["event"] for event in events] == ["exit"]
    assert events[0]["code"] == 1
    assert "no such feed" in events[0]["words"]
    assert not events[0]["words"].startswith("newsreader:")


async def test_a_refresh_that_cannot_run_says_why(make_app: MakeApp, library: Library) -> None:
    """The sentence of the command that failed."""
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.refreshes.start("no such feed")
        await until(pilot, lambda: not app.reader.refreshing)
        assert "no such feed" in notice(app)
        assert app.reader.key_bar.error


async def test_a_refresh_that_dies_half_way_says_why(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words are shown though feeds had come; a refresh that came to its end has told all already."""

    async def dying(*_: object) -> AsyncIterator[dict[str, object]]:
        yield {"event": "start", "total": 2}
        yield {"event": "feed", "status": "unchanged", "reached": True}
        for event in ending:
            yield event
        yield {"event": "exit", "code": 1, "words": "The disk is full."}

    monkeypatch.setattr("newsreader.tui.screens.refreshing.follow", dying)
    app = make_app(refreshes=True)
    ending: list[dict[str, object]] = []
    async with app.run_test(size=WIDE) as pilot:
        app.reader.refreshes.start("--all")
        await until(pilot, lambda: not app.reader.refreshing)
        assert notice(app) == "The disk is full."
        assert app.reader.key_bar.error
        app.reader.unsay()
        ending.append({"event": "end"})
        app.reader.refreshes.start("--all")
        await until(pilot, lambda: not app.reader.refreshing)
        assert notice(app) == ""


async def test_progress_tells_the_rate_and_what_is_slow(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the top bar, where there is room."""
    gate = asyncio.Event()

    async def slow(*_: object) -> AsyncIterator[dict[str, object]]:
        yield {"event": "start", "total": 3}
        yield {"event": "feed", "status": "unchanged", "reached": True}
        yield {"event": "waiting", "urls": ["https://www.slow.example/feed", "https://b.example/"]}
        await gate.wait()
        yield {"event": "end"}
        yield {"event": "exit", "code": 0}

    monkeypatch.setattr("newsreader.tui.screens.refreshing.follow", slow)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        bar = app.reader.top_bar
        app.reader.refreshes.start("--all")
        await until(pilot, lambda: bar.progress is not None and bool(bar.progress.slow))
        told = str(bar.render())
        assert " 1/3 " in told
        assert "/s" in told
        assert "waiting for slow.example/feed, b.example" in told
        assert len(told) <= WIDE[0]
        gate.set()
        await until(pilot, lambda: not app.reader.refreshing)


async def test_only_who_asked_hears_that_a_refresh_is_under_way(make_app: MakeApp) -> None:
    """The timer's refresh gives way in silence."""
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        app.reader.refreshing = True
        app.reader.refreshes.start()
        assert not notice(app)
        await pilot.press("R")
        assert notice(app) == "a refresh is under way"


async def test_r_without_feeds_says_how_to_have_some(make_app: MakeApp, library: Library) -> None:
    """Nothing to refresh is no silence."""
    only(library)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("R")
        assert notice(app) == "no feeds yet   a add one"


async def test_a_feed_without_verification_is_marked(library: Library, make_app: MakeApp) -> None:
    """Where a feed's certificate need not be valid, its line says so in red, and its list in words."""
    one, other = only(library, "https://a.example/feed", "https://b.example/feed")
    config = Config(
        refresh=Refresh(on_start=False, every=0), feeds={"https://a.example/": FeedSettings(verify_tls=False)}
    )
    app = make_app(config=config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        shown = app.reader.feed_list
        drawn = [list(shown.stretches(line)) for line in range(len(shown._lines))]
        red = {part[0].strip() for parts in drawn for part in parts if "feed-list--error" in part[1]} - {""}
        assert red == {"TLS off"}
        assert [place.key for place in shown.places if place.warning] == [f"feed:{one}"]
        app.reader.show_place(f"feed:{one}")
        assert "not verified" in app.reader.list_title.note
        app.reader.show_place(f"feed:{other}")
        assert "not verified" not in app.reader.list_title.note


async def test_a_failure_does_not_hide_that_nothing_is_verified(library: Library, make_app: MakeApp) -> None:
    """The title of its list says both, and the health of the feeds marks it in red, as it does one that works."""
    feeds.record_failure(library, 2, "It is gone.", Due(NOW), NOW)
    unverified = FeedSettings(verify_tls=False)
    config = Config(
        refresh=Refresh(on_start=False, every=0),
        feeds={"https://herald.example/": unverified, "https://notes.example/": unverified},
    )
    app = make_app(config=config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.reader.show_place("feed:2")
        assert "TLS off: It is gone." in app.reader.list_title.note
        await pilot.press("H")
        await until(pilot, lambda: isinstance(app.screen, HealthScreen))
        await pilot.pause()
        view = app.screen.query_one(HealthView)
        drawn = [list(view.stretches(line)) for line in range(view.line_count())]
        red = " ".join(part[0] for parts in drawn for part in parts if "health-view--failed" in part[1])
        assert red.count("TLS off") == 2
