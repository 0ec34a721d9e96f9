"""The command line: names, what commands are told, completion, earlier lines, mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.commands import COMMANDS, Pane
from newsreader.errors import UsageError
from newsreader.keymap import Call
from newsreader.library import notes
from newsreader.tui.screens import completing
from tui.small_library import titles, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("star", Call("star")),
        ("mark-all-read", Call("mark_all_read")),
        ("MARK_ALL", Call("mark_all_read")),
        ("q", Call("quit")),
        ("help", Call("help")),
        ("zen ", Call("zen")),
        ("tag  two words ", Call("tag", "two words")),
        ("sea x", Call("search", "x")),
        ("12", Call("top", "12")),
    ],
)
def test_what_a_line_means(line: str, call: Call) -> None:
    """A name, the beginning of one, what it is told; a number is a line."""
    assert completing.understood(line) == call


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("opne", 'there is no command "opne"; did you mean "open"?'),
        ("next", "“next” may be next_unread or next_article or next_feed"),
        ("star later", "star is told nothing, not “later”"),
        ("9x", 'there is no command "9x"'),
    ],
)
def test_what_a_line_does_not_mean(line: str, sentence: str) -> None:
    """One sentence with a suggestion."""
    with pytest.raises(UsageError) as raised:
        completing.understood(line)
    assert sentence in str(raised.value)


@given(st.text(max_size=20))
def test_any_line_is_understood_or_refused(line: str) -> None:
    """Nothing else is raised."""
    try:
        call = completing.understood(line)
    except UsageError:
        return
    assert call.command in {command.id for command in COMMANDS}


def test_the_best_comes_first() -> None:
    """Beginnings before middles, words before scattered letters; all words must fit, accents and case do not matter."""
    names = ["The long Guardian", "Guardian", "Gulf and radio", "World News", "Échos du monde"]

    def best(typed: str) -> list[str]:
        return completing.best(typed, [(name, name) for name in names])

    assert best("guardian")[:2] == ["Guardian", "The long Guardian"]
    assert best("wn") == ["World News"]
    assert best("echos MONDE") == ["Échos du monde"]
    assert {"Guardian", "The long Guardian"} <= set(best("gard"))
    assert best("news x") == []
    assert best("") == names


@given(st.text(max_size=6), st.text(max_size=20))
def test_what_is_in_a_name_fits_it(typed: str, around: str) -> None:
    """Letters that stand there in a row, or in this order."""
    folded = [word for word in typed.split() if word]
    assert completing.fit(folded, f"{around}{' '.join(folded)}{around}") is not None
    scattered = "-".join("".join(folded))
    assert not folded or completing.fit(["".join(folded)], scattered) is not None


# --- the line -----------------------------------------------------------------------------------------------------


async def test_what_a_command_is_told_is_meant_for_the_list_that_was_asked_for(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for what a search finds, as a key does."""
    awaited = []

    async def wait() -> None:
        awaited.append(True)

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app.reader, "list_awaited", wait)
        await pilot.press(":", *"tag later", "enter")
        assert len(awaited) == 2
        assert "tagged later" in app.reader.key_bar.notice


async def test_a_line_opens_a_place(make_app: MakeApp) -> None:
    """A feed, a folder, a list, by the beginning of its name."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for words, name in (("open merid", "Meridian"), ("open world", "World"), ("open today", "Today")):
            await pilot.press(":", *words, "enter")
            assert app.reader.place_name() == name
            assert where(app) is Pane.LIST
            assert app.reader.feed_list.place is not None
            assert app.reader.feed_list.place.key == app.reader.place


async def test_a_line_tags_notes_searches_and_sorts(make_app: MakeApp, library: Library) -> None:
    """What a window would have asked for."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"tag read later", "enter")
        assert app.reader.entry is not None
        entry_id = app.reader.entry.id
        assert app.reader.entry.tags == ("read later",)
        await pilot.press(":", *"note my words", "enter")
        assert [note.text for note in notes.of_entry(library, entry_id)] == ["my words"]
        await pilot.press(":", *"open #read later", "enter")
        assert titles(app) == ["Moscow and Pyongyang sign mutual-defence pact"]
        await pilot.press(":", *"search feed:notes", "enter")
        await until(pilot, lambda: titles(app) == ["Article 6"])
        await pilot.press(":", *"open all articles", "enter", ":", *"sort length", "enter")
        await until(pilot, lambda: app.reader.order == "length" and app.reader.narrowed is None)
        await pilot.press(":", *"filter feed:notes", "enter")
        await until(pilot, lambda: titles(app) == ["Article 6"])
        for order in ("arrived", "date"):
            await pilot.press(":", *f"sort {order}", "enter")
            await until(pilot, lambda: app.reader.narrowed is not None and app.reader.narrowed.sort == order)  # noqa: B023
            assert titles(app) == ["Article 6"]
        await pilot.press(":", *"clear-filter", "enter")
        await until(pilot, lambda: len(titles(app)) == 6)


async def test_a_number_goes_to_a_line(make_app: MakeApp) -> None:
    """As in an editor."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", "4", "enter")
        assert app.reader.entry_list.cursor == 3


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("opne", 'did you mean "open"?'),
        ("open nowhere", "there is no feed, folder, search or tag “nowhere”"),
        ("sort size", "there is no order “size”; known are date, relevance, arrived, length"),
        ("search is:redd", "The search cannot be understood at character 1"),
        ("zen now", "zen is told nothing"),
    ],
)
async def test_a_mistake_is_told_and_the_words_stay(make_app: MakeApp, line: str, sentence: str) -> None:
    """To be mended; the next letter takes the sentence away."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *line, "enter")
        assert sentence in app.reader.command_line.line.mistake
        assert app.reader.command_line.line.text == line
        await pilot.press("x")
        assert app.reader.command_line.line.mistake == ""
        await pilot.press("escape")
        assert where(app) is Pane.LIST
        assert not app.reader.command_line.line.is_open


async def test_tab_completes_names_and_what_they_are_told(make_app: MakeApp) -> None:
    """One after the other and back; what may be meant is named in the last line."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"mark")
        assert [key for key, _ in app.reader.key_bar.keys[:3]] == ["mark_read", "mark_unread", "mark_all_read"]
        line = app.reader.command_line.line
        seen = []
        for key in ("tab", "tab", "shift+tab"):
            await pilot.press(key)
            seen.append(line.text)
        assert seen == ["mark_read", "mark_unread", "mark_read"]
        await pilot.press(*["backspace"] * 9, *"ope", "tab", *"mer", "tab")
        assert line.text == "open Meridian"
        assert app.reader.key_bar.keys[0] == ("Meridian", "World")
        await pilot.press("enter")
        assert app.reader.place_name() == "Meridian"


async def test_earlier_lines_come_back_in_the_next_session(make_app: MakeApp) -> None:
    """The last one first; one that was mistaken is not kept."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", *"star", "enter", ":", *"zen", "enter", ":", *"opne", "enter", "escape")
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(":", "up")
        assert app.reader.command_line.line.text == "zen"
        await pilot.press("up")
        assert app.reader.command_line.line.text == "star"
        await pilot.press("down", "down")
        assert app.reader.command_line.line.text == ""


async def test_an_empty_line_closes(make_app: MakeApp) -> None:
    """By enter, by backspace, by a click elsewhere."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        for key in ("enter", "backspace"):
            await pilot.press(":", key)
            assert not app.reader.command_line.line.is_open
        await pilot.press(":", *"sta")
        await pilot.click("#detail")
        await until(pilot, lambda: not app.reader.command_line.line.is_open)
        assert where(app) is Pane.DETAIL
