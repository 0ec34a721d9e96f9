"""show: one entry, for programs as JSON, for people as plain text, Markdown or Rich markup; nothing is marked read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import reanalyse
from newsreader.articles import markdown
from newsreader.articles.export.article import Article
from newsreader.cli import markup, output
from newsreader.cli.analysis import clause_json, quotation_json
from newsreader.cli.shared import entry_json, library, note_json, relations
from newsreader.library import entries, notes

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library
    from newsreader.models.findings import Note


def show(options: Namespace) -> int:
    """Print an entry."""
    with library(options) as lib:
        article = read(lib, options.id)
        as_json = article_json(lib, article) if options.json else None
    if as_json is not None:
        output.document(as_json)
    elif options.markup:
        output.exact(markup.mark(article.document.text, article.quotations, article.clauses) + "\n")
    elif options.markdown:
        output.exact(markdown.write(article.document, title=article.entry.title))
    else:
        _print(article)
    return 0


def read(lib: Library, entry_id: int) -> Article:
    """An entry with all that is known of it."""
    entry = entries.entry(lib, entry_id)
    document, found = reanalyse.analyse_entry(lib, entry)
    written = tuple(_in_place(note, document.text) for note in notes.of_entry(lib, entry.id))
    return Article(entry, document, found.quotations, found.clauses, written)


def article_json(lib: Library, article: Article) -> dict[str, object]:
    """The whole of an entry, and which others belong to it."""
    related = relations(lib, [article.entry.id])[article.entry.id]
    return entry_json(article.entry) | {
        "summary": article.entry.summary,
        "content": article.entry.content,
        "full_text": article.entry.full_text,
        "problem": article.entry.problem,
        "text": article.document.text,
        "quotes": [quotation_json(one) for one in article.quotations],
        "clauses": [clause_json(one) for one in article.clauses],
        "notes": [note_json(note) for note in article.notes],
        **related,
    }


def _in_place(note: Note, text: str) -> Note:
    """A note with its passage where its words stand now; where they stood if they are gone."""
    return note._replace(passage=note.passage and (notes.placed(note.passage, text) or note.passage))


def _print(article: Article) -> None:
    entry = article.entry
    tags = " ".join(f"#{name}" for name in entry.tags)
    lacking = f"no full text: {entry.problem}" if entry.problem else ""
    full = "full text" if entry.full_text is not None else lacking
    about = (entry.feed_title, entry.author or "", output.local(entry.published), entry.link or "", full, tags)
    output.line(article.title)
    output.line("  ".join(filter(None, about)))
    output.line()
    output.block(article.document.text)
    for note in article.notes:
        output.line()
        for sign, words in (("> ", note.passage.text if note.passage else ""), ("note: ", note.text)):
            if words:
                output.block(sign + words)
