"""Counts are kept by whatever changes what they count: after any sequence of actions they are those of a recount."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from library_making import NOW, change, opened, stored
from newsreader.library import editing, feeds, journal, lists, states, storing
from newsreader.library.lists import Filter
from newsreader.library.windows import ByDate

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.library.store import Library

URLS = ("https://a.example/feed", "https://b.example/feed", "https://c.example/feed")
FOLDERS = (None, "World", "World/Asia", "Local")
FEEDS = st.sampled_from((1, 2, 3))
SOME = st.lists(st.integers(0, 30), max_size=6)


class Counting(RuleBasedStateMachine):
    """A library under random actions of a reader and of refreshes."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        for file in self.folder.iterdir():
            file.unlink()
        self.lib: Library = opened(self.folder)
        for url in URLS:
            feeds.add(self.lib, url, url, now=NOW)

    def teardown(self) -> None:
        """Close the library."""
        self.lib.close()

    @rule(feed_id=FEEDS, new=SOME, old=SOME)
    def refresh(self, feed_id: int, new: list[int], old: list[int]) -> None:
        """Entries that may be there already, also twice in one document."""
        brought = change(feed_id, [stored(n) for n in new], old=tuple(stored(n) for n in old))
        storing.apply(self.lib, brought, NOW)

    @rule(feed_id=FEEDS, number=st.integers(0, 30), title=st.text(max_size=3), published=st.integers(0, NOW * 2))
    def edit(self, feed_id: int, number: int, title: str, published: int) -> None:
        """What a publisher changes: the date too."""
        known = {one.guid: one.id for one in storing.known(self.lib, feed_id)}
        if f"guid-{number}" in known:
            edited = stored(number, id=known[f"guid-{number}"], title=title, published=published)
            storing.apply(self.lib, change(feed_id, changed=[edited]), NOW)

    @rule(chosen=st.sets(st.integers(0, 40)), read=st.none() | st.booleans(), starred=st.none() | st.booleans())
    def mark(self, chosen: set[int], read: bool | None, starred: bool | None) -> None:
        """Several at once, some of them so already, some of archived feeds."""
        ids = [row[0] for row in self.lib.all("SELECT id FROM entries ORDER BY id")]
        states.mark(self.lib, [ids[n] for n in chosen if n < len(ids)], read=read, starred=starred, now=NOW)

    @rule()
    def undo(self) -> None:
        """The last step, whatever happened since."""
        journal.undo(self.lib)

    @rule()
    def redo(self) -> None:
        """What was undone."""
        journal.redo(self.lib)

    @rule(feed_id=FEEDS)
    def unsubscribe(self, feed_id: int) -> None:
        """Once or twice."""
        editing.unsubscribe(self.lib, feed_id, NOW)

    @rule(feed_id=FEEDS)
    def subscribe(self, feed_id: int) -> None:
        """Again, or for nothing."""
        feeds.add(self.lib, URLS[feed_id - 1], "again", now=NOW)

    @rule(feed_id=FEEDS, folder=st.sampled_from(FOLDERS))
    def move(self, feed_id: int, folder: str | None) -> None:
        """Into a folder, or out of all."""
        editing.move(self.lib, feed_id, folder, NOW)

    @invariant()
    def counts_are_those_of_a_recount(self) -> None:
        """Of each feed, of the smart lists, of each list that is told its length."""
        for listed in (feeds.get(self.lib, feed_id) for feed_id in (1, 2, 3)):
            assert (listed.total, listed.unread) == self.recounted("feed_id = ?", listed.id)
        counts = lists.counts(self.lib, NOW - 1_000_000 + 600)
        assert (counts.total, counts.unread) == self.recounted("1")
        assert counts.today == self.recounted("date >= ?", NOW - 1_000_000 + 600)[0]
        (starred,) = self.lib.all("SELECT count(*) FROM states NOT INDEXED WHERE +starred = 1")[0]
        assert counts.starred == starred
        for wanted in (Filter(), Filter(unread_only=True), Filter(folder="World"), Filter(feed_id=2, unread_only=True)):
            told = ByDate(self.lib, wanted).total
            assert told == len(lists.listing(self.lib, wanted))

    def recounted(self, terms: str, *values: int) -> tuple[int, int]:
        """How many entries are listed, and how many of them unread, counted without any index."""
        (found,) = self.lib.all(
            f"""SELECT count(*), count(*) FILTER (WHERE +read = 0) FROM states NOT INDEXED
            WHERE {terms} AND +listed = 1 AND id IN (SELECT id FROM entries)""",
            values,
        )
        return found[0], found[1]


def test_counts_are_kept(tmp_path: Path) -> None:
    """Under any sequence of actions."""
    Counting.folder = tmp_path / "counted"
    Counting.folder.mkdir()
    wanted = settings(max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Counting, settings=wanted)
