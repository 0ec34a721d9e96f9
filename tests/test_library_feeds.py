"""Feeds and folders: subscribing, archiving and coming back, finding by name, order, what a refresh leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, stored, undone
from newsreader.errors import NotFoundError
from newsreader.library import editing, entries, feeds, folders, hosts, journal, lists, session, states, storing
from newsreader.models.feeds import Due, FeedKind, Rhythm, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def add(lib: Library, name: str, folder: str | None = None) -> int:
    """Subscribe to a feed of that title."""
    return feeds.add(lib, f"https://example/{name}", name, folder=folder, now=NOW)


def test_a_feed_is_kept_as_it_was_added(lib: Library) -> None:
    """Everything said when subscribing comes back."""
    feed_id = feeds.add(
        lib, "https://a.example/", "A", kind=FeedKind.FOLDER, link="l", language="de", folder=" World / Asia ", now=1
    )
    feed = feeds.get(lib, feed_id)
    assert (feed.url, feed.title, feed.kind, feed.link, feed.language, feed.folder) == (
        "https://a.example/", "A", FeedKind.FOLDER, "l", "de", "World/Asia",
    )  # fmt: skip
    assert (feed.unread, feed.total, feed.last_success, feed.error) == (0, 0, None, None)


def test_a_feed_without_a_title_has_its_address(lib: Library) -> None:
    """There is always something to show."""
    assert feeds.get(lib, feeds.add(lib, "https://a.example/", "", now=NOW)).title == "https://a.example/"


def test_adding_again_is_the_same_feed(lib: Library) -> None:
    """The same address is subscribed to once, and nothing of it changes."""
    first = add(lib, "a", "World")
    assert feeds.add(lib, "https://example/a", "other", folder="Else", now=NOW) == first
    assert feeds.get(lib, first).folder == "World"
    assert feeds.get(lib, first).title == "a"


def test_unsubscribing_archives(lib: Library) -> None:
    """Feed and entries leave lists and counts; the entries can still be opened."""
    feed_id = feed_with(lib, 3)
    editing.unsubscribe(lib, feed_id, NOW)
    assert feeds.all_feeds(lib) == []
    assert feeds.by_url(lib, "https://news.example/feed") is None
    assert listed(lib) == listed(lib, unread_only=True) == listed(lib, feed_id=feed_id) == []
    assert lists.counts(lib, 0) == lists.Counts(0, 0, 0, 0)
    assert entries.entry(lib, 1).content == "<p>Text 0</p>"


def test_an_archived_feed_comes_back_with_its_states(lib: Library) -> None:
    """What was read and starred before is so again, and its next answer is wanted whole."""
    feed_id = feed_with(lib, 3)
    states.mark(lib, [1], read=True, starred=True, now=NOW)
    feeds.record_success(lib, feed_id, Validators("e", "m"), Due(NOW + 999), NOW)
    editing.unsubscribe(lib, feed_id, NOW)
    assert feeds.add(lib, "https://news.example/feed", "New name", folder="World", now=NOW) == feed_id
    feed = feeds.get(lib, feed_id)
    assert (feed.title, feed.folder, feed.unread, feed.total) == ("New name", "World", 2, 3)
    assert listed(lib, unread_only=True) == [3, 2]
    assert [s.validators for s in feeds.due(lib, NOW)] == [Validators()]


def test_starred_entries_stay_in_sight_when_their_feed_goes(lib: Library) -> None:
    """Unsubscribing takes nothing out of the starred list or its count."""
    feed_id = feed_with(lib, 3)
    states.mark(lib, [2], starred=True, now=NOW)
    editing.unsubscribe(lib, feed_id, NOW)
    assert listed(lib, starred_only=True) == [2]
    assert lists.counts(lib, 0).starred == 1


def test_an_answer_that_comes_after_unsubscribing_is_kept_out_of_sight(lib: Library) -> None:
    """A refresh under way stores what it brings without bringing the feed back."""
    feed_id = feed_with(lib, 1)
    editing.unsubscribe(lib, feed_id, NOW)
    storing.apply(lib, change(feed_id, [stored(7)]), NOW)
    assert listed(lib) == []
    assert feeds.get(lib, feed_id).total == 0
    feeds.add(lib, "https://news.example/feed", "", now=NOW)
    assert feeds.get(lib, feed_id).total == feeds.get(lib, feed_id).unread == 2


def test_deleting_leaves_nothing(lib: Library) -> None:
    """The sample edition goes with entries, contents, states and places; ids are not given again."""
    feed_id = feed_with(lib, 3)
    other = feed_with(lib, 2, url="https://other.example/")
    states.mark(lib, [1, 4], read=True, now=NOW)
    session.set_position(lib, 1, 5)
    assert feeds.delete(lib, feed_id) == 3
    for table in ("entries", "contents", "states"):
        assert lib.all(f"SELECT count(*) FROM {table}") == [(2,)]
    assert lib.all("SELECT count(*) FROM positions") == [(0,)]
    assert undone(lib) == "2 marked read; 1 of 2 entries are gone"
    assert feeds.get(lib, other).unread == 2
    assert feed_with(lib, 1, url="https://third.example/") > other
    assert min(listed(lib)) > 3


def test_names(lib: Library) -> None:
    """The user's title covers the feed's own, which a refresh may change, and can be taken away again."""
    feed_id = add(lib, "own")
    editing.rename(lib, feed_id, "mine", NOW)
    storing.apply(lib, change(feed_id, title="newer"), NOW)
    assert feeds.get(lib, feed_id).title == "mine"
    editing.rename(lib, feed_id, None, NOW)
    assert feeds.get(lib, feed_id).title == "newer"


def test_find(lib: Library) -> None:
    """A feed answers to its id, its exact address and its exact title."""
    feed_id = add(lib, "BBC News")
    for ref in (str(feed_id), "https://example/BBC News", "BBC News"):
        assert feeds.find(lib, ref).id == feed_id


@pytest.mark.parametrize("ref", ["bbc news", "BBC", "99", "9" * 50, "", "\ud800", "²"])
def test_what_names_no_feed(lib: Library, ref: str) -> None:
    """Neither parts, nor other case, nor absurd numbers name a feed."""
    add(lib, "BBC News")
    with pytest.raises(NotFoundError):
        feeds.find(lib, ref)


def test_a_title_of_two_feeds_names_none(lib: Library) -> None:
    """The sentence gives the ids to choose from."""
    ids = [feeds.add(lib, f"https://example/{n}", "News", now=NOW) for n in range(2)]
    with pytest.raises(NotFoundError, match=f"{ids[0]}, {ids[1]}"):
        feeds.find(lib, "News")


def test_an_id_goes_before_a_title(lib: Library) -> None:
    """A feed called 1 does not hide the feed whose id that is."""
    first = add(lib, "first")
    add(lib, str(first))
    assert feeds.find(lib, str(first)).title == "first"
    assert feeds.find(lib, "https://example/1").title == "1"


@pytest.mark.parametrize("feed_id", [0, -1, 7, 2**63, 2**80])
def test_feeds_that_never_were(lib: Library, feed_id: int) -> None:
    """Every function that takes an id says that there is none."""
    for call in (feeds.get, feeds.delete):
        with pytest.raises(NotFoundError):
            call(lib, feed_id)
    with pytest.raises(NotFoundError):
        editing.unsubscribe(lib, feed_id, NOW)
    with pytest.raises(NotFoundError):
        editing.rename(lib, feed_id, "x", NOW)
    with pytest.raises(NotFoundError):
        editing.move(lib, feed_id, "x", NOW)


def test_order(lib: Library) -> None:
    """Feeds outside of folders come first, then folder by folder, each by title whatever its case and accents."""
    add(lib, "zeta")
    for name, folder in [
        ("Éa", "World"),
        ("eb", "World"),
        ("a", "World/Asia"),
        ("b", "art"),
        ("Ec", "World"),
    ]:
        add(lib, name, folder)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["zeta", "b", "Éa", "eb", "Ec", "a"]


def test_the_users_own_order(lib: Library) -> None:
    """Feeds that were arranged stand as arranged."""
    ids = [add(lib, name) for name in "abc"]
    editing.arrange(lib, [ids[2], ids[0], ids[1]], "moved c", NOW)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["c", "a", "b"]
    add(lib, "aa")
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["c", "a", "b", "aa"]
    journal.undo(lib)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["a", "aa", "b", "c"]


def test_folders_in_the_users_own_order(lib: Library) -> None:
    """Each among those beside it; what is inside a folder stays together."""
    for path in ("A", "A/X", "A/Y", "B", "C/Z"):
        add(lib, path, path)
    editing.arrange_folders(lib, ["C", "A", "B"], "moved C", NOW)
    editing.arrange_folders(lib, ["A/Y", "A/X"], "moved Y", NOW)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["C/Z", "A", "A/Y", "A/X", "B"]
    assert [view.feed.title for view in feeds.health(lib)] == ["C/Z", "A", "A/Y", "A/X", "B"]
    journal.undo(lib)
    journal.undo(lib)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["A", "A/X", "A/Y", "B", "C/Z"]


def test_a_place_is_one_in_a_folder(lib: Library) -> None:
    """In another folder a feed has none until it is given one; moved back by undo it has its own again."""
    ids = [add(lib, name, "World") for name in "abc"]
    add(lib, "b2", "Art")
    editing.arrange(lib, [ids[2], ids[0], ids[1]], "moved c", NOW)
    editing.move(lib, ids[2], "Art", NOW)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["b2", "c", "a", "b"]
    journal.undo(lib)
    assert [feed.title for feed in feeds.all_feeds(lib)] == ["b2", "c", "a", "b"]
    assert feeds.all_feeds(lib)[1].folder == "World"


def test_moving_between_folders(lib: Library) -> None:
    """A feed can be put into a new folder and out of all."""
    feed_id = add(lib, "a")
    editing.move(lib, feed_id, "World/Asia", NOW)
    assert feeds.get(lib, feed_id).folder == "World/Asia"
    assert folders.paths(lib) == ["World", "World/Asia"]
    editing.move(lib, feed_id, None, NOW)
    assert feeds.get(lib, feed_id).folder is None


def test_folders_are_bounded(lib: Library) -> None:
    """A path of thousands of folders or a name of a book's length is cut, so that a list of them can be written."""
    feed_id = add(lib, "a")
    editing.move(lib, feed_id, "/".join("x" * 3_000), NOW)
    assert feeds.get(lib, feed_id).folder == "/".join("x" * 100)
    editing.move(lib, feed_id, "y" * 3_000, NOW)
    assert feeds.get(lib, feed_id).folder == "y" * 200


