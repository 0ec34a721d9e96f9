"""The screen as it is read out: what is written, and where the cursor stands, is all that a screen reader has."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from textual.widgets import Label

from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.symbols import ALOUD, UNICODE
from newsreader.tui.widgets.feed_places import Place
from tui.pty_session import PtySession
from tui.small_library import add_bridge
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

CONFIG = Config(
    reading=Reading(mark_read_after=0),
    refresh=Refresh(on_start=False, every=0),
    interface=Interface(screen_reader=True),
)


def read_out(app: ReaderApp) -> str:
    """The line that the cursor is on."""
    view = app.reader.view()
    return "".join(text for text, _ in view.stretches(view.current_line()))


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_key_that_moves_writes_nothing_but_the_place_of_the_cursor(tmp_path: Path) -> None:
    """The cursor is seen, stands on the line, and nothing else is drawn; a change draws the line that it changes."""

    def line() -> str:
        return str(session.screen.display[session.screen.cursor.y])

    def press(key: str, *, until: Callable[[], bool]) -> bytes:
        before = len(session.bytes)
        session.press(key)
        for _ in range(400):
            session.read()
            if until():
                break
        for _ in range(5):
            session.read()
        return session.bytes[before:]

    with PtySession(tmp_path, "--screen-reader", columns=100, lines=24) as session:
        session.wait_for("esc read")
        press("j", until=lambda: "2  Choose from the starter list" in line())
        assert "Sample edition, 30 Jun" not in session.text  # a window stands alone
        press("\x1b", until=lambda: "Welcome: how to read here, unread, Sample edition" in line())
        press("?", until=lambda: "to search" in line())
        press("\x1b[B", until=lambda: not line().strip())
        press("\x1b[B", until=lambda: "Moving" in line())
        press("?", until=lambda: "Welcome: how to read here, unread, Sample edition" in line())
        press("T", until=lambda: "dusk" in line())
        press("j", until=lambda: "fjord" in line())
        press("q", until=lambda: "Welcome: how to read here, unread, Sample edition" in line())
        press("!", until=lambda: "Messages" in line())
        press("q", until=lambda: "Welcome: how to read here, unread, Sample edition" in line())
        press("j", until=lambda: "The bug that kept" in line())
        assert not session.screen.cursor.hidden
        assert "10 articles" not in session.text
        moves = [("j", "A lake that kept"), ("k", "The bug that kept"), ("j", "A lake that kept")]
        written = [press(key, until=lambda words=words: words in line()) for key, words in moves]  # type: ignore[misc]
        assert min(map(len, written)) < 20  # the clock of the last refresh may be written meanwhile
        starred = press("s", until=lambda: "unread, starred" in session.screen.display[-1])
        assert "A lake that kept a diary for nine thousand years, unread, starred" in line()
        assert b"The bug" not in starred
        press("\r", until=lambda: "Article" in session.screen.display[-1])
        assert "A lake that kept a diary" in line()
        press("h", until=lambda: "10 articles" in session.text)
        assert "A lake that kept a diary" in line()
        press("Q", until=lambda: not session.child.isalive())
        assert session.wait_for_end() == 0
    drawn = set(session.bytes.decode())
    assert not drawn & {getattr(UNICODE, name) for name in ("cursor", "unread", "star", "rule", "speaker", "quote_bar")}
    assert b"\x1b[?25l" not in session.bytes


async def test_one_pane_at_any_width_and_each_line_in_words(make_app: MakeApp, library: Library) -> None:
    """List, article and quotes of an article, line by line; the state is told when it changes."""
    add_bridge(library)
    app = make_app(CONFIG)
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.pause()
        assert [box.id for box in app.reader.query(".pane") if box.display] == ["list-pane"]
        assert read_out(app) == "Ostrey closes its harbour bridge, unread, Meridian, 14:01, 8 quotes"
        assert app.reader.key_bar.notice == "7 articles"
        await pilot.press("m")
        assert app.reader.key_bar.notice == "read, not starred"
        assert read_out(app) == "Ostrey closes its harbour bridge, Meridian, 14:01, 8 quotes"
        await pilot.press("enter")
        await pilot.pause()
        assert read_out(app).strip() == "Ostrey closes its harbour bridge"
        await pilot.press("j", "j", "j")
        assert read_out(app).strip().startswith("The council of Ostrey voted on Monday")
        await pilot.press('"')
        await pilot.pause()
        assert app.reader.key_bar.notice == "8 quotes"
        read = []
        for _ in range(5):
            read.append(" ".join(read_out(app).split()))
            await pilot.press("j")
        assert read == ["Ann Brook 3", "Mayor", "said", "the bridge would close in March", "said"]
        assert app.reader.quotes_view.current == 1


async def test_no_row_of_the_list_is_told_twice(make_app: MakeApp) -> None:
    """However high the terminal is, and whatever is wished for those who see it."""
    app = make_app(replace(CONFIG, interface=replace(CONFIG.interface, rows="two")))
    async with app.run_test(size=(100, 40)):
        shown = app.reader.entry_list
        rows = ["".join(words for words, _ in shown.stretches(line)) for line in range(shown.line_count())]
        assert len(set(rows)) == len(rows) == 9  # six articles under three headings


def told(app: ReaderApp) -> str:
    """The line of a window that says what is chosen."""
    label = app.screen.query_one("#prompt-told", Label)
    return str(label.render()) if label.display else ""


async def test_what_is_chosen_while_something_is_typed(make_app: MakeApp) -> None:
    """The terminal's cursor stays in the field, so a line tells what enter would choose, and how many there are."""
    app = make_app(CONFIG)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"meridian")
        await until(pilot, lambda: told(app).startswith("Meridian, "))
        await pilot.press(*["backspace"] * 7)
        await until(pilot, lambda: ", 1 of " in told(app) and not told(app).endswith(" of 1"))
        first = told(app)
        await pilot.press("down")
        await until(pilot, lambda: ", 2 of " in told(app))
        assert told(app).partition(",")[0] != first.partition(",")[0]
        await pilot.press(*"xxxxxx")
        await until(pilot, lambda: told(app) == "nothing is called so")


