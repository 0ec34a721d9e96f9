"""Dates, hours and numbers as they are written elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsreader.config import Config, Interface, Reading, Refresh
from newsreader.tui import customs, times
from newsreader.tui.app import ReaderApp
from newsreader.tui.customs import Customs, of
from tui.small_library import HOUR, NOW, add_entries, article
from tui.test_times import NOW as AFTERNOON
from tui.test_times import ZONE, at

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library

    MakeApp = Callable[..., ReaderApp]

AMERICAN = Customs("mdy", twelve_hours=True)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en_US.UTF-8", Customs("mdy", twelve_hours=True)),
        ("en_GB.UTF-8", Customs("dmy")),
        ("de_DE.UTF-8", Customs("dmy", separator=".")),
        ("de_CH.UTF-8", Customs("dmy", separator="’")),
        ("fr_FR@euro", Customs("dmy", separator="\u00a0")),
        ("fr_CA.UTF-8", Customs("dmy", separator="\u00a0")),
        ("ja_JP.UTF-8", Customs("ymd")),
        ("en_DK.UTF-8", Customs("ymd")),
        ("es_MX.UTF-8", Customs("dmy")),
        ("es_ES.UTF-8", Customs("dmy", separator=".")),
        ("C.UTF-8", Customs()),
        ("POSIX", Customs()),
        ("nonsense_..", Customs()),
        ("", Customs()),
    ],
)
def test_the_locale_decides(locale: str, expected: Customs) -> None:
    """Language and territory; what is not known is written as by default."""
    assert of({"LANG": locale}) == expected


def test_each_part_has_its_own_variable() -> None:
    """LC_TIME for dates, LC_NUMERIC for numbers, LC_ALL before both."""
    mixed = {"LANG": "en_GB", "LC_TIME": "en_US", "LC_NUMERIC": "de_DE"}
    assert of(mixed) == Customs("mdy", twelve_hours=True, separator=".")
    assert of({**mixed, "LC_ALL": "fr_FR"}) == of({"LANG": "fr_FR"})


@pytest.mark.parametrize(
    ("order", "long", "day", "heading"),
    [
        ("dmy", "19 Jun 2024 14:02", "3 May 2019", "Saturday 15 Jun"),
        ("mdy", "Jun 19, 2024 14:02", "May 3, 2019", "Saturday Jun 15"),
        ("ymd", "2024-06-19 14:02", "2019-05-03", "Saturday Jun 15"),
    ],
)
def test_day_and_month_stand_in_the_order_of_the_place(order: customs.Order, long: str, day: str, heading: str) -> None:
    """In the head of an article, in a line, as a heading."""
    mine = Customs(order)
    assert times.long(AFTERNOON, ZONE, mine) == long
    assert times.short(at(2019, 5, 3), AFTERNOON, ZONE, mine, under_heading=False) == day
    assert times.sections([at(2024, 6, 15)], AFTERNOON, ZONE, mine) == [(0, heading)]


@pytest.mark.parametrize(
    ("hour", "minute", "words"), [(0, 5, "12:05 am"), (9, 0, "9:00 am"), (12, 0, "12:00 pm"), (14, 2, "2:02 pm")]
)
def test_a_clock_of_twelve_hours(hour: int, minute: int, words: str) -> None:
    """Noon is pm, midnight am; in a line of the list without the blank."""
    date = at(2024, 6, 19, hour, minute)
    assert times.clock(date, ZONE, AMERICAN) == words
    assert times.short(date, AFTERNOON, ZONE, AMERICAN) == words.replace(" ", "")


@pytest.mark.parametrize(
    ("seconds", "words", "sentence"),
    [
        (-30, "now", "now"),
        (59, "now", "now"),
        (60, "1 min", "1 min ago"),
        (3_599, "59 min", "59 min ago"),
        (3_600, "1 h", "1 h ago"),
        (86_399, "23 h", "23 h ago"),
        (86_400, "1 d", "1 d ago"),
        (7 * 86_400, "12 Jun", "12 Jun"),
        (-86_400, "20 Jun", "20 Jun"),
        (400 * 86_400, "16 May 2023", "16 May 2023"),
    ],
)
def test_how_long_ago(seconds: int, words: str, sentence: str) -> None:
    """Up to a week; then, and for what is still to come, the day."""
    assert times.age(AFTERNOON - seconds, AFTERNOON, ZONE) == words
    assert times.ago(AFTERNOON - seconds, AFTERNOON, ZONE) == sentence


def test_numbers_and_plurals() -> None:
    """Thousands apart, one of a thing without an s."""
    assert Customs(separator=".").number(1_234_567) == "1.234.567"
    assert [customs.counted(count, "article") for count in (0, 1, 1_234)] == [
        "0 articles",
        "1 article",
        "1,234 articles",
    ]


async def test_the_screen_writes_them_as_the_locale_does(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts of side bar and title, the dates of list and article."""
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LC_TIME", "en_US.UTF-8")
    customs.here.cache_clear()
    add_entries(library, 3, *(article(number, age=10 * HOUR) for number in range(100, 1_300)))
    app = make_app()
    async with app.run_test(size=(160, 40)) as pilot:
        await pilot.pause()
        assert app.reader.list_title.note == "1.206 unread"
        reading = app.reader.article_view.reading
        assert reading is not None
        assert reading.date_words == "Jun 19, 2024 1:02 pm"
        side_bar, listing = app.reader.feed_list, app.reader.entry_list
        assert ("1.206", ("feed-list--count", "feed-list--current")) in side_bar.stretches(side_bar.cursor)
        assert "1:02pm" in "".join(text for text, _ in listing.stretches(2))


async def test_times_that_have_passed_are_followed(library: Library) -> None:
    """A minute later another minute has passed, and after midnight today is yesterday."""
    now = [NOW]
    config = Config(
        reading=Reading(mark_read_after=0),
        refresh=Refresh(on_start=False, every=0),
        interface=Interface(dates="relative"),
    )
    app = ReaderApp(library, config, now=lambda: now[0])
    add_entries(library, 3, article(99, age=60, title="The newest"))
    async with app.run_test(size=(160, 40)):

        def lines() -> str:
            listing = app.reader.entry_list
            return "\n".join("".join(text for text, _ in listing.stretches(line)) for line in range(4))

        assert "today" in lines()
        assert "1 min  Notes" in lines()
        assert app.reader.top_bar.status[0] == "refreshed now"
        now[0] += 60 * 10
        app.reader.upkeep.minute_passed()
        assert "11 min  Notes" in lines()
        assert app.reader.top_bar.status[0] == "refreshed 10 min ago"
        now[0] += 24 * HOUR
        app.reader.upkeep.minute_passed()
        assert "yesterday" in lines()
        assert "1 d  Notes" in lines()