def test_due(lib: Library) -> None:
    """Due is what may be fetched now, the longest overdue first; files and the sample are never fetched."""
    ids = [add(lib, name) for name in "abcd"]
    feeds.add(lib, "files", "", kind=FeedKind.FILES, now=NOW)
    feeds.add(lib, "sample", "", kind=FeedKind.SAMPLE, now=NOW)
    feeds.record_success(lib, ids[0], Validators(), Due(NOW - 1), NOW)
    feeds.record_success(lib, ids[1], Validators(), Due(NOW + 1), NOW)
    feeds.record_failure(lib, ids[2], "x", Due(NOW - 2), NOW)
    editing.unsubscribe(lib, ids[3], NOW)
    assert [state.id for state in feeds.due(lib, NOW)] == [ids[2], ids[0]]
    assert [state.id for state in feeds.due(lib, NOW + 1)] == [ids[2], ids[0], ids[1]]
    assert [state.id for state in feeds.states(lib)] == ids[:3]


def test_due_after_the_clock_was_wrong(lib: Library) -> None:
    """Refreshed in what was taken for another year, a feed is due at once; one that is gone for good stays so."""
    year = 365 * 86_400
    ids = [add(lib, name) for name in "abcd"]
    feeds.record_success(lib, ids[0], Validators(), Due(NOW + year + 3_600), NOW + year)
    feeds.record_success(lib, ids[1], Validators(), Due(NOW + 40 * 86_400), NOW + 10 * 86_400)
    feeds.record_failure(lib, ids[2], "x", Due(NOW + year), NOW + year)
    feeds.record_failure(lib, ids[3], "gone", Due(feeds.NEVER), NOW + year)
    assert {state.id for state in feeds.due(lib, NOW)} == set(ids[:3])
    assert feeds.due(lib, NOW - 10 * year)[0].id == ids[1]


