"""Statements and transactions on both files through one connection, their errors as sentences.

No table is named here but `meta`; what the tables mean is the other modules' business.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from newsreader.errors import DamagedError, LibraryError
from newsreader.library import failures, files

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from newsreader.library.opening import Opened

_STEPS = 20_000
"""Of SQLite's machine, between two questions whether to break off."""

Row = tuple[Any, ...]


class Transactions:
    """What is asked of an open library, and what is written to it."""

    def __init__(self, opened: Opened, path: Path, index: Path) -> None:
        self.path = path
        self.index = index
        self._writing = ""
        self._index_damaged = False
        self._given_up = False
        """Whether it will not be written before it is opened anew."""
        self._use(opened)

    def _use(self, opened: Opened) -> None:
        self.connection = opened.connection
        """In autocommit mode; the index is attached as `idx`."""
        self.read_only = opened.read_only
        """Whether nothing can be changed: it was asked for so, or the files or their folder cannot be written."""
        self.damaged = opened.damaged
        """Whether library.db was found damaged, before or since: it is not written any more."""
        self.remark = opened.remark
        """What its user should know of how it is open, as a sentence; "" if all is as it should be."""
        self._reason = opened.reason or f"The library {self.path} is open for reading only; nothing was changed."

    def interrupt(self) -> None:
        """Break off the statement that is running, if any: for another thread, the only thing it may do here."""
        self.connection.interrupt()

    def stop_if(self, is_over: Callable[[], bool]) -> None:
        """Ask now and then, while a statement runs, whether to break it off."""
        self.connection.set_progress_handler(is_over, _STEPS)

    def all(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Every row of a query."""
        try:
            return self.connection.execute(sql, values).fetchall()
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    def each(self, sql: str, values: Sequence[object] = ()) -> Generator[Row, None, None]:
        """The rows of a query one after another, read as they are asked for."""
        try:
            yield from self.connection.execute(sql, values)
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    def one(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, if any."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def execute(self, sql: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run a statement that writes; inside `write` or `write_index`."""
        try:
            return self.connection.execute(sql, values)
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    def execute_many(self, sql: str, values: Iterable[Sequence[object]]) -> None:
        """Run a statement that writes once for each row of values."""
        try:
            self.connection.executemany(sql, values)
        except failures.RAISED as error:
            raise self._wrapped(error) from error

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction on library.db; inside another it joins that one."""
        with self._transaction("main"):
            yield

    @contextmanager
    def write_index(self, *, wait: bool = True) -> Iterator[None]:
        """One transaction on index.db, which no writer of library.db waits for; it may refuse to wait for another."""
        with self._transaction("idx", wait=wait):
            yield

    def stop_writing(self, why: str) -> None:
        """Change nothing any more, as the file is damaged; other processes that open it will neither."""
        if not self.read_only:
            files.note_damage(self.path, why)
        self._only_read(why)
        self.damaged = self._given_up = True

    def _only_read(self, why: str) -> None:
        self.read_only = True
        self.remark = self._reason = why

    @contextmanager
    def _transaction(self, file: str, *, wait: bool = True) -> Iterator[None]:
        if self.connection.in_transaction:
            if self._writing == "idx" and file == "main":
                raise RuntimeError("library.db is not written inside a transaction of the index")
            yield
            return
        if self.read_only:
            raise LibraryError(self._reason)
        try:
            with nullcontext() if wait else self._impatient():
                self._begin(file)
            yield
            self.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:  # SQLite itself takes back what a full disk or a failing one cut short
            self.execute("ROLLBACK")

    def _begin(self, file: str) -> None:
        # BEGIN IMMEDIATE would lock both files, and a key press would wait for the indexer. A first statement that
        # writes nothing takes the lock of the one file, with the same patience.
        self.execute("BEGIN")
        self.execute(f"DELETE FROM {file}.meta WHERE 0")
        self._writing = file

    @contextmanager
    def _impatient(self) -> Iterator[None]:
        (patience,) = self.all("PRAGMA busy_timeout")[0]
        self.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.execute(f"PRAGMA busy_timeout = {patience}")

    def _wrapped(self, error: Exception) -> LibraryError:
        if failures.code(error) in failures.DAMAGE and self._finds_index_damaged(error):
            self._index_damaged = True
            return LibraryError(
                f"The search index {self.index} is damaged; nothing is lost: start newsreader again to make a new one."
            )
        told = failures.sentence(error, self.path)
        if isinstance(told, DamagedError):
            self.stop_writing(str(told))
        return told

    def _finds_index_damaged(self, error: Exception) -> bool:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CORRUPT_VTAB:
            return True  # library.db has no virtual table
        try:
            return bool(self.connection.execute("PRAGMA idx.quick_check(1)").fetchone() != ("ok",))
        except sqlite3.DatabaseError:
            return True
