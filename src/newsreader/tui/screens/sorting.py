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
from newsreader.tui.widgets import feed_list

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
        """Under headings by day, by feed, by story."""
        screen = self.screen
        following = dict(zip(_GROUPS, (*_GROUPS[1:], _GROUPS[0]), strict=True))
        self._sort_by(following.get(screen.order, _GROUPS[0]))
        if screen.narrowed is None:
            screen.say(f"by {'day' if screen.order == 'date' else screen.order}")

    def with_sort(self, order: str) -> Callable[[], object]:
        """List what is listed in that order."""
        if order not in ORDERS:
            raise UsageError(f"there is no order “{order}”; known are {', '.join(ORDERS)}")
        return partial(self._sort_by, order)

    def _sort_by(self, order: str) -> None:
        screen = self.screen
        words = _SORT.sub(" ", screen.narrowed.text if screen.narrowed is not None else "").strip()
        is_place = not words and not screen.place.startswith((SEARCH, feed_list.SAVED))
        if not is_place and order not in tree.ORDERS:
            screen.say(f"what a search found cannot be sorted by {order}")
        elif is_place and order in lists.ORDERS:
            screen.order = order
            screen.leave_found()
            screen.show_place(screen.place, entry_id=screen.selected_id)
        elif words or order != "date":
            screen.ask_for(query.parse(f"{words} sort:{order}".strip()), narrows=True)
        else:
            self._searching.action_clear_filter()
