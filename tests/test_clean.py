"""The sanitiser: what it keeps, what it drops, and that no string is too wild or too large for it."""

from __future__ import annotations

import html as entities
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.articles import tags
from newsreader.articles.clean import absolute, from_markdown, from_text, sanitise, to_line

BASE = "https://example.org/news/today.html"

PARTS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=3),
        st.sampled_from(
            [f"<{name}>" for name in "p b table tr td a script svg video br li pre plaintext textarea title".split()]
            + [f"</{name}>" for name in "p b table td a svg p br title".split()]
            + ["<a href='x'>", "<img src=x alt='y'>", "<iframe src=//x.y>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml"]
            + ["&", "&amp;", "&#27;", "&#x9b;", "&#xD800;", "&#x110000;", "&#99999999999;", "<", ">", '"', "'"]
        ),
    ),
    max_size=30,
).map("".join)

WELL_FORMED = st.recursive(
    st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=8).map(entities.escape),
    lambda inside: (
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["div", "ul", "section", "blockquote"]), inside)
        | st.builds("<ul><li>{}</li><li>{}<br></li></ul>".format, inside, inside)
        | st.builds("<table><tbody><tr><td>{}</td><th>{}</th></tr></tbody></table>".format, inside, inside)
        | st.builds("<p>{} <b>{}</b></p>".format, st.just("a"), st.just("b &amp; c"))
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick='x()' style='y' class='z'>a</p>", "<p>a</p>"),
        ("a<script>b</script><style>c</style><svg><text>d</text></svg>e", "ae"),
        ("<form><input value='a'><button>b</button>c</form>", "c"),
        ("a<!-- b -->c", "ac"),
        ("<a href='b.html' rel='nofollow' target='_blank'>a</a>", '<a href="https://example.org/news/b.html">a</a>'),
        ("<a href='javascript:b()'>a</a>", "<a>a</a>"),
        ("<a href='#note'>a</a>", "<a>a</a>"),
        ("<a href='mailto:a@b.org'>a</a>", '<a href="mailto:a@b.org">a</a>'),
        ("<img src='/b.png' alt='c' onerror='d'>", '<img src="https://example.org/b.png" alt="c">'),
        ("<img src='data:image/png;base64,AAAA' alt='c'>", '<img alt="c">'),
        ("<p>a&#27;[31mb</p>", "<p>a�[31mb</p>"),
        ("<td colspan='2147483647'>a</td>", "a"),
    ],
)
def test_what_is_kept(html: str, expected: str) -> None:
    """Structure, words and absolute links stay; nothing that acts does."""
    assert sanitise(html, BASE) == expected


def test_a_link_without_a_base_is_kept_only_if_it_is_absolute() -> None:
    """A relative address that belongs nowhere is dropped, its words are not."""
    assert sanitise("<a href='/b'>a</a> <a href='//c.org/d'>e</a>") == '<a>a</a> <a href="https://c.org/d">e</a>'


@pytest.mark.parametrize(
    "image",
    [
        "<img src='https://a.org/b.gif' width='1' height='1'>",
        "<img src='https://a.org/b.gif' width=0>",
        "<img src='https://a.org/b.gif' style='display: none'>",
        "<img src='https://a.org/b.gif' style='width:1px;height:1px'>",
        "<img src='https://feeds.feedburner.com/~r/news/~4/abc'>",
        "<img src='https://pixel.wp.com/b.gif?x=1'>",
    ],
)
def test_tracking_pixels_are_dropped(image: str) -> None:
    """What nobody is meant to see is not kept."""
    assert sanitise(f"<p>a{image}</p>", BASE) == "<p>a</p>"


def test_a_player_nobody_sees_is_no_link() -> None:
    """Embedded posts come twice: as a quotation and as a clipped frame."""
    frame = "<iframe src='https://a.org/embed' style='position: absolute; clip: rect(1px, 1px, 1px, 1px);'></iframe>"
    assert sanitise(f"<blockquote>a</blockquote>{frame}") == "<blockquote>a</blockquote>"


