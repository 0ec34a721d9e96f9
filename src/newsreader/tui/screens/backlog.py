"""What waits for its analysis is analysed out of sight, by a process that is followed; it clears the logs as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import analysis, comparing
from newsreader.quotations import ANALYSIS_VERSION
from newsreader.tui.background import follow
from newsreader.tui.screens.part import Part, work
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.long_work import LongWork

_LONG = 200
"""Articles to analyse from which on it is shown how far that is."""
_LOG_BYTES = 16_000_000
"""More than the logs keep once they are cleared."""


class Backlog(Part):
    """Everything after an upgrade, the rest after a refresh."""

    def __init__(self, screen: FindingScreen, long_work: LongWork, *, analyses: bool) -> None:
        """`analyses`: whether what waits is looked after at all."""
        super().__init__(screen)
        self._long_work = long_work
        self._analyses = analyses
        self._is_followed = False
        self._is_stopped = False
        """Whether the user stopped it, which holds until a refresh."""
        self._log_size = 0
        """How large the logs of the library were when a process was last asked to clear them."""

    def look(self) -> None:
        """Have what waits analysed and compared, if anything does."""
        library = self.screen.library
        if analysis.is_anything_pending(library, ANALYSIS_VERSION) or comparing.is_pending(library):
            self._begin()

    def saved_counted(self, *, is_current: bool) -> None:
        """Have what is kept for saved searches brought up to date, after what waits for its analysis."""
        if not is_current:
            self._begin()

    def stopped(self, work: str) -> None:
        """What was stopped does not begin again by itself."""
        if work == "backlog":
            self._is_stopped = True

    def resume(self) -> None:
        """It may begin again."""
        self._is_stopped = False

    def clear_logs(self) -> None:
        """Have the logs of the library copied into its files, where no refresh did it: the screen itself never does."""
        size = self.screen.library.log_size()
        if size < self._log_size:
            self._log_size = 0
        if size > self._log_size + _LOG_BYTES and self._may_begin:
            self._log_size = size
            self._start()

    def _begin(self) -> None:
        if self._may_begin:
            self._start()

    @property
    def _may_begin(self) -> bool:
        return self._analyses and not (self._is_followed or self._is_stopped or self.screen.library.read_only)

    def _start(self) -> None:
        self._is_followed = True
        self._follow()

    @work(group="backlog", exit_on_error=False)
    async def _follow(self) -> None:
        """`Upkeep` sees what it finds. Where another process is at it already, this one ends at once.

        Like everybody who closes the library it clears the logs, with nothing to analyse as well.
        """
        try:
            async for event in follow(self.screen.library.path, ["reanalyse", "--background", "--events"]):
                if event.get("event") == "analysed" and (found := quotes_found(event)).total >= _LONG:
                    self._long_work.show("backlog", found)
        finally:
            self._is_followed = False
            self._long_work.show("backlog", None)


def quotes_found(event: Mapping[str, object]) -> Progress:
    """How far an analysis is that tells of itself."""
    done, left = (number if isinstance(number := event.get(name), int) else 0 for name in ("done", "pending"))
    return Progress(done, done + left, what="finding quotes")
