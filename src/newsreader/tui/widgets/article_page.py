"""One article laid out as lines: where the reader is in it, what is drawn over the text, how wide it is.

It is given a `Reading`; what the lines are is decided by `newsreader.tui.rendering`. They are laid out as they come
into view; the text in view does not move when what is above it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Offset, Region
from textual.message import Message

from newsreader.quotations.skim import Level
from newsreader.tui.gallery import Sixels
from newsreader.tui.noting import facts, with_notes
from newsreader.tui.rendering import Drawing, Known, Layout, Line, Pixels, Placed, lay_out, lay_out_head
from newsreader.tui.rendering.drawings import colours, drawn, fitted, row_of
from newsreader.tui.runs import SPEAKERS, UNNAMED, Piece
from newsreader.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual import events
    from textual.timer import Timer

    from newsreader.articles.document import Document
    from newsreader.models.findings import KeyClause, Note, Quotation
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_MARGIN = 1
"""Cells between the text and the edge of the pane; in the one before it marks of quotation may hang."""
_MOST_ROWS = 16
"""Of a picture among the lines."""
_BREATH_SECONDS = 0.005
"""Left to keys before what takes long."""
_REST_SECONDS = 0.06
"""After which a picture that came into view is asked for: who goes on at once, or draws the pane larger, needs none."""

Drawn = tuple[int, int, str]
"""A stretch of the text, half-open, and the style that is drawn over it."""


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
    is_full: bool = False
    """Whether it is the full text, from its page."""
    wall: str = ""
    """Why its page gave no full text, in a word."""
    quotations: Sequence[Quotation] = ()
    clauses: Sequence[KeyClause] = ()
    tags: Sequence[str] = ()
    notes: Sequence[Note] = ()
    noted: Sequence[tuple[int, int]] = ()
    """Where the passages of the notes stand in the text."""
    pictures: Sequence[Known] = ()
    """Those that can be drawn."""


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

    @dataclass
    class PicturesLeft(Message):
        """Pictures are not drawn any more; none that was asked for is awaited if their `room` is another as well."""

        pictures: Sequence[Pixels | Placed]
        room: bool

    @dataclass
    class PixelsWanted(Message):
        """Pictures came into view; `ground` is the colour below them."""

        entry_id: int
        drawings: Sequence[Drawing]
        ground: tuple[int, int, int]

    def __init__(self, symbols: Symbols, measure: int, *, id: str | None = None) -> None:  # noqa: A002
        """`measure` is the longest line of text in cells."""
        super().__init__(id=id)
        self._symbols = symbols
        self._measure = measure
        self._centred = False
        self.reading: Reading | None = None
        self.level = Level.ALL
        """How much of this article is shown."""
        self._head: Sequence[Line] = ()
        self._body: Layout | None = None
        self._lines: tuple[Level, int] = (Level.ALL, 0)
        """The level and the width of text that head and body are laid out for."""
        self._height = 0
        """The rows of the pane when they were laid out."""
        self._place: Place | None = None
        """Kept from one width, height or level to the next, until the reader moves."""
        self._find: Find | None = None
        self._pixels: dict[int, Pixels | Placed] = {}
        self._drawings: tuple[int, Mapping[int, Drawing]] = (0, {})
        """The article whose pictures have room, and how much; pixels are of these."""
        self._asked: set[int] = set()
        """The pictures that came into view."""
        self._wanted: list[int] = []
        """Those of them that are still to be asked for."""
        self._asking: Timer | None = None
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
        last = self._top + self.size.height - len(self._head)
        length = len(self.reading.document.text)
        if last >= self._body.line_count or not length:
            return 100
        return min(99, 100 * self._body.offset_of(last) // length)

    @property
    def _offset(self) -> int:
        line = self._top - len(self._head)
        return self._body.offset_of(line) if self._body is not None and line > 0 else 0

    @property
    def _top(self) -> int:
        return round(self.scroll_target_y)

    def _line_of(self, offset: int) -> int:
        """The line of the pane that shows an offset of the text, or what is nearest to it. What is in view may get
        another number by this, since what stands above it is laid out."""
        if self._body is None:
            return 0
        line = self._body.line_of(self._body.nearest(offset))
        return len(self._head) + line

    def here(self) -> Top:
        """The line at the top."""
        offset = self._offset
        if not offset or self._body is None:
            return Top(0, self._top)
        line = len(self._head) + self._body.line_of(offset)
        return Top(offset, self._top - line)

    def go_back(self, top: Top) -> None:
        """Have that line at the top again."""
        if top.offset and self._body is not None:
            self._put_at_top(len(self._head) + self._body.line_of(top.offset) + top.below)
        else:
            self._put_at_top(top.below)

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
        height, head = self.size.height, len(self._head)
        while True:
            count = self.line_count()
            line = max(0, min(line, count - height))
            if self._body is None:
                break
            if line >= head:
                line = head + self._body.settle(line - head, height)
            else:
                self._body.settle(0, height + line - head)
            if self.line_count() == count:
                break
        super().scroll_line(line)
        if self._timer is None and self.is_attached and self._body is not None and self._body.may_look_better():
            self._timer = self.set_timer(_BREATH_SECONDS, self._look_better)

    def _laid_out(self, line: int, more: int) -> None:
        """Some lines above one turned out to be more: what is below stays in view."""
        self.fit_lines()
        if self._top >= len(self._head) + line:
            self.scroll_to(y=max(0, self._top + more), animate=False)

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
        return len(self._head) + (self._body.line_count if self._body is not None else 0)

    def stretches(self, line: int) -> Iterable[Stretch]:
        """One line, indented to the text's place."""
        if self._body is None:
            return
        shown = self._line(line)
        yield " " * (self._indent - shown.hang), ()
        for piece in shown.pieces:
            yield from self._drawn_over(piece)

    def drawn(self, start: int, end: int) -> Iterator[Drawn]:
        """What is drawn over a stretch of the text."""
        raise NotImplementedError

    def sign(self, piece: Piece) -> Stretch:
        """How something is drawn that is not of the text."""
        return piece.text, _styles(piece.roles)

    def _line(self, line: int) -> Line:
        assert self._body is not None  # noqa: S101 - asked for with an article only
        return self._head[line] if line < len(self._head) else self._body.line(line - len(self._head))

    def _drawn_over(self, piece: Piece) -> Iterable[Stretch]:
        """A piece, cut where what is drawn over the text begins and ends."""
        if piece.start < 0:
            if (row := row_of(piece)) is not None:
                self._want(row[0])
            return drawn(piece, self._pixels) or [self.sign(piece)]
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
        found = self._piece_at(x, line)
        return None if found is None or found[0].start < 0 else found[0].start + found[1]

    def column_of(self, offset: int, line: int) -> int | None:
        """The cell of a line that an offset of the text is drawn in, if it is."""
        at = self._indent - self._line(line).hang
        for piece in self._line(line).pieces:
            if piece.start <= offset < piece.start + len(piece.text) and piece.start >= 0:
                return at + cell_len(piece.text[: offset - piece.start])
            at += cell_len(piece.text)
        return None

    def _piece_at(self, x: int, line: int) -> tuple[Piece, int] | None:
        """What is drawn in a cell of a line, and which character of it."""
        if self._body is None or not len(self._head) <= line < self.line_count():
            return None
        shown = self._line(line)
        at = self._indent - shown.hang
        for piece in shown.pieces:
            cells = cell_len(piece.text)
            if at <= x < at + cells:
                widths = [cell_len(piece.text[: n + 1]) for n in range(len(piece.text))]
                return piece, min(bisect_right(widths, x - at), len(widths) - 1)
            at += cells
        return None

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
            self._write_head()
            self._lay_out()
        self.fit_lines()
        self._return_to(place)

    def _write_head(self) -> None:
        reading, find = self.reading, self._find
        self._head = ()
        if reading is not None:
            self._head = lay_out_head(
                reading.title,
                reading.outlet,
                reading.author,
                reading.date_words,
                reading.minutes,
                self._text_width,
                is_full=reading.is_full,
                wall=reading.wall,
                own=facts(reading.tags, reading.notes, self._symbols),
                symbols=self._symbols,
                in_title=find(reading.title, "title") if find is not None else (),
                in_author=find(reading.author, "author") if find is not None and reading.author else (),
            )

    def _lay_out(self) -> None:
        reading = self.reading
        self._body = None
        if reading is None:
            self._make_room(0, {})
            return
        body = lay_out(
            reading.document,
            self._text_width,
            quotations=reading.quotations,
            clauses=reading.clauses,
            symbols=self._symbols,
            level=self.level,
            reported=self._reported,
            drawings=self._fitted(reading),
        )
        end = len(reading.document.text)
        self._body = with_notes(body, reading.notes, self._text_width, end, symbols=self._symbols)
        self._body.told = self._laid_out

    # --- pictures ----------------------------------------------------------------------------------------------------

    def has_room(self, entry_id: int, drawing: Drawing) -> bool:
        """Whether a picture has that room here and now."""
        return self._drawings[0] == entry_id and self._drawings[1].get(drawing.number) == drawing

    def show_pixels(self, drawing: Drawing, pixels: Pixels | Placed) -> None:
        """Draw a picture of the article in the room that it has."""
        before = self._pixels.get(drawing.number)
        self._pixels[drawing.number] = pixels
        if before is not None:
            self.post_message(self.PicturesLeft([before], room=False))
        self.refresh()

    def forget_pixels(self) -> None:
        """The terminal may have lost its pictures, or draws them in another way: those in view are asked for again."""
        self._pixels, self._asked, self._wanted = {}, set(), []
        self.refresh()

    def sixels(self) -> Iterator[Sixels]:
        """The pictures that are wholly in view, where they are on the screen."""
        if not any(isinstance(one, Pixels) and one.sixels for one in self._pixels.values()):
            return
        rows: dict[int, list[tuple[int, int]]] = {}
        for line in range(self._top, min(self._top + self.size.height, self.line_count())):
            shown = self._line(line)
            x = self._indent - shown.hang
            for piece in shown.pieces:
                if (row := row_of(piece)) is not None:
                    rows.setdefault(row[0], []).append((x, line))
                x += cell_len(piece.text)
        corner = self.content_region.offset - Offset(0, self.scroll_offset.y)
        for number, places in rows.items():
            drawing, pixels = self._drawings[1][number], self._pixels.get(number)
            if isinstance(pixels, Pixels) and pixels.sixels and len(places) == drawing.rows:
                offset = corner + Offset(*places[0])
                yield Sixels(Region(*offset, drawing.columns, drawing.rows), pixels.sixels)

    def _fitted(self, reading: Reading) -> Sequence[Drawing]:
        """The room of the pictures."""
        found = [fitted(one, self._text_width, _MOST_ROWS) for one in reading.pictures]
        self._make_room(reading.entry_id, {one.number: one for one in found})
        return found

    def _make_room(self, entry_id: int, drawings: Mapping[int, Drawing]) -> None:
        """Whoever makes pictures fit is told if the room is another than before."""
        if (entry_id, drawings) == self._drawings:
            return
        before = [*self._pixels.values()]
        had_room = bool(self._drawings[1])
        self._pixels, self._asked, self._wanted, self._drawings = {}, set(), [], (entry_id, drawings)
        if self._asking is not None:
            self._asking.stop()
            self._asking = None
        if had_room and self.is_attached:
            self.post_message(self.PicturesLeft(before, room=True))

    def _want(self, number: int) -> None:
        """A picture is in view."""
        if number not in self._asked and self.is_attached:
            self._asked.add(number)
            self._wanted.append(number)
            if self._asking is None:
                self._asking = self.set_timer(_REST_SECONDS, self._ask)

    def _ask(self) -> None:
        self._asking = None
        entry_id, drawings = self._drawings
        wanted, self._wanted = [drawings[number] for number in self._wanted], []
        colour = self.background_colors[1]
        self.post_message(self.PixelsWanted(entry_id, wanted, (colour.r, colour.g, colour.b)))

    def _style_of(self, names: tuple[str, ...]) -> Style:
        """Pixels have colours of their own."""
        found = colours(names[-1]) if names else None
        if found is None:
            return super()._style_of(names)
        return super()._style_of(()) + Style(color=found[0], bgcolor=found[1])


def _styles(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(role if role.startswith("speaker-") else f"article-view--{role}" for role in roles)
