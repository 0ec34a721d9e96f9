"""RSS and Atom become entries, other documents a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings

from newsreader.errors import ParseError
from newsreader.feeds.limits import LIMITS
from newsreader.feeds.parse import parse
from newsreader.models.documents import Enclosure, ParsedEntry
from strategies import markup

CORPUS = Path(__file__).parent / "corpus" / "feeds"


def rss(items: str) -> bytes:
    """An RSS 2.0 document around some items."""
    return (
        f'<rss version="2.0"><channel><title>F</title><link>https://f.example/</link>{items}</channel></rss>'.encode()
    )


def entry(items: str) -> ParsedEntry:
    """The one entry of an RSS 2.0 document."""
    (found,) = parse(rss(items)).entries
    return found


def test_rss() -> None:
    """Every field of RSS 2.0."""
    feed = parse((CORPUS / "rss20.xml").read_bytes(), url="https://paper.example/feed.xml")
    assert (feed.title, feed.link, feed.language) == ("Harbour & Hills", "https://paper.example/", "en-GB")
    assert feed.description == "All the news from the coast"
    first, second = feed.entries
    assert first.guid == "paper-1"
    assert first.title == "Ferry Aurora sails again"
    assert first.link == "https://paper.example/ferry?a=1&b=2"
    assert first.author == "Ana Reyes, Tom Ash"
    assert first.published == 1767587400
    assert first.updated is None
    assert first.summary == "A short word."
    assert first.content == '<p>The ferry <a href="https://paper.example/routes">sails</a>.</p>'
    assert first.comments == "https://paper.example/ferry#comments"
    assert first.categories == ("Sea", "Q&A")
    assert first.enclosures == (Enclosure("https://paper.example/ferry.mp3", "audio/mpeg", 1234),)
    assert second == ParsedEntry(
        guid="https://paper.example/second",
        title="Only a description",
        link="https://paper.example/second",
        author="The Desk",
        summary="<p>Just this.</p>",
    )
    assert feed.problems == ("Entry 2: the date “some day soon” cannot be read.",)


def test_atom() -> None:
    """Every field of Atom 1.0: types of text, bases, dates, people."""
    feed = parse((CORPUS / "atom10.xml").read_bytes())
    assert (feed.title, feed.link, feed.language) == ("Notes <3", "https://notes.example/", "sv")
    first, second = feed.entries
    assert first.title == "a < b is literal &amp;"
    assert first.link == "https://notes.example/blog/one"
    assert first.author == "Ida, Per, Eva"
    assert (first.published, first.updated) == (None, 1767614400)
    assert first.categories == ("Tag",)
    assert first.comments == "https://notes.example/blog/one/replies"
    assert first.enclosures == (Enclosure("https://notes.example/blog/one.ogg", "audio/ogg", 77),)
    assert (first.summary, first.content) == (
        None,
        '<p>Hello <a href="https://notes.example/blog/img/x">there</a></p>',
    )
    assert second.link == "https://notes.example/other/two"
    assert second.published == 1767524400
    assert (second.summary, second.content) == ("<p>1 &lt; 2 &amp; plain</p>", None)
    assert feed.problems == ()


def test_rss10() -> None:
    """RSS 1.0: `rdf:about` is the identity, `dc:date` the date."""
    (found,) = parse((CORPUS / "rdf.xml").read_bytes()).entries
    assert (found.guid, found.link, found.published) == ("https://old.example/1", "https://old.example/1", 1767587400)
    assert found.categories == ("Past",)


def test_rss10_with_one_identity_for_all() -> None:
    """RSS 1.0 entries that share `rdf:about` are told apart by their links."""
    body = (CORPUS / "rdf.xml").read_text().replace("</rdf:RDF>", "")
    item = '<item rdf:about="https://old.example/1"><title>B</title><link>https://old.example/2</link></item></rdf:RDF>'
    assert [one.guid for one in parse((body + item).encode()).entries] == [None, None]


def test_atom03() -> None:
    """Atom 0.3 with its own names of dates and its escaped content."""
    body = (
        b'<feed version="0.3" xmlns="http://purl.org/atom/ns#">'
        b'<title mode="escaped" type="text/html">A &amp;amp; B</title>'
        b'<entry><title>T</title><link rel="alternate" type="text/html" href="https://a.example/1"/><id>tag:1</id>'
        b"<issued>2004-01-01T00:00:00Z</issued><modified>2004-01-02T00:00:00Z</modified>"
        b'<content type="text/html" mode="escaped">&lt;p&gt;x&lt;/p&gt;</content></entry></feed>'
    )
    feed = parse(body)
    assert feed.title == "A & B"
    (found,) = feed.entries
    assert (found.published, found.updated, found.content) == (1072915200, 1073001600, "<p>x</p>")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Q&amp;amp;A", "Q&A"),
        ("<![CDATA[AT&amp;T &lt;b&gt;now&lt;/b&gt;]]>", "AT&T <b>now</b>"),
        ("a &lt; b", "a < b"),
        ("array[0] [/] [b]x[/b]", "array[0] [/] [b]x[/b]"),
        ("over\n   several\tlines", "over several lines"),
        ("\u202eevil\u202c \x9b2J", "evil ›2J"),
        ("   ", ""),
    ],
)
def test_titles_are_plain_lines(title: str, expected: str) -> None:
    """A title is one plain line, its entities and tags resolved."""
    assert entry(f"<item><title>{title}</title><guid>1</guid></item>").title == expected


def test_media_and_podcast_elements_stay_apart() -> None:
    """media: and itunes: elements are used where there is nothing better and overwrite nothing."""
    both = (
        "<rss xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><title>F</title>"
        "<item><media:title>no</media:title><title>yes</title><description>mine</description>"
        "<media:description>theirs</media:description><itunes:summary>podcast</itunes:summary></item>"
        "<item><title>t</title><media:group><media:description>one\n\ntwo</media:description></media:group></item>"
        "<item><title>t</title><itunes:summary>podcast</itunes:summary></item></channel></rss>"
    )
    first, second, third = parse(both.encode()).entries
    assert (first.title, first.summary, first.content) == ("yes", "mine", None)
    assert (second.summary, second.content) == ("<p>one</p>\n<p>two</p>", None)
    assert third.summary == "<p>podcast</p>"


def test_links_and_identities_that_are_no_addresses() -> None:
    """A hostile or relative link is resolved or dropped; the identity stays as published."""
    found = entry("<item><title>t</title><link>javascript:alert(1)</link><guid>id &amp; 1</guid></item>")
    assert (found.link, found.guid) == (None, "id & 1")
    found = entry("<item><title>t</title><link>/a</link><guid>relative</guid></item>")
    assert (found.link, found.guid) == ("https://f.example/a", "relative")


def test_bodies_are_sanitised_and_based_on_the_entry() -> None:
    """Relative links in a body belong to the entry's page; scripts go."""
    found = entry(
        "<item><link>https://f.example/dir/page</link><description>"
        "&lt;a href='x'&gt;a&lt;/a&gt;&lt;script&gt;1&lt;/script&gt;&lt;a href='file:///x'&gt;b&lt;/a&gt;</description></item>"
    )
    assert found.summary == '<a href="https://f.example/dir/x">a</a><a>b</a>'


