"""Duplicates folded in the list, opened and read; the list under headings by day, feed and story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from newsreader import compare
from newsreader.commands import by_id
from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.library import entries
from newsreader.library.lists import Filter
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.rows import LibraryRows
from tui.small_library import DAY, HOUR, NOW, add_entries, article, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.models.entries import EntryRow
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
BRIDGE = "Council of Ostrey closes its old harbour bridge"
TEXT = "<p>The council of Ostrey voted on Monday to close the old harbour bridge for two years, after cracks.</p>"
FIRST = "Moscow and Pyongyang sign mutual-defence pact"


@pytest.fixture
def same(library: Library) -> list[int]:
    """One article in all three feeds, the newest in Notes, of which the next in the list is from Herald."""
    ids = []
    for feed_id, age in ((1, 3 * HOUR // 2), (2, HOUR // 2), (3, 60)):
        ids += add_entries(library, feed_id, article(20 + feed_id, age=age, title=BRIDGE, content=TEXT))
    compare.advance(library, NOW)
    return ids[::-1]


def quiet(**reading: Any) -> Config:
    """Nothing is read or fetched by itself."""
    return Config(reading=Reading(mark_read_after=0, **reading), refresh=Refresh(on_start=False, every=0))


def lines(app: ReaderApp) -> list[str]:
    """The lines of the list."""
    shown = app.reader.entry_list
    return ["".join(text for text, _ in shown.stretches(line)) for line in range(shown.line_count())]


def notice(app: ReaderApp) -> str:
    """What is said."""
    return app.reader.key_bar.notice


def row(app: ReaderApp, index: int) -> EntryRow:
    """A row that is there."""
    found = app.reader.entry_list.row(index)
    assert found is not None
    return found


def opened(app: ReaderApp) -> int:
    """The article that is open."""
    assert app.reader.entry is not None
    return app.reader.entry.id


def read(library: Library, ids: list[int]) -> list[bool]:
    """Which of some entries are read."""
    return [entry.read for entry in entries.entries(library, ids)]


async def test_duplicates_are_one_row(make_app: MakeApp, same: list[int]) -> None:
    """With a sign how many there are; the counts are those of all."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE):
        assert titles(app)[:2] == [BRIDGE, FIRST]
        assert titles(app).count(BRIDGE) == 1
        assert "+2" in lines(app)[1]
        assert app.reader.list_title.note == "9 unread"
        assert app.reader.top_bar.unread == 9
        assert row(app, 0).id == same[0]


async def test_the_menu_offers_it_where_there_are_any(make_app: MakeApp, same: list[int]) -> None:
    """Folded or opened, at each of them."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        offered = []
        for key in ("", ";", "j", "j", "j"):
            await pilot.press(*key)
            offered.append(app.reader.offers(by_id()["duplicates"]))
        assert offered == [True, True, True, True, False]
        assert app.reader.entry_list.cursor == len(same)


async def test_a_key_opens_and_folds_them(make_app: MakeApp, same: list[int]) -> None:
    """They stand below, set in; the cursor is on the row that stands for them."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(";")
        assert titles(app)[:4] == [BRIDGE, BRIDGE, BRIDGE, FIRST]
        assert [row(app, n).id for n in range(3)] == same
        assert "+" not in lines(app)[1]
        assert lines(app)[3].lstrip(" ●").startswith("└ Council")
        await pilot.press("j", "j")
        assert opened(app) == same[2]
        await pilot.press(";")
        assert titles(app)[:2] == [BRIDGE, FIRST]
        assert app.reader.entry_list.cursor == 0
        assert opened(app) == same[0]
        await pilot.press("j", ";")
        assert len(titles(app)) == 7
        assert "no duplicates" in notice(app)


async def test_an_unread_duplicate_shows(make_app: MakeApp, library: Library, same: list[int]) -> None:
    """Of an article that is read, and the next unread stops there."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"open All articles", "enter", "m")
        first = row(app, 0)
        assert (first.read, first.folded, first.folded_unread) == (True, 2, True)
        await pilot.press("j", "j", "N")
        assert app.reader.entry_list.cursor == 1
        await pilot.press("N")
        assert app.reader.entry_list.cursor == 0
        await pilot.press(";", "j", "m", "j", "m", ";")
        assert (row(app, 0).folded, row(app, 0).folded_unread) == (2, False)
        assert read(library, same) == [True] * 3


async def test_an_export_of_the_list_says_that_it_is_without_what_is_folded(make_app: MakeApp, same: list[int]) -> None:
    """Before it is chosen; open, they are part of the list."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        for open_them, note in ((False, "a file each, without 2 folded duplicates"), (True, "a file each")):
            if open_them:
                await pilot.press(";")
            await pilot.press("X")
            await until(pilot, lambda: isinstance(app.screen, PromptScreen))
            assert isinstance(app.screen, PromptScreen)
            choices = {choice.value: choice.note for choice in app.screen._question.choices}
            assert choices["list markdown"] == note
            await pilot.press("escape")


async def test_all_are_marked_with_what_is_folded(make_app: MakeApp, library: Library, same: list[int]) -> None:
    """As many as are said to be unread; undo takes all of it back."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        assert notice(app).startswith("9 marked read")
        assert read(library, same) == [True] * 3
        await pilot.press("u")
        assert read(library, same) == [False] * 3


async def test_one_is_read_alone(make_app: MakeApp, library: Library, same: list[int]) -> None:
    """Unless it is wanted otherwise."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m")
        assert read(library, same) == [True, False, False]


