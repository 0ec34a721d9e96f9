"""Full texts: what the pages of entries say, beside what their feeds say; which feeds tease; what is to be fetched.

The hash of an entry is that of what its feed says and, after a "+", that of its full text while that is shown, and of
what is spoken in its recording: a new one makes the index and the analyses look at the entry again, and no refresh
takes it for an edit of the feed's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.library.changes import AMONG
from newsreader.library.feeds import HOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library, Row

_MOST = 200
"""Entries that one refresh fetches the pages of."""
_FEEDS, _OF_FEED = 40, 20
"""Feeds of which one refresh finds out whether they tease, and the entries that it looks at for that."""
_RETRIES = (3_600, 6 * 3_600, 24 * 3_600)
"""Seconds until what could not be had is tried again by itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An entry and what is known of it before its page is fetched."""

    entry_id: int
    title: str
    link: str
    feed_id: int
    feed_url: str
    home: str
    """The address that the entry is there for: the feed's, or that of the page which the user saved."""
    typed: bool
    """Whether the user chose that address."""
    teases: bool | None
    """Whether the feed has beginnings alone; None if that is not known."""
    summary: bytes | None
    content: bytes | None
    tried: bool
    """Whether its page was fetched, or tried, before."""

    @property
    def own_text(self) -> str:
        """What the feed says, as HTML."""
        packed = self.content or self.summary
        return packing.unpack(packed).decode() if packed else ""


_WANTED = f"""SELECT e.id, e.title, coalesce(e.link, ''), f.id, f.url, {HOME}, f.typed, f.teases, c.summary, c.content,
    t.entry_id IS NOT NULL FROM entries e JOIN states s ON s.id = e.id JOIN feeds f ON f.id = s.feed_id
    LEFT JOIN contents c ON c.entry_id = e.id LEFT JOIN fulltexts t ON t.entry_id = e.id"""


def wanted(lib: Library, ids: Sequence[int]) -> list[Wanted]:
    """What is known of some entries, in the order of the ids; those that are gone are left out."""
    by_id = {row[0]: _wanted(row) for row in lib.all(f"{_WANTED} WHERE e.id {AMONG}", (json.dumps(list(ids)),))}
    return [by_id[entry_id] for entry_id in ids if entry_id in by_id]


def new(lib: Library, since: int, now: int) -> list[Wanted]:
    """The unread entries whose pages may be wanted: written after `since`, a number of `analysis.latest`, or the first
    ones of feeds of which it is not known whether they tease, or to be tried again by now."""
    ids = lib.all("SELECT id FROM entries WHERE seq > ? ORDER BY seq DESC LIMIT ?", (since, 10 * _MOST))
    unknown = "SELECT id FROM feeds WHERE teases IS NULL AND subscribed = 1 AND kind = 'feed' ORDER BY random() LIMIT ?"
    for (feed_id,) in lib.all(unknown, (_FEEDS,)):
        first = (
            "SELECT id FROM states WHERE feed_id = ? AND read = 0 AND listed = 1 ORDER BY date DESC, id DESC LIMIT ?"
        )
        ids += lib.all(first, (feed_id, _OF_FEED))
    ids += lib.all("SELECT entry_id FROM fulltexts WHERE again <= ? ORDER BY again LIMIT ?", (now, _MOST))
    rows = lib.all(
        f"""{_WANTED} WHERE e.id {AMONG} AND (t.entry_id IS NULL OR t.again <= ?) AND s.read = 0 AND s.listed = 1
        AND f.kind = 'feed' AND e.link LIKE 'http%' ORDER BY s.date DESC, e.id DESC LIMIT ?""",
        (json.dumps([key for (key,) in ids]), now, _MOST),
    )
    return [_wanted(row) for row in rows]


def store(lib: Library, entry_id: int, html: str, url: str, now: int, *, page: bytes | None = None) -> bool:
    """Keep the full text of an entry and show it; False if the entry is gone."""
    packed, kept = packing.pack(html.encode(errors="replace")), None if page is None else packing.pack(page)
    with lib.write():
        if not _is_there(lib, entry_id):
            return False
        lib.execute(
            """INSERT INTO fulltexts (entry_id, content, url, fetched, page) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET content = excluded.content, shown = 1, url = excluded.url,
            fetched = excluded.fetched, problem = NULL, error = NULL, tries = 0, again = NULL,
            page = coalesce(excluded.page, page)""",
            (entry_id, packed, url, now, kept),
        )
        note_change(lib, entry_id)
    return True


