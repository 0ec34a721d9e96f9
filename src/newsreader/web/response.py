"""An HTTP/1 answer read from a stream of bytes: status, headers, body; every part of it with a limit.

Stricter than `http.client`, which takes a cut body for a whole one, and more patient with long headers. It knows
neither sockets nor addresses: whoever opens the connection limits the time and the bytes of the stream.
"""

from __future__ import annotations

import itertools
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

LARGE = 1_000_000
"""Bytes from which on a body counts as large."""

_PIECE = 65_536
_LONGEST_LINE = 262_144
_LONGEST_HEAD = 524_288
_LONGEST_CHUNK_LINE = 4_096
_MOST_INTERIM = 16
_STEEPEST = 200  # decoded bytes for one on the wire; a repetitive feed reaches 30

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})(?: |$)")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,12}$")
_SUPPORTED = {"gzip", "x-gzip", "deflate"}
_UNWANTED = {"br", "zstd", "compress", "x-compress", "bzip2", "xz", "lzma", "dcb", "dcz"}


class BadResponse(Exception):  # noqa: N818 - a phrase for `FetchError`, which is what callers see
    """The answer cannot be used; the message is what follows the address in a sentence: "sent ..."."""


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


def read_head(stream: BinaryIO) -> Head:
    """The first answer that is not an interim one (100, 103)."""
    for _ in range(_MOST_INTERIM):
        status = _STATUS.match(_line(stream).rstrip(b"\r\n"))
        if status is None:
            raise BadResponse("sent something that is not HTTP")
        head = Head(int(status[1]), tuple(_headers(stream)))
        if not 100 <= head.status < 200:
            return head
    raise BadResponse("sent interim answers without end")


def read_body(stream: BinaryIO, head: Head, limit: int, on_large: Callable[[], None] | None = None) -> bytes:
    """The whole body, decoded, of at most `limit` bytes; `on_large` is called once when it proves large."""
    body = bytearray()
    for piece in _decoded(_framed(stream, head, limit), head, limit):
        if on_large and len(body) <= LARGE < len(body) + len(piece):
            on_large()
        body += piece
        if len(body) > limit:
            raise BadResponse(_too_large(limit))
    return bytes(body)


# --- the head -----------------------------------------------------------------------------------------------------


def _headers(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    name, value, size = "", "", 0
    while True:
        raw = _line(stream)
        size += len(raw)
        if size > _LONGEST_HEAD:
            raise BadResponse("sent headers without end")
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


def _line(stream: BinaryIO, limit: int = _LONGEST_LINE) -> bytes:
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
        raise BadResponse(_too_large(limit))
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


# --- the body as it is coded --------------------------------------------------------------------------------------


def _decoded(pieces: Iterator[bytes], head: Head, limit: int) -> Iterator[bytes]:
    """The body without its content coding; names that are no coding at all are a common mistake and mean none."""
    codings = [word for word in head.words("content-encoding") if word in _SUPPORTED | _UNWANTED]
    if len(codings) > 1 or _UNWANTED.intersection(codings):
        raise BadResponse("sent a content coding that was not asked for")
    return _inflated(pieces, codings[0], limit) if codings else pieces


def _inflated(pieces: Iterator[bytes], coding: str, limit: int) -> Iterator[bytes]:
    first = next(pieces, b"")
    if not first:
        return
    bits = _window_bits(first, coding)
    if bits is None:  # announced, but not done: another common mistake
        yield first
        yield from pieces
        return
    try:
        yield from _unpacked(itertools.chain((first,), pieces), bits, limit)
    except zlib.error as error:
        raise BadResponse("sent a compressed body that is damaged") from error


def _unpacked(pieces: Iterable[bytes], bits: int, limit: int) -> Iterator[bytes]:
    inflator = zlib.decompressobj(bits)
    received = given = 0
    for piece in pieces:
        received += len(piece)
        waiting = piece
        while waiting:
            if inflator.eof:
                if bits != _GZIP or not waiting.startswith(b"\x1f\x8b"):
                    break  # padding after the end
                inflator = zlib.decompressobj(bits)  # gzip may have several members
            text = inflator.decompress(waiting, _PIECE)
            given += len(text)
            if given > limit:
                raise BadResponse(_too_large(limit))
            if given > LARGE and given > received * _STEEPEST:
                raise BadResponse("sent a body that unpacks beyond all measure")
            waiting = inflator.unused_data if inflator.eof else inflator.unconsumed_tail
            yield text
    yield inflator.flush()
    if not inflator.eof:
        raise BadResponse("broke the answer off")


_GZIP, _ZLIB, _RAW = 31, 15, -15


def _window_bits(first: bytes, coding: str) -> int | None:
    if coding != "deflate":
        return _GZIP if first[:1] == b"\x1f" else None
    # RFC 9110 means zlib's format by "deflate"; many send the bare stream.
    is_zlib = first[0] & 15 == 8 and len(first) > 1 and (first[0] << 8 | first[1]) % 31 == 0
    return _ZLIB if is_zlib else _RAW


def _too_large(limit: int) -> str:
    return f"sent more than {limit / 1_000_000:.3g} MB"
