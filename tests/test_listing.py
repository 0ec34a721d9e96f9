"""A list that stands still while it is taken in, however long it is and wherever one looks meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_making import NOW, change, feed_with, opened, stored
from newsreader import query
from newsreader.errors import LibraryError
from newsreader.library import analysis, conditions, editing, feeds, following, listing, lists, states, storing, windows
from newsreader.library.lists import Filter, open_listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

MANY = 300
FILTERS = (
    Filter(),
    Filter(unread_only=True),
    Filter(feed_id=1),
    Filter(feed_id=2, unread_only=True),
    Filter(folder="World"),
    Filter(folder="World", unread_only=True),
    Filter(folder="Small"),
    Filter(starred_only=True),
    Filter(starred_only=True, unread_only=True),
    Filter(tag="Mine"),
    Filter(tag="mine", unread_only=True),
    Filter(tag=""),
    Filter(since=NOW - 1_000_000 + 6_000),
    Filter(since=NOW - 1_000_000 + 6_000, unread_only=True),
    Filter(query=query.parse("is:unread")),
)
BY_DATE = [wanted for wanted in FILTERS if wanted.query is None]


@pytest.fixture(scope="module")
def lib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three feeds, the second in a folder of many entries, the third in one of few; some read, starred, tagged."""
    with opened(tmp_path_factory.mktemp("lists")) as library:
        fill(library)
        yield library


