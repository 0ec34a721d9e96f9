"""When a feed is fetched again, after an answer and after a failure, and when its host is left alone. Pure.

A feed is asked at its own rhythm: about twice for each new entry, no more often than the setting allows, at least once
a day. What server and document say of themselves (Cache-Control, Expires, ttl, skipHours) makes it rarer, never more
frequent.
Each feed has a share of its own, by which it is earlier than its rhythm and later than others ask for, so that a
thousand of them spread.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError
from newsreader.library.feeds import NEVER
from newsreader.library.hosts import holds
from newsreader.models.feeds import Due, Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.library.hosts import Wait
    from newsreader.models.documents import ParsedEntry
    from newsreader.models.feeds import FeedState

_MINUTE, _HOUR, _DAY, _WEEK = 60, 3_600, 86_400, 7 * 86_400
_SPREAD = 0.1
"""By how much of a wait a feed may be asked earlier or later than another."""
_PATIENCE = 4
"""For so many of the shortest intervals a feed waits of which nothing is known: no rhythm yet, or no network."""
HOST_PAUSE = 30 * _MINUTE
"""How long a host is left alone that refuses for the first time without naming a time."""
_PASSING = {408, 425, 429}
"""Refusals of the 400s that say nothing of the address."""
_NOWHERE = frozenset({Cause.NETWORK, Cause.ADDRESS, Cause.PRIVATE})
"""Why an address leads nowhere where no server said so."""
_NO_RHYTHM = Rhythm()


def shortest(config: Config, url: str) -> int:
    """The seconds between two fetches of a feed at least, as set: what the others here call `least`."""
    return (config.of_feed(url).interval or config.fetch.interval) * _MINUTE


def fixed(config: Config, url: str) -> str:
    """Why a feed has one interval whatever its rhythm is; "" if it has not. A file costs nobody anything."""
    if url.startswith("file:"):
        return "a file of this computer"
    return "as set for this feed" if config.of_feed(url).interval else ""


def next_due(
    feed_id: int,
    now: int,
    least: int,
    *,
    max_age: int | None = None,
    rhythm: Rhythm = _NO_RHYTHM,
    dates: Sequence[int] = (),
    fixed: str = "",
) -> Due:
    """When to fetch a feed again that gave an answer; `dates` are those of its last entries.

    With `fixed`, why the shortest interval is the only one, nothing else counts. Servers and documents are believed up
    to a day: many say a year of everything. A little early, so that a schedule of the same interval does not miss every
    second time.
    """
    spread = _SPREAD * _share(feed_id)
    early = int(min(_MINUTE, least // 20) * (1 - 5 * spread))
    if fixed:
        return Due(now + least - early, f"{fixed}: every {in_words(least)}")
    most = max(least, _DAY)
    past = [date for date in dates if date <= now]
    own = _own_interval(now, past, least)
    asked = {"server": min(max_age or 0, most), "feed": min(rhythm.ttl or 0, most)}
    who = max(asked, key=lambda name: asked[name])
    wait = max(least, int(asked[who] * (1 + spread)), int(own * (1 - spread)))
    if asked[who] > max(least, own):
        why = f"the {who} itself says: every {in_words(asked[who])}"
    elif own <= least:
        why = f"its own rhythm: every {in_words(least)}, the shortest interval"
    else:
        why = f"{'its own rhythm: about' if past else 'no rhythm known yet:'} every {in_words(own)}"
    at = now + wait - early
    allowed = _allowed(at, rhythm, feed_id)
    return Due(allowed, why if allowed == at else f"{why}; not in the hours and days that it leaves out")


def dates_of(recent: Sequence[int], entries: Iterable[ParsedEntry]) -> tuple[int, ...]:
    """The dates that tell a feed's rhythm: those known, and those of what is newer."""
    newest = max(recent, default=0)
    newer = (entry.published for entry in entries if entry.published is not None and entry.published > newest)
    return (*newer, *recent)


