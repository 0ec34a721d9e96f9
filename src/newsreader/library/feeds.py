"""Feeds and folders: subscribing and archiving, names and places, what a refresh needs and leaves behind.

Entries and their states are never deleted here but by `delete`, which is for the sample edition alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import logins, text
from newsreader.errors import NotFoundError
from newsreader.models import Feed, FeedKind, FeedState, Validators

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.library.store import Library, Row

_FEED = """SELECT f.id, f.url, coalesce(f.custom_title, f.title), f.link, f.language, o.path, f.kind,
    f.unread, f.total, f.last_success, f.error, o.position, f.position
    FROM feeds f LEFT JOIN folders o ON o.id = f.folder_id"""
_STATE = """SELECT id, url, kind, etag, last_modified, digest, failures, next_due, retry_after
    FROM feeds WHERE subscribed = 1"""
_REFRESHED = "kind IN ('feed', 'folder')"

NEVER = 253_402_300_799
"""`next_due` of a feed that is gone for good: the end of the year 9999."""
_FOLDER_DEPTH = 100
_FOLDER_CHARACTERS = 200
"""In the name of one folder; a list of feeds is read within the same bounds."""
_DAY = 86_400
_LONGEST_WAIT = 8 * _DAY
_LONGEST_PAUSE = 200 * _DAY
"""More than a server may ask for, and than anything is put off: what lies further ahead a wrong clock wrote."""


def add(
    lib: Library,
    url: str,
    title: str,
    *,
    kind: FeedKind = FeedKind.FEED,
    link: str | None = None,
    language: str | None = None,
    folder: str | None = None,
    custom_title: str | None = None,
    now: int,
) -> int:
    """Subscribe and return the feed's id; an archived feed comes back with its entries and states."""
    with lib.write():
        found = lib.one("SELECT id, subscribed FROM feeds WHERE url = ?", (url,))
        if found is None:
            inserted = lib.execute(
                """INSERT INTO feeds (url, kind, title, custom_title, link, language, folder_id, added)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                (url, kind, title or url, custom_title, link, language, _folder_id(lib, folder), now),
            ).lastrowid
            return int(inserted or 0)
        feed_id, subscribed = found
        if not subscribed:
            _bring_back(lib, feed_id, title or url, custom_title, link, language)
            if folder is not None:
                move(lib, feed_id, folder)
        return int(feed_id)


def all_feeds(lib: Library) -> list[Feed]:
    """Every subscribed feed: those outside of folders first, then by folder; by the user's order, then by title."""
    rows = lib.all(f"{_FEED} WHERE f.subscribed = 1")
    return [_feed(row) for row in sorted(rows, key=_place)]


def get(lib: Library, feed_id: int) -> Feed:
    """A feed by its id, archived or not; NotFoundError if there never was one."""
    row = lib.one(f"{_FEED} WHERE f.id = ?", (_key(feed_id),))
    if row is None:
        raise NotFoundError(f"There is no feed {feed_id}; `newsreader feeds` lists them.")
    return _feed(row)


def find(lib: Library, ref: str) -> Feed:
    """The subscribed feed that an id, an exact URL or a unique exact title names; NotFoundError otherwise."""
    feeds = all_feeds(lib)
    if ref.isascii() and ref.isdigit():
        feeds_by_id = [feed for feed in feeds if feed.id == int(ref[:20])]
        if feeds_by_id:
            return feeds_by_id[0]
    found = [feed for feed in feeds if feed.url == ref] or [feed for feed in feeds if feed.title == ref]
    if not found:
        raise NotFoundError(f"No feed has the id, address or title “{ref}”; `newsreader feeds` lists them.")
    if len(found) > 1:
        ids = ", ".join(str(feed.id) for feed in found)
        raise NotFoundError(f"{len(found)} feeds have the title “{ref}”: name one by its id ({ids}).")
    return found[0]


def by_url(lib: Library, url: str) -> Feed | None:
    """The subscribed feed of an address."""
    row = lib.one(f"{_FEED} WHERE f.url = ? AND f.subscribed = 1", (url,))
    return None if row is None else _feed(row)


def part_logins(lib: Library) -> int:
    """Take names and passwords out of the addresses, where an older version stored them; how many feeds had one."""
    found = lib.all("SELECT id, url FROM feeds WHERE url LIKE 'http%://%@%'")
    parted = [(feed_id, url, *logins.split(url)) for feed_id, url in found]
    parted = [one for one in parted if one[3]]
    if not parted:
        return 0
    lib.execute("PRAGMA secure_delete = ON")  # no page of the file keeps what was in it
    for feed_id, url, bare, login in parted:
        free, number = bare, 1
        while lib.one("SELECT 1 FROM feeds WHERE url = ?", (free,)):
            number += 1
            free = f"{bare}#{number}"  # the same address with another login is another feed
        logins.keep(free, login)
        with lib.write():
            lib.execute("UPDATE feeds SET url = ? WHERE id = ? AND url = ?", (free, feed_id, url))
    return len(parted)


def unsubscribe(lib: Library, feed_id: int) -> None:
    """Archive a feed: it and its entries leave the lists and counts, but for the starred list; nothing is deleted."""
    with lib.write():
        _require(lib, feed_id)
        lib.execute("UPDATE feeds SET subscribed = 0, unread = 0, total = 0 WHERE id = ?", (feed_id,))
        lib.execute("UPDATE states SET listed = 0 WHERE feed_id = ? AND listed = 1", (feed_id,))


def delete(lib: Library, feed_id: int) -> int:
    """Delete a feed with its entries and states for good (the sample edition); return how many entries it had."""
    with lib.write():
        _require(lib, feed_id)
        rows = lib.all("SELECT count(*) FROM entries WHERE id IN (SELECT id FROM states WHERE feed_id = ?)", (feed_id,))
        lib.execute("DELETE FROM feeds WHERE id = ?", (feed_id,))
    return int(rows[0][0])


def rename(lib: Library, feed_id: int, title: str | None) -> None:
    """Give a feed the user's own title; None takes it away again."""
    with lib.write():
        _require(lib, feed_id)
        lib.execute("UPDATE feeds SET custom_title = ? WHERE id = ?", (title or None, feed_id))


def move(lib: Library, feed_id: int, folder: str | None) -> None:
    """Put a feed into a folder ("A/B", made if new) or, with None, outside of all."""
    with lib.write():
        _require(lib, feed_id)
        lib.execute("UPDATE feeds SET folder_id = ? WHERE id = ?", (_folder_id(lib, folder), feed_id))


def arrange(lib: Library, feed_ids: Iterable[int]) -> None:
    """Put feeds of one folder into the order given."""
    with lib.write():
        lib.execute_many("UPDATE feeds SET position = ? WHERE id = ?", [(n, i) for n, i in enumerate(feed_ids, 1)])


def folders(lib: Library) -> list[str]:
    """The paths of all folders, a folder before those in it."""
    return [str(row[0]) for row in lib.all("SELECT path FROM folders ORDER BY position, path")]


def rename_folder(lib: Library, path: str, new_path: str) -> None:
    """Rename a folder with those in it; if the new name exists the two become one."""
    old, new = _path(path), _path(new_path)
    with lib.write():
        inside = lib.all("SELECT id, path FROM folders WHERE path = ? OR substr(path, 1, ?) = ?", _below(old))
        if not old or not inside:
            raise NotFoundError(f"There is no folder “{path}”.")
        for folder_id, was in inside:
            target = _folder_id(lib, new + was[len(old) :])
            if target != folder_id:
                lib.execute("UPDATE feeds SET folder_id = ? WHERE folder_id = ?", (target, folder_id))
        for folder_id, was in inside:
            if was != new and not was.startswith(f"{new}/"):
                lib.execute("DELETE FROM folders WHERE id = ?", (folder_id,))


def ids_in_folder(lib: Library, path: str) -> list[int]:
    """The subscribed feeds of a folder and of those in it."""
    rows = lib.all(
        """SELECT f.id FROM feeds f JOIN folders o ON o.id = f.folder_id
        WHERE f.subscribed = 1 AND (o.path = ? OR substr(o.path, 1, ?) = ?)""",
        _below(_path(path)),
    )
    return [int(row[0]) for row in rows]


def states(lib: Library, feed_ids: Iterable[int] | None = None) -> list[FeedState]:
    """What a refresh needs to know of the named feeds, or of all that can be refreshed."""
    if feed_ids is None:
        return [_state(row) for row in lib.all(f"{_STATE} AND {_REFRESHED} ORDER BY id")]
    wanted = [lib.one(f"{_STATE} AND id = ?", (_key(feed_id),)) for feed_id in dict.fromkeys(feed_ids)]
    return [_state(row) for row in wanted if row is not None]


def due(lib: Library, now: int) -> list[FeedState]:
    """The feeds that it is time to refresh, the longest overdue first.

    A feed that was refreshed while the clock stood in the future does not wait for that time to come.
    """
    rows = lib.all(
        f"""{_STATE} AND {_REFRESHED} AND (retry_after <= ?1 OR retry_after > ?2)
        AND (next_due <= ?1 OR (next_due <> ?5 AND (next_due > ?3 OR last_success > ?4))) ORDER BY next_due, id""",
        (now, now + _LONGEST_WAIT, now + _LONGEST_PAUSE, now + _DAY, NEVER),
    )
    return [_state(row) for row in rows]


def record_unchanged(lib: Library, feed_id: int, validators: Validators, next_due: int, now: int) -> None:
    """Note an answer that brought nothing."""
    with lib.write():
        lib.execute(
            """UPDATE feeds SET etag = ?, last_modified = ?, next_due = ?, last_success = ?,
            failures = 0, retry_after = 0, error = NULL WHERE id = ?""",
            (validators.etag, validators.last_modified, next_due, now, feed_id),
        )


def record_failure(lib: Library, feed_id: int, error: str, *, now: int, next_due: int, retry_after: int = 0) -> None:
    """Note a failed attempt; `retry_after` is the time before which the server will not be asked again."""
    del now  # the last success says since when a feed fails
    with lib.write():
        lib.execute(
            "UPDATE feeds SET failures = failures + 1, error = ?, next_due = ?, retry_after = ? WHERE id = ?",
            (text.clean_line(error)[:500], next_due, retry_after, feed_id),
        )


def _bring_back(
    lib: Library, feed_id: int, title: str, custom_title: str | None, link: str | None, language: str | None
) -> None:
    """Take an archived feed out of the archive; its next answer is wanted whole."""
    lib.execute(
        """UPDATE feeds SET subscribed = 1, title = ?, custom_title = coalesce(?, custom_title),
        link = coalesce(?, link), language = coalesce(?, language), etag = NULL, last_modified = NULL, digest = NULL,
        failures = 0, next_due = 0, error = NULL WHERE id = ?""",
        (title, custom_title, link, language, feed_id),
    )
    lib.execute(
        "UPDATE states SET listed = 1 WHERE feed_id = ? AND EXISTS (SELECT 1 FROM entries e WHERE e.id = states.id)",
        (feed_id,),
    )
    lib.execute(
        """UPDATE feeds SET
        unread = (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1 AND read = 0),
        total = (SELECT count(*) FROM states WHERE feed_id = feeds.id AND listed = 1) WHERE id = ?""",
        (feed_id,),
    )


def _folder_id(lib: Library, folder: str | None) -> int | None:
    """The folder's id; it and those above it are made if they are new."""
    names = _path(folder).split("/")
    if names == [""]:
        return None
    for depth in range(1, len(names) + 1):
        lib.execute("INSERT OR IGNORE INTO folders (path) VALUES (?)", ("/".join(names[:depth]),))
    return int(lib.all("SELECT id FROM folders WHERE path = ?", ("/".join(names),))[0][0])


def _path(folder: str | None) -> str:
    """A folder's path without empty names and stray blanks, within bounds; "" for none."""
    names = (text.clean_line(name)[:_FOLDER_CHARACTERS].rstrip() for name in (folder or "").split("/"))
    return "/".join([name for name in names if name][:_FOLDER_DEPTH])


def _below(path: str) -> tuple[str, int, str]:
    return path, len(path) + 1, f"{path}/"


def _key(number: int) -> int:
    """An id that SQLite can take; too large a number names nothing."""
    return number if 0 < number < 2**63 else 0


def _require(lib: Library, feed_id: int) -> None:
    if lib.one("SELECT 1 FROM feeds WHERE id = ?", (_key(feed_id),)) is None:
        raise NotFoundError(f"There is no feed {feed_id}; `newsreader feeds` lists them.")


def _place(row: Row) -> tuple[object, ...]:
    feed_id, _, title, _, _, folder, *_, folder_position, position = row
    return folder_position or 0, text.fold(folder or ""), folder or "", position, text.fold(title), feed_id


def _feed(row: Row) -> Feed:
    feed_id, url, title, link, language, folder, kind, unread, total, last_success, error, *_ = row
    return Feed(feed_id, url, title, link, language, folder, FeedKind(kind), unread, total, last_success, error)


def _state(row: Row) -> FeedState:
    feed_id, url, kind, etag, last_modified, digest, failures, next_due, retry_after = row
    validators = Validators(etag, last_modified)
    return FeedState(feed_id, url, FeedKind(kind), validators, digest, failures, next_due, retry_after)
