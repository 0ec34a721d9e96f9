"""Only what differs from what the terminal shows is written to it; what it shows then is the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate

from newsreader.commands import Pane
from newsreader.tui.app import ReaderApp
from newsreader.tui.frugal import compact
from newsreader.tui.shown import Difference, PartialCompositor, Shown
from tui.pty_session import PtySession

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.geometry import Size
    from textual.screen import Screen
    from textual.widget import Widget

COLUMNS, ROWS = 12, 3
MOST_BYTES = 4096
"""Of a key that moves the cursor: over a slow line more would be felt."""

KEYS = [*"jjslj]jhhhjJbbzzmU-nn<>Gg", "space", "tab", '"', "K", "? ?", "H q"]

PLACES = st.tuples(st.integers(0, COLUMNS - 1), st.integers(0, ROWS - 1))
PIECES = st.tuples(PLACES, st.text("ab ", min_size=1, max_size=COLUMNS)).map(
    lambda one: (*one[0], one[1][: COLUMNS - one[0][0]])
)


def drawn(sequences: str) -> list[str]:
    """The screen that some sequences make."""
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(sequences)
    return list(screen.display)


@given(st.lists(PIECES, max_size=20))
def test_the_screen_is_as_if_all_was_written(pieces: list[tuple[int, int, str]]) -> None:
    """Whatever overlaps whatever, in any order."""
    shown = Shown()
    written = "".join(shown.written(x, y, len(words), words) for x, y, words in pieces)
    assert drawn(written) == drawn("".join(f"\x1b[{y + 1};{x + 1}H{words}" for x, y, words in pieces))


def test_what_is_shown_is_not_written_again() -> None:
    """Until something lay over it, or the terminal was another's."""
    shown = Shown()
    assert shown.written(2, 0, 3, "abc")
    assert shown.written(2, 0, 3, "abc") == ""
    assert shown.written(4, 0, 3, "xyz")
    assert shown.written(2, 0, 3, "abc")
    shown.forget()
    assert shown.written(2, 0, 3, "abc")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_move_of_the_cursor_takes_few_bytes(tmp_path: Path) -> None:
    """In the article, among the quotes and the feeds; in the list as well, where the article follows at rest."""
    with PtySession(tmp_path, COLORTERM="truecolor") as session:
        session.close_welcome()
        session.wait_for("Sample edition")
        session.wait_for("? help")
        session.settle()
        for keys in ("jjjj", "l", "j", "j", "k", "l", "j", "k", "\t", "h", "h", "h"):
            before = len(session.bytes)
            session.press(keys)
            session.settle()
            assert len(session.bytes) - before <= MOST_BYTES * len(keys), keys
        assert session.bytes.count(b"\x1b[?1049h") == 1


async def test_a_hidden_pane_has_nothing_laid_out(
    make_app: Callable[..., ReaderApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may change as it likes; where those are that can be seen is known."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        assert not app.reader.shows(Pane.FEEDS)
        await pilot.pause()
        app.reader._on_timer_update()
        assert app.reader._compositor.full_map
        arranged: list[Size] = []
        arrange = Compositor._arrange_root

        def counted(compositor: Compositor, root: Widget, size: Size, visible_only: bool = True) -> Any:
            arranged.append(size)
            return arrange(compositor, root, size, visible_only)

        monkeypatch.setattr(Compositor, "_arrange_root", counted)
        app.reader.feed_list.refresh()
        await pilot.pause()
        app.reader._on_timer_update()
        assert app.reader.list_title.size
        assert not arranged


@pytest.mark.parametrize("size", [(160, 40), (120, 40), (80, 24), (50, 20)])
async def test_after_each_key_the_terminal_shows_what_the_screen_is(
    make_app: Callable[..., ReaderApp], monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """All that is left out on the way to the terminal was there already: every cell is as Textual draws it."""
    terminal, shown = pyte.Screen(*size), Shown()
    stream = pyte.Stream(terminal)

    def display(app: ReaderApp, _: Screen[object], painted: object) -> None:
        if isinstance(painted, LayoutUpdate | ChopsUpdate):
            stream.feed(compact(Difference(painted, shown).render_segments(app.console)))

    monkeypatch.setattr(ReaderApp, "_display", display)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        for keys in KEYS:
            await pilot.press(*keys.split())
            await pilot.pause()
            screen = app.screen
            screen._on_timer_update()
            await pilot.pause()
            screen._on_timer_update()
            with monkeypatch.context() as patched:
                patched.setattr(PartialCompositor, "_get_renders", Compositor._get_renders)
                whole = [strip.text.rstrip() for strip in screen._compositor.render_strips()]
            assert [line.rstrip() for line in terminal.display] == whole, keys
