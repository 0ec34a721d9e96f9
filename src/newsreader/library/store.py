"""Opening the library: one connection with both files, its transactions, its errors as sentences.

No table is named here but `meta`; what the tables mean is the other modules' business.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, Self

from newsreader.errors import LibraryError
from newsreader.library import backup, failures, files, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BUSY_SECONDS = 5.0

Row = tuple[Any, ...]


class Library:
    """An open library. It belongs to the thread that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, index: Path, *, read_only: bool = False, reason: str = ""
    ) -> None:
        self.connection = connection
        """In autocommit mode; the index is attached as `idx`."""
        self.path = path
        self.index = index
        self.read_only = read_only
        """Whether nothing can be changed: it was asked for so, or the files or their folder cannot be written."""
        self._reason = reason or f"The library {path} is open for reading only; nothing was changed."
        self._writing = ""
        self._index_damaged = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close both files; a second time does nothing. A damaged index goes, the next start makes a new one."""
        self.connection.close()
        if self._index_damaged and not self.read_only:
            self._index_damaged = False
            with suppress(OSError):  # if it cannot be moved, it is found damaged again
                files.set_aside(self.index)

    def interrupt(self) -> None:
        """Break off the statement that is running, if any: for another thread, the only thing it may do here."""
        self.connection.interrupt()

    def all(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Every row of a query."""
        try:
            return self.connection.execute(sql, values).fetchall()
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

    def data_version(self) -> int:
        """A number that changes when another connection or process has written."""
        return sum(int(self.all(f"PRAGMA {file}.data_version")[0][0]) for file in ("main", "idx"))

    def check(self) -> list[str]:
        """What is wrong inside library.db, read as a whole: slow, for a command of its own. Empty if it is sound."""
        try:
            found = [str(row[0]) for row in self.all("PRAGMA main.quick_check(20)")]
            found += [f"{row[0]} without its {row[2]}" for row in self.all("PRAGMA main.foreign_key_check")]
        except LibraryError as error:
            return [str(error)]
        return [problem for problem in found if problem != "ok"]

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
        if failures.code(error) in failures.DAMAGE and self._finds_index_damaged():
            self._index_damaged = True
            return LibraryError(
                f"The search index {self.index} is damaged; nothing is lost: start newsreader again to make a new one."
            )
        return failures.sentence(error, self.path)

    def _finds_index_damaged(self) -> bool:
        try:
            return bool(self.connection.execute("PRAGMA idx.quick_check(1)").fetchone() != ("ok",))
        except sqlite3.DatabaseError:
            return True


def open_library(files_: tuple[Path, Path], *, read_only: bool = False) -> Library:
    """Open library.db and index.db, making them if they are not there, bringing older tables up to date."""
    path, index = files_
    try:
        if not path.exists():
            if read_only:
                raise LibraryError(f"There is no library at {path}.")
            files.check_not_missing(path)
            files.make_folder(path.parent)
            files.create(path, _build_library)
        files.check_library(path, schema.LIBRARY_ID, len(schema.MIGRATIONS))
        if read_only or not files.writable(path):
            return _open_for_reading(path, index)
        try:
            return _open_for_writing(path, index)
        except sqlite3.OperationalError as error:
            if not failures.is_full(error):
                raise
            return _open_for_reading(path, index, str(failures.sentence(error, path)))
    except sqlite3.Error as error:
        raise failures.sentence(error, path) from error
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be opened: {error.strerror}.") from error


def _open_for_writing(path: Path, index: Path) -> Library:
    connection = _connect(path, "mode=rw")
    try:
        connection.execute("PRAGMA main.journal_mode = WAL")  # a restored copy may have another; it stays where it must
        if schema.version(connection) < len(schema.MIGRATIONS):
            backup.before_migration(connection, path, schema.version(connection))
            schema.migrate(connection)
        _attach(connection, index)
    except BaseException:
        connection.close()
        raise
    return Library(connection, path, index)


def _open_for_reading(path: Path, index: Path, reason: str = "") -> Library:
    """Open without writing; where not even SQLite's own shared memory can be made, as an unchanging file."""
    try:
        return _for_reading(path, index, "mode=ro", reason)
    except sqlite3.OperationalError as error:
        unwritable = failures.code(error) in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not unwritable and not failures.is_full(error):
            raise
        return _for_reading(path, index, "mode=ro&immutable=1", reason)


def _for_reading(path: Path, index: Path, mode: str, reason: str) -> Library:
    connection = _connect(path, mode)
    try:
        _attach_for_reading(connection, index, mode, path)
    except BaseException:
        connection.close()
        raise
    return Library(connection, path, index, read_only=True, reason=reason)


def _attach_for_reading(connection: sqlite3.Connection, index: Path, mode: str, path: Path) -> None:
    if schema.version(connection) < len(schema.MIGRATIONS):
        raise LibraryError(f"The library {path} is of an older version: open it once where it can be written.")
    try:
        usable = files.index_is_usable(index, schema.INDEX_ID)
        if usable:
            connection.execute("ATTACH ? AS idx", (_uri(index, mode),))
            usable = schema.index_fits(connection)
    except sqlite3.DatabaseError as error:
        if failures.is_full(error):
            raise
        usable = False
    if not usable:
        _detach(connection)
        connection.execute("ATTACH ':memory:' AS idx")
        schema.make_index(connection)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        _tune(connection, "main")
        # Once more: what the header says may be older than the log.
        files.check_version(path, schema.version(connection), len(schema.MIGRATIONS))
    except BaseException:
        connection.close()
        raise
    return connection


def _tune(connection: sqlite3.Connection, file: str) -> None:
    connection.execute(f"PRAGMA {file}.synchronous = NORMAL")
    connection.execute(f"PRAGMA {file}.secure_delete = FAST")
    connection.execute(f"PRAGMA {file}.cache_size = -8000")
    connection.execute(f"PRAGMA {file}.journal_size_limit = 8000000")


def _attach(connection: sqlite3.Connection, index: Path) -> None:
    """Attach the index; one that cannot be used, of another version or of another library is made anew."""
    if index.exists() and not (files.index_is_usable(index, schema.INDEX_ID) and files.writable(index)):
        files.set_aside(index)
    for attempt in (1, 2):
        if files.has_log_alone(index):
            files.drop_log(index)
        if not index.exists():
            files.create(index, _build_file)
        try:
            connection.execute("ATTACH ? AS idx", (_uri(index, "mode=rw"),))
            connection.execute("PRAGMA idx.journal_mode = WAL")
            _tune(connection, "idx")
            if not schema.index_fits(connection):
                _make_index(connection)
        except sqlite3.DatabaseError as error:
            if failures.code(error) not in failures.DAMAGE or attempt == 2:
                raise
            _detach(connection)
            files.set_aside(index)
        else:
            return


def _detach(connection: sqlite3.Connection) -> None:
    if any(row[1] == "idx" for row in connection.execute("PRAGMA database_list")):
        connection.execute("DETACH idx")


def _make_index(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not schema.index_fits(connection):  # another process may have been faster
            schema.make_index(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _build_library(path: Path) -> None:
    connection = _connect(path, "mode=rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        schema.migrate(connection)
    finally:
        connection.close()


def _build_file(path: Path) -> None:
    connection = _connect(path, "mode=rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {schema.INDEX_ID}")
    finally:
        connection.close()


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"
