"""The user's notes: on an entry, or on a passage of it, which without words is a highlight.

Every change is one step of the journal. A passage is kept with its words: in an edited text they are looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import text as text_
from newsreader.errors import NotFoundError
from newsreader.library import journal, states
from newsreader.library.changes import NOTE_COLUMNS, Noted
from newsreader.models.findings import Note, Span

if TYPE_CHECKING:
    from newsreader.library import changes
    from newsreader.library.store import Library, Row

_NOTE = f"SELECT id, {NOTE_COLUMNS} FROM notes"
_TITLE = 60
"""Cells of a title in a label."""


def write(lib: Library, entry_id: int, text: str, *, passage: Span | None = None, now: int) -> Note:
    """Put a note on an entry or a passage of its plain text."""
    with lib.write():
        states.require(lib, [entry_id])
        last = lib.all("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'notes'")[0][0]
        place = (None, None, None) if passage is None else (passage.start, passage.end, text_.clean(passage.text))
        note_id, row = last + 1, (entry_id, now, now, *place, text_.clean(text))
        what = "note on" if row[-1] else "highlight in"
        journal.act(lib, [Noted(note_id, None, row)], f"{what} {_title(lib, entry_id)}", now)
    return _read((note_id, *row))


def change(lib: Library, note_id: int, text: str, now: int) -> Note:
    """Give a note other words."""
    with lib.write():
        before = _row(lib, note_id)
        after = (*before[:2], now, *before[3:6], text_.clean(text))
        if after[-1] != before[-1]:
            journal.act(lib, [Noted(note_id, before, after)], f"note changed on {_title(lib, before[0])}", now)
        return get(lib, note_id)


def delete(lib: Library, note_id: int, now: int) -> None:
    """Take a note away."""
    with lib.write():
        before = _row(lib, note_id)
        journal.act(lib, [Noted(note_id, before, None)], f"note deleted on {_title(lib, before[0])}", now)


def get(lib: Library, note_id: int) -> Note:
    """A note by its id; NotFoundError if there is none."""
    return _read((note_id, *_row(lib, note_id)))


def of_entry(lib: Library, entry_id: int) -> list[Note]:
    """The notes on an entry: those on the whole of it first, then in the order of the text."""
    return [_read(row) for row in lib.all(f"{_NOTE} WHERE state_id = ? ORDER BY start, id", (entry_id,))]


def all_notes(lib: Library) -> list[Note]:
    """Every note, the last changed first."""
    return [_read(row) for row in lib.all(f"{_NOTE} ORDER BY changed DESC, id DESC")]


def placed(passage: Span, text: str) -> Span | None:
    """Where the words of a passage stand in a text that may have been edited, nearest to where they stood; None if they
    are gone. Pure."""
    words = passage.text
    if text[passage.start : passage.end] == words:
        return passage
    before = text.rfind(words, 0, passage.start + len(words))
    after = text.find(words, passage.start)
    found = [start for start in (before, after) if start >= 0 and words]
    if not found:
        return None
    start = min(found, key=lambda start: abs(start - passage.start))
    return Span(start, start + len(words), words)


def _row(lib: Library, note_id: int) -> changes.Note:
    found = lib.one(f"SELECT {NOTE_COLUMNS} FROM notes WHERE id = ?", (note_id,)) if note_id < 2**63 else None
    if found is None:
        raise NotFoundError(f"There is no note {note_id}; `newsreader notes` lists them.")
    state_id, written, changed, start, end, passage, text = found
    return state_id, written, changed, start, end, passage, text


def _title(lib: Library, entry_id: int) -> str:
    found = lib.one("SELECT title FROM entries WHERE id = ?", (entry_id,))
    return text_.shorten(str(found[0]), _TITLE) if found and found[0] else f"entry {entry_id}"


def _read(row: Row) -> Note:
    note_id, entry_id, written, changed, start, end, passage, text = row
    span = None if start is None or end is None or passage is None else Span(start, end, passage)
    return Note(note_id, entry_id, text, span, written, changed)
