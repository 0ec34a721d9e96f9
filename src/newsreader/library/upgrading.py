"""The two files brought to the schema: library.db by the steps that it lacks, index.db made anew."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsreader.library import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INSTRUCTIONS = 100_000
"""Of SQLite, between two looks at the clock in a step: a few milliseconds."""


def version(connection: sqlite3.Connection, file: str = "main") -> int:
    """The number of the last step taken."""
    return int(connection.execute(f"PRAGMA {file}.user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, tell: Callable[[str], None] | None = None) -> None:
    """Take the steps that are missing, each in one transaction: killed or failed, the step before stands whole.

    `tell` is given a word on each, and on how long it takes.
    """
    steps = schema.MIGRATIONS
    for number, step in enumerate(steps, start=1):
        if number > version(connection):
            with _followed(connection, tell, f"bringing the library up to date: step {number} of {len(steps)}"):
                _take(connection, number, step)


@contextmanager
def _followed(connection: sqlite3.Connection, tell: Callable[[str], None] | None, words: str) -> Iterator[None]:
    """Give `tell` some words, and then each second for how long it has been so."""
    if tell is None:
        yield
        return
    tell(words)
    begin, last = time.monotonic(), 0

    def told() -> None:
        nonlocal last
        seconds = int(time.monotonic() - begin)
        if seconds > last:
            last = seconds
            tell(f"{words}, {seconds} s")

    connection.set_progress_handler(told, _INSTRUCTIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _INSTRUCTIONS)


def _take(connection: sqlite3.Connection, number: int, step: schema.Step) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        if number > version(connection):  # another process may have been faster
            for statement in step:
                connection.execute(statement)
            if number == 1:
                connection.execute(f"PRAGMA application_id = {schema.LIBRARY_ID}")
                import secrets  # noqa: PLC0415 - a new library only

                connection.execute("INSERT INTO meta VALUES ('id', ?), ('seq', '0')", (secrets.token_hex(8),))
            _check_references(connection, number)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_references(connection: sqlite3.Connection, number: int) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise sqlite3.IntegrityError(f"step {number} leaves {broken[0]} without its {broken[2]}")


def index_fits(connection: sqlite3.Connection) -> bool:
    """Whether the index attached as `idx` has this program's tables and belongs to this library."""
    return version(connection, "idx") == schema.INDEX_VERSION and _is_of_this_library(connection)


def _is_of_this_library(connection: sqlite3.Connection) -> bool:
    owner = "SELECT value FROM {}.meta WHERE key = '{}'"
    mine = connection.execute(owner.format("main", "id")).fetchone()
    its: object = connection.execute(owner.format("idx", "library")).fetchone()
    return bool(mine == its)


def make_index(connection: sqlite3.Connection) -> None:
    """Give the index attached as `idx` its tables, empty; inside a transaction."""
    tables = connection.execute("SELECT type, name FROM idx.sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'").fetchall()
    tables += connection.execute(
        "SELECT type, name FROM idx.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for _, name in tables:
        connection.execute(f'DROP TABLE IF EXISTS idx."{name}"')
    for statement in schema.INDEX:
        connection.execute(statement)
    connection.execute("INSERT INTO idx.meta SELECT 'library', value FROM main.meta WHERE key = 'id'")
    connection.execute(f"PRAGMA idx.application_id = {schema.INDEX_ID}")
    connection.execute(f"PRAGMA idx.user_version = {schema.INDEX_VERSION}")
