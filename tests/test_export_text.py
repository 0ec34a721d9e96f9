"""Markdown with front matter and plain text: nothing of an article is taken for anything else, nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exported import HTML, article, note
from newsreader.articles.export import front_matter, plain
from newsreader.text import width
from strategies import wild_text

TRICKY = [
    "- a",
    "a: b",
    "# c",
    "'",
    '"',
    "\\",
    "yes",
    "null",
    "2024-01-01",
    "{a}",
    "[b]",
    "&x *y !z",
    "%a",
    "---",
    "\t",
    "",
]


def front(text: str) -> dict[str, Any]:
    """What the front matter says, read by the rules that its writer keeps to: a key a line, texts as JSON."""
    head = text.split("---\n")[1]
    found: dict[str, Any] = {"quotes": []}
    for line in head.splitlines():
        key, _, value = line.strip().removeprefix("- ").partition(": ")
        place = found
        if line.startswith("  "):
            if line.startswith("  - "):
                found["quotes"].append({})
            place = found["quotes"][-1]
        place[key] = json.loads(value) if value[:1] in {'"', "["} else value
    return found


def test_front_matter_says_what_is_known() -> None:
    """Title, feed, author, date, link, tags, star, and who said what."""
    text = "".join(front_matter.write([article()]))
    found = front(text)
    assert found["title"] == "Bridge & <budget>"
    assert found["feed"] == "River News"
    assert found["author"] == "Ann Brook"
    assert found["published"] == "2024-06-19T14:02:00Z"
    assert found["link"] == "https://x.example/1?a=b&c"
    assert found["tags"] == ["climate"]
    assert found["starred"] == "true"
    assert {"speaker": "Ada Lind", "type": "direct", "text": '"We had no choice,"'} in found["quotes"]
    assert "\n---\n\n# Bridge & \\<budget>\n\n## Head & shoulders\n" in text


def test_a_full_text_says_that_it_is_one() -> None:
    """What is written is the page's words, not the feed's; whoever reads it later should know."""
    own, full = article(), article(full_text=HTML)
    assert "full_text" not in front("".join(front_matter.write([own])))
    assert front("".join(front_matter.write([full])))["full_text"] == "true"
    assert "full text" not in "".join(plain.write([own], measure=80))
    assert "full text" in "".join(plain.write([full], measure=80))


def test_notes_are_a_section() -> None:
    """The passage as a quotation, the words below it, and no sign of theirs is a sign of Markdown's."""
    text = "".join(front_matter.write([article(notes=[note("# mine\n*two*", "Head"), note("", "- x")])]))
    assert text.endswith("\n## Notes\n\n> Head\n\n\\# mine\\\n\\*two\\*\n\n> \\- x\n")


@given(wild_text | st.sampled_from(TRICKY))
def test_a_text_in_front_matter_is_one_line_that_gives_it_back(words: str) -> None:
    """Also for those who read it by the letter, whatever the text holds."""
    written = front_matter.quoted(words)
    assert json.loads(written) == words
    assert written.isascii() or "\u2028" not in written
    assert len(f"a{written}b".splitlines()) == 1
    assert all(sign.isprintable() or sign == " " or ord(sign) > 0x9F for sign in written)


@given(wild_text | st.sampled_from(TRICKY))
def test_yaml_reads_what_was_written(words: str) -> None:
    """By a parser of YAML, where there is one."""
    yaml = pytest.importorskip("yaml")
    words = words.encode("utf-8", "replace").decode()  # a file holds no lone surrogate
    assert yaml.safe_load(f"title: {front_matter.quoted(words)}\nlast: 1\n") == {"title": words, "last": 1}


def test_an_empty_article_is_a_note_as_well() -> None:
    """Without title, text, date and link."""
    text = "".join(front_matter.write([article("", title="", author=None, published=None, link=None, starred=False)]))
    assert text == '---\ntitle: ""\nfeed: "River News"\ntags: ["climate"]\nstarred: false\n---\n'


def test_a_password_in_a_link_stays_here() -> None:
    """What is exported is given away."""
    secret = article(link="https://me:hunter2@x.example/1")
    for text in ("".join(front_matter.write([secret])), "".join(plain.write([secret], measure=72))):
        assert "hunter2" not in text
        assert "https://x.example/1" in text


# --- plain text ---------------------------------------------------------------------------------------------------


@given(wild_text, st.integers(1, 40))
def test_wrapping_loses_nothing_and_fits(words: str, cells: int) -> None:
    """Blanks aside, the text is all there, in lines of no more cells than there are for a character."""
    lines = list(plain.wrapped(words, cells))
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width(line) <= max(cells, 2) for line in lines)


def test_text_is_wrapped_at_a_measure_with_what_stands_before() -> None:
    """A list's sign before the first line, as many blanks before the others."""
    assert list(plain.wrapped("one two three four", 10, "• ", "  ")) == ["• one two", "  three", "  four"]
    assert list(plain.wrapped("日本語の文章", 6)) == ["日本語", "の文章"]
    assert list(plain.wrapped("", 6, "> ", "> ")) == [">"]


def test_an_article_as_plain_text() -> None:
    """Title and facts, then the text with its lists, quotations and code."""
    text = "".join(plain.write([article(HTML, notes=[note("mine", "Head")])], measure=60))
    assert text.startswith("Bridge & <budget>\nRiver News · Ann Brook · 2024-06-19 14:02 UTC · starred ·\n#climate\n")
    assert "\n• One\n• Two\n  • Two a\n  • Two b\n\n    more\n\nAfter\n" in text
    assert "\n>   said\n" in text
    assert "\n   a < b\n" in text
    assert text.endswith("\n> Head\nnote: mine\n")
    assert all(width(line) <= 60 for line in text.splitlines())


def test_links_are_numbered_and_told() -> None:
    """In the order in which they first stand in the text; a password in one stays here."""
    html = '<p><a href="https://x.example/1">One</a> and <a href="https://me:hunter2@x.example/2">two</a></p>'
    text = "".join(plain.write([article(html + '<p>or <a href="https://x.example/1">one</a>.</p>')], measure=60))
    assert text.endswith("\nOne[1] and two[2]\n\nor one[1].\n\n[1] https://x.example/1\n[2] https://…@x.example/2\n")


def test_several_articles_are_apart() -> None:
    """By a line across."""
    text = "".join(plain.write([article("<p>a</p>"), article("<p>b</p>", title="")], measure=30))
    assert f"\na\n\n\n{'=' * 30}\n\n(no title)\n" in text
