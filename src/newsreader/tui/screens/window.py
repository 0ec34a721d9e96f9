"""A window over the reader. Keys are typed faster than it closes: those that come after that are for what is below."""

from __future__ import annotations

from textual import events
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import OptionList

from newsreader.tui.unbroken import UnbrokenScreen


class Window(UnbrokenScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """One that closes once."""

    OTHER_LINES = 10
    """Lines of it besides its list, which has the others of the screen and scrolls."""

    def on_key(self, event: events.Key) -> None:
        """A key, while it is open; what it has no use for goes its way."""
        if not self.is_active:
            self.pass_on(event)
        elif self.pressed(event):
            event.stop()
            event.prevent_default()

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for what stands around the list."""
        for options in self.query(OptionList):
            options.styles.max_height = max(2, event.size.height - self.OTHER_LINES)

    def pressed(self, event: events.Key) -> bool:
        """Whether a key was of use."""
        raise NotImplementedError

    def pass_on(self, event: events.Key) -> None:
        """Have a key pressed once more, on whatever is on top now."""
        event.stop()
        event.prevent_default()
        self.app.post_message(events.Key(event.key, event.character))
