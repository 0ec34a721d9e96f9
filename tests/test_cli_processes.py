"""The command line as a process: pipes that close, Ctrl+C, encodings, descriptors, a terminal that is none."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from subprocess import PIPE
from typing import TYPE_CHECKING

import pexpect
import pytest

from command_line import environment, process
from library_making import NOW, change, opened, stored
from newsreader.library import feeds, storing

if TYPE_CHECKING:
    from pathlib import Path

MODULE = [sys.executable, "-m", "newsreader"]
WIDE = "Brücke 語 🌉 “so”"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A library with enough entries that a list fills a pipe."""
    with opened(tmp_path / "data") as lib:
        feed = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
        storing.apply(lib, change(feed, [stored(n, title=f"{WIDE} {n}") for n in range(800)]), NOW)
    return tmp_path


def started(home: Path, *argv: str, stdin: int | None = None, stdout: int = PIPE) -> subprocess.Popen[bytes]:
    """A command that goes on while the test does something to it."""
    return subprocess.Popen([*MODULE, *argv], env=environment(home), stdin=stdin, stdout=stdout, stderr=PIPE)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_pipe_that_closes_ends_quietly(home: Path, form: list[str]) -> None:
    """`newsreader list | head -1`: no word on stderr, and the exit code of a program that a closed pipe ended."""
    with started(home, "list", "--limit", "0", *form) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


def test_a_full_disk_is_one_sentence(home: Path) -> None:
    """Output that cannot be written is an error, not a success."""
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*MODULE, "list"], stdout=full, stderr=PIPE, env=environment(home), timeout=60, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"newsreader: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_no_locale_fails(home: Path, locale: dict[str, str]) -> None:
    """Whatever stdout is said to take, a list is printed; JSON is UTF-8 in any case."""
    plain = process(home, "list", "--limit", "2", **locale)
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert plain.stdout.count(b"\n") == 3
    shown = process(home, "list", "--limit", "1", "--json", **locale)
    assert json.loads(shown.stdout.decode())["entries"][0]["title"] == f"{WIDE} 799"
    assert WIDE.encode() in shown.stdout
    wrong = process(home, "list", "--feed", WIDE, **locale)
    assert (wrong.returncode, wrong.stdout) == (1, b"")
    assert wrong.stderr.count(b"\n") == 1


def test_ctrl_c_ends_quietly(home: Path) -> None:
    """SIGINT while a command waits: exit 130 and not a word."""
    with started(home, "quotes", "--jsonl", stdin=PIPE) as running:
        assert running.stdin
        assert running.stdout
        assert running.stderr
        running.stdin.write(b'{"id":1,"text":"x"}\n')
        running.stdin.flush()
        assert json.loads(running.stdout.readline()) == {"id": 1, "quotes": []}
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stderr.read() == b""


@pytest.mark.parametrize("descriptor", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_descriptors_do_no_harm(home: Path, descriptor: str) -> None:
    """A caller that closed a descriptor loses its output, nothing else."""
    command = f'"$0" -m newsreader list {descriptor}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], env=environment(home), capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("argv", [[], ["open", "article.txt"]])
@pytest.mark.parametrize("terminal", ["xterm", "dumb", ""])
def test_the_screen_declines_without_a_terminal(home: Path, argv: list[str], terminal: str) -> None:
    """In a pipe the screen is one sentence and exit code 2, and writes no escape."""
    done = process(home, *argv, TERM=terminal)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert b"terminal" in done.stderr


@pytest.mark.parametrize("terminal", ["dumb", ""])
def test_the_screen_declines_a_dumb_terminal(home: Path, terminal: str) -> None:
    """On a terminal that cannot show it the screen declines, too."""
    screen = pexpect.spawn(sys.executable, ["-m", "newsreader"], env=environment(home, TERM=terminal), timeout=30)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 2
    assert b"TERM" in screen.before
    assert b"\x1b" not in screen.before


def test_a_list_on_a_terminal_fits_it(home: Path) -> None:
    """On a terminal of 60 columns no line of a list is longer, and none has an escape."""
    shown = pexpect.spawn(
        sys.executable,
        ["-m", "newsreader", "list"],
        env=environment(home, TERM="xterm"),
        dimensions=(24, 60),
        timeout=30,
    )
    shown.expect(pexpect.EOF)
    shown.close()
    lines = shown.before.decode().splitlines()
    assert len(lines) == 51
    assert max(len(line) for line in lines) <= 60
    assert b"\x1b" not in shown.before


def test_version_is_fast_and_prints_to_a_terminal(tmp_path: Path) -> None:
    """The shortest command works where nothing is installed or configured."""
    done = process(tmp_path / "nowhere", "--version")
    assert done.stdout.startswith(b"newsreader ")
    assert not (tmp_path / "nowhere").exists()


def test_a_terminal_that_goes_away_ends_the_command(home: Path) -> None:
    """Writing to a terminal that was closed is no traceback."""
    leader, follower = pty.openpty()
    with started(home, "list", "--limit", "0", stdout=follower) as running:
        os.close(follower)
        os.read(leader, 10)
        os.close(leader)
        assert running.stderr
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode != 0
