"""XML as text: roots, entities, repairs."""

from __future__ import annotations

import time
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from newsreader.feeds.xmltext import document, rebuild
from strategies import markup

FEEDS = frozenset({"rss", "feed"})


def rebuilt(text: str) -> str:
    """The text of a document after it was put right."""
    found = document(text)
    assert found
    return rebuild(found).text


def test_root_behind_declarations() -> None:
    """Declarations, comments and a DOCTYPE are no roots."""
    found = document('\n<?xml version="1.0"?><!-- <a> --><!DOCTYPE b [<!ENTITY c "<d>">]><e:RSS x="1"/>')
    assert found
    assert (found.root, found.local_name, found.body, bool(found.before)) == ("e:RSS", "rss", '<e:RSS x="1"/>', True)


def test_root_behind_words() -> None:
    """A feed is found behind a server's warnings, but not within a web page."""
    found = document("<br /><b>Warning</b>: oh<rss><a/></rss>", expected=FEEDS)
    assert found
    assert (found.root, found.body) == ("rss", "<rss><a/></rss>")
    page = document("<html><p><rss/></p></html>", expected=FEEDS)
    assert page
    assert page.root == "html"
    assert document("no tag at all", expected=FEEDS) is None


def test_entities_that_are_safe_are_declared() -> None:
    """Entities that stand for plain text are kept; those that name others or files are not."""
    found = document(
        '<!DOCTYPE r [<!ENTITY a "A&#233;"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><r>&a;</r>'
    )
    assert found
    assert dict(found.entities) == {"a": "A&#233;"}
    assert ET.fromstring(found.declared()).text == "Aé"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<r>a & b &c; &nbsp;&#0;&#x41;&#X42;</r>", "a & b &c; \xa0\ufffdAB"),
        ("<r>a < b <3 </r>", "a < b <3 "),
        ("<r><![CDATA[ & <b> ]]>&amp;</r>", " & <b> &"),
        ("<r>a]]>b\x00\x1b</r>", "a]]>b\ufffd"),
        ('<!DOCTYPE r [<!ENTITY me "Ann">]><r>&me; & you</r>', "Ann & you"),
    ],
)
def test_text_is_kept(text: str, expected: str) -> None:
    """What is not well-formed in a text is the character it looks like."""
    assert ET.fromstring(rebuilt(text)).text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<r><a>x</b><c/></r>", "<r><a>x</a><c /></r>"),
        ("<r><a><b>x</a></r>", "<r><a><b>x</b></a></r>"),
        ("<r></z><a>x", "<r><a>x</a></r>"),
        ("<r><a>x<br>y</a></r>", "<r><a>x<br />y</a></r>"),
        ("<r><item><a>1</a><item><a>2</a></r>", "<r><item><a>1</a></item><item><a>2</a></item></r>"),
        ("<r><a b=c d='1' d='2' e=\"x & y\">z</a></r>", '<r><a b="c" d="1" e="x &amp; y">z</a></r>'),
        ("<r><a/></r><r><b/></r>", "<r><a /><r><b /></r></r>"),
    ],
)
def test_tags_are_put_right(text: str, expected: str) -> None:
    """Tags that are wrong, missing or in excess leave the rest where it belongs."""
    assert ET.canonicalize(rebuilt(text)) == ET.canonicalize(expected)


def test_prefixes_are_declared() -> None:
    """A prefix that nothing declares gets a name."""
    root = ET.fromstring(rebuilt('<r><dc:a x:b="1">t</dc:a></r>'))
    assert [child.tag for child in root] == ["{urn:undeclared:dc}a"]


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [("<rss><item>a</item><item>b", True), ("<rss><item>a</item></rss>", False), ("<rss><item>a</rss>", True)],
)
def test_cut_documents_say_so(text: str, is_cut: bool) -> None:
    """A document that ends within an entry is known to; an end tag of the root counts for nothing."""
    found = document(text)
    assert found
    assert rebuild(found).is_cut is is_cut


@given(markup)
def test_rebuilt_documents_are_well_formed(text: str) -> None:
    """Whatever stands in it, a document that has a root can be read by a strict parser afterwards."""
    found = document("<rss>" + text)
    assert found
    ET.fromstring(rebuild(found).text)


@pytest.mark.parametrize(
    "piece",
    ["<", "<a", "<!--", "<![CDATA[", "<?", "&", "<!ENTITY ", '"', "]", "<a b='", "<a>", "</a>", "<!DOCTYPE [", " "],
)
def test_no_piece_takes_quadratic_time(piece: str) -> None:
    """200 kB of any one piece cost about as much as twice 100 kB."""

    def seconds(size: int) -> float:
        text = "<rss " + piece * (size // len(piece))
        start = time.process_time()
        for whole in (text, "<!DOCTYPE a [" + text, "<rss>" + text):
            if found := document(whole, expected=FEEDS):
                rebuild(found)
        return time.process_time() - start

    assert seconds(200_000) < 1.5 + 4 * seconds(50_000)
