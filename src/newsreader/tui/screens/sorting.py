"""Another order of the list, or other headings: a place has it for itself, what was found is asked for again."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from newsreader import query
from newsreader.errors import UsageError
from newsreader.library import lists
from newsreader.query import tree
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.places import SEARCH
from newsreader.tui.screens.question import Choice, Question
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.searching import Searching

ORDERS = (*tree.ORDERS, "story")
"""Those that a list may have; by story that of a place alone."""
_GROUPS = ("date", "feed", "story")
"""Orders under headings."""
_SORT = re.compile(r"(?:^|\s)sort:\S*")


class Sorting(Part):
    """The order of the list."""

    def __init__(self, screen: FindingScreen, searching: Searching) -> None:
        super().__init__(screen)
        self._searching = searching

    @work(group="sorting")
    async def action_sort(self) -> None:
        """Ask for the order of the list."""
        choices = tuple(Choice(order, order) for order in ORDERS)
        given = await self.screen.ask(Question("Order of the list", choices=choices))
        if given is not None and given.choice is not None:
            self._sort_by(given.choice)

    def action_group(self) -> None:
        """Under headings by day, by feed, by story; what was found by day and by feed."""
        groups = [order for order in _GROUPS if self._is_place or order in tree.ORDERS]
        shown = self._order_shown
        order = groups[(groups.index(shown) + 1) % len(groups)] if shown in groups else groups[0]
        self._sort_by(order)
        self.screen.say(f"by {'day' if order == 'date' else order}")

    def with_sort(self, order: str) -> Callable[[], object]:
        """List what is listed in that order."""
        if order not in ORDERS:
            raise UsageError(f"there is no order “{order}”; known are {', '.join(ORDERS)}")
        return partial(self._sort_by, order)

    @property
    def _words(self) -> str:
        """What the list is narrowed to, but for its order."""
        narrowed = self.screen.narrowed
        return _without_order(narrowed.text) if narrowed is not None else ""

    @property
    def _is_place(self) -> bool:
        """Whether a place of the side bar is listed, all of it."""
        return not self._words and not self.screen.place.startswith((SEARCH, feed_places.SAVED))

    @property
    def _order_shown(self) -> str:
        """That of the list as it is."""
        wanted = self.screen.filter_of(self.screen.place, self.screen.narrowed)
        return wanted.order if wanted.query is None else wanted.query.sort

    def _sort_by(self, order: str) -> None:
        screen, words = self.screen, self._words
        if not self._is_place and order not in tree.ORDERS:
            screen.say(f"what a search found cannot be sorted by {order}")
        elif self._is_place and order in lists.ORDERS:
            screen.order = order
            screen.leave_found()
            screen.show_place(screen.place, entry_id=screen.selected_id)
        elif words or order != "date":
            screen.ask_for(query.parse(f"{words} sort:{order}".strip(), now=screen.now()), narrows=True)
        elif screen.narrowed is not None:
            self._searching.action_clear_filter()
        elif screen.place.startswith(SEARCH):  # without the order that it names
            own = _without_order(screen.place.removeprefix(SEARCH))
            screen.ask_for(query.parse(own, now=screen.now()), narrows=False)
        elif self._order_shown != order:
            screen.say(f"the saved search has an order of its own{screen.hint('edit_feed')}")


def _without_order(text: str) -> str:
    return _SORT.sub(" ", text).strip()
