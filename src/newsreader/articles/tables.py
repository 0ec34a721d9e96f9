"""Which tables of an HTML text hold data; the others are there for the layout, and their cells are read as blocks."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.articles import tags

CELLS = {"td", "th"}
_IN_NO_TABLE_OF_DATA = {"ul", "ol", "dl", "blockquote", "pre", "hr", "figure", "h1", "h2", "h3", "h4", "h5", "h6"}
"""What stands in cells only when a table is there for the layout."""
_LONGEST_CELL = 400


def of_data(html: str) -> frozenset[int]:
    """The numbers, in order of opening, of the tables that hold data."""
    found: set[int] = set()
    opened: list[_Facts] = []
    number = 0
    for text, name, _ in tags.tokens(html):
        if name == "table":
            if opened:
                opened[-1].for_layout = True
            opened.append(_Facts(number))
            number += 1
        elif not opened:
            continue
        elif not name:
            opened[-1].cell += len(text.strip())
        elif name == "/table":
            facts = opened.pop()
            facts.end_row()
            if facts.holds_data:
                found.add(facts.number)
        elif name in CELLS:
            opened[-1].end_cell()
        elif name == "tr":
            opened[-1].end_row()
        elif name in _IN_NO_TABLE_OF_DATA:
            opened[-1].for_layout = True
    return frozenset(found)


@dataclass(slots=True)
class _Facts:
    """What is counted of an open table."""

    number: int
    for_layout: bool = False
    full_rows: int = 0
    """Rows with words in two cells or more."""
    filled: int = 0
    """Cells of the present row with words."""
    cell: int = 0
    """Characters in the present cell."""
    longest: int = 0

    def end_cell(self) -> None:
        self.filled += self.cell > 0
        self.longest = max(self.longest, self.cell)
        self.cell = 0

    def end_row(self) -> None:
        self.end_cell()
        self.full_rows += self.filled > 1
        self.filled = 0

    @property
    def holds_data(self) -> bool:
        return not self.for_layout and self.full_rows > 1 and self.longest <= _LONGEST_CELL
