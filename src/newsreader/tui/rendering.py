"""An article as lines: document, quotations, key clauses and a width in, pieces with the names of their roles out.

Pure: no widget, no colour, no storage. A line is never wider than the width in cells, and no word of the document is
lost. Roles are names that the detail turns into styles.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.articles.document import Block, BlockKind, Document, MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.models import KeyClause, Quotation
    from newsreader.tui.symbols import Symbols

SPEAKERS = 8
"""How many speakers have a colour of their own before they begin anew."""
UNNAMED = "speaker-unnamed"

Roles = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one style."""

    text: str
    roles: Roles = ()
    start: int = -1
    """Its offset in the document's text; -1 for what is not of the text (signs, numbers)."""


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
    """The lines of a document's body."""

    lines: Sequence[Line]
    starts: Sequence[int]

    def line_of(self, offset: int) -> int:
        """The line that shows an offset of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def offset_of(self, line: int) -> int:
        """The offset that a line begins at."""
        if not self.starts:
            return 0
        return self.starts[max(0, min(line, len(self.starts) - 1))]


def speaker_slots(quotations: Iterable[Quotation]) -> dict[str, int]:
    """Each named speaker's colour, in the order of their first words."""
    slots: dict[str, int] = {}
    for quotation in quotations:
        if quotation.speaker:
            slots.setdefault(quotation.speaker, len(slots) % SPEAKERS)
    return slots


def lay_out_head(
    title: str, outlet: str, author: str | None, date_words: str, minutes: int, width: int, *, symbols: Symbols
) -> tuple[Line, ...]:
    """Title, then outlet, author, date and reading time, then a blank line."""
    lines = [Line((Piece(line, ("title",)),), 0) for line in wrap(title, width)]
    facts = [(outlet, "outlet"), (author or "", "second"), (date_words, "second"), (f"{minutes} min", "second")]
    gap = f" {symbols.dot} "
    pieces: list[Piece] = []
    used = 0
    for words, role in facts:
        if not words:
            continue
        room = width - (used + len(gap) if pieces else 0)
        if pieces and cell_len(words) > room:
            lines.append(Line(tuple(pieces), 0))
            pieces, used = [], 0
        elif pieces:
            pieces.append(Piece(gap, ("dim",)))
            used += len(gap)
        parts = wrap(words, width)
        lines.extend(Line((Piece(part, (role,)),), 0) for part in parts[:-1])
        pieces.append(Piece(parts[-1], (role,)))
        used += cell_len(parts[-1])
    return (*lines, Line(tuple(pieces), 0), Line((), 0))


def lay_out(
    document: Document,
    width: int,
    *,
    quotations: Sequence[Quotation] = (),
    clauses: Sequence[KeyClause] = (),
    symbols: Symbols,
) -> Layout:
    """The whole body, with the addresses of its links at the end."""
    writer = _Writer(document, max(1, width), _Runs(document, quotations, clauses), symbols)
    previous: Block | None = None
    for block in document.blocks:
        if previous is not None and not _close(previous, block):
            writer.blank(previous.end)
        writer.block(block)
        previous = block
    writer.links()
    return Layout(writer.lines, [line.start for line in writer.lines])


def _close(above: Block, below: Block) -> bool:
    """Whether no blank line separates two blocks: the items of one list, a term and what it means."""
    together = {BlockKind.ITEM, BlockKind.TERM, BlockKind.DEFINITION}
    return above.kind in together and below.kind in together and above.quote_depth == below.quote_depth


# --- styles over the text ----------------------------------------------------------------------------------------

_MARK_ROLES = {
    MarkKind.BOLD: "bold",
    MarkKind.ITALIC: "italic",
    MarkKind.CODE: "code",
    MarkKind.STRIKE: "strike",
}