def test_states_of_named_feeds(lib: Library) -> None:
    """Named feeds come in the order named, once each; those that are not there are left out."""
    ids = [add(lib, name) for name in "abc"]
    assert [s.id for s in feeds.states(lib, [ids[2], 99, ids[0], ids[2], 2**70])] == [ids[2], ids[0]]


def test_failures_are_counted_until_a_success(lib: Library) -> None:
    """A failure keeps what was known and says why; a success forgets it."""
    feed_id = feed_with(lib, 1)
    feeds.record_success(lib, feed_id, Validators('W/"e"', "Mon"), Due(NOW), NOW)
    for n in (1, 2):
        feeds.record_failure(lib, feed_id, "no\n\x1broute", Due(NOW + 9), NOW + n)
    state = feeds.states(lib, [feed_id])[0]
    assert (state.failures, state.next_due, state.tried) == (2, NOW + 9, NOW + 2)
    assert state.validators == Validators('W/"e"', "Mon")
    feed = feeds.get(lib, feed_id)
    assert (feed.error, feed.last_success, feed.total) == ("no �route", NOW, 1)
    feeds.record_success(lib, feed_id, Validators(), Due(NOW + 60), NOW + 50)
    state = feeds.states(lib, [feed_id])[0]
    assert state.failures == 0
    assert (feeds.get(lib, feed_id).error, feeds.get(lib, feed_id).last_success) == (None, NOW + 50)


