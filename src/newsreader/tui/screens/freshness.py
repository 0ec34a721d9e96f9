"""The status of the top bar: when feeds were fetched last, whether there is a network, what the library allows."""

from __future__ import annotations

from newsreader.library import offline
from newsreader.models.feeds import FeedKind
from newsreader.tui import times
from newsreader.tui.customs import number
from newsreader.tui.screens.part import Part

_LOOKED_AT = 500
"""Entries of the list that are asked for what they lack."""


class Freshness(Part):
    """What is on disk, and from when."""

    def rows_shown(self) -> None:
        """Another list may lack something else."""
        self.screen.call_after_refresh(self.show)

    def show(self) -> None:
        """Say it as it is now."""
        screen, when = self.screen, self._when()
        if screen.library.damaged:
            status = ("damaged: newsreader doctor", "damaged")
        elif screen.library.read_only:
            status = (f"read only, from {when}" if when else "read only", "read only")
        elif screen.is_offline:
            word = f"{screen.symbols.offline} offline"
            status = (f"{word}, on disk from {when}{self._lacking()}" if when else word, word)
        else:
            status = (f"refreshed {when}{self._lacking()}" if when else "", "")
        screen.top_bar.status = status

    def _when(self) -> str:
        """When a feed was fetched last; nothing if none ever was."""
        screen = self.screen
        fetched = (feed.last_success or 0 for feed in screen.followed.feeds if feed.kind is not FeedKind.SAMPLE)
        last = max(fetched, default=0)
        if not last:
            return ""
        if screen.config.interface.dates == "relative":
            return times.ago(last, screen.now())
        return times.clock(last) if last >= times.midnight(screen.now()) else times.long(last)

    def _lacking(self) -> str:
        """What the list lacks of being whole on the disk; of a long one the beginning that has come."""
        if self.screen.rows is None:
            return ""
        first = self.screen.rows.listing.come[:_LOOKED_AT]
        count = offline.lacking(self.screen.library, first)
        return f", {number(count)} without pictures" if count else ""
