"""Where redirects lead: whose refusal counts, who is asked for "has it changed", what moves for good; real servers."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from feed_server import ETAG, HTML, MODIFIED, Answer, FeedServer, Handler, items, page, redirect, rss
from library_making import NOW, listed, opened
from newsreader import subscribe
from newsreader.config import Config, Fetch
from newsreader.errors import Cause, FetchError
from newsreader.feedsettings import FeedSettings
from newsreader.library import editing, feeds, hosts
from newsreader.refresh.asking import ask
from newsreader.refresh.health import next_fetch
from newsreader.refresh.run import refresh
from newsreader.web import connection
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from command_line import CommandLine
    from newsreader.library.store import Library
    from newsreader.models.feeds import FeedOutcome, FeedState

CONFIG = Config()
HOUR, DAY = 3_600, 86_400
ONCE = Answer(rss(items(3)), headers={"ETag": ETAG, "Last-Modified": MODIFIED})


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path / "library") as library:
        yield library


@pytest.fixture
def other() -> Iterator[FeedServer]:
    """A second server, which is another host."""
    with FeedServer() as server:
        yield server


def subscribed(lib: Library, *urls: str) -> list[int]:
    """Feeds at these addresses, not fetched yet."""
    return [feeds.add(lib, url, url, now=NOW) for url in urls]


def by_hand(lib: Library, now: int = NOW, config: Config = CONFIG) -> list[FeedOutcome]:
    """What came of refreshing every feed, due or not, in the order of their ids."""
    outcomes = refresh(lib, feeds.states(lib), config=config, now=lambda: now)
    return sorted(outcomes, key=lambda outcome: outcome.feed_id)


def state(lib: Library, feed_id: int) -> FeedState:
    """What the next refresh will know of a feed."""
    return feeds.states(lib, [feed_id])[0]


# --- refusals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{"Retry-After": "7200"}, {}])
@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_is_that_of_who_refused(
    lib: Library, feed_server: FeedServer, other: FeedServer, status: int, headers: dict[str, str]
) -> None:
    """Not of the host that only led there: its other feeds are fetched, those of the one that refused are not."""
    feed_server.answers["/away"] = redirect(other.url("/busy"))
    other.answers["/busy"] = Answer(status=status, headers=headers)
    away, mine, theirs = subscribed(lib, feed_server.url("/away"), feed_server.url("/feed"), other.url("/feed"))
    outcomes = by_hand(lib)
    assert [outcome.status for outcome in outcomes[:2]] == ["failed", "updated"]
    assert set(hosts.waits(lib)) == {host(other.url("/"))}
    assert "left alone" not in next_fetch(next(one for one in feeds.health(lib) if one.feed.id == mine), NOW + 1).why
    due = {one.id for one in feeds.due(lib, NOW + 25 * 60)}
    assert theirs not in due
    assert away not in due
    assert mine in {one.id for one in feeds.due(lib, NOW + DAY)}


def test_who_asked_to_be_left_alone_is_from_wherever_one_comes(
    lib: Library, feed_server: FeedServer, other: FeedServer
) -> None:
    """In the same refresh and in the next one: no redirect leads to a host that asked to be left alone."""
    feed_server.answers["/away"] = redirect(other.url("/busy"))
    feed_server.answers["/away/2"] = redirect(other.url("/feed"))
    other.answers["/busy"] = Answer(status=429, headers={"Retry-After": "7200"})
    (away,) = subscribed(lib, feed_server.url("/away"))
    by_hand(lib)
    subscribed(lib, feed_server.url("/away/2"))
    editing.change_url(lib, away, feed_server.url("/feed"), NOW)
    outcomes = by_hand(lib, NOW + HOUR)
    assert [outcome.status for outcome in outcomes] == ["updated", "skipped"]
    assert host(other.url("/")) in str(outcomes[1].error)
    assert other.hits == {"/busy": 1}
    with pytest.raises(FetchError, match="left alone"):
        subscribe.add(lib, feed_server.url("/away/2?x"), folder=None, title=None, now=NOW + HOUR, config=CONFIG)
    assert [outcome.status for outcome in by_hand(lib, NOW + 3 * HOUR)] == ["unchanged", "updated"]
    assert hosts.waits(lib) == {}


def test_adding_books_a_refusal_on_who_refused(lib: Library, feed_server: FeedServer, other: FeedServer) -> None:
    """As refreshing does."""
    feed_server.answers["/away"] = redirect(other.url("/429"))
    with pytest.raises(FetchError):
        subscribe.add(lib, feed_server.url("/away"), folder=None, title=None, now=NOW, config=CONFIG)
    assert set(hosts.waits(lib)) == {host(other.url("/"))}


# --- connections --------------------------------------------------------------------------------------------------


class Counted:
    """An answer that takes its time, and knows how many asked for it at once."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, handler: Handler) -> None:
        """Count, wait, answer."""
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        handler.wait(0.05)
        with self._lock:
            self._now -= 1
        ONCE(handler)


