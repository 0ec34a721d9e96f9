"""Lists of which most rows have not come yet: keys go anywhere at once, and what is in view stays in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader import query
from newsreader.library import analysis, lists, states
from newsreader.library import listing as library_listing
from newsreader.library.lists import Filter
from newsreader.tui.screens import finding, places
from newsreader.tui.screens.rows import LibraryRows
from tui.small_library import DAY, NOW, add_entries, article, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

COUNT = 400
SIZE = (60, 24)


@pytest.fixture
def many(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Unread articles, one for every day of more than a year, that come in by ten; their ids, the newest first."""
    for name, value in (("_FIRST", 10), ("_LARGEST_SLICE", 10), ("_NEAR", 0)):
        monkeypatch.setattr(library_listing, name, value)
    return add_entries(library, 3, *(article(100 + n, age=41 * DAY + n * DAY) for n in range(COUNT)))


@pytest.fixture
def held(many: list[int], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The same, and the screen takes a rest of an hour between two slices."""
    monkeypatch.setattr(places, "_BREATH_SECONDS", 3600)
    return many


def selected(app: ReaderApp) -> str:
    """The title under the cursor of the list."""
    return titles(app)[app.reader.entry_list.cursor]


def screen_line(app: ReaderApp) -> int:
    """Where on the screen the row under the cursor is."""
    view = app.reader.entry_list
    lines = ["".join(part[0] for part in view.stretches(view.scroll_offset.y + y)) for y in range(view.size.height)]
    return next(y for y, line in enumerate(lines) if selected(app) in line)


async def test_it_comes_in_by_itself(make_app: MakeApp, many: list[int]) -> None:
    """All rows and their headings, without a key."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        rows = app.reader.rows
        assert rows is not None
        assert len(rows) == COUNT + 6
        await until(pilot, lambda: rows.listing.is_complete)
        await until(pilot, lambda: app.reader.entry_list.line_count() == COUNT + 6 + len(rows.sections))
        assert len(rows.sections) > COUNT // 31
        assert rows.listing.ids.tolist()[6:] == many


async def test_rows_that_come_late_are_not_blank(make_app: MakeApp, library: Library, held: list[int]) -> None:
    """Where nobody knows how long the list is, and the end of what had come was looked at."""
    states.mark(library, held, starred=True, now=NOW)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("U", ":", *"open Starred", "enter")
        rows = app.reader.rows
        assert rows is not None
        assert rows.listing.is_growing
        assert len(titles(app)) < len(held)
        while rows.fill():
            pass
        app.reader.entry_list.rows_grew()
        assert len(titles(app)) == COUNT
        assert "" not in titles(app)


async def test_the_end_is_there_before_the_rest(make_app: MakeApp, held: list[int]) -> None:
    """And stays on its line of the screen when the headings above it are known."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        rows = app.reader.rows
        assert rows is not None
        await pilot.press("G", "k", "k", "k")
        assert not rows.listing.is_complete
        assert selected(app) == f"Article {100 + COUNT - 4}"
        assert app.reader.selected_id == held[-4]
        before = screen_line(app)
        while rows.fill():
            pass
        app.reader.entry_list.rows_grew()
        await pilot.pause()
        assert (selected(app), screen_line(app)) == (f"Article {100 + COUNT - 4}", before)
        await pilot.press("g")
        assert app.reader.entry_list.cursor == 0


async def test_the_next_unread_may_be_far_below(make_app: MakeApp, library: Library, held: list[int]) -> None:
    """In what has not come."""
    states.mark(library, set(range(1, held[-1] + 1)) - {held[-30]}, read=True, now=NOW)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        app.reader.show_place("all")
        await pilot.press("n")
        assert app.reader.selected_id == held[-30]
        assert app.reader.rows is not None
        assert not app.reader.rows.listing.is_complete


async def test_all_are_marked_with_what_has_not_come(make_app: MakeApp, library: Library, held: list[int]) -> None:
    """Exactly those of the list, not what arrived since."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        (later,) = add_entries(library, 3, article(999))
        await pilot.press("A")
        unread = lists.listing(library, Filter(unread_only=True)).ids.tolist()
        assert unread == [later]
        assert held[0] != later


async def test_a_new_list_keeps_the_open_article_far_below(
    make_app: MakeApp, library: Library, held: list[int]
) -> None:
    """Also when it does not belong there any more."""
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("G")
        states.mark(library, [held[-1]], read=True, now=NOW)
        app.reader.show_place(app.reader.place, entry_id=held[-1])
        await pilot.pause()
        assert app.reader.selected_id == held[-1]
        assert app.reader.rows is not None
        assert len(app.reader.rows) == COUNT + 6


async def test_very_many_hits_are_said_to_be_more(
    make_app: MakeApp, library: Library, many: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest are listed."""
    monkeypatch.setattr(finding, "MOST", 50)
    for entry_id in many[:60]:
        analysis.store(library, entry_id, text="a harbour", quotations=(), clauses=(), version=1)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        app.reader.show_place("search:harbour")
        await until(pilot, lambda: app.reader.list_title.note == "50+ found")
        await pilot.press("G")
        assert app.reader.selected_id == many[49]


def test_a_step_through_hits_needs_no_dates(library: Library, many: list[int]) -> None:
    """The next unread of what a search found, by whatever it is sorted."""
    for entry_id in many[:60]:
        analysis.store(library, entry_id, text="a harbour", quotations=(), clauses=(), version=1)
    states.mark(library, many[:40], read=True, now=NOW)
    wanted = Filter(query=query.parse("harbour sort:relevance"))
    rows = LibraryRows(library, wanted, NOW, listing=lists.listing(library, wanted))
    index = rows.next_unread(0, 1)
    assert index is not None
    assert rows.id_at(index) in many[40:60]
    rows.close()
