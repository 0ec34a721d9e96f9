"""An article's head and body as one column of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles.document import parse
from newsreader.tui.rendering import body, lay_out, lay_out_head
from newsreader.tui.rendering.sheet import Sheet
from newsreader.tui.symbols import UNICODE

PARAGRAPHS = st.lists(st.text(st.sampled_from("ab 世é"), max_size=60), min_size=1, max_size=40)


def sheet(paragraphs: list[str], width: int) -> Sheet:
    """Laid out block by block, as they are asked for."""
    document = parse("".join(f"<p>{words}</p>" for words in paragraphs))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "AT_ONCE", 1)
        lines = lay_out(document, width, symbols=UNICODE)
    return Sheet(lay_out_head("A title", "Meridian", None, "1 May", 3, width, symbols=UNICODE), lines)


def test_without_an_article_there_is_no_line() -> None:
    """And nowhere to go."""
    nothing = Sheet()
    assert nothing.line_count == 0
    assert (nothing.line_of(5), nothing.line_at(5), nothing.offset_of(3)) == (0, 0, 0)
    assert nothing.settle(7, 10) == 0
    assert nothing.piece_at(0, 0) is None
    assert nothing.offsets_of(0) == ()


@given(paragraphs=PARAGRAPHS, width=st.integers(4, 30))
def test_every_character_is_found_where_it_is_drawn(paragraphs: list[str], width: int) -> None:
    """By the line that shows it and the cell it is in, and back."""
    of = sheet(paragraphs, width)
    seen = []
    line = 0
    while line < of.line_count:
        line = of.settle(line, 1)
        for offset in of.offsets_of(line):
            cell = of.cell_of(offset, line)
            assert cell is not None
            found = of.offset_at(cell, line)
            assert found is not None
            assert of.cell_of(found, line) == cell  # of what joins the one before it is the first
            assert of.line_of(offset) == line
            seen.append(offset)
        line += 1
    assert seen == sorted(set(seen))
    assert not of.offsets_of(0)
    assert of.offset_of(0) == 0


@given(paragraphs=PARAGRAPHS, width=st.integers(4, 30), line=st.integers(-5, 200), height=st.integers(1, 20))
def test_a_line_at_the_top_fills_the_pane_as_far_as_there_is_text(
    paragraphs: list[str], width: int, line: int, height: int
) -> None:
    """All that is in view then is laid out: to ask for it changes no number."""
    of = sheet(paragraphs, width)
    top = of.settle(line, height)
    count = of.line_count
    assert 0 <= top <= max(0, count - height)
    for number in range(top, min(top + height, count)):
        of.line(number)
    assert of.line_count == count
    assert of.settle(top, height) == top
