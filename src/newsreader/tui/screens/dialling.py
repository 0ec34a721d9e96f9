"""The skim dial: how much of the articles is shown, from all of the text to one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.skim import Level
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.commands import Command


class Dial(Part):
    """Less of the text, and more."""

    def offers(self, command: Command) -> bool:
        """For an article; more, if not all is shown."""
        if command.id == "more_text":
            return self.screen.article_view.wanted is not Level.ALL
        return command.id != "less_text" or bool(len(self.screen.entry_list))

    def action_less_text(self) -> None:
        self._turn_dial(1)

    def action_more_text(self) -> None:
        self._turn_dial(-1)

    def _turn_dial(self, steps: int) -> None:
        screen = self.screen
        view = screen.article_view
        if screen.opened() is None:
            return
        if view.turn(steps):
            screen.say(self.words())
        elif len(view.levels()) == 1:
            screen.say(
                "key clauses and quotes are being looked for" if screen.findings.is_awaited else "nothing to leave out"
            )
        else:
            screen.say(f"{'no more' if view.level is Level.ALL else 'no less'} than this: {self.words()}")
        screen.show_path()

    def words(self) -> str:
        """Where the dial stands, and which keys turn it from there."""
        screen = self.screen
        level, levels = screen.article_view.level, screen.article_view.levels()
        less, more = screen.key_of("less_text"), screen.key_of("more_text")
        ways = [f"{less} less"] * (level is not levels[-1]) + [f"{more} more"] * (level is not Level.ALL)
        return "   ".join([str(level), *ways])