async def test_duplicates_may_be_read_with_one(make_app: MakeApp, library: Library, same: list[int]) -> None:
    """By key as one step, by itself as one of the duplicates alone, and that is said."""
    app = make_app(quiet(read_duplicates=True))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m")
        assert read(library, same) == [True] * 3
        await pilot.press("u")
        assert read(library, same) == [False] * 3
        app.reader.has_been_read(same[0])
        assert read(library, same) == [False] * 3  # the user had decided on this one
        app.reader.decided.clear()
        app.reader.has_been_read(same[0])
        assert read(library, same) == [True] * 3
        assert notice(app).startswith("2 duplicates marked read as well")
        await pilot.press("u")
        assert read(library, same) == [True, False, False]


@pytest.mark.parametrize("read_duplicates", [True, False])
async def test_duplicates_may_be_read_with_several(
    make_app: MakeApp, library: Library, same: list[int], *, read_duplicates: bool
) -> None:
    """As with one of them, and all as one step."""
    app = make_app(quiet(read_duplicates=read_duplicates))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V", "j", "m")
        assert read(library, same) == [True, read_duplicates, read_duplicates]
        await pilot.press("u")
        assert read(library, same) == [False] * 3


async def test_duplicates_of_what_is_selected_are_read_with_it(
    make_app: MakeApp, library: Library, same: list[int]
) -> None:
    """If that is wanted, as for one; unread again are those alone that are selected."""
    app = make_app(quiet(read_duplicates=True))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j", "m")
        assert notice(app).startswith("4 marked read")
        assert read(library, same) == [True] * 3
        await pilot.press("m")
        assert read(library, same) == [False, True, True]


async def test_a_new_list_keeps_the_row_of_the_open_article(make_app: MakeApp, same: list[int]) -> None:
    """Though it would be folded there."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(";", "j", ".")
        assert opened(app) == same[1]
        assert row(app, app.reader.entry_list.cursor).id == same[1]
        assert titles(app).count(BRIDGE) == 2


async def test_nothing_is_folded_where_that_is_not_wanted(make_app: MakeApp, same: list[int]) -> None:
    """The setting; and what a search finds is listed whole."""
    app = make_app(quiet(fold_duplicates=False))
    async with app.run_test(size=WIDE):
        assert titles(app).count(BRIDGE) == len(same)
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f", *"title:bridge", "enter")
        await app.workers.wait_for_complete()
        await until(pilot, lambda: app.reader.narrowed is not None)
        assert app.reader.rows is not None
        assert app.reader.rows.listing.folded == []


async def test_one_line_an_article(make_app: MakeApp, same: list[int]) -> None:
    """The sign stands behind the title, and columns in their places; at any width nothing is wider than the pane."""
    config = Config(refresh=Refresh(on_start=False, every=0), interface=Interface(rows="one"))
    for width in (160, 100, 40):
        app = make_app(config)
        async with app.run_test(size=(width, 30)) as pilot:
            await pilot.press(*("h" if width == 160 else ""))
            told = lines(app)
            assert any("+2" in line for line in told)
            assert all(len(line) <= app.reader.entry_list.size.width for line in told)
            app.reader.unfolding.action_duplicates()
            assert sum("└" in line for line in lines(app)) == 2


async def test_it_is_read_out(make_app: MakeApp, same: list[int]) -> None:
    """In words."""
    config = Config(refresh=Refresh(on_start=False, every=0), interface=Interface(screen_reader=True))
    app = make_app(config)
    async with app.run_test(size=(100, 30)):
        assert any("2 duplicates, unread duplicate" in line for line in lines(app))
        app.reader.unfolding.action_duplicates()
        said = [line for line in lines(app) if "duplicate of the one above" in line]
        assert len(set(said)) == len(same) - 1


async def test_groups(make_app: MakeApp, library: Library) -> None:
    """By day, by feed, by story, and by day again; each with its headings."""
    add_entries(library, 1, article(31, age=HOUR, title="Ostrey council votes to close harbour bridge"))
    add_entries(library, 2, article(32, age=60, title="Harbour bridge in Ostrey to close for two years"))
    add_entries(library, 3, article(33, age=DAY, title="Something else altogether happens"))
    compare.advance(library, NOW)
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        assert app.reader.entry_list._headed.sections[0] == (0, "today")
        await pilot.press("B")
        assert [words for _, words in app.reader.entry_list._headed.sections] == ["Herald", "Meridian", "Notes"]
        await pilot.press("B")
        assert app.reader.entry_list._headed.sections == [
            (0, "2 outlets: Ostrey council votes to close harbour bridge"),
            (2, "in no story"),
        ]
        assert app.reader.list_title.note == "9 unread · by story"
        await pilot.press("B")
        assert app.reader.entry_list._headed.sections[0] == (0, "today")
        assert notice(app) == "by day"


async def test_what_a_search_found_has_no_stories(make_app: MakeApp) -> None:
    """It says so, and stays as it is."""
    app = make_app(quiet())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f", *"article", "enter", ":", *"sort story", "enter")
        assert "cannot be sorted by story" in notice(app)


async def test_the_row_under_the_cursor_stays_while_a_long_list_comes(library: Library) -> None:
    """Though what is folded above moves it, and be it a duplicate itself."""
    ids = add_entries(library, 1, *(article(100 + n, age=n * 60, title=f"Matter {n}") for n in range(1_000)))
    with library.write():
        library.execute_many(
            "INSERT INTO duplicates VALUES (?, ?)", [(one, ids[n // 2]) for n, one in enumerate(ids) if n % 10 < 4]
        )
    for below in (1, 300, 601):
        rows = LibraryRows(library, Filter(), NOW, folded=True)
        assert not rows.listing.is_complete
        cursor = len(rows) - below
        entry_id = rows.id_at(cursor)
        total, is_more = rows.entries, True
        while is_more:
            is_more, cursor = rows.fill_below(cursor)
            assert rows.id_at(cursor) == entry_id
            assert rows.entries == total
        assert len(rows) < total == 1_006
        rows.close()
