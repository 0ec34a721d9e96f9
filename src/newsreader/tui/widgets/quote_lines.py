"""The lines of quotations: who said them with what they are called, how it was said, the words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from newsreader.citation import named, probably
from newsreader.tui.breaking import break_lines, wrap
from newsreader.tui.runs import own_words
from newsreader.tui.widgets.stretches import fit, lit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.models.findings import Quotation
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_MOST_LINES = 2
"""Of a speaker's name, and of the role."""


class QuoteLine(NamedTuple):
    """A line of the pane."""

    stretches: tuple[Stretch, ...]
    start: int
    """The place in the pane of the quotation this line belongs to, or stands above."""
    quotation: int | None
    """The quotation this line belongs to."""


class Voice(NamedTuple):
    """Who said some quotations, and how that is shown."""

    quotations: Sequence[Quotation]
    role: str | None
    style: str
    is_probable: bool


@dataclass(frozen=True, slots=True)
class QuoteLines:
    """How all quotations of an article are drawn."""

    symbols: Symbols
    width: int
    find: Find | None
    """What lights up in names, cues and words."""

    def written(self, by: Voice, first: int, indices: Sequence[int], place: int) -> list[QuoteLine]:
        """The lines of some quotations of a speaker, the first of which is the `first` of all and stands at a place."""
        lines: list[QuoteLine] = []
        if first == 0:
            lines += [QuoteLine((), place, None)] * (place > 0)
            lines += [QuoteLine(tuple(stretches), place, None) for stretches in self._speaker(by)]
        group = by.quotations[first - 1].group if first else None
        for number, index in enumerate(indices):
            quotation = by.quotations[first + number]
            said: list[Sequence[Stretch]] = []
            if quotation.group != group:
                said += self._cue(quotation, is_first=group is None, is_doubted=not by.is_probable)
            said += self._words(quotation, by.style)
            lines += [QuoteLine(tuple(stretches), place + number, index) for stretches in said]
            group = quotation.group
        return lines

    def _speaker(self, by: Voice) -> Iterable[Sequence[Stretch]]:
        """The name with the number of quotations, and what the text calls the speaker."""
        first = by.quotations[0]
        name = (named(first) if by.is_probable else first.speaker) or "speaker not named"
        count = str(len(by.quotations))
        width = max(1, self.width - 4)
        room = width - cell_len(count) - 1
        sign = self.symbols.probable if by.is_probable else self.symbols.speaker
        for number, line in enumerate(self._some_lines(name, room)):
            stretches: list[Stretch] = [
                (f"{' ' if number else sign} ", (by.style,)),
                *self._lit((line, (by.style, "quotes-view--name")), "speaker"),
            ]
            if number == 0 and room > 0:
                stretches.append((" " * (width - cell_len(line) - cell_len(count)) + count, ("quotes-view--count",)))
            yield stretches
        if by.role and by.role not in name:
            for line in self._some_lines(by.role, width):
                yield [("  " + line, ("quotes-view--role",))]

    def _cue(self, quotation: Quotation, *, is_first: bool, is_doubted: bool) -> Iterable[Sequence[Stretch]]:
        """How it was said: the words that report it and, where they do not tell by themselves, what they do."""
        cue = fit(" ".join(quotation.cue.text.split()), 2 * self.width, self.symbols.more) if quotation.cue else ""
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
        room = max(1, self.width - 6)
        for start, end in break_lines(words, room, room):
            middle = max(start, min(len(words) - len(kind), end))
            said, does = words[start:middle], words[middle:end]
            yield [*self._lit(("   " + said, ("quotes-view--cue",)), "cue"), (does, ("quotes-view--class",))]

    def _words(self, quotation: Quotation, style: str) -> Iterable[Sequence[Stretch]]:
        bars = {"indirect": self.symbols.reported_bar, "mixed": self.symbols.partial_bar}
        bar = bars.get(quotation.type, self.symbols.quote_bar)
        text = " ".join(quotation.text.split())
        own = [(0, len(text))] if quotation.type == "direct" else []
        if quotation.type == "mixed":
            own = own_words(quotation._replace(start=0, end=len(text), text=text))
        found = self.find(text, "said") if self.find is not None else ()
        room = max(1, self.width - 6)
        for start, end in break_lines(text, room, room):
            stretches: list[Stretch] = [("  ", ()), (bar + " ", (style,))]
            at = start
            for stretch in _in_italics(text, start, end, own):
                stretches += lit(stretch, found, "quotes-view--match", at=at)
                at += len(stretch[0])
            yield stretches

    def _lit(self, stretch: Stretch, kind: str) -> Iterable[Stretch]:
        return lit(stretch, self.find(stretch[0], kind), "quotes-view--match") if self.find is not None else [stretch]

    def _some_lines(self, text: str, width: int) -> list[str]:
        """A text on as few lines as it may take, cut if they are not enough."""
        lines = wrap(" ".join(text.split()), width)
        if len(lines) > _MOST_LINES:
            rest = " ".join(lines[_MOST_LINES - 1 :])
            lines = [*lines[: _MOST_LINES - 1], fit(rest, width, self.symbols.more)]
        return lines


def _in_italics(text: str, start: int, end: int, own: Sequence[tuple[int, int]]) -> Iterable[Stretch]:
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
