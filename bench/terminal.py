"""A program in a real pseudo-terminal: how long until it has painted, in how many bytes, and what that has cost."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS, ROWS = 120, 40
QUIET_SECONDS = 0.04
"""Nothing written for so long: the key has been answered."""
PATIENCE_SECONDS = 1.0
LONGEST_SECONDS = 0.5
"""What is written later belongs to something else."""
_START_SECONDS = 60.0


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self._begin = time.perf_counter()
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            self._set_size(0, COLUMNS, ROWS)
            os.execvpe(command[0], list(command), {**os.environ, **environment})

    def painted(self, quiet: float, after: bytes) -> tuple[float, float, int]:
        """Seconds from the start to the first byte and, when some bytes have come, to the last before nothing is
        written for a while; how many."""
        first = last = 0.0
        count, has_come = 0, not after
        while select.select([self._end], [], [], quiet if has_come and count else _START_SECONDS)[0]:
            try:
                found = os.read(self._end, 1 << 20)
            except OSError:  # it has ended
                break
            count += len(found)
            has_come = has_come or after in found
            last = time.perf_counter() - self._begin
            first = first or last
        return first, last, count

    def answer(self, key: bytes, quiet: float = QUIET_SECONDS) -> tuple[float, float, int]:
        """Press a key: milliseconds to the first and the last byte of what it brings, and how many bytes."""
        begin = time.perf_counter()
        os.write(self._end, key)
        return self._answer(begin, quiet)

    def resize(self, columns: int, rows: int) -> tuple[float, float, int]:
        """Another size; the answer as to a key."""
        begin = time.perf_counter()
        self._set_size(self._end, columns, rows)
        return self._answer(begin, QUIET_SECONDS)

    def _answer(self, begin: float, quiet: float) -> tuple[float, float, int]:
        first = last = 0.0
        count = 0
        while True:
            wait = quiet if count else PATIENCE_SECONDS + quiet
            if last > LONGEST_SECONDS + quiet or not select.select([self._end], [], [], wait)[0]:
                return first * 1000, last * 1000, count
            try:
                count += len(os.read(self._end, 1 << 20))
            except OSError:  # it has ended
                return first * 1000, last * 1000, count
            last = time.perf_counter() - begin
            first = first or last

    def settle(self, seconds: float) -> None:
        """Take in what is written until nothing has been for so long, five times as long at most."""
        end = time.monotonic() + 5 * seconds
        with contextlib.suppress(OSError):
            while time.monotonic() < end and select.select([self._end], [], [], seconds)[0]:
                os.read(self._end, 1 << 20)

    def cpu_seconds(self) -> float:
        """What all threads of the program have used, where the system tells."""
        tasks = Path(f"/proc/{self.pid}/task")
        if not Path(f"/proc/{self.pid}/schedstat").exists():
            return 0.0
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9

    def megabytes(self) -> float:
        """Resident memory, where the system tells."""
        status = Path(f"/proc/{self.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._end)

    def _set_size(self, descriptor: int, columns: int, rows: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
