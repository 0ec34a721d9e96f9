"""How searches are looked up: each from an index, the best of several, within a time, whatever is left out said."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, stored
from newsreader import query
from newsreader.library import (
    analysis,
    conditions,
    editing,
    feeds,
    finding,
    journal,
    lists,
    matches,
    notes,
    plans,
    session,
    states,
    storing,
    tags,
)
from newsreader.library.lists import Filter
from newsreader.models.findings import Quotation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.plans import Plan
    from newsreader.library.store import Library

COUNT = 300


@pytest.fixture(scope="module")
def lib(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Entries of which each has “common”, one in fifty “rare”, and a quotation each; two feeds, some states."""
    with opened(tmp_path_factory.mktemp("plans")) as library:
        big = feed_with(library, COUNT)
        small = feeds.add(library, "https://small.example/", "Small", now=NOW)
        storing.apply(library, change(small, [stored(n, guid=f"s{n}") for n in range(3)]), NOW)
        editing.move(library, big, "World", NOW)
        found = [
            analysis.Found(
                n,
                f"common {'rare ' * (n % 50 == 0)} word{n} wordy",
                [Quotation(0, 1, "peace talks", "direct", None, None, "Kim", 0)],
                language="en",
            )
            for n in range(1, COUNT + 4)
        ]
        assert analysis.store_many(library, found, version=1) == COUNT + 3
        states.mark(library, range(1, COUNT - 20), read=True, now=NOW)
        states.mark(library, [5, 100], starred=True, now=NOW)
        with library.write():
            library.execute("INSERT INTO tags VALUES (1, 'Energy', 'energy')")
            library.execute("INSERT INTO tagged SELECT id, 1, date FROM states WHERE id IN (7, 8)")
            library.execute("INSERT INTO notes (state_id, written, changed, text) VALUES (9, 0, 0, 'n')")
        session.begin(library, screen=False)
        yield library


def planned(lib: Library, text: str, limit: int = 60) -> Plan:
    """The plan of a query."""
    return plans.plan(lib, Filter(query=query.parse(text, now=NOW)), limit)


def steps(lib: Library, plan: Plan) -> list[str]:
    """SQLite's own plan of it."""
    return [row[3] for row in lib.all(f"EXPLAIN QUERY PLAN {plan.sql}", plan.values)]


QUERIES = [
    "common", "common rare", '"common rare"', "com*", "中国", "title:title", "link:x", "author:x", "lang:en",
    "has:audio",
    "has:quotes common", "common -rare", "(common OR rare) -word3", "said:peace", "speaker:kim said:peace", "cue:said",
    "said:peace common", "is:unread common", "is:starred common", "is:starred", "is:unread", "is:read common",
    "is:tagged", "tag:energy", "tag:energy common", "is:noted common", "has:note", "is:new", "is:new common",
    "feed:small", "feed:small common", "folder:world common", "feed:news OR rare", "-common", "-said:peace",
    "is:starred OR rare", "tag:energy OR said:peace", "common after:7d", "common on:2024", "said:peace before:2d",
    "~/text/", "title:~/9$/", "common ~/text/", "common sort:relevance", "common sort:length", "rare sort:arrived",
]  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_every_query_is_read_from_an_index(lib: Library, text: str) -> None:
    """No table of entries, contents, states, documents or quotations is scanned, and newest first is not sorted."""
    plan = planned(lib, text)
    found = steps(lib, plan)
    scanned = [step for step in found if step.startswith("SCAN") and "VIRTUAL TABLE INDEX" not in step]
    allowed = ("states_", "json_each", "SCAN (subquery", "SCAN t", "SCAN f", "SCAN tagged", "SCAN notes", "CONSTANT")
    assert not [step for step in scanned if not any(one in step for one in allowed)], found
    assert not [step for step in scanned if step in {"SCAN s", "SCAN e", "SCAN c", "SCAN d", "SCAN q", "SCAN a"}]
    if plan.in_order:
        assert not [step for step in found if "TEMP B-TREE" in step and "DISTINCT" not in step], found


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("common", ["the index of texts"]),
        ("rare is:unread", ["the index of texts"]),
        ("common is:starred", ["the list of starred"]),
        ("common feed:small", ["the list of feed 2"]),
        ("common tag:energy", ["the list of a tag"]),
        ("common is:noted", ["what is noted"]),
        ("common is:new", ["what is new"]),
        ("said:peace", ["the index of quotations"]),
        ("said:peace rare", ["the index of texts"]),
        ("is:unread", ["the list of unread"]),
        ("-common", ["the list of all"]),
        ("is:starred OR rare", ["the list of starred", "the index of texts"]),
        ("(is:starred OR rare) common", ["the index of texts"]),
        ("is:unread OR is:read", ["the list of all"]),
    ],
)
def test_the_way_with_the_fewest_rows_is_taken(lib: Library, text: str, ways: list[str]) -> None:
    """What is rare leads, and what is frequent is asked of each row; alternatives lead by themselves."""
    assert list(planned(lib, text).ways) == ways


