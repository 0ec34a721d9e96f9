"""Feeds leaving the lists and coming back, with their entries and counts; nothing is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.library.store import Library

ANEW = """etag = NULL, last_modified = NULL, validated_url = NULL, digest = NULL, failures = 0, failing_since = NULL,
    error = NULL, cause = NULL, next_due = 0, why = '', offered_url = NULL, moved_url = NULL"""
"""Of a feed whose next answer is wanted whole."""


def put_away(lib: Library, feed_id: int) -> None:
    """Take a feed and its entries out of the lists and counts, but for the starred and tagged ones."""
    lib.execute("UPDATE feeds SET subscribed = 0, unread = 0, total = 0 WHERE id = ?", (feed_id,))
    lib.execute("UPDATE states SET listed = 0 WHERE feed_id = ? AND listed = 1", (feed_id,))


def bring_back(lib: Library, feed_id: int) -> None:
    """Put a feed and the entries that are there into the lists again, and count them."""
    lib.execute(
        "UPDATE states SET listed = 1 WHERE feed_id = ? AND EXISTS (SELECT 1 FROM entries e WHERE e.id = states.id)",
        (feed_id,),
    )
    lib.execute(
        """UPDATE feeds SET subscribed = 1,
        unread = (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1 AND read = 0),
        total = (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1) WHERE id = ?""",
        (feed_id,),
    )
