"""The full-text index: what goes in, what is found. The index holds no texts, only where their words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import lists, words
from newsreader.library.conditions import Filter

if TYPE_CHECKING:
    from newsreader.library.lists import Listing
    from newsreader.library.store import Library
    from newsreader.query import Query


_MOST_PARTS = 1_900
"""Parts of an index, of at most 2,000, with which a write joins them all the same."""
_PAGES = 32
"""Joined at once: more than the entries that come add, one with another."""


def search(lib: Library, query: Query, limit: int = 0) -> Listing:
    """The entries that a query finds, newest first or by relevance; a limit of 0 is all."""
    return lists.listing(lib, Filter(query=query), limit)


def prepared(title: str, author: str | None, body: str) -> tuple[str, str, str]:
    """An entry's texts as the index takes them; the slow part, done before the transaction."""
    return words.indexed(title), words.indexed(author or ""), words.indexed(body)


def index_entry(lib: Library, entry_id: int, date: int, texts: tuple[str, str, str]) -> int:
    """Put an entry's prepared texts into the index and return its row there; inside `write_index`."""
    docid = _free_docid(lib, date)
    lib.execute("INSERT INTO idx.documents VALUES (?, ?)", (docid, entry_id))
    lib.execute("INSERT INTO idx.search (rowid, title, author, body) VALUES (?, ?, ?, ?)", (docid, *texts))
    return docid


def merge_apart(lib: Library) -> None:
    """Have writes to the indexes join nothing: a write that does may take seconds, and others wait for its end."""
    with lib.write_index():
        for index in ("search", "quoted"):
            for option, value in (("automerge", 0), ("crisismerge", _MOST_PARTS)):
                lib.execute(f"INSERT INTO idx.{index} ({index}, rank) VALUES (?, ?)", (option, value))


def merge(lib: Library) -> bool:
    """Join some of the parts that each write adds to the indexes, in about two milliseconds; whether some were left."""
    before = lib.connection.total_changes
    for index in ("search", "quoted"):
        with lib.write_index():
            lib.execute(f"INSERT INTO idx.{index} ({index}, rank) VALUES ('merge', ?)", (_PAGES,))
    return lib.connection.total_changes - before > 2  # one each is counted for nothing


def disown(lib: Library, docid: int) -> None:
    """Make a row of the index find nothing any more."""
    lib.execute("UPDATE idx.documents SET entry_id = NULL WHERE docid = ?", (docid,))


def _free_docid(lib: Library, date: int) -> int:
    """A row id that sorts by the date: 4,096 for each second, more where many came at once."""
    base = (date + 2**32) << 12
    for room in range(12, 40, 4):
        end = base + (1 << room)
        last = lib.all("SELECT max(docid) FROM idx.documents WHERE docid >= ? AND docid < ?", (base, end))[0][0]
        if last is None or last + 1 < end:
            return base if last is None else int(last) + 1
    raise OverflowError(f"no room in the index at {date}")
