"""A library made from what can be read of a damaged one: states before all, then feeds, tags, notes, articles, texts.

Rows are found by `pages`, which needs no table to be whole, and told by their shape, that of the tables in `schema`.
What a lost page of states said is taken from the indexes on them. The damaged files are read and nothing else.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from newsreader.errors import LibraryError
from newsreader.library import counting, disks, failures, files, schema, shapes
from newsreader.library.pages import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF, Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsreader.library.pages import Record

_TABLES = (
    "states",
    "feeds",
    "folders",
    "tags",
    "notes",
    "searches",
    "entries",
    "contents",
    "journal",
    "positions",
)
_KEYED = ("tagged", "session", "hosts")
"""Those that are kept in the order of their keys, on pages like those of an index."""
_BATCH = 2_000
_TOLD = 50_000
"""Rows between two words on how far it is."""


@dataclass(slots=True)
class Recovered:
    """What came of it."""

    read: dict[str, int] = field(default_factory=dict)
    """Rows by table."""
    states_from_indexes: int = 0
    """Of the states those that the indexes alone still told."""
    articles_lost: int = 0
    """Articles of which there is no more than their state; a feed that still has them brings them back."""
    texts_lost: int = 0
    """Articles that have a title but no text; the same."""
    feeds_lost: int = 0
    """Feeds whose address is gone; their articles are kept."""
    strays: int = 0
    """Articles of which nobody knows the feed any more; they are in one of their own, and unread."""
    unreadable: int = 0
    """Pages that could not be read, or not in all their rows."""


def recover(path: Path, tell: Callable[[str], None]) -> tuple[Path, Recovered]:
    """Make `library.recovered.db` beside a damaged library; nothing else is written."""
    path = path.resolve()
    target = disks.unused_name(path.with_name(f"{path.stem}.recovered{path.suffix}"))
    log = path.with_name(path.name + "-wal")
    found = Recovered()
    try:
        size = sum(file.stat().st_size for file in (path, log) if file.exists())
        disks.require_room(path.parent, size, f"What can be read of {path}")
        pages = Pages(path, log)
        try:
            files.create(target, lambda new: _build(new, pages, path, found, tell))
        finally:
            pages.close()
    except OSError as error:
        raise LibraryError(f"{path} cannot be recovered: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise failures.sentence(error, target) from error
    return target, found


def _build(new: Path, pages: Pages, path: Path, found: Recovered, tell: Callable[[str], None]) -> None:
    connection = sqlite3.connect(new, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # it is gone if this fails
        connection.execute("PRAGMA synchronous = OFF")  # `create` has it on the disk before it gets its name
        schema.migrate(connection)
        connection.execute("CREATE TEMP TABLE claimed AS SELECT * FROM tagged WHERE 0")
        connection.execute("BEGIN")
        writer = _Writer(connection, tell)
        writer.take(pages.rows(TABLE_LEAF), _TABLES)
        found.states_from_indexes = _states_from_indexes(connection, pages)
        for kind in (INDEX_LEAF, INDEX_INTERIOR):
            writer.take(pages.rows(kind), _KEYED)
        _make_whole(connection, pages, found)
        found.read = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*_TABLES, *_KEYED)
        }
        found.read["entries"] -= found.articles_lost
        found.unreadable = len(pages.unreadable)
        connection.execute("COMMIT")
        if sum(found.read.values()) == 0:
            raise LibraryError(
                f"Nothing of {path} can be read: `newsreader library restore FILE` puts a backup in its place."
            )
        problems = connection.execute("PRAGMA foreign_key_check").fetchall()
        problems += [row for row in connection.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        if problems:
            raise LibraryError(
                f"What can be read of {path} makes no library ({problems[0]}): restore a backup with "
                "`newsreader library restore FILE`."
            )
    finally:
        connection.close()


class _Writer:
    """Puts rows where they belong, in batches."""

    def __init__(self, connection: sqlite3.Connection, tell: Callable[[str], None]) -> None:
        self._connection = connection
        self._tell = tell
        self._seen = 0

    def take(self, rows: Iterator[tuple[int, Record]], tables: tuple[str, ...]) -> None:
        """Store the rows of some tables; of two with one id the first is kept."""
        known = shapes.Shapes(self._connection, tables)
        waiting: dict[tuple[str, int], list[tuple[Any, ...]]] = defaultdict(list)
        for rowid, record in rows:
            self._seen += 1
            if self._seen % _TOLD == 0:
                self._tell(f"{self._seen:,} rows read")
            table = known.table(record)
            if not table or (table == "session" and record[0] in {"id", "seq"}):
                continue
            if table == "contents" and not _is_sound(record):
                continue
            batch = waiting[table, len(record)]
            batch.append(record if table in _KEYED else (rowid, *record[1:]))
            if len(batch) == _BATCH:
                self._write(known, table, batch)
        for (table, _), batch in waiting.items():
            self._write(known, table, batch)

    def _write(self, known: shapes.Shapes, table: str, batch: list[tuple[Any, ...]]) -> None:
        if batch:
            names = ", ".join(f'"{name}"' for name in known.columns(table)[: len(batch[0])])
            target = "claimed" if table == "tagged" else table
            marks = ", ".join("?" * len(batch[0]))
            self._connection.executemany(f"INSERT OR IGNORE INTO {target} ({names}) VALUES ({marks})", batch)
            batch.clear()


def _is_sound(contents: Record) -> bool:
    """Whether the texts are those that were compressed."""
    try:
        return all(zlib.decompress(text) is not None for text in contents[1:3] if isinstance(text, bytes))
    except zlib.error:
        return False


# --- states that are only in their indexes ------------------------------------------------------------------------


def _states_from_indexes(connection: sqlite3.Connection, pages: Pages) -> int:
    """Add the states whose own page is lost; UNIQUE (feed_id, guid) tells which there were, the lists' indexes how."""
    known = {row[0] for row in connection.execute("SELECT id FROM states")}
    missing: dict[int, tuple[int, str]] = {}
    for record in _index_rows(pages):
        match record:
            case (int(feed_id), str(guid), int(key)) if key not in known:
                missing[key] = (feed_id, guid)
    if not missing:
        return 0
    dates: dict[int, int] = {}
    unread: set[int] = set()
    listed: set[int] = set()
    in_a_list_of_all: dict[int, int] = defaultdict(int)
    for record in _index_rows(pages):
        if len(record) not in {5, 6} or not all(type(value) is int for value in record):
            continue
        key = cast("int", record[-1])
        if key not in missing:
            continue
        feed_id = missing[key][0]
        match record:
            case (int(date), second, third, *_) if (second, third) == (key, feed_id):
                in_a_list_of_all[key] += len(record) == 5
            case (first, int(date), third, *_) if (first, third) == (feed_id, key):
                listed.add(key)
            case _:
                continue
        dates[key] = date
        if len(record) == 6:
            unread.add(key)
    rows = []
    for key, (feed_id, guid) in missing.items():
        is_listed = key in listed or key in unread
        # It is once in the index of all that are listed, once in that of the starred.
        starred = in_a_list_of_all[key] > is_listed
        rows.append((key, feed_id, guid, dates.get(key, 0), is_listed, key not in unread, starred))
    connection.executemany(
        "INSERT OR IGNORE INTO states (id, feed_id, guid, date, listed, read, starred) VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return len(rows)


def _index_rows(pages: Pages) -> Iterator[Record]:
    for kind in (INDEX_LEAF, INDEX_INTERIOR):
        for _, record in pages.rows(kind):
            yield record


# --- what belongs together ----------------------------------------------------------------------------------------

_KNOWN_IDS = "SELECT id FROM entries UNION SELECT entry_id FROM contents UNION SELECT state_id FROM notes"
_STUB = "This article could not be recovered"
_REFERENCES = (
    "UPDATE feeds SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folders)",
    "UPDATE states SET date = coalesce((SELECT coalesce(published, arrived) FROM entries e WHERE e.id = states.id), 0) "
    "WHERE date = 0",
    # Only a row of the table itself has the state's own date in this place.
    """INSERT OR IGNORE INTO tags (id, name, folded)
        SELECT DISTINCT tag_id, 'lost tag ' || tag_id, 'lost tag ' || tag_id
        FROM claimed c JOIN states s ON s.id = c.state_id AND s.date = c.date""",
    "INSERT OR IGNORE INTO tagged SELECT c.* FROM claimed c JOIN states s ON s.id = c.state_id AND s.date = c.date",
    # An article without its title keeps its text, and one without its text says so; a feed that still has them
    # mends both, since the hash is not that of what it says.
    f"""INSERT INTO entries (id, title, link, arrived, hash, seq)
        SELECT s.id, '{_STUB}', CASE WHEN s.guid LIKE 'http%' THEN s.guid END, s.date, 'lost', 0 FROM states s
        WHERE (s.listed = 1 OR s.id IN (SELECT entry_id FROM contents)) AND s.id NOT IN (SELECT id FROM entries)""",
    """UPDATE entries SET hash = 'lost' WHERE id NOT IN (SELECT entry_id FROM contents)""",
    "INSERT OR IGNORE INTO contents (entry_id) SELECT id FROM entries",
    "DELETE FROM positions WHERE entry_id NOT IN (SELECT id FROM entries)",
    "UPDATE meta SET value = (SELECT coalesce(max(seq), 0) + 1 FROM entries) WHERE key = 'seq'",
    "UPDATE entries SET seq = (SELECT value FROM meta WHERE key = 'seq') WHERE seq = 0",
)


def _make_whole(connection: sqlite3.Connection, pages: Pages, found: Recovered) -> None:
    """Give every row what it refers to, in place of what is lost."""
    orphans = connection.execute(f"SELECT id FROM ({_KNOWN_IDS}) WHERE id NOT IN (SELECT id FROM states)").fetchall()
    found.strays = len(orphans)
    if orphans:
        connection.execute(
            """INSERT OR IGNORE INTO feeds (url, kind, title, added)
            VALUES ('newsreader:recovered', 'files', 'Recovered articles', 0)"""
        )
        connection.executemany(
            """INSERT INTO states (id, feed_id, guid, date)
            SELECT ?1, id, 'recovered:' || ?1, 0 FROM feeds WHERE url = 'newsreader:recovered'""",
            orphans,
        )
    found.feeds_lost = _make_feeds(connection, pages)
    titled = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
    found.texts_lost = connection.execute(
        "SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry_id FROM contents)"
    ).fetchone()[0]
    for statement in _REFERENCES:
        connection.execute(statement)
    found.articles_lost = connection.execute("SELECT count(*) FROM entries").fetchone()[0] - titled
    counting.recount(connection.execute)


def _make_feeds(connection: sqlite3.Connection, pages: Pages) -> int:
    """Add the feeds that states name and that are not there, with the address that their index still tells."""
    missing = {
        row[0]
        for row in connection.execute("SELECT DISTINCT feed_id FROM states WHERE feed_id NOT IN (SELECT id FROM feeds)")
    }
    if not missing:
        return 0
    addresses = {}
    for record in _index_rows(pages):
        match record:
            case (str(url), int(key)) if key in missing and url.startswith(("http://", "https://")):
                addresses[key] = url
    connection.executemany(
        """INSERT OR IGNORE INTO feeds (id, url, kind, title, added) VALUES (?1, ?2, ?3, ?4, 0)""",
        [
            (key, addresses[key], "feed", addresses[key])
            if key in addresses
            else (key, f"newsreader:lost/{key}", "files", f"Lost feed {key}")
            for key in missing
        ],
    )
    return len(missing - addresses.keys())
