"""The reader in a real pseudo-terminal: its bytes, and the screen they make."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Self

import pexpect
import pyte

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 30.0


class PtySession:
    """One run of `newsreader`, driven by keys, read through a terminal emulator."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 120,
        lines: int = 40,
        program: tuple[str, ...] = ("-m", "newsreader"),
        **environment: str,
    ) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        """Everything that reached the terminal."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        self.child = pexpect.spawn(
            sys.executable,
            [*program, *arguments],
            dimensions=(lines, columns),
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "NEWSREADER_HOME": str(home), **environment},
            timeout=PATIENCE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program wrote meanwhile."""
        try:
            chunk = self.child.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.bytes += chunk
        self.fed(chunk)

    def fed(self, chunk: bytes) -> None:
        """Show what the program wrote."""
        self._stream.feed(chunk)

    def settle(self) -> None:
        """Take in all that is written until nothing has been for a while."""
        before = -1
        while len(self.bytes) > before:
            before = len(self.bytes)
            self.read(0.2)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def wait_for(self, words: str) -> str:
        """Wait until the screen shows some words."""
        end = time.monotonic() + PATIENCE
        while words not in self.text:
            if time.monotonic() > end or not (self.child.isalive() or words in self.text):
                raise AssertionError(f"{words!r} did not appear:\n{self.text}")
            self.read()
        return self.text

    def close_welcome(self) -> None:
        """Close what a first start opens over the reader."""
        self.wait_for("Welcome to newsreader")
        self.press("\x1b")
        while "Welcome to newsreader" in self.text:
            self.read()

    def wait_for_bytes(self, sequence: bytes) -> None:
        """Wait until some bytes reached the terminal."""
        end = time.monotonic() + PATIENCE
        while sequence not in self.bytes:
            assert time.monotonic() < end, sequence
            self.read()

    def wait_until_stopped(self) -> None:
        """Wait until the program has stopped itself, as a shell would see it."""
        end = time.monotonic() + PATIENCE
        while True:
            pid, status = os.waitpid(self.child.pid, os.WNOHANG | os.WUNTRACED)
            self.read()
            if pid and os.WIFSTOPPED(status):
                return
            assert time.monotonic() < end, "it did not stop"

    def press(self, keys: str) -> None:
        """Type some keys."""
        self.child.send(keys)

    def wait_for_end(self) -> int:
        """Wait until the program has ended; its exit code, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self.read()
        self.read()
        self.child.close(force=False)
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)
