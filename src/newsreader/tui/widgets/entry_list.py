"""The list of articles: any number of rows, of which only those in view are asked for.

It is given `Rows` and says which row is selected; it never loads, marks or sorts anything.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.geometry import Region
from textual.message import Message

from newsreader.tui.breaking import wrap
from newsreader.tui.ranges import Ranges
from newsreader.tui.widgets.entry_lines import EntryLines
from newsreader.tui.widgets.headed import Headed
from newsreader.tui.widgets.item_view import ItemView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events

    from newsreader.models.entries import EntryRow
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_CHUNK = 64


class Rows(Protocol):
    """A list that may be a million rows long."""

    def __len__(self) -> int:
        """How many rows there are."""

    def window(self, start: int, stop: int) -> Sequence[EntryRow | None]:
        """Some rows in order, None for one that is gone since."""

    @property
    def sections(self) -> Sequence[tuple[int, str]]:
        """Where a heading stands: the index of the row below it, and its words; in order."""

    @property
    def is_by_date(self) -> bool:
        """Whether the headings name days and months."""


class EntryList(ItemView):
    """Articles, one or two lines each, under headings by day."""

    COMPONENT_CLASSES = {
        "entry-list--title",
        "entry-list--unread",
        "entry-list--dot",
        "entry-list--detail",
        "entry-list--accent",
        "entry-list--cursor",
        "entry-list--section",
        "entry-list--rule",
        "entry-list--match",
        "entry-list--selected",
        "entry-list--empty",
    }

    @dataclass
    class Selected(Message):
        """Another row has the cursor, or none where the list is empty."""

    @dataclass
    class Opened(Message):
        """The user wants to read the row under the cursor."""

    @dataclass
    class SelectionChanged(Message):
        """Other rows are selected than before."""

    def __init__(
        self,
        symbols: Symbols,
        clock: Callable[[int, bool, int], str],
        columns: Sequence[str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """`clock` writes an entry's date (Unix seconds), knowing whether a heading names day or month, and the room.

        The `columns` are those of the settings; the title is one of them, and the state is always the first.
        """
        super().__init__(id=id)
        self._symbols = symbols
        self._clock = clock
        self.columns = tuple(columns)
        self._rows: Rows | None = None
        self._headed = Headed((), (), 2)
        self._chunks: OrderedDict[int, Sequence[EntryRow | None]] = OrderedDict()
        self._selected = Ranges()
        """What is selected for good."""
        self._begun: int | None = None
        """Where a range begins that goes to the cursor; it takes in what was not selected there, or lets go of it."""
        self.two_lines = True
        self._find: Find | None = None
        self.empty_words: tuple[str, ...] = ()
        """What to say when there is no row: lines, broken where the pane ends."""

    # --- values down -------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Rows, cursor: int | None = 0) -> None:
        """Show another list with the cursor on one of its rows."""
        self._rows = rows
        self._chunks.clear()
        self.select_nothing()
        self.cursor = max(0, min(cursor or 0, len(rows) - 1))
        self._place_headings()
        self.fit_lines()
        self.scroll_line(0)
        self._show_cursor()
        self.post_message(self.Selected())

    def rows_changed(self) -> None:
        """Ask for the rows in view again: their states changed, their order did not."""
        self._chunks.clear()
        self.refresh()

    def rows_grew(self) -> None:
        """More rows or headings are known; what is in view stays where it is."""
        top = self._top
        index, number = self._headed.place(top) or (None, None)
        if index is None and number is not None:
            index = self._headed.sections[number][0]
        below = 0 if index is None else top - self._line_of(index)
        before, ended = self._in_view(), [at for at, rows in self._chunks.items() if len(rows) < _CHUNK]
        for chunk in ended:
            del self._chunks[chunk]
        self._place_headings()
        self.fit_lines(looks_other=bool(ended) or self._in_view() != before)
        if index is not None and top:
            self.scroll_line(self._line_of(index) + below)

    def rows_moved(self, cursor: int) -> None:
        """Other rows stand where these stood; the cursor, on one of them, stays in the line it was in."""
        before = self._line_of(self.cursor) - self._top
        self._chunks.clear()
        self.select_nothing()
        self._place_headings()
        self.cursor = max(0, min(cursor, len(self) - 1))
        self.fit_lines()
        self.scroll_line(self._line_of(self.cursor) - before)
        self._show_cursor()
        self.post_message(self.Selected())

    def light(self, find: Find | None) -> None:
        """Light up what is searched where it stands in the titles; nothing without it."""
        if find is not self._find:
            self._find = find
            self.refresh()

    def say_when_empty(self, words: tuple[str, ...]) -> None:
        """Say something else when there is no row."""
        self.empty_words = words
        if not len(self):
            self.fit_lines()

    def set_two_lines(self, two: bool) -> None:
        """One or two lines an article; the cursor stays where it is."""
        if two != self.two_lines:
            self.two_lines = two
            self._place_headings()
            self.fit_lines()
            self._show_cursor()

    def row(self, index: int) -> EntryRow | None:
        """A row, None if it is gone."""
        if self._rows is None or not 0 <= index < len(self._rows):
            return None
        chunk = index // _CHUNK
        if chunk not in self._chunks:
            start = chunk * _CHUNK
            self._chunks[chunk] = self._rows.window(start, min(start + _CHUNK, len(self._rows)))
            while len(self._chunks) > 8:
                self._chunks.popitem(last=False)
        rows = self._chunks[chunk]
        offset = index % _CHUNK
        return rows[offset] if offset < len(rows) else None

    def __len__(self) -> int:
        return 0 if self._rows is None else len(self._rows)

    def __bool__(self) -> bool:
        return True

    # --- several rows ------------------------------------------------------------------------------------------------

    @property
    def selection(self) -> Ranges:
        """The rows that are selected, with the range that goes to the cursor."""
        if self._begun is None:
            return self._selected
        start, stop = min(self._begun, self.cursor), max(self._begun, self.cursor) + 1
        return self._selected.minus(start, stop) if self._lets_go else self._selected.plus(start, stop)

    @property
    def has_range(self) -> bool:
        """Whether a range has begun, which every movement makes longer or shorter."""
        return self._begun is not None

    def toggle_range(self) -> None:
        """Begin a range at the cursor, or end it there."""
        if not len(self):
            return
        if self._begun is None:
            self._begun = self.cursor
            self._tell_selection()
        else:
            self.select_rows(self.selection)

    def select_rows(self, rows: Ranges) -> None:
        """Have these rows selected and no others."""
        self._selected, self._begun = rows, None
        self._tell_selection()

    def select_nothing(self) -> None:
        """Let go of all that is selected."""
        if self._begun is not None or len(self._selected):
            self.select_rows(Ranges())

    @property
    def _lets_go(self) -> bool:
        return self._begun is not None and self._begun in self._selected

    def _is_selected(self, index: int) -> bool:
        if self._begun is not None and min(self._begun, self.cursor) <= index <= max(self._begun, self.cursor):
            return not self._lets_go
        return index in self._selected

    def _tell_selection(self) -> None:
        self.refresh()
        self.post_message(self.SelectionChanged())

    # --- movement ----------------------------------------------------------------------------------------------------

    def select(self, index: int) -> None:
        """Put the cursor on a row."""
        if not len(self):
            return
        index = max(0, min(index, len(self) - 1))
        if index != self.cursor:
            self._refresh_row(self.cursor)
            is_far, self.cursor = abs(index - self.cursor) > 1, index
            self.post_message(self.Selected())
            if self._begun is not None:
                self.post_message(self.SelectionChanged())
                if is_far:
                    self.refresh()
        self._show_cursor()
        self._refresh_row(index)

    def _refresh_row(self, index: int) -> None:
        line = self._line_of(index) - self.scroll_offset.y
        self.refresh(Region(0, line, self.size.width, self._headed.height))

    def _page_items(self) -> int:
        return max(1, self.size.height // self._headed.height - 1)

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; a second click opens it, with shift or ctrl it selects."""
        place = self._headed.place(self.scroll_offset.y + event.y)
        if place is None or place[0] is None:
            return
        index, before = place[0], self.cursor
        if event.shift:
            self.select_rows(self.selection.plus(min(before, index), max(before, index) + 1))
        elif event.ctrl:
            chosen = self.selection
            change = chosen.minus if index in chosen else chosen.plus
            self.select_rows(change(index, index + 1))
        elif event.chain > 1 and index == self.cursor and event.button == 1:
            self.post_message(self.Opened())
        self.select(index)

    # --- lines -------------------------------------------------------------------------------------------------------

    def line_count(self) -> int:
        """Rows and headings, or the words for an empty list."""
        if not len(self):
            return len(self._empty_lines())
        return self._headed.line_count

    def stretches(self, line: int) -> Iterable[Stretch]:
        """A heading, a title, or the line below a title."""
        if not len(self):
            return [("  " + self._empty_lines()[line], ("entry-list--empty",))]
        place = self._headed.place(line)
        if place is None:
            return []
        index, number = place
        lines = self._drawing()
        if index is None:
            return lines.heading(self._headed.sections[number][1])
        row, selected = self.row(index), self._is_selected(index)
        if self.aloud:
            return [(lines.read_out(row, selected=selected), ())] if row is not None else []
        return lines.line(row, number, at_cursor=index == self.cursor, selected=selected)

    def current_line(self) -> int:
        """That of the row under the cursor."""
        return self._line_of(self.cursor)

    def _drawing(self) -> EntryLines:
        return EntryLines(
            self._symbols,
            self._clock,
            self.columns,
            self.size.width,
            self._rows is not None and self._rows.is_by_date,
            self.two_lines,
            self._find,
        )

    def _empty_lines(self) -> list[str]:
        lines = []
        for words in self.empty_words:
            indent = " " * (len(words) - len(words.lstrip()))
            lines += [indent + line for line in wrap(words, self.size.width - 3 - len(indent))]
        return lines

    def _place_headings(self) -> None:
        rows, height = self._rows, 2 if self.two_lines else 1
        self._headed = Headed((), (), height) if rows is None else Headed(rows, rows.sections, height)

    def _line_of(self, index: int) -> int:
        return self._headed.line_of(index)

    def _in_view(self) -> list[object]:
        """What the lines in view are: which of a row, or which heading."""
        places = [self._headed.place(line) for line in range(self._top, self._top + self.size.height)]
        return [self._headed.sections[one[1]] if one is not None and one[0] is None else one for one in places]

    def _show_cursor(self) -> None:
        self.show_line(*self._headed.block_of(self.cursor))
