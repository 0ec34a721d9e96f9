"""Refreshing feeds: threads fetch, processes parse, the calling thread decides and writes; outcomes come as they do.

What goes wrong with a feed is data of its outcome. Nothing here knows HTTP, a feed format or SQL; what an answer
changes is decided in `newsreader.plan`.
"""

from __future__ import annotations

import hashlib
import logging
import os
import queue
import threading
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from newsreader.errors import FetchError, NewsreaderError, NotFoundError, ParseError
from newsreader.feeds.worker import ParserProcess
from newsreader.fetch import FetchLimits, NotModified, fetch
from newsreader.library import entries, feeds
from newsreader.models import FeedKind, FeedOutcome, FeedState, ParsedFeed, Validators
from newsreader.plan import plan
from newsreader.turns import Turns, host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.library.store import Library

__all__ = ["ACCEPT", "digest", "limits", "next_due", "path_of", "plan", "refresh"]

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)

_DAY = 86_400
_NEVER = 253_402_300_799  # the end of the year 9999
_PATIENCE = 4  # intervals
_LARGE_AT_ONCE = 4
_RESULTS_WAITING = 16
_PARSERS = 2

log = logging.getLogger(__name__)


def refresh(
    lib: Library,
    states: Sequence[FeedState],
    *,
    config: Config,
    now: Callable[[], int],
    force: bool = False,
) -> Iterator[FeedOutcome]:
    """Fetch, parse and store the given feeds, due or not; the outcomes come in the order in which they are done.

    A host that asked to be left alone is, with all its feeds. `force` asks for the whole documents, whatever is known.
    """
    alone = _left_alone(lib, now())
    wanted = []
    for state in states:
        until = max(alone.get(host(state.url), 0), state.retry_after)
        if state.kind not in {FeedKind.FEED, FeedKind.FOLDER}:
            yield FeedOutcome(state.id, state.url, "skipped")
        elif until > now():
            yield _skipped(state, until - now())
        else:
            wanted.append(state)
    with closing(_Readers(wanted, config, force=force)) as readers:
        for _ in wanted:
            yield _record(lib, readers.next(), config, now())


def limits(config: Config) -> FetchLimits:
    """The limits of a fetch as configured."""
    size = config.fetch.max_megabytes * 1_000_000
    return FetchLimits(total_seconds=config.fetch.timeout, wire_bytes=size, body_bytes=size)


def digest(body: bytes) -> str:
    """What tells whether a document is the one that was parsed last."""
    return hashlib.sha256(body).hexdigest()


def path_of(file_url: str) -> Path:
    """The path of a file:// address, exactly as it was made with `Path.as_uri`."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(file_url).path)))


def next_due(now: int, config: Config, max_age: int | None = None) -> int:
    """When to fetch a feed again that gave an answer.

    A server that expects no change for long is believed within bounds: many say a year of everything. A little early,
    so that a schedule of the same interval does not miss every second time.
    """
    interval = config.fetch.interval * 60
    return now + max(interval, min(max_age or 0, _PATIENCE * interval)) - min(60, interval // 20)


# --- reading: in threads and processes ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading a feed; neither `parsed` nor `error` nor `skipped` means that nothing changed."""

    state: FeedState
    parsed: ParsedFeed | None = None
    validators: Validators = Validators()  # noqa: RUF009 - frozen
    digest: str | None = None
    permanent_url: str | None = None
    max_age: int | None = None
    error: NewsreaderError | None = None
    skipped: int | None = None
    """The seconds for which its host wants to be left alone."""


