"""Refreshing with a real server, real files and a real parser process."""

from __future__ import annotations

import os
import random
import threading
import time
from typing import TYPE_CHECKING

import pytest

from feed_server import ETAG, HTML, MODIFIED, Answer, FeedServer, Handler, Item, items, page, redirect, rss
from library_making import NOW, listed, opened, paths
from newsreader.config import Config, Fetch
from newsreader.errors import LibraryError
from newsreader.feeds.worker import ParserProcess
from newsreader.library import editing, entries, feeds, lists, states, storing
from newsreader.library.store import open_library
from newsreader.models.feeds import FeedKind, FeedOutcome, FeedState, Validators
from newsreader.refresh import readers, run
from newsreader.refresh.claims import Claims
from newsreader.refresh.run import refresh
from newsreader.refresh.turns import Turn, Turns
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

CONFIG = Config()
HOUR = 3_600
DAY = 24 * HOUR


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path / "library") as library:
        yield library


def subscribed(lib: Library, server: FeedServer, *paths: str) -> list[int]:
    """Feeds at these paths, not fetched yet."""
    return [feeds.add(lib, server.url(path), path, now=NOW) for path in paths]


def refreshed(lib: Library, *, now: int = NOW, config: Config = CONFIG) -> list[FeedOutcome]:
    """What came of refreshing every feed, in the order of their ids."""
    outcomes = refresh(lib, feeds.states(lib), config=config, now=lambda: now)
    return sorted(outcomes, key=lambda outcome: outcome.feed_id)


def state(lib: Library, feed_id: int) -> FeedState:
    """What the next refresh will know of a feed."""
    return feeds.states(lib, [feed_id])[0]


def told(outcome: FeedOutcome) -> tuple[str, int, int]:
    """An outcome without its words."""
    return outcome.status, outcome.new, outcome.changed


# --- what comes ---------------------------------------------------------------------------------------------------


def test_first_refresh_stores_the_feed(lib: Library, feed_server: FeedServer) -> None:
    """Entries, title, validators and the next time are stored; the newest entry is first."""
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    (outcome,) = refreshed(lib)
    assert outcome == FeedOutcome(feed_id, feed_server.url("/feed"), "updated", 3)
    feed = feeds.get(lib, feed_id)
    assert (feed.title, feed.unread, feed.last_success, feed.error) == ("News", 3, NOW, None)
    assert [row.title for row in lists.rows(lib, listed(lib))] == ["Title 2", "Title 1", "Title 0"]
    assert state(lib, feed_id).validators == Validators(ETAG, MODIFIED)
    assert NOW + 20 * HOUR < state(lib, feed_id).next_due <= NOW + DAY  # nothing has come for years


def test_second_refresh_changes_nothing(lib: Library, feed_server: FeedServer) -> None:
    """The server answers 304 to the validators it gave, and no entry is touched."""
    subscribed(lib, feed_server, "/feed")
    refreshed(lib)
    before = [entries.entry(lib, entry_id) for entry_id in listed(lib)]
    (outcome,) = refreshed(lib, now=NOW + DAY)
    assert told(outcome) == ("unchanged", 0, 0)
    assert feed_server.sent("/feed")["if-none-match"] == ETAG
    assert [entries.entry(lib, entry_id) for entry_id in listed(lib)] == before


