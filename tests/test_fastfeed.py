"""The fast reader gives what feedparser gives, or leaves the document to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

import feed_documents
from newsreader.errors import ParseError
from newsreader.feeds import xmlfeed, xmltext
from newsreader.feeds.elements import ELEMENTS, FIELDS_OF_FEEDPARSER, LEFT_TO_FEEDPARSER, NAMESPACES
from newsreader.feeds.fields import Problems
from newsreader.feeds.parse import ROOTS, parse
from newsreader.feeds.slowfeed import _Parser

if TYPE_CHECKING:
    from newsreader.feeds.rawfeed import Fields
    from newsreader.models import ParsedFeed

READ_OF_A_FEED = ("title", "link", "links", "language", "subtitle", "ttl", "skip_hours", "skip_days")
READ_OF_AN_ENTRY = (
    *("id", "title", "link", "links", "authors", "tags", "comments", "content", "summary", "dc_description"),
    *("media_description", "itunes_summary", "itunes_subtitle", "published", "created", "dc_date", "updated"),
)
"""The fields that `xmlfeed` reads, by feedparser's names; so are `title_detail` and the like."""

many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def both(body: bytes, url: str | None) -> tuple[ParsedFeed | str, ParsedFeed | str]:
    """What the two readers make of a document: a feed, or the sentence of a ParseError."""

    def outcome(*, fast: bool) -> ParsedFeed | str:
        try:
            return parse(body, url=url, fast=fast)
        except ParseError as error:
            return str(error)

    return outcome(fast=True), outcome(fast=False)


def read(found: Fields, names: tuple[str, ...]) -> Fields:
    """What is read of the fields of a feed or an entry."""
    kept = {name: found[name] for name in names if found.get(name)}
    for name in names:
        detail = found.get(f"{name}_detail")
        if isinstance(detail, dict):
            kept[f"{name}_detail"] = (detail.get("type"), detail.get("base"))
    for name, keys in (("links", ("rel", "href", "type", "length")), ("content", ("type", "base", "value"))):
        kept[name] = [{key: one.get(key) for key in keys} for one in found.get(name, ()) if isinstance(one, dict)]
    return kept


@many
@given(feed_documents.documents)
def test_the_same_fields(text: str) -> None:
    """Every field that is read is the same, whoever reads the document."""
    for url in (None, "https://paper.example/dir/feed.xml"):
        document = xmltext.document(text, expected=ROOTS)
        assert document
        raw, slow = (xmlfeed.read(document, url, Problems(), fast=fast) for fast in (True, False))
        assert raw.error == slow.error
        assert raw.version == slow.version
        assert read(raw.feed, READ_OF_A_FEED) | {"authors": 0} == read(slow.feed, READ_OF_A_FEED) | {"authors": 0}
        assert [read(one, READ_OF_AN_ENTRY) for one in raw.entries] == [
            read(one, READ_OF_AN_ENTRY) for one in slow.entries
        ]


@many
@given(feed_documents.documents)
def test_the_same_feed(text: str) -> None:
    """Every field that is stored is the same."""
    fast, slow = both(text.encode(), "https://paper.example/dir/feed.xml")
    assert fast == slow


@many
@given(feed_documents.damaged())
def test_the_same_feed_of_damaged_documents(body: bytes) -> None:
    """Also where the document has to be put right first."""
    fast, slow = both(body, None)
    assert fast == slow
