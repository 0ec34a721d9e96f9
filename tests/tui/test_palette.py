"""The palette: commands, places and speakers by a few letters."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.widgets import OptionList

from newsreader.config import Config, Reading, Refresh
from newsreader.keysettings import bound
from newsreader.library import feeds, searches, speakers, tags
from newsreader.tui.screens.choosing import PaletteScreen
from tui.small_library import NOW, add_bridge
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def listed(app: ReaderApp) -> list[str]:
    """The lines that are shown."""
    options = app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


@pytest.mark.parametrize(
    ("typed", "first", "place"),
    [
        ("merid", "Meridian  World", "Meridian"),
        ("world", "World  folder", "World"),
        ("starr", "Starred  list", "Starred"),
        ("brdg", "Bridges  saved search", "Bridges"),
        ("later", "#later  tag", "#later"),
        ("ann br", "Ann Brook  speaker", 'Search: speaker:"Ann Brook"'),
        ("soksman reed", "", ""),
    ],
)
async def test_what_is_found_is_opened(make_app: MakeApp, library: Library, typed: str, first: str, place: str) -> None:
    """Feeds, folders, lists, saved searches, tags and speakers; what nothing has finds nothing."""
    entry_id = add_bridge(library)
    searches.save(library, "Bridges", "bridge", NOW)
    tags.tag(library, [entry_id], "later", now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *typed)
        await pilot.pause()
        assert isinstance(app.screen, PaletteScreen)
        assert listed(app)[0] == (first or "nothing is called so")
        if place:
            await pilot.press("enter")
            await until(pilot, lambda: app.reader.place_name() == place)


async def test_a_command_is_found_by_its_words_and_run(make_app: MakeApp) -> None:
    """With the user's own key beside it."""
    quiet = Config(reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0))
    app = make_app(Config(reading=quiet.reading, refresh=quiet.refresh, keys=bound({"zen": ("g z",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"alone")
        await pilot.pause()
        assert listed(app)[0] == "The article alone, centred  g z"
        await pilot.press("enter")
        await until(pilot, lambda: app.reader.wishes.zen)


async def test_only_what_works_here_is_listed(make_app: MakeApp) -> None:
    """In the feeds nothing for an article; nothing new to show while there is nothing new."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "ctrl+p", *"star or unstar")
        await pilot.pause()
        assert listed(app) == ["nothing is called so"]
        await pilot.press("escape", "ctrl+p", *"show the articles that arrived", "enter")
        await pilot.pause()
        assert listed(app) == ["nothing is called so"]


async def test_five_hundred_feeds_are_there_at_once(make_app: MakeApp, library: Library) -> None:
    """The best are shown, and no more than can be looked through."""
    for number in range(500):
        feeds.add(library, f"https://many.example/{number}", f"Feed number {number}", now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"number 499")
        await pilot.pause()
        assert listed(app)[0] == "Feed number 499  feed"
        await pilot.press("escape", "ctrl+p", *"number")
        await pilot.pause()
        assert len(listed(app)) == 50


def test_speakers_are_found_by_beginnings_of_their_names(library: Library) -> None:
    """Those of the newest quotations, the most quoted first; no text breaks it."""
    add_bridge(library)
    found = {speaker.name: speaker.quotations for speaker in speakers.newest(library)}
    assert (found["Tom Reed"], found["Ann Brook"], found["Lena Sorg"]) == (3, 3, 2)
    assert [speaker.name for speaker in speakers.named(library, "re to")] == ["Tom Reed"]
    assert [speaker.name for speaker in speakers.named(library, "BROO")] == ["Ann Brook"]
    assert [speakers.named(library, typed) for typed in ("", " ", "nobody", '"', "(", "AND", "x:y")] == [[]] * 7


async def test_nothing_is_kept_of_windows_that_were_closed(make_app: MakeApp) -> None:
    """However many there were."""
    app = make_app()
    drawn = []
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(6):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, PaletteScreen))
            await pilot.pause()
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.reader)
            await pilot.pause()
            gc.collect()
            drawn.append(sum(isinstance(one, StylesCache) for one in gc.get_objects()))
    assert drawn[-1] < drawn[1] + 4  # each of the four windows between has seven


def _many_places() -> int:
    """Have Textual reckon more than any screen of ours has; how many it remembers."""
    for number in range(3_000):
        Region(number, 0, 1, 1).grow((1, 1, 1, 1))
    return Region.grow.cache_info().currsize


async def test_nothing_is_kept_of_places_on_a_screen_that_was(make_app: MakeApp) -> None:
    """Neither of a window that was closed nor of another size."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, PaletteScreen))
        assert _many_places() >= 3_000
        await pilot.press("escape")
        await until(pilot, lambda: Region.grow.cache_info().currsize < 1_000)
        assert _many_places() >= 3_000
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: Region.grow.cache_info().currsize < 1_000)
