"""Fetching the full texts of entries: threads fetch, processes extract, the calling thread writes what came.

A host is asked for one page at a time, and left alone as soon as it refuses; what goes wrong is data of an outcome.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import threading
from collections import deque
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError, NewsreaderError, ParseError
from newsreader.extraction.walls import SENTENCES
from newsreader.fulltext import article, teasers
from newsreader.library import fulltexts, hosts
from newsreader.refresh import schedule
from newsreader.refresh.asking import left_alone, note_refusal, refusing_host
from newsreader.values import dataclass
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from newsreader.config import Config
    from newsreader.extraction.worker import ExtractorProcess
    from newsreader.fetch import Fetched
    from newsreader.fulltext.article import Article
    from newsreader.library.fulltexts import Wanted
    from newsreader.library.store import Library
    from newsreader.models import Extracted

_HOSTS_AT_ONCE = 8
_EXTRACTORS = 1
_PROBED = 3
"""Pages from which it is told whether a feed teases."""
_LATER = 60
"""Pages of one host that one run asks for; the others wait for the user."""
_SECONDS = 120
"""For which a refresh asks for pages; what is left is tried after a later one."""
_PASSING = {Cause.NETWORK, Cause.SLOW, Cause.ANSWER, Cause.PROXY}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry's page."""

    entry_id: int
    status: str
    """stored; kept: the page has no article, the feed's text stays; failed: no page; skipped: it was not asked for."""
    problem: str | None = None
    error: str | None = None
    more: bool = False
    """Whether the page has more than the feed."""


def fetch(
    lib: Library, entries: Sequence[Wanted], *, config: Config, now: Callable[[], int], by_hand: bool = True
) -> Iterator[Outcome]:
    """Fetch and store the full texts of entries; by hand, whatever the page has beside the feed's text is kept."""
    with lib.write():  # a library that cannot be written says so before anything is fetched
        refused = hosts.waits(lib)
    until = {
        name: when
        for name, wait in refused.items()
        if (when := max(wait.asked, 0 if by_hand else wait.slowed)) and hosts.holds(when, now())
    }
    with _Loaders(entries, config, until, now, ends=None if by_hand else now() + _SECONDS) as loaders:
        for _ in range(len(entries)):
            entry, found = loaders.next()
            yield _record(lib, entry, found, config, now(), by_hand=by_hand)


def after_refresh(lib: Library, since: int, *, config: Config, now: Callable[[], int]) -> Iterator[Outcome]:
    """Fetch what is wanted of the entries written after `since`, a number of `analysis.latest`.

    Whether a feed teases is found out from its first pages, unless the configuration says what to do.
    """
    waiting: dict[int, list[Wanted]] = {}
    asked: list[Wanted] = []
    for entry in fulltexts.new(lib, since, now()):
        mode = _mode(entry, config)
        if mode == "find out":
            waiting.setdefault(entry.feed_id, []).append(entry)
        elif mode == "always" or (mode == "when short" and (entry.tried or teasers.is_short(entry.own_text))):
            asked.append(entry)
    probed = {feed_id: _to_probe(lib, feed_id, found) for feed_id, found in waiting.items()}
    more: dict[int, list[bool]] = {}
    first = [entry for found in probed.values() for entry in found]
    of_feed = {entry.entry_id: entry.feed_id for entry in first}
    for outcome in fetch(lib, [*first, *asked], config=config, now=now, by_hand=False):
        if outcome.entry_id in of_feed and outcome.status in {"stored", "kept"}:
            more.setdefault(of_feed[outcome.entry_id], []).append(outcome.more)
        yield outcome
    rest: list[Wanted] = []
    for feed_id, tried in more.items():
        teases = teasers.verdict(tried)
        if teases is not None:
            fulltexts.note_teasing(lib, feed_id, teases=teases)
        if teases:
            rest += [e for e in waiting[feed_id] if e not in probed[feed_id] and teasers.is_short(e.own_text)]
    yield from fetch(lib, rest, config=config, now=now, by_hand=False)


def missing(entries: Sequence[Wanted], *, config: Config) -> list[Wanted]:
    """Those of some entries whose full texts are wanted, as far as that is known, and were never tried."""
    return [
        entry
        for entry in entries
        if not entry.tried
        and entry.link.startswith("http")
        and ((mode := _mode(entry, config)) == "always" or (mode == "when short" and teasers.is_short(entry.own_text)))
    ]


def _mode(entry: Wanted, config: Config) -> str:
    """What is to be done about a feed: always, when short, never, or find out."""
    wanted = config.of_feed(entry.feed_url).full_text
    if wanted != "auto":
        return wanted
    return {None: "find out", True: "when short", False: "never"}[entry.teases]


def _to_probe(lib: Library, feed_id: int, entries: Sequence[Wanted]) -> list[Wanted]:
    """A few entries whose pages tell whether the feed teases; none if it has whole texts."""
    short = [entry for entry in entries if teasers.is_short(entry.own_text)]
    if len(short) * 2 <= len(entries):
        fulltexts.note_teasing(lib, feed_id, teases=False)
        return []
    return short[:_PROBED]


