"""Every command of the table does what it says, by its first key or, without one, by its name on the command line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from newsreader.commands import COMMANDS, Pane
from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.tui.screens.choosing import PaletteScreen
from newsreader.tui.screens.health import HealthScreen
from newsreader.tui.screens.help import HelpScreen
from newsreader.tui.screens.menu import MenuScreen
from newsreader.tui.screens.messages import MessagesScreen
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.themes import ThemeScreen
from newsreader.tui.screens.welcome import WelcomeScreen
from tui.small_library import add_entries, article, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


@dataclass(frozen=True)
class Check:
    """What is looked at, and what it has to become."""

    look: Callable[[ReaderApp], object]
    becomes: object
    before: tuple[str, ...] = ()
    """Keys that lead to where the command makes sense."""


def cursor(app: ReaderApp) -> int:
    """The row of the list."""
    return app.reader.entry_list.cursor


def line(app: ReaderApp) -> bool:
    """Whether the article is scrolled."""
    return app.reader.article_view.scroll_target_y > 0


def place(app: ReaderApp) -> str:
    """What is listed."""
    return app.reader.place_name()


def window(app: ReaderApp) -> type[object]:
    """What lies on top."""
    return type(app.screen)


def notice(app: ReaderApp) -> str:
    """What is said."""
    return app.reader.key_bar.notice


def entry(name: str) -> Callable[[ReaderApp], object]:
    """A state of the open article."""
    return lambda app: getattr(app.reader.entry, name)


LONG = ("j", "enter")
"""To a long article."""
CHECKS = {
    "down": Check(cursor, 1),
    "up": Check(cursor, 0, ("j",)),
    "open": Check(where, Pane.DETAIL),
    "back_left": Check(where, Pane.LIST, ("enter",)),
    "page_down": Check(line, True, LONG),
    "page_up": Check(line, False, (*LONG, "space")),
    "half_down": Check(line, True, LONG),
    "half_up": Check(line, False, (*LONG, "ctrl+d")),
    "top": Check(cursor, 0, ("G",)),
    "bottom": Check(cursor, 5),
    "next_unread": Check(cursor, 1),
    "previous_unread": Check(cursor, 0, ("n",)),
    "next_article": Check(cursor, 1),
    "previous_article": Check(cursor, 0, ("j",)),
    "next_feed": Check(place, "Notes"),
    "previous_feed": Check(place, "Notes", ("J", "J")),
    "next_unread_feed": Check(place, "Notes"),
    "previous_unread_feed": Check(place, "Meridian"),
    "next_pane": Check(where, Pane.DETAIL),
    "previous_pane": Check(where, Pane.FEEDS),
    "toggle_read": Check(entry("read"), True),
    "mark_read": Check(entry("read"), True),
    "mark_unread": Check(entry("read"), False, ("m",)),
    "star": Check(entry("starred"), True),
    "mark_all_read": Check(lambda app: app.reader.top_bar.unread, 0),
    "tag": Check(window, PromptScreen),
    "note": Check(window, PromptScreen),
    "export": Check(window, PromptScreen),
    "pipe": Check(window, PromptScreen),
    "undo": Check(entry("starred"), False, ("s",)),
    "redo": Check(entry("starred"), True, ("s", "u")),
    "unread_only": Check(lambda app: app.reader.unread_only, True),
    "search": Check(lambda app: app.reader.search_line.is_open, True),
    "filter": Check(lambda app: app.reader.search_line.is_open, True),
    "clear_filter": Check(lambda app: app.reader.narrowed, None, ("f", *"long", "enter")),
    "sort": Check(window, PromptScreen),
    "group": Check(lambda app: app.reader.order, "feed"),
    "duplicates": Check(lambda app: len(app.reader.entry_list), 6),
    "find_within": Check(lambda app: app.reader.within.is_typing, True),
    "select": Check(lambda app: app.reader.selecting.is_selecting, True, ("enter",)),
    "select_all": Check(lambda app: len(app.reader.several.selection), 6),
    "select_matching": Check(window, PromptScreen),
    "save_search": Check(window, PromptScreen),
    "show_new": Check(lambda app: len(app.reader.entry_list), 7),
    "less_text": Check(lambda app: bool(app.reader.top_bar.level), True),
    "more_text": Check(lambda app: bool(app.reader.top_bar.level), False, ("-",)),
    "quotes": Check(where, Pane.QUOTES),
    "next_quote": Check(lambda app: app.reader.quotes_view.current, 0, ("enter",)),
    "previous_quote": Check(lambda app: app.reader.quotes_view.current, 0, ("enter", "]", "]")),
    "reported": Check(lambda app: app.reader.quotes_view.reported, False),
    "speaker": Check(lambda app: app.reader.place.partition('"')[0], "search:speaker:", ("enter", "]", "]")),
    "browse": Check(notice, "opened https://example.org/1"),
    "browse_read": Check(entry("read"), True),
    "comments": Check(notice, "opened https://example.org/1#comments"),
    "full_text": Check(notice, "this article has no link to a page"),
    "media": Check(notice, "no file is attached to this article"),
    "pictures": Check(notice, "this article has no pictures"),
    "link_letters": Check(notice, "type the letters of a link   esc back"),
    "copy_link": Check(lambda app: app.clipboard, "https://example.org/1"),
    "refresh_feed": Check(notice, "these files are read without subscribing: nothing to refresh"),
    "refresh_all": Check(notice, "these files are read without subscribing: nothing to refresh"),
    "add_feed": Check(window, PromptScreen),
    "place_up": Check(notice, "Notes is the first here   ctrl+→ into a folder", ("J", "h")),
    "place_down": Check(notice, "Notes is the last here   ctrl+→ into a folder", ("J", "h")),
    "into_folder": Check(window, PromptScreen, ("J", "h")),
    "edit_feed": Check(window, PromptScreen, ("J",)),
    "unsubscribe": Check(window, PromptScreen, ("J",)),
    "accept_address": Check(notice, "Notes: no other address is offered", ("J",)),
    "health": Check(window, HealthScreen),
    "stop": Check(notice, "nothing long is under way"),
    "welcome": Check(window, WelcomeScreen),
    "details": Check(window, MessagesScreen),
    "sort_feeds": Check(lambda app: app.reader.feed_order, "name"),
    "side_bar": Check(lambda app: app.reader.wishes.side_bar, False),
    "zen": Check(lambda app: app.reader.wishes.zen, True),
    "theme": Check(window, ThemeScreen),
    "narrower": Check(lambda app: app.reader.wishes.wider.get(Pane.LIST), -2),
    "wider": Check(lambda app: app.reader.wishes.wider.get(Pane.LIST), 2),
    "command_line": Check(lambda app: app.reader.command_line.line.is_open, True),
    "palette": Check(window, PaletteScreen),
    "menu": Check(window, MenuScreen),
    "help": Check(window, HelpScreen),
    "quit_level": Check(where, Pane.FEEDS),
    "suspend": Check(notice, "suspended"),
    "quit": Check(lambda app: app._exit, True),
    "interrupt": Check(notice, "Q quits, q goes back"),
}


def test_every_command_is_tested() -> None:
    """Who adds a command says here what it does."""
    assert [command.id for command in COMMANDS] == [command.id for command in COMMANDS if command.id in CHECKS]
    assert set(CHECKS) == {command.id for command in COMMANDS}


@pytest.mark.parametrize("name", CHECKS)
async def test_a_command_does_what_it_says(
    make_app: MakeApp, library: Library, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is about changes, and only then."""
    (command,) = (command for command in COMMANDS if command.id == name)
    check = CHECKS[name]
    quiet: dict[str, Any] = {"reading": Reading(mark_read_after=0), "refresh": Refresh(on_start=False, every=0)}
    if name == "full_text":  # no test asks the network
        with library.write():
            library.execute("UPDATE entries SET link = NULL")
    if name == "duplicates":
        with library.write():
            library.execute("INSERT INTO duplicates SELECT id, 1 FROM entries WHERE id <= 2")
    app = make_app(Config(**quiet, interface=Interface(browser=f"{sys.executable} -c pass")))
    monkeypatch.setattr(app, "action_suspend_process", lambda: app.reader.say("suspended"))
    async with app.run_test(size=WIDE) as pilot:
        if name == "show_new":
            add_entries(library, 1, article(20))
            app.reader.show_counts()
        await pilot.press(*check.before)
        await pilot.pause()
        assert check.look(app) != check.becomes
        await pilot.press(*(command.keys[:1] or (":", *command.id, "enter")))
        await until(pilot, lambda: check.look(app) == check.becomes)
