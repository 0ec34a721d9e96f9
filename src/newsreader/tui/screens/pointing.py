"""The mouse beyond clicks: borders between panes are dragged, the other button opens a menu of what works there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Offset

from newsreader.commands import COMMANDS, EVERYWHERE, Group, Pane, by_id
from newsreader.tui.customs import counted
from newsreader.tui.screens.arrange import Room
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Question

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from newsreader.commands import Command
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.several import Several

_RIGHT = 3
_BORDERS = ((Pane.FEEDS, Pane.FEEDS, 1), (Pane.LIST, Pane.LIST, 1), (Pane.DETAIL, Pane.QUOTES, -1))
"""The pane on the left, the one whose width follows, and whether it grows to the right."""
_OF_LISTS = frozenset({"mark_all_read", "export", "sort", "filter", "select_all"})
"""Commands that work everywhere and mean what is listed."""


class _Drag(NamedTuple):
    """A border that was taken hold of."""

    box: Widget
    pane: Pane
    """Whose width follows."""
    sign: int
    """Whether it grows to the right, or shrinks."""
    x: int
    wider: int
    """What was added to its usual width before."""


class Pointing(Part):
    """Borders and menus."""

    def __init__(self, screen: FindingScreen, several: Several) -> None:
        super().__init__(screen)
        self._several = several
        self._drag: _Drag | None = None
        self._is_dragging = False

    # --- borders -----------------------------------------------------------------------------------------------------

    def pressed(self, event: events.MouseDown) -> None:
        """A border may be dragged from here."""
        self._is_dragging = False
        self._drag = self._border_at(event.screen_x, event.screen_y) if event.button == 1 else None

    def moved(self, event: events.MouseMove) -> None:
        """It follows."""
        drag = self._drag
        if drag is None:
            return
        if not event.button:  # it was let go of where nobody saw it
            self.let_go()
            return
        if not self._is_dragging and event.screen_x != drag.x:
            self._is_dragging = True
            drag.box.capture_mouse()
        if self._is_dragging:
            self.screen.widen(drag.pane, drag.wider + drag.sign * (event.screen_x - drag.x))

    def let_go(self) -> None:
        """It stays; the session keeps it."""
        if self._drag is not None and self._is_dragging:
            self._drag.box.release_mouse()
        self._drag = None

    def _border_at(self, x: int, y: int) -> _Drag | None:
        arranged = self.screen.arrangement
        if arranged is None or arranged.zen or arranged.room is Room.SINGLE:
            return None
        for pane, moved, sign in _BORDERS:
            box = self.screen.query_one(f"#{pane}-pane")
            edge = box.region.right - (pane is not Pane.FEEDS)  # beside the feeds no border is drawn
            if pane in arranged.widths and moved in arranged.widths and x == edge and box.region.contains(edge - 1, y):
                return _Drag(box, moved, sign, x, self.screen.wishes.wider.get(moved, 0))
        return None

    # --- the menu ----------------------------------------------------------------------------------------------------

    def clicked(self, event: events.Click) -> None:
        """The other button opens the menu of what was clicked, which has the focus by now."""
        if event.button == _RIGHT and event.widget is self.screen.view():
            self.screen.call_later(self._open_menu, Offset(event.screen_x, event.screen_y))

    def action_menu(self) -> None:
        """The menu of what is under the cursor."""
        view = self.screen.view()
        below = view.current_line() - round(view.scroll_target_y) + 1
        self._open_menu(view.region.offset + Offset(4, max(0, min(below, view.size.height - 1))))

    @work(group="menu")
    async def _open_menu(self, at: Offset) -> None:
        from newsreader.tui.screens.menu import MenuScreen  # noqa: PLC0415 - not before the screen is shown

        choices = tuple(
            Choice(command.id, command.title, "  ".join(self.screen.keymap.keys_of(command.id, self.screen.pane)))
            for command in COMMANDS
            if self._is_of_here(command) and self.screen.offers(command)
        )
        given = await self.screen.app.push_screen_wait(MenuScreen(Question(self._menu_title(), choices=choices), at))
        if given is not None and given.choice is not None:
            self.screen.call_later(self.screen.run_command, by_id()[given.choice])

    def _is_of_here(self, command: Command) -> bool:
        """Whether a command is about what is under the cursor of the pane, or about what is listed."""
        if not command.palette or self.screen.pane not in command.panes or command.group is Group.MOVE:
            return False
        if self.screen.pane is Pane.FEEDS:
            return command.group is Group.FEEDS or command.id in _OF_LISTS
        return command.panes != EVERYWHERE or (self.screen.pane is Pane.LIST and command.id in _OF_LISTS)

    def _menu_title(self) -> str:
        """What the menu is of."""
        if self.screen.pane is Pane.FEEDS:
            return self.screen.feed_list.place.label if self.screen.feed_list.place is not None else "Feeds"
        if self._several.selection:
            return counted(len(self._several.selection), "article")
        row = self.screen.entry_list.row(self.screen.entry_list.cursor)
        return (row.title or "(no title)") if row is not None else "No article"
