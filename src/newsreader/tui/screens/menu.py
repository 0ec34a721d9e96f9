"""The menu of the other button, as a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from newsreader.tui.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Offset

    from newsreader.tui.screens.question import Question


class MenuScreen(PromptScreen):
    """What can be done where the pointer or the cursor is."""

    DEFAULT_CSS = """
    MenuScreen { align: left top; }
    MenuScreen > Vertical { width: 50; }
    """

    def __init__(self, question: Question, at: Offset) -> None:
        """`at`: where on the screen it opens, as far as there is room."""
        super().__init__(question)
        self._at = at

    def on_mount(self) -> None:
        """Open below the place, or above it."""
        super().on_mount()
        self.call_after_refresh(self._take_place)

    def _take_place(self) -> None:
        box, room = self.query_one(Vertical), self.app.size
        size = box.outer_size
        box.styles.offset = (
            max(0, min(self._at.x, room.width - size.width)),
            max(0, min(self._at.y, room.height - size.height)),
        )

    def on_click(self, event: events.Click) -> None:
        """A click beside it closes it."""
        if not self.query_one(Vertical).region.contains(event.screen_x, event.screen_y):
            self.dismiss(None)
