"""Moving through feeds, list, article and quotes by key."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from newsreader.commands import Pane
from newsreader.library import lists, states
from newsreader.tui.screens.reader import ReaderScreen
from tui.small_library import NOW, add_entries, article, titles, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)
MEDIUM = (120, 40)
NARROW = (80, 24)
SINGLE = (40, 24)


async def test_the_reader_opens_on_all_unread_newest_first(make_app: MakeApp) -> None:
    """The first smart feed, its newest article shown beside it."""
    app = make_app()
    async with app.run_test(size=WIDE):
        assert titles(app)[:2] == ["Moscow and Pyongyang sign mutual-defence pact", "A long read"]
        assert len(titles(app)) == 6
        assert where(app) is Pane.LIST
        assert app.reader.entry is not None
        assert app.reader.entry.title == titles(app)[0]


async def test_j_and_k_move_through_the_list(make_app: MakeApp) -> None:
    """The article beside the list follows."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j", "k")
        assert app.reader.entry_list.cursor == 1
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"


async def test_g_and_shift_g_go_to_the_ends(make_app: MakeApp) -> None:
    """Bottom and top of the list."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G")
        assert app.reader.entry_list.cursor == 5
        await pilot.press("g")
        assert app.reader.entry_list.cursor == 0


async def test_enter_goes_inwards_and_escape_outwards(make_app: MakeApp) -> None:
    """List, detail, quotes, and back to the feeds."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        seen = [where(app)]
        for key in ("enter", "enter", "h", "h", "h", "h"):
            await pilot.press(key)
            seen.append(where(app))
        expected = [Pane.LIST, Pane.DETAIL, Pane.QUOTES, Pane.DETAIL, Pane.LIST, Pane.FEEDS, Pane.FEEDS]
        assert seen == expected


async def test_tab_goes_round_the_panes(make_app: MakeApp) -> None:
    """And shift+tab the other way."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("tab", "tab", "tab")
        assert where(app) is Pane.FEEDS
        await pilot.press("shift+tab")
        assert where(app) is Pane.QUOTES


async def test_the_side_bar_lists_another_place_at_once(make_app: MakeApp) -> None:
    """Moving in the side bar changes the list; J and K go from feed to feed from anywhere."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J")
        assert app.reader.place_name() == "Notes"
        await pilot.press("J")
        assert app.reader.place_name() == "Herald"
        assert titles(app) == ["Article 4", "Article 5"]
        await pilot.press("K")
        assert app.reader.place_name() == "Notes"


async def test_space_pages_then_goes_to_the_next_unread(make_app: MakeApp) -> None:
    """Through a long article to its end, then on."""
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", "enter")
        view = app.reader.article_view
        await pilot.press("space")
        assert view.scroll_offset.y > 0
        for _ in range(40):
            await pilot.press("space")
            if app.reader.entry and app.reader.entry.title != "A long read":
                break
        assert app.reader.entry is not None
        assert app.reader.entry.title == "Article 4"
        assert where(app) is Pane.DETAIL


async def test_backspace_pages_up(make_app: MakeApp) -> None:
    """One page back is where one was."""
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", "enter", "space", "space")
        there = app.reader.article_view.scroll_offset.y
        await pilot.press("space", "backspace")
        assert app.reader.article_view.scroll_offset.y == there


