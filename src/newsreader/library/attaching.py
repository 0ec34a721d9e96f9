"""The index beside its library: attached as `idx`, made anew where it cannot be used, found sound."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError
from newsreader.library import connecting, failures, files, schema, upgrading

if TYPE_CHECKING:
    from pathlib import Path


def attach(connection: sqlite3.Connection, index: Path) -> None:
    """Attach the index; one that cannot be used, of another version or of another library is made anew."""
    if index.exists() and not (files.index_is_usable(index, schema.INDEX_ID) and files.writable(index)):
        files.set_aside(index)
    for attempt in (1, 2):
        if files.has_log_alone(index):
            files.drop_log(index)
        if not index.exists():
            files.create(index, connecting.build_file)
        try:
            connection.execute("ATTACH ? AS idx", (connecting.uri(index, "mode=rw"),))
            connecting.tune(connection, "idx")
            connecting.set_journal(connection, "idx", index)
            if not upgrading.index_fits(connection):
                _make_index(connection)
        except sqlite3.DatabaseError as error:
            if failures.code(error) not in failures.DAMAGE or attempt == 2:
                raise
            _detach(connection)
            files.set_aside(index)
        else:
            return


def attach_for_reading(connection: sqlite3.Connection, index: Path, mode: str, path: Path, reason: str) -> None:
    """Attach the index if it can be used, else an empty one in memory."""
    if upgrading.version(connection) < len(schema.MIGRATIONS):
        raise LibraryError(
            reason or f"The library {path} is of an older version: open it once where it can be written."
        )
    try:
        usable = files.index_is_usable(index, schema.INDEX_ID)
        if usable:
            connection.execute("ATTACH ? AS idx", (connecting.uri(index, mode),))
            usable = upgrading.index_fits(connection)
    except sqlite3.DatabaseError as error:
        if failures.is_full(error):
            raise
        usable = False
    if not usable:
        _detach(connection)
        connection.execute("ATTACH ':memory:' AS idx")
        upgrading.make_index(connection)


def is_sound(index: Path) -> bool:
    """Whether an index could be used as it is, read as a whole; nothing is changed.

    What cannot be looked at now, being written or out of reach, is not called damaged.
    """
    if not files.index_is_usable(index, schema.INDEX_ID):
        return False
    for mode in ("mode=ro", "mode=ro&immutable=1"):  # where the shared memory of a log cannot be made
        try:
            connection = sqlite3.connect(connecting.uri(index, mode), uri=True)
            try:
                return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
            finally:
                connection.close()
        except sqlite3.Error as error:
            if failures.code(error) in failures.DAMAGE:
                return False
    return True


def _detach(connection: sqlite3.Connection) -> None:
    if any(row[1] == "idx" for row in connection.execute("PRAGMA database_list")):
        connection.execute("DETACH idx")


def _make_index(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not upgrading.index_fits(connection):  # another process may have been faster
            upgrading.make_index(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
