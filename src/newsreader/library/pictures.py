"""Pictures of articles: which entry has which, which are on the disk, which are to be fetched, which may go.

The files themselves are `newsreader.pictures.store`'s.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from newsreader.library import fulltexts
from newsreader.library.changes import AMONG
from newsreader.library.feeds import HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library

_MOST = 500
"""Entries that one refresh looks through for pictures."""
_SPARED = 50
"""Pictures that are looked up at once to make room."""
_CONDITIONS = {
    "unread": "(s.read = 0 OR s.starred = 1)",
    "starred": "s.starred = 1",
    "all": "1",
}
_OF_FEED = "SELECT o.picture_id FROM states t JOIN pictured o ON o.entry_id = t.id WHERE t.feed_id = ?"
_UNREAD_FIRST = "s.read, s.date DESC, s.id DESC"


class Missing(NamedTuple):
    """A picture that is not on the disk, and the feed that led to it."""

    id: int
    url: str
    feed_id: int
    home: str
    """The feed's address, or that of the page which the user saved."""
    typed: bool
    """Whether the user chose that address."""


class Found(NamedTuple):
    """A picture of an entry, on the disk or not."""

    entry_id: int
    url: str
    there: bool
    bytes: int
    lost: bool
    """Asking for it again is of no use."""
    error: str | None


class Kept(NamedTuple):
    """A picture that may go to make room."""

    id: int
    name: str
    bytes: int


def new(lib: Library, since: int, now: int, which: str) -> list[int]:
    """The entries whose pictures are wanted: written after `since`, a number of `analysis.latest`, or to be tried again
    by now; `which` as the setting says it."""
    ids = lib.all("SELECT id FROM entries WHERE seq > ? ORDER BY seq DESC LIMIT ?", (since, 4 * _MOST))
    ids += lib.all(
        """SELECT d.entry_id FROM pictures p JOIN pictured d ON d.picture_id = p.id WHERE p.again <= ?
        ORDER BY p.again LIMIT ?""",
        (now, _MOST),
    )
    rows = lib.all(
        f"""SELECT s.id FROM states s JOIN entries e ON e.id = s.id WHERE s.id {AMONG} AND s.listed = 1
        AND {_CONDITIONS[which]} ORDER BY {_UNREAD_FIRST} LIMIT ?""",
        (json.dumps([key for (key,) in ids]), _MOST),
    )
    return [key for (key,) in rows]


def unseen(lib: Library, ids: Sequence[int]) -> list[int]:
    """Those entries that were not looked through for pictures as they are now, in their order."""
    seen = lib.all(
        f"SELECT o.entry_id FROM offline o JOIN entries e ON e.id = o.entry_id AND e.hash = o.hash WHERE e.id {AMONG}",
        (json.dumps(list(ids)),),
    )
    known = {key for (key,) in seen}
    return [key for key in ids if key not in known]


def note(lib: Library, entry_id: int, entry_hash: str, urls: Iterable[str]) -> None:
    """Keep which pictures an entry has."""
    wanted = list(dict.fromkeys(urls))
    with lib.write():
        if lib.one("SELECT 1 FROM entries WHERE id = ?", (entry_id,)) is None:
            return
        lib.execute("DELETE FROM pictured WHERE entry_id = ?", (entry_id,))
        for url in wanted:
            lib.execute("INSERT OR IGNORE INTO pictures (url) VALUES (?)", (url,))
            lib.execute("INSERT INTO pictured SELECT ?, id FROM pictures WHERE url = ?", (entry_id, url))
        lib.execute("INSERT OR REPLACE INTO offline VALUES (?, ?, 0)", (entry_id, entry_hash))
        _count(lib, [entry_id])


def missing(lib: Library, ids: Sequence[int], now: int, *, by_hand: bool) -> list[Missing]:
    """The pictures of some entries that are not on the disk and may be had, those of unread entries first; each once.

    By hand, one that failed lately is tried all the same.
    """
    due = "" if by_hand else "AND (p.tried IS NULL OR p.again <= ?2)"
    rows = lib.all(
        f"""SELECT p.id, p.url, f.id, {HOME}, f.typed FROM pictured d JOIN pictures p ON p.id = d.picture_id
        JOIN states s ON s.id = d.entry_id JOIN feeds f ON f.id = s.feed_id
        WHERE d.entry_id IN (SELECT value FROM json_each(?1)) AND p.name IS NULL AND (p.lost = 0 OR ?3) {due}
        ORDER BY {_UNREAD_FIRST}""",
        (json.dumps(list(ids)), now, by_hand),
    )
    found: dict[int, Missing] = {}
    for key, url, feed_id, home, typed in rows:
        found.setdefault(key, Missing(key, url, feed_id, home, bool(typed)))
    return list(found.values())


def had(lib: Library, picture_id: int, name: str, size: tuple[int, int, int], now: int) -> None:
    """A picture is in a file now: its bytes, width and height."""
    with lib.write():
        lib.execute(
            """UPDATE pictures SET name = ?, bytes = ?, width = ?, height = ?, tried = ?, error = NULL, lost = 0,
            tries = 0, again = NULL WHERE id = ?""",
            (name, *size, now, picture_id),
        )
        _count_of(lib, [picture_id])


def failed(lib: Library, picture_id: int, error: str, now: int, *, passes: bool) -> None:
    """Note why there is no picture; it is tried again by itself, a few times, if the reason `passes`."""
    with lib.write():
        row = lib.one("SELECT tries FROM pictures WHERE id = ?", (picture_id,))
        if row is None:
            return
        again = fulltexts.next_try(row[0], now) if passes else None
        lib.execute(
            "UPDATE pictures SET tried = ?, error = ?, lost = ?, tries = tries + 1, again = ? WHERE id = ?",
            (now, error[:1_000], not passes, again, picture_id),
        )
        _count_of(lib, [picture_id])


