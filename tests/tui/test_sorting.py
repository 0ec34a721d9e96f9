"""The order of a place's list: chosen by name, kept, with headings where it is by feed."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from newsreader import reanalyse
from newsreader.config import Config, Reading
from newsreader.library import states
from tui.small_library import DAY, NOW, add_entries, article, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
FIRST = "Moscow and Pyongyang sign mutual-defence pact"


@pytest.fixture
def indexed(library: Library) -> None:
    """What is searched has been indexed."""
    deque(reanalyse.analyse(library), maxlen=0)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("date", [FIRST, "A long read", "Article 4", "Article 6", "Article 3", "Article 5"]),
        ("arrived", ["Article 6", "Article 5", "Article 4", "Article 3", "A long read", FIRST]),
        ("feed", ["Article 4", "Article 5", FIRST, "A long read", "Article 3", "Article 6"]),
        ("read", ["Article 5", FIRST, "A long read", "Article 4", "Article 6", "Article 3"]),
    ],
)
async def test_a_list_is_sorted(make_app: MakeApp, library: Library, order: str, expected: list[str]) -> None:
    """The cursor stays on its article."""
    states.mark(library, [1], read=True, now=NOW)
    states.mark(library, [5], read=True, now=NOW + 1)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"open All articles", "enter", "j")
        await pilot.press(":", *f"sort {order}", "enter")
        assert titles(app) == expected
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"
        assert titles(app)[app.reader.entry_list.cursor] == "A long read"


async def test_by_feed_there_are_headings(make_app: MakeApp) -> None:
    """Each feed's name above its articles."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"sort feed", "enter")
        assert app.reader.entry_list._headed.sections == [(0, "Herald"), (2, "Meridian"), (5, "Notes")]
        assert app.reader.list_title.note == "6 unread · by feed"
        await pilot.press(":", *"sort date", "enter")
        assert app.reader.entry_list._headed.sections[0] == (0, "today")


async def test_the_next_unread_is_that_of_the_order(make_app: MakeApp, library: Library) -> None:
    """Both ways."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"sort arrived", "enter", "g", "m")
        states.mark(library, [5, 4, 2], read=True, now=NOW)
        await pilot.press("n")
        assert titles(app)[app.reader.entry_list.cursor] == "Article 3"
        await pilot.press("n")
        assert titles(app)[app.reader.entry_list.cursor] == FIRST
        await pilot.press("N")
        assert titles(app)[app.reader.entry_list.cursor] == "Article 3"


async def test_the_order_is_kept(make_app: MakeApp) -> None:
    """For other places and for the next start."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"sort feed", "enter", "J", "K")
        assert app.reader.order == "feed"
    again = make_app()
    async with again.run_test(size=WIDE):
        assert again.reader.order == "feed"


async def test_what_a_search_found_has_an_order_of_its_own(make_app: MakeApp) -> None:
    """The place is as it was afterwards."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f", *"article", "enter", ":", *"sort feed", "enter")
        await app.workers.wait_for_complete()
        assert app.reader.narrowed is not None
        assert app.reader.narrowed.text.endswith("sort:feed")
        assert app.reader.order == "date"


@pytest.mark.usefixtures("indexed")
async def test_what_a_search_found_goes_by_feed_and_back(make_app: MakeApp) -> None:
    """By one key, which says so; there are no stories in it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        reader = app.reader
        await pilot.press("/", *"article", "enter")
        await app.workers.wait_for_complete()
        for order in ("feed", "date", "feed"):
            await pilot.press("B")
            await app.workers.wait_for_complete()
            assert reader.rows is not None
            assert reader.filter_of(reader.place, reader.narrowed).query.sort == order  # type: ignore[union-attr]
            assert reader.key_bar.notice == f"by {'day' if order == 'date' else order}"


@pytest.mark.usefixtures("indexed")
async def test_a_search_that_names_an_order_is_sorted_by_date_all_the_same(make_app: MakeApp) -> None:
    """Its order is taken out of it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("/", *"words sort:feed", "enter")
        await app.workers.wait_for_complete()
        assert titles(app) == ["Article 4", "Article 5", "Article 3", "Article 6"]
        await pilot.press(":", *"sort date", "enter")
        await app.workers.wait_for_complete()
        assert titles(app) == ["Article 4", "Article 6", "Article 3", "Article 5"]
        assert app.reader.place == "search:words"


async def test_days_are_named_where_no_heading_does(make_app: MakeApp, library: Library) -> None:
    """Under the name of a feed stand articles of many days and years."""
    add_entries(library, 1, article(20, age=2 * DAY), article(21, age=400 * DAY))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"sort feed", "enter")
        shown = app.reader.entry_list
        told = ["".join(words for words, _ in shown.stretches(line)) for line in range(shown.line_count())]
        dates = {above.split(maxsplit=1)[-1]: below for above, below in pairwise(told)}
        assert dates["Article 20"].split("  ")[1].strip() == "17 Jun"
        assert dates["Article 21"].split("  ")[1].strip() == "16 May 2023"


@pytest.mark.parametrize("order", ["arrived", "read", "length", "feed", "story"])
async def test_the_open_article_stays_though_it_is_read(make_app: MakeApp, order: str) -> None:
    """Where only unread ones are listed, as in the list by date."""
    app = make_app(Config(reading=Reading(mark_read_after=0)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "m", ":", *f"sort {order}", "enter")
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"
        assert sorted(titles(app)) == sorted({*titles(app), "A long read"})
        assert titles(app)[app.reader.entry_list.cursor] == "A long read"
