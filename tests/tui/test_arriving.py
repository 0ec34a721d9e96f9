"""The first start: the welcome and what follows from each of its offers."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList

from newsreader import sample
from newsreader.commands import Pane
from newsreader.library import feeds, lists, session
from newsreader.library.store import open_library
from newsreader.migrate.source import Source
from newsreader.tui.customs import number
from newsreader.tui.screens import arriving
from newsreader.tui.screens.arriving import _told
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.topics import TopicsScreen, feeds_of
from newsreader.tui.screens.welcome import WelcomeScreen
from test_moving_in import RIVER, newsboat_home, river
from tui.small_library import NOW, where
from tui.test_snapshots import Picture
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion
    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader of the machine that runs this is found."""
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Library]:
    """A library as the first start makes it."""
    with open_library((tmp_path / "new.db", tmp_path / "new.index.db")) as opened:
        sample.install(opened, NOW)
        session.put(opened, {sample.WELCOME_KEY: "wanted"})
        yield opened


async def shown(pilot: Pilot[None], screen: type) -> None:
    """Wait until a window is open and knows what it shows."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted)
    await pilot.pause()


def words(app: ReaderApp) -> str:
    """What the welcome offers, as text."""
    options = app.screen.query_one(OptionList)
    return "\n".join(str(options.get_option_at_index(n).prompt) for n in range(options.option_count))


async def test_the_first_start_welcomes_once(make_app: MakeApp, new: Library) -> None:
    """It opens by itself, over the reader; the next start goes to the articles."""
    async with make_app(opened=new).run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        assert session.get(new, sample.WELCOME_KEY) is None
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, WelcomeScreen))
    async with make_app(opened=new).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert not isinstance(pilot.app.screen, WelcomeScreen)
        await pilot.press("W")
        await shown(pilot, WelcomeScreen)


async def test_nothing_is_read_behind_the_welcome(make_app: MakeApp, new: Library) -> None:
    """The article behind a window is not seen: the time until it counts as read begins when that closes."""
    app = make_app(opened=new)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        assert app.reader.entry is not None
        entry_id = app.reader.entry.id
        app.reader._was_open(entry_id)
        assert lists.counts(new, NOW).unread == len(sample.edition().entries)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
        app.reader._was_open(entry_id)
        assert lists.counts(new, NOW).unread == len(sample.edition().entries) - 1


async def test_a_key_of_the_reader_works_through_it(make_app: MakeApp, new: Library) -> None:
    """Whoever knows a key need not close anything first."""
    app = make_app(opened=new)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        await pilot.press("s")
        await until(pilot, lambda: lists.counts(new, NOW).starred == 1)
        assert app.screen is app.reader


async def test_the_sample_comes_back_when_it_is_asked_for(make_app: MakeApp, library: Library) -> None:
    """Only then: who removed it, or had feeds before, sees it after choosing it here."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("W")
        await shown(pilot, WelcomeScreen)
        assert not sample.is_installed(library)
        await pilot.press("enter")
        await until(pilot, lambda: sample.is_installed(library))
        await until(pilot, lambda: app.reader.place_name() == sample.TITLE)
        assert where(app) is Pane.DETAIL


async def test_topics_and_languages_are_ticked(make_app: MakeApp, new: Library) -> None:
    """Nothing is subscribed to before enter; the feeds come in folders named by their topics."""
    app = make_app(opened=new)
    async with app.run_test(size=(120, 50)) as pilot:
        await shown(pilot, WelcomeScreen)
        await pilot.press("2")
        await shown(pilot, TopicsScreen)
        await pilot.press("space", "down", "space")
        german = app.screen.query_one(OptionList)
        german.highlighted = 4  # below a heading, English, Chinese and French
        await pilot.press("space")
        await pilot.pause()
        assert len(feeds.all_feeds(new)) == 1
        await pilot.press("enter")
        await until(pilot, lambda: len(feeds.all_feeds(new)) > 1)
        added = [feed for feed in feeds.all_feeds(new) if feed.url != sample.ADDRESS]
        expected = feeds_of(sample.starter(), frozenset({"en", "de"}), frozenset({"World", "Europe"}))
        assert {feed.url for feed in added} == {feed.url for feed in expected}
        assert {feed.folder for feed in added} == {"World", "Europe", "German"}
        assert all(feed.last_success is None for feed in added)


def test_what_is_moved_in_is_counted_as_people_write() -> None:
    """One of a thing is no plural; what there is none of is left out, but for the feeds."""
    assert _told({"added": 1, "articles": 1, "read": 1}) == "1 feed, 1 article, 1 read"
    assert _told({"starred": 1_234}) == f"0 feeds, {number(1_234)} starred"


def test_a_language_brings_its_news() -> None:
    """Topics are of the languages that are ticked; a language alone is the news in it; nothing is nothing."""
    starters = sample.starter()
    assert feeds_of(starters, frozenset({"en"}), frozenset()) == ()
    assert feeds_of(starters, frozenset(), frozenset({"World"})) == ()
    japanese = feeds_of(starters, frozenset({"ja"}), frozenset())
    assert japanese
    assert {feed.language for feed in japanese} == {"ja"}
    world = feeds_of(starters, frozenset({"en"}), frozenset({"World"}))
    assert {(feed.topic, feed.language) for feed in world} == {("World", "en")}


