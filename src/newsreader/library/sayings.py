"""The quotations of the whole library: who said what about what, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import finding, matches, search
from newsreader.query import And, Words
from newsreader.values import dataclass

if TYPE_CHECKING:
    from newsreader.library.store import Library
    from newsreader.query import Condition


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation and where it was published."""

    entry_id: int
    date: int
    """Of the article."""
    speaker: str | None
    """Whom the text means; else the words that name who."""
    text: str
    cue: str | None
    confidence: float
    """How sure it is that he said it, 0 to 1."""
    outlet: str
    title: str
    link: str | None


@dataclass(frozen=True, slots=True)
class Sayings:
    """What was found."""

    found: tuple[Saying, ...]
    complete: bool = True
    note: str = ""
    """What is left out and why, if it is not complete."""


def sayings(
    lib: Library,
    *,
    by: str | None = None,
    about: Condition | None = None,
    since: int | None = None,
    limit: int = 0,
    seconds: float = 0.0,
) -> Sayings:
    """Quotations by somebody of that name, with those words in them, in articles not older than `since`.

    `about` is made of words alone. A limit or a time of 0 is none.
    """
    parts: list[Condition] = [] if by is None else [Words(by.rstrip("*"), "speaker", prefix=by.endswith("*"))]
    parts += [] if about is None else [about]
    source, terms, values = "idx.quotations q", "1", list[object]()
    if parts:
        match = matches.match(lib, And(tuple(parts)))
        if match is None:
            return Sayings(())
        source = "idx.quoted CROSS JOIN idx.quotations q ON q.id = quoted.rowid"
        terms, values = "quoted MATCH ?", [match.expression]
    if since is not None:
        terms += f" AND {'quoted.rowid' if parts else 'q.id'} >= ? AND s.date >= ?"
        values += [search.first_docid(since) << 16, since]
    sql = f"""SELECT s.id, s.date, coalesce(q.speaker, q.source), q.text, q.cue, q.confidence,
        coalesce(f.custom_title, f.title), e.title, e.link, q.id FROM {source}
        CROSS JOIN idx.documents d ON d.docid = q.id >> 16 CROSS JOIN states s ON s.id = d.entry_id
        CROSS JOIN entries e ON e.id = s.id CROSS JOIN feeds f ON f.id = s.feed_id
        WHERE {terms} AND s.listed = 1 ORDER BY {"quoted.rowid" if parts else "q.id"} DESC LIMIT ?"""
    rows, complete = finding.rows(lib, sql, (*values, limit or -1), seconds)
    rows.sort(key=lambda row: (-row[1], -row[0], row[9]))  # those of an article in the order of its text
    waiting = finding.unindexed(lib)
    notes = [] if complete else [f"not complete after {seconds:g} seconds; these are the newest"]
    notes += [waiting] if waiting else []
    return Sayings(tuple(Saying(*row[:9]) for row in rows), not notes, "; ".join(notes))
