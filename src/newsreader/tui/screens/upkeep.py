"""Upkeep: what other processes changed is followed, the library checked, what depends on the hour written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.background import answer
from newsreader.tui.screens.long_work import LONG_WORK
from newsreader.tui.screens.part import Part, work

if TYPE_CHECKING:
    from newsreader.tui.screens.backlog import Backlog
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.freshness import Freshness
    from newsreader.tui.screens.keeping import Keeping

_TICK_SECONDS = 1.0
_RECOUNTED_AFTER = 60.0
"""Seconds until saved searches are counted again, though nothing changed: some ask for the last hours or days."""
_CHECKED_AFTER = 60.0
"""Seconds after the start until the library is looked through, if that was not done this week."""
_MINUTE_SECONDS = 60.0


class Upkeep(Part):
    """What is done by the clock."""

    def __init__(
        self, screen: FindingScreen, keeping: Keeping, backlog: Backlog, freshness: Freshness, *, checks: bool
    ) -> None:
        """`checks`: whether the library is looked through."""
        super().__init__(screen)
        self._keeping = keeping
        self._backlog = backlog
        self._freshness = freshness
        self._checks = checks
        self._version = screen.library.data_version()
        self._read_only = (screen.library.read_only, screen.library.damaged)
        """What was told of the library: whether it is only read, and whether it is damaged."""

    def begin(self) -> None:
        """From now on."""
        screen = self.screen
        screen.set_interval(_TICK_SECONDS, self.tick)
        screen.set_interval(_RECOUNTED_AFTER, screen.counting.start)
        screen.set_interval(_MINUTE_SECONDS, self.minute_passed)
        screen.set_timer(_CHECKED_AFTER, self._look_through)

    def tick(self) -> None:
        """Follow what other processes changed in the library; write down where the reader is."""
        screen = self.screen
        self._heed()
        if screen.library.read_only and screen.library.try_writing():
            screen.say("the library can be written again: what you do is kept from now on")
            screen.are_counts_stale = True
            self._backlog.look()
            self._read_only = (False, False)
        if screen.library.renew_index():
            screen.are_counts_stale = True
            self._backlog.look()
        version = screen.library.data_version()
        if version != self._version or screen.are_counts_stale:
            self._version = version
            screen.are_counts_stale = False
            screen.states_changed()
            self._freshness.show()
        self._keeping.keep()
        self._backlog.clear_logs()

    def minute_passed(self) -> None:
        """What depends on the hour is written anew: how long ago things were, which day is today."""
        screen = self.screen
        if screen.rows is not None and screen.rows.day_passed(screen.now()):
            screen.entry_list.rows_grew()
        screen.entry_list.refresh()
        self._freshness.show()

    @work(group="check", exit_on_error=False)
    async def _look_through(self) -> None:
        """Have the library checked and copied, out of sight, once a week; what is wrong is told."""
        library = self.screen.library
        if not self._checks or (library.read_only and not library.damaged):
            return
        code, _, words = await answer(library.path, ["library", "check", "--background"])
        if code and words:
            self.screen.say(words, error=True)
        self._heed()

    def _heed(self) -> None:
        """A library that was damaged, or lost its log, is only read from then on; what was started from here ends."""
        screen, library = self.screen, self.screen.library
        library.heed()
        if self._read_only == (now := (library.read_only, library.damaged)):
            return
        self._read_only = now
        if library.read_only:
            for group in {*LONG_WORK, "reload"} - {"exporting"}:  # all that writes
                screen.workers.cancel_group(screen, group)
            screen.say(library.remark, error=True)
        self._freshness.show()
