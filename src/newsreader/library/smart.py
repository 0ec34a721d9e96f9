"""The counts of saved searches, which are smart feeds: how many entries each has, and how many of them are unread.

What a search asks of contents is looked up among the members that are kept (`members`); all else is asked of these as
it is now: a mark, a tag, another folder or the time that passes counts at once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from newsreader import query as language
from newsreader.library import conditions, finding, members, searches, ways
from newsreader.library.conditions import Filter
from newsreader.library.store import open_library
from newsreader.query import And, Condition, Member, QueryError, State
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from newsreader.library.searches import Search
    from newsreader.library.store import Library

_ALL = 1 << 40
"""Rows, where all are counted."""
_SCREEN_SECONDS = 2.0
"""For how long the counts of the screen may be counted, in a thread of its own."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A saved search and what it holds."""

    search: Search
    unread: int
    total: int
    complete: bool = True
    """Whether there was time enough to count all."""
    note: str = ""
    """What keeps it from finding anything, as a sentence; "" if there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What the screen shows of saved searches."""

    counts: Mapping[int, int]
    """By the search's id; without those that are not known yet."""
    is_current: bool
    """Whether `newsreader reanalyse --background` has nothing to do for them."""


def update(lib: Library, now: int, go_on: Callable[[], bool] | None = None) -> bool:
    """Bring what is kept for saved searches up to date, until `go_on` says no; whether all was done."""
    return members.advance(lib, _wanted(_conditions(lib, now)), go_on)


def tallies(lib: Library, now: int, seconds: float = 0.0) -> list[Tally]:
    """Every saved search with its counts, which are brought up to date first; a time of 0 is no limit."""
    end = time.monotonic() + seconds
    if not lib.read_only:
        update(lib, now, lambda: not seconds or time.monotonic() < end)
    asked = _conditions(lib, now)
    known = members.filled(lib) if members.is_current(lib, _wanted(asked)) else {}
    return [_tally(lib, search, now, known, seconds) for search in searches.all_searches(lib)]


def unread_apart(files: tuple[Path, Path], now: int) -> Unread:
    """How much is unread in each, with a connection of its own: for a thread beside the screen's.

    It takes what is kept as it is, and writes nothing.
    """
    with open_library(files, read_only=True) as lib:
        asked = _conditions(lib, now)
        known = members.filled(lib)
        end = time.monotonic() + _SCREEN_SECONDS
        counts = {}
        for search_id, condition in asked.items():
            parts = _with_members(condition, known)
            left = end - time.monotonic()
            if parts is not None and left > 0:
                number, complete = _count(lib, parts, left, unread=True)
                counts.update({search_id: number} if complete else {})
        return Unread(counts, members.is_current(lib, _wanted(asked)))


def _tally(lib: Library, search: Search, now: int, known: Mapping[str, int], seconds: float) -> Tally:
    try:
        query = language.parse(search.query, now=now)
    except QueryError as error:
        return Tally(search, 0, 0, note=str(error))
    found = conditions.resolve(lib, Filter(query=query))
    parts = _with_members(And(found.parts), known)
    if parts is None:
        unread, all_unread = finding.count(lib, Filter(query=query, unread_only=True), seconds)
        total, all_counted = finding.count(lib, Filter(query=query), seconds)
    else:
        unread, all_unread = _count(lib, parts, seconds, unread=True)
        total, all_counted = _count(lib, parts, seconds, unread=False)
    return Tally(search, unread, total, all_unread and all_counted, finding.sentence(found.notes))


def _conditions(lib: Library, now: int) -> dict[int, Condition]:
    """What each saved search asks for, with its names looked up, by its id; those not understood are left out."""
    found: dict[int, Condition] = {}
    for search in searches.all_searches(lib):
        try:
            query = language.parse(search.query, now=now)
        except QueryError:  # of another version: the list of searches tells
            continue
        found[search.id] = And(conditions.resolve(lib, Filter(query=query)).parts)
    return found


def _wanted(asked: Mapping[int, Condition]) -> members.Wanted:
    return members.wanted(asked.values())


def _with_members(condition: Condition, known: Mapping[str, int]) -> tuple[Condition, ...] | None:
    """The parts of a condition with the members that are kept; None if they are not."""
    try:
        found = members.parted(condition, lambda content: Member(known[repr(content)]))
    except KeyError:
        return None
    return found.parts if isinstance(found, And) else (found,)


def _count(lib: Library, parts: Sequence[Condition], seconds: float, *, unread: bool) -> tuple[int, bool]:
    """How many listed entries are so, and whether there was time enough."""
    parts = (*parts, State("unread")) if unread else tuple(parts)
    first = next((part for part in parts if isinstance(part, Member)), None)
    if first is not None and not (unread and _more_than_unread(lib, first)):
        source = "SELECT s.id FROM idx.members m CROSS JOIN states s ON s.id = m.entry_id WHERE m.watched = ?"
        values: tuple[object, ...] = (first.watched,)
        rest = tuple(part for part in parts if part is not first)
    else:
        way = ways.best(lib, parts, _ALL, listed=True)
        source, values, rest = way.sql, way.values, way.rest
    terms, more = conditions.all_of(lib, rest)
    sql = f"SELECT count(*) FROM ({source} AND s.listed = 1 AND {terms})"
    rows, complete = finding.rows(lib, sql, (*values, *more), seconds)
    return (int(rows[0][0]) if rows else 0), complete


def _more_than_unread(lib: Library, member: Member) -> bool:
    """Whether it is quicker to go through what is unread."""
    ((unread,),) = lib.all("SELECT coalesce(sum(unread), 0) FROM feeds WHERE subscribed = 1")
    ((some,),) = lib.all(
        "SELECT count(*) FROM (SELECT 1 FROM idx.members WHERE watched = ? LIMIT ?)", (member.watched, unread + 1)
    )
    return bool(some > unread)
