"""Leaving from the screen: the article or the list to files, followed and stopped; the text to a command."""

from __future__ import annotations

import shlex
import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from newsreader.commands import Pane
from newsreader.config import Config, Export
from newsreader.tui.screens.prompt import PromptScreen
from newsreader.tui.screens.reader import ReaderScreen
from tui.small_library import NOW, add_entries, article, where
from tui.waiting import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

WIDE = (160, 42)


def names(folder: Path) -> list[str]:
    """What is in a folder, what is hidden as well."""
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


async def choose(pilot: Pilot[None], app: ReaderApp, words: str) -> None:
    """Press X and choose what begins with these words."""
    await pilot.press("X")
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    assert isinstance(app.screen, PromptScreen)
    labels = [choice.label for choice in app.screen._question.choices]
    place = next(number for number, label in enumerate(labels) if label.startswith(words))
    await pilot.press(*["down"] * place, "enter")


async def told(pilot: Pilot[None], app: ReaderApp, words: str) -> str:
    """What is said, once these words are in it."""
    screen = app.reader
    await until(pilot, lambda: words in screen.key_bar.notice)
    return screen.key_bar.notice


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Exports go to a folder of the test's."""
    return Config(export=Export(folder=str(tmp_path / "left")))


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("article as Markdown", "md"),
        ("article as HTML", "html"),
        ("article as EPUB", "epub"),
        ("article as plain", "txt"),
        ("article as JSON", "json"),
    ],
)
async def test_x_writes_the_article(make_app: MakeApp, config: Config, tmp_path: Path, words: str, ending: str) -> None:
    """Into the folder of the settings, which is made; the place is told."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, words)
        name = f"2024-06-19 Moscow and Pyongyang sign mutual-defence pact.{ending}"
        assert await told(pilot, app, "written") == f"1 article written to {tmp_path / 'left' / name}"
        assert names(tmp_path / "left") == [name]


async def test_the_list_becomes_one_file(make_app: MakeApp, config: Config, tmp_path: Path) -> None:
    """Of every format but Markdown; twice, and both are there."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        for name in ("All unread 19 Jun 2024.epub", "All unread 19 Jun 2024 2.epub"):
            await choose(pilot, app, "list of 6 as EPUB")
            assert (await told(pilot, app, name)).startswith("6 articles written to ")
            app.reader.unsay()
        assert names(tmp_path / "left") == ["All unread 19 Jun 2024 2.epub", "All unread 19 Jun 2024.epub"]


async def test_the_list_as_markdown_is_a_folder_of_its_own(make_app: MakeApp, config: Config, tmp_path: Path) -> None:
    """With a file an article; a second one beside it."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        for name in ("All unread 19 Jun 2024", "All unread 19 Jun 2024 2"):
            await choose(pilot, app, "list of 6 as Markdown")
            await told(pilot, app, f"written to {tmp_path / 'left' / name}")
            assert len(names(tmp_path / "left" / name)) == 6
            app.reader.unsay()


async def test_the_feeds_have_no_article(make_app: MakeApp, config: Config) -> None:
    """There only the list is offered."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("h")
        assert where(app) is Pane.FEEDS
        await pilot.press("X")
        assert isinstance(app.screen, PromptScreen)
        assert {choice.label.partition(" as ")[0] for choice in app.screen._question.choices} == {"list of 6"}


async def test_x_again_stops_it(make_app: MakeApp, config: Config, library: Library, tmp_path: Path) -> None:
    """Keys are answered meanwhile, and no half file is left."""
    add_entries(library, 1, *(article(number) for number in range(100, 2_100)), now=NOW)
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "list of 2,006 as EPUB")
        bar = app.reader.top_bar
        await until(pilot, lambda: bar.progress is not None)
        assert bar.progress is not None
        assert (bar.progress.total, bar.progress.what) == (2_006, "export")
        await pilot.press("j")
        assert app.reader.entry_list.cursor == 1
        await pilot.press("X")
        assert await told(pilot, app, "stopped") == "the export is stopped"
        await until(
            pilot, lambda: app.reader.exporting._export is not None and app.reader.exporting._export.is_finished
        )
        await until(pilot, lambda: names(tmp_path / "left") == [])
        assert app.reader.long_work.under_way == {}
        assert not isinstance(app.screen, PromptScreen)


async def test_what_goes_wrong_is_told(make_app: MakeApp, tmp_path: Path) -> None:
    """In one sentence, with the place."""
    (tmp_path / "file").write_text("precious")
    app = make_app(Config(export=Export(folder=str(tmp_path / "file"))))
    async with app.run_test(size=WIDE) as pilot:
        await choose(pilot, app, "article as Markdown")
        assert str(tmp_path / "file") in await told(pilot, app, "cannot be made")
        assert app.reader.key_bar.error


async def test_escape_writes_nothing(make_app: MakeApp, config: Config, tmp_path: Path) -> None:
    """The user thought better of it."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert not (tmp_path / "left").exists()


# --- a command ----------------------------------------------------------------------------------------------------


async def piped(pilot: Pilot[None], app: ReaderApp, command: str) -> None:
    """Press | and type a command."""
    await pilot.press("|")
    await until(pilot, lambda: isinstance(app.screen, PromptScreen))
    app.screen.query_one(Input).value = command
    await pilot.press("enter")


async def test_a_command_gets_the_text(make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wrapped, on its standard input; no shell reads its words, and it is offered again."""
    script = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read())"
    command = shlex.join([sys.executable, "-c", script, str(tmp_path / "$(x) ;|")])
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await piped(pilot, app, command)
        await told(pilot, app, "ended with 0")
        text = (tmp_path / "$(x) ;|").read_text()
        assert text.startswith("Moscow and Pyongyang sign mutual-defence pact\nMeridian · ")
        assert "“fiery friendship”" in text
        await pilot.press("|")
        assert app.screen.query_one(Input).value == command


@pytest.mark.parametrize(("command", "words"), [("nowhere-to-be-found", "cannot be started"), ("'x", "cannot be")])
async def test_a_command_that_is_none_is_told(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, command: str, words: str
) -> None:
    """Not there, or with a quotation mark that is not closed."""
    app = make_app()
    async with app.run_test(size=WIDE) as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await piped(pilot, app, command)
        assert "Errno" not in await told(pilot, app, words)
        assert app.reader.key_bar.error


async def test_the_command_of_the_settings_is_offered(make_app: MakeApp) -> None:
    """Nothing is run before enter."""
    app = make_app(Config(export=Export(pipe="wc -w")))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("|")
        await until(pilot, lambda: isinstance(app.screen, PromptScreen))
        assert app.screen.query_one(Input).value == "wc -w"


async def test_of_nothing_no_format_is_asked(make_app: MakeApp, config: Config) -> None:
    """An empty list says so."""
    app = make_app(config)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"zzzz", "enter", "X")
        await until(pilot, lambda: app.reader.key_bar.notice == "there is nothing here to export")
        assert app.screen is app.reader
