"""Searches asked apart from the screen: a thread with a connection of its own answers the latest question.

A newer question breaks off the one before it. What the answer is shown on is nobody's business here.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader.library import failures, files, lists
from newsreader.library.store import open_library

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.library.lists import Filter, Listing
    from newsreader.library.store import Library

_CLOSING_SECONDS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    filter: Filter
    most: int
    seconds: float
    answer: Future[Listing] = field(default_factory=Future)


class Searcher:
    """Begins its thread with the first question."""

    def __init__(self, files: tuple[Path, Path]) -> None:
        """`files` are library.db and index.db; they are opened for reading only."""
        self._files = files
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._next: _Question | None = None
        self._asked: _Question | None = None
        """What the thread is answering."""
        self._library: Library | None = None
        self._index: tuple[int, int] | None = None
        """Which file is open as the index."""
        self._closed = False

    def ask(self, wanted: Filter, most: int, seconds: float = 0.0) -> Future[Listing]:
        """What a query finds, as `lists.found` has it.

        The future is cancelled if a newer question comes first; it fails with a LibraryError if the library does, or if
        `stop` was called.
        """
        question = _Question(wanted, most, seconds)
        with self._changed:
            if self._closed:
                question.answer.cancel()
                return question.answer
            if self._next is not None:
                self._next.answer.cancel()
            self._next = question
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="search", daemon=True)
                self._thread.start()
            self._changed.notify()
        self.hurry()
        return question.answer

    def hurry(self) -> None:
        """Break off what the thread is at if a newer question waits.

        Between two statements there is nothing to break off, so whoever waits long calls this now and then.
        """
        with self._changed:
            if self._next is not None or self._closed:
                self._interrupt()

    def stop(self) -> None:
        """Break off the question that is being answered: it took too long."""
        with self._changed:
            self._interrupt()

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            if self._next is not None:
                self._next.answer.cancel()
                self._next = None
            self._interrupt()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_CLOSING_SECONDS)

    def _interrupt(self) -> None:
        if self._library is not None and self._asked is not None:
            self._library.interrupt()

    def _run(self) -> None:
        while (question := self._take()) is not None:
            if not question.answer.set_running_or_notify_cancel():
                continue
            try:
                found = lists.found(self._opened(), question.filter, question.most, question.seconds)
            except Exception as error:  # noqa: BLE001 - whoever asked is told
                question.answer.set_exception(error)
                if not failures.is_interrupt(error.__cause__):
                    self._close_library()  # the next question tries with another connection
            else:
                question.answer.set_result(found)
        self._close_library()

    def _take(self) -> _Question | None:
        """The next question; None at the end."""
        with self._changed:
            self._asked = None
            self._changed.wait_for(lambda: self._next is not None or self._closed)
            self._asked, self._next = self._next, None
            return self._asked

    def _opened(self) -> Library:
        index = files.identity(self._files[1])
        if self._library is not None and index != self._index:  # it was deleted, or made anew
            self._close_library()
        if self._library is None:
            opened = open_library(self._files, read_only=True)
            with self._changed:
                self._library, self._index = opened, index
        return self._library

    def _close_library(self) -> None:
        with self._changed:
            library, self._library = self._library, None
        if library is not None:
            with suppress(Exception):
                library.close()
