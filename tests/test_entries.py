"""Entries: what a refresh writes, the order of lists, windows of rows, whole articles, counts, plans of statements."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored, undone
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import editing, entries, feeds, lists, plans, states, storing
from newsreader.library.lists import Filter
from newsreader.models.documents import Enclosure
from newsreader.models.feeds import Due, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


# --- writing ------------------------------------------------------------------------------------------------------


def test_an_entry_comes_back_as_it_was_written(lib: Library) -> None:
    """Every field survives, whatever its script."""
    feed_id = feeds.add(lib, "https://a.example/", "A", language="zh", now=NOW)
    one = stored(
        1, guid="g", title="标题 🚀", link="https://a/1", author="Ω", published=NOW - 9, updated=NOW - 8,
        summary="<p>s</p>",         content="<p>正文</p>" * 99, comments="https://a/c", categories=("x", "y, z"),
        enclosures=(Enclosure("https://a/m.mp3", "audio/mpeg", 2**70), Enclosure("https://a/n", None, None)),
    )  # fmt: skip
    outcome = storing.apply(lib, change(feed_id, [one]), NOW)
    assert (outcome.status, outcome.new, outcome.changed, outcome.url) == ("updated", 1, 0, "https://a.example/")
    entry = entries.entry(lib, listed(lib)[0])
    for field in ("title", "link", "author", "published", "updated", "summary", "content", "comments", "categories"):
        assert getattr(entry, field) == getattr(one.entry, field)
    assert entry.enclosures == one.entry.enclosures
    assert (entry.guid, entry.hash, entry.arrived, entry.read, entry.starred) == ("g", one.hash, NOW, False, False)
    assert (entry.feed_id, entry.feed_title, entry.feed_url, entry.feed_language, entry.quotes) == (
        feed_id, "A", "https://a.example/", "zh", 0,
    )  # fmt: skip


def test_nothing_new(lib: Library) -> None:
    """An answer without entries is a success that changed nothing."""
    feed_id = feeds.add(lib, "https://a.example/", "A", now=NOW)
    outcome = storing.apply(lib, change(feed_id), NOW)
    assert (outcome.status, outcome.new, outcome.changed) == ("unchanged", 0, 0)
    assert feeds.get(lib, feed_id).last_success == NOW


def test_a_guid_comes_in_once(lib: Library) -> None:
    """Two refreshes that bring the same entry, or an answer with it twice, store it once; the first stays."""
    feed_id = feed_with(lib, 2)
    again = [stored(1, title="other"), stored(5), stored(5, title="twice")]
    assert storing.apply(lib, change(feed_id, again), NOW).new == 1
    assert feeds.get(lib, feed_id).total == 3
    assert entries.entry(lib, 2).title == "Title 1"


def test_the_same_guid_in_two_feeds(lib: Library) -> None:
    """Guids are scoped by feed: neither takes the other's entries."""
    first, second = feed_with(lib, 2), feed_with(lib, 2, url="https://b.example/", title="B")
    assert [feeds.get(lib, f).total for f in (first, second)] == [2, 2]
    states.mark(lib, listed(lib, feed_id=first), read=True, now=NOW)
    assert feeds.get(lib, second).unread == 2


def test_an_edit_keeps_id_and_states(lib: Library) -> None:
    """Text and fields are replaced; read, starred and arrival stay, counts too."""
    feed_id = feed_with(lib, 2)
    states.mark(lib, [1], read=True, starred=True, now=NOW)
    edited = stored(0, id=1, title="Edited", content="<p>new</p>", categories=("c",), guid="guid-0")
    outcome = storing.apply(lib, change(feed_id, [], [edited]), NOW + 99)
    assert (outcome.status, outcome.new, outcome.changed) == ("updated", 0, 1)
    entry = entries.entry(lib, 1)
    assert (entry.title, entry.content, entry.categories, entry.hash) == ("Edited", "<p>new</p>", ("c",), edited.hash)
    assert (entry.read, entry.starred, entry.arrived) == (True, True, NOW)
    assert (feeds.get(lib, feed_id).unread, feeds.get(lib, feed_id).total) == (1, 2)


def test_an_edit_with_a_new_guid(lib: Library) -> None:
    """A publisher may change guids: the entry is known by the new one, unless another entry has it."""
    feed_id = feed_with(lib, 2)
    storing.apply(lib, change(feed_id, [], [stored(0, id=1, guid="new")]), NOW)
    assert {k.id: k.guid for k in storing.known(lib, feed_id)} == {1: "new", 2: "guid-1"}
    storing.apply(lib, change(feed_id, [], [stored(0, id=1, guid="guid-1", title="T")]), NOW)
    assert {k.id: k.guid for k in storing.known(lib, feed_id)} == {1: "new", 2: "guid-1"}
    assert entries.entry(lib, 1).title == "T"


