"""Which entries hold what saved searches ask of contents, kept in index.db and brought up to date without a rescan.

What an entry says changes with a refresh, which `entries.seq` tells, and with its analysis, which is noted in
`touched`: those entries alone are looked at again. What else a search may ask (states, tags, notes, feeds, dates) is
not kept but asked of the members when they are counted, see `smart`: so it is always as it is now. All of this can be
made again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.library import analysis, conditions, matches
from newsreader.query import And, Condition, Has, InLanguage, Not, Or, Pattern, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsreader.library.store import Library

Wanted = dict[str, Condition]
"""Conditions on contents by the text that `watched` knows them by."""

_SLICE = 2_000
"""States that are looked at for the first time at once."""
_AT_ONCE = 1_000
"""Entries that are looked at again at once, shared by all conditions, and members that are taken away at once: what is
written then keeps nobody waiting (bench/saved.py)."""
_DROPPED = -1
"""In place of how far it is filled: nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class _Watched:
    id: int
    key: str
    filled: int
    end: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """What nobody else may have changed between looking and writing."""

    number: int
    seq: int
    """The entries written up to this number, and with it up to this id, were looked at."""
    entry_id: int


def parted(condition: Condition, named: Callable[[Condition], Condition]) -> Condition:
    """A condition with something else in the place of whatever it asks of contents alone, as large as can be."""
    if isinstance(condition, And | Or) and len(condition.parts) == 1:
        return parted(condition.parts[0], named)
    if _is_content(condition) and _is_positive(condition):
        return named(condition)
    match condition:
        case Not(part):
            return Not(parted(part, named))
        case And(parts) | Or(parts):
            content = tuple(part for part in parts if _is_content(part))
            if isinstance(condition, Or):
                content = tuple(part for part in content if _is_positive(part))
            elif not any(map(_is_positive, content)):
                content = ()
            rest = tuple(parted(part, named) for part in parts if part not in content)
            if not content:
                return type(condition)(rest)
            return type(condition)((named(type(condition)(content) if content[1:] else content[0]), *rest))
    return condition


def wanted(conditions_: Iterable[Condition]) -> Wanted:
    """What some conditions ask of contents."""
    found: Wanted = {}

    def note(condition: Condition) -> Condition:
        found[repr(condition)] = condition
        return condition

    for condition in conditions_:
        parted(condition, note)
    return found


def filled(lib: Library) -> dict[str, int]:
    """The conditions whose members are all known, but for what waits to be looked at again; with their ids."""
    return {one.key: one.id for one in _watched(lib) if one.filled >= one.end}


def is_current(lib: Library, asked: Mapping[str, object]) -> bool:
    """Whether there is nothing to do for these conditions; asked without writing, in no time."""
    there = _watched(lib)
    known = {one.key for one in there}
    if known != set(asked) or any(one.filled < one.end for one in there):
        return False
    return not there or not _is_behind(lib)


def advance(lib: Library, asked: Wanted, go_on: Callable[[], bool] | None = None) -> bool:
    """Bring the members of these conditions up to date, slice by slice, until `go_on` says no; whether all was done.

    Nothing is locked while entries are looked at. Two processes at once get in each other's way, but do no harm.
    """
    while _step(lib, asked):
        if go_on is not None and not go_on():
            return is_current(lib, asked)
    return True


def _step(lib: Library, asked: Wanted) -> bool:
    """Do a little; False if there was nothing to do."""
    turn, there = _turn(lib), _watched(lib)
    known = {one.key: one for one in there}
    if turn.seq > int(lib.all("SELECT value FROM meta WHERE key = 'seq'")[0][0]):  # an older copy of the library
        return _write(lib, turn, lambda: _drop(lib, there), seen=(0, 0))
    unwanted = [one for one in there if one.key not in asked and one.filled != _DROPPED]
    missing = [key for key in asked if key not in known]
    if unwanted or missing:
        return _write(
            lib, turn, lambda: _agree(lib, unwanted, missing), seen=None if there else analysis.last_written(lib)
        )
    dropped = next((one for one in there if one.filled == _DROPPED), None)
    if dropped is not None:
        return _write(lib, turn, lambda: _forget(lib, dropped))
    if there and _is_behind(lib):
        return _look_again(lib, turn, there, asked)
    for one in there:
        if one.filled < one.end:
            return _fill(lib, turn, one, asked[one.key])
    return False


def _agree(lib: Library, unwanted: Sequence[_Watched], missing: Sequence[str]) -> None:
    _drop(lib, unwanted)
    lib.execute_many(
        """INSERT INTO idx.watched (condition, filled, "end") SELECT ?, 0, coalesce(max(id), 0) FROM states""",
        [(key,) for key in missing],
    )


def _drop(lib: Library, unwanted: Sequence[_Watched]) -> None:
    lib.execute_many(f"UPDATE idx.watched SET filled = {_DROPPED} WHERE id = ?", [(one.id,) for one in unwanted])