def _record(
    lib: Library, entry: Wanted, found: Article | NewsreaderError, config: Config, now: int, *, by_hand: bool
) -> Outcome:
    key = entry.entry_id
    if isinstance(found, _AskedLaterError):
        if not by_hand:
            fulltexts.fail(lib, key, str(found), now, passes=True)
        return Outcome(key, "skipped", error=str(found))
    if isinstance(found, NewsreaderError):
        note_refusal(lib, entry.link, found, now)
        passes = found.cause in _PASSING or (isinstance(found, FetchError) and (found.status or 0) >= 429)
        fulltexts.fail(lib, key, str(found), now, passes=passes)
        return Outcome(key, "failed", error=str(found))
    text, own = found.extracted, entry.own_text
    if text.problem:
        sentence = f"{shown(found.url)}: {SENTENCES[text.problem]}; the feed's own text stays."
        fulltexts.fail(lib, key, sentence, now, problem=text.problem)
        return Outcome(key, "kept", problem=text.problem, error=sentence)
    more = teasers.has_more(text.text, own)
    if not by_hand and not more:
        fulltexts.fail(lib, key, "The page says no more than the feed.", now)
        return Outcome(key, "kept", more=False)
    page = found.page if config.full_text.keep_pages else None
    if not fulltexts.store(lib, key, article.with_picture(text), found.url, now, page=page):
        return Outcome(key, "skipped", error="The entry was deleted meanwhile.")
    return Outcome(key, "stored", error=found.incomplete, more=more)


class _AskedLaterError(NewsreaderError):
    """A host that is left alone."""


class _Loaders:
    """Threads that each take a host and ask it for one page after another."""

    def __init__(
        self,
        entries: Sequence[Wanted],
        config: Config,
        alone: Mapping[str, int],
        now: Callable[[], int],
        *,
        ends: int | None,
    ) -> None:
        """`alone`: until when some hosts are left alone; `ends`: when nothing more is asked for."""
        self._ends = ends
        self._config = config
        self._now = now
        self._alone = dict(alone)
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._results: queue.Queue[tuple[Wanted, Article | NewsreaderError]] = queue.Queue(_HOSTS_AT_ONCE)
        by_host: dict[str, deque[Wanted]] = {}
        for entry in entries:
            by_host.setdefault(host(entry.link), deque()).append(entry)
        self._hosts = deque(by_host.values())
        self._threads = min(_HOSTS_AT_ONCE, len(by_host))
        self._extractors: queue.LifoQueue[ExtractorProcess] = queue.LifoQueue()

    def __enter__(self) -> _Loaders:
        for _ in range(min(_EXTRACTORS, self._threads, os.cpu_count() or 1)):
            self._extractors.put(article.extractor(self._config))
        for number in range(self._threads):
            # Daemons: the end of the program waits for no server.
            threading.Thread(target=self._work, name=f"page-{number}", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed.set()
            with contextlib.suppress(queue.Empty):  # those that are busy are ended by their threads
                while True:
                    self._extractors.get_nowait().close()

    def next(self) -> tuple[Wanted, Article | NewsreaderError]:
        """What was loaded next."""
        return self._results.get()

    def _work(self) -> None:
        while not self._closed.is_set():
            with self._lock:
                if not self._hosts:
                    return
                entries = self._hosts.popleft()
            for number, entry in enumerate(entries):
                if self._closed.is_set():
                    return
                self._results.put((entry, self._load(entry, number)))

    def _load(self, entry: Wanted, number: int) -> Article | NewsreaderError:
        if self._ends is not None and self._now() > self._ends:
            return _AskedLaterError("The refresh had no more time for this page; it is tried later.")
        if number >= _LATER:
            return _AskedLaterError(f"{host(entry.link)} was asked for {_LATER} pages; ask for the others later.")
        try:
            # Where a feed leads its user did not choose: from the public network not into a private one.
            typed = entry.typed and host(entry.link) == host(entry.feed_url)
            return article.load(entry.link, self._config, self._extract, typed_by_user=typed, visit=self._visit)
        except NewsreaderError as error:
            self._note(entry.link, error)
            return error
        except Exception as error:  # a mistake of ours with one page must not end the others
            log.exception("the page of entry %s could not be read", entry.entry_id)
            return ParseError(f"newsreader made a mistake with this page ({type(error).__name__}); see its log.")

    def _extract(self, fetched: Fetched) -> Extracted:
        """By the process that is free next; it is a thread's alone for that long."""
        reader = self._extractors.get()
        try:
            return article.extracting(reader)(fetched)
        finally:
            with self._lock:
                if self._closed.is_set():
                    reader.close()
                self._extractors.put(reader)

    def _visit(self, name: str) -> None:
        with self._lock:
            until = self._alone.get(name, 0)
        if until > self._now():
            raise _AskedLaterError(f"{left_alone(name, until - self._now())}.")

    def _note(self, url: str, error: NewsreaderError) -> None:
        wait = schedule.refusal_seconds(error)
        if wait is not None:
            with self._lock:
                self._alone[refusing_host(url, error)] = self._now() + wait
