"""Sizes of the terminal: faster than they are laid out, and the place in the article through all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.geometry import Size
from textual.screen import Screen

from newsreader.library import session
from newsreader.tui.shown import PartialCompositor
from tui.small_library import add_bridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual._compositor import LayoutUpdate, ReflowResult
    from textual.pilot import Pilot
    from textual.widget import Widget

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = Size(120, 40)


def screen_of(app: ReaderApp) -> list[str]:
    """The lines of the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def below_top_bar(lines: Iterable[str]) -> list[str]:
    """All but that which says how far one is: it does so a moment later."""
    return [*lines][1:]


async def open_second(pilot: Pilot[None]) -> None:
    """Read the second article, which is longer than the screen."""
    await pilot.press("j", "enter")
    await pilot.pause()


async def test_two_sizes_at_once_do_not_take_turns(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen is laid out in the one that the terminal has, and then rests."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        came: list[Size] = []
        handle = Screen._on_resize

        async def counted(screen: Screen[None], event: events.Resize) -> None:
            came.append(event.size)
            assert len(came) < 10, "they take turns"
            await handle(screen, event)

        monkeypatch.setattr(Screen, "_on_resize", counted)
        for size in (Size(1, 1), WIDE):
            app.reader.post_message(events.Resize(size, size))
            app.reader.call_later(app.reader.show_keys)  # one right behind another would take its place
        for _ in range(20):
            await pilot.pause()
        assert app.reader.size == WIDE
        assert came[:2] == [Size(1, 1), WIDE]


async def test_a_size_is_painted_once_and_right(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Panes that are shown again, lines that are broken elsewhere: the first that one sees of it is the last."""
    monkeypatch.setattr("newsreader.tui.app._SETTLED_SECONDS", 3600.0)  # then all is drawn again in any case
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await open_second(pilot)
        painted: list[list[str]] = []
        paint = PartialCompositor.render_full_update

        def noted(compositor: PartialCompositor, simplify: bool = False) -> LayoutUpdate:
            painted.append(below_top_bar(strip.text for strip in compositor.render_strips()))
            return paint(compositor, simplify)

        monkeypatch.setattr(PartialCompositor, "render_full_update", noted)
        laid_out: list[Size] = []
        lay_out = PartialCompositor.reflow

        def counted(compositor: PartialCompositor, parent: Widget, size: Size) -> ReflowResult:
            laid_out.append(size)
            return lay_out(compositor, parent, size)

        monkeypatch.setattr(PartialCompositor, "reflow", counted)
        for size in [(60, 40), (110, 30), (170, 50), (90, 20), (69, 20), (40, 12), (140, 12), *[WIDE] * 2]:
            painted.clear()
            laid_out.clear()
            is_other = app.size != size
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert painted == [below_top_bar(screen_of(app))] * is_other
            assert len(laid_out) <= 3 * is_other  # and for the widths of panes, and those that came or went


@pytest.mark.parametrize("sizes", [[(120, 10), (120, 70)], [(40, 20), (240, 50)], [(1, 1), (90, 3), (200, 60)]])
async def test_the_place_in_the_article_outlives_any_sizes(make_app: MakeApp, sizes: list[tuple[int, int]]) -> None:
    """Each is laid out; lines that are longer, or room for the end, do not move the reader towards the beginning."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await open_second(pilot)
        article = app.reader.article_view
        await pilot.press("space")
        before, position = screen_of(app), article.position
        assert position
        for _ in range(3):
            for size in [*sizes, WIDE]:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert article.position == position
        assert screen_of(app) == before


async def test_a_quote_that_is_pointed_to_stays_in_view(make_app: MakeApp, library: Library) -> None:
    """In its row as far as the height allows. Who goes elsewhere in the small size is there in the large one, too."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=(160, 14)) as pilot:
        await pilot.press("enter", *["right_square_bracket"] * 4)
        article = app.reader.article_view
        assert article.reading is not None
        assert article.current == 3
        start = article.reading.quotations[3].start
        before = screen_of(app)
        await pilot.resize_terminal(70, 6)
        await pilot.pause()
        row = article._line_of(start) - article.scroll_offset.y
        assert 0 <= row < article.size.height
        await pilot.resize_terminal(160, 14)
        await pilot.pause()
        assert screen_of(app) == before
        await pilot.resize_terminal(70, 6)
        await pilot.press("g", "g")
        await pilot.resize_terminal(160, 14)
        await pilot.pause()
        assert article.position == 0


async def test_the_scroll_bar_moves_the_reader(make_app: MakeApp, library: Library) -> None:
    """As keys do: the place is kept, and with another size one is there."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await open_second(pilot)
        article = app.reader.article_view
        bar = article.vertical_scrollbar
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        await pilot.mouse_down(bar, offset=(0, 0))
        await pilot.hover(bar, offset=(0, 10))
        await pilot.mouse_up(bar, offset=(0, 10))
        await pilot.pause()
        dragged = article.position
        assert dragged
        app.reader.keep_position()
        assert app.reader.entry is not None
        assert session.position(library, app.reader.entry.id) == dragged
        await pilot.click(bar, offset=(0, bar.size.height - 1))
        await pilot.pause()
        assert article.position > dragged
        position = article.position
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert article.position == position
        await pilot.click(bar, offset=(0, 0))
        await pilot.pause()
        assert article.position < position
