"""What some bytes are: a picture of a known type, its size told by its header; nothing is decoded. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.errors import ParseError
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

BEACON = 3
"""Pixels: what is no wider or no higher is there to count readers."""
_MARKUP = (b"<svg", b"<?xml", b"<!doctype", b"<html")
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a segment."""
_AVIF_HEAD = 8_192


@dataclass(frozen=True, slots=True)
class Measured:
    """What a picture says of itself."""

    ending: str
    """Of a file's name; also its type."""
    width: int
    height: int


def measure(data: bytes, *, most_pixels: int) -> Measured:
    """The type and size of a picture; ParseError, with half a sentence, if it is none, cut, too large or a beacon.

    Drawings (SVG) may hold scripts and are none.
    """
    for ending, begins, size in _KINDS:
        if begins(data):
            try:
                width, height = size(data)
            except (IndexError, ValueError) as error:
                raise ParseError(f"is cut or damaged ({ending})") from error
            break
    else:
        is_markup = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP)
        raise ParseError("is a drawing or a page, not a picture" if is_markup else "is no picture of a known type")
    if width < 1 or height < 1:
        raise ParseError(f"has no size ({ending})")
    if width * height > most_pixels:
        raise ParseError(f"has {width:,} by {height:,} pixels, more than are shown")
    if min(width, height) <= BEACON:
        raise ParseError("is a beacon, which counts readers")
    return Measured(ending, width, height)


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR" or b"IEND" not in data[-64:]:
        raise ValueError
    return _big(data, 16, 4), _big(data, 20, 4)


def _gif(data: bytes) -> tuple[int, int]:
    if b"\x3b" not in data[-64:]:
        raise ValueError
    return _little(data, 6, 2), _little(data, 8, 2)


def _jpeg(data: bytes) -> tuple[int, int]:
    """From the segment that tells it; cameras put a small picture with a size of its own into another before."""
    if b"\xff\xd9" not in data[-4_096:]:
        raise ValueError
    at = 2
    while True:
        if data[at] != 0xFF:
            raise ValueError
        while data[at] == 0xFF:
            at += 1
        marker = data[at]
        if marker in _JPEG_SIZES:
            return _big(data, at + 6, 2), _big(data, at + 4, 2)
        if marker == 0xDA:
            raise ValueError
        at += 1 if marker in _JPEG_ALONE else 1 + max(2, _big(data, at + 1, 2))


def _webp(data: bytes) -> tuple[int, int]:
    if _little(data, 4, 4) + 8 > len(data) + 1:
        raise ValueError
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + _little(data, 24, 3), 1 + _little(data, 27, 3)
    if kind == b"VP8L":
        bits = _little(data, 21, 4)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    raise ValueError


def _avif(data: bytes) -> tuple[int, int]:
    """The largest of the sizes that its head names: one may be that of a thumbnail."""
    sizes, at = [], data.find(b"ispe", 0, _AVIF_HEAD)
    while at >= 0:
        sizes.append((_big(data, at + 8, 4), _big(data, at + 12, 4)))
        at = data.find(b"ispe", at + 4, _AVIF_HEAD)
    return max(sizes, key=lambda size: size[0] * size[1])


def _big(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_there(data, at, length), "big")


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(_there(data, at, length), "little")


def _there(data: bytes, at: int, length: int) -> bytes:
    found = data[at : at + length]
    if len(found) < length:
        raise IndexError
    return found


_KINDS: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], tuple[int, int]]], ...] = (
    ("png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    ("jpg", lambda data: data.startswith(b"\xff\xd8\xff"), _jpeg),
    ("gif", lambda data: data.startswith((b"GIF87a", b"GIF89a")), _gif),
    ("webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _webp),
    ("avif", lambda data: data[4:8] == b"ftyp" and data[8:12] in {b"avif", b"avis"}, _avif),
)
