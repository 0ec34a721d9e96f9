"""Sanitised HTML as a document: plain text that offsets count in, and the blocks, marks and links in it.

Pure, iterative and linear: the tags are read one after another, no tree is built. It holds no title, no width and no
style. HTML that `clean.sanitise` has not seen is read as well, but only its output is promised to come out right.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsreader import text as texts
from newsreader.articles import tables, tags
from newsreader.articles.blocks import Block, BlockKind, Cell, Document, Mark, MarkKind, Picture
from newsreader.articles.builder import Builder

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Block",
    "BlockKind",
    "Cell",
    "Document",
    "Mark",
    "MarkKind",
    "Picture",
    "from_plain",
    "parse",
    "reading_minutes",
    "word_count",
]

WORDS_A_MINUTE = 230

_MARKS = {
    **dict.fromkeys(("b", "strong"), MarkKind.BOLD),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), MarkKind.ITALIC),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    **dict.fromkeys(("s", "del", "strike"), MarkKind.STRIKE),
    "sub": MarkKind.SUB,
    "sup": MarkKind.SUP,
}
_KINDS = {
    "dt": BlockKind.TERM,
    "dd": BlockKind.DEFINITION,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
}
_LISTS = {"ul", "ol", "menu", "dir"}
_ROWS = {"tr", "thead", "tbody", "tfoot"}
_SKIPPED = {"script", "style", "head", "title", "template", "noscript", "svg", "select", "textarea", "iframe", "rp"}
_LANGUAGE = re.compile(r"\b(?:language|lang)-([\w+#.-]{1,30})")
_REFERENCE = re.compile(r"\s*(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})\s*")
"""What leads to a footnote."""
_INLINE_ALT = re.compile(r":[\w+-]+:|.{1,4}")
_LONGEST_ALT = 500
_MOST_NAMELESS_IMAGES = 50

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S.*)*")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Written without spaces: two characters count as a word."""


def parse(html: str) -> Document:
    """The document of a sanitised HTML text."""
    reader = _Reader(tables.of_data(html) if "<table" in html else frozenset())
    for text, name, attributes in tags.tokens(html):
        if not name:
            reader.text(text)
        elif name[0] == "/":
            reader.end(name[1:])
        else:
            reader.start(name, attributes)
    return reader.document()


def from_plain(text: str) -> Document:
    """A plain text as it is; blank lines separate its paragraphs, which may hold line feeds here."""
    return Document(text, tuple(Block(BlockKind.PARAGRAPH, *match.span()) for match in _PARAGRAPH.finditer(text)))


def word_count(text: str) -> int:
    """How many words there are to read."""
    eastern = len(_EASTERN.findall(text))
    if eastern:
        text = _EASTERN.sub(" ", text)
    return sum(1 for _ in _WORD.finditer(text)) + (eastern + 1) // 2


def reading_minutes(text: str) -> int:
    """How long reading takes, at least a minute."""
    return max(1, round(word_count(text) / WORDS_A_MINUTE))


