"""What is told of a feed that fails, and when each is fetched next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_making import NOW
from newsreader.errors import Cause
from newsreader.library.feeds import NEVER
from newsreader.models.feeds import Due, Feed, FeedHealth, FeedKind
from newsreader.refresh.health import Condition, advice, condition, failing, next_fetch

HOUR, DAY = 3_600, 86_400
FEED = Feed(1, "https://a.example/feed", "A", None, None, None, FeedKind.FEED, 0, 0, NOW - DAY, None)
FINE = FeedHealth(FEED, NOW - HOUR, None, 0, None, None, Due(NOW + HOUR, "its own rhythm"), 0, 0)
BAD = FINE._replace(feed=FEED._replace(error="no"), status=404, failures=2, failing_since=NOW - DAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Condition.FAILING),
        ({"due": Due(NEVER)}, Condition.GONE),
        ({"failures": 20, "failing_since": NOW - 29 * DAY}, Condition.DEAD),
        ({"failures": 20, "failing_since": NOW - 27 * DAY}, Condition.FAILING),
        ({"failures": 3, "failing_since": NOW - 900 * DAY}, Condition.FAILING),
        ({"failures": 20, "failing_since": NOW + 900 * DAY}, Condition.FAILING),
    ],
)
def test_conditions(changes: dict[str, object], expected: Condition) -> None:
    """Dead is what failed often, and for weeks; a computer that was off for long, or whose clock jumped, kills none."""
    assert condition(BAD._replace(**changes), NOW) is expected  # type: ignore[arg-type]
    assert condition(FINE, NOW) is Condition.FINE


def test_the_worst_first() -> None:
    """Gone, dead, then what has failed the longest; what works is left out."""
    gone = BAD._replace(due=Due(NEVER))
    dead = BAD._replace(failures=20, failing_since=NOW - 50 * DAY)
    older = BAD._replace(failing_since=NOW - 3 * DAY)
    assert failing([BAD, FINE, older, gone, dead], NOW) == [gone, dead, older, BAD]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Due(NOW + HOUR, "its own rhythm")),
        ({"due": Due(0), "tried": 0}, Due(NOW, "not fetched yet")),
        ({"host_asked": NOW + 2 * HOUR}, Due(NOW + 2 * HOUR, "a.example asked to be left alone until then")),
        ({"host_asked": NOW + 60}, Due(NOW + HOUR, "its own rhythm")),
        ({"host_asked": NOW + 90 * DAY}, Due(NOW + HOUR, "its own rhythm")),
        ({"due": Due(NOW + 900 * DAY)}, Due(NOW, "the clock was wrong when it was fetched last")),
        ({"tried": NOW + 9 * DAY}, Due(NOW, "the clock was wrong when it was fetched last")),
        ({"due": Due(NEVER, "gone"), "host_asked": NOW + 60}, Due(NEVER, "gone")),
    ],
)
def test_when_and_why(changes: dict[str, object], expected: Due) -> None:
    """The rule that holds the feed back the longest; what a wrong clock wrote holds nothing back."""
    assert next_fetch(FINE._replace(**changes), NOW) == expected  # type: ignore[arg-type]


def test_a_host_that_is_slowed() -> None:
    """What it did is told, not that it asked."""
    due = next_fetch(FINE._replace(host_slowed=NOW + 2 * HOUR), NOW)
    assert due.at == NOW + 2 * HOUR
    assert "refused" in due.why


def test_what_is_offered_comes_first() -> None:
    """With the whole address, without a password, and how to take it."""
    told = advice(BAD._replace(offered_url="https://ann:secret@b.example/feed", due=Due(NEVER)), NOW, accept="press M")
    assert "b.example/feed" in told
    assert "secret" not in told
    assert told.endswith("press M")


@given(st.none() | st.integers(100, 599), st.none() | st.sampled_from(Cause), st.booleans())
def test_there_is_always_something_to_do_or_not_to_do(status: int | None, cause: Cause | None, local: bool) -> None:
    """Whatever a server answers, or why ever there was no answer, there is a sentence."""
    feed = FEED._replace(url="file:///a", error="no") if local else BAD.feed
    told = advice(BAD._replace(status=status, cause=cause, feed=feed), NOW, accept="")
    assert told.endswith(".")
    assert ("file" in told) is local


def test_only_who_reached_nobody_is_told_of_the_network() -> None:
    """What to do follows from why it failed, not from the lack of a status; each cause has a sentence of its own."""
    told = {
        cause: advice(BAD._replace(status=None, cause=cause), NOW, accept="") for cause in Cause if cause != "refused"
    }
    assert [cause for cause, words in told.items() if "no network" in words] == [Cause.NETWORK]
    assert len(set(told.values())) == len(told)
    assert "keyring" in told[Cause.LOGIN]
    assert "terminal" in told[Cause.COMMAND]
    assert "no network" in advice(BAD._replace(status=None), NOW, accept="")  # of a version that kept no causes
