"""The list of articles: any number of rows, of which only those in view are asked for.

It is given `Rows` and says which row is selected; it never loads, marks or sorts anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message

from newsreader.tui.breaking import wrap
from newsreader.tui.customs import counted
from newsreader.tui.ranges import Ranges
from newsreader.tui.widgets.line_view import Find, LineView, Part, fit, lit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events

    from newsreader.models.entries import EntryRow
    from newsreader.tui.symbols import Symbols

_CHUNK = 64
_WORDS = frozenset({"time", "outlet"})
"""Columns that are no signs."""
_CELLS = {"time": 7, "outlet": 12, "quotes": 3, "star": 1, "note": 1, "tags": 12}
"""How wide a column is that stands before the title."""


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


class EntryList(LineView):
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
        self._sections: Sequence[tuple[int, str]] = ()
        self._headings: list[int] = []
        """The line of each section."""
        self._chunks: OrderedDict[int, Sequence[EntryRow | None]] = OrderedDict()
        self.cursor = 0
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
        top = round(self.scroll_target_y)
        index, number = self._place(top) or (None, None)
        if index is None and number is not None:
            index = self._sections[number][0]
        below = 0 if index is None else top - self._line_of(index)
        before = self._in_view()
        self._place_headings()
        self.fit_lines(looks_other=self._in_view() != before)
        if index is not None and top:
            self.scroll_line(self._line_of(index) + below)

    def rows_moved(self, cursor: int) -> None:
        """Other rows stand where these stood; the cursor, on one of them, stays in the line it was in."""
        before = self._line_of(self.cursor) - round(self.scroll_target_y)
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
        self.refresh(Region(0, line, self.size.width, self._height))

    def move(self, lines: int) -> None:
        """Rows up or down."""
        self.select(self.cursor + lines)

    def page(self, direction: int) -> bool:
        """A screenful of rows up or down."""
        before = self.cursor
        self.select(self.cursor + direction * max(1, self.size.height // self._height - 1))
        return self.cursor != before

    def to_end(self, direction: int) -> None:
        """The first or the last row."""
        self.select(0 if direction < 0 else len(self) - 1)

    def resized(self) -> None:
        """Keep the cursor in view."""
        self.fit_lines()
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; a second click opens it, with shift or ctrl it selects."""
        place = self._place(self.scroll_offset.y + event.y)
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
        return len(self) * self._height + len(self._headings)

    def line_parts(self, line: int) -> Iterable[Part]:
        """A heading, a title, or the line below a title."""
        if not len(self):
            return [("  " + self._empty_lines()[line], ("entry-list--empty",))]
        place = self._place(line)
        if place is None:
            return []
        index, part = place
        if index is None:
            return self._heading_parts(part)
        row = self.row(index)
        if self.spoken:
            return [(self._words_of(row, selected=self._is_selected(index)), ())] if row is not None else []
        at_cursor, selected = index == self.cursor, self._is_selected(index)
        bar: Part = (self._symbols.cursor if at_cursor else " ", ("entry-list--cursor",))
        if row is None:
            return [bar]
        if not self.two_lines:
            parts = self._single_parts(row, selected=selected)
        elif part == 0:
            parts = self._title_parts(row, selected=selected)
        else:
            parts = self._below_parts(row, at_cursor=at_cursor)
        return [bar, *(_selected(parts, self.size.width - 1) if selected else parts)]

    def current_line(self) -> int:
        """That of the row under the cursor."""
        return self._line_of(self.cursor)

    def _words_of(self, row: EntryRow, *, selected: bool) -> str:
        """A row as it is read out: what it is first, then what there is to say of it."""
        known = (("selected", selected), ("unread", not row.read), ("starred", row.starred), ("noted", row.noted))
        states = [word for word, has in known if has]
        told = [
            *states,
            row.feed_title,
            self._date(row, self.size.width),
            *([counted(row.quotes, "quote")] if row.quotes else []),
            *([counted(row.folded, "duplicate")] if row.folded else []),
            *(["unread duplicate"] if row.folded_unread else []),
            *(["duplicate of the one above"] if row.is_below else []),
            *row.tags,
        ]
        rest = ", ".join(told)
        return f"{fit(_title(row), max(20, self.size.width - cell_len(rest) - 2), self._symbols.more)}, {rest}"

    def _empty_lines(self) -> list[str]:
        lines = []
        for words in self.empty_words:
            indent = " " * (len(words) - len(words.lstrip()))
            lines += [indent + line for line in wrap(words, self.size.width - 3 - len(indent))]
        return lines

    @property
    def _height(self) -> int:
        return 2 if self.two_lines else 1

    def _place_headings(self) -> None:
        self._sections = self._rows.sections if self._rows is not None else ()
        self._headings = [start * self._height + number for number, (start, _) in enumerate(self._sections)]

    def _line_of(self, index: int) -> int:
        above = bisect_right(self._sections, index, key=lambda section: section[0])
        return index * self._height + above

    def _place(self, line: int) -> tuple[int | None, int] | None:
        """(row, line within it), (None, heading) or None below the end."""
        if self._rows is None:
            return None
        number = bisect_right(self._headings, line) - 1
        if number >= 0 and self._headings[number] == line:
            return None, number
        index, part = divmod(line - number - 1, self._height)
        return (index, part) if index < len(self._rows) else None

    def _in_view(self) -> list[object]:
        """What the lines in view are: which of a row, or which heading."""
        top = round(self.scroll_target_y)
        places = [self._place(line) for line in range(top, top + self.size.height)]
        return [self._sections[place[1]] if place is not None and place[0] is None else place for place in places]

    def _show_cursor(self) -> None:
        line = self._line_of(self.cursor)
        heading = 1 if line - 1 in self._headings else 0
        self.show_line(line - heading, self._height + heading)

    def _heading_parts(self, number: int) -> list[Part]:
        words = fit(self._sections[number][1], self.size.width - 2, self._symbols.more)
        rule = self._symbols.rule * max(0, self.size.width - cell_len(words) - 2)
        return [(f" {words} ", ("entry-list--section",)), (rule, ("entry-list--rule",))]

    def _mark_part(self, row: EntryRow, *, selected: bool) -> Part:
        is_marked = not row.read and "state" in self.columns
        signs = (self._symbols.unread if is_marked else " ") + (self._symbols.selected if selected else " ")
        return signs, ("entry-list--dot",)

    def _title_parts(self, row: EntryRow, *, selected: bool) -> list[Part]:
        indent, sign = self._thread_parts(row)
        room = self.size.width - 4 - cell_len(indent[0]) - (cell_len(sign[0]) + 1 if sign[0] else 0)
        title = fit(_title(row), room, self._symbols.more)
        gap: list[Part] = [(" ", ()), sign] if sign[0] else []
        return [self._mark_part(row, selected=selected), indent, *self._lit_title(row, title), *gap]

    def _thread_parts(self, row: EntryRow) -> tuple[Part, Part]:
        """What stands before a title that is below another's, and behind one that stands for others."""
        indent = f"{self._symbols.below} " if row.is_below else ""
        sign = f"+{row.folded}" if row.folded else ""
        style = "entry-list--dot" if row.folded_unread else "entry-list--detail"
        return (indent, ("entry-list--detail",)), (sign, (style,))

    def _lit_title(self, row: EntryRow, shown: str) -> Iterable[Part]:
        """As much of the title as is shown."""
        part: Part = (shown, ("entry-list--title" if row.read else "entry-list--unread",))
        if self._find is None:
            return [part]
        title = _title(row)
        end = len(title) if shown == title else len(shown) - len(self._symbols.more)
        found = [(start, min(stop, end)) for start, stop in self._find(title, "title")]
        return lit(part, found, "entry-list--match")

    def _below_parts(self, row: EntryRow, *, at_cursor: bool) -> list[Part]:
        """All columns but the title, in their order; the outlet has the room that the others leave."""
        signs_style = "entry-list--accent" if at_cursor else "entry-list--detail"
        told: list[tuple[str, str]] = []
        for name in self.columns:
            if name not in {"state", "title"}:
                words = self._column(name, row, self.size.width // 3)
                told.append((name, words)) if words else None
        between = ["" if not n else self._gap(told[n - 1][0], told[n][0]) for n in range(len(told))]
        used = sum(cell_len(words) for name, words in told if name != "outlet") + sum(map(len, between))
        stretches = [("  ", "entry-list--detail")]
        for gap, (name, words) in zip(between, told, strict=True):
            fitted = words if name != "outlet" else fit(words, self.size.width - 4 - used, self._symbols.more)
            style = "entry-list--detail" if name in _WORDS else signs_style
            if style == stretches[-1][1]:
                stretches[-1] = stretches[-1][0] + gap + fitted, style
            else:
                stretches.append((gap + fitted, style))
        return [(words, (style,)) for words, style in stretches]

    def _single_parts(self, row: EntryRow, *, selected: bool) -> list[Part]:
        """All columns, in their order; the title has the room that the others leave."""
        wide = self.size.width >= 50
        place = self.columns.index("title")
        left = "".join(self._cell(name, row, wide=wide) for name in self.columns[:place])
        behind = [
            (name, words)
            for name in self.columns[place + 1 :]
            if (words := self._column(name, row, self.size.width // 4 if wide else 0))
        ]
        right = "".join(
            (self._gap(behind[n - 1][0], name) if n else "") + fit(words, 24, self._symbols.more)
            for n, (name, words) in enumerate(behind)
        )
        indent, sign = self._thread_parts(row)
        room = self.size.width - 4 - cell_len(left) - (cell_len(right) + 1 if right else 0)
        room -= cell_len(indent[0]) + (cell_len(sign[0]) + 1 if sign[0] else 0)
        title = fit(_title(row), room, self._symbols.more)
        gap = " " * (room - cell_len(title) + 1) if right else ""
        return [
            self._mark_part(row, selected=selected),
            (left, ("entry-list--detail",)),
            indent,
            *self._lit_title(row, title),
            *([(" ", ()), sign] if sign[0] else []),
            (gap + right, ("entry-list--detail",)),
        ]

    def _gap(self, before: str, name: str) -> str:
        """Signs stand closer together than words."""
        return "  " if before in _WORDS or name in _WORDS else " "

    def _column(self, name: str, row: EntryRow, room: int) -> str:
        """What stands in a column, "" if nothing; tags as far as there is room for them."""
        match name:
            case "time":
                return self._date(row, room)
            case "outlet":
                return row.feed_title
            case "quotes":
                return f"{self._symbols.quote}{row.quotes}" if row.quotes else ""
            case "note":
                return self._symbols.note if row.noted else ""
            case "star":
                return self._symbols.star if row.starred else ""
            case "tags":
                tags = " ".join(f"{self._symbols.tag}{tag}" for tag in row.tags)
                return fit(tags, room, self._symbols.more) if room else ""
        return ""

    def _cell(self, name: str, row: EntryRow, *, wide: bool) -> str:
        """A column before the title: as wide in every row; in a narrow pane those that are wide are left out."""
        width = _CELLS.get(name, 0)
        if not width or (width > 7 and not wide):
            return ""
        if name == "time" and not self._is_dated:
            width += 1  # for a month with its year
        words = fit(self._column(name, row, width), width, self._symbols.more)
        blanks = " " * (width - cell_len(words))
        return f"{blanks}{words} " if name == "time" else f"{words}{blanks} "

    @property
    def _is_dated(self) -> bool:
        """Whether the headings name days and months."""
        return self._rows is not None and self._rows.is_by_date

    def _date(self, row: EntryRow, room: int) -> str:
        return self._clock(row.date, self._is_dated, room)


def _selected(parts: Iterable[Part], width: int) -> list[Part]:
    """A line of a selected row, all of its width."""
    told = [(text, (*styles, "entry-list--selected")) for text, styles in parts]
    room = width - sum(cell_len(text) for text, _ in told)
    return [*told, (" " * max(0, room), ("entry-list--selected",))]


def _title(row: EntryRow) -> str:
    return row.title or "(no title)"
