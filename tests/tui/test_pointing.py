"""Borders dragged with the mouse, and the menu of what works where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual import events

from newsreader.commands import Pane
from newsreader.library import lists
from newsreader.tui.screens.menu import MenuScreen
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


async def drag(pilot: Pilot[Any], start: int, end: int, y: int = 10) -> None:
    """Press the left button, move to another column, let go."""
    app = pilot.app
    for kind, x, button in (
        (events.MouseDown, start, 1),
        (events.MouseMove, (start + end) // 2, 1),
        (events.MouseMove, end, 1),
        (events.MouseUp, end, 1),
    ):
        app.screen._forward_event(kind(None, x, y, 0, 0, button, False, False, False, x, y))
        await pilot.pause()


@pytest.mark.parametrize(
    ("pane", "edge", "cells", "expected"),
    [
        ("list", -1, 6, {Pane.LIST: 6}),
        ("list", -1, -5, {Pane.LIST: -5}),
        ("detail", -1, -4, {Pane.QUOTES: 4}),
        ("feeds", 0, 3, {Pane.FEEDS: 3}),
    ],
)
async def test_a_border_is_dragged(
    make_app: MakeApp, pane: str, edge: int, cells: int, expected: dict[Pane, int]
) -> None:
    """The pane beside it is as wide as the pointer says, and stays so."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        box = app.reader.query_one(f"#{pane}-pane")
        start, before = box.region.right + edge, box.region.right
        await drag(pilot, start, start + cells)
        assert app.reader.wishes.wider == expected
        assert box.region.right == before + cells
        assert app.mouse_captured is None


async def test_who_presses_elsewhere_drags_nothing(make_app: MakeApp) -> None:
    """Nor who lets go without moving: the first column beside the feeds is a row of the list as well."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.entry_list
        await drag(pilot, view.region.x + 8, view.region.x + 20)
        assert app.reader.wishes.wider == {}
        await pilot.click(view, (0, view._line_of(2)))
        assert app.reader.wishes.wider == {}
        assert view.cursor == 2


async def test_the_right_button_opens_a_menu(make_app: MakeApp, library: Library) -> None:
    """Of the row under the pointer; what is chosen is done with it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.entry_list
        await pilot.click(view, (6, view._line_of(3)), button=3)
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        screen = app.screen
        assert isinstance(screen, MenuScreen)
        assert screen._question.title == "Article 6"
        named = [choice.value for choice in screen._question.choices]
        assert {"star", "tag", "browse", "full_text", "select"} <= set(named)
        assert not {"down", "undo", "add_feed", "quit"} & set(named)
        await pilot.press(*["j"] * named.index("star"), "enter")
        await until(pilot, lambda: [row.starred for row in lists.rows(library, [6])] == [True])


async def test_the_menu_of_the_feeds_is_another(make_app: MakeApp) -> None:
    """By key, with the feed's name."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "h", ",")
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        screen = app.screen
        assert isinstance(screen, MenuScreen)
        assert screen._question.title == "Notes"
        named = {choice.value for choice in screen._question.choices}
        assert {"refresh_feed", "edit_feed", "unsubscribe", "mark_all_read"} <= named
        assert "star" not in named


@pytest.mark.parametrize("size", [(160, 42), (80, 24), (40, 20)])
async def test_the_menu_is_on_the_screen(make_app: MakeApp, size: tuple[int, int]) -> None:
    """Wherever it is asked for; a click beside it closes it."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("G", ",")
        await until(pilot, lambda: isinstance(app.screen, MenuScreen))
        await pilot.pause()
        box = app.screen.query_one("Vertical").region
        assert app.screen.region.contains_region(box)
        if box.width < size[0]:
            outside = box.right if box.right < size[0] else box.x - 1
            await pilot.click(offset=(outside, size[1] - 1))
        else:
            await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.reader)
