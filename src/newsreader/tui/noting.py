"""The user's tags and notes in an article: words for its head, lines for its end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.breaking import wrap
from newsreader.tui.rendering import Layout, Line
from newsreader.tui.runs import Piece, shown, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.models.findings import Note
    from newsreader.tui.runs import Roles
    from newsreader.tui.symbols import Symbols

_NARROW = 10
"""Cells below which no bar is put before a passage."""


def facts(tags: Sequence[str], notes: Sequence[Note], symbols: Symbols) -> tuple[str, ...]:
    """What the head of an article says of the user's own words."""
    return (*(f"{symbols.tag}{name}" for name in tags), *([f"{symbols.note} {len(notes)}"] if notes else []))


def with_notes(body: Layout, notes: Sequence[Note], width: int, end: int, *, symbols: Symbols) -> Layout:
    """The body of an article with the notes below it; `end` is the offset at which its text ends."""
    if not notes:
        return body
    blank = Line((), end)
    lines = [*([blank] if body.line_count else []), Line((Piece("Notes", ("heading",)),), end)]
    for note in notes:
        lines.append(blank)
        if note.passage is not None:
            bar = [Piece(f"{symbols.quote_bar} ", ("rule",))] if width >= _NARROW else []
            lines += _lines(note.passage.text, width, end, bar, ("italic",))
        lines += _lines(note.text, width, end, [], ())
    return body.with_lines_below(lines)


def _lines(text: str, width: int, end: int, lead: list[Piece], roles: Roles) -> list[Line]:
    room = max(1, width - 2 * len(lead))
    return [
        Line((*lead, *visible(line, roles, -1)), end)
        for paragraph in text.splitlines()
        for line in wrap(shown(paragraph.replace("\t", " ")), room) or [""]
    ]
