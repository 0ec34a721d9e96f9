"""What a command does not need, it does not import: no screen and no feed parser for a list."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from typing import TYPE_CHECKING

import pytest

from command_line import environment
from library_making import feed_with, opened
from newsreader import reanalyse
from newsreader.tui import later

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import json, sys
from newsreader.__main__ import main
sys.argv[1:] = json.loads(sys.argv[1])
code = main()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""
SCREEN = """
import asyncio, json, sys
from newsreader import paths
from newsreader.config import Config
from newsreader.library.store import open_library
from newsreader.tui.app import ReaderApp

async def shown():
    with open_library(paths.library_files()) as library:
        app = ReaderApp(library, Config(), refreshes=True, analyses=True)
        async with app.run_test(size=(120, 40)) as pilot:
            while not app.reader.is_complete:
                await pilot.pause()
            print(json.dumps([app.reader.entry.title, sorted(sys.modules)]))

asyncio.run(shown())
"""
"""Says what is imported as soon as the screen shows an article."""
LATER = {
    *later.MODULES,
    *(f"newsreader.articles.{name}" for name in ("clean", "export", "markdown")),
    *(f"newsreader.library.{name}" for name in ("backup", "editing", "frames", "fulltexts", "media", "members")),
    *(f"newsreader.library.{name}" for name in ("pictures", "retention", "smart", "storied", "storing")),
    *(f"newsreader.query.{name}" for name in ("dates", "expressions", "hints")),
    *(f"newsreader.tui.screens.{name}" for name in ("health", "large", "messages", "recorded", "themes", "topics")),
    *(f"newsreader.{name}" for name in ("compare", "feeds", "fetch", "media", "migrate", "pictures", "refresh")),
    *(f"newsreader.{name}" for name in ("fulltext", "extraction", "stories", "subscribe", "logins")),
    *("newsreader.quotations.languages", "newsreader.tui.programs", "newsreader.tui.themes.reduced"),
    *("hashlib", "secrets", "textual.widgets._label"),
}
"""What the first screen must not wait for."""
MOST_MODULES = 200
"""Of ours, until the screen is there: each takes a tenth of a millisecond at least. More need a better reason."""
TERMINAL = {"textual", "rich"}
PARSERS = {"feedparser", "markdown_it"}
NETWORK = {"http.client", "ssl"}


def imported(home: Path, *argv: str) -> set[str]:
    """The modules that a command left imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(argv)],
        capture_output=True,
        text=True,
        env=environment(home),
        timeout=60,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize(
    "argv",
    [
        ("list",),
        ("list", "--json"),
        ("feeds",),
        ("search", "title"),
        ("mark", "read", "1"),
        ("remove", "1"),
        ("config", "--default"),
    ],
)
def test_a_list_imports_neither_screen_nor_parsers_nor_network(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Commands on what is stored start without what reading, fetching and showing need."""
    with opened(tmp_path / "data") as lib:
        feed_with(lib, 2)
    assert imported(tmp_path, *argv) & (TERMINAL | PARSERS | NETWORK) == set()


@pytest.mark.parametrize("argv", [("--version",), ("--help",), ("list", "--help")])
def test_words_import_nothing_of_ours_but_words(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """--version and --help need the parser of the command line alone."""
    modules = imported(tmp_path, *argv)
    assert modules & (TERMINAL | PARSERS | NETWORK | {"sqlite3", "logging", "newsreader.config"}) == set()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("argv", [("show", "1", "--markup"), ("quotes", "1"), ("clauses", "1", "--json")])
def test_the_analysis_imports_no_screen(tmp_path: Path, argv: tuple[str, ...]) -> None:
    """Rich markup is written without Rich."""
    with opened(tmp_path / "data") as lib:
        feed_with(lib, 1)
    assert imported(tmp_path, *argv) & (TERMINAL | NETWORK | {"feedparser"}) == set()


def test_a_refresh_into_a_pipe_imports_no_bar(tmp_path: Path) -> None:
    """The progress bar is for terminals; the feed parser lives in a process of its own."""
    assert imported(tmp_path, "refresh", "--events") & (TERMINAL | {"feedparser"}) == set()


def test_the_first_screen_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    """Windows, searches and what few articles have are imported when they are wanted, or when nothing is to be done."""
    with opened(tmp_path / "data") as lib:
        feed_with(lib, 2)
        deque(reanalyse.analyse(lib), maxlen=0)
    done = subprocess.run(
        [sys.executable, "-c", SCREEN],
        capture_output=True,
        text=True,
        env=environment(tmp_path),
        timeout=60,
        check=True,
    )
    title, modules = json.loads(done.stdout)
    assert title
    assert LATER.intersection(modules) == set()
    ours = [name for name in modules if name.startswith("newsreader")]
    assert len(ours) <= MOST_MODULES


def test_what_comes_later_comes_step_by_step() -> None:
    """Each module after those that it imports of the others: a key waits for one of them at most."""
    probe = """
import json, sys
from importlib import import_module
for name in sys.argv[1:]:
    before = set(sys.modules)
    import_module(name)
    print(json.dumps([name, sorted(set(sys.modules) - before)]))
"""
    done = subprocess.run(
        [sys.executable, "-c", "import newsreader.tui.app\n" + probe, *later.MODULES],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    imported_by = dict(json.loads(line) for line in done.stdout.splitlines())
    assert list(imported_by) == list(later.MODULES)
    for name, brought in imported_by.items():
        assert set(later.MODULES).intersection(brought) == {name}
