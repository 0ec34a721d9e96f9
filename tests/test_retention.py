"""Retention: what it frees and what it spares, that nothing returns, that it waits to be agreed to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, stored
from newsreader.citation import with_fragment
from newsreader.library import (
    analysis,
    counting,
    editing,
    entries,
    feeds,
    journal,
    lists,
    notes,
    retention,
    states,
    storing,
    upkeep,
)
from newsreader.library.lists import Filter
from newsreader.library.retention import DAY, Rule
from newsreader.models.documents import ParsedFeed
from newsreader.models.feeds import FeedKind, Validators
from newsreader.models.findings import Span
from newsreader.query import parse
from newsreader.refresh.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.library.store import Library

OLD = NOW + 200 * DAY
"""A time at which everything that came at NOW is old."""
RULE = Rule(days=180)


def freed(lib: Library, rule: Rule = RULE, now: int = OLD) -> list[int]:
    """Free, and what is gone then."""
    before = {row[0] for row in lib.all("SELECT id FROM entries")}
    count = sum(retention.free(lib, rule, now))
    gone = sorted(before - {row[0] for row in lib.all("SELECT id FROM entries")})
    assert count == len(gone)
    assert counting.wrong(lib.execute) == []
    assert lib.check() == []
    return gone


def test_what_was_read_and_is_old_goes(tmp_path: Path) -> None:
    """The rest is spared: unread, starred, tagged, noted, read a few days ago."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 7)
        states.mark(lib, [1, 2, 3, 4, 5], read=True, now=NOW)
        states.mark(lib, [2], starred=True, now=NOW)
        states.mark(lib, [6], read=True, now=OLD - 6 * DAY)
        with lib.write():
            lib.execute("INSERT INTO tags VALUES (1, 'keep', 'keep')")
            lib.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id = 3")
            lib.execute("INSERT INTO notes (state_id, written, changed, passage, text) VALUES (4, 1, 1, 'words', '')")
        assert retention.freeable(lib, RULE, OLD) == {feed_id: [1, 5]}
        assert freed(lib) == [1, 5]
        assert listed(lib) == [7, 6, 4, 3, 2]
        assert (feeds.get(lib, feed_id).total, feeds.get(lib, feed_id).unread) == (5, 1)
        assert lib.all("SELECT count(*) FROM contents") == [(5,)]
        assert journal.undo(lib) is not None  # what was read in the past may be of what is gone now
        assert counting.wrong(lib.execute) == []


def test_what_a_note_quotes_stays(tmp_path: Path) -> None:
    """By a highlight in it, or by its link in the note on another article, as a copied citation has it."""
    link = "https://news.example/{}"
    with opened(tmp_path) as lib:
        feed_id = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
        storing.apply(lib, change(feed_id, [stored(n, link=link.format(n)) for n in range(1, 8)]), NOW)
        states.mark(lib, range(1, 8), read=True, now=NOW)
        citation = f"“No choice” — Ada Lind, News, {with_fragment(link.format(2), 'No%20choice')}"
        notes.write(lib, 1, "", passage=Span(0, 4, "Text"), now=NOW)
        notes.write(lib, 3, f"Compare\n{citation}", now=NOW)
        notes.write(lib, 3, f"({link.format(4)}), and “{link.format(5)}#end”. Not {link.format(66)}", now=NOW)
        assert freed(lib) == [6, 7]
        for note in notes.all_notes(lib):
            notes.delete(lib, note.id, NOW)
        assert freed(lib) == [1, 2, 3, 4, 5]


def test_what_is_cited_meanwhile_stays(tmp_path: Path) -> None:
    """Between two transactions of a run that frees much."""
    with opened(tmp_path) as lib:
        feed_id = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
        storing.apply(lib, change(feed_id, [stored(n, link=f"https://news.example/{n}") for n in range(201)]), NOW)
        states.mark(lib, range(1, 201), read=True, now=NOW)
        turns = retention.free(lib, RULE, OLD)
        assert next(turns) == 100
        notes.write(lib, 201, "see https://news.example/150", now=OLD)
        assert sum(turns) == 99


def test_the_publishers_dates_do_not_decide(tmp_path: Path) -> None:
    """An article of 2010 that came today is kept as long as one of today."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 1)
        storing.apply(lib, change(feed_id, [stored(1, published=1_300_000_000)]), OLD - DAY)
        states.mark(lib, [1, 2], read=True, now=NOW)
        assert freed(lib) == [1]


def test_more_than_a_feed_may_have(tmp_path: Path) -> None:
    """The newest of each feed stay; those that are spared count among them."""
    with opened(tmp_path) as lib:
        for name in "ab":
            feed_with(lib, 10, url=f"https://{name}.example/")
        states.mark(lib, range(1, 21), read=True, now=NOW)
        states.mark(lib, [3, 20], starred=True, now=NOW)
        assert freed(lib, Rule(per_feed=4)) == [1, 2, 4, 5, 6, *range(11, 17)]
        assert freed(lib, Rule(per_feed=4)) == []


def test_both_limits_hold(tmp_path: Path) -> None:
    """What is too old or too much goes."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 3)
        storing.apply(lib, change(feed_id, [stored(n) for n in range(10, 20)]), OLD - DAY)
        states.mark(lib, range(1, 14), read=True, now=NOW)
        assert freed(lib, Rule(days=180, per_feed=8)) == [1, 2, 3, 4, 5]
        assert freed(lib, Rule()) == []


