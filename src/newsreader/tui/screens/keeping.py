"""Where one was: the place, the article and the panes are kept, and found again at the next start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.library import feeds, folders, lists, searches, session, tags
from newsreader.tui.screens.kept import KEYS, Kept, recall
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from newsreader.tui.screens.finding import FindingScreen


class Keeping(Part):
    """The session."""

    def __init__(self, screen: FindingScreen) -> None:
        super().__init__(screen)
        self._kept: dict[str, str] = {}

    def return_there(self) -> None:
        """To the place, the article and the line where the reader was last."""
        screen, library = self.screen, self.screen.library
        kept = recall(
            {key: session.get(library, key) for key in KEYS},
            feeds={feed.id for feed in feeds.all_feeds(library)},
            folders=folders.paths(library),
            tags={tag.name for tag in tags.all_tags(library)},
            searches={search.id for search in searches.all_searches(library)},
            orders=lists.ORDERS,
        )
        screen.wishes = replace(screen.wishes, side_bar=kept.side_bar, wider=kept.wider)
        screen.folded = set(kept.folded)
        screen.unread_only = kept.unread_only
        screen.order = kept.order
        screen.feed_order = kept.feed_order
        screen.findings.show_reported(kept.reported)
        screen.place = kept.place
        screen.pane = kept.pane
        screen.rearrange()
        screen.lay_out()
        screen.show_counts()
        screen.feed_list.put_cursor(screen.place)
        screen.show_place(screen.place, entry_id=kept.entry_id)
        screen.go_to(kept.pane)

    def keep(self) -> None:
        """Write down where the reader is; called every second, and at the end."""
        screen = self.screen
        screen.keep_position()
        kept = Kept(
            place=screen.lasting_place,
            entry_id=screen.selected_id,
            pane=screen.pane,
            side_bar=screen.wishes.side_bar,
            wider=screen.wishes.wider,
            folded=frozenset(screen.folded),
            unread_only=screen.unread_only,
            order=screen.order,
            feed_order=screen.feed_order,
            reported=screen.quotes_view.reported,
        ).texts()
        if kept != self._kept and screen.writing.attempt(lambda: session.put(screen.library, kept)):
            self._kept = kept
