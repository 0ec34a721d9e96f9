"""Feeds: subscribing, listing and finding them, what a refresh needs and leaves behind.

What the user changes of them is `editing`'s. Entries and their states are never deleted here but by `delete`, which is
for the sample edition alone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader import text
from newsreader.errors import Cause, NotFoundError
from newsreader.library import archive, folders, hosts
from newsreader.models.feeds import Due, Feed, FeedHealth, FeedKind, FeedState, Rhythm, Validators
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from newsreader.library.store import Library, Row

SAVED_URL = "newsreader:saved"
"""Of the feed of pages that were saved, of which each has its address as guid."""
HOME = f"CASE f.url WHEN '{SAVED_URL}' THEN s.guid ELSE f.url END"
"""The address that an entry with the state `s`, of the feed `f`, is there for: the feed's, or that of a saved page."""
_COLUMNS = """f.id, f.url, coalesce(f.custom_title, f.title), f.link, f.language, o.path, f.kind,
    f.unread, f.total, f.last_success, f.error, f.position"""
_FROM = "FROM feeds f LEFT JOIN folders o ON o.id = f.folder_id"
_FEED = f"SELECT {_COLUMNS} {_FROM}"
_CAUSES = frozenset(Cause)
_NO_WAIT = hosts.Wait()
_LAST = 2**63
"""In place of a position that the user has not given."""
_RECENT = 10
"""How many entries tell a feed's own rhythm."""
_STATE = f"""SELECT f.id, f.url, f.kind, f.etag, f.last_modified, f.digest, f.failures, f.next_due, f.rhythm, f.max_age,
    f.tried, f.moved_url, f.moved_seen, f.validated_url, f.typed, (SELECT group_concat(date) FROM
        (SELECT date FROM states WHERE feed_id = f.id AND listed = 1 ORDER BY date DESC LIMIT {_RECENT}))
    FROM feeds f WHERE f.subscribed = 1"""
_REFRESHED = "f.kind IN ('feed', 'folder')"
_HEALTH = f"""SELECT {_COLUMNS}, f.tried, f.status, f.cause, f.failures, f.failing_since, f.offered_url, f.next_due,
    f.why {_FROM}"""