async def test_ticking_nothing_subscribes_to_nothing(make_app: MakeApp, new: Library) -> None:
    """Enter at once, and escape, leave everything as it was."""
    app = make_app(opened=new)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot, WelcomeScreen)
        for key in ("enter", "escape"):
            await pilot.press("2" if isinstance(app.screen, WelcomeScreen) else "W")
            if isinstance(app.screen, WelcomeScreen):
                await pilot.press("2")
            await shown(pilot, TopicsScreen)
            await pilot.press(key)
            await until(pilot, lambda: app.screen is app.reader)
        assert len(feeds.all_feeds(new)) == 1


async def test_who_reads_on_while_all_of_a_reader_comes_stays_there(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that it has come."""
    go_on = asyncio.Event()

    async def slow(*_: object) -> AsyncIterator[dict[str, object]]:
        await go_on.wait()
        yield {"event": "end", "added": 2, "articles": 1}

    monkeypatch.setattr(arriving, "follow", slow)
    app = make_app()
    async with app.run_test(size=(160, 42)) as pilot:
        app.reader.arriving._take(Source("newsboat"), "newsboat")
        await pilot.press(":", *"open Herald", "enter", "enter")
        before = app.reader.whereabouts()
        go_on.set()
        await until(pilot, lambda: any("moved in" in one.words for one in app.reader.messaging.messages))
        assert app.reader.whereabouts() == before
        assert app.reader.messaging.messages[0].words == "moved in from newsboat: 2 feeds, 1 article"


async def test_a_reader_that_is_found_is_offered_and_taken(make_app: MakeApp, new: Library, tmp_path: Path) -> None:
    """What it has is told first; only then, on yes, it is moved in, with what was read."""
    newsboat_home(tmp_path / "user/.newsboat", [river(1), river(2, unread=1), river(3)])
    app = make_app(opened=new)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        assert "Move in from newsboat" in words(app)
        assert "~/.newsboat/urls" in words(app)
        await pilot.press("3")
        await shown(pilot, PromptScreen)
        question = app.screen._question  # type: ignore[attr-defined]
        assert question.title == "newsboat: 2 feeds, 3 articles, 2 read"
        assert "exec:~/bin/weather.sh" in question.problem
        assert len(feeds.all_feeds(new)) == 1
        await pilot.press("enter")
        await until(pilot, lambda: any("moved in from newsboat" in one.words for one in app.reader.messaging.messages))
        moved = feeds.by_url(new, RIVER)
        assert moved is not None
        assert (moved.unread, moved.total, moved.folder) == (1, 3, "World/Asia")
        assert app.reader.top_bar.progress is None


async def test_a_reader_may_be_left_alone(make_app: MakeApp, new: Library, tmp_path: Path) -> None:
    """No, and escape, take nothing."""
    newsboat_home(tmp_path / "user/.newsboat", [river(1)])
    app = make_app(opened=new)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        await pilot.press("3")
        await shown(pilot, PromptScreen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.screen is app.reader)
        await app.workers.wait_for_complete()
        assert len(feeds.all_feeds(new)) == 1


async def test_an_opml_file_is_imported(make_app: MakeApp, new: Library, tmp_path: Path) -> None:
    """A name that is none is asked again with why; ~ is the user's home."""
    home = tmp_path / "user"
    home.mkdir()
    (home / "list.opml").write_text(f'<opml><body><outline text="River" xmlUrl="{RIVER}"/></body></opml>')
    app = make_app(opened=new)
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot, WelcomeScreen)
        await pilot.press("3")
        await shown(pilot, PromptScreen)
        app.screen.query_one(Input).value = "~/none.opml"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen) and app.screen._question.problem)
        assert "none.opml" in app.screen._question.problem  # type: ignore[attr-defined]
        app.screen.query_one(Input).value = "~/list.opml"
        await pilot.press("enter")
        await until(pilot, lambda: feeds.by_url(new, RIVER) is not None)
        await until(pilot, lambda: any("1 feed added" in one.words for one in app.reader.messaging.messages))


@pytest.mark.parametrize("size", [(40, 12), (40, 40), (80, 24), (200, 60), (10, 3)])
async def test_windows_fit_any_terminal(make_app: MakeApp, new: Library, size: tuple[int, int]) -> None:
    """At every size they open, move and close."""
    app = make_app(opened=new)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, WelcomeScreen)
        await pilot.press("j", "down", "k")
        await pilot.resize_terminal(size[0] + 3, size[1] + 2)
        await pilot.press("2")
        await shown(pilot, TopicsScreen)
        await pilot.press("j", "space", "G", "escape")
        await until(pilot, lambda: app.screen is app.reader)


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((120, 40), (), id="welcome"),
        pytest.param((80, 24), (), id="welcome-80"),
        pytest.param((40, 24), (), id="welcome-40"),
        pytest.param((100, 40), ("2", "space"), id="topics"),
    ],
)
async def test_picture(
    make_app: MakeApp, new: Library, snapshot: SnapshotAssertion, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """The windows are as they were when somebody last looked at them."""
    app = make_app(opened=new)
    async with app.run_test(size=size) as pilot:
        await shown(pilot, WelcomeScreen)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        taken = re.sub(r"terminal-\d+-", "terminal-", app.export_screenshot())
    assert taken == snapshot(extension_class=Picture)
