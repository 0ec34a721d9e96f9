"""Commands of newsreader that the screen starts end with whoever waits for them."""

from __future__ import annotations

import asyncio
import errno
import gc
from typing import TYPE_CHECKING

import pytest

from newsreader.tui import background

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("first", range(6))
@pytest.mark.parametrize("second", range(4))
async def test_one_stopped_while_it_starts_leaves_no_process(tmp_path: Path, first: int, second: int) -> None:
    """Whoever waits is told to stop after so many steps of the loop, and again; a process left running would warn."""
    waiting = asyncio.ensure_future(background.answer(tmp_path / "library.db", ["feeds", "--json"]))
    for steps in (first, second):
        for _ in range(steps):
            await asyncio.sleep(0)
        waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gc.collect()


@pytest.mark.parametrize("steps", [1, 4, 20, 1000])
def test_one_that_runs_when_the_loop_ends_leaves_no_process(tmp_path: Path, steps: int) -> None:
    """The end of the loop stops every task there is, those that end a process as well."""

    async def left() -> None:
        waiting = asyncio.ensure_future(background.answer(tmp_path / "library.db", ["feeds", "--json"]))
        for _ in range(steps):
            await asyncio.sleep(0)
        assert not waiting.done()

    asyncio.run(left())
    gc.collect()


async def test_one_that_cannot_be_started_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the reason as its words: whoever asked tells what became of it in any case."""

    def start(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr("newsreader.tui.background.subprocess.Popen", start)
    words = "no process can be started (no more processes)"
    assert await background.answer(tmp_path, ["feeds"]) == (1, {}, words)
    told = [event async for event in background.follow(tmp_path, ["feeds"])]
    assert told == [{"event": "exit", "code": 1, "words": words}]


async def test_one_that_ends_without_reading_its_words_tells_why(tmp_path: Path) -> None:
    """However many they are."""
    code, found, why = await background.answer(tmp_path / "library.db", ["no-such-command"], "word " * 200_000)
    assert (code, found) == (2, {})
    assert "no-such-command" in why
