"""The values that feeds are made of."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds import fields
from strategies import wild_text


@given(wild_text)
def test_lines_are_clean(text: str) -> None:
    """A line holds no control character, line break, bidi control or lone surrogate."""
    for found in (fields.line(text), fields.html_line(text), fields.entity_line(text)):
        assert not [c for c in found if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in "\u202e\u2066"]
        assert found == found.strip()


def test_lines_are_bounded() -> None:
    """A title of a megabyte is cut."""
    assert len(fields.line("x" * 10**6)) == fields.LINE_CHARACTERS
    assert fields.line("\u200b\u2060\u200d") == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://e.org/a?b=c|d#e", "https://e.org/a?b=c|d#e"),
        (" https://e.org/\n1 ", "https://e.org/1"),
        ("//e.org/x", "https://e.org/x"),
        ("x/y", "https://base.example/dir/x/y"),
        ("?q", "https://base.example/dir/?q"),
        ("feed:https://e.org/f", "https://e.org/f"),
        ("feed://e.org/f", "http://e.org/f"),
        ("http://e.org/a b", "http://e.org/a%20b"),
        ("http://e.org/\u202ex", "http://e.org/%E2%80%AEx"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("http://münchen.example/", "http://münchen.example/"),
    ],
)
def test_addresses(value: str, expected: str) -> None:
    """Addresses are made absolute and fit to show, and otherwise left as they are."""
    assert fields.http_url(value, "https://base.example/dir/") == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        "",
        "#top",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b.c",
        "exec:id",
        "|id",
        "http://",
        "http:///x",
        "http://[bad",
        "http://e.org:99999/",
        "http://e.org\\@evil.example/",
        "http://\u202egro.e/",
        "http://e%2eorg/",
        "http://" + "a" * 9000,
    ],
)
def test_no_addresses(value: object) -> None:
    """What is not http(s), or what two programs could read in two ways, is no address."""
    assert fields.http_url(value) is None


@given(wild_text | st.builds("http://{}".format, wild_text))
def test_addresses_never_raise(text: str) -> None:
    """Any text gives an absolute http(s) address without blanks, or None."""
    found = fields.http_url(text, "https://base.example/")
    assert found is None or (urlsplit(found).scheme in {"http", "https"} and found.split() == [found])
    assert found is None or fields.http_url(found) == found


@pytest.mark.parametrize(
    ("value", "expected"), [("12", 12), (" 7 ", 7), (5, 5), ("-1", None), ("1e3", None), (10**30, None), (True, None)]
)
def test_sizes(value: object, expected: int | None) -> None:
    """A length is a number that a file can have."""
    assert fields.size(value) == expected


def test_attributes_keep_bare_ampersands() -> None:
    """`&section` in an address is not a paragraph sign."""
    assert fields.attributes('href="/?a=1&section=2&amp;c=3" x') == {"href": "/?a=1&section=2&c=3", "x": ""}


def test_problems_are_bounded() -> None:
    """A document with a thousand faults gives a list that can be read."""
    problems = fields.Problems()
    for number in range(1000):
        problems.add(f"fault {number}")
        problems.add("fault 1")
    assert len(problems.all()) == fields.MANY_PROBLEMS + 1
    assert "more" in problems.all()[-1]
