"""Help, palette and footer: all from the one table of commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._compositor import LayoutUpdate

from newsreader.commands import COMMANDS, DIGITS_HELP, Pane
from newsreader.config import Config
from newsreader.keymap import Keymap
from newsreader.keysettings import bound
from newsreader.tui.app import ReaderApp
from newsreader.tui.screens.help import HelpScreen, _Lines, help_lines, laid_out
from tui.small_library import where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType
    from textual.screen import Screen

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def test_every_default_key_has_one_command() -> None:
    """No key is given twice."""
    keys = [key for command in COMMANDS for key in command.keys]
    assert sorted(keys) == sorted(set(keys))


def test_the_help_lists_what_works_in_a_pane() -> None:
    """The commands of the pane and no others, with the user's own keys."""
    keymap = bound({"star": ("S", "f2"), "zen": ()}).keymap()
    for pane in Pane:
        words = {words for _, words in help_lines(pane, keymap) if words}
        expected = {command.help for command in COMMANDS if pane in command.panes and keymap.keys_of(command.id, pane)}
        assert expected <= words
        assert not words & {command.help for command in COMMANDS if pane not in command.panes}
    assert ("S  f2", "star or unstar") in help_lines(Pane.LIST, keymap)


def test_typed_numbers_are_told_of_where_they_work() -> None:
    """In the list and the article, not in the feeds and the quotes."""
    assert [pane for pane in Pane if DIGITS_HELP in help_lines(pane, Keymap())] == [Pane.LIST, Pane.DETAIL]


def test_help_lines_go_on_beside_their_keys() -> None:
    """On a narrow terminal too, with any number of keys."""
    rows = laid_out([("Moving", ""), ("a b", "one two three"), ("Links", ""), ("esc h left up", "out")], 18)
    assert rows == [
        ("Moving", None),
        ("a b      ", "one two"),
        ("         ", "three"),
        ("", None),
        ("Links", None),
        ("esc h    ", "out"),
        ("left up  ", ""),
    ]


async def test_no_help_line_is_cut_on_a_narrow_terminal(make_app: MakeApp) -> None:
    """Each word of the help is drawn, and what goes on stands in the words' column."""
    app = make_app()
    async with app.run_test(size=(40, 200)) as pilot:
        await pilot.press("question_mark")
        drawn = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
        first = next(number for number, line in enumerate(drawn) if "page down; at" in line)
        column = drawn[first].index("page down")
        words = " ".join(line[column:].strip() for line in drawn[first : first + 4])
        assert "page down; at the end of an article the next unread" in words
        assert drawn[first + 1][:column].strip() == ""


