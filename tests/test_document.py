"""HTML to a document: the plain text that offsets count in, and the blocks, marks and links in it."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles import tags
from newsreader.articles.clean import sanitise
from newsreader.articles.document import (
    Block,
    BlockKind,
    Document,
    MarkKind,
    from_plain,
    parse,
    reading_minutes,
    word_count,
)

NAMES = "p div h2 ul ol li blockquote pre table tr td th b i a q code dl dt dd figcaption ruby rt sup s".split()
HTML = st.lists(
    st.one_of(
        st.text(st.characters(categories=["L", "N", "P", "Zs", "Cf", "Mn"]), max_size=10),
        st.sampled_from([f"<{name}>" for name in NAMES] + [f"</{name}>" for name in NAMES]),
        st.sampled_from(
            [" ", "\n", "&nbsp;", "<br>", "<hr>", "\t", "“a”", "<img src='https://a.org/b' alt='A boat at sea'>"]
        ),
        st.sampled_from(
            ["<a href='https://a.org/1'>", "<td colspan=3>", "<ol start=7>", "<table><tr><td>x<td>y<tr><td>z<td>w"]
        ),
    ),
    max_size=40,
).map("".join)


def document(html: str) -> Document:
    """As every article comes: sanitised first."""
    return parse(sanitise(html, "https://example.org/"))


def said(found: Document, block: Block) -> str:
    """A block's text."""
    return found.text[block.start : block.end]


def kinds(found: Document) -> list[tuple[str, str]]:
    """Each block's kind and text."""
    return [(block.kind.value, said(found, block)) for block in found.blocks]


def marked(found: Document, kind: MarkKind) -> list[str]:
    """What is marked in one way."""
    return [found.text[mark.start : mark.end] for mark in found.marks if mark.kind is kind]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One\n  two</p><p>Three</p>", "One two\n\nThree"),
        ("one<div>two<div>three</div></div>four", "one\n\ntwo\n\nthree\n\nfour"),
        ("one<br>two<br><br>three<br> <br/>\n<br>four<br>", "one\ntwo\n\nthree\n\nfour"),
        ("<p>one<br></p><p>two</p>", "one\n\ntwo"),
        ("<h2>A<br>B</h2><p>c</p>", "A B\n\nc"),
        ("<p>a <b> b </b> c</p>", "a b c"),
        ("<p>a<b>b</b>c <i></i> d</p>", "abc d"),
        ("<p>&nbsp;</p><p> \u3000a&nbsp;b&nbsp;</p>", "a\u00a0b"),
        ("<p>so\u00adft ze\u200bro wo<wbr>rd</p>", "soft zero word"),
        ("<p>a\u200db \u0645\u200c\u0646</p>", "a\u200db \u0645\u200c\u0646"),
        ("<ul><li>a<ul><li>b</li></ul>c</li><li><p>d</p><p>e</p></li></ul><ul><li>f</ul>", "a\nb\n\nc\nd\n\ne\n\nf"),
        ("<dl><dt>a<dd>b<dd>c<dt>d<dd>e</dl>", "a\nb\nc\n\nd\ne"),
        ("<p>He said <q>yes, <q>no</q></q>.</p>", "He said “yes, ‘no’”."),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><ruby>字<rt>ji</ruby>", "漢(kan)字(ji)"),
        ("<p>x<sup>2</sup> H<sub>2</sub>O</p>", "x2 H2O"),
        ("<pre>\n\n  a\n\n\tb  \n\n</pre>", "  a\n\n\tb"),
        ("<pre><div>a</div><div>b</div></pre>", "a\nb"),
        ("<details><summary>a</summary>b</details>", "a\n\nb"),
        ("<p>a &amp;lt; b &amp;amp; c</p>", "a &lt; b &amp; c"),
        ("", ""),
        ("<p></p><ul><li></li></ul><table></table>", ""),
    ],
)
def test_plain_text(html: str, text: str) -> None:
    """Blanks collapse as in a browser; an empty line between blocks, none between lines, items, terms and meanings."""
    assert document(html).text == text


def test_kinds_levels_and_markers() -> None:
    """Headings, nested and numbered lists, quotations, code, rules and captions are told apart."""
    found = document(
        "<h3>a</h3><ol start=3><li>b<ul><li>c</ul><li value=9>d</ol>"
        "<blockquote><p>e</p><blockquote>f</blockquote></blockquote><hr><hr><pre>g</pre><figure><figcaption>h</figcaption></figure><dl><dt>i<dd>j</dl><hr>"
    )
    assert [(b.kind.value, said(found, b), b.level, b.marker, b.quote_depth, b.tight) for b in found.blocks] == [
        ("heading", "a", 3, "", 0, False),
        ("item", "b", 1, "3.", 0, False),
        ("item", "c", 2, "•", 0, True),
        ("item", "d", 1, "9.", 0, True),
        ("paragraph", "e", 0, "", 1, False),
        ("paragraph", "f", 0, "", 2, False),
        ("rule", "", 0, "", 0, False),
        ("code", "g", 0, "", 0, False),
        ("caption", "h", 0, "", 0, False),
        ("term", "i", 0, "", 0, False),
        ("definition", "j", 0, "", 0, True),
    ]


