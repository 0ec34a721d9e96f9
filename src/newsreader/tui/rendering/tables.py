"""Tables: columns where they fit, else one record after another, each cell behind the name of its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.tui.breaking import break_lines, wrap
from newsreader.tui.rendering.pieces import cells_of
from newsreader.tui.runs import Piece, shown, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.articles.document import Block, Cell
    from newsreader.tui.rendering.pieces import Flow
    from newsreader.tui.rendering.writer import Writer

_READABLE = 14
"""Cells that a column needs for text broken into lines."""
_NUMBER = re.compile(r"[+\-−±<>~≈$€£¥ ]*\d[\d.,'’ \u00a0\u202f]*(?:\s?[%‰$€£¥°\w]{1,3})?|[-–—]|n/?a")


def write(writer: Writer, block: Block, margin: list[Piece]) -> None:
    """The lines of a table."""
    gap = f" {writer.symbols.column} "
    rows = [[writer.setting.flow(cell.start, cell.end) for cell in row] for row in block.rows]
    widths = [0] * max((len(row) for row in rows), default=0)
    for row in rows:
        for column, flow in enumerate(row):
            widths[column] = max(widths[column], cell_len(flow.text))
    room = writer.width - cells_of(margin) - len(gap) * (len(widths) - 1)
    if sum(widths) > room:
        widths = _narrower(widths, room)
    if sum(widths) <= room:
        _columns(writer, block, rows, margin, widths)
    else:
        _records(writer, block, margin)


def _columns(writer: Writer, block: Block, rows: list[list[Flow]], margin: list[Piece], widths: list[int]) -> None:
    gap = Piece(f" {writer.symbols.column} ", ("rule",))
    right = _columns_of_numbers(block.rows, rows)
    for number, (cells, flows) in enumerate(zip(block.rows, rows, strict=True)):
        broken = [break_lines(flow.text, widths[column], widths[column]) for column, flow in enumerate(flows)]
        for level in range(max(map(len, broken))):
            pieces = list(margin)
            for column, (cell, flow) in enumerate(zip(cells, flows, strict=True)):
                start, end = broken[column][level] if level < len(broken[column]) else (0, 0)
                blank = Piece(" " * (widths[column] - cell_len(flow.text[start:end])))
                words = writer.setting.pieces(flow, start, end, ("bold",) if cell.header else ())
                pieces += [gap] if column else []
                pieces += [blank, *words] if column in right else [*words, blank]
            writer.line(pieces, cells[0].start)
        if number == 0 and _is_head(cells):
            rule = writer.symbols.rule
            joint = f"{rule}{writer.symbols.crossing}{rule}"
            writer.line([*margin, Piece(joint.join(rule * width for width in widths), ("rule",))], cells[-1].end)


def _columns_of_numbers(rows: Sequence[Sequence[Cell]], flows: Sequence[Sequence[Flow]]) -> set[int]:
    """The columns that hold numbers alone, which stand below each other by their ends."""
    words: set[int] = set()
    numbers: set[int] = set()
    for cells, row in zip(rows, flows, strict=True):
        for column, (cell, flow) in enumerate(zip(cells, row, strict=True)):
            if flow.text and not cell.header:
                (numbers if _NUMBER.fullmatch(flow.text) else words).add(column)
    return numbers - words


def _records(writer: Writer, block: Block, margin: list[Piece]) -> None:
    """Each row as lines "name: cell", with the names that the first row gives."""
    rows, text = block.rows, writer.setting.text
    heads: tuple[Cell, ...] = rows[0] if len(rows) > 1 and _is_head(rows[0]) else ()
    indent = [*margin, Piece("  ")]
    for number, row in enumerate(rows[1:] if heads else rows):
        if number:
            writer.line(list(margin), writer.lines[-1].start)
        for column, cell in enumerate(row):
            head = heads[column] if column < len(heads) else None
            name = shown(text[head.start : head.end]) if head else ""
            if cell.start == cell.end:
                continue
            lead = margin
            if head and name:
                lead = [*margin, *visible(name, ("bold",), head.start), Piece(": ", ("bold",))]
                if cells_of(lead) > writer.width // 2:
                    for part in wrap(f"{name}:", writer.width - cells_of(margin)):
                        writer.line([*margin, *visible(part, ("bold",), -1)], cell.start)
                    lead = indent
            flow = writer.setting.flow(cell.start, cell.end)
            writer.broken(flow, lead, indent, ("bold",) if cell.header else ())


def _narrower(widths: list[int], room: int) -> list[int]:
    """The widths of columns with the widest made narrower, as long as their cells can still be read."""
    widths = list(widths)
    over = sum(widths) - room
    while over > 0 and max(widths) > _READABLE:
        widest = widths.index(max(widths))
        second = max([width for column, width in enumerate(widths) if column != widest], default=0)
        taken = min(over, widths[widest] - max(_READABLE, min(second, widths[widest] - 1)))
        widths[widest] -= taken
        over -= taken
    return widths


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether a row names its columns; the corner may be empty."""
    return any(cell.header for cell in cells) and all(cell.header or cell.start == cell.end for cell in cells)