def test_only_what_is_subscribed_and_can_be_fetched(tmp_path: Path) -> None:
    """Archived feeds, the user's own files and the sample edition are left alone."""
    with opened(tmp_path) as lib:
        for kind in (FeedKind.FILES, FeedKind.SAMPLE):
            feed_id = feeds.add(lib, f"newsreader:{kind}", kind, kind=kind, now=NOW)
            storing.apply(lib, change(feed_id, [stored(1)]), NOW)
        archived = feed_with(lib, 2)
        states.mark(lib, [1, 2, 3, 4], read=True, now=NOW)
        editing.unsubscribe(lib, archived, NOW)
        assert freed(lib) == []


def test_nothing_returns_as_new(tmp_path: Path) -> None:
    """A feed that still has what was freed brings nothing, not even if it edited it."""
    with opened(tmp_path) as lib:
        feed_id = feed_with(lib, 3)
        states.mark(lib, [1, 2, 3], read=True, now=NOW)
        assert freed(lib) == [1, 2, 3]
        document = ParsedFeed(title="News", entries=tuple(replace(stored(n).entry, guid=f"guid-{n}") for n in range(4)))
        for title in ("Title 1", "Another title"):
            answer = replace(document, entries=(*document.entries[:3], replace(document.entries[3], title=title)))
            answer = replace(answer, entries=tuple(replace(one, title=title) for one in answer.entries))
            known = storing.known(lib, feed_id)
            decided = plan(known, answer, OLD, feed_id=feed_id, validators=Validators(), digest=None)
            storing.apply(lib, decided, OLD)
            assert listed(lib) == [4]


def test_it_leaves_the_index_too(tmp_path: Path) -> None:
    """Search finds no more of it; what a kill left between the two files goes with the next check."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        for entry_id in (1, 2, 3):
            analysis.store(lib, entry_id, text="harbour", quotations=(), clauses=(), version=1)
        states.mark(lib, [1], read=True, now=NOW)
        assert freed(lib) == [1]
        assert lists.listing(lib, Filter(query=parse("harbour"))).ids.tolist() == [3, 2]
        assert lib.all("SELECT entry_id FROM idx.analysed ORDER BY 1") == [(2,), (3,)]
        with lib.write():
            lib.execute("DELETE FROM entries WHERE id = 2")
            lib.execute("UPDATE states SET listed = 0 WHERE id = 2")
        found = upkeep.check(lib, NOW)
        assert (found.problems, found.counts, found.orphans) == ([], 1, 1)
        assert lib.all("SELECT entry_id FROM idx.analysed") == [(3,)]
        assert upkeep.check(lib, NOW) == upkeep.Checked([])


def test_nothing_is_freed_before_it_was_agreed(tmp_path: Path) -> None:
    """Nor with another rule than the one agreed to; then once a day."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        states.mark(lib, [1, 2, 3], read=True, now=NOW)
        assert retention.free_daily(lib, RULE, OLD) == 0
        retention.agree(lib, RULE, OLD)
        assert retention.is_agreed(lib, RULE)
        assert retention.free_daily(lib, Rule(days=10), OLD + DAY) == 0
        assert retention.free_daily(lib, RULE, OLD + DAY // 2) == 0
        assert retention.free_daily(lib, RULE, OLD + DAY) == 3


@pytest.mark.parametrize("wrong", [OLD + 3000 * DAY, OLD - 3000 * DAY])
def test_a_wrong_clock_frees_nothing(tmp_path: Path, wrong: int) -> None:
    """Years ahead or back: only a clock that says so the next day as well is believed."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        retention.agree(lib, RULE, NOW)
        states.mark(lib, [1, 2, 3], read=True, now=1)
        assert retention.free_daily(lib, RULE, wrong) == 0
        assert retention.free_daily(lib, RULE, NOW + 2 * DAY) == 0
        assert retention.free_daily(lib, RULE, NOW + 4 * DAY) == 0
        assert len(listed(lib)) == 3


def test_what_becomes_worth_keeping_meanwhile_is_kept(tmp_path: Path) -> None:
    """A star that is set while others are freed saves the article."""
    with opened(tmp_path) as lib:
        feed_with(lib, 250)
        states.mark(lib, range(1, 251), read=True, now=NOW)
        freeing = retention.free(lib, RULE, OLD)
        assert next(freeing) == 100
        states.mark(lib, [150, 250], starred=True, now=OLD)
        assert sum(freeing) == 148
        assert [row.id for row in lists.rows(lib, listed(lib))] == [250, 150]
        assert entries.entry(lib, 250).starred
