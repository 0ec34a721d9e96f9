"""Kitty's sequences, and the pictures that the terminal has from us."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from newsreader.tui import kitty
from newsreader.tui.gallery import Gallery, Overlay, Sixels

COMMAND = re.compile(r"\x1b_G([^\x1b;]*)(?:;([^\x1b]*))?\x1b\\")


def test_the_marks_are_those_of_the_protocol() -> None:
    """All of them stand above a letter, each once; the first and the last are told."""
    assert kitty.MOST == len(set(kitty.MARKS)) == 297
    assert all(unicodedata.combining(mark) == 230 for mark in kitty.MARKS)
    assert (kitty.MARKS[0], kitty.MARKS[1], kitty.MARKS[-1]) == ("\u0305", "\u030d", "\U0001d244")


@given(st.integers(0, kitty.MOST - 1), st.integers(1, kitty.MOST), st.data())
def test_a_row_is_as_wide_as_its_columns_however_it_is_cut(row: int, columns: int, data: st.DataObject) -> None:
    """What is left of it tells the same row and its own columns."""
    cells = kitty.cells(row, columns)
    assert all(kitty.CELLS.fullmatch(cell) and cell_len(cell) == 1 for cell in cells)
    first = data.draw(st.integers(0, columns - 1))
    last = data.draw(st.integers(first + 1, columns))
    strip = Strip([Segment("  "), *map(Segment, cells), Segment(" words")])
    marks = [(kitty.MARKS[row], kitty.MARKS[column]) for column in range(first, last)]
    wanted = "".join(kitty.PLACEHOLDER + one + other for one, other in marks)
    assert strip.crop(first + 2, last + 2).text == wanted
    assert strip.divide([first + 2, last + 2, columns + 8])[1].text == wanted
    assert strip.adjust_cell_length(last + 2).text == "  " + "".join(cells[:last])
    assert kitty.blanked(f"a{wanted}b") == f"a{' ' * (last - first)}b"


@given(st.text("AZaz09+/", min_size=1, max_size=20_000), st.booleans())
def test_a_picture_is_sent_in_pieces_that_make_the_whole(png: str, within_tmux: bool) -> None:
    """None is larger than terminals take; within tmux each is passed on by itself."""
    gallery = Gallery({"TMUX": "yes"} if within_tmux else {})
    number, sequences = gallery.send(png, 30, 9)
    assert number in gallery.numbers
    assert 0 < number < 1 << 24
    if within_tmux:
        wrapped = re.findall(r"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\", sequences)
        assert len(wrapped) == -(-len(png) // 4096)
        sequences = "".join(wrapped).replace("\x1b\x1b", "\x1b")
    commands = COMMAND.findall(sequences)
    assert "".join(f"\x1b_G{keys};{payload}\x1b\\" for keys, payload in commands) == sequences
    assert "".join(payload for _, payload in commands) == png
    assert all(len(payload) <= 4096 for _, payload in commands)
    assert ["m=1" in keys.split(",") for keys, _ in commands] == [True] * (len(commands) - 1) + [False]
    assert set(commands[0][0].split(",")) >= {"a=T", "U=1", "q=2", "f=100", f"i={number}", "c=30", "r=9"}


def test_pictures_are_freed_once() -> None:
    """One of them, then all others; what was freed is not ours any more."""
    gallery = Gallery({})
    one, other = gallery.send("AAAA", 1, 1)[0], gallery.send("AAAA", 1, 1)[0]
    assert one != other
    assert gallery.free([one, 5]) == f"\x1b_Ga=d,d=I,q=2,i={one}\x1b\\"
    assert gallery.free([one]) == ""
    assert gallery.numbers == {other}
    assert gallery.free() == f"\x1b_Ga=d,d=I,q=2,i={other}\x1b\\"
    assert gallery.free() == ""


def test_sixels_are_drawn_where_they_are_not() -> None:
    """Once; again where a cell of them was written, or where they moved to; what they leave is told."""
    overlay, here, there = Overlay(), Region(5, 3, 10, 4), Region(5, 2, 10, 4)
    picture = Sixels(here, "sixels")
    assert overlay.draw([picture]) == "\x1b7\x1b[4;6Hsixels\x1b8"
    assert overlay.draw([picture]) == ""
    assert overlay.written([Region(0, 0, 5, 9), Region(15, 3, 1, 1)], [picture]) == []
    assert overlay.draw([picture]) == ""
    assert overlay.written([Region(14, 6, 1, 1)], [picture]) == []
    assert overlay.draw([picture]) != ""
    moved = Sixels(there, "sixels")
    assert overlay.written([Region(0, 2, 40, 1)], [moved]) == [here]
    assert overlay.draw([moved]) == "\x1b7\x1b[3;6Hsixels\x1b8"
    assert overlay.written([Region(0, 0, 1, 1)], []) == [there]
    assert overlay.written([Region(0, 0, 1, 1)], []) == []
