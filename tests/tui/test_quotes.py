"""The quotes pane and the text, in step both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader.commands import Pane
from tui.small_library import add_entries, article, where

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def quoted(app: ReaderApp) -> list[str]:
    """The words of the quotations of the open article, in the order of the text."""
    assert app.reader.article_view.reading is not None
    return [quotation.text for quotation in app.reader.article_view.reading.quotations]


def pointed(app: ReaderApp) -> str | None:
    """The quotation that is pointed to in the text."""
    index = app.reader.article_view.current
    return None if index is None else quoted(app)[index]


async def test_the_quotes_of_the_open_article_are_shown_with_their_speakers(make_app: MakeApp) -> None:
    """An article that was never analysed is analysed as it is opened."""
    app = make_app()
    async with app.run_test(size=WIDE):
        reading = app.reader.article_view.reading
        assert reading is not None

        def speaker_of(words: str) -> str | None:
            return next(quotation.speaker for quotation in reading.quotations if words in quotation.text)

        assert speaker_of("“fiery friendship”") == "Kim Jong Un"
        assert speaker_of("strongest treaty") == "Kim Jong Un"
        assert speaker_of("“breakthrough document”") == "Vladimir Putin"
        assert app.reader.quotes_view.voices >= 2


async def test_brackets_walk_the_quotes_and_the_pane_follows(make_app: MakeApp) -> None:
    """] goes on in the text, [ back; both panes point to the same quotation."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "right_square_bracket")
        first = pointed(app)
        assert first == quoted(app)[0]
        await pilot.press("right_square_bracket")
        assert pointed(app) == quoted(app)[1]
        assert app.reader.quotes_view.current == app.reader.article_view.current == 1
        await pilot.press("left_square_bracket")
        assert pointed(app) == first


async def test_moving_in_the_quotes_pane_moves_the_text(make_app: MakeApp) -> None:
    """The quotation under the cursor comes into view in the article."""
    app = make_app()
    async with app.run_test(size=(160, 14)) as pilot:
        await pilot.press('"')
        assert where(app) is Pane.QUOTES
        await pilot.press("G")
        view = app.reader.article_view
        assert view.current == app.reader.quotes_view.current
        assert view.scroll_offset.y > 0


async def test_the_quotes_key_goes_back_to_where_one_was(make_app: MakeApp) -> None:
    """From the list to the quotes and back to the list."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', '"')
        assert where(app) is Pane.LIST
        await pilot.press("enter", '"', '"')
        assert where(app) is Pane.DETAIL


@pytest.mark.parametrize("key", ['"', "enter"])
async def test_in_the_quotes_pane_one_is_selected_at_once(make_app: MakeApp, library: Library, key: str) -> None:
    """The first of those in view, and the text stays where it is."""
    long = "".join(f"<p>Ann Brook said “these are words number {n}.”</p>" for n in range(60))
    add_entries(library, 1, article(20, age=60, title="Long", content=long))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "space", "space")
        await pilot.pause()
        view = app.reader.article_view
        top = view.scroll_offset.y
        assert top
        await pilot.press(key)
        await pilot.pause()
        quotation = app.reader.quotes_view.quotation
        assert quotation is not None
        assert view.reading is not None
        assert view.current == app.reader.quotes_view.current
        assert quotation.end > view.position
        assert not any(view.position < one.end < quotation.end for one in view.reading.quotations)
        assert view.scroll_offset.y == top


async def test_enter_on_a_quote_goes_to_its_place(make_app: MakeApp) -> None:
    """The focus moves into the text."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "j", "enter")
        assert where(app) is Pane.DETAIL
        assert app.reader.article_view.current is not None


async def test_an_article_without_quotes_says_so(make_app: MakeApp) -> None:
    """And the keys for quotes do no harm there."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "right_square_bracket", "left_square_bracket", '"', "j", "k", "G", "g", "enter")
        assert pointed(app) is None
        assert app.is_running


async def test_speakers_that_are_not_named_are_not_counted(make_app: MakeApp, library: Library) -> None:
    """No voices is nothing to say."""
    add_entries(library, 1, article(20, age=60, title="Nobody", content="<p>“We wait for the ship,” it was said.</p>"))
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.reader.quotes_view.voices == 0
        assert app.reader.quotes_title.note == str(app.reader.quotes_view.shown) == "1"


async def test_without_quotes_there_is_no_speaker_to_search_for(make_app: MakeApp) -> None:
    """And no key is named that would select a quote."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "w")
        assert app.reader.key_bar.notice == "there are no quotes here"
