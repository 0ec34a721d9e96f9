"""Deflate, for what is stored and what is fetched: by ISA-L, else by zlib, which takes three times as long.

The formats are the same, so it does not matter which of the two packed what the other unpacks.
"""

from __future__ import annotations

import importlib
import zlib
from typing import Any


def pack(data: bytes) -> bytes:
    """The data in zlib's format, packed with little effort."""
    packed: bytes = _deflate.compress(data, 1)
    return packed


def unpack(packed: bytes) -> bytes:
    """What was packed, of any size; ValueError if it is damaged."""
    try:
        data: bytes = _deflate.decompress(packed)
    except Damaged as error:
        raise ValueError(str(error)) from error
    return data


def unpacker(format_bits: int) -> Any:
    """Like `zlib.decompressobj`, to unpack piece by piece; it raises Damaged."""
    return _deflate.decompressobj(format_bits)


def _fastest() -> Any:
    """The package is not there for every machine."""
    try:
        return importlib.import_module("isal.isal_zlib")
    except ImportError:
        return zlib


_deflate = _fastest()
Damaged: type[Exception] = _deflate.error
"""What is raised where the data is no deflate."""
