"""The lines of one article in the list: its title, what stands below, both in one, or in words to be read out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from newsreader.tui.customs import counted
from newsreader.tui.widgets.stretches import fit, lit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsreader.models.entries import EntryRow
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Find, Stretch

_WORDS = frozenset({"time", "outlet"})
"""Columns that are no signs."""
_CELLS = {"time": 7, "outlet": 12, "quotes": 3, "star": 1, "note": 1, "tags": 12}
"""How wide a column is that stands before the title."""


@dataclass(frozen=True, slots=True)
class EntryLines:
    """How all articles of a list are drawn."""

    symbols: Symbols
    clock: Callable[[int, bool, int], str]
    """Writes a date (Unix seconds), knowing whether a heading names day or month, and the room."""
    columns: Sequence[str]
    """Those of the settings; the title is one of them, and the state is always the first."""
    width: int
    is_by_date: bool
    """Whether headings name days and months."""
    two_lines: bool
    find: Find | None
    """What lights up in the titles."""

    def heading(self, words: str) -> list[Stretch]:
        """The line above some articles."""
        words = fit(words, self.width - 2, self.symbols.more)
        rule = self.symbols.rule * max(0, self.width - cell_len(words) - 2)
        return [(f" {words} ", ("entry-list--section",)), (rule, ("entry-list--rule",))]

    def line(self, row: EntryRow | None, number: int, *, at_cursor: bool, selected: bool) -> list[Stretch]:
        """One of the lines of an article, the first is 0; None is one that is gone."""
        bar: Stretch = (self.symbols.cursor if at_cursor else " ", ("entry-list--cursor",))
        if row is None:
            return [bar]
        if not self.two_lines:
            stretches = self._single_line(row, selected=selected)
        elif number == 0:
            stretches = self._title_line(row, selected=selected)
        else:
            stretches = self._line_below(row, at_cursor=at_cursor)
        return [bar, *(_selected(stretches, self.width - 1) if selected else stretches)]

    def read_out(self, row: EntryRow, *, selected: bool) -> str:
        """A row as it is read out: what it is first, then what there is to say of it."""
        known = (("selected", selected), ("unread", not row.read), ("starred", row.starred), ("noted", row.noted))
        states = [word for word, has in known if has]
        told = [
            *states,
            row.feed_title,
            self._date(row, self.width),
            *([counted(row.quotes, "quote")] if row.quotes else []),
            *([counted(row.folded, "duplicate")] if row.folded else []),
            *(["unread duplicate"] if row.folded_unread else []),
            *(["duplicate of the one above"] if row.is_below else []),
            *row.tags,
        ]
        rest = ", ".join(told)
        return f"{fit(_title_of(row), max(20, self.width - cell_len(rest) - 2), self.symbols.more)}, {rest}"

    def _mark(self, row: EntryRow, *, selected: bool) -> Stretch:
        is_marked = not row.read and "state" in self.columns
        signs = (self.symbols.unread if is_marked else " ") + (self.symbols.selected if selected else " ")
        return signs, ("entry-list--dot",)

    def _title_line(self, row: EntryRow, *, selected: bool) -> list[Stretch]:
        indent, sign = self._thread(row)
        room = self.width - 4 - cell_len(indent[0]) - (cell_len(sign[0]) + 1 if sign[0] else 0)
        title = fit(_title_of(row), room, self.symbols.more)
        gap: list[Stretch] = [(" ", ()), sign] if sign[0] else []
        return [self._mark(row, selected=selected), indent, *self._lit_title(row, title), *gap]

    def _thread(self, row: EntryRow) -> tuple[Stretch, Stretch]:
        """What stands before a title that is below another's, and behind one that stands for others."""
        indent = f"{self.symbols.below} " if row.is_below else ""
        sign = f"+{row.folded}" if row.folded else ""
        style = "entry-list--dot" if row.folded_unread else "entry-list--detail"
        return (indent, ("entry-list--detail",)), (sign, (style,))

    def _lit_title(self, row: EntryRow, shown: str) -> Iterable[Stretch]:
        """As much of the title as is shown."""
        stretch: Stretch = (shown, ("entry-list--title" if row.read else "entry-list--unread",))
        if self.find is None:
            return [stretch]
        title = _title_of(row)
        end = len(title) if shown == title else len(shown) - len(self.symbols.more)
        found = [(start, min(stop, end)) for start, stop in self.find(title, "title")]
        return lit(stretch, found, "entry-list--match")

    def _line_below(self, row: EntryRow, *, at_cursor: bool) -> list[Stretch]:
        """All columns but the title, in their order; the outlet has the room that the others leave."""
        signs_style = "entry-list--accent" if at_cursor else "entry-list--detail"
        told: list[tuple[str, str]] = []
        for name in self.columns:
            if name not in {"state", "title"}:
                words = self._column(name, row, self.width // 3)
                told.append((name, words)) if words else None
        between = ["" if not n else self._gap(told[n - 1][0], told[n][0]) for n in range(len(told))]
        used = sum(cell_len(words) for name, words in told if name != "outlet") + sum(map(len, between))
        stretches = [("  ", "entry-list--detail")]
        for gap, (name, words) in zip(between, told, strict=True):
            fitted = words if name != "outlet" else fit(words, self.width - 4 - used, self.symbols.more)
            style = "entry-list--detail" if name in _WORDS else signs_style
            if style == stretches[-1][1]:
                stretches[-1] = stretches[-1][0] + gap + fitted, style
            else:
                stretches.append((gap + fitted, style))
        return [(words, (style,)) for words, style in stretches]

    def _single_line(self, row: EntryRow, *, selected: bool) -> list[Stretch]:
        """All columns, in their order; the title has the room that the others leave."""
        wide = self.width >= 50
        place = self.columns.index("title")
        left = "".join(self._cell(name, row, wide=wide) for name in self.columns[:place])
        behind = [
            (name, words)
            for name in self.columns[place + 1 :]
            if (words := self._column(name, row, self.width // 4 if wide else 0))
        ]
        right = "".join(
            (self._gap(behind[n - 1][0], name) if n else "") + fit(words, 24, self.symbols.more)
            for n, (name, words) in enumerate(behind)
        )
        indent, sign = self._thread(row)
        room = self.width - 4 - cell_len(left) - (cell_len(right) + 1 if right else 0)
        room -= cell_len(indent[0]) + (cell_len(sign[0]) + 1 if sign[0] else 0)
        title = fit(_title_of(row), room, self.symbols.more)
        gap = " " * (room - cell_len(title) + 1) if right else ""
        return [
            self._mark(row, selected=selected),
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
                return f"{self.symbols.quote}{row.quotes}" if row.quotes else ""
            case "note":
                return self.symbols.note if row.noted else ""
            case "star":
                return self.symbols.star if row.starred else ""
            case "tags":
                tags = " ".join(f"{self.symbols.tag}{tag}" for tag in row.tags)
                return fit(tags, room, self.symbols.more) if room else ""
        return ""

    def _cell(self, name: str, row: EntryRow, *, wide: bool) -> str:
        """A column before the title: as wide in every row; in a narrow pane those that are wide are left out."""
        width = _CELLS.get(name, 0)
        if not width or (width > 7 and not wide):
            return ""
        if name == "time" and not self.is_by_date:
            width += 1  # for a month with its year
        words = fit(self._column(name, row, width), width, self.symbols.more)
        blanks = " " * (width - cell_len(words))
        return f"{blanks}{words} " if name == "time" else f"{words}{blanks} "

    def _date(self, row: EntryRow, room: int) -> str:
        return self.clock(row.date, self.is_by_date, room)


def _selected(stretches: Iterable[Stretch], width: int) -> list[Stretch]:
    """A line of a selected row, all of its width."""
    told = [(text, (*styles, "entry-list--selected")) for text, styles in stretches]
    room = width - sum(cell_len(text) for text, _ in told)
    return [*told, (" " * max(0, room), ("entry-list--selected",))]


def _title_of(row: EntryRow) -> str:
    return row.title or "(no title)"
