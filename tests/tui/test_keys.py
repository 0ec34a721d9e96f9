"""Keys pressed: numbers, sequences, macros, keys of one pane, escape and a key right after it, presets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from newsreader.commands import Pane
from newsreader.config import Config, Reading, Refresh
from newsreader.keymap import Bindings, Layer
from newsreader.keysettings import KeySettings, bound
from newsreader.tui.screens.health import HealthScreen
from newsreader.tui.screens.prompt import PromptScreen
from tui.small_library import titles, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def config(keys: KeySettings) -> Config:
    """Settings with keys, and nothing that happens by itself."""
    return Config(reading=Reading(mark_read_after=0), refresh=Refresh(on_start=False, every=0), keys=keys)


def cursor(app: ReaderApp) -> int:
    """The row of the list."""
    return app.reader.entry_list.cursor


def press_at_once(app: ReaderApp, *keys: str) -> None:
    """Keys that come together, before the first is answered."""
    names = {" ": "space", ":": "colon", "?": "question_mark"}
    for key in keys:
        app.post_message(events.Key(names.get(key, key), key if len(key) == 1 else None))


# --- numbers ------------------------------------------------------------------------------------------------------


async def test_a_number_says_how_often(make_app: MakeApp) -> None:
    """Rows in the list, lines in the article, a place after top and bottom; more than there are is all of them."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("3", "j")
        assert cursor(app) == 3
        await pilot.press("2", "k")
        assert cursor(app) == 1
        await pilot.press("4", "g")
        assert cursor(app) == 3
        await pilot.press("9", "9", "9", "9", "j")
        assert cursor(app) == 5
        await pilot.press("2", "G", "enter", "5", "j")
        assert app.reader.article_view.scroll_target_y == 5


async def test_a_number_repeats_what_goes_step_by_step(make_app: MakeApp) -> None:
    """Feeds, unread articles, undo; a command that is not repeated is done once."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2", "n")
        assert cursor(app) == 2
        await pilot.press("2", "J")
        assert app.reader.place_name() == "Herald"
        await pilot.press("3", "s")
        assert app.reader.entry is not None
        assert app.reader.entry.starred
        await pilot.press("s", "2", "u")
        assert not app.reader.entry.starred


async def test_a_number_and_enter_follow_a_link_whatever_enter_runs(make_app: MakeApp) -> None:
    """Also where it runs nothing; after the beginning of a sequence it is no such number."""
    app = make_app(config(bound({"open": ("l",), "star": ("g s",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("l", "9", "enter")
        assert app.reader.key_bar.notice == "there is no link 9"
        await pilot.press("9", "g", "enter")
        assert app.reader.key_bar.notice == "g enter runs nothing here"


async def test_a_number_is_told_and_dropped(make_app: MakeApp) -> None:
    """Escape drops it and leads nowhere; a number that follows another article is no link of that one."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "3")
        assert app.reader.key_bar.notice.startswith("3   a movement")
        await pilot.press("escape", "1")
        assert app.reader.key_bar.notice == "1   a movement that follows goes 1 time"
        await pilot.press("escape", "3")
        await pilot.press("escape")
        assert where(app) is Pane.DETAIL
        assert app.reader.key_bar.notice == ""
        await pilot.press("j")
        assert app.reader.article_view.scroll_target_y == 1


# --- sequences ----------------------------------------------------------------------------------------------------