class _Readers:
    """Threads that read feeds, each result given out once."""

    def __init__(self, states: Sequence[FeedState], config: Config, *, force: bool) -> None:
        self._turns = Turns(states)
        self._parsers = _Parsers(min(_PARSERS, os.cpu_count() or 1))
        self._limits = limits(config)
        self._force = force
        self._large = threading.BoundedSemaphore(_LARGE_AT_ONCE)
        self._results: queue.Queue[_Read] = queue.Queue(_RESULTS_WAITING)
        self._closed = threading.Event()
        for number in range(min(config.refresh.connections, len(states))):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True).start()

    def next(self) -> _Read:
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
            wait = read.error.retry_after if isinstance(read.error, FetchError) else None
            left = self._turns.done(state, leave_alone=wait is not None)
            for result in (read, *(_Read(other, skipped=wait) for other in left)):
                self._deliver(result)

    def _deliver(self, result: _Read) -> None:
        while not self._closed.is_set():
            try:
                self._results.put(result, timeout=0.5)
            except queue.Full:
                continue
            return

    def _read_safely(self, state: FeedState) -> _Read:
        try:
            return self._read(state)
        except NewsreaderError as error:
            return _Read(state, error=error)
        except Exception as error:  # a mistake of ours with one feed must not end the others
            log.exception("feed %s could not be read", state.id)
            name = type(error).__name__
            return _Read(state, error=ParseError(f"newsreader made a mistake with this feed ({name}); see its log."))

    def _read(self, state: FeedState) -> _Read:
        if state.url.startswith("file:"):
            with self._parsers.borrow() as parser:
                return _Read(state, parser.parse_path(path_of(state.url)))
        with ExitStack() as stack:
            fetched = fetch(
                state.url,
                validators=Validators() if self._force else state.validators,
                limits=self._limits,
                accept=ACCEPT,
                on_large=lambda: self._make_room(stack),
            )
            if isinstance(fetched, NotModified):
                return _Read(state, validators=fetched.validators, max_age=fetched.max_age)
            found = digest(fetched.body)
            parsed = None
            if self._force or found != state.digest:
                with self._parsers.borrow() as parser:
                    parsed = parser.parse(fetched.body, url=fetched.url, content_type=fetched.content_type)
            return _Read(state, parsed, fetched.validators, found, fetched.permanent_url, fetched.max_age)

    def _make_room(self, stack: ExitStack) -> None:
        """Keep only so many large documents in memory until they are parsed; the fetch's own time goes on."""
        if self._large.acquire(timeout=self._limits.total_seconds):
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


# --- recording: in the calling thread -----------------------------------------------------------------------------


def _record(lib: Library, read: _Read, config: Config, now: int) -> FeedOutcome:
    state = read.state
    if read.skipped is not None:
        return _skipped(state, read.skipped)
    try:
        if read.error is not None:
            return _record_failure(lib, state, read.error, config, now)
        due = next_due(now, config, read.max_age)
        if read.parsed is None:
            feeds.record_unchanged(lib, state.id, read.validators, due, now)
            return FeedOutcome(state.id, state.url, "unchanged")
        moved = read.permanent_url
        change = plan(
            entries.known(lib, state.id),
            read.parsed,
            now,
            feed_id=state.id,
            validators=read.validators,
            digest=read.digest,
            url=moved if moved and feeds.by_url(lib, moved) is None else None,
            next_due=due,
        )
        return entries.apply(lib, change, now)
    except NotFoundError as error:  # deleted while it was fetched
        return FeedOutcome(state.id, state.url, "skipped", error=str(error))


def _record_failure(lib: Library, state: FeedState, error: NewsreaderError, config: Config, now: int) -> FeedOutcome:
    answered = isinstance(error, FetchError) and error.status is not None
    wait = error.retry_after if isinstance(error, FetchError) else None
    retry_after = now + wait if wait else 0
    if isinstance(error, FetchError) and error.gone:
        due = _NEVER
    else:
        due = max(retry_after, now + _back_off(state, config.fetch.interval * 60, answered=answered))
    feeds.record_failure(lib, state.id, str(error), now=now, next_due=due, retry_after=retry_after)
    return FeedOutcome(state.id, state.url, "failed", error=str(error))


def _back_off(state: FeedState, interval: int, *, answered: bool) -> int:
    """The seconds until the next attempt: twice as long after each failure.

    Up to a day if it was the server that refused, less if no server answered: that may as well be this computer.
    """
    longest = max(interval, _DAY if answered else _PATIENCE * interval)
    seconds = min(interval << min(state.failures, 16), longest)
    scatter = (state.id * 7_919 + state.failures * 104_729) % 1_000 / 1_000
    return int(seconds * (0.8 + 0.4 * scatter))


def _left_alone(lib: Library, now: int) -> dict[str, int]:
    """The hosts that asked to be left alone, and until when."""
    alone: dict[str, int] = {}
    for state in feeds.states(lib):
        if state.retry_after > now:
            name = host(state.url)
            alone[name] = max(alone.get(name, 0), state.retry_after)
    return alone


def _skipped(state: FeedState, seconds: int) -> FeedOutcome:
    why = f"{host(state.url)} asked to be left alone for {-(-seconds // 60)} minutes more"
    return FeedOutcome(state.id, state.url, "skipped", error=why)
