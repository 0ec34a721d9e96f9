"""Lists: the ids of what a filter holds, the rows of a window, counts. Read from indexes alone, without contents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library import orders, tags
from newsreader.library.conditions import Filter
from newsreader.library.listing import Listing, open_listing
from newsreader.models.entries import EntryRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

__all__ = ["ORDERS", "Counts", "Filter", "Listing", "counts", "found", "listing", "open_listing", "rows"]

ORDERS = ("date", "arrived", "read", "length", "feed", "story")
"""Of a list without a query: the newest, the last to arrive, the last read, the longest first; feed by feed; story by
story, the last to begin first, then what is in none."""


class Counts(NamedTuple):
    """How many entries the smart lists hold."""

    unread: int
    today: int
    starred: int
    total: int


def listing(lib: Library, filter: Filter = Filter(), limit: int = 0, seconds: float = 0.0) -> Listing:  # noqa: A002, B008 - frozen
    """The whole of a list, newest first or as its query says; a limit or a time of 0 is none."""
    if filter.query is not None:
        from newsreader.library import finding  # noqa: PLC0415 - not before the screen is shown

        return Listing.of(finding.find(lib, filter, limit, seconds))
    if limit:
        return Listing(orders.source(lib, filter).take(limit))
    found = open_listing(lib, filter)
    found.ids  # noqa: B018 - waits for all of them
    return found


def found(lib: Library, filter: Filter, most: int, seconds: float) -> Listing:  # noqa: A002
    """The first of what a query finds, and whether there are more; a time of 0 is none."""
    from newsreader.library import finding  # noqa: PLC0415 - not before the screen is shown

    return Listing.of(finding.find(lib, filter, most + 1, seconds), most)


def rows(lib: Library, ids: Sequence[int]) -> list[EntryRow]:
    """What the lines of a list show, in the order of the ids; entries that are gone are left out."""
    found = lib.all(
        f"""SELECT s.id, s.feed_id, coalesce(f.custom_title, f.title), e.title, s.date, s.read, s.starred,
        coalesce(a.quotes, 0), {tags.NAMES}, EXISTS (SELECT 1 FROM notes n WHERE n.state_id = s.id)
        FROM json_each(?) j CROSS JOIN states s ON s.id = j.value JOIN entries e ON e.id = s.id
        JOIN feeds f ON f.id = s.feed_id LEFT JOIN idx.analysed a ON a.entry_id = s.id""",
        (json.dumps(list(ids)),),
    )
    by_id = {
        row[0]: EntryRow(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            bool(row[5]),
            bool(row[6]),
            row[7],
            tags.split(row[8]),
            bool(row[9]),
        )
        for row in found
    }
    return [by_id[entry_id] for entry_id in ids if entry_id in by_id]


def counts(lib: Library, now_midnight: int) -> Counts:
    """The counts of the smart lists; `now_midnight` is when today began."""
    unread, total = lib.all("SELECT coalesce(sum(unread), 0), coalesce(sum(total), 0) FROM feeds WHERE subscribed = 1")[
        0
    ]
    today = lib.all("SELECT count(*) FROM states WHERE listed = 1 AND date >= ?", (now_midnight,))[0][0]
    starred = lib.all("SELECT count(*) FROM states WHERE starred = 1")[0][0]
    return Counts(unread, today, starred, total)
