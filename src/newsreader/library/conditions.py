"""What a list or a search asks for, as one SQL statement; run here are only look-ups of feeds and folders by name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import text
from newsreader.library import feeds, folders, words
from newsreader.query import And, Condition, Dated, Has, InFeed, InFolder, Not, Or, Query, State, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

Sql = tuple[str, list[object]]
"""A condition on `states s` and its values."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries a list holds; all that are set must hold."""

    feed_id: int | None = None
    folder: str | None = None
    unread_only: bool = False
    starred_only: bool = False
    """Starred entries are listed even when their feed was unsubscribed."""
    tag: str | None = None
    """A tag of the user's, or with "" any; tagged entries are listed even when their feed was unsubscribed."""
    since: int | None = None
    """Not older than."""
    query: Query | None = None


def select(lib: Library, filter: Filter, limit: int) -> Sql:  # noqa: A002
    """The statement that gives the ids and dates of a list; a limit of 0 is none."""
    terms, values = _filtered(lib, filter)
    match, (found, more) = _top(lib, filter.query)
    terms, values = f"{terms}{found}", values + more
    limits = [*values, limit or -1]
    if match is None:
        return f"SELECT id, date FROM states s WHERE {terms} ORDER BY date DESC, id DESC LIMIT ?", limits
    # Row ids of the index grow with the date: it is read backwards and left as soon as there are enough.
    by_relevance = filter.query is not None and filter.query.sort == "relevance"
    order = "bm25(search, 8.0, 4.0, 1.0), search.rowid DESC" if by_relevance else "search.rowid DESC"
    return (
        f"""SELECT s.id, s.date FROM idx.search CROSS JOIN idx.documents d ON d.docid = search.rowid
        CROSS JOIN states s ON s.id = d.entry_id WHERE search MATCH ? AND {terms} ORDER BY {order} LIMIT ?""",
        [match, *limits],
    )


def where(lib: Library, filter: Filter, *, over_tag: bool = False) -> Sql:  # noqa: A002
    """The whole of a filter as a condition, for other questions about the same entries.

    With `over_tag` it says nothing of the tag: the statement reads what has it. "" if there is nothing to say.
    """
    terms, values = _filtered(lib, filter, over_tag=over_tag)
    wanted = _wanted(filter.query)
    if wanted is None:
        return terms, values
    found, more = _sql(lib, wanted)
    return f"{terms} AND {found}", values + more


def _filtered(lib: Library, filter: Filter, *, over_tag: bool = False) -> Sql:  # noqa: A002
    terms = ["s.starred = 1"] if filter.starred_only else [] if filter.tag is not None else ["s.listed = 1"]
    values: list[object] = []
    if filter.tag is not None and not over_tag:
        terms.append(_TAGGED if filter.tag else "s.id IN (SELECT state_id FROM tagged)")
        values += [text.fold(filter.tag)] * bool(filter.tag)
    if filter.unread_only:
        terms.append("s.read = 0")
    if filter.feed_id is not None:
        terms.append("s.feed_id = ?")
        values.append(filter.feed_id)
    if filter.folder is not None:
        terms.append(_IN_FEEDS)
        values.append(json.dumps(folders.feed_ids(lib, filter.folder)))
    if filter.since is not None:
        terms.append("s.date >= ?")
        values.append(filter.since)
    return " AND ".join(terms), values


_TAGGED = "s.id IN (SELECT g.state_id FROM tags t JOIN tagged g ON g.tag_id = t.id WHERE t.folded = ?)"
_IN_FEEDS = "s.feed_id IN (SELECT value FROM json_each(?))"
_QUOTED = {"said", "speaker", "cue"}


# --- the query ----------------------------------------------------------------------------------------------------


def _wanted(query: Query | None) -> Condition | None:
    """What a query asks for; signs without a letter are passed over, and alone find nothing."""
    if query is None or query.condition is None:
        return None
    return _pruned(query.condition) or Or(())


def _pruned(condition: Condition) -> Condition | None:
    match condition:
        case Words():
            return condition if words.phrase(condition.text) else None
        case Not(part):
            kept = _pruned(part)
            return kept and Not(kept)
        case And(parts) | Or(parts):
            there = tuple(kept for part in parts if (kept := _pruned(part)) is not None)
            return type(condition)(there) if there else None
    return condition


