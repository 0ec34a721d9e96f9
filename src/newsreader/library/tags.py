"""The user's tags on entries, known by names in which case, accents and width do not matter.

A tag is there as long as an entry has it. Every change is one step of the journal.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING

from newsreader import text
from newsreader.errors import NotFoundError
from newsreader.library import journal, states
from newsreader.library.changes import AMONG, Tagged
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.library.store import Library

_LONGEST = 100
"""Characters of a name."""
SEPARATOR = "\x1f"
"""Between the names in `NAMES`; no name holds it."""
NAMES = f"""(SELECT group_concat(t.name, char({ord(SEPARATOR)})) FROM tagged g JOIN tags t ON t.id = g.tag_id
    WHERE g.state_id = s.id)"""
"""The tags of an entry `s` as one column, for `split`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how many entries have it, be their feed subscribed to or not."""

    name: str
    count: int


def clean_name(name: str) -> str:
    """A name as it is kept; "" if there is nothing in it that tells it from another."""
    cleaned = text.clean_line(name)[:_LONGEST].rstrip()
    return cleaned if text.fold(cleaned).strip() else ""


def all_tags(lib: Library) -> list[Tag]:
    """Every tag, by name."""
    found = lib.all(
        """SELECT t.name, (SELECT count(*) FROM tagged g WHERE g.tag_id = t.id) FROM tags t ORDER BY t.folded, t.id"""
    )
    return [Tag(name, count) for name, count in found if count]


def split(names: str | None) -> tuple[str, ...]:
    """The names in a column of `NAMES`, by name."""
    return tuple(sorted(names.split(SEPARATOR), key=text.fold)) if names else ()


def tag(lib: Library, ids: Iterable[int], name: str, *, added: bool = True, now: int) -> int:
    """Give entries a tag, or take it from them; how many changed. An unknown id changes nothing.

    NotFoundError if a tag to be taken away is on no entry at all.
    """
    name, wanted = _named(name), sorted(set(ids))
    with lib.write():
        states.require(lib, wanted)
        known = _known(lib, name)
        if known is None and not added:
            raise _unknown(name)
        has = set(_among(lib, wanted, name))
        change = Tagged(known or name, added, [entry_id for entry_id in wanted if (entry_id in has) is not added])
        if change.ids:
            label = f"{len(change.ids):,} {'tagged' if added else 'untagged'} {change.name}"
            journal.act(lib, [change], label, now)
    return len(change.ids)


def toggle(lib: Library, ids: Iterable[int], name: str, now: int) -> tuple[bool, int]:
    """Give entries a tag or, if all of them have it, take it from them: whether it was given, and how many changed.

    Entries that are gone are passed over.
    """
    name, wanted = _named(name), states.there(lib, sorted(set(ids)))
    with lib.write() if len(wanted) <= journal.AT_ONCE else nullcontext():
        known = _known(lib, name) or name
        has = set(_among(lib, wanted, name))
        added = len(has) < len(wanted)
        lacking = [entry_id for entry_id in wanted if entry_id not in has] if added else wanted
        slices = [lacking[start : start + journal.AT_ONCE] for start in range(0, len(lacking), journal.AT_ONCE)]
        label = f"{len(lacking):,} {'tagged' if added else 'untagged'} {known}"
        journal.act(lib, [Tagged(known, added, some) for some in slices], label, now)
    return added, len(lacking)


def rename(lib: Library, name: str, new_name: str, now: int) -> int:
    """Give a tag another name; if that is another tag the two become one. How many entries had it."""
    new_name = _named(new_name)
    with lib.write():
        known, ids = _tag(lib, name)
        other = _known(lib, new_name)
        is_other = other is not None and text.fold(new_name) != text.fold(known)
        target = other if is_other and other is not None else new_name
        if target != known:
            has = set(_among(lib, ids, target)) if is_other else set()
            gained = [entry_id for entry_id in ids if entry_id not in has]
            changes = [Tagged(known, False, ids)] + ([Tagged(target, True, gained)] if gained else [])
            words = "made one with" if is_other else "renamed"
            journal.act(lib, changes, f"tag {known} {words} {target} ({len(ids):,})", now)
    return len(ids)


def delete(lib: Library, name: str, now: int) -> int:
    """Take a tag from every entry that has it; how many had."""
    with lib.write():
        known, ids = _tag(lib, name)
        journal.act(lib, [Tagged(known, False, ids)], f"tag {known} deleted ({len(ids):,})", now)
    return len(ids)


def redate(lib: Library, entry_id: int, date: int) -> None:
    """Follow the date of an entry, which lists by tag are ordered by; inside the transaction that changes it."""
    lib.execute("UPDATE tagged SET date = ? WHERE state_id = ?", (date, entry_id))


def _tag(lib: Library, name: str) -> tuple[str, list[int]]:
    known = _known(lib, name)
    if known is None:
        raise _unknown(name)
    ids = lib.all(
        """SELECT g.state_id FROM tags t JOIN tagged g ON g.tag_id = t.id WHERE t.folded = ? ORDER BY g.state_id""",
        (text.fold(known),),
    )
    return known, [row[0] for row in ids]


def _known(lib: Library, name: str) -> str | None:
    found = lib.one("SELECT name FROM tags WHERE folded = ?", (text.fold(clean_name(name)),))
    return None if found is None else str(found[0])


def _among(lib: Library, ids: list[int], name: str) -> list[int]:
    found = lib.all(
        f"SELECT state_id FROM tagged WHERE state_id {AMONG} AND tag_id = (SELECT id FROM tags WHERE folded = ?)",
        (json.dumps(ids), text.fold(name)),
    )
    return [row[0] for row in found]


def _named(name: str) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise ValueError("a tag needs a name")
    return cleaned


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"There is no tag “{name}”; `newsreader tags` lists them.")
