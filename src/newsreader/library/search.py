"""The full-text index: what goes in. The index holds no texts, only where their words stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.library import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.library.store import Library

SAMPLE = 16
"""One document in so many is counted to know which words are frequent."""
_SECOND = 4
"""The bits of a row id that tell apart the documents of one second."""
_WIDEST = 40
_OLDEST = 2**32
_YOUNGEST = 2**34
"""Seconds before and after 1970 that a row id can tell."""


_MOST_PARTS = 1_900
"""Parts of an index, of at most 2,000, with which a write joins them all the same."""
_PAGES = 32
"""Joined at once: more than the entries that come add, one with another."""


@dataclass(frozen=True, slots=True)
class Texts:
    """An entry's texts as the index takes them."""

    columns: tuple[str, str, str, str]
    """title, author, body, facts"""
    words: int


def prepared(title: str, author: str | None, body: str, facts: str = "") -> Texts:
    """An entry's texts as the index takes them; the slow part, done before the transaction."""
    columns = (words.indexed(title), words.indexed(author or ""), words.indexed(body), facts)
    return Texts(columns, words.count(body))


def index_entry(lib: Library, entry_id: int, date: int, texts: Texts) -> int:
    """Put an entry's prepared texts into the index and return its row there; inside `write_index`."""
    docid = _free_docid(lib, date)
    lib.execute("INSERT INTO idx.documents VALUES (?, ?)", (docid, entry_id))
    lib.execute(
        "INSERT INTO idx.search (rowid, title, author, body, facts) VALUES (?, ?, ?, ?, ?)", (docid, *texts.columns)
    )
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


def add_terms(lib: Library, seen: Mapping[str, int]) -> None:
    """Remember words of the index, so that their beginnings find them; inside `write_index`.

    `seen` says in how many documents of the sample each was.
    """
    for sign, known in ((True, "UPDATE SET seen = seen + excluded.seen"), (False, "NOTHING")):
        some = sorted((term, count) for term, count in seen.items() if bool(count) is sign)
        lib.execute_many(f"INSERT INTO idx.terms VALUES (?, ?) ON CONFLICT DO {known}", some)


def first_docid(date: int) -> int:
    """The row id that no document of that date, or of a later one, is below."""
    return (min(max(date, -_OLDEST), _YOUNGEST) + _OLDEST) << _SECOND


def end_docid(lib: Library, date: int) -> int:
    """The row id that all documents before that date are below."""
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'room'")
    return first_docid(date) + (int(row[0]) if row else 0)


def _free_docid(lib: Library, date: int) -> int:
    """A row id that sorts by the date: 16 for each second, more where many came at once."""
    base = first_docid(date)
    for room in range(_SECOND, _WIDEST, 4):
        end = base + (1 << room)
        last = lib.all("SELECT max(docid) FROM idx.documents WHERE docid >= ? AND docid < ?", (base, end))[0][0]
        if last is None or last + 1 < end:
            if room > _SECOND:
                _widen(lib, 1 << room)
            return base if last is None else int(last) + 1
    raise OverflowError(f"no room in the index at {date}")


def _widen(lib: Library, room: int) -> None:
    """Note how far documents may be from the row ids of their second."""
    lib.execute(
        """INSERT INTO idx.meta VALUES ('room', ?)
        ON CONFLICT DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))""",
        (str(room),),
    )