@pytest.mark.parametrize(
    "items",
    [
        "<item><title>A & B</title><link>https://f.example/?a=1&b=2</link></item>",
        "<item><title>A &nbsp; B</title><link>https://f.example/?a=1&amp;b=2</link></item>",
        "<item><title>A</titel><link>https://f.example/?a=1&amp;b=2</link></item>",
        "<item><x:y>z</x:y><title>A</title><link>https://f.example/?a=1&amp;b=2</link></item>",
        "<item><title>A \x1b[2J</title><link>https://f.example/?a=1&amp;b=2</link></item>",
        "<item><title>A&#x110000;&#xD83D;</title><link>https://f.example/?a=1&amp;b=2</link></item>",
        "<item><title>A</title><link>https://f.example/?a=1&amp;b=2</link><description><br><b>x</description></item>",
    ],
)
def test_ill_formed_documents_are_read_and_named(items: str) -> None:
    """What is not well-formed keeps its entries and is a problem."""
    feed = parse(rss(items))
    (found,) = feed.entries
    assert found.title[:1] == "A"
    assert found.link == "https://f.example/?a=1&b=2"
    assert "\x1b" not in found.title
    assert "not well-formed" in feed.problems[0].lower()


def test_blank_lines_before_the_declaration() -> None:
    """Blank lines before the declaration cost nothing but a problem."""
    feed = parse(b'\n\n<?xml version="1.0"?>' + rss("<item><title>t</title></item>"))
    assert len(feed.entries) == len(feed.problems) == 1


