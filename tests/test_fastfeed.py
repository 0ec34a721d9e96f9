"""The fast reader gives what feedparser gives, or leaves the document to it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import unquote

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import feed_documents
from expectations import Clause, at, clauses
from feed_differences import reasons
from newsreader.errors import ParseError
from newsreader.feeds import decode, fastfeed, xmlfeed, xmltext
from newsreader.feeds.elements import ELEMENTS, LEFT_TO_FEEDPARSER, NAMESPACES, Kind
from newsreader.feeds.fields import Problems
from newsreader.feeds.parse import ROOTS, parse
from newsreader.feeds.rawfeed import Doubt
from newsreader.feeds.slowfeed import _Parser

if TYPE_CHECKING:
    from newsreader.feeds.rawfeed import Fields, RawFeed
    from newsreader.models.documents import ParsedFeed

READ_OF_A_FEED = ("title", "link", "links", "language", "subtitle", "ttl", "skip_hours", "skip_days")
READ_OF_AN_ENTRY = (
    *("id", "title", "link", "links", "authors", "tags", "comments", "content", "summary", "dc_description"),
    *("media_description", "itunes_summary", "itunes_subtitle", "published", "created", "dc_date", "updated"),
)
"""The fields that `xmlfeed` reads, by feedparser's names; so are `title_detail` and the like."""

CREATIVE_COMMONS = "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"
DATA = Path(__file__).parents[2] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared documents are not here")
many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


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
@given(feed_documents.documents, st.integers(1, 300))
def test_the_same_fields_in_pieces(text: str, size: int) -> None:
    """It does not matter where the document is cut, unless there is a doubt."""
    with patch.object(fastfeed, "PIECE", size):
        pieces = found_or_doubt(text)
    whole = found_or_doubt(text)
    assert pieces is None or whole is None or pieces == whole


def found_or_doubt(text: str) -> RawFeed | None:
    """What the fast reader finds; None if it leaves the document to feedparser."""
    try:
        return fastfeed.read(text, "https://paper.example/dir/feed.xml", text.find("<", text.find("?>") + 1))
    except Doubt:
        return None


@many
@given(feed_documents.damaged())
def test_the_same_feed_of_damaged_documents(body: bytes) -> None:
    """Also where the document has to be put right first."""
    fast, slow = both(body, None)
    assert fast == slow


def test_every_handler_of_feedparser_has_its_place() -> None:
    """An element that feedparser handles is in a list of ours, so none is taken for one that it does not know."""
    handlers = {name.split("_", 2)[2] for name in dir(_Parser) if name.startswith(("_start_", "_end_"))}
    ours = {name for name, one in ELEMENTS.items() if one.kind is not Kind.NOTED} | LEFT_TO_FEEDPARSER
    assert handlers == ours


def test_the_namespaces_are_those_of_feedparser() -> None:
    """Each address stands for the same prefix."""
    assert {uri.lower(): prefix for uri, prefix in _Parser.namespaces.items()} == NAMESPACES


def fast_or_doubt(text: str) -> str | None:
    """The reason why a document is left to feedparser; None if it is not."""
    try:
        fastfeed.read(text, None)
    except Doubt as doubt:
        return str(doubt)
    return None


def rss(items: str, head: str = "") -> str:
    """An RSS 2.0 document around some items."""
    return f"<rss version='2.0'{head}><channel><title>F</title>{items}</channel></rss>"


