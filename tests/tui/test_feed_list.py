"""The side bar: folders that fold, feeds inside them, stepping from feed to feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader.library import editing, feeds
from newsreader.tui.widgets.feed_places import Place, folders_around, unhidden
from tui.small_library import NOW, add_entries, article, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)

NESTED = [
    Place("feed:1", "Loose"),
    Place("folder:A", "A", folds=False),
    Place("feed:2", "In A", depth=1),
    Place("folder:A/B", "B", depth=1, folds=True),
    Place("feed:3", "In B", depth=2),
    Place("folder:C", "C", folds=True),
    Place("feed:4", "In C", depth=1),
]


def labels(app: ReaderApp) -> list[str]:
    """What the side bar shows below the smart feeds."""
    return [place.label for place in app.reader.feed_list.places[4:]]


def here(app: ReaderApp) -> str:
    """The label of the place under the cursor."""
    place = app.reader.feed_list.place
    return place.label if place else ""


def test_what_is_in_a_folded_folder_is_hidden_at_any_depth() -> None:
    """An unfolded folder in a folded one as well."""
    assert [place.label for place in unhidden(NESTED)] == ["Loose", "A", "C", "In C"]


def test_the_folders_around_a_line() -> None:
    """The innermost first; none around what stands on the left."""
    around = [[NESTED[index].label for index in folders_around(NESTED, line)] for line in range(len(NESTED))]
    assert around == [[], [], ["A"], ["A"], ["B", "A"], [], ["C"]]


async def test_h_goes_to_the_folder_and_folds_it(make_app: MakeApp) -> None:
    """Then there is nothing further out; `l` unfolds it again."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "G")
        assert here(app) == "Meridian"
        await pilot.press("h")
        assert here(app) == "World"
        assert app.reader.place == "folder:World"
        await pilot.press("left")
        assert labels(app) == ["Notes", "World"]
        await pilot.press("escape")
        assert labels(app) == ["Notes", "World"]
        assert here(app) == "World"
        await pilot.press("l")
        assert labels(app) == ["Notes", "World", "Herald", "Meridian"]


async def test_j_and_k_go_into_folded_folders(make_app: MakeApp) -> None:
    """The folder unfolds, for good; at the last feed J stays."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        app.reader.folded = {"folder:World"}
        app.reader.show_counts()
        await pilot.press("J", "J")
        await pilot.pause()
        assert here(app) == app.reader.place_name() == "Herald"
        assert app.reader.folded == set()
        app.reader.show_counts()
        assert here(app) == "Herald"
        await pilot.press("J", "J")
        assert here(app) == "Meridian"
        assert app.reader.key_bar.notice == "no further feed in this direction"


async def test_n_goes_into_folded_folders(make_app: MakeApp, library: Library) -> None:
    """Also where one lies in another; what is folded besides stays so."""
    deep = feeds.add(library, "https://deep.example/feed", "Deep", folder="Zones/Far", now=NOW)
    add_entries(library, deep, article(60, title="From afar"))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "G")
        assert here(app) == "Deep"
        await pilot.press("k", "k", "k", "A", "k", "A")
        assert here(app) == "Herald"
        app.reader.folded = {"folder:Zones", "folder:Zones/Far", "folder:World"}
        app.reader.show_counts()
        assert here(app) == "World"
        await pilot.press("n")
        await pilot.pause()
        assert here(app) == "Deep"
        assert app.reader.folded == {"folder:World"}
        assert app.reader.entry is not None
        assert app.reader.entry.title == "From afar"


async def test_n_goes_on_at_the_first_feed(make_app: MakeApp) -> None:
    """When none below has anything unread; J and K do not."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "G", "k", "A", "j", "A", "J")
        assert here(app) == "Meridian"
        await pilot.press("n")
        assert here(app) == app.reader.place_name() == "Notes"
        await pilot.press("K")
        assert here(app) == "Notes"
        assert app.reader.key_bar.notice == "no further feed in this direction"


