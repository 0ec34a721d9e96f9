"""Random keys and sizes: whatever is pressed, the screen stands, and what it shows is so.

A few hundred keys each time, `make soak` presses 10,000. The same seed presses the same keys.
"""

from __future__ import annotations

import os
import random
import threading
from typing import TYPE_CHECKING

import pytest
from textual.worker import WorkerState

from newsreader.commands import COMMANDS
from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.library import lists
from newsreader.tui import times
from newsreader.tui.widgets.line_view import LineView
from tui.small_library import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

PRESSED = int(os.environ.get("NEWSREADER_KEYS", "300"))
SEED = int(os.environ.get("NEWSREADER_SEED", "6"))
A_SESSION = 500
"""Keys between two starts."""
LEFT_OUT = {
    "add_feed",
    "menu",
    "palette",
    "unsubscribe",
    "quit",
    "quit_level",
    "suspend",
    "refresh_feed",
    "refresh_all",
}
"""What leaves, asks for the network, or has no undo."""
KEYS = [key for command in COMMANDS if command.id not in LEFT_OUT for key in command.keys]
KEYS += [*"0123456789", "é", "漢", "f5", "delete", "escape", *["j", "k", "space", "enter", "n", "m", "s"] * 3]
STILL = {"m", "s"}
"""Keys that change something, but neither which article is open nor where in it the reader is."""
SIZES = [(160, 42), (120, 40), (80, 24), (60, 36), (40, 12), (20, 5), (1, 1)]


@pytest.mark.parametrize("session", range(max(1, PRESSED // A_SESSION)))
async def test_whatever_is_pressed_the_screen_stands(
    make_app: Callable[..., ReaderApp], library: Library, session: int
) -> None:
    """The focus is somewhere, counts are right, the text under the eye has not moved; nothing is left running."""
    dice = random.Random(f"{SEED} {session}")
    quiet = Config(
        reading=Reading(mark_read_after=0),
        refresh=Refresh(on_start=False, every=0),
        interface=Interface(browser="true"),
    )
    threads = set(threading.enumerate())
    app = make_app(quiet)
    pressed: list[str] = []
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(min(PRESSED, A_SESSION)):
            before = _under_the_eye(app)
            if dice.random() < 0.03:
                pressed.append("size")
                await pilot.resize_terminal(*dice.choice(SIZES))
            else:
                pressed.append(dice.choice(KEYS))
                await pilot.press(pressed[-1])
            await pilot.pause()
            told = " ".join(pressed[-12:])
            assert app.is_running, told
            assert _focus_is_somewhere(app), told
            assert _counts_are_right(app, library), told
            if pressed[-1] in STILL and before is not None and app.screen is app.reader:
                assert _under_the_eye(app) == before, told
        running = [worker for worker in app.workers if worker.state is WorkerState.ERROR]
        assert running == []
    assert not [worker for worker in app.workers if worker.is_running]
    left = set(threading.enumerate()) - threads
    assert not [one for one in left if not one.daemon and not one.name.startswith("asyncio_")]  # the loop's own


def _focus_is_somewhere(app: ReaderApp) -> bool:
    """On something that is shown and takes keys; dialogs take them themselves."""
    if app.screen is not app.reader:
        return True
    focused = app.reader.focused
    if focused is None or not focused.display:
        return False
    return not isinstance(focused, LineView) or focused.id == app.reader.pane


def _counts_are_right(app: ReaderApp, library: Library) -> bool:
    """What the bar and the side bar say is what the library holds."""
    unread = lists.counts(library, times.midnight(NOW)).unread
    in_feeds = sum(place.count for place in app.reader.feed_list._all if place.key.startswith("feed:"))
    return app.reader.top_bar.unread == unread and (in_feeds == unread or app.reader.unread_only)


def _under_the_eye(app: ReaderApp) -> tuple[int, int] | None:
    """The open article, and the first line of it that is shown."""
    entry, view = app.reader.entry, app.reader.article_view
    return None if entry is None else (entry.id, round(view.scroll_target_y))
