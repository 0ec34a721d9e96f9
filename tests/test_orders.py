"""Lists in other orders than by date: the same entries as sorting all of them gives, each read over an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, opened, stored
from newsreader.library import analysis, editing, feeds, following, lists, orders, states, store, storing
from newsreader.library.lists import Filter, open_listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from newsreader.library.store import Library, Row

PLACES = {
    "all": Filter(),
    "unread": Filter(unread_only=True),
    "feed": Filter(feed_id=1),
    "folder": Filter(folder="World"),
    "starred": Filter(starred_only=True),
    "tag": Filter(tag="mine"),
    "today": Filter(since=NOW - 1_000_000 + 6_000),
    "folder, unread": Filter(folder="World", unread_only=True),
}


@pytest.fixture(scope="module")
def lib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Three feeds whose titles are not in the order of their ids, two in a folder; some read at some time."""
    with opened(tmp_path_factory.mktemp("orders")) as library:
        feed_with(library, 150)
        for number, title, folder in ((2, "Zeta", "World"), (3, "alpha", "World/Asia"), (4, "Empty", "World")):
            feeds.add(library, f"https://{number}.example/feed", title, folder=folder, now=NOW)
            if number < 4:
                storing.apply(library, change(number, [stored(n) for n in range(80)]), NOW)
                feeds_title(library, number, title)
        for place, some in enumerate((range(10, 40), range(200, 230), range(100, 120))):
            states.mark(library, some, read=True, now=NOW + 10 - place)
        states.mark(library, range(1, 300, 7), starred=True, now=NOW)
        assert analysis.count_pending(library, 1) == 310
        with library.write():
            library.execute("INSERT INTO tags (id, name, folded) VALUES (1, 'Mine', 'mine')")
            library.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id % 4 = 0")
        for entry_id in filter(is_measured, range(310)):  # the others wait, the last not even in the queue
            text = "word " * (entry_id % 40)
            analysis.store(library, entry_id, text=text, quotations=(), clauses=(), version=1)
        storing.apply(library, change(3, [stored(n) for n in range(80, 85)]), NOW)
        yield library


def feeds_title(library: Library, feed_id: int, title: str) -> None:
    """Give a feed a title that no document gives it."""
    with library.write():
        library.execute("UPDATE feeds SET custom_title = ? WHERE id = ?", (title, feed_id))


def is_measured(entry_id: int) -> bool:
    """Whether an entry was analysed, so that its length is known."""
    return entry_id < 290 and entry_id % 2 == 1


def expected(lib: Library, place: Filter, order: str) -> list[int]:
    """All entries of a list, sorted here."""
    ids = set(lists.listing(lib, place).ids)
    found = [
        row
        for row in lib.all(
            """SELECT s.id, s.date, s.read_at, lower(coalesce(f.custom_title, f.title)), s.feed_id
            FROM states s JOIN feeds f ON f.id = s.feed_id"""
        )
        if row[0] in ids
    ]
    keys: dict[str, Callable[[Row], tuple[object, ...]]] = {
        "arrived": lambda row: (-row[0],),
        "length": lambda row: (-(row[0] % 40), -row[0]) if is_measured(row[0]) else (1, -row[0]),
        "feed": lambda row: (row[3], row[4], -row[1], -row[0]),
    }
    if order == "read":
        was_read = sorted((row for row in found if row[2]), key=lambda row: (-row[2], -row[0]))
        rest = sorted((row for row in found if not row[2]), key=lambda row: (-row[1], -row[0]))
        return [row[0] for row in was_read + rest]
    return [row[0] for row in sorted(found, key=keys[order])]


