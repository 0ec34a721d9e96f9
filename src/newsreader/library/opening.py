"""From two files to a connection on both: for writing if that can be, else for reading, and why."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from newsreader.errors import LibraryError
from newsreader.library import attaching, connecting, disks, failures, files, schema, upgrading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


_FULL = "The disk is full: the library can only be read; make some room, and what you do is kept again."


class Opened(NamedTuple):
    """A connection on library.db, with index.db attached as `idx`."""

    connection: sqlite3.Connection
    read_only: bool
    remark: str
    """What its user should know of how it is open, as a sentence; "" if all is as it should be."""
    reason: str = ""
    """Why nothing can be changed, where there is more to say than that it was asked for."""
    damaged: bool = False


def opened(path: Path, index: Path, writing: Callable[[], Opened] | None) -> Opened:
    """Open both files, for writing with `writing` unless something speaks against it; LibraryError if it cannot be."""
    try:
        if not path.exists():
            if writing is None:
                raise LibraryError(f"There is no library at {path}.")
            files.check_not_missing(path)
            files.make_folder(path.parent)
            files.create(path, connecting.build_library)
        files.check_library(path, schema.LIBRARY_ID, len(schema.MIGRATIONS))
        _check_log(path)
        if writing is None or not files.writable(path):
            return for_reading(path, index)
        if damage := files.damage(path):
            return for_reading(path, index, damage, damage)._replace(damaged=True)
        try:
            return writing()
        except sqlite3.OperationalError as error:
            if not failures.is_full(error):
                raise
            return for_reading(path, index, _FULL, str(failures.sentence(error, path)))
    except sqlite3.Error as error:
        raise failures.sentence(error, path) from error
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be opened: {error.strerror}.") from error


def _check_log(path: Path) -> None:
    """Refuse a library whose log is damaged in the middle: SQLite would leave out the rest without a word.

    That is for logs that a kill left: one that another program has open is read as it is.
    """
    if files.is_open_here(path) or not files.has_log(path):
        return
    from newsreader.library import frames  # noqa: PLC0415 - not before the screen is shown

    damaged = False
    with suppress(LibraryError), disks.unused(path):
        damaged = frames.is_damaged(files.log_of(path))
    if damaged:
        files.refuse_log(path)


def for_writing(
    path: Path,
    index: Path,
    tell: Callable[[str], None],
    *,
    checkpoints: bool,
    patience: float = connecting.BUSY_SECONDS,
) -> Opened:
    """Open for writing, bringing older tables up to date; what SQLite raises is left to the caller."""
    connection = connecting.connect(path, "mode=rw")
    try:
        if not checkpoints:
            connection.execute("PRAGMA wal_autocheckpoint = 0")
        remark = connecting.set_journal(connection, "main", path)
        version = upgrading.version(connection)
        if version < len(schema.MIGRATIONS):
            from newsreader.library import backup  # noqa: PLC0415 - not before the screen is shown

            backup.before_migration(connection, path, version, tell)
            upgrading.migrate(connection, tell)
        attaching.attach(connection, index)
        if patience != connecting.BUSY_SECONDS:
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
    except BaseException:
        connection.close()
        raise
    return Opened(connection, read_only=False, remark=remark)


def for_reading(path: Path, index: Path, remark: str = "", reason: str = "") -> Opened:
    """Open without writing; where not even SQLite's own shared memory can be made, as an unchanging file."""
    try:
        return _for_reading(path, index, "mode=ro", remark, reason)
    except sqlite3.OperationalError as error:
        unwritable = failures.code(error) in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not unwritable and not failures.is_full(error):
            raise
        return _for_reading(path, index, "mode=ro&immutable=1", remark, reason)


def _for_reading(path: Path, index: Path, mode: str, remark: str, reason: str) -> Opened:
    connection = connecting.connect(path, mode)
    try:
        attaching.attach_for_reading(connection, index, mode, path, reason)
    except BaseException:
        connection.close()
        raise
    if "immutable" in mode and files.has_log(path):
        remark = "The library can only be read, without its newest changes: the log that has them cannot be opened."
    elif "immutable" in mode and not remark:
        remark = "The library can only be read, as it is now: nothing is marked, no other program's changes are seen."
    return Opened(
        connection,
        read_only=True,
        remark=remark or "The library can only be read: nothing will be marked or remembered.",
        reason=reason,
    )
