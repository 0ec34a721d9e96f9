"""Blocks of an article written as lines, one after another: what stands before the text, and where it is broken."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.articles.document import Block, BlockKind
from newsreader.tui.breaking import break_lines, cut_at_blanks
from newsreader.tui.rendering import drawings, tables
from newsreader.tui.rendering.layout import Line
from newsreader.tui.rendering.pieces import BLANK, Flow, cells_of, joined
from newsreader.tui.runs import Piece, Roles, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsreader.tui.rendering.setting import Setting
    from newsreader.tui.skimming import Shown

MEASURE = 20
"""Indents and quotation bars leave the text this many cells."""
MOST_BARS = 8
TAB = 4
RULE = 12

_HANGING = set("“„«‹‘‚\"'")
"""Marks of quotation that stand before the edge of a paragraph, so that its letters do not."""
_BELOW_PICTURES = {BlockKind.IMAGE, BlockKind.CAPTION}
_BLOCK_ROLES: dict[BlockKind, Roles] = {
    BlockKind.HEADING: ("heading",),
    BlockKind.TERM: ("bold",),
    BlockKind.CAPTION: ("dim", "italic"),
    BlockKind.IMAGE: ("dim",),
}


class Writer:
    """Writes blocks as lines."""

    def __init__(self, setting: Setting, hangs: Mapping[int, int] | None = None) -> None:
        """`hangs`: how far the text of the last item of each depth stands from its marker."""
        self.setting = setting
        self.symbols = setting.symbols
        self.width = setting.width
        self.lines: list[Line] = []
        self._hangs = dict(hangs or {})

    def line(self, pieces: list[Piece], start: int, *, hang: int = 0) -> None:
        """One line."""
        self.lines.append(Line(tuple(pieces), start, hang))

    def blank(self, above: Block, below: Block) -> None:
        """A line with nothing on it but the bars of a quotation that goes on."""
        self.line(self._bars(min(above.quote_depth, below.quote_depth)), above.end)

    def block(self, part: Shown) -> None:
        """The lines of one block, or of what is shown of it."""
        block = part.block
        margin = self._margin(block)
        for drawing in self.setting.drawings.get(block.start, ()):
            self.lines += drawings.lines(drawing, block.start, self.narrowed(margin))
            if block.kind not in _BELOW_PICTURES:
                self.line([*self._bars(block.quote_depth)], block.start)
        match block.kind:
            case BlockKind.CODE:
                self._code(block, self.narrowed(margin))
            case BlockKind.TABLE:
                tables.write(self, block, self.narrowed(margin))
            case BlockKind.RULE:
                room = max(1, self.width - cells_of(margin))
                self.line([*margin, Piece(self.symbols.rule * min(room, RULE), ("rule",))], block.start)
            case BlockKind.ITEM:
                self._item(part, margin)
            case BlockKind.DEFINITION:
                lead = [*margin, Piece("  ")]
                self.broken(self.setting.skimmed(part), lead, lead)
            case _:
                flow = self.setting.skimmed(part)
                hangs = (
                    block.kind is BlockKind.PARAGRAPH and flow.text[:1] in _HANGING and not margin and self.width > 1
                )
                self.broken(flow, margin, margin, _BLOCK_ROLES.get(block.kind, ()), hang=int(hangs))

    def broken(self, flow: Flow, first: list[Piece], rest: list[Piece], base: Roles = (), *, hang: int = 0) -> None:
        """Some of the text as broken lines, behind a lead."""
        first, rest = self.narrowed(first), self.narrowed(rest)
        widths = [max(1, self.width - cells_of(lead)) for lead in (first, rest)]
        for number, (start, end) in enumerate(break_lines(flow.text, widths[0] + hang, widths[1])):
            lead = rest if number else first
            pieces = [*lead, *self.setting.pieces(flow, start, end, base)]
            self.line(pieces, flow.offset_of(start), hang=0 if number else hang)

    def narrowed(self, lead: list[Piece]) -> list[Piece]:
        """What stands before the text, or nothing where it would leave no room."""
        return lead if cells_of(lead) <= max(0, self.width - 2) else []

    # --- what stands before the text --------------------------------------------------------------------------------

    def _bars(self, depth: int) -> list[Piece]:
        depth = min(depth, MOST_BARS, max(0, self.width - MEASURE) // 2)
        return [Piece(f"{self.symbols.quote_bar} ", ("rule",))] * depth

    def _margin(self, block: Block) -> list[Piece]:
        """Quotation bars, and the indent of the lists around."""
        bars = self._bars(block.quote_depth)
        lists = 0 if block.kind is BlockKind.HEADING else block.level
        if block.kind is BlockKind.ITEM and block.marker:
            lists -= 1
        indent = sum(self._hangs.get(depth, 2) for depth in range(1, min(lists, self.width) + 1))
        indent = max(0, min(indent, self.width - MEASURE - cells_of(bars)))
        return [*bars, Piece(" " * indent)] if indent else bars

    def _item(self, part: Shown, margin: list[Piece]) -> None:
        block, flow = part.block, self.setting.skimmed(part)
        sign = self.symbols.bullet if block.marker == "•" else block.marker
        if not sign:
            self.broken(flow, margin, margin)
            return
        self._hangs[block.level] = hang_of(block)
        first = [*margin, Piece(f"{sign} ", ("second",))]
        self.broken(flow, first, [*margin, Piece(" " * hang_of(block))])

    # --- code -------------------------------------------------------------------------------------------------------

    def _code(self, block: Block, margin: list[Piece]) -> None:
        """Lines as they are, broken only near the edge, on a ground as wide as the widest of them."""
        room = max(1, self.width - cells_of(margin))
        at = block.start
        lines: list[tuple[Flow, int, str]] = []
        for line in self.setting.document.text[block.start : block.end].split("\n"):
            flow = _untabbed(line, at)
            place = 0
            for part in cut_at_blanks(shown(flow.text), room):
                lines.append((flow, place, part))
                place += len(part)
            at += len(line) + 1
        widths = [cell_len(part) for _, _, part in lines]
        widest = max(widths)
        for (flow, place, part), width in zip(lines, widths, strict=True):
            pieces = self._code_pieces(block, flow, place, place + len(part))
            ground = Piece(" " * (widest - width), ("code",))
            self.line([*margin, *pieces, ground], flow.offset_of(place))

    def _code_pieces(self, block: Block, flow: Flow, start: int, end: int) -> Iterator[Piece]:
        """Some of a line, in the roles that its tokens have if they are known."""
        tokens = self.setting.tokens.get(block.start, ())
        if not tokens:
            yield from self.setting.pieces(flow, start, end, ("code",))
            return
        for at, offset, length in flow.parts_between(start, end):
            if offset < 0:
                yield Piece(flow.text[at : at + length], ("code",))
                continue
            done, until = offset, offset + length
            first = bisect_right(tokens, done, key=_token_end)
            for token_start, token_end, roles in tokens[first:]:
                if token_start >= until:
                    break
                runs = self.setting.runs
                yield from runs.pieces(self.setting.text, done, max(done, token_start), ("code",))
                done = max(done, token_start)
                yield from runs.pieces(self.setting.text, done, min(token_end, until), ("code", *roles))
                done = min(token_end, until)
            yield from self.setting.runs.pieces(self.setting.text, done, until, ("code",))


def hang_of(block: Block) -> int:
    """How far the text of an item stands from its marker."""
    return cell_len(block.marker) + 1


def _untabbed(line: str, at: int) -> Flow:
    """A line of code that begins at an offset, its tabs as blanks."""
    parts: list[Flow | tuple[str, int]] = []
    cells = 0
    for number, text in enumerate(line.split("\t")):
        if number:
            blanks = TAB - cells % TAB
            parts.append((" " * blanks, BLANK))
            cells += blanks
        parts.append(Flow(text, ((0, at),)))
        cells += cell_len(text)
        at += len(text) + 1
    return joined(parts)


def _token_end(token: tuple[int, int, Roles]) -> int:
    return token[1]
