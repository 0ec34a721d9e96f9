"""Tags and notes on the screen: asked for, shown in list, article and side bar, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, OptionList

from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.library import feeds, notes, tags
from newsreader.models.findings import Note, Span
from newsreader.tui.noting import with_notes
from newsreader.tui.rendering import Layout
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.symbols import ASCII, UNICODE
from tui.small_library import NOW, add_bridge, titles
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp
    from newsreader.tui.widgets.line_view import LineView

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def lines(view: LineView) -> list[str]:
    """What a pane shows."""
    return [" ".join("".join(text for text, _ in view.stretches(n)).split()) for n in range(view.line_count())]


async def asked(pilot: Pilot[None], app: ReaderApp, key: str, words: str = "", *keys: str) -> None:
    """Press a key that asks for words, and give them."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    app.screen.query_one(Input).value = words
    await pilot.pause()
    await pilot.press(*(keys or ("enter",)))
    await until(pilot, lambda: app.screen is app.reader)


async def test_t_tags_and_takes_off(make_app: MakeApp, library: Library) -> None:
    """The list, the head of the article and the side bar show it at once."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "t", "Climate")
        await until(pilot, lambda: tags.all_tags(library))
        assert "tagged Climate" in app.reader.key_bar.notice
        assert "#Climate" in lines(app.reader.entry_list)[2]
        assert any("#Climate" in line for line in lines(app.reader.article_view)[:3])
        places = {place.key: place.count for place in app.reader.feed_list.places}
        assert places["tag:Climate"] == 1
        await pilot.press("j")
        await asked(pilot, app, "t", "CLIM")  # the tag that has these letters is chosen
        await until(pilot, lambda: tags.all_tags(library) == [tags.Tag("Climate", 2)])
        await asked(pilot, app, "t", "climate")
        await until(pilot, lambda: tags.all_tags(library) == [tags.Tag("Climate", 1)])
        assert "untagged Climate" in app.reader.key_bar.notice
        await pilot.press("u", "u")
        assert tags.all_tags(library) == [tags.Tag("Climate", 1)]
        await pilot.press("u")
        assert tags.all_tags(library) == []
        assert "tag:Climate" not in [place.key for place in app.reader.feed_list.places]
        assert not any("#Climate" in line for line in lines(app.reader.article_view))


async def test_a_new_tag_that_is_a_part_of_another(make_app: MakeApp, library: Library) -> None:
    """It is offered below those that have its letters; a name with a point is one like any other."""
    tags.tag(library, [1], "climate change", now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "t", "climate", "down", "enter")
        await until(pilot, lambda: len(tags.all_tags(library)) == 2)
        await asked(pilot, app, "t", "v1.5/x")
        await until(pilot, lambda: len(tags.all_tags(library)) == 3)
        assert [tag.name for tag in tags.all_tags(library)] == ["climate", "climate change", "v1.5/x"]
        await pilot.press("t")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert app.screen.query_one(OptionList).option_count == 3
        await pilot.press("enter")  # nothing is typed, nothing chosen
        await until(pilot, lambda: app.screen is app.reader)
        assert len(tags.all_tags(library)) == 3


async def test_a_tag_is_a_place(make_app: MakeApp, library: Library) -> None:
    """Under a heading that folds and lists all that is tagged; the next start opens there again."""
    tags.tag(library, [2, 5], "war", now=NOW)
    tags.tag(library, [6], "peace", now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h", "j", "j", "j", "j")
        assert app.reader.place == "tags:"
        assert titles(app) == ["A long read", "Article 6", "Article 5"]
        await pilot.press("j", "j")
        assert app.reader.place == "tag:war"
        assert app.reader.list_title.name_words == "#war"
        assert titles(app) == ["A long read", "Article 5"]
        app.reader.keeping.keep()
    again = make_app()
    async with again.run_test(size=WIDE) as pilot:
        assert again.reader.place == "tag:war"
        await pilot.press("h", "h", "h")
        assert "tag:war" not in [place.key for place in again.reader.feed_list.places]


async def test_i_writes_a_note(make_app: MakeApp, library: Library) -> None:
    """Shown below the article and by a sign in the list; changed by the same key, and taken away by no words."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await asked(pilot, app, "i", "compare [/] this")
        await until(pilot, lambda: notes.all_notes(library))
        assert lines(app.reader.article_view)[-3:] == ["Notes", "", "compare [/] this"]
        assert app.reader.symbols.note in lines(app.reader.entry_list)[2]
        await asked(pilot, app, "i", "one⏎two")
        await until(pilot, lambda: notes.all_notes(library)[0].text == "one\ntwo")
        assert lines(app.reader.article_view)[-2:] == ["one", "two"]
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert app.screen.query_one(Input).value == "one⏎two"
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await until(pilot, lambda: not notes.all_notes(library))
        assert "Notes" not in lines(app.reader.article_view)
        await pilot.press("u", "u")
        assert lines(app.reader.article_view)[-1] == "compare [/] this"


