"""Threads that fetch feeds, and the processes that parse them; what came of each is given out once.

What goes wrong with a feed is part of what came of it. Nothing here decides or writes.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError, ParseError
from newsreader.feeds.discover import discover
from newsreader.feeds.worker import ParserProcess
from newsreader.fetch import NotModified
from newsreader.models import FeedState, ParsedFeed, Validators
from newsreader.refresh import schedule
from newsreader.refresh.asking import ask, digest, path_of
from newsreader.refresh.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.config import Config

_LARGE_AT_ONCE = 4
_RESULTS_WAITING = 16
_PARSERS = 2

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """What came of reading a feed; neither `parsed` nor `error` nor `skipped` means that nothing changed."""

    state: FeedState
    parsed: ParsedFeed | None = None
    validators: Validators = Validators()  # noqa: RUF009 - frozen
    digest: str | None = None
    permanent_url: str | None = None
    max_age: int | None = None
    error: NewsreaderError | None = None
    offered_url: str | None = None
    """The address of a feed that a page names which came in place of this one."""
    skipped: int | None = None
    """The seconds for which its host wants to be left alone."""


class Readers:
    """Threads that read feeds, each result given out once."""

    def __init__(self, states: Sequence[FeedState], config: Config) -> None:
        self._turns = Turns(states)
        self._parsers = _Parsers(min(_PARSERS, os.cpu_count() or 1))
        self._config = config
        self._large = threading.BoundedSemaphore(_LARGE_AT_ONCE)
        self._results: queue.Queue[Read] = queue.Queue(_RESULTS_WAITING)
        self._closed = threading.Event()
        for number in range(min(config.refresh.connections, len(states))):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True).start()

    def next(self) -> Read:
        """What was read next."""
        return self._results.get()

    def close(self) -> None:
        """Begin nothing more and forget what is under way."""
        self._closed.set()
        self._turns.close()
        self._parsers.close()

    def _work(self) -> None:
        while (state := self._turns.take()) is not None:
            read = self._read_safely(state)
            wait = schedule.refusal_seconds(read.error)
            left = self._turns.done(state, leave_alone=wait is not None)
            for result in (read, *(Read(other, skipped=wait) for other in left)):
                self._deliver(result)

    def _deliver(self, result: Read) -> None:
        while not self._closed.is_set():
            try:
                self._results.put(result, timeout=0.5)
            except queue.Full:
                continue
            return

    def _read_safely(self, state: FeedState) -> Read:
        try:
            return self._read(state)
        except NewsreaderError as error:
            return Read(state, error=error)
        except Exception as error:  # a mistake of ours with one feed must not end the others
            log.exception("feed %s could not be read", state.id)
            name = type(error).__name__
            return Read(state, error=ParseError(f"newsreader made a mistake with this feed ({name}); see its log."))

    def _read(self, state: FeedState) -> Read:
        if state.url.startswith("file:"):
            with self._parsers.borrow() as parser:
                return Read(state, parser.parse_path(path_of(state.url)))
        with ExitStack() as stack:
            on_large = partial(self._make_room, stack)
            fetched = ask(state.url, self._config, validators=state.validators, on_large=on_large)
            if isinstance(fetched, NotModified):
                moved = fetched.permanent_url
                return Read(state, validators=fetched.validators, permanent_url=moved, max_age=fetched.max_age)
            found = digest(fetched.body)
            parsed = None
            if found != state.digest:
                try:
                    with self._parsers.borrow() as parser:
                        parsed = parser.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
                except ParseError as error:
                    named = discover(fetched.body, fetched.url, fetched.content_type)
                    offered = next((one.url for one in named if one.url != state.url), None)
                    return Read(state, error=error, offered_url=offered)
            return Read(state, parsed, fetched.validators, found, fetched.permanent_url, fetched.max_age)

    def _make_room(self, stack: ExitStack) -> None:
        """Keep only so many large documents in memory until they are parsed; the fetch's own time goes on."""
        if self._large.acquire(timeout=self._config.fetch.timeout):
            stack.callback(self._large.release)


class _Parsers:
    """A few parser processes that threads share."""

    def __init__(self, count: int) -> None:
        self._idle: queue.SimpleQueue[ParserProcess] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(count):
            self._idle.put(ParserProcess())

    @contextmanager
    def borrow(self) -> Iterator[ParserProcess]:
        parser = self._idle.get()
        try:
            if self._closed:
                raise ParseError("The refresh was ended.")
            yield parser
        finally:
            with self._lock:
                if self._closed:
                    parser.close()
                self._idle.put(parser)

    def close(self) -> None:
        """End the idle processes; a busy one is ended by its borrower."""
        with self._lock:
            self._closed = True
            idle = []
            while not self._idle.empty():
                idle.append(self._idle.get())
            for parser in idle:
                parser.close()
                self._idle.put(parser)
