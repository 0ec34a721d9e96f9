"""Feeds that a page names."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from newsreader.feeds.discover import MANY_CANDIDATES, discover
from newsreader.models.documents import Candidate

PAGE = "https://site.example/dir/page"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "discovery"


def addresses(html: str) -> list[str]:
    """The addresses found in a page."""
    return [found.url for found in discover(html.encode(), PAGE)]


def test_link_elements() -> None:
    """Link elements of all feed types, in order, none twice, with clean titles."""
    html = """<head><LINK REL="Alternate" TYPE='application/rss+xml; charset=utf-8' title="News &amp;
        more\x1b[2J" href=/feed><link rel="alternate" type="application/atom+xml" href="atom.xml?a=1&b=2">
        <link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/feed+json"
        href="https://other.example/feed.json"><link rel="alternate" hreflang="de" href="/de">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">"""
    assert discover(html.encode(), PAGE) == (
        Candidate("https://site.example/feed", "News & more\ufffd[2J"),
        Candidate("https://site.example/dir/atom.xml?a=1&b=2", ""),
        Candidate("https://other.example/feed.json", ""),
    )


def test_base_element() -> None:
    """Addresses are relative to the first base element."""
    html = '<base href="/b/"><base href="/c/"><link rel="alternate" type="application/rss+xml" href="f">'
    assert addresses(html) == ["https://site.example/b/f"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "exec:id", "", "#top", PAGE])
def test_addresses_that_are_not_offered(href: str) -> None:
    """Only http(s) is offered, and never the page itself."""
    assert addresses(f'<link rel="alternate" type="application/rss+xml" href="{href}">') == []


@pytest.mark.parametrize(
    "html",
    [
        "<!-- {} -->",
        "<script>var a = '{}'; if (1 <b && \"it's) x</script>",
        "<style>{}</style>",
        "<textarea>{}</textarea>",
        "<script>{}",
    ],
)
def test_links_that_are_not_in_the_page(html: str) -> None:
    """What stands in comments, scripts and styles is no link; what follows them is."""
    link = '<link rel="alternate" type="application/rss+xml" href="/{}">'
    after = link.format("after") if html.endswith(">") else ""
    expected = ["https://site.example/after"] if after else []
    assert addresses(html.replace("{}", link.format("inside")) + after) == expected


def test_anchors_only_without_link_elements() -> None:
    """Obvious feed links of the text count where the head names none."""
    html = (
        '<a href="/rss.xml">Our <b>RSS</b></a> <a href="/about">feed</a> <a href="/blog/feed/">f</a>'
        '<a href="/?feed=rss2">g</a>'
    )
    assert addresses(html) == [
        "https://site.example/rss.xml",
        "https://site.example/blog/feed/",
        "https://site.example/?feed=rss2",
    ]
    assert addresses(html + '<link rel="alternate" type="application/rss+xml" href="/x">') == ["https://site.example/x"]


def test_bounds() -> None:
    """A thousand links give a list that can be read."""
    html = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(1000))
    assert len(addresses(html)) == MANY_CANDIDATES


@pytest.mark.parametrize("piece", ["<", "<!--", "<script>", "<link ", "<a href='", '"', "<link rel=alternate type="])
def test_hostile_pages_take_no_time(piece: str) -> None:
    """A megabyte of any one piece is read in a moment."""
    start = time.process_time()
    discover((piece * 1_000_000)[:1_000_000].encode(), PAGE)
    assert time.process_time() - start < 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared pages are not here")
def test_real_pages() -> None:
    """Every feed that the link elements of real pages name is found."""
    for row in map(json.loads, (SHARED / "manifest.jsonl").read_text().splitlines()):
        expected = {link["abs"] for link in row["links"]}
        found = {one.url for one in discover(gzip.decompress((SHARED / row["html"]).read_bytes()), row["page_url"])}
        assert expected <= found, row["html"]
