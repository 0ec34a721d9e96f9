"""A library made from what can be read of a damaged one: states before all, then feeds, tags, notes, articles, texts.

Rows are found by `pages`, which needs no table to be whole, and told by their shape, that of the tables in `schema`.
What a lost page of states said is taken from the indexes on them. The damaged files are read and nothing else.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsreader import packing
from newsreader.errors import DamagedError, LibraryError
from newsreader.library import disks, failures, files, mending, schema, shapes, upgrading
from newsreader.library.pages import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF, Pages
from newsreader.library.records import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from newsreader.library.records import Record

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
    "fulltexts",
    "media",
    "pictures",
    "offline",
    "spoken",
)
_KEYED = ("tagged", "session", "hosts", "pictured")
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
    states_lost: int = 0
    """States of which nothing is left, as far as the counts of feeds tell; there may be more, of archived feeds."""
    states_missing: int = 0
    """Ids of states that were given and are not there: those that are lost, and those deleted with a feed of their own,
    the sample edition say."""
    unreadable: int = 0
    """Pages that could not be read, or not in all their rows."""
    pages: list[tuple[int, int]] = field(default_factory=list)
    """Which pages these are: the first and the last of those in a row."""


def recover(path: Path, tell: Callable[[str], None]) -> tuple[Path, Recovered]:
    """Make `library.recovered.db` beside a damaged library; nothing else is written."""
    path = path.resolve()
    target = disks.unused_name(path.with_name(f"{path.stem}.recovered{path.suffix}"))
    log = files.log_of(path)
    found = Recovered()
    if not files.writable_folder(path.parent):
        raise LibraryError(
            f"{path.parent} cannot be written: copy {path.name} and what begins like it to a folder that can, "
            "and recover it there, with --library."
        )
    try:
        size = sum(file.stat().st_size for file in (path, log) if file.exists())
        disks.require_room(path.parent, size, f"What can be read of {path}")
        pages = Pages(path, log)
        try:
            _refuse_newer(pages, path)
            files.create(target, lambda new: _build(new, pages, path, found, tell))
        finally:
            pages.close()
    except OSError as error:
        raise LibraryError(f"{path} cannot be recovered: {error.strerror}.") from error
    except sqlite3.Error as error:
        raise failures.sentence(error, target) from error
    return target, found


def _refuse_newer(pages: Pages, path: Path) -> None:
    """What a later program added would be lost, and called recovered."""
    with suppress(UnreadableError, DamagedError):  # the header is what is damaged
        first = pages.page(1)
        if int.from_bytes(first[68:72], "big") == schema.LIBRARY_ID:
            files.check_version(path, int.from_bytes(first[60:64], "big"), len(schema.MIGRATIONS))


def _build(new: Path, pages: Pages, path: Path, found: Recovered, tell: Callable[[str], None]) -> None:
    connection = sqlite3.connect(new, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")  # it is gone if this fails
        connection.execute("PRAGMA synchronous = OFF")  # `create` has it on the disk before it gets its name
        upgrading.migrate(connection)
        connection.execute("CREATE TEMP TABLE claimed AS SELECT * FROM tagged WHERE 0")
        connection.execute("BEGIN")
        writer = _Writer(connection, tell)
        writer.take(pages.rows(TABLE_LEAF), _TABLES)
        found.states_from_indexes = mending.states_from_indexes(connection, pages)
        for kind in (INDEX_LEAF, INDEX_INTERIOR):
            writer.take(pages.rows(kind), _KEYED)
        mending.make_whole(connection, pages, found)
        found.read = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*_TABLES, *_KEYED)
        }
        found.read["entries"] -= found.articles_lost
        lost = pages.unreadable | pages.unaccounted()
        found.unreadable = len(lost)
        found.pages = _in_a_row(sorted(lost))
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


def _in_a_row(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of ascending numbers without a gap."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


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
            if not table or (rowid < 1 and table not in _KEYED) or (table == "session" and record[0] in {"id", "seq"}):
                continue
            if table in _PACKED and not _is_sound(record, *_PACKED[table]):
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


_PACKED = {"contents": (1, 2), "fulltexts": (1, 9), "spoken": (1,)}
"""The columns that are compressed."""


def _is_sound(record: Record, *columns: int) -> bool:
    """Whether the texts are those that were compressed."""
    try:
        packed = [record[column] for column in columns if column < len(record)]
        return all(packing.unpack(text) is not None for text in packed if isinstance(text, bytes))
    except ValueError:
        return False
