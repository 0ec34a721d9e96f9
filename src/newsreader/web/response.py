"""An HTTP/1 answer read from a stream of bytes: status, headers, body; every part of it with a limit.

Stricter than `http.client`, which takes a cut body for a whole one, and more patient with long headers. It knows
neither sockets nor addresses: whoever opens the connection limits the time and the bytes of the stream.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.values import dataclass
from newsreader.web import codings
from newsreader.web.codings import CodingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

LARGE = 1_000_000
"""Bytes from which on a body counts as large."""
HEAD_BYTES = 256_000
RATIO = 200
"""The limits that hold where no others are given; a repetitive feed unpacks to thirty times its size."""

_PIECE = 65_536
_LONGEST_CHUNK_LINE = 4_096
_MOST_INTERIM = 16

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,12}$")


class BadResponse(Exception):  # noqa: N818 - a phrase for `FetchError`, which is what callers see
    """The answer cannot be used; the message is what follows the address in a sentence: "sent ..."."""


class TooMuch(BadResponse):
    """More came than is read."""


@dataclass(frozen=True, slots=True)
class Head:
    """The final status and the headers, as latin-1 text."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """Names in lower case, in the order they came."""

    def get(self, name: str) -> str | None:
        """A header's first value."""
        return next((value for key, value in self.headers if key == name), None)

    def words(self, name: str) -> list[str]:
        """The members of a list header, in lower case."""
        values = [value for key, value in self.headers if key == name]
        return [word.strip().lower() for value in values for word in value.split(",") if word.strip()]


def read_head(stream: BinaryIO, limit: int = HEAD_BYTES) -> Head:
    """The first answer that is not an interim one (100, 103), with at most so many bytes of headers."""
    for _ in range(_MOST_INTERIM):
        status = _STATUS.match(_line(stream, limit).rstrip(b"\r\n"))
        if status is None:
            raise BadResponse("sent something that is not HTTP")
        head = Head(int(status[1]), tuple(_headers(stream, limit)))
        if not 100 <= head.status < 200:
            return head
    raise TooMuch("sent interim answers without end")


def read_body(
    stream: BinaryIO,
    head: Head,
    limit: int,
    on_large: Callable[[], None] | None = None,
    *,
    ratio: int = RATIO,
) -> bytes:
    """The whole body, decoded, of at most `limit` bytes and at most `ratio` for one on the wire.

    `on_large` is called once when it proves large.
    """
    body = bytearray()
    received = 0

    def counted() -> Iterator[bytes]:
        nonlocal received
        for piece in _framed(stream, head, limit):
            received += len(piece)
            yield piece

    try:
        for piece in codings.decoded(counted(), head.words("content-encoding")):
            if on_large and len(body) <= LARGE < len(body) + len(piece):
                on_large()
            body += piece
            if len(body) > limit:
                raise TooMuch(_too_large(limit))
            if len(body) > max(LARGE, received * ratio):
                raise TooMuch("sent a body that unpacks beyond all measure")
    except CodingError as error:
        raise BadResponse(str(error)) from error
    return bytes(body)


def pieces(stream: BinaryIO, head: Head, limit: int) -> Iterator[bytes]:
    """A body piece by piece, for what is too large for memory; one that is coded was not asked for."""
    if [word for word in head.words("content-encoding") if word != "identity"]:
        raise BadResponse("sent a content coding that was not asked for")
    size = 0
    for piece in _framed(stream, head, limit):
        size += len(piece)
        if size > limit:
            raise TooMuch(_too_large(limit))
        yield piece


# --- the head -----------------------------------------------------------------------------------------------------


def _headers(stream: BinaryIO, limit: int) -> Iterator[tuple[str, str]]:
    name, value, size = "", "", 0
    while True:
        raw = _line(stream, limit)
        size += len(raw)
        if size > limit:
            raise TooMuch("sent headers without end")
        line = raw.decode("latin-1").rstrip("\r\n")
        if line[:1] in {" ", "\t"} and name:  # an old way to continue a value
            value += " " + line.strip(" \t")
            continue
        if name:
            yield name, value
        if not line:
            return
        name, colon, value = line.partition(":")
        name, value = name.strip(" \t").lower() if colon else "", value.strip(" \t")


def _line(stream: BinaryIO, limit: int) -> bytes:
    line = stream.readline(limit)
    if line.endswith(b"\n"):
        return line
    raise BadResponse("sent a line without end" if len(line) == limit else "broke the answer off")


# --- the body as it is framed -------------------------------------------------------------------------------------


def _framed(stream: BinaryIO, head: Head, limit: int) -> Iterator[bytes]:
    if head.status in {204, 304}:
        return iter(())
    transfer = [word for word in head.words("transfer-encoding") if word != "identity"]
    if transfer == ["chunked"]:
        return _chunks(stream)
    if transfer:
        raise BadResponse("sent a transfer coding that was not asked for")
    lengths = set(head.words("content-length"))
    if not lengths:
        return iter(lambda: stream.read(_PIECE), b"")
    if len(lengths) > 1 or not (length := lengths.pop()).isascii() or not length.isdigit():
        raise BadResponse("sent a length that is none")
    if len(length) > 18 or int(length) > limit:
        raise TooMuch(_too_large(limit))
    return _counted(stream, int(length))


def _counted(stream: BinaryIO, length: int) -> Iterator[bytes]:
    while length:
        piece = stream.read(min(length, _PIECE))
        if not piece:
            raise BadResponse("broke the answer off")
        length -= len(piece)
        yield piece


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    while True:
        size = _line(stream, _LONGEST_CHUNK_LINE).partition(b";")[0].strip()
        if not _CHUNK.match(size):
            raise BadResponse("sent a body that is framed wrongly")
        if int(size, 16) == 0:
            return  # what may follow are trailers, which nobody needs
        yield from _counted(stream, int(size, 16))
        if _line(stream, _LONGEST_CHUNK_LINE).strip():
            raise BadResponse("sent a body that is framed wrongly")


def _too_large(limit: int) -> str:
    return f"sent more than {limit / 1_000_000:.3g} MB"
