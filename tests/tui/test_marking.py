"""What becomes read, starred, undone, and stays in the list meanwhile."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from newsreader.config import Config, Reading
from newsreader.library import feeds, journal, lists, states
from newsreader.tui.screens import marking
from newsreader.tui.widgets.bars import KeyBar, NewLine, TopBar
from tui.small_library import NOW, add_entries, article, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def read_ids(library: Library) -> list[int]:
    """The entries that are read, newest first."""
    return [row.id for row in lists.rows(library, lists.listing(library).ids) if row.read]


async def test_m_toggles_read_and_the_row_stays(make_app: MakeApp, library: Library) -> None:
    """In an unread list a read article stays until one leaves the list and comes back."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m")
        assert len(read_ids(library)) == 1
        assert len(titles(app)) == 6
        assert app.reader.query_one(TopBar).unread == 5
        await pilot.press("m")
        assert read_ids(library) == []
        read = titles(app)[0]
        await pilot.press("m", "h", "j")
        assert app.reader.place == "smart:today"
        await pilot.press("k")
        assert app.reader.place == "smart:unread"
        assert len(titles(app)) == 5
        assert read not in titles(app)


async def test_s_stars(make_app: MakeApp, library: Library) -> None:
    """On disk at once."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "s")
        rows = lists.rows(library, lists.listing(library).ids)
        assert [row.starred for row in rows] == [False, True, False, False, False, False]


async def test_mark_all_says_how_many_and_can_be_undone(make_app: MakeApp, library: Library) -> None:
    """Exactly the articles of the list, one step for undo and redo."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m", "A")
        assert len(read_ids(library)) == 6
        assert "5 marked read" in app.reader.query_one(KeyBar).notice
        await pilot.press("u")
        assert len(read_ids(library)) == 1
        await pilot.press("ctrl+r")
        assert len(read_ids(library)) == 6
        await pilot.press("u", "u", "u")
        assert read_ids(library) == []
        assert app.reader.query_one(KeyBar).notice == "nothing to undo"


async def test_very_many_are_marked_while_keys_are_answered(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a thread: the screen goes on, says how many they were in the end, and takes them back in the same way."""
    monkeypatch.setattr(marking, "MANY", 3)
    begun, go_on = threading.Event(), threading.Event()
    mark, undo = states.mark, journal.undo

    def waiting(lib: Library, **arguments: Any) -> int:
        begun.set()
        assert go_on.wait(30)
        return mark(lib, **arguments)

    monkeypatch.setattr(states, "mark", waiting)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        await until(pilot, begun.is_set)
        await pilot.press("j")
        assert app.reader.entry_list.cursor == 1
        assert read_ids(library) == []
        go_on.set()
        await until(pilot, lambda: app.reader.key_bar.notice == "6 marked read   u undo")
        assert len(read_ids(library)) == 6
        await pilot.press("u")
        await until(pilot, lambda: app.reader.key_bar.notice == "undone: 6 marked read")
        assert read_ids(library) == []
        assert undo(library) is None


async def test_mark_all_leaves_what_came_since(make_app: MakeApp, library: Library) -> None:
    """An article that arrived after the list was made is not on it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        feed = feeds.by_url(library, "https://notes.example/feed")
        assert feed is not None
        add_entries(library, feed.id, article(50))
        await pilot.press("A")
        assert len(read_ids(library)) == 6


async def test_an_article_open_long_enough_is_read(make_app: MakeApp, library: Library) -> None:
    """After the seconds of the setting, without any key."""
    app = make_app(Config(reading=Reading(mark_read_after=0.02)))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: len(read_ids(library)) == 1)
        assert len(titles(app)) == 6


async def test_what_was_kept_unread_by_hand_stays_unread(make_app: MakeApp, library: Library) -> None:
    """`m` decides, the clock does not overrule it."""
    app = make_app(Config(reading=Reading(mark_read_after=0.02)))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: read_ids(library))
        await pilot.press("m", "enter")
        await pilot.pause(0.1)
        assert read_ids(library) == []


async def test_scrolling_marks_read(make_app: MakeApp, library: Library) -> None:
    """Whoever moves in an article reads it."""
    app = make_app(Config(reading=Reading(mark_read_after=0)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter")
        assert read_ids(library) == []
        await pilot.press("j")
        await pilot.pause()
        assert len(read_ids(library)) == 1


async def test_scrolling_marks_nothing_if_so_set(make_app: MakeApp, library: Library) -> None:
    """The setting decides."""
    app = make_app(Config(reading=Reading(mark_read_after=0, mark_read_on_scroll=False)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "j", "space")
        await pilot.pause()
        assert read_ids(library) == []


async def test_u_shows_unread_only_and_hides_feeds_without_any(make_app: MakeApp, library: Library) -> None:
    """The list and the side bar both."""
    notes = feeds.by_url(library, "https://notes.example/feed")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "m")
        app.reader.feed_list.select(3)
        await pilot.pause()
        await pilot.press("U")
        assert "Article 6" not in titles(app)
        assert notes is not None
        assert f"feed:{notes.id}" not in [place.key for place in app.reader.feed_list.places]
        await pilot.press("U")
        assert "Article 6" in titles(app)


async def test_new_articles_wait_behind_a_line(make_app: MakeApp, library: Library) -> None:
    """The list does not move; `.` shows them and the open article stays open."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        before = titles(app)
        feed = feeds.by_url(library, "https://notes.example/feed")
        assert feed is not None
        add_entries(library, feed.id, article(50, title="Late news"), now=NOW)
        app.reader.show_counts()
        await pilot.pause()
        assert titles(app) == before
        assert app.reader.query_one(NewLine).count == 1
        await pilot.press("full_stop")
        assert titles(app)[0] == "Late news"
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"
        assert app.reader.query_one(NewLine).count == 0
