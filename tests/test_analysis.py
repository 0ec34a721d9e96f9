"""What is found in articles: kept, given back, queued again when an article, the version or the index changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored
from newsreader import query
from newsreader.library import analysis, entries, feeds, lists, search, searches, smart, states, storing
from newsreader.library.store import open_library
from newsreader.models.findings import KeyClause, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsreader.library.store import Library

QUOTATIONS = (
    Quotation(0, 4, "“Yes", "direct", Span(5, 9, "said"), Span(10, 13, "Kim"), "Kim Jong Un", 0, "leader", "neutral"),
    Quotation(14, 19, "never", "indirect", None, None, None, 1),
    Quotation(
        20, 24, "ok.”", "mixed", Span(5, 9, "said"), None, None, 0, None, "denied", 0.25, ("named", "learned:-1")
    ),
)
TEXT = "No clause, one"
CLAUSES = (KeyClause(3, 9, "clause", ("decision", "number"), 2), KeyClause(11, 14, "one", (), 1))


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """A library with five entries."""
    with opened(tmp_path) as library:
        feed_with(library, 5)
        yield library


def store(lib: Library, entry_id: int, version: int = 1, **fields: Any) -> bool:
    """Keep the same findings for an entry."""
    return analysis.store(lib, entry_id, text="text", quotations=QUOTATIONS, clauses=CLAUSES, version=version, **fields)


def test_findings_come_back_as_they_were(lib: Library) -> None:
    """Quotations and clauses keep every field and are given in the order of the text; rows count them."""
    assert store(lib, 2)
    assert analysis.quotations(lib, 2) == QUOTATIONS
    assert analysis.clauses(lib, 2, TEXT) == CLAUSES
    assert [(row.id, row.quotes) for row in lists.rows(lib, [1, 2])] == [(1, 0), (2, 3)]
    assert entries.entry(lib, 2).quotes == 3
    assert analysis.quotations(lib, 1) == ()
    assert analysis.clauses(lib, 1, TEXT) == ()


def test_everything_waits_newest_first(lib: Library) -> None:
    """What has not been analysed waits, the newest in front; what has does not."""
    assert analysis.pending(lib, 1) == [5, 4, 3, 2, 1]
    assert analysis.pending(lib, 1, 2) == [5, 4]
    store(lib, 4)
    assert analysis.pending(lib, 1) == [5, 3, 2, 1]
    assert [analysis.is_current(lib, n, 1) for n in (4, 5)] == [True, False]


def test_what_a_refresh_brings_waits(lib: Library) -> None:
    """New entries wait, and edited ones again."""
    for entry_id in analysis.pending(lib, 1):
        store(lib, entry_id)
    assert analysis.pending(lib, 1) == []
    storing.apply(lib, change(1, [stored(9)], [stored(1, id=2, title="Edited")]), NOW)
    assert analysis.pending(lib, 1) == [6, 2]
    assert not analysis.is_current(lib, 2, 1)
    store(lib, 2)
    assert analysis.is_current(lib, 2, 1)
    assert analysis.quotations(lib, 2) == QUOTATIONS


def test_what_came_since(lib: Library) -> None:
    """Of what waits, that which was written after a number; and how much waits at all."""
    before = analysis.latest(lib)
    assert analysis.pending(lib, 1, since=before) == []
    storing.apply(lib, change(1, [stored(9), stored(7)], [stored(1, id=2, title="Edited")]), NOW)
    new = analysis.pending(lib, 1, since=before)
    assert [entries.entry(lib, n).title for n in new] == ["Title 9", "Title 7", "Edited"]
    assert analysis.pending(lib, 1, 1, since=before) == new[:1]
    assert analysis.count_pending(lib, 1) == 7
    store(lib, new[0])
    assert analysis.pending(lib, 1, since=before) == new[1:]
    assert analysis.count_pending(lib, 1) == 6


def test_whether_anything_waits_is_asked_without_writing(lib: Library, tmp_path: Path) -> None:
    """What is new, what is in the queue, what an older version found."""
    with open_library(paths(tmp_path), read_only=True) as reading:
        assert analysis.is_anything_pending(reading, 1)
        for entry_id in analysis.pending(lib, 1):
            assert analysis.is_pending(lib, entry_id)
            assert analysis.is_anything_pending(reading, 1)
            store(lib, entry_id)
            assert not analysis.is_pending(lib, entry_id)
        assert not analysis.is_anything_pending(reading, 1)
        assert analysis.is_anything_pending(reading, 2)
        storing.apply(lib, change(1, [], [stored(1, id=2, title="Edited")]), NOW)
        assert analysis.is_anything_pending(reading, 1)


def test_marking_makes_nothing_wait(lib: Library) -> None:
    """States are no part of the text."""
    for entry_id in analysis.pending(lib, 1):
        store(lib, entry_id)
    states.mark(lib, [1], read=True, starred=True, now=NOW)
    assert analysis.pending(lib, 1) == []


def test_a_new_version_makes_everything_wait(lib: Library) -> None:
    """Another version of the analysis counts nothing of the old one; the old findings stay until replaced."""
    for entry_id in analysis.pending(lib, 1):
        store(lib, entry_id)
    assert analysis.pending(lib, 2) == [5, 4, 3, 2, 1]
    assert not analysis.is_current(lib, 5, 2)
    assert analysis.quotations(lib, 5) == QUOTATIONS
    store(lib, 5, version=2)
    assert analysis.pending(lib, 2) == [4, 3, 2, 1]
    assert analysis.quotations(lib, 5) == QUOTATIONS


def test_a_text_edited_meanwhile_is_not_taken_for_analysed(lib: Library) -> None:
    """Findings of an older text are refused; the entry goes on waiting."""
    analysis.pending(lib, 1)
    before = entries.entry(lib, 2).hash
    storing.apply(lib, change(1, [], [stored(1, id=2, title="Edited")]), NOW)
    assert not store(lib, 2, hash=before)
    assert 2 in analysis.pending(lib, 1)
    assert store(lib, 2, hash=entries.entry(lib, 2).hash)


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen once, between what `store` reads and what it writes."""
    prepared = search.prepared

    def slowly(*texts: str) -> search.Texts:
        monkeypatch.undo()
        happens()
        return prepared(*texts)

    monkeypatch.setattr(search, "prepared", slowly)


