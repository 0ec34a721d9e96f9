"""Every kind of action of a user's, with its choices made by dice, and all that belongs to the user as one value."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newsreader.library import editing, feeds, journal, notes, searches, states, tags
from newsreader.models.findings import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from newsreader.library.store import Library, Row

ENTRIES = 400
"""Of the first feed; what is marked, tagged and noted is among them."""
_QUERIES = ("budget", "is:unread", "tag:t1 OR is:noted", 'search:"Search 1" is:starred', "title:(a OR b)")


def _mark(lib: Library, dice: random.Random, now: int) -> None:
    states.mark(
        lib, [dice.randint(1, ENTRIES)], read=dice.choice([None, True, False]), starred=dice.random() < 0.7, now=now
    )


def _mark_many(lib: Library, dice: random.Random, now: int) -> None:
    first = dice.randint(1, ENTRIES - 100)
    states.mark(lib, range(first, first + 100), read=dice.random() < 0.7, now=now)


def _tag(lib: Library, dice: random.Random, now: int) -> None:
    tags.tag(lib, dice.sample(range(1, ENTRIES + 1), 3), _tag_name(dice), now=now)


def _untag(lib: Library, dice: random.Random, now: int) -> None:
    tagged = lib.all("SELECT g.state_id, t.name FROM tagged g JOIN tags t ON t.id = g.tag_id ORDER BY 1, 2")
    if tagged:
        entry_id, name = dice.choice(tagged)
        tags.tag(lib, [entry_id], name, added=False, now=now)


def _rename_tag(lib: Library, dice: random.Random, now: int) -> None:
    tags.rename(lib, _tag_name(dice), _tag_name(dice), now)


def _delete_tag(lib: Library, dice: random.Random, now: int) -> None:
    tags.delete(lib, _tag_name(dice), now)


def _note(lib: Library, dice: random.Random, now: int) -> None:
    notes.write(lib, dice.randint(1, ENTRIES), f"note {now}", now=now)


def _highlight(lib: Library, dice: random.Random, now: int) -> None:
    notes.write(lib, dice.randint(1, ENTRIES), "", passage=Span(0, 4, "Text"), now=now)


def _change_note(lib: Library, dice: random.Random, now: int) -> None:
    notes.change(lib, _some_id(lib, dice, "notes"), f"changed {now}", now)


def _delete_note(lib: Library, dice: random.Random, now: int) -> None:
    notes.delete(lib, _some_id(lib, dice, "notes"), now)


def _subscribe(lib: Library, dice: random.Random, now: int) -> None:
    folder = dice.choice([None, "World", "World/Asia"])
    feeds.add(lib, f"https://k{dice.randint(1, 30)}.example/", f"K {now}", folder=folder, now=now)


def _unsubscribe(lib: Library, dice: random.Random, now: int) -> None:
    editing.unsubscribe(lib, _some_feed(lib, dice), now)


def _unsubscribe_all(lib: Library, dice: random.Random, now: int) -> None:
    editing.unsubscribe(lib, 1, now)


def _subscribe_again(lib: Library, dice: random.Random, now: int) -> None:
    feeds.add(lib, feeds.get(lib, 1).url, "again", now=now)


def _rename_feed(lib: Library, dice: random.Random, now: int) -> None:
    editing.rename(lib, _some_feed(lib, dice), dice.choice([None, f"Mine {now}"]), now)


def _move_feed(lib: Library, dice: random.Random, now: int) -> None:
    editing.move(lib, _some_feed(lib, dice), dice.choice([None, f"F/{now % 9}"]), now)


def _edit_feed(lib: Library, dice: random.Random, now: int) -> None:
    editing.edit(lib, _some_feed(lib, dice), f"Edited {now}", f"G/{now % 9}", now)


def _arrange(lib: Library, dice: random.Random, now: int) -> None:
    ids = [row[0] for row in lib.all("SELECT id FROM feeds ORDER BY id")]
    editing.arrange(lib, dice.sample(ids, len(ids)), f"arranged {now}", now)


def _arrange_folders(lib: Library, dice: random.Random, now: int) -> None:
    editing.arrange_folders(lib, dice.sample(["F", "G", "World"], 3), f"arranged {now}", now)


def _change_address(lib: Library, dice: random.Random, now: int) -> None:
    editing.change_url(lib, _some_feed(lib, dice), f"https://moved{now}.example/", now)


def _save_search(lib: Library, dice: random.Random, now: int) -> None:
    searches.save(lib, f"Search {dice.randint(1, 5)}", dice.choice(_QUERIES), now)


def _edit_search(lib: Library, dice: random.Random, now: int) -> None:
    searches.edit(lib, f"Search {dice.randint(1, 5)}", f"Search {dice.randint(1, 9)}", dice.choice(_QUERIES), now)


def _delete_search(lib: Library, dice: random.Random, now: int) -> None:
    searches.delete(lib, f"Search {dice.randint(1, 9)}", now)


def _undo(lib: Library, dice: random.Random, now: int) -> None:
    journal.undo(lib)


def _redo(lib: Library, dice: random.Random, now: int) -> None:
    journal.redo(lib)


NOT_UNDONE = {"subscribe", "subscribe again"}
"""Actions that are no steps of the journal."""
ACTIONS: dict[str, Callable[[Library, random.Random, int], None]] = {
    "mark": _mark,
    "mark many": _mark_many,
    "tag": _tag,
    "untag": _untag,
    "rename tag": _rename_tag,
    "delete tag": _delete_tag,
    "note": _note,
    "highlight": _highlight,
    "change note": _change_note,
    "delete note": _delete_note,
    "subscribe": _subscribe,
    "unsubscribe": _unsubscribe,
    "unsubscribe all": _unsubscribe_all,
    "subscribe again": _subscribe_again,
    "rename feed": _rename_feed,
    "move feed": _move_feed,
    "edit feed": _edit_feed,
    "arrange feeds": _arrange,
    "arrange folders": _arrange_folders,
    "change address": _change_address,
    "save search": _save_search,
    "edit search": _edit_search,
    "delete search": _delete_search,
    "undo": _undo,
    "undo again": _undo,
    "redo": _redo,
}
"""What raises an error of the program's changes nothing. The first feed has the entries."""


