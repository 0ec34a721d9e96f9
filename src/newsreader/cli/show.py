"""show: one entry, for programs as JSON, for people as plain text, Markdown or Rich markup; nothing is marked read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader import reanalyse
from newsreader.cli import markdown, markup, output
from newsreader.cli.analysis import clause_json, quotation_json
from newsreader.cli.shared import entry_json, library, note_json
from newsreader.library import entries, notes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from newsreader.articles.document import Document
    from newsreader.models import Entry, Note


def show(options: Namespace) -> int:
    """Print an entry."""
    with library(options) as lib:
        entry = entries.entry(lib, options.id)
        document, found = reanalyse.analyse_entry(lib, entry)
        written = [_in_place(note, document.text) for note in notes.of_entry(lib, entry.id)]
    if options.json:
        output.document(
            entry_json(entry)
            | {
                "summary": entry.summary,
                "content": entry.content,
                "full_text": entry.full_text,
                "problem": entry.problem,
                "text": document.text,
                "quotes": [quotation_json(one) for one in found.quotations],
                "clauses": [clause_json(one) for one in found.clauses],
                "notes": [note_json(note) for note in written],
            }
        )
    elif options.markup:
        output.exact(markup.mark(document.text, found.quotations, found.clauses) + "\n")
    elif options.markdown:
        output.exact(markdown.write(document, title=entry.title))
    else:
        _print(entry, document, written)
    return 0


def _in_place(note: Note, text: str) -> Note:
    """A note with its passage where its words stand now; where they stood if they are gone."""
    return replace(note, passage=note.passage and (notes.placed(note.passage, text) or note.passage))


def _print(entry: Entry, document: Document, written: Sequence[Note]) -> None:
    tags = " ".join(f"#{name}" for name in entry.tags)
    about = (entry.feed_title, entry.author or "", output.local(entry.published), entry.link or "", tags)
    output.line(entry.title or "(no title)")
    output.line("  ".join(filter(None, about)))
    output.line()
    output.block(document.text)
    for note in written:
        output.line()
        for sign, words in (("> ", note.passage.text if note.passage else ""), ("note: ", note.text)):
            if words:
                output.block(sign + words)
