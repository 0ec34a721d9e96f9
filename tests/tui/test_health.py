"""The screen that shows how the feeds are: what it tells, at any width, and what can be done there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from feed_server import HTML, RSS, Answer, items, page, rss
from newsreader.commands import Pane
from newsreader.config import Config, Refresh
from newsreader.keysettings import bound
from newsreader.library import editing, feeds, hosts, lists
from newsreader.models.feeds import Due, Validators
from newsreader.tui import browser
from newsreader.tui.screens.health import HealthScreen
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.symbols import ASCII, UNICODE
from newsreader.tui.widgets.bars import KeyBar, PaneTitle
from newsreader.tui.widgets.health_view import HealthView, Report, lay_out
from tui.small_library import DAY, HOUR, NOW, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from feed_server import FeedServer
    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=60)
reports = st.lists(
    st.builds(
        Report,
        st.integers(1, 9),
        words,
        st.sampled_from(["", "failing", "dead"]),
        st.lists(st.tuples(st.sampled_from(["error", "to do"]), words), max_size=3).map(tuple),
        words,
    ),
    max_size=6,
).map(lambda found: sorted(found, key=lambda report: not report.state))


def fail(library: Library, feed_id: int, error: str = "It is not there.", **more: object) -> None:
    """Let a feed have failed yesterday."""
    due = Due(NOW + 2 * HOUR, "failed once")
    feeds.record_failure(library, feed_id, error, due, NOW - DAY, **({"status": 404} | more))  # type: ignore[arg-type]


def drawn(app: ReaderApp) -> list[str]:
    """The lines of the screen."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def notice(app: ReaderApp) -> str:
    """What the bottom line says."""
    return app.screen.query_one(KeyBar).notice


def keys(app: ReaderApp) -> dict[str, str]:
    """What the bottom line offers."""
    return dict(app.screen.query_one(KeyBar).keys)


async def opened(pilot: Pilot[None]) -> HealthView:
    """Open the screen; its view."""
    await pilot.press("H")
    await until(pilot, lambda: isinstance(pilot.app.screen, HealthScreen))
    await pilot.pause()
    return pilot.app.screen.query_one(HealthView)


# --- what is told -------------------------------------------------------------------------------------------------


async def test_failing_feeds_come_first_with_all_there_is_to_say(make_app: MakeApp, library: Library) -> None:
    """Last success, error, since when, next try, what to do; then the others by their next time."""
    feeds.record_success(library, 1, Validators(), Due(NOW + 3 * HOUR, "its own rhythm: about every 3 hours"), NOW)
    feeds.record_success(library, 2, Validators(), Due(NOW), NOW - 2 * DAY)
    feeds.record_success(library, 3, Validators(), Due(NOW + HOUR, "the server itself says: every hour"), NOW)
    fail(library, 2)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = await opened(pilot)
        assert view.selected == 2
        lines = [line.strip("▌ ") for line in drawn(app) if line.strip("▌ ")]
        assert lines[0].startswith("Health of the feeds 1 of 3 fail")
        assert lines[1:8] == [
            "1 feed fails",
            "× Herald · failing",
            "error It is not there.",
            "since 18 Jun 2024 14:02, last success: 17 Jun 2024 14:02",
            "next  16:02, failed once",
            "to do Look on its site for a new address; it is tried again all the same.",
            "2 feeds work",
        ]
        assert lines[8].startswith("Notes")
        assert lines[8].endswith("15:02, the server itself says: every hour")
        assert lines[9].startswith("Meridian")


@pytest.mark.parametrize("width", [40, 50, 70, 80, 100, 140, 240])
async def test_it_can_be_read_at_any_width(make_app: MakeApp, library: Library, width: int) -> None:
    """No word of a failing feed is lost, without colours and with ASCII alone as well."""
    fail(library, 1, "https://meridian.example/feed does not exist: check the address (404 Not Found).")
    app = make_app()
    async with app.run_test(size=(width, 40)) as pilot:
        await opened(pilot)
        told = " ".join(" ".join(drawn(app)).replace("▌", " ").split())
        for word in ("Meridian", "failing", "check the", "(404", "last", "success:", "Look on its", "site"):
            assert word in told
        assert "q back" in told


