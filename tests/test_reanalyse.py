"""Analysing stored entries: newest first, resumable, and never stopped by one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, listed, opened, paths, stored
from newsreader import query, quotations, reanalyse
from newsreader.articles import document
from newsreader.errors import LibraryError
from newsreader.library import analysis, documents, entries, feeds, lists, search, storing
from newsreader.library.store import open_library
from newsreader.models.findings import Quotation
from newsreader.quotations import ANALYSIS_VERSION, Analysis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

LARGE = "<p>The council met.</p>" * 5000 + '<p>"We had no choice," said Mayor Ada Lind.</p>'
ARTICLE = '<p>The council met in May.</p><p>"We had no choice," said Mayor Ada Lind.</p>'


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with opened(tmp_path) as library:
        yield library


def analysed(lib: Library, **options: object) -> list[int]:
    """The progress of an analysis."""
    return list(reanalyse.analyse(lib, **options))  # type: ignore[arg-type]


def waiting(lib: Library) -> list[int]:
    """What is not analysed yet."""
    return analysis.pending(lib, ANALYSIS_VERSION)


def feed_with_article(lib: Library) -> int:
    """A feed with one article that has a quotation; returns the article's id."""
    feed_id = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    storing.apply(lib, change(feed_id, [stored(1, title="The bridge", content=ARTICLE)]), NOW)
    return listed(lib)[0]


def test_doubtful_reports_are_not_kept(lib: Library) -> None:
    """What is about as likely no report is neither stored nor shown, by whichever way an entry is analysed."""
    feed_id = feeds.add(lib, "https://news.example/feed", "News", now=NOW)
    content = "<p>The bridge is expected to close in May. Ada Lind said that the bridge was old.</p>"
    storing.apply(lib, change(feed_id, [stored(1, title="The bridge", content=content)]), NOW)
    entry = entries.entry(lib, listed(lib)[0])
    shown = reanalyse.open_entry(lib, entry).found.quotations
    assert [one.text for one in shown] == ["that the bridge was old"]
    assert analysis.quotations(lib, entry.id) == shown


def test_finds_quotations_and_words(lib: Library) -> None:
    """An entry has its quotations, where they stand in its plain text, and is found by its words."""
    entry_id = feed_with_article(lib)
    assert analysed(lib) == [1]
    (quotation,) = analysis.quotations(lib, entry_id)
    assert quotation.text == '"We had no choice,"'
    assert quotation.speaker == "Ada Lind"
    document, found = reanalyse.analyse_entry(lib, entries.entry(lib, entry_id))
    assert document.text[quotation.start : quotation.end] == quotation.text
    assert (found.quotations, found.clauses) == ((quotation,), analysis.clauses(lib, entry_id, document.text))
    assert listed(lib, query=query.parse("council bridge")) == [entry_id]
    assert entries.entry(lib, entry_id).quotes == 1
    assert waiting(lib) == []


def test_everything_is_done_newest_first(lib: Library) -> None:
    """Progress is told now and then and at the end; a limit takes the newest, and the next run goes on."""
    feed_with(lib, 45)
    assert analysed(lib, limit=5) == [5]
    assert waiting(lib) == listed(lib)[5:]
    assert analysed(lib) == [20, 40]
    assert analysed(lib) == []


def test_it_can_stop_anywhere(lib: Library) -> None:
    """What was done when it was stopped is done."""
    feed_with(lib, 45)
    progress = reanalyse.analyse(lib)
    assert next(progress) == 20
    del progress
    assert waiting(lib) == listed(lib)[20:]


def test_what_arrives_meanwhile_is_analysed_too(lib: Library) -> None:
    """Entries that come while it runs are done in the same run."""
    feed_id = feed_with(lib, 20)
    progress = reanalyse.analyse(lib)
    next(progress)
    storing.apply(lib, change(feed_id, [stored(30)]), NOW)
    assert list(progress) == [21]
    assert waiting(lib) == []