async def test_a_sequence_runs_its_command(make_app: MakeApp) -> None:
    """What may follow is named meanwhile, with what it does here."""
    app = make_app(config(bound({"star": ("g s",), "bottom": ("g e",), "next_quote": ("g q",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g")
        following = app.reader.key_bar.keys
        assert following == (("g", "…"), ("e", "bottom"), ("s", "star"), ("esc", "drop"))
        await pilot.press("s")
        assert app.reader.entry is not None
        assert app.reader.entry.starred
        assert ("g s", "star") in app.reader.key_bar.keys
        await pilot.press("g", "e")
        assert cursor(app) == 5


@pytest.mark.parametrize(
    ("width", "following"),
    [
        (120, "g … a open All articles h open All unread s open Starred t :open # u :open esc drop"),
        (66, "g … a open h open s open t :open u :open esc drop"),
        (40, "g … a h s t u esc drop"),
    ],
)
async def test_all_that_may_follow_is_named_in_little_room(make_app: MakeApp, width: int, following: str) -> None:
    """In fewer words."""
    app = make_app(config(KeySettings("reader")))
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("g")
        assert " ".join(str(app.reader.key_bar.render()).split()) == following


async def test_a_sequence_that_is_dropped_does_nothing(make_app: MakeApp) -> None:
    """By escape, or by a key that it does not go on with; the line of keys is as it was."""
    app = make_app(config(bound({"star": ("g s",)})))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: app.reader.key_bar.keys)
        before = app.reader.key_bar.keys
        await pilot.press("j", "g", "escape")
        assert where(app) is Pane.LIST
        assert app.reader.key_bar.keys == before
        await pilot.press("g", "j")
        assert cursor(app) == 1
        assert app.reader.key_bar.notice == "g j runs nothing here"
        await pilot.press("j")
        assert cursor(app) == 2


async def test_a_tick_between_two_keys_of_a_sequence(make_app: MakeApp) -> None:
    """What happens by itself meanwhile neither drops it nor hides what may follow."""
    app = make_app(config(bound({"star": ("g s",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("g")
        app.reader.upkeep.tick()
        app.reader.show_counts()
        assert app.reader.key_bar.keys[0] == ("g", "…")
        await pilot.press("s")
        assert app.reader.entry is not None
        assert app.reader.entry.starred


# --- macros, panes, presets ---------------------------------------------------------------------------------------


async def test_a_macro_runs_commands_in_turn(make_app: MakeApp) -> None:
    """Each after what the one before has caused: a feed's list is there before its second article is marked."""
    app = make_app(config(bound({}, {"X": ("star", "next_unread"), "T": ("open Meridian", "down", "tag later")})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        await until(pilot, lambda: cursor(app) == 1)
        row = app.reader.entry_list.row(0)
        assert row is not None
        assert row.starred
        await pilot.press("T")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("tagged later"))
        row = app.reader.entry_list.row(1)
        assert (app.reader.place_name(), cursor(app)) == ("Meridian", 1)
        assert row is not None
        assert (row.title, row.tags) == ("A long read", ("later",))


async def test_a_macro_waits_for_a_window_that_asks(make_app: MakeApp) -> None:
    """What follows comes when it is answered."""
    app = make_app(config(bound({}, {"X": ("tag", "down")})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert cursor(app) == 0
        await pilot.press(*"soon", "enter")
        await until(pilot, lambda: cursor(app) == 1)
        first = app.reader.entry_list.row(0)
        assert first is not None
        assert first.tags == ("soon",)


async def test_keys_of_one_pane(make_app: MakeApp) -> None:
    """There alone; its footer and help have them."""
    layer = Layer(panes={Pane.DETAIL: Bindings({"star": ("x",), "page_down": ("j",)})})
    app = make_app(config(KeySettings(own=layer)))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j")
        assert cursor(app) == 1
        assert ("s", "star") in app.reader.key_bar.keys
        await pilot.press("enter", "j")
        assert app.reader.article_view.scroll_target_y > 5
        assert ("x", "star") in app.reader.key_bar.keys


async def test_no_default_key_is_told_that_the_user_gave_up(make_app: MakeApp) -> None:
    """In notices, empty lists and the line of new articles either."""
    keys = bound({"undo": ("ctrl+y",), "refresh_all": ("f5",), "next_feed": (), "show_new": ("f6",)})
    app = make_app(config(keys))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A")
        assert app.reader.key_bar.notice == "6 marked read   ctrl+y undo"
        app.reader.show_place("smart:unread")
        words = app.reader.entry_list.empty_words
        assert words == ("Everything is read.", "f5  refresh", ":next_feed  next feed")
        app.reader.new_line.count = 2
        await pilot.pause()
        assert "press f6 to show" in str(app.reader.new_line.render())


async def test_a_preset_is_chosen(make_app: MakeApp) -> None:
    """The screen of health has its keys as well, and sequences."""
    app = make_app(config(KeySettings("vim")))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("G")
        assert cursor(app) == 5
        await pilot.press("g", "g")
        assert cursor(app) == 0
        await pilot.press("H")
        assert isinstance(app.screen, HealthScreen)
        await pilot.press("G", "g", "g")
        assert isinstance(app.screen, HealthScreen)
        await pilot.press("q")
        assert len(app.screen_stack) == 1


# --- together -----------------------------------------------------------------------------------------------------


async def test_escape_and_a_key_at_once_mean_both(make_app: MakeApp) -> None:
    """Out of the article and down; a sign as well as a letter; where something is bound to alt and the key, that."""
    app = make_app(config(bound({"zen": ("alt+z",)})))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "alt+j")
        await until(pilot, lambda: cursor(app) == 1)
        assert where(app) is Pane.LIST
        await pilot.press("enter", "alt+z")
        assert app.reader.wishes.zen
        assert where(app) is Pane.DETAIL
        await pilot.press("alt+z", "alt+shift+g")
        await until(pilot, lambda: cursor(app) == 5)


@pytest.mark.parametrize("opening", ["/", "t", "?", ":"])
async def test_escape_and_a_key_at_once_in_a_window(make_app: MakeApp, opening: str) -> None:
    """The window closes, then the key does what it does."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(opening, "alt+j")
        await until(pilot, lambda: cursor(app) == 1)
        assert len(app.screen_stack) == 1
        assert app.reader.field is None


async def test_keys_after_an_escape_keep_their_order(make_app: MakeApp) -> None:
    """All that comes at once: out of the article and of a window, then a line of commands."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "?")
        press_at_once(app, "alt+:", *"zen")
        await until(pilot, lambda: app.reader.field is not None and app.reader.field.value == "zen")
        press_at_once(app, "alt+j", "j", "alt+h", "alt+:", *"tag x")
        await until(pilot, lambda: app.reader.field is not None and app.reader.field.value == "tag x")
        assert where(app) is Pane.FEEDS


async def test_alt_moves_by_words_in_a_field(make_app: MakeApp) -> None:
    """As some terminals send it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("/", *"one two", "alt+b", "X")
        assert app.reader.search_line.text == "one Xtwo"


@pytest.mark.parametrize("keys", [("/", *"read"), (":", *"open")])
async def test_keys_that_come_before_the_line_is_open_are_typed(make_app: MakeApp, keys: tuple[str, ...]) -> None:
    """None of them runs a command."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(2):
            press_at_once(app, *keys)
            await until(pilot, lambda: app.reader.field is not None and app.reader.field.has_focus)
            await pilot.press("x")
            assert app.reader.field is not None
            assert app.reader.field.value == "".join(keys[1:]) + "x"
            await pilot.press("escape")
        assert titles(app)
        assert app.clipboard == ""


async def test_keys_that_come_before_a_window_is_open_are_typed(make_app: MakeApp) -> None:
    """They wait for it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        press_at_once(app, "t", *"soon", "enter")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("tagged soon"))
        assert cursor(app) == 0


async def test_a_search_that_is_mended_is_replaced_by_typing(make_app: MakeApp) -> None:
    """Also by what comes before the line has the focus; moving in it first keeps it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("/", *"feed:notes", "enter")
        await until(pilot, lambda: titles(app) == ["Article 6"])
        press_at_once(app, "/", *"pact")
        await until(pilot, lambda: app.reader.search_line.text == "pact")
        await pilot.press("escape", "/", "end", *" long")
        assert app.reader.search_line.text == "feed:notes long"
