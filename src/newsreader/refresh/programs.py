"""Feeds that a program of the user's prints: `[feeds."exec:NAME"] command = [...]` in config.toml.

Only that file says what is run; an address alone, wherever it comes from, runs nothing. There is no shell, and whatever
the program started ends with it when it takes too long or prints too much.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError

if TYPE_CHECKING:
    from collections.abc import Sequence

_PIECE = 65_536


def output(name: str, command: Sequence[str], *, seconds: float, most: int) -> bytes:
    """What a command prints, all of it; `name` is for the messages. FetchError if there is no such output."""
    if not command:
        raise _failed(f'No command is configured for {name}; write command = ["program"] under [feeds."{name}"].')
    try:
        process = subprocess.Popen(
            [os.path.expanduser(command[0]), *command[1:]],  # noqa: PTH111 - a name is no path
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd=Path.home(),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be one"
        raise _failed(f"The command of {name} cannot be run ({why}); check it in config.toml.") from error
    try:
        found = _read(process, time.monotonic() + seconds, most)
    except TimeoutError as error:
        raise _failed(f"The command of {name} did not end within {seconds:g} seconds; it was ended.") from error
    finally:
        _end(process)
    if len(found) > most:
        raise _failed(f"The command of {name} printed more than {most / 1_000_000:.3g} MB; it was ended.")
    if process.returncode:
        raise _failed(f"The command of {name} failed ({process.returncode}); run it in a terminal to see why.")
    if not found:
        raise _failed(f"The command of {name} printed nothing; run it in a terminal to see why.")
    return bytes(found)


def _failed(sentence: str) -> FetchError:
    return FetchError(sentence, cause=Cause.COMMAND)


def _read(process: subprocess.Popen[bytes], ends: float, most: int) -> bytearray:
    assert process.stdout  # noqa: S101 - a pipe
    poll = select.poll()
    poll.register(process.stdout, select.POLLIN)
    found = bytearray()
    while len(found) <= most:
        if not poll.poll(max(0, ends - time.monotonic()) * 1000):
            raise TimeoutError
        piece = os.read(process.stdout.fileno(), _PIECE)
        if not piece:
            try:
                process.wait(max(0, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise TimeoutError from None
            break
        found += piece
    return found


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:  # not waited for: its number is still its own, and that of its group
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()
