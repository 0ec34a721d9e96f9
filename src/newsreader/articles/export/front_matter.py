"""An article as Markdown with front matter: a note that Obsidian, Hugo, Pandoc and the like understand. Pure.

Every text of the front matter is written in double quotes with what YAML could take for anything else escaped.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from newsreader.articles import markdown
from newsreader.articles.export.article import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsreader.articles.export.article import Article
    from newsreader.models.findings import Note

_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
"""Not printable in YAML, a line's end for it, or what turns the order of what stands beside it."""


def write(articles: Iterable[Article]) -> Iterator[str]:
    """The pieces; each article has its own front matter."""
    for place, article in enumerate(articles):
        yield "\n" if place else ""
        yield from _front_matter(article)
        if body := markdown.write(article.document, title=article.entry.title).strip("\n"):
            yield f"\n{body}\n"
        if article.notes:
            yield "\n## Notes\n"
            yield from map(_note, article.notes)


def quoted(words: str) -> str:
    """Words as a YAML scalar, which is a JSON string as well."""
    written = json.dumps(words, ensure_ascii=False)
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", written)


def _front_matter(article: Article) -> Iterator[str]:
    entry = article.entry
    yield f"---\ntitle: {quoted(entry.title)}\nfeed: {quoted(entry.feed_title)}\n"
    for name, value in (("author", entry.author), ("link", article.link)):
        if value:
            yield f"{name}: {quoted(value)}\n"
    if published := iso(entry.published):
        yield f"published: {published}\n"
    yield f"tags: [{', '.join(map(quoted, entry.tags))}]\n"
    yield f"starred: {'true' if entry.starred else 'false'}\n"
    if entry.full_text is not None:
        yield "full_text: true\n"
    if article.quotations:
        yield "quotes:\n"
    for quotation in article.quotations:
        yield f"  - speaker: {quoted(quotation.speaker) if quotation.speaker else 'null'}\n"
        yield f"    type: {quotation.type}\n    text: {quoted(quotation.text)}\n"
        if quotation.is_probable:
            yield "    probable: true\n"
    yield "---\n"


def _note(note: Note) -> str:
    passage = "".join(f"> {markdown.line(line)}\n" for line in note.passage.text.split("\n")) if note.passage else ""
    words = "\\\n".join(markdown.line(line) for line in note.text.split("\n") if line.strip())
    return "".join(f"\n{part}" for part in (passage, words and f"{words}\n") if part)
