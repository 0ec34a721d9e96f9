"""An article as Markdown renders as the article, whatever characters it has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsreader.articles import clean, document
from newsreader.articles.markdown import write

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ARTICLES = [
    "<p>One <b>two</b> <i>three <b>four</b></i><code>a`b</code> <s>five</s> a<sup>2</sup></p><p>Second</p>",
    "<h2>Head</h2><p>Text<br>broken<br>by hand</p><hr><p>After</p>",
    "<ul><li>One</li><li>Two<ul><li>Two a</li><li>Two b</li></ul></li></ul><p>After</p>",
    "<ol><li>One</li><li>Two<ol><li>Deep<ul><li>Deeper</li></ul></li></ol></li></ol>",
    "<ul><li><p>One</p><p>more of it</p></li><li>Two</li></ul>",
    "<ul><li>One<br>broken</li><li>Two</li></ul><blockquote><p>Said<br>in <i>two</i><br>lines</p></blockquote>",
    "<blockquote><p>Said</p><blockquote><p>before</p></blockquote><ul><li>a</li><li>b</li></ul></blockquote><p>After</p>",
    "<ol><li>One<blockquote>said<blockquote>before</blockquote></blockquote></li><li>Two<pre>a\n  b</pre></li></ol>",
    "<ol start=1000><li>One<p>more of it</p></li><li>Two<ul><li>Deep<p>and more</p></li></ul></li></ol>",
    "<pre>for x in y:\n    ``` a\n\n  b</pre><p>After</p>",
    '<pre><code class="language-c++">int main();</code></pre><p>After</p>',
    "<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td><b>2</b></td></tr></table>",
    '<p>See <a href="https://news.example/a_(b)?c=&quot;d&quot;">the <b>page</b></a>.</p>',
    "<p><b> blanks </b>around<i> signs</i></p>",
    "<dl><dt>Term</dt><dd>Meaning</dd></dl><figure><img alt='A *view*' src='https://x.example/i.jpg'>"
    "<figcaption>Caption</figcaption></figure>",
]
HOSTILE = [
    "# no head",
    "1. no list",
    "12) no list",
    "- no list",
    "+ no list",
    "> no quote",
    "--- ",
    "===",
    "* * *",
    "*a* _b_ **c** ~~d~~ `e` ``f",
    "[x](https://y.example) ![z](w) [r]: s",
    "<b>c</b> &amp; &#65; &copy; a & b",
    "back\\slash \\* end\\",
    "| a | b |",
    "    four blanks",
    "https://plain.example/a_b_c <https://auto.example>",
    "```",
    "~~~",
    "a  \nb",
]
FRAGMENTS = st.sampled_from([*"*_`[]()<>#+-=|~&!\\:1.) ab\n", "\n\n", "&amp;", "---", "](x)", "**"])


def rendered(markdown: str) -> document.Document:
    """What a Markdown renderer makes of it, as a document again."""
    return document.parse(clean.sanitise(RENDERER.render(markdown)))


@pytest.mark.parametrize("source", ARTICLES)
def test_an_article_comes_back(source: str) -> None:
    """Text, structure, marks and links survive the way to Markdown and back."""
    before = document.parse(clean.sanitise(source))
    after = rendered(write(before, title=""))
    assert after.text == before.text
    assert after.links == before.links
    kinds = {document.MarkKind.SUP, document.MarkKind.SUB, document.MarkKind.IMAGE}
    assert {(m.kind, before.text[m.start : m.end].strip()) for m in before.marks if m.kind not in kinds} <= {
        (m.kind, after.text[m.start : m.end].strip()) for m in after.marks
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_no_character_is_taken_for_markup(text: str) -> None:
    """A paragraph that looks like Markdown stays the paragraph it is."""
    before = document.parse("<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p><p>After</p>")
    after = rendered(write(before, title=text))
    assert after.text.split("\n\n")[-2:] == before.text.split("\n\n")
    assert [mark.kind for mark in after.marks] == []


@given(st.lists(FRAGMENTS, max_size=30).map("".join))
def test_any_plain_text_comes_back(text: str) -> None:
    """Whatever signs a text is made of, a renderer shows the same words."""
    before = document.parse(clean.from_text(text) or "<p></p>")
    after = rendered(write(before, title=""))
    assert after.text.split() == before.text.split()
    assert after.marks == ()


def test_the_title_is_the_first_heading() -> None:
    """The title stands above the text; without one there is none."""
    paragraph = document.parse("<p>Text</p>")
    assert write(paragraph, title="1 *star*") == "# 1 \\*star\\*\n\nText\n"
    assert write(paragraph, title="") == "Text\n"
    assert write(document.parse(""), title="") == "\n"


def test_a_paragraph_of_many_marks_is_written_whole() -> None:
    """As many as would take hours if each were held against all."""
    parsed = document.parse(clean.sanitise("<p>" + "<b>x</b> y " * 100_000))
    assert write(parsed, title="").count("**x**") == 100_000
