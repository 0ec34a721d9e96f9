"""How often a feed says that it is published: `ttl`, `skipHours`, `skipDays`, and the syndication module of RSS 1.0.

Takes the fields of a feed as they were found; a value that makes no sense is as good as absent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsreader.models.feeds import Rhythm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.feeds.rawfeed import Fields

LONGEST_TTL = 366 * 86_400
"""Seconds; who says more means something else."""


def of(feed: Fields) -> Rhythm:
    """The rhythm of a feed."""
    ttl = (_number(feed.get("ttl")) or 0) * 60 or _period(feed)
    return Rhythm(
        ttl=ttl if ttl and ttl <= LONGEST_TTL else None,
        # RSS 0.91 counted from 1 to 24.
        skip_hours=frozenset(
            n % 24 for word in _words(feed, "skip_hours") if (n := _number(word)) is not None and n <= 24
        ),
        skip_days=frozenset(_DAYS[day[:3]] for day in _words(feed, "skip_days") if day[:3] in _DAYS),
    )


def _period(feed: Fields) -> int | None:
    period = feed.get("sy_updateperiod")
    seconds = _PERIODS.get(period.lower()) if isinstance(period, str) else None
    times = _number(feed.get("sy_updatefrequency"))
    return seconds // max(1, 1 if times is None else times) if seconds else None


def _words(feed: Fields, name: str) -> Iterator[str]:
    found = feed.get(name)
    yield from (word.lower() for word in found if isinstance(word, str)) if isinstance(found, list) else ()


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else None


_DAYS = {day: number for number, day in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
