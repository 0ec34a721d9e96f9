"""How much of a list is whole on the disk, told from what was counted before; and from when it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader.library.changes import AMONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library


def lacking(lib: Library, ids: Sequence[int]) -> int:
    """How many of some entries lack pictures that may still come, from the counts that are kept: no article is read."""
    sql = f"SELECT count(*) FROM offline WHERE missing > 0 AND entry_id {AMONG}"
    return int(lib.all(sql, (json.dumps(list(ids)),))[0][0])


def since(lib: Library, ids: Sequence[int]) -> int | None:
    """When the feed of some entries was fetched that was last fetched longest ago."""
    row = lib.one(
        f"""SELECT min(last_success) FROM feeds WHERE kind = 'feed'
        AND id IN (SELECT DISTINCT feed_id FROM states WHERE id {AMONG})""",
        (json.dumps(list(ids)),),
    )
    return None if row is None else row[0]