@pytest.mark.parametrize(
    "text",
    [
        rss("<item><title>t</title><foo><bar a='1'>x</bar></foo></item>"),
        rss("<item><description>one <b>two</b></description></item>"),
        rss(
            "<item><media:group><media:title>t</media:title></media:group></item>",
            " xmlns:media='http://search.yahoo.com/mrss/'",
        ),
        rss("<item><author>a<gd:image src='x'/>b</author></item>", " xmlns:gd='urn:g'"),
        rss("<item><title type='image/png'>t</title><description type='x/y'>Ynl0ZXM=</description></item>"),
        rss("<item><category><a><b c='1'>x</b>y</a><d e='1'>Sea</d></category><title>t</title></item>"),
        rss(
            "<item><i:category text='a'>\n<i:category text='b'/>c</i:category><title>t</title></item>",
            " xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'",
        ),
        rss("<item><title>t</title><cc:license>x</cc:license></item>", f" xmlns:cc='{CREATIVE_COMMONS}'"),
        rss("<item><title>t</title><a xmlns:l='http://www.w3.org/1999/xlink'>x</a><ttl>y</ttl></item>"),
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>t</title><content type='xhtml'>"
        "<div xmlns='http://www.w3.org/1999/xhtml'><svg xmlns='http://www.w3.org/2000/svg' width='1'"
        " xmlns:x='http://www.w3.org/1999/xlink'><a x:href='u'>&lt;</a></svg></div></content></entry></feed>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/'><entry><title>t</title>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div></content></entry></feed>",
    ],
)
def test_ordinary_documents_take_the_fast_way(text: str) -> None:
    """What feeds often hold is no reason to doubt."""
    assert fast_or_doubt(text) is None
    fast, slow = both(text.encode(), None)
    assert fast == slow


@pytest.mark.parametrize(
    "text",
    [
        rss("<item><link>https://a.example/<b>x</b></link></item>"),
        rss("<item><description>a <div>b</div></description></item>"),
        rss("<item><item><title>t</title></item></item>"),
        rss("<item><title type='image/svg+xml'>t</title></item>"),
        rss("<item><links>t</links></item>"),
        rss("<item/>"),
        rss("<item><title>t</title></item>", " xmlns:dc='urn:a'").replace("<item>", "<item xmlns:dc='urn:b'>"),
        rss("<rss><item><title>t</title></item></rss>"),
        rss("<item><dc:title>t</dc:title></item>", " xmlns:dc='urn:a' xmlns:d='http://purl.org/dc/elements/1.1/'"),
        "<rss/>",
    ],
)
def test_what_is_odd_is_left_to_feedparser(text: str) -> None:
    """Where feedparser's answer is not certain it is asked."""
    assert fast_or_doubt(text)
    fast, slow = both(text.encode(), None)
    assert fast == slow


@needs_data
def test_real_feeds_are_rarely_left_to_feedparser() -> None:
    """Of the real feeds that are here, nine in ten take the fast way, and all give the same."""
    taken = total = 0
    for path in sorted((DATA / "feeds" / "dev").iterdir()):
        body = path.read_bytes()
        fast, slow = both(body, "https://somewhere.example/dir/feed")
        assert fast == slow, path.name
        document = xmltext.document(decode.decode(body).text.lstrip("\ufeff"), expected=ROOTS)
        if document and document.local_name in ROOTS:
            total += 1
            taken += not fast_or_doubt(document.declared())
    assert taken >= 0.9 * total


@needs_data
@pytest.mark.parametrize("folder", ["documents", "thirdparty"])
def test_hostile_documents_give_the_same(folder: str) -> None:
    """So do hostile documents and the fixtures of other projects."""
    for path in sorted((DATA / "hostile" / folder).rglob("*")):
        if path.is_file() and path.stat().st_size < 300_000:
            fast, slow = both(path.read_bytes(), None)
            assert fast == slow, path.name


@needs_data
def test_what_fixtures_of_feedparser_expect() -> None:
    """Expectations of stored fields are met by both readers, but those of the table; no row of it is idle."""
    excused = reasons("fixture")
    used: set[str] = set()
    met = 0
    for path in sorted((DATA / "hostile" / "thirdparty" / "feedparser").rglob("*")):
        body = path.read_bytes() if path.is_file() else b""
        wanted = [one for one in clauses(body) if _is_stored(one)]
        document = xmltext.document(decode.decode(body).text.lstrip("\ufeff"), expected=ROOTS) if wanted else None
        if not document:
            continue
        for raw in (xmlfeed.read(document, None, Problems(), fast=fast) for fast in (True, False)):
            found = {"feed": raw.feed, "entries": raw.entries}
            for one in wanted:
                if at(found, one.path) == one.value:
                    met += 1
                    continue
                row = [what for what in excused if what in path.as_posix()]
                assert row, f"{path.name}: {one.text}"
                used.update(row)
    assert met > 100
    assert used == set(excused)


