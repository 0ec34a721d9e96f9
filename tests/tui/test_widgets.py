"""What Textual and the panes do together: the wheel, the size, narrow panes on plain terminals; and many errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.app import App
from textual.geometry import Size

from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.models.findings import Quotation
from newsreader.tui.app import ReaderApp
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.feed_list import FeedList
from newsreader.tui.widgets.quotes_view import QuotesView

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.widgets.line_view import LineView

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


async def test_the_wheel_scrolls_the_article_three_lines(make_app: MakeApp) -> None:
    """Not Textual's own lines on top of them, in either direction."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter")
        view = app.reader.article_view
        scrolled = []
        for turn in (events.MouseScrollDown, events.MouseScrollDown, events.MouseScrollUp):
            view.post_message(turn(view, 1, 1, 0, 1, 0, False, False, False))
            await pilot.pause()
            scrolled.append(round(view.scroll_target_y))
        assert scrolled == [3, 6, 3]


@pytest.mark.parametrize("kind", [ArticleView, EntryList, FeedList, QuotesView])
async def test_a_new_size_is_met_once(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, kind: type[LineView]) -> None:
    """As soon as it is known, and not once more when Textual tells of it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        view = app.reader.query_one(kind)
        fitted = []
        fit = view.resized

        def noted() -> None:
            fitted.append(view.size)
            fit()

        monkeypatch.setattr(view, "resized", noted)
        await pilot.resize_terminal(WIDE[0], 30)
        view.post_message(events.Resize(view.size, Size(1, 1)))
        await pilot.pause()
        assert fitted == [view.size]


async def test_what_does_not_fit_ends_in_a_plain_sign_on_a_plain_terminal(make_app: MakeApp) -> None:
    """In the quotes pane, too."""
    quiet = Config(Reading(mark_read_after=0), Refresh(on_start=False, every=0), Interface(symbols="ascii"))
    app = make_app(quiet)
    async with app.run_test(size=(16, 30)) as pilot:
        await pilot.press("enter", '"')
        quotes = app.reader.quotes_view
        name = "a senior official of the ministry who did not want to be named"
        quotes.show_quotations((Quotation(0, 5, "words", "direct", None, None, name, 0),))
        quotes.empty_words = "no quotations, and no room to say so"
        cut = ["".join(text for text, _ in quotes.stretches(line)) for line in range(quotes.line_count())]
        quotes.show_quotations(())
        none = "".join(text for text, _ in quotes.stretches(0))
        assert any(line.endswith("~") for line in cut)
        assert none.endswith("~")
        assert not [line for line in cut if line.endswith("…")]


async def test_a_count_is_never_cut(make_app: MakeApp) -> None:
    """The end of a long name is left out for it, but not for a sentence."""
    app = make_app()
    async with app.run_test(size=(120, 30)):
        title = app.reader.list_title
        width = title.size.width
        title.name_words = "Search: " + "a" * width
        title.note = "1,234 found"
        told = str(title.render())
        assert told.endswith("… 1,234 found")
        assert len(told) == width
        title.name_words = "Meridian"
        title.note = "× the server does not answer, and has not for days on end, so look for another one"
        assert str(title.render()).startswith("Meridian × the server")


def test_errors_end_the_session_only_if_there_are_many_in_a_minute(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One now and then may go on for weeks; twenty at once are one that does not end."""
    now = 0.0
    given_up = []
    app = make_app()
    monkeypatch.setattr(ReaderApp, "is_headless", property(lambda _: False))
    monkeypatch.setattr(ReaderApp, "is_running", property(lambda _: True))
    monkeypatch.setattr(App, "_handle_exception", lambda _, error: given_up.append(error))
    monkeypatch.setattr(app.reader, "say", lambda *_, **__: None)
    monkeypatch.setattr("newsreader.tui.app.time.monotonic", lambda: now)
    for _ in range(50):
        now += 3.5
        app._handle_exception(ValueError("now and then"))
    assert given_up == []
    now += 3600
    for _ in range(20):
        app._handle_exception(ValueError("many"))
    assert given_up == []
    app._handle_exception(ValueError("too many"))
    assert len(given_up) == 1
