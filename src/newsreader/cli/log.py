"""The log: its file, which rotates and is its owner's alone, and its lines, which no text from outside can forge.

The rest of the program writes to `logging.getLogger(__name__)` and knows nothing of this.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.text import clean, clean_line, without_secrets

if TYPE_CHECKING:
    from io import TextIOWrapper

MEGABYTE = 1_000_000


def start(file: Path, *, named_by_user: bool, verbose: bool, to_stderr: bool) -> None:
    """Send the program's log to a file, made when there is something to write; verbose records details, too.

    A file that cannot be written is an error only if the user named it.
    """
    stop()
    logger = logging.getLogger("newsreader")
    logger.setLevel(logging.DEBUG if verbose else logging.INFO)
    logger.propagate = False
    try:
        _attach(_PrivateFile(file, maxBytes=MEGABYTE, backupCount=2, encoding="utf-8", delay=not named_by_user))
    except OSError as error:
        raise NewsreaderError(f"{file}: the log cannot be written ({error.strerror}); name another file") from error
    if verbose and to_stderr:
        _attach(logging.StreamHandler(sys.stderr))


def crash(doing: str) -> None:
    """Record the exception being handled, with its traceback."""
    logging.getLogger("newsreader").exception("%s failed", doing)


def stop() -> None:
    """Close what `start` opened."""
    logger = logging.getLogger("newsreader")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def _attach(handler: logging.Handler) -> None:
    handler.setFormatter(_Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("newsreader").addHandler(handler)


class _PrivateFile(RotatingFileHandler):
    """A log that its owner alone can read."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(self.baseFilename, "a", encoding=self.encoding, errors="replace", opener=_private)

    def close(self) -> None:
        """A full disk must not fail the command either, whose work is done."""
        with suppress(OSError):
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A full disk must not end the program: the line is lost."""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


class _Formatter(logging.Formatter):
    """One record, one line; only the lines of a traceback follow it, set in, and no password in an address is kept."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.message = clean_line(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        first, *traceback = super().format(record).split("\n")
        return without_secrets("\n".join([first, *("  " + clean(text) for text in traceback)]))
