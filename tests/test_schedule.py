"""When feeds are asked again: every rule for itself, and what holds whatever servers and documents say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_making import NOW
from newsreader.config import Config, Fetch
from newsreader.errors import Cause, FetchError, ParseError
from newsreader.feedsettings import FeedSettings
from newsreader.library.feeds import NEVER
from newsreader.library.hosts import Wait
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedKind, FeedState, Rhythm, Validators
from newsreader.refresh.schedule import (
    after_failure,
    dates_of,
    fixed,
    host_wait,
    in_words,
    next_due,
    refusal_seconds,
    shortest,
)

if TYPE_CHECKING:
    from newsreader.errors import NewsreaderError

MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEK = 7 * DAY
URL = "https://news.example/feed"
FLOOR = shortest(Config(), URL)
OFTEN = tuple(NOW - n * MINUTE for n in range(10))
RARELY = tuple(NOW - n * WEEK for n in range(10))


def every(seconds: int) -> tuple[int, ...]:
    """The dates of a feed that brings something so often, the last one just now."""
    return tuple(NOW - n * seconds for n in range(10))


def state(failures: int = 0, *, feed_id: int = 1) -> FeedState:
    """A feed that has failed so often."""
    return FeedState(feed_id, "https://a.example/", FeedKind.FEED, Validators(), None, failures, 0, 0)


def waits(error: NewsreaderError, count: int, *, counts: bool = True) -> list[int]:
    """How long a feed waits after each of so many failures."""
    return [after_failure(error, state(n), NOW, FLOOR, counts=counts).at - NOW for n in range(count)]


rhythms = st.builds(
    Rhythm,
    st.none() | st.integers(0, 10**12),
    st.frozensets(st.integers(0, 23)),
    st.frozensets(st.integers(0, 6)),
)


# --- after an answer ----------------------------------------------------------------------------------------------


def test_the_floor_is_half_an_hour_and_may_be_lowered_to_five_minutes() -> None:
    """A feed that brings something every minute is asked as often as the setting allows, and no more."""
    assert FLOOR == 30 * MINUTE
    for minutes in (5, 30, 90):
        due = next_due(1, NOW, shortest(Config(fetch=Fetch(interval=minutes)), URL), dates=OFTEN)
        assert minutes * MINUTE - MINUTE <= due.at - NOW <= minutes * MINUTE
        assert "shortest interval" in due.why


def test_the_ceiling_is_a_day() -> None:
    """A feed that brings something once a week is asked about once a day."""
    due = next_due(1, NOW, FLOOR, dates=RARELY)
    assert 0.9 * DAY - MINUTE <= due.at - NOW <= DAY
    assert due.why == "its own rhythm: about every day"


def test_its_own_rhythm() -> None:
    """A feed is asked about twice for each of its entries."""
    due = next_due(1, NOW, FLOOR, dates=every(6 * HOUR))
    assert 0.8 * 3 * HOUR <= due.at - NOW <= 3 * HOUR
    assert due.why == "its own rhythm: about every 3 hours"


def test_silence_slows_down() -> None:
    """The longer nothing comes, the rarer a feed is asked; something new makes it quick again."""
    dates = every(HOUR)
    silent = [next_due(1, NOW + days * DAY, FLOOR, dates=dates).at - NOW - days * DAY for days in (0, 1, 3, 10, 100)]
    assert silent == sorted(silent)
    assert silent[0] < HOUR < 6 * HOUR < silent[-1]
    later = NOW + 100 * DAY
    assert next_due(1, later, FLOOR, dates=[later - n * HOUR for n in range(10)]).at - later < HOUR


def test_a_feed_without_entries_waits_a_little() -> None:
    """Of what has no rhythm yet nothing is known."""
    due = next_due(1, NOW, FLOOR)
    assert FLOOR < due.at - NOW <= 2 * HOUR
    assert due.why == "no rhythm known yet: every 2 hours"


def test_dates_in_the_future_tell_nothing() -> None:
    """A publisher whose clock is wrong has no rhythm by it."""
    assert next_due(1, NOW, FLOOR, dates=[NOW + WEEK, NOW + 2 * WEEK]) == next_due(1, NOW, FLOOR, dates=[NOW + DAY])
    assert next_due(1, NOW, FLOOR, dates=[NOW + WEEK, *every(6 * HOUR)]).at == (
        next_due(1, NOW, FLOOR, dates=every(6 * HOUR)).at
    )


@pytest.mark.parametrize(("max_age", "hours"), [(0, 0.5), (MINUTE, 0.5), (2 * HOUR, 2), (10**9, 24)])
def test_the_server_may_ask_for_longer(max_age: int, hours: float) -> None:
    """Cache-Control and Expires are believed up to a day, and make nothing more frequent."""
    due = next_due(1, NOW, FLOOR, max_age=max_age, dates=OFTEN)
    assert hours * HOUR - MINUTE <= due.at - NOW <= 1.1 * hours * HOUR
    assert ("server itself" in due.why) is (hours > 0.5)


@pytest.mark.parametrize(("ttl", "hours"), [(0, 0.5), (MINUTE, 0.5), (3 * HOUR, 3), (10**9, 24)])
def test_the_document_may_ask_for_longer(ttl: int, hours: float) -> None:
    """The same for RSS ttl and sy:updatePeriod."""
    due = next_due(1, NOW, FLOOR, rhythm=Rhythm(ttl), dates=OFTEN)
    assert hours * HOUR - MINUTE <= due.at - NOW <= 1.1 * hours * HOUR
    assert ("feed itself" in due.why) is (hours > 0.5)


def test_the_longer_wish_counts() -> None:
    """Of server and document; neither makes a quiet feed more frequent."""
    due = next_due(1, NOW, FLOOR, max_age=2 * HOUR, rhythm=Rhythm(5 * HOUR), dates=OFTEN)
    assert due.why == "the feed itself says: every 5 hours"
    assert next_due(1, NOW, FLOOR, max_age=HOUR, rhythm=Rhythm(HOUR), dates=RARELY) == (
        next_due(1, NOW, FLOOR, dates=RARELY)
    )


def test_hours_and_days_that_are_left_out() -> None:
    """The next time lies in the first hour that the document allows."""
    noon = int(datetime(2026, 5, 8, 12, 0, tzinfo=UTC).timestamp())  # a Friday
    dates = [noon - n * MINUTE for n in range(10)]
    due = next_due(1, noon, FLOOR, rhythm=Rhythm(None, frozenset({12, 13}), frozenset()), dates=dates)
    assert datetime.fromtimestamp(due.at, UTC).strftime("%a %H") == "Fri 14"
    assert "leaves out" in due.why
    late = noon + 11 * HOUR + 45 * MINUTE
    weekend = Rhythm(None, frozenset({0}), frozenset({5, 6}))
    due = next_due(1, late, FLOOR, rhythm=weekend, dates=dates)
    assert datetime.fromtimestamp(due.at, UTC).strftime("%a %H") == "Mon 01"


@pytest.mark.parametrize("rhythm", [Rhythm(None, frozenset(range(24))), Rhythm(None, frozenset(), frozenset(range(7)))])
def test_nothing_can_be_left_out_always(rhythm: Rhythm) -> None:
    """Who leaves out every hour or every day means something else."""
    assert next_due(1, NOW, FLOOR, rhythm=rhythm, dates=OFTEN) == next_due(1, NOW, FLOOR, dates=OFTEN)


def test_a_thousand_feeds_spread() -> None:
    """Feeds of the same rhythm that were fetched in one moment do not come back in one; each keeps its own place."""
    due = [next_due(feed_id, NOW, FLOOR, dates=RARELY).at for feed_id in range(1_000)]
    assert due == [next_due(feed_id, NOW, FLOOR, dates=RARELY).at for feed_id in range(1_000)]
    per_minute = [sum(1 for at in due if at // (10 * MINUTE) == slot) for slot in {at // (10 * MINUTE) for at in due}]
    assert max(due) - min(due) > 2 * HOUR
    assert max(per_minute) < 150


@pytest.mark.parametrize(
    ("how", "least"),
    [
        ({"dates": OFTEN}, 25),
        ({"fixed": "as set for this feed"}, 25),
        ({"dates": OFTEN, "max_age": 2 * HOUR}, 500),
        ({"dates": OFTEN, "rhythm": Rhythm(2 * HOUR)}, 500),
        ({"dates": OFTEN, "max_age": 10**9}, 500),
    ],
)
def test_whatever_the_rule_a_thousand_feeds_spread(how: dict[str, object], least: int) -> None:
    """Also where the shortest interval, a setting, a server or a document decides: so many moments at least.

    At the shortest interval the spread stays within a minute, for a schedule of the same interval to meet them all.
    """
    due = {next_due(feed_id, NOW, FLOOR, **how).at for feed_id in range(1_000)}  # type: ignore[arg-type]
    assert len(due) >= least


def test_local_files_are_looked_at_often() -> None:
    """They cost nobody anything."""
    assert next_due(1, NOW, FLOOR, dates=RARELY, fixed=fixed(Config(), "file:///tmp/news")).at - NOW <= FLOOR


@given(
    st.integers(1, 10**6),
    st.none() | st.integers(0, 10**12),
    rhythms,
    st.lists(st.integers(0, 2 * NOW), max_size=12),
    st.integers(5, 43_200),
)
def test_never_too_soon_nor_too_late(
    feed_id: int, max_age: int | None, rhythm: Rhythm, dates: list[int], minutes: int
) -> None:
    """Whatever is said: not before the floor, within a day, or later only for what the document leaves out."""
    floor = minutes * MINUTE
    due = next_due(feed_id, NOW, floor, max_age=max_age, rhythm=rhythm, dates=dates)
    assert floor - MINUTE <= due.at - NOW <= max(floor, DAY) + 8 * DAY
    assert due.at - NOW >= min(max_age or 0, DAY) - MINUTE
    assert due.at - NOW >= min(rhythm.ttl or 0, DAY) - MINUTE
    assert due.why
    moment = datetime.fromtimestamp(due.at, UTC)
    if len(rhythm.skip_hours) < 24 and len(rhythm.skip_days) < 7:
        assert moment.hour not in rhythm.skip_hours
        assert moment.weekday() not in rhythm.skip_days
    if not rhythm.skip_hours and not rhythm.skip_days:
        assert due.at - NOW <= 1.1 * max(floor, DAY)


def test_dates_of_what_is_newer_are_added_to_those_known() -> None:
    """An entry counts once, an undated one as the library dates it when it is there."""
    entries = [ParsedEntry(None, "t", published=date) for date in (30, 20, None, 10)]
    assert dates_of((20, 10), entries) == (30, 20, 10)
    assert dates_of((), entries) == (30, 20, 10)
    assert dates_of((20, 10), ()) == (20, 10)


# --- after a failure ----------------------------------------------------------------------------------------------

SERVER_ERROR = FetchError("500", status=500)
NOT_FOUND = FetchError("404", status=404)
NOBODY = FetchError("no such host", cause=Cause.NETWORK)
NO_FEED = ParseError("a page")


@pytest.mark.parametrize("error", [SERVER_ERROR, NOT_FOUND, NOBODY, NO_FEED])
def test_back_off_doubles(error: NewsreaderError) -> None:
    """Twice as long after each failure, with a share of its own, from the shortest interval on."""
    found = waits(error, 5)
    for n, wait in enumerate(found):
        assert FLOOR << n <= wait <= 1.2 * (FLOOR << n)


@pytest.mark.parametrize(
    ("error", "longest"),
    [(SERVER_ERROR, DAY), (NO_FEED, DAY), (FetchError("", status=429), DAY), (NOT_FOUND, WEEK), (NOBODY, WEEK)],
)
def test_the_longest_back_off(error: NewsreaderError, longest: int) -> None:
    """A day for what mends itself, a week for an address that leads nowhere: feeds are not given up."""
    found = waits(error, 40)
    assert longest <= found[-1] <= 1.2 * longest
    assert max(found) <= 1.2 * longest


def test_without_a_network_a_feed_is_tried_again_soon() -> None:
    """What may be the fault of this computer does not add up."""
    for wait in waits(NOBODY, 40, counts=False):
        assert FLOOR <= wait <= 1.2 * 4 * FLOOR
    assert after_failure(NOBODY, state(3), NOW, FLOOR, counts=False).why == "failed 3 times"


def test_gone_is_not_asked_again() -> None:
    """After 410 there is no next time."""
    due = after_failure(FetchError("gone", status=410, gone=True), state(), NOW, FLOOR, counts=True)
    assert due.at == NEVER
    assert "gone" in due.why


def test_failures_are_told_in_words() -> None:
    """As the lists of feeds show them."""
    told = [after_failure(NOT_FOUND, state(n), NOW, FLOOR, counts=True).why for n in (0, 3)]
    assert told == ["failed once", "failed 4 times"]


@given(st.integers(0, 1_000), st.integers(60, 7 * DAY), st.booleans(), st.integers(5, 43_200))
def test_retry_after_is_never_cut_short(failures: int, seconds: int, counts: bool, minutes: int) -> None:
    """Whatever the back-off is, a server that names a time is not asked before."""
    error = FetchError("later", status=503, retry_after=seconds)
    due = after_failure(error, state(failures), NOW, minutes * MINUTE, counts=counts)
    assert due.at >= NOW + seconds
    assert due.at <= NOW + max(seconds, int(1.2 * max(DAY, minutes * MINUTE)))


# --- hosts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_names_a_time(status: int) -> None:
    """It is left alone until then; a shorter wish of another of its feeds takes nothing away."""
    error = FetchError("later", status=status, retry_after=HOUR)
    assert refusal_seconds(error) == HOUR
    assert host_wait(error, Wait(), NOW) == Wait(asked=NOW + HOUR)
    assert host_wait(error, Wait(asked=NOW + DAY), NOW) == Wait(asked=NOW + DAY)


def test_a_host_that_names_none_is_left_alone_longer_each_time() -> None:
    """Half an hour at first, twice as long after each refusal, a day at most; several of one moment count once."""
    error, wait, now, found = FetchError("", status=429), Wait(), NOW, []
    for _ in range(10):
        after = host_wait(error, wait, now)
        assert after is not None
        assert host_wait(error, after, now + 1) == after
        found.append(after.slowed - now)
        wait, now = after, after.slowed
    assert found[:4] == [30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR]
    assert found[-1] == DAY


def test_a_wait_that_a_wrong_clock_wrote_stands_for_none() -> None:
    """What the host asks for now holds."""
    absurd = Wait(asked=NOW + 900 * DAY, slowed=NOW + 900 * DAY)
    asked = host_wait(FetchError("later", status=503, retry_after=HOUR), absurd, NOW)
    assert asked is not None
    assert asked.asked == NOW + HOUR
    slowed = host_wait(FetchError("", status=503), absurd, NOW)
    assert slowed is not None
    assert slowed.slowed == NOW + 30 * MINUTE


@pytest.mark.parametrize("error", [SERVER_ERROR, NOT_FOUND, NOBODY, NO_FEED])
def test_other_failures_are_the_feeds_own(error: NewsreaderError) -> None:
    """They say nothing of the host's other feeds."""
    assert refusal_seconds(error) is None
    assert host_wait(error, Wait(), NOW) is None


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "minute"),
        (1_800, "30 minutes"),
        (3_600, "hour"),
        (5_000, "83 minutes"),
        (10_800, "3 hours"),
        (86_400, "day"),
        (100_000, "28 hours"),
        (200_000, "2 days"),
    ],
)
def test_durations_in_words(seconds: int, words: str) -> None:
    """As they stand behind "every"."""
    assert in_words(seconds) == words


def test_what_is_set_for_one_feed_is_its_interval() -> None:
    """Whatever its rhythm is, whatever its server says."""
    config = Config(feeds={URL: FeedSettings(interval=10)})
    due = next_due(1, NOW, shortest(config, URL), dates=RARELY, max_age=DAY, fixed=fixed(config, URL))
    assert 9 * MINUTE <= due.at - NOW <= 10 * MINUTE
    assert due.why == "as set for this feed: every 10 minutes"
    assert fixed(config, "https://other.example/feed") == ""
