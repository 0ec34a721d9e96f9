"""What the entries of the last days are known by when others are compared with them, and what came of it.

Duplicates and stories are links from one entry to others: nothing is merged, nothing deleted. Who compares has numbers
of the last entries in memory, by which it finds the few that an entry is compared with: that takes as long in a library
of a million. To keep them in tables would mean to write thirty pages for each entry.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newsreader import packing
from newsreader.library.changes import AMONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsreader.library.store import Library, Row
    from newsreader.stories.duplicates import Article

DAYS = 7
"""For which entries stay known: whatever is older when it comes is compared with nothing."""
_MOST = 20_000
"""Entries that others are compared with, the last ones: some 40 MB."""
_LOOKED_AT = 500
_MOST_ALIKE = 20
"""Entries with the same link or number of a sketch that are looked at, the last ones."""
_NEAREST = 16
"""Entries with most words in common that are compared."""
_PAGE = 1 << 32
"""What is added to the number of a page."""
_MARK = "compared"
_NONE = array("q")

Mark = tuple[int, int]
"""The number of a write and the id of an entry: those up to there were looked at."""


class Uncompared(NamedTuple):
    """An entry that waits."""

    mark: Mark
    id: int
    feed_id: int
    date: int
    title: str
    link: str | None
    body: str
    """Sanitised HTML, as the feed has it."""


class Known(NamedTuple):
    """What an entry is compared by."""

    mark: Mark
    id: int
    article: Article
    terms: Mapping[int, int]


def pending(lib: Library, now: int, most: int) -> tuple[list[Uncompared], Mark | None]:
    """Some of the entries that came since others were compared, and up to where that is; None if none came."""
    after: Mark | None = None
    waiting: list[Row] = []
    for row in lib.all(
        """SELECT e.seq, e.id, s.feed_id, s.date, e.title, e.link FROM entries e JOIN states s ON s.id = e.id
        WHERE (e.seq, e.id) > (?, ?) ORDER BY e.seq, e.id LIMIT ?""",
        (*_mark(lib), _LOOKED_AT),
    ):
        after = row[0], row[1]
        if _since(now) <= row[3] <= now + 86_400:
            waiting.append(row)
            if len(waiting) == most:
                break
    among = json.dumps([row[1] for row in waiting])
    bodies: dict[int, bytes | None] = dict(
        lib.all(f"SELECT entry_id, coalesce(content, summary) FROM contents WHERE entry_id {AMONG}", (among,))
    )
    found = [
        Uncompared((seq, entry_id), entry_id, feed_id, date, title, link, _unpacked(bodies.get(entry_id)))
        for seq, entry_id, feed_id, date, title, link in waiting
    ]
    return found, after


class Comparison:
    """Entries compared one after another with those before them, each linked in a transaction of its own."""

    def __init__(self, lib: Library, now: int) -> None:
        """Reads what is known: a quarter of a second for the most."""
        self._lib = lib
        self._mark = _mark(lib)
        self._size = 0
        self._alike: dict[int, array[int]] = {}
        """By page or number of a sketch, the entries that have it; the last are the newest."""
        self._on: dict[int, array[int]] = {}
        """By word, the entries that have it, each four times its id and what it counts there."""
        rows = lib.all(
            "SELECT entry_id, page, sketch, terms FROM compared WHERE date >= ? ORDER BY entry_id DESC LIMIT ?",
            (_since(now), _MOST),
        )
        for entry_id, page, sketched, terms in reversed(rows):
            self._know(entry_id, _numbers(page, array("I", bytes(sketched))), _unpacked_terms(terms))

    def relate(self, one: Known) -> bool:
        """Link an entry, the next that waits; False if another process has done so meanwhile."""
        from newsreader.stories.words import number  # noqa: PLC0415 - not before the screen is shown

        self._withdraw(one.id)
        page = None if one.article.page is None else number(one.article.page)
        numbers = _numbers(page, one.article.sketch)
        same = self._same(one, numbers)
        length, nearest = self._nearest(one)
        with self._lib.write():
            if not self.pass_over(one.mark):
                return False
            for table in ("duplicates", "stories", "compared"):  # it may have been edited since
                self._lib.execute(f"DELETE FROM {table} WHERE entry_id = ?", (one.id,))
            if same:
                _link_duplicates(self._lib, one.id, same)
            if nearest is not None:
                _link_story(self._lib, one.id, nearest)
            self._lib.execute(
                "INSERT INTO compared (entry_id, date, page, sketch, terms, length) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(one.id, one.article.date, page, array("I", one.article.sketch).tobytes()),
                    *(array("q", [term << 2 | weight for term, weight in one.terms.items()]).tobytes(), length),
                ),
            )
        self._know(one.id, numbers, one.terms)
        return True

    def pass_over(self, mark: Mark) -> bool:
        """Note up to where it is done; False if another process is further."""
        with self._lib.write():
            if _mark(self._lib) != self._mark:
                return False
            self._lib.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, json.dumps(mark)))
        self._mark = mark
        return True

    def _know(self, entry_id: int, numbers: Sequence[int], terms: Mapping[int, int]) -> None:
        self._size += 1
        _add(self._alike, ((each, entry_id) for each in numbers))
        _add(self._on, ((term, entry_id << 2 | weight) for term, weight in terms.items()))

    def _withdraw(self, entry_id: int) -> None:
        """Forget what was known of an entry that was edited since."""
        row = self._lib.one("SELECT page, sketch, terms FROM compared WHERE entry_id = ?", (entry_id,))
        if row is not None:
            for each in _numbers(row[0], array("I", bytes(row[1]))):
                self._alike[each] = array("q", [one for one in self._alike.get(each, ()) if one != entry_id])
            for term in _unpacked_terms(row[2]):
                self._on[term] = array("q", [both for both in self._on.get(term, ()) if both >> 2 != entry_id])
            self._size -= 1

    def _same(self, one: Known, numbers: Sequence[int]) -> list[int]:
        """The entries that are the same article."""
        from newsreader.stories import duplicates, links  # noqa: PLC0415 - not before the screen is shown
        from newsreader.stories.words import words  # noqa: PLC0415 - not before the screen is shown

        near = {entry_id for each in numbers for entry_id in self._alike.get(each, _NONE)[-_MOST_ALIKE:]}
        if not near:
            return []
        return [
            entry_id
            for entry_id, feed_id, date, title, link, sketched in self._lib.all(
                """SELECT c.entry_id, s.feed_id, s.date, e.title, e.link, c.sketch FROM json_each(?) j
                CROSS JOIN compared c ON c.entry_id = j.value JOIN states s ON s.id = j.value
                JOIN entries e ON e.id = j.value ORDER BY c.entry_id""",
                (_json(near),),
            )
            if duplicates.are_same(
                one.article,
                duplicates.Article(
                    feed_id, date, tuple(words(title)), links.page(link), tuple(array("I", bytes(sketched)))
                ),
            )
        ]

    def _nearest(self, one: Known) -> tuple[float, int | None]:
        """The length of an entry among the others, and which of another outlet is on the same event, if any is."""
        from newsreader.stories import events, links  # noqa: PLC0415 - not before the screen is shown

        rarities = {term: events.rarity(len(self._on.get(term, ())), self._size) for term in one.terms}
        length = events.length(one.terms, rarities)
        near: dict[int, dict[int, int]] = {}
        for term in one.terms:
            for both in self._on.get(term, ()) if rarities[term] else ():
                near.setdefault(both >> 2, {})[term] = both & 3
        shared = Counter({entry_id: len(has) for entry_id, has in near.items() if len(has) >= events.SHARED})
        if not shared:
            return length, None
        alike = {}
        found = []
        for entry_id, date, its_length, outlet, own, story in self._lib.all(
            """SELECT c.entry_id, c.date, c.length, coalesce(f.link, f.url), coalesce(o.link, o.url), t.story
            FROM json_each(?) j CROSS JOIN compared c ON c.entry_id = j.value JOIN states s ON s.id = j.value
            JOIN entries e ON e.id = j.value JOIN feeds f ON f.id = s.feed_id JOIN feeds o ON o.id = ?
            LEFT JOIN stories t ON t.entry_id = j.value""",
            (_json([entry_id for entry_id, _ in shared.most_common(_NEAREST)]), one.article.feed_id),
        ):
            alike[entry_id] = likeness = events.likeness(one.terms, near[entry_id], rarities, (length, its_length))
            is_near = abs(date - one.article.date) <= events.HOURS * 3600
            if likeness >= events.ALIKE and is_near and links.outlet(outlet) != links.outlet(own):
                found.append((-likeness, entry_id, entry_id if story is None else story))
        # Not by a chain of articles of which the last has nothing to do with the first.
        for _, nearest, first in sorted(found):
            if alike.get(first, 0) >= events.ALIKE_TO_FIRST:
                return length, nearest
        return length, None


def forget(lib: Library, now: int, most: int) -> bool:
    """Forget what some older entries are known by; their links stay. Whether there may be more."""
    old = lib.all("SELECT entry_id FROM compared WHERE date < ? ORDER BY date LIMIT ?", (_since(now), most))
    if old:
        with lib.write():
            lib.execute(f"DELETE FROM compared WHERE entry_id {AMONG}", (_json([row[0] for row in old]),))
    return len(old) == most


def is_pending(lib: Library) -> bool:
    """Whether entries wait; asked without writing, in no time."""
    row = lib.one("SELECT 1 FROM entries WHERE (seq, id) > (?, ?) LIMIT 1", _mark(lib))
    return row is not None


def _numbers(page: int | None, sketched: Sequence[int]) -> list[int]:
    """By which duplicates of an entry are found."""
    from newsreader.stories import duplicates  # noqa: PLC0415 - not before the screen is shown

    found = list(sketched[: duplicates.KEYS])
    return found if page is None else [*found, _PAGE + page]


def _add(known: dict[int, array[int]], values: Iterable[tuple[int, int]]) -> None:
    for key, value in values:
        has = known.get(key)
        if has is None:
            known[key] = array("q", (value,))
        else:
            has.append(value)


def _unpacked_terms(packed: bytes) -> dict[int, int]:
    return {both >> 2: both & 3 for both in array("q", bytes(packed))}


def _link_duplicates(lib: Library, entry_id: int, same: Sequence[int]) -> None:
    """Put an entry into one set with others, and their sets together; any may have gone since they were found."""
    sets = [
        row[0] for row in lib.all(f"SELECT DISTINCT original FROM duplicates WHERE entry_id {AMONG}", (_json(same),))
    ]
    original = min(sets or [*same, entry_id])
    lib.execute(f"UPDATE duplicates SET original = ? WHERE original {AMONG}", (original, _json(sets)))
    lib.execute(
        f"INSERT OR IGNORE INTO duplicates (entry_id, original) SELECT id, ? FROM entries WHERE id {AMONG}",
        (original, _json([*same, entry_id])),
    )


def _link_story(lib: Library, entry_id: int, nearest: int) -> None:
    """Put an entry into the story of another, or begin one with both; either may have gone since."""
    row = lib.one("SELECT story FROM stories WHERE entry_id = ?", (nearest,))
    story = nearest if row is None else row[0]
    lib.execute(
        f"INSERT OR IGNORE INTO stories (entry_id, story) SELECT id, ? FROM entries WHERE id {AMONG}",
        (story, _json([nearest, entry_id])),
    )


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


def _json(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