async def test_the_cursor_waits_on_the_folder_that_hides_its_feed(make_app: MakeApp, library: Library) -> None:
    """And is on the feed again when the folder unfolds; from there J and K go on."""
    herald = feeds.by_url(library, "https://herald.example/feed")
    assert herald is not None
    app = make_app()
    async with app.run_test(size=WIDE):
        bar = app.reader.feed_list
        app.reader.folded = {"folder:World"}
        app.reader.show_counts()
        bar.put_cursor(f"feed:{herald.id}")
        assert here(app) == "World"
        app.reader.folded = set()
        app.reader.show_counts()
        assert here(app) == "Herald"
        app.reader.folded = {"folder:World"}
        app.reader.show_counts()
        assert bar.next_feed(1, unread=False)
        assert here(app) == "Meridian"


async def test_a_click_on_the_sign_folds(make_app: MakeApp) -> None:
    """And again unfolds."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        line = app.reader.feed_list.line_count() - 3
        await pilot.click("#feeds", offset=(1, line))
        await pilot.pause()
        assert labels(app) == ["Notes", "World"]
        assert where(app) == "feeds"


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (0, ["Notes", "World", "Herald", "Meridian", "Asia", "Tokyo", "Zoo", "alpha"]),
        (1, ["Notes", "World", "Herald", "Meridian", "Asia", "Tokyo", "Zoo", "alpha"]),
        (2, ["Notes", "Zoo", "alpha", "World", "Meridian", "Herald", "Asia", "Tokyo"]),
        (3, ["Notes", "World", "Herald", "Meridian", "Asia", "Tokyo", "Zoo", "alpha"]),
    ],
)
async def test_the_side_bar_is_sorted(make_app: MakeApp, library: Library, times: int, expected: list[str]) -> None:
    """Folders as well, each inside its own; the order is kept for the next start."""
    tokyo = feeds.add(library, "https://tokyo.example/feed", "Tokyo", folder="World/Asia", now=NOW)
    alpha = feeds.add(library, "https://alpha.example/feed", "alpha", folder="Zoo", now=NOW)
    add_entries(library, tokyo, article(50))
    add_entries(library, alpha, *(article(number) for number in range(60, 70)))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(times):
            await pilot.press(":", *"sort_feeds", "enter")
        assert labels(app) == expected
    again = make_app()
    async with again.run_test(size=WIDE):
        assert labels(again) == expected


async def test_feeds_by_name_whatever_their_case(make_app: MakeApp, library: Library) -> None:
    """The order of the library is the user's, if he made one."""
    first = feeds.add(library, "https://zeta.example/feed", "zeta", folder="World", now=NOW)
    editing.arrange(library, [first, 2, 1], "moved one", NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        assert labels(app)[-3:] == ["zeta", "Herald", "Meridian"]
        await pilot.press(":", *"sort_feeds", "enter")
        assert labels(app)[-3:] == ["Herald", "Meridian", "zeta"]


@pytest.mark.parametrize(
    ("dragged", "onto", "folder"),
    [
        ("Notes", "World", "World"),
        ("Notes", "Herald", "World"),
        ("Herald", "Notes", None),
        ("Herald", "Today", "World"),
    ],
)
async def test_a_feed_is_dragged_into_a_folder(
    make_app: MakeApp, library: Library, dragged: str, onto: str, folder: str | None
) -> None:
    """Onto it, or a feed in it; undone like anything else. The cursor stays where it was."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.feed_list
        lines = {place.label: view._lines.index(index) for index, place in enumerate(view.places)}
        before = feeds.find(library, dragged).folder
        await pilot.mouse_down(view, (6, lines[dragged]))
        await pilot.mouse_up(view, (6, lines[onto]))
        await pilot.pause()
        assert feeds.find(library, dragged).folder == folder
        assert app.reader.place == "smart:unread"
        if folder != before:
            assert app.reader.key_bar.notice.startswith(f"moved {dragged}")
            await pilot.press("u")
            assert feeds.find(library, dragged).folder == before


async def test_a_click_in_the_side_bar_goes_there(make_app: MakeApp) -> None:
    """Also after something was dragged."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.feed_list
        lines = {place.label: view._lines.index(index) for index, place in enumerate(view.places)}
        await pilot.mouse_down(view, (6, lines["Notes"]))
        await pilot.mouse_up(view, (6, lines["Today"]))
        await pilot.click(view, (6, lines["Herald"]))
        assert app.reader.place == "feed:2"