def test_two_processes_analyse_one_entry(lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever comes second leaves it as the first one stored it: the entry is indexed once, and found once."""
    with opened(tmp_path) as other:
        meanwhile(monkeypatch, lambda: store(other, 2))
        assert store(lib, 2)
    assert analysis.is_current(lib, 2, 1)
    assert lib.all("SELECT count(*) FROM idx.documents WHERE entry_id = 2") == [(1,)]
    assert lib.all("SELECT count(*) FROM idx.quotations") == [(len(QUOTATIONS),)]
    assert listed(lib, query=query.parse("text")) == [2]


def test_an_edit_queued_meanwhile_goes_on_waiting(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings that became old while they were prepared do not take the edited entry out of the queue."""

    def edited() -> None:
        storing.apply(other, change(1, [], [stored(1, id=2, title="Edited")]), NOW)
        assert 2 in analysis.pending(other, 1)

    analysis.pending(lib, 1)
    with opened(tmp_path) as other:
        meanwhile(monkeypatch, edited)
        assert not store(lib, 2)
    assert 2 in analysis.pending(lib, 1)


def test_an_entry_that_is_gone(lib: Library) -> None:
    """Its findings are refused and it waits no longer."""
    analysis.pending(lib, 1)
    feeds.delete(lib, 1)
    assert not store(lib, 2)
    assert 2 not in analysis.pending(lib, 1)


def test_forgetting(lib: Library) -> None:
    """Nothing of a forgotten entry is left to be found."""
    store(lib, 2)
    analysis.forget(lib, [2])
    assert analysis.quotations(lib, 2) == ()
    assert analysis.clauses(lib, 2, TEXT) == ()
    assert lib.all("SELECT count(*) FROM idx.documents WHERE entry_id IS NOT NULL") == [(0,)]


def test_a_deleted_index_makes_everything_wait(tmp_path: Path) -> None:
    """Without index.db all is as if never analysed, and can be again."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
        for entry_id in analysis.pending(lib, 1):
            store(lib, entry_id)
    paths(tmp_path)[1].unlink()
    with opened(tmp_path) as lib:
        assert entries.entry(lib, 3).quotes == 0
        assert analysis.pending(lib, 1) == [3, 2, 1]


def test_an_older_copy_of_the_library(tmp_path: Path) -> None:
    """A library put back from a copy is looked through anew: entries that differ from what was analysed wait."""
    with opened(tmp_path) as lib:
        feed_with(lib, 3)
    copy = paths(tmp_path)[0].read_bytes()
    with opened(tmp_path) as lib:
        storing.apply(lib, change(1, [stored(7)], [stored(0, id=1, title="Edited")]), NOW)
        for entry_id in analysis.pending(lib, 1):
            store(lib, entry_id)
    paths(tmp_path)[0].write_bytes(copy)
    with opened(tmp_path) as lib:
        assert analysis.pending(lib, 1) == [1]
        storing.apply(lib, change(1, [stored(8)]), NOW)
        assert analysis.pending(lib, 1) == [4, 1]


def test_a_large_backlog_is_queued_in_short_transactions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is filled piece by piece and every entry is in it once."""
    monkeypatch.setattr(analysis, "_BATCH", 7)
    with opened(tmp_path) as lib:
        feed_with(lib, 100)
        commits: list[str] = []
        lib.connection.set_trace_callback(lambda s: commits.append(s) if s == "COMMIT" else None)
        assert analysis.pending(lib, 1) == list(range(100, 0, -1))
        lib.connection.set_trace_callback(None)
        assert len(commits) == 15


def test_many_are_stored_at_once(lib: Library) -> None:
    """In one transaction, in whatever order; those that were edited meanwhile are left out."""
    ids = analysis.pending(lib, 1)
    found = [analysis.Found(n, f"text {n}", QUOTATIONS, CLAUSES) for n in ids]
    commits: list[str] = []
    lib.connection.set_trace_callback(lambda s: commits.append(s) if s == "COMMIT" else None)
    assert analysis.store_many(lib, [*found[:4], analysis.Found(1, "", hash="older")], version=1) == 4
    lib.connection.set_trace_callback(None)
    assert len(commits) == 1
    assert analysis.pending(lib, 1) == [1]
    assert analysis.quotations(lib, 3) == QUOTATIONS
    by_docid = [row[0] for row in lib.all("SELECT entry_id FROM idx.documents ORDER BY docid")]
    assert by_docid == [2, 3, 4, 5]
    assert lib.all("SELECT seen FROM idx.terms WHERE term = 'text'") == [(0,)]


@pytest.mark.parametrize("saved", ["", "text"])
def test_a_transaction_adds_one_part_to_each_index(lib: Library, saved: str) -> None:
    """Or an index would soon have more than it can have; also while saved searches are kept counted."""
    if saved:
        searches.save(lib, "kept", saved, 1)
        smart.update(lib, 1)
    found = [analysis.Found(n, f"text {n}", QUOTATIONS, CLAUSES) for n in analysis.pending(lib, 1)]
    analysis.store_many(lib, found, version=1)
    assert bool(lib.all("SELECT 1 FROM idx.touched")) == bool(saved)
    for index in ("search", "quoted"):
        assert lib.all(f"SELECT count(DISTINCT segid) FROM idx.{index}_idx") == [(1,)]


def test_the_words_of_the_index_are_those_its_tokenizer_finds(lib: Library) -> None:
    """What is remembered for looking up beginnings is what is in the index, in whatever script."""
    text = "snake_case naïve 12½ हिन्दी คุณ 中国人 한국어 מילה عربي e\u0301 x\u0bcdy ½ a\u20e3b 🚀 “ok” \ue000z ﷽ ①"
    said = [Quotation(0, 4, text, "direct", Span(0, 1, "sagte"), None, "Łukasz", 0, cue_class="denied")]
    analysis.store(lib, 2, text=text, quotations=said, clauses=(), version=1, language="de", audio=True)
    remembered = {row[0] for row in lib.all("SELECT term FROM idx.terms")}
    found: set[str] = set()
    for table in ("search", "quoted"):
        lib.execute(f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(idx, {table}, 'row')")
        found |= {row[0] for row in lib.all(f"SELECT term FROM temp.{table}_words")}
    assert remembered == found


def test_quotations_of_a_new_analysis_replace_the_old(lib: Library) -> None:
    """The same text analysed anew keeps its place in the index; what was quoted before is not found any more."""
    store(lib, 2)
    place = lib.all("SELECT docid, words FROM idx.analysed")
    other = (Quotation(3, 9, "otherwise", "direct", None, None, "Ann", 0),)
    analysis.store(lib, 2, text="text", quotations=other, clauses=(), version=2)
    assert lib.all("SELECT docid, words FROM idx.analysed") == place
    assert analysis.quotations(lib, 2) == other
    assert listed(lib, query=query.parse("said:otherwise")) == [2]
    assert listed(lib, query=query.parse("said:never OR speaker:kim OR cue:denied")) == []
    assert lib.all("SELECT count(*) FROM idx.quoted WHERE quoted MATCH 'never OR kim'") == [(0,)]