def test_a_narrow_style_is_not_a_tracking_pixel() -> None:
    """A border of one pixel, or a maximal width, hides nothing."""
    assert "<img" in sanitise("<img src='https://a.org/b.jpg' style='border-width:1px;max-width:100px' alt='c'>")


@pytest.mark.parametrize(
    ("player", "link"),
    [
        (
            "<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0'>x</iframe>",
            "https://www.youtube.com/watch?v=abcdefghijk",
        ),
        ("<iframe src='https://player.vimeo.com/video/123'></iframe>", "https://vimeo.com/123"),
        ("<video><source src='film.mp4'>Too old a browser.</video>", "https://example.org/news/film.mp4"),
        ("<audio src='sound.mp3'></audio>", "https://example.org/news/sound.mp3"),
    ],
)
def test_players_become_links(player: str, link: str) -> None:
    """A film or sound is one link; nothing is loaded by showing it, nothing of what is inside is left."""
    cleaned = sanitise(f"<p>a</p>{player}<p>b</p>", BASE)
    assert re.findall(r'href="([^"]*)"', cleaned) == [link]
    assert re.sub(r"<[^>]*>|\[[^]]*\]", "", cleaned) == "ab"


def test_a_player_that_was_never_closed_does_not_swallow_the_article() -> None:
    """What follows an unclosed video tag is the article, not words for old browsers."""
    assert "The rest." in sanitise(f"<video src='a.mp4'><p>{'Words. ' * 100}</p><p>The rest.</p>", BASE)


def test_markup_in_an_attribute_stays_words() -> None:
    """An alternative text cannot smuggle a tag past the passes after the sanitiser."""
    cleaned = sanitise("<img src='/a.png' alt='<iframe src=https://b.org></iframe><script>c</script>'>", BASE)
    assert [name for _, name, _ in tags.tokens(cleaned) if name] == ["img"]


def test_a_plain_text_keeps_its_paragraphs() -> None:
    """A body without any tag is separated at blank lines; entities are resolved first."""
    assert sanitise("One & two.\n\nThree &lt; four.") == "<p>One &amp; two.</p>\n<p>Three &lt; four.</p>"
    assert sanitise("One &amp;\ntwo.") == "One &amp;\ntwo."


@given(PARTS)
def test_never_raises_and_leaves_nothing_harmful(html: str) -> None:
    """On any string: only allowed tags and attributes, no control characters, only web addresses."""
    cleaned = sanitise(html, BASE)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", cleaned)
    for _, name, raw in tags.tokens(cleaned):
        assert name.removeprefix("/") not in {"script", "style", "iframe", "svg", "form", "video", "textarea", "title"}
        for key, value in tags.attributes_of(raw).items():
            assert key in {"href", "src", "alt", "title", "colspan", "start", "value"}
            assert key not in {"href", "src"} or value.startswith(("http://", "https://", "mailto:"))


@given(WELL_FORMED)
def test_taming_keeps_the_words(html: str) -> None:
    """What is done to large documents first loses no words and no tag of a shallow well-formed one."""
    allowed: dict[str, set[str]] = {}
    assert sanitise(tags.tame(html, allowed)) == sanitise(html)


def large(kind: str) -> str:
    """A hostile text of the largest size a body may have, or as many nested tags."""
    return {
        "nested": "<div>" * 20_000 + "x",
        "deep": "<div>" * 400_000,
        "unclosed formatting": "".join(f"<font color={n}><p>x" for n in range(20_000)),
        "breaks": "x<br>" * 60_000,
        "rows": "<table>" + "<tr><td>a<td>b<td>c<td>d" * 8_000,
        "one long line": "<pre>" + "x" * 300_000 + "</pre>",
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">",
        "open quotes": '<a "' * 300_000,
        "brackets": "<" * 2_000_000,
        "entities": "<p>" + "&amp;" * 500_000,
        "ampersands": "<p>" + "&" * 2_000_000,
        "nested tables": "<table><tr><td>" * 100_000,
        "text in tables": "<table>" + "<p>x" * 200_000,
        "readings": "<rt>" * 300_000,
        "self-closed": "<div/>" * 200_000,
        "misnested": "<b><p><i></b></p></i>" * 50_000,
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "nested",
        "deep",
        "unclosed formatting",
        "breaks",
        "rows",
        "one long line",
        "attributes",
        "open quotes",
        "brackets",
        "entities",
        "ampersands",
        "nested tables",
        "text in tables",
        "readings",
        "self-closed",
        "misnested",
    ],
)
def test_hostile_size_takes_linear_time_and_loses_no_end(kind: str) -> None:
    """Each of these takes minutes or for ever where a tree is built from it as it is."""
    begun = time.process_time()
    cleaned = sanitise(large(kind) + "<p>The end.</p>")
    assert time.process_time() - begun < 10
    assert "The end." in cleaned or kind == "open quotes"


