"""Fewer bytes, the same screen."""

from __future__ import annotations

from typing import Any

import pyte
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.frugal import compact

COLOURS = st.one_of(
    st.integers(30, 37), st.integers(40, 47), st.integers(90, 97), st.integers(100, 107), st.sampled_from([39, 49])
).map(str)
TRUE_COLOURS = st.tuples(st.sampled_from(["38", "48"]), st.integers(0, 255)).map(lambda one: f"{one[0]};2;{one[1]};0;7")
PALETTE = st.tuples(st.sampled_from(["38", "48"]), st.integers(0, 255)).map(lambda one: f"{one[0]};5;{one[1]}")
WEIGHTS = st.sampled_from(["0", "1", "2", "3", "4", "7", "9"])
STYLES = st.lists(st.one_of(COLOURS, TRUE_COLOURS, PALETTE, WEIGHTS), min_size=1, max_size=4).map(";".join)
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=6)
MOVES = st.tuples(st.integers(1, 4), st.integers(1, 18)).map(lambda place: f"\x1b[{place[0]};{place[1]}H")
STRETCHES = st.tuples(STYLES, st.one_of(WORDS, MOVES, st.just("\r\n"))).map(
    lambda one: f"\x1b[{one[0]}m{one[1]}\x1b[0m"
)
OUTPUT = st.lists(st.one_of(STRETCHES, MOVES, WORDS, st.just("\x1b[K")), max_size=12).map("".join)


def terminal(data: str) -> pyte.Screen:
    """A small one that was written to."""
    screen = pyte.Screen(20, 4)
    pyte.Stream(screen).feed(data)
    return screen


def drawn(data: str) -> list[list[Any]]:
    """Every cell of a small terminal, and where the cursor stands with which style."""
    screen = terminal(data)
    cells: list[list[object]] = [[_seen(screen.buffer[y][x]) for x in range(20)] for y in range(4)]
    return [*cells, [screen.cursor.x, screen.cursor.y, screen.cursor.attrs]]


def _seen(cell: pyte.screens.Char) -> object:
    """What is to be seen of a cell: a blank has no letter that has a colour or weight."""
    if cell.data != " " or cell.reverse or cell.underscore or cell.strikethrough:
        return cell
    return cell.bg


@given(OUTPUT)
def test_the_screen_is_the_same(data: str) -> None:
    """Cell by cell, and nothing of it is left for what is written next."""
    assert drawn(compact(data)) == drawn(data)


@given(OUTPUT)
def test_it_is_never_longer(data: str) -> None:
    """A change costs at most what telling all of the style costs."""
    assert len(compact(data)) <= len(data)


def test_a_style_is_told_where_it_changes() -> None:
    """Once for stretches of the same, and without the ground that stays."""
    same = "\x1b[1;38;2;9;9;9;48;2;1;1;1mone\x1b[0m\x1b[1;38;2;9;9;9;48;2;1;1;1mtwo\x1b[0m"
    assert compact(same) == "\x1b[1;38;2;9;9;9;48;2;1;1;1monetwo\x1b[0m"
    other = "\x1b[38;2;9;9;9;48;2;1;1;1mone\x1b[0m\x1b[38;2;5;5;5;48;2;1;1;1mtwo\x1b[0m"
    assert compact(other) == "\x1b[38;2;9;9;9;48;2;1;1;1mone\x1b[38;2;5;5;5mtwo\x1b[0m"


def test_what_is_no_style_passes() -> None:
    """Modes, questions, the clipboard: as they are."""
    data = "\x1b[?1049h\x1b[?2026$p\x1b]52;c;YQ==\x07plain"
    assert compact(data) == data
