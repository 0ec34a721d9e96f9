"""Saved searches: named queries, which may name each other. Every change is one step of the journal.

Names are compared as those of tags are: case, accents and width do not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader import query as language
from newsreader import text
from newsreader.errors import NotFoundError, UsageError
from newsreader.library import journal, naming
from newsreader.library.changes import SEARCH_COLUMNS, SearchChanged
from newsreader.query import And, Condition, InFeeds, Not, Or, QueryError, Saved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.library.changes import Search as Columns
    from newsreader.library.store import Library

_LONGEST = 100
"""Characters of a name."""
_DEEPEST = 20
"""Searches inside each other."""
_MOST = 200
"""Searches that one may be made of, each counted as often as it is named."""
_NOTHING = InFeeds(())


class Search(NamedTuple):
    """A saved search."""

    id: int
    name: str
    query: str
    """As it was written."""


def clean_name(name: str) -> str:
    """A name as it is kept, without quotation marks; "" if nothing is left that tells it from another."""
    cleaned = text.clean_line(language.writable(name))[:_LONGEST].rstrip()
    return cleaned if text.fold(cleaned).strip() else ""


def all_searches(lib: Library) -> list[Search]:
    """Every saved search, the first saved first."""
    return [Search(*row) for row in lib.all("SELECT id, name, query FROM searches ORDER BY position, id")]


def find(lib: Library, name: str) -> Search:
    """A saved search by its name; NotFoundError if there is none."""
    row = lib.one("SELECT id, name, query FROM searches WHERE folded = ?", (text.fold(clean_name(name)),))
    if row is None:
        names = [one.name for one in all_searches(lib)]
        words = naming.unknown("saved search", name, names)
        raise NotFoundError(f"{words[0].upper()}{words[1:]}{'' if words.endswith('?') else '.'}")
    return Search(*row)


def save(lib: Library, name: str, query: str, now: int) -> Search:
    """Keep a query under a name; one that has the name already gets the query instead.

    QueryError if it cannot be understood; UsageError if it would use itself.
    """
    name, query = _named(name), text.clean_line(query)
    with lib.write():
        _check(lib, name, query, now)
        known = lib.one("SELECT id FROM searches WHERE folded = ?", (text.fold(name),))
        if known is None:
            last, place = lib.all(
                """SELECT (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'searches'),
                (SELECT coalesce(max(position), 0) + 1 FROM searches)"""
            )[0]
            change = SearchChanged(last + 1, None, (name, query, place))
            journal.act(lib, [change], f"search {name} saved", now)
        elif (before := _columns(lib, known[0]))[1] != query:
            change = SearchChanged(known[0], before, (before[0], query, before[2]))
            journal.act(lib, [change], f"search {before[0]} changed", now)
        return find(lib, name)


def edit(lib: Library, old: str, name: str, query: str, now: int) -> Search:
    """Give a saved search another name or query; the searches that name it name it so from then on."""
    name, query = _named(name), text.clean_line(query)
    with lib.write():
        search = find(lib, old)
        before = _columns(lib, search.id)
        after = (name, query, before[2])
        if after != before:
            other = lib.one("SELECT name FROM searches WHERE folded = ? AND id <> ?", (text.fold(name), search.id))
            if other is not None:
                raise UsageError(f"another search is called “{other[0]}”; give this one another name")
            changes = [SearchChanged(search.id, before, after)]
            if name != before[0]:
                changes += _users_renamed(lib, search, name)
            what = f"renamed {name}" if query == before[1] else "changed"
            journal.act(lib, changes, f"search {before[0]} {what}", now)
            _check(lib, name, query, now)
        return find(lib, name)


def delete(lib: Library, name: str, now: int) -> Search:
    """Take a saved search away, unless others name it; what it was."""
    with lib.write():
        search = find(lib, name)
        users = [one.name for one in _users(lib, search)]
        if users:
            raise UsageError(f"“{search.name}” is used by the search “{users[0]}”; change that first")
        change = SearchChanged(search.id, _columns(lib, search.id), None)
        journal.act(lib, [change], f"search {search.name} deleted", now)
    return search


def expanded(lib: Library, condition: Condition, notes: list[str]) -> Condition:
    """A condition with what saved searches ask for in place of their names; notes say which names nothing has."""
    if next(language.named(condition), None) is None:
        return condition
    expansion = _Expansion({text.fold(one.name): one for one in all_searches(lib)})
    try:
        found = expansion.whole(condition)
    except UsageError as error:  # undone and done again, two searches may have come to use each other
        notes.append(str(error))
        return _NOTHING
    notes += expansion.notes
    return found


class _Expansion:
    """Queries put in the place of names, within bounds: what is short as a text may be endless as a condition."""

    def __init__(self, known: Mapping[str, Search]) -> None:
        self.known = known
        self.notes: list[str] = []
        self.used = 0

    def whole(self, condition: Condition, within: tuple[str, ...] = ()) -> Condition:
        match condition:
            case Saved(name, now):
                return self.one(name, now, within)
            case Not(part):
                return Not(self.whole(part, within))
            case And(parts) | Or(parts):
                return type(condition)(tuple(self.whole(part, within) for part in parts))
        return condition

    def one(self, name: str, now: int, within: tuple[str, ...]) -> Condition:
        key = text.fold(clean_name(name))
        search = self.known.get(key)
        if search is None:
            self.notes.append(naming.unknown("saved search", name, [one.name for one in self.known.values()]))
            return _NOTHING
        if key in within:
            others = [self.known[other].name for other in within[within.index(key) + 1 :]]
            by = f" by way of “{'”, “'.join(others)}”" if others else ""
            raise UsageError(f"the search “{search.name}” would use itself{by}")
        self.used += 1
        if len(within) == _DEEPEST or self.used > _MOST:
            raise UsageError(f"more than {_DEEPEST} searches use each other, or more than {_MOST} are used by one")
        try:
            condition = language.parse(search.query, now=now).condition
        except QueryError as error:
            self.notes.append(f"in the search “{search.name}”: {error.message}")
            return _NOTHING
        return _NOTHING if condition is None else self.whole(condition, (*within, key))


def _check(lib: Library, name: str, query: str, now: int) -> None:
    """Refuse what cannot be understood, asks for nothing, or would have a search use itself."""
    parsed = language.parse(query, now=now)
    if parsed.condition is None:
        raise QueryError("it asks for nothing that an article could have", 0)
    known = {text.fold(one.name): one for one in all_searches(lib)}
    known[text.fold(name)] = Search(0, name, query)
    for one in (name, *known):  # those that use this one become longer as well
        _Expansion(known).one(one, now, ())


def _users(lib: Library, search: Search) -> list[Search]:
    """The searches that name one."""
    key = text.fold(search.name)
    return [one for one in all_searches(lib) if one.id != search.id and key in _names(one.query)]


def _names(query: str) -> set[str]:
    try:
        return {text.fold(clean_name(one.name)) for one in language.named(language.parse(query).condition)}
    except QueryError:
        return set()


def _users_renamed(lib: Library, search: Search, name: str) -> list[SearchChanged]:
    changes = []
    for user in _users(lib, search):
        before = _columns(lib, user.id)
        after = (before[0], language.with_renamed(before[1], search.name, name), before[2])
        changes.append(SearchChanged(user.id, before, after))
    return changes


def _columns(lib: Library, search_id: int) -> Columns:
    ((name, query, position),) = lib.all(f"SELECT {SEARCH_COLUMNS} FROM searches WHERE id = ?", (search_id,))
    return name, query, position


def _named(name: str) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise UsageError("a saved search needs a name of at least one letter")
    return cleaned
