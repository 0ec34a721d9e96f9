"""Writing what a refresh brings: entries with their states and contents, and the counts of their feed.

What can be done without the library locked is done by `prepare`; `store` only writes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING, NamedTuple

from newsreader import packing
from newsreader.errors import NotFoundError
from newsreader.library import feeds, fulltexts, spoken, tags
from newsreader.models.feeds import FeedChange, FeedOutcome, KnownEntry, StoredEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library
    from newsreader.models.documents import ParsedEntry

_EARLIEST = -2_208_988_800  # 1900; what is older, or exactly 0, is a mistake of the publisher's
_DAY = 86_400
_LONGEST_LINE = 4_000
_AT_ONCE = 100
"""Entries of one transaction: a mark of the user's waits for that long."""


class _Columns(NamedTuple):
    """An entry as its columns, compressed before the transaction begins."""

    id: int | None
    guid: str
    published: int | None
    entry: tuple[object, ...]
    """title, link, author, published, updated, comments, hash"""
    content: tuple[object, ...]
    """summary, content, categories, enclosures, recording"""
    read: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that is only to be written."""

    change: FeedChange
    new: list[_Columns]
    """With those that are no news, which come first."""
    changed: list[_Columns]


def known(lib: Library, feed_id: int) -> list[KnownEntry]:
    """Every entry of a feed, for deciding what an answer changes."""
    found = lib.all(
        """SELECT s.id, s.guid, coalesce(e.hash, ''), e.link, coalesce(e.title, ''), e.published
        FROM states s LEFT JOIN entries e ON e.id = s.id WHERE s.feed_id = ?""",
        (feed_id,),
    )
    return [KnownEntry(key, guid, fulltexts.feed_hash(hash_), *rest) for key, guid, hash_, *rest in found]


def apply(lib: Library, change: FeedChange, now: int) -> FeedOutcome:
    """Write what one answer of a feed brought; an edited entry keeps its id and states."""
    return store(lib, prepare(change), now)


def prepare(change: FeedChange) -> Prepared:
    """Do what can be done of a change before anything is locked."""
    new = [_columns(one, read=1) for one in change.old] + [_columns(one) for one in change.new]
    return Prepared(change, new, [_columns(one) for one in change.changed])


def store(lib: Library, prepared: Prepared, now: int) -> FeedOutcome:
    """Write a change: in one transaction; a large one in several, of which the last makes the feed up to date."""
    change, rest = prepared.change, prepared.new
    added: list[_Columns] = []
    while len(rest) > _AT_ONCE:
        with lib.write():
            added += _add(lib, change.feed_id, rest[:_AT_ONCE], now)
        rest = rest[_AT_ONCE:]
    with lib.write():
        added += _add(lib, change.feed_id, rest, now)
        seq = fulltexts.next_seq(lib) if prepared.changed else 0
        edited = sum(_edit(lib, change.feed_id, one, seq) for one in prepared.changed)
        _record(lib, change, now)
        url = str(lib.all("SELECT url FROM feeds WHERE id = ?", (change.feed_id,))[0][0])
    status = "updated" if added or edited else "unchanged"
    return FeedOutcome(change.feed_id, url, status, sum(not one.read for one in added), edited)


def take_in(
    lib: Library,
    feed_id: int,
    *,
    unread: Sequence[StoredEntry],
    read: Sequence[StoredEntry],
    gone: Sequence[str],
    now: int,
) -> int:
    """Store what no answer of the feed brought, which is asked as if nothing had come; how many entries were new.

    `gone` are guids of entries that were deleted elsewhere: they never come as new.
    """
    new = [_columns(one, read=1) for one in read] + [_columns(one) for one in unread]
    new.sort(key=lambda one: one.published or 0)  # the newest gets the highest id
    added = 0
    for start in range(0, len(new), _AT_ONCE):
        with lib.write():
            added += len(_add(lib, feed_id, new[start : start + _AT_ONCE], now))
    with lib.write():
        lib.execute_many(
            "INSERT INTO states (feed_id, guid, date, listed, read) VALUES (?, ?, ?, 0, 1) ON CONFLICT DO NOTHING",
            ((feed_id, _text(guid), now) for guid in gone),
        )
    return added


def _add(lib: Library, feed_id: int, new: Sequence[_Columns], now: int) -> list[_Columns]:
    """Add entries and count them; those that were not known."""
    feed = lib.one("SELECT subscribed FROM feeds WHERE id = ?", (feed_id,))
    if feed is None:
        raise NotFoundError(f"There is no feed {feed_id}; it was deleted while it was refreshed.")
    if not new:
        return []
    seq, listed = fulltexts.next_seq(lib), int(feed[0])
    added = _add_states(lib, feed_id, new, listed, now)
    lib.execute_many(
        """INSERT INTO entries (title, link, author, published, updated, comments, hash, id, arrived, seq)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        ((*one.entry, key, now, seq) for one, key in added),
    )
    lib.execute_many(
        """INSERT INTO contents (summary, content, categories, enclosures, recording, entry_id)
        VALUES (?, ?, ?, ?, ?, ?)""",
        ((*one.content, key) for one, key in added),
    )
    unread = sum(not one.read for one, _ in added)
    lib.execute(
        "UPDATE feeds SET unread = unread + ?, total = total + ? WHERE id = ?",
        (unread * listed, len(added) * listed, feed_id),
    )
    return [one for one, _ in added]


