"""Dates as feeds write them."""

from __future__ import annotations

import calendar
import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from feedparser.datetimes import _parse_date
from hypothesis import given
from hypothesis import strategies as st

from newsreader.feeds.dates import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        "2026-005T10:00Z",
        "2026005T10:00Z",
        "2026-01-05 오후 7:00:00",
        "2026년 1월 5일 19:00",
        "2026-január-5T11:00+01:00",
        "Mon, 2026/01/05 05:00:00 EST",
        "Mon, 5 January 2026 02:00:00 PT",
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


# --- feedparser ---------------------------------------------------------------------------------------------------

FORMS = (
    """
Κυρ, 17 Ιούν 2007 09:30:00 EST|2011-augusztus-3T7:05+02:00|2009-október-13T9:15-05:00|2019-031|2019031|19031
190131|19-01-31|-19-01|-1901|2019-01-31T08:04:05.678Z|2019-001-31T08:04:05+00:00|2008-03-09 오후 10:20:30
2008-03-09 오전 10:20:30|2008년 03월 09일  04:05:06|Tue, 2010/11/09 18:19:20 EDT|Tue, 9 Nov 2010 18:19:20 MET
Tue, 9 Nov 2010 18:19:20 MEST|Fri, 01 Jan 0200 00:00:01 +0100|Tue, 09 Nov 10 18:19:20 GMT|Tue,  9 Nov 2010 18:19:20 GMT
Tue, 9 Nov 2010 18:19:20 Etc/GMT|Tue, 9 Nov 2010 18:19:20 GMT-02:03|Tue, 9 Nov 2010 18:19:20 -02:03
Tue, 9 Nov, 2010 18:19:20 UTC|Tue, 9 Nov 2010 18:19 GMT|Tue, 09 Nov 2010|Tue, 9 November 2010 18:19:20 AT
Tue, 9 November 2010 18:19:20 ET|Tue, 9 November 2010 18:19:20 CT|Tue, 9 November 2010 18:19:20 MT
Tue, 9 November 2010 18:19:20 PT|Tue Nov 09 2010 18:19:20 +0200|Tue, 9 Nov 2010 1:2:3:4 GMT
Tue, 9 zzz 2010 18:19:20 GMT|Tue, Nov x 2010 18:19:20 GMT|Tue, 9 Nov zz 18:19:20 GMT|Tue, 9 Nov 2010 18:19:20 +zz:00
Tue, 9 Nov 2010 18:19:20 +00:zz|Tue, 99 Nov 2010 18:19:20 GMT|Tue Nov  9 18:19:20 2010|Tue Nov 09 18:19:20 +0000 2010
2010-11-09T18:19:20-08:00|2010-11-09T18:19:20.5+10:00|2010-11-09|2010-11|2010|2012-02-28T18:19:20-08:00
2011-02-28T18:19:20-08:00|9999-12-31T23:59:59-99:99|2010-11-09T25:19:20Z|2010-11-09T18:61:20Z|2010-11-09T18:19:61Z
013|2010-11-09-01|2010-11-09T18:19:20-06:00Textra|2010-xx-09|2010-11-09T18:xx:20Z|2010-11-09T18:19:20+00:xx
2010-11-09 18:19:20 -00:20|2010-11-09 18:19:20|2010-11-09 18:19:20.0|Sun, 31 Dec 9999 23:59:59 -9999
2010-11-09T18:19:20+0530|1767607200|2016-12-31T23:59:60Z|93-01-05|Tue, 09 Nov 75 18:19:20 GMT|2010/11/09
Mon, 05 janv. 2026 10:00:00 GMT|5 Января 2026 10:00|05/01/2026|2026-13-45|yesterday|2010-11-09 18:19 EST
""".strip()
    .replace("\n", "|")
    .split("|")
)
"""Every form that feedparser's own tests have, with other values, and some that feeds have besides."""

ANY_YEAR = "it takes the first four digits for a year and today's month for the rest"
NO_CLOCK = "it reads a day and drops the time, though it has a reader for this form"
NO_TIME = "a time that does not exist is a mistake, not the next hour"
REST = "what follows the date shows that it is none"
CENTURY = "an old date is likelier than one of the next century"

DIFFERENT: dict[str, tuple[str | None, str]] = {
    "2011-augusztus-3T7:05+02:00": ("2011-08-03 05:05:00", ANY_YEAR),
    "2009-október-13T9:15-05:00": ("2009-10-13 14:15:00", ANY_YEAR),
    "2019-031": ("2019-01-31 00:00:00", "it takes the day of the year for a month with a nought too many"),
    "2008-03-09 오후 10:20:30": ("2008-03-09 13:20:30", NO_CLOCK),
    "2008-03-09 오전 10:20:30": ("2008-03-09 01:20:30", NO_CLOCK),
    "2008년 03월 09일  04:05:06": ("2008-03-08 19:05:06", ANY_YEAR),
    "2010-11-09T25:19:20Z": (None, NO_TIME),
    "2010-11-09T18:61:20Z": (None, NO_TIME),
    "2010-11-09T18:19:61Z": (None, NO_TIME),
    "2010-11-09-01": (None, REST),
    "2010-11-09T18:19:20-06:00Textra": (None, REST),
    "2010-xx-09": (None, REST),
    "2010-11-09T18:xx:20Z": (None, REST),
    "2010-11-09T18:19:20+00:xx": (None, REST),
    "2010-11-09T18:19:20+0530": ("2010-11-09 12:49:20", "it loses the minutes of the zone"),
    "1767607200": (None, ANY_YEAR),
    "2016-12-31T23:59:60Z": ("2016-12-31 23:59:59", "a leap second belongs to its own year"),
    "93-01-05": ("1993-01-05 00:00:00", CENTURY),
    "Tue, 09 Nov 75 18:19:20 GMT": ("1975-11-09 18:19:20", CENTURY),
    "2010/11/09": ("2010-11-09 00:00:00", ANY_YEAR),
    "5 Января 2026 10:00": ("2026-01-05 10:00:00", "it knows no Russian months"),
    "2026-13-45": (None, "a day that does not exist is a mistake"),
    "2010-11-09 18:19 EST": ("2010-11-09 23:19:00", NO_CLOCK),
}
"""Where this program reads a date otherwise than feedparser: what it reads, and why it is right."""


def read_by_feedparser(text: str) -> int | None:
    """Seconds, where the machine's time zone is UTC."""
    try:
        found = _parse_date(text)
        return None if found is None else calendar.timegm(found)
    except ValueError:
        return None


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """feedparser reads some dates by the machine's time zone."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("utc")
@pytest.mark.parametrize("text", FORMS)
def test_read_as_by_feedparser(text: str) -> None:
    """Each form means what it means to feedparser, but for those in the table."""
    if text in DIFFERENT:
        moment, why = DIFFERENT[text]
        assert why
        assert parse(text) == (moment and datetime.fromisoformat(f"{moment}+00:00").timestamp())
        assert parse(text) != read_by_feedparser(text)
    else:
        assert parse(text) == read_by_feedparser(text)


def test_the_table_has_no_other_forms() -> None:
    """Every difference is one of the forms that are compared."""
    assert set(DIFFERENT) <= set(FORMS)
