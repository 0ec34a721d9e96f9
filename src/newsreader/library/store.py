"""An open library: how it begins, what becomes of it while it is open, how it is left."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Self

from newsreader.errors import LibraryError
from newsreader.library import connecting, disks, failures, files, opening
from newsreader.library.transactions import Row, Transactions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsreader.library.opening import Opened

__all__ = ["Library", "Row", "open_library"]

LOG_BYTES = 1_000_000
"""What a log may hold when the library is closed and somebody else still has it open."""
_UNREADABLE = failures.DAMAGE | {sqlite3.SQLITE_IOERR}
"""What a check that cannot go on takes for damage: of the file, or of the disk below it."""
_ROOM_BYTES = 1_000_000
"""With less of it free nobody tries whether a full disk has room again."""


class Library(Transactions):
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
        super().__init__(opened, path, index)
        self._checkpoints = checkpoints
        self._open_for_writing = open_for_writing
        self._log_lost = False
        self._hold()

    def _hold(self) -> None:
        self._held = [files.hold(file) for file in (self.path, self.index)]
        self._log = None if self.read_only else files.log_identity(self.path)
        """Which file its log is, as long as it is open; None if there is none."""

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
        """Whoever is the last to close a file copies its log into it and deletes what has the log's name.

        Not so with a damaged file, nor where that is another program's log; whoever only reads does neither.
        """
        if not self.damaged and not self._log_lost:
            yield
            return
        last = None
        with suppress(sqlite3.Error, LibraryError):  # it may be too damaged for that
            last = connecting.connect(self.path, "mode=ro")
        try:
            yield
        finally:
            if last is not None:
                last.close()

    def heed(self) -> None:
        """Change nothing any more if another process found the file damaged, or if its log was deleted meanwhile."""
        why = "" if self.damaged else files.damage(self.path)
        if why:
            self._only_read(why)
            self.damaged = True
        elif not self.read_only and self._log and files.log_identity(self.path) != self._log:
            self._save_lost_log()

    def _save_lost_log(self) -> None:
        """Copy into the file what only this process can read still, unless there is another log, which fits no more."""
        self._log_lost = self._given_up = True
        kept = "may be lost"
        if files.log_identity(self.path) is None:
            with suppress(sqlite3.Error):
                ((busy, *_),) = self.connection.execute("PRAGMA main.wal_checkpoint(FULL)").fetchall()
                kept = "may be lost" if busy else "is kept"
        self._only_read(
            f"The log of the library {self.path} was deleted while it was open: what was done before {kept}, "
            "nothing is kept from now on; close newsreader and start it again."
        )

    def try_writing(self) -> bool:
        """Whether a library that could only be read, on a full disk say, can be written from now on."""
        if self._open_for_writing is None or not self.read_only or self._given_up or files.damage(self.path):
            return False
        if not files.writable(self.path) or not disks.has_room(self.path.parent, _ROOM_BYTES):
            return False
        return self._open_again()

    def renew_index(self) -> bool:
        """Whether the index was deleted, put in another's place or found damaged meanwhile; a new one is used then."""
        if self.read_only or self._open_for_writing is None or self.connection.in_transaction:
            return False
        if files.identity(self.path) != self._held[0]:  # the library itself is gone, or another
            return False
        if self._index_damaged:
            with suppress(OSError):  # if it cannot be moved, it is found damaged again
                files.set_aside(self.index)
        elif files.identity(self.index) == self._held[1]:
            return False
        return self._open_again()

    def _open_again(self) -> bool:
        """Go on with another connection, if there can be one, that is made as this one was."""
        assert self._open_for_writing is not None  # noqa: S101 - asked by the callers
        try:
            opened = self._open_for_writing()
        except (sqlite3.Error, LibraryError, OSError):
            return False
        self._index_damaged = False
        former, held = self.connection, self._held
        self._use(opened)
        self._hold()
        former.close()
        files.let_go(held)
        return True

    def snapshot(self) -> Library:
        """The library as it is now, for reading: it stays so until it is closed, and the log grows as long."""
        snapshot = open_library((self.path, self.index), read_only=True)
        for file in ("main", "idx"):  # lists are read once and in their order: what was read is not wanted again
            snapshot.execute(f"PRAGMA {file}.cache_size = -1000")
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
        """What is wrong inside library.db, read as a whole: slow, for a command of its own. Empty if it is sound.

        A LibraryError if it could not be read to its end, by no fault of its own: another program holds it, the check
        was broken off.
        """
        try:
            told = (str(row[0]).splitlines() for row in self.all("PRAGMA main.quick_check(20)"))
            found = [line for lines in told for line in lines if not line.startswith("*** in database")]
            found += [f"{row[0]} without its {row[2]}" for row in self.all("PRAGMA main.foreign_key_check")]
        except LibraryError as error:
            cause = error.__cause__
            if not isinstance(cause, sqlite3.Error) or failures.code(cause) not in _UNREADABLE:
                raise
            return [str(cause)]
        return [problem for problem in found if problem != "ok"]


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
