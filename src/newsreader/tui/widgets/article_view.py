"""The detail: an article with its quotations, what a search found in it, and the skim dial.

It is given a `Reading` and says when the reader moved.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from newsreader.quotations.skim import LEVELS, Level
from newsreader.tui.rendering.sheet import Sheet
from newsreader.tui.runs import place_of
from newsreader.tui.skimming import nearest_fuller, offered
from newsreader.tui.widgets.article_page import Drawn, Place, Top
from newsreader.tui.widgets.article_text import ArticleText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.models.findings import KeyClause, Note, Quotation
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.article_reading import Reading
    from newsreader.tui.widgets.stretches import Find


class ArticleView(ArticleText):
    """An article that is skimmed, and walked through by its quotations and matches."""

    def __init__(self, symbols: Symbols, measure: int, *, id: str | None = None) -> None:  # noqa: A002
        """`measure` is the longest line of text in cells."""
        super().__init__(symbols, measure, id=id)
        self.current: int | None = None
        """The quotation that is pointed to."""
        self.matches: Sequence[tuple[int, int]] = ()
        """Where the words that are searched stand in the text: half-open offsets, in order, none over another."""
        self.match: int | None = None
        """The match that is pointed to."""
        self.wanted = Level.ALL
        """Where the skim dial stands; `level` may be more, if that would show nothing less."""

    # --- values down -------------------------------------------------------------------------------------------------

    def show_reading(self, reading: Reading | None, offset: int) -> None:
        """Show an article from the place where it was left (an offset in its text), or nothing."""
        self.reading = reading
        self.current = self.match = None
        self.matches = ()
        self._place = Place(offset, offset, 0, Top(0, 0), None)
        self.select_nothing()
        self.level = nearest_fuller(self.wanted, self.levels()) if self.wanted is not Level.ALL else Level.ALL
        self._sheet = Sheet()
        self._write()
        self.moved = False

    def show_findings(self, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]) -> None:
        """Show what is known by now of the same article. A reader who has moved since keeps what is in view."""
        if self.reading is None or (quotations, clauses) == (self.reading.quotations, self.reading.clauses):
            return
        pointed = None if self.current is None else self.reading.quotations[self.current]
        self.reading = replace(self.reading, quotations=quotations, clauses=clauses)
        self.current = None if pointed is None else place_of(pointed, quotations)
        if self._place is not None and pointed is None:
            self.level = nearest_fuller(self.wanted, self.levels())
        self._write()

    def show_own(self, tags: Sequence[str], notes: Sequence[Note], noted: Sequence[tuple[int, int]] = ()) -> None:
        """Show the user's own words for the same article as they are now; the text stays where it is."""
        reading = self.reading
        if reading is None or (tuple(tags), tuple(notes)) == (tuple(reading.tags), tuple(reading.notes)):
            return
        self.reading = replace(reading, tags=tags, notes=notes, noted=noted)
        top, head, place = self.here(), len(self._sheet.head), self._place
        self._write()
        self.go_back(top if top.offset or not top.below else Top(0, top.below + len(self._sheet.head) - head))
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
        self._place = self._place or self._place_here()
        self.level = level
        self._write()

    def _pointed(self) -> tuple[int, int] | None:
        """The quotation that is pointed to, if it is in view."""
        if self.current is not None and self.reading is not None and self._body is not None:
            quotation = self.reading.quotations[self.current]
            line = self._line_of(quotation.start)
            shown = self._body.shows(quotation.start, quotation.end)
            if shown and self._top <= line < self._top + self._height:
                return quotation.start, line - self._top
        return None

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
            self.show_stretch(quotation.start, quotation.end)
            self.moved = True
            if self.level is not Level.ALL:  # the place in the text is that of the quotation, not of what is above it
                self._place = replace(self._place_here(), position=quotation.start)

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

    def quote_in_view(self) -> int | None:
        """The first quotation that ends in view or below it, else the last of all; None if none is shown."""
        quotations = self.reading.quotations if self.reading is not None else ()
        shown = [n for n, one in enumerate(quotations) if self._reported or one.type != "indirect"]
        return next((n for n in shown if quotations[n].end > self.position), shown[-1] if shown else None)

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
            self._sheet.head = self._written_head()
        self.refresh()

    def go_to_match(self, index: int) -> None:
        """Point out a match, at the next fuller level of the dial that shows it if this one does not."""
        start, end = self.matches[index]
        self.match = index
        self._open_text(start, end)
        if self._body is not None:
            self._place = None
            self.show_stretch(start, end)
            self.moved = True
        self.refresh()

    def open_at_match(self) -> None:
        """Point out the first match that is shown; the place where the article was left stays kept until one moves."""
        body = self._body
        if body is None:
            return
        self.match = next((n for n, match in enumerate(self.matches) if body.shows(*match)), None)
        if self.match is not None:
            line = self._line_of(self.matches[self.match][0])
            self._place = None
            self._put_at_top(line - self.size.height // 3 if line + 4 > self.size.height else 0)
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
        line = self._line_of(self.matches[self.match][0])
        return self._top <= line < self._top + self.size.height

    def _match_from_view(self, direction: int) -> int:
        before = bisect_right(self.matches, self.position - 1, key=itemgetter(0)) if self.position else 0
        return before if direction > 0 else before - 1

    def drawn(self, start: int, end: int) -> Iterator[Drawn]:
        """What has a note, the quotation that is pointed to, the matches, and what is selected."""
        noted = self.reading.noted if self.reading is not None else ()
        yield from ((first, last, "article-view--noted") for first, last in noted if first < end and start < last)
        if self.current is not None and self.reading is not None:
            quotation = self.reading.quotations[self.current]
            yield quotation.start, quotation.end, "article-view--current"
        for index in range(bisect_right(self.matches, start, key=itemgetter(1)), len(self.matches)):
            first, last = self.matches[index]
            if first >= end:
                break
            yield first, last, f"article-view--match{'-now' * (index == self.match)}"
        yield from super().drawn(start, end)
