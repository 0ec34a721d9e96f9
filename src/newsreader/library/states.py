"""Read and starred: changing them, the counts with them, and the journal that undoes and redoes it across restarts.

Only what the user does comes here; what a refresh brings is not in the journal and cannot be undone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.errors import LibraryError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.library.store import Library

JOURNAL_STEPS = 2_000
"""Steps kept for undo."""

_WORDS = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
}

Change = tuple[str, bool, list[int]]
"""A field, its new value and the entries that had the other one."""


def mark(
    lib: Library,
    ids: Iterable[int],
    *,
    read: bool | None = None,
    starred: bool | None = None,
    now: int,
    label: str | None = None,
    journal: bool = True,
) -> int:
    """Set states and return how many entries changed; an unknown id changes nothing. One step of the journal.

    With `journal=False` it is no step of its own: what happens by itself, as reading does, is not what `undo` is for.
    """
    wanted = list(dict.fromkeys(ids))
    with lib.write():
        _require(lib, wanted)
        changes = [
            (field, value, _differing(lib, wanted, field, value))
            for field, value in (("read", read), ("starred", starred))
            if value is not None
        ]
        changes = [change for change in changes if change[2]]
        for change in changes:
            _set(lib, change, now)
        if changes and journal:
            _remember(lib, changes, label or _label(changes), now)
    return len({entry_id for change in changes for entry_id in change[2]})


def undo(lib: Library, now: int) -> str | None:
    """Take back the last step and say which it was ("12 marked read"); None if there is none."""
    with lib.write():
        step = lib.one("SELECT id, label, changes FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1")
        if step is None:
            return None
        for field, value, ids in _changes(lib, step[2]):
            _set(lib, (field, not value, ids), now)
        lib.execute("UPDATE journal SET undone = 1 WHERE id = ?", (step[0],))
    return str(step[1])


def redo(lib: Library, now: int) -> str | None:
    """Do again what was undone last and say what; None if there is nothing."""
    with lib.write():
        step = lib.one("SELECT id, label, changes FROM journal WHERE undone = 1 ORDER BY id LIMIT 1")
        if step is None:
            return None
        for change in _changes(lib, step[2]):
            _set(lib, change, now)
        lib.execute("UPDATE journal SET undone = 0 WHERE id = ?", (step[0],))
    return str(step[1])


def _require(lib: Library, ids: list[int]) -> None:
    found = {row[0] for row in lib.all(f"SELECT id FROM entries WHERE {_AMONG}", (json.dumps(ids),))}
    missing = [entry_id for entry_id in ids if entry_id not in found]
    if missing:
        others = f" (and {len(missing) - 1:,} more)" if len(missing) > 1 else ""
        raise NotFoundError(f"There is no entry {missing[0]}{others}; nothing was changed.")


def _differing(lib: Library, ids: list[int], field: str, value: bool) -> list[int]:
    rows = lib.all(f"SELECT id FROM states WHERE {_AMONG} AND {field} = ?", (json.dumps(ids), not value))
    return [row[0] for row in rows]


def _set(lib: Library, change: Change, now: int) -> None:
    """Set a field where it has the other value, and the counts with it."""
    field, value, ids = change
    among = json.dumps(ids)
    if field == "read":
        affected = lib.all(
            f"SELECT count(*), feed_id FROM states WHERE {_AMONG} AND read = ? AND listed = 1 GROUP BY feed_id",
            (among, not value),
        )
        sign = -1 if value else 1
        lib.execute_many(
            "UPDATE feeds SET unread = unread + ? WHERE id = ?", [(sign * n, feed) for n, feed in affected]
        )
    lib.execute(
        f"UPDATE states SET {field} = ?, {field}_at = ? WHERE {_AMONG} AND {field} = ?",
        (value, now if value else None, among, not value),
    )


def _remember(lib: Library, changes: list[Change], label: str, now: int) -> None:
    """Add a step; what was undone before it can no longer be redone."""
    lib.execute("DELETE FROM journal WHERE undone = 1")
    blob = packing.pack(json.dumps(changes).encode())
    step = lib.execute("INSERT INTO journal (at, label, changes) VALUES (?, ?, ?)", (now, label, blob)).lastrowid
    lib.execute("DELETE FROM journal WHERE id <= ?", ((step or 0) - JOURNAL_STEPS,))


def _changes(lib: Library, blob: bytes) -> list[Change]:
    try:
        return [(field, value, ids) for field, value, ids in json.loads(packing.unpack(blob))]
    except ValueError as error:
        raise LibraryError(f"The journal of {lib.path} is damaged ({error}); nothing was changed.") from error


def _label(changes: list[Change]) -> str:
    return ", ".join(f"{len(ids):,} {_WORDS[field, value]}" for field, value, ids in changes)


_AMONG = "id IN (SELECT value FROM json_each(?))"