class _Runs:
    """The roles of every stretch of the text: where they change, and what they are from there."""

    def __init__(self, document: Document, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]) -> None:
        spans: list[tuple[int, int, Roles]] = [
            (m.start, m.end, (_MARK_ROLES[m.kind],)) for m in document.marks if m.kind in _MARK_ROLES
        ]
        spans += [(clause.start, clause.end, ("key",)) for clause in clauses]
        slots = speaker_slots(quotations)
        for quotation in quotations:
            speaker = f"speaker-{slots[quotation.speaker]}" if quotation.speaker else UNNAMED
            roles: Roles = (speaker,) if quotation.type == "indirect" else (speaker, "direct")
            spans.append((quotation.start, quotation.end, roles))
        self._starts, self._roles = _sweep(spans)

    def pieces(self, text: str, start: int, end: int, base: Roles) -> Iterator[Piece]:
        """A stretch of the text cut where its roles change."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            until = self._starts[index + 1] if index + 1 < len(self._starts) else end
            until = min(until, end)
            yield Piece(text[start:until], (*base, *self._roles[index]) if index >= 0 else base, start)
            start = until
            index += 1


def _sweep(spans: list[tuple[int, int, Roles]]) -> tuple[list[int], list[Roles]]:
    """Spans that may overlap as stretches that do not: where each begins and the roles of all that cover it."""
    edges = sorted(
        [(start, 1, number) for number, (start, end, _) in enumerate(spans) if start < end]
        + [(end, 0, number) for number, (start, end, _) in enumerate(spans) if start < end]
    )
    starts: list[int] = []
    found: list[Roles] = []
    active: dict[int, None] = {}
    for offset, opens, number in edges:
        if opens:
            active[number] = None
        else:
            active.pop(number, None)
        roles = tuple(dict.fromkeys(role for one in sorted(active) for role in spans[one][2]))
        if starts and starts[-1] == offset:
            found[-1] = roles
        else:
            starts.append(offset)
            found.append(roles)
    return starts, found


# --- breaking lines ----------------------------------------------------------------------------------------------

# Scripts without spaces may be broken anywhere but beside their own punctuation.
_WIDE = (
    r"\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3"
    r"\uf900-\ufaff\uff00-\uff60"
)
_OPENING = "「『（〔［｛〈《【〖"
_CLOSING = "、。，．：；？！」』）〕］｝〉》】〗ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥"
_TOKENS = re.compile(f"[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^\\s{_WIDE}]+[{_CLOSING}]*|\\s+")


def wrap(text: str, width: int) -> list[str]:
    """A text as lines no wider than `width` cells; at least one line."""
    return [text[start:end] for start, end in break_lines(text, 0, len(text), max(1, width), max(1, width))] or [""]


def break_lines(text: str, start: int, end: int, first: int, rest: int) -> list[tuple[int, int]]:
    """Where the lines of text[start:end] begin and end; the first may have another width than the rest."""
    lines: list[tuple[int, int]] = []
    line_start, line_end, used = start, start, 0
    room = first
    blank = 0
    for token in _TOKENS.finditer(text, start, end):
        token_start, token_end = token.span()
        word = token.group()
        if word.isspace():
            blank = 1 if used else 0
            if "\n" in word and used:  # a line broken by hand
                lines.append((line_start, line_end))
                line_start, used, room, blank = token_end, 0, rest, 0
            continue
        cells = cell_len(word)
        if used and used + blank + cells > room:
            lines.append((line_start, line_end))
            line_start, used, room, blank = token_start, 0, rest, 0
        if cells > room:
            pieces = _break_word(word, room, rest)
            for piece in pieces[:-1]:
                lines.append((token_start, token_start + len(piece)))
                token_start += len(piece)
            line_start, used, room = token_start, 0, rest
            cells = cell_len(pieces[-1])
        if not used:
            line_start = token_start
        used += blank + cells
        blank = 0
        line_end = token_end
    if used or not lines:
        lines.append((line_start, max(line_start, line_end)))
    return lines


def _break_word(word: str, first: int, rest: int) -> list[str]:
    """A word too long for a line, cut between characters as the reader sees them."""
    pieces, piece, room = [], "", first
    for cluster in _clusters(word):
        if piece and cell_len(piece + cluster) > room:
            pieces.append(piece)
            piece, room = "", rest
        piece += cluster
    return [*pieces, piece]


def _clusters(word: str) -> Iterator[str]:
    """Characters with what combines with them."""
    cluster = ""
    for character in word:
        joined = cluster.endswith("\u200d") or (cluster and cell_len(character) == 0)
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


# --- blocks ------------------------------------------------------------------------------------------------------


class _Writer:
    """Writes blocks as lines, one after another."""

    def __init__(self, document: Document, width: int, runs: _Runs, symbols: Symbols) -> None:
        self._document = document
        self._width = width
        self._runs = runs
        self._symbols = symbols
        self._numbers = sorted(
            (m.end, m.link + 1) for m in document.marks if m.kind is MarkKind.LINK and m.link is not None
        )
        self.lines: list[Line] = []

    def blank(self, start: int) -> None:
        """A line with nothing on it."""
        self.lines.append(Line((), start))

    def block(self, block: Block) -> None:
        """The lines of one block."""
        margin = self._quote_margin(block)
        match block.kind:
            case BlockKind.CODE:
                self._code(block, margin)
            case BlockKind.TABLE:
                self._table(block, margin)
            case BlockKind.RULE:
                rule = self._symbols.rule * min(self._width, 12)
                self.lines.append(Line((*margin, Piece(rule, ("rule",))), block.start))
            case BlockKind.ITEM:
                self._item(block, margin)
            case BlockKind.DEFINITION:
                self._text(block, [*margin, Piece("  ")], [*margin, Piece("  ")])
            case _:
                self._text(block, margin, margin, _BLOCK_ROLES.get(block.kind, ()))

    def links(self) -> None:
        """The addresses behind the numbers, in full."""
        for number, address in enumerate(self._document.links, 1):
            if number == 1:
                self.blank(len(self._document.text))
            label = f"[{number}] "
            room = self._width - len(label)
            indent, label_width = (" " * len(label), room) if room >= 10 else ("", self._width)
            for index, line in enumerate(_hard_lines(address, label_width)):
                lead = (Piece(label, ("number",)) if index == 0 else Piece(indent)) if room >= 10 else Piece("")
                self.lines.append(Line((lead, Piece(line, ("dim",))), len(self._document.text)))

    def _quote_margin(self, block: Block) -> list[Piece]:
        depth = min(block.quote_depth, max(0, (self._width - 20) // 2), 8)
        return [Piece(f"{self._symbols.quote_bar} ", ("rule",))] * depth

    def _item(self, block: Block, margin: list[Piece]) -> None:
        deep = "  " * min(max(0, block.level - 1), max(0, (self._width - 20) // 4), 8)
        sign = self._symbols.bullet if block.marker == "•" else block.marker
        marker = f"{sign} " if sign else ""
        if self._width < 3 + cell_len(deep + marker):
            deep = marker = ""
        first = [*margin, Piece(deep), Piece(marker, ("second",))]
        self._text(block, first, [*margin, Piece(deep + " " * cell_len(marker))])

    def _text(self, block: Block, first: list[Piece], rest: list[Piece], base: Roles = ()) -> None:
        self._stretch(block.start, block.end, first, rest, base)

    def _stretch(self, start: int, end: int, first: list[Piece], rest: list[Piece], base: Roles = ()) -> None:
        """Some of the text as broken lines, behind a lead."""
        first, rest = self._narrowed(first), self._narrowed(rest)
        shown = self._shown(start, end)
        widths = [max(1, self._width - _cells(lead)) for lead in (first, rest)]
        for number, (line_start, line_end) in enumerate(break_lines(shown.text, 0, len(shown.text), *widths)):
            lead = rest if number else first
            pieces = self._pieces(shown, line_start, line_end, base)
            self.lines.append(Line((*lead, *pieces), shown.offset_of(line_start)))

    def _narrowed(self, lead: list[Piece]) -> list[Piece]:
        """What stands before the text, or nothing where it would leave no room."""
        return lead if _cells(lead) <= self._width - 2 else []

    def _shown(self, start: int, end: int) -> _Shown:
        """A stretch of the text with the numbers of its links put in."""
        text = self._document.text
        first = bisect_left(self._numbers, (start + 1, 0))
        last = bisect_right(self._numbers, (end, 1 << 60))
        parts: list[tuple[int, int]] = []
        words: list[str] = []
        length = 0
        for place, number in self._numbers[first:last]:
            sign = f"[{number}]"
            parts += [(length, start), (length + place - start, -1)]
            words += [text[start:place], sign]
            length += place - start + len(sign)
            start = place
        return _Shown("".join([*words, text[start:end]]), (*parts, (length, start)))

    def _pieces(self, shown: _Shown, start: int, end: int, base: Roles) -> Iterator[Piece]:
        for at, offset, length in shown.parts_between(start, end):
            if offset < 0:
                yield Piece(shown.text[at : at + length], ("number",))
            else:
                yield from self._runs.pieces(self._document.text, offset, offset + length, base)

    def _code(self, block: Block, margin: list[Piece]) -> None:
        """Lines as they are, broken only at the edge."""
        margin = self._narrowed(margin)
        room = max(1, self._width - _cells(margin))
        start = block.start
        for line in self._document.text[block.start : block.end].split("\n"):
            at = start
            for piece in _hard_lines(line.expandtabs(4) if "\t" in line else line, room):
                self.lines.append(Line((*margin, Piece(piece, ("code",), at if "\t" not in line else -1)), at))
                at = min(at + len(piece), start + len(line))
            start += len(line) + 1

    def _table(self, block: Block, margin: list[Piece]) -> None:
        """Columns where they fit, else one record after another."""
        text = self._document.text
        room = self._width - _cells(margin)
        gap = f" {self._symbols.column} "
        columns = max((len(row) for row in block.rows), default=0)
        widths = [
            max((cell_len(text[row[n].start : row[n].end]) for row in block.rows if n < len(row)), default=0)
            for n in range(columns)
        ]
        if sum(widths) + len(gap) * (columns - 1) <= room:
            self._columns(block, margin, widths, gap)
        else:
            self._records(block, margin)

    def _columns(self, block: Block, margin: list[Piece], widths: list[int], gap: str) -> None:
        text = self._document.text
        for number, row in enumerate(block.rows):
            pieces: list[Piece] = list(margin)
            for column, cell in enumerate(row):
                if column:
                    pieces.append(Piece(gap, ("rule",)))
                pieces += self._runs.pieces(text, cell.start, cell.end, ("bold",) if cell.header else ())
                pieces.append(Piece(" " * (widths[column] - cell_len(text[cell.start : cell.end]))))
            start = row[0].start if row else block.start
            self.lines.append(Line(tuple(pieces), start))
            if number == 0 and row and all(cell.header for cell in row):
                joint = f"{self._symbols.rule}{self._symbols.crossing}{self._symbols.rule}"
                rule = joint.join(self._symbols.rule * width for width in widths)
                self.lines.append(Line((*margin, Piece(rule, ("rule",))), start))

    def _records(self, block: Block, margin: list[Piece]) -> None:
        text = self._document.text
        heads = block.rows[0] if block.rows and all(cell.header for cell in block.rows[0]) else ()
        for number, row in enumerate(block.rows[1:] if heads else block.rows):
            if number:
                self.blank(self.lines[-1].start)
            for column, cell in enumerate(row):
                name = text[heads[column].start : heads[column].end] if column < len(heads) else ""
                lead = [*margin, Piece(f"{name}: ", ("bold",), heads[column].start)] if name else margin
                if _cells(lead) > self._width // 2:
                    self._stretch(heads[column].start, heads[column].end, margin, margin, ("bold",))
                    lead = [*margin, Piece("  ")]
                self._stretch(cell.start, cell.end, lead, [*margin, Piece("  ")], ("bold",) if cell.header else ())
        if heads and len(block.rows) == 1:
            for cell in heads:
                self._stretch(cell.start, cell.end, margin, margin, ("bold",))


_BLOCK_ROLES: dict[BlockKind, Roles] = {
    BlockKind.HEADING: ("heading",),
    BlockKind.TERM: ("bold",),
    BlockKind.CAPTION: ("dim", "italic"),
    BlockKind.IMAGE: ("dim",),
}


@dataclass(frozen=True, slots=True)
class _Shown:
    """Some of the text with signs put in between."""

    text: str
    parts: tuple[tuple[int, int], ...]
    """Where each part begins here, and its offset in the document's text; -1 for a sign."""

    def offset_of(self, place: int) -> int:
        """The document's offset of a place here; for a sign that of what follows."""
        index = bisect_right(self.parts, place, key=lambda part: part[0]) - 1
        start, offset = self.parts[max(0, index)]
        if offset >= 0:
            return offset + place - start
        return self.parts[index + 1][1]

    def parts_between(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(place here, the document's offset, length) of the parts of a stretch."""
        index = max(0, bisect_right(self.parts, start, key=lambda part: part[0]) - 1)
        while start < end:
            at, offset = self.parts[index]
            until = min(end, self.parts[index + 1][0] if index + 1 < len(self.parts) else end)
            if until > start:
                yield start, offset + start - at if offset >= 0 else -1, until - start
            start = max(start, until)
            index += 1


def _cells(pieces: Iterable[Piece]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)


def _hard_lines(text: str, width: int) -> list[str]:
    """A line cut at a width, blanks and all."""
    return _break_word(text, width, width) if cell_len(text) > width else [text]