def test_what_follows_in_an_item_has_no_marker_of_its_own() -> None:
    """A second paragraph and code in an item belong to it."""
    found = document("<ul><li><p>a</p><p>b</p><pre>c</pre></li></ul>")
    assert [(b.kind.value, b.marker, b.level) for b in found.blocks] == [
        ("item", "•", 1),
        ("item", "", 1),
        ("code", "", 1),
    ]


def test_marks() -> None:
    """Each stretch without the blanks at its ends; the same kind inside itself counts once."""
    found = document("<p><b>bold <i>both</i> </b>and <code>code</code><s> gone</s> <strong><b>twice</b></strong></p>")
    assert marked(found, MarkKind.BOLD) == ["bold both", "twice"]
    assert marked(found, MarkKind.ITALIC) == ["both"]
    assert marked(found, MarkKind.CODE) == ["code"]
    assert marked(found, MarkKind.STRIKE) == ["gone"]


def test_a_mark_ends_with_its_block() -> None:
    """Blanks that code loses at its end do not push a mark into the next block."""
    found = document("<pre><b>a      </b></pre><p>bcdefgh</p>")
    assert marked(found, MarkKind.BOLD) == ["a"]


def test_links_are_numbered_by_address() -> None:
    """The same address has one number; a link without words or address is none."""
    found = document(
        "<a href='/b'>one</a> <a href='/c'>two</a> <a href='/b'>three</a> <a href='/d'></a> <a href='#e'>f</a>"
    )
    assert found.links == ("https://example.org/b", "https://example.org/c")
    assert [(found.text[m.start : m.end], m.link) for m in found.marks] == [("one", 0), ("two", 1), ("three", 0)]


def test_a_table_of_data_is_one_block() -> None:
    """A row a line; cells keep their column also where others are empty or span several."""
    found = document(
        "<table><caption>a</caption><tr><th></th><th>b<th>c</tr><tr><td colspan=2>d</td><td><p>e</p><p>f</p></td></tr>"
        "<tr><td></td></tr><tr><td>g<br>h<td><td><a href='/i'>j</a></table>"
    )
    assert kinds(found) == [("caption", "a"), ("table", " | b | c\nd |  | e f\ng h |  | j")]
    assert [[found.text[c.start : c.end] for c in row] for row in found.blocks[1].rows] == [
        ["", "b", "c"],
        ["d", "", "e f"],
        ["g h", "", "j"],
    ]
    assert [[cell.header for cell in row] for row in found.blocks[1].rows[:2]] == [[True] * 3, [False] * 3]
    assert marked(found, MarkKind.LINK) == ["j"]


def test_a_table_that_ends_in_blanks() -> None:
    """The last cell ends with the block."""
    found = document("<table><tr><td>a<td>b<tr><td>c<td><b>d&nbsp;</b></table>")
    check(found)
    assert marked(found, MarkKind.BOLD) == ["d"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "<table><tr><td><table><tr><td>a</table><td>b</table>",
        "<table><tr><td><h2>a</h2><td>b<tr><td><td></table>",
    ],
)
def test_a_table_for_the_layout_is_paragraphs(html: str) -> None:
    """One column, one row, tables or headings within: nothing is compared there."""
    assert document(html).text == "a\n\nb"


def test_images_are_the_words_that_stand_for_them() -> None:
    """After the paragraph they stand in, with their address; short ones and emoji in their place, wordless ones not."""
    found = document(
        "<p><img src='/1' alt='A boat'>Here <img src='/2' alt='The sea' title='At dawn'> and <img src='/3' alt='🙂'>"
        "there<img src='/4' alt='IMG_1234.jpg'><img src='/5' alt='image'></p>"
    )
    assert found.text == "[image: A boat]\n\nHere and 🙂there\n\n[image: The sea (At dawn)]"
    assert found.links == ("https://example.org/1", "https://example.org/2")


def test_a_caption_that_says_what_its_picture_shows_is_enough() -> None:
    """The same words are not read twice."""
    found = document("<figure><img src='/a' alt='A boat.'><figcaption>A boat. Photo: B</figcaption></figure>")
    assert kinds(found) == [("caption", "A boat. Photo: B")]


def test_a_picture_in_code_comes_after_it() -> None:
    """Code is one block."""
    found = document("<pre>a<p><img src='/b' alt='A boat'></p>c</pre>d")
    assert kinds(found) == [("code", "a\nc"), ("image", "[image: A boat]"), ("paragraph", "d")]


