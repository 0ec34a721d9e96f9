"""search --explain, and quotes --by and --about: how a search is looked up, and the quotations of the whole library."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from newsreader import query, text
from newsreader.cli import output
from newsreader.cli.shared import library, now
from newsreader.errors import UsageError
from newsreader.library import finding, sayings
from newsreader.query import dates

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.finding import Explanation
    from newsreader.library.sayings import Saying
    from newsreader.query import Condition, Query

_COLUMNS = ("date", "speaker", "text", "cue", "outlet", "title", "link", "entry", "confidence")
_ORDERS = {
    "date": "the newest first",
    "relevance": "the best first",
    "arrived": "the last to arrive first",
    "length": "the longest first",
    "read": "the last read first",
    "feed": "feed by feed",
}


def explain(asked: Query, found: Explanation, options: Namespace) -> None:
    """Print what was understood of a search, what it was read from and how long that took."""
    answer = found.answer
    if options.json:
        output.document(
            {
                "query": asked.text,
                "understood": query.written(asked),
                "reads": list(found.reads),
                "sql": found.sql,
                "plan": list(found.steps),
                "rows": len(answer.rows),
                "milliseconds": round(found.seconds * 1000, 1),
                "complete": answer.complete,
                "note": answer.note or None,
            }
        )
        return
    output.line(f"understood: {query.written(asked)}")
    output.line(f"order: {_ORDERS[asked.sort]}")
    for way in found.reads:
        output.line(f"reads: {way}")
    output.line(f"SQL: {found.sql}")
    for step in found.steps:
        output.line(f"plan: {step}")
    output.line(f"rows: {len(answer.rows)} in {found.seconds * 1000:.1f} ms")
    if answer.note:
        output.line(f"note: {answer.note}")


def show(options: Namespace) -> int:
    """Print the quotations of the library by a speaker, about something, since a date."""
    about = None if options.about is None else _about(options.about)
    since = None if options.since is None else _since(options.since)
    with library(options) as lib:
        found = sayings.sayings(
            lib, by=options.by, about=about, since=since, limit=options.limit, seconds=finding.COMMAND_SECONDS
        )
    if options.json:
        output.listing("quotes", map(_json, found.found), {"complete": found.complete})
    elif options.csv:
        _print_csv(found.found)
    else:
        for one in found.found:
            cue = f" ({one.cue})" if one.cue else ""
            output.line(f"{output.local(one.date)}  {one.speaker or '?'}{cue}: {one.text}")
            output.line(f"{one.outlet}: {one.title or '(no title)'} [{one.entry_id}]", indent=18)
        if not found.found and found.complete:
            output.nothing("no quotations")
    if not found.complete:
        output.problem(found.note)
    return 0


def _about(words: str) -> Condition | None:
    """Words, phrases, AND OR NOT: all of them asked of what was said."""
    wanted = query.parse(words, now=now()).condition
    return None if wanted is None else _said(wanted)


def _said(condition: Condition) -> Condition:
    match condition:
        case query.Words(words, "", prefix):
            return query.Words(words, "said", prefix)
        case query.And(parts):
            return query.And(tuple(map(_said, parts)))
        case query.Or(parts):
            return query.Or(tuple(map(_said, parts)))
        case query.Not(part):
            return query.Not(_said(part))
    raise UsageError("--about takes words, phrases, AND, OR, NOT and parentheses alone")


def _since(date: str) -> int:
    try:
        return dates.stretch(date, now(), whole_day=False)[0]
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"--since {date}: no date; write 30d, 2w, 2024-06-19, 2024-06 or yesterday") from error


def _json(one: Saying) -> dict[str, object]:
    return dict(zip(_COLUMNS, _values(one), strict=True))


def _values(one: Saying) -> tuple[object, ...]:
    where = (one.outlet, one.title, one.link, one.entry_id)
    return (output.iso(one.date), one.speaker, one.text, one.cue, *where, round(one.confidence, 2))


def _print_csv(found: tuple[Saying, ...]) -> None:
    """As RFC 4180 has it; data are left as they are."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(_COLUMNS)
    writer.writerows([_clean(value) for value in _values(one)] for one in found)
    output.exact(stream.getvalue())


def _clean(value: object) -> object:
    return text.clean(value) if isinstance(value, str) else "" if value is None else value
