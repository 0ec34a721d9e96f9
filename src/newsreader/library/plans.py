"""A list or a search as one statement of SQL, in the order that is asked for; alternatives are united."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import conditions, ways
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.conditions import Filter, Sql
    from newsreader.library.store import Library
    from newsreader.library.ways import Way

RANKED = 20_000
"""The newest hits that are put into another order than that of their dates."""
_SORTED = {
    "arrived": ("f.id DESC", ""),
    "length": (
        "coalesce(a.words, 0) DESC, f.date DESC, f.id DESC",
        "LEFT JOIN idx.analysed a ON a.entry_id = f.id",
    ),
    "read": ("coalesce(r.read_at, 0) DESC, f.date DESC, f.id DESC", "JOIN states r ON r.id = f.id"),
    "feed": (
        "lower(coalesce(o.custom_title, o.title)), o.id, f.date DESC, f.id DESC",
        "JOIN states r ON r.id = f.id JOIN feeds o ON o.id = r.feed_id",
    ),
}
"""What a list may be put in the order of besides date and relevance, and what is to be joined for it."""
_RANKED_TERMS = 10
"""As `matches.EXPANDED`, for the best first: of each word all documents are counted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement that gives ids and dates."""

    sql: str
    values: tuple[object, ...]
    ways: tuple[str, ...]
    """What it reads from, in words, one a part of the search."""
    notes: tuple[str, ...] = ()
    """What the answer leaves out, and names that nothing has."""
    in_order: bool = True
    """Whether the rows come newest first without being sorted: what was read of them is the newest."""


def plan(lib: Library, filter: Filter, limit: int = 0) -> Plan:  # noqa: A002
    """The statement for a list; a limit of 0 is none."""
    found = conditions.resolve(lib, filter)
    order = filter.query.sort if filter.query is not None else "date"
    most = limit or -1
    if order == "relevance":
        ranked = _ranked(lib, found, most)
        if ranked is not None:
            return ranked
    inner = most if order in {"date", "relevance"} else RANKED
    chosen = [ways.best(lib, parts, limit or RANKED, listed=found.listed) for parts in ways.alternatives(found.parts)]
    statements = [_statement(lib, way, inner, listed=found.listed) for way in chosen]
    sql, values = statements[0] if len(chosen) == 1 else _united(statements, inner)
    notes = tuple(dict.fromkeys([*found.notes, *(note for way in chosen for note in way.notes)]))
    if order == "relevance" and filter.query is not None and filter.query.condition is not None:
        notes = (*notes, "sorted by date: there is no word that all of it must have, to be ranked by")
    in_order = len(chosen) == 1
    if order in _SORTED:
        sql, values, in_order = *_sorted(order, sql, values, most), False
    return Plan(sql, tuple(values), tuple(way.name for way in chosen), notes, in_order)


def _statement(lib: Library, way: Way, most: int, *, listed: bool, order: str = "", bound: int | None = None) -> Sql:
    terms, values = conditions.all_of(lib, way.rest, way.docid)
    terms += " AND s.listed = 1" if listed else ""
    values = [*way.values, *values]
    if bound is not None:
        terms, values = f"{terms} AND search.rowid >= ?", [*values, bound]
    by = order or way.order
    return f"{way.sql} AND {terms}{by and ' ORDER BY '}{by} LIMIT ?", [*values, most]


def _united(statements: Sequence[Sql], most: int) -> Sql:
    """Of each alternative the newest, of those the newest."""
    united = " UNION ".join(f"SELECT id, date FROM ({sql})" for sql, _ in statements)
    values = [value for _, its in statements for value in its]
    return f"SELECT id, date FROM ({united}) ORDER BY date DESC, id DESC LIMIT ?", [*values, most]


def _sorted(order: str, sql: str, values: Sequence[object], most: int) -> tuple[str, list[object]]:
    """The newest of a list in another order, with their number."""
    by, join = _SORTED[order]
    outer = f"SELECT f.id AS id, f.date AS date, count(*) OVER () FROM ({sql}) f {join} ORDER BY {by} LIMIT ?"
    return outer, [*values, most]


def _ranked(lib: Library, found: conditions.Resolution, most: int) -> Plan | None:
    """The best first of the newest hits; None if there is nothing to rank by."""
    way = ways.along_texts(lib, found.parts, _RANKED_TERMS)
    if way is None:
        return None
    last = lib.one(
        "SELECT rowid FROM idx.search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", (way.match, RANKED)
    )
    notes = [*found.notes, *way.notes]
    if last is not None:
        notes.append(f"only the newest {RANKED:,} with these words were ranked")
    order = "bm25(search, 1.0, 8.0, 4.0, 0.0), search.rowid DESC"
    bound = None if last is None else int(last[0])
    sql, values = _statement(lib, way, most, listed=found.listed, order=order, bound=bound)
    return Plan(sql, tuple(values), (way.name,), tuple(dict.fromkeys(notes)), in_order=False)