async def test_a_note_that_another_program_deletes_meanwhile_is_written_anew(
    make_app: MakeApp, library: Library
) -> None:
    """The words are kept, and nothing has to be typed again."""
    before = notes.write(library, 1, "old", passage=None, now=NOW)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        notes.delete(library, before.id, NOW)
        await pilot.press("end", *" new", "enter")
        await until(pilot, lambda: app.screen is app.reader)
        await until(pilot, lambda: [note.text for note in notes.of_entry(library, 1)] == ["old new"])


async def test_i_in_the_quotes_pane_is_on_the_quote(make_app: MakeApp, library: Library) -> None:
    """Without words it is highlighted; the same key gives it words, or takes the highlight away."""
    add_bridge(library)
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press('"', "j")
        quotation = app.reader.quotes_view.quotation
        assert quotation is not None
        await asked(pilot, app, "i")
        await until(pilot, lambda: notes.all_notes(library))
        assert notes.all_notes(library)[0].passage == Span(quotation.start, quotation.end, quotation.text)
        assert "highlighted" in app.reader.key_bar.notice
        assert lines(app.reader.article_view)[-1] == f"│ {quotation.text}"
        await asked(pilot, app, "i", "really?")
        await until(pilot, lambda: notes.all_notes(library)[0].text == "really?")
        await asked(pilot, app, "i")
        await until(pilot, lambda: not notes.all_notes(library))
        await pilot.press("h")
        await asked(pilot, app, "i")  # a note without words on the whole article is none
        assert notes.all_notes(library) == []


async def test_the_text_stays_where_it_is(make_app: MakeApp, library: Library) -> None:
    """A tag or a note moves nothing under the reader, though the head may grow."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "enter", "space", "space")
        view = app.reader.article_view
        before = lines(view)[view.scroll_offset.y]
        for number in range(9):
            tags.tag(library, [app.reader.selected_id or 0], f"a rather long tag {number}", now=NOW)
        app.reader.states_changed()
        await pilot.pause()
        assert lines(view)[view.scroll_offset.y] == before


async def test_undo_takes_back_an_unsubscription(make_app: MakeApp, library: Library) -> None:
    """`D` says so; redo while one is in the feed leads out of it."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("J", "D")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "u undo" in app.reader.key_bar.notice)
        assert "Article 6" not in titles(app)
        await pilot.press("u")
        assert "undone: unsubscribed from Notes" in app.reader.key_bar.notice
        app.reader.return_to("feed:3")
        assert titles(app) == ["Article 6"]
        await pilot.press("ctrl+r")
        assert app.reader.place == "smart:unread"
        assert feeds.by_url(library, "https://notes.example/feed") is None


async def test_a_bulk_step_says_how_many(make_app: MakeApp, library: Library) -> None:
    """Also when it is undone."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A", "u")
        assert app.reader.key_bar.notice == "undone: 6 marked read"


async def test_another_process_tags_and_notes(make_app: MakeApp, library: Library) -> None:
    """What it did shows within a second in the open article."""
    from newsreader.library.store import open_library

    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        assert app.reader.entry is not None
        with open_library((library.path, library.index)) as other:
            notes.write(other, app.reader.entry.id, "from outside", now=NOW)
            tags.tag(other, [app.reader.entry.id], "far", now=NOW)
        await until(pilot, lambda: lines(app.reader.article_view)[-1] == "from outside")
        assert app.reader.entry.tags == ("far",)


@pytest.mark.parametrize("width", [40, 80, 120, 160])
async def test_every_width(make_app: MakeApp, library: Library, width: int) -> None:
    """Rows with many tags are never wider than the pane, and the title keeps most of it."""
    for name in ("war", "climate", "戦争と平和", "x" * 90):
        tags.tag(library, [1], name, now=NOW)
    notes.write(library, 1, "x", now=NOW)
    for symbols in ("unicode", "ascii"):
        config = Config(
            interface=Interface(symbols=symbols),
            reading=Reading(mark_read_after=0),
            refresh=Refresh(on_start=False, every=0),
        )
        app = make_app(config)
        async with app.run_test(size=(width, 24)):
            view = app.reader.entry_list
            assert any("Moscow" in line for line in lines(view))
            sign = (ASCII if symbols == "ascii" else UNICODE).note
            assert any(f" {sign}" in line for line in lines(view))


@pytest.mark.parametrize("width", [1, 5, 9, 10, 40])
def test_notes_as_lines(width: int) -> None:
    """They fit any width, no word is lost, and the body's own lines stay as they are."""
    found = (
        Note(1, 1, "a note\n\nof two 段落です", Span(3, 9, "the\tpassage of words"), 0, 0),
        Note(2, 1, "", None, 0, 0),
    )
    body = Layout(())
    assert with_notes(body, (), width, 9, symbols=UNICODE) is body
    laid = with_notes(body, found, width, 9, symbols=UNICODE)
    assert all(line.start == 9 for line in laid.lines)
    written = "".join(line.text for line in laid.lines).replace(UNICODE.quote_bar, "").replace(" ", "")
    assert written == "Notesthepassageofwordsanoteoftwo段落です"
