"""Articles selected by key, mouse and query, and what is done with all of them as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import journal, lists, states
from newsreader.tui.screens import marking, several
from newsreader.tui.screens.prompt import PromptScreen
from tui.small_library import NOW, add_entries, article, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from newsreader.library.store import Library
    from newsreader.models.entries import EntryRow
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def rows(library: Library) -> list[EntryRow]:
    """All articles, newest first."""
    return lists.rows(library, lists.listing(library).ids)


def starred(library: Library) -> list[int]:
    """The places of those that are starred."""
    return [place for place, row in enumerate(rows(library)) if row.starred]


def selected(app: ReaderApp) -> list[int]:
    """The places of those that are selected."""
    return list(app.reader.several.selection)


async def test_a_range_goes_from_where_it_began_to_the_cursor(make_app: MakeApp) -> None:
    """Also upwards; ended it stays, and another one can follow."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "v", "j", "j")
        assert selected(app) == [1, 2, 3]
        await pilot.press("k", "k", "k")
        assert selected(app) == [0, 1]
        await pilot.press("v", "G")
        assert selected(app) == [0, 1]
        await pilot.press("v", "k", "k")
        assert selected(app) == [0, 1, 3, 4, 5]


async def test_a_range_that_begins_on_a_selected_article_lets_go(make_app: MakeApp) -> None:
    """Twice on the same one takes it in or leaves it out."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V")
        assert selected(app) == [0, 1, 2, 3, 4, 5]
        await pilot.press("j", "v", "j", "v")
        assert selected(app) == [0, 3, 4, 5]
        await pilot.press("v", "v")
        assert selected(app) == [0, 2, 3, 4, 5]


async def test_what_is_selected_is_marked_as_one_step(make_app: MakeApp, library: Library) -> None:
    """With its number; undone at once."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j", "j", "s")
        assert starred(library) == [0, 1, 2]
        assert app.reader.key_bar.notice.startswith("3 starred")
        assert [step.label for step in journal.steps(library)] == ["3 starred"]
        await pilot.press("s")
        assert starred(library) == []
        await pilot.press("u")
        assert starred(library) == [0, 1, 2]


async def test_some_read_and_some_unread_become_read(make_app: MakeApp, library: Library) -> None:
    """Then all of them unread; nobody has to guess which."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "m", "k", "v", "j", "j", "m")
        assert [row.read for row in rows(library)] == [True, True, True, False, False, False]
        assert app.reader.key_bar.notice.startswith("2 marked read")
        await pilot.press("m")
        assert not [row for row in rows(library) if row.read]


async def test_escape_lets_go(make_app: MakeApp) -> None:
    """And goes nowhere; the next one goes back as always."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j")
        assert app.reader.list_title.note == "2 selected"
        await pilot.press("escape")
        assert selected(app) == []
        assert app.reader.pane == "list"
        assert app.reader.list_title.note == "6 unread"
        await pilot.press("escape")
        assert app.reader.pane == "feeds"


async def test_the_article_has_its_own_keys(make_app: MakeApp, library: Library) -> None:
    """What is selected in the list is meant in the list alone."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j", "v", "j", "enter", "s")
        assert starred(library) == [2]
        await pilot.press("escape", "s")
        assert starred(library) == [0, 1, 2]


async def test_several_are_tagged(make_app: MakeApp, library: Library) -> None:
    """All that have it not get it; a tag that all have is taken off."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t", *"later", "enter")
        await until(pilot, lambda: rows(library)[0].tags == ("later",))
        await pilot.press("v", "j", "j", "t")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press(*"later", "enter")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("2 tagged later"))
        assert [row.tags for row in rows(library)[:4]] == [("later",)] * 3 + [()]
        await pilot.press(":", *"tag Later", "enter")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("3 untagged"))
        assert not [row for row in rows(library) if row.tags]
        await pilot.press("u")
        assert [row.tags for row in rows(library)[:4]] == [("later",)] * 3 + [()]


async def test_what_a_query_finds_is_selected(make_app: MakeApp, library: Library) -> None:
    """Beside what was selected before, also what was read since it was listed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "m", "k", "v", "v", "*")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press(*"title:long OR feed:Herald", "enter")
        await until(pilot, lambda: len(selected(app)) > 1)
        names = titles(app)
        assert [names[place] for place in selected(app)] == [
            "Moscow and Pyongyang sign mutual-defence pact",
            "A long read",
            "Article 4",
            "Article 5",
        ]
        assert app.reader.key_bar.notice.startswith("3 articles selected")


async def test_a_query_that_makes_no_sense_is_asked_again(make_app: MakeApp) -> None:
    """With what is wrong about it; on the command line the words stay."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("*")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        before = app.screen
        await pilot.press(*"is:nowhere", "enter")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen) and app.screen is not before)
        await pilot.press("escape")
        await pilot.press(":", *"select_matching is:nowhere", "enter")
        assert app.reader.command_line.line.is_open


async def test_clicks_select(make_app: MakeApp) -> None:
    """With ctrl one more or less, with shift all between."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        view = app.reader.entry_list
        lines = [view._line_of(index) for index in range(6)]
        await pilot.click(view, (5, lines[1]), control=True)
        await pilot.click(view, (5, lines[4]), control=True)
        assert selected(app) == [1, 4]
        await pilot.click(view, (5, lines[1]), control=True)
        assert selected(app) == [4]
        await pilot.click(view, (5, lines[2]), shift=True)
        assert selected(app) == [1, 2, 4]


async def test_another_list_has_nothing_selected(make_app: MakeApp) -> None:
    """What cannot be seen is not acted on."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V", "J")
        assert len(app.reader.entry_list.selection) == 0


async def test_what_a_range_passes_by_is_not_read(make_app: MakeApp, library: Library) -> None:
    """Only what was read is marked so."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j")
        assert app.reader.entry is not None
        app.reader._was_open(app.reader.entry.id)
        assert not [row for row in rows(library) if row.read]
        await pilot.press("v")
        app.reader._was_open(app.reader.entry.id)
        assert [place for place, row in enumerate(rows(library)) if row.read] == [1]


async def test_many_are_marked_apart_and_undone(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words, the same step."""
    add_entries(library, 2, *(article(number, age=50 + number) for number in range(100, 400)))
    for module in (several, marking):
        monkeypatch.setattr(module, "MANY", 100)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V", "j", "v", "v", "s")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("305 starred"))
        assert len(starred(library)) == 305
        await pilot.press("u")
        await until(pilot, lambda: not starred(library))


async def test_an_article_that_is_gone_is_passed_over(make_app: MakeApp, library: Library) -> None:
    """Whoever else deleted it: the others are tagged all the same."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("V")
        with library.write():
            library.execute("DELETE FROM entries WHERE id = 6")
        await pilot.press(":", *"tag later", "enter")
        await until(pilot, lambda: app.reader.key_bar.notice.startswith("5 tagged"))


async def test_the_selected_are_exported(make_app: MakeApp, tmp_path: object) -> None:
    """They and no others are offered."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j", "X")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        screen = app.screen
        assert isinstance(screen, PromptScreen)
        assert {choice.value.partition(" ")[0] for choice in screen._question.choices} == {"selected"}
        assert screen._question.choices[0].label == "2 articles as Markdown"


async def test_a_read_mark_counts_once(make_app: MakeApp, library: Library) -> None:
    """What was so before is not counted, and undo leaves it."""
    states.mark(library, [1], starred=True, now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "j", "s")
        assert app.reader.key_bar.notice.startswith("1 starred")
        await pilot.press("u")
        assert starred(library) == [0]
