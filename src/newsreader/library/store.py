"""Opening the library: one connection with both files, its transactions, its errors as sentences.

No table is named here but `meta`; what the tables mean is the other modules' business.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, Self

from newsreader.errors import LibraryError
from newsreader.library import backup, disks, failures, files, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

BUSY_SECONDS = 5.0
"""How long a write waits for that of another program."""
_BUSY_SECONDS_WITHOUT_LOG = 30
"""The same where a writer waits for readers as well, and every commit for the disk."""
LOG_BYTES = 1_000_000
"""What a log may hold when the library is closed and somebody else still has it open."""

Row = tuple[Any, ...]


class Library:
    """An open library. It belongs to the thread that opened it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        index: Path,
        *,
        read_only: bool = False,
        reason: str = "",
        remark: str = "",
        checkpoints: bool = True,
    ) -> None:
        self.connection = connection
        """In autocommit mode; the index is attached as `idx`."""
        self.path = path
        self.index = index
        self.read_only = read_only
        """Whether nothing can be changed: it was asked for so, or the files or their folder cannot be written."""
        self.remark = remark
        """What its user should know of how it is open, as a sentence; "" if all is as it should be."""
        self._reason = reason or f"The library {path} is open for reading only; nothing was changed."
        self._checkpoints = checkpoints and not read_only
        self._writing = ""
        self._index_damaged = False
        self._held = [files.hold(file) for file in (path, index)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close both files; a second time does nothing. A damaged index goes, the next start makes a new one."""
        if self._checkpoints:
            self._checkpoints = False
            with suppress(sqlite3.Error):  # whoever comes next does it
                self._checkpoint()
        self.connection.close()
        files.let_go(self._held)
        self._held = []
        if self._index_damaged and not self.read_only:
            self._index_damaged = False
            with suppress(OSError):  # if it cannot be moved, it is found damaged again
                files.set_aside(self.index)

    def interrupt(self) -> None:
        """Break off the statement that is running, if any: for another thread, the only thing it may do here."""
        self.connection.interrupt()

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

    def snapshot(self) -> Library:
        """The library as it is now, for reading: it stays so until it is closed, and the log grows as long."""
        snapshot = open_library((self.path, self.index), read_only=True)
        snapshot.execute("BEGIN")
        return snapshot

    def data_version(self) -> int:
        """A number that changes when another connection or process has written."""
        return sum(int(self.all(f"PRAGMA {file}.data_version")[0][0]) for file in ("main", "idx"))

    def log_size(self) -> int:
        """Bytes of both logs, what is copied into the files already included."""
        return files.log_size(self.path) + files.log_size(self.index)

    def _checkpoint(self) -> None:
        """Copy a log of some size into its file, as far as nobody reads what it would replace; nobody waits for it."""
        for file, path in (("main", self.path), ("idx", self.index)):
            if files.log_size(path) > LOG_BYTES:
                self.connection.execute(f"PRAGMA {file}.wal_checkpoint(PASSIVE)")

    def check(self) -> list[str]:
        """What is wrong inside library.db, read as a whole: slow, for a command of its own. Empty if it is sound."""
        try:
            found = [str(row[0]) for row in self.all("PRAGMA main.quick_check(20)")]
            found += [f"{row[0]} without its {row[2]}" for row in self.all("PRAGMA main.foreign_key_check")]
        except LibraryError as error:
            return [str(error.__cause__ or error)]
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


def _untold(words: str) -> None:
    """Nobody wants to know how far it is."""


def open_library(
    files_: tuple[Path, Path],
    *,
    read_only: bool = False,
    checkpoints: bool = True,
    patience: float = BUSY_SECONDS,
    tell: Callable[[str], None] = _untold,
) -> Library:
    """Open library.db and index.db, making them if they are not there, bringing older tables up to date.

    Without `checkpoints` nothing is copied from the logs to the files, which takes a disk's time now and then; others
    have to do it, as everybody else does who closes the library. `patience` is for how many seconds a write waits for
    that of another program, before it raises BusyError. `tell` is given a word now and then on how far the
    opening is.
    """
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
            return _open_for_writing(path, index, tell, checkpoints=checkpoints, patience=patience)
        except sqlite3.OperationalError as error:
            if not failures.is_full(error):
                raise
            return _open_for_reading(path, index, str(failures.sentence(error, path)))
    except sqlite3.Error as error:
        raise failures.sentence(error, path) from error
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be opened: {error.strerror}.") from error


def is_index_sound(index: Path) -> bool:
    """Whether an index could be used as it is, read as a whole; nothing is changed."""
    if not files.index_is_usable(index, schema.INDEX_ID):
        return False
    try:
        connection = sqlite3.connect(_uri(index, "mode=ro"), uri=True)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _open_for_writing(
    path: Path, index: Path, tell: Callable[[str], None], *, checkpoints: bool, patience: float
) -> Library:
    connection = _connect(path, "mode=rw")
    try:
        if not checkpoints:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        remark = _set_journal(connection, "main", path)
        version = schema.version(connection)
        if version < len(schema.MIGRATIONS):
            backup.before_migration(connection, path, version, tell)
            schema.migrate(connection, tell)
        _attach(connection, index)
        if patience != BUSY_SECONDS:
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
    except BaseException:
        connection.close()
        raise
    return Library(connection, path, index, remark=remark, checkpoints=checkpoints)


def _set_journal(connection: sqlite3.Connection, file: str, path: Path) -> str:
    """Have changes written to a log (WAL); where that cannot be, to a rollback journal, and say so.

    A log needs memory that all programs share: on a network, those of another machine do not.
    """
    network = disks.network(path)
    try:
        (mode,) = connection.execute(f"PRAGMA {file}.journal_mode = {'DELETE' if network else 'WAL'}").fetchone()
    except sqlite3.OperationalError as error:
        if failures.code(error) not in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise
        (mode,) = connection.execute(f"PRAGMA {file}.journal_mode").fetchone()
    if mode == "wal":
        return ""
    connection.execute(f"PRAGMA {file}.synchronous = FULL")  # NORMAL is safe with a log alone
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS_WITHOUT_LOG * 1000}")
    where = f"on a network file system ({network})" if network else "on a file system without shared memory"
    return f"The library {path} lies {where}: it works, but programs that use it at once wait for each other."


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
        _attach_for_reading(connection, index, mode, path, reason)
    except BaseException:
        connection.close()
        raise
    remark = reason or "The library can only be read: nothing will be marked or remembered."
    if "immutable" in mode and files.has_log(path):
        remark = "The library can only be read, without its newest changes: the log that has them cannot be opened."
    elif "immutable" in mode and not reason:
        remark = "The library can only be read, as it is now: nothing is marked, no other program's changes are seen."
    return Library(connection, path, index, read_only=True, reason=reason, remark=remark)


def _attach_for_reading(connection: sqlite3.Connection, index: Path, mode: str, path: Path, reason: str) -> None:
    if schema.version(connection) < len(schema.MIGRATIONS):
        raise LibraryError(
            reason or f"The library {path} is of an older version: open it once where it can be written."
        )
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
            _tune(connection, "idx")
            _set_journal(connection, "idx", index)
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
        connection.execute(f"PRAGMA page_size = {schema.PAGE_SIZE}")
        _set_journal(connection, "main", path)
        schema.migrate(connection)
    finally:
        connection.close()


def _build_file(path: Path) -> None:
    connection = _connect(path, "mode=rw")
    try:
        _set_journal(connection, "main", path)
        connection.execute(f"PRAGMA application_id = {schema.INDEX_ID}")
    finally:
        connection.close()


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?{mode}"
