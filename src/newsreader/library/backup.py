"""Copies of library.db, taken while it may be in use; the index is never copied, it can be made again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the library beside itself as it was in that version: `library.v1.db`."""
    target = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    copy(connection, target)
    return target


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy, readable by its owner alone; it appears whole or not at all."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection.execute("VACUUM main INTO ?", (str(part),))
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
