"""Lines that are made when they are wanted: a long text in sections, how high each is or may be, places in the text.

A section that is not laid out has a height that is a guess; whoever looks at the lines is told when it turns out to be
another (`Layout.told`). Nothing here knows what is in a section.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from newsreader.quotations.skim import Bounds, Level, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.tui.runs import Piece


class Line(NamedTuple):
    """One line, and the offset in the text that it begins at."""

    pieces: tuple[Piece, ...]
    start: int
    hang: int = 0
    """Cells of it that stand before the text's edge."""

    @property
    def text(self) -> str:
        """The line without styles."""
        return "".join(piece.text for piece in self.pieces)


class Placed(Protocol):
    """A line that has its place."""

    @property
    def start(self) -> int:
        """The offset that it begins at, in the text or in whatever else the lines are of."""


Kind = TypeVar("Kind", bound=Placed)


class Section(NamedTuple):
    """Some blocks that are laid out together, as soon as one of their lines is wanted."""

    start: int
    """The offset of its first line."""
    guess: int
    """How many lines it may have; it has one at least."""
    write: Callable[[], Sequence[Any]]
    """Its lines. They may be asked for again."""
    later: Callable[[], bool] | None = None
    """What takes long and only makes the same lines look better, for when nobody waits: True if it did."""


class Lines(Generic[Kind]):
    """Lines of a kind; their offsets never go back."""

    def __init__(self, sections: Sequence[Section]) -> None:
        """The sections in their order."""
        self.told: Callable[[int, int], None] = _nobody
        """Called with the line after a section that was just laid out, and how many lines more it has than guessed."""
        self._sections = list(sections)
        self._lines: list[Sequence[Kind] | None] = [None] * len(self._sections)
        self._starts = [section.start for section in self._sections]
        self._tops = [0]
        """The first line of each section, and the number of lines."""
        for section in self._sections:
            self._tops.append(self._tops[-1] + section.guess)
        self._later = [at for at, section in enumerate(self._sections) if section.later is not None]

    @property
    def line_count(self) -> int:
        """How many lines there are, as far as that is known."""
        return self._tops[-1]

    @property
    def lines(self) -> list[Kind]:
        """All of them, laid out."""
        return [line for at in range(len(self._sections)) for line in self._laid_out(at)]

    def line(self, number: int) -> Kind:
        """One of them."""
        at = self._section_of(number)
        lines = self._laid_out(at)
        return lines[min(number - self._tops[at], len(lines) - 1)]

    def line_of(self, offset: int) -> int:
        """The line that shows an offset of the text."""
        if not self._sections:
            return 0
        at = max(0, bisect_right(self._starts, offset) - 1)
        within = bisect_right(self._laid_out(at), offset, key=_start) - 1
        if within < 0 < at:
            at -= 1
            within = len(self._laid_out(at)) - 1
        return self._tops[at] + max(0, within)

    def offset_of(self, number: int) -> int:
        """The offset that a line begins at."""
        return self.line(max(0, min(number, self.line_count - 1))).start if self._sections else 0

    def settle(self, number: int, height: int) -> int:
        """Lay out a line and those below it, as many as are seen; the number that the line has then.

        Where it was counted from lines that are laid out below it, its distance from them stays.
        """
        if not self._sections:
            return 0
        number = max(0, number)
        while self._lines[at := self._section_of(number)] is None:
            below = self._known_below(at, number + height)
            if below is None:
                self._laid_out(at)
                number = min(number, self._tops[at + 1] - 1)
            else:
                distance = self._tops[below] - number
                self._laid_out(below - 1)
                number = max(0, self._tops[below] - distance)
        while at < len(self._sections) and self._tops[at] < number + height:
            self._laid_out(at)
            at += 1
        return number

    def may_look_better(self) -> bool:
        """Whether something that is laid out could look better."""
        return any(self._lines[at] is not None for at in self._later)

    def look_better(self) -> bool:
        """Make one section that is laid out look better; False if there is none."""
        at = next((at for at in self._later if self._lines[at] is not None), None)
        if at is None:
            return False
        self._later.remove(at)
        section = self._sections[at]
        if section.later is not None and section.later():
            self._lines[at] = section.write()
        return True

    def _known_below(self, at: int, until: int) -> int | None:
        """The next section that is laid out, if it begins before a line."""
        for below in range(at + 1, len(self._sections)):
            if self._tops[below] > until:
                return None
            if self._lines[below] is not None:
                return below
        return None

    def _section_of(self, number: int) -> int:
        return max(0, min(bisect_right(self._tops, number) - 1, len(self._sections) - 1))

    def _laid_out(self, at: int) -> Sequence[Kind]:
        lines = self._lines[at]
        if lines is None:
            lines = self._lines[at] = self._sections[at].write()
            end = self._tops[at + 1]
            more = self._tops[at] + len(lines) - end
            if more:
                for after in range(at + 1, len(self._tops)):
                    self._tops[after] += more
                self.told(end, more)
        return lines


class Layout(Lines[Line]):
    """The lines of a document's body, as far as they are shown."""

    def __init__(self, sections: Sequence[Section], level: Level = Level.ALL, kept: Sequence[Bounds] = ()) -> None:
        """`level` is that of the skim dial, `kept` what is shown of the text if it is not all of it."""
        super().__init__(sections)
        self.level = level
        self.kept = kept

    def shows(self, start: int, end: int) -> bool:
        """Whether any of a stretch of the text is shown."""
        at = bisect_right(self.kept, start, key=_last)
        return self.level is Level.ALL or (at < len(self.kept) and self.kept[at][0] < end)

    def nearest(self, offset: int) -> int:
        """The offset closest to one that may not be shown."""
        return offset if self.level is Level.ALL else nearest(self.kept, offset)

    def with_lines_below(self, lines: Sequence[Line]) -> Layout:
        """The same with more lines at its end."""
        section = Section(lines[0].start, len(lines), lambda: lines)
        return Layout([*self._sections, section], self.level, self.kept)


def _nobody(line: int, more: int) -> None:
    """Nobody looks."""


def _last(stretch: Bounds) -> int:
    return stretch[1]


def _start(line: Placed) -> int:
    return line.start
