"""Long work: how far it is, for the top bar, and stopping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.widgets.bars import Progress

LONG_WORK = {
    "refresh": "the refresh",
    "import": "moving in",
    "exporting": "the export",
    "full text": "fetching the full text",
    "full texts": "fetching full texts",
    "transcript": "fetching the transcript",
    "pictures": "fetching pictures",
    "loading": "loading the file",
    "backlog": "finding quotes",
}
"""What can be stopped, by the groups of its workers, the first shown before the others."""


class LongWork(Part):
    """What is under way."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self.under_way: dict[tuple[str, object], Progress] = {}
        """How far each is, by the group of its workers, and which of them it is."""

    def show(self, work: str, progress: Progress | None, *, of: object = None) -> None:
        """How far something is, None when it has ended; of several things the first of `LONG_WORK` is shown.

        Where a group has several workers, `of` tells them apart.
        """
        if progress is None:
            self.under_way.pop((work, of), None)
        else:
            self.under_way[work, of] = progress
        self._show_first()

    def _show_first(self) -> None:
        first = self._first()
        shown = (progress for (work, _), progress in self.under_way.items() if work == first)
        self.screen.top_bar.progress = next(shown, None)

    def _first(self) -> str | None:
        groups = {work for work, _ in self.under_way}
        return next((name for name in LONG_WORK if name in groups), None)

    def action_stop(self) -> None:
        """Stop the work whose progress is shown; what it has done stays."""
        work = self._first()
        if work is None:
            self.screen.say("nothing long is under way")
            return
        self.screen.workers.cancel_group(self.screen, work)
        self.under_way = {one: progress for one, progress in self.under_way.items() if one[0] != work}
        self._show_first()
        for part in self.screen.parts:
            part.stopped(work)
        self.screen.say(f"stopped {LONG_WORK[work]}; what was done stays")
