"""The reader's screen: the core, and the parts it is made of, each of which is given what it needs.

Messages of the widgets and events of the mouse are for nodes of the screen: here they are handed on to the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from newsreader.tui.screens.aloud import Aloud
from newsreader.tui.screens.annotating import Annotating
from newsreader.tui.screens.arriving import Arriving
from newsreader.tui.screens.attached import Attachments
from newsreader.tui.screens.backlog import Backlog
from newsreader.tui.screens.commanding import CommandLine
from newsreader.tui.screens.dialling import Dial
from newsreader.tui.screens.exporting import Exporting
from newsreader.tui.screens.feeds import Feeds
from newsreader.tui.screens.finding import FindingScreen
from newsreader.tui.screens.framing import Framing
from newsreader.tui.screens.freshness import Freshness
from newsreader.tui.screens.going import Going
from newsreader.tui.screens.keeping import Keeping
from newsreader.tui.screens.links import Links
from newsreader.tui.screens.long_work import LongWork
from newsreader.tui.screens.marking import Marking
from newsreader.tui.screens.messaging import Messaging
from newsreader.tui.screens.moving import Moving
from newsreader.tui.screens.pages import Pages
from newsreader.tui.screens.palette import Palette
from newsreader.tui.screens.pictures import Pictures
from newsreader.tui.screens.placing import Placing
from newsreader.tui.screens.pointing import Pointing
from newsreader.tui.screens.quoting import Quoting
from newsreader.tui.screens.refreshing import Refreshes
from newsreader.tui.screens.saved import SavedSearches
from newsreader.tui.screens.searching import Searching
from newsreader.tui.screens.selecting import Selecting
from newsreader.tui.screens.several import Several
from newsreader.tui.screens.side_bar import SideBar
from newsreader.tui.screens.sorting import Sorting
from newsreader.tui.screens.subscribing import Subscribing
from newsreader.tui.screens.theming import Theming
from newsreader.tui.screens.unfolding import Unfolding
from newsreader.tui.screens.upkeep import Upkeep
from newsreader.tui.screens.within import FIELD, Within
from newsreader.tui.widgets.article_pictures import ArticlePictures
from newsreader.tui.widgets.article_text import ArticleText
from newsreader.tui.widgets.entry_list import EntryList
from newsreader.tui.widgets.feed_list import FeedList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.gallery import Sixels
    from newsreader.tui.symbols import Symbols


class ReaderScreen(FindingScreen):
    """What `newsreader` shows."""

    def __init__(
        self,
        library: Library,
        config: Config,
        now: Callable[[], int],
        symbols: Symbols,
        *,
        refreshes: bool,
        analyses: bool,
    ) -> None:
        """`refreshes`: whether feeds are fetched at all (not for files opened without subscribing); `analyses`: whether
        what waits for its analysis is looked after."""
        super().__init__(library, config, now, symbols)
        # What is told and what is under way.
        self.aloud = Aloud(self)
        self.messaging = Messaging(self)
        self.long_work = LongWork(self)
        # The frame and the list.
        self.framing = Framing(self)
        self.side_bar = SideBar(self)
        self.searching = Searching(self)
        self.sorting = Sorting(self, self.searching)
        self.unfolding = Unfolding(self)
        self.selecting = Selecting(self)
        self.several = Several(self, self.selecting)
        self.marking = Marking(self, self.several)
        self.annotating = Annotating(self, self.several, self.selecting)
        self.exporting = Exporting(self, self.several, self.long_work)
        # The article.
        self.dial = Dial(self)
        self.quoting = Quoting(self, self.dial, self.searching)
        self.moving = Moving(self, self.quoting)
        self.within = Within(self, self.lighting, self.selecting)
        self.links = Links(self, self.selecting, self.marking)
        self.pages = Pages(self, self.several, self.long_work)
        self.pictures = Pictures(self, self.long_work)
        self.attachments = Attachments(self, self.long_work)
        # Feeds and the library.
        self.backlog = Backlog(self, self.long_work, analyses=analyses)
        self.freshness = Freshness(self)
        self.refreshes = Refreshes(self, self.backlog, self.freshness, self.long_work, refreshes=refreshes)
        self.saved = SavedSearches(self)
        self.subscribing = Subscribing(self, self.saved)
        self.feeds = Feeds(self, self.saved, self.links, self.refreshes, self.subscribing)
        self.placing = Placing(self)
        self.arriving = Arriving(self, self.subscribing, self.refreshes, self.backlog, self.long_work)
        self.keeping = Keeping(self)
        self.upkeep = Upkeep(self, self.keeping, self.backlog, self.freshness, checks=refreshes)
        # Commands by name, and the look of it all.
        self.going = Going(self)
        self.theming = Theming(self)
        self.command_line = CommandLine(self, self.searching, self.going, self.theming)
        self.palette = Palette(self, self.searching, self.going, self.aloud.put_cursor)
        self.pointing = Pointing(self, self.several)
        # A key is theirs in this order.
        self.parts = (
            self.command_line,
            self.searching,
            self.several,
            self.within,
            self.selecting,
            self.links,
            self.framing,
            self.lighting,
            self.aloud,
            self.messaging,
            self.long_work,
            self.side_bar,
            self.sorting,
            self.unfolding,
            self.marking,
            self.annotating,
            self.exporting,
            self.dial,
            self.quoting,
            self.moving,
            self.pages,
            self.pictures,
            self.attachments,
            self.backlog,
            self.freshness,
            self.refreshes,
            self.saved,
            self.subscribing,
            self.feeds,
            self.placing,
            self.arriving,
            self.keeping,
            self.upkeep,
            self.going,
            self.theming,
            self.palette,
            self.pointing,
        )

    def on_mount(self) -> None:
        """Show the library as the reader left it; look after it from now on."""
        self.call_after_refresh(self.complete)
        self.keeping.return_there()
        self.freshness.show()
        if self.library.remark:
            self.say(self.library.remark, error=self.library.read_only)
        self.upkeep.begin()
        self.backlog.look()
        self.refreshes.begin()
        self.call_after_refresh(self.arriving.greet)  # when the reader has its focus, to come back to

    def on_unmount(self) -> None:
        """Nobody looks at pictures any more."""
        self.pictures.close()

    # --- for the parts -----------------------------------------------------------------------------------------------

    @on(Input.Changed, "#search")
    def _search_changed(self, event: Input.Changed) -> None:
        self.searching.text_changed(event.value)

    @on(Input.Submitted, "#search")
    def _search_asked(self) -> None:
        self.searching.asked()

    @on(Input.Changed, f"#{FIELD}")
    def _within_changed(self, event: Input.Changed) -> None:
        self.within.words_typed(event.value)

    @on(Input.Submitted, f"#{FIELD}")
    def _within_kept(self) -> None:
        self.within.leave_line()

    @on(Input.Changed, "#command")
    def _command_changed(self, event: Input.Changed) -> None:
        self.command_line.line_changed(event.value)

    @on(Input.Submitted, "#command")
    async def _command_asked(self) -> None:
        await self.command_line.line_asked()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The focus goes elsewhere."""
        self.command_line.blurred(event.widget)

    @on(EntryList.SelectionChanged)
    def _selection_changed(self) -> None:
        self.several.changed()

    @on(ArticleText.Selected)
    def _passage_selected(self) -> None:
        self.show_keys()

    @on(ArticleText.LinkChosen)
    def _link_chosen(self, event: ArticleText.LinkChosen) -> None:
        self.links.clicked(event.number)

    @on(ArticlePictures.Wanted)
    def _pixels_wanted(self, event: ArticlePictures.Wanted) -> None:
        self.pictures.wanted(event)

    @on(ArticlePictures.Left)
    def _pictures_left(self, event: ArticlePictures.Left) -> None:
        self.pictures.left(event)

    def sixels(self) -> Iterable[Sixels]:
        """The pictures that are drawn over the text."""
        return self.pictures.sixels()

    def pictures_lost(self) -> None:
        """The terminal has none of the pictures any more."""
        self.pictures.lost()

    @on(FeedList.Dropped)
    def _feed_dropped(self, event: FeedList.Dropped) -> None:
        self.placing.dropped(event)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A border may be taken hold of."""
        self.pointing.pressed(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """It follows."""
        self.pointing.moved(event)

    def on_mouse_up(self) -> None:
        """It stays."""
        self.pointing.let_go()

    def on_click(self, event: events.Click) -> None:
        """The other button opens a menu."""
        self.pointing.clicked(event)
