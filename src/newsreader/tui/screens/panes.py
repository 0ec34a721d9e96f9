"""The frame of the screen: the panes and bars, which of them are shown, which has the focus.

It knows no library and no article; `PlacesScreen` and those that follow build on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.reactive import reactive

from newsreader.commands import Pane
from newsreader.tui.screens.arrange import ZEN_MEASURE, Arrangement, Room, Wishes, arrange
from newsreader.tui.screens.pressing import PressingScreen
from newsreader.tui.shown import PartialCompositor
from newsreader.tui.widgets.article_view import ArticleView
from newsreader.tui.widgets.bars import NewLine, PaneBox, PaneTitle, TopBar
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

    from newsreader.keymap import Keymap
    from newsreader.tui.screens.question import Answer, Question
    from newsreader.tui.symbols import Symbols

INWARDS = (Pane.FEEDS, Pane.LIST, Pane.DETAIL, Pane.QUOTES)
"""The panes from left to right."""
_ONE_PANE = 69
"""Columns at which there is room for one pane alone."""
_WIDEST = 80
_NARROWEST = -40
"""Columns that may be added to the usual width of a pane, or taken from it."""


class PaneScreen(PressingScreen):
    """Feeds, list, detail and quotes side by side, as many as there is room for."""

    DEFAULT_CSS = """
    PaneScreen { layers: base over; }
    PaneScreen #panes { height: 1fr; }
    PaneScreen .pane { height: 1fr; width: 1fr; padding: 1 0 0 0; }
    PaneScreen .pane LineView { height: 1fr; }
    PaneScreen #detail-pane { padding: 1 0 0 2; }
    PaneScreen #detail-pane PaneTitle { display: none; }
    PaneScreen #feeds-pane.-over { layer: over; dock: left; }
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
        clock: Callable[[int, bool, int], str],
        measure: int,
        rows: str,
        columns: Sequence[str],
        keymap: Keymap,
    ) -> None:
        super().__init__(keymap, symbols)
        self._compositor = self._paint = PartialCompositor()
        self.set_class(symbols.rule.isascii(), "-ascii")
        self.measure = measure
        self._rows_wish = rows
        self.wishes = Wishes()
        self.arrangement: Arrangement | None = None
        self._arranged: tuple[object, ...] = ()
        """What the panes were arranged for."""
        self.before_quotes = Pane.DETAIL
        """Where one was before the quotes."""
        self.top_bar = TopBar(symbols)
        self.feed_list = FeedList(symbols, id="feeds")
        self.list_title = PaneTitle(symbols)
        self.entry_list = EntryList(symbols, clock, columns, id="list")
        self.new_line = NewLine(symbols, self.key_of("show_new"))
        self.article_view = ArticleView(symbols, measure, id="detail")
        self.quotes_title = PaneTitle(symbols, "Quotes")
        self.quotes_view = QuotesView(symbols, id="quotes")
        self.search_line = SearchLine()
        """On the screen from the first time that something is typed into it."""
        for view in (self.feed_list, self.entry_list, self.article_view, self.quotes_view):
            view.aloud = symbols.aloud

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
            with PaneBox(id="quotes-pane", classes="pane -last"):
                yield self.quotes_title
                yield self.quotes_view
        yield self.key_bar

    def complete(self) -> None:
        """Paint all of it, and from now on what changes."""
        self.is_complete = True
        self.show_keys()
        self.refresh()

    def show_keys(self) -> None:
        """Name the keys that work here and now, as soon as all is known that this depends on."""
        if self.is_complete:
            super().show_keys()

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self.is_complete:  # they were just found
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        if not self.is_complete:
            self._dirty_widgets.clear()
            return
        if self._paint.is_all_due(self.size):  # now, and nothing of it once more after it
            self._repaint_required = False
            for widget in self._paint.visible_widgets:
                widget._exchange_repaint_regions()
        super()._compositor_refresh()

    def lay_out(self) -> None:
        """Give the panes their size now: then they lay out what they show once. Textual would do it after that."""
        self._is_mounted = True
        self._refresh_layout(self.app.size)

    # --- panes -------------------------------------------------------------------------------------------------------

    def view(self) -> LineView:
        """The view of the pane in focus."""
        return self._view_of(self.pane)

    def _view_of(self, pane: Pane) -> LineView:
        views: dict[Pane, LineView] = {
            Pane.FEEDS: self.feed_list,
            Pane.LIST: self.entry_list,
            Pane.DETAIL: self.article_view,
            Pane.QUOTES: self.quotes_view,
        }
        return views[pane]

    def shows(self, pane: Pane) -> bool:
        """Whether a pane is on the screen."""
        return self.arrangement is not None and pane in self.arrangement.widths

    def go_to(self, pane: Pane) -> None:
        """Give a pane the focus, and show it if it was not."""
        if pane is Pane.QUOTES and self.pane is not Pane.QUOTES:
            self.before_quotes = self.pane
        self.pane = pane
        if pane in {Pane.FEEDS, Pane.LIST}:
            self.wishes = replace(self.wishes, zen=False)
        self.rearrange()
        self.view().focus()
        self.pane_changed()

    def pane_changed(self) -> None:
        """Another pane has the focus."""
        self.show_keys()

    def rearrange(self) -> None:
        """Show the panes that the width, the focus and the user's wishes ask for; one where the screen is read out."""
        width = self.app.size.width
        if self.symbols.aloud:
            width = min(width, _ONE_PANE)
        self.arrangement = arranged = arrange(width, self.pane, self.wishes)
        two = self._rows_wish == "two" or (self._rows_wish == "auto" and self.app.size.height >= 30)
        if self._arranged == (wanted := (arranged, self.pane, self.measure, two)):
            return
        self._arranged = wanted
        self.set_class(arranged.zen, "-zen")
        rightmost = max(arranged.widths, key=INWARDS.index)
        for pane in Pane:
            box = self.query_one(f"#{pane}-pane")
            if not box.display:
                self._view_of(pane).comes_back()
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
        self.entry_list.set_two_lines(two and not self.symbols.aloud)  # read out, a row is one sentence

    def on_resize(self, event: events.Resize) -> None:
        """Fit the panes to the terminal, live; then Textual lays them out and paints them."""
        if self.is_news(event.size):
            self.rearrange()
            self.pane_changed()

    def on_descendant_focus(self) -> None:
        """A click moved the focus."""
        for part in self.parts:
            part.focus_moved()
        focused = self.focused
        if isinstance(focused, LineView) and focused.id and focused.id != self.pane:
            self.go_to(Pane(focused.id))

    # --- keys --------------------------------------------------------------------------------------------------------

    async def ask(self, question: Question) -> Answer | None:
        """What the user answers; None if nothing."""
        from newsreader.tui.screens.prompt import PromptScreen  # noqa: PLC0415 - not before the screen is shown

        return await self.app.push_screen_wait(PromptScreen(question))

    def senders(self) -> Iterable[Widget]:
        """The panes."""
        return (self.feed_list, self.entry_list, self.article_view, self.quotes_view)

    def widen(self, pane: Pane, cells: int) -> None:
        """Make a pane so many columns wider than usual, as far as that goes."""
        cells = max(_NARROWEST, min(cells, _WIDEST))
        if cells != self.wishes.wider.get(pane, 0):
            self.wishes = replace(self.wishes, wider={**self.wishes.wider, pane: cells})
            self.rearrange()
