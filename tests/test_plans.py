"""Every statement of a list goes over an index that holds what it asks for, in order: it reads what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, opened, stored
from newsreader.library import analysis, feeds, following, lists, states, store, storing
from newsreader.library.lists import Filter, open_listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from newsreader.library.store import Library, Row

MANY = 1_500
LISTS = {
    "all": Filter(),
    "unread": Filter(unread_only=True),
    "feed": Filter(feed_id=1),
    "feed, unread": Filter(feed_id=1, unread_only=True),
    "folder of many": Filter(folder="World"),
    "folder of many, unread": Filter(folder="World", unread_only=True),
    "folder of few": Filter(folder="Small"),
    "folder of few, unread": Filter(folder="Small", unread_only=True),
    "starred": Filter(starred_only=True),
    "starred, unread": Filter(starred_only=True, unread_only=True),
    "tag": Filter(tag="mine"),
    "tag, unread": Filter(tag="mine", unread_only=True),
    "today": Filter(since=NOW - 1_000_000 + 60_000),
    "today, unread": Filter(since=NOW - 1_000_000 + 60_000, unread_only=True),
}
SORTED = {"folder of few", "folder of few, unread"}
"""Little enough to be put in order each time."""
BESIDE_THE_INDEX = {"starred, unread"}
"""Of each starred entry the state is looked at: the index of the starred does not hold it."""
TABLES = ("entries", "contents", "states", "s", "e", "c", "tagged", "g")


@pytest.fixture(scope="module")
def lib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four feeds, three of them in folders, the last two with few entries."""
    with opened(tmp_path_factory.mktemp("plans")) as library:
        feed_with(library, MANY)
        for number, count, folder in ((2, MANY, "World"), (3, 20, "Small"), (4, 20, "Small")):
            feeds.add(library, f"https://{number}.example/feed", folder, folder=folder, now=NOW)
            storing.apply(library, change(number, [stored(n) for n in range(count)]), NOW)
        states.mark(library, range(1, 2_500, 3), read=True, now=NOW)
        states.mark(library, range(1, 2_500, 5), starred=True, now=NOW)
        with library.write():
            library.execute("INSERT INTO tags (id, name, folded) VALUES (1, 'Mine', 'mine')")
            library.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id % 4 = 0")
        yield library


@pytest.fixture
def plans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plan of each statement from here on that asks something, line by line."""
    steps: list[str] = []

    def explained(read: Callable[..., object]) -> Callable[..., object]:
        def run(self: Library, sql: str, values: Sequence[object] = ()) -> object:
            if sql.lstrip().startswith("SELECT"):
                found: list[Row] = self.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
                steps.extend(str(row[3]) for row in found)
            return read(self, sql, values)

        return run

    monkeypatch.setattr(store.Library, "all", explained(store.Library.all))
    return steps


def scanned(plans: list[str]) -> list[str]:
    """The steps that read a whole table, in no order that is asked for, or rows beside their index."""
    return [
        step
        for step in plans
        if any(step == f"SCAN {table}" or step.startswith(f"SCAN {table} ") for table in TABLES)
        and "USING COVERING INDEX" not in step
    ]


def put_in_order(plans: list[str]) -> list[str]:
    """The steps that sort."""
    return [step for step in plans if "TEMP B-TREE" in step]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_in_its_order(lib: Library, plans: list[str], name: str) -> None:
    """Opening it, going on, jumping, finding a place, the end."""
    found = open_listing(lib, LISTS[name])
    assert len(found) >= 7
    if not found.is_complete and not found.is_growing:
        found.fill()
        found.keep((0, 10**9))
    assert found.ids
    assert [step for step in plans if "states" in step or "tagged" in step]
    assert bool(scanned(plans)) == (name in BESIDE_THE_INDEX)
    assert bool(put_in_order(plans)) == (name in SORTED)


@pytest.mark.parametrize("name", LISTS)
def test_a_window_far_below_is_read_in_its_order(
    lib: Library, plans: list[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """From the nearer end, and the place of an entry."""
    monkeypatch.setattr("newsreader.library.listing._FIRST", 2)
    monkeypatch.setattr("newsreader.library.listing._LARGEST_SLICE", 2)
    monkeypatch.setattr("newsreader.library.listing._NEAR", 0)
    found = open_listing(lib, LISTS[name])
    if not found.is_growing:
        for start in (len(found) // 3, len(found) - 3):
            assert len(found.window(start, start + 3)) == 3
        assert found.find(found.at(len(found) - 1)) == len(found) - 1
    found.close()
    assert bool(scanned(plans)) == (name in BESIDE_THE_INDEX)
    assert bool(put_in_order(plans)) == (name in SORTED)


@pytest.mark.parametrize("name", LISTS)
def test_what_is_next_is_not_looked_for(lib: Library, plans: list[str], name: str) -> None:
    """The next unread entry both ways, and what arrived since, without a scan of a table."""
    place = lists.listing(lib, LISTS[name]).at(5)
    plans.clear()
    for backwards in (False, True):
        following.next_unread(lib, LISTS[name], *place, newest=10**9, backwards=backwards)
    following.count_after(lib, LISTS[name], following.last_id(lib) - 5)
    assert plans
    assert not scanned(plans)


def test_rows_are_looked_up(lib: Library, plans: list[str]) -> None:
    """Each of them by its key."""
    lists.rows(lib, [3, 1, 2])
    assert not scanned(plans)
    assert not put_in_order(plans)


@pytest.mark.parametrize(
    "ask",
    [
        lambda lib: lists.counts(lib, NOW - 86_400),
        feeds.all_feeds,
        feeds.states,
        following.last_id,
        analysis.latest,
        lambda lib: analysis.is_anything_pending(lib, 1),
    ],
    ids=["counts", "feeds", "feeds to refresh", "last id", "latest", "what waits"],
)
def test_what_every_start_asks_reads_no_table(lib: Library, plans: list[str], ask: Callable[[Library], object]) -> None:
    """Counts are kept, or counted over an index of little else."""
    ask(lib)
    assert plans
    assert not scanned(plans)


def test_a_start_reads_little(tmp_path: Path, plans: list[str]) -> None:
    """Opening the library itself reads no table of entries."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    plans.clear()
    with opened(tmp_path) as lib:
        assert not scanned(plans)
        assert lib.log_size() == 0
