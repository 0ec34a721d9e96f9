"""What the entries of the last days are known by when others are compared with them, and what came of it.

Duplicates and stories are links from one entry to others: nothing is merged, nothing deleted. An entry is looked up by
numbers, a few rows each, so comparing one takes as long in a library of a million.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.library.changes import AMONG
from newsreader.stories import duplicates, events, links
from newsreader.stories.words import number, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsreader.library.store import Library, Row
    from newsreader.stories.duplicates import Article

DAYS = 7
"""For which entries stay known: whatever is older when it comes is compared with nothing."""
_LOOKED_AT = 500
_MOST_ALIKE = 20
"""Entries with the same link or number of a sketch that are looked at, the last ones."""
_MOST_WITH = 64
"""Entries with the same word that are looked at."""
_NEAREST = 16
"""Entries with most words in common that are compared."""
_PAGE, _SKETCH = 1 << 32, 2 << 32
"""What is added to a number for what it is of; nothing to that of a word."""
_MARK = "compared"

Mark = tuple[int, int]
"""The number of a write and the id of an entry: those up to there were looked at."""


@dataclass(frozen=True, slots=True)
class Uncompared:
    """An entry that waits."""

    id: int
    feed_id: int
    date: int
    title: str
    link: str | None
    body: str
    """Sanitised HTML, as the feed has it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry is compared by."""

    id: int
    article: Article
    terms: Mapping[int, int]


def pending(lib: Library, now: int, most: int) -> tuple[list[Uncompared], Mark, Mark]:
    """Some of the entries that came since others were compared; where that was, and where it is with these."""
    before = after = _mark(lib)
    waiting: list[Row] = []
    for row in lib.all(
        """SELECT e.id, s.feed_id, s.date, e.title, e.link, e.seq FROM entries e JOIN states s ON s.id = e.id
        WHERE (e.seq, e.id) > (?, ?) ORDER BY e.seq, e.id LIMIT ?""",
        (*before, _LOOKED_AT),
    ):
        after = row[5], row[0]
        if _since(now) <= row[2] <= now + 86_400:
            waiting.append(row[:5])
            if len(waiting) == most:
                break
    among = json.dumps([row[0] for row in waiting])
    bodies: dict[int, bytes | None] = dict(
        lib.all(f"SELECT entry_id, coalesce(content, summary) FROM contents WHERE entry_id {AMONG}", (among,))
    )
    found = [
        Uncompared(entry_id, feed_id, date, title, link, _unpacked(bodies.get(entry_id)))
        for entry_id, feed_id, date, title, link in waiting
    ]
    return found, before, after


def relate(lib: Library, entries: Iterable[Known], before: Mark, after: Mark) -> bool:
    """Link entries to those before them; False if another process has done so. One transaction of some milliseconds."""
    with lib.write():
        if _mark(lib) != before:
            return False
        ((known, first, last),) = lib.all("SELECT count(*), min(entry_id), max(entry_id) FROM compared")
        outlets = {
            feed_id: links.outlet(link or url) for feed_id, link, url in lib.all("SELECT id, link, url FROM feeds")
        }
        for one in entries:
            _withdraw(lib, [one.id])
            numbers = _numbers(one)
            _link_duplicates(lib, one, numbers)
            span = _Span(known, first or one.id, max(last or 0, one.id))
            length = _link_story(lib, one, span, outlets)
            lib.execute(
                "INSERT INTO compared (entry_id, date, length, sketch, keys) VALUES (?, ?, ?, ?, ?)",
                (
                    *(one.id, one.article.date, length),
                    array("I", one.article.sketch).tobytes(),
                    array("q", [*numbers, *one.terms]).tobytes(),
                ),
            )
            lib.execute_many(
                "INSERT OR REPLACE INTO likenesses (key, entry_id, weight) VALUES (?, ?, ?)",
                [(key, one.id, weight) for key, weight in (*((key, 0) for key in numbers), *one.terms.items())],
            )
            known += 1
        lib.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, json.dumps(after)))
    return True


def forget(lib: Library, now: int, most: int) -> bool:
    """Forget what some older entries are known by; their links stay. Whether there may be more."""
    old = lib.all("SELECT entry_id FROM compared WHERE date < ? ORDER BY date LIMIT ?", (_since(now), most))
    if old:
        with lib.write():
            _forget(lib, [row[0] for row in old])
    return len(old) == most


def is_pending(lib: Library) -> bool:
    """Whether entries wait; asked without writing, in no time."""
    row = lib.one("SELECT 1 FROM entries WHERE (seq, id) > (?, ?) LIMIT 1", _mark(lib))
    return row is not None


# --- duplicates ---------------------------------------------------------------------------------------------------


def _numbers(one: Known) -> list[int]:
    """By which duplicates of an entry are found."""
    found = [_SKETCH + each for each in one.article.sketch[: duplicates.KEYS]]
    return found if one.article.page is None else [*found, _PAGE + number(one.article.page)]


def _link_duplicates(lib: Library, one: Known, numbers: Sequence[int]) -> None:
    near = {
        row[0]
        for key in numbers
        for row in lib.all(
            "SELECT entry_id FROM likenesses WHERE key = ? ORDER BY entry_id DESC LIMIT ?", (key, _MOST_ALIKE)
        )
    }
    same = [entry_id for entry_id, article in _articles(lib, near) if duplicates.are_same(one.article, article)]
    if not same:
        return
    among = json.dumps(same)
    sets = [row[0] for row in lib.all(f"SELECT DISTINCT original FROM duplicates WHERE entry_id {AMONG}", (among,))]
    original = min(sets or [*same, one.id])
    lib.execute(f"UPDATE duplicates SET original = ? WHERE original {AMONG}", (original, json.dumps(sets)))
    lib.execute_many(
        "INSERT OR IGNORE INTO duplicates (entry_id, original) VALUES (?, ?)",
        [(entry_id, original) for entry_id in (*same, one.id)],
    )


def _articles(lib: Library, ids: Iterable[int]) -> list[tuple[int, Article]]:
    rows = lib.all(
        """SELECT c.entry_id, s.feed_id, s.date, e.title, e.link, c.sketch FROM json_each(?) j
        CROSS JOIN compared c ON c.entry_id = j.value JOIN states s ON s.id = j.value JOIN entries e ON e.id = j.value
        ORDER BY c.entry_id""",
        (json.dumps(list(ids)),),
    )
    return [
        (
            entry_id,
            duplicates.Article(
                feed_id, date, tuple(words(title)), links.page(link), tuple(array("I", bytes(sketched)))
            ),
        )
        for entry_id, feed_id, date, title, link, sketched in rows
    ]


# --- stories ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Span:
    """The entries that are known: how many, the first and the last id."""

    size: int
    first: int
    last: int

    def having(self, ids: Sequence[int]) -> int:
        """How many have a word, told by the last that do."""
        if len(ids) < _MOST_WITH:
            return len(ids)
        return min(self.size, len(ids) * (self.last - self.first + 1) // (self.last - ids[-1] + 1))


def _link_story(lib: Library, one: Known, span: _Span, outlets: Mapping[int, str]) -> float:
    """Put an entry into the story of the one that is most like it; the length of the entry among the others."""
    rarities: dict[int, float] = {}
    near: dict[int, dict[int, int]] = {}
    for term in one.terms:
        having = lib.all(
            "SELECT entry_id, weight FROM likenesses WHERE key = ? ORDER BY entry_id DESC LIMIT ?", (term, _MOST_WITH)
        )
        rarities[term] = events.rarity(span.having([row[0] for row in having]), span.size)
        for entry_id, weight in having:
            near.setdefault(entry_id, {})[term] = weight
    length = events.length(one.terms, rarities)
    shared = Counter({entry_id: len(has) for entry_id, has in near.items() if len(has) >= events.SHARED})
    found = []
    for entry_id, date, its_length, feed_id, story in lib.all(
        """SELECT c.entry_id, c.date, c.length, s.feed_id, t.story FROM json_each(?) j
        CROSS JOIN compared c ON c.entry_id = j.value JOIN states s ON s.id = j.value JOIN entries e ON e.id = j.value
        LEFT JOIN stories t ON t.entry_id = j.value""",
        (json.dumps([entry_id for entry_id, _ in shared.most_common(_NEAREST)]),),
    ):
        if abs(date - one.article.date) > events.HOURS * 3600 or outlets[feed_id] == outlets[one.article.feed_id]:
            continue
        alike = events.likeness(one.terms, near[entry_id], rarities, (length, its_length))
        if alike >= events.ALIKE:
            found.append((-alike, entry_id, story))
    if found:
        _, nearest, story = min(found)
        lib.execute_many(
            "INSERT OR IGNORE INTO stories (entry_id, story) VALUES (?, ?)",
            [(entry_id, story or nearest) for entry_id in (nearest, one.id)],
        )
    return length


# --- both ---------------------------------------------------------------------------------------------------------


def _withdraw(lib: Library, ids: Sequence[int]) -> None:
    """Take back what was said of entries that were edited since."""
    among = (json.dumps(ids),)
    lib.execute(f"DELETE FROM duplicates WHERE entry_id {AMONG}", among)
    lib.execute(f"DELETE FROM stories WHERE entry_id {AMONG}", among)
    _forget(lib, ids)


def _forget(lib: Library, ids: Sequence[int]) -> None:
    among = (json.dumps(ids),)
    for entry_id, keys in lib.all(f"SELECT entry_id, keys FROM compared WHERE entry_id {AMONG}", among):
        lib.execute_many(
            "DELETE FROM likenesses WHERE key = ? AND entry_id = ?",
            [(key, entry_id) for key in array("q", bytes(keys))],
        )
    lib.execute(f"DELETE FROM compared WHERE entry_id {AMONG}", among)


def _mark(lib: Library) -> Mark:
    row = lib.one("SELECT value FROM meta WHERE key = ?", (_MARK,))
    if row is None:
        return 0, 0
    seq, entry_id = json.loads(row[0])
    return int(seq), int(entry_id)


def _since(now: int) -> int:
    return now - DAYS * 86_400


def _unpacked(text: bytes | None) -> str:
    return "" if text is None else packing.unpack(text).decode("utf-8", "replace")