def _instructions(lib: Library, text: str, limit: int = 60) -> int:
    """What SQLite does for a search, in hundreds of its instructions: each row that is read costs some."""
    plan, counted = planned(lib, text, limit), 0

    def count() -> None:
        nonlocal counted
        counted += 1

    lib.connection.set_progress_handler(count, 100)
    try:
        lib.all(plan.sql, plan.values)
    finally:
        lib.connection.set_progress_handler(None, 100)
    return counted


@pytest.mark.parametrize("text", ["is:unread -the", "is:noted -the"])
def test_what_is_not_indexed_is_not_looked_for_in_all_of_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """A row without a place in the index costs as much as one that has it, however many have the word."""
    monkeypatch.setattr(conditions, "FEW", 10)
    found = []
    for count in (200, 800):
        with opened(tmp_path / str(count)) as lib:
            feed_with(lib, count)
            analysis.store_many(lib, [analysis.Found(n, "the", language="en") for n in range(1, count + 1)], version=1)
            with lib.write_index():
                lib.execute("INSERT INTO idx.search (search) VALUES ('optimize')")  # each part is looked up apart
            states.mark(lib, range(1, count + 1), read=True, now=NOW)
            storing.apply(lib, change(1, [stored(n, guid=f"w{n}") for n in range(50)]), NOW)
            for entry_id in range(count + 1, count + 51):
                notes.write(lib, entry_id, "later", now=NOW)
            assert planned(lib, text).ways[0] in {"the list of unread", "what is noted"}
            found.append(_instructions(lib, text))
    assert found[1] <= found[0] * 1.5


@pytest.mark.parametrize("text", ["feed:nowhere", "feed:nowhere -common", "folder:nowhere is:unread", "search:none"])
def test_no_row_is_read_for_a_name_that_nothing_has(lib: Library, text: str) -> None:
    """Where all that is asked must be of a feed that is not there, no list is gone through."""
    assert planned(lib, text).ways[0].startswith("the list of")
    assert _instructions(lib, text) < 2


def test_of_what_is_tagged_only_as_much_is_asked_as_is_shown(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first: the index is not asked for those that are not shown."""
    monkeypatch.setattr(conditions, "FEW", 10)
    tags.tag(lib, range(1, COUNT + 1), "many", now=NOW)
    try:
        assert planned(lib, "is:tagged -rare").ways == ("what is tagged",)
        assert _instructions(lib, "is:tagged -rare", 10) * 2 < _instructions(lib, "is:tagged -rare", COUNT)
    finally:
        journal.undo(lib)


def test_dates_bound_what_is_read_of_an_index(lib: Library) -> None:
    """A date is a bound of row ids, in texts and in quotations."""
    for text in ("common after:7d", "said:peace after:7d before:2d"):
        assert "rowid >= ?" in planned(lib, text).sql
    assert not len(lists.listing(lib, Filter(query=query.parse("common after:1d", now=NOW))))


def test_words_that_begin_so_are_looked_up(lib: Library) -> None:
    """All of them if they are few; if there are too many, the frequent ones, and that is said."""
    assert len(listed(lib, query=query.parse("word1*"))) == 111
    assert lists.listing(lib, Filter(query=query.parse("word1*"))).note == ""
    assert "the 200 most frequent" in lists.listing(lib, Filter(query=query.parse("wor*"))).note
    match = matches.match(lib, query.Words("word", prefix=True), 10)
    assert match is not None
    assert match.expression.count("word") == 10
    assert '"wordy"' in match.expression
    assert match.notes == ("of the words that begin with “word” the 10 most frequent were looked for",)


def test_only_the_newest_are_put_into_another_order(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where very many are found the newest are ranked or sorted, and that is said."""
    monkeypatch.setattr(plans, "RANKED", 20)
    for order, note in (("relevance", "ranked"), ("length", "sorted"), ("arrived", "sorted")):
        found = lists.listing(lib, Filter(query=query.parse(f"common sort:{order}")))
        assert found.note == f"Only the newest 20 {'with these words ' * (note == 'ranked')}were {note}."
        newest = listed(lib, query=query.parse("common"))[:21]
        assert set(found.ids) <= set(newest)
    assert lists.listing(lib, Filter(query=query.parse("rare sort:relevance"))).note == ""
    assert "no word that all" in lists.listing(lib, Filter(query=query.parse("-rare sort:relevance"))).note


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("feed:smal", ""),
        ("feed:smoll", "There is no feed “smoll”; did you mean “Small”?"),
        ("folder:wrld", "There is no folder “wrld”; did you mean “World”?"),
        ("tag:enrgy common", "There is no tag “enrgy”; did you mean “Energy”?"),
        ("tag:x", "There is no tag “x”."),
    ],
)
def test_names_that_nothing_has_are_said(lib: Library, text: str, note: str) -> None:
    """A name that no feed, folder or tag has finds nothing, with a suggestion."""
    found = lists.listing(lib, Filter(query=query.parse(text)))
    assert found.note == note
    assert bool(note) != bool(len(found))


