"""Reading what the user names (a file or stdin) and writing a file at once or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import stat
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO

from newsreader.errors import NewsreaderError

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 64_000_000
"""Bytes; more than any feed or article, less than what fills the memory."""
_UNFINISHED = ".newsreader-"
_IS_UNFINISHED = re.compile(r"\.newsreader-[a-z0-9_]{8}")
"""What a file is called until it is whole."""
_ABANDONED_SECONDS = 86_400
"""After which nobody goes on with one."""


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with file:
        yield file


def read_file(path: Path) -> bytes:
    """A whole file."""
    with opened(path) as file:
        try:
            return _whole(file.read(LARGEST + 1), str(path))
        except OSError as error:
            raise _unreadable(path, error) from error


def read_input(name: str) -> bytes:
    """A whole file, or with `-` all of stdin."""
    return _whole(sys.stdin.buffer.read(LARGEST + 1), "stdin") if name == "-" else read_file(Path(name))


def write_file(path: Path, text: str) -> None:
    """Write a file in UTF-8 such that it is the old or the new one whatever happens."""
    remove_abandoned(path.resolve().parent)
    with writing(path, replace=True) as file:
        file.write(text.encode("utf-8", "replace"))


@contextlib.contextmanager
def writing(path: Path, *, replace: bool) -> Iterator[IO[bytes]]:
    """A file to write, there when it is whole or not at all; without `replace` never in the place of another."""
    if path.exists() and not path.is_file():
        raise NewsreaderError(f"{path}: not a file; name a file, or none to write to stdout")
    waiting = None
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.resolve().parent, prefix=_UNFINISHED, delete=False) as file:
            waiting = Path(file.name)
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield file
            file.flush()
            os.fsync(file.fileno())
        waiting.chmod(_mode(path))
        _put(waiting, path, replace=replace)
    except OSError as error:
        raise NewsreaderError(
            f"{path}: cannot be written ({error.strerror or error}); nothing is left there"
        ) from error
    finally:
        if waiting is not None:
            with contextlib.suppress(OSError):
                waiting.unlink()


def remove_abandoned(folder: Path) -> None:
    """Take away what commands that were killed were writing into a folder, a day later; what cannot be stays."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _IS_UNFINISHED.fullmatch(path.name):
                with contextlib.suppress(OSError):
                    _remove_if_abandoned(path)


def _remove_if_abandoned(path: Path) -> None:
    """Ours, old, and not in the hands of a command that was put to sleep."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        found = os.fstat(handle)
        is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
        if is_ours and found.st_mtime < time.time() - _ABANDONED_SECONDS:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    finally:
        os.close(handle)


def _put(waiting: Path, path: Path, *, replace: bool) -> None:
    if replace:
        waiting.replace(path.resolve())
        return
    try:
        os.link(waiting, path)
    except FileExistsError as error:
        raise taken(path) from error
    except OSError as error:  # a file system without hard links
        if os.path.lexists(path):
            raise taken(path) from error
        waiting.rename(path)


def taken(path: Path) -> NewsreaderError:
    """Why a file is not written."""
    return NewsreaderError(f"{path} is there already; --force replaces it")


def _unreadable(path: Path, error: OSError) -> NewsreaderError:
    return NewsreaderError(f"{path}: cannot be read ({error.strerror}); is the name right?")


def _whole(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST:
        raise NewsreaderError(f"{name}: larger than {LARGEST // 1_000_000} MB, which no feed or article is")
    return data


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those that any new file gets."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
