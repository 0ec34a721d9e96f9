"""Opening, copying and following links."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from newsreader.config import Config, Interface, Reading
from newsreader.tui.widgets.article_text import hints
from newsreader.tui.widgets.bars import KeyBar
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def browser(tmp_path: Path) -> tuple[Config, Path]:
    """A browser that writes down what it was given."""
    seen = tmp_path / "opened.txt"
    script = tmp_path / "browser.py"
    script.write_text(f"import sys; open({str(seen)!r}, 'a').write(repr(sys.argv[1:]) + '\\n')", encoding="utf-8")
    command = f"{sys.executable} {script} %u"
    return Config(reading=Reading(mark_read_after=0), interface=Interface(browser=command)), seen


async def wait_for(pilot: Pilot[Any], seen: Path) -> str:
    """What the browser was given, once it was."""
    await until(pilot, lambda: written(seen).endswith("\n"))
    return written(seen)


def written(file: Path) -> str:
    """What stands in a file that may not be there yet."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


async def test_o_opens_the_article_in_the_configured_browser(make_app: MakeApp, tmp_path: Path) -> None:
    """The address as one argument, and told in full."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        assert await wait_for(pilot, seen) == "['https://example.org/1']\n"
        assert app.reader.query_one(KeyBar).notice == "opened https://example.org/1"


async def test_shift_o_marks_read_as_well(make_app: MakeApp, tmp_path: Path) -> None:
    """One key for both."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("O")
        await wait_for(pilot, seen)
        assert app.reader.entry is not None
        assert app.reader.entry.read


async def test_c_opens_the_comments(make_app: MakeApp, tmp_path: Path) -> None:
    """Where the feed names them."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        assert await wait_for(pilot, seen) == "['https://example.org/1#comments']\n"


async def test_digits_and_enter_follow_a_link(make_app: MakeApp, tmp_path: Path) -> None:
    """The target is shown in full before it is opened."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "1")
        assert "https://example.org/trade" in app.reader.query_one(KeyBar).notice
        assert written(seen) == ""
        await pilot.press("enter")
        assert await wait_for(pilot, seen) == "['https://example.org/trade']\n"


async def test_a_number_without_a_link_is_told(make_app: MakeApp) -> None:
    """And another key ends the number."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "7", "enter")
        assert app.reader.query_one(KeyBar).notice == "there is no link 7"
        await pilot.press("9", "j", "enter")
        assert "link" not in app.reader.query_one(KeyBar).notice


async def test_y_copies_the_link(make_app: MakeApp) -> None:
    """Through the terminal (OSC 52), so that it works over ssh."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("y")
        assert app.clipboard == "https://example.org/1"


async def test_y_in_the_quotes_pane_copies_the_quote(make_app: MakeApp) -> None:
    """With its speaker, outlet and link."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "g", "y")
        quotation = app.reader.quotes_view.quotation
        assert quotation is not None
        assert app.clipboard.startswith(quotation.text)
        assert "Meridian" in app.clipboard
        assert "https://example.org/1" in app.clipboard


async def test_a_browser_that_is_not_there_is_told(make_app: MakeApp) -> None:
    """One sentence that names the setting; the screen stays."""
    config = Config(reading=Reading(mark_read_after=0), interface=Interface(browser="no-such-browser-anywhere"))
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        assert "interface.browser" in app.reader.query_one(KeyBar).notice


async def test_letters_stand_on_the_links_in_view(make_app: MakeApp, tmp_path: Path) -> None:
    """What they lead to is shown before it is opened; another key hides them."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view

        def signs() -> list[str]:
            lines = range(view.line_count())
            styled = [part for line in lines for part in view.stretches(line)]
            return [text.strip() for text, styles in styled if "article-view--match-now" in styles]

        await pilot.press("enter", "L")
        assert signs() == ["a", "a"]  # in the text, and beside its address
        await pilot.press("z")
        assert signs() == []
        await pilot.press("L", "a")
        assert signs() == []
        assert "https://example.org/trade" in app.reader.query_one(KeyBar).notice
        assert written(seen) == ""
        await pilot.press("enter")
        assert await wait_for(pilot, seen) == "['https://example.org/trade']\n"


async def test_a_click_shows_where_a_link_leads_and_another_follows_it(make_app: MakeApp, tmp_path: Path) -> None:
    """On its words or on its number."""
    config, seen = browser(tmp_path)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.article_view
        await pilot.press("enter")
        assert view.reading is not None
        offset = view.reading.document.text.index("trade")
        line, column = next(
            (line, column) for line in range(view.line_count()) if (column := view.column_of(offset, line)) is not None
        )
        await pilot.click(view, offset=(column + 1, line))
        assert "https://example.org/trade" in app.reader.query_one(KeyBar).notice
        assert written(seen) == ""
        await pilot.click(view, offset=(column + 7, line))  # its number
        assert await wait_for(pilot, seen) == "['https://example.org/trade']\n"


@given(st.lists(st.integers(1, 9_999), unique=True, max_size=1_000))
def test_no_letters_are_the_beginning_of_others(numbers: list[int]) -> None:
    """Each link has its own, and typing them needs no end."""
    found = hints(numbers)
    assert list(found) == numbers
    letters = sorted(found.values())
    assert all(not after.startswith(before) for before, after in itertools.pairwise(letters))
