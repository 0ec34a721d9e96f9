"""Work that never runs in the screen's process: commands of newsreader itself, started and followed.

A refresh here is the same process that cron runs; its crash, its time and its memory end with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

_LINE_LIMIT = 4 * 1024 * 1024
_PATIENCE = 2
"""Seconds that a process has to end by itself."""
_FAILED = 1


async def follow(library: Path, arguments: Sequence[str], words: str = "") -> AsyncIterator[dict[str, Any]]:
    """Run a command that writes one JSON object a line, and give each as it comes; the process ends with the loop.

    It is given `words` on standard input. The last event is of the command's end: {"event": "exit", "code": its exit
    code, "words": its last line of complaint}. One that cannot be started has failed.
    """
    try:
        command = _Command(library, arguments, words)
    except OSError as error:
        yield {"event": "exit", "code": _FAILED, "words": _not_started(error)}
        return
    try:
        async for line in command.lines():
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    yield event
        complaint = command.complaint().splitlines()
        yield {"event": "exit", "code": command.code, "words": complaint[-1] if complaint else ""}
    finally:
        await command.end()


async def answer(library: Path, arguments: Sequence[str], words: str = "") -> tuple[int, dict[str, Any], str]:
    """Run a command to its end: its exit code, its JSON answer (empty if there is none) and its words on failure.

    What nobody else may see in the list of processes is given to it as `words` on standard input. One that cannot be
    started has failed.
    """
    try:
        command = _Command(library, arguments, words)
    except OSError as error:
        return _FAILED, {}, _not_started(error)
    try:
        output = b"".join([line async for line in command.lines()])
    finally:
        await command.end()
    result: object = None
    with contextlib.suppress(ValueError):
        result = json.loads(output)
    return command.code, result if isinstance(result, dict) else {}, command.complaint()


def _not_started(error: OSError) -> str:
    return f"no process can be started ({error.strerror or error})"


class _Command:
    """A process that threads read. asyncio's own cannot be stopped while it starts without leaving it, or waiting for
    good."""

    def __init__(self, library: Path, arguments: Sequence[str], words: str) -> None:
        """Start it; OSError if that cannot be."""
        pipe = subprocess.PIPE
        line = [sys.executable, "-m", "newsreader", "--library", str(library), *arguments]
        self._process = subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe)
        self._errors = b""
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[bytes] = asyncio.Queue()
        threading.Thread(target=self._read, args=(words.encode(errors="replace"),), daemon=True).start()

    @property
    def code(self) -> int:
        """The exit code, once it has ended."""
        return self._process.returncode or 0

    def complaint(self) -> str:
        """What it wrote on standard error, once it has ended."""
        return self._errors.decode("utf-8", "replace").strip().removeprefix("newsreader: ")

    async def lines(self) -> AsyncIterator[bytes]:
        """What it writes, to its end."""
        while line := await self._lines.get():
            yield line

    async def end(self) -> None:
        """End it and wait for it, however often whoever waits is told to stop."""
        ended = self._loop.run_in_executor(None, self._ended)
        while not ended.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([ended])

    def _ended(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self, words: bytes) -> None:
        process = self._process
        assert process.stdin is not None  # noqa: S101 - it was asked for
        assert process.stdout is not None  # noqa: S101 - as above
        complaint = threading.Thread(target=self._read_errors, daemon=True)  # a full pipe would stop the process
        complaint.start()
        with process:
            # It may end without reading them: its own words tell why.
            with contextlib.suppress(BrokenPipeError), process.stdin as given:
                given.write(words)
            for line in iter(partial(process.stdout.readline, _LINE_LIMIT), b""):
                self._tell(line)
            complaint.join()
        self._tell(b"")

    def _read_errors(self) -> None:
        assert self._process.stderr is not None  # noqa: S101 - as above
        self._errors = self._process.stderr.read()

    def _tell(self, line: bytes) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
