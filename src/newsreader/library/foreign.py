"""Databases of other programs, read and never written: not even a lock or a log is left beside them.

What is in them is hostile until it is parsed: only plain tables are read, texts and rows are bounded, views, triggers
and functions of the file are never run. Nothing here knows whose database it is.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import ParseError
from newsreader.library import failures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_TEXT = 20_000_000
"""Bytes of one value; with a longer one a database is not read at all."""
MANY_ROWS = 5_000_000
_MAGIC = b"SQLite format 3\0"
_WAL = 2
"""What bytes 18 and 19 of a database say that has its latest changes in a log."""
_PATIENCE_MILLISECONDS = 2_000


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's; False if it cannot be read."""
    return _head(path).startswith(_MAGIC)


class Database:
    """Somebody else's tables."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        found = self._all("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        self._tables = {
            str(name).lower() for name, sql in found if str(sql).lstrip().upper().startswith("CREATE TABLE")
        }

    def has(self, table: str) -> bool:
        """Whether there is a plain table of that name."""
        return table.lower() in self._tables

    def count(self, table: str) -> int:
        """How many rows a table has."""
        ((found,),) = self._all(f"SELECT count(*) FROM {_quoted(self._required(table))}")
        return found if isinstance(found, int) else 0

    def rows(self, table: str, columns: Sequence[str], *, order: str = "") -> Iterator[tuple[object, ...]]:
        """Some columns of each row, in the order of one column and then as they were written.

        A column that is not there is None: programs add columns as they grow older.
        """
        name = _quoted(self._required(table))
        there = {str(row[1]).lower() for row in self._all(f"PRAGMA table_info({name})")}
        wanted = ", ".join(_quoted(column) if column.lower() in there else "NULL" for column in columns)
        by = f" ORDER BY {_quoted(order)}" if order.lower() in there else ""
        try:
            yield from self._connection.execute(f"SELECT {wanted} FROM {name}{by} LIMIT {MANY_ROWS}")
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    def _required(self, table: str) -> str:
        if not self.has(table):
            raise ParseError(f"{self._path} holds no table “{table}”; it is another program's, or of another version.")
        return table

    def _all(self, sql: str) -> list[tuple[object, ...]]:
        try:
            return self._connection.execute(sql).fetchall()
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    def _wrapped(self, error: Exception) -> ParseError:
        if failures.code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return ParseError(f"{self._path} is being written by its own program; close that and try again.")
        return ParseError(f"{self._path} cannot be read ({error}); is it whole?")


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    """A database as it is now. One whose latest changes are in a log is copied first: reading it would change it."""
    head = _head(path)
    if not head.startswith(_MAGIC):
        raise ParseError(f"{path} is no SQLite database, or cannot be read; is the name right?")
    if _WAL not in head[18:20]:
        with _connected(path, "mode=ro") as database:
            yield database
        return
    with tempfile.TemporaryDirectory(prefix="newsreader-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.db"
        try:
            shutil.copyfile(path, copy)
            log = path.with_name(path.name + "-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name("copy.db-wal"))
        except OSError as error:
            raise ParseError(f"{path} cannot be copied to be read ({error.strerror}).") from error
        with _connected(copy, "mode=rw", told=path) as database:
            yield database


@contextmanager
def _connected(file: Path, mode: str, *, told: Path | None = None) -> Iterator[Database]:
    path = told or file
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise ParseError(f"{path} cannot be opened ({error}).") from error
    try:
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MILLISECONDS}")
        yield Database(connection, path)
    except sqlite3.Error as error:
        raise ParseError(f"{path} cannot be read ({error}); is it whole?") from error
    finally:
        connection.close()


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():  # a pipe would keep one waiting
            return b""
        with path.open("rb") as file:
            return file.read(100)
    except OSError:
        return b""


def _text(stored: bytes) -> str:
    """A text that may not be UTF-8."""
    return stored.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