class Clock:
    """A clock that runs out after so many looks at it."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def __call__(self) -> float:
        self.looks -= 1
        return 0.0 if self.looks >= 0 else 1e9


@pytest.mark.parametrize("text", ["~/text/", "-nothing ~/text/", "said:peace ~/text/"])
def test_a_search_ends_when_its_time_is_up(lib: Library, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What was found so far is the answer, the newest first, and it says that it is not complete."""
    monkeypatch.setattr(finding, "_STEPS", 50)
    wanted = Filter(query=query.parse(text))
    patient = Clock(10**6)
    monkeypatch.setattr(time, "monotonic", patient)
    finding.find(lib, wanted, seconds=2)
    monkeypatch.setattr(time, "monotonic", Clock((10**6 - patient.looks) // 2))
    found = finding.find(lib, wanted, seconds=2)
    monkeypatch.undo()
    everything = lists.listing(lib, wanted)
    assert everything.complete
    assert (found.complete, found.note) == (False, "Not complete after 2 seconds.")
    assert 0 < len(found.rows) < len(everything) == COUNT + 3
    assert [row[0] for row in found.rows] == everything.ids.tolist()[: len(found.rows)]


def test_a_search_that_must_be_sorted_looks_through_the_newest(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing was ready in time, the newest articles alone are looked through."""
    monkeypatch.setattr(finding, "_STEPS", 50)
    monkeypatch.setattr(finding, "_NEWEST", 10)
    monkeypatch.setattr(time, "monotonic", Clock(40))
    found = finding.find(lib, Filter(query=query.parse("~/text/ sort:length")), seconds=2)
    assert not found.complete
    assert "newest 10 articles" in found.note
    assert len(found.rows) <= 11


def test_counting_ends_when_its_time_is_up(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count says whether it is one of all."""
    wanted = Filter(query=query.parse("~/text/ sort:arrived"))
    assert finding.count(lib, wanted) == (COUNT + 3, True)
    monkeypatch.setattr(finding, "_STEPS", 50)
    monkeypatch.setattr(time, "monotonic", Clock(20))
    found, complete = finding.count(lib, wanted, seconds=2)
    assert not complete
    assert 0 < found < COUNT


def test_what_is_new(tmp_path: Path) -> None:
    """For a refresh what arrives later, for a screen what came since it was opened the last time."""
    with opened(tmp_path) as lib:
        new = Filter(query=query.parse("is:new"))
        feed_id = feed_with(lib, 2)
        assert listed(lib, query=new.query) == [2, 1]
        session.begin(lib, screen=True)
        assert listed(lib, query=new.query) == [2, 1]
        session.begin(lib, screen=False)
        assert listed(lib, query=new.query) == []
        storing.apply(lib, change(feed_id, [stored(3)]), NOW)
        assert listed(lib, query=new.query) == [3]
        session.begin(lib, screen=True)
        assert listed(lib, query=new.query) == [3]
        session.begin(lib, screen=True)
        assert listed(lib, query=new.query) == []
