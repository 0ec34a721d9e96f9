"""What a document may cost: entries, depth, attributes, names, entities, memory; and only ParseError is raised."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_documents
from feed_differences import reasons
from newsreader.errors import ParseError
from newsreader.feeds import jsonfeed, rawfeed, slowfeed, xmltext
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.feeds.parse import parse

if TYPE_CHECKING:
    from newsreader.models.documents import ParsedFeed

BEYOND = 50_000_000
"""Bytes that reading a document may take beyond those of the document."""
both_ways = pytest.mark.parametrize("fast", [True, False])


def rss(items: str) -> bytes:
    """An RSS 2.0 document around some items."""
    return f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>".encode()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(feed_documents.damaged())
def test_only_parse_errors_leave(body: bytes) -> None:
    """Whatever bytes of a feed are changed, there is a feed or a ParseError."""
    try:
        feed = parse(body)
    except ParseError:
        return
    assert all("\x1b" not in entry.title for entry in feed.entries)


@both_ways
def test_entries(fast: bool) -> None:
    """Of very many entries the first are kept, and of these the newest."""
    items = "".join(f"<item><guid>{n}</guid><pubDate>20{n:02}-01-01</pubDate></item>" for n in range(40))
    feed = parse(rss(items), fast=fast, limits=DocumentLimits(entries=5))
    assert [entry.guid for entry in feed.entries] == ["15", "16", "17", "18", "19"]
    assert any("the last 20 were not read" in problem for problem in feed.problems)


@both_ways
def test_depth(fast: bool) -> None:
    """The tags below the deepest are ignored, their text and what comes behind is kept."""
    for limits, tags in ((DocumentLimits(depth=10), 6), (DocumentLimits(depth=30), 20)):  # four are the feed's own
        deep = "<blockquote>" * 20 + "deep" + "</blockquote>" * 20
        document = rss(f"<item><description>a {deep} z</description><guid>1</guid></item>")
        feed = parse(document, fast=fast, limits=limits)
        (entry,) = feed.entries
        assert (entry.guid, feed.problems) == ("1", ())
        assert entry.summary
        assert "deep" in entry.summary
        assert entry.summary.count("<blockquote>") == tags
    parse(rss("<a>" * 50_000 + "</a>" * 50_000 + "<item><guid>1</guid></item>"), fast=fast)


@both_ways
def test_attributes(fast: bool) -> None:
    """An attribute that is too long is none, and neither are too many."""
    limits = DocumentLimits(attribute_characters=2_000)
    long = "x" * (limits.attribute_characters + 1)
    many = "".join(f" a{n}='1'" for n in range(rawfeed.MANY_ATTRIBUTES))
    few = many.removesuffix(" a99='1'")
    feed = parse(
        rss(
            f"<item><category label='{long}'>Sea</category><title>t</title></item>"
            f"<item><category label='{long[1:]}'>Sea</category><title>t</title></item>"
            f"<item><category{many} label='Ocean'>Sea</category><title>t</title></item>"
            f"<item><category{few} label='Ocean'>Sea</category><title>t</title></item>"
        ),
        fast=fast,
        limits=limits,
    )
    assert [entry.categories for entry in feed.entries] == [("Sea",), ("x" * 200,), ("Sea",), ("Ocean",)]


@both_ways
def test_names(fast: bool) -> None:
    """A document of ever new names is read as well, or refused."""
    feed = parse(rss("".join(f"<n{n}>x</n{n}>" for n in range(5_000)) + "<item><guid>1</guid></item>"), fast=fast)
    assert len(feed.entries) == 1


def test_elements_for_feedparser() -> None:
    """A document of very many elements is refused where feedparser would have to read it: a limit of its own."""
    assert [getattr(slowfeed, name) for name in reasons("limit")] == [slowfeed.MANY_ELEMENTS]
    with pytest.raises(ParseError, match="elements"):
        parse(rss("<a/>" * slowfeed.MANY_ELEMENTS), fast=False)
    assert parse(rss("<a/>" * slowfeed.MANY_ELEMENTS + "<item><guid>1</guid></item>")).entries


def test_titles() -> None:
    """A title is a line that a person could read."""
    for most in (30, LIMITS.title_characters):
        (entry,) = parse(
            rss(f"<item><title>{'x' * 10_000}</title></item>"), limits=DocumentLimits(title_characters=most)
        ).entries
        assert len(entry.title) == most
        document = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"title": "{"x" * 10_000}"}}]}}'
        (entry,) = parse(document.encode(), limits=DocumentLimits(title_characters=most)).entries
        assert len(entry.title) == most


def test_values_of_a_json_feed() -> None:
    """A JSON document of very many values is refused before it is read."""
    body = '{"items": [' + "{}," * jsonfeed.MANY_VALUES + "{}]}"
    with pytest.raises(ParseError, match="values"):
        parse(body.encode())


def test_entities_that_are_used_too_often() -> None:
    """Entities are no way to make a document long."""
    entity = f"<!DOCTYPE rss [<!ENTITY a '{'x' * 190}'>]>".encode()
    text = "&a;" * (xmltext.MANY_REFERENCES * 5)
    assert measured(entity + rss(f"<item><title>t</title><description>{text}</description></item>")) < BEYOND


def measured(body: bytes, limits: DocumentLimits = LIMITS) -> int:
    """The most that reading a document takes at any time, in bytes."""
    parse(rss("<item><title>&lt;b&gt;</title></item>"), fast=False)  # imports what is imported late
    tracemalloc.start()
    try:
        parse(body, limits=limits)
    except ParseError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak - len(body)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(feed_documents.documents, st.sampled_from([DocumentLimits(3, 12, 200, 30), LIMITS]))
def test_memory_of_anything(text: str, limits: DocumentLimits) -> None:
    """What is within a document, many times over: a megabyte of it takes no more than fifty beyond it."""
    begin, end = text.find(">") + 1, text.rfind("</")
    body = text[:begin] + text[begin:end] * (500_000 // max(end - begin, 1) + 1) + text[end:]
    assert measured(body.encode(), limits) < BEYOND


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(feed_documents.documents)
def test_both_readers_have_the_same_limits(text: str) -> None:
    """Documents that reach every limit, because these are low, give the same feed whoever reads them."""
    limits = DocumentLimits(entries=2, depth=6, attribute_characters=12, title_characters=5)
    feeds = [parse_or_say(text.encode(), fast=fast, limits=limits) for fast in (True, False)]
    assert feeds[0] == feeds[1]


def parse_or_say(body: bytes, *, fast: bool, limits: DocumentLimits) -> ParsedFeed | str:
    """A feed, or the sentence of a ParseError."""
    try:
        return parse(body, fast=fast, limits=limits)
    except ParseError as error:
        return str(error)


@pytest.mark.parametrize(
    "items",
    [
        "<a/>" * 300_000,
        "<a>xy</a>" * 150_000,
        "<item><a/></item>" * 80_000,
        "<item><guid>1</guid></item>" * 60_000,
        "<item><title>t</title>" + "<link/>" * 200_000 + "</item>",
        "<item><title>t</title>" + "<category>c</category>" * 60_000 + "</item>",
        "<item><title>t</title></item>" + "<a b='' c='' d=''/>" * 100_000,
        "<item>" + "".join(f"<n{n}>x</n{n}>" for n in range(80_000)) + "</item>",
        "<item><title>t</title><description>" + "&lt;p&gt;x" * 100_000 + "</description></item>",
        "<item><title>t</title><description>" + "\U0001f600" + "x" * 2_000_000 + "</description></item>",
    ],
    ids=lambda items: str(items)[:30],
)
def test_memory(items: str) -> None:
    """One or two megabytes of anything take no more than fifty beyond them."""
    assert measured(rss(items)) < BEYOND
