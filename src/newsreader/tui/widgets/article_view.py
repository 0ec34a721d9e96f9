"""The detail: one article laid out as lines, with its key clauses, quotations and links.

It is given a `Reading` and says when the reader moved; what the lines are is decided by `newsreader.tui.rendering`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.quotations.skim import LEVELS, Level
from newsreader.tui.noting import facts, with_notes
from newsreader.tui.rendering import Layout, Line, lay_out, lay_out_head
from newsreader.tui.runs import SPEAKERS, UNNAMED, Piece, place_of
from newsreader.tui.skimming import nearest_fuller, offered
from newsreader.tui.widgets.line_view import Find, LineView, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.articles.document import Document
    from newsreader.models import KeyClause, Note, Quotation
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
    tags: Sequence[str] = ()
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reader was when the article was last read as it is laid out now."""

    position: int
    """The offset in the text of the line at the top."""
    offset: int
    """What stays in view when the dial is turned: the quotation that is pointed to, else the line at the top."""
    row: int
    """How far below the top that stands."""
    top: int
    """The line at the top, for the same level and width."""
    level: Level
    width: int


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
        "article-view--match",
        "article-view--match-now",
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
        self.matches: Sequence[tuple[int, int]] = ()
        """Where the words that are searched stand in the text: half-open offsets, in order, none over another."""
        self.match: int | None = None
        """The match that is pointed to."""
        self._find: Find | None = None
        self.wanted = Level.ALL
        """Where the skim dial stands."""
        self.level = Level.ALL
        """What is shown of this article: the level that is wanted, or more if that would show nothing less."""
        self._reported = True
        self._place: _Place | None = None
        """Kept from one turn of the dial to the next, until the reader moves."""

    # --- values down -------------------------------------------------------------------------------------------------

    def set_measure(self, measure: int, *, centred: bool) -> None:
        """The longest line, and whether the text stands in the middle."""
        if (measure, centred) != (self._measure, self._centred):
            self._measure, self._centred = measure, centred
            self._write()

    def show_reading(self, reading: Reading | None, offset: int) -> None:
        """Show an article from the place where it was left (an offset in its text), or nothing."""
        self.reading = reading
        self.current = self.match = None
        self.matches = ()
        self._place = None
        self.level = nearest_fuller(self.wanted, self.levels()) if self.wanted is not Level.ALL else Level.ALL
        self._write()
        self._place = _Place(offset, offset, 0, -1, Level.ALL, -1)
        self._go_back_to(self._place)
        self.moved = False

    def show_findings(self, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]) -> None:
        """Show what is known by now of the same article. A reader who has moved since keeps what is in view."""
        if self.reading is None:
            return
        top, level = round(self.scroll_target_y), self.level
        pointed = None if self.current is None else self.reading.quotations[self.current]
        self.reading = replace(self.reading, quotations=quotations, clauses=clauses)
        self.current = None if pointed is None else place_of(pointed, quotations)
        if self._place is not None and pointed is None:
            self.level = nearest_fuller(self.wanted, self.levels())
        self._write()
        if level is self.level is Level.ALL:  # the same lines
            super().scroll_line(top)

    def show_own(self, tags: Sequence[str], notes: Sequence[Note]) -> None:
        """Show the user's own words for the same article as they are now; the text stays where it is."""
        reading = self.reading
        if reading is None or (tuple(tags), tuple(notes)) == (tuple(reading.tags), tuple(reading.notes)):
            return
        self.reading = replace(reading, tags=tags, notes=notes)
        top, head, place = round(self.scroll_target_y), len(self._head), self._place
        self._write()
        super().scroll_line(top + len(self._head) - head if top else 0)
        self._place = place

    def show_reported(self, shown: bool) -> None:
        """Whether reported speech is told from the rest of the text."""
        if shown != self._reported:
            self._reported = shown
            if self.level is not Level.ALL:
                self.level = nearest_fuller(self.level, self.levels())
            self._write()

    # --- the skim dial -----------------------------------------------------------------------------------------------

    def levels(self) -> Sequence[Level]:
        """The levels that show this article differently, from the most to the least."""
        if self.reading is None:
            return (Level.ALL,)
        return offered(self.reading.document.text, self._said, self.reading.clauses)

    def turn(self, steps: int) -> bool:
        """Show less (1) or more (-1) of the text, the same place in view; False if there is nothing further."""
        levels = self.levels()
        at = levels.index(self.level) + steps if self.level in levels else 0
        if at < 0:
            self.wanted = Level.ALL  # it may have stood lower for other articles
        if not 0 <= at < len(levels):
            return False
        self.wanted = levels[at]
        self._set_level(levels[at])
        return True

    def _set_level(self, level: Level) -> None:
        place = self._place or self._here()
        self.level = level
        self._write()
        self._place = place
        self._go_back_to(place)

    def _here(self) -> _Place:
        top, position = round(self.scroll_target_y), self.position
        offset, row = position, 0
        if self.current is not None and self.reading is not None and self._body is not None:
            quotation = self.reading.quotations[self.current]
            line = len(self._head) + self._body.line_of(quotation.start)
            if self._body.shows(quotation.start, quotation.end) and top <= line < top + self.size.height:
                offset, row = quotation.start, line - top
        return _Place(position, offset, row, top, self.level, self.size.width)

    def _go_back_to(self, place: _Place) -> None:
        if (place.level, place.width) == (self.level, self.size.width):
            super().scroll_line(place.top)
        else:
            self._go_to_offset(place.offset, place.row)

    @property
    def _said(self) -> Sequence[Quotation]:
        """The quotations that are shown."""
        if self.reading is None or self._reported:
            return () if self.reading is None else self.reading.quotations
        return [one for one in self.reading.quotations if one.type != "indirect"]

    # --- quotations --------------------------------------------------------------------------------------------------

    def point_to(self, index: int | None, *, scroll: bool) -> None:
        """Point out a quotation, and bring it into view if it is shown at all."""
        self.current = index
        self.refresh()
        if scroll and index is not None and self.reading is not None and self._body is not None:
            quotation = self.reading.quotations[index]
            if not self._body.shows(quotation.start, quotation.end):
                return
            self._place = None
            first = len(self._head) + self._body.line_of(self._body.nearest(quotation.start))
            last = len(self._head) + self._body.line_of(max(quotation.start, quotation.end - 1))
            self.show_line(first, last - first + 1, margin=3)
            self.moved = True
            if self.level is not Level.ALL:  # the place in the text is that of the quotation, not of what is above it
                self._place = replace(self._here(), position=quotation.start)

    def reveal(self, index: int) -> None:
        """Point out a quotation, at the next fuller level that shows it if this one does not; in this article alone."""
        if self.reading is not None and self._body is not None:
            quotation = self.reading.quotations[index]
            self._open_text(quotation.start, quotation.end)
        self.point_to(index, scroll=True)

    def _open_text(self, start: int, end: int) -> None:
        fuller = [level for level in self.levels() if LEVELS.index(level) < LEVELS.index(self.level)]
        while fuller and self._body is not None and not self._body.shows(start, end):
            self._set_level(fuller.pop())

    def step_quote(self, direction: int) -> int | None:
        """Point out the next or previous quotation of the text, from the one pointed to or from what is in view.

        The level that shows quotes is walked through as it is; from others the text is opened as far as needed.
        """
        if self.reading is None or self._body is None:
            return None
        shown = [
            n
            for n, one in enumerate(self.reading.quotations)
            if (self._reported or one.type != "indirect")
            and (self.level is not Level.QUOTES or self._body.shows(one.start, one.end))
        ]
        if direction < 0:
            shown.reverse()
        index = next((n for n in shown if self._lies(self.reading.quotations[n], n, direction)), None)
        if index is not None:
            self.reveal(index)
        return index

    def _lies(self, quotation: Quotation, index: int, direction: int) -> bool:
        """Whether a quotation is further on (1) or back (-1)."""
        if self.current is not None:
            return (index - self.current) * direction > 0
        return quotation.end > self.position if direction > 0 else quotation.start < self.position

    # --- matches -----------------------------------------------------------------------------------------------------

    def light(self, find: Find | None, matches: Sequence[tuple[int, int]]) -> None:
        """Light up what is searched in title and author, and what was found in the text; nothing without it."""
        pointed = None if self.match is None else self.matches[self.match]
        self.matches = matches
        self.match = matches.index(pointed) if pointed in matches else None
        if find is not self._find:
            self._find = find
            self._write_head()
        self.refresh()

    def go_to_match(self, index: int) -> None:
        """Point out a match, at the next fuller level of the dial that shows it if this one does not."""
        start, end = self.matches[index]
        self.match = index
        self._open_text(start, end)
        if self._body is not None:
            self._place = None
            first = len(self._head) + self._body.line_of(self._body.nearest(start))
            last = len(self._head) + self._body.line_of(end - 1)
            self.show_line(first, last - first + 1, margin=3)
            self.moved = True
        self.refresh()

    def open_at_match(self) -> None:
        """Point out the first match that is shown; the place where the article was left stays kept until one moves."""
        body = self._body
        if body is None:
            return
        self.match = next((n for n, match in enumerate(self.matches) if body.shows(*match)), None)
        if self.match is not None:
            line = len(self._head) + body.line_of(body.nearest(self.matches[self.match][0]))
            self._place = None
            super().scroll_line(line - self.size.height // 3 if line + 4 > self.size.height else 0)
        self.refresh()

    def step_match(self, direction: int) -> bool:
        """The next or previous match of the text, from the one pointed to or from what is in view; False for none."""
        index = self._match_from_view(direction)
        if self.match is not None and self._in_view():
            index = self.match + direction
        if not 0 <= index < len(self.matches):
            return False
        self.go_to_match(index)
        return True

    def _in_view(self) -> bool:
        """Whether the match that is pointed to is on the screen."""
        if self.match is None or self._body is None:
            return False
        line = len(self._head) + self._body.line_of(self.matches[self.match][0]) - round(self.scroll_target_y)
        return 0 <= line < self.size.height

    def _match_from_view(self, direction: int) -> int:
        before = bisect_right(self.matches, self.position - 1, key=itemgetter(0)) if self.position else 0
        return before if direction > 0 else before - 1

    @property
    def position(self) -> int:
        """The offset in the article's text of the line at the top; 0 while the head is in view."""
        if self._place is not None:
            return self._place.position
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
            self._place = None
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

    def _go_to_offset(self, offset: int, row: int = 0) -> None:
        """Put the line that shows an offset, or what is nearest to it, some rows below the top."""
        line = 0
        if self._body is not None and offset > 0:
            line = len(self._head) + self._body.line_of(self._body.nearest(offset)) - row
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
        """A piece, cut where the quotation that is pointed to begins and ends, and where the matches do."""
        styles, text, first = _styles(piece.roles), piece.text, piece.start
        if first < 0 or self.reading is None or (self.current is None and not self.matches):
            return [(text, styles)]
        marks: list[tuple[int, int, str]] = []
        if self.current is not None:
            quotation = self.reading.quotations[self.current]
            marks.append((quotation.start - first, quotation.end - first, "article-view--current"))
        for index in range(bisect_right(self.matches, first, key=itemgetter(1)), len(self.matches)):
            start, end = self.matches[index]
            if start >= first + len(text):
                break
            marks.append((start - first, end - first, f"article-view--match{'-now' * (index == self.match)}"))
        cuts = sorted({0, len(text), *(max(0, min(cut, len(text))) for start, end, _ in marks for cut in (start, end))})
        return [
            (text[begin:end], (*styles, *(style for start, stop, style in marks if start <= begin and end <= stop)))
            for begin, end in pairwise(cuts)
        ]

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
        self._write_head()
        self._lay_out()
        self.fit_lines()
        self._go_to_offset(offset)

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
                own=facts(reading.tags, reading.notes, self._symbols),
                symbols=self._symbols,
                in_title=find(reading.title, "title") if find is not None else (),
                in_author=find(reading.author, "author") if find is not None and reading.author else (),
            )

    def _lay_out(self) -> None:
        reading = self.reading
        self._body = None
        if reading is not None:
            body = lay_out(
                reading.document,
                self._text_width,
                quotations=reading.quotations,
                clauses=reading.clauses,
                symbols=self._symbols,
                level=self.level,
                reported=self._reported,
            )
            end = len(reading.document.text)
            self._body = with_notes(body, reading.notes, self._text_width, end, symbols=self._symbols)


def _styles(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(role if role.startswith("speaker-") else f"article-view--{role}" for role in roles)
