"""What is under the cursor, what is open and what the keys act on are the same article, at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library_making import undone
from newsreader.commands import Pane
from newsreader.library import lists
from tui.small_library import titles, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
SINGLE = (60, 24)


def selected(app: ReaderApp) -> str:
    """The title under the cursor of the list."""
    return titles(app)[app.reader.entry_list.cursor]


async def test_below_70_columns_keys_act_on_the_row_under_the_cursor(make_app: MakeApp) -> None:
    """Not on the article that was open before."""
    app = make_app()
    async with app.run_test(size=SINGLE) as pilot:
        await pilot.press("y")
        assert app.clipboard == "https://example.org/1"
        await pilot.press("enter", "h", "j", "j", "y")
        assert selected(app) == "Article 4"
        assert app.clipboard == "https://example.org/4"


async def test_widening_the_terminal_opens_the_selected_article(make_app: MakeApp) -> None:
    """And narrowing it keeps the cursor."""
    app = make_app()
    async with app.run_test(size=SINGLE) as pilot:
        await pilot.press("j", "j")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert app.reader.entry is not None
        assert app.reader.entry.title == selected(app) == "Article 4"


async def test_a_restart_below_70_columns_keeps_the_cursor(make_app: MakeApp) -> None:
    """Also if no article was opened in between."""
    first = make_app()
    async with first.run_test(size=SINGLE) as pilot:
        await pilot.press("j", "j")
    for _ in range(2):
        again = make_app()
        async with again.run_test(size=SINGLE):
            assert selected(again) == "Article 4"


async def test_unread_only_and_show_new_keep_the_cursor(make_app: MakeApp) -> None:
    """At any width, whether an article is open or not."""
    app = make_app()
    async with app.run_test(size=SINGLE) as pilot:
        await pilot.press("enter", "h", "j", "j", "U")
        assert selected(app) == "Article 4"
        await pilot.press("full_stop")
        assert selected(app) == "Article 4"


async def test_next_unread_moves_in_a_list_alone(make_app: MakeApp) -> None:
    """Where no article is shown beside it."""
    app = make_app()
    async with app.run_test(size=SINGLE) as pilot:
        await pilot.press("n")
        assert app.reader.entry_list.cursor == 1


async def test_scrolling_and_going_on_marks_what_was_scrolled(make_app: MakeApp, library: Library) -> None:
    """Keys in one burst: the article that moved is read, the next is not."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter")
        app.reader.framing.action_down()
        app.reader.moving.action_next_unread()
        await pilot.pause()
        rows = lists.rows(library, lists.listing(library).ids)
        assert [row.title for row in rows if row.read] == ["A long read"]


async def test_undo_gives_the_list_its_articles_back(make_app: MakeApp) -> None:
    """After marking all and going away and back."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A", "J")
        app.reader.show_place("smart:unread")
        assert titles(app) == []
        await pilot.press("u")
        assert len(titles(app)) == 6


async def test_an_article_that_was_deleted_meanwhile_does_not_stop_a_bulk_mark(
    make_app: MakeApp, library: Library
) -> None:
    """The others are marked."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        with library.write():
            library.execute("DELETE FROM entries WHERE id = ?", (lists.listing(library).ids[3],))
        await pilot.press("A")
        assert "5 marked read" in app.reader.key_bar.notice
        assert undone(library) == "5 marked read"


async def test_escape_leaves_a_search_to_where_it_was_asked(make_app: MakeApp) -> None:
    """The same place, the same article."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "J", "j", "slash", *"zzz", "enter")
        assert app.reader.place == "search:zzz*"
        await pilot.press("escape")
        assert app.reader.place_name() == "Herald"
        assert selected(app) == "Article 5"
        assert where(app) is Pane.LIST


async def test_a_query_that_cannot_be_read_stays_to_be_mended(make_app: MakeApp) -> None:
    """The words stay in the line; leaving the line closes it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"(", "enter")
        assert app.reader.search_line.mistake.startswith("the parenthesis is never closed")
        assert app.reader.search_line.is_open
        await pilot.press("tab")
        await pilot.pause()
        assert not app.reader.search_line.is_open


async def test_escape_ends_a_number_and_stays(make_app: MakeApp) -> None:
    """And the number is forgotten: enter follows no link."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "1", "escape")
        assert where(app) is Pane.DETAIL
        await pilot.press("1", "j", "enter")
        assert where(app) is Pane.QUOTES


async def test_zen_is_left_with_the_article(make_app: MakeApp) -> None:
    """Back in the list all panes are there, and z is zen again."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("z", "tab", "tab")
        assert where(app) is Pane.FEEDS
        await pilot.press("z")
        assert app.reader.arrangement is not None
        assert app.reader.arrangement.zen


async def test_unread_only_filters_a_search_too(make_app: MakeApp, library: Library) -> None:
    """A read hit is left out, but for the one under the cursor."""
    from collections import deque

    from newsreader import reanalyse

    deque(reanalyse.analyse(library), maxlen=0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"words", "enter")
        before = len(titles(app))
        await pilot.press("m", "j", "U")
        assert len(titles(app)) == before - 1
