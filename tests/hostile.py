"""What the manifests of the hostile data say of time and memory: guards against hanging, no measures of speed."""

from __future__ import annotations

import contextlib
import re
import sys
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.feeds.worker import ParserProcess

_GENEROUS = 4
"""How much slower than the manifest's machine one may be that does other things as well."""


@contextlib.contextmanager
def in_time(name: str, expect: dict[str, Any]) -> Iterator[None]:
    """What is done inside takes no longer than is expected of it."""
    begin = time.monotonic()
    yield
    taken = time.monotonic() - begin
    assert taken <= _GENEROUS * expect.get("max_s", 600), f"{name} took {taken:.0f} seconds"


@contextlib.contextmanager
def in_memory(name: str, expect: dict[str, Any]) -> Iterator[None]:
    """What is done inside, in this process, takes no more megabytes than are expected of it."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= 1_000_000 * expect.get("max_mb", 10_000), name


def assert_within_memory(worker: ParserProcess, name: str, expect: dict[str, Any]) -> None:
    """A process that has parsed a document never took more megabytes than are expected of it; asks Linux."""
    if sys.platform != "linux" or "max_mb" not in expect or worker._process is None:
        return
    status = Path(f"/proc/{worker._process.pid}/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert peak
    assert int(peak[1]) // 1024 <= expect["max_mb"], name