def of_entries(lib: Library, ids: Sequence[int]) -> list[Found]:
    """The pictures of some entries, entry by entry."""
    return [
        Found(entry_id, url, name is not None, size, bool(lost), error)
        for entry_id, url, name, size, lost, error in lib.all(
            f"""SELECT d.entry_id, p.url, p.name, p.bytes, p.lost, p.error FROM pictured d
            JOIN pictures p ON p.id = d.picture_id WHERE d.entry_id {AMONG} ORDER BY d.entry_id, p.id""",
            (json.dumps(list(ids)),),
        )
    ]


def name_of(lib: Library, url: str) -> str | None:
    """The name of the file that holds the picture of an address."""
    row = lib.one("SELECT name FROM pictures WHERE url = ?", (url,))
    return None if row is None else row[0]


def sizes(lib: Library, urls: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The widths and heights of those that are on the disk."""
    rows = lib.all(
        f"SELECT url, width, height FROM pictures WHERE url {AMONG} AND name IS NOT NULL", (json.dumps(urls),)
    )
    return {url: (width, height) for url, width, height in rows}


def named(lib: Library, ids: Sequence[int]) -> list[tuple[int, str]]:
    """The pictures of some entries that are said to be on the disk, with the names of their files."""
    return [
        (key, name)
        for key, name in lib.all(
            f"""SELECT DISTINCT p.id, p.name FROM pictured d JOIN pictures p ON p.id = d.picture_id
            WHERE d.entry_id {AMONG} AND p.name IS NOT NULL""",
            (json.dumps(list(ids)),),
        )
    ]


# --- room ---------------------------------------------------------------------------------------------------------


def bytes_by_feed(lib: Library) -> dict[int, int]:
    """What the pictures of each feed take; one of two feeds counts for both."""
    rows = lib.all(
        """SELECT feed_id, sum(bytes) FROM (SELECT DISTINCT s.feed_id, p.name, p.bytes FROM pictures p
        JOIN pictured d ON d.picture_id = p.id JOIN states s ON s.id = d.entry_id WHERE p.name IS NOT NULL)
        GROUP BY feed_id"""
    )
    return dict(rows)


def total_bytes(lib: Library) -> int:
    """What all files take."""
    sql = "SELECT coalesce(sum(bytes), 0) FROM (SELECT DISTINCT name, bytes FROM pictures WHERE name IS NOT NULL)"
    return int(lib.all(sql)[0][0])


def spare(lib: Library, feed_id: int | None) -> list[Kept]:
    """Some pictures that may go, of a feed or of all: no unread or starred entry has them; the oldest first."""
    of_feed = "" if feed_id is None else f"AND p.id IN ({_OF_FEED})"
    rows = lib.all(
        f"""SELECT p.id, p.name, p.bytes FROM pictures p JOIN pictured d ON d.picture_id = p.id
        JOIN states s ON s.id = d.entry_id WHERE p.name IS NOT NULL {of_feed}
        GROUP BY p.id HAVING max(s.read = 0 AND s.listed = 1) = 0 AND max(s.starred) = 0
        ORDER BY max(coalesce(s.read_at, s.date)), p.id LIMIT ?""",
        (_SPARED,) if feed_id is None else (feed_id, _SPARED),
    )
    return [Kept(*row) for row in rows]


def drop(lib: Library, picture_ids: Sequence[int], error: str) -> list[str]:
    """Forget the files of some pictures; the names that no other picture has."""
    keys = json.dumps(list(picture_ids))
    with lib.write():
        names = lib.all(f"SELECT DISTINCT name FROM pictures WHERE id {AMONG} AND name IS NOT NULL", (keys,))
        lib.execute(f"UPDATE pictures SET name = NULL, bytes = 0, error = ? WHERE id {AMONG}", (error, keys))
        _count_of(lib, picture_ids)
        return [name for (name,) in names if not _is_named(lib, name)]


def forget_unused(lib: Library) -> list[str]:
    """Forget the pictures of entries that are gone; the names of the files that nothing is in any more."""
    with lib.write():
        unused = "NOT EXISTS (SELECT 1 FROM pictured d WHERE d.picture_id = pictures.id)"
        names = lib.all(f"SELECT DISTINCT name FROM pictures WHERE name IS NOT NULL AND {unused}")
        lib.execute(f"DELETE FROM pictures WHERE {unused}")
        return [name for (name,) in names if not _is_named(lib, name)]


def _is_named(lib: Library, name: str) -> bool:
    return lib.one("SELECT 1 FROM pictures WHERE name = ?", (name,)) is not None


def _count_of(lib: Library, picture_ids: Sequence[int]) -> None:
    found = lib.all(
        f"SELECT DISTINCT entry_id FROM pictured WHERE picture_id {AMONG}", (json.dumps(list(picture_ids)),)
    )
    _count(lib, [key for (key,) in found])


def _count(lib: Library, ids: Sequence[int]) -> None:
    lib.execute(
        f"""UPDATE offline SET missing = (SELECT count(*) FROM pictured d JOIN pictures p ON p.id = d.picture_id
        WHERE d.entry_id = offline.entry_id AND p.name IS NULL AND p.lost = 0) WHERE entry_id {AMONG}""",
        (json.dumps(list(ids)),),
    )
