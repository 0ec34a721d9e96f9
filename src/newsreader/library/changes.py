"""What a step of the journal changes: each kind a value that can be done, undone and written down.

What does a change first also does it again. Undoing gives back what the change took and nothing else: what a refresh
or somebody else changed since stays. A change tells in a sentence what it had to leave, "" if there was nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from newsreader.library import archive, folders
from newsreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library

AMONG = "IN (SELECT value FROM json_each(?))"
"""Some ids, as JSON."""

Note = tuple[int, int, int, int | None, int | None, str | None, str]
"""The columns of `NOTE_COLUMNS`."""
NOTE_COLUMNS = 'state_id, written, changed, start, "end", passage, text'

Search = tuple[str, str, int]
"""The columns of `SEARCH_COLUMNS`."""
SEARCH_COLUMNS = "name, query, position"

_FEED_COLUMNS = {
    "title": "custom_title",
    "folder": "(SELECT path FROM folders WHERE id = folder_id)",
    "address": "url",
    "subscription": "subscribed",
}


class Marked(NamedTuple):
    """Entries that got another value of a state: read or starred."""

    field: str
    value: bool
    ids: Sequence[int]
    """Those that had the other value, ascending."""
    times: Sequence[int | None] = ()
    """When each had got the state that it lost; of those that gained one there is nothing to keep."""

    def do(self, lib: Library, at: int) -> str:
        """Set it where it is not."""
        return self._set(lib, self.value, at if self.value else None)

    def undo(self, lib: Library) -> str:
        """Take it back where it still is so."""
        if self.times:
            lib.execute_many(
                f"UPDATE states SET {self.field}_at = ? WHERE id = ? AND {self.field} = ?",
                zip(self.times, self.ids, [self.value] * len(self.ids), strict=True),
            )
        return self._set(lib, not self.value, keep_time=bool(self.times))

    def _set(self, lib: Library, value: bool, time: int | None = None, *, keep_time: bool = False) -> str:
        field, among = self.field, json.dumps(self.ids)
        if field == "read":
            listed = lib.all(
                f"SELECT feed_id FROM states WHERE id {AMONG} AND read = ? AND listed = 1", (among, not value)
            )
            sign = -1 if value else 1
            affected = Counter(row[0] for row in listed)  # SQLite would sort them first, which takes twice as long
            lib.execute_many(
                "UPDATE feeds SET unread = unread + ? WHERE id = ?", [(sign * n, feed) for feed, n in affected.items()]
            )
        time_column = f"{field}_at" if keep_time else "?"
        changed = lib.execute(
            f"UPDATE states SET {field} = ?, {field}_at = {time_column} WHERE id {AMONG} AND {field} = ?",
            (value, *(() if keep_time else (time,)), among, not value),
        ).rowcount
        return _gone(lib, self.ids) if changed < len(self.ids) else ""

    def as_json(self) -> list[object]:
        return ["states", self.field, self.value, _steps(self.ids), list(self.times)]


class Tagged(NamedTuple):
    """Entries that got a tag or lost it. A tag is there as long as something has it."""

    name: str
    """As the user wrote it."""
    added: bool
    ids: Sequence[int]
    """Those that had it not, or had it, ascending."""

    def do(self, lib: Library, at: int) -> str:  # noqa: ARG002 - as the others
        """Give it or take it."""
        return self._set(lib, added=self.added)

    def undo(self, lib: Library) -> str:
        """The other way round."""
        return self._set(lib, added=not self.added)

    def _set(self, lib: Library, *, added: bool) -> str:
        key, among = fold(self.name), json.dumps(self.ids)
        if added:
            lib.execute("INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT DO NOTHING", (self.name, key))
            changed = lib.execute(
                f"""INSERT INTO tagged (state_id, tag_id, date)
                SELECT s.id, t.id, s.date FROM tags t CROSS JOIN states s WHERE t.folded = ? AND s.id {AMONG}
                ON CONFLICT DO NOTHING""",
                (key, among),
            ).rowcount
        else:
            changed = lib.execute(
                f"DELETE FROM tagged WHERE state_id {AMONG} AND tag_id = (SELECT id FROM tags WHERE folded = ?)",
                (among, key),
            ).rowcount
        lib.execute(
            "DELETE FROM tags WHERE folded = ? AND NOT EXISTS (SELECT 1 FROM tagged WHERE tag_id = tags.id)", (key,)
        )
        return _gone(lib, self.ids) if changed < len(self.ids) else ""

    def as_json(self) -> list[object]:
        return ["tag", self.name, self.added, _steps(self.ids)]


class Noted(NamedTuple):
    """A note that was written, changed or deleted."""

    note_id: int
    before: Note | None
    after: Note | None

    def do(self, lib: Library, at: int) -> str:  # noqa: ARG002 - the times are the note's own
        """As it was afterwards."""
        return self._put(lib, self.after)

    def undo(self, lib: Library) -> str:
        """As it was before."""
        return self._put(lib, self.before)

    def _put(self, lib: Library, note: Note | None) -> str:
        if note is None:
            lib.execute("DELETE FROM notes WHERE id = ?", (self.note_id,))
            return ""
        if lib.one("SELECT 1 FROM states WHERE id = ?", (note[0],)) is None:
            return f"entry {note[0]}, which the note is on, is gone"
        lib.execute(
            f"INSERT OR REPLACE INTO notes (id, {NOTE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (self.note_id, *note)
        )
        return ""

    def as_json(self) -> list[object]:
        return ["note", *self]


class SearchChanged(NamedTuple):
    """A saved search that was made, changed or deleted."""

    search_id: int
    before: Search | None
    after: Search | None

    def do(self, lib: Library, at: int) -> str:  # noqa: ARG002 - as the others
        """As it was afterwards."""
        return self._put(lib, self.before, self.after)

    def undo(self, lib: Library) -> str:
        """As it was before."""
        return self._put(lib, self.after, self.before)

    def _put(self, lib: Library, expected: Search | None, wanted: Search | None) -> str:
        current = lib.one(f"SELECT {SEARCH_COLUMNS} FROM searches WHERE id = ?", (self.search_id,))
        if current == wanted:
            return ""
        if current != expected:
            name = (current or expected or wanted or ("",))[0]
            return f"the search {name} was {'changed' if current else 'deleted'} since and stays so"
        if wanted is None:
            lib.execute("DELETE FROM searches WHERE id = ?", (self.search_id,))
            return ""
        key = fold(wanted[0])
        if lib.one("SELECT 1 FROM searches WHERE folded = ? AND id <> ?", (key, self.search_id)):
            return f"another search is called {wanted[0]} now"
        lib.execute(
            f"INSERT OR REPLACE INTO searches (id, folded, {SEARCH_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
            (self.search_id, key, *wanted),
        )
        return ""

    def as_json(self) -> list[object]:
        return ["search", *self]


class FeedEdited(NamedTuple):
    """Another title, folder or address of a feed, or its subscription."""

    feed_id: int
    what: str
    """title, folder, address or subscription."""
    before: str | bool | None
    after: str | bool | None

    def do(self, lib: Library, at: int) -> str:  # noqa: ARG002 - as the others
        """As it was afterwards."""
        return self._put(lib, self.before, self.after)

    def undo(self, lib: Library) -> str:
        """As it was before."""
        return self._put(lib, self.after, self.before)

    def _put(self, lib: Library, expected: object, wanted: str | bool | None) -> str:
        found = lib.one(
            f"SELECT {_FEED_COLUMNS[self.what]}, coalesce(custom_title, title) FROM feeds WHERE id = ?",
            (self.feed_id,),
        )
        if found is None:
            return f"feed {self.feed_id} is gone"
        current, title = found
        if current == wanted:
            return ""
        if current != expected:
            return f"the {self.what} of {title} was changed since and stays"
        match self.what:
            case "title":
                lib.execute("UPDATE feeds SET custom_title = ? WHERE id = ?", (wanted, self.feed_id))
            case "folder":
                folder_id = folders.make(lib, None if wanted is None else str(wanted))
                lib.execute("UPDATE feeds SET folder_id = ? WHERE id = ?", (folder_id, self.feed_id))
            case "address":
                if lib.one("SELECT 1 FROM feeds WHERE url = ?", (wanted,)):
                    return f"another feed has the address that {title} had; it stays as it is"
                # Whoever does or undoes it chooses the address.
                lib.execute(f"UPDATE feeds SET url = ?, typed = 1, {archive.ANEW} WHERE id = ?", (wanted, self.feed_id))
            case _:
                (archive.bring_back if wanted else archive.put_away)(lib, self.feed_id)
        return ""

    def as_json(self) -> list[object]:
        return ["feed", *self]


class Placed(NamedTuple):
    """Other positions of feeds or folders among those beside them; 0 is none of the user's."""

    what: str
    """feeds or folders."""
    ids: Sequence[int]
    before: Sequence[int]
    after: Sequence[int]

    def do(self, lib: Library, at: int) -> str:  # noqa: ARG002 - as the others
        """As they were afterwards."""
        return self._put(lib, self.before, self.after)

    def undo(self, lib: Library) -> str:
        """As they were before."""
        return self._put(lib, self.after, self.before)

    def _put(self, lib: Library, expected: Sequence[int], wanted: Sequence[int]) -> str:
        sql = f"UPDATE {self.what} SET position = ? WHERE id = ? AND position = ?"
        changed = sum(lib.execute(sql, row).rowcount for row in zip(wanted, self.ids, expected, strict=True))
        return "" if changed == len(self.ids) else f"some {self.what} were moved since and stay"

    def as_json(self) -> list[object]:
        return ["places", self.what, list(self.ids), list(self.before), list(self.after)]


