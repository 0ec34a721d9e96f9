"""One row of SQLite's file format: bytes become values. The format is that of https://www.sqlite.org/fileformat2.html."""

from __future__ import annotations

import struct

Value = int | float | str | bytes | None
Record = tuple[Value, ...]

_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of the serial types below 10."""


class UnreadableError(Exception):
    """A page or a row that does not keep to the format."""


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number of one to nine bytes that stands there, and where the next thing stands."""
    value = 0
    for count in range(8):
        byte = data[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    return value << 8 | data[at + 8], at + 9


def signed(number: int) -> int:
    """A number of 64 bits as one that may be negative."""
    return number - (1 << 64) if number >= 1 << 63 else number


def record(payload: bytes) -> Record:
    """The values of a row; UnreadableError, IndexError, struct.error or UnicodeDecodeError if it is none."""
    head, at = varint(payload, 0)
    values: list[Value] = []
    body = head
    while at < head:
        kind, at = varint(payload, at)
        size = _SIZES[kind] if kind < 10 else (kind - 12) // 2
        if size < 0 or kind in {10, 11} or body + size > len(payload):
            raise UnreadableError("a row has a value of no type")
        values.append(_value(kind, payload[body : body + size]))
        body += size
    if body != len(payload):
        raise UnreadableError("a row is longer than its values")
    return tuple(values)


def _value(kind: int, data: bytes) -> Value:
    if kind == 0:
        return None
    if kind == 7:
        number: float = struct.unpack(">d", data)[0]
        return number
    if kind in {8, 9}:
        return kind - 8
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind % 2 == 0:
        return data
    if b"\0" in data:  # no text that was ever stored here; a torn page has them
        raise UnreadableError("a text has no end")
    return data.decode()
