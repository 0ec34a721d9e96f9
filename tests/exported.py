"""Articles to export, and what every XML document of an export must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from newsreader import quotations
from newsreader.articles import clean, document
from newsreader.articles.export.article import Article
from newsreader.models.entries import Entry
from newsreader.models.findings import Note, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = 1_718_805_720
"""2024-06-19 14:02 UTC."""
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
HTML = """
<h2>Head &amp; shoulders</h2>
<p>The council <a href="https://x.example/a b|[ä]?q=%zz&amp;r">will <b>build</b></a> a bridge<br>in May.
"We had <i>no</i> choice," said Mayor Ada Lind.</p>
<ul><li>One</li><li>Two<ul><li>Two a</li><li><p>Two b</p><p>more</p></li></ul></li></ul><p>After</p>
<ol start="4"><li>four</li><li>five<blockquote>said<blockquote>deeper</blockquote></blockquote></li></ol>
<pre>for x in y:\n   a &lt; b</pre>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>
<figure><img src="https://x.example/i.png" alt="A view"><figcaption>Caption</figcaption></figure>
<dl><dt>Term</dt><dd>Meaning</dd></dl><hr><p>שלום world</p>
"""


def article(
    html: str = HTML,
    *,
    number: int = 1,
    title: str = "Bridge & <budget>",
    notes: Iterable[Note] = (),
    **fields: Any,
) -> Article:
    """An article as it is read from a library."""
    parsed = document.parse(clean.sanitise(html, "https://x.example/"))
    found = quotations.find(parsed.text, "en", title).credible()
    values: dict[str, Any] = {
        "feed_id": 1,
        "feed_title": "River News",
        "feed_url": "https://x.example/feed",
        "feed_language": "en-GB",
        "guid": f"guid-{number}",
        "link": "https://x.example/1?a=b&c",
        "author": "Ann Brook",
        "published": NOW,
        "updated": None,
        "arrived": NOW,
        "read": False,
        "starred": True,
        "quotes": len(found.quotations),
        "tags": ("climate",),
    }
    entry = Entry(id=number, title=title, **(values | fields))
    return Article(entry, parsed, found.quotations, found.clauses, tuple(notes))


def note(text: str, passage: str = "") -> Note:
    """A note of the user's on some words."""
    return Note(1, 1, text, Span(0, len(passage), passage) if passage else None, NOW, NOW)


def elements(xml: str) -> ElementTree.Element:
    """A document that must be well-formed, with its names as they are without their namespaces."""
    root = ElementTree.fromstring(xml.encode("utf-8"))
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def words(root: ElementTree.Element) -> str:
    """All of its text, blanks of any kind as one space."""
    return " ".join("".join(root.itertext()).split())
