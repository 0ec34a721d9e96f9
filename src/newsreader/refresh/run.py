"""Refreshing feeds: threads fetch, processes parse, the calling thread decides and writes; outcomes come as they do.

What goes wrong with a feed is data of its outcome. Nothing here knows HTTP, a feed format or SQL.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from newsreader.errors import FetchError, NotFoundError
from newsreader.library import entries, feeds, hosts
from newsreader.models import FeedKind, FeedOutcome
from newsreader.refresh import schedule
from newsreader.refresh.asking import left_alone, note_refusal
from newsreader.refresh.plan import new_url, plan
from newsreader.refresh.readers import Readers
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library
    from newsreader.models import FeedState
    from newsreader.refresh.readers import Read

_ANSWERED = 200


def refresh(
    lib: Library,
    states: Sequence[FeedState],
    *,
    config: Config,
    now: Callable[[], int],
) -> Iterator[FeedOutcome]:
    """Fetch, parse and store the given feeds, due or not; the outcomes come in the order in which they are done.

    A host that asked to be left alone is, with all its feeds.
    """
    refused = hosts.waits(lib)
    wanted = []
    for state in states:
        if state.kind not in {FeedKind.FEED, FeedKind.FOLDER}:
            yield FeedOutcome(state.id, state.url, "skipped")
        elif hosts.holds(state.retry_after, now()):
            yield _skipped(state, state.retry_after - now())
        else:
            wanted.append(state)
    with closing(Readers(wanted, config)) as readers:
        for _ in wanted:
            read = readers.next()
            outcome = _record(lib, read, config, now())
            if host(read.state.url) in refused and outcome.status in {"updated", "unchanged"}:
                hosts.forget(lib, host(read.state.url), now())
            yield outcome


def _record(lib: Library, read: Read, config: Config, now: int) -> FeedOutcome:
    state = read.state
    if read.skipped is not None:
        return _skipped(state, read.skipped)
    try:
        if read.error is not None:
            return _record_failure(lib, state, read, read.error, config, now)
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
        moved, url = read.permanent_url, new_url(state, read.permanent_url, now)
        if url and not feeds.is_free(lib, url):
            url = None
        if read.parsed is None:
            feeds.record_success(lib, state.id, read.validators, due, now, max_age=max_age, moved_url=moved, url=url)
            return FeedOutcome(state.id, url or state.url, "unchanged")
        change = plan(
            entries.known(lib, state.id),
            read.parsed,
            now,
            feed_id=state.id,
            validators=read.validators,
            digest=read.digest,
            url=url,
            moved_url=moved,
            due=due,
            max_age=max_age,
        )
        return entries.apply(lib, change, now)
    except NotFoundError as error:  # deleted while it was fetched
        return FeedOutcome(state.id, state.url, "skipped", error=str(error))


def _record_failure(
    lib: Library, state: FeedState, read: Read, error: NewsreaderError, config: Config, now: int
) -> FeedOutcome:
    status = error.status if isinstance(error, FetchError) else _ANSWERED
    reached = status is not None
    # Where nothing at all was reached it may be this computer that has no network.
    counts = reached or feeds.is_answered_since(lib, state.tried or now)
    due = schedule.after_failure(error, state, now, schedule.shortest(config, state.url), counts=counts)
    with lib.write():
        note_refusal(lib, state.url, error, now)
        feeds.record_failure(
            lib, state.id, str(error), due, now, status=status, offered_url=read.offered_url, counts=counts
        )
    return FeedOutcome(state.id, state.url, "failed", error=str(error), reached=reached)


def _skipped(state: FeedState, seconds: int) -> FeedOutcome:
    return FeedOutcome(state.id, state.url, "skipped", error=left_alone(state.url, seconds))
