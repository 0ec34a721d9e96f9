"""Searches in a thread of their own: the latest question is answered, an older one is broken off."""

from __future__ import annotations

from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

import pytest

from library_making import NOW, change, feed_with, opened, stored
from newsreader import query
from newsreader.errors import LibraryError
from newsreader.library import analysis, files, lists, storing
from newsreader.library.lists import Filter, Listing
from newsreader.library.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.store import Library

WAIT = 30.0
MANY = 100
"""More than are found."""


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    """Three indexed entries."""
    with opened(tmp_path) as library:
        feed_with(library, 3)
        for entry_id in lists.listing(library).ids:
            analysis.store(library, entry_id, text="harbour", quotations=[], clauses=[], version=1)
        yield library


@pytest.fixture
def searcher(lib: Library) -> Iterator[Searcher]:
    """On the files of the library, which stays open beside it."""
    made = Searcher((lib.path, lib.index))
    yield made
    made.close()


def asking(words: str) -> Filter:
    """A filter by a query."""
    return Filter(query=query.parse(words, now=NOW))


def endless(lib: Library, *_: object) -> Listing:
    """A question that is never answered by itself."""
    lib.all("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    raise AssertionError("it ended")


def test_a_question_is_answered_as_the_library_does(lib: Library, searcher: Searcher) -> None:
    """With its limit, and what was stored since is seen."""
    assert searcher.ask(asking("harbour"), MANY).result(WAIT).ids == lists.listing(lib, asking("harbour")).ids
    first = searcher.ask(asking("harbour"), 2).result(WAIT)
    assert (len(first), first.has_more) == (2, True)
    storing.apply(lib, change(1, [stored(9, content="harbour")]), NOW)
    new = lists.listing(lib).ids[0]
    analysis.store(lib, new, text="harbour", quotations=[], clauses=[], version=1)
    assert len(searcher.ask(asking("harbour"), MANY).result(WAIT)) == 4


def test_a_newer_question_breaks_off_the_older(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those between the two are never begun."""
    answer = lists.found
    monkeypatch.setattr(
        lists, "found", lambda lib, wanted, *rest: endless(lib) if wanted.unread_only else answer(lib, wanted, *rest)
    )
    first = searcher.ask(Filter(unread_only=True), MANY)
    second = searcher.ask(Filter(unread_only=True), MANY)
    last = searcher.ask(asking("harbour"), MANY)
    while not last.done():
        searcher.hurry()
    assert len(last.result()) == 3
    assert first.cancelled() or isinstance(first.exception(WAIT), LibraryError)
    with pytest.raises((CancelledError, LibraryError)):
        second.result(WAIT)


def test_a_question_can_be_stopped(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """It fails with a sentence, and the next one is answered."""
    with monkeypatch.context() as patched:
        patched.setattr(lists, "found", endless)
        answer = searcher.ask(Filter(), MANY)
        while not answer.done():
            searcher.stop()
    with pytest.raises(LibraryError, match="took too long and was stopped"):
        answer.result(WAIT)
    assert len(searcher.ask(asking("harbour"), MANY).result(WAIT)) == 3


def test_an_error_is_the_answer(lib: Library, searcher: Searcher) -> None:
    """Of a library that went away; when it is back, it is asked again."""
    elsewhere = lib.path.with_name("elsewhere.db")
    lib.close()
    lib.path.rename(elsewhere)
    with pytest.raises(LibraryError, match="no library"):
        searcher.ask(Filter(), MANY).result(WAIT)
    elsewhere.rename(lib.path)
    assert len(searcher.ask(Filter(), MANY).result(WAIT)) == 3


def test_after_the_end_nothing_is_asked(searcher: Searcher) -> None:
    """Closing twice is closing once."""
    searcher.close()
    assert searcher.ask(Filter(), MANY).cancelled()
    searcher.close()


def test_the_end_breaks_off_what_is_asked(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread is gone after it."""
    monkeypatch.setattr(lists, "found", endless)
    answer = searcher.ask(Filter(), MANY)
    while not answer.running() and not answer.done():
        pass
    while not answer.done():
        searcher.close()
    assert isinstance(answer.exception(WAIT), LibraryError)


def test_an_index_that_is_made_anew_is_read(lib: Library, searcher: Searcher) -> None:
    """Not the one that was deleted; what is not in it yet is said to be missing."""
    assert len(searcher.ask(asking("harbour"), MANY).result(WAIT)) == 3
    files.drop_log(lib.index)
    lib.index.unlink()
    with opened(lib.path.parent) as other:
        analysis.store(other, 1, text="harbour", quotations=[], clauses=[], version=1)
        found = searcher.ask(asking("harbour"), MANY).result(WAIT)
        assert (found.ids.tolist(), found.complete) == ([1], False)
        assert found.note == "2 articles are not indexed yet."
