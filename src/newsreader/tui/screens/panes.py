"""The frame of the screen: the panes and bars, which of them are shown, which has the focus.

It knows no library and no article; `ReadingScreen` and `ReaderScreen` build on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.reactive import reactive

from newsreader.commands import Pane
from newsreader.keymap import Keymap
from newsreader.tui.screens.arrange import ZEN_MEASURE, Arrangement, Room, Wishes, arrange
from newsreader.tui.screens.pressing import PressingScreen
from newsreader.tui.shown import PartialCompositor
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.bars import NewLine, PaneBox, PaneTitle, Progress, TopBar
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.feed_list import FeedList
from newsreader.tui.widgets.line_view import LineView
from newsreader.tui.widgets.quotes_view import QuotesView
from newsreader.tui.widgets.search_line import SearchLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget
    from textual.widgets import Input

    from newsreader.commands import Command
    from newsreader.tui.symbols import Symbols

_INWARDS = (Pane.FEEDS, Pane.LIST, Pane.DETAIL, Pane.QUOTES)


class PaneScreen(PressingScreen):
    """Feeds, list, detail and quotes side by side, as many as there is room for."""

    DEFAULT_CSS = """
    PaneScreen { layers: base over; }
    PaneScreen #panes { height: 1fr; }
    PaneScreen .pane { height: 1fr; width: 1fr; padding: 1 0 0 0; }
    PaneScreen .pane LineView { height: 1fr; }
    PaneScreen #detail-pane { padding: 1 0 0 2; }
    PaneScreen #detail-pane PaneTitle { display: none; }
    PaneScreen #feeds-pane.-over { layer: over; dock: left; margin: 1 0; }
    PaneScreen #quotes-pane.-in-list-place { dock: left; }
    PaneScreen.-zen #detail-pane { align-horizontal: center; padding: 1 0 0 0; }
    """

    is_complete = False
    """Whether all panes have their place and what they show; nothing is painted before."""
    focused: reactive[Widget | None] = reactive(None, repaint=False)
    """As in Textual, which would paint the whole screen anew for it."""

    def __init__(
        self,
        *,
        symbols: Symbols,
        clock: Callable[[int, bool], str],
        measure: int,
        rows: str = "auto",
        columns: Sequence[str] = ("state", "title"),
        keymap: Keymap | None = None,
    ) -> None:
        super().__init__(keymap or Keymap(), symbols)
        self._compositor = PartialCompositor()
        self.set_class(symbols.rule.isascii(), "-ascii")
        self.measure = measure
        self._rows_wish = rows
        self.wishes = Wishes()
        self.arrangement: Arrangement | None = None
        self._before_quotes = Pane.DETAIL
        self.top_bar = TopBar(symbols)
        self.feed_list = FeedList(symbols, id="feeds")
        self.list_title = PaneTitle(symbols)
        self.entry_list = EntryList(symbols, clock, columns, id="list")
        self.new_line = NewLine(symbols, self.key_of("show_new"))
        self.article_view = ArticleView(symbols, measure, id="detail")
        self.quotes_title = PaneTitle(symbols, "Quotes")
        self.quotes_view = QuotesView(symbols, id="quotes")
        self.search_line = SearchLine()
        for view in (self.feed_list, self.entry_list, self.article_view, self.quotes_view):
            view.spoken = symbols.spoken

    def compose(self) -> ComposeResult:
        """All panes; the arrangement shows some of them."""
        yield self.top_bar
        with Horizontal(id="panes"):
            with PaneBox(id="feeds-pane", classes="pane"):
                yield PaneTitle(self.symbols, "Feeds")
                yield self.feed_list
            with PaneBox(id="list-pane", classes="pane"):
                yield self.list_title
                yield self.entry_list
                yield self.new_line
            with PaneBox(id="detail-pane", classes="pane"):
                yield self.article_view
            with PaneBox(id="quotes-pane", classes="pane"):
                yield self.quotes_title
                yield self.quotes_view
        yield self.search_line
        yield self.key_bar

    def complete(self) -> None:
        """Paint all of it, and from now on what changes."""
        self.is_complete = True
        self.refresh()

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self.is_complete:  # they were just found
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        if not self.is_complete:
            self._dirty_widgets.clear()
            return
        if self.size.region in self._compositor._dirty_regions:  # all is painted now, and not once more after it
            self._repaint_required = False
        super()._compositor_refresh()

    # --- panes -------------------------------------------------------------------------------------------------------

    def view(self) -> LineView:
        """The view of the pane in focus."""
        views: dict[Pane, LineView] = {
            Pane.FEEDS: self.feed_list,
            Pane.LIST: self.entry_list,
            Pane.DETAIL: self.article_view,
            Pane.QUOTES: self.quotes_view,
        }
        return views[self.pane]

    def shows(self, pane: Pane) -> bool:
        """Whether a pane is on the screen."""
        return self.arrangement is not None and pane in self.arrangement.widths

    def go_to(self, pane: Pane) -> None:
        """Give a pane the focus, and show it if it was not."""
        if pane is Pane.QUOTES and self.pane is not Pane.QUOTES:
            self._before_quotes = self.pane
        self.pane = pane
        if pane in {Pane.FEEDS, Pane.LIST}:
            self._wish(zen=False)
        self.rearrange()
        self.view().focus()
        self.pane_changed()

    def pane_changed(self) -> None:
        """Another pane has the focus."""
        self.show_keys()

    def rearrange(self, width: int | None = None) -> None:
        """Show the panes that the width, the focus and the user's wishes ask for."""
        width = width or self.app.size.width
        self.arrangement = arranged = arrange(width, self.pane, self.wishes)
        self.set_class(arranged.zen, "-zen")
        rightmost = max((pane for pane in arranged.widths), key=_INWARDS.index)
        for pane in Pane:
            box = self.query_one(f"#{pane}-pane")
            box.display = pane in arranged.widths
            box.query(PaneTitle).set_class(pane is self.pane, "-focused")
            cells = arranged.widths.get(pane, 0)
            box.styles.width = cells or "1fr"
            box.set_class(pane is rightmost or arranged.room is Room.SINGLE, "-last")
        self.query_one("#feeds-pane").set_class(arranged.feeds_over, "-over")
        in_list_place = arranged.room is Room.NARROW and Pane.QUOTES in arranged.widths
        self.query_one("#quotes-pane").set_class(in_list_place, "-in-list-place")
        if in_list_place:
            self.query_one("#detail-pane").set_class(True, "-last")
        self.article_view.set_measure(ZEN_MEASURE if arranged.zen else self.measure, centred=arranged.zen)
        two = self._rows_wish == "two" or (self._rows_wish == "auto" and self.app.size.height >= 30)
        self.entry_list.set_two_lines(two)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes to the terminal, live."""
        self.is_complete = False  # until what the panes show fits them, too
        self.call_after_refresh(self.complete)
        self.rearrange(event.size.width)
        self.pane_changed()

    def on_descendant_focus(self) -> None:
        """A click moved the focus."""
        focused = self.focused
        if isinstance(focused, LineView) and focused.id:
            if self.search_line.is_open:
                self.search_left()
            if focused.id != self.pane:
                self.go_to(Pane(focused.id))

    # --- keys --------------------------------------------------------------------------------------------------------

    @property
    def field(self) -> Input | None:
        """That of the line, from the moment it is opened."""
        return self.search_line.field if self.search_line.is_open else super().field

    def search_left(self) -> None:
        """The focus went elsewhere while a search was typed."""
        self.search_line.close()

    def senders(self) -> Iterable[Widget]:
        """The panes."""
        return (self.feed_list, self.entry_list, self.article_view, self.quotes_view)

    async def repeat(self, command: Command, number: int) -> None:
        """By lines at once, to a line, or one by one."""
        view = self.view()
        match command.id:
            case "down" | "up":
                view.move(number if command.id == "down" else -number)
            case "top" | "bottom":
                view.to_end(-1)
                view.move(number - 1)
            case _:
                await super().repeat(command, number)

    def offers(self, command: Command) -> bool:
        """Whether a command makes sense now."""
        if command.id in {"side_bar", "narrower", "wider"}:
            return self.arrangement is not None and self.arrangement.room is not Room.SINGLE
        return super().offers(command)

    def show_progress(self, work: str, progress: Progress | None) -> None:  # noqa: ARG002 - as below
        """How far something long is, by the group of its workers; None when it has ended."""
        self.top_bar.progress = progress

    # --- commands of the frame ---------------------------------------------------------------------------------------

    def action_down(self) -> None:
        self.view().move(1)

    def action_up(self) -> None:
        self.view().move(-1)

    def action_page_up(self) -> None:
        self.view().page(-1)

    def action_half_down(self) -> None:
        self._half_page(1)

    def action_half_up(self) -> None:
        self._half_page(-1)

    def action_top(self) -> None:
        self.view().to_end(-1)

    def action_bottom(self) -> None:
        self.view().to_end(1)

    def action_next_pane(self) -> None:
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        self._step_pane(-1)

    def action_back_left(self) -> None:
        """One level outwards."""
        if self.wishes.zen and self.pane is Pane.DETAIL:
            self.action_zen()
        elif self.pane is Pane.QUOTES:
            self.go_to(self._before_quotes if self._before_quotes is not Pane.QUOTES else Pane.DETAIL)
        elif self.pane is Pane.DETAIL:
            self.go_to(Pane.LIST)
        elif self.pane is Pane.LIST:
            self.go_to(Pane.FEEDS)
        elif self.pane is Pane.FEEDS:
            self.feed_list.go_out()

    def action_quotes(self) -> None:
        """To the quotes and back."""
        if self.pane is Pane.QUOTES:
            self.action_back_left()
        else:
            self.go_to(Pane.QUOTES)

    def action_quit_level(self) -> None:
        """Outwards, and out."""
        if self.pane is Pane.FEEDS:
            self.app.exit()
        else:
            self.action_back_left()

    def action_suspend(self) -> None:
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        self.app.exit()

    def action_interrupt(self) -> None:
        """What ends other programs ends nothing here."""
        self.say(f"{self.key_of('quit')} quits, {self.key_of('quit_level')} goes back")

    def action_side_bar(self) -> None:
        """Show the feeds beside the list where there is room, else lay them over it."""
        if self.arrangement is not None and self.arrangement.room is Room.WIDE:
            self._wish(side_bar=not self.wishes.side_bar)
            if self.pane is Pane.FEEDS and not self.wishes.side_bar:
                self.go_to(Pane.LIST)
            else:
                self.rearrange()
        else:
            self.go_to(Pane.LIST if self.pane is Pane.FEEDS else Pane.FEEDS)

    def action_zen(self) -> None:
        """The article alone, or all panes again."""
        self._wish(zen=not (self.arrangement is not None and self.arrangement.zen))
        self.go_to(Pane.DETAIL if self.wishes.zen else self.pane)

    def action_narrower(self) -> None:
        self._resize_pane(-2)

    def action_wider(self) -> None:
        self._resize_pane(2)

    def _half_page(self, direction: int) -> None:
        view = self.view()
        lines = 4 if view is self.entry_list and self.entry_list.two_lines else 8 if view is self.quotes_view else 2
        view.move(direction * max(1, view.size.height // lines))

    def _step_pane(self, direction: int) -> None:
        single = self.arrangement is None or self.arrangement.room is Room.SINGLE
        panes = [pane for pane in _INWARDS if single or self.shows(pane) or pane is Pane.QUOTES]
        place = panes.index(self.pane) if self.pane in panes else 0
        self.go_to(panes[(place + direction) % len(panes)])

    def _resize_pane(self, cells: int) -> None:
        # The detail has what the others leave: it grows when the list shrinks.
        pane, change = (Pane.LIST, -cells) if self.pane is Pane.DETAIL else (self.pane, cells)
        if not self.shows(pane) or (self.arrangement and self.arrangement.room is Room.SINGLE):
            return
        wider = dict(self.wishes.wider)
        wider[pane] = max(-40, min(wider.get(pane, 0) + change, 80))
        self._wish(wider=wider)
        self.rearrange()

    def _wish(self, **changes: Any) -> None:
        self.wishes = replace(self.wishes, **changes)