NEVER = 253_402_300_799
"""`next_due` of a feed that is gone for good: the end of the year 9999."""
_DAY = 86_400
_LONGEST_PAUSE = 60 * _DAY
"""More than anything is put off: what lies further ahead a wrong clock wrote."""


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
    typed: bool = True,
    now: int,
) -> int:
    """Subscribe and return the feed's id; an archived feed comes back with its entries and states.

    `typed`: whether the user chose the address.
    """
    with lib.write():
        found = lib.one("SELECT id, subscribed FROM feeds WHERE url = ?", (url,))
        if found is None:
            inserted = lib.execute(
                """INSERT INTO feeds (url, kind, title, custom_title, link, language, folder_id, typed, added)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (url, kind, title or url, custom_title, link, language, folders.make(lib, folder), typed, now),
            ).lastrowid
            return int(inserted or 0)
        feed_id, subscribed = found
        if not subscribed:
            _bring_back(lib, feed_id, title or url, custom_title, link, language, typed)
            if folder is not None:
                lib.execute("UPDATE feeds SET folder_id = ? WHERE id = ?", (folders.make(lib, folder), feed_id))
        return int(feed_id)


def all_feeds(lib: Library) -> list[Feed]:
    """Every subscribed feed: those of a folder before its folders; by the user's order, what has none then by name."""
    rows = lib.all(f"{_FEED} WHERE f.subscribed = 1")
    return [_feed(row) for row in sorted(rows, key=_place(lib))]


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
    from newsreader import logins  # noqa: PLC0415 - not before the screen is shown

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


def delete(lib: Library, feed_id: int) -> int:
    """Delete a feed with its entries and states for good (the sample edition); return how many entries it had."""
    with lib.write():
        _require(lib, feed_id)
        rows = lib.all("SELECT count(*) FROM entries WHERE id IN (SELECT id FROM states WHERE feed_id = ?)", (feed_id,))
        lib.execute("DELETE FROM feeds WHERE id = ?", (feed_id,))
    return int(rows[0][0])


def states(lib: Library, feed_ids: Iterable[int] | None = None) -> list[FeedState]:
    """What a refresh needs to know of the named feeds, in their order, or of all that can be refreshed."""
    waits = hosts.waits(lib)
    if feed_ids is None:
        return [_state(row, waits) for row in lib.all(f"{_STATE} AND {_REFRESHED} ORDER BY f.id")]
    wanted = [_key(feed_id) for feed_id in dict.fromkeys(feed_ids)]
    rows = lib.all(f"{_STATE} AND f.id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = {row[0]: _state(row, waits) for row in rows}
    return [found[feed_id] for feed_id in wanted if feed_id in found]


def due(lib: Library, now: int) -> list[FeedState]:
    """The feeds that it is time to refresh, the longest overdue first; none of a host that is left alone.

    A feed that was tried while the clock stood in the future does not wait for that time to come.
    """
    waits = hosts.waits(lib)
    alone = {name for name, wait in waits.items() if hosts.holds(wait.asked, now) or hosts.holds(wait.slowed, now)}
    listed = lib.all(
        f"""SELECT f.id, f.url, f.next_due, f.tried FROM feeds f WHERE f.subscribed = 1 AND {_REFRESHED}
        ORDER BY f.next_due, f.id"""
    )
    ready = [
        (feed_id, url)
        for feed_id, url, next_due, tried in listed
        if next_due <= now or not is_plausible(next_due, tried, now)
    ]
    return states(lib, [feed_id for feed_id, url in ready if not alone or host(url) not in alone])


def is_plausible(next_due: int, tried: int, now: int) -> bool:
    """Whether a next time can be true; otherwise the clock was wrong when it was set, and nobody waits for it."""
    return next_due == NEVER or (next_due <= now + _LONGEST_PAUSE and tried <= now + _DAY)


def health(lib: Library) -> list[FeedHealth]:
    """What came of fetching each feed that can be refreshed, in the order of `all_feeds`."""
    waits = hosts.waits(lib)
    rows = lib.all(f"{_HEALTH} WHERE f.subscribed = 1 AND {_REFRESHED}")
    return [_health(row, waits) for row in sorted(rows, key=_place(lib))]


def record_success(
    lib: Library,
    feed_id: int,
    validators: Validators,
    due: Due,
    now: int,
    *,
    max_age: int | None = None,
    moved_url: str | None = None,
    url: str | None = None,
    typed: bool = True,
) -> None:
    """Note an answer; `moved_url` is where a permanent redirect led, `url` the address to use from now on, `typed`
    whether the user chose that one.
    """
    with lib.write():
        lib.execute(
            """UPDATE feeds SET etag = ?1, last_modified = ?2, next_due = ?3, why = ?4, tried = ?5, last_success = ?5,
            failures = 0, failing_since = NULL, error = NULL, status = NULL, cause = NULL, offered_url = NULL,
            max_age = ?8, validated_url = ?9,
            moved_seen = iif(moved_url = ?6, moved_seen, ?5), moved_url = ?6 WHERE id = ?7""",
            (
                validators.etag,
                validators.last_modified,
                due.at,
                due.why,
                now,
                moved_url,
                feed_id,
                max_age,
                validators.url,
            ),
        )
        if url:
            lib.execute(
                "UPDATE OR IGNORE feeds SET url = ?, moved_url = NULL, typed = ? WHERE id = ?", (url, typed, feed_id)
            )


def record_failure(
    lib: Library,
    feed_id: int,
    error: str,
    due: Due,
    now: int,
    *,
    status: int | None = None,
    cause: Cause | None = None,
    offered_url: str | None = None,
    counts: bool = True,
) -> None:
    """Note a failed attempt; one that may be the fault of this computer's network `counts` for nothing."""
    with lib.write():
        lib.execute(
            """UPDATE feeds SET failures = max(failures + ?1, 1), error = ?2, next_due = ?3, why = ?4, tried = ?5,
            failing_since = coalesce(failing_since, ?5), status = ?6, offered_url = ?7, cause = ?9 WHERE id = ?8""",
            (counts, text.clean_line(error)[:500], due.at, due.why, now, status, offered_url, feed_id, cause),
        )


def is_free(lib: Library, url: str) -> bool:
    """Whether no feed has an address, nor had it when it was unsubscribed from."""
    return lib.one("SELECT 1 FROM feeds WHERE url = ?", (url,)) is None


def is_answered_since(lib: Library, moment: int) -> bool:
    """Whether any feed was read since then: the network of this computer works."""
    return bool(lib.all("SELECT EXISTS (SELECT 1 FROM feeds WHERE last_success >= ?)", (moment,))[0][0])


def offered_url(lib: Library, feed_id: int) -> str:
    """The address that the page names which came in place of a feed; NotFoundError if none is."""
    offered = lib.one("SELECT offered_url FROM feeds WHERE id = ?", (_key(feed_id),))
    if not offered or not offered[0]:
        raise NotFoundError(f"No other address is offered for feed {feed_id}; name the one it has now.")
    return str(offered[0])


def want_anew(lib: Library, feed_id: int) -> None:
    """Forget what the last answer was known by: the next one is wanted whole."""
    with lib.write():
        lib.execute(f"UPDATE feeds SET {archive.ANEW} WHERE id = ?", (feed_id,))


def _bring_back(
    lib: Library,
    feed_id: int,
    title: str,
    custom_title: str | None,
    link: str | None,
    language: str | None,
    typed: bool,
) -> None:
    """Take an archived feed out of the archive; its next answer is wanted whole."""
    lib.execute(
        f"""UPDATE feeds SET title = ?, custom_title = coalesce(?, custom_title), link = coalesce(?, link),
        language = coalesce(?, language), typed = ?, {archive.ANEW} WHERE id = ?""",
        (title, custom_title, link, language, typed, feed_id),
    )
    archive.bring_back(lib, feed_id)


def _key(number: int) -> int:
    """An id that SQLite can take; too large a number names nothing."""
    return number if 0 < number < 2**63 else 0


def _require(lib: Library, feed_id: int) -> None:
    if lib.one("SELECT 1 FROM feeds WHERE id = ?", (_key(feed_id),)) is None:
        raise NotFoundError(f"There is no feed {feed_id}; `newsreader feeds` lists them.")


def _place(lib: Library) -> Callable[[Row], tuple[object, ...]]:
    """Where the row of a feed stands among others: its folders from the outermost, then its own place."""
    given: dict[str, int] = dict(lib.all("SELECT path, position FROM folders"))

    def folder_places(path: str) -> tuple[tuple[int, str, str], ...]:
        names = path.split("/") if path else []
        above = ("/".join(names[:depth]) for depth in range(1, len(names) + 1))
        return tuple((given.get(one) or _LAST, text.fold(name), name) for one, name in zip(above, names, strict=True))

    def place(row: Row) -> tuple[object, ...]:
        feed_id, _, title, _, _, folder = row[:6]
        return folder_places(folder or ""), row[11] or _LAST, text.fold(title), feed_id

    return place


def _feed(row: Row) -> Feed:
    feed_id, url, title, link, language, folder, kind, unread, total, last_success, error = row[:11]
    return Feed(feed_id, url, title, link, language, folder, FeedKind(kind), unread, total, last_success, error)


def _state(row: Row, waits: dict[str, hosts.Wait]) -> FeedState:
    feed_id, url, kind, etag, last_modified, digest, failures, next_due, rhythm, max_age, *rest = row
    tried, moved_url, moved_seen, validated_url, typed, dates = rest
    return FeedState(
        id=feed_id,
        url=url,
        kind=FeedKind(kind),
        validators=Validators(etag, last_modified, validated_url),
        digest=digest,
        failures=failures,
        next_due=next_due,
        retry_after=_wait(waits, url).asked,
        rhythm=_rhythm(rhythm),
        max_age=max_age,
        recent=tuple(map(int, dates.split(","))) if dates else (),
        tried=tried,
        moved_url=moved_url,
        moved_seen=moved_seen,
        typed=bool(typed),
    )


def _health(row: Row, waits: dict[str, hosts.Wait]) -> FeedHealth:
    tried, status, cause, failures, failing_since, offered_url, next_due, why = row[12:]
    feed = _feed(row)
    wait = _wait(waits, feed.url)
    return FeedHealth(
        feed=feed,
        tried=tried,
        status=status,
        cause=Cause(cause) if cause in _CAUSES else None,
        failures=failures,
        failing_since=failing_since,
        offered_url=offered_url,
        due=Due(next_due, why),
        host_asked=wait.asked,
        host_slowed=wait.slowed,
    )


def _wait(waits: dict[str, hosts.Wait], url: str) -> hosts.Wait:
    return waits.get(host(url), _NO_WAIT) if waits else _NO_WAIT


def rhythm_json(rhythm: Rhythm) -> str | None:
    """What a document says of its rhythm, for storing; None if it says nothing."""
    if rhythm == Rhythm():
        return None
    return json.dumps([rhythm.ttl, sorted(rhythm.skip_hours), sorted(rhythm.skip_days)])


def _rhythm(stored: str | None) -> Rhythm:
    if stored is None:
        return Rhythm()
    ttl, hours, days = json.loads(stored)
    return Rhythm(ttl, frozenset(hours), frozenset(days))
