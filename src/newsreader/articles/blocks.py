"""The values a parsed article is made of. Frozen; offsets are half-open and count in `Document.text`."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a paragraph-like unit is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """A list's item, or what follows in it (then without a marker)."""
    TERM = "term"
    DEFINITION = "definition"
    CODE = "code"
    """Its line feeds and blanks count."""
    TABLE = "table"
    """One row a line, cells apart by " | "."""
    IMAGE = "image"
    """The words that stand for a picture."""
    CAPTION = "caption"
    RULE = "rule"
    """A line across; it has no text."""


class MarkKind(StrEnum):
    """What is special about a stretch of text."""

    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    LINK = "link"
    STRIKE = "strike"
    SUB = "sub"
    SUP = "sup"
    IMAGE = "image"


class Cell(NamedTuple):
    """One cell of a table."""

    start: int
    end: int
    header: bool = False


class Block(NamedTuple):
    """A paragraph-like unit; blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """A heading's level; else how many lists it is in."""
    marker: str = ""
    """What stands before an item: "•" or "3."; it is not in the text."""
    quote_depth: int = 0
    """How many block quotations it is in."""
    tight: bool = False
    """No empty line between it and the block before: then one line feed stands between them in the text, else two."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    language: str = ""
    """Of code, as its page names it; "" if it does not."""


class Mark(NamedTuple):
    """A stretch of text that is special in one way."""

    start: int
    end: int
    kind: MarkKind
    link: int | None = None
    """Where it leads: an index into `Document.links`."""


class Picture(NamedTuple):
    """A picture of the article, whether or not words stand for it in the text."""

    place: int
    """It stands before the first block that begins here or later."""
    url: str
    words: str
    """What it shows; empty if nobody says."""


class Document(NamedTuple):
    """An article's body: its plain text and what is where in it."""

    text: str
    blocks: tuple[Block, ...] = ()
    marks: tuple[Mark, ...] = ()
    """In order of start, the longer first."""
    links: tuple[str, ...] = ()
    """Absolute addresses, each once."""
    pictures: tuple[Picture, ...] = ()
    """In order."""


_LINES = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM, BlockKind.DEFINITION, BlockKind.CAPTION}


def is_one_paragraph(before: Block, block: Block) -> bool:
    """Whether a block is a line of its own only because the line was broken there by hand."""
    near = block.tight and before.quote_depth == block.quote_depth
    return near and before.kind in _LINES and block.kind in _LINES and not block.marker