async def test_n_skips_what_is_read(make_app: MakeApp, library: Library) -> None:
    """And N goes back to the unread one before."""
    ids = lists.listing(library).ids
    states.mark(library, ids[1:3], read=True, now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("K", "J", "U")  # wherever: the folder's list has read ones too
        app.reader.show_place("smart:all")
        app.reader.unread_only = False
        app.reader.show_place("smart:all")
        await pilot.press("n")
        assert app.reader.entry_list.cursor == 3
        await pilot.press("N")
        assert app.reader.entry_list.cursor == 0


async def test_n_at_the_end_of_a_feed_goes_to_the_next_feed(make_app: MakeApp) -> None:
    """Reading goes on where there is something unread."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "G", "n")
        assert app.reader.place_name() == "Herald"
        assert app.reader.entry is not None
        assert app.reader.entry.title == "Article 4"


async def test_q_leaves_level_by_level(make_app: MakeApp) -> None:
    """Detail, list, feeds, out."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "q")
        assert where(app) is Pane.LIST
        await pilot.press("q")
        assert where(app) is Pane.FEEDS
        assert app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert app.return_code == 0


async def test_shift_q_quits_at_once(make_app: MakeApp) -> None:
    """From anywhere."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "enter", "Q")
        await pilot.pause()
        assert app.return_code == 0


async def test_the_layouts_follow_the_width_live(make_app: MakeApp) -> None:
    """From 240 to 40 columns and back without losing the place."""
    app = make_app()
    async with app.run_test(size=(240, 50)) as pilot:
        await pilot.press("j", "enter")
        shown = {}
        for width in (240, 120, 80, 60, 40, 160):
            await pilot.resize_terminal(width, 36)
            await pilot.pause()
            shown[width] = {pane for pane in Pane if app.reader.query_one(f"#{pane}-pane").display}
        assert shown[240] == shown[160] == set(Pane)
        assert shown[120] == {Pane.LIST, Pane.DETAIL, Pane.QUOTES}
        assert shown[80] == {Pane.LIST, Pane.DETAIL}
        assert shown[60] == shown[40] == {Pane.DETAIL}
        assert app.reader.entry is not None
        assert app.reader.entry.title == "A long read"


async def test_one_pane_at_a_time_below_70_columns(make_app: MakeApp) -> None:
    """Feeds, list, article, quotes take turns; the bar says where one is."""
    app = make_app()
    async with app.run_test(size=SINGLE) as pilot:
        assert app.reader.entry is None, "an article that is not on the screen is not open"
        for pane, key in ((Pane.LIST, "enter"), (Pane.DETAIL, "enter"), (Pane.QUOTES, "q")):
            assert [p for p in Pane if app.reader.query_one(f"#{p}-pane").display] == [pane]
            await pilot.press(key)
        assert where(app) is Pane.DETAIL


async def test_b_hides_the_side_bar_or_lays_it_over(make_app: MakeApp) -> None:
    """Beside the list where there is room, over it where there is not."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("b")
        assert not app.reader.query_one("#feeds-pane").display
        await pilot.press("b")
        assert app.reader.query_one("#feeds-pane").display
        await pilot.resize_terminal(*MEDIUM)
        await pilot.press("b")
        assert app.reader.query_one("#feeds-pane").has_class("-over")
        await pilot.press("b")
        assert not app.reader.query_one("#feeds-pane").display


async def test_escape_takes_the_feeds_away_that_lie_over_the_list(make_app: MakeApp) -> None:
    """And folds none; their title stands as high as the others."""
    app = make_app()
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("b", "j", "j", "j", "j", "j")
        await pilot.pause()
        assert app.reader.query_one("#feeds-pane").region.y == app.reader.query_one("#list-pane").region.y
        await pilot.press("escape")
        assert where(app) is Pane.LIST
        assert not app.reader.query_one("#feeds-pane").display
        assert not app.reader.folded
        await pilot.press("escape")
        assert where(app) is Pane.LIST
        await pilot.press("h")
        assert where(app) is Pane.FEEDS


async def test_a_search_from_the_feeds_shows_what_it_finds(make_app: MakeApp) -> None:
    """They do not lie over it; escape leads back to them."""
    app = make_app()
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("b", "slash")
        assert not app.reader.query_one("#feeds-pane").display
        await pilot.press("escape")
        assert where(app) is Pane.FEEDS


async def test_in_the_feeds_q_says_that_it_quits(make_app: MakeApp) -> None:
    """And `b` that it hides them; elsewhere both are what they were."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.reader.key_bar.keys)
        assert {("q", "back"), ("b", "feeds")} <= set(app.reader.key_bar.keys)
        await pilot.press("h")
        assert {("q", "quit"), ("b", "hide")} <= set(app.reader.key_bar.keys)


async def test_the_path_ends_in_words_without_a_title(make_app: MakeApp, library: Library) -> None:
    """As the list names such an article."""
    add_entries(library, 1, replace(article(20, age=60), title=""))
    app = make_app()
    async with app.run_test(size=WIDE):
        assert app.reader.top_bar.path == ("All unread", "(no title)")


async def test_z_shows_the_article_alone(make_app: MakeApp) -> None:
    """Zen and back."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("z")
        assert [p for p in Pane if app.reader.query_one(f"#{p}-pane").display] == [Pane.DETAIL]
        await pilot.press("escape")
        assert app.reader.query_one("#list-pane").display


async def test_angle_brackets_size_the_pane(make_app: MakeApp) -> None:
    """Wider and back, remembered by the next start."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        before = app.reader.entry_list.size.width
        await pilot.press(">", ">")
        await pilot.pause()
        assert app.reader.entry_list.size.width == before + 4
        await pilot.press("<")
        await pilot.pause()
        assert app.reader.entry_list.size.width == before + 2
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        assert again.reader.entry_list.size.width == before + 2


async def test_articles_that_are_only_passed_are_not_opened(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that the cursor comes to rest on is, and before any other key is done."""
    monkeypatch.setattr(ReaderScreen, "quick", 3600.0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        opened = app.reader.entry
        await pilot.press("j", "j", "j")
        assert app.reader.entry is opened
        assert opened is not None
        assert app.reader.selected_id != opened.id
        await pilot.press("s")
        assert app.reader.entry is not None
        assert app.reader.entry.id == app.reader.selected_id
        assert app.reader.entry.starred


async def test_feeds_that_are_only_passed_open_no_article(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """From feed to feed nothing of the one between is read; the one that is come to rest in is."""
    monkeypatch.setattr(ReaderScreen, "quick", 3600.0)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        shown: list[int] = []
        show = ReaderScreen.show_entry

        def noted(screen: ReaderScreen, entry_id: int) -> None:
            shown.append(entry_id)
            show(screen, entry_id)

        monkeypatch.setattr(ReaderScreen, "show_entry", noted)
        places = [app.reader.place]
        for key in ("J", "J", "K"):
            await pilot.press(key)
            places.append(app.reader.place)
        assert len(set(places)) > 2
        assert not shown
        await pilot.press("s")
        assert shown == [app.reader.selected_id]


async def test_a_number_of_times_ends_where_there_is_nothing_further_on(make_app: MakeApp) -> None:
    """It is told once, whatever the number, and not looked for again."""
    for keys, told in (("99n", "nothing unread further on"), ("99N", "nothing unread before this")):
        app = make_app()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press(*keys)
            assert [message.words for message in app.reader.messaging.messages].count(told) == 1


async def test_what_a_key_leads_to_is_painted_as_it_comes(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with the next tick of a clock that may just have ticked: here it never ticks again."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        before, painted = app.reader.list_title.name_words, asyncio.Event()
        paint = app.reader._compositor_refresh

        def seen() -> None:
            paint()
            if app.reader.list_title.name_words != before:
                painted.set()

        monkeypatch.setattr(app.reader._update_timer, "resume", lambda: None)
        monkeypatch.setattr(app.reader, "_compositor_refresh", seen)
        app.post_message(events.Key("J", "J"))  # the pilot would paint by itself
        await asyncio.wait_for(painted.wait(), 30)
