"""Articles as HTML: well-formed whatever they were, nothing runs, nothing is loaded, everything can be read."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import HTML, NOW, PNG, article, elements, note, words
from newsreader.articles.export import page
from newsreader.articles.export.article import Article, Heading, web_address
from newsreader.articles.export.xhtml import article_of
from strategies import urls, wild_text

if TYPE_CHECKING:
    from newsreader.articles.blocks import Block

TAGS = (
    "p b i a code sub ul ol li blockquote pre table tr td th h1 h6 hr br dl dt dd figure figcaption q ruby rt".split()
)
tangled = st.lists(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS])
    | st.sampled_from(['<a href="https://x.example/&quot;">', '<img src="https://x.example/i" alt="a&lt;b">', "x", " "])
    | wild_text,
    max_size=40,
).map("".join)


def written(one: Article, *, drawn: str | None = None) -> str:
    """An article's XHTML, in one element."""
    return f"<article>{''.join(article_of(one, lambda _: drawn))}</article>"


@given(tangled, wild_text)
def test_any_html_becomes_well_formed(html: str, title: str) -> None:
    """And all of its text is there, but what no XML document may hold."""
    one = article(html, title=title)
    root = elements(written(one))
    allowed = re.sub("[\ufffe\uffff]", "\ufffd", one.document.text)
    expected = [cell for block in one.document.blocks for cell in _stretches(block, allowed)]
    assert "".join("".join(expected).split()) in "".join(words(root).split())


def _stretches(block: Block, text: str) -> list[str]:
    """A block's text without what stands between cells."""
    cells = [(cell.start, cell.end) for row in block.rows for cell in row]
    return [text[start:end] for start, end in cells or [(block.start, block.end)]]


def test_structure_is_kept() -> None:
    """Headings, lists in lists, quotations in items, code, tables, breaks."""
    root = elements(written(article(HTML)))
    assert [found.text for found in root.iter("h2")] == ["Head & shoulders"]
    assert [words(item) for item in root.findall("ul/li/ul/li")] == ["Two a", "Two b more"]
    assert [item.get("value") for item in root.findall("ol/li")] == ["4", "5"]
    assert words(root.findall("ol/li/blockquote/blockquote")[0]) == "deeper"
    assert "".join(root.findall("pre/code")[0].itertext()) == "for x in y:\n   a < b"
    assert [words(cell) for cell in root.iter("td")] == ["1", "2"]
    assert [words(cell) for cell in root.iter("th")] == ["A", "B"]
    assert root.find("p/br") is not None
    assert [p.get("dir") for p in root.iter("p") if "world" in words(p)] == ["auto"]


def test_who_said_what_is_marked() -> None:
    """A quotation has its speaker and his colour, which the article's head explains; key clauses are marked."""
    root = elements(written(article("<p>The council will build a bridge. “It is late,” said Mayor Ada Lind.</p>")))
    said = root.findall(".//span[@title='Ada Lind']")
    assert words(said[0]) == "“It is late,”"
    assert said[0].get("class") == "said s0"
    assert [name.text for name in root.findall("p[@class='speakers']/span[@class='speaker s0']")] == ["Ada Lind"]
    assert "The council will build a bridge" in words(root.findall(".//mark")[0])


def test_notes_are_at_the_end() -> None:
    """With the passages they are on."""
    root = elements(written(article(notes=[note("mine\n<two>", "Head")])))
    assert words(root.findall("section/blockquote")[0]) == "Head"
    assert words(root.findall("section/p")[0]) == "mine<two>"


def test_a_picture_takes_the_place_of_its_words() -> None:
    """Where it stood; those that are not on the disk are told in words."""
    without = elements(written(article(HTML)))
    assert "[image: A view]" in words(without)
    assert without.find(".//img") is None
    root = elements(written(article(HTML), drawn="here"))
    assert "[image" not in words(root)
    figure = next(place for place, one in enumerate(root) if one.tag == "figure")
    assert root[figure][0].attrib == {"src": "here", "alt": "A view"}
    assert words(root[figure + 1]) == "Caption"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example", "https://x.example/"),
        ("http://x.example:80/a b?c=[d]#é", "http://x.example:80/a%20b?c=%5Bd%5D#%C3%A9"),
        ("https://me:secret@x.example/", "https://x.example/"),
        ("https://x.example//a%zz%20", "https://x.example//a%25zz%20"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[::1]/", "https://[::1]/"),
        ("https://[bad/", None),
        ("https://x..example/", None),
        ("https://x.example:99999/", None),
        ("https://a<b/", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("mailto:a@x.example?cc=b", "mailto:a@x.example"),
        (None, None),
    ],
)
def test_an_address_is_one_for_everybody(address: str | None, expected: str | None) -> None:
    """What is none is text; names and passwords in it stay here."""
    assert web_address(address) == expected


