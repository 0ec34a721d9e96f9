"""What the screen remembers from one start to the next: small texts by key, and where each article was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.library.store import Library

_SEEN = "newest_seen"
_OPENED = "newest_when_opened"


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


def newest_seen(lib: Library) -> int:
    """The id of the last entry that is not new: those that arrived later are."""
    return int(get(lib, _SEEN) or 0)


def begin(lib: Library, *, screen: bool) -> None:
    """Say what is new from now on: what a refresh brings, or what came since the screen was opened the last time."""
    last = str(lib.all("SELECT coalesce(max(id), 0) FROM states")[0][0])
    put(lib, {_SEEN: get(lib, _OPENED) or "0", _OPENED: last} if screen else {_SEEN: last})