def users_own(lib: Library) -> str:
    """All that the user did, as a digest: what belongs to the user, the ids of it, the journal."""
    found = [
        *users_things(lib),
        lib.all("SELECT id, path FROM folders ORDER BY id"),
        lib.all("SELECT id, at, label, undone, changes FROM journal ORDER BY id"),
    ]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def users_things(lib: Library) -> list[list[Row]]:
    """States, tags, notes, feeds, searches: what an action changes and undoing it gives back."""
    return [
        lib.all(f"SELECT id, listed, read, starred, read_at, starred_at FROM states WHERE id <= {ENTRIES} ORDER BY id"),
        lib.all("SELECT g.state_id, t.name FROM tagged g JOIN tags t ON t.id = g.tag_id ORDER BY 1, 2"),
        lib.all("SELECT * FROM notes ORDER BY id"),
        lib.all(
            """SELECT f.id, f.url, f.custom_title, o.path, f.subscribed, f.position
            FROM feeds f LEFT JOIN folders o ON o.id = f.folder_id ORDER BY f.id"""
        ),
        lib.all("SELECT path, position FROM folders WHERE position > 0 ORDER BY path"),
        lib.all("SELECT id, name, query, position FROM searches ORDER BY id"),
    ]


def _tag_name(dice: random.Random) -> str:
    return f"t{dice.randint(1, 8)}"


def _some_id(lib: Library, dice: random.Random, table: str) -> int:
    ids = lib.all(f"SELECT id FROM {table} ORDER BY id")
    return int(dice.choice(ids)[0]) if ids else 0


def _some_feed(lib: Library, dice: random.Random) -> int:
    ids = lib.all("SELECT id FROM feeds WHERE id > 1 ORDER BY id")
    return int(dice.choice(ids)[0]) if ids else 0
