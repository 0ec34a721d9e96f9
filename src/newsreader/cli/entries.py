"""list, search, show, mark: the entries of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import query
from newsreader.cli import output, sayings
from newsreader.cli.shared import entry_json, library, now, relations
from newsreader.library import entries, feeds, finding, lists, states

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library
    from newsreader.models.entries import Entry

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
    """Print the entries that a query finds, or how it is looked up."""
    asked = query.parse(options.query, now=now())
    wanted = lists.Filter(query=asked)
    with library(options) as lib:
        if options.explain:
            sayings.explain(asked, finding.explain(lib, wanted, options.limit, finding.COMMAND_SECONDS), options)
        else:
            _print(lib, wanted, options)
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
    found = lists.listing(lib, wanted, options.limit, finding.COMMAND_SECONDS)
    ids, total, complete = found.ids, len(found), found.complete
    if len(ids) == options.limit:
        total, counted = finding.count(lib, wanted, finding.COMMAND_SECONDS)
        complete &= counted
    if options.json:
        rest = {"complete": complete, "note": found.note or None} if found.note or not complete else {}
        output.listing("entries", _told(lib, ids), {"total": total, **rest})
        return
    output.table([_row(entry) for entry in _read(lib, ids)])
    if not ids and not found.note:
        output.nothing("no entries")
    if len(ids) < total:
        output.line(f"{len(ids)} of {total}{'' if complete else ' or more'}; --limit 0 shows all")
    if found.note:
        output.problem(found.note)


def _told(lib: Library, ids: Sequence[int]) -> Iterator[dict[str, object]]:
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        related = relations(lib, some)
        yield from (entry_json(entry) | related[entry.id] for entry in entries.entries(lib, some))


def _read(lib: Library, ids: Sequence[int]) -> Iterator[Entry]:
    for start in range(0, len(ids), _CHUNK):
        yield from entries.entries(lib, ids[start : start + _CHUNK])


def _row(entry: Entry) -> tuple[str, ...]:
    marks = ("-" if entry.read else "N") + ("*" if entry.starred else " ")
    quotes = f"{entry.quotes}q" if entry.quotes else ""
    date = entry.published if entry.published is not None else entry.arrived
    tags = " ".join(f"#{name}" for name in entry.tags)
    return str(entry.id), marks, output.local(date), entry.feed_title, entry.title or "(no title)", quotes, tags
