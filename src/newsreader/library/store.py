"""An open library: one connection with both files, its transactions, its errors as sentences.

No table is named here but `meta`; what the tables mean is the other modules' business.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from newsreader.errors import DamagedError, LibraryError
from newsreader.library import connecting, disks, failures, files, opening

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from newsreader.library.opening import Opened

LOG_BYTES = 1_000_000
"""What a log may hold when the library is closed and somebody else still has it open."""
_STEPS = 20_000
"""Of SQLite's machine, between two questions whether to break off."""
_ROOM_BYTES = 1_000_000
"""With less of it free nobody tries whether a full disk has room again."""

Row = tuple[Any, ...]


class Library:
    """An open library. It belongs to the thread that opened it."""

    def __init__(
        self,
        opened: Opened,
        path: Path,
        index: Path,
        *,
        checkpoints: bool = True,
        open_for_writing: Callable[[], Opened] | None = None,
    ) -> None:
        """`open_for_writing` is how it would be opened if it could be: only where that was wanted."""
        self.path = path
        self.index = index
        self._checkpoints = checkpoints
        self._open_for_writing = open_for_writing
        self._writing = ""
        self._index_damaged = False
        self._take(opened)

    def _take(self, opened: Opened) -> None:
        self.connection = opened.connection
        """In autocommit mode; the index is attached as `idx`."""
        self.read_only = opened.read_only
        """Whether nothing can be changed: it was asked for so, or the files or their folder cannot be written."""
        self.damaged = opened.damaged
        """Whether library.db was found damaged, before or since: it is not written any more."""
        self.remark = opened.remark
        """What its user should know of how it is open, as a sentence; "" if all is as it should be."""
        self._reason = opened.reason or f"The library {self.path} is open for reading only; nothing was changed."
        self._held = [files.hold(file) for file in (self.path, self.index)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close both files; a second time does nothing. A damaged index goes, the next start makes a new one."""
        if self._checkpoints and not self.read_only:
            self._checkpoints = False
            with suppress(sqlite3.Error):  # whoever comes next does it
                self._checkpoint()
        with self._kept_from_checkpoints():
            self.connection.close()
        files.let_go(self._held)
        self._held = []
        if self._index_damaged and not self.read_only:
            self._index_damaged = False
            with suppress(OSError):  # if it cannot be moved, it is found damaged again
                files.set_aside(self.index)

    @contextmanager
    def _kept_from_checkpoints(self) -> Iterator[None]:
        """Whoever is the last to close a file copies its log into it, unless it is only read: that of a damaged one."""
        if not self.damaged:
            yield
            return
        last = None
        with suppress(sqlite3.Error, LibraryError):  # it may be too damaged for that
            last = connecting.connect(self.path, "mode=ro")
        yield
        if last is not None:
            last.close()

    def stop_writing(self, why: str) -> None:
        """Change nothing any more, as the file is damaged; other processes that open it will neither."""
        if not self.read_only:
            files.note_damage(self.path, why)
        self._only_read(why)

    def heed_damage(self) -> None:
        """Change nothing any more if another process found the file damaged."""
        why = "" if self.damaged else files.damage(self.path)
        if why:
            self._only_read(why)

    def _only_read(self, why: str) -> None:
        self.read_only = self.damaged = True
        self.remark = self._reason = why
        self._open_for_writing = None

    def try_writing(self) -> bool:
        """Whether a library that could only be read, on a full disk say, can be written from now on."""
        if self._open_for_writing is None or not self.read_only or files.damage(self.path):
            return False
        if not files.writable(self.path) or not disks.has_room(self.path.parent, _ROOM_BYTES):
            return False
        try:
            opened = self._open_for_writing()
        except (sqlite3.Error, LibraryError, OSError):
            return False
        former, held = self.connection, self._held
        self._take(opened)
        former.close()
        files.let_go(held)
        return True

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


def _untold(words: str) -> None:
    """Nobody wants to know how far it is."""


def open_library(
    files_: tuple[Path, Path],
    *,
    read_only: bool = False,
    checkpoints: bool = True,
    patience: float = connecting.BUSY_SECONDS,
    tell: Callable[[str], None] = _untold,
) -> Library:
    """Open library.db and index.db, making them if they are not there, bringing older tables up to date.

    Without `checkpoints` nothing is copied from the logs to the files, which takes a disk's time now and then; others
    have to do it, as everybody else does who closes the library. `patience` is for how many seconds a write waits for
    that of another program, before it raises BusyError. `tell` is given a word now and then on how far the
    opening is. A library that cannot be written, or was found damaged, is open for reading only.
    """
    path, index = files_
    for_writing = partial(opening.for_writing, path, index, tell, checkpoints=checkpoints, patience=patience)
    opened = opening.opened(path, index, None if read_only else for_writing)
    return Library(opened, path, index, checkpoints=checkpoints, open_for_writing=None if read_only else for_writing)
