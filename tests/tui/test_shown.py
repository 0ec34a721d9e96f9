"""Only what differs from what the terminal shows is written to it; what it shows then is the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.shown import Shown
from tui.pty_session import PtySession

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS, ROWS = 12, 3
MOST_BYTES = 4096
"""Of a key that moves the cursor: over a slow line more would be felt."""

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
        session.wait_for("Sample edition")
        session.wait_for("? help")
        session.settle()
        for keys in ("jjjj", "l", "j", "j", "k", "l", "j", "k", "\t", "h", "h", "h"):
            before = len(session.bytes)
            session.press(keys)
            session.settle()
            assert len(session.bytes) - before <= MOST_BYTES * len(keys), keys
        assert session.bytes.count(b"\x1b[?1049h") == 1
