"""What the panes have in common that are gone through item by item: one of them has the cursor, which stays in view."""

from __future__ import annotations

from newsreader.tui.widgets.line_view import LineView


class ItemView(LineView):
    """A column of items, each of some lines."""

    cursor = 0
    """The number of the item that has it."""

    def select(self, index: int) -> None:
        """Put the cursor on an item, or on the one that is nearest."""
        raise NotImplementedError

    def _show_cursor(self) -> None:
        """Have the item under the cursor in view."""
        raise NotImplementedError

    def _page_items(self) -> int:
        """How many items further a page is."""
        return max(1, self.size.height - 2)

    def move(self, lines: int) -> None:
        """Items up or down."""
        self.select(self.cursor + lines)

    def page(self, direction: int) -> bool:
        """A screenful of items up or down."""
        before = self.cursor
        self.select(self.cursor + direction * self._page_items())
        return self.cursor != before

    def to_end(self, direction: int) -> None:
        """The first or the last item."""
        self.select(0 if direction < 0 else self.line_count())  # there are no more items than lines

    def resized(self) -> None:
        """Keep the cursor in view."""
        self.fit_lines()
        self._show_cursor()
