"""The detail: one article laid out as lines, with its key clauses, quotations and links.

It is given a `Reading` and says when the reader moved; what the lines are is decided by `newsreader.tui.rendering`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.tui.rendering import Layout, Line, lay_out, lay_out_head
from newsreader.tui.runs import SPEAKERS, UNNAMED, Piece
from newsreader.tui.widgets.line_view import LineView, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.articles.document import Document
    from newsreader.models import KeyClause, Quotation
    from newsreader.tui.symbols import Symbols

_MARGIN = 1
"""Cells between the text and the edge of the pane."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An article ready to be shown."""

    entry_id: int
    title: str
    outlet: str
    author: str | None
    date_words: str
    minutes: int
    document: Document
    quotations: Sequence[Quotation] = ()
    clauses: Sequence[KeyClause] = ()


class ArticleView(LineView):
    """An article's head and body."""

    COMPONENT_CLASSES = {
        *(f"speaker-{slot}" for slot in range(SPEAKERS)),
        UNNAMED,
        "article-view--title",
        "article-view--outlet",
        "article-view--dim",
        "article-view--second",
        "article-view--heading",
        "article-view--bold",
        "article-view--italic",
        "article-view--strike",
        "article-view--code",
        "article-view--key",
        "article-view--direct",
        "article-view--current",
        "article-view--number",
        "article-view--rule",
        "article-view--empty",
    }

    @dataclass
    class Scrolled(Message):
        """The reader moved in an article."""

        entry_id: int

    def __init__(self, symbols: Symbols, measure: int, *, id: str | None = None) -> None:  # noqa: A002
        """`measure` is the longest line of text in cells."""
        super().__init__(id=id)
        self._symbols = symbols
        self._measure = measure
        self._centred = False
        self.reading: Reading | None = None
        self._head: Sequence[Line] = ()
        self._body: Layout | None = None
        self._width = 0
        self.current: int | None = None
        """The quotation that is pointed to."""
        self.moved = False
        """Whether the place changed since it was last kept."""

    # --- values down -------------------------------------------------------------------------------------------------

    def set_measure(self, measure: int, *, centred: bool) -> None:
        """The longest line, and whether the text stands in the middle."""
        if (measure, centred) != (self._measure, self._centred):
            self._measure, self._centred = measure, centred
            self._write()

    def show_reading(self, reading: Reading | None, offset: int) -> None:
        """Show an article from the place where it was left (an offset in its text), or nothing."""
        self.reading = reading
        self.current = None
        self._write()
        self._go_to_offset(offset)
        self.moved = False

    def show_findings(self, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]) -> None:
        """Mark what was found in the article since it is shown; the reader's place stays."""
        if self.reading is not None:
            offset = self.position
            self.reading = replace(self.reading, quotations=quotations, clauses=clauses)
            self.current = None
            self._lay_out()
            self.fit_lines()
            if offset:
                self._go_to_offset(offset)

    def point_to(self, index: int | None, *, scroll: bool) -> None:
        """Point out a quotation, and bring it into view."""
        self.current = index
        self.refresh()
        if scroll and index is not None and self.reading is not None and self._body is not None:
            quotation = self.reading.quotations[index]
            first = len(self._head) + self._body.line_of(quotation.start)
            last = len(self._head) + self._body.line_of(max(quotation.start, quotation.end - 1))
            self.show_line(first, last - first + 1, margin=3)
            self.moved = True

    def step_quote(self, direction: int) -> int | None:
        """Point out the next or previous quotation of the text, from the one pointed to or from what is in view."""
        if self.reading is None or not self.reading.quotations:
            return None
        quotations = self.reading.quotations
        if self.current is not None:
            index = self.current + direction
        elif direction > 0:
            top = self.position
            index = next((i for i, quotation in enumerate(quotations) if quotation.end > top), len(quotations))
        else:
            top = self.position
            index = next((i for i in range(len(quotations) - 1, -1, -1) if quotations[i].start < top), -1)
        if not 0 <= index < len(quotations):
            return None
        self.point_to(index, scroll=True)
        return index

    @property
    def position(self) -> int:
        """The offset in the article's text of the line at the top; 0 while the head is in view."""
        line = round(self.scroll_target_y) - len(self._head)
        return self._body.offset_of(line) if self._body is not None and line > 0 else 0

    def link(self, number: int) -> str | None:
        """The address of a link by the number it is shown with."""
        links = self.reading.document.links if self.reading is not None else ()
        return links[number - 1] if 0 < number <= len(links) else None

    # --- movement ----------------------------------------------------------------------------------------------------

    def scroll_line(self, line: int) -> None:
        """Put a line at the top; the reader's doing is told."""
        before = round(self.scroll_target_y)
        super().scroll_line(line)
        if round(self.scroll_target_y) != before:
            self.moved = True
            if self.reading is not None:
                self.post_message(self.Scrolled(self.reading.entry_id))

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        event.prevent_default()  # Textual would scroll as well
        self.move(3)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        event.prevent_default()
        self.move(-3)

    def resized(self) -> None:
        """Lay the article out anew, the same words at the top."""
        if self.size.width != self._width:
            self._write()
        self.fit_lines()

    def _go_to_offset(self, offset: int) -> None:
        line = len(self._head) + self._body.line_of(offset) if self._body is not None and offset > 0 else 0
        super().scroll_line(line)

    # --- lines -------------------------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Head and body."""
        return len(self._head) + (len(self._body.lines) if self._body is not None else 0)

    def line_parts(self, line: int) -> Iterable[Part]:
        """One line, indented to the text's place."""
        if self._body is None:
            return
        shown = self._head[line] if line < len(self._head) else self._body.lines[line - len(self._head)]
        yield " " * self._indent, ()
        for piece in shown.pieces:
            yield from self._pointed_out(piece)

    def _pointed_out(self, piece: Piece) -> Iterable[Part]:
        """A piece, cut where the quotation that is pointed to begins and ends."""
        styles = _styles(piece.roles)
        if self.current is None or piece.start < 0 or self.reading is None:
            return [(piece.text, styles)]
        quotation = self.reading.quotations[self.current]
        begin = max(0, min(quotation.start - piece.start, len(piece.text)))
        end = max(0, min(quotation.end - piece.start, len(piece.text)))
        text = piece.text
        return [(text[:begin], styles), (text[begin:end], (*styles, "article-view--current")), (text[end:], styles)]

    @property
    def _text_width(self) -> int:
        return max(1, min(self._measure, self.size.width - 2 * _MARGIN))

    @property
    def _indent(self) -> int:
        return max(_MARGIN, (self.size.width - self._text_width) // 2) if self._centred else _MARGIN

    def _write(self) -> None:
        """Lay everything out for the present width; the place in the text stays."""
        offset = self.position
        self._width = self.size.width
        self._head = ()
        if self.reading is not None:
            self._head = lay_out_head(
                self.reading.title,
                self.reading.outlet,
                self.reading.author,
                self.reading.date_words,
                self.reading.minutes,
                self._text_width,
                symbols=self._symbols,
            )
        self._lay_out()
        self.fit_lines()
        self._go_to_offset(offset)

    def _lay_out(self) -> None:
        reading = self.reading
        self._body = None
        if reading is not None:
            self._body = lay_out(
                reading.document,
                self._text_width,
                quotations=reading.quotations,
                clauses=reading.clauses,
                symbols=self._symbols,
            )


def _styles(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(role if role.startswith("speaker-") else f"article-view--{role}" for role in roles)
