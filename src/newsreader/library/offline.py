"""How much of a list is whole on the disk, told from what was counted before; and from when it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.library.changes import AMONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library


@dataclass(frozen=True, slots=True)
class Counted:
    """Of some entries: how many lack pictures that may still come, and when their feeds were last fetched."""

    lacking: int
    since: int | None
    """The earliest of the last times that their feeds were fetched; None if there is none."""


def counted(lib: Library, ids: Sequence[int]) -> Counted:
    """From the counts that are kept; no article is read."""
    keys = json.dumps(list(ids))
    lacking = lib.all(f"SELECT count(*) FROM offline WHERE missing > 0 AND entry_id {AMONG}", (keys,))[0][0]
    return Counted(lacking, since(lib, ids))


def since(lib: Library, ids: Sequence[int]) -> int | None:
    """When the feed of some entries was fetched that was last fetched longest ago."""
    row = lib.one(
        f"""SELECT min(last_success) FROM feeds WHERE kind = 'feed'
        AND id IN (SELECT DISTINCT feed_id FROM states WHERE id {AMONG})""",
        (json.dumps(list(ids)),),
    )
    return None if row is None else row[0]
