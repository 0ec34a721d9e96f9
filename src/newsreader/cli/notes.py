"""note and notes: what the user wrote on entries and highlighted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.articles import document
from newsreader.cli import files, output
from newsreader.cli.shared import library, note_json, now
from newsreader.errors import NotFoundError, UsageError
from newsreader.library import entries, notes
from newsreader.models.findings import Span

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library
    from newsreader.models.findings import Note


def write(options: Namespace) -> int:
    """Write a note on an entry or on a passage of it."""
    if options.text is None and options.passage is None:
        raise UsageError("give the words of the note, or - to read them from stdin, or a --passage to highlight")
    words = _words(options.text or "")
    if not words and options.passage is None:
        raise UsageError("the note has no words")
    with library(options) as lib:
        passage = None if options.passage is None else _passage(lib, options.id, options.passage)
        note = notes.write(lib, options.id, words, passage=passage, now=now())
    _tell(options, note, f"note {note.id} on entry {note.entry_id}")
    return 0


def show(options: Namespace) -> int:
    """Print notes, or change or delete one."""
    with library(options) as lib:
        if options.delete is not None:
            note = notes.get(lib, options.delete)
            notes.delete(lib, note.id, now())
            _tell(options, note, f"note {note.id} is deleted; `newsreader undo` brings it back")
        elif options.change is not None:
            note_id, words = options.change
            note = notes.change(lib, _id(note_id), _words(words), now())
            _tell(options, note, f"note {note.id} is changed")
        else:
            _print(lib, options)
    return 0


def _print(lib: Library, options: Namespace) -> None:
    if options.id is not None:
        entries.entry(lib, options.id)  # says so if there is none
    found = notes.all_notes(lib) if options.id is None else notes.of_entry(lib, options.id)
    if options.json:
        output.listing("notes", map(note_json, found), {})
        return
    titles = {entry.id: entry.title for entry in entries.entries(lib, {note.entry_id for note in found})}
    for note in found:
        output.line(f"{note.id}  {output.local(note.changed)}  {note.entry_id} {titles.get(note.entry_id, '')}")
        for sign, words in ((">", note.passage.text if note.passage else ""), ("", note.text)):
            for line in words.splitlines():
                output.line(f"{sign} {line}".strip(), indent=4)
    if not found:
        output.line("there are no notes")


def _passage(lib: Library, entry_id: int, words: str) -> Span:
    """Where words stand in the text of an entry, first of all."""
    text = document.parse(entries.entry(lib, entry_id).body).text
    start = text.find(words) if words else -1
    if start < 0:
        raise NotFoundError(
            f"The text of entry {entry_id} does not have these words; `newsreader quotes --text {entry_id}` prints it."
        )
    return Span(start, start + len(words), words)


def _tell(options: Namespace, note: Note, words: str) -> None:
    if options.json:
        output.document({"note": note_json(note)})
    else:
        output.line(words)


def _words(given: str) -> str:
    words = files.read_input("-").decode("utf-8", "replace") if given == "-" else given
    return words.strip("\n")


def _id(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit()):
        raise UsageError(f"“{digits}” is not the id of a note: ids are digits only")
    return int(digits[:20])
