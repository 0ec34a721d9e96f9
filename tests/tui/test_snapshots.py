"""The screen as pictures: three panes, list and detail, quotes in the place of the list, one pane.

Look at a changed picture before accepting it with `pytest --snapshot-update`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.tui.themes import shelf
from tui.small_library import add_bridge
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture, so that a browser shows it."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


async def picture(app: ReaderApp, size: tuple[int, int], keys: tuple[str, ...], *, asks: bool = False) -> str:
    """The screen after some keys, without what is another one each time; `asks`: a window is open in the end."""
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        if asks:
            await until(pilot, lambda: app.screen is not app.reader)
        else:
            await app.workers.wait_for_complete()
        await pilot.pause()
        return re.sub(r"terminal-\d+-", "terminal-", app.export_screenshot())


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((120, 40), (), id="three-panes"),
        pytest.param((80, 24), ("enter", "right_square_bracket"), id="list-and-detail"),
        pytest.param((80, 24), ("enter", '"'), id="quotes-in-the-place-of-the-list"),
        pytest.param((40, 20), ("enter",), id="one-pane"),
        pytest.param((160, 42), ("J", "question_mark"), id="help"),
    ],
)
async def test_picture(
    make_app: MakeApp, snapshot: SnapshotAssertion, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """The screen is as it was when somebody last looked at it."""
    assert await picture(make_app(), size, keys) == snapshot(extension_class=Picture)


@pytest.mark.parametrize("name", shelf.built_in())
async def test_theme(make_app: MakeApp, library: Library, snapshot: SnapshotAssertion, name: str) -> None:
    """All panes in each of the themes."""
    add_bridge(library)
    quiet = Config(
        reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0), interface=Interface(theme=name)
    )
    assert await picture(make_app(quiet), (150, 34), ('"', "j")) == snapshot(extension_class=Picture)


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((160, 42), ('"',), id="quotes-pane"),
        pytest.param((100, 30), ('"', "apostrophe"), id="reported-hidden"),
        pytest.param((80, 24), ("enter", "-"), id="key-clauses"),
        pytest.param((60, 36), ("enter", "-", "-"), id="quotes"),
        pytest.param((40, 20), ("enter", "-", "-", "-"), id="one-line"),
    ],
)
async def test_skimming(
    make_app: MakeApp, library: Library, snapshot: SnapshotAssertion, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Who said what, and how little of an article one may read."""
    add_bridge(library)
    assert await picture(make_app(), size, keys) == snapshot(extension_class=Picture)


@pytest.mark.parametrize("size", [(160, 42), (120, 40), (80, 24), (40, 20)], ids=["160", "120", "80", "40"])
async def test_selected(
    make_app: MakeApp, library: Library, snapshot: SnapshotAssertion, size: tuple[int, int]
) -> None:
    """Some articles, by feed, and what can be done with them."""
    app = make_app()
    keys = (":", *"sort feed", "enter", "g", "j", "v", "j")
    assert await picture(app, size, keys) == snapshot(extension_class=Picture)


@pytest.mark.parametrize("size", [(160, 42), (120, 40), (80, 24), (40, 20)], ids=["160", "120", "80", "40"])
async def test_menu(make_app: MakeApp, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    """What can be done with the article under the cursor."""
    assert await picture(make_app(), size, ("j", "comma"), asks=True) == snapshot(extension_class=Picture)
