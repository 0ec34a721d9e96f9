"""What a library wants now and then: looked through as a whole, its counts checked, copied, compacted.

All of it is long work on a large library, for a process of its own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError
from newsreader.library import backup, counting, disks, failures, files, retention, session
from newsreader.values import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from newsreader.library.store import Library

WEEK = 7 * 86_400
_CHECKED, _COPIED = "checked", "backup"
"""Keys of the session: when that was done last."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    problems: list[str]
    """What is damaged, as SQLite tells it; `newsreader doctor` helps."""
    counts: int = 0
    """Feeds whose counts were wrong; they are right now, unless the library can only be read."""
    orphans: int = 0
    """Articles that are gone and that the index did not know to be; it does now."""


def check(lib: Library, now: int) -> Checked:
    """Look through the whole library; put counts right. A damaged one is not written any more, by anybody."""
    problems = lib.check()
    if problems:
        lib.stop_writing(str(failures.damaged(lib.path, problems[0])))
        return Checked(problems)
    files.forget_damage(lib.path)
    if lib.damaged:  # so it was said, and is not so
        lib.try_writing()
    wrong = len(counting.wrong(lib.execute))
    orphans = 0
    if not lib.read_only:
        if wrong:
            with lib.write():
                counting.recount(lib.execute)
        orphans = retention.forget_orphans(lib)
        session.put(lib, {_CHECKED: str(now)})
    return Checked([], wrong, orphans)


def weekly(lib: Library, now: int) -> Checked:
    """Check and copy the library if that was not done within a week; a damaged one is not copied."""
    if lib.damaged:  # or it was the machine, and it is sound
        return check(lib, now)
    found = Checked([])
    if lib.read_only:
        return found
    if _is_due(lib, _CHECKED, now):
        found = check(lib, now)
    if not found.problems and _is_due(lib, _COPIED, now) and lib.one("SELECT 1 FROM feeds"):
        copy(lib, now)
    return found


def copy(lib: Library, now: int) -> Path:
    """Make an automatic copy; the next one is due in a week."""
    made = backup.weekly(lib, now)
    if not lib.read_only:
        session.put(lib, {_COPIED: str(now)})
    return made


def compact(lib: Library) -> int:
    """Give back the room of both files that nothing is in; how many bytes. Others can read meanwhile, but not write."""
    if lib.read_only:
        raise LibraryError(lib.remark or f"The library {lib.path} is open for reading only; nothing was changed.")
    before = lib.path.stat().st_size + lib.index.stat().st_size
    # The copy that is made on the way must not lie in memory, nor on the small disk that /tmp may be.
    os.environ["SQLITE_TMPDIR"] = str(lib.path.parent.resolve())
    lib.execute("PRAGMA temp_store = FILE")
    for file, path in (("main", lib.path), ("idx", lib.index)):
        (used,), (size,) = lib.all(f"PRAGMA {file}.page_count")[0], lib.all(f"PRAGMA {file}.page_size")[0]
        disks.require_room(path.parent, 2 * used * size, f"Compacting {path}")
        lib.execute(f"VACUUM {file}")
        lib.execute(f"PRAGMA {file}.wal_checkpoint(TRUNCATE)").fetchall()
    return before - lib.path.stat().st_size - lib.index.stat().st_size


def _is_due(lib: Library, key: str, now: int) -> bool:
    last = int(session.get(lib, key) or 0)
    return not last <= now < last + WEEK
