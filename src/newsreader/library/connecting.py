"""A connection to one file: how it is tuned, how its changes are written, how a new file is made."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from newsreader.library import disks, failures, files, schema, upgrading

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 5.0
"""How long a write waits for that of another program."""
_BUSY_SECONDS_WITHOUT_LOG = 30
"""The same where a writer waits for readers as well, and every commit for the disk."""


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit mode; `mode` is that of SQLite's URIs. LibraryError if the file is too new."""
    connection = sqlite3.connect(
        uri(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS, cached_statements=256
    )
    try:
        for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        tune(connection, "main")
        # Once more: what the header says may be older than the log.
        files.check_version(path, upgrading.version(connection), len(schema.MIGRATIONS))
    except BaseException:
        connection.close()
        raise
    return connection


def tune(connection: sqlite3.Connection, file: str) -> None:
    """What holds for a connection and not for the file."""
    connection.execute(f"PRAGMA {file}.synchronous = NORMAL")
    connection.execute(f"PRAGMA {file}.secure_delete = FAST")
    connection.execute(f"PRAGMA {file}.cache_size = -8000")
    connection.execute(f"PRAGMA {file}.journal_size_limit = 8000000")


def set_journal(connection: sqlite3.Connection, file: str, path: Path) -> str:
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


def build_library(path: Path) -> None:
    """Make an empty file a library."""
    connection = connect(path, "mode=rw")
    try:
        connection.execute(f"PRAGMA page_size = {schema.PAGE_SIZE}")
        set_journal(connection, "main", path)
        upgrading.migrate(connection)
    finally:
        connection.close()


def build_file(path: Path) -> None:
    """Make an empty file an index without tables."""
    connection = connect(path, "mode=rw")
    try:
        set_journal(connection, "main", path)
        connection.execute(f"PRAGMA application_id = {schema.INDEX_ID}")
    finally:
        connection.close()


def uri(path: Path, mode: str) -> str:
    """What SQLite opens in that mode: "mode=ro&immutable=1"."""
    return f"{path.absolute().as_uri()}?{mode}"
