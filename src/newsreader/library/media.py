"""Files attached to entries: what there is, what was loaded and how far, how far it was heard, the queue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NotFoundError
from newsreader.library.changes import AMONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library, Row
    from newsreader.models.documents import Enclosure

_SOON = 2_000
"""Entries that are looked at in the order of the list before those with files are sorted."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of an entry, and what is known of it."""

    entry_id: int
    number: int
    """Among the files of the entry, from 1."""
    title: str
    date: int
    feed_title: str
    feed_url: str
    typed: bool
    """Whether the user chose the feed's address."""
    enclosure: Enclosure
    path: Path | None = None
    """Where it is or will be; None if it was not loaded."""
    bytes: int = 0
    whole: bool = False
    validator: str | None = None
    place: int = 0
    """Seconds that were heard or seen."""
    queued: int | None = None

    @property
    def is_there(self) -> bool:
        """Whether all of it is on the disk, and was not deleted since."""
        return self.whole and self.path is not None and self.path.is_file()


def of_entries(lib: Library, ids: Sequence[int]) -> list[Attached]:
    """The files of some entries, in their order; entries without are left out."""
    from newsreader.models.documents import Enclosure  # noqa: PLC0415 - not before the screen is shown

    rows = lib.all(
        f"""SELECT e.id, e.title, s.date, coalesce(f.custom_title, f.title), f.url, f.typed, c.enclosures
        FROM contents c JOIN entries e ON e.id = c.entry_id JOIN states s ON s.id = e.id
        JOIN feeds f ON f.id = s.feed_id WHERE c.enclosures IS NOT NULL AND e.id {AMONG}""",
        (json.dumps(list(ids)),),
    )
    found = {
        row[0]: [(row, number, Enclosure(*one)) for number, one in enumerate(json.loads(row[6]), 1)] for row in rows
    }
    urls = [enclosure.url for some in found.values() for _, _, enclosure in some]
    known = {
        row[0]: row
        for row in lib.all(
            f"SELECT url, file, bytes, whole, validator, place, queued FROM media WHERE url {AMONG}",
            (json.dumps(urls),),
        )
    }
    return [_attached(row, number, one, known.get(one.url)) for key in ids for row, number, one in found.get(key, ())]


def newest(lib: Library, feed_id: int | None = None, limit: int = 0) -> list[Attached]:
    """The files of the newest entries that have some, of a feed or of all; a limit of 0 is all of them."""
    chosen, values = ("", []) if feed_id is None else ("AND feed_id = ?", [feed_id])
    # In the order of the list as long as that finds them soon, else those with files alone, which are then sorted.
    first = f"""SELECT s.id FROM (SELECT id, date FROM states WHERE listed = 1 {chosen}
            ORDER BY date DESC, id DESC LIMIT ?) s JOIN contents c ON c.entry_id = s.id
        WHERE c.enclosures IS NOT NULL ORDER BY s.date DESC, s.id DESC LIMIT ?"""
    if limit:
        ids = [row[0] for row in lib.all(first, (*values, _SOON, limit))]
        if len(ids) == limit:
            return of_entries(lib, ids)[:limit]
    rest = f"""SELECT s.id FROM contents c INDEXED BY contents_enclosed CROSS JOIN states s ON s.id = c.entry_id
        WHERE c.enclosures IS NOT NULL AND s.listed = 1 {chosen} ORDER BY s.date DESC, s.id DESC LIMIT ?"""
    ids = [row[0] for row in lib.all(rest, (*values, limit or -1))]
    return of_entries(lib, ids)[: limit or None]


def one_of(lib: Library, entry_id: int, number: int) -> Attached:
    """A file of an entry by its number; NotFoundError if there is none."""
    found = of_entries(lib, [entry_id])
    if not found:
        raise NotFoundError(
            f"Entry {entry_id} has no file attached, or there is none; `newsreader media list` shows them."
        )
    if not 1 <= number <= len(found):
        raise NotFoundError(f"Entry {entry_id} has {len(found)} files; there is no number {number}.")
    return found[number - 1]


def in_use(lib: Library, *, queued: bool) -> list[int]:
    """The entries of which a file is in the queue, in its order; else of which one was loaded, the newest first."""
    which = "queued IS NOT NULL ORDER BY queued" if queued else "file IS NOT NULL ORDER BY state_id DESC"
    return list(
        dict.fromkeys(row[0] for row in lib.all(f"SELECT state_id FROM media WHERE state_id IS NOT NULL AND {which}"))
    )


def begin(lib: Library, one: Attached, path: Path) -> Path:
    """Where it goes on the disk: the place that a part of it has, by whomever it was begun, or this one."""
    _there(lib, one)
    with lib.write():
        lib.execute(
            "UPDATE media SET file = CASE WHEN whole OR file IS NULL THEN ? ELSE file END, whole = 0 WHERE url = ?",
            (str(path), one.enclosure.url),
        )
        row = lib.one("SELECT file FROM media WHERE url = ?", (one.enclosure.url,))
    return path if row is None else Path(row[0])


def note(lib: Library, url: str, validator: str | None, length: int | None) -> None:
    """What the part that comes now belongs to."""
    with lib.write():
        lib.execute("UPDATE media SET validator = ?, length = ? WHERE url = ?", (validator, length, url))


def finish(lib: Library, url: str, path: Path, size: int) -> None:
    """It is whole."""
    with lib.write():
        lib.execute(
            "UPDATE media SET file = ?, bytes = ?, length = ?, whole = 1 WHERE url = ?", (str(path), size, size, url)
        )


def keep_place(lib: Library, one: Attached, seconds: int) -> None:
    """How far it was heard or seen."""
    _there(lib, one)
    with lib.write():
        lib.execute("UPDATE media SET place = ? WHERE url = ?", (seconds, one.enclosure.url))


def enqueue(lib: Library, one: Attached) -> None:
    """Put it at the end of the queue, unless it is in it."""
    _there(lib, one)
    with lib.write():
        lib.execute(
            """UPDATE media SET queued = (SELECT coalesce(max(queued), 0) + 1 FROM media) WHERE url = ?
            AND queued IS NULL""",
            (one.enclosure.url,),
        )


def dequeue(lib: Library, url: str) -> None:
    """Take it out of the queue."""
    with lib.write():
        lib.execute("UPDATE media SET queued = NULL WHERE url = ?", (url,))


def _there(lib: Library, one: Attached) -> None:
    with lib.write():
        lib.execute("INSERT OR IGNORE INTO media (url, state_id) VALUES (?, ?)", (one.enclosure.url, one.entry_id))


def _attached(row: Row, number: int, enclosure: Enclosure, known: Row | None) -> Attached:
    entry_id, title, date, feed_title, feed_url, typed, _ = row
    about = (entry_id, number, title, date, feed_title, feed_url, bool(typed), enclosure)
    if known is None:
        return Attached(*about)
    _, file, size, whole, validator, place, queued = known
    return Attached(*about, None if file is None else Path(file), size, bool(whole), validator, place, queued)
