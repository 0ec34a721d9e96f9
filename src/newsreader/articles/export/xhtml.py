"""An article as well-formed XHTML, which is HTML as well: its facts, its text, its notes. Pure.

Written from the document, never from its HTML: whatever that was, what comes out is valid, and nothing in it runs or is
loaded. Quotations carry their speaker and the number of his colour, key clauses are marked; `style` draws both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from newsreader.articles.blocks import BlockKind, MarkKind, Picture, is_one_paragraph
from newsreader.articles.export.article import facts, speaker_slots, web_address
from newsreader.articles.nesting import Nesting, is_ordered
from newsreader.articles.stretches import Stretches, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.articles.blocks import Block, Document
    from newsreader.articles.export.article import Article
    from newsreader.articles.nesting import Container
    from newsreader.models.findings import Note, Quotation

SPEAKERS = 8
_DEEPEST = 20
"""Lists and quotations within each other that are drawn; deeper ones are drawn as the last of these."""
_TAGS = {
    MarkKind.BOLD: "b",
    MarkKind.ITALIC: "i",
    MarkKind.CODE: "code",
    MarkKind.STRIKE: "s",
    MarkKind.SUB: "sub",
    MarkKind.SUP: "sup",
}
_PLAIN = {
    BlockKind.TERM: '<p class="term"{}>',
    BlockKind.DEFINITION: '<p class="definition"{}>',
    BlockKind.CAPTION: '<p class="caption"{}>',
    BlockKind.IMAGE: '<p class="image"{}>',
}
_NUMBER = re.compile(r"(-?\d{1,9})\.")
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

Source = Callable[[Picture], str | None]
"""Where a picture is to be had from within the export; None if it is not taken along."""


def text(words: str) -> str:
    """Words as text or the value of an attribute."""
    return escape(_NOT_IN_XML.sub("\ufffd", words))


def language(article: Article) -> str | None:
    """What the feed says of its language, if it is a language's name."""
    found = article.entry.feed_language or ""
    return found if _LANGUAGE.fullmatch(found) else None


def article_of(article: Article, source: Source) -> Iterator[str]:
    """The pieces of an article from its title to its notes."""
    auto = _direction(article.title + article.document.text[:100_000])
    yield f"<h1{auto}>{text(article.title)}</h1>\n"
    words = [text(fact) for fact in facts(article)]
    if article.link:
        words.append(f'<a href="{text(article.link)}">{text(article.link)}</a>')
    yield f'<p class="facts">{" · ".join(words)}</p>\n'
    slots = speaker_slots(article, SPEAKERS)
    if slots:
        names = " · ".join(f'<span class="speaker s{slot}">{text(name)}</span>' for name, slot in slots.items())
        yield f'<p class="speakers">{names}</p>\n'
    yield from _Body(article, slots, source, auto).pieces()
    yield from _notes(article.notes, auto)


def _direction(words: str) -> str:
    """Blocks that may run from right to left find out by themselves; the others need not be asked."""
    return ' dir="auto"' if _RIGHT_TO_LEFT.search(words) else ""


def _notes(notes: Sequence[Note], auto: str) -> Iterator[str]:
    if notes:
        yield '<section class="notes">\n<h2>Notes</h2>\n'
        for note in notes:
            if note.passage:
                yield f"<blockquote><p{auto}>{_lines(note.passage.text)}</p></blockquote>\n"
            if note.text:
                yield f"<p{auto}>{_lines(note.text)}</p>\n"
        yield "</section>\n"


def _lines(words: str) -> str:
    return text(words).replace("\n", "<br/>")


