"""Threads that fetch feeds, and the processes that parse them; what came of each is given out once.

What goes wrong with a feed is part of what came of it. Nothing here decides or writes.
"""

from __future__ import annotations

import contextlib
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
from newsreader.fetch import NotModified
from newsreader.models.feeds import FeedState, Validators
from newsreader.refresh import schedule
from newsreader.refresh.asking import asking, digest, parser_process, path_of, refusing_host
from newsreader.refresh.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from newsreader.config import Config
    from newsreader.feeds.worker import ParserProcess
    from newsreader.models.documents import ParsedFeed
    from newsreader.refresh.claims import Claims
    from newsreader.refresh.turns import Turn

_LARGE_AT_ONCE = 4
_RESULTS_WAITING = 16
"""Bounds the memory: each may be a parsed feed."""
_ENTRIES_AT_ONCE = 100
"""What is stored in one transaction: a mark of the user's waits for that long."""
_PARSERS = 3

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
    trusted: bool = True
    """Whether its user chose where it was found: no server on the public network led there."""
    skipped: tuple[str, int] | None = None
    """The host that wants to be left alone, and for how many seconds."""
    elsewhere: bool = False
    """Whether another process has the feed in hand, or has just done it."""

    @property
    def is_tried(self) -> bool:
        """Whether this process had the feed in hand."""
        return self.skipped is None and not self.elsewhere

    @property
    def size(self) -> int:
        """About how much there is to write, in entries."""
        return len(self.parsed.entries) if self.parsed else 1


class Readers:
    """Threads that read feeds, each result given out once."""

    def __init__(
        self, states: Sequence[FeedState], config: Config, claims: Claims, alone: Mapping[str, int] | None = None
    ) -> None:
        """`alone`: as for `Turns`."""
        self._turns = Turns(states, alone)
        self._claims = claims
        self._parsers = _Parsers(config, min(_PARSERS, len(states), os.cpu_count() or 1))
        self._parsers.start(sum(state.digest is None and not state.failures for state in states))
        self._config = config
        self._large = threading.BoundedSemaphore(_LARGE_AT_ONCE)
        self._results: queue.Queue[Read] = queue.Queue(_RESULTS_WAITING)
        self._closed = threading.Event()
        for number in range(min(config.refresh.connections, len(states))):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True).start()

    def next(self, seconds: float) -> list[Read]:
        """What was read next: as much as is there and is stored in a moment; nothing if nothing comes for so long."""
        found: list[Read] = []
        entries = 0
        with contextlib.suppress(queue.Empty):
            found.append(self._results.get(timeout=seconds))
            while (entries := entries + found[-1].size) < _ENTRIES_AT_ONCE:
                found.append(self._results.get_nowait())
        return found

    def waiting(self, seconds: float) -> list[FeedState]:
        """The feeds that are being read for longer than that, the longest first."""
        return self._turns.waiting(seconds)

    def close(self) -> None:
        """Begin nothing more and forget what is under way."""
        self._closed.set()
        self._turns.close()
        self._parsers.close()

    def _work(self) -> None:
        while (turn := self._turns.take()) is not None:
            read = self._go_on(turn)
            if read is None:
                continue
            wait = schedule.refusal_seconds(read.error)
            refused = (refusing_host(read.state.url, read.error), wait) if read.error and wait is not None else None
            left = self._turns.done(turn, leave_alone=refused)
            for result in (read, *(Read(other.state, skipped=refused) for other in left)):
                self._deliver(result)

    def _deliver(self, result: Read) -> None:
        while not self._closed.is_set():
            try:
                self._results.put(result, timeout=0.5)
            except queue.Full:
                continue
            return

    def _go_on(self, turn: Turn) -> Read | None:
        """Read a feed until it is read or another host's turn is to be waited for."""
        state = turn.state
        if turn.reading is None:
            if not self._claims.take(state.id):
                return Read(state, elsewhere=True)
            turn.reading = self._read(state)
        try:
            name = next(turn.reading)
        except StopIteration as end:
            read: Read = end.value
            return read
        except NewsreaderError as error:
            return Read(state, error=error)
        except Exception as error:  # a mistake of ours with one feed must not end the others
            log.exception("feed %s could not be read", state.id)
            name = type(error).__name__
            return Read(state, error=_OurError(f"newsreader made a mistake with this feed ({name}); see its log."))
        seconds = self._turns.move(turn, name)
        return None if seconds is None else Read(state, skipped=(name, seconds))

    def _read(self, state: FeedState) -> Generator[str, None, Read]:
        """What comes of a feed; before it goes on to another host, that one's name."""
        if state.url.startswith("file:"):
            with self._parsers.borrow() as parser:
                return Read(state, parser.parse_path(path_of(state.url)))
        with ExitStack() as stack:
            on_large = partial(self._make_room, stack)
            fetched = yield from asking(
                state.url, self._config, validators=state.validators, typed_by_user=state.typed, on_large=on_large
            )
            if isinstance(fetched, NotModified):
                return Read(
                    state,
                    validators=fetched.validators,
                    permanent_url=fetched.permanent_url,
                    max_age=fetched.max_age,
                    trusted=fetched.trusted,
                )
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
            return Read(
                state,
                parsed,
                fetched.validators,
                found,
                fetched.permanent_url,
                fetched.max_age,
                trusted=fetched.trusted,
            )

    def _make_room(self, stack: ExitStack) -> None:
        """Keep only so many large documents in memory until they are parsed."""
        if self._large.acquire(timeout=self._config.fetch.timeout):
            stack.callback(self._large.release)


class _OurError(NewsreaderError):
    """Of ours, not of the feed's."""


class _Parsers:
    """A few parser processes that threads share; the one that was used last comes first."""

    def __init__(self, config: Config, count: int) -> None:
        self._all = [parser_process(config, packed=True) for _ in range(count)]
        self._idle: queue.LifoQueue[ParserProcess] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._closed = False
        for parser in self._all:
            self._idle.put(parser)

    def start(self, documents: int) -> None:
        """Let the processes start, while the network is waited for, that so many documents will need."""
        for parser in self._all[::-1][:documents]:  # the last is used first
            parser.start()

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
