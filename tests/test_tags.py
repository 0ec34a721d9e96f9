"""HTML cut into tags and text: everything is read, once, in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles import tags


def test_tags_text_and_attributes() -> None:
    """Names in lower case, entities resolved, comments and declarations left out, quotes of both kinds or none."""
    html = """<!DOCTYPE html><P Class=a title="b > c" alt='d"e' hidden>f &amp; g<!-- <b> --><br/>h</P >"""
    found = list(tags.tokens(html))
    assert [(text, name) for text, name, _ in found] == [("", "p"), ("f & g", ""), ("", "br"), ("h", ""), ("", "/p")]
    assert tags.attributes_of(found[0][2]) == {"class": "a", "title": "b > c", "alt": 'd"e', "hidden": ""}


def test_the_first_of_two_attributes_counts() -> None:
    """As in a browser."""
    assert tags.attributes_of(" href=a href=b") == {"href": "a"}


@given(st.text("<>/!-=\"' ab&;#x1\n", max_size=60))
def test_any_text_is_read(html: str) -> None:
    """Nothing raises, and a text without brackets comes back whole."""
    found = list(tags.tokens(html))
    if "<" not in html:
        assert "".join(text for text, _, _ in found) == tags.unescape(html)


@pytest.mark.parametrize("unit", ["<", '<a "', "<a '<b \"", "<!--", "<a b=", "<![CDATA[", "</", "<a b='", "&#", "<a  "])
def test_ill_formed_text_takes_linear_time(unit: str) -> None:
    """What browsers and parsers alike have taken quadratic time for."""
    begun = time.process_time()
    for _, _, raw in tags.tokens(unit * 300_000):
        tags.attributes_of(raw)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("entity", "character"),
    [
        ("&eacute;", "é"),
        ("&#8217;", "’"),
        ("&amp;amp;", "&amp;"),
        ("&#x110000;", "\ufffd"),
        ("&#" + "9" * 9999, "\ufffd"),
    ],
)
def test_entities(entity: str, character: str) -> None:
    """Resolved once; a number that is no character, however long, is the sign for that."""
    assert tags.unescape(entity) == character


def test_taming_bounds_the_depth() -> None:
    """Elements inside each other beyond the bound lose their tags; what comes after has its own again."""
    tamed = tags.tame("<div>" * 1000 + "a" + "</div>" * 1000 + "<div><b>c</b></div>", {})
    assert tamed.count("<div>") == tags.MAX_DEPTH + 1
    assert tamed.endswith("<div><b>c</b></div>")


def test_taming_puts_what_is_between_cells_into_one() -> None:
    """A tree builder would move it before the table, one by one."""
    assert tags.tame("<table><tr>a<b>c</b><td>d</table>", {}) == "<table><tr><tr><td>a<b>c</b><td>d</table>"


def test_taming_keeps_the_allowed_attributes() -> None:
    """And no other: a tag with very many takes quadratic time to build."""
    assert tags.tame("<a href='b&amp;c' onclick=d>", {"a": {"href"}}) == '<a href="b&amp;c">'
