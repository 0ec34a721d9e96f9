"""Articles as plain text whose lines fit a measure, wide characters counted as they are shown. Pure."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from newsreader.articles.blocks import BlockKind
from newsreader.articles.export.article import facts
from newsreader.text import width, without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.blocks import Block, Document
    from newsreader.articles.export.article import Article
    from newsreader.models.findings import Note

_AS_IT_IS = {BlockKind.CODE, BlockKind.TABLE}
_DEEPEST = 8
"""Lists and quotations within each other that are indented, so that something is left of the measure."""
_NARROWEST = 20


def write(articles: Iterable[Article], *, measure: int) -> Iterator[str]:
    """The pieces; `measure` is the longest line in cells."""
    for place, article in enumerate(articles):
        yield f"\n\n{'=' * measure}\n\n" if place else ""
        yield _lines(wrapped(article.title, measure))
        yield _lines(wrapped(" · ".join(facts(article)), measure))
        if article.link:
            yield f"{article.link}\n"
        yield from _body(article.document, measure)
        for note in article.notes:
            yield "\n" + _lines(_note(note, measure))


def wrapped(text: str, cells: int, first: str = "", rest: str = "") -> Iterator[str]:
    """The lines of a paragraph; `first` stands before the first, `rest` before the others. Only a word that is longer
    than a line is broken, between two characters."""
    line, used, is_empty = first, width(first), True
    for word in text.split():
        needed = width(word)
        if not is_empty and used + 1 + needed > cells:
            yield line
            line, used, is_empty = rest, width(rest), True
        if not is_empty:
            line, used = f"{line} ", used + 1
        if used + needed <= cells:
            line, used, is_empty = line + word, used + needed, False
            continue
        for character in word:
            wide = width(character)
            if not is_empty and used + wide > cells:
                yield line
                line, used = rest, width(rest)
            line, used, is_empty = line + character, used + wide, False
    yield line.rstrip() if is_empty else line


def _body(document: Document, measure: int) -> Iterator[str]:
    """The text, a number behind each link, and where they lead at the end."""
    numbers: dict[int, str] = {}
    for mark in document.marks:
        if mark.link is not None:
            numbers[mark.end] = f"{numbers.get(mark.end, '')}[{mark.link + 1}]"
    ends = sorted(numbers)
    for block in document.blocks:
        if not block.tight:
            yield "\n"
        within = ends[bisect_right(ends, block.start) : bisect_right(ends, block.end)]
        parts = (document.text[here:there] + numbers.get(there, "") for here, there in pairwise(_cuts(block, within)))
        yield _lines(_block(block, "".join(parts), measure))
    if document.links:
        yield "\n"
    for number, link in enumerate(document.links, 1):
        yield f"[{number}] {without_secrets(link)}\n"


def _cuts(block: Block, within: Sequence[int]) -> Iterable[int]:
    return (block.start, *within, *(() if within and within[-1] == block.end else (block.end,)))


def _block(block: Block, text: str, measure: int) -> Iterator[str]:
    quote = "> " * min(block.quote_depth, _DEEPEST)
    depth = 0 if block.kind is BlockKind.HEADING else min(block.level, _DEEPEST)
    if block.kind is BlockKind.RULE:
        yield f"{quote}{'-' * max(measure - len(quote), 1)}"
    elif block.kind in _AS_IT_IS:
        yield from (f"{quote}{line}" for line in text.split("\n"))
    else:
        marker = f"{block.marker} " if block.marker else ""
        indent = "  " * (depth - 1 if marker else depth)
        room = max(measure, len(quote + indent + marker) + _NARROWEST)
        yield from wrapped(text, room, quote + indent + marker, quote + indent + " " * len(marker))


def _note(note: Note, measure: int) -> Iterator[str]:
    if note.passage:
        for line in note.passage.text.split("\n"):
            yield from wrapped(line, measure, "> ", "> ")
    if note.text:
        for place, line in enumerate(note.text.split("\n")):
            yield from wrapped(line, measure, "  " if place else "note: ", "  ")


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
