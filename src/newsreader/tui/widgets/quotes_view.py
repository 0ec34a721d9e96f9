"""The quotes pane: who says what in the article, by speaker.

It is given the quotations and says which one is selected; the text beside it follows. Of very many the lines are
written as they come into view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.message import Message

from newsreader.citation import named, probably
from newsreader.tui.breaking import break_lines, wrap
from newsreader.tui.rendering.layout import Lines, Section
from newsreader.tui.runs import SPEAKERS, UNNAMED, own_words, place_of, speaker_slots
from newsreader.tui.widgets.line_view import Find, LineView, Part, fit, lit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.models.findings import Quotation
    from newsreader.tui.symbols import Symbols

_MOST_LINES = 2
"""Of a speaker's name, and of the role."""
_TOGETHER = 32
"""Quotations of a speaker whose lines are written at once."""
_USUAL_LINES = 3
"""Of a quotation."""
_FEW = 200
"""Quotations whose lines all are written at once: how many there are is known then."""


class _Line(NamedTuple):
    parts: tuple[Part, ...]
    start: int
    """The place in the pane of the quotation this line belongs to, or stands above."""
    quotation: int | None
    """The quotation this line belongs to."""


class _Speaker(NamedTuple):
    """Who said some quotations, and how that is shown."""

    quotations: Sequence[Quotation]
    role: str | None
    style: str
    is_probable: bool


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
        self._lines: Lines[_Line] = Lines(())
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
        if self.spoken:
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

    @property
    def _top(self) -> int:
        return round(self.scroll_target_y)

    def _laid_out(self, line: int, more: int) -> None:
        """Some lines above one turned out to be more: what is below stays in view."""
        self.fit_lines()
        if self._top >= line:
            self.scroll_to(y=max(0, self._top + more), animate=False)

    def line_parts(self, line: int) -> Iterable[Part]:
        """One line, with a bar if it is of the selected quotation."""
        if not self._order:
            words = "reported speech is hidden" if self.hidden else self.empty_words
            return [(" " + self._fit(words, self.size.width - 2), ("quotes-view--empty",))]
        shown = self._lines.line(line)
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
        sections: list[Section] = []
        place = 0
        for speaker, indices in said.items():
            quotations = [self._quotations[index] for index in indices]
            style = f"speaker-{slots[speaker]}" if speaker else UNNAMED
            by = _Speaker(quotations, roles.get(speaker), style, all(one.is_probable for one in quotations))
            for first in range(0, len(indices), _TOGETHER):
                some = indices[first : first + _TOGETHER]
                guess = _USUAL_LINES * len(some)
                sections.append(Section(place, guess, partial(self._written, by, first, some, place)))
                place += len(some)
        self._lines = Lines(sections)
        if len(self._order) <= _FEW:
            self._lines.settle(0, _FEW * self._lines.line_count)
        self._lines.told = self._laid_out
        self.fit_lines()
        self.scroll_line(self._top)

    def _written(self, by: _Speaker, first: int, indices: Sequence[int], place: int) -> list[_Line]:
        """The lines of some quotations of a speaker, the first of which is the `first` of all and stands at a place."""
        lines: list[_Line] = []
        if first == 0:
            lines += [_Line((), place, None)] * (place > 0)
            lines += [_Line(tuple(parts), place, None) for parts in self._speaker_parts(by)]
        group = by.quotations[first - 1].group if first else None
        for number, index in enumerate(indices):
            quotation = self._quotations[index]
            said: list[Sequence[Part]] = []
            if quotation.group != group:
                said += self._cue_parts(quotation, is_first=group is None, is_doubted=not by.is_probable)
            said += self._words_parts(quotation, by.style)
            lines += [_Line(tuple(parts), place + number, index) for parts in said]
            group = quotation.group
        return lines

    def _speaker_parts(self, by: _Speaker) -> Iterable[Sequence[Part]]:
        """The name with the number of quotations, and what the text calls the speaker."""
        first = by.quotations[0]
        name = (named(first) if by.is_probable else first.speaker) or "speaker not named"
        count = str(len(by.quotations))
        width = max(1, self._cells - 4)
        room = width - cell_len(count) - 1
        sign = self._symbols.probable if by.is_probable else self._symbols.speaker
        for number, line in enumerate(self._some_lines(name, room)):
            parts: list[Part] = [
                (f"{' ' if number else sign} ", (by.style,)),
                *self._lit((line, (by.style, "quotes-view--name")), "speaker"),
            ]
            if number == 0 and room > 0:
                parts.append((" " * (width - cell_len(line) - cell_len(count)) + count, ("quotes-view--count",)))
            yield parts
        if by.role and by.role not in name:
            for line in self._some_lines(by.role, width):
                yield [("  " + line, ("quotes-view--role",))]

    def _cue_parts(self, quotation: Quotation, *, is_first: bool, is_doubted: bool) -> Iterable[Sequence[Part]]:
        """How it was said: the words that report it and, where they do not tell by themselves, what they do."""
        cue = fit(" ".join(quotation.cue.text.split()), 2 * self._cells, self._symbols.more) if quotation.cue else ""
        if is_doubted and quotation.is_probable:
            who = probably(quotation, "")
            cue = f"{who}: {cue}" if cue else who
        kind = _told_apart(cue, quotation.cue_class)
        if not cue and not kind:
            if not is_first:
                yield ()
            return
        kind = f"({kind})" if cue and kind else kind
        words = f"{cue} {kind}".strip()
        room = max(1, self._cells - 6)
        for start, end in break_lines(words, room, room):
            middle = max(start, min(len(words) - len(kind), end))
            said, does = words[start:middle], words[middle:end]
            yield [*self._lit(("   " + said, ("quotes-view--cue",)), "cue"), (does, ("quotes-view--class",))]

    def _words_parts(self, quotation: Quotation, style: str) -> Iterable[Sequence[Part]]:
        bars = {"indirect": self._symbols.reported_bar, "mixed": self._symbols.partial_bar}
        bar = bars.get(quotation.type, self._symbols.quote_bar)
        text = " ".join(quotation.text.split())
        own = [(0, len(text))] if quotation.type == "direct" else []
        if quotation.type == "mixed":
            own = own_words(quotation._replace(start=0, end=len(text), text=text))
        found = self._find(text, "said") if self._find is not None else ()
        room = max(1, self._cells - 6)
        for start, end in break_lines(text, room, room):
            parts: list[Part] = [("  ", ()), (bar + " ", (style,))]
            at = start
            for part in _in_italics(text, start, end, own):
                parts += lit(part, found, "quotes-view--match", at=at)
                at += len(part[0])
            yield parts

    def _lit(self, part: Part, kind: str) -> Iterable[Part]:
        return lit(part, self._find(part[0], kind), "quotes-view--match") if self._find is not None else [part]

    def _some_lines(self, text: str, width: int) -> list[str]:
        """A text on as few lines as it may take, cut if they are not enough."""
        lines = wrap(" ".join(text.split()), width)
        if len(lines) > _MOST_LINES:
            rest = " ".join(lines[_MOST_LINES - 1 :])
            lines = [*lines[: _MOST_LINES - 1], self._fit(rest, width)]
        return lines

    def _fit(self, text: str, width: int) -> str:
        return fit(text, width, self._symbols.more)


def _in_italics(text: str, start: int, end: int, own: Sequence[tuple[int, int]]) -> Iterable[Part]:
    """A line of a quotation, the speaker's own words apart from the rest."""
    for own_start, own_end in own:
        first, last = max(start, min(own_start, end)), min(own_end, end)
        if last > first:
            yield text[start:first], ()
            yield text[first:last], ("quotes-view--direct",)
            start = last
    yield text[start:end], ()


@lru_cache(1_000)
def _told_apart(cue: str, cue_class: str | None) -> str:
    """What a cue does, if that is worth a word: not of one that says nothing, or says it itself ("warned")."""
    if cue_class is None or cue_class == "neutral":
        return ""
    stem = cue_class.removesuffix("ed")[:4].removesuffix("i")
    return "" if any(word.startswith(stem) for word in cue.casefold().split()) else cue_class
