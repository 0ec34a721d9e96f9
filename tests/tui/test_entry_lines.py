"""The lines of one article in the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.config import COLUMNS
from newsreader.models.entries import EntryRow
from newsreader.tui.symbols import UNICODE
from newsreader.tui.widgets.entry_lines import EntryLines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.tui.widgets.stretches import Stretch

WORDS = st.text(st.sampled_from("ab 世é👩…"), max_size=40)
ROWS = st.builds(
    EntryRow,
    id=st.just(1),
    feed_id=st.just(1),
    feed_title=WORDS,
    title=WORDS,
    date=st.just(0),
    read=st.booleans(),
    starred=st.booleans(),
    quotes=st.integers(0, 200),
    tags=st.lists(WORDS, max_size=3).map(tuple),
    noted=st.booleans(),
    folded=st.integers(0, 20),
    folded_unread=st.booleans(),
    is_below=st.booleans(),
)
PACT = EntryRow(1, 1, "Meridian", "Pact", 0, read=False, starred=True, quotes=2, tags=("later",))


def drawn(width: int, columns: Sequence[str] = COLUMNS, *, two_lines: bool = False) -> EntryLines:
    """Lines of a width, all at noon."""
    return EntryLines(UNICODE, lambda *_: "12:00", columns, width, is_by_date=True, two_lines=two_lines, find=None)


def text(stretches: Sequence[Stretch]) -> str:
    """A line without styles."""
    return "".join(words for words, _ in stretches)


@given(
    row=ROWS,
    columns=st.permutations(COLUMNS),
    room=st.integers(0, 100),
    at_cursor=st.booleans(),
    selected=st.booleans(),
)
def test_no_line_is_wider_than_the_pane(
    row: EntryRow, columns: list[str], room: int, at_cursor: bool, selected: bool
) -> None:
    """If it has room for all columns: whatever an article is called, and however these stand; one that is selected is
    lit to the edge."""
    for two_lines in (False, True):
        width = room + (40 if two_lines else 100)
        lines = drawn(width, columns, two_lines=two_lines)
        for number in range(1 + two_lines):
            line = lines.line(row, number, at_cursor=at_cursor, selected=selected)
            assert cell_len(text(line)) <= width
            if selected:
                assert cell_len(text(line)) == width
                assert all("entry-list--selected" in styles for _, styles in line[1:])


def test_one_line_has_all_columns_and_two_have_them_below_the_title() -> None:
    """The cursor's bar before them; the sign of what is unread beside the title."""
    columns = ("state", "time", "title", "tags", "quotes", "star")
    assert text(drawn(50, columns).line(PACT, 0, at_cursor=True, selected=False)) == (
        "▌●   12:00 Pact" + " " * 22 + " #later “2 ★"
    )
    two = drawn(50, columns, two_lines=True)
    assert text(two.line(PACT, 0, at_cursor=False, selected=True)).rstrip() == " ●✓Pact"
    assert text(two.line(PACT, 1, at_cursor=False, selected=False)) == "   12:00  #later “2 ★"


def test_an_article_that_is_gone_has_the_cursor_all_the_same() -> None:
    """It is but a blank line."""
    assert text(drawn(50).line(None, 0, at_cursor=True, selected=True)) == "▌"
    assert text(drawn(50).line(None, 0, at_cursor=False, selected=False)) == " "


def test_what_is_searched_is_lit_as_far_as_it_is_shown() -> None:
    """The end of a title that is cut may hide some of it."""
    row = EntryRow(1, 1, "Meridian", "Harbour opened in spring", 0, read=True, starred=False, quotes=0)
    lines = replace(drawn(16, two_lines=True), find=lambda words, _: [(0, 7), (8, len(words))])
    found = [
        words for words, styles in lines.line(row, 0, at_cursor=False, selected=False) if styles[-1].endswith("match")
    ]
    assert found == ["Harbour", "ope"]


def test_an_article_is_read_out_in_words() -> None:
    """What it is, then its states, and the rest; no sign."""
    assert drawn(80).read_out(PACT, selected=True) == (
        "Pact, selected, unread, starred, Meridian, 12:00, 2 quotes, later"
    )


def test_a_heading_is_ruled_to_the_edge() -> None:
    """Cut where there is no room."""
    assert text(drawn(12).heading("today")) == " today ─────"
    assert text(drawn(6).heading("yesterday")) == " yes… "
