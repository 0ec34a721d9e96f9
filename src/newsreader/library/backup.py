"""Copies of library.db, taken while it may be in use, and put back; the index is never copied, it can be made again.

Automatic ones lie in the folder `library.backups` beside the library, three of each kind: one a week, with the
subscriptions as OPML beside it, and one before each migration.
"""

from __future__ import annotations

import glob
import os
import shlex
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import DamagedError, LibraryError
from newsreader.library import disks, failures, feeds, files, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsreader.library.store import Library

KEPT = 3
"""Automatic copies of each kind."""
_PART = ".part"
_STEPS = 1_000
"""Of SQLite's machine, between two looks at how far it is; a long text is a few."""


def folder(path: Path) -> Path:
    """Where the automatic copies of a library are."""
    return path.with_name(f"{path.stem}.backups")


def found(path: Path) -> list[Path]:
    """The automatic copies of a library, the newest first."""
    listed = []
    for file in folder(path).glob(f"{path.stem}.*{path.suffix}"):
        with suppress(FileNotFoundError):  # another process has just taken it away as one too many
            listed.append((file.stat().st_mtime_ns, file))
    return [file for _, file in sorted(listed, reverse=True)]


def before_migration(
    connection: sqlite3.Connection, path: Path, version: int, tell: Callable[[str], None] | None = None
) -> Path:
    """Copy the library as it was in that version: `library.backups/library.v1.db`; `tell` is given how far it is."""
    with _automatic(path):
        target = folder(path) / f"{path.stem}.v{version}{path.suffix}"
        _copy(connection, path, target, tell)
        _thin_out(path, "v*")
    return target


def weekly(lib: Library, now: int) -> Path:
    """Copy the library and its subscriptions: `library.backups/library.2026-01-31.db` and `.opml`."""
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    where = folder(lib.path)
    target = where / f"{lib.path.stem}.{day}{lib.path.suffix}"
    try:
        with _automatic(lib.path):
            _copy(lib.connection, lib.path, target)
            _write_outline(lib, target.with_suffix(".opml"))
            _thin_out(lib.path, "[0-9]*")
    except OSError as error:
        raise LibraryError(f"The library cannot be copied into {where}: {error.strerror}.") from error
    return target


def copy(lib: Library, target: Path) -> None:
    """Write a consistent copy, readable by its owner alone; it appears whole or not at all, in place of nothing."""
    if target.exists():
        raise LibraryError(f"{target} is there already; nothing was written: name another file.")
    if not target.absolute().parent.is_dir():
        raise LibraryError(f"There is no folder {target.absolute().parent}; make it, or name another file.")
    try:
        _copy(lib.connection, lib.path, target)
    except OSError as error:
        raise LibraryError(f"{target} cannot be written: {error.strerror}.") from error


def restore(path: Path, index: Path, source: Path) -> Path | None:
    """Put a copy in the place of the library, and return where that is now; None if there was none.

    The copy is looked through before anything is changed. The index is made anew by the next start.
    """
    try:
        files.check_library(source, schema.LIBRARY_ID, len(schema.MIGRATIONS))
    except DamagedError as error:
        raise _damaged_source(source) from error
    if path.exists() and path.samefile(source):
        raise LibraryError(f"{source} is the library itself; name a copy of it.")
    try:
        files.make_folder(path.parent)
        with _part(path) as part:
            _copy_from(source, part)
            return replace(path, index, part, "before-restore")
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be restored: {error.strerror}.") from error


def replace(path: Path, index: Path, new: Path, word: str) -> Path | None:
    """Give a new file the library's name; the old one and its log are kept under a name with that word in it."""
    path = path.resolve()
    with disks.unused(path):
        aside = None
        if path.exists() or files.has_log_alone(path):
            aside = disks.unused_name(path.with_name(f"{path.stem}.{word}{path.suffix}"))
            files.keep_aside(path, aside)
        new.replace(path)
        files.forget_damage(path)
        files.keep_folder(path.parent)
        files.drop_log(index)
        index.unlink(missing_ok=True)
    return aside