def test_a_host_that_is_left_alone(lib: Library) -> None:
    """None of its feeds is due until then; what it asked for itself is known to a refresh by hand as well."""
    ids = [add(lib, name) for name in "ab"]
    other = feeds.add(lib, "https://other.example/a", "o", now=NOW)
    hosts.record(lib, "example", hosts.Wait(slowed=NOW + 100, refusals=1))
    assert [state.id for state in feeds.due(lib, NOW)] == [other]
    assert [state.retry_after for state in feeds.states(lib)] == [0, 0, 0]
    hosts.record(lib, "example", hosts.Wait(asked=NOW + 200))
    assert [state.id for state in feeds.due(lib, NOW + 199)] == [other]
    assert [state.id for state in feeds.due(lib, NOW + 200)] == [*ids, other]
    assert [state.retry_after for state in feeds.states(lib)] == [NOW + 200, NOW + 200, 0]


def test_a_host_is_forgiven_after_its_time(lib: Library) -> None:
    """An answer while the host is to be left alone (of a feed that was asked before) changes nothing."""
    hosts.record(lib, "example", hosts.Wait(asked=NOW + 100, slowed=NOW + 50, refusals=2))
    hosts.forget(lib, "example", NOW + 99)
    assert hosts.waits(lib) == {"example": hosts.Wait(NOW + 100, NOW + 50, 2)}
    hosts.forget(lib, "example", NOW + 100)
    assert hosts.waits(lib) == {}


def test_a_host_waits_for_no_wrong_clock(lib: Library) -> None:
    """What lies further ahead than anybody may ask for was written by a wrong clock."""
    feed_id = add(lib, "a")
    hosts.record(lib, "example", hosts.Wait(asked=NOW + 10 * 365 * 86_400, slowed=NOW + 10 * 365 * 86_400))
    assert [state.id for state in feeds.due(lib, NOW)] == [feed_id]
    hosts.forget(lib, "example", NOW)
    assert hosts.waits(lib) == {}


def test_a_failure_that_does_not_count(lib: Library) -> None:
    """Without a network the number of failures stays, but that the feed fails is known, and since when."""
    feed_id = add(lib, "a")
    for n in range(5):
        feeds.record_failure(lib, feed_id, "no network", Due(NOW, "failed once"), NOW + n, counts=False)
    (health,) = feeds.health(lib)
    assert (health.failures, health.failing_since, health.tried, health.status) == (1, NOW, NOW + 4, None)


