"""A library that cannot be written: reading goes on, it is said once, nothing raises."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from newsreader.config import Config, Reading, Refresh
from newsreader.errors import LibraryError
from newsreader.library import files, session, states
from newsreader.library.store import open_library
from newsreader.tui.app import ReaderApp
from newsreader.tui.screens import pages
from newsreader.tui.widgets import bars
from tui.small_library import titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
DAMAGED = (
    "The library /home/somebody/.local/share/newsreader/library.db is damaged (row 7 missing from index states_all); "
    "nothing was changed: `newsreader doctor` recovers what can be read, `newsreader library restore` a backup."
)
FULL = "The disk is full: the library cannot be written; free some space and try again."


async def test_a_library_for_reading_only_is_readable(make_app: MakeApp, library: Library) -> None:
    """Everything but marking works, and the screen says so."""
    with open_library((library.path, library.index), read_only=True) as read_only:
        app = make_app(Config(Reading(mark_read_after=0.01), Refresh(on_start=False, every=0)), opened=read_only)
        async with app.run_test(size=WIDE) as pilot:
            assert "can only be read" in app.reader.key_bar.notice
            assert app.reader.top_bar.status[1] == "read only"
            await pilot.press("j", "enter", "space", "m", "s", "A", "u", "U", "b", "J", "D")
            await pilot.press("down", "enter")
            await pilot.pause(0.1)
            assert app.is_running
            assert app.reader.top_bar.unread == 6


async def test_a_full_disk_is_told_once_and_reading_goes_on(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks by the user say each time why they failed; what happens by itself says it once."""

    def full(*_: object, **__: object) -> int:
        raise LibraryError(FULL)

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for module, name in ((states, "mark"), (session, "put"), (session, "set_position")):
            monkeypatch.setattr(module, name, full)
        app.reader.entry_list.move(1)  # not by a key: the screen's own clock must not come first
        app.reader.upkeep.tick()
        assert app.reader.key_bar.notice == FULL
        app.reader.unsay()
        app.reader.upkeep.tick()
        assert app.reader.key_bar.notice == ""
        await pilot.press("s")
        assert app.reader.key_bar.notice == FULL
        await pilot.press("j", "enter")
        assert app.reader.entry is not None
        assert app.reader.entry.title == titles(app)[2]


