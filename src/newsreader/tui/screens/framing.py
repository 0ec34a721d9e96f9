"""The frame's commands: lines and pages, from pane to pane and back, what is shown beside what, and out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.tui.screens.arrange import Room
from newsreader.tui.screens.panes import INWARDS
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.commands import Command


class Framing(Part):
    """Where one is on the screen."""

    def offers(self, command: Command) -> bool:
        """What takes more than one pane."""
        if command.id in {"side_bar", "narrower", "wider"}:
            return self.screen.arrangement is not None and self.screen.arrangement.room is not Room.SINGLE
        return True

    def title_now(self, command: Command) -> str:
        """In the feeds, the outermost pane, one step back is out."""
        if self.screen.pane is Pane.FEEDS:
            return {"quit_level": "quit", "side_bar": "hide"}.get(command.id, "")
        return ""

    def key_typed(self, key: str) -> bool:
        """Escape takes feeds away that lie over the list; it is no key to lay them there."""
        screen, arranged = self.screen, self.screen.arrangement
        if key != "escape" or arranged is None:
            return False
        if arranged.feeds_over:
            screen.go_to(Pane.LIST)
            return True
        runs = [call.command for call in screen.keymap.calls(Pane.LIST, (key,)) or ()]
        is_outermost = screen.pane is Pane.LIST and arranged.room in {Room.MEDIUM, Room.NARROW}
        if not is_outermost or screen.is_searching or screen.is_lit or runs != ["back_left"]:
            return False
        screen.unsay()
        screen.back_from_found()
        return True

    def run_numbered(self, command: Command, number: int) -> bool:
        """By lines at once, or to a line."""
        view = self.screen.view()
        match command.id:
            case "down" | "up":
                view.move(number if command.id == "down" else -number)
            case "top" | "bottom":
                view.to_end(-1)
                view.move(number - 1)
            case _:
                return False
        return True

    def action_down(self) -> None:
        self.screen.view().move(1)

    def action_up(self) -> None:
        self.screen.view().move(-1)

    def action_page_up(self) -> None:
        self.screen.view().page(-1)

    def action_half_down(self) -> None:
        self._half_page(1)

    def action_half_up(self) -> None:
        self._half_page(-1)

    def action_top(self) -> None:
        self.screen.view().to_end(-1)

    def action_bottom(self) -> None:
        self.screen.view().to_end(1)

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def action_back_left(self) -> None:
        """Out of what was found first, else one level outwards."""
        screen = self.screen
        if screen.back_from_found():
            return
        if screen.wishes.zen and screen.pane is Pane.DETAIL:
            self.action_zen()
        elif screen.pane is Pane.QUOTES:
            screen.go_to(screen.before_quotes if screen.before_quotes is not Pane.QUOTES else Pane.DETAIL)
        elif screen.pane is Pane.DETAIL:
            screen.go_to(Pane.LIST)
        elif screen.pane is Pane.LIST:
            screen.go_to(Pane.FEEDS)
        elif screen.pane is Pane.FEEDS:
            screen.feed_list.go_out()

    def action_quotes(self) -> None:
        """To the quotes and back."""
        if self.screen.pane is Pane.QUOTES:
            self.action_back_left()
        else:
            self.screen.go_to(Pane.QUOTES)

    def action_quit_level(self) -> None:
        """Outwards, and out."""
        if self.screen.pane is Pane.FEEDS:
            self.screen.app.exit()
        else:
            self.action_back_left()

    def action_suspend(self) -> None:
        self.screen.app.action_suspend_process()

    def action_quit(self) -> None:
        self.screen.app.exit()

    def action_interrupt(self) -> None:
        """What ends other programs ends nothing here."""
        self.screen.say(f"{self.screen.key_of('quit')} quits, {self.screen.key_of('quit_level')} goes back")

    def action_side_bar(self) -> None:
        """Show the feeds beside the list where there is room, else lay them over it."""
        screen = self.screen
        if screen.arrangement is not None and screen.arrangement.room is Room.WIDE:
            screen.wishes = replace(screen.wishes, side_bar=not screen.wishes.side_bar)
            if screen.pane is Pane.FEEDS and not screen.wishes.side_bar:
                screen.go_to(Pane.LIST)
            else:
                screen.rearrange()
        else:
            screen.go_to(Pane.LIST if screen.pane is Pane.FEEDS else Pane.FEEDS)

    def action_zen(self) -> None:
        """The article alone, or all panes again."""
        screen = self.screen
        screen.wishes = replace(screen.wishes, zen=not (screen.arrangement is not None and screen.arrangement.zen))
        screen.go_to(Pane.DETAIL if screen.wishes.zen else screen.pane)

    def action_narrower(self) -> None:
        self._resize_pane(-2)

    def action_wider(self) -> None:
        self._resize_pane(2)

    def _half_page(self, direction: int) -> None:
        screen = self.screen
        view = screen.view()
        is_two_lined = view is screen.entry_list and screen.entry_list.two_lines
        lines = 4 if is_two_lined else 8 if view is screen.quotes_view else 2
        view.move(direction * max(1, view.size.height // lines))

    def _step_pane(self, direction: int) -> None:
        screen = self.screen
        single = screen.arrangement is None or screen.arrangement.room is Room.SINGLE
        panes = [pane for pane in INWARDS if single or screen.shows(pane) or pane is Pane.QUOTES]
        place = panes.index(screen.pane) if screen.pane in panes else 0
        screen.go_to(panes[(place + direction) % len(panes)])

    def _resize_pane(self, cells: int) -> None:
        screen = self.screen
        # The detail has what the others leave: it grows when the list shrinks.
        pane, change = (Pane.LIST, -cells) if screen.pane is Pane.DETAIL else (screen.pane, cells)
        if not screen.shows(pane) or (screen.arrangement and screen.arrangement.room is Room.SINGLE):
            screen.say("one pane alone has all the room")
            return
        screen.widen(pane, screen.wishes.wider.get(pane, 0) + change)
