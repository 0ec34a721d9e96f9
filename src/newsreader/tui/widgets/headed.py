"""Rows of one height under one another, with a heading above some of them: what each line shows. Pure."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence, Sized


class Headed:
    """Rows under headings, as lines."""

    def __init__(self, rows: Sized, sections: Sequence[tuple[int, str]], height: int) -> None:
        """`sections` says where a heading stands: the index of the row below it, and its words; in order. There may be
        more rows later."""
        self.sections = sections
        self.height = height
        self._rows = rows
        self._headings = [start * height + number for number, (start, _) in enumerate(sections)]
        """The line of each."""

    @property
    def line_count(self) -> int:
        """Of rows and headings."""
        return len(self._rows) * self.height + len(self._headings)

    def line_of(self, index: int) -> int:
        """The first line of a row."""
        above = bisect_right(self.sections, index, key=lambda section: section[0])
        return index * self.height + above

    def place(self, line: int) -> tuple[int | None, int] | None:
        """(row, line within it), (None, heading) or None below the end."""
        number = bisect_right(self._headings, line) - 1
        if number >= 0 and self._headings[number] == line:
            return None, number
        index, within = divmod(line - number - 1, self.height)
        return (index, within) if index < len(self._rows) else None

    def block_of(self, index: int) -> tuple[int, int]:
        """The first line and the height of a row with the heading above it, if there is one."""
        line = self.line_of(index)
        heading = 1 if line - 1 in self._headings else 0
        return line - heading, self.height + heading
