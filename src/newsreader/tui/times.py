"""Dates in words, in the user's time zone; days and months as headings of a list. Pure: `now` is given."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(date: int, zone: tzinfo | None = None) -> datetime:
    """Unix seconds in a zone, the system's own if None; years out of range are brought into it."""
    date = max(-62_000_000_000, min(date, 253_000_000_000))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=date)).astimezone(zone)


def midnight(now: int, zone: tzinfo | None = None) -> int:
    """When today began."""
    return _start_of_day(local(now, zone), zone)


def clock(date: int, zone: tzinfo | None = None) -> str:
    """Hours and minutes: 14:02."""
    return local(date, zone).strftime("%H:%M")


def short(date: int, now: int, zone: tzinfo | None = None, *, under_heading: bool = True) -> str:
    """For a line of a list: the time for this week, else the day; the year only where no heading names it."""
    when, today = local(date, zone), local(now, zone)
    if date >= _start_of_day(today - timedelta(days=6 if under_heading else 0), zone):
        return f"{when:%H:%M}"
    words = f"{when.day} {_MONTHS[when.month - 1]}"
    return words if under_heading or when.year == today.year else f"{words} {when.year}"


def long(date: int, zone: tzinfo | None = None) -> str:
    """For the head of an article: 19 Jun 2024 14:02."""
    return f"{day(date, zone)} {local(date, zone):%H:%M}"


def day(date: int, zone: tzinfo | None = None) -> str:
    """For a citation: 19 Jun 2024."""
    when = local(date, zone)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def sections(dates: Sequence[int], now: int, zone: tzinfo | None = None) -> list[tuple[int, str]]:
    """Headings for dates in descending order: the index of the first date below each, and its words."""
    found: list[tuple[int, str]] = []
    index = 0
    while index < len(dates):
        start, words = _period(dates[index], now, zone)
        found.append((index, words))
        index = bisect_right(dates, -start, lo=index + 1, key=lambda date: -date)
    return found


def _period(date: int, now: int, zone: tzinfo | None) -> tuple[int, str]:
    """The day or month a date is shown under: its beginning and its name."""
    when, today = local(date, zone), local(now, zone)
    if date >= _start_of_day(today, zone):
        return _start_of_day(today, zone), "today"
    for days in range(1, 7):
        start = _start_of_day(today - timedelta(days=days), zone)
        if date >= start:
            return start, "yesterday" if days == 1 else f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"
    month = when.replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    words = _LONG_MONTHS[when.month - 1]
    return _timestamp(month, zone), words if when.year == today.year else f"{words} {when.year}"


def _start_of_day(when: datetime, zone: tzinfo | None) -> int:
    return _timestamp(datetime(when.year, when.month, when.day), zone)  # noqa: DTZ001 - the zone is set below


def _timestamp(naive: datetime, zone: tzinfo | None) -> int:
    return int((naive.replace(tzinfo=zone) if zone else naive.astimezone()).timestamp())
