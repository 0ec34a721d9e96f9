"""The library's files as files: folders and files made private, headers looked at before SQLite touches anything.

Nothing here reads a table.
"""

from __future__ import annotations

import fcntl
import glob
import os
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from newsreader.errors import DamagedError, LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MAGIC = b"SQLite format 3\0"
ADVICE = "it was left as it is; `newsreader doctor` recovers what can be read, `newsreader library restore` a backup"
"""How a sentence on a damaged library ends."""


_ABANDONED_SECONDS = 86_400
"""After which nobody goes on with a file that was not made whole."""
_VERSIONS_AHEAD = 1_000
_NO_FILE = (0, 0)
_held: Counter[tuple[int, int]] = Counter()
"""How often this process has each file open."""


class Header(NamedTuple):
    """What the first 100 bytes of a database say."""

    application: int
    version: int
    missing: int
    """Bytes that the file ought to have and has not."""


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, readable by their owner alone."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"The folder {folder} cannot be made: {error.strerror}.") from error


def create(path: Path, build: Callable[[Path], None]) -> None:
    """Make a database beside its place and move it there whole; if another process was faster, keep theirs."""
    remove_abandoned(path.absolute().parent, f".{glob.escape(path.name)}.*.new*")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)  # mode 0600
        os.close(handle)
    except OSError as error:
        raise LibraryError(f"{path} cannot be made: {error.strerror}.") from error
    new = Path(name)
    try:
        build(new)
        if has_log(new) or header(new).missing:  # SQLite closes without a word what it had no room to complete
            raise LibraryError(f"{path} cannot be made: it did not fit; free some space on the disk and try again.")
        keep(new)
        _place(new, path)
    except OSError as error:
        raise LibraryError(f"{path} cannot be made: {error.strerror}.") from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(name + suffix).unlink(missing_ok=True)


def remove_abandoned(folder: Path, pattern: str) -> None:
    """Take away what processes that were killed did not make whole, a day later; what cannot be removed stays."""
    with suppress(OSError):
        for left in folder.glob(pattern):
            if left.lstat().st_mtime < time.time() - _ABANDONED_SECONDS:
                left.unlink()


def header(path: Path) -> Header:
    """Read a database's header; LibraryError if it is none."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be read: {error.strerror}.") from error
    if not size:
        raise DamagedError(f"The library {path} is damaged: the file is empty (0 bytes); {ADVICE}.")
    if len(start) < 100 or not start.startswith(_MAGIC):
        raise DamagedError(f"{path} does not begin as a library does: it is damaged, or another file; {ADVICE}.")
    return Header(_number(start, 68), _number(start, 60), _missing(path, start, size))


def hold(path: Path) -> tuple[int, int]:
    """Note that this process has a file open: from then on only SQLite may open it here.

    Closing a file gives back every lock that the process has on it, SQLite's, too: that is how POSIX has it.
    """
    key = identity(path) or _NO_FILE
    if key != _NO_FILE:
        _held[key] += 1
    return key


def is_open_here(path: Path) -> bool:
    """Whether this process has a file open."""
    return bool(_held[identity(path) or _NO_FILE])


def let_go(keys: Iterable[tuple[int, int]]) -> None:
    """Note that files are closed."""
    _held.subtract(key for key in keys if key != _NO_FILE)


def check_library(path: Path, application: int, newest: int) -> None:
    """Refuse, untouched, a file that is foreign, cut short or of a later version."""
    if is_open_here(path):
        return  # it was found right when it was opened
    found = header(path)
    if found.application in {0, application}:
        check_version(path, found.version, newest)
    if found.application != application:
        error = DamagedError if _may_be_flipped(found.application, application) else LibraryError
        raise error(
            f"{path} is not a newsreader library but another program's database; "
            "it was left as it is: move it away, or name another library with --library."
        )
    if found.missing:
        raise DamagedError(f"The library {path} is damaged: its last {found.missing:,} bytes are missing; {ADVICE}.")


def refuse_log(path: Path) -> NoReturn:
    """Say that a log is damaged."""
    raise DamagedError(f"The log of the library {path} is damaged, and what was done last would be lost; {ADVICE}.")


def check_version(path: Path, version: int, newest: int) -> None:
    """Refuse a library that a later program has changed; a high bit that was turned does not make one."""
    if version > newest + _VERSIONS_AHEAD and any(_may_be_flipped(version, known) for known in range(1, newest + 1)):
        raise DamagedError(f"The library {path} is damaged: its header says that its schema is {version:,}; {ADVICE}.")
    if version > newest:
        raise LibraryError(
            f"The library {path} was made by a newer version of newsreader (its schema is {version}, "
            f"this program knows {newest}): update newsreader, or use another library."
        )


def check_not_missing(path: Path) -> None:
    """Refuse to make a library where one lost its file but not its log: the log would be played into the new one."""
    if has_log_alone(path):
        raise DamagedError(
            f"The library {path} is missing, but its log {log_of(path)} is there: put the file back beside it, "
            "or move the log away to begin anew; `newsreader doctor` recovers what the log holds."
        )


def has_log_alone(path: Path) -> bool:
    """Whether a file was removed but not its log, which SQLite would play into the next file of that name."""
    left = has_log(path)  # asked first: whoever makes the file at this moment makes it before its log
    return left and not path.exists()


def drop_log(path: Path) -> None:
    """Delete what an index that is not used any more leaves beside it."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def log_size(path: Path) -> int:
    """Bytes of a database's log; 0 if there is none."""
    try:
        return log_of(path).stat().st_size
    except OSError:
        return 0


