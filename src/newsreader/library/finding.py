"""Running what `plans` makes: with a time limit, after which what was found so far is the answer, and says so."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError
from newsreader.library import analysis, plans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.library.conditions import Filter
    from newsreader.library.store import Library, Row

COMMAND_SECONDS = 30.0
"""For how long a search of the command line may look."""
_STEPS = 2_000
"""Instructions of SQLite between two looks at the clock: well below a millisecond."""
_MANY = 100_000
_SPARE = 20
"""Rows looked up beyond those asked for: the index of texts is in the order of dates but for a minute."""
_NEWEST = 20_000
"""What is looked through when a search that has nothing to show for its time is done again."""
_FIRST_TRY = 0.7
"""The part of the time that such a search has, so that some is left for that."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found."""

    rows: Sequence[Row]
    """Ids and dates, in order."""
    complete: bool = True
    """Whether the time was enough; if not, these are the newest."""
    note: str = ""
    """What the answer leaves out and why, as a sentence for the user; "" if there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a search was looked up."""

    answer: Answer
    reads: tuple[str, ...]
    """The indexes, in words, one an alternative."""
    sql: str
    steps: tuple[str, ...]
    """SQLite's own plan."""
    seconds: float


def find(lib: Library, filter: Filter, limit: int = 0, seconds: float = 0.0) -> Answer:  # noqa: A002
    """The entries of a list, newest first or as the query says; a limit or a time of 0 is none."""
    begin = time.monotonic()
    by_date = filter.query is not None and filter.query.sort == "date"
    plan = plans.plan(lib, filter, limit + _SPARE if limit and by_date else limit)
    found, complete = rows(lib, plan.sql, plan.values, seconds if plan.in_order else seconds * _FIRST_TRY)
    notes = list(plan.notes)
    if not complete:
        notes.append(f"not complete after {seconds:g} seconds")
        if not plan.in_order:
            found = _newest(lib, filter, limit, max(seconds + begin - time.monotonic(), seconds / 10))
            notes.append(f"only the newest {_NEWEST:,} articles were looked through")
    if found and len(found[0]) > 2 and found[0][2] == plans.RANKED:
        notes.append(f"only the newest {plans.RANKED:,} were sorted")
    if "idx." in plan.sql and (waiting := unindexed(lib)):
        complete = False
        notes.append(waiting)
    if by_date:
        found.sort(key=lambda row: (row[1], row[0]), reverse=True)
    return Answer(found[: limit or None], complete, sentence(notes))


def unindexed(lib: Library) -> str:
    """What an answer has to say while entries wait to be indexed; "" if none does."""
    count = analysis.count_unindexed(lib, _MANY)
    if count <= 1:
        return "one article is not indexed yet" if count else ""
    return f"{count:,} articles{' or more' if count == _MANY else ''} are not indexed yet"


def count(lib: Library, filter: Filter, seconds: float = 0.0) -> tuple[int, bool]:  # noqa: A002
    """How many entries a list has, and whether the time was enough to count them all."""
    unsorted = filter
    if filter.query is not None:
        unsorted = filter._replace(query=replace(filter.query, sort="date"))
    plan = plans.plan(lib, unsorted)
    if plan.in_order:
        found = 0
        with limited(lib, seconds) as limit:
            for _ in lib.each(plan.sql, plan.values):
                found += 1
        return found, not limit.reached
    counted, complete = rows(lib, f"SELECT count(*) FROM ({plan.sql})", plan.values, seconds)
    return (int(counted[0][0]) if counted else 0), complete


def explain(lib: Library, filter: Filter, limit: int = 0, seconds: float = 0.0) -> Explanation:  # noqa: A002
    """Look something up and say how that was done."""
    begin = time.perf_counter()
    answer = find(lib, filter, limit, seconds)
    took = time.perf_counter() - begin
    plan = plans.plan(lib, filter, limit)
    steps = lib.all(f"EXPLAIN QUERY PLAN {plan.sql}", plan.values)
    sql = " ".join(plan.sql.split())
    return Explanation(answer, plan.ways, sql, tuple(str(row[3]) for row in steps), took)


class Limit:
    """Whether the time was up."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds if seconds else None
        self.reached = False

    def is_over(self) -> bool:
        """Asked by SQLite while it works: True ends it."""
        self.reached = self.end is not None and time.monotonic() > self.end
        return self.reached


@contextmanager
def limited(lib: Library, seconds: float) -> Iterator[Limit]:
    """Let statements be read for so long; after that reading ends, without an error. A time of 0 is none."""
    limit = Limit(seconds)
    if seconds:
        lib.connection.set_progress_handler(limit.is_over, _STEPS)
    try:
        yield limit
    except LibraryError:
        if not limit.reached:
            raise
    finally:
        if seconds:
            lib.connection.set_progress_handler(None, 0)


def rows(lib: Library, sql: str, values: Sequence[object], seconds: float) -> tuple[list[Row], bool]:
    """What a statement gives until the time is up, and whether that was all; a time of 0 is none."""
    found: list[Row] = []
    with limited(lib, seconds) as limit:
        for row in lib.each(sql, values):
            found.append(row)  # noqa: PERF402 - what came before the end stays
    return found, not limit.reached


def _newest(lib: Library, filter: Filter, limit: int, seconds: float) -> list[Row]:  # noqa: A002
    """The same among the newest entries alone, where a statement had to read everything before it gave a row."""
    row = lib.one("SELECT date FROM states s WHERE listed = 1 ORDER BY date DESC LIMIT 1 OFFSET ?", (_NEWEST,))
    since = max(filter.since or 0, 0 if row is None else int(row[0]))
    plan = plans.plan(lib, filter._replace(since=since), limit)
    return rows(lib, plan.sql, plan.values, seconds)[0]


def sentence(notes: Sequence[str]) -> str:
    """What an answer leaves out, or names that nothing has, for the user; "" if there is nothing to say."""
    text = "; ".join(dict.fromkeys(notes))
    return text and f"{text[0].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"
