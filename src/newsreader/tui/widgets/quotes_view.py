"""The quotes pane: who says what in the article, by speaker.

It is given the quotations and says which one is selected; the text beside it follows. Of very many the lines are
written as they come into view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.tui.rendering.layout import Lines, Section
from newsreader.tui.runs import SPEAKERS, UNNAMED, place_of, speaker_slots
from newsreader.tui.widgets.line_view import LineView
from newsreader.tui.widgets.quote_lines import QuoteLine, QuoteLines, Voice
from newsreader.tui.widgets.stretches import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.models.findings import Quotation
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_TOGETHER = 32
"""Quotations of a speaker whose lines are written at once."""
_USUAL_LINES = 3
"""Of a quotation."""
_FEW = 200
"""Quotations whose lines all are written at once: how many there are is known then."""


class QuotesView(LineView):
    """Speakers in the order of their first words, under each what it is they said."""

    COMPONENT_CLASSES = {
        *(f"speaker-{slot}" for slot in range(SPEAKERS)),
        UNNAMED,
        "quotes-view--name",
        "quotes-view--count",
        "quotes-view--role",
        "quotes-view--cue",
        "quotes-view--class",
        "quotes-view--direct",
        "quotes-view--cursor",
        "quotes-view--empty",
        "quotes-view--match",
    }

    @dataclass
    class Selected(Message):
        """Another quotation is selected: its index among the article's quotations."""

        index: int

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols
        self._quotations: Sequence[Quotation] = ()
        self._order: list[int] = []
        self._places: dict[int, int] = {}
        """Where in the order each quotation stands."""
        self._lines: Lines[QuoteLine] = Lines(())
        self.current: int | None = None
        self.reported = True
        """Whether reported speech is shown."""
        self.empty_words = "no quotations"
        self._find: Find | None = None
        self._cells = 0
        """The width that the lines are written for."""

    @property
    def voices(self) -> int:
        """How many speakers are named."""
        return len({self._quotations[index].speaker for index in self._order if self._quotations[index].speaker})

    @property
    def shown(self) -> int:
        """How many quotations are shown."""
        return len(self._order)

    @property
    def hidden(self) -> int:
        """How many are reported speech that is not shown."""
        return len(self._quotations) - len(self._order)

    @property
    def quotation(self) -> Quotation | None:
        """The selected quotation."""
        return None if self.current is None else self._quotations[self.current]

    @property
    def parts(self) -> list[Quotation]:
        """The selected quotation whole, with the parts that its cue or a new paragraph cut off."""
        chosen = self.quotation
        if chosen is None:
            return []
        return [one for one in self._quotations if (one.group, one.speaker) == (chosen.group, chosen.speaker)]

    @property
    def role(self) -> str | None:
        """What the text calls the speaker of the selected quotation."""
        return None if self.quotation is None else self._roles().get(self.quotation.speaker)

    def show_quotations(self, quotations: Sequence[Quotation]) -> None:
        """Show the quotations of another article."""
        self._quotations = quotations
        self.current = None
        self._arrange()
        self.scroll_line(0)

    def show_findings(self, quotations: Sequence[Quotation]) -> None:
        """Show what is known by now of the same article; the selected quotation stays selected."""
        before = self.quotation
        self._quotations = quotations
        self.current = None if before is None else place_of(before, quotations)
        self._arrange()

    def show_reported(self, shown: bool) -> None:
        """Show or hide reported speech; if it was selected the next quotation that is shown is."""
        self.reported = shown
        before = self.current
        self._arrange()
        if before is not None and before not in self._places:
            later = [index for index in self._order if index > before]
            self.current = min(later) if later else max(self._order, default=None)
        if self.current is not None:
            self._show_current()
        else:
            self.scroll_line(0)

    def _arrange(self) -> None:
        by_speaker: dict[str | None, list[int]] = {}
        for index, quotation in enumerate(self._quotations):
            if self.reported or quotation.type != "indirect":
                by_speaker.setdefault(quotation.speaker, []).append(index)
        self._order = [index for indices in by_speaker.values() for index in indices]
        self._places = {index: place for place, index in enumerate(self._order)}
        self._write()

    def light(self, find: Find | None) -> None:
        """Light up what is searched in names, cues and words; nothing without it."""
        if find is not self._find:
            self._find = find
            self._write()

    def point_to(self, index: int | None) -> None:
        """Select a quotation because the text moved there; nothing is said of it."""
        self.current = index
        self.refresh()
        if index is not None:
            self._show_current()

    def move(self, lines: int) -> None:
        """To the next or previous quotation of the pane; line by line where these are read out."""
        if self.aloud:
            super().move(lines)
            index = self._lines.line(self.current_line()).quotation if self._order else None
            if index is not None and index != self.current:
                self.current = index
                self.post_message(self.Selected(index))
            return
        if not self._order:
            return
        place = -1 if self.current is None else self._places[self.current]
        self._select(max(0, min(place + lines, len(self._order) - 1)))

    def page(self, direction: int) -> bool:
        """Some quotations on."""
        before = self.current
        self.move(direction * 5)
        return self.current != before

    def to_end(self, direction: int) -> None:
        """The first or the last quotation."""
        if self._order:
            self._select(0 if direction < 0 else len(self._order) - 1)

    def resized(self) -> None:
        """Break the lines anew, the same quotation in view."""
        top = self._lines.offset_of(self._top)
        is_other = self.size.width != self._cells
        if is_other:
            self._write()
        self.fit_lines()
        if self.current is not None:
            self._show_current()
        else:
            self.scroll_line(self._lines_of(top).start if is_other and self._top else self._top)

    def on_click(self, event: events.Click) -> None:
        """Select the quotation that was clicked."""
        line = self.scroll_offset.y + event.y
        if line < self._lines.line_count and (index := self._lines.line(line).quotation) is not None:
            self._select(self._places[index])

    def line_count(self) -> int:
        """All lines, or the one that says there are none."""
        return self._lines.line_count or 1

    def scroll_line(self, line: int) -> None:
        """Put a line at the top, as far as the end allows, with all that is in view then written."""
        height = self.size.height
        count = 0
        while count != (count := self.line_count()):
            line = self._lines.settle(max(0, min(line, count - height)), height)
        super().scroll_line(line)

    def stretches(self, line: int) -> Iterable[Stretch]:
        """One line, with a bar if it is of the selected quotation."""
        if not self._order:
            words = "reported speech is hidden" if self.hidden else self.empty_words
            return [(" " + fit(words, self.size.width - 2, self._symbols.more), ("quotes-view--empty",))]
        shown = self._lines.line(line)
        selected = shown.quotation is not None and shown.quotation == self.current
        return [(self._symbols.cursor if selected else " ", ("quotes-view--cursor",)), *shown.stretches]

    def _select(self, place: int) -> None:
        index = self._order[place]
        if index != self.current:
            self.current = index
            self.post_message(self.Selected(index))
        self.refresh()
        self._show_current()

    def _show_current(self) -> None:
        place = None if self.current is None else self._places.get(self.current)
        if place is not None:
            lines = self._lines_of(place)
            self.show_line(lines.start, len(lines), margin=2)

    def _lines_of(self, place: int) -> range:
        """The lines of a quotation by its place."""
        last = first = self._lines.line_of(place)
        while first and self._lines.line(first - 1).quotation == self._order[place]:
            first -= 1
        return range(first, last + 1)

    def _roles(self) -> dict[str | None, str]:
        """What the text calls each speaker, first of all."""
        return {one.speaker: one.role for one in reversed(self._quotations) if one.role and one.speaker}

    # --- lines -------------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        slots = speaker_slots(self._quotations)
        roles = self._roles()
        said: dict[str | None, list[int]] = {}
        for index in self._order:
            said.setdefault(self._quotations[index].speaker, []).append(index)
        self._cells = self.size.width
        drawing = QuoteLines(self._symbols, self._cells, self._find)
        sections: list[Section] = []
        place = 0
        for speaker, indices in said.items():
            quotations = [self._quotations[index] for index in indices]
            style = f"speaker-{slots[speaker]}" if speaker else UNNAMED
            by = Voice(quotations, roles.get(speaker), style, all(one.is_probable for one in quotations))
            for first in range(0, len(indices), _TOGETHER):
                some = indices[first : first + _TOGETHER]
                guess = _USUAL_LINES * len(some)
                sections.append(Section(place, guess, partial(drawing.written, by, first, some, place)))
                place += len(some)
        self._lines = Lines(sections)
        if len(self._order) <= _FEW:
            self._lines.settle(0, _FEW * self._lines.line_count)
        self._lines.told = self.lines_grew
        self.fit_lines()
        self.scroll_line(self._top)
