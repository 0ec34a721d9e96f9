"""Where the files lie: network file systems, locks that work, locks that are held, room on the disk, free names."""

from __future__ import annotations

import contextlib
import fcntl
import os
import struct
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOUNTS = Path("/proc/self/mountinfo")
_NETWORKS = (
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.",
    "glusterfs",
    "lustre",
    "ncpfs",
    "nfs",
    "smb",
    "vboxsf",
)
_LOCAL = {"fuse.ext4", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.encfs", "fuse.mergerfs", "fuse.ntfs-3g"}
_LOCK_BYTES = (0x4000_0000, 512)
"""Where SQLite locks a file: the bytes that are shared by all that have it open, in every version of the format."""


def network(path: Path) -> str:
    """The kind of the file system a file or folder is on ("nfs4"), if other machines may use it too; else "".

    Where the system does not list its file systems (macOS), none is known for a network's.
    """
    try:
        device = path.resolve().stat().st_dev
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        fields, _, rest = line.partition(" - ")
        if fields.split(" ")[2:3] == [wanted]:
            kind = rest.split(" ")[0]
            return kind if kind.startswith(_NETWORKS) and kind not in _LOCAL else ""
    return ""


def locks_work(folder: Path) -> bool:
    """Whether a lock that one program holds on a file in a folder keeps another one out."""
    take = getattr(fcntl, "F_OFD_SETLK", None)
    if take is None:  # macOS: no lock that a process can try against itself
        return True
    everything = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".newsreader-lock-") as file:
        try:
            fcntl.fcntl(file.fileno(), take, everything)
        except OSError:
            return False
        with open(file.name, "r+b") as other, contextlib.suppress(BlockingIOError, PermissionError):  # noqa: PTH123
            fcntl.fcntl(other.fileno(), take, everything)
            return False
    return True


@contextmanager
def unused(path: Path) -> Iterator[None]:
    """Keep every other program out of a library while its file is exchanged; LibraryError if one has it open.

    This process must not have it open either: closing a file gives its locks back.
    """
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield
        return
    except OSError as error:
        raise LibraryError(f"The library {path} cannot be written: {error.strerror}.") from error
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES[1], _LOCK_BYTES[0])
    except (BlockingIOError, PermissionError) as error:
        os.close(handle)
        raise LibraryError(
            f"The library {path} is open in another program: close its screens, let a refresh end, and try again."
        ) from error
    except OSError:  # where nothing can be locked nobody is told to stay away
        pass
    try:
        yield
    finally:
        os.close(handle)


def require_room(folder: Path, size: int, purpose: str) -> None:
    """Refuse to begin what will not fit."""
    free = _free(folder)
    if free < size:
        raise LibraryError(
            f"{purpose} needs {size / 1e6:,.0f} MB in {folder}, and {free / 1e6:,.0f} MB are free: "
            "make room and try again."
        )


def has_room(folder: Path, size: int) -> bool:
    """Whether so many bytes are free."""
    try:
        return _free(folder) >= size
    except OSError:  # it is gone, or its file system is
        return False


def unused_name(path: Path) -> Path:
    """A name that is not taken: the one given, or with a number in it."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
