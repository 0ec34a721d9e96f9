"""The files of another reader: which there are, and their bytes. They are read and never written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.errors import ParseError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 256_000_000
"""Bytes of a file that is read whole."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one reader's belongings are."""

    reader: str
    """Its name on the command line."""
    subscriptions: Path | None = None
    """The file that lists its feeds."""
    articles: Path | None = None
    """The file, or the folder, that has its articles and what was read."""

    def shown(self) -> str:
        """The files as a person writes them."""
        return ", ".join(paths.short(str(one)) for one in (self.subscriptions, self.articles) if one is not None)


def read(path: Path) -> bytes:
    """A whole file; ParseError says why if that cannot be."""
    try:
        if not path.is_file():  # a pipe would keep one waiting
            raise ParseError(f"{path}: not a file; is the name right?")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ParseError(f"{path}: cannot be read ({error.strerror}); is the name right?") from error
    if len(data) > LARGEST:
        raise ParseError(f"{path}: larger than {LARGEST // 1_000_000} MB; nothing of it was taken.")
    return data
