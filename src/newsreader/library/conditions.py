"""What a list or a search asks for, as conditions of SQL on a row of `states s`; here are no statements.

Names of feeds, folders and tags are looked up once, before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsreader import text
from newsreader.library import feeds, folders, matches, naming, searches, session, words
from newsreader.query import (
    And,
    Condition,
    Dated,
    Has,
    InFeed,
    InFeeds,
    InFolder,
    InLanguage,
    Member,
    Not,
    Or,
    Pattern,
    Query,
    State,
    Tagged,
    WithTag,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

Sql = tuple[str, list[object]]
"""A condition on `states s` and its values."""

DOCID = "coalesce((SELECT a.docid FROM idx.analysed a WHERE a.entry_id = s.id), -1)"
"""The row of the index that an entry of a list has; of one that is not indexed yet a row that none has: asked for NULL,
FTS5 would look through all that has the words."""
FEW = 50_000
"""Hits of the index that are rather looked up at once: one takes a hundredth of the time that asking for one does."""
_CHECKED = 50
"""As `matches.EXPANDED`, where each entry is looked at by itself."""


class Filter(NamedTuple):
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
    order: str = "date"
    """One of `lists.ORDERS`; a query has an order of its own."""


class Resolution(NamedTuple):
    """A filter with its names looked up."""

    parts: tuple[Condition, ...]
    """All must hold."""
    listed: bool
    """Only what is in a feed that is subscribed."""
    notes: tuple[str, ...] = ()
    """Names that nothing has."""


def resolve(lib: Library, filter: Filter, *, over_tag: bool = False) -> Resolution:  # noqa: A002
    """The conditions of a filter; signs without a letter are passed over, and alone find nothing.

    With `over_tag` they say nothing of the tag: the statement reads what has it.
    """
    parts: list[Condition] = []
    notes: list[str] = []
    if filter.unread_only:
        parts.append(State("unread"))
    if filter.starred_only:
        parts.append(State("starred"))
    if filter.tag is not None and not over_tag:
        parts.append(WithTag(_tag(lib, filter.tag, notes)) if filter.tag else State("tagged"))
    if filter.feed_id is not None:
        parts.append(InFeeds((filter.feed_id,)))
    if filter.folder is not None:
        parts.append(InFeeds(tuple(folders.feed_ids(lib, filter.folder))))
    if filter.since is not None:
        parts.append(Dated(filter.since))
    if filter.query is not None and filter.query.condition is not None:
        expanded = searches.expanded(lib, filter.query.condition, notes)
        wanted = _looked_up(lib, _pruned(expanded) or Or(()), notes)
        parts += wanted.parts if isinstance(wanted, And) else (wanted,)
    listed = not filter.starred_only and filter.tag is None
    return Resolution(tuple(parts), listed, tuple(dict.fromkeys(notes)))


def where(lib: Library, filter: Filter, *, over_tag: bool = False) -> Sql:  # noqa: A002
    """The whole of a filter as a condition, for other questions about the same entries; see `resolve`."""
    found = resolve(lib, filter, over_tag=over_tag)
    terms, values = all_of(lib, found.parts)
    return (f"s.listed = 1 AND {terms}" if found.listed else terms), values


def all_of(lib: Library, parts: Sequence[Condition], docid: str = DOCID) -> Sql:
    """All of them; what is asked of quotations is asked of the same one. What costs least is asked first."""
    said = [part for part in parts if matches.is_said(part)]
    text_ = [part for part in parts if matches.is_text(part)]
    together = And(tuple(text_)) if len(text_) > 1 else None
    if together is not None and matches.match(lib, together) is not None:
        parts = [part for part in parts if part not in text_] + [together]
    found = [_sql(lib, part, docid) for part in sorted(parts, key=effort) if part not in said]
    if said:
        found.append(_said(lib, And(tuple(said)), docid))
    return _joined(" AND ", found)


def hits(lib: Library, table: str, expression: str, most: int) -> int:
    """How many rows of a full-text index match, counted up to a number."""
    rows = lib.all(
        f"SELECT count(*) FROM (SELECT 1 FROM idx.{table} WHERE {table} MATCH ? LIMIT ?)", (expression, most)
    )
    return int(rows[0][0])


# --- names --------------------------------------------------------------------------------------------------------


def _pruned(condition: Condition) -> Condition | None:
    match condition:
        case Words():
            return condition if words.has_letters(condition.text) else None
        case Not(part):
            kept = _pruned(part)
            return kept and Not(kept)
        case And(parts) | Or(parts):
            there = tuple(kept for part in parts if (kept := _pruned(part)) is not None)
            return type(condition)(there) if there else None
    return condition


def _looked_up(lib: Library, condition: Condition, notes: list[str]) -> Condition:
    match condition:
        case Not(part):
            return Not(_looked_up(lib, part, notes))
        case And(parts):
            return And(_joined_parts([_looked_up(lib, part, notes) for part in parts]))
        case Or(parts):
            return Or(tuple(_looked_up(lib, part, notes) for part in parts))
        case InFeed(name):
            return InFeeds(_feeds_named(lib, name, notes))
        case InFolder(name):
            return InFeeds(_feeds_in(lib, name, notes))
        case Tagged(name):
            return WithTag(_tag(lib, name, notes))
    return condition


def _joined_parts(parts: Sequence[Condition]) -> tuple[Condition, ...]:
    """What a saved search asks for beside the rest, so that all of it leads to an index; its quotation is its own."""
    flat: list[Condition] = []
    for part in parts:
        if isinstance(part, And) and not any(map(matches.is_said, part.parts)):
            flat += part.parts
        else:
            flat.append(part)
    return tuple(flat)


def _feeds_named(lib: Library, name: str, notes: list[str]) -> tuple[int, ...]:
    wanted = text.fold(name)
    all_feeds = feeds.all_feeds(lib)
    found = tuple(
        feed.id
        for feed in all_feeds
        if wanted and (wanted in text.fold(feed.title) or name in {str(feed.id), feed.url})
    )
    if not found:
        notes.append(naming.unknown("feed", name, [feed.title for feed in all_feeds]))
    return found


def _feeds_in(lib: Library, name: str, notes: list[str]) -> tuple[int, ...]:
    """The feeds of every folder of that path or name, and of those inside it."""
    wanted = f"/{text.fold(name).strip('/')}/"
    names = [path for path in folders.paths(lib) if wanted != "//" and wanted in f"/{text.fold(path)}/"]
    if not names:
        notes.append(naming.unknown("folder", name, folders.paths(lib)))
        return ()
    return tuple(feed.id for feed in feeds.all_feeds(lib) if feed.folder in names)


def _tag(lib: Library, name: str, notes: list[str]) -> int:
    row = lib.one("SELECT id FROM tags WHERE folded = ?", (text.fold(name),))
    if row is None:
        notes.append(naming.unknown("tag", name, [row[0] for row in lib.all("SELECT name FROM tags")]))
    return 0 if row is None else int(row[0])


# --- conditions ---------------------------------------------------------------------------------------------------


def _sql(lib: Library, condition: Condition, docid: str) -> Sql:
    if matches.is_said(condition):
        return _said(lib, condition, docid)
    if matches.is_text(condition):
        found = _text(lib, condition, docid)
        if found is not None:
            return found
    match condition:
        case And(parts):
            return all_of(lib, parts, docid)
        case Or(parts):
            return _joined(" OR ", [_sql(lib, part, docid) for part in sorted(parts, key=effort)])
        case Not(part):
            found_, values = _sql(lib, part, docid)
            return f"NOT {found_}", values
        case State(name):
            return _state(lib, name)
        case Has():
            return _STATES["noted"], []
        case Dated(since, until):
            return _dated(since, until)
        case InFeeds(()):
            return "?", [0]  # asked once, before any row is; a 0 in the statement would take away what INDEXED BY needs
        case InFeeds(ids):
            if len(ids) == 1:
                return "s.feed_id = ?", [ids[0]]
            return "s.feed_id IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
        case Member(watched):
            return "EXISTS (SELECT 1 FROM idx.members m WHERE m.watched = ? AND m.entry_id = s.id)", [watched]
        case WithTag(tag_id):
            return "EXISTS (SELECT 1 FROM tagged t WHERE t.state_id = s.id AND t.tag_id = ?)", [tag_id]
        case Pattern():
            return _pattern(lib, condition)
    raise TypeError(condition)


_STATES = {
    "read": "s.read = 1",
    "unread": "s.read = 0",
    "starred": "s.starred = 1",
    "tagged": "EXISTS (SELECT 1 FROM tagged t WHERE t.state_id = s.id)",
    "noted": "EXISTS (SELECT 1 FROM notes n WHERE n.state_id = s.id)",
}


def _state(lib: Library, name: str) -> Sql:
    return ("+s.id > ?", [session.newest_seen(lib)]) if name == "new" else (_STATES[name], [])


def _text(lib: Library, condition: Condition, docid: str) -> Sql | None:
    """Whether the index of texts finds a row: rare words are looked up at once, frequent ones for each row."""
    found = matches.match(lib, condition, _CHECKED)
    if found is None:
        return None
    if hits(lib, "search", found.expression, FEW) < FEW:
        few = f"{docid} IN (SELECT search.rowid FROM idx.search WHERE search MATCH ?)"
        return few, [found.expression]
    one = f"EXISTS (SELECT 1 FROM idx.search WHERE search MATCH ? AND search.rowid = {docid})"
    return one, [found.expression]


def _said(lib: Library, condition: Condition, docid: str) -> Sql:
    found = matches.match(lib, condition, _CHECKED)
    expression = found.expression if found else '""'
    if hits(lib, "quoted", expression, FEW) < FEW:
        few = f"{docid} IN (SELECT quoted.rowid >> 16 FROM idx.quoted WHERE quoted MATCH ?)"
        return few, [expression]
    one = f"""EXISTS (SELECT 1 FROM idx.quoted WHERE quoted MATCH ?
        AND quoted.rowid BETWEEN {docid} << 16 AND {docid} << 16 | 65535)"""
    return one, [expression]


def _pattern(lib: Library, wanted: Pattern) -> Sql:
    """Functions of `patterns`; a text is taken out of its HTML for it."""
    from newsreader.library import patterns  # noqa: PLC0415 - not before the screen is shown

    patterns.prepare(lib)
    column = "title" if wanted.field == "" else wanted.field
    line = f"EXISTS (SELECT 1 FROM entries e WHERE e.id = s.id AND matches_line(?, e.{column}))"
    if wanted.field:
        return line, [wanted.expression]
    body = """EXISTS (SELECT 1 FROM contents c LEFT JOIN fulltexts t ON t.entry_id = c.entry_id AND t.shown = 1
        WHERE c.entry_id = s.id AND matches_text(?, coalesce(t.content, c.content), c.summary))"""
    spoken = "EXISTS (SELECT 1 FROM spoken p WHERE p.entry_id = s.id AND matches_text(?, p.content, NULL))"
    return f"({line} OR {body} OR {spoken})", [wanted.expression] * 3


def _dated(since: int | None, until: int | None) -> Sql:
    found: list[Sql] = []
    if since is not None:
        found.append(("s.date >= ?", [since]))
    if until is not None:
        found.append(("s.date < ?", [until]))
    return _joined(" AND ", found)


def _joined(sign: str, found: Sequence[Sql]) -> Sql:
    if not found:
        return ("1" if sign == " AND " else "0"), []
    return "(" + sign.join(sql for sql, _ in found) + ")", [value for _, values in found for value in values]


def effort(condition: Condition) -> int:
    """What it takes to ask a row, roughly in microseconds."""
    match condition:
        case And(parts) | Or(parts):
            return sum(map(effort, parts))
        case Not(part):
            return effort(part)
        case Words() | InLanguage() | Has():
            return 110
        case Pattern():
            return 100
    return 1
