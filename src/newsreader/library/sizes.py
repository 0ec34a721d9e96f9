"""How large the library is: by kind and by feed. It reads every page, so it is for a command of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

_KINDS = (
    ("contents", "main", ("contents",)),
    ("full texts", "main", ("fulltexts", "spoken")),
    ("articles", "main", ("entries",)),
    ("pictures and media", "main", ("pictures", "pictured", "offline", "media")),
    ("states", "main", ("states", "tags", "tagged", "notes")),
    ("journal", "main", ("journal",)),
    ("index", "idx", ("search", "documents", "analysed", "todo")),
    ("quotations", "idx", ("quotations", "quoted")),
)
"""Kinds of data with their tables; of a full-text table the ones that it is made of as well."""


_BYTES = """coalesce(sum(length(e.title) + coalesce(length(e.link), 0) + coalesce(length(c.summary), 0)
    + coalesce(length(c.content), 0) + coalesce(length(c.categories), 0) + coalesce(length(c.enclosures), 0)), 0)"""


@dataclass(frozen=True, slots=True)
class FeedSize:
    """What a feed takes."""

    id: int
    title: str
    url: str
    subscribed: bool
    articles: int
    bytes: int
    """Of its articles' titles and compressed texts, without what the index takes."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What everything takes, in bytes."""

    library: int
    """The file, as it is without its log."""
    index: int
    kinds: dict[str, int] | None
    """None if this SQLite cannot tell (it lacks `dbstat`)."""
    free: int
    """Pages of both files that hold nothing and are used again; `compact` gives them back."""
    feeds: list[FeedSize]
    """The largest first."""


def of_entries(lib: Library, ids: Sequence[int]) -> int:
    """What some articles take, counted as those of a feed are."""
    (row,) = lib.all(
        f"""SELECT {_BYTES} FROM json_each(?) j JOIN entries e ON e.id = j.value
        LEFT JOIN contents c ON c.entry_id = e.id""",
        (json.dumps(list(ids)),),
    )
    return int(row[0])


def measure(lib: Library) -> Sizes:
    """Every size."""
    main, idx = (_pages(lib, file) for file in ("main", "idx"))
    rows = lib.all(
        f"""SELECT f.id, coalesce(f.custom_title, f.title), f.url, f.subscribed, count(e.id),
        {_BYTES}
        FROM feeds f LEFT JOIN states s ON s.feed_id = f.id LEFT JOIN entries e ON e.id = s.id
        LEFT JOIN contents c ON c.entry_id = e.id GROUP BY f.id"""
    )
    feeds = [FeedSize(key, title, url, bool(subscribed), *counted) for key, title, url, subscribed, *counted in rows]
    return Sizes(
        library=main[0],
        index=idx[0],
        kinds=_kinds(lib),
        free=main[1] + idx[1],
        feeds=sorted(feeds, key=lambda feed: (-feed.bytes, feed.id)),
    )


def _pages(lib: Library, file: str) -> tuple[int, int]:
    """Bytes of a file, and of those that hold nothing."""
    count, free, size = (
        int(lib.all(f"PRAGMA {file}.{name}")[0][0]) for name in ("page_count", "freelist_count", "page_size")
    )
    return count * size, free * size


def _kinds(lib: Library) -> dict[str, int] | None:
    found = dict.fromkeys((kind for kind, _, _ in _KINDS), 0) | {"other": 0}
    try:
        rows = [
            (file, table, pages * page_size)
            for file in ("main", "idx")
            for (page_size,) in lib.all(f"PRAGMA {file}.page_size")  # dbstat takes that of the other file for both
            for table, pages in lib.all(
                f"""SELECT m.tbl_name, sum(d.pageno) FROM dbstat('{file}', 1) d
                LEFT JOIN {file}.sqlite_schema m ON m.name = d.name GROUP BY 1"""
            )
        ]
    except LibraryError:
        return None
    for file, table, size in rows:
        found[_kind(file, table or "")] += size
    return found


def _kind(file: str, table: str) -> str:
    for kind, of, tables in _KINDS:
        if of == file and (table in tables or any(table.startswith(f"{name}_") for name in tables)):
            return kind
    return "other"
