"""An article as lines: document, quotations, key clauses and a width in, pieces with the names of their roles out.

Pure: no widget, no colour, no storage. A line is never wider than the width in cells, and no word of the document is
lost. Roles are names that the detail turns into styles.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.articles.document import Block, BlockKind, Document
from newsreader.citation import named
from newsreader.quotations.skim import Bounds, Level, nearest, spans
from newsreader.tui.breaking import break_lines, cut, wrap
from newsreader.tui.runs import UNNAMED, Piece, Roles, Runs, apart, shown, speaker_slots, visible
from newsreader.tui.skimming import Shown, of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from newsreader.articles.document import Cell
    from newsreader.models import KeyClause, Quotation
    from newsreader.tui.symbols import Symbols

__all__ = ["Layout", "Line", "lay_out", "lay_out_head"]

MEASURE = 20
"""Indents and quotation bars leave the text this many cells."""
MOST_BARS = 8
TAB = 4
RULE = 12

_NUMBER, _LEFT_OUT = -1, -2
"""The places of signs that stand in the text but are not of it: a link's number, that text was left out."""
_SPEAKERS = 16
"""Quotations of one stretch that are looked at for its speakers."""
_READABLE = 14
"""Cells that a column of a table needs for text broken into lines."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and the offset in the text that it begins at."""

    pieces: tuple[Piece, ...]
    start: int

    @property
    def text(self) -> str:
        """The line without styles."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a document's body; their offsets never go back."""

    lines: Sequence[Line]
    starts: Sequence[int]
    level: Level = Level.ALL
    """Of the skim dial."""
    kept: Sequence[Bounds] = ()
    """What is shown of the text, if it is not all of it."""

    def shows(self, start: int, end: int) -> bool:
        """Whether any of a stretch of the text is shown."""
        at = bisect_right(self.kept, start, key=_last)
        return self.level is Level.ALL or (at < len(self.kept) and self.kept[at][0] < end)

    def nearest(self, offset: int) -> int:
        """The offset closest to one that may not be shown."""
        return offset if self.level is Level.ALL else nearest(self.kept, offset)

    def line_of(self, offset: int) -> int:
        """The line that shows an offset of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def offset_of(self, line: int) -> int:
        """The offset that a line begins at."""
        if not self.starts:
            return 0
        return self.starts[max(0, min(line, len(self.starts) - 1))]


def lay_out_head(
    title: str,
    outlet: str,
    author: str | None,
    date_words: str,
    minutes: int,
    width: int,
    *,
    own: Sequence[str] = (),
    symbols: Symbols,
    in_title: Sequence[Bounds] = (),
    in_author: Sequence[Bounds] = (),
) -> tuple[Line, ...]:
    """Title, then outlet, author, date, reading time and the user's own words for it, then a blank line.

    `in_title` and `in_author` are what is lit of them.
    """
    lines = [Line(tuple(pieces), 0) for pieces in _wrapped(title, width, "title", in_title)]
    facts = [(outlet, "outlet", ()), (author or "", "second", in_author), (date_words, "second", ())]
    facts += [(f"{minutes} min", "second", ()), *((words, "outlet", ()) for words in own)]
    gap = Piece(f" {symbols.dot} ", ("dim",))
    pieces: list[Piece] = []
    for words, role, found in facts:
        if not words:
            continue
        *full, last = _wrapped(words, width, role, found)
        if pieces and (full or _cells([*pieces, gap, *last]) > width):
            lines.append(Line(tuple(pieces), 0))
            pieces = []
        elif pieces:
            pieces.append(gap)
        lines += [Line(tuple(part), 0) for part in full]
        pieces += last
    return (*lines, Line(tuple(pieces), 0), Line((), 0))


def _wrapped(text: str, width: int, role: str, found: Sequence[Bounds]) -> Iterator[list[Piece]]:
    """A text of the head as lines, what was found in it apart."""
    text = shown(text)
    for start, end in break_lines(text, max(1, width), max(1, width)):
        parts = apart(text[start:end], found, at=start)
        yield [Piece(part, (role, "match") if is_found else (role,)) for part, is_found in parts]


def lay_out(
    document: Document,
    width: int,
    *,
    quotations: Sequence[Quotation] = (),
    clauses: Sequence[KeyClause] = (),
    symbols: Symbols,
    level: Level = Level.ALL,
    reported: bool = True,
) -> Layout:
    """The body at a level of the skim dial, with the addresses of its links at the end.

    Without `reported` speech that is not in quotation marks looks like any other text.
    """
    said = [one for one in quotations if reported or one.type != "indirect"]
    runs = Runs(document, quotations, clauses, reported=reported)
    writer = _Writer(document, max(1, width), runs, symbols)
    kept = spans(level, document.text, said, clauses)
    parts = of_blocks(document, level, kept)
    if level is Level.QUOTES:
        writer.quotes(parts, said, speaker_slots(quotations))
    else:
        above: Block | None = None
        for part in parts:
            block = part.block
            if above is not None and not (block.tight and (level is Level.ALL or above.kind is block.kind)):
                writer.blank(above, block)
            writer.block(part)
            above = block
    if level is not Level.ALL:
        kept = tuple(stretch for part in parts for stretch in part.stretches)  # tables and headings are shown whole
    writer.links(writer.numbers(kept) if level is not Level.ALL else range(1, len(document.links) + 1))
    return Layout(writer.lines, [line.start for line in writer.lines], level, kept)


# --- blocks ---------------------------------------------------------------------------------------------------------

_BLOCK_ROLES: dict[BlockKind, Roles] = {
    BlockKind.HEADING: ("heading",),
    BlockKind.TERM: ("bold",),
    BlockKind.CAPTION: ("dim", "italic"),
    BlockKind.IMAGE: ("dim",),
}


class _Writer:
    """Writes blocks as lines, one after another."""

    def __init__(self, document: Document, width: int, runs: Runs, symbols: Symbols) -> None:
        self._document = document
        self._text = shown(document.text)
        self._width = width
        self._runs = runs
        self._symbols = symbols
        self._numbers = sorted({(mark.end, mark.link + 1) for mark in document.marks if mark.link is not None})
        self._hangs: dict[int, int] = {}
        """How far the text of the last item of each depth stands from its marker."""
        self.lines: list[Line] = []

    def blank(self, above: Block, below: Block) -> None:
        """A line with nothing on it but the bars of a quotation that goes on."""
        bars = self._bars(min(above.quote_depth, below.quote_depth))
        self.lines.append(Line(tuple(bars), above.end))

    def block(self, part: Shown) -> None:
        """The lines of one block, or of what is shown of it."""
        block = part.block
        margin = self._margin(block)
        match block.kind:
            case BlockKind.CODE:
                self._code(block, margin)
            case BlockKind.TABLE:
                self._table(block, margin)
            case BlockKind.RULE:
                room = max(1, self._width - _cells(margin))
                self._line([*margin, Piece(self._symbols.rule * min(room, RULE), ("rule",))], block.start)
            case BlockKind.ITEM:
                self._item(part, margin)
            case BlockKind.DEFINITION:
                lead = [*margin, Piece("  ")]
                self._broken(self._skimmed(part), lead, lead)
            case _:
                self._broken(self._skimmed(part), margin, margin, _BLOCK_ROLES.get(block.kind, ()))

    def quotes(self, parts: Iterable[Shown], quotations: Sequence[Quotation], slots: Mapping[str, int]) -> None:
        """What is quoted, each stretch below its speakers."""
        names: list[Piece] = []
        at = 0
        for start, end in (stretch for part in parts for stretch in part.stretches):
            while at < len(quotations) and quotations[at].end <= start:
                at += 1
            within = [one for one in quotations[at : at + _SPEAKERS] if one.start < end]
            before, names = names, _names(within, slots, self._symbols) or names
            if self.lines:
                self._line([], self.lines[-1].start)
            if [piece.text for piece in names] != [piece.text for piece in before]:
                for line in _filled(names, self._width):
                    self._line(line, start)
            indent = [Piece("  ")]
            self._broken(self._flow(start, end), indent, indent)

    def numbers(self, kept: Sequence[Bounds]) -> list[int]:
        """The links whose numbers stand in some stretches."""
        ends = [end for _, end in kept]
        found = {
            number
            for place, number in self._numbers
            if (at := bisect_left(ends, place)) < len(kept) and kept[at][0] < place
        }
        return sorted(found)

    def links(self, numbers: Iterable[int]) -> None:
        """The addresses behind some numbers, in full."""
        end = len(self._text)
        for place, number in enumerate(numbers):
            address = self._document.links[number - 1]
            if place == 0 and self.lines:
                self._line([], end)
            label = f"[{number}] "
            fits = self._width - len(label) >= 10
            for index, line in enumerate(cut(shown(address), self._width - len(label) if fits else self._width)):
                sign = Piece(label, ("number",)) if index == 0 else Piece(" " * len(label))
                self._line([*([sign] if fits else []), *visible(line, ("dim",), -1)], end)

    def _line(self, pieces: list[Piece], start: int) -> None:
        self.lines.append(Line(tuple(pieces), start))

    # --- what stands before the text --------------------------------------------------------------------------------

    def _bars(self, depth: int) -> list[Piece]:
        depth = min(depth, MOST_BARS, max(0, self._width - MEASURE) // 2)
        return [Piece(f"{self._symbols.quote_bar} ", ("rule",))] * depth

    def _margin(self, block: Block) -> list[Piece]:
        """Quotation bars, and the indent of the lists around."""
        bars = self._bars(block.quote_depth)
        lists = 0 if block.kind is BlockKind.HEADING else block.level
        if block.kind is BlockKind.ITEM and block.marker:
            lists -= 1
        indent = sum(self._hangs.get(depth, 2) for depth in range(1, min(lists, self._width) + 1))
        indent = max(0, min(indent, self._width - MEASURE - _cells(bars)))
        return [*bars, Piece(" " * indent)] if indent else bars

    def _item(self, part: Shown, margin: list[Piece]) -> None:
        block, flow = part.block, self._skimmed(part)
        sign = self._symbols.bullet if block.marker == "•" else block.marker
        if not sign:
            self._broken(flow, margin, margin)
            return
        hang = cell_len(sign) + 1
        self._hangs[block.level] = hang
        first = [*margin, Piece(f"{sign} ", ("second",))]
        self._broken(flow, first, [*margin, Piece(" " * hang)])

    def _narrowed(self, lead: list[Piece]) -> list[Piece]:
        """What stands before the text, or nothing where it would leave no room."""
        return lead if _cells(lead) <= max(0, self._width - 2) else []

    # --- text -------------------------------------------------------------------------------------------------------

    def _broken(self, flow: _Flow, first: list[Piece], rest: list[Piece], base: Roles = ()) -> None:
        """Some of the text as broken lines, behind a lead."""
        first, rest = self._narrowed(first), self._narrowed(rest)
        widths = [max(1, self._width - _cells(lead)) for lead in (first, rest)]
        for number, (line_start, line_end) in enumerate(break_lines(flow.text, *widths)):
            pieces = self._pieces(flow, line_start, line_end, base)
            self._line([*(rest if number else first), *pieces], flow.offset_of(line_start))

    def _skimmed(self, part: Shown) -> _Flow:
        """What is shown of a block, with a sign wherever text was left out."""
        if len(part.stretches) == 1 and not part.begins and not part.goes_on:
            return self._flow(*part.stretches[0])
        sign = self._symbols.left_out
        words: list[str] = []
        parts: list[tuple[int, int]] = []
        length = 0
        for number, (start, end) in enumerate(part.stretches):
            flow = self._flow(start, end)
            lead = f" {sign} " if number else f"{sign} " if part.begins else ""
            parts += [(length, _LEFT_OUT)] if lead else []
            length += len(lead)
            parts += [(length + at, offset) for at, offset in flow.parts]
            length += len(flow.text)
            words += [lead, flow.text]
        if part.goes_on:
            parts += [(length, _LEFT_OUT), (length + 1 + len(sign), part.stretches[-1][1])]
            words.append(f" {sign}")
        return _Flow("".join(words), tuple(parts))

    def _flow(self, start: int, end: int) -> _Flow:
        """A stretch of the text with the numbers of its links put in."""
        first = bisect_left(self._numbers, (start + 1, 0))
        last = bisect_left(self._numbers, (end + 1, 0))
        if first == last:
            return _Flow(self._text[start:end], ((0, start),))
        parts: list[tuple[int, int]] = []
        words: list[str] = []
        length = 0
        for place, number in self._numbers[first:last]:
            sign = f"\u00a0[{number}]"
            parts += [(length, start), (length + place - start, _NUMBER)]
            words += [self._text[start:place], sign]
            length += place - start + len(sign)
            start = place
        return _Flow("".join([*words, self._text[start:end]]), (*parts, (length, start)))

    def _pieces(self, flow: _Flow, start: int, end: int, base: Roles) -> Iterator[Piece]:
        for at, offset, length in flow.parts_between(start, end):
            if offset < 0:
                yield from visible(flow.text[at : at + length], ("dim" if offset == _LEFT_OUT else "number",), -1)
            else:
                yield from self._runs.pieces(self._text, offset, offset + length, base)

    def _code(self, block: Block, margin: list[Piece]) -> None:
        """Lines as they are, broken only at the edge."""
        margin = self._narrowed(margin)
        room = max(1, self._width - _cells(margin))
        at = block.start
        for line in self._document.text[block.start : block.end].split("\n"):
            if "\t" in line:
                for part in cut(shown(line.expandtabs(TAB)), room):
                    self._line([*margin, *visible(part, ("code",), -1)], at)
            else:
                place = at
                for part in cut(shown(line), room):
                    pieces = self._runs.pieces(self._text, place, place + len(part), ("code",))
                    self._line([*margin, *pieces], place)
                    place += len(part)
            at += len(line) + 1

    # --- tables -----------------------------------------------------------------------------------------------------

    def _table(self, block: Block, margin: list[Piece]) -> None:
        """Columns where they fit, else one record after another."""
        margin = self._narrowed(margin)
        gap = f" {self._symbols.column} "
        rows = [[self._flow(cell.start, cell.end) for cell in row] for row in block.rows]
        widths = [0] * max((len(row) for row in rows), default=0)
        for row in rows:
            for column, flow in enumerate(row):
                widths[column] = max(widths[column], cell_len(flow.text))
        room = self._width - _cells(margin) - len(gap) * (len(widths) - 1)
        if sum(widths) > room:
            widths = _narrower(widths, room)
        if sum(widths) <= room:
            self._columns(block, rows, margin, widths, gap)
        else:
            self._records(block, margin)

    def _columns(self, block: Block, rows: list[list[_Flow]], margin: list[Piece], widths: list[int], gap: str) -> None:
        for number, (cells, flows) in enumerate(zip(block.rows, rows, strict=True)):
            broken = [break_lines(flow.text, widths[column], widths[column]) for column, flow in enumerate(flows)]
            for level in range(max(map(len, broken))):
                pieces = list(margin)
                for column, (cell, flow) in enumerate(zip(cells, flows, strict=True)):
                    if column:
                        pieces.append(Piece(gap, ("rule",)))
                    start, end = broken[column][level] if level < len(broken[column]) else (0, 0)
                    pieces += self._pieces(flow, start, end, ("bold",) if cell.header else ())
                    pieces.append(Piece(" " * (widths[column] - cell_len(flow.text[start:end]))))
                self._line(pieces, cells[0].start)
            if number == 0 and _is_head(cells):
                joint = f"{self._symbols.rule}{self._symbols.crossing}{self._symbols.rule}"
                rule = joint.join(self._symbols.rule * width for width in widths)
                self._line([*margin, Piece(rule, ("rule",))], cells[-1].end)

    def _records(self, block: Block, margin: list[Piece]) -> None:
        """Each row as lines "name: cell", with the names that the first row gives."""
        rows = block.rows
        heads: tuple[Cell, ...] = rows[0] if len(rows) > 1 and _is_head(rows[0]) else ()
        indent = [*margin, Piece("  ")]
        for number, row in enumerate(rows[1:] if heads else rows):
            if number:
                self._line(list(margin), self.lines[-1].start)
            for column, cell in enumerate(row):
                head = heads[column] if column < len(heads) else None
                name = shown(self._text[head.start : head.end]) if head else ""
                if cell.start == cell.end:
                    continue
                lead = margin
                if head and name:
                    lead = [*margin, *visible(name, ("bold",), head.start), Piece(": ", ("bold",))]
                    if _cells(lead) > self._width // 2:
                        for part in wrap(f"{name}:", self._width - _cells(margin)):
                            self._line([*margin, *visible(part, ("bold",), -1)], cell.start)
                        lead = indent
                self._broken(self._flow(cell.start, cell.end), lead, indent, ("bold",) if cell.header else ())


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


@dataclass(frozen=True, slots=True)
class _Flow:
    """Some of the text with signs put in between."""

    text: str
    parts: tuple[tuple[int, int], ...]
    """Where each part begins here, and its offset in the document's text; below 0 for a sign."""

    def offset_of(self, place: int) -> int:
        """The document's offset of a place here; for a sign that of what follows."""
        index = bisect_right(self.parts, place, key=_place) - 1
        start, offset = self.parts[index]
        return offset + place - start if offset >= 0 else self.parts[index + 1][1]

    def parts_between(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(place here, the document's offset, length) of the parts of a stretch."""
        index = bisect_right(self.parts, start, key=_place) - 1
        while start < end:
            at, offset = self.parts[index]
            until = min(end, self.parts[index + 1][0] if index + 1 < len(self.parts) else end)
            if until > start:
                yield start, offset + start - at if offset >= 0 else offset, until - start
            start = max(start, until)
            index += 1


def _names(quotations: Iterable[Quotation], slots: Mapping[str, int], symbols: Symbols) -> list[Piece]:
    """Who speaks in a stretch, each once; the sign before a name says how sure that is."""
    names: dict[str, Piece] = {}
    for one in quotations:
        words = "".join(piece.text for piece in visible(shown(named(one)), (), -1)) or "speaker not named"
        sign = symbols.probable if one.is_probable else symbols.speaker
        role = f"speaker-{slots[one.speaker]}" if one.speaker else UNNAMED
        names.setdefault(words, Piece(f"{sign} {words}", (role, "bold")))
    return list(names.values())


def _filled(pieces: Iterable[Piece], width: int) -> Iterator[list[Piece]]:
    """Pieces on as few lines as they need."""
    line: list[Piece] = []
    for piece in pieces:
        *full, last = (Piece(part, piece.roles) for part in wrap(piece.text, width))
        if line and (full or _cells(line) + 3 + cell_len(last.text) > width):
            yield line
            line = []
        for part in full:
            yield [part]
        line += [*([Piece("   ")] if line else []), last]
    yield line


def _last(stretch: Bounds) -> int:
    return stretch[1]


def _place(part: tuple[int, int]) -> int:
    return part[0]


def _is_head(cells: Sequence[Cell]) -> bool:
    """Whether a row names its columns; the corner may be empty."""
    return any(cell.header for cell in cells) and all(cell.header or cell.start == cell.end for cell in cells)


def _cells(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)