def _is_stored(clause: Clause) -> bool:
    names = {*READ_OF_A_FEED, *READ_OF_AN_ENTRY, "description", "tagline", "guid", "modified", "date", "issued"}
    names |= {"title_detail", "summary_detail"}
    place = 2 if clause.path[0] == "entries" else 1
    return clause.path[0] in {"feed", "entries"} and len(clause.path) > place and clause.path[place] in names


@needs_data
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_real_feeds_as_feedparser_itself_reads_them() -> None:
    """feedparser as it comes gives the same but for the fields of the table; no row of it is idle."""
    excused = reasons("field")
    used: set[str] = set()
    for path in sorted((DATA / "feeds" / "dev").iterdir()):
        body = path.read_bytes()
        document = xmltext.document(decode.decode(body).text.lstrip("\ufeff"), expected=ROOTS)
        plain = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
        if not document or document.local_name not in ROOTS or plain.bozo:
            continue
        raw = xmlfeed.read(document, None, Problems())
        assert len(raw.entries) == len(plain.entries), path.name
        pairs = [
            (raw.feed, plain.feed, _OF_A_FEED),
            *((a, b, _OF_AN_ENTRY) for a, b in zip(raw.entries, plain.entries, strict=True)),
        ]
        for ours, theirs, names in pairs:
            for name in names:
                if _comparable(ours, name) != _comparable(theirs, name):
                    assert name in excused, f"{path.name}: {name}"
                    used.add(name)
    assert used == set(excused)


@settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@given(feed_documents.documents)
def test_generated_feeds_as_feedparser_itself_reads_them(text: str) -> None:
    """The same for documents that hold whatever an element may hold; addresses differ in how they are written alone."""
    document = xmltext.document(text, expected=ROOTS)
    assert document
    try:
        plain = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    except (KeyError, AttributeError, TypeError, ValueError, IndexError):  # its handlers raise where one is misplaced
        return
    if plain.bozo:
        return
    raw = xmlfeed.read(document, None, Problems())
    assert len(raw.entries) == len(plain.entries)
    pairs: list[tuple[Fields, Fields, tuple[str, ...]]] = [(raw.feed, plain.feed, _OF_A_FEED)]
    pairs += [(ours, theirs, _OF_AN_ENTRY) for ours, theirs in zip(raw.entries, plain.entries, strict=True)]
    excused = reasons("field") | reasons("generated")
    for ours, theirs, names in pairs:
        for name in names:
            if name in reasons("address"):
                assert _is_same_address(_comparable(ours, name), _comparable(theirs, name)), name
            elif _comparable(ours, name) != _comparable(theirs, name):
                assert name in excused, name


def _is_same_address(ours: object, theirs: object) -> bool:
    """Whether the one is the other before it was resolved or quoted."""
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(
            _is_same_address(one, other)
            for mine, its in zip(ours, theirs, strict=True)
            for one, other in zip(mine, its, strict=True)
        )
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return ours == theirs
    return unquote(theirs).endswith(unquote(ours).removeprefix("../").strip()) or ours == theirs


_OF_A_FEED = ("title", "link", "language", "subtitle")
_OF_AN_ENTRY = (
    *("id", "title", "link", "published", "updated", "created", "summary", "comments"),
    *("content", "tags", "links", "authors"),
)


def _comparable(found: Fields, name: str) -> object:
    value = dict(found.items()).get(name)
    if name == "content":
        return [one.get("value") for one in value or ()]
    if name == "tags":
        return [(one.get("term"), one.get("label")) for one in value or ()]
    if name == "links":
        return [tuple(one.get(key) for key in ("rel", "href", "type", "length")) for one in value or ()]
    if name == "authors":
        return [one.get("name") or one.get("email") for one in value or () if one]
    return value or None
