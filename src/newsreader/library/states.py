"""Read and starred: what the user marks, as one step of the journal, with the counts."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

from newsreader.errors import NotFoundError
from newsreader.library import folding
from newsreader.library import journal as journal_
from newsreader.library.changes import AMONG, Marked
from newsreader.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library

_ASKED = 10_000
"""Entries that are looked at by one statement."""
_WORDS = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
}


def mark(
    lib: Library,
    ids: Iterable[int],
    *,
    read: bool | None = None,
    starred: bool | None = None,
    now: int,
    label: str | None = None,
    journal: bool = True,
    all_there: bool = True,
) -> int:
    """Set states and return how many entries changed; an unknown id changes nothing. One step of the journal.

    With `journal=False` it is no step of its own: what happens by itself, as reading does, is not what `undo` is for.
    Unless they must be `all_there`, entries that are gone are passed over.
    """
    wanted = sorted(set(ids))
    with lib.write() if len(wanted) <= journal_.AT_ONCE else nullcontext():
        if all_there:
            require(lib, wanted)
        else:
            wanted = there(lib, wanted)
        changes = [
            change
            for field, value in (("read", read), ("starred", starred))
            if value is not None
            for start in range(0, len(wanted), journal_.AT_ONCE)
            if (change := _change(lib, wanted[start : start + journal_.AT_ONCE], field, value)).ids
        ]
        if journal:
            journal_.act(lib, changes, label or _label(changes), now)
        else:
            for change in changes:
                change.do(lib, now)
    return len({entry_id for change in changes for entry_id in change.ids})


def read_with_duplicates(lib: Library, entry_id: int, now: int) -> int:
    """Mark an entry read by itself, and its unread duplicates as one step of the journal; how many these are."""
    with lib.write():
        mark(lib, [entry_id], read=True, now=now, journal=False, all_there=False)
        others = folding.duplicates(lib, [entry_id]).get(entry_id, [])
        unread = [
            row[0] for row in lib.all(f"SELECT id FROM states WHERE id {AMONG} AND read = 0", (json.dumps(others),))
        ]
        if not unread:
            return 0
        words = f"{counted(len(unread), 'duplicate')} marked read"
        return mark(lib, unread, read=True, now=now, label=words, all_there=False)


def any_without(lib: Library, ids: Sequence[int], field: str) -> bool:
    """Whether any of some entries has not a state: read or starred."""
    return any(
        lib.one(f"SELECT 1 FROM states WHERE id {AMONG} AND {field} = 0 LIMIT 1", (json.dumps(list(some)),))
        for some in (ids[start : start + _ASKED] for start in range(0, len(ids), _ASKED))
    )


def require(lib: Library, ids: list[int]) -> None:
    """NotFoundError if an id is not that of an entry."""
    found = set(there(lib, ids))
    missing = [entry_id for entry_id in ids if entry_id not in found]
    if missing:
        others = f" (and {len(missing) - 1:,} more)" if len(missing) > 1 else ""
        raise NotFoundError(f"There is no entry {missing[0]}{others}; nothing was changed.")


def there(lib: Library, ids: list[int]) -> list[int]:
    """Those of some ids that are entries, ascending."""
    return [row[0] for row in lib.all(f"SELECT id FROM entries WHERE id {AMONG} ORDER BY id", (json.dumps(ids),))]


def _change(lib: Library, ids: list[int], field: str, value: bool) -> Marked:
    found = lib.all(
        f"SELECT id, {field}_at FROM states WHERE id {AMONG} AND {field} = ? ORDER BY id", (json.dumps(ids), not value)
    )
    times = [row[1] for row in found] if any(row[1] for row in found) else []
    return Marked(field, value, [row[0] for row in found], times)


def _label(changes: list[Marked]) -> str:
    sizes: Counter[str] = Counter()
    for change in changes:
        sizes[_WORDS[change.field, change.value]] += len(change.ids)
    return ", ".join(f"{size:,} {words}" for words, size in sizes.items())
