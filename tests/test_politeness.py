"""What is kept of a server's wishes from one refresh to the next: waits, moves, offers, rhythms; with a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feed_server import HTML, Answer, Item, items, page, redirect, rss
from library_making import NOW, listed, opened
from newsreader.config import Config
from newsreader.library import editing, feeds, hosts
from newsreader.refresh.health import Condition, advice, condition, next_fetch
from newsreader.refresh.run import refresh

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from feed_server import FeedServer
    from newsreader.library.store import Library
    from newsreader.models.feeds import FeedHealth, FeedOutcome, FeedState

CONFIG = Config()
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WEEK = 7 * DAY


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path / "library") as library:
        yield library


def subscribed(lib: Library, server: FeedServer, *paths: str, host: str = "127.0.0.1") -> list[int]:
    """Feeds at these paths, not fetched yet."""
    return [feeds.add(lib, server.url(path, host), path, now=NOW) for path in paths]


def by_hand(lib: Library, now: int = NOW) -> list[FeedOutcome]:
    """What came of refreshing every feed, due or not, in the order of their ids."""
    outcomes = refresh(lib, feeds.states(lib), config=CONFIG, now=lambda: now)
    return sorted(outcomes, key=lambda outcome: outcome.feed_id)


def by_itself(lib: Library, now: int) -> list[str]:
    """What came of refreshing the feeds that are due, in the order of their ids."""
    outcomes = refresh(lib, feeds.due(lib, now), config=CONFIG, now=lambda: now)
    return [outcome.status for outcome in sorted(outcomes, key=lambda outcome: outcome.feed_id)]


def state(lib: Library, feed_id: int) -> FeedState:
    """What the next refresh will know of a feed."""
    return feeds.states(lib, [feed_id])[0]


def health(lib: Library, feed_id: int) -> FeedHealth:
    """What the reader can be told of a feed."""
    return next(health for health in feeds.health(lib) if health.feed.id == feed_id)


def dated(*ages: int) -> bytes:
    """A feed whose entries are so many seconds old."""
    from email.utils import formatdate

    return rss([Item(f"guid-{age}", f"Title {age}", date=formatdate(NOW - age, usegmt=True)) for age in ages])


# --- intervals ----------------------------------------------------------------------------------------------------


def test_a_busy_feed_and_a_quiet_one(lib: Library, feed_server: FeedServer) -> None:
    """Each is due at its own rhythm, also after answers that bring nothing."""
    feed_server.answers["/busy"] = Answer(dated(*(n * MINUTE for n in range(10))), headers={"ETag": "1"})
    feed_server.answers["/quiet"] = Answer(dated(*(n * WEEK for n in range(10))), headers={"ETag": "1"})
    subscribed(lib, feed_server, "/busy", "/quiet")
    assert by_itself(lib, NOW) == ["updated", "updated"]
    assert by_itself(lib, NOW + 20 * MINUTE) == []
    assert by_itself(lib, NOW + 30 * MINUTE) == ["unchanged"]
    assert feed_server.hits == {"/busy": 2, "/quiet": 1}
    assert by_itself(lib, NOW + DAY) == ["unchanged", "unchanged"]


def kept_waits(lib: Library, feed_id: int) -> list[int]:
    """How long the feed waits after an answer and, when its time has come, after one that nothing changed."""
    found, now = [], NOW
    for status in ("updated", "unchanged"):
        assert by_itself(lib, now) == [status]
        found.append(state(lib, feed_id).next_due - now)
        now += found[-1]
    return found


def test_a_server_s_wish_is_kept(lib: Library, feed_server: FeedServer) -> None:
    """Also where "not modified" does not repeat it."""
    headers = {"ETag": "1", "Cache-Control": "max-age=7200"}
    feed_server.answers["/feed"] = Answer(dated(*(n * MINUTE for n in range(10))), headers=headers)
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    assert all(2 * HOUR - MINUTE <= wait <= 2.2 * HOUR for wait in kept_waits(lib, feed_id))
    assert health(lib, feed_id).due.why == "the server itself says: every 2 hours"
    assert by_itself(lib, NOW + 5 * HOUR) == ["unchanged"]
    feed_server.answers["/feed"] = Answer(dated(*(n * MINUTE for n in range(11))))
    by_hand(lib, NOW + 5 * HOUR)
    assert "server" not in health(lib, feed_id).due.why


SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("inside", "hours"), [("<ttl>180</ttl>", 3), (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod>", 24)]
)
def test_a_document_s_wish_is_kept(lib: Library, feed_server: FeedServer, inside: str, hours: int) -> None:
    """After it was read, and after answers that bring nothing."""
    body = dated(*(n * MINUTE for n in range(10))).replace(b"<item>", inside.encode() + b"<item>", 1)
    feed_server.answers["/feed"] = Answer(body, headers={"ETag": "1"})
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    assert all(hours * HOUR - MINUTE <= wait <= 1.1 * hours * HOUR for wait in kept_waits(lib, feed_id))
    assert "the feed itself says" in health(lib, feed_id).due.why


def test_a_wrong_clock_neither_hammers_nor_stops(lib: Library, feed_server: FeedServer) -> None:
    """Whatever the clock does, a refresh asks once, and asks again when its time has come."""
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    year = 365 * DAY
    for now in (NOW, NOW + 5 * year, NOW - 20 * year, NOW):
        assert len(by_itself(lib, now)) == 1
        assert by_itself(lib, now) == by_itself(lib, now + MINUTE) == []
        assert next_fetch(health(lib, feed_id), now).at <= now + DAY
    assert feed_server.hits["/feed"] == 4
    assert len(listed(lib)) == 3


# --- failures -----------------------------------------------------------------------------------------------------


def test_back_off_and_recovery(lib: Library, feed_server: FeedServer) -> None:
    """A feed that fails is asked more and more rarely, at its own rhythm again after a success; since when is kept."""
    (feed_id,) = subscribed(lib, feed_server, "/500")
    now = NOW
    for failures in range(1, 6):
        assert by_itself(lib, now) == ["failed"]
        assert (health(lib, feed_id).failures, health(lib, feed_id).failing_since) == (failures, NOW)
        assert health(lib, feed_id).status == 500
        now = state(lib, feed_id).next_due
    assert now - NOW >= 31 * 30 * MINUTE
    assert next_fetch(health(lib, feed_id), now).why == "failed 5 times"
    feed_server.answers["/500"] = Answer(rss(items(1)))
    assert by_itself(lib, now) == ["updated"]
    assert (health(lib, feed_id).failures, health(lib, feed_id).failing_since) == (0, None)


def test_404_backs_off_for_weeks_and_is_called_dead(lib: Library, feed_server: FeedServer) -> None:
    """Within seven weeks it is asked about a dozen times; then it is dead, is still tried, and comes back alive."""
    (feed_id,) = subscribed(lib, feed_server, "/404")
    now, seen = NOW, []
    while now < NOW + 7 * WEEK:
        assert by_itself(lib, now) == ["failed"]
        seen.append(condition(health(lib, feed_id), now))
        now = state(lib, feed_id).next_due
    assert 10 <= len(seen) <= 18
    assert seen[0] is Condition.FAILING
    assert seen[-1] is Condition.DEAD
    assert "Unsubscribe" in advice(health(lib, feed_id), now, accept="")
    feed_server.answers["/404"] = Answer(rss(items(1)))
    assert by_itself(lib, now) == ["updated"]
    assert condition(health(lib, feed_id), now) is Condition.FINE


def test_a_dead_host_is_told_from_a_dead_network(lib: Library, feed_server: FeedServer) -> None:
    """While others answer, a host that does not waits longer and longer; while nobody does, it is tried again soon."""
    (good,) = subscribed(lib, feed_server, "/feed")
    dead = feeds.add(lib, "http://127.0.0.1:1/feed", "Dead", now=NOW)
    for n in range(8):
        by_hand(lib, NOW + n)
    assert (health(lib, dead).failures, health(lib, dead).status) == (8, None)
    assert state(lib, dead).next_due - NOW > DAY
    lonely = feeds.add(lib, "http://127.0.0.1:2/feed", "Lonely", now=NOW)
    editing.unsubscribe(lib, good, NOW)
    for n in range(8, 30):
        by_hand(lib, NOW + n)
    assert health(lib, lonely).failures == 1
    assert state(lib, lonely).next_due - NOW <= 3 * HOUR


def test_gone_stops_until_asked_by_hand(lib: Library, feed_server: FeedServer) -> None:
    """410 stops the fetching and says so; the user may try all the same, and it may be back."""
    (feed_id,) = subscribed(lib, feed_server, "/410")
    assert "gone for good" in str(by_hand(lib)[0].error)
    assert feeds.due(lib, NOW + 3_650 * DAY) == []
    assert condition(health(lib, feed_id), NOW) is Condition.GONE
    assert next_fetch(health(lib, feed_id), NOW).at == feeds.NEVER
    feed_server.answers["/410"] = Answer(rss(items(1)))
    assert by_hand(lib, NOW + DAY)[0].status == "updated"
    assert len(feeds.due(lib, NOW + 3 * DAY)) == 1


# --- hosts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", ["7200", "Fri, 15 Jan 2027 10:00:00 GMT"])
def test_retry_after_holds_for_the_host_and_by_hand(
    lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch, status: int, wait: str
) -> None:
    """In seconds and as a date, kept in the library, for all feeds of the host; another host is not concerned."""
    monkeypatch.setattr("newsreader.fetch.time.time", lambda: NOW)  # a date is told from the time of the answer
    feed_server.answers["/busy"] = Answer(status=status, headers={"Retry-After": wait})
    subscribed(lib, feed_server, "/busy")
    assert by_hand(lib)[0].status == "failed"
    subscribed(lib, feed_server, "/feed")
    (elsewhere,) = subscribed(lib, feed_server, "/feed", host="localhost")
    feed_server.hits.clear()
    assert [outcome.status for outcome in by_hand(lib, NOW + 2 * HOUR - 1)] == ["skipped", "skipped", "updated"]
    assert {state.id for state in feeds.due(lib, NOW + 1)} == set()
    assert "asked to be left alone" in next_fetch(health(lib, 2), NOW + 1).why
    assert "asked" not in next_fetch(health(lib, elsewhere), NOW + 1).why
    feed_server.answers["/busy"] = Answer(rss(items(1)))
    assert [outcome.status for outcome in by_hand(lib, NOW + 2 * HOUR)] == ["updated", "updated", "unchanged"]
    assert hosts.waits(lib) == {}


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_without_a_time_slows_the_host(lib: Library, feed_server: FeedServer, status: int) -> None:
    """None of its feeds is fetched by itself for half an hour; the user may."""
    feed_server.answers["/busy"] = Answer(status=status)
    (busy,) = subscribed(lib, feed_server, "/busy")
    assert by_itself(lib, NOW) == ["failed"]
    (other,) = subscribed(lib, feed_server, "/feed")
    assert by_itself(lib, NOW + 29 * MINUTE) == []
    assert "left alone" in next_fetch(health(lib, other), NOW + MINUTE).why
    (named,) = refresh(lib, feeds.states(lib, [other]), config=CONFIG, now=lambda: NOW + MINUTE)
    assert named.status == "updated"
    assert hosts.waits(lib)
    feed_server.answers["/busy"] = Answer(rss(items(1)))
    assert by_itself(lib, NOW + DAY) == ["updated", "unchanged"]
    assert hosts.waits(lib) == {}
    assert health(lib, busy).failures == 0


# --- moving -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/301", "/308"])
def test_a_permanent_move_is_believed_on_another_day(lib: Library, feed_server: FeedServer, path: str) -> None:
    """Once, or twice on one day, is no move; on the second day the feed has the new address and keeps its entries."""
    (feed_id,) = subscribed(lib, feed_server, path)
    morning = NOW // DAY * DAY + 6 * HOUR
    for now in (morning, morning + 12 * HOUR):
        by_hand(lib, now)
        assert feeds.get(lib, feed_id).url == feed_server.url(path)
    (outcome,) = by_hand(lib, morning + DAY)
    assert (outcome.feed_id, outcome.url, outcome.status) == (feed_id, feed_server.url("/feed"), "unchanged")
    assert feeds.get(lib, feed_id).url == feed_server.url("/feed")
    assert len(listed(lib, feed_id=feed_id)) == 3
    assert by_hand(lib, morning + 2 * DAY)[0].status == "unchanged"
    assert feed_server.hits[path] == 3


def test_moves_that_are_not_kept(lib: Library, feed_server: FeedServer) -> None:
    """A temporary move, one to a page, one to a feed that is subscribed to already: the address stays, on any day."""
    feed_server.answers["/to-page"] = redirect("/page", 301)
    feed_server.answers["/303"] = redirect("/feed", 303)
    feed_server.answers["/307"] = redirect("/feed", 307)
    paths = ["/302", "/303", "/307", "/mixed", "/to-page", "/301", "/feed"]
    ids = subscribed(lib, feed_server, *paths)
    for days in range(4):
        told = [outcome.url for outcome in by_hand(lib, NOW + days * DAY)]
        assert told == [feed_server.url(path) for path in paths]
    assert [feeds.get(lib, feed_id).url for feed_id in ids] == [feed_server.url(path) for path in paths]


def test_a_move_that_was_taken_back_begins_anew(lib: Library, feed_server: FeedServer) -> None:
    """A redirect of one day, another place the next: nothing is believed that was not seen twice."""
    feed_server.answers["/other"] = feed_server.answers["/feed"]
    (feed_id,) = subscribed(lib, feed_server, "/a")
    for day, target in enumerate(["/feed", None, "/feed", "/other", "/feed"]):
        feed_server.answers["/a"] = redirect(target, 301) if target else Answer(rss(items(3)))
        by_hand(lib, NOW + day * DAY)
        assert feeds.get(lib, feed_id).url == feed_server.url("/a")
    by_hand(lib, NOW + 5 * DAY)
    assert feeds.get(lib, feed_id).url == feed_server.url("/feed")


# --- offers -------------------------------------------------------------------------------------------------------


def test_the_address_that_a_page_names_is_offered(lib: Library, feed_server: FeedServer) -> None:
    """A feed that became a page fails; what the page names is kept, never followed; a success takes it away."""
    (feed_id,) = subscribed(lib, feed_server, "/was-feed")
    feed_server.answers["/was-feed"] = Answer(page("/feed"), content_type=HTML)
    assert by_hand(lib)[0].status == "failed"
    assert health(lib, feed_id).offered_url == feed_server.url("/feed")
    assert feed_server.url("/feed") in advice(health(lib, feed_id), NOW, accept="press M")
    assert feed_server.hits["/feed"] == 0
    assert feeds.get(lib, feed_id).url == feed_server.url("/was-feed")
    feed_server.answers["/was-feed"] = Answer(rss(items(1)))
    assert by_hand(lib)[0].status == "updated"
    assert health(lib, feed_id).offered_url is None


@pytest.mark.parametrize("body", [page(), page("/was-feed"), b"{}"])
def test_nothing_to_offer(lib: Library, feed_server: FeedServer, body: bytes) -> None:
    """A page that names no feed, or this very one, and what is no page offer nothing."""
    (feed_id,) = subscribed(lib, feed_server, "/was-feed")
    feed_server.answers["/was-feed"] = Answer(body, content_type=HTML)
    assert by_hand(lib)[0].status == "failed"
    assert health(lib, feed_id).offered_url is None
    assert health(lib, feed_id).status == 200