def _forget(lib: Library, one: _Watched) -> None:
    """Take away some members of what nobody wants, and after the last of them itself."""
    some = lib.all("SELECT entry_id FROM idx.members WHERE watched = ? LIMIT ?", (one.id, _AT_ONCE))
    lib.execute_many("DELETE FROM idx.members WHERE watched = ? AND entry_id = ?", [(one.id, row[0]) for row in some])
    if len(some) < _AT_ONCE:
        lib.execute("DELETE FROM idx.watched WHERE id = ?", (one.id,))


def _fill(lib: Library, turn: _Turn, one: _Watched, condition: Condition) -> bool:
    """Look at some entries for the first time."""
    row = lib.one("SELECT id FROM states WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?", (one.filled, _SLICE - 1))
    last = one.end if row is None else min(int(row[0]), one.end)
    terms, values = conditions.all_of(lib, (condition,))
    found = lib.all(
        f"""SELECT ?, s.id FROM states s CROSS JOIN entries x ON x.id = s.id
        WHERE s.id > ? AND s.id <= ? AND {terms}""",
        (one.id, one.filled, last, *values),
    )

    def write() -> None:
        lib.execute(
            "DELETE FROM idx.members WHERE watched = ? AND entry_id > ? AND entry_id <= ?", (one.id, one.filled, last)
        )
        lib.execute_many("INSERT INTO idx.members VALUES (?, ?)", found)
        lib.execute("UPDATE idx.watched SET filled = ? WHERE id = ?", (last, one.id))

    return _write(lib, turn, write)


def _look_again(lib: Library, turn: _Turn, there: Sequence[_Watched], asked: Wanted) -> bool:
    """Decide anew of entries that were written or analysed."""
    most = max(_AT_ONCE // len(there), 10)
    written = lib.all(
        "SELECT seq, id FROM entries WHERE (seq, id) > (?, ?) ORDER BY seq, id LIMIT ?",
        (turn.seq, turn.entry_id, most),
    )
    touched = lib.all("SELECT id, entry_id FROM idx.touched ORDER BY id LIMIT ?", (most - len(written),))
    ids = json.dumps(sorted({row[1] for row in (*written, *touched)}))
    found = []
    for one in there:
        terms, values = conditions.all_of(lib, (asked[one.key],))
        found += lib.all(
            f"""SELECT ?, s.id FROM json_each(?) j CROSS JOIN states s ON s.id = j.value
            CROSS JOIN entries x ON x.id = s.id WHERE {terms}""",
            (one.id, ids, *values),
        )

    def write() -> None:
        lib.execute_many(
            "DELETE FROM idx.members WHERE watched = ? AND entry_id IN (SELECT value FROM json_each(?))",
            [(one.id, ids) for one in there],
        )
        lib.execute_many("INSERT INTO idx.members VALUES (?, ?)", found)
        lib.execute("DELETE FROM idx.touched WHERE id <= ?", (touched[-1][0] if touched else 0,))

    return _write(lib, turn, write, seen=written[-1] if written else None)


def _write(lib: Library, turn: _Turn, write: Callable[[], object], seen: Sequence[int] | None = None) -> bool:
    """Write what follows from what was looked at, unless somebody else wrote meanwhile: then it is looked at again."""
    with lib.write_index():
        if _turn(lib) == turn:
            write()
            seq, entry_id = seen or (turn.seq, turn.entry_id)
            lib.execute(
                "INSERT OR REPLACE INTO idx.meta VALUES ('members', ?)",
                (json.dumps([turn.number + 1, seq, entry_id]),),
            )
    return True


def _watched(lib: Library) -> list[_Watched]:
    return [_Watched(*row) for row in lib.all('SELECT id, condition, filled, "end" FROM idx.watched ORDER BY id')]


def _turn(lib: Library) -> _Turn:
    row = lib.one("SELECT value FROM idx.meta WHERE key = 'members'")
    return _Turn(*json.loads(row[0])) if row else _Turn(0, 0, 0)


def _is_behind(lib: Library) -> bool:
    turn = _turn(lib)
    return (turn.seq, turn.entry_id) < analysis.last_written(lib) or lib.one(
        "SELECT 1 FROM idx.touched LIMIT 1"
    ) is not None


def _is_content(condition: Condition) -> bool:
    """Whether only what an entry says decides it."""
    match condition:
        case Words() | Pattern() | InLanguage():
            return True
        case Has(name):
            return name in matches.FACTS
        case Not(part):
            return _is_content(part)
        case And(parts) | Or(parts):
            return bool(parts) and all(map(_is_content, parts))
    return False


def _is_positive(condition: Condition) -> bool:
    """Whether it says what an entry has, not only what it has not, which nearly all may do."""
    match condition:
        case Not():
            return False
        case And(parts):
            return any(map(_is_positive, parts))
        case Or(parts):
            return all(map(_is_positive, parts))
    return True