def index_is_usable(path: Path, application: int) -> bool:
    """Whether the index can be opened; it may still be of another version."""
    if is_open_here(path):
        return True
    try:
        found = header(path)
    except LibraryError:
        return False
    return found.application == application and not found.missing


def identity(path: Path) -> tuple[int, int] | None:
    """Which file has a name now; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def log_identity(path: Path) -> tuple[int, int] | None:
    """Which file the log is now; None if there is none."""
    return identity(log_of(path))


def set_aside(path: Path) -> None:
    """Rename a damaged index out of the way, unless another process did; an earlier one set aside is replaced."""
    drop_log(path)
    with suppress(FileNotFoundError):
        path.replace(path.with_name(path.name + ".damaged"))


def keep_aside(path: Path, target: Path) -> None:
    """Give a library and its log, without which its newest changes are lost, another name; either may be missing.

    The file has both names until another takes its first one: whenever this is cut short there is a library.
    """
    with suppress(FileNotFoundError):
        try:
            target.hardlink_to(path)
        except OSError:  # a file system without links
            path.rename(target)
    for suffix in ("-wal", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").rename(f"{target}{suffix}")
    Path(f"{path}-shm").unlink(missing_ok=True)  # SQLite makes it from the log


def keep(path: Path) -> None:
    """Have a file on the disk before it is given its name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def keep_folder(folder: Path) -> None:
    """Have the names of a folder on the disk; where that cannot be done it is left to the system."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def note_damage(path: Path, words: str) -> None:
    """Have every program know that a library is damaged, as a full check found: it must not be written any more."""
    with suppress(OSError):  # then each finds out for itself
        handle = os.open(_note(path), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - it is a handle
            file.write(f"{path.stat().st_ino}\n{words}\n")


def damage(path: Path) -> str:
    """What was noted of this very file; "" if nothing was."""
    try:
        number, _, words = _note(path).read_text(encoding="utf-8", errors="replace").partition("\n")
        return words.strip() if number == str(path.stat().st_ino) else ""
    except OSError:
        return ""


def forget_damage(path: Path) -> None:
    """Forget what was noted: the file was found sound, or is another one."""
    with suppress(OSError):  # where nothing can be written the note does no harm
        _note(path).unlink(missing_ok=True)


def writable(path: Path) -> bool:
    """Whether the file and its folder, where SQLite keeps its log, may be written."""
    path = path.resolve()  # SQLite follows links
    return _may_write(path) and _may_write(path.parent)


def writable_folder(folder: Path) -> bool:
    """Whether files may be made in a folder."""
    return _may_write(folder)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other process holds this lock of a folder; it is held until the end, also that of a killed process.

    Where a folder cannot be locked nobody is told to stay away.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield _lock(handle)
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _may_be_flipped(found: int, wanted: int) -> bool:
    """Whether a few bits that went wrong tell one number from the other."""
    return (found ^ wanted).bit_count() <= 2


def _number(start: bytes, offset: int) -> int:
    return int.from_bytes(start[offset : offset + 4], "big")


def _missing(path: Path, start: bytes, size: int) -> int:
    """Bytes a truncated file lacks. With a log beside it the file may rightly be shorter than its header says."""
    if start[24:28] != start[92:96] or has_log(path):
        return 0
    page = int.from_bytes(start[16:18], "big")
    return max(0, _number(start, 28) * (65536 if page == 1 else page) - size)


def has_log(path: Path) -> bool:
    """Whether a log with something in it stands beside a file."""
    try:
        return log_of(path).stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):  # or another process has just done with it
        return False


def _note(path: Path) -> Path:
    path = path.resolve()
    return path.with_name(f"{path.name}-damaged")


def log_of(path: Path) -> Path:
    """Where the log of a database is, if it has one."""
    path = path.resolve()  # SQLite follows links
    return path.with_name(path.name + "-wal")


def _place(new: Path, path: Path) -> None:
    """Give a file its name unless the name is taken."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not path.exists():
            new.rename(path)
