"""What came since a list was made and what is unread next in it, without reading what does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, stored
from newsreader import query
from newsreader.library import analysis, editing, feeds, following, lists, states, storing
from newsreader.library.lists import Filter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

MANY = 2_000
FILTERS = (
    Filter(),
    Filter(unread_only=True),
    Filter(feed_id=1),
    Filter(feed_id=1, unread_only=True),
    Filter(folder="World"),
    Filter(folder="World", unread_only=True),
    Filter(starred_only=True),
    Filter(starred_only=True, unread_only=True),
    Filter(since=NOW - 1_000_000 + 120),
    Filter(query=query.parse("is:unread folder:World")),
)


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """Two feeds of six entries, the second in a folder; every second is read, every third starred."""
    with opened(tmp_path) as library:
        feed_with(library, 6)
        feed_with(library, 6, url="https://world.example/feed", title="World news")
        editing.move(library, 2, "World/Asia", NOW)
        states.mark(library, range(2, 13, 2), read=True, now=NOW)
        states.mark(library, range(3, 13, 3), starred=True, now=NOW)
        yield library


def arrives(lib: Library, feed_id: int, *numbers: int) -> None:
    """Let a feed bring entries."""
    storing.apply(lib, change(feed_id, [stored(number) for number in numbers]), NOW)


def unread_after(lib: Library, wanted: Filter, entry_id: int, *, backwards: bool = False) -> list[int]:
    """The unread entries that follow an entry in a list, one after another."""
    found: list[int] = []
    while (one := first_unread_after(lib, wanted, entry_id, backwards=backwards)) is not None:
        found.append(one)
        entry_id = one
    return found


def first_unread_after(
    lib: Library, wanted: Filter, entry_id: int, *, backwards: bool = False, newest: int = 10**9
) -> int | None:
    """The unread entry that follows an entry in a list."""
    date = lists.rows(lib, [entry_id])[0].date
    return following.next_unread(lib, wanted, date, entry_id, newest=newest, backwards=backwards)


def test_the_last_id(lib: Library) -> None:
    """It is 0 of nothing, and grows with every arrival, whatever its date; a deleted entry's is not given again."""
    assert following.last_id(lib) == 12
    arrives(lib, 1, -500)
    assert following.last_id(lib) == 13
    feeds.delete(lib, 1)
    arrives(lib, 2, 600)
    assert following.last_id(lib) == 14


def test_the_last_id_of_nothing(tmp_path: Path) -> None:
    """An empty library has none."""
    with opened(tmp_path) as lib:
        assert following.last_id(lib) == 0


def test_what_arrived_is_counted_in_its_lists_only(lib: Library) -> None:
    """Late arrivals count by their arrival, not by their date, and only where they are listed."""
    before = following.last_id(lib)
    arrives(lib, 2, 500, -500)
    counts = [following.count_after(lib, wanted, before) for wanted in FILTERS]
    assert counts == [2, 2, 0, 0, 2, 2, 0, 0, 1, 2]


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_all_are_counted_from_the_beginning(lib: Library, wanted: Filter) -> None:
    """After no entry at all the count is the length of the list."""
    assert following.count_after(lib, wanted, 0) == len(lists.listing(lib, wanted).ids) > 0


def test_a_search_counts_what_it_finds(lib: Library) -> None:
    """Words are looked up in the index."""
    for entry_id in (4, 9):
        analysis.store(lib, entry_id, text="a harbour", quotations=(), clauses=(), version=1)
    assert following.count_after(lib, Filter(query=query.parse("harbour")), 0) == 2
    assert following.count_after(lib, Filter(query=query.parse("harbour")), 4) == 1


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
@pytest.mark.parametrize("backwards", [False, True])
def test_next_unread_walks_the_list(lib: Library, wanted: Filter, backwards: bool) -> None:
    """From every place of a list, both ways, it names the unread entries in the list's order."""
    ids = lists.listing(lib, wanted).ids.tolist()
    unread = {row.id for row in lists.rows(lib, ids) if not row.read}
    for place, entry_id in enumerate(ids):
        there = ids[:place][::-1] if backwards else ids[place + 1 :]
        expected = [other for other in there if other in unread]
        assert unread_after(lib, wanted, entry_id, backwards=backwards) == expected


def test_entries_of_one_second_follow_each_other(lib: Library) -> None:
    """Where dates are equal the later arrival stands above, and none is passed over."""
    storing.apply(lib, change(1, [stored(n, published=NOW - 10) for n in range(70, 75)]), NOW)
    ids = listed(lib)[:5]
    assert ids == [17, 16, 15, 14, 13]
    assert unread_after(lib, Filter(), 15)[:2] == [14, 13]
    assert unread_after(lib, Filter(), 15, backwards=True) == [16, 17]


def test_what_arrived_since_is_passed_over(lib: Library) -> None:
    """However many late arrivals stand between, the next is one that the list holds."""
    newest, place, after = following.last_id(lib), *[i for i in listed(lib) if i % 2][:2]
    date = lists.rows(lib, [place])[0].date
    storing.apply(lib, change(1, [stored(n, published=date) for n in range(100, 200)]), NOW)
    assert first_unread_after(lib, Filter(), place, newest=newest) == after


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two feeds with many entries, most of them read."""
    with opened(tmp_path_factory.mktemp("large")) as library:
        feed_with(library, MANY)
        feed_with(library, MANY, url="https://world.example/feed", title="World news")
        editing.move(library, 2, "World", NOW)
        states.mark(library, [entry_id for entry_id in listed(library) if entry_id % 4], starred=True, now=NOW)
        states.mark(library, [entry_id for entry_id in listed(library) if entry_id % 3], read=True, now=NOW)
        yield library


class Steps:
    """Counts the steps of SQLite's machine, by hundreds."""

    def __init__(self, lib: Library) -> None:
        self.count = 0
        self._connection = lib.connection

    def __enter__(self) -> Steps:
        self._connection.set_progress_handler(self._step, 100)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.set_progress_handler(None, 0)

    def _step(self) -> int:
        self.count += 1
        return 0


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_a_few_arrivals_are_counted_without_reading_the_list(large: Library, wanted: Filter) -> None:
    """A few hundred steps of the machine, not one for each stored entry."""
    with Steps(large) as steps:
        following.count_after(large, wanted, following.last_id(large) - 5)
    assert steps.count <= MANY // 400


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
@pytest.mark.parametrize("backwards", [False, True])
def test_the_next_unread_is_found_without_sorting_the_list(large: Library, wanted: Filter, backwards: bool) -> None:
    """From the middle of a list: the nearest are read and no more."""
    middle = lists.listing(large, wanted).ids[MANY // 10]
    with Steps(large) as steps:
        assert first_unread_after(large, wanted, middle, backwards=backwards)
    assert steps.count <= 40
