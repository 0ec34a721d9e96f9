"""The full-text index: what goes in. The index holds no texts, only where their words stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from newsreader.library.store import Library

SAMPLE = 16
"""One word of so many is counted, to know which are frequent: no document has many to count."""
_UNIT = 6
"""The bits of a date that a row id does not tell: about a minute. The nearer row ids are, the smaller is the index."""
_WIDEST = 40
_OLDEST = 2**32
_YOUNGEST = 2**34
"""Seconds before and after 1970 that a row id can tell."""


PAGES = 16
"""Joined at once: more than the entries that come add, one with another."""


class Texts(NamedTuple):
    """An entry's texts as the index takes them."""

    columns: tuple[str, str, str, str]
    """body, title, author, facts"""
    words: int


def prepared(title: str, author: str | None, body: str, facts: str = "") -> Texts:
    """An entry's texts as the index takes them; the slow part, done before the transaction."""
    columns = (words.indexed(body), words.indexed(title), words.indexed(author or ""), facts)
    return Texts(columns, words.count(body))


def index_entry(lib: Library, entry_id: int, date: int, texts: Texts) -> int:
    """Put an entry's prepared texts into the index and return its row there; inside `write_index`."""
    docid = _free_docid(lib, date)
    lib.execute("INSERT INTO idx.documents VALUES (?, ?)", (docid, entry_id))
    lib.execute(
        "INSERT INTO idx.search (rowid, body, title, author, facts) VALUES (?, ?, ?, ?, ?)", (docid, *texts.columns)
    )
    return docid


def merge(lib: Library, pages: int = PAGES) -> bool:
    """Join some of the parts that each write adds to the indexes, by default in about two milliseconds.

    Whether some were left.
    """
    before = lib.connection.total_changes
    for index in ("search", "quoted"):
        with lib.write_index():
            lib.execute(f"INSERT INTO idx.{index} ({index}, rank) VALUES ('merge', ?)", (pages,))
    return lib.connection.total_changes - before > 2  # one each is counted for nothing


def disown(lib: Library, docid: int) -> None:
    """Make a row of the index find nothing any more."""
    lib.execute("UPDATE idx.documents SET entry_id = NULL WHERE docid = ?", (docid,))


def unknown(lib: Library, terms: Set[str]) -> set[str]:
    """Those words that are not remembered yet: to be asked before the index is locked."""
    asked = json.dumps(sorted(terms), ensure_ascii=False)
    known = lib.all("SELECT t.term FROM json_each(?) j CROSS JOIN idx.terms t ON t.term = j.value", (asked,))
    return set(terms).difference(row[0] for row in known)


def add_terms(lib: Library, terms: Set[str], seen: Mapping[str, int]) -> None:
    """Remember words of the index, so that their beginnings find them; inside `write_index`.

    `seen` says how often each was counted.
    """
    lib.execute_many(
        "INSERT INTO idx.terms VALUES (?, ?) ON CONFLICT DO UPDATE SET seen = seen + excluded.seen",
        sorted(seen.items()),
    )
    others = sorted(terms - seen.keys())
    lib.execute_many("INSERT INTO idx.terms VALUES (?, 0) ON CONFLICT DO NOTHING", zip(others))


def first_docid(date: int) -> int:
    """The row id that no document of that date, or of a later one, is below."""
    return (min(max(date, -_OLDEST), _YOUNGEST) + _OLDEST) >> _UNIT


def end_docid(lib: Library, date: int) -> int:
    """The row id that all documents before that date are below."""
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'room'")
    return first_docid(date) + (int(row[0]) if row else 1)


def _free_docid(lib: Library, date: int) -> int:
    """A row id that sorts by the date, to a minute, and less where many came at once."""
    base = first_docid(date)
    for room in range(0, _WIDEST, 4):
        end = base + (1 << room)
        last = lib.all("SELECT max(docid) FROM idx.documents WHERE docid >= ? AND docid < ?", (base, end))[0][0]
        if last is None or last + 1 < end:
            if room:
                _widen(lib, 1 << room)
            return base if last is None else int(last) + 1
    raise OverflowError(f"no room in the index at {date}")


def _widen(lib: Library, room: int) -> None:
    """Note how far documents may be from the row ids of their minute."""
    lib.execute(
        """INSERT INTO idx.meta VALUES ('room', ?)
        ON CONFLICT DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))""",
        (str(room),),
    )
