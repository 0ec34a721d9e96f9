"""A log (WAL) read without SQLite: which pages were committed, and whether SQLite would leave some of them out.

Each frame has the sum of all before it. SQLite reads up to the first that is wrong; here the sum goes on from what that
one says. The format is that of https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Frames:
    """What a log holds."""

    page: int = 0
    """Bytes of a page; 0 if it is no log."""
    newest: dict[int, int] = field(default_factory=dict)
    """Where the last committed version of each page begins."""
    count: int = 0
    """Pages of the database after the last transaction; 0 if none was committed."""
    damaged: bool = False
    """Whether a transaction stands behind a frame that is damaged."""


def read(log: BinaryIO) -> Frames:
    """Read a log from its beginning; a frame that is damaged is left out."""
    head = log.read(32)
    if len(head) < 32 or int.from_bytes(head[:4], "big") >> 1 != 0x377F0682 >> 1:
        return Frames()
    order = ">" if head[3] & 1 else "<"
    salts, found = head[16:24], Frames(int.from_bytes(head[8:12], "big"))
    if not 512 <= found.page <= 65536:
        return Frames()
    state = struct.unpack(">II", head[24:32])
    pending: dict[int, int] = {}
    at, left_out = 32, False
    while len(frame := log.read(24 + found.page)) == 24 + found.page and frame[8:16] == salts:
        right = _sum(_sum(state, frame[:8], order), frame[24:], order)
        state = struct.unpack(">II", frame[16:24])
        if right == state:
            pending[int.from_bytes(frame[:4], "big")] = at + 24
            if count := int.from_bytes(frame[4:8], "big"):
                found.count = count
                found.newest |= pending
                found.damaged = left_out
                pending = {}
        else:
            left_out = True
        at += 24 + found.page
    return found


def is_damaged(log: Path) -> bool:
    """Whether SQLite would leave out what was committed; nobody may write to it meanwhile."""
    try:
        with log.open("rb") as file:
            return read(file).damaged
    except OSError:
        return False


def _sum(state: tuple[int, int], data: bytes, order: str) -> tuple[int, int]:
    one, two = state
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = one + first + two & 0xFFFF_FFFF
        two = two + second + one & 0xFFFF_FFFF
    return one, two
