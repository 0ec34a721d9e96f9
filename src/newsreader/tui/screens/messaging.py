"""What was said stays until it is read: the messages of this session. How far long work is, and stopping it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from newsreader import paths
from newsreader.tui.screens.spoken import SpokenScreen
from newsreader.values import dataclass

if TYPE_CHECKING:
    from newsreader.tui.widgets.bars import Progress

_MANY_MESSAGES = 500
_LONG_WORK = {
    "refresh": "the refresh",
    "import": "moving in",
    "exporting": "the export",
    "full text": "fetching the full text",
    "backlog": "finding quotes",
}
"""What can be stopped, by the groups of its workers, the first shown before the others."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that was said."""

    at: int
    words: str
    """What happened and what to do."""
    error: bool = False


class MessagingScreen(SpokenScreen):
    """What is told, and what is under way."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.messages: deque[Message] = deque(maxlen=_MANY_MESSAGES)
        """The newest last."""
        self._unread_errors = 0
        self._under_way: dict[str, Progress] = {}

    # --- messages ----------------------------------------------------------------------------------------------------

    def say(self, words: str, *, error: bool = False) -> None:
        """Say it, and remember it; an error is marked until it was read."""
        super().say(words, error=error)
        self.messages.append(Message(self.now(), words, error))
        if error:
            self._unread_errors += 1
            self._mark_errors()

    def action_details(self) -> None:
        """The messages of this session."""
        from newsreader.tui.screens.messages import MessagesScreen  # noqa: PLC0415 - few look at them

        self._unread_errors = 0
        self._mark_errors()
        self.app.push_screen(MessagesScreen(tuple(reversed(self.messages)), str(paths.log_file()), self.symbols))

    def _mark_errors(self) -> None:
        count = self._unread_errors
        self.top_bar.trouble = (
            f"{self.symbols.failed} {count} error{'s' * (count > 1)} {self.key_of('details')}" if count else ""
        )

    # --- long work ---------------------------------------------------------------------------------------------------

    def show_progress(self, work: str, progress: Progress | None) -> None:
        """Of several things the first of `_LONG_WORK` is shown."""
        if progress is None:
            self._under_way.pop(work, None)
        else:
            self._under_way[work] = progress
        shown = [self._under_way[name] for name in _LONG_WORK if name in self._under_way]
        self.top_bar.progress = shown[0] if shown else None

    def action_stop(self) -> None:
        """Stop the work whose progress is shown; what it has done stays."""
        work = next((name for name in _LONG_WORK if name in self._under_way), None)
        if work is None:
            self.say("nothing long is under way")
            return
        self.workers.cancel_group(self, work)
        self.show_progress(work, None)
        self.stopped(work)
        self.say(f"stopped {_LONG_WORK[work]}; what was done stays")

    def stopped(self, work: str) -> None:
        """The user stopped some work: for those who build on this."""
