"""The counts of saved searches, beside what the searches find."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from library_making import NOW, change, feed_with, opened, paths, stored
from newsreader import query, reanalyse
from newsreader.errors import UsageError
from newsreader.library import (
    analysis,
    editing,
    feeds,
    finding,
    journal,
    members,
    notes,
    searches,
    session,
    smart,
    states,
    storing,
    tags,
)
from newsreader.library.lists import Filter
from newsreader.library.store import open_library
from newsreader.query import And, Condition, Not, Or
from test_search_reference import trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

URLS = ("https://a.example/feed", "https://b.example/feed")
WORDS = ("alpha", "beta", "gamma", "delta")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
QUERIES = (
    "alpha",
    "alpha OR is:starred",
    "alpha beta -gamma",
    "-alpha",
    "NOT (alpha beta)",
    "~/alp.a beta/",
    "title:~/gamma/ OR delta",
    "(alpha OR tag:energy) is:unread",
    "has:note OR has:quotes",
    "said:alpha -beta",
    "feed:a beta",
    "folder:World OR gam*",
    "is:new alpha",
    "after:2d",
    "alpha before:1d",
    "is:unread feed:b",
    "search:one gamma",
    "search:two OR search:one",
    "-search:one",
    "lang:en",
)
NAMES = ("one", "two", "three")
FEEDS = st.sampled_from((1, 2))
NUMBERS = st.integers(0, 12)


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with ten entries, analysed."""
    with opened(tmp_path) as library:
        feed_with(library, 10)
        analysed(library)
        yield library


def analysed(lib: Library, limit: int | None = None) -> None:
    """What waits has its turn."""
    deque(reanalyse.analyse(lib, limit=limit), maxlen=0)


def counts(lib: Library, now: int = NOW) -> dict[str, tuple[int, int]]:
    """Unread and total of each saved search."""
    return {one.search.name: (one.unread, one.total) for one in smart.tallies(lib, now)}


def kept(lib: Library) -> list[tuple[int, int]]:
    """All members that are kept."""
    return lib.all("SELECT watched, entry_id FROM idx.members ORDER BY 1, 2")