def test_never_more_than_two_connections_to_a_host(lib: Library, other: FeedServer) -> None:
    """Though ten hosts lead there, and its own feeds are asked for as well."""
    other.answers["/slow"] = slow = Counted()
    other.answers["/slow/2"] = slow
    with ExitStack() as stack:
        servers = [stack.enter_context(FeedServer()) for _ in range(8)]
        for server in servers:
            server.answers["/away"] = redirect(other.url("/slow"))
        subscribed(lib, *(server.url("/away") for server in servers), other.url("/slow"), other.url("/slow/2"))
        assert {outcome.status for outcome in by_hand(lib)} == {"updated"}
    assert other.hits == {"/slow": 9, "/slow/2": 1}
    assert slow.most <= 2


@pytest.mark.parametrize("connections", [1, 3])
def test_no_more_connections_in_all_than_are_set(lib: Library, connections: int) -> None:
    """Of feeds on as many hosts no more are asked for at once than `refresh.connections` says."""
    slow = Counted()
    with ExitStack() as stack:
        servers = [stack.enter_context(FeedServer()) for _ in range(7)]
        for server in servers:
            server.answers["/slow"] = slow
        subscribed(lib, *(server.url("/slow") for server in servers))
        config = replace(CONFIG, refresh=replace(CONFIG.refresh, connections=connections))
        assert {outcome.status for outcome in by_hand(lib, config=config)} == {"updated"}
    assert slow.most <= connections


def test_hosts_that_lead_to_each_other(lib: Library, feed_server: FeedServer, other: FeedServer) -> None:
    """Nobody waits for a place while holding another: this ends."""
    urls = []
    for n in range(6):
        feed_server.answers[f"/to/{n}"] = redirect(other.url("/feed"))
        other.answers[f"/to/{n}"] = redirect(feed_server.url("/feed"))
        urls += [feed_server.url(f"/to/{n}"), other.url(f"/to/{n}")]
    subscribed(lib, *urls)
    assert [outcome.status for outcome in by_hand(lib)] == ["updated"] * 12


def test_a_slow_host_keeps_no_other_waiting(lib: Library, feed_server: FeedServer, other: FeedServer) -> None:
    """With two threads, both of whose feeds were led to a host that is busy, the others are read meanwhile."""
    free = threading.Event()

    def held(handler: Handler) -> None:
        free.wait(20)
        ONCE(handler)

    other.answers["/held"] = held
    with ExitStack() as stack:
        servers = [stack.enter_context(FeedServer()) for _ in range(4)]
        for server in servers:
            server.answers["/away"] = redirect(other.url("/held"))
        subscribed(lib, *(server.url("/away") for server in servers))
        subscribed(lib, *(server.url("/feed") for server in servers))
        config = replace(CONFIG, refresh=replace(CONFIG.refresh, connections=3), fetch=Fetch(timeout=20))
        seen = []
        for outcome in refresh(lib, feeds.states(lib), config=config, now=lambda: NOW):
            seen.append(outcome.url)
            if sum(url.endswith("/feed") for url in seen) == 4:
                free.set()
    assert [url.rpartition("/")[2] for url in seen] == ["feed"] * 4 + ["away"] * 4


def test_local_files_do_not_wait_for_commands(lib: Library, tmp_path: Path) -> None:
    """Nor for each other: they have no host."""
    gate = tmp_path / "gate"
    script = f"while [ ! -e {gate} ]; do sleep 0.02; done; cat {tmp_path}/a.xml"
    (tmp_path / "a.xml").write_bytes(rss(items(1)))
    commands = {f"exec:{n}": FeedSettings(command=("sh", "-c", script)) for n in range(2)}
    subscribed(lib, *commands, (tmp_path / "a.xml").as_uri())
    seen = []
    config = replace(CONFIG, feeds=commands, fetch=Fetch(timeout=20))
    for outcome in refresh(lib, feeds.states(lib), config=config, now=lambda: NOW):
        seen.append(outcome.url[:4])
        gate.touch()
    assert seen == ["file", "exec", "exec"]


