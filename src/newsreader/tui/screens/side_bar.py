"""The side bar's commands: from feed to feed, their order, the unread ones alone; and what has come since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.screens.part import Part
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from newsreader.commands import Command

_ORDER_WORDS = {
    "given": "feeds in their own order",
    "name": "feeds and folders by name",
    "unread": "feeds and folders with the most unread first",
}


class SideBar(Part):
    """Which places, and which of their articles."""

    def offers(self, command: Command) -> bool:
        """If there are feeds, and if something has come."""
        if command.id == "show_new":
            return self.screen.new_line.count > 0
        return command.id not in {"next_feed", "previous_feed"} or bool(self.screen.followed.feeds)

    def action_unread_only(self) -> None:
        """Unread articles and their feeds only, or all."""
        screen = self.screen
        screen.unread_only = not screen.unread_only
        screen.show_counts()
        screen.show_place(screen.place, entry_id=screen.selected_id)
        screen.say(
            f"unread only   {screen.key_of('unread_only')} shows all" if screen.unread_only else "read and unread"
        )

    def action_sort_feeds(self) -> None:
        """The next order of the side bar."""
        screen = self.screen
        orders = feed_places.ORDERS
        screen.feed_order = orders[(orders.index(screen.feed_order) + 1) % len(orders)]
        screen.show_counts()
        screen.say(_ORDER_WORDS[screen.feed_order])

    def action_show_new(self) -> None:
        """Make the list anew; the article that is open stays."""
        self.screen.show_counts()
        is_any = self.screen.is_found or self.screen.new_line.count > 0
        self.screen.show_place(self.screen.place, entry_id=self.screen.selected_id)
        if not is_any:
            self.screen.say("nothing new has come")

    def action_next_feed(self) -> None:
        self._step_feed(1)

    def action_previous_feed(self) -> None:
        self._step_feed(-1)

    def action_next_unread_feed(self) -> None:
        self._step_feed(1, unread=True)

    def action_previous_unread_feed(self) -> None:
        self._step_feed(-1, unread=True)

    def _step_feed(self, direction: int, *, unread: bool = False) -> None:
        if not self.screen.feed_list.next_feed(direction, unread=unread):
            self.screen.say("no further feed in this direction")