async def test_damage_found_elsewhere_stops_the_screen_from_writing(make_app: MakeApp, library: Library) -> None:
    """Within a second, and it says so: marks are refused, nothing is fetched, what is there is read on."""
    app = make_app(refreshes=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s")
        with open_library((library.path, library.index)) as other:
            other.stop_writing(DAMAGED)
        app.reader.upkeep.tick()
        assert app.reader.key_bar.notice == DAMAGED
        assert app.reader.key_bar.error
        assert app.reader.top_bar.status[1] == "damaged"
        assert "newsreader doctor" in app.reader.top_bar.status[0]
        marked = library.all("SELECT id, read, starred FROM states")
        for key in ("m", "s", "A", "R"):
            app.reader.unsay()
            await pilot.press(key)
            assert app.reader.key_bar.notice == DAMAGED, key
        assert not app.reader.refreshing
        await pilot.press("j", "enter")
        assert app.reader.entry is not None
        assert library.all("SELECT id, read, starred FROM states") == marked


async def test_what_writes_ends_when_damage_is_found(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the screen started: the full text of a page as well."""
    ended = []

    async def endless(*_: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    monkeypatch.setattr(pages, "answer", endless)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: app.reader.long_work.under_way)
        with open_library((library.path, library.index)) as other:
            other.stop_writing(DAMAGED)
        app.reader.upkeep.tick()
        await until(pilot, lambda: ended)
        assert app.reader.long_work.under_way == {}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LibraryError("The disk is full."), "The disk is full."),
        (ValueError("no"), "something went wrong (ValueError); the log has the details"),
    ],
)
async def test_what_fails_beside_the_keys_is_told_and_logged(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    words: str,
) -> None:
    """As what a key meets is: a sentence of the program's own as it is, anything else in one line and in the log."""

    async def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(pages, "answer", broken)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(ReaderApp, "is_headless", False)
        await pilot.press("x")
        await until(pilot, lambda: app.reader.key_bar.notice == words)
        assert app.reader.key_bar.error
        assert ("Traceback" in caplog.text) is isinstance(error, ValueError)
        monkeypatch.setattr(ReaderApp, "is_headless", True)


async def test_damage_that_the_screen_meets_itself(make_app: MakeApp, library: Library) -> None:
    """It is told at once and by the next tick the status line says it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        library.stop_writing(DAMAGED)
        app.reader.upkeep.tick()
        await pilot.pause()
        assert app.reader.top_bar.status == ("damaged: newsreader doctor", "damaged")


async def test_a_library_that_can_be_written_again_is(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk was full when the screen was opened: with room again marks are kept, without a new start."""
    monkeypatch.setattr(files, "writable", lambda _: False)
    with open_library((library.path, library.index), checkpoints=False) as opened:
        app = make_app(opened=opened)
        async with app.run_test(size=WIDE) as pilot:
            app.reader.upkeep.tick()
            assert app.reader.top_bar.status == ("read only, from 14:02", "read only")
            monkeypatch.setattr(files, "writable", lambda _: True)
            app.reader.upkeep.tick()
            assert "can be written again" in app.reader.key_bar.notice
            assert app.reader.top_bar.status == ("refreshed 14:02", "")
            await pilot.press("s")
            assert library.all("SELECT count(*) FROM states WHERE starred = 1") == [(1,)]


@pytest.mark.parametrize("width", [40, 80, 160])
async def test_a_sentence_is_shown_whole(make_app: MakeApp, width: int) -> None:
    """On as many lines as it takes, and the panes have them back afterwards."""
    app = make_app()
    async with app.run_test(size=(width, 24)) as pilot:
        before = app.reader.query_one("#panes").size
        app.reader.say(DAMAGED, error=True)
        await pilot.pause()
        bar = app.reader.key_bar
        lines = _shown(app, bar.region.y, bar.region.height)
        # The name of the file is longer than a line of 40 cells and broken where the line ends.
        assert "".join("".join(lines).split()) == DAMAGED.replace(" ", "")
        assert bar.region.bottom == 24
        app.reader.unsay()
        await pilot.pause()
        assert app.reader.query_one("#panes").size == before
        assert bar.size.height == 1


def _shown(app: ReaderApp, top: int, height: int) -> list[str]:
    """Lines of the screen as they are painted."""
    strips = app.screen._compositor.render_strips()
    return [strip.text for strip in strips[top : top + height]]


async def test_what_is_longer_than_half_of_the_screen_is_cut(make_app: MakeApp) -> None:
    """The article stays readable."""
    app = make_app()
    async with app.run_test(size=(40, 12)) as pilot:
        app.reader.say("word " * 200)
        await pilot.pause()
        assert app.reader.key_bar.size.height == 6
        assert _shown(app, 11, 1)[0].rstrip().endswith("…")


async def test_an_error_stays_until_a_key_that_was_pressed_after_it(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither time nor a key that was on its way takes it away; a notice goes with the next key."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.reader.say(DAMAGED, error=True)
        assert not bool(app.reader._notice_timer)
        monkeypatch.setattr(bars, "_UNREAD_SECONDS", 1e9)
        await pilot.press("j")
        assert _notice(app) == DAMAGED
        monkeypatch.setattr(bars, "_UNREAD_SECONDS", 0)
        await pilot.press("j")
        assert _notice(app) == ""
        monkeypatch.setattr(bars, "_UNREAD_SECONDS", 1e9)
        app.reader.say("a notice")
        assert bool(app.reader._notice_timer)
        await pilot.press("j")
        assert _notice(app) == ""


def _notice(app: ReaderApp) -> str:
    return app.reader.key_bar.notice
