"""Feeds and folders are moved by hand: by keys and by the mouse, undone, and written to OPML as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from command_line import process
from newsreader.commands import Pane
from newsreader.library import editing, feeds
from newsreader.tui.screens.placing import is_in, next_shown
from newsreader.tui.screens.prompt import PromptScreen
from tui.small_library import NOW
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def labels(app: ReaderApp) -> list[str]:
    """The feeds and folders of the side bar."""
    return [place.label for place in app.reader.feed_list.places if place.key.startswith(("feed:", "folder:"))]


async def to(pilot: Pilot[Any], app: ReaderApp, label: str) -> None:
    """Put the cursor of the side bar on a place."""
    if app.reader.pane is not Pane.FEEDS:
        await pilot.press("shift+tab")
    side_bar = app.reader.feed_list
    side_bar.select([place.label for place in side_bar.places].index(label))


async def drag(pilot: Pilot[Any], label: str, onto: str) -> None:
    """From one place of the side bar to another."""
    side_bar = pilot.app.screen.query_one("#feeds")
    lines = ["".join(part for part, _ in side_bar.stretches(line)) for line in range(side_bar.line_count())]  # type: ignore[attr-defined]
    start, end = (next(n for n, line in enumerate(lines) if name in line) for name in (label, onto))
    await pilot.mouse_down(side_bar, offset=(6, start))
    await pilot.mouse_up(side_bar, offset=(6, end))
    await pilot.pause()


@pytest.fixture
def folders(library: Library) -> Library:
    """World with two feeds and one in a folder of it, Art with one, a feed outside."""
    for path in ("Art", "World/Asia", "World/Europe"):
        feeds.add(library, f"https://{path.replace('/', '.')}.example/", f"Of {path}", folder=path, now=NOW)
    return library


async def test_a_feed_goes_up_and_down_in_its_folder(make_app: MakeApp, library: Library) -> None:
    """By one place a key, or as often as a number says; at the ends nothing happens; each step is undone by itself."""
    feeds.add(library, "https://zeta.example/", "Zeta", folder="World", now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await to(pilot, app, "Meridian")
        assert labels(app) == ["Notes", "World", "Herald", "Meridian", "Zeta"]
        await pilot.press("ctrl+up")
        assert labels(app) == ["Notes", "World", "Meridian", "Herald", "Zeta"]
        assert app.reader.key_bar.notice == "moved Meridian above Herald   u undo"
        assert app.reader.feed_list.place is not None
        assert app.reader.feed_list.place.label == "Meridian"
        await pilot.press("ctrl+up")
        assert app.reader.key_bar.notice == "Meridian is the first here   ctrl+→ into a folder"
        await pilot.press("2", "shift+down")
        assert labels(app) == ["Notes", "World", "Herald", "Zeta", "Meridian"]
        await pilot.press("u", "u")
        assert labels(app) == ["Notes", "World", "Meridian", "Herald", "Zeta"]
        await pilot.press("u")
        assert labels(app) == ["Notes", "World", "Herald", "Meridian", "Zeta"]
        await pilot.press("ctrl+r")
        assert [feed.title for feed in feeds.all_feeds(library)] == ["Notes", "Meridian", "Herald", "Zeta"]


async def test_a_folder_goes_among_those_beside_it(make_app: MakeApp, folders: Library) -> None:
    """With all that is in it; one inside another stays inside it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await to(pilot, app, "World")
        await pilot.press("ctrl+up")
        inside = ["Herald", "Meridian", "Asia", "Of World/Asia", "Europe", "Of World/Europe"]
        assert labels(app) == ["Notes", "World", *inside, "Art", "Of Art"]
        await to(pilot, app, "Europe")
        await pilot.press("ctrl+up", "ctrl+up")
        inside = ["Herald", "Meridian", "Europe", "Of World/Europe", "Asia", "Of World/Asia"]
        assert labels(app) == ["Notes", "World", *inside, "Art", "Of Art"]
        await pilot.press("u", "u")
        assert labels(app)[:3] == ["Notes", "Art", "Of Art"]