def _top(lib: Library, query: Query | None) -> tuple[str | None, Sql]:
    """What the full-text index can find at once, and the rest as further terms."""
    wanted = _wanted(query)
    if wanted is None:
        return None, ("", [])
    parts = wanted.parts if isinstance(wanted, And) else (wanted,)
    textual = tuple(part for part in parts if _is_text(part))
    match = _match(And(textual))
    if match is not None:
        parts = tuple(part for part in parts if part not in textual)
    found, values = _all(lib, parts)
    return match, (f" AND {found}", values) if parts else ("", [])


def _is_text(condition: Condition) -> bool:
    """Whether the index of texts alone can decide it."""
    match condition:
        case Words():
            return condition.field not in _QUOTED
        case And(parts) | Or(parts):
            return all(map(_is_text, parts))
        case Not(part):
            return _is_text(part)
    return False


def _match(condition: Condition) -> str | None:
    """An expression of FTS5; None if there is none, as it cannot say "everything without"."""
    match condition:
        case Words():
            found = words.phrase(condition.text, prefix=condition.prefix)
            return f"{condition.field} : {found}" if condition.field else found
        case Or(parts):
            return _joined_matches(" OR ", parts)
        case And(parts):
            wanted = _joined_matches(" AND ", [part for part in parts if not isinstance(part, Not)])
            without = [part.part for part in parts if isinstance(part, Not)]
            unwanted = _joined_matches(" OR ", without)
            if wanted is None or (without and unwanted is None):
                return None
            return f"({wanted} NOT {unwanted})" if without else wanted
    return None


def _joined_matches(sign: str, parts: Sequence[Condition]) -> str | None:
    found = [match for part in parts if (match := _match(part)) is not None]
    return f"({sign.join(found)})" if found and len(found) == len(parts) else None


def _sql(lib: Library, condition: Condition) -> Sql:
    if _is_text(condition) and (match := _match(condition)) is not None:
        return _FOUND, [match]
    match condition:
        case Words():
            return _SAID, [_match(condition)]
        case And(parts):
            return _all(lib, parts)
        case Or(parts):
            return _joined(" OR ", [_sql(lib, part) for part in parts])
        case Not(part):
            found, values = _sql(lib, part)
            return f"NOT {found}", values
        case State(name):
            return {"read": "s.read = 1", "unread": "s.read = 0", "starred": "s.starred = 1"}[name], []
        case Has():
            return "EXISTS (SELECT 1 FROM idx.analysed a WHERE a.entry_id = s.id AND a.quotes > 0)", []
        case Dated(since, until):
            return _dated(since, until)
        case InFeed(name):
            return _IN_FEEDS, [json.dumps(_feeds_named(lib, name))]
        case InFolder(name):
            return _IN_FEEDS, [json.dumps(_feeds_in(lib, name))]


_FOUND = """s.id IN (SELECT d.entry_id FROM idx.search CROSS JOIN idx.documents d ON d.docid = search.rowid
    WHERE search MATCH ? AND d.entry_id IS NOT NULL)"""
_SAID = """s.id IN (SELECT q.entry_id FROM idx.quoted CROSS JOIN idx.quotations q ON q.id = quoted.rowid
    WHERE quoted MATCH ?)"""


def _all(lib: Library, parts: Sequence[Condition]) -> Sql:
    """All of them; what is asked of quotations is asked of the same one."""
    said = [part for part in parts if isinstance(part, Words) and part.field in _QUOTED]
    found = [_sql(lib, part) for part in parts if part not in said]
    if said:
        found.append((_SAID, [_joined_matches(" AND ", said)]))
    return _joined(" AND ", found)


def _joined(sign: str, found: Sequence[Sql]) -> Sql:
    if not found:
        return ("1" if sign == " AND " else "0"), []
    return "(" + sign.join(sql for sql, _ in found) + ")", [value for _, values in found for value in values]


def _dated(since: int | None, until: int | None) -> Sql:
    found: list[Sql] = []
    if since is not None:
        found.append(("s.date >= ?", [since]))
    if until is not None:
        found.append(("s.date < ?", [until]))
    return _joined(" AND ", found)


def _feeds_named(lib: Library, name: str) -> list[int]:
    wanted = text.fold(name)
    return [
        feed.id
        for feed in feeds.all_feeds(lib)
        if wanted and (wanted in text.fold(feed.title) or name in {str(feed.id), feed.url})
    ]


def _feeds_in(lib: Library, name: str) -> list[int]:
    """The feeds of every folder of that path or name, and of those inside it."""
    wanted = f"/{text.fold(name).strip('/')}/"
    return [
        feed.id
        for feed in feeds.all_feeds(lib)
        if feed.folder and wanted != "//" and wanted in f"/{text.fold(feed.folder)}/"
    ]
