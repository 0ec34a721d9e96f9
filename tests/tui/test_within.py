"""Words found in the open article."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui.screens.within import places
from newsreader.tui.widgets.bars import KeyBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the", ["The", "the"]),
        ("end  of the", ["end\nof the"]),
        ("don't", ["don’t"]),
        ('"no"', ["“no”"]),
        ("well-known", ["well–known"]),
        ("(a.b*", ["(a.b*"]),
        ("  ", []),
        ("nowhere", []),
    ],
)
def test_words_are_found_as_they_are_typed(words: str, found: list[str]) -> None:
    """Whatever their case and blanks; a keyboard's marks stand for printed ones; no pattern."""
    text = "The end\nof the “no” don’t well–known (a.b* x"
    assert [text[start:end] for start, end in places(words, text)] == found


@given(st.text("ab -'\"\n", max_size=5), st.text("ab -'\"’“\n", max_size=40))
def test_places_are_in_order_and_apart(words: str, text: str) -> None:
    """As the article draws them."""
    found = places(words, text)
    assert all(start < end for start, end in found)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


async def test_what_is_typed_is_lit_and_walked_through(make_app: MakeApp) -> None:
    """From where one is; after the last comes the first. Escape puts it out."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "F", *"the")
        assert view.reading is not None
        count = len(re.findall("the", view.reading.document.text, re.IGNORECASE))
        assert (len(view.matches), view.match) == (count, 0)
        await pilot.press("down", "enter")
        assert view.match == 1
        assert app.reader.pane == "detail"
        assert app.reader.top_bar.match == f"match 2/{count}"
        await pilot.press("n")
        assert view.match == 2
        await pilot.press("N", "N", "N")
        assert view.match == count - 1
        assert app.reader.query_one(KeyBar).notice == "from the end again"
        await pilot.press("escape")
        assert view.matches == ()
        assert app.reader.pane == "detail"
        await pilot.press("n")
        assert app.reader.entry is not None
        assert app.reader.entry.id != 1


async def test_escape_leads_back_to_where_one_was(make_app: MakeApp) -> None:
    """The article is where it was, and nothing is lit."""
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.reader.article_view
        await pilot.press("j", "enter", "space")
        before = view.here()
        await pilot.press("F", *"Paragraph 99")
        assert view.here() != before
        await pilot.press("escape")
        assert (view.here(), view.matches) == (before, ())


async def test_an_article_that_is_shown_anew_is_looked_through_for_what_is_typed(make_app: MakeApp) -> None:
    """Its full text has come, say; what stands in the line is still lit."""
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        view = app.reader.article_view
        await pilot.press("j", "enter", "F", *"Paragraph 99")
        matches = view.matches
        assert matches
        app.reader.show_entry(2)
        assert view.matches == matches
        await pilot.press("escape")
        assert view.matches == ()


async def test_what_is_not_there_is_told(make_app: MakeApp) -> None:
    """Below the line, while it is typed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "F", *"zzz")
        line = app.reader.query("SearchLine").last()
        assert getattr(line, "mistake", "") == "not in this article"
        assert not app.reader.article_view.matches


async def test_another_article_has_none_of_it(make_app: MakeApp) -> None:
    """It was looked for in one alone."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "F", *"the", "enter", "h", "j")
        assert app.reader.article_view.matches == ()
        assert app.reader.within.words == ""
