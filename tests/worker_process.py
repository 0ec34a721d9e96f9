"""Doing things to the process of a worker."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.feeds.worker import ParserProcess


@contextlib.contextmanager
def stopped(worker: ParserProcess) -> Iterator[None]:
    """A process that has started and does not go on, of one that waits for a moment only."""
    assert worker._process
    os.kill(worker._process.pid, signal.SIGSTOP)
    seconds, worker._seconds = worker._seconds, 0.1
    try:
        yield
    finally:
        worker._seconds = seconds