def after_failure(error: NewsreaderError, state: FeedState, now: int, least: int, *, counts: bool) -> Due:
    """When to fetch a feed again that failed; `counts` as for `library.feeds.record_failure`."""
    if isinstance(error, FetchError) and error.gone:
        return Due(NEVER, "gone for good: it is asked no more")
    failures = max(state.failures + counts, 1)
    due = now + _back_off(error, state.id, failures, least, counts=counts)
    asked = now + error.retry_after if isinstance(error, FetchError) and error.retry_after else 0
    return Due(max(due, asked), "failed once" if failures == 1 else f"failed {failures} times")


def refusal_seconds(error: NewsreaderError | None) -> int | None:
    """For how long a host is left alone at once, with all its feeds, that refused to be asked so much (429, 503)."""
    if isinstance(error, FetchError) and (error.retry_after or error.status in {429, 503}):
        return error.retry_after or HOST_PAUSE
    return None


def host_wait(error: NewsreaderError, before: Wait, now: int) -> Wait | None:
    """How a host is left alone after a failure, if it is: for as long as it asked, else longer with each refusal."""
    seconds = refusal_seconds(error)
    if seconds is None:
        return None
    if isinstance(error, FetchError) and error.retry_after:
        return before._replace(asked=max(now + seconds, before.asked if holds(before.asked, now) else 0))
    if holds(before.slowed, now):  # two of its feeds were asked at once
        return before
    return before._replace(
        slowed=now + min(seconds << min(before.refusals, 8), _DAY), refusals=min(before.refusals + 1, 8)
    )


def in_words(seconds: int) -> str:
    """A duration as people say it behind "every": 30 minutes, hour, 2 days."""
    unit, name = next(
        (unit, name)
        for unit, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"))
        if seconds >= unit * 1.5 or unit in {seconds, _MINUTE}
    )
    count = max(1, round(seconds / unit))
    return name if count == 1 else f"{count} {name}s"


# --- intervals ----------------------------------------------------------------------------------------------------


def _own_interval(now: int, dates: Sequence[int], least: int) -> int:
    """Half the time between two entries, the silence since the last one included, within bounds."""
    half = (now - min(dates)) // len(dates) // 2 if dates else _PATIENCE * least
    return max(least, min(half, _DAY))


def _back_off(error: NewsreaderError, feed_id: int, failures: int, least: int, *, counts: bool) -> int:
    """The seconds until the next attempt: twice as long after each failure.

    Up to a day for what mends itself; up to a week for an address that leads nowhere. If it may be this computer that
    has no network, not for long.
    """
    longest = (_WEEK if _leads_nowhere(error) else _DAY) if counts else min(_PATIENCE * least, _DAY)
    seconds = min(least << min(failures - 1, 16), max(least, longest))
    return int(seconds * (1 + 0.2 * _share(feed_id * 31 + failures)))


def _leads_nowhere(error: NewsreaderError) -> bool:
    if not isinstance(error, FetchError):
        return False
    if error.status is None:
        return error.cause in _NOWHERE
    return 400 <= error.status < 500 and error.status not in _PASSING


def _share(number: int) -> float:
    """A number from 0 to 1 that differs from feed to feed and stays the same for one."""
    return number * 7_919 % 1_009 / 1_009


def _allowed(at: int, rhythm: Rhythm, feed_id: int) -> int:
    """The first time from then on that the document does not leave out; it cannot leave out everything."""
    hours = rhythm.skip_hours if len(rhythm.skip_hours) < 24 else frozenset[int]()
    days = rhythm.skip_days if len(rhythm.skip_days) < 7 else frozenset[int]()
    if not hours and not days:
        return at
    moment = datetime.fromtimestamp(at, UTC)
    while moment.hour in hours or moment.weekday() in days:
        step = timedelta(days=1) if moment.weekday() in days else timedelta(hours=1)
        moment = moment.replace(minute=0, second=0, microsecond=0, hour=0 if step.days else moment.hour) + step
    first = int(moment.timestamp())
    return at if first == at else first + int(10 * _MINUTE * _share(feed_id))
