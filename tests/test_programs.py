"""Feeds that a program prints: within limits, without a shell, only as the user's configuration says."""

from __future__ import annotations

import os
import select
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from newsreader.errors import FetchError
from newsreader.refresh import programs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def printed(code: str, *words: str, seconds: float = 20, most: int = 100_000) -> bytes:
    """What a Python program prints."""
    return programs.output("exec:it", [sys.executable, "-c", code, *words], seconds=seconds, most=most)


def test_output_is_what_the_program_prints() -> None:
    """Words reach it as they are: there is no shell, and its input is empty."""
    code = "import sys; print(sys.argv[1:], repr(sys.stdin.read()), end='')"
    assert printed(code, "a b", "$(id);`id`", "-x").decode() == "['a b', '$(id);`id`', '-x'] ''"


def test_a_long_output_comes_whole() -> None:
    """More than a pipe holds."""
    assert len(printed("print('x' * 90_000, end='')")) == 90_000


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("import sys; print('x'); sys.exit(3)", r"of exec:it failed \(3\)"),
        ("pass", "printed nothing"),
        ("while True: print('x' * 9999)", r"printed more than 0\.1 MB"),
    ],
)
def test_what_goes_wrong_is_told(code: str, sentence: str) -> None:
    """A failure, nothing and too much are errors that name the feed."""
    with pytest.raises(FetchError, match=sentence):
        printed(code)


@contextmanager
def held_by_none(folder: Path) -> Iterator[str]:
    """The path of a pipe to be written to, which no process has open any more when all is done."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield str(pipe)
        os.set_blocking(reading, True)
        while select.select([reading], [], [], 30)[0]:
            if not os.read(reading, 100):
                break
        else:
            pytest.fail("a child lives on")
    finally:
        os.close(reading)


def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    """The whole group is killed: of a child that would wait for ever no end of a pipe is left open."""
    code = (
        "import subprocess, sys, time\n"
        "held = open(sys.argv[1], 'wb', 0); held.write(b'.')\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], pass_fds=[held.fileno()])\n"
        "time.sleep(600)"
    )
    with held_by_none(tmp_path) as pipe, pytest.raises(FetchError, match="within 2 seconds"):
        printed(code, pipe, seconds=2)


def test_what_it_left_behind_is_ended_as_well(tmp_path: Path) -> None:
    """A program that ended, and left a child which prints too much: of that nothing is left either."""
    code = (
        "import os, signal, sys\n"
        "ended, parent = os.pipe()\n"
        "if os.fork():\n"
        "    os._exit(0)\n"
        "os.close(parent)\n"
        "held = open(sys.argv[1], 'wb', 0); held.write(b'.')\n"
        "os.read(ended, 1)\n"  # comes to its end with the parent
        "os.write(1, b'x' * 100); signal.pause()"
    )
    with held_by_none(tmp_path) as pipe, pytest.raises(FetchError, match="printed more"):
        printed(code, pipe, most=50)


@pytest.mark.parametrize("command", [["/no/such/program"], ["/"], [""], ["a\0b"]])
def test_what_cannot_be_run(command: list[str]) -> None:
    """A program that is not there is an error with what to do."""
    with pytest.raises(FetchError, match="cannot be run"):
        programs.output("exec:it", command, seconds=5, most=100)


def test_without_a_command_nothing_runs() -> None:
    """The message says what to write."""
    with pytest.raises(FetchError, match=r'write command = \["program"\] under \[feeds\."exec:it"\]'):
        programs.output("exec:it", (), seconds=5, most=100)