class Smart(RuleBasedStateMachine):
    """A library with saved searches under random actions."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        for file in self.folder.iterdir():
            file.unlink()
        self.lib: Library = opened(self.folder)
        self.now = NOW
        for url in URLS:
            feeds.add(self.lib, url, url[8], now=NOW)
        searches.save(self.lib, "one", "alpha", NOW)

    def teardown(self) -> None:
        """Close the library."""
        self.lib.close()

    def ids(self, chosen: set[int]) -> list[int]:
        """Some entries."""
        there = [row[0] for row in self.lib.all("SELECT id FROM entries ORDER BY id")]
        return [there[n] for n in chosen if n < len(there)]

    @rule(name=st.sampled_from(NAMES), text=st.sampled_from(QUERIES))
    def save(self, name: str, text: str) -> None:
        """A new one or another query, unless it would use itself."""
        with suppress(UsageError):
            searches.save(self.lib, name, text, self.now)

    @rule(feed_id=FEEDS, numbers=st.sets(NUMBERS, max_size=4), title=TEXTS, text=TEXTS)
    def refresh(self, feed_id: int, numbers: set[int], title: str, text: str) -> None:
        """Entries that may be there already."""
        new = [
            stored(n, title=title, content=f"<p>“{text},” she said.</p>", published=self.now - n * 40_000)
            for n in numbers
        ]
        storing.apply(self.lib, change(feed_id, new), self.now)

    @rule(feed_id=FEEDS, number=NUMBERS, title=TEXTS, text=TEXTS)
    def edit(self, feed_id: int, number: int, title: str, text: str) -> None:
        """What a publisher changes."""
        known = {one.guid: one.id for one in storing.known(self.lib, feed_id)}
        if f"guid-{number}" in known:
            edited = stored(number, id=known[f"guid-{number}"], title=title, content=f"<p>{text}</p>")
            storing.apply(self.lib, change(feed_id, changed=[edited]), self.now)

    @rule(limit=st.integers(1, 5) | st.none())
    def analyse(self, limit: int | None) -> None:
        """Some of what waits."""
        analysed(self.lib, limit)

    @rule(turns=st.integers(0, 3))
    def keep(self, turns: int) -> None:
        """Bring the members a little nearer."""
        left = iter(range(turns))
        smart.update(self.lib, self.now, lambda: next(left, None) is not None)

    @rule(chosen=st.sets(NUMBERS), read=st.none() | st.booleans(), starred=st.none() | st.booleans())
    def mark(self, chosen: set[int], read: bool | None, starred: bool | None) -> None:
        """Read and starred."""
        states.mark(self.lib, self.ids(chosen), read=read, starred=starred, now=self.now)

    @rule(chosen=st.sets(NUMBERS, min_size=1, max_size=3), added=st.booleans())
    def tag(self, chosen: set[int], added: bool) -> None:
        """Given, or taken where it is."""
        if added or tags.all_tags(self.lib):
            tags.tag(self.lib, self.ids(chosen), "energy", added=added, now=self.now)

    @rule(number=NUMBERS)
    def note(self, number: int) -> None:
        """On an entry."""
        for entry_id in self.ids({number}):
            notes.write(self.lib, entry_id, "mine", now=self.now)

    @rule(feed_id=FEEDS)
    def unsubscribe(self, feed_id: int) -> None:
        """Its entries are listed no more."""
        editing.unsubscribe(self.lib, feed_id, self.now)

    @rule(feed_id=FEEDS)
    def subscribe(self, feed_id: int) -> None:
        """They are again."""
        feeds.add(self.lib, URLS[feed_id - 1], URLS[feed_id - 1][8], now=self.now)

    @rule(feed_id=FEEDS, folder=st.sampled_from((None, "World")))
    def move(self, feed_id: int, folder: str | None) -> None:
        """Into a folder or out."""
        editing.move(self.lib, feed_id, folder, self.now)

    @rule()
    def free(self) -> None:
        """What is read and old goes, as retention has it."""
        rows = self.lib.all("SELECT id FROM states WHERE read = 1 AND starred = 0 AND listed = 1 LIMIT 2")
        with self.lib.write():
            for (entry_id,) in rows:
                self.lib.execute("DELETE FROM entries WHERE id = ?", (entry_id,))
                self.lib.execute("UPDATE states SET listed = 0 WHERE id = ?", (entry_id,))
            self.lib.execute(
                "UPDATE feeds SET total = (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1)"
            )
        analysis.forget(self.lib, [row[0] for row in rows])

    @rule()
    def undo(self) -> None:
        """The last step, which may be a saved search."""
        journal.undo(self.lib)

    @rule()
    def redo(self) -> None:
        """What was undone."""
        journal.redo(self.lib)

    @rule()
    def begin_refresh(self) -> None:
        """What was new is so no more."""
        session.begin(self.lib, screen=False)

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.now += hours * 3600

    @invariant()
    def counts_are_those_of_the_searches(self) -> None:
        """Of the command line, which brings them up to date first, and then of the screen."""
        found = counts(self.lib, self.now)
        for search in searches.all_searches(self.lib):
            asked = query.parse(search.query, now=self.now)
            total = finding.count(self.lib, Filter(query=asked))[0]
            unread = finding.count(self.lib, Filter(query=asked, unread_only=True))[0]
            assert found[search.name] == (unread, total), search
        screen = smart.unread_apart(paths(self.folder), self.now)
        assert screen.is_current
        by_id = {search.id: found[search.name][0] for search in searches.all_searches(self.lib)}
        assert screen.counts == by_id


def test_counts_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under any sequence of actions; slices are small, so that it takes several to look at all."""
    monkeypatch.setattr(members, "_SLICE", 3)
    monkeypatch.setattr(members, "_AT_ONCE", 10)
    Smart.folder = tmp_path / "smart"
    Smart.folder.mkdir()
    wanted = settings(max_examples=40, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Smart, settings=wanted)


def test_nothing_is_kept_without_saved_searches(lib: Library) -> None:
    """Nor for those that ask for states alone."""
    searches.save(lib, "unread", "is:unread feed:news", NOW)
    assert counts(lib) == {"unread": (10, 10)}
    lib.execute("DELETE FROM idx.touched")
    storing.apply(lib, change(1, [stored(20)]), NOW)
    analysed(lib)
    assert lib.all("SELECT * FROM idx.watched") == []
    assert lib.all("SELECT * FROM idx.touched") == []
    assert counts(lib) == {"unread": (11, 11)}


