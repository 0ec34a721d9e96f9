"""What SQLite's errors mean to the reader, as sentences; `sqlite3.Error` never leaves the library."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from newsreader.errors import BusyError, DamagedError, LibraryError

if TYPE_CHECKING:
    from pathlib import Path

RAISED = (sqlite3.Error, UnicodeEncodeError, OverflowError)
"""What the sqlite3 module raises; the latter two for texts and numbers that no database can hold."""
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def code(error: Exception) -> int:
    """The primary result code; 0 if the error did not come from SQLite itself."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_full(error: Exception) -> bool:
    """Whether there was no room to write; already the shared memory that opening takes needs some."""
    return code(error) == sqlite3.SQLITE_FULL or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_SHMSIZE


def is_interrupt(error: BaseException | None) -> bool:
    """Whether another thread broke the statement off."""
    return isinstance(error, sqlite3.Error) and code(error) == sqlite3.SQLITE_INTERRUPT


def damaged(path: Path, what: object) -> DamagedError:
    """That a library is damaged, and what can be done."""
    return DamagedError(_DAMAGED.format(path=path, error=what))


def sentence(error: Exception, path: Path) -> LibraryError:
    """The error for the reader: what happened to which file, and what to do."""
    number = code(error)
    if is_full(error):
        number = sqlite3.SQLITE_FULL
    elif getattr(error, "sqlite_errorcode", 0) in _LOCKING:
        number = sqlite3.SQLITE_PROTOCOL
    elif getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_IOERR_WRITE:
        number = sqlite3.SQLITE_IOERR_WRITE
    text = _SENTENCES.get(number, "The library {path} cannot be used: {error}.")
    kind = DamagedError if number in DAMAGE else BusyError if text == _BUSY else LibraryError
    return kind(text.format(path=path, error=error))


def is_of_busy(words: str) -> bool:
    """Whether that is what another process has told of a BusyError."""
    beginning, end = _BUSY.split("{path}")
    return words.startswith(beginning) and words.endswith(end)


_BUSY = "The library {path} is being written by another program; try again in a moment."
_DAMAGED = (
    "The library {path} is damaged ({error}); nothing was changed: "
    "`newsreader doctor` recovers what can be read, `newsreader library restore` a backup."
)
_LOCKING = {
    sqlite3.SQLITE_IOERR_LOCK,
    sqlite3.SQLITE_IOERR_RDLOCK,
    sqlite3.SQLITE_IOERR_UNLOCK,
    sqlite3.SQLITE_IOERR_CHECKRESERVEDLOCK,
    sqlite3.SQLITE_IOERR_SHMLOCK,
}
"""What fails where files cannot be locked."""
_SENTENCES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: "The library {path} is on a file system that cannot lock files; move it to a local disk.",
    sqlite3.SQLITE_FULL: "The disk is full: the library {path} cannot be written; free some space and try again.",
    sqlite3.SQLITE_READONLY: "The library {path} may only be read; check the permissions of the files in its folder.",
    sqlite3.SQLITE_CANTOPEN: "The library {path} cannot be opened; check the permissions of the file and its folder.",
    sqlite3.SQLITE_IOERR: "The disk fails: the library {path} cannot be read or written ({error}).",
    sqlite3.SQLITE_IOERR_WRITE: "{path} cannot be written ({error}): the disk fails, or `ulimit -f` is reached.",
    sqlite3.SQLITE_INTERRUPT: "The search took too long and was stopped: narrow it, by a feed: or an after: date say.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}
