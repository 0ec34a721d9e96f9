"""From words to exit codes: options before and after, errors as one sentence, help for every command."""

from __future__ import annotations

import argparse
import importlib
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from newsreader import paths
from newsreader.cli import entries, main
from newsreader.cli.parser import build, parse

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine

COMMANDS = next(action for action in build()._actions if isinstance(action, argparse._SubParsersAction)).choices
NAMED = """add remove feeds refresh list search show mark import export parse quotes clauses open reanalyse sample
config"""


def test_the_commands_are_those_of_the_contract() -> None:
    """Every command that was promised is there."""
    assert set(COMMANDS) >= set(NAMED.split())


def test_no_words_are_what_the_parser_makes_of_them() -> None:
    """The screen starts without the parser."""
    assert vars(parse([])) == main.NO_WORDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(cli: CommandLine, name: str) -> None:
    """--help says what a command does and shows one call of it."""
    done = cli(name, "--help")
    assert done.code == 0
    assert f"usage: newsreader {name}" in done.out
    assert f"example: newsreader {name}" in done.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("serach", "pact"), "“serach” is not known; did you mean search?"),
        (("export", "1", "--to", "pdf"), "“pdf” is not known; there are markdown, html, epub, txt, json"),
        (("import", "{file}"), "“{file}” is a file; say what it is: newsreader import opml {file}"),
    ],
)
def test_a_word_that_is_not_known_gets_advice(
    cli: CommandLine, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    """The word that was meant, else all there are."""
    file = tmp_path / "feeds.opml"
    file.write_text("<opml/>")
    done = cli(*(word.format(file=file) for word in words))
    assert done.code == 2
    assert told.format(file=file) in done.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_function(name: str) -> None:
    """The function that the table names exists."""
    module, _, function = COMMANDS[name].get_default("run").partition(".")
    assert callable(getattr(importlib.import_module(f"newsreader.cli.{module}"), function))


def test_version(cli: CommandLine) -> None:
    """--version prints the name and the version of the distribution."""
    from importlib.metadata import version

    done = cli("--version")
    assert (done.code, done.out) == (0, f"newsreader {version('newsreader-tui')}\n")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--json", "--library", "{}"),
        ("--library", "{}", "--json", "list"),
        ("--json", "list", "--library", "{}"),
        ("--library={}", "list", "--json"),
    ],
)
def test_common_options_stand_before_or_after(cli: CommandLine, tmp_path: Path, words: tuple[str, ...]) -> None:
    """--library and --json mean the same on either side of the command."""
    folder = tmp_path / "elsewhere"
    done = cli(*(word.format(folder) for word in words))
    assert done.json == {"entries": [], "total": 0}
    assert (folder / "library.db").is_file()
    assert not paths.data_dir().exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("list", "--nonsense"),
        ("list", "--lim", "3"),
        ("list", "--limit", "-1"),
        ("list", "--limit", "x"),
        ("show",),
        ("show", "abc"),
        ("show", "./12"),
        ("show", "١٢"),
        ("show", "1", "--markup", "--markdown"),
        ("mark", "seen", "1"),
        ("mark", "read"),
        ("mark", "read", "1", "x"),
        ("search",),
        ("search", '"unclosed'),
        ("import", "csv", "x"),
        ("quotes",),
        ("quotes", "-", "--text", "--jsonl"),
        ("config",),
        ("config", "--path", "--check"),
        ("sample", "install"),
        ("config", "--path", "--json"),
        ("--json",),
        ("open",),
        ("refresh", "--json", "--events"),
        ("list", "\x1b]0;owned\x07"),
    ],
)
def test_wrong_usage_exits_2(cli: CommandLine, words: tuple[str, ...]) -> None:
    """What cannot be understood is said in one line, and nothing is printed or done."""
    done = cli(*words)
    assert done.code == 2
    assert done.sentence
    assert "\x1b" not in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("show", "12"),
        ("show", "9" * 30),
        ("show", "9" * 5000),
        ("mark", "read", "12"),
        ("quotes", "12"),
        ("clauses", "9" * 30),
        ("remove", "12"),
        ("remove", "https://nowhere.example/"),
        ("list", "--feed", "nobody"),
        ("refresh", "nobody"),
    ],
)
@pytest.mark.parametrize("json", [[], ["--json"]])
def test_what_is_not_there_exits_1(cli: CommandLine, words: tuple[str, ...], json: list[str]) -> None:
    """An unknown id or feed is one sentence on stderr, with --json, too."""
    done = cli(*words, *json)
    assert done.code == 1
    assert done.sentence


def test_a_library_that_is_none_is_one_sentence(cli: CommandLine, tmp_path: Path) -> None:
    """A file that is no library is named and left alone."""
    file = tmp_path / "library.db"
    file.write_bytes(b"not a database" * 100)
    done = cli("list", "--library", file)
    assert done.code == 1
    assert str(file) in done.sentence
    assert file.read_bytes() == b"not a database" * 100


def test_an_unexpected_error_goes_to_the_log(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in the program shows one sentence that names the log; the traceback is there."""

    def broken(_: argparse.Namespace) -> int:
        raise ZeroDivisionError("https://ann:secret@news.example/ \x1b[31m\nforged line")

    monkeypatch.setattr(entries, "list_entries", broken)
    done = cli("list")
    assert done.code == 1
    assert str(paths.log_file()) in done.sentence
    assert "Traceback" not in done.err
    log = paths.log_file().read_text()
    assert "ZeroDivisionError" in log
    assert "secret" not in log
    assert "\x1b" not in log
    assert not any(line.startswith("forged") for line in log.splitlines())
    assert stat.S_IMODE(paths.log_file().stat().st_mode) == 0o600


def test_the_log_is_where_the_user_says(cli: CommandLine, tmp_path: Path) -> None:
    """--log-file names the log; one that cannot be written is an error, not a silence."""
    named = tmp_path / "logs" / "mine.log"
    assert cli("list", "--log-file", named).code == 0
    assert named.is_file()
    done = cli("--log-file", tmp_path, "list")
    assert done.code == 1
    assert "log" in done.sentence


def test_no_log_is_made_for_nothing(cli: CommandLine) -> None:
    """A command without anything to record leaves no log."""
    assert cli("list").code == 0
    assert not paths.log_file().exists()


@pytest.mark.parametrize("stream", ["stdout", "stderr", "stdin"])
def test_a_closed_stream_is_an_empty_one(cli: CommandLine, monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    """A caller may have closed stdin, stdout or stderr."""
    from newsreader.cli.main import run

    monkeypatch.setattr(sys, stream, None)
    assert run(["list"]) == 0
    getattr(sys, stream).close()