def test_known_body_is_not_parsed_again(lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that was parsed before is recognised; only its new validators are kept."""
    feed_server.answers["/etags"] = Answer(rss(items(3)), headers={"ETag": "1"})
    (feed_id,) = subscribed(lib, feed_server, "/etags")
    refreshed(lib)
    feed_server.answers["/etags"] = Answer(rss(items(3)), headers={"ETag": "2"})
    monkeypatch.setattr(ParserProcess, "parse", None)
    assert told(refreshed(lib)[0]) == ("unchanged", 0, 0)
    assert state(lib, feed_id).validators.etag == "2"


def test_edit_keeps_states(lib: Library, feed_server: FeedServer) -> None:
    """An edited entry keeps its id, stays read and starred, and has the new text."""
    subscribed(lib, feed_server, "/gzip")
    refreshed(lib)
    ids = listed(lib)
    states.mark(lib, ids, read=True, starred=True, now=NOW)
    feed_server.answers["/gzip"] = Answer(rss(items(3, "Edited.")))
    assert told(refreshed(lib)[0]) == ("updated", 0, 3)
    assert listed(lib) == ids
    for row in lists.rows(lib, ids):
        assert (row.read, row.starred) == (True, True)
    assert "Edited." in entries.entry(lib, ids[0]).body
    assert feeds.all_feeds(lib)[0].unread == 0


def test_new_guids_make_no_unread_copies(lib: Library, feed_server: FeedServer) -> None:
    """A publisher who changes all guids makes nothing unread."""
    subscribed(lib, feed_server, "/gzip")
    refreshed(lib)
    states.mark(lib, listed(lib), read=True, now=NOW)
    feed_server.answers["/gzip"] = Answer(rss(Item(f"x{i.guid}", i.title, i.link, i.date) for i in items(3)))
    assert told(refreshed(lib)[0]) == ("updated", 0, 3)
    assert told(refreshed(lib)[0]) == ("unchanged", 0, 0)
    assert feeds.all_feeds(lib)[0].unread == 0
    assert len(listed(lib)) == 3


def test_one_guid_in_two_feeds(lib: Library, feed_server: FeedServer) -> None:
    """The same guid in another feed is another entry with a state of its own."""
    subscribed(lib, feed_server, "/feed", "/gzip")
    assert [told(outcome) for outcome in refreshed(lib)] == [("updated", 3, 0)] * 2
    states.mark(lib, listed(lib, feed_id=1), read=True, now=NOW)
    assert [feed.unread for feed in feeds.all_feeds(lib)] in ([0, 3], [3, 0])


def test_undated_entries_keep_the_order_of_their_feed(lib: Library, feed_server: FeedServer) -> None:
    """Without dates the first entry of the document is the newest."""
    feed_server.answers["/undated"] = Answer(rss(Item(str(n), f"Title {n}", date=None) for n in range(20)))
    subscribed(lib, feed_server, "/undated")
    refreshed(lib)
    assert [row.title for row in lists.rows(lib, listed(lib))] == [f"Title {n}" for n in range(20)]


def test_subscribing_again_brings_the_states_back(lib: Library, feed_server: FeedServer) -> None:
    """After unsubscribing and subscribing again what was read is read, what was starred is starred."""
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    refreshed(lib)
    ids = listed(lib)
    states.mark(lib, ids[:2], read=True, now=NOW)
    states.mark(lib, ids[:1], starred=True, now=NOW)
    editing.unsubscribe(lib, feed_id, NOW)
    assert refreshed(lib) == []
    assert subscribed(lib, feed_server, "/feed") == [feed_id]
    assert told(refreshed(lib)[0]) == ("unchanged", 0, 0)
    assert [(row.id, row.read, row.starred) for row in lists.rows(lib, listed(lib))] == [
        (ids[0], True, True),
        (ids[1], True, False),
        (ids[2], False, False),
    ]


# --- what goes wrong ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        Answer(rss([])),
        Answer(page("/other"), content_type=HTML),
        Answer(b"{}", content_type="application/json"),
        Answer(),
        Answer(rss(items(9)), headers={"Content-Length": "100000"}),
        Answer(rss(items(9)), 500),
        Answer(status=410),
        redirect("/page"),
    ],
    ids=["empty feed", "page", "json", "nothing", "cut", "500", "410", "portal"],
)
def test_nothing_is_lost(lib: Library, feed_server: FeedServer, answer: Answer) -> None:
    """Whatever a feed turns into, its entries and their states stay, and it recovers with its validators."""
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    refreshed(lib)
    states.mark(lib, listed(lib)[:1], read=True, starred=True, now=NOW)
    before = [entries.entry(lib, entry_id) for entry_id in listed(lib)]
    good, feed_server.answers["/feed"] = feed_server.answers["/feed"], answer
    (outcome,) = refreshed(lib)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert [entries.entry(lib, entry_id) for entry_id in listed(lib)] == before
    if outcome.status == "failed":
        assert feeds.get(lib, feed_id).error == outcome.error
        assert state(lib, feed_id).validators == Validators(ETAG, MODIFIED)
    feed_server.answers["/feed"] = good
    assert refreshed(lib)[0].status == "unchanged"
    assert feeds.get(lib, feed_id).error is None


def test_one_failure_is_not_the_others(lib: Library, feed_server: FeedServer) -> None:
    """Each feed has an outcome of its own."""
    paths = ["/feed", "/404", "/gzip", "/page", "/broken", "/charset"]
    subscribed(lib, feed_server, *paths)
    outcomes = refreshed(lib)
    assert [outcome.status for outcome in outcomes] == ["updated", "failed", "updated", "failed", "updated", "updated"]
    assert "404" in str(outcomes[1].error)
    assert "web page" in str(outcomes[3].error)


def test_mistake_of_ours_is_data_too(lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody thought of is one feed's failure."""
    subscribed(lib, feed_server, "/feed")
    monkeypatch.setattr(readers, "digest", None)
    (outcome,) = refreshed(lib)
    assert outcome.status == "failed"
    assert "TypeError" in str(outcome.error)


def test_retry_after_is_obeyed(lib: Library, feed_server: FeedServer) -> None:
    """A host that asked to be left alone is, with all its feeds and over restarts, until its time has come."""
    subscribed(lib, feed_server, "/429")
    assert refreshed(lib)[0].status == "failed"
    subscribed(lib, feed_server, "/feed")
    feed_server.hits.clear()
    outcomes = refreshed(lib, now=NOW + HOUR - 60)
    assert [outcome.status for outcome in outcomes] == ["skipped", "skipped"]
    assert "1 minutes more" in str(outcomes[1].error)
    assert not feed_server.hits
    feed_server.answers["/429"] = Answer(rss(items(1)))
    assert [outcome.status for outcome in refreshed(lib, now=NOW + HOUR)] == ["updated", "updated"]


def test_host_is_left_alone_within_a_refresh(lib: Library, feed_server: FeedServer) -> None:
    """When a host asks for fewer requests, its feeds that still wait are not fetched."""
    for n in range(20):
        feed_server.answers[f"/{n}"] = feed_server.answers["/429"]
    subscribed(lib, feed_server, *(f"/{n}" for n in range(20)))
    outcomes = refreshed(lib)
    assert len(outcomes) == 20
    assert sum(feed_server.hits.values()) == sum(outcome.status == "failed" for outcome in outcomes) <= 3
    assert all(outcome.status in {"failed", "skipped"} for outcome in outcomes)


# --- files --------------------------------------------------------------------------------------------------------


def test_folders_and_feed_files(lib: Library, tmp_path: Path) -> None:
    """A folder's files are entries, a feed file is a feed; a folder that is gone loses nothing."""
    folder = tmp_path / "a folder ü%"
    folder.mkdir()
    (folder / "one.txt").write_text("One\n\nSome text.", encoding="utf-8")
    (tmp_path / "feed.xml").write_bytes(rss(items(2)))
    feeds.add(lib, folder.as_uri(), "Folder", kind=FeedKind.FOLDER, now=NOW)
    feeds.add(lib, (tmp_path / "feed.xml").as_uri(), "File", now=NOW)
    now = int(time.time())
    assert [told(outcome) for outcome in refreshed(lib, now=now)] == [("updated", 1, 0), ("updated", 2, 0)]
    (folder / "two.md").write_text("# Two\n\nMore text.", encoding="utf-8")
    assert [told(outcome) for outcome in refreshed(lib, now=now)] == [("updated", 1, 0), ("unchanged", 0, 0)]
    for file in (folder / "one.txt", folder / "two.md"):
        file.unlink()
    folder.rmdir()
    assert refreshed(lib, now=now)[0].status == "failed"
    assert len(listed(lib)) == 4


def test_what_is_never_fetched(lib: Library) -> None:
    """The feed of single files and the sample edition have nothing to fetch."""
    ids = [
        feeds.add(lib, "newsreader:files", "Files", kind=FeedKind.FILES, now=NOW),
        feeds.add(lib, "newsreader:sample", "Sample", kind=FeedKind.SAMPLE, now=NOW),
    ]
    outcomes = list(refresh(lib, feeds.states(lib, ids), config=CONFIG, now=lambda: NOW))
    assert [(outcome.status, outcome.error) for outcome in outcomes] == [("skipped", None)] * 2


# --- many at once -------------------------------------------------------------------------------------------------


def test_two_connections_to_a_host(lib: Library, feed_server: FeedServer) -> None:
    """However many feeds a host has, it is never asked by more than two at a time."""
    busy: list[int] = []
    most: list[int] = []
    lock = threading.Lock()

    def answer(handler: Handler) -> None:
        with lock:
            busy.append(1)
            most.append(len(busy))
        handler.wait(0.02)
        Answer(rss(items(1)))(handler)
        with lock:
            busy.pop()

    for n in range(12):
        feed_server.answers[f"/{n}"] = answer
    subscribed(lib, feed_server, *(f"/{n}" for n in range(12)))
    assert [outcome.status for outcome in refreshed(lib)] == ["updated"] * 12
    assert max(most) == 2


def test_slow_feed_does_not_delay_the_others(lib: Library, feed_server: FeedServer) -> None:
    """Outcomes come as they are done."""
    go_on = threading.Event()

    def held(handler: Handler) -> None:
        go_on.wait(20)
        Answer(rss(items(1)))(handler)

    feed_server.answers["/held"] = held
    subscribed(lib, feed_server, "/held", "/feed")
    seen = []
    for outcome in refresh(lib, feeds.states(lib), config=CONFIG, now=lambda: NOW):
        seen.append(outcome.url)
        go_on.set()
    assert seen == [feed_server.url("/feed"), feed_server.url("/held")]


def test_ending_a_refresh_waits_for_nobody(lib: Library, feed_server: FeedServer) -> None:
    """Closing ends long before a server that is silent is given up; what came before is stored."""
    subscribed(lib, feed_server, "/silent", "/feed")
    outcomes = refresh(lib, feeds.states(lib), config=Config(fetch=Fetch(timeout=60)), now=lambda: NOW)
    assert isinstance(outcomes, type(_ for _ in ()))
    assert next(outcomes).status == "updated"
    before = time.monotonic()
    outcomes.close()
    assert time.monotonic() - before < 30
    assert len(listed(lib)) == 3


def test_feed_that_is_deleted_meanwhile(lib: Library, feed_server: FeedServer) -> None:
    """A feed that is gone when its answer comes is skipped."""
    (feed_id,) = subscribed(lib, feed_server, "/feed")
    before = feeds.states(lib)
    feeds.delete(lib, feed_id)
    (outcome,) = refresh(lib, before, config=CONFIG, now=lambda: NOW)
    assert outcome.status == "skipped"


def test_large_documents_wait_for_each_other(
    lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Large documents are kept one after another, and all of them come."""
    monkeypatch.setattr(readers, "_LARGE_AT_ONCE", 1)
    for n in range(5):
        feed_server.answers[f"/{n}"] = Answer(rss(items(1, "x" * 1_200_000)))
    subscribed(lib, feed_server, *(f"/{n}" for n in range(5)))
    assert [outcome.status for outcome in refreshed(lib)] == ["updated"] * 5


def test_large_feed_is_stored_in_short_transactions(
    lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed of many entries is written piece by piece, and counted right; what ends it in between is made up for."""
    monkeypatch.setattr(storing, "_AT_ONCE", 7)
    monkeypatch.setattr(run, "_MANY_ENTRIES", 7)
    feed_server.answers["/large"] = Answer(rss(items(30)), headers={"ETag": ETAG})
    (feed_id,) = subscribed(lib, feed_server, "/large")
    record = storing._record

    def fails(*_: object) -> None:
        raise LibraryError("The disk is full.")

    monkeypatch.setattr(storing, "_record", fails)
    with pytest.raises(LibraryError, match="disk is full"):
        refreshed(lib)
    assert feeds.get(lib, feed_id).total == len(listed(lib)) == 28
    assert state(lib, feed_id).digest is None
    monkeypatch.setattr(storing, "_record", record)
    assert told(refreshed(lib)[0]) == ("updated", 2, 0)
    assert feeds.get(lib, feed_id).unread == len(listed(lib)) == 30


def test_a_full_disk_loses_nothing(lib: Library, feed_server: FeedServer) -> None:
    """It is one sentence; what was there and what was marked stays, and with room again everything comes."""
    subscribed(lib, feed_server, "/feed")
    refreshed(lib)
    states.mark(lib, listed(lib), read=True, now=NOW)
    dice = random.Random(1)
    for n in range(5):
        text = f"<p>{dice.randbytes(20_000).hex()}</p>"
        feed_server.answers[f"/{n}"] = Answer(rss(items(20, text)))
    subscribed(lib, feed_server, *(f"/{n}" for n in range(5)))
    ((pages,),) = lib.all("PRAGMA main.page_count")
    lib.execute(f"PRAGMA main.max_page_count = {pages + 40}")
    with pytest.raises(LibraryError, match="disk is full"):
        refreshed(lib)
    assert lib.check() == []
    assert sum(row.read for row in lists.rows(lib, listed(lib, feed_id=1))) == 3
    lib.execute("PRAGMA main.max_page_count = 1000000")
    refreshed(lib)
    assert [feed.total for feed in feeds.all_feeds(lib)] == [3, *[20] * 5]


def test_a_library_that_cannot_be_written_asks_nobody(lib: Library, feed_server: FeedServer, tmp_path: Path) -> None:
    """It says so before anything is fetched."""
    subscribed(lib, feed_server, "/feed")
    with (
        open_library(paths(tmp_path / "library"), read_only=True) as closed,
        pytest.raises(LibraryError, match="reading only"),
    ):
        refreshed(closed)
    assert not feed_server.hits


def test_what_is_waited_for_is_told(lib: Library, feed_server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """While feeds are waited for somebody may be told which."""
    monkeypatch.setattr(run, "_TICK_SECONDS", 0.05)
    monkeypatch.setattr(run, "_SLOW_SECONDS", 0)
    slow: set[str] = set()
    subscribed(lib, feed_server, "/silent", "/feed")
    list(
        refresh(
            lib,
            feeds.states(lib),
            config=Config(fetch=Fetch(timeout=1)),
            now=lambda: NOW,
            tick=lambda waiting: slow.update(one.url for one in waiting),
        )
    )
    assert feed_server.url("/silent") in slow


def test_feeds_that_another_process_did_meanwhile(tmp_path: Path) -> None:
    """A feed is taken unless it was done since; whoever begins later takes it again."""
    with Claims(tmp_path) as one, Claims(tmp_path) as other:
        assert one.take(7)
        one.done(7)
        assert not other.take(7)
        assert other.take(8)
        assert one.take(7) is False  # it is done
    with Claims(tmp_path) as later:
        assert later.take(7)
    assert (tmp_path / "refresh.lock").stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_locked_everything_is_done(tmp_path: Path) -> None:
    """A folder in which no file can be made keeps nobody from a feed."""
    with Claims(tmp_path / "none") as claims:
        assert claims.take(1)
        claims.done(1)


def test_a_disk_that_fails_keeps_nobody_from_a_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the file of claims says cannot be read any more: the refresh goes on."""
    with Claims(tmp_path) as claims:
        monkeypatch.setattr(os, "pread", lambda *_: os.stat("/nowhere"))
        assert claims.take(1)
        claims.done(1)


# --- pure ---------------------------------------------------------------------------------------------------------


def test_turns_alternate_between_hosts() -> None:
    """Hosts take turns; a host that is busy twice waits; a host that is left alone has no more turns."""
    urls = ["http://a/1", "http://a/2", "http://a/3", "http://a/4", "http://b/1"]
    all_states = [FeedState(n, url, FeedKind.FEED, Validators(), None, 0, 0, 0) for n, url in enumerate(urls)]
    turns = Turns(all_states)
    taken = [turns.take() for _ in range(3)]
    assert [one.state.url for one in taken if one] == ["http://a/1", "http://b/1", "http://a/2"]
    assert taken[0]
    left = turns.done(taken[0], leave_alone=("a", 60))
    assert [one.state.url for one in left] == ["http://a/3", "http://a/4"]
    assert turns.take() is None


def test_turns_follow_a_redirect() -> None:
    """A feed that moves to another host gives its place away, and waits for one there before those who have not begun.

    A host that is to be left alone is, from wherever one comes.
    """
    urls = ["http://a/1", "http://b/1", "http://b/2", "http://b/3", "http://a/2"]
    all_states = [FeedState(n, url, FeedKind.FEED, Validators(), None, 0, 0, 0) for n, url in enumerate(urls)]
    turns = Turns(all_states, {"z": 90})
    moved, first = turns.take(), turns.take()
    assert moved
    assert first
    assert turns.move(moved, "b") is None
    second, third = turns.take(), turns.take()  # of b there are two now
    assert [one.state.url for one in (first, second, third) if one] == ["http://b/1", "http://a/2", "http://a/1"]
    assert third is moved
    assert turns.move(moved, "z") == 90
    turns.done(moved)
    last = turns.take()
    assert last
    assert last.state.url == "http://b/2"
    assert [one.state.url for one in turns.done(last, leave_alone=("b", 60))] == ["http://b/3"]
    assert second
    assert turns.move(second, "b") == 60


def test_turns_can_be_closed() -> None:
    """Closing wakes whoever waits for a turn."""
    all_states = [FeedState(n, "http://a/", FeedKind.FEED, Validators(), None, 0, 0, 0) for n in range(4)]
    turns = Turns(all_states)
    turns.take()
    turns.take()
    found: list[Turn | None] = []
    waiting = threading.Thread(target=lambda: found.append(turns.take()))
    waiting.start()
    turns.close()
    waiting.join(5)
    assert found == [None]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://user:pw@A.example:81/x", "a.example:81"),
        ("http://a.example:80/x", "a.example"),
        ("https://a.example.:443/x", "a.example"),
        ("https://a.example.", "a.example"),
        ("https://a.example:80", "a.example:80"),
        ("https://a.example:/", "a.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("http://[::1]/", "[::1]"),
        ("http://[::1]:80/", "[::1]"),
        ("http://[::1]:81/", "[::1]:81"),
        ("file:///a/b", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_host(url: str, expected: str) -> None:
    """A host is a server with its port, however it is written, without a password."""
    assert host(url) == expected
