"""The quotes pane: who says what in the article, by speaker.

It is given the quotations and says which one is selected; the text beside it follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from newsreader.tui.breaking import break_lines
from newsreader.tui.runs import SPEAKERS, UNNAMED, own_words, speaker_slots
from newsreader.tui.widgets.line_view import LineView, Part, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.models import Quotation
    from newsreader.tui.symbols import Symbols


@dataclass(frozen=True, slots=True)
class _Line:
    parts: tuple[Part, ...]
    quotation: int | None
    """The quotation this line belongs to."""


class QuotesView(LineView):
    """Speakers in the order of their first words, under each what it is they said."""

    COMPONENT_CLASSES = {
        *(f"speaker-{slot}" for slot in range(SPEAKERS)),
        UNNAMED,
        "quotes-view--name",
        "quotes-view--role",
        "quotes-view--cue",
        "quotes-view--direct",
        "quotes-view--cursor",
        "quotes-view--empty",
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
        self._lines: list[_Line] = []
        self.current: int | None = None
        self.empty_words = "no quotations"

    @property
    def voices(self) -> int:
        """How many speakers are named."""
        return len({quotation.speaker for quotation in self._quotations if quotation.speaker})

    @property
    def quotation(self) -> Quotation | None:
        """The selected quotation."""
        return None if self.current is None else self._quotations[self.current]

    def show_quotations(self, quotations: Sequence[Quotation]) -> None:
        """Show the quotations of another article."""
        self._quotations = quotations
        self.current = None
        by_speaker: dict[str | None, list[int]] = {}
        for index, quotation in enumerate(quotations):
            by_speaker.setdefault(quotation.speaker, []).append(index)
        self._order = [index for indices in by_speaker.values() for index in indices]
        self._write()
        self.scroll_line(0)

    def point_to(self, index: int | None) -> None:
        """Select a quotation because the text moved there; nothing is said of it."""
        self.current = index
        self.refresh()
        if index is not None:
            self._show_current()

    def move(self, lines: int) -> None:
        """To the next or previous quotation of the pane."""
        if not self._order:
            return
        place = -1 if self.current is None else self._order.index(self.current)
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
        """Break the lines anew."""
        self._write()
        if self.current is not None:
            self._show_current()

    def on_click(self, event: events.Click) -> None:
        """Select the quotation that was clicked."""
        line = self.scroll_offset.y + event.y
        if line < len(self._lines) and (index := self._lines[line].quotation) is not None:
            self._select(self._order.index(index))

    def line_count(self) -> int:
        """All lines, or the one that says there are none."""
        return len(self._lines) or 1

    def line_parts(self, line: int) -> Iterable[Part]:
        """One line, with a bar if it is of the selected quotation."""
        if not self._lines:
            return [(" " + self._fit(self.empty_words, self.size.width - 2), ("quotes-view--empty",))]
        shown = self._lines[line]
        selected = shown.quotation is not None and shown.quotation == self.current
        return [(self._symbols.cursor if selected else " ", ("quotes-view--cursor",)), *shown.parts]

    def _select(self, place: int) -> None:
        index = self._order[place]
        if index != self.current:
            self.current = index
            self.post_message(self.Selected(index))
        self.refresh()
        self._show_current()

    def _show_current(self) -> None:
        lines = [number for number, line in enumerate(self._lines) if line.quotation == self.current]
        if lines:
            self.show_line(lines[0], len(lines), margin=2)

    def _write(self) -> None:
        slots = speaker_slots(self._quotations)
        self._lines = []
        last: str | None = ""
        cue = ""
        for index in self._order:
            quotation = self._quotations[index]
            slot = slots.get(quotation.speaker) if quotation.speaker else None
            style = UNNAMED if slot is None else f"speaker-{slot}"
            if quotation.speaker != last:
                self._write_speaker(quotation.speaker, self._role_of(quotation.speaker), style)
                last, cue = quotation.speaker, ""
            words = " ".join(quotation.cue.text.split()) if quotation.cue else ""
            if words != cue and words:
                self._add([("   " + self._fit(words, self.size.width - 6), ("quotes-view--cue",))], index)
            cue = words
            self._write_words(quotation, index, style)
        self.fit_lines()

    def _write_speaker(self, speaker: str | None, role: str | None, style: str) -> None:
        if self._lines:
            self._add([], None)
        width = self.size.width - 4
        name = self._fit(speaker or "speaker not named", width)
        self._add([(self._symbols.speaker + " ", (style,)), (name, (style, "quotes-view--name"))], None)
        if role:
            self._add([("  " + self._fit(role, width), ("quotes-view--role",))], None)

    def _write_words(self, quotation: Quotation, index: int, style: str) -> None:
        bar = self._symbols.reported_bar if quotation.type == "indirect" else self._symbols.quote_bar
        text = " ".join(quotation.text.split())
        own = own_words(replace(quotation, start=0, end=len(text), text=text))
        room = max(1, self.size.width - 6)
        for start, end in break_lines(text, room, room):
            self._add([("  ", ()), (bar + " ", (style,)), *_in_italics(text, start, end, own)], index)

    def _role_of(self, speaker: str | None) -> str | None:
        return next((q.role for q in self._quotations if q.speaker == speaker and q.role), None) if speaker else None

    def _fit(self, text: str, width: int) -> str:
        return fit(text, width, self._symbols.more)

    def _add(self, parts: Sequence[Part], quotation: int | None) -> None:
        self._lines.append(_Line(tuple(parts), quotation))


def _in_italics(text: str, start: int, end: int, own: Sequence[tuple[int, int]]) -> Iterable[Part]:
    """A line of a quotation, the speaker's own words apart from the rest."""
    for own_start, own_end in own:
        first, last = max(start, min(own_start, end)), min(own_end, end)
        if last > first:
            yield text[start:first], ()
            yield text[first:last], ("quotes-view--direct",)
            start = last
    yield text[start:end], ()