# --- validators ---------------------------------------------------------------------------------------------------


def test_only_who_gave_validators_is_asked_with_them(lib: Library, feed_server: FeedServer, other: FeedServer) -> None:
    """Neither the one that leads there nor another place that it leads to later."""
    feed_server.answers["/away"] = redirect(other.url("/feed"))
    (feed_id,) = subscribed(lib, feed_server.url("/away"))
    assert by_hand(lib)[0].status == "updated"
    assert state(lib, feed_id).validators.url == other.url("/feed")
    assert by_hand(lib)[0].status == "unchanged"
    assert other.sent("/feed")["if-none-match"] == ETAG
    assert "if-none-match" not in feed_server.sent("/away")
    feed_server.answers["/away"] = redirect("/feed")
    assert by_hand(lib)[0].status == "unchanged"
    assert "if-none-match" not in feed_server.sent("/feed")
    assert "if-modified-since" not in feed_server.sent("/feed")
    assert state(lib, feed_id).validators.url == feed_server.url("/feed")


def any_page(handler: Handler) -> None:
    """A page older than any feed: "not modified" to everybody who asks with a date."""
    if handler.headers["If-Modified-Since"]:
        handler.send_response(304)
        handler.end_headers()
    else:
        Answer(page(), content_type=HTML)(handler)


def test_a_page_that_has_not_changed_is_no_feed(lib: Library, feed_server: FeedServer, other: FeedServer) -> None:
    """A portal's permanent redirect to such a page fails, says so, and moves nothing, however many days it lasts."""
    (feed_id,) = subscribed(lib, feed_server.url("/feed"))
    by_hand(lib)
    for target in (other.url("/page"), "/page"):
        other.answers["/page"] = feed_server.answers["/page"] = any_page
        feed_server.answers["/feed"] = redirect(target, 301)
        for day in range(1, 4):
            assert by_hand(lib, NOW + day * DAY)[0].status == "failed"
            assert feeds.get(lib, feed_id).url == feed_server.url("/feed")
    feed_server.answers["/feed"] = ONCE
    assert by_hand(lib, NOW + 9 * DAY)[0].status == "unchanged"
    assert len(listed(lib)) == 3


def test_a_named_refresh_takes_nothing_for_unchanged(cli: CommandLine, feed_server: FeedServer) -> None:
    """It sends no validators, and reads the document anew; --all of many feeds does not."""
    url = feed_server.url("/feed")
    cli("add", url)
    assert cli("refresh", "--all", "--json").json["feeds"][0]["status"] == "unchanged"
    assert feed_server.sent("/feed")["if-none-match"] == ETAG
    assert cli("refresh", url, "--json").json["feeds"][0]["status"] == "unchanged"
    assert "if-none-match" not in feed_server.sent("/feed")