@pytest.mark.parametrize("entry_id", [99, 3, None])
def test_an_edit_of_what_is_not_there(lib: Library, entry_id: int | None) -> None:
    """An entry that never was, or is another feed's, is not written to."""
    feed_id = feed_with(lib, 2)
    feed_with(lib, 1, url="https://b.example/")
    outcome = storing.apply(lib, change(feed_id, [], [stored(9, id=entry_id, title="stolen")]), NOW)
    assert (outcome.status, outcome.changed) == ("unchanged", 0)
    assert "stolen" not in {row.title for row in lists.rows(lib, listed(lib))}


def test_an_entry_that_was_removed_does_not_return(lib: Library) -> None:
    """Its state outlives it: the guid stays known, and neither a new copy nor an edit brings it back."""
    feed_id = feed_with(lib, 2)
    with lib.write():
        lib.execute("DELETE FROM entries WHERE id = 1")
        lib.execute("UPDATE states SET listed = 0 WHERE id = 1")
    assert {k.guid for k in storing.known(lib, feed_id)} == {"guid-0", "guid-1"}
    outcome = storing.apply(lib, change(feed_id, [stored(0)], [stored(0, id=1)]), NOW)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert listed(lib) == [2]


def test_what_an_answer_says_of_the_feed(lib: Library) -> None:
    """Title, site, language, validators, digest and due time are kept; what it does not say stays."""
    feed_id = feeds.add(lib, "https://a.example/", "A", link="l", language="de", now=NOW)
    storing.apply(lib, change(feed_id, title="T", validators=Validators("e", "m"), digest="d", due=Due(NOW + 5)), NOW)
    feed, state = feeds.get(lib, feed_id), feeds.states(lib, [feed_id])[0]
    assert (feed.title, feed.link, feed.language, feed.last_success) == ("T", "l", "de", NOW)
    assert (state.validators, state.digest, state.next_due) == (Validators("e", "m"), "d", NOW + 5)


def test_a_feed_moves_unless_the_address_is_taken(lib: Library) -> None:
    """A permanent redirect changes the address; one to another feed's address does not."""
    first, second = (feeds.add(lib, f"https://{n}.example/", n, now=NOW) for n in "ab")
    assert storing.apply(lib, change(first, url="https://c.example/"), NOW).url == "https://c.example/"
    assert storing.apply(lib, change(first, url="https://b.example/"), NOW).url == "https://c.example/"
    assert feeds.get(lib, second).url == "https://b.example/"


def test_a_feed_that_was_deleted_meanwhile(lib: Library) -> None:
    """An answer for a feed that is gone is refused whole."""
    with pytest.raises(NotFoundError):
        storing.apply(lib, change(7, [stored(1)]), NOW)
    assert lib.all("SELECT count(*) FROM states") == [(0,)]


def test_what_must_not_reach_the_database(lib: Library) -> None:
    """Lone surrogates, NUL and numbers beyond 64 bits are made harmless; the rest of the entry is kept."""
    feed_id = feeds.add(lib, "https://a.example/", "A", now=NOW)
    bad = stored(
        1, guid="g\ud800\0", title="t\udfff\0" + "x" * 9_000, author="\ud800", content="c\ud800", published=2**63,
        updated=-(2**70), categories=("\ud800",), enclosures=(Enclosure("\ud800", "\ud800", 2**70),),
    )  # fmt: skip
    assert storing.apply(lib, change(feed_id, [bad], title="T\ud800"), NOW).new == 1
    entry = entries.entry(lib, 1)
    assert entry.title.startswith("t?�x")
    assert len(entry.title) <= 4_000
    assert (entry.content, entry.published, entry.updated) == ("c?", None, None)


# --- order --------------------------------------------------------------------------------------------------------


def test_newest_first_by_publication_else_arrival(lib: Library) -> None:
    """Entries sort by the publisher's date, undated ones by arrival, equals by id."""
    feed_id = feeds.add(lib, "https://a.example/", "A", now=NOW)
    dates = [NOW - 10, None, NOW - 20, NOW - 10, NOW + 5, -86_400]
    storing.apply(lib, change(feed_id, [stored(n, published=date) for n, date in enumerate(dates)]), NOW)
    assert listed(lib) == [5, 2, 4, 1, 3, 6]