def test_a_text_has_paragraphs_and_meant_line_breaks() -> None:
    """Lines wrapped at a width are joined, lines broken early are not."""
    wrapped = "A line that goes on until the width at which its writer wrapped it\nand then goes on."
    assert from_text(f"{wrapped}\n\n- one\n- <two>\n \n\n") == f"<p>{wrapped}</p>\n<p>- one<br>- &lt;two&gt;</p>"


@given(st.text(max_size=200))
def test_a_text_loses_no_words(text: str) -> None:
    """Whatever the text, its words come back, marked up or not."""
    expected = re.sub(r"[\s\x00-\x1f\x7f-\x9f�\ufeff]", "", text)
    shown = entities.unescape(re.sub(r"<[^>]*>", "", from_text(text)))
    assert re.sub(r"[\s�\ufeff]", "", shown) == expected


def test_markdown_is_rendered_and_its_html_is_text() -> None:
    """Structure, tables and links come out; tags of the writer do not."""
    html = from_markdown("# A\n\n<script>b</script> **c** [d](https://e.org)\n\n| f | g |\n|---|---|\n| 1 | 2 |\n")
    assert "<h1>A</h1>" in html
    assert "&lt;script&gt;b&lt;/script&gt; <strong>c</strong>" in html
    assert '<a href="https://e.org">d</a>' in html
    assert "<th>f</th>" in html


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Don&amp;#8217;t &amp;amp; won&amp;rsquo;t", "Don’t & won’t"),
        ("<b>Bold</b> and <i class='x'>more</i>", "Bold and more"),
        ("One<br/>two", "One two"),
        ("Vec<T> and 1 < 2 > 0", "Vec<T> and 1 < 2 > 0"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("  a\n\tb  ", "a b"),
        ("a\x1b]0;b\x07\u202ec", "a�]0;b�c"),
        ("a\ud800b", "a�b"),
        ("[/] [b]", "[/] [b]"),
        ("x<script>alert(1)</script>y", "xy"),
        ("&#" + "9" * 5000 + ";", "�"),
    ],
)
def test_a_title_becomes_one_plain_line(title: str, line: str) -> None:
    """Tags of HTML go, other brackets stay; entities are resolved, also those escaped twice."""
    assert to_line(title) == line


@given(PARTS)
def test_any_title_is_one_line(title: str) -> None:
    """No string makes a title raise, break the line or move the terminal."""
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", to_line(title))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" https://a.org/b c ", "https://a.org/b%20c"),
        ("java\nscript:x", None),
        ("http:", None),
        ("http://[a", None),
        ("//a.org/b", "https://a.org/b"),
        ("../b?c=d#e", "https://example.org/b?c=d#e"),
        ("https://a.org/\u202egnp.exe", "https://a.org/%E2%80%AEgnp.exe"),
        ("https://a.org/ä", "https://a.org/ä"),
        ("https://a.org/b\u00adc\u200bd", "https://a.org/b%C2%ADc%E2%80%8Bd"),
        ("ftp://a.org/", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_addresses(url: str, expected: str | None) -> None:
    """Only web and mail addresses, absolute, without blanks, brackets, controls or what is not seen."""
    assert absolute(url, BASE if url.startswith(".") else None) == expected
