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


async def follow(library: Path, arguments: Sequence[str]) -> AsyncIterator[dict[str, Any]]:
    """Run a command that writes one JSON object a line, and give each as it comes; the process ends with the loop."""
    process = await _start(library, arguments)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    try:
        async for line in process.stdout:
            with contextlib.suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    yield event
    finally:
        await _end(process)


async def answer(library: Path, arguments: Sequence[str]) -> tuple[int, dict[str, Any], str]:
    """Run a command to its end: its exit code, its JSON answer (empty if there is none) and its words on failure."""
    process = await _start(library, arguments, stderr=asyncio.subprocess.PIPE)
    try:
        output, errors = await process.communicate()
    finally:
        await _end(process)
    result: object = None
    with contextlib.suppress(ValueError):
        result = json.loads(output)
    words = errors.decode("utf-8", "replace").strip().removeprefix("newsreader: ")
    return process.returncode or 0, result if isinstance(result, dict) else {}, words


async def _start(
    library: Path, arguments: Sequence[str], stderr: int = asyncio.subprocess.DEVNULL
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "newsreader",
        "--library",
        str(library),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=stderr,
        limit=_LINE_LIMIT,
    )


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(2):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
