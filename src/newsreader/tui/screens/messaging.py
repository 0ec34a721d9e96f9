"""What was said stays until it is read: the messages of this session, and how many errors nobody has looked at."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from newsreader import paths
from newsreader.tui.customs import counted
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.tui.screens.finding import FindingScreen

_MANY_MESSAGES = 200


class Message(NamedTuple):
    """A sentence that was said."""

    at: int
    words: str
    """What happened and what to do."""
    error: bool = False


class Messaging(Part):
    """What is told."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self.messages: deque[Message] = deque(maxlen=_MANY_MESSAGES)
        """The newest last."""
        self._unread_errors = 0

    def said(self, words: str, *, error: bool) -> None:
        """Remember it; an error is marked until it was read."""
        self.messages.append(Message(self.screen.now(), words, error))
        if error:
            self._unread_errors += 1
            self._mark_errors()

    def action_details(self) -> None:
        """The messages of this session."""
        from newsreader.tui.screens.messages import MessagesScreen  # noqa: PLC0415 - few look at them

        self._unread_errors = 0
        self._mark_errors()
        listed = tuple(reversed(self.messages))
        self.screen.app.push_screen(MessagesScreen(listed, str(paths.log_file()), self.screen.symbols))

    def _mark_errors(self) -> None:
        screen, count = self.screen, self._unread_errors
        screen.top_bar.trouble = (
            f"{screen.symbols.failed} {counted(count, 'error')} {screen.key_of('details')}" if count else ""
        )