@pytest.fixture(params=["few", "many"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Whether a list counts as short."""
    if request.param == "many":
        monkeypatch.setattr(orders, "_FEW", -1)
    return str(request.param)


@pytest.mark.parametrize("order", ["arrived", "read", "length", "feed"])
@pytest.mark.parametrize("name", PLACES)
def test_a_list_is_in_its_order(lib: Library, size: str, name: str, order: str) -> None:
    """All of it, and its length."""
    wanted = PLACES[name]._replace(order=order)
    ids = expected(lib, PLACES[name], order)
    assert len(ids) > 20
    found = open_listing(lib, wanted)
    assert len(found) == len(ids)
    if order == "read" and size == "few":  # of one time the newest first, as they were published
        assert set(found.ids) == set(ids)
    elif order == "length":  # what waits to be measured stands below in whatever order
        known = sum(map(is_measured, ids))
        assert known > 20 or name == "tag"  # of which none is
        assert list(found.ids[:known]) == ids[:known]
        assert set(found.ids) == set(ids)
    else:
        assert list(found.ids) == ids


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list comes in by two rows, and nothing is near: each window is looked up by itself."""
    for name, value in (("_FIRST", 2), ("_LARGEST_SLICE", 2), ("_NEAR", 0), ("_FAR", 4)):
        monkeypatch.setattr(f"newsreader.library.listing.{name}", value)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("order", ["arrived", "read", "length", "feed"])
@pytest.mark.parametrize("name", ["all", "unread", "folder", "today"])
def test_windows_and_places_far_below(lib: Library, size: str, name: str, order: str) -> None:
    """Looked up by themselves they are those of the whole list."""
    wanted = PLACES[name]._replace(order=order)
    ids = list(lists.listing(lib, wanted).ids)
    found = open_listing(lib, wanted)
    for start in (len(ids) // 3, len(ids) // 2, len(ids) - 3):
        assert list(found.window(start, start + 3)) == ids[start : start + 3]
        assert found.find_id(ids[start]) == start
    assert found.find_id(10**6) is None
    found.close()


@pytest.mark.usefixtures("alone")
def test_places_far_below_where_all_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the lengths alone; not where some of them are of a feed that was left."""
    monkeypatch.setattr(orders, "_FEW", -1)
    monkeypatch.setattr(orders, "_SOME", 100)
    with opened(tmp_path) as library:
        for number in (1, 2):
            feed_with(library, 150, url=f"https://{number}.example/feed")
        for entry_id in analysis.pending(library, 1):
            text = "word " * (entry_id % 40)
            analysis.store(library, entry_id, text=text, quotations=(), clauses=(), version=1)
        for left in (False, True):
            if left:
                editing.unsubscribe(library, 2, NOW)
            found = open_listing(library, Filter(order="length"))
            wanted = sorted(range(1, 151 if left else 301), key=lambda number: (-(number % 40), -number))
            for start in (149, 130, 140, 100, 60):
                assert list(found.window(start, start + 3)) == wanted[start : start + 3]
                assert found.find_id(wanted[start]) == start
            assert found.find_id(10**6) is None
            assert list(found.ids) == wanted


def test_feeds_have_headings(lib: Library, size: str) -> None:
    """Where each begins, by title."""
    found = open_listing(lib, Filter(order="feed"))
    assert found.ids
    titles = [row.feed_title for row in lists.rows(lib, found.ids)]
    begins = [index for index in range(len(titles)) if not index or titles[index] != titles[index - 1]]
    assert found.headings == [(index, titles[index]) for index in begins]
    assert len(begins) == 3


@pytest.mark.parametrize("order", ["arrived", "read", "length", "feed"])
@pytest.mark.parametrize("name", ["all", "unread", "folder", "today"])
def test_long_lists_are_not_sorted(lib: Library, monkeypatch: pytest.MonkeyPatch, name: str, order: str) -> None:
    """Each statement goes over an index in its order."""
    monkeypatch.setattr(orders, "_FEW", -1)
    steps: list[str] = []
    read_all = store.Library.all

    def explained(self: Library, sql: str, values: Sequence[object] = ()) -> list[Row]:
        steps.extend(str(row[3]) for row in self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))
        return read_all(self, sql, values)

    monkeypatch.setattr(store.Library, "all", explained)
    open_listing(lib, PLACES[name]._replace(order=order)).close()
    assert [step for step in steps if " s " in step or step.endswith(" s")]
    assert not [step for step in steps if "TEMP B-TREE" in step]


def test_the_unread_among_some(lib: Library) -> None:
    """Their places, in order."""
    assert following.unread_among(lib, [9, 10, 41, 39, 42]) == [0, 2, 4]


def test_a_new_step_keeps_what_was_read(tmp_path: Path) -> None:
    """The index of the times of reading is there and used."""
    with opened(tmp_path) as library:
        feed_with(library, 3)
        plan = library.all("EXPLAIN QUERY PLAN SELECT id FROM states WHERE read_at IS NOT NULL ORDER BY read_at DESC")
        assert "states_read_at" in str(plan)
