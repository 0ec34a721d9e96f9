"""Leaving and coming back: the same feed, the same article, the same line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from tui.small_library import where

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 30)


async def test_the_next_start_is_where_the_last_one_ended(make_app: MakeApp) -> None:
    """Feed, article, pane, scroll position, folded folders, unread only."""
    first = make_app()
    async with first.run_test(size=WIDE) as pilot:
        await pilot.press("J", "J", "J", "j", "enter", "space", "j", "U")
        assert first.reader.place_name() == "Meridian"
        place, entry = first.reader.place, first.reader.entry
        line = first.reader.article_view.scroll_offset.y
        assert entry is not None
        assert entry.title == "A long read"
        assert line > 10
    second = make_app()
    async with second.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert second.reader.place == place
        assert second.reader.entry is not None
        assert second.reader.entry.id == entry.id
        assert where(second) is Pane.DETAIL
        assert second.reader.article_view.scroll_offset.y == line
        assert second.reader.unread_only == first.reader.unread_only


async def test_the_words_at_the_top_stay_when_the_width_changes(make_app: MakeApp) -> None:
    """A place is a place in the text, not a line number."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "space", "space")
        before = app.reader.article_view.position
        for width in (120, 80, 50, 160):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
        assert abs(app.reader.article_view.position - before) < 60


async def test_each_article_keeps_its_own_place(make_app: MakeApp) -> None:
    """Going away and coming back within one session."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "space")
        line = app.reader.article_view.scroll_offset.y
        assert line > 0
        await pilot.press("h", "k", "j")
        assert app.reader.article_view.scroll_offset.y == line


async def test_a_feed_that_is_gone_is_not_returned_to(make_app: MakeApp) -> None:
    """Unsubscribed meanwhile: the reader opens on all unread."""
    first = make_app()
    async with first.run_test(size=WIDE) as pilot:
        await pilot.press("J")
        await pilot.pause()
        place = first.reader.place
    from newsreader.library import editing

    editing.unsubscribe(first.reader.library, int(place.removeprefix("feed:")), 0)
    second = make_app()
    async with second.run_test(size=WIDE):
        assert second.reader.place == "smart:unread"
