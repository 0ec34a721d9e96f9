"""An unexpected error costs the key press that met it, not the session.

Textual ends the message loop of whatever raised, and the app with it. Mixed into the app, the screens and the widgets,
this hands the error to the app and lets the loop go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message_pump import MessagePump
from textual.screen import Screen, ScreenResultType
from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from textual.geometry import Size
    from textual.message import Message


class Unbroken(MessagePump):
    """Goes on after an error in a handler."""

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except Exception as error:
            if self.app.is_headless:  # tests want to see it
                raise
            self.app._handle_exception(error)


class UnbrokenScreen(Unbroken, Screen[ScreenResultType]):
    """A screen that does, and is laid out in no size but the terminal's, in each once.

    Of two sizes on their way each layout would send the screen its own once more: they would take turns for ever.
    """

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong beside the keys is handed to the app as well: Textual keeps it to itself."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Exception) and not event.worker.exit_on_error:
            self.app._handle_exception(error)

    def is_news(self, size: Size) -> bool:
        """Whether the terminal has a size now that the screen is not laid out in."""
        return size == self.app.size != self._compositor.size

    def _screen_resized(self, size: Size) -> None:
        if self.is_news(size):
            super()._screen_resized(size)