def test_a_rescan_happens_once(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first count only what changed is looked at."""
    searches.save(lib, "one", "~/title [1-4]/ is:unread", NOW)
    assert counts(lib) == {"one": (4, 4)}
    monkeypatch.setattr(members, "_fill", None)
    states.mark(lib, [2, 3], read=True, now=NOW)
    storing.apply(lib, change(1, [stored(14)], [stored(1, id=2, title="Other")]), NOW)
    assert counts(lib) == {"one": (3, 3)}
    searches.save(lib, "two", "~/title [1-4]/", NOW)
    assert counts(lib) == {"one": (3, 3), "two": (3, 4)}


def test_what_nobody_wants_any_more_is_forgotten(lib: Library) -> None:
    """When a search is deleted or changed; what others ask as well stays."""
    searches.save(lib, "one", "title", NOW)
    searches.save(lib, "two", "title is:read", NOW)
    searches.save(lib, "three", "text", NOW)
    counts(lib)
    assert len(kept(lib)) == 20
    searches.delete(lib, "one", NOW)
    searches.save(lib, "three", "is:starred", NOW)
    counts(lib)
    assert len(kept(lib)) == 10
    searches.delete(lib, "two", NOW)
    counts(lib)
    assert kept(lib) == []


def test_a_slower_look_is_not_written_over_a_newer_one(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process wrote between looking and writing: it is looked at again."""
    searches.save(lib, "one", "~/first/", NOW)
    counts(lib)
    edited = [stored(n, id=n + 1, title="first") for n in (1, 2)]
    storing.apply(lib, change(1, changed=edited), NOW)
    look = members._look_again

    def slowly(library: Library, turn: members._Turn, *rest: object) -> bool:
        """With another that is faster, after which an entry is edited again."""
        monkeypatch.setattr(members, "_look_again", look)
        asked = smart._wanted(smart._conditions(library, NOW))
        members.advance(library, asked)
        storing.apply(library, change(1, changed=[stored(1, id=2, title="second")]), NOW)
        members.advance(library, asked)
        return members._write(library, turn, lambda: pytest.fail("it was written all the same"))

    monkeypatch.setattr(members, "_look_again", slowly)
    assert counts(lib) == {"one": (1, 1)}


def test_an_older_copy_of_the_library_is_looked_at_anew(lib: Library) -> None:
    """What is kept was told by numbers that it has not reached."""
    searches.save(lib, "one", "~/title/", NOW)
    counts(lib)
    with lib.write():
        lib.execute("UPDATE meta SET value = '0' WHERE key = 'seq'")
        lib.execute("UPDATE entries SET title = iif(id < 4, 'x', title), seq = 0")
    assert counts(lib) == {"one": (7, 7)}


def test_a_new_index_is_filled_by_and_by(tmp_path: Path) -> None:
    """The screen shows no number until all was looked at."""
    with opened(tmp_path) as lib:
        feed_with(lib, 10)
        analysed(lib)
        search = searches.save(lib, "one", "title", NOW)
        searches.save(lib, "two", "is:unread", NOW)
        assert smart.unread_apart(paths(tmp_path), NOW) == smart.Unread({search.id + 1: 10}, is_current=False)
        assert not smart.update(lib, NOW, lambda: False)
        assert smart.update(lib, NOW)
        assert smart.unread_apart(paths(tmp_path), NOW) == smart.Unread({1: 10, 2: 10}, is_current=True)


def test_a_library_that_can_only_be_read_is_counted(tmp_path: Path) -> None:
    """As it is, without what would be kept."""
    with opened(tmp_path) as lib:
        feed_with(lib, 10)
        analysed(lib)
        searches.save(lib, "one", "title -is:starred", NOW)
    with open_library(paths(tmp_path), read_only=True) as lib:
        assert counts(lib) == {"one": (10, 10)}


def test_what_cannot_be_understood_is_told(lib: Library) -> None:
    """A query of another version, a name that nothing has."""
    searches.save(lib, "old", "alpha", NOW)
    searches.save(lib, "lost", "feed:nowhere", NOW)
    with lib.write():
        lib.execute("UPDATE searches SET query = 'is:purple' WHERE name = 'old'")
    notes_ = [one.note for one in smart.tallies(lib, NOW)]
    assert "it takes unread" in notes_[0]
    assert notes_[1] == "There is no feed “nowhere”."
    assert smart.unread_apart(paths(lib.path.parent), NOW).counts == {2: 0}


@settings(max_examples=200, deadline=None)
@given(trees)
def test_what_is_kept_says_what_an_entry_has(tree: Condition) -> None:
    """No list of what has something not; put back, the parts are the whole in another order."""
    asked = members.wanted([tree])
    assert all(members._is_content(one) and members._is_positive(one) for one in asked.values())
    left = members.parted(tree, lambda _: Or(()))
    assert all(
        isinstance(one, Not) or not members._is_positive(one) for one in _leaves(left) if members._is_content(one)
    )


def _leaves(condition: Condition) -> list[Condition]:
    match condition:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in _leaves(part)]
    return [condition]
