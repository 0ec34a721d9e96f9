"""Which feeds this process has in hand, so that two refreshes at once share the work instead of waiting or doubling it.

One file beside the library, a byte a feed: it is locked while the feed is in hand, which ends with the process however
that ends, and counted up when the feed is done. Where a file cannot be locked nobody is told to stay away.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

_FILE = "refresh.lock"

log = logging.getLogger(__name__)


class Claims:
    """The feeds in hand of one process, which must not have two of these for one folder: their locks would be one."""

    def __init__(self, folder: Path) -> None:
        self._handle: int | None = None
        self._counts = b""
        try:
            self._handle = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._counts = os.pread(self._handle, os.fstat(self._handle).st_size, 0)
        except OSError as error:
            log.info("no feed can be claimed in %s: %s", folder, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def take(self, feed_id: int) -> bool:
        """Take a feed in hand unless another process has it, or has done it since this one began."""
        if self._handle is None:
            return True
        try:
            fcntl.lockf(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, feed_id)
            is_done = self._count(feed_id) != _number(self._counts[feed_id : feed_id + 1])
        except BlockingIOError:
            return False
        except OSError:
            return True
        if not is_done:
            return True
        self._free(feed_id)
        return False

    def done(self, feed_id: int) -> None:
        """Let go of a feed after what came of it was stored."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):  # a full disk: somebody may fetch it once more
            os.pwrite(self._handle, bytes([(self._count(feed_id) + 1) % 256]), feed_id)
        self._free(feed_id)

    def _count(self, feed_id: int) -> int:
        if self._handle is None:  # closed meanwhile: a refresh was broken off beside its threads
            raise OSError("closed")
        return _number(os.pread(self._handle, 1, feed_id))

    def _free(self, feed_id: int) -> None:
        if self._handle is None:  # as above
            return
        with contextlib.suppress(OSError):
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, feed_id)


def _number(byte: bytes) -> int:
    """A count; what lies beyond the end of the file is none."""
    return byte[0] if byte else 0
