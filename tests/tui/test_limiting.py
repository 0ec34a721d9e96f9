"""No colour that a terminal has not; what it shows otherwise stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.cube import COLOURS, nearest, number
from newsreader.tui.limiting import limited
from tui.test_frugal import OUTPUT, terminal

ESC = "\x1b["


@pytest.mark.parametrize(
    ("colours", "style", "expected"),
    [
        (1 << 24, "1;38;2;1;2;3", f"{ESC}1;38;2;1;2;3m"),
        (256, "1;38;2;215;175;95;48;2;28;28;28", f"{ESC}1;38;5;179;48;5;234m"),
        (256, "31;48;5;7", f"{ESC}31;48;5;7m"),
        (16, "1;91", f"{ESC}1;91m"),
        (8, "1;91;104", f"{ESC}1;31;44m"),
        (8, "90", f"{ESC}39m"),
        (0, "1;4;38;2;1;2;3;48;5;7;91", f"{ESC}1;4m"),
        (0, "38;2;1;2;3", ""),
        (0, "0;31", f"{ESC}0m"),
        (0, "", f"{ESC}m"),
        (0, "39;49;7", f"{ESC}39;49;7m"),
    ],
)
def test_a_style_is_told_in_the_colours_there_are(colours: int, style: str, expected: str) -> None:
    """Weights stay, and so does what ends a style."""
    assert limited(f"{ESC}{style}m", colours) == expected


@given(OUTPUT, st.sampled_from([256, 8, 0]))
def test_the_text_and_its_weights_are_the_same(data: str, colours: int) -> None:
    """Cell by cell, but for the colours."""

    def without_colours(written: str) -> list[object]:
        screen = terminal(written)
        cells = [screen.buffer[y][x] for y in range(4) for x in range(20)]
        shown = [(cell.data, cell.bold, cell.italics, cell.underscore, cell.reverse) for cell in cells]
        return [*shown, screen.cursor.x, screen.cursor.y]

    assert without_colours(limited(data, colours)) == without_colours(data)


@given(OUTPUT)
def test_without_colours_none_is_left(data: str) -> None:
    """Whatever it was told in."""
    styles = ";".join(re.findall(r"\x1b\[([\d;]*)m", limited(data, 0))).split(";")
    assert not [part for part in styles if re.fullmatch(r"[34][0-8]|9[0-7]|10[0-7]", part)]


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_the_nearest_of_256_is_none_but_the_nearest(colour: tuple[int, int, int]) -> None:
    """One that is among them is itself, and its number is that of the standard's table."""
    assert nearest(colour) in COLOURS
    assert nearest(nearest(colour)) == nearest(colour)
    assert 16 <= number(colour) <= 255


def test_numbers_are_those_of_the_terminals() -> None:
    """Corners of the cube, first and last grey."""
    known = {(0, 0, 0): 16, (255, 0, 0): 196, (255, 255, 255): 231, (8, 8, 8): 232, (238, 238, 238): 255}
    assert {colour: number(colour) for colour in known} == known
