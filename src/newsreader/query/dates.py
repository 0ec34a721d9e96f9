"""The dates of a search: what a day's name or a span of time means on this machine's clock."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta

_AGO = re.compile(r"(\d{1,4})([hdwmy])", re.ASCII)
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}
_NAMED = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)t(\d\d?):(\d\d)(?::(\d\d))?(z?)", re.ASCII)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANS = ("week", "month", "year")
NAMES = ("today", "yesterday", *_DAYS, *(f"last {day}" for day in _DAYS), *(f"last {span}" for span in _SPANS))

Stretch = tuple[int, int]
"""The first second of what a date names, and the first after it."""


def stretch(value: str, now: int, *, whole_day: bool) -> Stretch:
    """What a date names; a ValueError or OverflowError if it names none.

    A span counted back, as 7d, is the moment then, or with `whole_day` that day. FROM..TO is all between.
    """
    value = " ".join(value.lower().split())
    first, dots, last = value.partition("..")
    if dots:
        return stretch(first, now, whole_day=True)[0], stretch(last, now, whole_day=True)[1]
    if ago := _AGO.fullmatch(value):
        moment = now - int(ago[1]) * _SECONDS[ago[2]]
        return _span(day_of(moment), timedelta(1)) if whole_day else (moment, now)
    if moment_ := _MOMENT.fullmatch(value):
        return _moment(moment_)
    if named := _NAMED.fullmatch(value):
        return _calendar(named)
    return _relative(value, day_of(now))


def day_of(moment: int) -> date:
    """Which day it is then on this machine's clock."""
    return date(*time.localtime(moment)[:3])


def _relative(value: str, today: date) -> Stretch:
    if value in {"today", "yesterday"}:
        return _span(today - timedelta(value == "yesterday"), timedelta(1))
    last, name = value.startswith("last "), value.removeprefix("last ")
    if name in _DAYS:  # "monday" may be today, "last monday" is an earlier day
        back = (today.weekday() - _DAYS.index(name)) % 7
        return _span(today - timedelta(back or 7 * last), timedelta(1))
    if not last or name not in _SPANS:
        raise ValueError(value)
    if name == "week":
        return _span(today - timedelta(today.weekday() + 7), timedelta(7))
    this = today.replace(day=1) if name == "month" else today.replace(month=1, day=1)
    before = (this - timedelta(1)).replace(day=1) if name == "month" else this.replace(year=this.year - 1)
    return _span(before, this - before)


def _calendar(named: re.Match[str]) -> Stretch:
    """A year, a month or a day."""
    year, month, day = int(named[1]), int(named[2] or 1), int(named[3] or 1)
    first = date(year, month, day)
    if named[3]:
        return _span(first, timedelta(1))
    return _midnight(first), _beginning(year, month + 1, 1) if named[2] else _beginning(year + 1, 1, 1)


def _moment(given: re.Match[str]) -> Stretch:
    """A minute, or with seconds a second, of this machine's time or of universal time."""
    year, month, day, hour, minute = map(int, given.group(1, 2, 3, 4, 5))
    moment = datetime(year, month, day, hour, minute, int(given[6] or 0), tzinfo=UTC if given[7] else None)
    first = int(moment.timestamp())
    return first, first + (1 if given[6] else 60)


def _span(first: date, length: timedelta) -> Stretch:
    return _midnight(first), _beginning(first.year, first.month, first.day + length.days)


def _midnight(day: date) -> int:
    """When a day begins on this machine's clock."""
    return _beginning(day.year, day.month, day.day)


def _beginning(year: int, month: int, day: int) -> int:
    """The same of a day that is counted on: the 32nd of a month, a 13th month, the year 10000."""
    return int(time.mktime((year, month, day, 0, 0, 0, 0, 0, -1)))
