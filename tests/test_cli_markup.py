"""Rich markup made of texts from outside: nothing in them is taken for markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.markup import render

from newsreader.cli.markup import mark
from newsreader.models.findings import KeyClause, Quotation

HOSTILE = [
    "",
    "\\",
    "a\\",
    "[/]",
    "[/ b",
    "[bold]x[/bold]",
    "\\[bold]",
    "\\\\[bold]\\",
    "[1] \\[2] \\\\[3]",
    "[[b]]",
    "[@click=app.quit]x[/]",
    ":smile: 12:30:45 ::smile:: :100: [a:smile:b]",
    "[b\\]x[/b\\]",
    "[a[b\\",
    "[link=https://example.org]",
]
FRAGMENTS = st.sampled_from([*"[]\\:/@#ab 1\n", "[b]", "[/]", "\\[", ":smile:", ":heart-text:", "[/bold]", "«", "語"])


def quotation(start: int, end: int) -> Quotation:
    """A quotation of which only the place matters."""
    return Quotation(start, end, "", "direct", None, None, None, 1)


def clause(start: int, end: int) -> KeyClause:
    """A key clause of which only the place matters."""
    return KeyClause(start, end, "", (), 1)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_renders_as_itself(text: str) -> None:
    """Brackets, backslashes and emoji names stay what they are, marked or not."""
    assert text == render(mark(text, [], [])).plain
    whole = [quotation(0, len(text))]
    assert text == render(mark(text, whole, [])).plain


@given(st.lists(FRAGMENTS, max_size=25).map("".join), st.data())
def test_any_text_renders_as_itself_with_its_spans(text: str, data: st.DataObject) -> None:
    """Rendering gives back the text, and the styles stand exactly where the spans are."""
    places = st.integers(0, len(text))
    cuts = sorted(data.draw(st.lists(places, max_size=6)))
    quotations = [quotation(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    start, end = sorted((data.draw(places), data.draw(places)))
    rendered = render(mark(text, quotations, [clause(start, end)]))
    assert text == rendered.plain
    shown = {(span.start, span.end) for span in rendered.spans if span.style == "italic"}
    assert {(q.start, q.end) for q in quotations if q.start < q.end} == shown
    assert (start == end) or (start, end) in {(s.start, s.end) for s in rendered.spans if s.style == "bold"}


def test_every_emoji_name_is_left_alone() -> None:
    """No name that Rich knows as an emoji's is replaced."""
    from rich._emoji_codes import EMOJI

    text = " ".join(f":{name}:" for name in EMOJI)
    assert text == render(mark(text, [], [])).plain