Change = Marked | Tagged | Noted | SearchChanged | FeedEdited | Placed


def from_json(stored: Sequence[Any]) -> Change:
    """A change as it was written down; ValueError, TypeError or KeyError if it is none."""
    match stored:
        case ["read" | "starred" as field, bool(value), [*ids]]:  # as older versions wrote it
            return Marked(field, value, sorted(map(int, ids)))
        case ["states", "read" | "starred" as field, bool(value), [*steps], [*times]]:
            return Marked(field, value, _ids(steps), times)
        case ["tag", str(name), bool(added), [*steps]]:
            return Tagged(name, added, _ids(steps))
        case ["note", int(note_id), before, after]:
            return Noted(note_id, before and _note(*before), after and _note(*after))
        case ["search", int(search_id), before, after]:
            return SearchChanged(search_id, before and _search(*before), after and _search(*after))
        case ["feed", int(feed_id), str(what), before, after] if what in _FEED_COLUMNS:
            return FeedEdited(feed_id, what, before, after)
        case ["places", "feeds" | "folders" as what, [*ids], [*before], [*after]]:
            return Placed(what, _numbers(ids), _numbers(before), _numbers(after))
    raise ValueError("a change of no known kind")


def _note(
    state_id: int, written: int, changed: int, start: int | None, end: int | None, passage: str | None, text: str
) -> Note:
    return state_id, written, changed, start, end, passage, text


def _search(name: str, query: str, position: int) -> Search:
    return name, query, position


def _steps(ids: Iterable[int]) -> list[int]:
    """Ascending ids as the first and the steps from one to the next, which are small and much alike."""
    return [second - first for first, second in pairwise((0, *ids))]


def _ids(steps: Iterable[Any]) -> list[int]:
    return list(accumulate(map(int, steps)))


def _numbers(stored: Iterable[Any]) -> list[int]:
    return list(map(int, stored))


def _gone(lib: Library, ids: Sequence[int]) -> str:
    there = lib.all(f"SELECT count(*) FROM states WHERE id {AMONG}", (json.dumps(ids),))[0][0]
    gone = len(ids) - there
    return f"{gone:,} of {len(ids):,} entries are gone" if gone else ""
