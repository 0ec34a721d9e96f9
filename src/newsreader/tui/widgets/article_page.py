"""One article as a pane: where the reader is in it, what is drawn over the text, how wide it is.

It is given a `Reading`; its lines are a `Sheet`, laid out as they come into view. The text in view does not move when
what is above it is laid out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Offset
from textual.message import Message

from newsreader.quotations.skim import Level
from newsreader.tui.rendering.drawings import colours, drawn, row_of
from newsreader.tui.rendering.sheet import Sheet
from newsreader.tui.runs import SPEAKERS, UNNAMED, Piece
from newsreader.tui.widgets.article_pictures import ArticlePictures
from newsreader.tui.widgets.article_reading import Reading, lay_out_body, lay_out_head_of
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual import events
    from textual.timer import Timer

    from newsreader.tui.gallery import Sixels
    from newsreader.tui.rendering import Layout, Line
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_MARGIN = 1
"""Cells between the text and the edge of the pane; in the one before it marks of quotation may hang."""
_BREATH_SECONDS = 0.005
"""Left to keys before what takes long."""
Drawn = tuple[int, int, str]
"""A stretch of the text, half-open, and the style that is drawn over it."""


@dataclass(frozen=True, slots=True)
class Top:
    """The line at the top, told so that it is found again in lines that were made anew."""

    offset: int
    """In the text; 0 while the head is in view."""
    below: int
    """How far it is below the line that shows the offset; with the head in view, the line itself."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader was when they last moved."""

    position: int
    """The offset in the text of the line at the top."""
    offset: int
    """What stays in view when the text is laid out anew: the quotation that is pointed to, else the line at the top."""
    row: int
    """How far below the top that stands."""
    top: Top
    """The line at the top, for the same lines."""
    lines: tuple[Level, int] | None
    """The level and the width of text that the lines were made for; None to begin with."""