async def test_nothing_of_that_is_shown_to_who_sees_it(make_app: MakeApp) -> None:
    """The choice is lit there."""
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", *"meridian")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert told(app) == ""


async def test_a_list_is_turned_page_by_page(make_app: MakeApp, library: Library) -> None:
    """So that most keys draw nothing: the line below the last is the first of the next page."""
    app = make_app(CONFIG)
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
        view = app.reader.article_view
        height = view.size.height
        tops = []
        for _ in range(height + 1):
            tops.append(view.scroll_offset.y)
            await pilot.press("j")
        assert set(tops[:height]) == {0}
        assert view.scroll_offset.y == height
        await pilot.press("k", "k")
        assert view.scroll_offset.y == 0


async def test_the_places_of_the_side_bar_in_words(make_app: MakeApp) -> None:
    """Name, kind, count, whether it is open, whether it fails."""
    app = make_app(CONFIG)
    async with app.run_test(size=(80, 20)):
        side_bar = app.reader.feed_list
        side_bar.show_places(
            [
                Place("smart:unread", "All unread", 1_200),
                Place("folder:World", "World", 3, folds=True),
                Place("feed:1", "Meridian", 1, depth=1, error="404"),
                Place("tag:bridge", "bridge", 2, depth=1),
            ]
        )
        lines = ["".join(text for text, _ in side_bar.stretches(line)) for line in range(side_bar.line_count())]
    assert lines == [
        "All unread, 1,200 unread",
        "World, 3 unread, open",
        "Meridian, 1 unread, failed",
        "bridge, tag, 2",
    ]


def test_signs_are_blanks_and_pauses() -> None:
    """One cell each, as all forms; none that is read out as the name of a sign."""
    for unspoken, sign in zip(UNICODE, ALOUD, strict=True):
        assert cell_len(sign) == bool(unspoken)
        assert sign in {"", " ", ",", ".", "-", "?", "x", "#"}
    assert ALOUD.aloud
    assert not UNICODE.aloud
