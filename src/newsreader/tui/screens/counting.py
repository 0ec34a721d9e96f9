"""What is unread in the saved searches is counted apart from the screen."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from newsreader.errors import LibraryError
from newsreader.tui.screens.part import work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.tui.screens.places import PlacesScreen


class Counting:
    """The counts of the saved searches."""

    def __init__(self, screen: PlacesScreen) -> None:
        self.screen = screen
        self.unread: Mapping[int, int] = {}
        """By the ids of the searches, as far as it is known."""
        self.is_running = False
        self._again = False

    def start(self) -> None:
        """Count anew; once more if that is under way."""
        self._again = True
        if self.screen.followed.searches and not self.is_running:
            self.is_running = True
            self._count()

    @work(group="saved", exit_on_error=False)
    async def _count(self) -> None:
        from newsreader.library import smart  # noqa: PLC0415 - not before the screen is shown

        screen = self.screen
        files = (screen.library.path, screen.library.index)
        try:
            while self._again:
                self._again = False
                found = await asyncio.to_thread(smart.unread_apart, files, screen.now())
                if found.counts != self.unread:
                    self.unread = found.counts
                    screen.show_places()
                for part in screen.parts:
                    part.saved_counted(is_current=found.is_current)
        except LibraryError:  # what it is the screen finds itself; the counts stay as they were
            pass
        finally:
            self.is_running = False