class ArticlePage(LineView):
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
        "article-view--match",
        "article-view--match-now",
        "article-view--noted",
        "article-view--selected",
        "article-view--caret",
    }

    @dataclass
    class Scrolled(Message):
        """The reader moved in an article."""

        entry_id: int

    @dataclass
    class Resized(Message):
        """There is room for more of the article, or for less."""

    def __init__(self, symbols: Symbols, measure: int, *, id: str | None = None) -> None:  # noqa: A002
        """`measure` is the longest line of text in cells."""
        super().__init__(id=id)
        self._symbols = symbols
        self._measure = measure
        self._centred = False
        self.reading: Reading | None = None
        self.level = Level.ALL
        """How much of this article is shown."""
        self._sheet = Sheet()
        self.pictures = ArticlePictures(self)
        self._lines: tuple[Level, int] = (Level.ALL, 0)
        """The level and the width of text that head and body are laid out for."""
        self._height = 0
        """The rows of the pane when they were laid out."""
        self._place: Place | None = None
        """Kept from one width, height or level to the next, until the reader moves."""
        self._find: Find | None = None
        self._reported = True
        self._timer: Timer | None = None
        self.moved = False
        """Whether the place changed since it was last kept."""

    # --- the place ---------------------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """The offset in the text of where the reader is: of the line at the top, 0 while the head is in view, also when
        the lines are such that this cannot be at the top."""
        return self._offset if self._place is None else self._place.position

    @property
    def progress(self) -> int:
        """How much of the article's text has been in view, in hundredths, if all above has been."""
        if self.reading is None or self._body is None:
            return 0
        last = self._top + self.size.height - len(self._sheet.head)
        length = len(self.reading.document.text)
        if last >= self._body.line_count or not length:
            return 100
        return min(99, 100 * self._body.offset_of(last) // length)

    @property
    def _body(self) -> Layout | None:
        return self._sheet.body

    @property
    def _offset(self) -> int:
        return self._sheet.offset_of(self._top)

    def _line_of(self, offset: int) -> int:
        """The line of the pane that shows an offset of the text, or what is nearest to it. What is in view may get
        another number by this, since what stands above it is laid out."""
        return self._sheet.line_of(offset)

    def here(self) -> Top:
        """The line at the top."""
        offset = self._offset
        line = self._sheet.line_at(offset)
        return Top(offset, self._top - line)

    def go_back(self, top: Top) -> None:
        """Have that line at the top again."""
        self._put_at_top(self._sheet.line_at(top.offset) + top.below)

    def _pointed(self) -> tuple[int, int] | None:
        """The offset of what stays in view when the text is laid out anew, and how far below the top it stands; None
        for the line at the top."""
        raise NotImplementedError

    def _place_here(self) -> Place:
        position = self.position
        offset, row = self._pointed() or (position, 0)
        return Place(position, offset, row, self.here(), self._lines)

    def _return_to(self, place: Place) -> None:
        self._place = place
        if place.lines == self._lines:
            self.go_back(place.top)
        else:
            row = max(0, min(place.row, self.size.height - 1))
            self._put_at_top(self._line_of(place.offset) - row if place.offset > 0 else 0)

    def _put_at_top(self, line: int) -> None:
        """Put a line at the top, as far as the end allows, with all that is in view then laid out."""
        super().scroll_line(self._sheet.settle(line, self.size.height))
        if self._timer is None and self.is_attached and self._body is not None and self._body.may_look_better():
            self._timer = self.set_timer(_BREATH_SECONDS, self._look_better)

    def _body_grew(self, line: int, more: int) -> None:
        self.lines_grew(len(self._sheet.head) + line, more)

    def _look_better(self) -> None:
        """Have what takes long and only looks better, now that one can read."""
        self._timer = None
        if self._body is not None and self.is_attached and self._body.look_better():
            self.refresh()
            self._timer = self.set_timer(_BREATH_SECONDS, self._look_better)

    # --- movement ----------------------------------------------------------------------------------------------------

    def scroll_line(self, line: int) -> None:
        """Put a line at the top; the reader's doing is told."""
        before = self.here()
        self._put_at_top(line)
        if self.here() != before:
            self.moved = True
            self._place = None
            if self.reading is not None:
                self.post_message(self.Scrolled(self.reading.entry_id))

    def show_stretch(self, start: int, end: int, margin: int = 3) -> None:
        """Have a stretch of the text in view, and some lines around it."""
        self._line_of(end - 1)
        first = self._line_of(start)
        last = self._line_of(max(start, end - 1))
        self.show_line(first, max(1, last - first + 1), min(margin, (self.size.height - 1) // 2))

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
        self._write(is_same=self._text_width == self._lines[1])
        self.post_message(self.Resized())

    # --- lines -------------------------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Head and body, as far as they are known."""
        return self._sheet.line_count

    def stretches(self, line: int) -> Iterable[Stretch]:
        """One line, indented to the text's place."""
        if self._body is None:
            return
        shown = self._sheet.line(line)
        yield " " * (self._indent - shown.hang), ()
        for piece in shown.pieces:
            yield from self._drawn_over(piece)

    def drawn(self, start: int, end: int) -> Iterator[Drawn]:
        """What is drawn over a stretch of the text."""
        raise NotImplementedError

    def sign(self, piece: Piece) -> Stretch:
        """How something is drawn that is not of the text."""
        return piece.text, _styles(piece.roles)

    def _drawn_over(self, piece: Piece) -> Iterable[Stretch]:
        """A piece, cut where what is drawn over the text begins and ends."""
        if piece.start < 0:
            if (row := row_of(piece)) is not None:
                self.pictures.want(row[0])
            return drawn(piece, self.pictures.pixels) or [self.sign(piece)]
        styles, text, first = _styles(piece.roles), piece.text, piece.start
        over = [(start - first, end - first, style) for start, end, style in self.drawn(first, first + len(text))]
        if not over:
            return [(text, styles)]
        cuts = sorted({0, len(text), *(max(0, min(cut, len(text))) for start, end, _ in over for cut in (start, end))})
        return [
            (text[begin:end], (*styles, *(style for start, stop, style in over if start <= begin and end <= stop)))
            for begin, end in pairwise(cuts)
        ]

    def offset_at(self, x: int, line: int) -> int | None:
        """The offset of the text that is drawn in a cell of a line; None if that is no text."""
        return self._sheet.offset_at(x - self._indent, line)

    def column_of(self, offset: int, line: int) -> int | None:
        """The cell of a line that an offset of the text is drawn in, if it is."""
        cell = self._sheet.cell_of(offset, line)
        return None if cell is None else self._indent + cell

    # --- laying out --------------------------------------------------------------------------------------------------

    def set_measure(self, measure: int, *, centred: bool) -> None:
        """The longest line, and whether the text stands in the middle."""
        if (measure, centred) != (self._measure, self._centred):
            self._measure, self._centred = measure, centred
            self._write()

    @property
    def _text_width(self) -> int:
        return max(1, min(self._measure, self.size.width - 2 * _MARGIN))

    @property
    def _indent(self) -> int:
        return max(_MARGIN, (self.size.width - self._text_width) // 2) if self._centred else _MARGIN

    def _write(self, *, is_same: bool = False) -> None:
        """Lay everything out for the present width and level, if it `is_same` only for the height; the place stays."""
        place = self._place or self._place_here()
        self._height = self.size.height
        if not is_same:
            self._lines = (self.level, self._text_width)
            self._lay_out()
        self.fit_lines()
        self._return_to(place)

    def _lay_out(self) -> None:
        reading, width = self.reading, self._text_width
        self._sheet = Sheet(self._written_head())
        if reading is None:
            self.pictures.fit(0, (), width)
            return
        drawings = self.pictures.fit(reading.entry_id, reading.pictures, width)
        body = lay_out_body(reading, width, self._symbols, self.level, reported=self._reported, drawings=drawings)
        self._sheet.body = body
        body.told = self._body_grew

    def _written_head(self) -> Sequence[Line]:
        if self.reading is None:
            return ()
        return lay_out_head_of(self.reading, self._text_width, self._symbols, self._find)

    # --- pictures ----------------------------------------------------------------------------------------------------

    def sixels(self) -> Iterable[Sixels]:
        """The pictures that are wholly in view, where they are on the screen."""
        lines = range(self._top, min(self._top + self.size.height, self.line_count()))
        edge = self.content_region.offset + Offset(self._indent, -self.scroll_offset.y)
        return self.pictures.sixels(((line, self._sheet.line(line)) for line in lines), edge)

    def _style_of(self, names: tuple[str, ...]) -> Style:
        """Pixels have colours of their own."""
        found = colours(names[-1]) if names else None
        if found is None:
            return super()._style_of(names)
        return super()._style_of(()) + Style(color=found[0], bgcolor=found[1])


def _styles(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(role if role.startswith("speaker-") else f"article-view--{role}" for role in roles)