async def test_a_number_before_a_movement_says_how_often(make_app: MakeApp) -> None:
    """As in the other panes."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = await opened(pilot)
        await pilot.press("2", "j")
        assert view.cursor == 2
        await pilot.press("2", "k")
        assert view.cursor == 0


async def test_a_long_sentence_stays_until_it_is_read(make_app: MakeApp) -> None:
    """As in the reader."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert isinstance(app.screen, HealthScreen)
        for screen in (app.screen, app.reader):
            screen.say("word " * 40)
            timer = screen._notice_timer
            assert timer is not None
            assert timer._interval == 20


async def test_what_is_cut_says_so(make_app: MakeApp, library: Library) -> None:
    """The sign that there is more stands beside the scroll bar, not below it."""
    editing.rename(library, 1, "A feed with a name of many words that nobody reads to its end", NOW)
    app = make_app()
    async with app.run_test(size=(40, 12)) as pilot:
        await opened(pilot)
        assert any(line.rstrip(" ▁▂▃▄▅▆▇█").endswith("…") for line in drawn(app) if "A feed with" in line)


@given(reports, st.integers(20, 240), st.sampled_from([UNICODE, ASCII]))
def test_no_line_is_too_wide_and_no_word_of_a_failure_lost(found: list[Report], width: int, symbols: object) -> None:
    """Whatever feeds are called and servers say."""
    lines = lay_out(found, width, UNICODE if symbols is UNICODE else ASCII)
    for _, parts in lines:
        assert cell_len("".join(text for text, _ in parts)) <= width - 1
    for number, report in enumerate(found):
        mine = ["".join(text for text, _ in parts) for of, parts in lines if of == number]
        assert mine
        if report.state:
            told = "".join("".join(mine).split())
            for _, sentence in report.details:
                for word in sentence.split():
                    assert all(character in told for character in word)


async def test_text_from_outside_is_data(make_app: MakeApp, library: Library) -> None:
    """Titles and errors with markup, escapes and turned directions are shown, never obeyed."""
    editing.rename(library, 1, "[/] [@click=app.quit]x[/] \x1b]52;c;eA==\x07 \u202egpj", NOW)
    fail(library, 1, "[red]no[/red] \x1b[31m", offered_url="https://x.example/[/]\u202e")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        told = "\n".join(drawn(app))
        assert "[/] [@click=app.quit]x[/]" in told
        assert "[red]no[/red]" in told
        assert not any(sign in told for sign in "\x1b\x07\u202e")


async def test_a_refresh_of_another_process_shows(make_app: MakeApp, library: Library) -> None:
    """The library is followed while the screen is open, and the cursor stays on its feed."""
    from newsreader.library.store import open_library

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = await opened(pilot)
        await pilot.press("j")
        before = view.selected
        with open_library((library.path, library.index)) as other:
            fail(other, 3)
        await until(pilot, lambda: "1 of 3 fail" in str(app.screen.query_one(PaneTitle).note))
        assert view.selected == before


# --- what can be done ---------------------------------------------------------------------------------------------


async def test_moving_and_leaving(make_app: MakeApp) -> None:
    """The keys of the reader; every key that goes back goes back; others say that they do not work here."""
    app = make_app()
    async with app.run_test(size=(60, 12)) as pilot:
        view = await opened(pilot)
        seen = []
        for key in ("j", "j", "j", "k", "G", "g", "space", "backspace", "down", "up"):
            await pilot.press(key)
            seen.append(view.cursor)
        assert seen[:6] == [1, 2, 2, 1, 2, 0]
        await pilot.press("s")
        assert "does not work here" in notice(app)
        for key in ("q", "escape", "h", "H"):
            await pilot.press(key)
            await until(pilot, lambda: app.screen is app.reader)
            await opened(pilot)


async def test_the_users_own_keys_work_here_too(make_app: MakeApp, library: Library) -> None:
    """As configured, and named in the bottom line."""
    fail(library, 1, offered_url="https://meridian.example/new")
    config = Config(refresh=Refresh(on_start=False, every=0), keys=bound({"accept_address": ("T",), "unsubscribe": ()}))
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert keys(app) == {"T": "accept", "r": "refresh", "o": "site", "q": "back"}
        assert any("to follow that: press T" in line for line in drawn(app))
        await pilot.press("j")
        assert "T" not in keys(app)