def test_cut_document() -> None:
    """An entry that is cut off is left out, the whole ones are kept."""
    feed = parse(
        rss("<item><title>one</title></item><item><title>two</title></item><item><title>thr")[
            : -len("</channel></rss>")
        ]
    )
    assert [one.title for one in feed.entries] == ["one", "two"]
    assert "was left out" in feed.problems[-1]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"<!DOCTYPE html><html><head><title>x</title></head><body><rss/></body></html>", "web page"),
        (b"<opml version='2.0'><body/></opml>", "import opml"),
        (b"<Error><Code>AccessDenied</Code></Error>", "<Error>"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"Service Unavailable \x1b[2J", "Service Unavailable"),
        (b"<?xml version='1.0", "broken off"),
        (b"<rss/>", "nothing in it"),
        (b'{"items": [1', "JSON"),
        (b"[1, 2]", "items"),
    ],
)
def test_what_is_no_feed(body: bytes, words: str) -> None:
    """A document that is no feed is named in one sentence."""
    with pytest.raises(ParseError) as raised:
        parse(body)
    assert words in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


def test_empty_feed_is_a_feed() -> None:
    """A feed without entries is no error."""
    assert parse(rss("")).entries == ()
    assert parse(rss("<item/><item> </item>")).entries == ()


def test_entity_bomb() -> None:
    """Entities made of entities are not expanded."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{entities}]>'.encode() + rss("<item><title>x &a9;</title></item>")
    (found,) = parse(body).entries
    assert len(found.title) < 100


def test_limits() -> None:
    """Titles, bodies and the number of entries are bounded; of too many entries the newest are kept."""
    found = entry(f"<item><title>{'x' * 10_000}</title><guid>{'g' * 10_000}</guid></item>")
    assert (len(found.title), len(found.guid or "")) == (LIMITS.title_characters, 10_000)
    dated = "".join(
        f"<item><guid>{n}</guid><pubDate>2026-01-01T00:{n // 60 % 60:02}:{n % 60:02}Z</pubDate></item>"
        for n in range(3_000)
    )
    older = "".join(f"<item><guid>old {n}</guid><pubDate>2020-01-01</pubDate></item>" for n in range(2_500))
    feed = parse(rss(older + dated))
    assert len(feed.entries) == LIMITS.entries
    assert feed.entries[-1].guid == "2999"
    assert "newest" in feed.problems[0]


@settings(max_examples=60)
@given(markup)
def test_only_parse_errors_leave(text: str) -> None:
    """Whatever the document, there is a feed or a ParseError."""
    for body in (text.encode("utf-8", "surrogatepass"), b"<rss><channel>" + text.encode("utf-8", "replace")):
        try:
            feed = parse(body)
        except ParseError:
            continue
        assert all("\x1b" not in one.title for one in feed.entries)


def test_nothing_is_opened_while_parsing() -> None:
    """No file and no socket is opened while a document that asks for both is parsed."""
    program = """
import sys
from newsreader.feeds.parse import parse
bodies = [
    b'<rss><channel><title>warm up</title></channel></rss>',
    b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:9/">%y;]><rss><channel><title>&x;</title></channel></rss>',
    b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd"><rss><channel><title>a</title></channel></rss>',
    b'file:///etc/passwd', b'http://127.0.0.1:9/', b'/etc/passwd',
    b'<?xml version="1.0" encoding="../../etc/passwd"?><rss><channel><title>a</title></channel></rss>',
]
seen = []
def hook(event, arguments):
    if event == 'open' or event.startswith(('socket', 'urllib', 'subprocess', 'os.system')):
        seen.append((event, arguments))
parse(bodies[0], fast=False)
sys.addaudithook(hook)
for body in bodies:
    try:
        parse(body)
    except Exception as error:
        if type(error).__name__ != 'ParseError':
            raise
assert not seen, seen
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_feedparser_is_imported_late() -> None:
    """Importing the module does not import feedparser."""
    program = "import sys, newsreader.feeds.parse, newsreader.feeds.worker; sys.exit('feedparser' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
