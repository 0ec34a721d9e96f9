"""Saved searches on the screen: places of the side bar with counts, kept, changed and deleted by keys."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from newsreader import reanalyse
from newsreader.commands import Pane
from newsreader.library import searches, smart, states
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.reader import ReaderScreen
from newsreader.tui.widgets import feed_places
from newsreader.tui.widgets.feed_list import FeedList
from tui.small_library import NOW, add_entries, article, titles, where
from tui.waiting import until

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


def reader(app: ReaderApp) -> ReaderScreen:
    """The screen below all others."""
    screen = next(one for one in app.screen_stack if isinstance(one, ReaderScreen))
    assert isinstance(screen, ReaderScreen)
    return screen


def shown(app: ReaderApp) -> dict[str, int]:
    """The saved searches of the side bar, with their counts."""
    places = reader(app).feed_list.places
    return {place.label: place.count for place in places if place.key.startswith(feed_places.SAVED)}


async def settled(pilot: Pilot[None], app: ReaderApp) -> None:
    """What was asked for is shown."""
    screen = reader(app)
    await pilot.pause()
    await until(pilot, lambda: not screen.is_searching and not screen.counting.is_running)
    await pilot.pause()


async def answer(pilot: Pilot[None], app: ReaderApp, *values: str) -> None:
    """Fill in the window and accept."""
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    fields = list(app.screen.query(Input))
    for field, value in zip(fields, values, strict=False):
        field.value = value
    fields[-1].focus()
    await pilot.press("enter")
    await pilot.pause()


async def test_a_search_is_saved_and_read_as_a_feed(make_app: MakeApp, library: Library) -> None:
    """Its count is that of the unread; nothing is lit in it, and back leads to the feeds."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        app.screen.query_one("#search", Input).value = "friendship OR long"
        await pilot.press("enter")
        await settled(pilot, app)
        await pilot.press("S")
        await answer(pilot, app, "Big")
        smart.update(library, NOW)
        reader(app).show_counts()
        await settled(pilot, app)
        assert [one.query for one in searches.all_searches(library)] == ["friendship OR long*"]
        assert shown(app) == {"Big": 2}
        assert reader(app).place_name() == "Big"
        assert len(titles(app)) == 2
        assert not reader(app).lighting.sought
        await pilot.press("m")
        await settled(pilot, app)
        assert shown(app) == {"Big": 1}
        await pilot.press("escape", "escape")
        assert where(app) is Pane.FEEDS


async def test_counts_follow_marks_tags_and_what_other_programs_do(make_app: MakeApp, library: Library) -> None:
    """At once what is marked; new articles as soon as they were looked at."""
    searches.save(library, "words", "words is:unread", NOW)
    smart.update(library, NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot, app)
        assert shown(app) == {"words": 4}
        states.mark(library, [3], read=True, now=NOW)
        reader(app).states_changed()
        await settled(pilot, app)
        assert shown(app) == {"words": 3}
        add_entries(library, 1, article(7))
        deque(reanalyse.analyse(library), maxlen=0)
        smart.update(library, NOW)
        reader(app).states_changed()
        await settled(pilot, app)
        assert shown(app) == {"words": 4}


async def test_one_is_changed_deleted_and_brought_back(make_app: MakeApp, library: Library) -> None:
    """From the side bar; a mistake is told and what was typed stays."""
    saved = searches.save(library, "one", "is:starred", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        reader(app).return_to(f"{feed_places.SAVED}{saved.id}")
        await settled(pilot, app)
        assert titles(app) == []
        await pilot.press("E")
        await answer(pilot, app, "two", "is:unred")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen) and bool(app.screen.query("#prompt-error")))
        assert [field.value for field in app.screen.query(Input)] == ["two", "is:unred"]
        await answer(pilot, app, "two", "is:unread")
        await settled(pilot, app)
        assert len(titles(app)) == 6
        assert shown(app) == {"two": 6}
        await pilot.press("D")
        await settled(pilot, app)
        assert shown(app) == {}
        assert reader(app).place == feed_places.UNREAD
        await pilot.press("u")
        await settled(pilot, app)
        assert shown(app) == {"two": 6}
        reader(app).return_to(f"{feed_places.SAVED}{saved.id}")
        await settled(pilot, app)
        await pilot.press("u", "u")
        await settled(pilot, app)
        assert shown(app) == {}
        assert reader(app).place == feed_places.UNREAD


async def test_undone_while_its_list_is_narrowed_it_leaves_nothing_behind(make_app: MakeApp, library: Library) -> None:
    """The list of all that is unread comes whole, and nothing leads back."""
    searches.save(library, "pacts", "words", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"open pacts", "enter")
        await settled(pilot, app)
        await pilot.press("f", *"article", "enter")
        await settled(pilot, app)
        assert "article" in app.reader.list_title.name_words
        await pilot.press("u")
        await settled(pilot, app)
        assert app.reader.place == feed_places.UNREAD
        assert app.reader.list_title.name_words == "All unread"
        assert len(titles(app)) == 6
        await pilot.press("escape")
        assert app.reader.place == feed_places.UNREAD


async def test_what_another_uses_stays(make_app: MakeApp, library: Library) -> None:
    """And the screen says by which it is used."""
    saved = searches.save(library, "one", "is:starred", NOW)
    searches.save(library, "user", "search:one", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        reader(app).return_to(f"{feed_places.SAVED}{saved.id}")
        await settled(pilot, app)
        await pilot.press("D")
        await settled(pilot, app)
        assert "is used by the search “user”" in reader(app).key_bar.notice
        assert set(shown(app)) == {"one", "user"}


@pytest.mark.parametrize(
    ("place", "narrowed", "query"),
    [
        (feed_places.UNREAD, "pact", "(is:unread) (pact*)"),
        ("folder:World", "", 'folder:"World"'),
        ("feed:1", "long", '(feed:"https://meridian.example/feed") (long*)'),
        (feed_places.ALL, "long", "long*"),
        (feed_places.ALL, "", ""),
    ],
)
async def test_any_list_can_be_saved(make_app: MakeApp, place: str, narrowed: str, query: str) -> None:
    """With what it is narrowed to."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        reader(app).return_to(place)
        await pilot.pause()
        if narrowed:
            await pilot.press("f")
            app.screen.query_one("#search", Input).value = narrowed
            await pilot.press("enter")
            await settled(pilot, app)
        await pilot.press("S")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert [field.value for field in app.screen.query(Input)] == ["", query]


async def test_the_place_is_kept_over_a_restart(make_app: MakeApp, library: Library) -> None:
    """As that of a feed; one that is gone meanwhile is not."""
    saved = searches.save(library, "one", "is:unread", NOW)
    for name in ("one", ""):
        app = make_app()
        async with app.run_test(size=WIDE) as pilot:
            await settled(pilot, app)
            if name:
                reader(app).return_to(f"{feed_places.SAVED}{saved.id}")
                await settled(pilot, app)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot, app)
        assert reader(app).place_name() == "one"
    searches.delete(library, "one", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot, app)
        assert reader(app).place == feed_places.UNREAD


async def test_passing_by_a_search_leaves_the_list_of_the_place(make_app: MakeApp, library: Library) -> None:
    """An answer that is not waited for any more is not shown."""
    saved = searches.save(library, "one", "is:starred", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot, app)
        screen = reader(app)
        screen.feed_list.post_message(FeedList.Selected(f"{feed_places.SAVED}{saved.id}"))
        screen.feed_list.post_message(FeedList.Selected(feed_places.UNREAD))
        await settled(pilot, app)
        assert screen.place == feed_places.UNREAD
        assert len(titles(app)) == 6
