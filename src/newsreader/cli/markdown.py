"""A document as Markdown (CommonMark with tables and strike-through) that renders as the document. Pure.

No character of the text is taken for markup: what could be is escaped.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newsreader.articles.document import BlockKind, MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.articles.document import Block, Document, Mark

_LINES = {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TERM, BlockKind.DEFINITION, BlockKind.CAPTION}
_SIGNS = {MarkKind.BOLD: "**", MarkKind.ITALIC: "*", MarkKind.STRIKE: "~~"}
_INLINE = re.compile(r"([\\`*_\[\]<~|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]))")
_ADDRESS = re.compile(r"([\\()]|&(?=#?\w+;))")
_NOT_IN_ADDRESSES = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\n": ""})
_BACKTICKS = re.compile("`+")


def write(document: Document, *, title: str) -> str:
    """The whole document below its title, with a line feed at the end."""
    lines = [f"# {_escaped(title)}"] if title else []
    before: Block | None = None
    inline = _Inline(document)
    for block in document.blocks:
        if before and _is_one_paragraph(before, block):
            lines[-1] += "\\"
        elif lines:
            lines += _between(before, block)
        quote = "> " * block.quote_depth
        lines += [(quote + line).rstrip() for line in _block(document, block, inline)]
        before = block
    return "\n".join(lines) + "\n"


def _is_one_paragraph(before: Block, block: Block) -> bool:
    """Whether a block is a line of its own only because the line was broken there by hand."""
    near = block.tight and before.quote_depth == block.quote_depth
    return near and before.kind in _LINES and block.kind in _LINES and not block.marker


def _between(before: Block | None, block: Block) -> list[str]:
    if before and before.kind is block.kind is BlockKind.ITEM and before.quote_depth == block.quote_depth:
        return [] if before.marker and block.marker else [("> " * block.quote_depth).rstrip()]
    depth = min(before.quote_depth, block.quote_depth) if before else 0
    return [("> " * depth).rstrip()]


def _block(document: Document, block: Block, inline: _Inline) -> list[str]:
    match block.kind:
        case BlockKind.CODE:
            return _fenced(document.text[block.start : block.end], block.language)
        case BlockKind.RULE:
            return ["---"]
        case BlockKind.TABLE:
            return _table(block, inline)
        case BlockKind.HEADING:
            text = " ".join(inline.lines(block.start, block.end))
            return [f"{'#' * min(max(block.level, 1), 6)} {text}"]
        case BlockKind.ITEM:
            return _item(block, inline)
    return _with_breaks(inline.lines(block.start, block.end))


def _item(block: Block, inline: _Inline) -> list[str]:
    lines = _with_breaks(inline.lines(block.start, block.end))
    if not block.marker:  # it goes on
        return ["    " * block.level + line for line in lines]
    indent = "    " * max(block.level - 1, 0)
    sign = block.marker if re.fullmatch(r"\d{1,9}[.)]", block.marker) else "-"
    first, *rest = lines or [""]
    return [f"{indent}{sign} {first}", *(f"{indent}{' ' * (len(sign) + 1)}{line}" for line in rest)]


def _with_breaks(lines: Sequence[str]) -> list[str]:
    """Lines of a paragraph, each but the last ending in a line break."""
    kept = [line for line in lines if line]
    return [line + "\\" for line in kept[:-1]] + kept[-1:]


def _fenced(code: str, language: str) -> list[str]:
    longest = max(map(len, _BACKTICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{language}", *code.split("\n"), fence]


def _table(block: Block, inline: _Inline) -> list[str]:
    rows = [[" ".join(inline.lines(cell.start, cell.end)) for cell in row] for row in block.rows]
    columns = max(map(len, rows), default=0)
    if not columns:
        return []
    lines = ["| " + " | ".join(row + [""] * (columns - len(row))) + " |" for row in rows]
    return [lines[0], "|" + " --- |" * columns, *lines[1:]]


class _Inline:
    """Text with its marks; stretches must be asked for in the order of the text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        trimmed = (_trimmed(document.text, mark) for mark in document.marks)
        self._marks = sorted((mark for mark in trimmed if mark[0] < mark[1]), key=lambda mark: (mark[0], -mark[1]))
        self._next = 0
        self._open: list[tuple[int, int, Mark]] = []

    def lines(self, start: int, end: int) -> list[str]:
        """The lines of a stretch."""
        written = "".join(self._pieces(start, end, self._around(start, end)))
        return [_LINE_START.sub(_escape_start, line.strip()) for line in written.split("\n")]

    def _around(self, start: int, end: int) -> list[tuple[int, int, Mark]]:
        marks = self._marks
        while self._next < len(marks) and marks[self._next][0] < end:
            self._open.append(marks[self._next])
            self._next += 1
        self._open = [mark for mark in self._open if mark[1] > start]
        return list(self._open)

    def _pieces(self, start: int, end: int, marks: list[tuple[int, int, Mark]]) -> Iterator[str]:
        places = {start, end} | {place for mark in marks for place in mark[:2] if start < place < end}
        cuts = sorted(places)
        stack: list[Mark] = []
        for here, there in pairwise(cuts):
            active = [mark for first, last, mark in marks if first <= here and there <= last]
            wanted = [mark for mark in active if mark.kind in _SIGNS or mark.link is not None]
            kept = _shared(stack, wanted)
            yield "".join(self._closing(mark) for mark in reversed(stack[kept:]))
            yield "".join(_SIGNS.get(mark.kind, "[") for mark in wanted[kept:])
            stack = wanted
            text = self._document.text[here:there]
            yield _code(text) if any(mark.kind is MarkKind.CODE for mark in active) else _escaped(text)
        yield "".join(self._closing(mark) for mark in reversed(stack))

    def _closing(self, mark: Mark) -> str:
        if mark.link is None:
            return _SIGNS[mark.kind]
        address = self._document.links[mark.link]
        escaped = _ADDRESS.sub(r"\\\1", address.translate(_NOT_IN_ADDRESSES))
        return f"]({escaped})"


def _trimmed(text: str, mark: Mark) -> tuple[int, int, Mark]:
    """A mark without the blanks at its ends, where Markdown takes signs for text."""
    stretch = text[mark.start : mark.end]
    start = mark.start + len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip()), mark


def _shared(first: Sequence[Mark], second: Sequence[Mark]) -> int:
    count = 0
    while count < min(len(first), len(second)) and first[count] is second[count]:
        count += 1
    return count


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def _escaped(text: str) -> str:
    return _INLINE.sub(r"\\\1", text)


def _escape_start(found: re.Match[str]) -> str:
    """What begins a line and could begin a heading, quote, list or rule; a number keeps its digits."""
    blanks, sign = found.groups()
    return f"{blanks}\\{sign}" if not sign.isdigit() else f"{blanks}{sign}\\"