@pytest.mark.parametrize("published", [0, 253_370_764_800, -62_135_596_800, NOW + 2 * 86_400, 2**62, -(2**62)])
def test_dates_that_cannot_be_true_sort_by_arrival(lib: Library, published: int) -> None:
    """The far future, the year 1 and the epoch itself neither lead the list nor hide at its end."""
    feed_id = feeds.add(lib, "https://a.example/", "A", now=NOW)
    storing.apply(lib, change(feed_id, [stored(1, published=NOW - 60), stored(2, published=published)]), NOW)
    storing.apply(lib, change(feed_id, [stored(3, published=NOW + 60)]), NOW + 60)
    assert listed(lib) == [3, 2, 1]
    assert lists.listing(lib).dates.tolist() == [NOW + 60, NOW, NOW - 60]


def test_an_edit_of_the_date_moves_the_entry(lib: Library) -> None:
    """The list is by the date shown; an entry that loses its date goes by its arrival, not by the edit's time."""
    feed_id = feed_with(lib, 3)
    storing.apply(lib, change(feed_id, [], [stored(0, id=1, published=NOW - 1)]), NOW)
    assert listed(lib) == [1, 3, 2]
    storing.apply(lib, change(feed_id, [], [stored(0, id=1, published=None)]), NOW + 9)
    assert lists.listing(lib).dates[0] == NOW


# --- lists --------------------------------------------------------------------------------------------------------


def test_filters(lib: Library) -> None:
    """Each condition narrows the list; all that are set must hold."""
    a = feed_with(lib, 4, url="https://a.example/", title="A")
    b = feed_with(lib, 4, url="https://b.example/", title="B")
    editing.move(lib, a, "World", NOW)
    editing.move(lib, b, "World/Asia", NOW)
    states.mark(lib, [1, 5], read=True, now=NOW)
    states.mark(lib, [1, 2, 6], starred=True, now=NOW)
    assert listed(lib) == [8, 4, 7, 3, 6, 2, 5, 1]
    assert listed(lib, feed_id=a) == [4, 3, 2, 1]
    assert listed(lib, unread_only=True) == [8, 4, 7, 3, 6, 2]
    assert listed(lib, starred_only=True) == [6, 2, 1]
    assert listed(lib, folder="World/Asia") == [8, 7, 6, 5]
    assert len(listed(lib, folder="World")) == 8
    assert listed(lib, folder="Nowhere") == []
    assert listed(lib, feed_id=a, unread_only=True, starred_only=True) == [2]
    assert listed(lib, since=lists.listing(lib).dates[3]) == [8, 4, 7, 3]
    assert lists.listing(lib, Filter(unread_only=True), 2).ids.tolist() == [8, 4]


def test_a_listing_does_not_move(lib: Library) -> None:
    """Ids and dates are a copy: what comes later is not in it."""
    feed_id = feed_with(lib, 3)
    listing = lists.listing(lib)
    storing.apply(lib, change(feed_id, [stored(9)]), NOW)
    assert (len(listing), listing.ids.typecode, listing.dates.typecode) == (3, "q", "q")


def test_rows_come_in_the_order_asked_for(lib: Library) -> None:
    """A window shows what its ids name, in their order; what is gone is left out."""
    feed_id = feed_with(lib, 3)
    states.mark(lib, [2], read=True, now=NOW)
    with lib.write_index():
        lib.execute("INSERT INTO idx.analysed VALUES (3, 1, 'h', 1, 4, 9, NULL)")
    editing.rename(lib, feed_id, "Mine", NOW)
    rows = lists.rows(lib, [2, 99, 3, 1])
    assert [(row.id, row.title, row.read, row.quotes) for row in rows] == [
        (2, "Title 1", True, 0), (3, "Title 2", False, 4), (1, "Title 0", False, 0),
    ]  # fmt: skip
    assert {row.feed_title for row in rows} == {"Mine"}
    assert [row.date for row in rows] == [entries.entry(lib, row.id).published for row in rows]


def test_windows_of_a_long_list(lib: Library) -> None:
    """Every window of 10,000 entries holds the rows it should, without touching contents."""
    feed_with(lib, 10_000)
    with lib.write():
        lib.execute("UPDATE contents SET summary = NULL, content = x'00'")
    ids = lists.listing(lib).ids
    assert len(ids) == 10_000
    for start in range(0, 10_000, 997):
        rows = lists.rows(lib, ids[start : start + 60])
        assert [row.title for row in rows] == [f"Title {n}" for n in range(9_999 - start, max(-1, 9_939 - start), -1)]


def test_entries_for_a_list(lib: Library) -> None:
    """Whole entries without their contents, in the order asked for."""
    feed_with(lib, 3)
    found = entries.entries(lib, [3, 1, 99])
    assert [(e.id, e.title) for e in found] == [(3, "Title 2"), (1, "Title 0")]
    assert {e.content for e in found} == {e.summary for e in found} == {None}


