"""What the screen remembers from one start to the next: small texts by key, and where each article was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.library.store import Library


def get(lib: Library, key: str) -> str | None:
    """The text kept under a key."""
    row = lib.one("SELECT value FROM session WHERE key = ?", (key,))
    return None if row is None else str(row[0])


def put(lib: Library, values: Mapping[str, str | None]) -> None:
    """Keep texts under their keys, together; None forgets one."""
    with lib.write():
        for key, value in values.items():
            if value is None:
                lib.execute("DELETE FROM session WHERE key = ?", (key,))
            else:
                lib.execute("INSERT OR REPLACE INTO session VALUES (?, ?)", (key, value))


def position(lib: Library, entry_id: int) -> int | None:
    """Where an article was left, as an offset in its text."""
    row = lib.one("SELECT place FROM positions WHERE entry_id = ?", (entry_id,))
    return None if row is None else int(row[0])


def set_position(lib: Library, entry_id: int, offset: int) -> None:
    """Remember where an article was left; nothing happens if it is gone."""
    with lib.write():
        lib.execute("INSERT OR REPLACE INTO positions SELECT id, ? FROM entries WHERE id = ?", (offset, entry_id))
