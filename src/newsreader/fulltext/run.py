"""Fetching the full texts of entries: threads fetch, processes extract, the calling thread writes what came.

A host is asked for one page at a time, and left alone as soon as it refuses; what goes wrong is data of an outcome.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.extraction.walls import SENTENCES
from newsreader.fulltext import article, teasers
from newsreader.library import fulltexts
from newsreader.refresh.asking import note_answer, note_refusal
from newsreader.refresh.by_host import AskedLaterError, ByHost, alone, passes
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.extraction.worker import ExtractorProcess
    from newsreader.fetch import Fetched
    from newsreader.fulltext.article import Article
    from newsreader.library.fulltexts import Wanted
    from newsreader.library.store import Library
    from newsreader.models.documents import Extracted

_EXTRACTORS = 1
_PROBED = 3
"""Pages from which it is told whether a feed teases."""
_LATER = 60
"""Pages of one host that one run asks for; the others wait for the user."""
_SECONDS = 120
"""For which a refresh asks for pages; what is left is tried after a later one."""


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
        left = alone(lib, now(), by_hand=by_hand)
    ends = None if by_hand else now() + _SECONDS
    with _Extractors(config, len(entries)) as extractors:

        def loaded(entry: Wanted, number: int, visit: Callable[[str], None]) -> Article:
            if number >= _LATER:
                raise AskedLaterError(f"{host(entry.link)} was asked for {_LATER} pages; ask for the others later.")
            # Where a feed leads its user did not choose: from the public network not into a private one.
            typed = entry.typed and host(entry.link) == host(entry.home)
            return article.load(entry.link, config, extractors.extract, typed_by_user=typed, visit=visit)

        with ByHost(entries, loaded, attrgetter("link"), "page", alone=left, now=now, ends=ends) as loaders:
            for _ in entries:
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
    if isinstance(found, AskedLaterError):
        if not by_hand:
            fulltexts.fail(lib, key, str(found), now, passes=True)
        return Outcome(key, "skipped", error=str(found))
    if isinstance(found, NewsreaderError):
        note_refusal(lib, entry.link, found, now)
        fulltexts.fail(lib, key, str(found), now, passes=passes(found))
        return Outcome(key, "failed", error=str(found))
    note_answer(lib, (entry.link, found.url), now)
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


class _Extractors:
    """A few processes, each for one thread at a time."""

    def __init__(self, config: Config, most: int) -> None:
        """`most`: more are of no use."""
        self._idle: queue.LifoQueue[ExtractorProcess] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._is_closed = False
        for _ in range(min(_EXTRACTORS, most, os.cpu_count() or 1)):
            self._idle.put(article.extractor(config))

    def __enter__(self) -> _Extractors:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._is_closed = True
            with contextlib.suppress(queue.Empty):  # those that are busy are ended by their threads
                while True:
                    self._idle.get_nowait().close()

    def extract(self, fetched: Fetched) -> Extracted:
        """By the process that is free next."""
        reader = self._idle.get()
        try:
            return article.extracting(reader)(fetched)
        finally:
            with self._lock:
                if self._is_closed:
                    reader.close()
                self._idle.put(reader)
