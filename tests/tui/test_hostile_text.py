"""Text from outside in every place of the screen: no markup, no escape, no action, no exception."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList

from newsreader.library import feeds, lists, tags
from newsreader.models.documents import ParsedEntry
from newsreader.text import clean_line
from tui.small_library import NOW, add_entries, titles

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

STRINGS = [
    "[/]",
    "[/ b",
    "[bold]not bold[/bold]",
    "[@click=app.quit]click me[/]",
    "[link=file:///etc/passwd]x[/link]",
    "\\[red]",
    "$t ${HOME} {0} %s",
    "a\x1b[2J\x1b]52;c;ZXZpbA==\x07b",
    "\x9b31mred\x9d0;title\x9c",
    "\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\",
    "user\u202egpj.exe",
    "\ud800 lone",
    "سلام 世界 👩‍👩‍👧 e\u0301",
    "x" * 2000,
    "",
]


def hostile(number: int, text: str) -> ParsedEntry:
    """An entry that says the same everywhere, as it looks after arrival."""
    from newsreader.articles import clean

    line = clean_line(text)
    html = clean.from_text(f"Before. {text} after.\n\n“{text}” said {text} Smith.")
    return ParsedEntry(
        guid=f"h{number}", title=line, author=line, published=NOW - number, content=html, categories=(line,)
    )


@pytest.fixture
def hostile_library(library: Library) -> Library:
    """Titles, authors, texts and feed titles from the list above and the shared one, where it is there."""
    texts = list(STRINGS)
    shared = Path(__file__).parents[3] / "shared/data/hostile/documents/P-strings/strings.jsonl"
    if shared.exists():
        lines = shared.read_text(encoding="utf-8").splitlines()
        texts += [str(json.loads(line)) for line in lines]
    feed_id = feeds.add(library, "https://hostile.example/[/]", clean_line("[/] \x1b[31m feed"), folder="[/]", now=NOW)
    add_entries(library, feed_id, *(hostile(n, text[:5000]) for n, text in enumerate(texts)))
    return library


async def test_every_string_is_shown_literally_and_harms_nothing(make_app: MakeApp, hostile_library: Library) -> None:
    """Walking over all articles, opening each: titles are the text itself, the app goes on."""
    app = make_app(opened=hostile_library)
    async with app.run_test(size=(160, 42)) as pilot:
        await pilot.press("enter")
        for _ in range(len(titles(app)) + 2):
            await pilot.press("n")
        await pilot.press("h", "h", "G", "question_mark", "escape")
        app.reader.show_place("smart:all")
        assert {"[@click=app.quit]click me[/]", "[/ b", "\\[red]"} <= set(titles(app))
        assert app.is_running
        assert app.return_code is None


async def test_markup_in_a_title_is_on_the_screen_as_it_is(make_app: MakeApp, hostile_library: Library) -> None:
    """The letters of the tags are visible in list and detail."""
    app = make_app(opened=hostile_library)
    async with app.run_test(size=(240, 60)) as pilot:
        await pilot.pause()
        index = titles(app).index("[bold]not bold[/bold]")
        app.reader.entry_list.select(index)
        await pilot.pause()
        words = " ".join(re.sub(r"<[^>]+>", " ", app.export_screenshot()).replace("&#160;", " ").split())
        assert words.count("[bold]not bold[/bold]") >= 2


def test_a_screenshot_holds_no_control_character(hostile_library: Library) -> None:
    """What reaches the terminal is read in test_pty; here the library's side: nothing unsafe is stored."""
    from newsreader.library import entries

    ids = lists.listing(hostile_library).ids
    with redirect_stdout(io.StringIO()):
        stored = [entries.entry(hostile_library, entry_id) for entry_id in ids]
    unsafe = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
    assert [e.id for e in stored if unsafe.search(e.title + (e.author or "") + e.body)] == []


async def test_names_are_letters_in_palette_and_command_line_too(make_app: MakeApp, hostile_library: Library) -> None:
    """A folder, a tag and a speaker that look like markup are found, named and opened as they are."""
    tags.tag(hostile_library, [1], "[@click=app.quit]x[/]", now=NOW)
    app = make_app(opened=hostile_library)
    async with app.run_test(size=(160, 42)) as pilot:
        await pilot.press("ctrl+p", *"[/")
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        listed = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
        assert "[/]  folder" in listed
        assert "#[@click=app.quit]x[/]  tag" in listed
        await pilot.press("escape", ":", *"open #[@", "tab")
        assert app.reader.key_bar.keys[0] == ("#[@click=app.quit]x[/]", "tag")
        await pilot.press("enter")
        assert app.reader.place_name() == "#[@click=app.quit]x[/]"
        await pilot.press(":", *"open [/nix[", "enter")
        assert "“[/nix[”" in app.reader.command_line.line.mistake
        assert app.is_running
