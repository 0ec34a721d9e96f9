"""Dates in words, in the user's time zone and order; days and months as headings of a list. `now` is given."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from newsreader.tui.customs import Customs, here

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_AGES = (
    (-_MINUTE, _MINUTE, _MINUTE, ""),  # clocks differ by some seconds
    (_MINUTE, _HOUR, _MINUTE, "min"),
    (_HOUR, _DAY, _HOUR, "h"),
    (_DAY, 7 * _DAY, _DAY, "d"),
)
_DAYS_NAMED = 7
"""With a heading of their own, today included; those before are under their month."""
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def local(date: int, zone: tzinfo | None = None) -> datetime:
    """Unix seconds in a zone, the system's own if None; years out of range are brought into it."""
    date = max(-62_000_000_000, min(date, 253_000_000_000))
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=date)).astimezone(zone)


def midnight(now: int, zone: tzinfo | None = None) -> int:
    """When today began."""
    return _start_of_day(local(now, zone), zone)


def clock(date: int, zone: tzinfo | None = None, customs: Customs | None = None) -> str:
    """Hours and minutes: 14:02, 2:02 pm."""
    when = local(date, zone)
    if not (customs or here()).twelve_hours:
        return f"{when:%H:%M}"
    return f"{when.hour % 12 or 12}:{when:%M} {'pm' if when.hour >= 12 else 'am'}"


def short(
    date: int,
    now: int,
    zone: tzinfo | None = None,
    customs: Customs | None = None,
    *,
    under_heading: bool = True,
    room: int = 12,
) -> str:
    """For a line of a list: the time for this week, else the day; the year only where no heading names it.

    In a `room` too narrow for a day with its year stands the month: Jun 2019.
    """
    when, today = local(date, zone), local(now, zone)
    if date >= _start_of_day(today - timedelta(days=6 if under_heading else 0), zone):
        return clock(date, zone, customs).replace(" ", "")
    has_year = not under_heading and when.year != today.year
    return _written_day(when, customs or here(), has_year=has_year, room=room)


def age(date: int, now: int, zone: tzinfo | None = None, customs: Customs | None = None, *, room: int = 12) -> str:
    """How long ago: now, 5 min, 3 h, 2 d; after a week, or when it is still to come, the day, as `short` has it."""
    for least, most, seconds, unit in _AGES:
        if least <= now - date < most:
            return f"{(now - date) // seconds} {unit}" if unit else "now"
    when = local(date, zone)
    return _written_day(when, customs or here(), has_year=when.year != local(now, zone).year, room=room)


def ago(date: int, now: int, zone: tzinfo | None = None, customs: Customs | None = None) -> str:
    """The same for a sentence: now, 5 min ago, 12 Jun."""
    words = age(date, now, zone, customs)
    return f"{words} ago" if words.endswith(tuple(f" {unit}" for *_, unit in _AGES if unit)) else words


def long(date: int, zone: tzinfo | None = None, customs: Customs | None = None) -> str:
    """For the head of an article: 19 Jun 2024 14:02."""
    customs = customs or here()
    return f"{_written_day(local(date, zone), customs, has_year=True)} {clock(date, zone, customs)}"


def day(date: int, zone: tzinfo | None = None) -> str:
    """For a citation, the same wherever it is read: 19 Jun 2024."""
    return _written_day(local(date, zone), Customs(), has_year=True)


def sections(
    dates: Sequence[int], now: int, zone: tzinfo | None = None, customs: Customs | None = None
) -> list[tuple[int, str]]:
    """Headings for dates in descending order: the index of the first date below each, and its words."""
    found: list[tuple[int, str]] = []
    customs, today = customs or here(), local(now, zone)
    days = [_start_of_day(today - timedelta(days=days), zone) for days in range(_DAYS_NAMED)]
    index = 0
    while index < len(dates):
        start, words = _period(dates[index], today, days, zone, customs)
        found.append((index, words))
        index = bisect_right(dates, -start, lo=index + 1, key=lambda date: -date)
    return found


def _period(date: int, today: datetime, days: Sequence[int], zone: tzinfo | None, customs: Customs) -> tuple[int, str]:
    """The day or month a date is shown under: its beginning and its name. The `days` begin so, from today back."""
    when = local(date, zone)
    for ago, start in enumerate(days):
        if date >= start:
            named = f"{_DAYS[when.weekday()]} {_written_day(when, customs, has_year=False)}"
            return start, ("today", "yesterday")[ago] if ago < 2 else named
    month = when.replace(day=1, hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    words = _LONG_MONTHS[when.month - 1]
    return _timestamp(month, zone), words if when.year == today.year else f"{words} {when.year}"


def _written_day(when: datetime, customs: Customs, *, has_year: bool, room: int = 12) -> str:
    """19 Jun 2024, Jun 19, 2024 or 2024-06-19; without the year 19 Jun; in little room Jun 2024 or 2024-06."""
    month = _MONTHS[when.month - 1]
    own = f"{when.day} {month}" if customs.order == "dmy" else f"{month} {when.day}"
    if not has_year:
        return own
    if customs.order == "ymd":
        return f"{when.year:04}-{when.month:02}-{when.day:02}" if room >= 10 else f"{when.year:04}-{when.month:02}"
    whole = f"{own} {when.year}" if customs.order == "dmy" else f"{own}, {when.year}"
    return whole if len(whole) <= room else f"{month} {when.year}"


def _start_of_day(when: datetime, zone: tzinfo | None) -> int:
    return _timestamp(datetime(when.year, when.month, when.day), zone)  # noqa: DTZ001 - the zone is set below


def _timestamp(naive: datetime, zone: tzinfo | None) -> int:
    return int((naive.replace(tzinfo=zone) if zone else naive.astimezone()).timestamp())