@pytest.mark.parametrize("before", [(), ("slash",), ("question_mark",)])
async def test_ctrl_c_says_how_to_quit(make_app: MakeApp, before: tuple[str, ...]) -> None:
    """In the line of keys, with the keys as they are set, also while one types; never in Textual's own words."""
    app = make_app(Config(keys=bound({"quit": ("X",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*before, "ctrl+c")
        if "question_mark" not in before:
            assert app.reader.key_bar.notice == "X quits, q goes back"
        assert list(app._notifications) == []
        assert app.is_running


async def test_a_question_mark_opens_the_help_and_the_same_key_closes_it(make_app: MakeApp) -> None:
    """And the keys for scrolling scroll."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("down", "up", "space", "end", "home", "delete")
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("question_mark")
        assert len(app.screen_stack) == 1


async def test_the_users_own_keys_replace_the_default_ones(make_app: MakeApp) -> None:
    """In the configuration's [keys]."""
    config = Config(keys=bound({"quotes": ("p",), "star": ()}))
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "s")
        assert where(app) is Pane.LIST
        assert app.reader.entry is not None
        assert not app.reader.entry.starred
        await pilot.press("p")
        assert where(app) is Pane.QUOTES


async def test_the_footer_shows_what_works_here(make_app: MakeApp) -> None:
    """Other keys in other panes, help always."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.reader.key_bar.keys)
        in_list = dict(app.reader.key_bar.keys)
        await pilot.press("enter")
        in_detail = dict(app.reader.key_bar.keys)
        assert "]" not in in_list
        assert in_detail["]"] == "next quote"
        assert list(in_list)[-1] == list(in_detail)[-1] == "?"


async def test_a_key_that_does_not_work_here_says_so(make_app: MakeApp) -> None:
    """Rather than nothing at all."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "m")
        assert app.reader.key_bar.notice.endswith(") does not work here")


def shown(app: ReaderApp) -> list[tuple[str, str]]:
    """The lines of the help."""
    return [line for lines in app.screen.query(_Lines) for line in lines.lines]


async def test_the_help_is_searched_by_typing(make_app: MakeApp) -> None:
    """In keys, names and words; commands without a key are found by name. Escape shows all again, then closes."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark")
        everything = shown(app)
        assert ("j  ↓", "next line") in everything
        await pilot.press(*"mark unread")
        assert shown(app) == [
            ("Search: mark unread", ""),
            ("Reading", ""),
            ("m", "mark read or unread"),
            (":mark_unread", "mark the article unread"),
        ]
        await pilot.press(*["backspace"] * 11, *"ctrl+u")
        assert ("ctrl+u", "half a page up") in shown(app)
        assert len([words for _, words in shown(app) if words]) == 1
        await pilot.press(*"xyz")
        assert "nothing" in dict(shown(app))
        await pilot.press("escape")
        assert shown(app) == everything
        await pilot.press(*"/zen")
        assert shown(app)[0] == ("Search: zen", "")
        await pilot.press("escape")
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_the_help_shows_only_what_works_now(make_app: MakeApp) -> None:
    """And what a key of the user's own runs, in turn."""
    app = make_app(Config(keys=bound({"star": ("g s",)}, {"X": ("mark_read", "next_unread")})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark")
        words = {words: keys for keys, words in shown(app)}
        assert words["star or unstar"] == "g s"
        assert words["mark_read; next_unread"] == "X"
        assert "show the articles that arrived since the list was opened" not in words
        assert "redo what was undone" not in words
        await pilot.press("escape")
        app.reader.new_line.count = 3
        await pilot.press("question_mark")
        assert (".", "show the articles that arrived since the list was opened") in shown(app)
        await pilot.press("escape", "h", "question_mark")
        assert "star or unstar" not in [words for _, words in shown(app)]


@pytest.mark.parametrize(("key", "quits"), [("Q", True), ("ctrl+q", True), ("q", False)])
async def test_keys_that_quit_at_once_do_so_in_the_help(make_app: MakeApp, key: str, quits: bool) -> None:
    """A small letter is looked for."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark", key)
        assert app._exit is quits


async def test_the_end_of_the_help_is_reached_at_any_width(make_app: MakeApp) -> None:
    """Though the terminal is resized under it; and the colours of another theme come at once."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark", "end")
        for width in (40, 60, 120):
            await pilot.resize_terminal(width, 20)
            await pilot.pause()
            await pilot.press("end")
            drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
            assert "back to reading" in drawn
        before = app.screen._compositor.render_strips()
        app.show_theme("paper")
        await pilot.pause()
        assert app.screen._compositor.render_strips() != before


async def test_the_help_is_painted_whole_at_once(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not empty before."""
    painted: list[str] = []
    display = ReaderApp._display

    def seen(app: ReaderApp, screen: Screen[object], update: RenderableType | None) -> None:
        if isinstance(screen, HelpScreen) and isinstance(update, LayoutUpdate):
            painted.append("\n".join("".join(strip.text for strip in line) for line in update.strips))
        display(app, screen, update)

    monkeypatch.setattr(ReaderApp, "_display", seen)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "to search" in painted[0]
        first = next(command for command in COMMANDS if Pane.LIST in command.panes and command.keys)
        assert first.help[:30] in painted[0]


async def test_the_help_says_first_how_to_leave_it(make_app: MakeApp) -> None:
    """Whoever opened it by chance does not look for that at its end."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "esc leads back" in app.screen._lines.lines[0][1]
