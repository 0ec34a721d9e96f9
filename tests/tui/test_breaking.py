"""Where lines are broken: never wider than asked, no word lost, at places a reader expects."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsreader.tui.breaking import break_lines, cut, cut_at_blanks, wrap

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text(
    st.one_of(
        st.sampled_from("abc  é“”—\u00a0"),
        st.sampled_from("中文字「」。、かッ゛\u3099\u3000한국어"),
        st.sampled_from("👩\u200d👧👍🏽❤\ufe0f🇩🇪e\u0301\u200b"),
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
    ),
    max_size=60,
)


@given(TEXT, st.integers(2, 30), st.integers(2, 30))
def test_lines_fit_and_no_word_is_lost(text: str, first: int, rest: int) -> None:
    """For any text and any widths of two cells or more; the lines are in order and apart."""
    lines = break_lines(text, first, rest)
    shown = [text[start:end] for start, end in lines]
    assert "".join("".join(line.split()) for line in shown) == "".join(text.split())
    assert all(cell_len(line) <= (rest if number else first) for number, line in enumerate(shown))
    assert [start for start, _ in lines] == sorted(start for start, _ in lines)


@given(TEXT, st.integers(2, 30), st.sampled_from([cut, cut_at_blanks]))
def test_cutting_keeps_every_character(text: str, width: int, cutting: Callable[[str, int], list[str]]) -> None:
    """Blanks too, and what a reader sees as one character stays whole."""
    pieces = cutting(text, width)
    assert "".join(pieces) == text
    assert all(cell_len(piece) <= width for piece in pieces)


def test_code_is_cut_between_its_words() -> None:
    """If one ends near the edge; a long one is cut as it is."""
    assert cut_at_blanks("values = call(first, second)", 16) == ["values = ", "call(first, ", "second)"]
    assert cut_at_blanks("  a_name_that_is_long(one)", 12) == ["  a_name_tha", "t_is_long(on", "e)"]


@given(TEXT)
def test_one_cell_is_survived(text: str) -> None:
    """A wide character does not fit, but nothing hangs or is lost."""
    assert "".join("".join(wrap(text, 1)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("  one two  ", 10, ["one two"]),
        ("one two three", 7, ["one two", "three"]),
        ("one\u00a0two three", 7, ["one\u00a0two", "three"]),
        ("dit «\u202foui\u202f» hier\u00a0!", 10, ["dit", "«\u202foui\u202f»", "hier\u00a0!"]),
        ("dit «\u00a0oui\u00a0» hier\u00a0!", 10, ["dit", "«\u00a0oui\u00a0»", "hier\u00a0!"]),
        ("https://example.org/a", 8, ["https://", "example.", "org/a"]),
        ("see https://example.org", 8, ["see", "https://", "example.", "org"]),
        ("中文「中文」。中", 7, ["中文", "「中", "文」。", "中"]),
        ("他说，很好。", 5, ["他", "说，", "很", "好。"]),
        ("한국어 문장", 7, ["한국어", "문장"]),
        ("👩\u200d👧👩\u200d👧", 3, ["👩\u200d👧", "👩\u200d👧"]),
        ("🇩🇪🇫🇷", 3, ["🇩🇪", "🇫🇷"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_where_lines_are_broken(text: str, width: int, lines: list[str]) -> None:
    """At blanks; in long words at the edge; between ideographs, but not before their closing or after opening marks."""
    assert wrap(text, width) == lines


@pytest.mark.parametrize("unit", ["word ", "слово ", "中文", "「", "。", "e\u0301", "\u200d", "a", " ", "🇩"])
def test_long_texts_take_linear_time(unit: str) -> None:
    """Half a million characters, also without any place to break at."""
    begun = time.process_time()
    wrap(unit * (500_000 // len(unit)), 72)
    assert time.process_time() - begun < 5