async def test_a_step_is_one_that_is_seen(make_app: MakeApp, library: Library) -> None:
    """Past feeds that are not shown, because they are read."""
    for name in ("Hidden", "Zeta"):
        feeds.add(library, f"https://{name}.example/", name, folder="World", now=NOW)
    with library.write():
        library.execute("UPDATE feeds SET unread = 1 WHERE custom_title = 'Zeta' OR title = 'Zeta'")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("U")
        await to(pilot, app, "Herald")
        assert labels(app) == ["Notes", "World", "Herald", "Meridian", "Zeta"]
        await pilot.press("ctrl+down")
        assert labels(app) == ["Notes", "World", "Meridian", "Herald", "Zeta"]
        await pilot.press("U")
        assert labels(app) == ["Notes", "World", "Hidden", "Meridian", "Herald", "Zeta"]


async def test_what_has_no_place_of_its_own_stays(make_app: MakeApp) -> None:
    """Lists of the program, and all while the feeds are sorted otherwise: why is told."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await to(pilot, app, "Starred")
        await pilot.press("ctrl+down")
        assert app.reader.key_bar.notice == "only feeds and folders can be moved"
        await to(pilot, app, "Herald")
        app.reader.side_bar.action_sort_feeds()
        await pilot.press("ctrl+down")
        assert "not in their own order" in app.reader.key_bar.notice
        assert labels(app) == ["Notes", "World", "Herald", "Meridian"]


@pytest.mark.parametrize(
    ("typed", "expected"), [("new/inner", "new/inner"), ("ar", "Art"), ("outside", None), ("world", "World")]
)
async def test_into_a_folder(make_app: MakeApp, folders: Library, typed: str, expected: str | None) -> None:
    """One that is there by a few letters of it, a new one, or out of all; undo takes it back."""
    editing.move(folders, 1, "World/Asia", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await to(pilot, app, "Meridian")
        await pilot.press("ctrl+right")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        app.screen.query_one(Input).value = typed
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: feeds.get(folders, 1).folder == expected)
        await pilot.press("u")
        assert feeds.get(folders, 1).folder == "World/Asia"


async def test_by_the_mouse(make_app: MakeApp, folders: Library) -> None:
    """Onto one beside it a feed or a folder takes its place; a feed goes into the folder that it is dropped on."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await drag(pilot, "Meridian", "Herald")
        assert labels(app)[3:6] == ["World", "Meridian", "Herald"]
        await drag(pilot, "World", "Art")
        assert labels(app)[1] == "World"
        await drag(pilot, "Herald", "Of Art")
        assert feeds.find(folders, "Herald").folder == "Art"
        await drag(pilot, "Meridian", "Starred")
        await drag(pilot, "Starred", "Meridian")
        assert feeds.find(folders, "Meridian").folder == "World"
        await pilot.press("u", "u", "u")
        assert labels(app)[1:5] == ["Art", "Of Art", "World", "Herald"]


def test_opml_has_the_order_of_the_side_bar(folders: Library, tmp_path: Path) -> None:
    """As the user has arranged it."""
    editing.arrange_folders(folders, ["World", "Art"], "moved World", NOW)
    editing.arrange(folders, [1, 2], "moved Meridian", NOW)
    path = tmp_path / "feeds.opml"
    folders.close()
    (tmp_path / "data").mkdir()
    for name in ("library.db", "index.db"):
        (tmp_path / name).rename(tmp_path / "data" / name)
    done = process(tmp_path, "export", "opml", path)
    assert done.returncode == 0, done.stderr
    text = path.read_text()
    places = [text.index(f'text="{name}"') for name in ("Notes", "World", "Meridian", "Herald", "Asia", "Art")]
    assert places == sorted(places)


def test_which_folders_are_beside_each_other() -> None:
    """Those with the same one around them, at the same depth."""
    assert is_in("A", "", 1)
    assert is_in("A/B", "A", 2)
    assert not is_in("", "", 1)
    assert not is_in("AB/C", "A", 2)
    assert not is_in("A/B/C", "A", 2)


def test_the_next_that_is_shown() -> None:
    """None past the ends."""
    assert next_shown("abcd", "b", 1, {"d"}) == "d"
    assert next_shown("abcd", "d", -1, {"a", "b"}) == "b"
    assert next_shown("abcd", "a", -1, set("abcd")) is None
    assert next_shown("abcd", "d", 1, set("abcd")) is None
