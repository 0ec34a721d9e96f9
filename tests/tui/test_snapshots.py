"""The screen as pictures: three panes, list and detail, quotes in the place of the list, one pane.

Look at a changed picture before accepting it with `pytest --snapshot-update`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from collections.abc import Callable

    from syrupy.assertion import SnapshotAssertion

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture, so that a browser shows it."""

    file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        pytest.param((120, 40), (), id="three-panes"),
        pytest.param((80, 24), ("enter", "right_square_bracket"), id="list-and-detail"),
        pytest.param((80, 24), ("enter", '"', "j"), id="quotes-in-the-place-of-the-list"),
        pytest.param((40, 20), ("enter",), id="one-pane"),
        pytest.param((160, 42), ("J", "question_mark"), id="help"),
    ],
)
async def test_picture(
    make_app: MakeApp, snapshot: SnapshotAssertion, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """The screen is as it was when somebody last looked at it."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = re.sub(r"terminal-\d+-", "terminal-", app.export_screenshot())
    assert svg == snapshot(extension_class=Picture)
