"""An article's head and body as one column of lines: which line shows what of the text, which cell which character.

The lines of the body are laid out as they are asked for: what is below may get another number by it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.tui.rendering.layout import Layout, Line
    from newsreader.tui.runs import Piece


class Sheet:
    """The lines of an article; none without one."""

    def __init__(self, head: Sequence[Line] = (), body: Layout | None = None) -> None:
        self.head = head
        self.body = body

    @property
    def line_count(self) -> int:
        """Head and body, as far as they are known."""
        return len(self.head) + (self.body.line_count if self.body is not None else 0)

    def line(self, number: int) -> Line:
        """One of them."""
        assert self.body is not None  # noqa: S101 - asked for with an article only
        return self.head[number] if number < len(self.head) else self.body.line(number - len(self.head))

    def in_body(self, line: int) -> bool:
        """Whether a line is of the body."""
        return len(self.head) <= line < self.line_count

    def settle(self, line: int, height: int) -> int:
        """Lay out a line that is to be at the top of so many, and those below it, as far as the end allows; the number
        that it has then."""
        head = len(self.head)
        while True:
            count = self.line_count
            line = max(0, min(line, count - height))
            if self.body is None:
                return line
            if line >= head:
                line = head + self.body.settle(line - head, height)
            else:
                self.body.settle(0, height + line - head)
            if self.line_count == count:
                return line

    # --- the text ----------------------------------------------------------------------------------------------------

    def line_of(self, offset: int) -> int:
        """The line that shows an offset of the text, or what is nearest to it."""
        return 0 if self.body is None else len(self.head) + self.body.line_of(self.body.nearest(offset))

    def line_at(self, offset: int) -> int:
        """The line that shows an offset that is shown; 0 for 0, which is the head's."""
        return len(self.head) + self.body.line_of(offset) if offset and self.body is not None else 0

    def offset_of(self, line: int) -> int:
        """The offset in the text that a line begins at, 0 in the head."""
        line -= len(self.head)
        return self.body.offset_of(line) if self.body is not None and line > 0 else 0

    def offsets_of(self, line: int) -> Sequence[int]:
        """The offsets of the text that a line shows."""
        if not self.in_body(line):
            return ()
        return [
            offset
            for piece in self.line(line).pieces
            if piece.start >= 0
            for offset in range(piece.start, piece.start + len(piece.text))
        ]

    # --- cells, counted from the text's edge -------------------------------------------------------------------------

    def piece_at(self, cell: int, line: int) -> tuple[Piece, int] | None:
        """What is drawn in a cell of a line of the body, and which character of it."""
        if self.body is None or not self.in_body(line):
            return None
        shown = self.line(line)
        at = -shown.hang
        for piece in shown.pieces:
            cells = cell_len(piece.text)
            if at <= cell < at + cells:
                widths = [cell_len(piece.text[: n + 1]) for n in range(len(piece.text))]
                return piece, min(bisect_right(widths, cell - at), len(widths) - 1)
            at += cells
        return None

    def offset_at(self, cell: int, line: int) -> int | None:
        """The offset of the text that is drawn in a cell of a line; None if that is no text."""
        found = self.piece_at(cell, line)
        return None if found is None or found[0].start < 0 else found[0].start + found[1]

    def cell_of(self, offset: int, line: int) -> int | None:
        """The cell of a line that an offset of the text is drawn in, if it is."""
        shown = self.line(line)
        at = -shown.hang
        for piece in shown.pieces:
            if piece.start <= offset < piece.start + len(piece.text) and piece.start >= 0:
                return at + cell_len(piece.text[: offset - piece.start])
            at += cell_len(piece.text)
        return None