def _copy(connection: sqlite3.Connection, path: Path, target: Path, tell: Callable[[str], None] | None = None) -> None:
    with _part(target) as part:
        (pages,), (size,) = (connection.execute(f"PRAGMA main.page_{what}").fetchone() for what in ("count", "size"))
        disks.require_room(part.parent, pages * size, f"A copy of the library {path}")

        with _followed(connection, tell, part, pages * size):
            try:
                connection.execute("VACUUM main INTO ?", (str(part),))
            except sqlite3.Error as error:
                full = failures.is_full(error) or failures.code(error) == sqlite3.SQLITE_IOERR
                raise failures.sentence(error, target if full else path) from error
        files.keep(part)
        part.replace(target)
        files.keep_folder(target.parent)


@contextmanager
def _followed(
    connection: sqlite3.Connection, tell: Callable[[str], None] | None, part: Path, size: int
) -> Iterator[None]:
    """Give `tell` a word now and then on how far a copy is."""
    if tell is None:
        yield
        return

    last = -1

    def told() -> None:
        nonlocal last
        percent = part.stat().st_size * 100 // size
        if percent != last:
            last = percent
            tell(f"keeping a copy of the library as it is: {percent} %")

    connection.set_progress_handler(told, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _STEPS)


def _copy_from(source: Path, part: Path) -> None:
    """Copy a file that is a sound library; a copy that SQLite made itself holds what its log held."""
    try:
        connection = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            disks.require_room(part.parent, source.stat().st_size, f"A copy of {source}")
            connection.execute("VACUUM main INTO ?", (str(part),))
        finally:
            connection.close()
        restored = sqlite3.connect(part, isolation_level=None)
        try:
            problems = [*restored.execute("PRAGMA quick_check(1)"), *restored.execute("PRAGMA foreign_key_check")]
        finally:
            restored.close()
    except sqlite3.Error as error:
        told = failures.sentence(error, source)
        raise (_damaged_source(source) if isinstance(told, DamagedError) else told) from error
    if problems != [("ok",)]:
        raise _damaged_source(source)
    files.keep(part)


def _damaged_source(source: Path) -> DamagedError:
    return DamagedError(
        f"{source} is damaged; nothing was changed: `newsreader doctor --library {shlex.quote(str(source))}` makes "
        f"{source.stem}.recovered{source.suffix} of what can be read, which can be restored."
    )


@contextmanager
def _part(target: Path) -> Iterator[Path]:
    """An empty private file beside a target, gone afterwards unless it was given its name."""
    where = target.absolute().parent
    files.remove_abandoned(where, f".{glob.escape(target.name)}.*{_PART}*")
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=_PART, dir=where)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        for suffix in ("", "-journal"):
            Path(name + suffix).unlink(missing_ok=True)


@contextmanager
def _automatic(path: Path) -> Iterator[None]:
    """The folder of the automatic copies, without what a killed process left there."""
    where = folder(path)
    files.make_folder(where)
    files.remove_abandoned(where, f".*{_PART}*")
    yield


def _thin_out(path: Path, kind: str) -> None:
    copies = [file for file in found(path) if file.match(f"{path.stem}.{kind}{path.suffix}")]
    for old in copies[KEPT:]:
        for file in (old, old.with_suffix(".opml")):
            with suppress(OSError):  # it is one too many, no more
                file.unlink(missing_ok=True)


def _write_outline(lib: Library, target: Path) -> None:
    from newsreader.feeds import opml  # noqa: PLC0415 - once a week

    outlines = [opml.Outline(feed.url, feed.title, feed.folder) for feed in feeds.all_feeds(lib)]
    web = [outline for outline in outlines if outline.url.startswith(("http://", "https://"))]
    with _part(target) as part:
        part.write_text(opml.write(web, title="newsreader subscriptions"), encoding="utf-8", errors="replace")
        files.keep(part)
        part.replace(target)
