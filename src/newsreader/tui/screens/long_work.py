"""Long work: how far it is, for the top bar, and stopping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.widgets.bars import Progress

_LONG_WORK = {
    "refresh": "the refresh",
    "import": "moving in",
    "exporting": "the export",
    "full text": "fetching the full text",
    "backlog": "finding quotes",
}
"""What can be stopped, by the groups of its workers, the first shown before the others."""


class LongWork(Part):
    """What is under way."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self.under_way: dict[str, Progress] = {}
        """How far each is, by the group of its workers."""

    def show(self, work: str, progress: Progress | None) -> None:
        """How far something is, None when it has ended; of several things the first of `_LONG_WORK` is shown."""
        if progress is None:
            self.under_way.pop(work, None)
        else:
            self.under_way[work] = progress
        first = self._first()
        self.screen.top_bar.progress = self.under_way[first] if first is not None else None

    def _first(self) -> str | None:
        return next((name for name in _LONG_WORK if name in self.under_way), None)

    def action_stop(self) -> None:
        """Stop the work whose progress is shown; what it has done stays."""
        work = self._first()
        if work is None:
            self.screen.say("nothing long is under way")
            return
        self.screen.workers.cancel_group(self.screen, work)
        self.show(work, None)
        for part in self.screen.parts:
            part.stopped(work)
        self.screen.say(f"stopped {_LONG_WORK[work]}; what was done stays")
