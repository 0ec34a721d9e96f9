"""Searching the library from the screen."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from newsreader import reanalyse
from newsreader.commands import Pane
from tui.small_library import titles, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


@pytest.fixture(autouse=True)
def _indexed(library: Library) -> None:
    """What is searched has been indexed."""
    deque(reanalyse.analyse(library), maxlen=0)


async def search(pilot: Pilot[None], words: str) -> None:
    """Type words into the search line and accept them."""
    await pilot.press("slash")
    pilot.app.screen.query_one("#search", Input).value = words
    await pilot.press("enter")
    await pilot.pause()


async def test_words_list_what_holds_them(make_app: MakeApp) -> None:
    """In titles and texts; the list has the focus and says how many."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "friendship")
        assert titles(app) == ["Moscow and Pyongyang sign mutual-defence pact"]
        assert where(app) is Pane.LIST
        assert app.reader.list_title.note == "1 found"
        assert app.reader.entry is not None
        assert app.reader.entry.title == titles(app)[0]


async def test_nothing_found_says_so(make_app: MakeApp) -> None:
    """And no article is shown beside it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "zzzzzz")
        assert titles(app) == []
        assert "Nothing found." in app.reader.entry_list.empty_words
        assert app.reader.entry is None


@pytest.mark.parametrize("words", ['"', "(", "AND", "a OR", "feed:", "is:nonsense", "after:yesterwhen", "-"])
async def test_a_query_that_cannot_be_read_keeps_the_list(make_app: MakeApp, words: str) -> None:
    """One sentence at most; the old list stays, or the words are taken literally."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await search(pilot, words)
        assert app.is_running
        if app.reader.key_bar.error and app.reader.key_bar.notice:
            assert titles(app) == before


async def test_escape_closes_the_search_line(make_app: MakeApp) -> None:
    """Nothing is searched and the keys are commands again."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = titles(app)
        await pilot.press("slash", "j", "k", "escape")
        assert titles(app) == before
        await pilot.press("j")
        assert app.reader.entry_list.cursor == 1


async def test_enter_on_nothing_closes_it_too(make_app: MakeApp) -> None:
    """An empty search is no search."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await search(pilot, "  ")
        assert len(titles(app)) == 6
        assert not app.reader.search_line.is_open