def fail(
    lib: Library, entry_id: int, error: str, now: int, *, problem: str | None = None, passes: bool = False
) -> bool:
    """Note why there is no full text; what was had before stays. It is tried again by itself if the reason `passes`."""
    with lib.write():
        if not _is_there(lib, entry_id):
            return False
        row = lib.one("SELECT tries FROM fulltexts WHERE entry_id = ?", (entry_id,))
        tries = 0 if row is None else int(row[0])
        again = next_try(tries, now) if passes else None
        lib.execute(
            """INSERT INTO fulltexts (entry_id, fetched, problem, error, tries, again) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET fetched = excluded.fetched, problem = excluded.problem, error = excluded.error,
            tries = excluded.tries, again = excluded.again""",
            (entry_id, now, problem, error[:1_000], tries + 1, again),
        )
    return True


def next_try(tries: int, now: int) -> int | None:
    """When a page, or a picture, that could not be had so often is tried again by itself; None if that was enough."""
    return now + _RETRIES[tries] if tries < len(_RETRIES) else None


def forget_problem(lib: Library, entry_id: int) -> None:
    """What kept the page of an entry from giving its text does so no more."""
    with lib.write():
        lib.execute(
            "UPDATE fulltexts SET problem = NULL, error = NULL, tries = 0, again = NULL WHERE entry_id = ?", (entry_id,)
        )


def is_had(lib: Library, entry_id: int) -> bool:
    """Whether there is a full text, shown or not."""
    return lib.one("SELECT 1 FROM fulltexts WHERE entry_id = ? AND content IS NOT NULL", (entry_id,)) is not None


def show(lib: Library, entry_id: int, *, shown: bool) -> None:
    """Show the full text of an entry that has one, or what its feed says."""
    with lib.write():
        if is_had(lib, entry_id):
            lib.execute("UPDATE fulltexts SET shown = ? WHERE entry_id = ?", (shown, entry_id))
            note_change(lib, entry_id)


def keep_page(lib: Library, entry_id: int, page: bytes, url: str, now: int) -> None:
    """Keep a page as it came for an entry whose own text was made from it."""
    with lib.write():
        lib.execute(
            "INSERT OR REPLACE INTO fulltexts (entry_id, url, fetched, page) VALUES (?, ?, ?, ?)",
            (entry_id, url, now, packing.pack(page)),
        )


def page(lib: Library, entry_id: int) -> bytes | None:
    """The page of an entry as it came, if it was kept."""
    row = lib.one("SELECT page FROM fulltexts WHERE entry_id = ? AND page IS NOT NULL", (entry_id,))
    return None if row is None else packing.unpack(row[0])


def note_teasing(lib: Library, feed_id: int, *, teases: bool) -> None:
    """Keep whether a feed has beginnings of its articles alone."""
    with lib.write():
        lib.execute("UPDATE feeds SET teases = ? WHERE id = ?", (teases, feed_id))


def feed_hash(entry_hash: str) -> str:
    """The part of an entry's hash that is of what its feed says."""
    return entry_hash.partition("+")[0]


def with_full_text(feed_hash: str, entry_hash: str) -> str:
    """The hash of an entry that its feed edited: the full text that it had is still there."""
    _, sign, full = entry_hash.partition("+")
    return feed_hash + sign + full


def note_change(lib: Library, entry_id: int) -> None:
    """Make others look at an entry again if another text is shown than before; within a transaction."""
    old, *texts = lib.all(
        """SELECT e.hash, t.content, p.content FROM entries e
        LEFT JOIN fulltexts t ON t.entry_id = e.id AND t.shown = 1 LEFT JOIN spoken p ON p.entry_id = e.id
        WHERE e.id = ?""",
        (entry_id,),
    )[0]
    packed = b"".join(filter(None, texts))
    full = "+" + hashlib.sha256(packed).hexdigest()[:16] if packed else ""
    if feed_hash(old) + full == old:
        return
    lib.execute("UPDATE entries SET hash = ?, seq = ? WHERE id = ?", (feed_hash(old) + full, next_seq(lib), entry_id))


def next_seq(lib: Library) -> int:
    """A number that no entry was written with before: what is younger than the index is told by it; within a
    transaction."""
    lib.execute("UPDATE meta SET value = value + 1 WHERE key = 'seq'")
    return int(lib.all("SELECT value FROM meta WHERE key = 'seq'")[0][0])


def _is_there(lib: Library, entry_id: int) -> bool:
    return lib.one("SELECT 1 FROM entries WHERE id = ?", (entry_id,)) is not None


def _wanted(row: Row) -> Wanted:
    entry_id, title, link, feed_id, feed_url, home, typed, teases, summary, content, tried = row
    known = None if teases is None else bool(teases)
    return Wanted(entry_id, title, link, feed_id, feed_url, home, bool(typed), known, summary, content, bool(tried))
