"""Rows under headings, as lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.widgets.headed import Headed

COUNT = st.integers(0, 30)


def lines_of(count: int, starts: list[int], height: int) -> list[tuple[int | None, int]]:
    """What each line shows, told one by one."""
    lines: list[tuple[int | None, int]] = []
    for index in range(count):
        lines += [(None, number) for number, start in enumerate(starts) if start == index]
        lines += [(index, within) for within in range(height)]
    return lines


@given(count=COUNT, marks=st.sets(st.integers(0, 29)), height=st.integers(1, 2))
def test_lines_and_rows_are_found_both_ways(count: int, marks: set[int], height: int) -> None:
    """As if all lines had been written down."""
    starts = sorted(mark for mark in marks if mark < count)
    headed = Headed(range(count), [(start, "today") for start in starts], height)
    expected = lines_of(count, starts, height)
    assert headed.line_count == len(expected)
    assert [headed.place(line) for line in range(len(expected))] == expected
    assert headed.place(len(expected)) is None
    for index in range(count):
        first = expected.index((index, 0))
        assert headed.line_of(index) == first
        assert headed.block_of(index) == ((first - 1, height + 1) if index in starts else (first, height))


def test_rows_that_come_later_are_there_at_once() -> None:
    """Before the headings among them are known."""
    rows = [0]
    headed = Headed(rows, [(0, "today")], 2)
    rows.append(1)
    assert headed.line_count == 5
    assert headed.place(4) == (1, 1)
