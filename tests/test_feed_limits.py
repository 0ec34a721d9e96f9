"""What a document may cost: entries, depth, attributes, names, entities, memory; and only ParseError is raised."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings

import feed_documents
from newsreader.errors import ParseError
from newsreader.feeds import fields, jsonfeed, rawfeed, slowfeed, xmltext
from newsreader.feeds.parse import parse
from newsreader.feeds.rawfeed import ATTRIBUTE_CHARACTERS, DEEPEST, MANY_RAW_ENTRIES

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
def test_entries(fast: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many entries the first are kept, and of these the newest."""
    for module in (rawfeed, slowfeed):
        monkeypatch.setattr(module, "MANY_RAW_ENTRIES", 20)
    monkeypatch.setattr("newsreader.feeds.fastfeed.MANY_RAW_ENTRIES", 20)
    monkeypatch.setattr("newsreader.feeds.fastfields.MANY_RAW_ENTRIES", 20)
    monkeypatch.setattr(fields, "MANY_ENTRIES", 5)
    items = "".join(f"<item><guid>{n}</guid><pubDate>20{n:02}-01-01</pubDate></item>" for n in range(40))
    feed = parse(rss(items), fast=fast)
    assert [entry.guid for entry in feed.entries] == ["15", "16", "17", "18", "19"]
    assert any("the last 20 were not read" in problem for problem in feed.problems)


@both_ways
def test_depth(fast: bool) -> None:
    """The tags below the deepest are ignored, their text and what comes behind is kept."""
    deep = "<p>" * (DEEPEST * 2) + "deep" + "</p>" * (DEEPEST * 2)
    feed = parse(rss(f"<item><description>a {deep} z</description><guid>1</guid></item>"), fast=fast)
    (entry,) = feed.entries
    assert (entry.guid, feed.problems) == ("1", ())
    assert entry.summary
    assert "deep" in entry.summary
    parse(rss("<a>" * 50_000 + "</a>" * 50_000 + "<item><guid>1</guid></item>"), fast=fast)


@both_ways
def test_attributes(fast: bool) -> None:
    """An attribute that is too long is none, and neither are too many."""
    long = "x" * (ATTRIBUTE_CHARACTERS + 1)
    many = "".join(f" a{n}='1'" for n in range(rawfeed.MANY_ATTRIBUTES + 1))
    feed = parse(
        rss(
            f"<item><category label='{long}'>Sea</category><title>t</title></item>"
            f"<item><title{many} type='html'>a &amp;lt;b&gt;</title></item>"
        ),
        fast=fast,
    )
    assert feed.entries[0].categories == ("Sea",)
    assert len(feed.entries) == 2


@both_ways
def test_names(fast: bool) -> None:
    """A document of ever new names is read as well, or refused."""
    feed = parse(rss("".join(f"<n{n}>x</n{n}>" for n in range(5_000)) + "<item><guid>1</guid></item>"), fast=fast)
    assert len(feed.entries) == 1


def test_elements_for_feedparser() -> None:
    """A document of very many elements is refused where feedparser would have to read it."""
    with pytest.raises(ParseError, match="elements"):
        parse(rss("<a/>" * slowfeed.MANY_ELEMENTS), fast=False)
    assert parse(rss("<a/>" * slowfeed.MANY_ELEMENTS + "<item><guid>1</guid></item>")).entries


def test_titles() -> None:
    """A title is a line that a person could read."""
    (entry,) = parse(rss(f"<item><title>{'x' * 10_000}</title></item>")).entries
    assert len(entry.title) == fields.TITLE_CHARACTERS


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


def measured(body: bytes) -> int:
    """The most that reading a document takes at any time, in bytes."""
    parse(rss("<item><title>&lt;b&gt;</title></item>"), fast=False)  # imports what is imported late
    tracemalloc.start()
    try:
        parse(body)
    except ParseError:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak - len(body)


@pytest.mark.parametrize(
    "items",
    [
        "<a/>" * 300_000,
        "<a>xy</a>" * 150_000,
        "<item><a/></item>" * 80_000,
        "<item><guid>1</guid></item>" * 60_000,
        "<item><title>t</title>" + "<link/>" * 200_000 + "</item>",
        "<item><title>t</title>" + "<category>c</category>" * 60_000 + "</item>",
        "<item>" + "".join(f"<n{n}>x</n{n}>" for n in range(80_000)) + "</item>",
        "<item><title>t</title><description>" + "&lt;p&gt;x" * 100_000 + "</description></item>",
        "<item><title>t</title><description>" + "\U0001f600" + "x" * 2_000_000 + "</description></item>",
    ],
    ids=lambda items: str(items)[:30],
)
def test_memory(items: str) -> None:
    """One or two megabytes of anything take no more than fifty beyond them."""
    assert measured(rss(items)) < BEYOND


def test_cap_of_entries_is_above_what_is_kept() -> None:
    """Otherwise the newest could be among those that are not read."""
    assert MANY_RAW_ENTRIES > fields.MANY_ENTRIES
