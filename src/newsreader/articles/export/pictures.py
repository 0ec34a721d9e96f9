"""Pictures that an export takes along: what their bytes are, whatever their addresses say. Pure."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

_TYPES = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png", "png"),
    (b"\xff\xd8\xff", 0, "image/jpeg", "jpg"),
    (b"GIF87a", 0, "image/gif", "gif"),
    (b"GIF89a", 0, "image/gif", "gif"),
    (b"WEBP", 8, "image/webp", "webp"),
    (b"ftypavif", 4, "image/avif", "avif"),
)
"""How each begins, and where. Drawings that may hold scripts are none of them."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that can be shown."""

    data: bytes
    type: str
    name: str
    """Made from its bytes, with the ending of its type."""


def image(data: bytes | None) -> Image | None:
    """The picture that some bytes are; None if they are none that every browser shows."""
    for start, at, kind, ending in _TYPES:
        if data is not None and data[at : at + len(start)] == start:
            return Image(data, kind, f"{hashlib.sha256(data).hexdigest()[:32]}.{ending}")
    return None


def data_address(found: Image) -> str:
    """The picture itself in the place of its address."""
    return f"data:{found.type};base64,{base64.b64encode(found.data).decode()}"
