"""The counts of the feeds, found wrong and put right: they are kept by each change, this is for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

_TOTAL = "(SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1)"
_UNREAD = "(SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1 AND read = 0)"


def wrong(execute: Callable[[str], sqlite3.Cursor]) -> list[int]:
    """The feeds whose counts are not those of their entries."""
    return [
        row[0] for row in execute(f"SELECT id FROM feeds WHERE total <> {_TOTAL} OR unread <> {_UNREAD}").fetchall()
    ]


def recount(execute: Callable[[str], sqlite3.Cursor]) -> int:
    """Put counts right, inside a transaction; how many were wrong."""
    return execute(
        f"UPDATE feeds SET total = {_TOTAL}, unread = {_UNREAD} WHERE total <> {_TOTAL} OR unread <> {_UNREAD}"
    ).rowcount