def test_an_article_of_pictures_alone_is_not_empty() -> None:
    """Without any words the pictures' links are what there is."""
    found = document("<img src='/a.jpg'><p><img src='/b.jpg'></p>")
    assert found.text == "[image]\n\n[image]"
    assert found.links == ("https://example.org/a.jpg", "https://example.org/b.jpg")


def check(found: Document) -> None:
    """What holds of every document."""
    assert found.blocks or not found.text
    for above, below in pairwise(found.blocks):
        assert above.end <= below.start
        if below.kind is not BlockKind.RULE:
            gap = found.text[above.end : below.start]
            assert gap == ("\n" if below.tight else "\n\n")
    for block in found.blocks:
        words = said(found, block)
        assert bool(words.strip()) == (block.kind is not BlockKind.RULE)
        assert "\n" not in words or block.kind in {BlockKind.CODE, BlockKind.TABLE}
        assert bool(block.rows) == (block.kind is BlockKind.TABLE)
        cells = [cell for row in block.rows for cell in row]
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in cells)
        assert all(above.end <= below.start for above, below in pairwise(cells))
    for mark in found.marks:
        assert 0 <= mark.start < mark.end <= len(found.text)
        assert not found.text[mark.start].isspace()
        assert not found.text[mark.end - 1].isspace()
        assert mark.link is None or 0 <= mark.link < len(found.links)
    assert [mark.start for mark in found.marks] == sorted(mark.start for mark in found.marks)


@given(HTML)
def test_every_offset_is_valid_and_no_word_is_lost(html: str) -> None:
    """Blocks in order with the promised gaps, cells and marks inside; all words of a simple extraction, in order."""
    cleaned = sanitise(html)
    found = parse(cleaned)
    check(found)
    simple = "".join(text for text, name, _ in tags.tokens(cleaned) if not name)
    added = re.sub(r"\[image[^]]*\]", "", found.text)
    letters = iter(re.sub(r"\s", "", added))
    assert all(letter in letters for letter in re.sub("[\\s\u00ad\u200b\u2060\ufeff]", "", simple))


@given(st.text(st.sampled_from("<>/=\"' abpi\n&;#1td"), max_size=80))
def test_html_that_was_not_sanitised_does_not_raise(html: str) -> None:
    """Only promised to be read, not to come out well."""
    check(parse(html))


@given(st.text(max_size=200))
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    """Blank lines separate blocks; every word is in one."""
    found = from_plain(text)
    assert found.text == text
    assert "".join("".join(said(found, block).split()) for block in found.blocks) == "".join(text.split())
    assert all(above.end < below.start for above, below in pairwise(found.blocks))


def test_plain_paragraphs() -> None:
    """Lines of one paragraph stay together."""
    found = from_plain("One\n two\n\n \n\nthree\n")
    assert [said(found, block) for block in found.blocks] == ["One\n two", "three"]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<div>" * 20_000 + "<p>a</p>", 1),
        ("<b><i>" * 10_000 + "a", 1),
        ("<ul><li>" * 5_000 + "a", 1),
        ("a<br>" * 60_000, 60_000),
        ("<p></p>" * 60_000 + "a", 1),
        ("<table>" + "<tr><td>a<td>b<td>c<td>d" * 8_000 + "</table>", 1),
        ("<pre>" + "a" * 300_000 + "</pre>", 1),
        ("<a href='/b'>a</a> " * 40_000, 1),
        ("&nbsp;" * 40_000 + "a", 1),
    ],
)
def test_hostile_sizes_take_linear_time(html: str, blocks: int) -> None:
    """Deep nesting, many breaks, long tables and lines are read to the end in about a second."""
    cleaned = sanitise(html)
    begun = time.process_time()
    found = parse(cleaned)
    assert time.process_time() - begun < 5
    assert len(found.blocks) == blocks


def test_pictures_are_where_they_stand() -> None:
    """Each with its own address and words, in a link or without a name as well; none is in the text because of that."""
    html = '<p>a</p><a href="https://x.example/"><img src="https://x.example/1"></a><p>b<img src="https://x.example/2">c</p>'
    found = parse(sanitise(html + '<p>d</p><img src="https://x.example/3" alt="A view">'))
    assert [(one.url[-1], one.words) for one in found.pictures] == [("1", ""), ("2", ""), ("3", "A view")]
    following = [
        next((found.text[block.start : block.end] for block in found.blocks if block.start >= one.place), None)
        for one in found.pictures
    ]
    assert following == ["bc", "d", "[image: A view]"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("One two-three, don’t 4.5!", 4), ("東京で会談が行われた", 5), ("Kim 金正恩", 3), ("— … “”", 0)],
)
def test_words_are_counted(text: str, words: int) -> None:
    """By blanks; where there are none, two characters are a word."""
    assert word_count(text) == words


def test_reading_takes_at_least_a_minute() -> None:
    """And longer the more words there are."""
    assert reading_minutes("") == 1
    assert reading_minutes("word " * 690) == 3