async def test_a_feed_is_refreshed_there(make_app: MakeApp, library: Library, feed_server: FeedServer) -> None:
    """By a process of its own; when it works again it stands among those that work."""
    for feed in feeds.all_feeds(library):
        editing.unsubscribe(library, feed.id, NOW)
    feed_id = feeds.add(library, feed_server.url("/feed"), "Live", now=NOW)
    fail(library, feed_id)
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "0 of 1 fail" in str(app.screen.query_one(PaneTitle).note))
        assert feeds.get(library, feed_id).unread == 3
        await until(pilot, lambda: not app.reader.refreshing)


async def test_its_site_is_opened(make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The feed's site, else its address, and nothing but http and https."""
    asked: list[str] = []

    def decide(address: str, *_: object, **__: object) -> browser.Refuse:
        asked.append(address)
        return browser.Refuse("not in a test")

    monkeypatch.setattr(browser, "decide", decide)
    fail(library, 1)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("o")
        assert asked == ["https://meridian.example/feed"]
        assert notice(app) == "not in a test"


async def test_a_feed_is_opened_from_there(make_app: MakeApp, library: Library) -> None:
    """Its list is what the reader shows then."""
    fail(library, 3)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.reader)
        assert app.reader.place == "feed:3"
        assert where(app) is Pane.LIST


async def test_unsubscribing_there(make_app: MakeApp, library: Library) -> None:
    """After asking; the list follows."""
    fail(library, 2)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = await opened(pilot)
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("j", "enter")
        await until(pilot, lambda: isinstance(app.screen, HealthScreen) and view.selected != 2)
        assert [feed.id for feed in feeds.all_feeds(library)] == [3, 1]
        assert "unsubscribed from Herald" in notice(app)


@pytest.mark.parametrize("where", ["health", "reader"])
async def test_an_offered_address_is_accepted(
    make_app: MakeApp, library: Library, feed_server: FeedServer, where: str
) -> None:
    """The whole address is shown before; nothing happens unless the user says yes; articles and states stay."""
    for path, body, kind in (("/was-feed", page("/new"), HTML), ("/new", rss(items(2)), RSS)):
        feed_server.answers[path] = Answer(body, content_type=kind)
    editing.change_url(library, 1, feed_server.url("/was-feed"), NOW)
    fail(library, 1, offered_url=feed_server.url("/new"))
    before = lists.listing(library, lists.Filter(feed_id=1)).ids.tolist()
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        if where == "health":
            await opened(pilot)
        for answer in (("enter",), ("j", "enter")):
            await pilot.press("M")
            await until(pilot, lambda: isinstance(app.screen, PromptScreen))
            assert any(feed_server.url("/new") in line for line in drawn(app))
            assert feed_server.hits["/new"] == 0
            await pilot.press(*answer)
            await until(pilot, lambda: not isinstance(app.screen, PromptScreen))
        await until(pilot, lambda: feeds.get(library, 1).url == feed_server.url("/new"))
        assert set(before) < set(lists.listing(library, lists.Filter(feed_id=1)).ids)
        await until(pilot, lambda: "followed there now: 2 new" in notice(app))


async def test_nothing_to_accept(make_app: MakeApp, library: Library) -> None:
    """A feed that works, and one whose page names nothing."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        await until(pilot, lambda: "no other address is offered" in notice(app))


async def test_without_feeds(make_app: MakeApp, library: Library) -> None:
    """An empty screen, on which no key does harm."""
    for feed in feeds.all_feeds(library):
        editing.unsubscribe(library, feed.id, NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("j", "k", "G", "space", "r", "o", "M", "D")
        assert isinstance(app.screen, HealthScreen)
        assert "no feeds yet" in "\n".join(drawn(app))
        assert keys(app) == {"q": "back"}


async def test_hosts_that_are_left_alone_are_named(make_app: MakeApp, library: Library) -> None:
    """With the reason why their feeds wait."""
    hosts.record(library, "meridian.example", hosts.Wait(asked=NOW + 5 * HOUR))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert any("19:02, meridian.example asked to be left alone until then" in line for line in drawn(app))


def test_reports_are_values() -> None:
    """One can be told from another."""
    assert Report(1, "a") != replace(Report(1, "a"), state="dead")