def test_counts(lib: Library) -> None:
    """Unread, today's, starred and all, today's whether read or not."""
    feed_with(lib, 5)
    states.mark(lib, [5, 4], read=True, now=NOW)
    states.mark(lib, [1], starred=True, now=NOW)
    midnight = lists.listing(lib).dates[2]
    assert lists.counts(lib, midnight) == lists.Counts(unread=3, today=3, starred=1, total=5)


@pytest.mark.parametrize("entry_id", [0, -1, 99, 2**63, 2**80])
def test_an_entry_that_is_not_there(lib: Library, entry_id: int) -> None:
    """Any number that names nothing is an error of ours."""
    feed_with(lib, 1)
    with pytest.raises(NotFoundError, match=str(entry_id)):
        entries.entry(lib, entry_id)
    assert lists.rows(lib, [entry_id]) == []
    assert entries.entries(lib, [entry_id]) == []


@pytest.mark.parametrize("blob", [b"", b"garbage", b"x\x9c\x03\x00"])
def test_a_spoilt_text_is_an_error_of_its_entry_alone(lib: Library, tmp_path: Path, blob: bytes) -> None:
    """Contents that cannot be decompressed are told in a sentence; the list and other entries go on working."""
    feed_with(lib, 2)
    connection = sqlite3.connect(paths(tmp_path)[0])
    with connection:
        connection.execute("UPDATE contents SET content = ? WHERE entry_id = 1", (blob,))
    connection.close()
    with pytest.raises(LibraryError, match="entry 1 is damaged"):
        entries.entry(lib, 1)
    assert entries.entry(lib, 2).content == "<p>Text 1</p>"


# --- plans --------------------------------------------------------------------------------------------------------

LISTS: list[dict[str, Any]] = [
    {},
    {"unread_only": True},
    {"starred_only": True},
    {"feed_id": 1},
    {"feed_id": 1, "unread_only": True},
    {"since": NOW},
    {"since": NOW, "unread_only": True},
]


@pytest.mark.parametrize("filters", LISTS, ids=str)
@pytest.mark.parametrize("limit", [0, 60])
def test_lists_are_read_from_an_index_in_order(lib: Library, filters: dict[str, Any], limit: int) -> None:
    """No list by date reads the table, scans what it does not show or sorts."""
    feed_with(lib, 100)
    made = plans.plan(lib, Filter(**filters), limit)
    plan = [row[3] for row in lib.all(f"EXPLAIN QUERY PLAN {made.sql}", made.values)]
    assert len(plan) == 1
    assert "COVERING INDEX states_" in plan[0]


@pytest.mark.parametrize(
    "call",
    [
        lambda lib: lists.rows(lib, [1, 2]),
        lambda lib: entries.entry(lib, 1),
        lambda lib: entries.entries(lib, [1, 2]),
        lambda lib: storing.known(lib, 1),
        lambda lib: lists.counts(lib, NOW),
        lambda lib: states.mark(lib, [1], read=True, starred=True, now=NOW),
        lambda lib: storing.apply(lib, change(1, [stored(500)], [stored(1, id=2, title="e")]), NOW),
        undone,
    ],
)
def test_no_statement_scans_a_large_table(lib: Library, call: Any) -> None:
    """What happens on a key, in a window or in a refresh finds its rows by an index."""
    feed_with(lib, 100)
    states.mark(lib, [3], read=True, now=NOW)
    statements: list[str] = []
    lib.connection.set_trace_callback(statements.append)
    call(lib)
    lib.connection.set_trace_callback(None)
    asked = [s for s in statements if s.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))]
    assert asked
    for statement in asked:
        for row in lib.all(f"EXPLAIN QUERY PLAN {statement}"):
            scanned = row[3].startswith("SCAN ") and "states_" not in row[3]
            large = row[3].split()[1] in {"s", "e", "c", "states", "entries", "contents"}
            assert not (scanned and large), (statement, row)


def test_old_entries_are_stored_as_read(tmp_path: Path) -> None:
    """What is no news is counted in the total, not as unread, and not told as new; it can be marked unread."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 2)
        outcome = storing.apply(lib, change(feed_id, [stored(5)], old=(stored(3), stored(4))), NOW)
        assert (outcome.status, outcome.new) == ("updated", 1)
        feed = feeds.get(lib, feed_id)
        assert (feed.unread, feed.total) == (3, 5)
        assert len(listed(lib, unread_only=True)) == 3
        states.mark(lib, listed(lib), read=False, now=NOW)
        assert feeds.get(lib, feed_id).unread == 5
