"""A document as Markdown (CommonMark with tables and strike-through) that renders as the document. Pure.

No character of the text is taken for markup: what could be is escaped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.articles.blocks import BlockKind, MarkKind, is_one_paragraph
from newsreader.articles.nesting import Nesting
from newsreader.articles.stretches import Stretches, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.articles.blocks import Block, Document, Mark
    from newsreader.articles.nesting import Container

_SIGNS = {MarkKind.BOLD: "**", MarkKind.ITALIC: "*", MarkKind.STRIKE: "~~"}
_INLINE = re.compile(r"([\\`*_\[\]<~|]|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]))")
_ADDRESS = re.compile(r"([\\()]|&(?=#?\w+;))")
_NOT_IN_ADDRESSES = str.maketrans({" ": "%20", "<": "%3C", ">": "%3E", "|": "%7C", "\n": ""})
_DEEPEST = 50
"""Quotations and lists within each other that are indented."""
_BACKTICKS = re.compile("`+")


def write(document: Document, *, title: str) -> str:
    """The whole document below its title, with a line feed at the end."""
    lines = [f"# {_escaped(title)}"] if title else []
    before: Block | None = None
    inline = _Inline(document)
    nesting = Nesting(_DEEPEST)
    for block in document.blocks:
        step = nesting.enter(block)
        around = nesting.stack[: len(nesting.stack) - len(step.opened)]
        if before and is_one_paragraph(before, block):
            lines[-1] += "\\"
        elif lines and not (before and before.marker and block.marker and before.quote_depth == block.quote_depth):
            lines.append(_prefix(around[:-1] if step.is_next_item else around).rstrip())
        first = _prefix(nesting.stack[:-1]) + _sign(block.marker) if block.marker else _prefix(nesting.stack)
        rest = _prefix(nesting.stack)
        written = _block(document, block, inline) or [""]
        lines += [line.rstrip() for line in (first + written[0], *(rest + line for line in written[1:]))]
        before = block
    return "\n".join(lines) + "\n"


def line(words: str) -> str:
    """A line of a paragraph in which nothing is taken for markup."""
    return _started(_escaped(words))


def _prefix(containers: Sequence[Container]) -> str:
    """What stands before every line in quotations and items: it is indented as far as the words of the item."""
    return "".join(" " * max(4, len(_sign(one.marker))) if one.is_list else "> " for one in containers)


def _sign(marker: str) -> str:
    return f"{marker if re.fullmatch(r'[0-9]{1,9}[.)]', marker) else '-'} "


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
    return _with_breaks(inline.lines(block.start, block.end))


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
        self._marks = Stretches(_trimmed(document.text, mark) for mark in document.marks)

    def lines(self, start: int, end: int) -> list[str]:
        """The lines of a stretch."""
        written = "".join(self._pieces(start, end))
        return [_started(line) for line in written.split("\n")]

    def _pieces(self, start: int, end: int) -> Iterator[str]:
        stack: list[Mark] = []
        for here, there, active in self._marks.pieces(start, end):
            wanted = [mark for mark in active if mark.kind in _SIGNS or mark.link is not None]
            kept = shared(stack, wanted)
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
        safe = _ADDRESS.sub(r"\\\1", address.translate(_NOT_IN_ADDRESSES))
        return f"]({safe})"


def _trimmed(text: str, mark: Mark) -> tuple[int, int, Mark]:
    """A mark without the blanks at its ends, where Markdown takes signs for text."""
    stretch = text[mark.start : mark.end]
    start = mark.start + len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip()), mark


def _code(text: str) -> str:
    text = text.replace("\n", " ")
    fence = "`" * (max(map(len, _BACKTICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}"


def _escaped(text: str) -> str:
    return _INLINE.sub(r"\\\1", text)


def _started(line: str) -> str:
    """A line whose beginning begins nothing else than a paragraph."""
    return _LINE_START.sub(_escape_start, line.strip())


def _escape_start(found: re.Match[str]) -> str:
    """What begins a line and could begin a heading, quote, list or rule; a number keeps its digits."""
    blanks, sign = found.groups()
    return f"{blanks}\\{sign}" if not sign.isdigit() else f"{blanks}{sign}\\"
