"""Whatever the user did, in whatever order: undone it is as it was, done again as it had become; counts are right."""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_making import NOW, change, feed_with, opened, stored
from newsreader.errors import NewsreaderError
from newsreader.library import counting, feeds, journal, lists, storing
from newsreader.library.lists import Filter
from user_actions import ACTIONS, ENTRIES, NOT_UNDONE, users_things

if TYPE_CHECKING:
    from newsreader.library.store import Library

STEPS = sorted(set(ACTIONS) - NOT_UNDONE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of three feeds, one with all the entries."""
    folder = tmp_path_factory.mktemp("made")
    with opened(folder) as lib:
        feed_with(lib, ENTRIES)
        for name in "ab":
            feeds.add(lib, f"https://{name}.example/", name, now=NOW)
    return folder


def act(lib: Library, kind: str, seed: int, now: int) -> None:
    """One action; what cannot be done changes nothing."""
    with suppress(NewsreaderError):
        ACTIONS[kind](lib, random.Random(seed), now)


def check(lib: Library) -> None:
    """Counts, tags and lists are those of a recount."""
    assert counting.wrong(lib.execute) == []
    assert lib.all("SELECT 1 FROM tags WHERE id NOT IN (SELECT tag_id FROM tagged)") == []
    unread = len(lists.listing(lib, Filter(unread_only=True)))
    assert unread == sum(feed.unread for feed in feeds.all_feeds(lib))


@settings(max_examples=40, deadline=None)
@given(actions=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1_000)), max_size=25))
def test_undone_and_done_again(made: Path, actions: list[tuple[str, int]]) -> None:
    """All the way back and forth."""
    with tempfile.TemporaryDirectory() as name, opened(Path(shutil.copytree(made, Path(name) / "library"))) as lib:
        first = users_things(lib)
        for number, (kind, seed) in enumerate(actions):
            act(lib, kind, seed, NOW + number)
            check(lib)
        while journal.redo(lib) is not None:  # the last action may have been to undo
            pass
        last = users_things(lib)
        count = 0
        while (step := journal.undo(lib)) is not None:
            assert step.left == ()
            check(lib)
            count += 1
        assert users_things(lib) == first
        while (step := journal.redo(lib)) is not None:
            assert step.left == ()
            check(lib)
            count -= 1
        assert count == 0
        assert users_things(lib) == last


@settings(max_examples=30, deadline=None)
@given(
    actions=st.lists(
        st.tuples(st.sampled_from([*sorted(ACTIONS), "undo", "undo", "refresh"]), st.integers(0, 1_000)), max_size=30
    )
)
def test_counts_are_right_whatever_happens(made: Path, actions: list[tuple[str, int]]) -> None:
    """Also with what is no step, and a refresh in between, which no undoing takes back."""
    with tempfile.TemporaryDirectory() as name, opened(Path(shutil.copytree(made, Path(name) / "library"))) as lib:
        arrived = 0
        for number, (kind, seed) in enumerate(actions):
            if kind == "refresh":
                new = [stored(n, guid=f"new-{number}-{n}") for n in range(seed % 7)]
                storing.apply(lib, change(1 + seed % 3, new), NOW + number)
                arrived += len(new)
            else:
                act(lib, kind, seed, NOW + number)
            check(lib)
        while journal.undo(lib) is not None:
            check(lib)
        assert lib.check() == []
        assert lib.all("SELECT count(*) FROM entries") == [(ENTRIES + arrived,)]
