"""Refreshing feeds: threads fetch, processes parse, the calling thread decides and writes; outcomes come as they do.

What has come is written in one short transaction; what there is to decide and to compress is done before it begins.
What goes wrong with a feed is data of its outcome. Nothing here knows HTTP, a feed format or SQL.
"""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError, NotFoundError
from newsreader.library import feeds, hosts, storing
from newsreader.models.feeds import FeedKind, FeedOutcome
from newsreader.refresh import schedule
from newsreader.refresh.asking import left_alone, note_answer, note_refusal
from newsreader.refresh.claims import Claims
from newsreader.refresh.plan import new_url, plan
from newsreader.refresh.readers import Readers
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library
    from newsreader.models.feeds import Due, FeedState
    from newsreader.refresh.readers import Read

_ANSWERED = 200
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
        refused = hosts.waits(lib)
    wanted = []
    for state in states:
        if state.kind not in {FeedKind.FEED, FeedKind.FOLDER}:
            yield FeedOutcome(state.id, state.url, "skipped")
        elif hosts.holds(state.retry_after, now()):
            yield _skipped(state, host(state.url), state.retry_after - now())
        else:
            wanted.append(state)
    alone = {name: wait.asked - now() for name, wait in refused.items() if hosts.holds(wait.asked, now())}
    with Claims(lib.path.parent) as claims, closing(Readers(wanted, config, claims, alone)) as readers:
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
        outcomes = [write() for write in writes]
    else:
        with lib.write():
            outcomes = [write() for write in writes]
    for read, outcome in zip(reads, outcomes, strict=True):
        if outcome.status in {"updated", "unchanged"}:
            note_answer(lib, (read.state.url, read.validators.url or read.state.url), now)
    return outcomes


def _decide(lib: Library, read: Read, config: Config, now: int) -> Callable[[], FeedOutcome]:
    """What is to be written of a feed, as a function that writes it."""
    state = read.state
    if read.elsewhere:
        return partial(FeedOutcome, state.id, state.url, "skipped", error=_ELSEWHERE)
    if read.skipped is not None:
        return partial(_skipped, state, *read.skipped)
    if read.error is not None:
        return partial(_record_failure, lib, read, read.error, config, now)
    not_modified = read.parsed is None and read.digest is None  # headers that it lacks are still those of before
    max_age = state.max_age if not_modified and read.max_age is None else read.max_age
    due = schedule.next_due(
        state.id,
        now,
        schedule.shortest(config, state.url),
        max_age=max_age,
        rhythm=read.parsed.rhythm if read.parsed else state.rhythm,
        dates=schedule.dates_of(state.recent, read.parsed.entries if read.parsed else ()),
        fixed=schedule.fixed(config, state.url),
    )
    url = new_url(state, read.permanent_url, now)
    if url and not feeds.is_free(lib, url):
        url = None
    if url and config.of_feed(url) != config.of_feed(state.url):
        due = due._replace(why=f"{due.why}; it moved to {shown(url)}, but config.toml has settings for this address")
        url = None
    typed = state.typed and (read.trusted or url is None or host(url) == host(state.url))
    if read.parsed is None:
        return partial(_record_unchanged, lib, read, due, now, max_age=max_age, url=url, typed=typed)
    change = plan(
        storing.known(lib, state.id),
        read.parsed,
        now,
        feed_id=state.id,
        validators=read.validators,
        digest=read.digest,
        url=url,
        moved_url=read.permanent_url,
        due=due,
        max_age=max_age,
        typed=typed,
    )
    return partial(_apply, lib, state, storing.prepare(change), now)


def _apply(lib: Library, state: FeedState, change: storing.Prepared, now: int) -> FeedOutcome:
    try:
        return storing.store(lib, change, now)
    except NotFoundError as error:  # deleted while it was fetched
        return FeedOutcome(state.id, state.url, "skipped", error=str(error))


def _record_unchanged(
    lib: Library, read: Read, due: Due, now: int, *, max_age: int | None, url: str | None, typed: bool
) -> FeedOutcome:
    state = read.state
    feeds.record_success(
        lib, state.id, read.validators, due, now, max_age=max_age, moved_url=read.permanent_url, url=url, typed=typed
    )
    return FeedOutcome(state.id, url or state.url, "unchanged")


def _record_failure(lib: Library, read: Read, error: NewsreaderError, config: Config, now: int) -> FeedOutcome:
    state = read.state
    status = error.status if isinstance(error, FetchError) else _ANSWERED if error.cause is Cause.DOCUMENT else None
    reached = error.cause is not Cause.NETWORK
    # Where nothing at all was reached it may be this computer that has no network.
    counts = reached or feeds.is_answered_since(lib, state.tried or now)
    due = schedule.after_failure(error, state, now, schedule.shortest(config, state.url), counts=counts)
    with lib.write():
        note_refusal(lib, state.url, error, now)
        feeds.record_failure(
            lib,
            state.id,
            str(error),
            due,
            now,
            status=status,
            cause=error.cause,
            offered_url=read.offered_url,
            counts=counts,
        )
    return FeedOutcome(state.id, state.url, "failed", error=str(error), reached=reached)


def _skipped(state: FeedState, name: str, seconds: int) -> FeedOutcome:
    return FeedOutcome(state.id, state.url, "skipped", error=left_alone(name, seconds))