def test_an_index_that_is_deleted_meanwhile_is_filled_again(lib: Library) -> None:
    """In the same run, with what was in the one that is gone as well."""
    feed_with(lib, 30)
    progress = reanalyse.analyse(lib)
    assert next(progress) == 20
    lib.index.unlink()
    assert list(progress) == [40, 50]
    assert waiting(lib) == []
    assert lib.all("SELECT count(*) FROM idx.analysed") == [(30,)]
    with open_library((lib.path, lib.index)) as other:
        assert other.all("SELECT count(*) FROM idx.analysed") == [(30,)]


def test_edit_is_analysed_again(lib: Library) -> None:
    """An edited entry waits for its analysis, and no longer has the quotations it had."""
    entry_id = feed_with_article(lib)
    analysed(lib)
    edited = stored(1, id=entry_id, title="The bridge", content="<p>Nothing was said.</p>")
    storing.apply(lib, change(entries.entry(lib, entry_id).feed_id, changed=[edited]), NOW)
    assert waiting(lib) == [entry_id]
    assert analysed(lib) == [1]
    assert analysis.quotations(lib, entry_id) == ()


def test_everything_again(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """All entries are done anew if that is asked for."""
    feed_with(lib, 3)
    analysed(lib)
    seen: list[str] = []

    def find(text: str, *_: object) -> Analysis:
        seen.append(text)
        return Analysis((), ())

    monkeypatch.setattr(quotations, "find", find)
    assert analysed(lib, ids=reanalyse.everything(lib)) == [3]
    assert seen == ["Text 2", "Text 1", "Text 0"]


@pytest.mark.parametrize("damage", ["UPDATE contents SET content = x'00'", "DELETE FROM contents"])
def test_damaged_texts_do_not_stop_it(lib: Library, damage: str) -> None:
    """An entry whose text cannot be read is passed over, once."""
    feed_with(lib, 3)
    with lib.write():
        lib.execute(f"{damage} WHERE entry_id = (SELECT max(entry_id) FROM contents)")
    assert analysed(lib) == [3]
    assert waiting(lib) == []


@pytest.mark.parametrize("trouble", [MemoryError(), OSError(24, "Too many open files")])
def test_trouble_that_is_not_the_texts_leaves_it_waiting(
    lib: Library, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    """An entry is never taken for analysed because the machine was short of something; the others are done."""

    def find(text: str, *_: object) -> Analysis:
        if text == "Text 1":
            raise trouble
        return Analysis((), ())

    feed_with(lib, 3)
    monkeypatch.setattr(quotations, "find", find)
    assert analysed(lib) == [3]
    assert waiting(lib) == [listed(lib)[1]]
    _, found = reanalyse.analyse_entry(lib, entries.entry(lib, listed(lib)[1]))
    assert found.quotations == ()
    monkeypatch.undo()
    assert analysed(lib) == [1]
    assert waiting(lib) == []


@pytest.mark.parametrize("room", [0, 1, 2, 5, 9, 14])
def test_a_full_disk_marks_nothing_analysed(lib: Library, tmp_path: Path, room: int) -> None:
    """Wherever it strikes: what is analysed has its quotations, all else waits and can be read, and is done later."""
    feed_id = feed_with(lib, 0)
    texts = [f"{ARTICLE}<p>{' '.join(f'w{n}x{word}' for word in range(150))}</p>" for n in range(60)]
    new = [stored(n, content=text) for n, text in enumerate(texts)]
    storing.apply(lib, change(feed_id, new, language="en"), NOW)
    pages = lib.all("PRAGMA idx.page_count")[0][0]
    lib.execute(f"PRAGMA idx.max_page_count = {pages + room}")
    with pytest.raises(LibraryError, match="disk is full"):
        analysed(lib)
    for entry_id in listed(lib)[-3:]:
        assert len(open_(lib, entry_id).found.quotations) == 1
    for entry_id in listed(lib):
        found = len(analysis.quotations(lib, entry_id))
        assert found == analysis.is_current(lib, entry_id, ANALYSIS_VERSION) == entries.entry(lib, entry_id).quotes
    lib.execute("PRAGMA idx.max_page_count = 1000000")
    left = waiting(lib)
    assert left == [n for n in listed(lib) if not analysis.is_current(lib, n, ANALYSIS_VERSION)]
    with opened(tmp_path) as later:
        assert analysed(later)[-1] == len(left)
        assert [entries.entry(later, n).quotes for n in listed(later)] == [1] * 60
        assert later.all("PRAGMA idx.integrity_check") == [("ok",)]


def test_what_cannot_be_done_now_is_tried_once_a_run(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stay in the queue, each of the others has its turn, and the run ends."""

    def find(text: str, *_: object) -> Analysis:
        seen.append(text)
        if text != "Text 0":
            raise MemoryError
        return Analysis((), ())

    seen: list[str] = []
    feed_with(lib, 50)
    monkeypatch.setattr(reanalyse, "_BATCH", 7)
    monkeypatch.setattr(quotations, "find", find)
    assert analysed(lib) == [20, 40, 50]
    assert seen == [f"Text {n}" for n in range(49, -1, -1)]
    assert waiting(lib) == listed(lib)[:-1]


def test_what_another_process_has_done_is_not_done_again(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that work off the same queue share it."""
    feed_with(lib, 30)
    progress = reanalyse.analyse(lib)
    next(progress)
    for entry_id in waiting(lib)[:8]:
        analysis.store(lib, entry_id, text="", quotations=(), clauses=(), version=ANALYSIS_VERSION)
    seen: list[str] = []

    def find(text: str, *_: object) -> Analysis:
        seen.append(text)
        return Analysis((), ())

    monkeypatch.setattr(quotations, "find", find)
    assert list(progress) == [22]
    assert seen == ["Text 1", "Text 0"]


def test_it_ends_when_it_is_told_to(lib: Library) -> None:
    """It is asked after each entry whether to go on."""
    feed_with(lib, 5)
    answers = [True, True, False]
    assert analysed(lib, go_on=lambda: answers.pop(0)) == [3]
    assert waiting(lib) == listed(lib)[3:]


def test_large_texts_can_be_left_for_later(lib: Library) -> None:
    """They go on waiting; the others are done."""
    feed_id = feed_with(lib, 2)
    storing.apply(lib, change(feed_id, [stored(9, content=LARGE)]), NOW)
    assert analysed(lib, large=False) == [3]
    assert waiting(lib) == listed(lib)[:1]


def test_text_that_breaks_the_analysis(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that makes the analysis fail has no quotations, but its words are found."""
    entry_id = feed_with_article(lib)
    monkeypatch.setattr(quotations, "find", None)
    assert analysed(lib) == [1]
    assert waiting(lib) == []
    assert listed(lib, query=query.parse("council")) == [entry_id]


def test_opened_entry_is_analysed_at_once(lib: Library) -> None:
    """An entry that is opened before its turn is analysed and need not be again."""
    entry_id = feed_with_article(lib)
    document, found = reanalyse.analyse_entry(lib, entries.entry(lib, entry_id))
    assert document.text.startswith("The council")
    assert [one.speaker for one in found.quotations] == ["Ada Lind"]
    assert analysis.is_current(lib, entry_id, ANALYSIS_VERSION)
    assert waiting(lib) == []


def test_opened_entry_of_a_library_for_reading(lib: Library, tmp_path: Path) -> None:
    """Where nothing can be written an entry is analysed for the eye alone."""
    entry_id = feed_with_article(lib)
    with open_library(paths(tmp_path), read_only=True) as reading:
        _, found = reanalyse.analyse_entry(reading, entries.entry(reading, entry_id))
    assert len(found.quotations) == 1
    assert waiting(lib) == [entry_id]


def test_opened_entry_while_the_index_cannot_be_written(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry can be read though its analysis cannot be kept; it waits for the next run."""

    def busy(*_: object, **__: object) -> bool:
        raise LibraryError("The library is being written by another program.")

    entry_id = feed_with_article(lib)
    monkeypatch.setattr(analysis, "store", busy)
    _, found = reanalyse.analyse_entry(lib, entries.entry(lib, entry_id))
    assert len(found.quotations) == 1
    assert waiting(lib) == [entry_id]
    with pytest.raises(LibraryError):
        analysed(lib)


# --- opened on the screen -----------------------------------------------------------------------------------------


def open_(lib: Library, entry_id: int) -> reanalyse.Opened:
    """An entry as the screen opens it."""
    return reanalyse.open_entry(lib, entries.entry(lib, entry_id))


def test_a_small_entry_is_analysed_as_it_is_opened(lib: Library) -> None:
    """And kept, so that it is read from the index the next time."""
    entry_id = feed_with_article(lib)
    opened_ = open_(lib, entry_id)
    assert opened_.is_current
    assert [one.speaker for one in opened_.found.quotations] == ["Ada Lind"]
    assert analysis.quotations(lib, entry_id) == opened_.found.quotations
    assert open_(lib, entry_id) == opened_


def test_a_large_entry_is_opened_without_its_quotations(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked for while somebody waits; what another process found is read."""
    feed_id = feed_with(lib, 0)
    storing.apply(lib, change(feed_id, [stored(1, content=LARGE)], language="en"), NOW)
    (entry_id,) = listed(lib)
    with monkeypatch.context() as patched:
        patched.setattr(quotations, "find", None)
        opened_ = open_(lib, entry_id)
    assert not opened_.is_current
    assert opened_.document.text.endswith("said Mayor Ada Lind.")
    assert opened_.found == Analysis((), ())
    assert waiting(lib) == [entry_id]
    assert analysed(lib) == [1]
    assert open_(lib, entry_id).is_current
    assert [one.speaker for one in open_(lib, entry_id).found.quotations] == ["Ada Lind"]


def test_bytes_make_a_text_large(lib: Library) -> None:
    """Not characters: of a Chinese text a third as many are as much work."""
    assert not reanalyse.is_large("a" * 64 * 1024)
    assert reanalyse.is_large("a" * 64 * 1024 + "b")
    assert reanalyse.is_large("中" * 22_000)


def test_a_large_entry_shows_what_an_older_version_found(lib: Library) -> None:
    """Until it is replaced; but not what was found in another text."""
    feed_id = feed_with(lib, 0)
    storing.apply(lib, change(feed_id, [stored(1, content=LARGE)], language="en"), NOW)
    (entry_id,) = listed(lib)
    older = Quotation(0, 3, "The", "direct", None, None, None, 0)
    analysis.store(lib, entry_id, text="", quotations=[older], clauses=(), version=ANALYSIS_VERSION - 1)
    opened_ = open_(lib, entry_id)
    assert (opened_.found.quotations, opened_.is_current) == ((older,), False)
    edited = stored(1, id=entry_id, content=f"<p>Another</p>{LARGE}")
    storing.apply(lib, change(feed_id, changed=[edited]), NOW)
    opened_ = open_(lib, entry_id)
    assert (opened_.found.quotations, opened_.is_current) == ((), False)


def test_opening_does_not_wait_for_the_indexer(lib: Library, tmp_path: Path) -> None:
    """While another process writes the index, an entry is shown with its quotations at once and goes on waiting."""
    entry_id = feed_with_article(lib)
    lib.execute("PRAGMA busy_timeout = 3600000")
    with opened(tmp_path) as indexer, indexer.write_index():
        opened_ = open_(lib, entry_id)  # otherwise it would wait for an hour
        assert len(opened_.found.quotations) == 1
        assert lib.all("PRAGMA busy_timeout") == [(3_600_000,)]
    assert waiting(lib) == [entry_id]


def parts(lib: Library) -> int:
    """Of how many parts the full-text index consists."""
    return len({row[0] for row in lib.all("SELECT segid FROM idx.search_idx")})


def test_no_write_joins_parts_of_the_index(lib: Library) -> None:
    """That may take seconds; each adds a part, which is joined between two of them, and the rest at the end."""
    feed_with(lib, 40)
    joined = []
    store = analysis.store

    def stored_alone(*arguments: object, **values: object) -> bool:
        before = parts(lib)
        kept = store(*arguments, **values)  # type: ignore[arg-type]
        joined.append(parts(lib) - before)
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "store", stored_alone)
        assert analysed(lib, go_on=lambda: True)[-1] == 40
    assert joined == [1] * 40
    assert parts(lib) < 4
    assert not search.merge(lib)
    assert len(lists.listing(lib, lists.Filter(query=query.parse("text")))) == 40


# --- long articles --------------------------------------------------------------------------------------------------


def long_article(lib: Library, words: str = "Ada Lind said that the bridge was old. ") -> int:
    """An article whose HTML is long, analysed; its id."""
    feed_id = feeds.add(lib, "https://long.example/feed", "Long", now=NOW)
    storing.apply(lib, change(feed_id, [stored(7, title="Long", content=f"<p>{words * 1_200}</p>")]), NOW)
    assert analysed(lib)[-1] == 1
    return listed(lib)[0]


def test_a_long_article_is_parsed_once(lib: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is analysed; then it opens as it was parsed."""
    entry = entries.entry(lib, long_article(lib))
    parsed = document.parse(entry.body)
    monkeypatch.setattr(document, "parse", None)
    opened = reanalyse.open_entry(lib, entry)
    assert opened.document == parsed
    assert opened.minutes == document.reading_minutes(parsed.text)


def test_many_quotations_come_after_the_text(lib: Library) -> None:
    """What is read at once is the document."""
    entry = entries.entry(lib, long_article(lib))
    assert entry.quotes > reanalyse.MANY
    opened = reanalyse.open_entry(lib, entry)
    assert (opened.is_much, opened.found.quotations) == (True, ())
    assert len(reanalyse.found_in(lib, entry, opened.document.text).quotations) == entry.quotes


def test_an_edited_article_is_parsed_anew(lib: Library) -> None:
    """What was kept is of the text as it was."""
    entry = entries.entry(lib, long_article(lib))
    before = reanalyse.document_of(lib, entry)[0]
    edited = entry._replace(hash="another", content=f"<p>{'Other words. ' * 3_000}</p>")
    assert reanalyse.document_of(lib, edited)[0] == document.parse(edited.body) != before


def test_a_damaged_document_is_parsed_anew(lib: Library) -> None:
    """The index can be made again."""
    entry = entries.entry(lib, long_article(lib))
    documents.keep(lib, entry.id, entry.hash, b"damaged", 1)
    assert reanalyse.document_of(lib, entry)[0] == document.parse(entry.body)
    assert documents.get(lib, entry.id, entry.hash) != (b"damaged", 1)


def test_documents_of_entries_that_are_gone_are_forgotten(lib: Library) -> None:
    """With all else that the index has of them."""
    entry = entries.entry(lib, long_article(lib))
    assert documents.get(lib, entry.id, entry.hash) is not None
    analysis.forget(lib, [entry.id])
    assert documents.get(lib, entry.id, entry.hash) is None


def test_short_articles_are_not_kept(lib: Library) -> None:
    """To parse them takes no time."""
    entry = entries.entry(lib, feed_with_article(lib))
    reanalyse.open_entry(lib, entry)
    assert documents.get(lib, entry.id, entry.hash) is None
