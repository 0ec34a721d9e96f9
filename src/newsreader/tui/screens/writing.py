"""Writing what the user does: at once, or in order and apart from the screen while another program writes.

Nothing of it is lost, and no key waits for it. The thread that writes apart has a connection of its own.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent import futures
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from newsreader.errors import BusyError, NewsreaderError
from newsreader.library import failures
from newsreader.library.store import open_library
from newsreader.text import without_secrets
from newsreader.tui.background import answer
from newsreader.tui.screens.part import work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.screens.panes import PaneScreen

PATIENCE_SECONDS = 30.0
"""For how long the thread waits before it asks anew, and once more when the screen is left."""
_TOLD_AFTER = 0.3
"""Seconds until the user is told that something waits: most programs write for a few milliseconds."""
_WAITS = "another program writes to the library: this is done as soon as that ends"

_Result = TypeVar("_Result")


def _nothing(_: object) -> None:
    """Nothing is to be shown."""


def _only_write(library: Library) -> None:
    """To find out whether it can be done."""
    with library.write():
        pass


class Writing:
    """What writes to the library for the user, and for the screen."""

    def __init__(self, screen: PaneScreen, library: Library) -> None:
        self.screen = screen
        self._library = library
        self._writer = futures.ThreadPoolExecutor(1, "writer")
        self._written: list[futures.Future[Any]] = []
        """What was to be written apart, in order, from the first that is not done yet."""
        self._begun: list[tuple[Sequence[str], str]] = []
        """The commands that run apart, or wait for it."""
        self._leaving = threading.Event()
        self._complaint = ""

    @property
    def is_waiting(self) -> bool:
        """Whether something of the user's is still to be written."""
        while self._written and self._written[0].done():
            del self._written[0]
        return bool(self._written)

    def act(
        self,
        write: Callable[[Library], _Result],
        then: Callable[[_Result], object] = _nothing,
        failed: Callable[[NewsreaderError], object] | None = None,
        *,
        is_long: bool = False,
    ) -> None:
        """Write for the user, `then` show it; if it cannot be written say so, or do what is to be done `failed`.

        While another program writes, that is done apart, after all that the user did before. So is what `is_long`.
        """
        failed = failed or self._say_failed
        if not self.is_waiting and not is_long:
            try:
                result = write(self._library)
            except BusyError:
                pass
            except NewsreaderError as error:
                failed(error)
                return
            else:
                then(result)
                return
        writing = partial(_write, (self._library.path, self._library.index), write, self._leaving)
        future = self._writer.submit(writing)
        self._written.append(future)
        self._follow_writing(future, then, failed, told=not is_long)

    async def acted(self, write: Callable[[Library], _Result]) -> _Result:
        """The same for whoever asks the user and goes on then; NewsreaderError if it cannot be written."""
        done: asyncio.Future[_Result] = asyncio.get_running_loop().create_future()
        self.act(write, done.set_result, done.set_exception)
        return await done

    async def apart(self, arguments: Sequence[str], words: str = "") -> tuple[int, dict[str, Any], str]:
        """Run a command that writes, as `background.answer` does, but as soon as no other program writes."""
        begun = (arguments, words)
        self._begun.append(begun)
        while True:
            with suppress(NewsreaderError):  # what it is the command finds itself, and tells
                await self.acted(_only_write)
            done = await answer(self._library.path, arguments, words)
            if not (done[0] and failures.is_of_busy(done[2])):
                break
        self._begun.remove(begun)  # but not if the screen was closed before
        return done

    def attempt(self, write: Callable[[], object]) -> bool:
        """Write what the screen does by itself; if that fails reading goes on, and why is told once.

        Not while something of the user's waits: it would have a key wait as well.
        """
        if self.is_waiting:
            return False
        try:
            write()
        except BusyError:  # it is tried again
            return False
        except NewsreaderError as error:
            self.complain(error)
            return False
        self._complaint = ""
        return True

    def complain(self, error: NewsreaderError) -> None:
        """Tell once why the screen could not write what it writes by itself."""
        if str(error) != self._complaint and not self._library.read_only:
            self.screen.say(str(error), error=True)
        self._complaint = str(error)

    def finish(self, tell: Callable[[str], object]) -> int:
        """Wait for what is still to be written, when the screen is closed, and `tell` so; how much could not be."""
        self._leaving.set()
        left = list(self._written) if self.is_waiting else []
        if left:
            tell(f"another program writes to the library; waiting for it, with {len(left):,} of your actions to write")
        self._writer.shutdown()
        return sum(future.exception() is not None for future in left)

    def finish_apart(self, tell: Callable[[str], object], *, only_told: bool) -> None:
        """Run what did not come to its end apart, when the screen is closed, and `tell` so, and what fails of it."""
        for arguments, words in self._begun:
            what = f"{arguments[0]} {without_secrets(words or arguments[-1])}"
            if only_told:
                tell(f"not done before the end: {what}")
                continue
            tell(f"still to be done: {what}")
            code, _, complaint = asyncio.run(answer(self._library.path, arguments, words))
            if code:
                tell(complaint)

    @work(group="writing", exit_on_error=False)
    async def _follow_writing(
        self,
        future: futures.Future[_Result],
        then: Callable[[_Result], object],
        failed: Callable[[NewsreaderError], object],
        *,
        told: bool,
    ) -> None:
        timer = self.screen.set_timer(_TOLD_AFTER, partial(self.screen.say, _WAITS)) if told else None
        try:
            await _end(future)
            result = future.result()
        except NewsreaderError as error:
            failed(error)
        else:
            if self.screen.key_bar.notice == _WAITS:
                self.screen.unsay()
            then(result)
        finally:
            if timer is not None:
                timer.stop()

    def _say_failed(self, error: NewsreaderError) -> None:
        self.screen.say(str(error), error=True)


async def _end(future: futures.Future[Any]) -> None:
    """Wait for what the thread does; it goes on if nobody waits for it any more."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def tell(_: object) -> None:
        with suppress(RuntimeError):  # the screen is gone
            loop.call_soon_threadsafe(ended.set)

    future.add_done_callback(tell)
    await ended.wait()


def _write(files: tuple[Path, Path], write: Callable[[Library], _Result], leaving: threading.Event) -> _Result:
    """In the thread: as soon as it can be."""
    while True:
        is_last = leaving.is_set()
        try:
            with open_library(files, checkpoints=False, patience=PATIENCE_SECONDS) as library:
                return write(library)
        except BusyError:
            if is_last:
                raise
