"""How the feeds are: those that fail with all that there is to say of each, then the others in a line or two.

It is given reports and says nothing back: which feed is selected can be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from newsreader.tui.breaking import wrap
from newsreader.tui.customs import counted
from newsreader.tui.widgets.item_view import ItemView
from newsreader.tui.widgets.stretches import Stretch, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.tui.symbols import Symbols

_INDENT = 4
_ONE_LINE = 90
"""From this width on a feed that works takes one line."""


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of a feed."""

    feed_id: int
    title: str
    state: str = ""
    """What is wrong with it in a word; empty if it works."""
    details: tuple[tuple[str, str], ...] = ()
    """What each is, and the words: ("error", "...")."""
    note: str = ""
    """All there is to say of a feed that works."""
    warning: str = ""
    """What is dangerous about it, whether it works or not."""


Line = tuple[int | None, list[Stretch]]
"""The number of a report, None for a heading or a blank, and what is drawn."""


def lay_out(reports: Sequence[Report], width: int, symbols: Symbols) -> list[Line]:
    """The lines of some reports, none wider than `width` less the cell of the cursor."""
    lines: list[Line] = []
    bad = sum(bool(report.state) for report in reports)
    for number, report in enumerate(reports):
        if number in {0, bad}:
            lines.append((None, [(_heading(reports, bad, failing=bool(report.state)), ("health-view--heading",))]))
        if report.state:
            lines.extend((number, stretches) for stretches in _of_failing(report, width - 1, symbols))
            lines.append((None, []))
        else:
            lines.extend((number, stretches) for stretches in _of_working(report, width - 1, symbols))
    return lines


def _heading(reports: Sequence[Report], bad: int, *, failing: bool) -> str:
    count = bad if failing else len(reports) - bad
    verb = ("fails" if count == 1 else "fail") if failing else ("works" if count == 1 else "work")
    return f"{counted(count, 'feed')} {verb}"


def _of_failing(report: Report, width: int, symbols: Symbols) -> Iterable[list[Stretch]]:
    state = f" {symbols.dot} {report.state}" + (f", {report.warning}" if report.warning else "")
    title = fit(report.title, width - 3 - cell_len(state), symbols.more)
    yield [
        (f" {symbols.failed} ", ("health-view--failed",)),
        (title, ("health-view--title",)),
        (state, ("health-view--failed",)),
    ]
    labels = max((cell_len(label) for label, _ in report.details), default=0) + 1
    for label, words in report.details:
        rows = wrap(words, width - _INDENT - labels)
        for left, right in zip_longest([label], rows, fillvalue=""):
            yield [
                (" " * (_INDENT - 1) + set_cell_size(left, labels), ("health-view--label",)),
                (right, ("health-view--words",)),
            ]


def _of_working(report: Report, width: int, symbols: Symbols) -> Iterable[list[Stretch]]:
    warning = f" {symbols.dot} {report.warning}" if report.warning else ""
    if width < _ONE_LINE:
        title = fit(report.title, width - 3 - cell_len(warning), symbols.more)
        yield [("   ", ()), (title, ("health-view--works",)), (warning, ("health-view--failed",))]
        yield [(" " * (_INDENT - 1) + fit(report.note, width - _INDENT + 1, symbols.more), ("health-view--label",))]
        return
    room = width * 2 // 5
    title = fit(report.title, room - 2 - cell_len(warning), symbols.more)
    yield [
        ("   ", ()),
        (title, ("health-view--works",)),
        (set_cell_size(warning, room - cell_len(title)), ("health-view--failed",)),
        (fit(report.note, width - 3 - room, symbols.more), ("health-view--label",)),
    ]


class HealthView(ItemView):
    """Reports one under another, of which one is selected."""

    COMPONENT_CLASSES = {
        "health-view--heading",
        "health-view--failed",
        "health-view--title",
        "health-view--works",
        "health-view--label",
        "health-view--words",
        "health-view--cursor",
    }

    def __init__(self, symbols: Symbols) -> None:
        super().__init__()
        self._symbols = symbols
        self._reports: Sequence[Report] = ()
        self._lines: Sequence[Line] = ()

    @property
    def selected(self) -> int | None:
        """The feed under the cursor."""
        return self._reports[self.cursor].feed_id if self._reports else None

    def show_reports(self, reports: Sequence[Report]) -> None:
        """Show what is known now; the cursor stays on its feed."""
        kept = self.selected
        self._reports = reports
        ids = [report.feed_id for report in reports]
        self.cursor = ids.index(kept) if kept in ids else max(0, min(self.cursor, len(ids) - 1))
        self.resized()

    def page(self, direction: int) -> bool:
        """About a screenful of reports."""
        before, room = self.cursor, max(1, self.size.height - 2)
        while 0 <= self.cursor + direction < len(self._reports) and room > 0:
            self.cursor += direction
            room -= len(self._lines_of(self.cursor))
        self.select(self.cursor)
        return self.cursor != before

    def select(self, index: int) -> None:
        """Put the cursor on a report."""
        if self._reports:
            self.cursor = max(0, min(index, len(self._reports) - 1))
            self._show_cursor()
            self.refresh()

    def resized(self) -> None:
        """Break the lines anew."""
        self._lines = lay_out(self._reports, self.scrollable_content_region.width, self._symbols)
        super().resized()

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked."""
        line = self.scroll_offset.y + event.y
        number = self._lines[line][0] if line < len(self._lines) else None
        if number is not None:
            self.select(number)

    def line_count(self) -> int:
        """Headings, blanks and reports."""
        return len(self._lines)

    def stretches(self, line: int) -> Iterable[Stretch]:
        """One line, with a bar beside the report that is selected."""
        number, stretches = self._lines[line]
        bar = self._symbols.cursor if number == self.cursor and number is not None else " "
        return [(bar, ("health-view--cursor",)), *stretches]

    def _show_cursor(self) -> None:
        lines = self._lines_of(self.cursor)
        if lines:
            first = 0 if self.cursor == 0 else lines[0]  # with the heading above the first
            self.show_line(first, lines[-1] + 1 - first)

    def _lines_of(self, number: int) -> list[int]:
        return [line for line, (report, _) in enumerate(self._lines) if report == number]
