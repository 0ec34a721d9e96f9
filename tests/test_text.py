"""Text made safe: what is replaced, what stays, and how wide it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import text as texts

WILD = st.text(
    st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Mn"])), max_size=80
)


@given(WILD)
def test_cleaning_leaves_no_controls_and_the_offsets(text: str) -> None:
    """Control characters and lone surrogates are replaced one for one; cleaning again changes nothing."""
    cleaned = texts.clean(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", cleaned)
    assert len(cleaned) == len(text) - text.count("\r\n")
    assert texts.clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_tab_line_feed_and_joiners_stay() -> None:
    """What text needs is no control character: also not what joins emoji and Persian letters."""
    text = "a\tb\nc\u200dd\u200ce\u00a0f"
    assert texts.clean(text) == text


def test_line_ends_become_line_feeds() -> None:
    """CRLF is one line end, a lone CR too."""
    assert texts.clean("a\r\nb\rc") == "a\nb\nc"


@given(WILD)
def test_a_line_is_one_line(text: str) -> None:
    """No break, no double blank, no blank at the ends, no bidi control."""
    line = texts.clean_line(text)
    assert not re.search(r"[\n\t\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|  ", line)
    assert line == line.strip()


def test_plain_takes_the_byte_order_mark_off_and_normalises_nothing() -> None:
    """Offsets count in this text, so nothing else may change its length."""
    assert texts.plain("\ufeffe\u0301\x00 x") == "e\u0301� x"
    assert texts.plain("a\ufeffb") == "a\ufeffb"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Élysée", "elysee"),
        ("STRASSE", "straße"),
        ("“fiery”", '"fiery"'),
        ("it’s", "it's"),
        ("ＮＨＫ", "nhk"),
        ("a–b", "a-b"),
    ],
)
def test_folding_makes_equal_what_reads_equal(left: str, right: str) -> None:
    """Case, accents, width, quotation marks and dashes do not matter."""
    assert texts.fold(left) == texts.fold(right)


@given(WILD, st.integers(0, 30))
def test_a_shortened_line_fits(text: str, cells: int) -> None:
    """Never wider than asked; what fits is left alone, what is cut ends in an ellipsis."""
    line = texts.clean_line(text)
    short = texts.shorten(line, cells)
    assert texts.width(short) <= cells
    if texts.width(line) <= cells:
        assert short == line
    else:
        assert short.endswith("…") or cells == 0


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("\uff21", 2), ("", 0)])
def test_width_counts_cells(text: str, cells: int) -> None:
    """Wide characters take two cells, combining ones none."""
    assert texts.width(text) == cells


def test_secrets_in_addresses_are_not_repeated() -> None:
    """A name and password go, host and path stay; a mail address is no secret."""
    assert texts.without_secrets("see https://me:pass@host/a@b now") == "see https://…@host/a@b now"
    assert texts.without_secrets("write to me@host") == "write to me@host"


def test_one_is_no_plural() -> None:
    """None and many are."""
    told = [texts.counted(count, "feed") for count in (0, 1, 2, 1_234)]
    assert told == ["0 feeds", "1 feed", "2 feeds", "1,234 feeds"]
    assert [texts.counted(count, "entry", "entries") for count in (1, 2)] == ["1 entry", "2 entries"]
