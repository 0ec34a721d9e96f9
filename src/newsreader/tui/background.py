"""Work that never runs in the screen's process: commands of newsreader itself, started and followed.

A refresh here is the same process that cron runs; its crash, its time and its memory end with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

_LINE_LIMIT = 4 * 1024 * 1024


async def follow(library: Path, arguments: Sequence[str], words: str = "") -> AsyncIterator[dict[str, Any]]:
    """Run a command that writes one JSON object a line, and give each as it comes; the process ends with the loop.

    It is given `words` on standard input. The last event is of the command's end: {"event": "exit", "code": its exit
    code, "words": its last line of complaint}.
    """
    process = await _start(library, arguments)
    assert process.stdin is not None  # noqa: S101 - it was asked for
    assert process.stdout is not None  # noqa: S101 - as above
    assert process.stderr is not None  # noqa: S101 - as above
    complaint = asyncio.ensure_future(process.stderr.read())  # at once: a full pipe would stop the process
    try:
        # It may end without reading them: its own words tell why.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(words.encode(errors="replace"))
            await process.stdin.drain()
            process.stdin.close()
        async for line in process.stdout:
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    yield event
        lines = _words(await complaint).splitlines()
        yield {"event": "exit", "code": await process.wait(), "words": lines[-1] if lines else ""}
    finally:
        complaint.cancel()
        await _end(process)


async def answer(library: Path, arguments: Sequence[str], words: str = "") -> tuple[int, dict[str, Any], str]:
    """Run a command to its end: its exit code, its JSON answer (empty if there is none) and its words on failure.

    What nobody else may see in the list of processes is given to it as `words` on standard input.
    """
    process = await _start(library, arguments)
    try:
        output, errors = await process.communicate(words.encode(errors="replace"))
    finally:
        await _end(process)
    result: object = None
    with contextlib.suppress(ValueError):
        result = json.loads(output)
    return process.returncode or 0, result if isinstance(result, dict) else {}, _words(errors)


def _words(errors: bytes) -> str:
    return errors.decode("utf-8", "replace").strip().removeprefix("newsreader: ")


async def _start(library: Path, arguments: Sequence[str]) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    words = [sys.executable, "-m", "newsreader", "--library", str(library), *arguments]
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe, stderr=pipe, limit=_LINE_LIMIT)
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        while not starting.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([starting])
        if not starting.exception():
            await _end(starting.result())  # nobody else will ever hold it
        raise


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a process and wait for it, however often whoever waits is told to stop: with the loop each task is."""
    end = process.terminate
    while process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            end()
        try:
            async with asyncio.timeout(2):
                await process.wait()
        except TimeoutError:
            end = process.kill
        except asyncio.CancelledError:
            continue
    # A process of its own may still hold the other ends of its pipes; there is no public way to close ours.
    process._transport.close()  # type: ignore[attr-defined]
