"""SQLite's file format, read without SQLite: the rows of every page that can be read, whatever became of the others.

A database that is damaged is read page by page, in the versions that its log (WAL) holds, and a row at a time. No
page leads to another here but to the rest of a long row; so a lost page costs the rows on it and nothing else. The
files are read and never locked or changed. The format is that of https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, BinaryIO

from newsreader.library import frames
from newsreader.library.records import UnreadableError, record, signed, varint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.records import Record

TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x0A, 0x02

_MAGIC = b"SQLite format 3\0"
_KINDS = frozenset({0x02, 0x05, INDEX_LEAF, TABLE_LEAF})
_REST = 0x01
"""Our word for a page with the rest of a row, as which nothing but the row tells it."""
_LOCKED = 0x4000_0000
"""The byte that is locked; its page is never used."""
_SIZES = (4096, 8192, 16_384)
"""The sizes of our pages, the newest last, where the header does not tell it."""
_LOOKED_AT = 64
_LONGEST = 64_000_000
"""No row is longer; a length that says so is damaged."""


class Pages:
    """The pages of a database file and its log."""

    def __init__(self, path: Path, log: Path) -> None:
        self._file: BinaryIO | None = path.open("rb") if path.exists() else None
        start = self._file.read(100) if self._file else b""
        size = int.from_bytes(start[16:18], "big") if start.startswith(_MAGIC) else 0
        self.size = (
            65536 if size == 1 else size if size in {1 << power for power in range(9, 16)} else _guess(self._file)
        )
        """Bytes of a page."""
        self.unreadable: set[int] = set()
        """Pages that are not there, or with a row that does not keep to the format, so far."""
        self._log: BinaryIO | None = log.open("rb") if log.exists() else None
        self._newer: dict[int, int] = {}
        self.count = -(-path.stat().st_size // self.size) if self._file else 0
        """Pages; the last of them may be cut short."""
        if self._log:
            logged = frames.read(self._log)
            if logged.page == self.size:
                self._newer, self.count = logged.newest, logged.count or self.count
        reserved = start[20] if start.startswith(_MAGIC) and len(start) > 20 else 0
        self._usable = self.size - (reserved if reserved <= self.size - 480 else 0)
        self.free = self._free_pages()
        """Pages that hold nothing any more but may still show what they held."""
        self._kinds = bytearray()

    def close(self) -> None:
        """Close both files."""
        for file in (self._file, self._log):
            if file:
                file.close()

    def page(self, number: int) -> bytes:
        """A page by its number, which begins with 1; UnreadableError if it is not there whole."""
        if number in self._newer and self._log:
            self._log.seek(self._newer[number])
            data = self._log.read(self.size)
        elif self._file and number >= 1:
            self._file.seek((number - 1) * self.size)
            data = self._file.read(self.size)
        else:
            data = b""
        if len(data) < self.size:
            raise UnreadableError(f"page {number} is not there")
        return data

    def rows(self, kind: int) -> Iterator[tuple[int, Record]]:
        """Row id (0 in an index) and record of every row on pages of a kind; what cannot be read is counted."""
        for number, found in enumerate(self._all_kinds(), start=1):
            if found == kind:
                try:
                    yield from self._cells(self.page(number), number, kind)
                except (UnreadableError, OSError):
                    self.unreadable.add(number)

    def unaccounted(self) -> set[int]:
        """Pages that tell nothing and that no row leads to: to be asked for when every row was read.

        Without the whole list of free pages nothing can be said.
        """
        try:
            told = int.from_bytes(self.page(1)[36:40], "big")
        except (UnreadableError, OSError):
            return set()
        if told != len(self.free):
            return set()
        silent = {number for number, kind in enumerate(self._all_kinds(), start=1) if not kind}
        return silent - self.free - {_LOCKED // self.size + 1}

    def _all_kinds(self) -> bytearray:
        """What each page says that it is; 0 for those that are free or cannot be read. It is asked of the file once."""
        if not self._kinds:
            self._kinds = bytearray(self.count)
            for number in range(1, self.count + 1):
                try:
                    kind = 0 if number in self.free else self._kind(number)
                    if kind in _KINDS:
                        self._kinds[number - 1] = kind
                    elif kind:  # the rest of a row begins with a small number
                        self.unreadable.add(number)
                except (UnreadableError, OSError):  # a disk that cannot read here may read elsewhere
                    self.unreadable.add(number)
        return self._kinds

    def _kind(self, number: int) -> int:
        return self.page(number)[100 if number == 1 else 0]

    def _cells(self, data: bytes, number: int, kind: int) -> Iterator[tuple[int, Record]]:
        head = 100 if number == 1 else 0
        cells = int.from_bytes(data[head + 3 : head + 5], "big")
        pointers = head + (12 if kind == INDEX_INTERIOR else 8)
        if pointers + 2 * cells > self._usable:
            raise UnreadableError(f"page {number} has too many rows")
        for place in range(pointers, pointers + 2 * cells, 2):
            try:
                yield self._cell(data, int.from_bytes(data[place : place + 2], "big"), kind)
            except (UnreadableError, IndexError, struct.error, UnicodeDecodeError, OSError):
                self.unreadable.add(number)

    def _cell(self, data: bytes, at: int, kind: int) -> tuple[int, Record]:
        if kind == INDEX_INTERIOR:
            at += 4
        length, at = varint(data, at)
        rowid = 0
        if kind == TABLE_LEAF:
            rowid, at = varint(data, at)
        return signed(rowid), record(self._payload(data, at, length, kind))

    def _payload(self, data: bytes, at: int, length: int, kind: int) -> bytes:
        """The bytes of a row; what has no room on its page goes on in a chain of others."""
        if length > _LONGEST:
            raise UnreadableError("a row is longer than any")
        usable = self._usable
        most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            found = data[at : at + length]
            if len(found) < length:
                raise UnreadableError("a row leaves its page")
            return found
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts, left = [data[at : at + here]], length - here
        chain: list[int] = []
        following = int.from_bytes(data[at + here : at + here + 4], "big")
        while left > 0:
            rest = self.page(following)
            if rest.count(0) == len(rest):
                raise UnreadableError(f"nothing is on page {following}")
            chain.append(following)
            parts.append(rest[4 : min(usable, left + 4)])
            left -= usable - 4
            following = int.from_bytes(rest[:4], "big")
        for number in chain:
            if number <= len(self._kinds) and not self._kinds[number - 1]:
                self._kinds[number - 1] = _REST
        return b"".join(parts)

    def _free_pages(self) -> set[int]:
        """The list of free pages, as far as it can be read."""
        free: set[int] = set()
        try:
            first = self.page(1)
            trunk = int.from_bytes(first[32:36], "big") if first.startswith(_MAGIC) else 0
            while 0 < trunk <= self.count and trunk not in free:
                data = self.page(trunk)
                count = min(int.from_bytes(data[4:8], "big"), self.size // 4 - 2)
                leaves = struct.unpack_from(f">{count}I", data, 8)
                free |= {trunk, *leaves}
                trunk = int.from_bytes(data[:4], "big")
        except (UnreadableError, OSError):
            pass
        return free


def _guess(file: BinaryIO | None) -> int:
    """The size of pages without a word of the header: the smaller ones begin where others have their middle."""
    *smaller, newest = _SIZES
    return next((size for size in smaller if file is not None and _is_in_pages(file, size)), newest)


def _is_in_pages(file: BinaryIO, size: int) -> bool:
    begins = b""
    for place in range(_LOOKED_AT):
        file.seek((2 * place + 1) * size)
        begins += file.read(1)
    return 4 * sum(one in _KINDS for one in begins) > len(begins)