class _Reader:
    """Tells the builder what each tag means."""

    def __init__(self, tables_of_data: frozenset[int]) -> None:
        self._builder = Builder()
        self._tables_of_data = tables_of_data
        self._tables = 0
        """How many tables have begun."""
        self._open_tables: list[bool] = []
        """Whether each open table is one of data."""
        self._skipped: list[str] = []
        self._lists: list[int | None] = []
        """The next number of each open list; None if it is not ordered."""
        self._href: str | None = None
        self._anchored = self._raised = False
        """What follows is in an anchor, is in a superscript."""
        self._quotes = 0
        self._ruby = False
        """The next words are the first of a reading."""
        self._reading = False
        self._figures = 0
        self._images: list[tuple[str, str | None]] = []
        """Words and address of pictures that wait for the block around them to end."""
        self._nameless: list[str] = []

    def text(self, text: str) -> None:
        if self._skipped:
            return
        if self._ruby and not text.isspace():
            self._builder.words("(")
            self._ruby, self._reading = False, True
        if self._raised and self._anchored and _REFERENCE.fullmatch(text):
            text = f"[{text.strip()}]"  # a number must not become part of its word
        self._builder.words(texts.clean(text))

    def start(self, name: str, attributes: str) -> None:
        if self._skipped:
            if name == self._skipped[-1]:
                self._skipped.append(name)
        elif name in _SKIPPED:
            self._skipped.append(name)
        elif name in _MARKS:
            if name == "sup":
                self._raised = True
            if name != "code" or not self._builder.code:
                self._builder.begin_mark(_MARKS[name])
            elif attributes and not self._builder.language:
                self._builder.language = _language(attributes)
        elif name in _STARTS:
            _STARTS[name](self, attributes)
        elif name not in tags.INLINE and name not in tags.VOID:
            self._block(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            if name == self._skipped[-1]:
                self._skipped.pop()
        elif name in _MARKS:
            self._raised = self._raised and name != "sup"
            self._builder.end_mark(_MARKS[name])
        elif name in _ENDS:
            _ENDS[name](self)
        elif name not in tags.INLINE and name not in tags.VOID:
            self._end_block(name)

    def document(self) -> Document:
        """What was read."""
        self._end_link()
        if self._tables_data():
            self._builder.end_table()
        self._builder.end_code()
        self._show_images()
        if self._builder.is_empty:
            for url in self._nameless[:_MOST_NAMELESS_IMAGES]:
                self._builder.image("[image]", url)
        return self._builder.document()

    # --- blocks -------------------------------------------------------------------------------------------------------

    def _block(self, name: str, attributes: str) -> None:
        if name == "table":
            self._table()
        elif self._open_tables and (name in _ROWS or name in tables.CELLS):
            self._table_part(name, attributes)
        else:
            self._end()
            if name in _KINDS and not self._tables_data_begun():
                self._builder.kind = _KINDS[name]
                self._builder.level = int(name[1]) if name[0] == "h" else 0
                self._builder.begins = name == "dd"
            elif name in _LISTS:
                self._list(name, attributes)
            elif name == "li":
                self._item(attributes)
            elif name == "blockquote":
                self._builder.quote_depth += 1
            elif name == "pre":
                self._builder.code = True
                self._builder.language = _language(attributes)
            elif name == "figure":
                self._figures += 1
            elif name == "summary":
                self._builder.begin_mark(MarkKind.BOLD)

    def _end_block(self, name: str) -> None:
        if name == "pre" and self._builder.code:
            self._builder.end_code()
            self._show_images()
        elif name == "table":
            self._end_table()
        elif self._open_tables and name in _ROWS:
            self._table_part(name, "")
        else:
            self._end()
            if name in _KINDS:
                self._builder.kind = BlockKind.PARAGRAPH
            elif name in _LISTS and self._lists:
                self._lists.pop()
                self._builder.end_list()
            elif name == "li":
                self._builder.marker = ""
            elif name == "blockquote":
                self._builder.quote_depth = max(0, self._builder.quote_depth - 1)
            elif name == "figure":
                self._figures = max(0, self._figures - 1)
                self._show_images()
            elif name == "summary":
                self._builder.end_mark(MarkKind.BOLD)

    def _end(self) -> None:
        self._builder.end_block()
        if not self._figures:
            self._show_images()

    def _list(self, name: str, attributes: str) -> None:
        first = _number(tags.attributes_of(attributes).get("start"), 1) if name == "ol" else None
        self._lists.append(first)
        self._builder.begin_list()

    def _item(self, attributes: str) -> None:
        if not self._lists:
            self._list("ul", "")
        number = self._lists[-1]
        if number is None:
            self._builder.marker = "•"
            return
        number = _number(tags.attributes_of(attributes).get("value"), number)
        self._builder.marker = f"{number}."
        self._lists[-1] = number + 1

    # --- tables -------------------------------------------------------------------------------------------------------

    def _tables_data(self) -> bool:
        return bool(self._open_tables) and self._open_tables[-1]

    def _tables_data_begun(self) -> bool:
        return self._tables_data() and self._builder.in_table

    def _table(self) -> None:
        self._end()
        self._open_tables.append(self._tables in self._tables_of_data)
        self._tables += 1
        if self._open_tables[-1]:
            self._builder.begin_table()

    def _table_part(self, name: str, attributes: str) -> None:
        if not self._tables_data():
            self._end()
        elif name in tables.CELLS:
            span = _number(tags.attributes_of(attributes).get("colspan"), 1)
            self._builder.begin_cell(header=name == "th", span=max(1, span))
        else:
            self._builder.begin_row()

    def _end_table(self) -> None:
        if self._tables_data():
            self._builder.end_table()
        if self._open_tables:
            self._open_tables.pop()
        self._end()

    # --- inside blocks ------------------------------------------------------------------------------------------------

    def _line_break(self, _: str) -> None:
        self._builder.line_break()

    def _rule(self, _: str) -> None:
        self._end()
        self._builder.rule()

    def _link(self, attributes: str) -> None:
        self._end_link()
        self._anchored = True
        self._href = tags.attributes_of(attributes).get("href")
        if self._href:
            self._builder.begin_mark(MarkKind.LINK)

    def _end_link(self) -> None:
        if self._href:
            self._builder.end_mark(MarkKind.LINK, self._href)
        self._href = None
        self._anchored = False

    def _quote(self, _: str) -> None:
        self._builder.words("‘" if self._quotes % 2 else "“")
        self._quotes += 1

    def _end_quote(self) -> None:
        if self._quotes:
            self._quotes -= 1
            self._builder.words("’" if self._quotes % 2 else "”")

    def _reading_begins(self, _: str) -> None:
        self._end_reading()
        self._ruby = True

    def _end_reading(self) -> None:
        if self._reading:
            self._builder.words(")")
        self._ruby = self._reading = False

    def _image(self, attributes: str) -> None:
        from newsreader.articles import formulas  # noqa: PLC0415 - not before the screen is shown

        values = tags.attributes_of(attributes)
        source = values.get("src")
        url = self._href or source
        alt, title = (_described(values.get(name, "")) for name in ("alt", "title"))
        if source:
            self._builder.picture(source, alt or title)
        if not alt and not title:
            if url:
                self._nameless.append(url)
        elif (not title and _INLINE_ALT.fullmatch(alt)) or formulas.is_tex(alt):
            self._builder.words(alt.strip("$ "))
        else:
            words = f"{alt} ({title})" if alt and title and title not in alt else alt or title
            if self._tables_data_begun():
                self._builder.words(f" [image: {words}] ")
            else:
                self._images.append((words, url))
                if not self._builder.is_open and not self._figures:
                    self._show_images()

    def _show_images(self) -> None:
        if self._images and not self._builder.code and not self._tables_data_begun():
            images, self._images = self._images, []
            for words, url in images:
                if not self._builder.last_block_says(words):
                    self._builder.image(f"[image: {words}]", url)


_STARTS: dict[str, Callable[[_Reader, str], None]] = {
    "br": _Reader._line_break,
    "hr": _Reader._rule,
    "a": _Reader._link,
    "q": _Reader._quote,
    "rt": _Reader._reading_begins,
    "img": _Reader._image,
}
_ENDS: dict[str, Callable[[_Reader], None]] = {
    "a": _Reader._end_link,
    "q": _Reader._end_quote,
    "rt": _Reader._end_reading,
    "ruby": _Reader._end_reading,
}


def _described(words: str) -> str:
    """An image's alternative text if it says anything."""
    words = texts.clean_line(words)
    if _wordless_alt().fullmatch(words) and not _is_emoji(words):
        return ""
    return words if len(words) <= _LONGEST_ALT else texts.shorten(words, _LONGEST_ALT)


@cache
def _wordless_alt() -> re.Pattern[str]:
    """What says of an image no more than that it is one; takes a while to be compiled, and few articles need it."""
    return re.compile(
        r"\W*|\S+\.(?:jpe?g|png|gif|webp|avif|svg|bmp)|(?:https?:)?//\S+|"
        r"(?:an? |the )?(?:image|img|photo|picture|pic|logo|icon|thumbnail|screenshot|featured image|figure|"
        r"placeholder|avatar)(?:[ _-]?\d+)?",
        re.IGNORECASE,
    )


def _is_emoji(words: str) -> bool:
    return 0 < len(words) <= 8 and any(ord(character) >= 0x2190 for character in words)


def _language(attributes: str) -> str:
    """What a class says of the language of code; "" if nothing."""
    named = _LANGUAGE.search(tags.attributes_of(attributes).get("class", "")) if attributes else None
    return named[1].lower() if named else ""


def _number(value: str | None, default: int) -> int:
    """An attribute's number; what is none or absurd counts as not given."""
    value = (value or "").strip()
    digits = value.removeprefix("-")
    return int(value) if len(digits) <= 6 and digits.isascii() and digits.isdigit() else default
