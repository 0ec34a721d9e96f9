"""The last screen, kept in a file: shown at once, before Textual is imported, until the application has drawn its own.

Keys that are typed meanwhile wait in the terminal's queue. Nothing here needs Textual, and nothing of it is imported.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import zlib

from newsreader import __version__, paths

TYPE_CHECKING = False
"""As in `typing`, which alone takes a sixth of all that is imported before the screen is shown."""
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any, Self

if sys.platform != "win32":
    import termios

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[0m\x1b[?1049l\x1b[?25h"
_LOOKS = ("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TMUX", "LANG", "LC_ALL", "LC_CTYPE", "LC_TIME", "LC_NUMERIC")
"""What a screen depends on, beside the terminal's size and the configuration."""
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_MOST_BYTES = 1_000_000
_FOREGROUND = 2
"""The screen is drawn on stderr, like Textual's own."""


def has_screen(environment: Mapping[str, str]) -> bool:
    """Whether the streams of this process are a terminal, of a kind that can be drawn on."""
    drawable = environment.get("TERM", "") not in {"", "dumb", "unknown"}
    return drawable and "TEXTUAL_DRIVER" not in environment and all(map(os.isatty, (0, 1, _FOREGROUND)))


def file_of(library: Path) -> Path:
    """Where the last screen of a library is kept: beside it, as private as it is."""
    return library.with_suffix(".screen")


def look(columns: int, rows: int, environment: Mapping[str, str]) -> str:
    """What must be the same for a kept screen to be shown again, in one line."""
    configured = [_changed(file) for file in (paths.config_file(), paths.themes_file())]
    return repr([__version__, columns, rows, configured, [environment.get(name) for name in _LOOKS]])


def _changed(file: Path) -> str:
    """What tells of a file that it is another now."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}"


def keep(file: Path, look: str, lines: list[str]) -> bool:
    """Keep a screen as lines of text and styles, the last one left out; False if that cannot be done, or is not safe.

    It is not worth a word to the user: the next start shows an empty screen for a moment.
    """
    body = "\n".join(lines[:-1])
    if not _is_safe(body):
        return False
    packed = body.encode()
    head = f"{look}\n{zlib.crc32(packed)}\n".encode()
    written = file.with_name(f"{file.name}-{os.getpid()}")
    try:
        descriptor = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(head + packed)
        written.replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            written.unlink()
        return False
    return True


def kept(file: Path, look: str) -> list[str]:
    """The lines that were kept for a screen that looks so; none if there are none, or if they are not as they were."""
    try:
        with file.open("rb") as stream:
            head, checksum, packed = stream.read(_MOST_BYTES).split(b"\n", 2)
        body = packed.decode()
        if head.decode() != look or checksum != b"%d" % zlib.crc32(packed) or not _is_safe(body):
            return []
    except (OSError, ValueError):
        return []
    return body.split("\n")


def drawn(lines: list[str], rows: int, words: str) -> str:
    """The sequences that draw kept lines, with a word in the last row that this is not the whole of it."""
    if rows < 1:
        return ""
    moved = "".join(f"\x1b[{number};1H{line}" for number, line in enumerate(lines[: rows - 1], 1))
    return f"{moved}\x1b[{rows};1H\x1b[0;2m {words}\x1b[0m\x1b[K"


class Frame:
    """The terminal between the shell and the application: the last screen is on it, and what is typed is kept.

    Whoever leaves before the application has taken over finds the terminal as it was.
    """

    def __init__(self, library: Path | None = None) -> None:
        """Show the last screen of a library, by default the user's own, if there is a terminal for it."""
        self.file = file_of(library or paths.library_files()[0])
        """Where the last screen is kept."""
        self.attributes: list[Any] | None = None
        """The terminal's settings from before; None as soon as it is another's to restore them."""
        if has_screen(os.environ):
            self._show()

    def __enter__(self) -> Self:
        return self

    def _show(self) -> None:
        if sys.platform == "win32":
            return
        try:
            columns, rows = os.get_terminal_size(_FOREGROUND)
            self.attributes = termios.tcgetattr(0)
            termios.tcsetattr(0, termios.TCSANOW, _silent(self.attributes))
        except (OSError, termios.error):
            self.attributes = None
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _end)
        words = "opening" if columns < 40 else "the screen as you left it, opening"
        lines = kept(self.file, look(columns, rows, os.environ))
        self._write(_ENTER + drawn(lines, rows, words if lines else "opening"))

    def __exit__(self, *_: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Give the terminal back as it was, without what was typed for the application."""
        if sys.platform == "win32" or self.attributes is None:
            return
        self._write(_LEAVE)
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSAFLUSH, self.attributes)
        self.attributes = None

    def handed_over(self) -> list[Any] | None:
        """The terminal is the application's: the settings it has to restore at its end; None if nothing is shown."""
        attributes, self.attributes = self.attributes, None
        return attributes

    def _write(self, sequences: str) -> None:
        left = sequences.encode("utf-8", "replace")
        with contextlib.suppress(OSError):
            while left:
                left = left[os.write(_FOREGROUND, left) :]


def _is_safe(body: str) -> bool:
    """Whether it is nothing but text and styles: what would move, write or run something is no part of a screen."""
    return _UNSAFE.search(_STYLE.sub("", body)) is None


def _end(number: int, _: object) -> None:
    sys.exit(128 + number)


if sys.platform != "win32":

    def _silent(attributes: list[Any]) -> list[Any]:
        """The settings of a terminal that keeps what is typed and shows none of it; Ctrl+C still ends the program."""
        silent = [*attributes[:6], list(attributes[6])]
        silent[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
        silent[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        silent[6][termios.VSUSP] = silent[6][termios.VQUIT] = b"\x00"
        silent[6][termios.VMIN] = 1
        return silent
