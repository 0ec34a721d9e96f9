"""An unexpected error costs the key press that met it, not the session.

Textual ends the message loop of whatever raised, and the app with it. Mixed into the app, the screens and the widgets,
this hands the error to the app and lets the loop go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

if TYPE_CHECKING:
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
