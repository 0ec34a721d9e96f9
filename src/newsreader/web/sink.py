"""A file that grows by what comes of it, and goes on where it was broken off."""

from __future__ import annotations

import io
import re
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.web.response import BadResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

    from newsreader.web.response import Head

_CONTENT_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)")


class Sink:
    """Where a file goes that is too large for memory: what comes is added to what is there of it."""

    def __init__(
        self,
        file: IO[bytes],
        validator: str | None,
        told: Callable[[int, int | None], None],
        begun: Callable[[str | None, int | None], None],
    ) -> None:
        """`validator` is what the beginning in the file came with; `begun` is given that of what comes now, and the
        length of the whole, before anything is written; `told` how many bytes are there, now and then."""
        self._file, self._told, self._begun = file, told, begun
        self.had = file.seek(0, io.SEEK_END) if validator else 0
        self.validator = validator
        self.is_whole = False

    def headers(self) -> dict[str, str | None]:
        """What asks for the rest, if the file is still the same."""
        return {"Range": f"bytes={self.had}-", "If-Range": self.validator} if self.had else {}

    def take(self, head: Head, pieces: Iterator[bytes]) -> None:
        """Write what comes; BadResponse if it is another part than was asked for."""
        length = head.get("content-length") or ""
        whole = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else None
        if head.status == HTTPStatus.PARTIAL_CONTENT:
            found = _CONTENT_RANGE.fullmatch((head.get("content-range") or "").strip())
            if found is None or int(found[1]) != self.had:
                raise BadResponse("sent another part of the file than was asked for")
            whole = None if found[3] == "*" else int(found[3])
        else:
            self.had = 0
        etag = head.get("etag")
        strong = etag if etag and not etag.startswith("W/") else None
        # What is there goes first: kept for a moment under another's validator, it could become a part of that.
        self._on_disk(lambda: self._file.truncate(self._file.seek(self.had)))
        self._begun(strong or head.get("last-modified"), whole)
        for piece in pieces:
            self._on_disk(partial(self._file.write, piece))
            self.had += len(piece)
            self._told(self.had, whole)
        if whole is not None and self.had != whole:
            raise BadResponse("broke the answer off")
        self._on_disk(self._file.flush)
        self.is_whole = True

    def _on_disk(self, act: Callable[[], object]) -> None:
        """What the disk refuses is no fault of the server's."""
        try:
            act()
        except OSError as error:
            sentence = f"{self._file.name} cannot be written ({error.strerror or error}); what came before is kept."
            raise NewsreaderError(sentence) from error
