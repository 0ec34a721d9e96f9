"""Moving on: inwards, by pages, and to the next article that is unread, in this list or in that of the next feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.tui.screens.part import Part
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from newsreader.commands import Command
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.quoting import Quoting


class Moving(Part):
    """From article to article."""

    def __init__(self, screen: FindingScreen, quoting: Quoting) -> None:
        super().__init__(screen)
        self._quoting = quoting

    def offers(self, command: Command) -> bool:
        """What there is to open."""
        return command.id != "open" or self.screen.pane is not Pane.LIST or bool(len(self.screen.entry_list))

    def rows_shown(self) -> None:
        """With other rows there is something to open, or no longer."""
        self.screen.show_keys()

    def action_open(self) -> None:
        """One level inwards, or the place of the selected quote in the text."""
        screen = self.screen
        if screen.pane is Pane.FEEDS:
            if not screen.feed_list.unfold():
                screen.go_to(Pane.LIST)
        elif screen.pane is Pane.LIST:
            if len(screen.entry_list):
                screen.go_to(Pane.DETAIL)
        elif screen.pane is Pane.DETAIL:
            screen.go_to(Pane.QUOTES)
        elif screen.quotes_view.current is not None:
            before = screen.article_view.level
            screen.go_to(Pane.DETAIL)
            screen.article_view.reveal(screen.quotes_view.current)
            self._quoting.told_if_more(before)

    def action_page_down(self) -> bool:
        """A page on; at the end of the article the next unread. False if there is none."""
        screen = self.screen
        if screen.pane is Pane.FEEDS:
            screen.feed_list.page(1)
        elif screen.pane is Pane.QUOTES:
            screen.quotes_view.page(1)
        elif screen.pane is Pane.LIST and not screen.shows(Pane.DETAIL):
            screen.entry_list.page(1)
        elif screen.entry is None or not screen.article_view.page(1):
            if screen.entry is not None and screen.config.reading.mark_read_on_scroll:
                screen.has_been_read(screen.entry.id)
            return self._read_next_unread()
        return True

    def action_next_unread(self) -> bool:
        """To the next place while some are lit. False if there is nothing unread."""
        return self._walked(1) or self._read_next_unread()

    def _read_next_unread(self) -> bool:
        """To the next unread article of the list, then of the next feed that has one; whether there is one."""
        index = self._unread_index(1)
        if index is not None:
            self.screen.read_row(index)
        elif not self._next_place_with_unread():
            self.screen.say("nothing unread further on")
            return False
        return True

    def action_previous_unread(self) -> bool:
        """To the previous unread article of the list; while some are lit, to the previous place. False if none is."""
        if self._walked(-1):
            return True
        index = self._unread_index(-1)
        if index is None:
            self.screen.say("nothing unread before this")
            return False
        self.screen.read_row(index)
        return True

    def _walked(self, direction: int) -> bool:
        return any(part.walk(direction) for part in self.screen.parts)

    def action_next_article(self) -> None:
        self._step_article(1)

    def action_previous_article(self) -> None:
        self._step_article(-1)

    def _step_article(self, direction: int) -> None:
        screen = self.screen
        index = screen.entry_list.cursor + direction
        if 0 <= index < len(screen.entry_list):
            screen.read_row(index)
        else:
            screen.say("no further article in this direction")

    def _unread_index(self, direction: int) -> int | None:
        screen = self.screen
        if screen.rows is None or not len(screen.rows):
            return None
        start = screen.entry_list.cursor
        row = screen.entry_list.row(start)
        is_open = screen.entry is not None and row is not None and screen.entry.id == row.id
        if direction > 0 and row is not None and not row.read and not is_open and screen.shows(Pane.DETAIL):
            return start
        return screen.rows.next_unread(start, direction)

    def _next_place_with_unread(self) -> bool:
        screen = self.screen
        screen.show_counts()
        if screen.place in {feed_places.UNREAD, feed_places.ALL} and not screen.new_line.count:
            return False
        if not screen.feed_list.next_feed(1, unread=True):
            return False
        place = screen.feed_list.place
        assert place is not None  # noqa: S101 - the cursor was just put on it
        screen.show_place(place.key)
        index = self._unread_index(1)
        if index is not None:
            screen.read_row(index)
        return True
