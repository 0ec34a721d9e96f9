"""Passages of an article selected by keys and with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.geometry import Offset

from newsreader.library import notes
from newsreader.models.findings import Span
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.widgets.bars import KeyBar
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.article_view import ArticleView

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def where(view: ArticleView, words: str) -> Offset:
    """The cell of the view in which some words of the text begin."""
    assert view.reading is not None
    offset = view.reading.document.text.index(words)
    for line in range(view.line_count()):
        column = view.column_of(offset, line)
        if column is not None:
            return Offset(column, line - view.scroll_offset.y)
    raise AssertionError(words)


def drawn(view: ArticleView, style: str) -> str:
    """What is drawn in a style."""
    lines = range(view.line_count())
    return "".join(
        text for line in lines for text, styles in view.stretches(line) if f"article-view--{style}" in styles
    )


async def test_a_passage_is_selected_and_copied(make_app: MakeApp) -> None:
    """The caret comes first; the passage begins where one wants, and ends with the word that the caret is on."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "v")
        assert (drawn(view, "caret"), drawn(view, "selected")) == ("R", "")
        await pilot.press("w", "w", "v", "w", "e")
        assert drawn(view, "selected") == "North Korea"
        await pilot.press("y")
        assert app.clipboard == "North Korea"
        assert app.reader.query_one(KeyBar).notice == "2 words copied"
        assert view.caret is None


async def test_without_a_beginning_the_paragraph_is_copied(make_app: MakeApp) -> None:
    """The whole of it, as it stands in the text."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "v", "}", "y")
        assert view.reading is not None
        assert app.clipboard == view.reading.document.text.split("\n\n")[1]


async def test_the_caret_moves_as_in_an_editor(make_app: MakeApp) -> None:
    """Words, lines, paragraphs, ends; never out of the text."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "v")
        assert view.reading is not None
        text = view.reading.document.text

        async def after(*keys: str) -> int:
            await pilot.press(*keys)
            assert view.caret is not None
            return view.caret

        assert await after("h") == 0
        assert await after("l", "l") == 2
        assert await after("0") == 0
        end = await after("dollar_sign")
        second = await after("w")
        assert second == end + 2 if text[end + 1] == " " else end + 1
        assert await after("k") == 0
        assert await after("j") == second
        assert await after("b", "e") == end
        assert await after("G") == len(text) - 1
        assert await after("l", "j", "w") == len(text) - 1
        assert await after("left_curly_bracket", "g") == 0
        assert await after("v", "e", "o") == 0
        assert view.begun == text.index(" ") - 1
        await pilot.press("escape")
        assert view.caret is None
        assert app.reader.pane == "detail"


async def test_a_note_is_written_on_the_passage(make_app: MakeApp, library: Library) -> None:
    """Without words it is a highlight; the place is that of the plain text."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "v", "v", "e", "i")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("enter")
        await until(pilot, lambda: bool(notes.of_entry(library, 1)))
        (note,) = notes.of_entry(library, 1)
        assert note.passage == Span(0, 6, "Russia")
        assert app.reader.article_view.caret is None
        assert drawn(app.reader.article_view, "noted") == "Russia"
        await pilot.press("u")
        await pilot.pause()
        assert drawn(app.reader.article_view, "noted") == ""


async def test_the_keys_say_what_they_do_meanwhile(make_app: MakeApp) -> None:
    """And what they do else comes back."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        before = app.reader.key_bar.keys
        await pilot.press("v")
        assert ("y", "copy paragraph") in app.reader.key_bar.keys
        await pilot.press("v")
        assert ("y", "copy") in app.reader.key_bar.keys
        await pilot.press("escape")
        assert app.reader.key_bar.keys == before


@pytest.mark.parametrize("away", ["tab", "n"])
async def test_the_caret_goes_with_the_article(make_app: MakeApp, away: str) -> None:
    """Another pane, another article: nothing is selected."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "v", away)
        assert app.reader.article_view.caret is None


async def test_a_passage_is_selected_with_the_mouse(make_app: MakeApp) -> None:
    """From where the button goes down to where it goes up; a click puts it away."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter")
        begin, end = where(view, "Pyongyang, Vladimir"), where(view, "Vladimir Putin")
        await pilot.mouse_down(view, offset=begin)
        await pilot.hover(view, offset=end)
        await pilot.mouse_up(view, offset=end)
        await pilot.press("y")
        assert app.clipboard.startswith("Pyongyang, V")
        await pilot.click(view, offset=end)
        assert view.caret is None


async def test_two_clicks_select_a_word_and_three_the_paragraph(make_app: MakeApp) -> None:
    """As everywhere else."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter")
        assert view.reading is not None
        at = where(view, "yongyang")
        await pilot.click(view, offset=at, times=2)
        assert view.passage is not None
        assert view.passage.text == "Pyongyang"
        await pilot.click(view, offset=at, times=3)
        assert view.passage.text == view.reading.document.text.split("\n\n")[0]


async def test_the_caret_stays_in_what_the_dial_shows(make_app: MakeApp, library: Library) -> None:
    """From one stretch to the next; what is selected is the text between."""
    from tui.small_library import add_bridge

    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "-", "v")
        shown = []
        for _ in range(60):
            await pilot.press("w")
            assert view.caret is not None
            assert view._body is not None
            shown.append(view._body.shows(view.caret, view.caret + 1))
        assert all(shown)
        assert drawn(view, "caret")


async def test_wide_and_combined_characters_are_one_step(make_app: MakeApp, library: Library) -> None:
    """What is copied is what is drawn."""
    from tui.small_library import add_entries, article

    add_entries(library, 1, article(20, age=-60, content="<p>漢字e\u0301👍\U0001f3fd x</p>"))
    app = make_app(now=1_718_805_720 + 120)
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter", "v", "v", "l", "l", "l", "y")
        assert app.clipboard == "漢字e\u0301👍\U0001f3fd"
        assert view.caret is None
