"""Duplicates in the list: what is folded under an article is opened there, and folded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.commands import Command


class Unfolding(Part):
    """The same article of several feeds."""

    def offers(self, command: Command) -> bool:
        """Where the list has any of the article."""
        screen = self.screen
        if command.id != "duplicates":
            return True
        return screen.rows is not None and screen.rows.has_duplicates(screen.entry_list.cursor)

    def action_duplicates(self) -> None:
        """Open what is folded under an article, or fold it."""
        screen = self.screen
        place = None if screen.rows is None else screen.rows.toggle_duplicates(screen.entry_list.cursor)
        if place is None:
            screen.say("no duplicates of this article are in the list")
        else:
            screen.entry_list.rows_moved(place)
