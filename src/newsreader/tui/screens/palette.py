"""The palette: commands, places of the side bar and speakers, found by a few letters of their names; and the help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.commands import by_id
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.commands import Command
    from newsreader.library.speakers import Speaker
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.going import Going
    from newsreader.tui.screens.searching import Searching


class Palette(Part):
    """Commands, places and speakers found by a few letters; the commands of the pane with their keys."""

    def __init__(
        self, screen: FindingScreen, searching: Searching, going: Going, put_cursor: Callable[[], None]
    ) -> None:
        """`put_cursor`: on the line one is at, for whoever has the screen read out."""
        super().__init__(screen)
        self._searching = searching
        self._going = going
        self._put_cursor = put_cursor

    @work(group="palette")
    async def action_palette(self) -> None:
        """Find a command or a place by a few letters."""
        from newsreader.tui.screens.choosing import PaletteScreen  # noqa: PLC0415 - not before the screen is shown

        given = await self.screen.app.push_screen_wait(PaletteScreen(self._items(), self._speakers_named))
        if given is None or given.choice is None:
            return
        kind, _, value = given.choice.partition(" ")
        if kind == "command":
            self.screen.call_later(self.screen.run_command, by_id()[value])
        elif kind == "place":
            self._going.go_to_place(value)
        else:
            self._searching.search_speaker(value)

    def _items(self) -> list[Choice]:
        from newsreader.library import speakers  # noqa: PLC0415 - not before the screen is shown

        screen = self.screen
        listed = [
            Choice(f"command {command.id}", _label(command), "  ".join(screen.keymap.keys_of(command.id, screen.pane)))
            for command in by_id().values()
            if command.palette and screen.pane in command.panes and screen.offers(command)
        ]
        listed += [Choice(f"place {key}", name, kind or "list") for name, kind, key in self._going.places_named()]
        return [*listed, *map(_speaker_item, speakers.newest(screen.library))]

    def _speakers_named(self, typed: str) -> list[Choice]:
        from newsreader.library import speakers  # noqa: PLC0415 - not before the screen is shown

        return [_speaker_item(speaker) for speaker in speakers.named(self.screen.library, typed)]

    def action_help(self) -> None:
        from newsreader.tui.screens.help import HelpScreen  # noqa: PLC0415 - not before the screen is shown

        screen = self.screen
        screen.app.push_screen(HelpScreen(screen.pane, screen.keymap, screen.symbols, screen.offers, self._put_cursor))


def _label(command: Command) -> str:
    """What a command does, as far as there is room for it."""
    words = re.split("[;:]", command.help)[0]
    return words[0].upper() + words[1:]


def _speaker_item(speaker: Speaker) -> Choice:
    return Choice(f"speaker {speaker.name}", speaker.name, "speaker")
