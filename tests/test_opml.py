"""Lists of feeds: read whatever is written, written so that nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.errors import ParseError
from newsreader.feeds import opml
from newsreader.feeds.opml import Outline
from strategies import markup, outlines, wild_text

SHARED = Path(__file__).parents[2] / "shared" / "data" / "opml"


def read(body: str) -> tuple[Outline, ...]:
    """The feeds of a list with this body."""
    return opml.read(f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode())[0]


def test_folders_and_titles() -> None:
    """Nested folders are paths, `title` comes before `text`, a slash in a name makes no folder."""
    found = read(
        '<outline text="World"><outline text="A/B"><outline type="rss" text="t" title="T &amp; U" xmlUrl="https://a.example/"/></outline>'
        '<outline text="x" xmlUrl="https://b.example/"></outline></outline><outline title="Only title"><outline xmlUrl="https://c.example/"/>'
        '</outline><outline text="https://d.example/" xmlUrl="https://d.example/"/>'
    )
    assert found == (
        Outline("https://a.example/", "T & U", "World/A\u2215B"),
        Outline("https://b.example/", "x", "World"),
        Outline("https://c.example/", None, "Only title"),
        Outline("https://d.example/", None, None),
    )


def test_names_of_the_address() -> None:
    """Any case of `xmlUrl`, and `url` where the type says that it is a feed."""
    found = read(
        '<outline xmlurl=" https://a.example/ "/><OUTLINE XMLURL="https://b.example/"/><outline type="rss" url="https://c.example/"/>'
        '<outline type="link" url="https://no.example/"/><outline type="include" url="https://no.example/"/>'
    )
    assert [one.url for one in found] == ["https://a.example/", "https://b.example/", "https://c.example/"]


def test_only_http_addresses() -> None:
    """Commands, files and broken addresses are left out and named; attributes with commands are nothing."""
    bad = ["|cmd", "exec:touch x", "filter:/bin/sh:https://e.org/", "file:///etc/passwd", "javascript:x", "http://[::1"]
    body = "".join(f'<outline text="Bad" xmlUrl="{address}"/>' for address in bad)
    data = f'<opml><body>{body}<outline xmlUrl="https://good.example/" filtercmd="id" text="Good"/></body></opml>'
    found, problems = opml.read(data.encode())
    assert found == (Outline("https://good.example/", "Good"),)
    assert len(problems) == len(bad)


def test_same_address_twice_is_one() -> None:
    """The first of several outlines of one address counts."""
    found = read(
        '<outline text="a" xmlUrl="https://a.example/"/><outline text="f"><outline text="b" xmlUrl="https://a.example/"/></outline>'
    )
    assert found == (Outline("https://a.example/", "a"),)


@pytest.mark.parametrize(
    "data",
    [
        "<opml><body><outline text='A & B' xmlUrl='URL'/>",
        "<opml><body><outline text='A &amp; B' xmlUrl=\"URL\"></outline></outline></body>",
        "junk <outline text='A & B' xmlUrl='https://a.example/?x=1&amp;section=2'>",
        "<!DOCTYPE opml [<!ENTITY a 'x'>]><opml><body><outline text='A &#38; B' xmlUrl='URL' / >",
        "\ufeff\n<opml><head><title>a < b</title></head><outline text='A & B' xmlUrl='URL'/></opml>",
    ],
)
def test_what_is_no_xml(data: str) -> None:
    """Lists that are not well-formed are read all the same."""
    url = "https://a.example/?x=1&section=2"
    assert opml.read(data.replace("URL", url).encode())[0] == (Outline(url, "A & B"),)


@pytest.mark.parametrize("data", ["", "<html><body>x</body></html>", '{"a": 1}', "<rss><channel/></rss>"])
def test_what_is_no_opml(data: str) -> None:
    """Another document is a ParseError."""
    with pytest.raises(ParseError):
        opml.read(data.encode())


def test_bounds() -> None:
    """Depth, names and the number of feeds are bounded; nothing is lost by depth."""
    deep = "<outline text='f'>" * 10_000 + "<outline text='x' xmlUrl='https://a.example/'/>" + "</outline>" * 10_000
    (found,) = read(deep + f"<outline text='{'t' * 300_000}' xmlUrl='https://a.example/'/>")
    assert (found.folder or "").count("/") == opml.DEPTH - 1
    many = "".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in range(opml.MANY_FEEDS + 10))
    found_feeds, problems = opml.read(f"<opml>{many}</opml>".encode())
    assert len(found_feeds) == opml.MANY_FEEDS
    assert len(problems) == 1


def test_passwords_are_not_written() -> None:
    """Names and passwords in an address stay at home."""
    text = opml.write([Outline("https://bob:s3cret@e.example/f?x=@", "P")], title="t")
    assert "s3cret" not in text
    assert "https://e.example/f?x=@" in text


@given(st.lists(outlines, max_size=12, unique_by=lambda outline: outline.url), wild_text)
def test_round_trip(feeds: list[Outline], title: str) -> None:
    """What was written is read again: addresses, titles, folders; the document is well-formed."""
    text = opml.write(feeds, title=title)
    ET.fromstring(text.encode())
    found, problems = opml.read(text.encode())
    written = [feed for feed in feeds if feed.url == feed.url.strip()]
    assert sorted(map(repr, found)) == sorted(map(repr, written))
    assert problems == ()


@given(
    st.lists(st.builds(Outline, url=wild_text, title=st.none() | wild_text, folder=st.none() | wild_text), max_size=5),
    wild_text,
)
def test_any_text_is_written_as_xml(feeds: list[Outline], title: str) -> None:
    """Whatever the library holds, the document is well-formed."""
    ET.fromstring(opml.write(feeds, title=title).encode())


@given(markup)
def test_only_parse_errors_leave(text: str) -> None:
    """Anything gives feeds or a ParseError."""
    found, _ = opml.read(b"<opml>" + text.encode("utf-8", "surrogatepass"))
    assert all(one.url.startswith("http") for one in found)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared lists are not here")
def test_real_lists() -> None:
    """Of real lists, as many feeds are found as they hold http(s) addresses; where they are XML, the same ones."""
    for row in map(json.loads, (SHARED / "manifest.jsonl").read_text().splitlines()):
        data = (SHARED / row["file"]).read_bytes()
        found = {one.url for one in opml.read(data)[0]}
        if row["wellformed"]:
            lower = (
                {name.lower(): value for name, value in one.attrib.items()}
                for one in ET.fromstring(data).iter("outline")
            )
            given_urls = {
                one["xmlurl"].strip() for one in lower if one.get("xmlurl", "").strip().startswith(("http:", "https:"))
            }
            assert found >= given_urls, row["file"]
        else:
            assert len(found) >= min(row["feeds"], data.lower().count(b'xmlurl="http')) - 1, row["file"]


@pytest.mark.parametrize(
    ("address", "url", "login"),
    [
        ("https://me:p%20w@a.example/x", "https://a.example/x", "me:p%20w"),
        ("feed://me:pw@a.example/x", "http://a.example/x", "me:pw"),
        (" http://token@a.example/ ", "http://a.example/", "token"),
    ],
)
def test_name_and_password_are_no_part_of_the_address(address: str, url: str, login: str) -> None:
    """They are read apart from it, and told nowhere else."""
    listed = f'<opml><outline type="rss" text="{address}" xmlUrl="{address}"/></opml>'
    (found,), problems = opml.read(listed.encode())
    assert (found.url, found.login, problems) == (url, login, ())
    assert login not in (found.title or "") + opml.write([found], title="T")


def test_no_problem_repeats_a_password() -> None:
    """An address that is left out is named without it."""
    _, problems = opml.read(b'<opml><outline xmlUrl="ftp://me:s3cr3t@a.example/x"/></opml>')
    assert problems
    assert "s3cr3t" not in str(problems)
