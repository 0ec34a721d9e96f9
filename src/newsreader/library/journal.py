"""The journal of what the user did: undone and done again step by step, across restarts.

What a refresh brings is never in it. Older steps than the last `STEPS` are forgotten.
"""

from __future__ import annotations

import json
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from newsreader import packing
from newsreader.errors import BusyError, LibraryError
from newsreader.library import changes as changes_
from newsreader.text import clean_line, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.library.changes import Change
    from newsreader.library.store import Library

STEPS = 2_000
AT_ONCE = 20_000
"""Entries that are changed in one transaction. A step that is larger takes several, so that a mark in another process
waits for one of them only; cut short by a kill it stands in the journal, and undoing it takes back what was done."""
_BREATH = 0.03
"""Seconds between two of them: who has waited for one of them looks more often than that if the library is free."""
_PATIENCE = 60
"""How much longer than for the first transaction of a step another program is waited for at the next ones: what was
half done and is done again would be another step."""
_NEXT = {True: "id = ?", False: "id > ? ORDER BY id LIMIT 1"}
"""Which step is undone next, and which done again, by the id of the last that is done."""
_LABEL = 120
"""Cells."""


class Step(NamedTuple):
    """Something the user did."""

    id: int
    at: int
    label: str
    """What it was, with its size: "12 marked read"."""
    undone: bool
    left: tuple[str, ...] = ()
    """What could not be undone, or done again, and why."""

    @property
    def words(self) -> str:
        """The label, and what had to be left."""
        return "; ".join((self.label, *self.left))


def act(lib: Library, changes: Sequence[Change], label: str, now: int) -> None:
    """Make changes and remember them as one step; what was undone before can no longer be done again."""
    if not changes:
        return
    first, *rest = _slices(changes)
    with lib.write():
        _remember(lib, changes, label, now)
        for change in first:
            change.do(lib, now)
    for some in rest:
        with _further(lib):
            for change in some:
                change.do(lib, now)


def undo(lib: Library) -> Step | None:
    """Take back the last step that is not undone; None if there is none."""
    return _travel(lib, back=True)


def redo(lib: Library) -> Step | None:
    """Do again what was undone last; None if there is nothing."""
    return _travel(lib, back=False)


def size(lib: Library, *, back: bool) -> int:
    """How many entries are in the step that `undo` would take back, or `redo` do again."""
    found = lib.one(f"SELECT changes FROM journal WHERE {_NEXT[back]}", (_last_done(lib),))
    return 0 if found is None else _size(_read(lib, found[0]))


def has_step(lib: Library, *, back: bool) -> bool:
    """Whether there is a step that `undo` would take back, or `redo` do again."""
    return lib.one(f"SELECT 1 FROM journal WHERE {_NEXT[back]}", (_last_done(lib),)) is not None


def steps(lib: Library, limit: int = 0) -> list[Step]:
    """The steps, newest first; a limit of 0 is all of them."""
    found = lib.all("SELECT id, at, label, undone FROM journal ORDER BY id DESC LIMIT ?", (limit or -1,))
    return [Step(step_id, at, label, bool(undone)) for step_id, at, label, undone in found]


def _travel(lib: Library, *, back: bool) -> Step | None:
    with lib.write():
        found = lib.one(f"SELECT id, at, label, changes FROM journal WHERE {_NEXT[back]}", (_last_done(lib),))
        if found is None:
            return None
        step_id, at, label, blob = found
        changes = _read(lib, blob)
        first, *rest = _slices(changes[::-1] if back else changes)
        left = [change.undo(lib) if back else change.do(lib, at) for change in first]
        if not rest or not back:  # a step of which anything is done counts as done
            lib.execute("UPDATE journal SET undone = ? WHERE id = ?", (back, step_id))
    for number, some in enumerate(rest, start=1):
        with _further(lib):
            left += [change.undo(lib) if back else change.do(lib, at) for change in some]
            if number == len(rest):
                lib.execute("UPDATE journal SET undone = ? WHERE id = ?", (back, step_id))
    return Step(step_id, at, label, back, tuple(dict.fromkeys(filter(None, left))))


def _slices(changes: Sequence[Change]) -> list[Sequence[Change]]:
    """What is done in one transaction each: all together, or one after another where that would take too long."""
    return [changes] if _size(changes) <= AT_ONCE else [[change] for change in changes]


def _size(changes: Sequence[Change]) -> int:
    return sum(len(change.ids) for change in changes if isinstance(change, changes_.Marked | changes_.Tagged))


@contextmanager
def _further(lib: Library) -> Iterator[None]:
    """Another transaction of what is begun, after others could write: they have to keep it for very long to end it."""
    if not lib.connection.in_transaction:
        time.sleep(_BREATH)
    with ExitStack() as stack:
        for left in range(_PATIENCE, -1, -1):
            try:
                stack.enter_context(lib.write())
            except BusyError:
                if not left:
                    raise
            else:
                break
        yield


def _last_done(lib: Library) -> int:
    # What is undone are the last steps: the look goes backwards, and seldom past the first.
    found = lib.one("SELECT id FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1")
    return int(found[0]) if found else 0


def _remember(lib: Library, changes: Iterable[Change], label: str, now: int) -> None:
    lib.execute("DELETE FROM journal WHERE id > ?", (_last_done(lib),))
    blob = packing.pack(json.dumps([change.as_json() for change in changes], separators=(",", ":")).encode())
    lib.execute(
        "INSERT INTO journal (at, label, changes) VALUES (?, ?, ?)", (now, shorten(clean_line(label), _LABEL), blob)
    )
    lib.execute("DELETE FROM journal WHERE id <= (SELECT id FROM journal ORDER BY id DESC LIMIT 1 OFFSET ?)", (STEPS,))


def _read(lib: Library, blob: bytes) -> list[Change]:
    try:
        return [changes_.from_json(stored) for stored in json.loads(packing.unpack(blob))]
    except (ValueError, TypeError) as error:
        raise LibraryError(f"The journal of {lib.path} is damaged ({error}); nothing was changed.") from error
