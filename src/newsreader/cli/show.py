"""show: one entry, for programs as JSON, for people as plain text, Markdown or Rich markup; nothing is marked read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import reanalyse
from newsreader.cli import markdown, markup, output
from newsreader.cli.analysis import clause_json, quotation_json
from newsreader.cli.shared import entry_json, library
from newsreader.library import entries

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.articles.document import Document
    from newsreader.models import Entry


def show(options: Namespace) -> int:
    """Print an entry."""
    with library(options) as lib:
        entry = entries.entry(lib, options.id)
        document, found = reanalyse.analyse_entry(lib, entry)
    if options.json:
        output.document(
            entry_json(entry)
            | {
                "summary": entry.summary,
                "content": entry.content,
                "text": document.text,
                "quotes": [quotation_json(one) for one in found.quotations],
                "clauses": [clause_json(one) for one in found.clauses],
            }
        )
    elif options.markup:
        output.exact(markup.mark(document.text, found.quotations, found.clauses) + "\n")
    elif options.markdown:
        output.exact(markdown.write(document, title=entry.title))
    else:
        _print(entry, document)
    return 0


def _print(entry: Entry, document: Document) -> None:
    about = (entry.feed_title, entry.author or "", output.local(entry.published), entry.link or "")
    output.line(entry.title or "(no title)")
    output.line("  ".join(filter(None, about)))
    output.line()
    output.block(document.text)
