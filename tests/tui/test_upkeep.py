"""The library is looked through in a process of its own, once a week; the screen tells only of what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from newsreader.library import backup
from newsreader.tui import background
from newsreader.tui.screens import upkeep
from tui.small_library import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

DAMAGED = "The library /x is damaged (row 7 missing); `newsreader doctor` recovers what can be read."


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits a minute for it."""
    monkeypatch.setattr(upkeep, "_CHECKED_AFTER", 0.01)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What processes the screen started, in place of starting them; each finds damage."""
    told: list[list[str]] = []

    async def answer(_: object, arguments: list[str]) -> tuple[int, dict[str, Any], str]:
        told.append(arguments)
        return 1, {}, DAMAGED

    monkeypatch.setattr(upkeep, "answer", answer)
    return told


async def test_damage_is_told(make_app: MakeApp, asked: list[list[str]]) -> None:
    """In the words of the command, where keys are shown else."""
    app = make_app(refreshes=True)
    async with app.run_test() as pilot:
        while not app.reader.key_bar.notice:
            await pilot.pause(0.01)
        assert app.reader.key_bar.notice == DAMAGED
        assert app.reader.key_bar.error
    assert asked == [["library", "check", "--background"]]


async def test_files_that_are_only_read_are_not_checked(make_app: MakeApp, asked: list[list[str]]) -> None:
    """What `newsreader open` shows is gone afterwards."""
    app = make_app(refreshes=False)
    async with app.run_test() as pilot:
        await pilot.pause(0.05)
    assert asked == []


async def test_a_sound_library_is_copied_without_a_word(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a real process; the screen goes on meanwhile."""
    ended: list[int] = []
    plain = background.answer

    async def answer(*arguments: Any) -> tuple[int, dict[str, Any], str]:
        found = await plain(*arguments)
        ended.append(found[0])
        return found

    monkeypatch.setattr(upkeep, "answer", answer)
    app = make_app(refreshes=True, now=NOW)
    async with app.run_test() as pilot:
        while not ended:
            await pilot.pause(0.05)
        assert app.reader.key_bar.notice == ""
    assert ended == [0]
    assert len(backup.found(library.path)) == 1
