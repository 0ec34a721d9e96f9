"""Content codings taken off a body as it comes: gzip and deflate always, br and zstd where there is a package for it.

A few bytes can unpack to gigabytes, so every coding is undone in small pieces, and whoever reads them may stop at
any of them. What cannot be bounded in this way is not asked for: brotli before 1.2, for one.
"""

from __future__ import annotations

import functools
import importlib
import itertools
from typing import TYPE_CHECKING, Any, TypeAlias

from newsreader import packing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Coding: TypeAlias = "tuple[Callable[[bytes, Iterator[bytes]], Iterator[bytes]], type[Exception]]"
"""What undoes a coding, given how a body begins and all its pieces; and what it raises if the body is damaged."""

_PIECE = 65_536
_LARGEST_WINDOW = 23
"""What a zstd stream may ask to remember, as a power of two: the 8 MB that RFC 9659 allows on the web."""
_OTHERS = frozenset({"br", "zstd", "compress", "bzip2", "xz", "lzma", "dcb", "dcz"})
_GZIP, _ZLIB, _RAW = 31, 15, -15
_GZIP_BEGINS, _ZSTD_BEGINS = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class CodingError(Exception):
    """The body cannot be unpacked; the message is what follows the address in a sentence: "sent ..."."""


def accepted() -> str:
    """The value of Accept-Encoding."""
    return ", ".join(_codings())


def decoded(pieces: Iterator[bytes], names: Sequence[str]) -> Iterator[bytes]:
    """A body without the codings that its header names; names that are no coding are a common mistake and mean none."""
    named = [name.removeprefix("x-") for name in names]
    codings = [name for name in named if name in _codings() or name in _OTHERS]
    if not codings:
        return pieces
    if len(codings) > 1 or codings[0] not in _codings():
        raise CodingError("sent a content coding that was not asked for")
    return _unpacked(pieces, _codings()[codings[0]])


def _unpacked(pieces: Iterator[bytes], coding: _Coding) -> Iterator[bytes]:
    decode, damage = coding
    first = b""
    while len(first) < 2 and (piece := next(pieces, b"")):
        first += piece
    if not first:
        return
    try:
        yield from decode(first, itertools.chain((first,), pieces))
    except damage as error:
        raise CodingError("sent a compressed body that is damaged") from error


@functools.lru_cache(maxsize=1)
def _codings() -> dict[str, _Coding]:
    """How to undo each coding that can be asked for, and what its decoder raises."""
    found: dict[str, _Coding] = {"gzip": (_gunzip, packing.Damaged), "deflate": (_inflate, packing.Damaged)}
    if (brotli := _module("brotli")) and hasattr(brotli.Decompressor, "can_accept_more_data"):
        found["br"] = (functools.partial(_unbrotli, brotli), brotli.error)
    if zstd := _module("compression.zstd") or _module("backports.zstd"):
        found["zstd"] = (functools.partial(_unzstd, zstd), zstd.ZstdError)
    return found


def _module(name: str) -> Any:
    """A module that need not be there."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _gunzip(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    # Announced, but not done: another common mistake.
    return _unzipped(pieces, _GZIP) if first[:1] == _GZIP_BEGINS[:1] else pieces


def _inflate(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    # RFC 9110 means zlib's format by "deflate"; many send the bare stream.
    is_zlib = first[0] & 15 == 8 and len(first) > 1 and (first[0] << 8 | first[1]) % 31 == 0
    return _unzipped(pieces, _ZLIB if is_zlib else _RAW)


def _unzipped(pieces: Iterator[bytes], bits: int) -> Iterator[bytes]:
    inflator = packing.unpacker(bits)
    for piece in pieces:
        waiting = piece
        while waiting:
            if inflator.eof:
                if bits != _GZIP or not waiting.startswith(_GZIP_BEGINS):
                    break  # padding after the end
                inflator = packing.unpacker(bits)  # gzip may have several members
            yield inflator.decompress(waiting, _PIECE)
            waiting = inflator.unused_data if inflator.eof else inflator.unconsumed_tail
    yield inflator.flush()
    _whole(inflator.eof)


def _unbrotli(brotli: Any, _: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    for piece in pieces:
        text = decoder.process(piece, output_buffer_limit=_PIECE)
        while text or not decoder.can_accept_more_data():
            yield text
            text = b"" if decoder.is_finished() else decoder.process(b"", output_buffer_limit=_PIECE)
        if decoder.is_finished():
            break  # what follows is padding
    _whole(decoder.is_finished())


def _unzstd(zstd: Any, _: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    options = {zstd.DecompressionParameter.window_log_max: _LARGEST_WINDOW}
    decoder = zstd.ZstdDecompressor(options=options)
    for piece in pieces:
        waiting = piece
        while waiting or not decoder.needs_input:
            if decoder.eof:
                if not waiting.startswith(_ZSTD_BEGINS):
                    break  # padding after the end
                decoder = zstd.ZstdDecompressor(options=options)  # there may be several frames
            yield decoder.decompress(waiting, _PIECE)
            waiting = decoder.unused_data if decoder.eof else b""
    _whole(decoder.eof)


def _whole(is_whole: bool) -> None:
    if not is_whole:
        raise CodingError("broke the answer off")