def test_health_tells_what_the_last_attempts_led_to(lib: Library) -> None:
    """Of every feed that can be refreshed; a success forgets the failures and what was offered."""
    feed_id = add(lib, "a")
    feeds.add(lib, "sample", "", kind=FeedKind.SAMPLE, now=NOW)
    hosts.record(lib, "example", hosts.Wait(NOW + 7, NOW + 8))
    offer = "https://example/new"
    feeds.record_failure(lib, feed_id, "a page", Due(NOW + 9, "failed once"), NOW, status=200, offered_url=offer)
    (health,) = feeds.health(lib)
    assert health.feed == feeds.get(lib, feed_id)
    assert (health.status, health.offered_url, health.due) == (200, offer, Due(NOW + 9, "failed once"))
    assert (health.host_asked, health.host_slowed) == (NOW + 7, NOW + 8)
    assert feeds.offered_url(lib, feed_id) == offer
    feeds.record_success(lib, feed_id, Validators(), Due(NOW + 60, "its own rhythm"), NOW + 5)
    (health,) = feeds.health(lib)
    assert (health.failures, health.failing_since, health.offered_url, health.tried) == (0, None, None, NOW + 5)
    assert (health.due, health.status) == (Due(NOW + 60, "its own rhythm"), None)
    with pytest.raises(NotFoundError, match="offered"):
        feeds.offered_url(lib, feed_id)


def test_the_first_sight_of_a_redirect_is_kept(lib: Library) -> None:
    """As long as it leads to the same place; another place, or none, begins anew."""
    feed_id = add(lib, "a")

    def seen(moved_url: str | None, now: int) -> tuple[str | None, int]:
        feeds.record_success(lib, feed_id, Validators(), Due(0), now, moved_url=moved_url)
        (state,) = feeds.states(lib, [feed_id])
        return state.moved_url, state.moved_seen if state.moved_url else 0

    assert seen("https://b.example/", NOW) == ("https://b.example/", NOW)
    assert seen("https://b.example/", NOW + 5) == ("https://b.example/", NOW)
    assert seen("https://c.example/", NOW + 6) == ("https://c.example/", NOW + 6)
    assert seen(None, NOW + 7) == (None, 0)
    assert seen("https://c.example/", NOW + 8) == ("https://c.example/", NOW + 8)


def test_another_address(lib: Library) -> None:
    """A feed keeps its id; its next answer is wanted whole. An address that another feed has is refused."""
    feed_id, other, archived = (add(lib, name) for name in "abc")
    editing.unsubscribe(lib, archived, NOW)
    feeds.record_success(lib, feed_id, Validators("e", "m"), Due(NOW + 9), NOW)
    editing.change_url(lib, feed_id, "https://new.example/", NOW)
    (state,) = feeds.states(lib, [feed_id])
    assert (state.url, state.validators, state.next_due) == ("https://new.example/", Validators(), 0)
    with pytest.raises(NotFoundError, match=f"feed {other} already"):
        editing.change_url(lib, feed_id, "https://example/b", NOW)
    with pytest.raises(NotFoundError, match="archived"):
        editing.change_url(lib, feed_id, "https://example/c", NOW)
    assert feeds.get(lib, feed_id).url == "https://new.example/"


def test_rhythm_and_recent_dates_are_kept(lib: Library) -> None:
    """What the document said of itself, and the dates of the last entries, the newest first."""
    feed_id = add(lib, "a")
    rhythm = Rhythm(3_600, frozenset({0, 23}), frozenset({5, 6}))
    storing.apply(lib, change(feed_id, [stored(n) for n in range(12)], rhythm=rhythm, due=Due(NOW + 1, "why")), NOW)
    (state,) = feeds.states(lib, [feed_id])
    assert state.rhythm == rhythm
    assert state.recent == tuple(NOW - 1_000_000 + n * 60 for n in reversed(range(2, 12)))
    assert (state.next_due, state.tried) == (NOW + 1, NOW)
    storing.apply(lib, change(feed_id), NOW)
    assert feeds.states(lib, [feed_id])[0].rhythm == Rhythm()
