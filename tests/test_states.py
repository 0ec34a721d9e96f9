"""Marks, their journal and the counts that go with them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library_making import NOW, change, feed_with, listed, opened, redone, stored, undone
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import editing, entries, feeds, journal, lists, states, storing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.library.store import Library


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with ten entries of one feed."""
    with opened(tmp_path) as library:
        feed_with(library, 10)
        yield library


def unread(lib: Library) -> int:
    """The feed's own count."""
    return feeds.get(lib, 1).unread


def test_marking_counts_what_changed(lib: Library) -> None:
    """Entries that are so already are no change; the counts follow at once."""
    assert states.mark(lib, [1, 2, 3], read=True, now=NOW) == 3
    assert states.mark(lib, [3, 4, 4], read=True, now=NOW) == 1
    assert states.mark(lib, [1], read=False, now=NOW) == 1
    assert unread(lib) == 7 == len(listed(lib, unread_only=True))
    assert lists.counts(lib, 0).unread == 7


def test_marking_keeps_the_time(lib: Library) -> None:
    """When something was read or starred is kept, and forgotten with it."""
    states.mark(lib, [1], read=True, starred=True, now=NOW)
    assert lib.all("SELECT read_at, starred_at FROM states WHERE id = 1") == [(NOW, NOW)]
    states.mark(lib, [1], read=False, now=NOW)
    assert lib.all("SELECT read_at, starred_at FROM states WHERE id = 1") == [(None, NOW)]


@pytest.mark.parametrize("unknown", [99, 0, -1, 2**63, 2**90])
def test_an_unknown_id_changes_nothing(lib: Library, unknown: int) -> None:
    """All or nothing, and the sentence names the id."""
    with pytest.raises(NotFoundError, match=f"no entry {unknown}; nothing was changed"):
        states.mark(lib, [1, unknown, 2], read=True, now=NOW)
    assert unread(lib) == 10
    assert undone(lib) is None


def test_marking_nothing(lib: Library) -> None:
    """No ids, or no state, is no error and no step."""
    assert states.mark(lib, [], read=True, now=NOW) == 0
    assert states.mark(lib, [1], now=NOW) == 0
    assert undone(lib) is None


def test_both_at_once_is_one_entry_and_one_step(lib: Library) -> None:
    """An entry of which two states change is counted once and undone at once."""
    assert states.mark(lib, [1], read=True, starred=True, now=NOW) == 1
    assert undone(lib) == "1 marked read, 1 starred"
    assert (entries.entry(lib, 1).read, entries.entry(lib, 1).starred) == (False, False)


def test_an_archived_entry_can_be_marked_without_counting(lib: Library) -> None:
    """The starred list shows entries of archived feeds; reading one leaves the counts alone."""
    states.mark(lib, [1], starred=True, now=NOW)
    editing.unsubscribe(lib, 1, NOW)
    assert states.mark(lib, [1], read=True, starred=False, now=NOW) == 1
    assert unread(lib) == 0
    feeds.add(lib, "https://news.example/feed", "", now=NOW)
    assert unread(lib) == 9


def test_what_happens_by_itself_is_no_step(lib: Library) -> None:
    """Reading marks read without a step of its own; undo takes back the user's action, and only what it still can."""
    states.mark(lib, [1, 2], read=True, now=NOW)
    states.mark(lib, [3], read=True, now=NOW, journal=False)
    states.mark(lib, [2], read=False, now=NOW, journal=False)
    assert undone(lib) == "2 marked read"
    assert unread(lib) == 9 == len(listed(lib, unread_only=True))
    assert undone(lib) is None


# --- undo ---------------------------------------------------------------------------------------------------------


def test_undo_and_redo_walk_the_steps(lib: Library) -> None:
    """Each says what it did, in words; beyond the ends there is nothing."""
    states.mark(lib, range(1, 6), read=True, now=NOW)
    states.mark(lib, [1], starred=True, now=NOW)
    states.mark(lib, [1, 2], read=False, now=NOW)
    assert [undone(lib) for _ in range(4)] == ["2 marked unread", "1 starred", "5 marked read", None]
    assert unread(lib) == 10
    assert [redone(lib) for _ in range(4)] == ["5 marked read", "1 starred", "2 marked unread", None]
    assert unread(lib) == 7
    assert listed(lib, starred_only=True) == [1]


def test_undo_gives_back_only_what_the_step_took(lib: Library) -> None:
    """Entries that were read before a bulk action stay read when it is undone."""
    states.mark(lib, [1], read=True, now=NOW)
    states.mark(lib, range(1, 11), read=True, now=NOW)
    assert undone(lib) == "9 marked read"
    assert not set(listed(lib, unread_only=True)) & {1}
    assert unread(lib) == 9


def test_a_new_action_ends_redo(lib: Library) -> None:
    """What was undone cannot be done again after something else was done; undo goes on behind it."""
    states.mark(lib, [1], read=True, now=NOW)
    states.mark(lib, [2], read=True, now=NOW)
    undone(lib)
    states.mark(lib, [3], starred=True, now=NOW)
    assert redone(lib) is None
    assert [undone(lib) for _ in range(3)] == ["1 starred", "1 marked read", None]


