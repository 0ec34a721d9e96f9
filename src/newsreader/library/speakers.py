"""Who is quoted: the speakers of the newest quotations, and those whose names have some beginnings of words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsreader.library import finding, matches
from newsreader.query import And, Words
from newsreader.values import dataclass

if TYPE_CHECKING:
    from newsreader.library.store import Library, Row

_NEWEST = 3_000
_LOOKED_AT = 300
"""Quotations that are looked at for names, the newest of all, and of those with a word in the name."""
_SECONDS = 0.005
"""After so long those found by then are the answer."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is quoted."""

    name: str
    quotations: int
    """How many of those that were looked at."""


def newest(lib: Library) -> list[Speaker]:
    """Whom the newest articles quote, the most quoted first; in a few milliseconds, however large the library is."""
    sql = "SELECT speaker FROM idx.quotations WHERE speaker IS NOT NULL ORDER BY id DESC LIMIT ?"
    return _counted(finding.rows(lib, sql, (_NEWEST,), _SECONDS)[0])


def named(lib: Library, typed: str) -> list[Speaker]:
    """Who has each of these words, or the beginning of it, in the name."""
    parts = tuple(Words(word, "speaker", prefix=True) for word in typed.split())
    match = matches.match(lib, And(parts)) if parts else None
    if match is None:
        return []
    sql = """SELECT q.speaker FROM idx.quoted CROSS JOIN idx.quotations q ON q.id = quoted.rowid
        WHERE quoted MATCH ? AND q.speaker IS NOT NULL ORDER BY quoted.rowid DESC LIMIT ?"""
    return _counted(finding.rows(lib, sql, (match.expression, _LOOKED_AT), _SECONDS)[0])


def _counted(rows: list[Row]) -> list[Speaker]:
    return [Speaker(name, count) for name, count in Counter(str(row[0]) for row in rows).most_common()]
