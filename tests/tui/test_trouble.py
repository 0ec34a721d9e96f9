"""A library that cannot be written: reading goes on, it is said once, nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.config import Config, Reading, Refresh
from newsreader.errors import LibraryError
from newsreader.library import session, states
from newsreader.library.store import open_library
from tui.small_library import titles

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
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
        app.reader.tick()
        assert app.reader.key_bar.notice == FULL
        app.reader.unsay()
        app.reader.tick()
        assert app.reader.key_bar.notice == ""
        await pilot.press("s")
        assert app.reader.key_bar.notice == FULL
        await pilot.press("j", "enter")
        assert app.reader.entry is not None
        assert app.reader.entry.title == titles(app)[2]
