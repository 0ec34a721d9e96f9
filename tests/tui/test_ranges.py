"""Selected rows as stretches are what a set of their numbers would be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.ranges import Ranges

ROW = st.integers(0, 40)
CHANGES = st.lists(st.tuples(st.booleans(), ROW, ROW), max_size=12)


@given(changes=CHANGES)
def test_stretches_are_a_set(changes: list[tuple[bool, int, int]]) -> None:
    """Whatever is added and taken away: the same rows, in order, none twice, no two stretches that touch."""
    ranges, expected = Ranges(), set[int]()
    for added, start, stop in changes:
        ranges = ranges.plus(start, stop) if added else ranges.minus(start, stop)
        expected = expected | set(range(start, stop)) if added else expected - set(range(start, stop))
        assert list(ranges) == sorted(expected)
        assert len(ranges) == len(expected)
        assert [index for index in range(-1, 45) if index in ranges] == sorted(expected)
        assert all(start < stop for start, stop in ranges.stretches)
        assert all(one[1] < other[0] for one, other in pairwise(ranges.stretches))


@given(rows=st.sets(ROW))
def test_rows_one_by_one_are_the_same_as_stretches(rows: set[int]) -> None:
    """However they were told."""
    expected = Ranges()
    for row in rows:
        expected = expected.plus(row, row + 1)
    assert Ranges.of(sorted(rows)) == expected


def test_a_million_rows_are_one_stretch() -> None:
    """All of a long list takes no more room than a row."""
    assert len(Ranges().plus(0, 1_000_000).minus(5, 6).stretches) == 2
