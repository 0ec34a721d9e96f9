"""Dates in words and as headings, in a fixed zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from newsreader.tui import times
from newsreader.tui.customs import Customs

ZONE = ZoneInfo("Europe/Berlin")


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> int:
    """Unix seconds of a Berlin wall clock."""
    return int(datetime(year, month, day, hour, minute, tzinfo=ZONE).timestamp())


NOW = at(2024, 6, 19, 14, 2)


def test_an_article_of_this_week_shows_its_time() -> None:
    """Under a day's heading the hour is what tells articles apart."""
    assert times.short(at(2024, 6, 18, 22, 41), NOW, ZONE) == "22:41"


def test_an_older_article_shows_its_day() -> None:
    """Under a month's heading the day is; without headings the year is needed when it is another one."""
    assert times.short(at(2024, 5, 3), NOW, ZONE) == "3 May"
    assert times.short(at(2019, 5, 3), NOW, ZONE) == "3 May"
    assert times.short(at(2019, 5, 3), NOW, ZONE, under_heading=False) == "3 May 2019"
    assert times.short(at(2024, 6, 18), NOW, ZONE, under_heading=False) == "18 Jun"


def test_where_there_is_little_room_the_month_stands_for_the_day() -> None:
    """With its year, which says more of what is old; in the order of the customs."""
    old = at(2019, 5, 3)
    assert times.short(old, NOW, ZONE, Customs(), under_heading=False, room=8) == "May 2019"
    assert times.age(old, NOW, ZONE, Customs(), room=8) == "May 2019"
    assert times.short(old, NOW, ZONE, Customs(order="ymd"), under_heading=False, room=8) == "2019-05"
    assert times.short(old, NOW, ZONE, Customs(), room=8) == "3 May"
    assert times.short(at(2024, 6, 18), NOW, ZONE, Customs(), under_heading=False, room=8) == "18 Jun"


def test_the_head_of_an_article_has_the_full_date() -> None:
    """Day, month, year and time in the reader's zone."""
    assert times.long(int(datetime(2024, 6, 19, 12, 2, tzinfo=UTC).timestamp()), ZONE) == "19 Jun 2024 14:02"


def test_sections_name_days_then_months() -> None:
    """Today, yesterday, the other days of the week by name, then months."""
    dates = [
        at(2024, 6, 19, 9),
        at(2024, 6, 19, 0),
        at(2024, 6, 18, 23, 59),
        at(2024, 6, 15),
        at(2024, 6, 2),
        at(2024, 6, 1),
        at(2023, 12, 31, 23),
    ]
    assert times.sections(dates, NOW, ZONE) == [
        (0, "today"),
        (2, "yesterday"),
        (3, "Saturday 15 Jun"),
        (4, "June"),
        (6, "December 2023"),
    ]


def test_midnight_follows_the_zone_and_its_summer_time() -> None:
    """The day of the change to summer time began at its own midnight."""
    assert times.midnight(at(2024, 3, 31, 12), ZONE) == at(2024, 3, 31, 0)


@given(st.lists(st.integers(-(2**33), NOW + 10**6), max_size=60))
def test_every_date_stands_under_one_heading(values: list[int]) -> None:
    """Headings come in order, begin at the first date, and no two that follow each other are the same."""
    dates = sorted(values, reverse=True)
    found = times.sections(dates, NOW, ZONE)
    starts = [index for index, _ in found]
    assert starts == sorted(set(starts))
    assert starts[:1] == [0][: len(dates)]
    words = [word for _, word in found]
    assert len(words) == len(set(words))


@given(st.integers(-(2**62), 2**62))
def test_no_date_is_too_absurd_to_show(date: int) -> None:
    """Publishers' dates of any size become words."""
    assert times.long(date, ZONE)