def test_an_action_that_changes_nothing_leaves_redo(lib: Library) -> None:
    """Marking read what is read is no action."""
    states.mark(lib, [1], read=True, now=NOW)
    states.mark(lib, [2], read=True, now=NOW)
    undone(lib)
    states.mark(lib, [1], read=True, now=NOW)
    assert redone(lib) == "1 marked read"


def test_undo_works_after_a_restart(tmp_path: Path) -> None:
    """The journal is in the file."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        states.mark(lib, [1, 2], read=True, now=NOW)
    with opened(tmp_path) as lib:
        assert undone(lib) == "2 marked read"
    with opened(tmp_path) as lib:
        assert redone(lib) == "2 marked read"
        assert unread(lib) == 1


def test_a_step_may_be_named(lib: Library) -> None:
    """The caller's own words are what undo says."""
    states.mark(lib, [1, 2], read=True, now=NOW, label="World marked read (2)")
    assert undone(lib) == "World marked read (2)"


def test_what_a_refresh_brings_is_never_undone(lib: Library) -> None:
    """Entries that arrive between an action and its undo stay, as they are."""
    states.mark(lib, listed(lib), read=True, now=NOW)
    storing.apply(lib, change(1, [stored(50)], [stored(0, id=1, title="Edited")]), NOW)
    undone(lib)
    assert unread(lib) == 11
    assert entries.entry(lib, 1).title == "Edited"


def test_a_bulk_action_is_one_step(tmp_path: Path) -> None:
    """Ten thousand marks are one transaction and one step with its size."""
    with opened(tmp_path) as lib:
        feed_with(lib, 10_000)
        assert states.mark(lib, listed(lib), read=True, now=NOW) == 10_000
        assert unread(lib) == 0
        assert undone(lib) == "10,000 marked read"
        assert unread(lib) == 10_000 == len(listed(lib, unread_only=True))


def test_the_journal_does_not_grow_for_ever(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the last steps are kept, and all of those can be undone."""
    monkeypatch.setattr(journal, "STEPS", 4)
    for n in range(10):
        states.mark(lib, [1], read=n % 2 == 0, now=NOW)
    assert sum(undone(lib) is not None for _ in range(10)) == 4


def test_a_spoilt_step_is_told(lib: Library) -> None:
    """A journal that cannot be read changes nothing and says so."""
    states.mark(lib, [1], read=True, now=NOW)
    with lib.write():
        lib.execute("UPDATE journal SET changes = x'00'")
    with pytest.raises(LibraryError, match="journal"):
        undone(lib)
    assert unread(lib) == 9


# --- counts -------------------------------------------------------------------------------------------------------

ids = st.lists(st.integers(1, 12), max_size=6)
actions: st.SearchStrategy[tuple[str, list[int], int]] = st.one_of(
    st.tuples(st.just("read"), ids, st.booleans()),
    st.tuples(st.just("star"), ids, st.booleans()),
    st.tuples(st.sampled_from(["undo", "redo", "archive", "return"]), st.just([]), st.integers(1, 2)),
    st.tuples(st.just("refresh"), st.lists(st.integers(0, 30), max_size=4), st.integers(1, 2)),
    st.tuples(st.just("delete"), st.just([]), st.just(3)),
)


def _act(lib: Library, name: str, numbers: list[int], value: int) -> None:
    known = {row[0] for row in lib.all("SELECT id FROM entries")}
    match name:
        case "read":
            states.mark(lib, [n for n in numbers if n in known], read=bool(value), now=NOW)
        case "star":
            states.mark(lib, [n for n in numbers if n in known], starred=bool(value), now=NOW)
        case "undo":
            undone(lib)
        case "redo":
            redone(lib)
        case "archive":
            editing.unsubscribe(lib, value, NOW)
        case "return":
            feeds.add(lib, f"https://{value}.example/", "", now=NOW)
        case "refresh":
            edits = [stored(n, id=n, title="edit", published=NOW - n) for n in numbers if n in known]
            storing.apply(lib, change(value, [stored(n) for n in numbers], edits), NOW)
        case "delete" if lib.one("SELECT 1 FROM feeds WHERE id = 3"):
            feeds.delete(lib, 3)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(actions, max_size=25))
def test_kept_counts_are_what_a_recount_gives(steps: list[tuple[str, list[int], int]]) -> None:
    """After any actions the counts of feeds and lists equal those counted anew, and nothing is half done."""
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as lib:
        for feed in (1, 2, 3):
            feed_with(lib, 4, url=f"https://{feed}.example/")
        for step in steps:
            _act(lib, *step)
        recount = lib.all(
            """SELECT f.id, coalesce(sum(s.listed AND NOT s.read), 0), coalesce(sum(s.listed), 0)
            FROM feeds f LEFT JOIN states s ON s.feed_id = f.id GROUP BY f.id"""
        )
        assert lib.all("SELECT id, unread, total FROM feeds ORDER BY id") == recount
        counts = lists.counts(lib, 0)
        assert counts.unread == len(listed(lib, unread_only=True))
        assert counts.total == counts.today == len(listed(lib))
        assert counts.starred == len(listed(lib, starred_only=True))
        assert lib.check() == []