def fill(lib: Library) -> None:
    """Entries of which many have the same date."""
    feed_with(lib, MANY)
    for number, count, folder in ((2, MANY, "World/Asia"), (3, 20, "Small")):
        feeds.add(lib, f"https://{number}.example/feed", folder, folder=folder, now=NOW)
        some = [stored(n, published=NOW - 1_000_000 + n // 3 * 60) for n in range(count)]
        storing.apply(lib, change(number, some), NOW)
    ids = range(1, 2 * MANY + 21)
    states.mark(lib, [n for n in ids if n % 3], read=True, now=NOW)
    states.mark(lib, [n for n in ids if n % 5 == 0], starred=True, now=NOW)
    with lib.write():
        lib.execute("INSERT INTO tags (id, name, folded) VALUES (1, 'Mine', 'mine')")
        lib.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id % 4 = 0")


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list comes in by four rows, and nothing is near."""
    for name, value in (("_FIRST", 4), ("_LARGEST_SLICE", 4), ("_NEAR", 0), ("_FAR", 10)):
        monkeypatch.setattr(listing, name, value)
    monkeypatch.setattr(windows, "_STRETCH", 4)


def whole(lib: Library, wanted: Filter) -> list[int]:
    """The ids of a list, asked for in the plainest way."""
    terms, values = conditions.where(lib, wanted)
    found = lib.all(f"SELECT s.id FROM states s WHERE {terms or '1'} ORDER BY +s.date DESC, +s.id DESC", values)
    return [row[0] for row in found]


def place(lib: Library, entry_id: int) -> tuple[int, int]:
    """Where an entry stands by date."""
    return lists.rows(lib, [entry_id])[0].date, entry_id


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_it_holds_what_the_filter_says(lib: Library, wanted: Filter) -> None:
    """Whole at once or little by little it is the same, in the same order."""
    expected = whole(lib, wanted)
    assert len(expected) >= 5
    assert lists.listing(lib, wanted).ids.tolist() == expected
    assert lists.listing(lib, wanted, 5).ids.tolist() == expected[:5]
    found = open_listing(lib, wanted)
    while found.fill():
        pass
    assert found.is_complete
    assert found.ids.tolist() == expected
    assert list(found.dates) == [place(lib, entry_id)[0] for entry_id in expected]


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("wanted", BY_DATE, ids=str)
def test_any_window_is_there_at_once(lib: Library, wanted: Filter) -> None:
    """Near the top, far below and at the end, in any order, whatever has come; and each entry is found."""
    expected = whole(lib, wanted)
    length = len(expected)
    for start in (length // 2, 0, length - 7, length // 3, length // 2 + 2, 3):
        found = open_listing(lib, wanted)
        if found.is_growing:
            continue
        assert len(found) == length
        for first in (start, max(0, start - 4), min(start + 5, length - 1)):
            assert list(found.window(first, first + 6)) == expected[first : first + 6]
            assert found.at(first) == place(lib, expected[first])
        assert found.find(place(lib, expected[start])) == start
        assert not found.is_complete
        found.close()


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("wanted", BY_DATE, ids=str)
def test_what_is_not_in_it_is_not_found(lib: Library, wanted: Filter) -> None:
    """Before all has come, and after."""
    other = next(iter(set(range(1, 600)) - set(whole(lib, wanted))), 10_000)
    other_place = place(lib, other) if other < 10_000 else (0, other)
    found = open_listing(lib, wanted)
    assert found.find(other_place) is None
    assert found.ids
    assert found.find(other_place) is None


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_it_does_not_move(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Marks, arrivals, edits and unsubscribing change nothing of it, before or after they are taken in."""
    patch = pytest.MonkeyPatch()
    with opened(tmp_path_factory.mktemp("moving")) as lib, patch.context() as patched:
        for name, value in (("_FIRST", 4), ("_LARGEST_SLICE", 16), ("_NEAR", 0), ("_FAR", 10)):
            patched.setattr(listing, name, value)
        fill(lib)
        wanted = data.draw(st.sampled_from(BY_DATE))
        expected = whole(lib, wanted)
        found = open_listing(lib, wanted)
        for step in data.draw(
            st.lists(st.sampled_from(("fill", "look", "mark", "arrive", "edit", "leave")), max_size=8)
        ):
            if step == "fill":
                found.fill()
            elif step == "look" and not found.is_growing:
                start = data.draw(st.integers(0, len(expected) - 1))
                assert list(found.window(start, start + 3)) == expected[start : start + 3]
            elif step == "mark":
                some = data.draw(st.lists(st.sampled_from(expected), max_size=5))
                states.mark(lib, some, read=data.draw(st.booleans()), starred=data.draw(st.booleans()), now=NOW)
            elif step == "arrive":
                storing.apply(lib, change(1, [stored(data.draw(st.integers(1_000, 9_999)))]), NOW)
            elif step == "edit":
                entry_id = data.draw(st.sampled_from(expected))
                feed_id = lists.rows(lib, [entry_id])[0].feed_id
                storing.apply(lib, change(feed_id, changed=[stored(1, id=entry_id, guid=f"edited-{entry_id}")]), NOW)
            elif step == "leave":
                editing.unsubscribe(lib, data.draw(st.sampled_from((1, 2))), NOW)
        assert found.ids.tolist() == expected


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("looked_at", [0, 150])
def test_an_entry_is_kept_in_it(lib: Library, looked_at: int) -> None:
    """At its date, wherever that is, in what has come and in what comes."""
    wanted = Filter(unread_only=True)
    expected = whole(lib, wanted)
    other = next(entry_id for entry_id in whole(lib, Filter())[200:] if entry_id not in expected)
    found = open_listing(lib, wanted)
    index = found.keep(place(lib, other))
    expected = sorted([*expected, other], key=lambda entry_id: place(lib, entry_id), reverse=True)
    assert expected[index] == other
    assert len(found) == len(expected)
    assert list(found.window(looked_at, looked_at + 9)) == expected[looked_at : looked_at + 9]
    assert found.find(place(lib, other)) == index
    assert found.ids.tolist() == expected


@pytest.mark.usefixtures("small_steps")
def test_an_edited_entry_is_found_where_it_stands(tmp_path: Path) -> None:
    """Its date is another one since, its place in the list is not."""
    with opened(tmp_path) as lib:
        feed_with(lib, 30)
        found = lists.listing(lib)
        storing.apply(lib, change(1, changed=[stored(500, id=3, guid="guid-2")]), NOW)
        assert found.find(place(lib, 3)) == found.ids.tolist().index(3)


@pytest.mark.parametrize(("most", "is_more"), [(8, True), (12, False), (20, False)])
def test_a_search_says_whether_there_is_more(tmp_path: Path, most: int, is_more: bool) -> None:
    """Of very many hits the newest are listed, by the dates that they have now."""
    with opened(tmp_path) as lib:
        feed_with(lib, 12)
        for entry_id in range(1, 13):
            analysis.store(lib, entry_id, text="a harbour", quotations=(), clauses=(), version=1)
        found = lists.found(lib, Filter(query=query.parse("harbour")), most, 0)
        assert found.ids.tolist() == list(range(12, max(0, 12 - most), -1))
        assert (found.has_more, found.is_complete) == (is_more, True)


@pytest.mark.usefixtures("small_steps")
def test_the_log_is_free_when_all_has_come(tmp_path: Path) -> None:
    """As long as a list is taken in the library's log has to be kept; then, or when it is left, no longer."""
    with opened(tmp_path) as lib:
        feed_with(lib, 30)

        def is_kept() -> bool:
            states.mark(lib, [1], starred=True, now=NOW, journal=False)
            states.mark(lib, [1], starred=False, now=NOW, journal=False)
            lib.execute("PRAGMA busy_timeout = 0")
            return bool(lib.all("PRAGMA main.wal_checkpoint(TRUNCATE)")[0][0])

        found = open_listing(lib)
        assert is_kept()
        assert len(found.ids) == 30
        assert not is_kept()
        left = open_listing(lib)
        left.close()
        assert (left.is_cut, found.is_cut) == (True, False)
        assert not is_kept()


def test_a_filter_that_fails_leaves_nothing_open(tmp_path: Path) -> None:
    """An error of the library is told, and its snapshot closed."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        with lib.write():
            lib.execute("DROP INDEX states_starred")
        with pytest.raises(LibraryError):
            open_listing(lib, Filter(starred_only=True))
        assert lib.all("PRAGMA main.wal_checkpoint(TRUNCATE)")[0][0] == 0


def test_its_length_is_what_its_feeds_say(lib: Library) -> None:
    """No row is read for it."""
    assert following.last_id(lib) == 2 * MANY + 20
    assert len(open_listing(lib)) == sum(feed.total for feed in feeds.all_feeds(lib))
