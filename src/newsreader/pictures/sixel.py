"""A picture of at most 256 colours as sixels, the older of the ways in which terminals take pictures. Pure.

Six rows of pixels make a band; of each colour in a band a line of characters tells which of the six pixels have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLOURS = 256
_BAND = 6
_FIRST = 0x3F
"""The character of six pixels of which none has the colour."""
_CHARACTERS = bytes(_FIRST + (number & 0x3F) for number in range(256))
_ONE = bytes(256) + b"\1" + bytes(255)
"""From 256 minus a number on, a table that makes 1 of this number and 0 of all others."""
_RUN = re.compile(rb"(.)\1{3,}", re.DOTALL)


def sixels(width: int, height: int, numbers: bytes, palette: bytes) -> str:
    """The sequence that draws a picture at the cursor: `numbers` of colours, a byte each, row by row; `palette` has the
    red, green and blue of each number."""
    if len(numbers) != width * height or not width:
        raise ValueError(f"{len(numbers)} numbers are no {width} by {height} pixels")
    used = sorted(set(numbers))
    colours = "".join(_defined(colour, palette[3 * colour : 3 * colour + 3]) for colour in used)
    bands = b"-".join(
        b"$".join(_lines(width, numbers[width * top : width * (top + _BAND)])) for top in range(0, height, _BAND)
    )
    return f'\x1bP0;1;0q"1;1;{width};{height}{colours}{bands.decode("ascii")}\x1b\\'


def _defined(colour: int, parts: bytes) -> str:
    red, green, blue = (round(part * 100 / 255) for part in parts)
    return f"#{colour};2;{red};{green};{blue}"


def _lines(width: int, band: bytes) -> Iterator[bytes]:
    """The line of each colour of a band."""
    rows = [band[at : at + width] for at in range(0, len(band), width)]
    for colour in sorted(set(band)):
        is_colour = _ONE[256 - colour : 512 - colour]
        bits = 0  # a byte a column, a bit a row
        for row, pixels in enumerate(rows):
            bits |= int.from_bytes(pixels.translate(is_colour), "big") << row
        characters = bits.to_bytes(width, "big").rstrip(b"\0").translate(_CHARACTERS)
        yield b"#%d%b" % (colour, _RUN.sub(_shortened, characters))


def _shortened(run: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (len(run[0]), run[1])