def _add_states(
    lib: Library, feed_id: int, new: Sequence[_Columns], listed: int, now: int
) -> list[tuple[_Columns, int]]:
    """Add the states of entries whose guid is not known; another refresh may have brought some meanwhile.

    Gives what was added, with its id.
    """
    first = int(lib.all("SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'states'")[0][0])
    lib.execute_many(
        "INSERT INTO states (id, feed_id, guid, date, listed, read) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        ((key, feed_id, one.guid, _date(one.published, now), listed, one.read) for key, one in enumerate(new, first)),
    )
    added = {key for (key,) in lib.all("SELECT id FROM states WHERE id >= ?", (first,))}
    return [(one, key) for key, one in enumerate(new, first) if key in added]


def _edit(lib: Library, feed_id: int, one: _Columns, seq: int) -> bool:
    """Replace what a stored entry says; one that is gone stays gone."""
    found = lib.one(
        "SELECT e.arrived, e.id, e.hash FROM entries e JOIN states s ON s.id = e.id WHERE e.id = ? AND s.feed_id = ?",
        (one.id, feed_id),
    )
    if found is None:
        return False
    lib.execute(
        """UPDATE entries SET title = ?, link = ?, author = ?, published = ?, updated = ?, comments = ?, hash = ?,
        seq = ? WHERE id = ?""",
        (*one.entry[:-1], fulltexts.with_full_text(str(one.entry[-1]), found[2]), seq, one.id),
    )
    lib.execute(
        """UPDATE contents SET summary = ?, content = ?, categories = ?, enclosures = ?, recording = ?
        WHERE entry_id = ?""",
        (*one.content, one.id),
    )
    date = _date(one.published, found[0])
    if lib.execute("UPDATE states SET date = ? WHERE id = ? AND date <> ?", (date, one.id, date)).rowcount:
        tags.redate(lib, int(found[1]), date)
    # The publisher may have changed the guid; another entry that has it already keeps it.
    lib.execute("UPDATE OR IGNORE states SET guid = ? WHERE id = ? AND guid <> ?", (one.guid, one.id, one.guid))
    return True


def _record(lib: Library, change: FeedChange, now: int) -> None:
    lib.execute(
        """UPDATE feeds SET title = coalesce(?, title), link = coalesce(?, link), language = coalesce(?, language),
        digest = ?, rhythm = ? WHERE id = ?""",
        (
            _line(change.title) or None,
            change.link,
            change.language,
            change.digest,
            feeds.rhythm_json(change.rhythm),
            change.feed_id,
        ),
    )
    feeds.record_success(
        lib,
        change.feed_id,
        change.validators,
        change.due,
        now,
        max_age=change.max_age,
        moved_url=change.moved_url,
        url=change.url,
        typed=change.typed,
    )


def _columns(stored: StoredEntry, *, read: int = 0) -> _Columns:
    entry = stored.entry
    published = _time(entry.published)
    columns = (
        _line(entry.title) or "",
        _line(entry.link),
        _line(entry.author),
        published,
        _time(entry.updated),
        _line(entry.comments),
        stored.hash,
    )
    return _Columns(stored.id, _text(stored.guid), published, columns, _contents(entry), read)


def _contents(entry: ParsedEntry) -> tuple[object, ...]:
    enclosures = [[_text(e.url), e.type and _text(e.type), e.length] for e in entry.enclosures]
    texts = entry.packed
    return (
        texts.summary if texts else _packed(entry.summary),
        texts.content if texts else _packed(entry.content),
        _json_texts(entry.categories) if entry.categories else None,
        json.dumps(enclosures) if enclosures else None,
        spoken.to_json(entry.recording),
    )


def _json_texts(texts: Iterable[str]) -> str:
    """As `json.dumps` has a list of texts, which takes some time to begin."""
    return f"[{', '.join(encode_basestring_ascii(_text(one)) for one in texts)}]"


def _packed(text: str | None) -> bytes | None:
    return None if text is None else packing.pack(text.encode(errors="replace"))


def _line(text: str | None) -> str | None:
    return None if text is None else _text(text[:_LONGEST_LINE])


def _text(text: str) -> str:
    """Text as SQLite takes it; it was cleaned on arrival, this is the last guard."""
    if not text.isascii():
        text = text.encode(errors="replace").decode()
    return text.replace("\0", "�")


def _time(seconds: int | None) -> int | None:
    return seconds if seconds is not None and abs(seconds) < 2**40 else None


def _date(published: int | None, arrived: int) -> int:
    """What lists are ordered by: a date of the publisher's that can be true, else when the entry came."""
    if published and _EARLIEST <= published <= arrived + _DAY:
        return published
    return arrived
