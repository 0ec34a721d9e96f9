"""Refreshing feeds: threads fetch, processes parse, the calling thread decides and writes; outcomes come as they do.

What has come is written in one short transaction; what there is to decide and to compress is done before it begins.
What goes wrong with a feed is data of its outcome. Nothing here knows HTTP, a feed format or SQL.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from newsreader.errors import FetchError, NotFoundError
from newsreader.fetch import LONGEST_WAIT
from newsreader.library import entries, feeds
from newsreader.models import FeedKind, FeedOutcome
from newsreader.refresh import schedule
from newsreader.refresh.claims import Claims
from newsreader.refresh.plan import plan
from newsreader.refresh.readers import Readers
from newsreader.refresh.turns import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library
    from newsreader.models import FeedState
    from newsreader.refresh.readers import Read

_TICK_SECONDS = 0.25
_SLOW_SECONDS = 3
_MANY_ENTRIES = 150
_ELSEWHERE = "another refresh has it in hand, or has just done it"


def refresh(
    lib: Library,
    states: Sequence[FeedState],
    *,
    config: Config,
    now: Callable[[], int],
    tick: Callable[[Sequence[FeedState]], None] | None = None,
) -> Iterator[FeedOutcome]:
    """Fetch, parse and store the given feeds, due or not; the outcomes come in the order in which they are done.

    A host that asked to be left alone is, with all its feeds; a feed that another process has in hand is left to it.
    `tick` is called now and then with the feeds that are waited for long.
    """
    with lib.write():  # a library that cannot be written says so before anything is fetched
        alone = _left_alone(lib, now())
    wanted = []
    for state in states:
        until = max(alone.get(host(state.url), 0), _asked_until(state, now()))
        if state.kind not in {FeedKind.FEED, FeedKind.FOLDER}:
            yield FeedOutcome(state.id, state.url, "skipped")
        elif until > now():
            yield _skipped(state, until - now())
        else:
            wanted.append(state)
    with Claims(lib.path.parent) as claims, closing(Readers(wanted, config, claims)) as readers:
        left = len(wanted)
        while left:
            reads = readers.next(_TICK_SECONDS)
            left -= len(reads)
            yield from _record_all(lib, reads, config, now())
            for read in reads:
                if read.is_tried:
                    claims.done(read.state.id)
            if tick is not None:
                tick(readers.waiting(_SLOW_SECONDS))


def _record_all(lib: Library, reads: Sequence[Read], config: Config, now: int) -> list[FeedOutcome]:
    """Decide on each, then write all in one transaction."""
    writes = [_decide(lib, read, config, now) for read in reads]
    if sum(read.size for read in reads) > _MANY_ENTRIES:  # they make short transactions of their own
        return [write() for write in writes]
    with lib.write():
        return [write() for write in writes]


def _decide(lib: Library, read: Read, config: Config, now: int) -> Callable[[], FeedOutcome]:
    """What is to be written of a feed, as a function that writes it."""
    state = read.state
    if read.elsewhere:
        return partial(FeedOutcome, state.id, state.url, "skipped", error=_ELSEWHERE)
    if read.skipped is not None:
        return partial(_skipped, state, read.skipped)
    if read.error is not None:
        return partial(_record_failure, lib, state, read.error, config, now)
    due = schedule.next_due(now, config, read.max_age)
    if read.parsed is None:
        return partial(_record_unchanged, lib, read, due, now)
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
    return partial(_apply, lib, state, entries.prepare(change), now)


def _apply(lib: Library, state: FeedState, change: entries.Prepared, now: int) -> FeedOutcome:
    try:
        return entries.store(lib, change, now)
    except NotFoundError as error:  # deleted while it was fetched
        return FeedOutcome(state.id, state.url, "skipped", error=str(error))


def _record_unchanged(lib: Library, read: Read, due: int, now: int) -> FeedOutcome:
    state = read.state
    feeds.record_unchanged(lib, state.id, read.validators, due, now)
    return FeedOutcome(state.id, state.url, "unchanged")


def _record_failure(lib: Library, state: FeedState, error: NewsreaderError, config: Config, now: int) -> FeedOutcome:
    due, retry_after = schedule.due_after(error, state, now, config)
    feeds.record_failure(lib, state.id, str(error), now=now, next_due=due, retry_after=retry_after)
    reached = not isinstance(error, FetchError) or error.status is not None
    return FeedOutcome(state.id, state.url, "failed", error=str(error), reached=reached)


def _left_alone(lib: Library, now: int) -> dict[str, int]:
    """The hosts that asked to be left alone, and until when."""
    alone: dict[str, int] = {}
    for state in feeds.states(lib):
        if (until := _asked_until(state, now)) > now:
            name = host(state.url)
            alone[name] = max(alone.get(name, 0), until)
    return alone


def _asked_until(state: FeedState, now: int) -> int:
    """Until when a server asked to be left alone; what lies further off than it may ask for a wrong clock wrote."""
    return state.retry_after if state.retry_after <= now + LONGEST_WAIT else 0


def _skipped(state: FeedState, seconds: int) -> FeedOutcome:
    why = f"{host(state.url)} asked to be left alone for {-(-seconds // 60)} minutes more"
    return FeedOutcome(state.id, state.url, "skipped", error=why)
