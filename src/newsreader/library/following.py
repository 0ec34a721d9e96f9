"""What a list that stands still needs to know of a library that moves on: what came since, what is next unread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader.library import conditions, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library


def last_id(lib: Library) -> int:
    """The id of the entry that arrived last; whatever arrives later has a greater one."""
    return int(lib.all("SELECT coalesce(max(id), 0) FROM states")[0][0])


def count_after(lib: Library, filter: Filter, entry_id: int) -> int:  # noqa: A002
    """How many entries of a list arrived after an entry; words of a query are looked up in all, so not on a key."""
    where, values = conditions.where(lib, filter)
    # By the primary key the newest are read alone, whatever index the list has.
    found = lib.all(f"SELECT count(*) FROM states s NOT INDEXED WHERE {where} AND s.id > ?", [*values, entry_id])
    return int(found[0][0])


def unread_among(lib: Library, ids: Sequence[int]) -> list[int]:
    """The places of those among some entries that are unread, in order."""
    found = lib.all(
        """SELECT j.key FROM json_each(?) j CROSS JOIN states s ON s.id = j.value WHERE s.read = 0 ORDER BY j.key""",
        (json.dumps(list(ids)),),
    )
    return [int(row[0]) for row in found]


def next_unread(
    lib: Library,
    filter: Filter,  # noqa: A002
    date: int,
    entry_id: int,
    *,
    newest: int,
    backwards: bool = False,
) -> int | None:
    """The unread entry that follows a place of a list, or precedes it; `newest` is the last that the list may hold."""
    if backwards and filter.since is not None and filter.since <= date:
        filter = filter._replace(since=None)  # noqa: A001 - all that precedes is later; the index is read from here
    table, date_, id_, where, values = windows.over(lib, filter)
    sign, order = (">", "ASC") if backwards else ("<", "DESC")
    found = lib.one(
        f"""SELECT {id_} FROM {table} WHERE {where} AND s.read = 0 AND ({date_}, {id_}) {sign} (?, ?) AND +s.id <= ?
        ORDER BY {date_} {order}, {id_} {order} LIMIT 1""",
        [*values, date, entry_id, newest],
    )
    return None if found is None else int(found[0])
