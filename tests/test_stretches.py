"""Spans are read along with the text: each piece knows what covers it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles.stretches import Stretches, shared

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers()), max_size=12)
cuts = st.lists(st.integers(0, 30), max_size=6).map(lambda places: [0, *sorted(places), 30])


@given(spans, cuts)
def test_each_place_is_covered_by_what_covers_it(found: list[tuple[int, int, int]], places: list[int]) -> None:
    """Whatever the stretches that are asked for, no place is left out and each has the values of its spans."""
    stretches = Stretches(found)
    covered: dict[int, list[int]] = {}
    for start, end in pairwise(places):
        for here, there, values in stretches.pieces(start, end):
            for place in range(here, there):
                assert place not in covered
                covered[place] = values
    assert sorted(covered) == list(range(30))
    for place, values in covered.items():
        assert sorted(values) == sorted(value for start, end, value in found if start <= place < end)


def test_what_begins_first_and_is_longer_is_outside() -> None:
    """The values of a piece are in the order in which elements around it are opened."""
    stretches = Stretches([(1, 3, "inner"), (0, 4, "outer"), (1, 4, "middle")])
    assert [values for _, _, values in stretches.pieces(0, 4)] == [
        ["outer"],
        ["outer", "middle", "inner"],
        ["outer", "middle"],
    ]


def test_what_two_pieces_share_stays_open() -> None:
    """Only the same thing counts as the same."""
    first, second = object(), object()
    assert shared([first, second], [first, object()]) == 1
    assert shared([], [first]) == 0
