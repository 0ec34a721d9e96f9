"""Which index a list or a search is read from.

Each way to read yields the newest first and is left as soon as there are enough: the full-text index, whose row ids
grow with the date, the index of quotations, whose ids do so too, or one of the lists of `states`. What is asked beside
it is asked of each row. The way with the fewest rows to look at is taken; alternatives take one each.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library import conditions, matches, search, session
from newsreader.query import And, Condition, Dated, Has, InFeeds, Not, Or, State, WithTag
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

_COUNTED = 5_000
"""A way with more rows than that is a long one: how long is told from the newest of them."""
_ALTERNATIVES = 8


@dataclass(frozen=True, slots=True)
class Way:
    name: str
    rows: int
    """How many it has, about."""
    effort: float
    """Microseconds a row."""
    sql: str
    """SELECT and FROM, WHERE and the first condition."""
    values: tuple[object, ...]
    order: str
    """Of its rows, newest first; "" if they come so: those of an array, each looked up after the one before it."""
    rest: tuple[Condition, ...]
    """What is left to ask of each row."""
    docid: str = conditions.DOCID
    match: str = ""
    """The expression of the index of texts."""
    notes: tuple[str, ...] = ()


def alternatives(parts: Sequence[Condition]) -> list[tuple[Condition, ...]]:
    """The parts, or if nothing but an alternative leads to an index, the parts with each of them."""
    if any(matches.is_said(part) or _has_match(part) for part in parts):
        return [tuple(parts)]
    for part in parts:
        if isinstance(part, Or) and 1 < len(part.parts) <= _ALTERNATIVES and any(map(_is_picky, part.parts)):
            rest = tuple(other for other in parts if other is not part)
            return [(*rest, *(one.parts if isinstance(one, And) else (one,))) for one in part.parts]
    return [tuple(parts)]


def best(lib: Library, parts: Sequence[Condition], limit: int, *, listed: bool) -> Way:
    """The way that is through with the fewest rows, if what is asked is spread evenly."""
    textual = along_texts(lib, parts, matches.EXPANDED)
    said = _quoted(lib, parts)
    lists = _lists(lib, parts, listed=listed)
    if not lists[1:] and (textual is None) != (said is None):
        return (textual or said) or lists[0]
    total = max(_total(lib), 1)
    ways = [_counted(lib, way) for way in (textual, said) if way is not None] + lists
    asked = {way.name: min(way.rows / total, 1.0) or 1 / total for way in ways}
    share = 1.0
    for one in asked.values():
        share *= one

    def work(way: Way) -> float:
        looked_at = min(way.rows, limit / max(share / asked[way.name], 1 / total))
        return looked_at * (way.effort + sum(map(conditions.effort, way.rest)))

    return min(ways, key=work)


def along_texts(lib: Library, parts: Sequence[Condition], expanded: int) -> Way | None:
    """Along the index of texts, backwards."""
    text = tuple(part for part in parts if matches.is_text(part))
    match = matches.match(lib, And(text), expanded) if text else None
    if match is None:
        return None
    rest = tuple(part for part in parts if part not in text)
    bounds, values = _bounds(lib, rest, "search.rowid", 0)
    sql = f"""SELECT s.id AS id, s.date AS date FROM idx.search CROSS JOIN idx.documents d ON d.docid = search.rowid
        CROSS JOIN states s ON s.id = d.entry_id WHERE search MATCH ?{bounds}"""
    order = "search.rowid DESC"
    return Way(
        "the index of texts",
        0,
        4,
        sql,
        (match.expression, *values),
        order,
        rest,
        "d.docid",
        match.expression,
        match.notes,
    )


def _has_match(condition: Condition) -> bool:
    """Whether the index of texts has a way for it: it says what is wanted, not only what is not."""
    match condition:
        case And(parts):
            return any(map(_has_match, parts))
        case Or(parts):
            return bool(parts) and matches.is_text(condition) and all(map(_has_match, parts))
    return matches.is_text(condition) and not isinstance(condition, Not)


def _is_picky(condition: Condition) -> bool:
    """Whether few entries may be so, and an index knows which."""
    if isinstance(condition, And):
        return any(map(_is_picky, condition.parts))
    return (
        matches.is_said(condition)
        or _has_match(condition)
        or isinstance(condition, InFeeds | WithTag)
        or condition in {State("starred"), State("tagged"), State("noted"), State("new"), Has("note")}
    )


def _quoted(lib: Library, parts: Sequence[Condition]) -> Way | None:
    """Along the index of quotations, backwards; an entry comes once, with the last of its quotations that is meant."""
    said = tuple(part for part in parts if matches.is_said(part))
    match = matches.match(lib, And(said)) if said else None
    if match is None:
        return None
    rest = tuple(part for part in parts if part not in said)
    bounds, values = _bounds(lib, rest, "quoted.rowid", 16)
    sql = f"""SELECT DISTINCT s.id AS id, s.date AS date FROM idx.quoted CROSS JOIN idx.documents d
        ON d.docid = quoted.rowid >> 16 CROSS JOIN states s ON s.id = d.entry_id WHERE quoted MATCH ?{bounds}"""
    values = [match.expression, *values]
    order = "quoted.rowid DESC"
    return Way(
        "the index of quotations", 0, 5, sql, tuple(values), order, rest, "d.docid", match.expression, match.notes
    )


def _counted(lib: Library, way: Way) -> Way:
    """With the number of its rows; where there are many, as the newest of them tell it."""
    table = "search" if way.name == "the index of texts" else "quoted"
    rows = conditions.hits(lib, table, way.match, _COUNTED)
    if rows == _COUNTED:
        last = _number(
            lib,
            f"SELECT rowid FROM idx.{table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET {_COUNTED - 1}",
            way.match,
        )
        first, end = lib.all("SELECT (SELECT min(docid) FROM idx.documents), (SELECT max(docid) FROM idx.documents)")[0]
        newest = end - (last >> 16 if table == "quoted" else last)
        rows = min(_COUNTED * (end - first) // max(newest, 1), max(_total(lib), _COUNTED))
    return replace(way, rows=rows)


def _lists(lib: Library, parts: Sequence[Condition], *, listed: bool) -> list[Way]:
    """Along the lists of states: all, and those of what is asked."""
    index = "states_all" if listed else "states_starred" if State("starred") in parts else ""
    ways = [_list(lib, "all", parts, (), index, _total(lib))]
    for part in parts:
        rest = tuple(other for other in parts if other is not part)
        match part:
            case State("unread") if listed:
                unread = "SELECT coalesce(sum(unread), 0) FROM feeds WHERE subscribed = 1"
                ways.append(_list(lib, "unread", rest, (part,), "states_unread", _number(lib, unread)))
            case State("starred"):
                count = _few(lib, "SELECT 1 FROM states s INDEXED BY states_starred WHERE s.starred = 1")
                ways.append(_list(lib, "starred", rest, (part,), "states_starred", count))
            case InFeeds((feed_id,)) if listed:
                count = _number(lib, "SELECT coalesce(sum(total), 0) FROM feeds WHERE id = ?", feed_id)
                ways.append(_feed(feed_id, rest, count))
            case WithTag(tag_id):
                count = _few(lib, "SELECT 1 FROM tagged WHERE tag_id = ?", tag_id)
                ways.append(_tagged(tag_id, rest, count))
            case State("tagged" | "noted" | "new") | Has("note"):
                ways += _picked(lib, part, rest)
    return ways


def _list(lib: Library, name: str, rest: Sequence[Condition], held: Sequence[Condition], index: str, rows: int) -> Way:
    term = conditions.all_of(lib, held)[0] if held else "1"
    by = f"INDEXED BY {index}" if index else "NOT INDEXED"
    sql = f"SELECT s.id AS id, s.date AS date FROM states s {by} WHERE {term}"
    return Way(f"the list of {name}", rows, 1, sql, (), "s.date DESC, s.id DESC", tuple(rest))


def _feed(feed_id: int, rest: Sequence[Condition], rows: int) -> Way:
    index = "states_feed_unread" if State("unread") in rest else "states_feed"
    sql = f"SELECT s.id AS id, s.date AS date FROM states s INDEXED BY {index} WHERE s.feed_id = ?"
    return Way(f"the list of feed {feed_id}", rows, 1, sql, (feed_id,), "s.date DESC, s.id DESC", tuple(rest))


def _tagged(tag_id: int, rest: Sequence[Condition], rows: int) -> Way:
    sql = """SELECT s.id AS id, s.date AS date FROM tagged t CROSS JOIN states s ON s.id = t.state_id
        WHERE t.tag_id = ?"""
    return Way("the list of a tag", rows, 3, sql, (tag_id,), "t.date DESC, t.state_id DESC", tuple(rest))


def _picked(lib: Library, part: Condition, rest: Sequence[Condition]) -> list[Way]:
    """What was tagged, noted or came last, if it is not much: sorted before anything else is asked of a row."""
    values: tuple[object, ...] = ()
    if part == State("new"):
        name, picked, values = (
            "what is new",
            "SELECT id FROM states NOT INDEXED WHERE id > ?",
            (session.newest_seen(lib),),
        )
    else:
        table = "tagged" if part == State("tagged") else "notes"
        name, picked = f"what is {'tagged' if table == 'tagged' else 'noted'}", f"SELECT DISTINCT state_id FROM {table}"
    count = _few(lib, picked, *values)
    if count >= _COUNTED:
        return []
    newest = lib.all(f"SELECT id FROM states WHERE id IN ({picked}) ORDER BY date DESC, id DESC", values)
    ids = json.dumps([row[0] for row in newest])
    sql = "SELECT s.id AS id, s.date AS date FROM json_each(?) p CROSS JOIN states s ON s.id = p.value WHERE 1"
    return [Way(name, count, 3, sql, (ids,), "", tuple(rest))]


def _total(lib: Library) -> int:
    return _number(lib, "SELECT coalesce(sum(total), 0) FROM feeds WHERE subscribed = 1")


def _number(lib: Library, sql: str, *values: object) -> int:
    return int(lib.all(sql, values)[0][0])


def _few(lib: Library, sql: str, *values: object) -> int:
    """How many rows there are, counted up to a number."""
    return _number(lib, f"SELECT count(*) FROM ({sql} LIMIT {_COUNTED})", *values)


def _bounds(lib: Library, parts: Sequence[Condition], rowid: str, shift: int) -> tuple[str, list[object]]:
    """Dates as bounds of row ids, so that no other part of an index is read."""
    sql = ""
    values: list[object] = []
    for part in parts:
        if isinstance(part, Dated):
            if part.since is not None:
                sql += f" AND {rowid} >= ?"
                values.append(search.first_docid(part.since) << shift)
            if part.until is not None:
                sql += f" AND {rowid} < ?"
                values.append(search.end_docid(lib, part.until) << shift)
    return sql, values
