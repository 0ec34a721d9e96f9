"""What a command does not need, it does not import: no screen and no feed parser for a list."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from command_line import environment
from library_making import feed_with, opened

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import json, sys
from newsreader.__main__ import main
sys.argv[1:] = json.loads(sys.argv[1])
code = main()
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""
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
