"""An article that is ready to be shown, and how its head and its body are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.tui.noting import facts, with_notes
from newsreader.tui.rendering import lay_out, lay_out_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.articles.document import Document
    from newsreader.models.findings import KeyClause, Note, Quotation
    from newsreader.quotations.skim import Level
    from newsreader.tui.rendering import Drawing, Known, Layout, Line
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find


@dataclass(frozen=True, slots=True)
class Reading:
    """An article ready to be shown."""

    entry_id: int
    title: str
    outlet: str
    author: str | None
    date_words: str
    minutes: int
    document: Document
    is_full: bool = False
    """Whether it is the full text, from its page."""
    wall: str = ""
    """Why its page gave no full text, in a word."""
    quotations: Sequence[Quotation] = ()
    clauses: Sequence[KeyClause] = ()
    tags: Sequence[str] = ()
    notes: Sequence[Note] = ()
    noted: Sequence[tuple[int, int]] = ()
    """Where the passages of the notes stand in the text."""
    pictures: Sequence[Known] = ()
    """Those that can be drawn."""


def lay_out_head_of(reading: Reading, width: int, symbols: Symbols, find: Find | None) -> Sequence[Line]:
    """The lines above the text, with what is searched lit up."""
    return lay_out_head(
        reading.title,
        reading.outlet,
        reading.author,
        reading.date_words,
        reading.minutes,
        width,
        is_full=reading.is_full,
        wall=reading.wall,
        own=facts(reading.tags, reading.notes, symbols),
        symbols=symbols,
        in_title=find(reading.title, "title") if find is not None else (),
        in_author=find(reading.author, "author") if find is not None and reading.author else (),
    )


def lay_out_body(
    reading: Reading, width: int, symbols: Symbols, level: Level, *, reported: bool, drawings: Sequence[Drawing]
) -> Layout:
    """The lines of the text at a level of the skim dial, and the user's notes below; reported speech apart or not."""
    body = lay_out(
        reading.document,
        width,
        quotations=reading.quotations,
        clauses=reading.clauses,
        symbols=symbols,
        level=level,
        reported=reported,
        drawings=drawings,
    )
    return with_notes(body, reading.notes, width, len(reading.document.text), symbols=symbols)
