"""The files of pictures: named after what is in them, in a folder beside the library, as private as it is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import tempfile
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError
from newsreader.library import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newsreader.library.store import Library

_NAME = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")
_UNFINISHED = ".new-"
_LEFT_SECONDS = 3_600
"""After which nobody writes a file any more."""


def folder_of(library: Path) -> Path:
    """The folder of a library's pictures; it need not exist."""
    return library.with_suffix(".pictures")


def keep(library: Path, data: bytes, ending: str) -> str:
    """Keep a picture; the name of its file, there whole or not at all. LibraryError if the disk takes it not."""
    name = f"{hashlib.sha256(data).hexdigest()}.{ending}"
    path = _path(library, name)
    try:
        if path.exists() and path.stat().st_size == len(data):
            return name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.replace(file.name, path)  # noqa: PTH105 - a name that is no Path
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(file.name)  # noqa: PTH108 - as above
                raise
    except OSError as error:
        raise LibraryError(
            f"Pictures cannot be kept in {folder_of(library)} ({error.strerror}); free some space there."
        ) from error
    return name


def path(lib: Library, url: str) -> Path | None:
    """Where the picture of an address is on the disk; None if it is not."""
    name = pictures.name_of(lib, url)
    found = _path(lib.path, name) if name and _NAME.fullmatch(name) else None
    return found if found is not None and found.is_file() else None


def read(lib: Library, url: str) -> bytes | None:
    """The picture of an address, if it is on the disk."""
    found = path(lib, url)
    try:
        return None if found is None else found.read_bytes()
    except OSError:
        return None


def remove(library: Path, names: Iterable[str]) -> None:
    """Take away files that no picture is in any more; what cannot be removed is a file too many, no more."""
    for name in names:
        if _NAME.fullmatch(name):
            with contextlib.suppress(OSError):
                _path(library, name).unlink(missing_ok=True)


def remove_unfinished(library: Path, now: int) -> None:
    """Take away what processes that were killed were writing."""
    for folder in folder_of(library).glob("??"):
        for path in folder.glob(f"{_UNFINISHED}*"):
            with contextlib.suppress(OSError):
                if path.lstat().st_mtime < now - _LEFT_SECONDS:
                    path.unlink()


def is_there(library: Path, name: str) -> bool:
    """Whether the file of a name is there still; one that is empty was not on the disk when the machine stopped."""
    try:
        found = _path(library, name).stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size > 0


def _path(library: Path, name: str) -> Path:
    return folder_of(library) / name[:2] / name
