"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds.dates import parse

TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 05 Jan 2026 10:00:00 GMT",
        "Mon,05 Jan 2026 10:00:00GMT",
        "5 Jan 26 10:00",
        "Mon, 5 Jan 2026 15:30:00 +0530",
        "2026-01-05T15:30:00+0530",
        "2026-01-05T15:30:00.123+05:30",
        "2026-01-05 10:00:00",
        "20260105T100000Z",
        "Mon, 05 Jan 2026 02:00:00 PST",
        "Mon, 05 Jan 2026 10:00:00 XYZ",
        "Mon, 05 Jan 2026 10:00:00 GMT (GMT)",
        "Mon Jan  5 10:00:00 2026",
        "Monday, January 5, 2026 - 10:00am",
        "Lun, 05 janv. 2026 10:00:00 GMT",
        "5 Января 2026 10:00",
        "5 de enero de 2026 10:00",
        "2026-1-5T10:00Z",
        "\n  Mon, 05 Jan 2026\t10:00:00 GMT ",
    ],
)
def test_ways_to_write_one_moment(text: str) -> None:
    """All of these are the same moment."""
    assert parse(text) == int(TEN.timestamp())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "05/01/2026",
        "1767607200",
        "-1",
        "2026-005",
        "2026-02-29",
        "Sat, 30 Feb 2026 10:00:00 GMT",
        "0000-00-00T00:00:00Z",
        "99999-01-01",
        "2026-13-45T25:61:61Z",
        "Mon, 05 Jan 2026 10:00:00 +9999",
        "Mon, " * 20_000,
    ],
)
def test_what_is_no_date(text: str) -> None:
    """What cannot be told for certain is no date."""
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("Wed, 31 Dec 1969 23:59:59 GMT", datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Mon, 01 Jan 9999 00:00:00 GMT", datetime(9999, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("1 juin 2024", datetime(2024, 6, 1, tzinfo=UTC)),
        ("1 juil. 2024", datetime(2024, 7, 1, tzinfo=UTC)),
    ],
)
def test_edges(text: str, moment: datetime) -> None:
    """Dates without a time, before 1970, far away, with a leap second, in other languages."""
    assert parse(text) == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.builds(datetime.fromtimestamp, st.integers(-(2**31), 2**33), zones))
def test_standard_forms(moment: datetime) -> None:
    """RFC 3339 and RFC 822 give the moment back to the second."""
    seconds = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    assert parse(moment.isoformat()) == parse(format_datetime(moment)) == seconds


@given(st.text("0123456789-:+TZ ,.JanFebGMT/()\u0663\uff15", max_size=40))
def test_never_raises(text: str) -> None:
    """Anything gives whole seconds that a database can hold, or None."""
    seconds = parse(text)
    assert seconds is None or abs(seconds) < 2**40
