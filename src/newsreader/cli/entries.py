"""list, search, show, mark: the entries of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import query
from newsreader.cli import output
from newsreader.cli.shared import entry_json, library, now
from newsreader.library import entries, feeds, following, lists, states

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library
    from newsreader.models import Entry

_CHUNK = 500
_MARKS = {"read": True, "unread": False, "starred": True, "unstarred": False}


def list_entries(options: Namespace) -> int:
    """Print the entries of a list, newest first."""
    with library(options) as lib:
        feed_id = feeds.find(lib, options.feed).id if options.feed is not None else None
        wanted = lists.Filter(feed_id=feed_id, unread_only=options.unread, starred_only=options.starred)
        _print(lib, wanted, options)
    return 0


def search(options: Namespace) -> int:
    """Print the entries that a query finds."""
    with library(options) as lib:
        _print(lib, lists.Filter(query=query.parse(options.query)), options)
    return 0


def mark(options: Namespace) -> int:
    """Set a state of entries, all or none."""
    value = _MARKS[options.state]
    read, starred = (value, None) if options.state in {"read", "unread"} else (None, value)
    with library(options) as lib:
        changed = states.mark(lib, options.ids, read=read, starred=starred, now=now())
    if options.json:
        output.document({"changed": changed})
    else:
        output.line(f"{changed} marked {options.state}")
    return 0


def _print(lib: Library, wanted: Filter, options: Namespace) -> None:
    ids = lists.listing(lib, wanted, options.limit).ids
    total = following.count_after(lib, wanted, 0) if len(ids) == options.limit else len(ids)
    if options.json:
        output.listing("entries", map(entry_json, _read(lib, ids)), {"total": total})
        return
    output.table([_row(entry) for entry in _read(lib, ids)])
    if len(ids) < total:
        output.line(f"{len(ids)} of {total}; --limit 0 shows all")


def _read(lib: Library, ids: Sequence[int]) -> Iterator[Entry]:
    for start in range(0, len(ids), _CHUNK):
        yield from entries.entries(lib, ids[start : start + _CHUNK])


def _row(entry: Entry) -> tuple[str, ...]:
    marks = ("-" if entry.read else "N") + ("*" if entry.starred else " ")
    quotes = f"{entry.quotes}q" if entry.quotes else ""
    date = entry.published if entry.published is not None else entry.arrived
    tags = " ".join(f"#{name}" for name in entry.tags)
    return str(entry.id), marks, output.local(date), entry.feed_title, entry.title or "(no title)", quotes, tags