class _Body:
    """Writes blocks one after another, and what is open around them: quotations outside, lists inside."""

    def __init__(self, article: Article, slots: dict[str, int], source: Source, auto: str) -> None:
        self._document = article.document
        self._inline = _Inline(article.document, article, slots)
        self._source = source
        self._auto = auto
        self._pictures = iter(article.document.pictures)
        self._waiting = next(self._pictures, None)
        self._shown: set[str] = set()
        """The words of pictures that are drawn, so that they need not be told."""
        self._nesting = Nesting(_DEEPEST)
        self._element = ""
        """How the element is closed whose words were written last."""

    def pieces(self) -> Iterator[str]:
        before: Block | None = None
        for block in self._document.blocks:
            for drawn in self._pictures_until(block.start):
                yield drawn
                before = None  # what follows is a paragraph of its own
            if block.kind is BlockKind.IMAGE and self._document.text[block.start : block.end] in self._shown:
                continue
            if before is not None and is_one_paragraph(before, block):
                yield f"<br/>{self._inline.words(block.start, block.end)}"
            else:
                yield self._end_element()
                yield from self._around(block)
                yield self._block(block)
            before = block
        yield self._end_element()
        yield from self._pictures_until(len(self._document.text) + 1)
        yield "".join(_end(one) for one in reversed(self._nesting.stack))

    def _pictures_until(self, place: int) -> Iterator[str]:
        while self._waiting is not None and self._waiting.place <= place:
            picture, self._waiting = self._waiting, next(self._pictures, None)
            if address := self._source(picture):
                self._shown.add(f"[image: {picture.words}]" if picture.words else "[image]")
                yield self._end_element()
                yield f'<figure><img src="{text(address)}" alt="{text(picture.words)}"/></figure>\n'

    def _end_element(self) -> str:
        end, self._element = self._element, ""
        return end

    def _around(self, block: Block) -> Iterator[str]:
        """Close and open what a block stands in."""
        step = self._nesting.enter(block)
        yield "".join(map(_end, step.closed))
        number = _NUMBER.fullmatch(block.marker)
        item = f'<li value="{number[1]}">' if number else "<li>"
        if step.is_next_item:
            yield f"</li>\n{item}"
        for one in step.opened:
            is_first = bool(block.marker) and one is self._nesting.stack[-1]
            yield f"<{_list(one)}>{item if is_first else '<li>'}" if one.is_list else "<blockquote>\n"

    def _block(self, block: Block) -> str:
        if block.kind is BlockKind.RULE:
            return "<hr/>\n"
        if block.kind is BlockKind.TABLE:
            return self._table(block)
        if block.kind is BlockKind.CODE:
            return f"<pre><code>{self._inline.words(block.start, block.end)}</code></pre>\n"
        start, self._element = f"<p{self._auto}>", "</p>\n"
        if block.kind is BlockKind.HEADING:
            level = min(max(block.level, 2), 6)  # the first is the title
            start, self._element = f"<h{level}{self._auto}>", f"</h{level}>\n"
        elif block.kind in _PLAIN:
            start = _PLAIN[block.kind].format(self._auto)
        elif block.kind is BlockKind.ITEM and block.marker:
            start = f'<p class="item"{self._auto}>'
        return start + self._inline.words(block.start, block.end)

    def _table(self, block: Block) -> str:
        rows = []
        for row in block.rows:
            cells = [("th" if cell.header else "td", self._inline.words(cell.start, cell.end)) for cell in row]
            rows.append("<tr>" + "".join(f"<{name}{self._auto}>{words}</{name}>" for name, words in cells) + "</tr>\n")
        return f"<table>\n{''.join(rows)}</table>\n" if rows else ""


def _list(container: Container) -> str:
    return "ol" if is_ordered(container.marker) else "ul"


def _end(container: Container) -> str:
    return f"</li></{_list(container)}>\n" if container.is_list else "</blockquote>\n"


class _Inline:
    """Text with its marks, links, quotations and key clauses; stretches must be asked for in the order of the text."""

    def __init__(self, document: Document, article: Article, slots: dict[str, int]) -> None:
        self._text = document.text
        found = [(quotation.start, quotation.end, _said(quotation, slots)) for quotation in article.quotations]
        found += [(clause.start, clause.end, _Tag("mark", "<mark>")) for clause in article.clauses]
        for mark in document.marks:
            address = web_address(document.links[mark.link]) if mark.link is not None else None
            if address:
                found.append((mark.start, mark.end, _Tag("a", f'<a href="{text(address)}">')))
            if mark.kind in _TAGS:
                found.append((mark.start, mark.end, _Tag(_TAGS[mark.kind], f"<{_TAGS[mark.kind]}>")))
        self._stretches = Stretches(found)

    def words(self, start: int, end: int) -> str:
        """A stretch."""
        parts: list[str] = []
        stack: list[_Tag] = []
        for here, there, active in self._stretches.pieces(start, end):
            wanted = _once(active)
            kept = shared(stack, wanted)
            parts += [f"</{tag.name}>" for tag in reversed(stack[kept:])]
            parts += [tag.start for tag in wanted[kept:]]
            stack = wanted
            parts.append(text(self._text[here:there]))
        parts += [f"</{tag.name}>" for tag in reversed(stack)]
        return "".join(parts)


class _Tag:
    """One element around words; two that look the same are two."""

    __slots__ = ("name", "start")

    def __init__(self, name: str, start: str) -> None:
        self.name = name
        self.start = start


def _once(tags: list[_Tag]) -> list[_Tag]:
    """Without those of a kind that is there already: no link stands in a link."""
    first: dict[str, _Tag] = {}
    for tag in tags:
        first.setdefault(tag.name, tag)
    return list(first.values())


def _said(quotation: Quotation, slots: dict[str, int]) -> _Tag:
    if not quotation.speaker:
        return _Tag("span", '<span class="said">')
    who = f"probably {quotation.speaker}" if quotation.is_probable else quotation.speaker
    return _Tag("span", f'<span class="said s{slots[quotation.speaker]}" title="{text(who)}">')
