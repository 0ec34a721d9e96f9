"""Parsed documents of long articles, kept in index.db so that they open at once; all of it can be made again.

What the bytes mean is not known here (`articles.stored`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.library.store import Library


def get(lib: Library, entry_id: int, hash: str) -> tuple[bytes, int] | None:  # noqa: A002 - the field's name
    """The document of an entry as it is now, and the minutes that reading it takes; None if none is kept."""
    found = lib.one("SELECT document, minutes FROM idx.parsed WHERE entry_id = ? AND hash = ?", (entry_id, hash))
    return None if found is None else (bytes(found[0]), int(found[1]))


def keep(lib: Library, entry_id: int, hash: str, document: bytes, minutes: int, *, wait: bool = True) -> None:  # noqa: A002
    """Keep the document of an entry. Without `wait` it is a LibraryError if the index is being written."""
    with lib.write_index(wait=wait):
        lib.execute("INSERT OR REPLACE INTO idx.parsed VALUES (?, ?, ?, ?)", (entry_id, hash, minutes, document))