@given(urls | wild_text | wild_text.map("https://{}".format))
def test_no_address_is_anything_else(address: str) -> None:
    """Web addresses in ASCII, and the same again."""
    found = web_address(address)
    if found is not None:
        assert re.fullmatch(r"(https?://|mailto:)[!-~]+", found)
        assert not set(found) & set('<>"\\^`{|}')
        assert web_address(found) == found


# --- the page -----------------------------------------------------------------------------------------------------


def test_the_page_allows_its_own_style_and_nothing_else() -> None:
    """The policy names the digest of the style that is in it; nothing is addressed but where links lead."""
    text = "".join(page.write([article()], title="One", picture=lambda _: PNG))
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'http-equiv="Content-Security-Policy" content="{policy}"' in text
    root = elements(text.split("\n", 1)[1])
    assert [one.get("src") for one in root.iter("img")] == ["data:image/png;base64," + base64.b64encode(PNG).decode()]
    assert {one.tag for one in root.iter()} & {"script", "link", "iframe", "object", "form"} == set()
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or name == "style"]
    assert "url(" not in style


@pytest.mark.parametrize("data", [None, b"", b"<svg onload=x>", b"GIF", b"<html>", b"RIFF1234WAVE"])
def test_what_is_no_picture_is_told_in_words(data: bytes | None) -> None:
    """Whatever its address says."""
    assert "<img" not in "".join(page.write([article()], title="One", picture=lambda _: data))


def test_several_articles_have_contents() -> None:
    """Which lead to each; one article needs none."""
    several = [article(number=1), article(number=2, title="", feed_title="A & B")]
    contents = [Heading(one.entry.id, one.entry.feed_title, one.entry.title, NOW) for one in several]
    root = elements("".join(page.write(several, title="T < U", contents=contents)).split("\n", 1)[1])
    assert [one.get("href") for one in root.findall("body/nav/ol/li/a")] == ["#a1", "#a2"]
    assert [one.get("id") for one in root.findall("body/article")] == ["a1", "a2"]
    assert words(root.findall("body/nav/ol/li")[1]) == "(no title) A & B"
    alone = "".join(page.write(several[:1], title="", contents=contents[:1]))
    assert "<nav>" not in alone
    assert "<title>(no title)</title>" in alone


def test_browsers_read_it_as_it_is_meant() -> None:
    """A parser of HTML, which knows no XML, sees the same elements."""
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    text = "".join(page.write([article()], title="One"))
    Reader().feed(text)
    assert seen == [one.tag for one in elements(text.split("\n", 1)[1]).iter()]
    assert not re.search(r"<(?!br|hr|img|meta)\w+[^>]*/>", text), "an element that HTML would leave open"


def test_a_language_is_named_only_if_it_is_one() -> None:
    """A feed may say anything."""
    good = article(feed_language="pt-BR")
    bad = replace(good, entry=good.entry._replace(feed_language='"><script>'))
    assert '<article id="a1" lang="pt-BR">' in "".join(page.write([good], title="One"))
    assert '<article id="a1">' in "".join(page.write([bad], title="One"))


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000 + "deep", "<blockquote><ul><li>" * 30_000 + "deep", "<p>" + "<b>x</b> " * 100_000 + "deep"],
    ids=["blocks", "containers", "marks"],
)
def test_what_is_nested_or_marked_without_end(html: str) -> None:
    """Nothing of it is lost, and no parser is led deeper than it goes."""
    text = written(article(html))
    assert words(elements(text)).endswith("deep")
    depth = deepest = 0
    for slash, empty in re.findall(r"<(/?)[a-z][^>]*?(/?)>", text):
        depth += 0 if empty else -1 if slash else 1
        deepest = max(deepest, depth)
    assert deepest < 100
