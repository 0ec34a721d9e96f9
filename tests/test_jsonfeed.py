"""JSON Feed, as it should be and as it comes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.errors import ParseError
from newsreader.feeds.parse import parse
from newsreader.models.documents import Enclosure, ParsedEntry, ParsedFeed


def read(*items: object, **feed: object) -> ParsedFeed:
    """A JSON Feed with some items."""
    return parse(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, **feed}).encode())


def test_every_field() -> None:
    """Every field of version 1.1."""
    feed = read(
        {
            "id": " 1 ",
            "url": "/one",
            "title": "A <b> &amp; [/]",
            "content_html": "<p onclick='x()'>Hi <a href='two'>you</a></p>",
            "content_text": "unused",
            "summary": "S < T",
            "date_published": "2026-01-05T10:00:00+05:30",
            "date_modified": "2026-01-06T00:00:00Z",
            "authors": [{"name": "Ann"}, {"name": "Bo"}],
            "tags": ["x", "y", "x"],
            "attachments": [
                {"url": "https://j.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9},
                {"url": "exec:id", "mime_type": "x"},
            ],
        },
        title="J",
        home_page_url="https://j.example/",
        language="en",
        description="D",
    )
    assert (feed.title, feed.link, feed.language, feed.description, feed.problems) == (
        "J",
        "https://j.example/",
        "en",
        "D",
        (),
    )
    assert feed.entries == (
        ParsedEntry(
            guid="1",
            title="A <b> &amp; [/]",
            link="https://j.example/one",
            author="Ann, Bo",
            published=1767587400,
            updated=1767657600,
            summary="<p>S &lt; T</p>",
            content='<p>Hi <a href="https://j.example/two">you</a></p>',
            categories=("x", "y"),
            enclosures=(Enclosure("https://j.example/a.mp3", "audio/mpeg", 9),),
        ),
    )


def test_version_1_author_and_plain_text() -> None:
    """Version 1.0 has one author; a text without HTML becomes paragraphs."""
    (entry,) = read({"id": 1, "author": {"name": "Ann"}, "content_text": "a\n\nb <c>"}).entries
    assert (entry.author, entry.content) == ("Ann", "<p>a</p>\n<p>b &lt;c&gt;</p>")


@pytest.mark.parametrize(
    ("value", "guid"),
    [
        (0, "0"),
        (1.5, "1.5"),
        (False, None),
        (None, None),
        ([1], None),
        ({"a": 1}, None),
        ("\ud800", "\ufffd"),
        ("a\0b", "a\ufffdb"),
    ],
)
def test_identities(value: object, guid: str | None) -> None:
    """Numbers become strings, anything else is no identity; nothing is cut at NUL."""
    assert read({"id": value, "title": "t"}).entries[0].guid == guid


def test_dates_of_wrong_types_are_problems() -> None:
    """A date that is no date is None and named."""
    feed = read(
        {"id": 1, "date_published": 1767607200},
        {"id": 2, "date_published": [1]},
        {"id": 3, "date_published": "soon"},
        {"id": 4, "date_published": ""},
    )
    assert [entry.published for entry in feed.entries] == [None] * 4
    assert len(feed.problems) == 3


def test_numbers_that_python_refuses() -> None:
    """Ten thousand digits, NaN and Infinity are no errors."""
    body = '{"version":"https://jsonfeed.org/version/1","items":[{"id":%s,"x":NaN,"attachments":[{"url":"https://a.example/","size_in_bytes":1e999}]}]}'
    (entry,) = parse((body % ("9" * 10_000)).encode()).entries
    assert entry.guid == "9" * 10_000
    assert entry.enclosures[0].length is None


@pytest.mark.parametrize(
    "body", ["null", "[]", "{}", '{"items":{}}', '{"items":null}', '{"items":[1,]}', "[" * 100_000, '{"a":' * 100_000]
)
def test_what_is_no_feed(body: str) -> None:
    """JSON that is no feed, or nested without end, is a ParseError."""
    with pytest.raises(ParseError):
        parse(body.encode())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
]
items = (
    st.dictionaries(st.sampled_from([*NAMES, "authors", "author", "tags", "attachments"]), json_values, max_size=8)
    | json_values
)


@given(
    st.lists(items, max_size=4),
    st.dictionaries(st.sampled_from(["title", "home_page_url", "language", "version"]), json_values),
)
def test_any_type_in_any_place(found: list[Any], feed: dict[str, Any]) -> None:
    """Fields of wrong types are ignored; what can be kept is."""
    parsed = parse(json.dumps({**feed, "items": found}).encode())
    assert len(parsed.entries) <= len(found)
    assert repr(parsed).encode()
