"""Sixels: what they draw is what was to be drawn."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.pictures.sixel import sixels
from tui.graphics_terminal import decoded

PALETTE = bytes(value for number in range(256) for value in (number, 255 - number, number // 2))


@st.composite
def drawings(draw: st.DrawFn) -> tuple[int, int, bytes]:
    """Numbers of few colours, so that there are runs, and of many."""
    width, height = draw(st.integers(1, 40)), draw(st.integers(1, 20))
    numbers = st.sampled_from([0, 1, 37, 255]) if draw(st.booleans()) else st.integers(0, 255)
    return width, height, bytes(draw(st.lists(numbers, min_size=width * height, max_size=width * height)))


@given(drawings())
def test_every_pixel_has_its_colour(drawing: tuple[int, int, bytes]) -> None:
    """To the hundredth, which is all that sixels can tell; none is left out."""
    width, height, numbers = drawing
    sequence = sixels(width, height, numbers, PALETTE)
    assert re.fullmatch(r'\x1bP0;1;0q"1;1;\d+;\d+[#;\d$!?-~-]+\x1b\\', sequence)
    image = decoded(sequence[2:-2].encode())
    assert image.size == (width, height)
    found = image.tobytes()
    for at, number in enumerate(numbers):
        *colours, opaque = found[4 * at : 4 * at + 4]
        assert opaque == 255
        wanted = PALETTE[3 * number : 3 * number + 3]
        assert all(abs(one - other) <= 2 for one, other in zip(colours, wanted, strict=True))


def test_what_is_of_one_colour_is_few_bytes() -> None:
    """Runs are counted, and no colour is told that is not there."""
    assert len(sixels(1_000, 600, bytes(600_000), PALETTE)) < 1_500


@pytest.mark.parametrize(("width", "height", "count"), [(3, 2, 5), (0, 0, 0)])
def test_numbers_that_are_no_picture_are_a_mistake(width: int, height: int, count: int) -> None:
    """Rather than a sequence that a terminal takes for something else."""
    with pytest.raises(ValueError, match="pixels"):
        sixels(width, height, bytes(count), PALETTE)