# --- addresses that nobody typed ----------------------------------------------------------------------------------


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The addresses that are taken for public ones; what is changed in it holds at once."""
    found = {"127.0.0.1"}
    monkeypatch.setattr(connection, "_is_public", lambda reached: reached[1][0] in found)
    return found


def test_a_moved_feed_is_not_led_home_later(lib: Library, feed_server: FeedServer, public: set[str]) -> None:
    """An address that a redirect chose must be a public one ever after, whatever its name comes to mean."""
    feed_server.answers["/301"] = redirect(feed_server.url("/feed", host="localhost"), 301)
    moved, typed = subscribed(lib, feed_server.url("/301"), feed_server.url("/gzip", host="localhost"))
    for day in range(2):
        by_hand(lib, NOW + day * DAY)
    assert feeds.get(lib, moved).url == feed_server.url("/feed", host="localhost")
    assert (state(lib, moved).typed, state(lib, typed).typed) == (False, True)
    public.clear()  # the name means this computer now
    first, second = by_hand(lib, NOW + 2 * DAY)
    assert (first.status, second.status) == ("failed", "unchanged")
    assert "private" in str(first.error)
    assert feeds.health(lib)[0].cause is Cause.PRIVATE
    with lib.write():
        editing.change_url(lib, moved, feeds.get(lib, moved).url, NOW)  # its user gives it
    assert by_hand(lib, NOW + 3 * DAY)[0].status == "unchanged"


def test_what_moves_within_a_private_network_may_stay_there(lib: Library, feed_server: FeedServer) -> None:
    """No public server led there; nor does a move on the same host change who chose it."""
    feed_server.answers["/301"] = redirect(feed_server.url("/feed", host="localhost"), 301)
    ids = subscribed(lib, feed_server.url("/301"), feed_server.url("/308", host="localhost"))
    editing.unsubscribe(lib, ids[1], NOW)
    for day in range(3):
        assert by_hand(lib, NOW + day * DAY)[0].status in {"updated", "unchanged"}
    assert state(lib, ids[0]).url == feed_server.url("/feed", host="localhost")
    assert state(lib, ids[0]).typed


def test_the_feed_of_a_page_is_not_led_home_later(lib: Library, feed_server: FeedServer, public: set[str]) -> None:
    """The same for an address that a page named when its feed was added, or that was offered."""
    feed_server.answers["/page"] = Answer(page(feed_server.url("/feed", host="localhost")), content_type=HTML)
    added = subscribe.add(lib, feed_server.url("/page"), folder=None, title=None, now=NOW, config=CONFIG)
    assert added.feed.url == feed_server.url("/feed", host="localhost")
    assert not state(lib, added.feed.id).typed
    feed_server.answers["/was"] = Answer(page(feed_server.url("/gzip", host="localhost")), content_type=HTML)
    (was,) = subscribed(lib, feed_server.url("/was"))
    by_hand(lib)
    subscribe.move(lib, feeds.get(lib, was), None, now=NOW, config=CONFIG)
    assert not state(lib, was).typed
    subscribe.move(lib, feeds.get(lib, was), feed_server.url("/feed"), now=NOW, config=CONFIG)
    assert state(lib, was).typed
    public.clear()
    assert [outcome.status for outcome in by_hand(lib)] == ["failed", "unchanged"]


# --- settings of a feed -------------------------------------------------------------------------------------------


def test_a_feed_with_settings_of_its_own_does_not_move(lib: Library, feed_server: FeedServer) -> None:
    """It would lose them; it is told where they are to be changed. Where the new address has the same, it moves."""
    old, new = feed_server.url("/301"), feed_server.url("/feed")
    own = FeedSettings(user_agent="mine")
    subscribed(lib, old)
    config = replace(CONFIG, feeds={old: own})
    for day in range(3):
        assert by_hand(lib, NOW + day * DAY, config)[0].url == old
    assert feed_server.sent("/feed")["user-agent"] == "mine"
    why = next_fetch(feeds.health(lib)[0], NOW + 2 * DAY + 1).why
    assert "moved" in why
    assert new in why
    config = replace(CONFIG, feeds={old: own, new: own})
    assert by_hand(lib, NOW + 4 * DAY, config)[0].url == new
    assert "moved" not in next_fetch(feeds.health(lib)[0], NOW + 4 * DAY + 1).why


# --- causes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/404", Cause.REFUSED),
        ("/bomb", Cause.LIMIT),
        ("/endless", Cause.LIMIT),
        ("/cut", Cause.ANSWER),
        ("/empty", Cause.ANSWER),
        ("/silent", Cause.SLOW),
        ("/drip", Cause.SLOW),
        ("/loop", Cause.ADDRESS),
    ],
)
def test_why_an_address_gave_no_document(feed_server: FeedServer, path: str, cause: Cause) -> None:
    """Told by what happened; that no server answered is said of nothing else."""
    config = Config(fetch=Fetch(timeout=1, max_megabytes=1, max_wire_megabytes=1))
    with pytest.raises(FetchError) as caught:
        ask(feed_server.url(path), config)
    assert caught.value.cause is cause


def test_nobody_answers() -> None:
    """No such name, nobody there; a command is no network."""
    server = FeedServer()
    closed = server.url("/")
    server.server_close()
    for url, cause in {
        "http://nowhere.invalid/": Cause.NETWORK,
        closed: Cause.NETWORK,
        "ftp://a.example/": Cause.ADDRESS,
        "exec:none": Cause.COMMAND,
        "exec:false": Cause.COMMAND,
    }.items():
        with pytest.raises(FetchError) as caught:
            ask(url, replace(CONFIG, feeds={"exec:false": FeedSettings(command=("false",))}))
        assert caught.value.cause is cause
