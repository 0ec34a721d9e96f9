"""Several articles at once: rows of the list selected by key, mouse or query, and given to whoever does something."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from newsreader import query
from newsreader.commands import Pane
from newsreader.errors import LibraryError
from newsreader.tui.customs import counted, number
from newsreader.tui.ranges import Ranges
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Field, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.library.lists import Filter
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.part import Keys
    from newsreader.tui.screens.rows import LibraryRows
    from newsreader.tui.screens.selecting import Selecting

MOST_MATCHES = 100_000
"""Of what a query finds the newest, to be selected."""
MANY = 1_000
"""Articles that are marked in a moment; more are marked apart."""
_SLICE = 20_000
"""Rows that are looked at between two keys."""


class Several(Part):
    """What is selected in the list."""

    def __init__(self, screen: FindingScreen, selecting: Selecting) -> None:
        super().__init__(screen)
        self._selecting = selecting

    @property
    def selection(self) -> Ranges:
        """The rows that a command of the list is for; none where another pane has the focus."""
        return self.screen.entry_list.selection if self.screen.pane is Pane.LIST else Ranges()

    def action_select(self) -> None:
        """Begin a range of the list, or end it; in the article select a passage."""
        if self.screen.pane is Pane.LIST:
            self.screen.entry_list.toggle_range()
        else:
            self._selecting.select()

    def action_select_all(self) -> None:
        """All that are listed."""
        self.screen.entry_list.select_rows(Ranges().plus(0, len(self.screen.entry_list)))

    @work(group="asking")
    async def action_select_matching(self) -> None:
        """Ask for a query and select what it finds in the list."""
        question = Question("Select articles of the list", (Field("", placeholder="words feed:name is:unread"),))
        while (given := await self.screen.ask(question)) is not None and given.values[0]:
            try:
                wanted = query.parse(given.values[0], now=self.screen.now())
            except query.QueryError as error:
                question = question._replace(fields=(Field("", given.values[0]),), problem=str(error))
            else:
                self._select_matching(wanted)
                return

    def with_select_matching(self, words: str) -> Callable[[], object]:
        """Select what a query finds in the list."""
        return partial(self._select_matching, query.parse(words, now=self.screen.now()))

    def _select_matching(self, wanted: query.Query) -> None:
        """Select as well what a query finds among what is listed."""
        screen = self.screen
        narrowed = wanted if screen.narrowed is None else query.both(screen.narrowed, wanted)
        # Some were read since it was listed.
        asked = screen.filter_of(screen.place, narrowed)._replace(unread_only=False)
        if screen.rows is not None:
            self._select_found(screen.rows, asked)

    @work(group="selecting", exclusive=True, exit_on_error=False)
    async def _select_found(self, rows: LibraryRows, asked: Filter) -> None:
        screen = self.screen
        try:
            found = await screen.find(asked, MOST_MATCHES)
        except LibraryError as error:
            screen.say(str(error), error=True)
            return
        ids = set(found.ids)
        await rows.all_come()
        chosen: list[int] = []
        for start in range(0, len(rows), _SLICE):
            some = rows.listing.window(start, min(start + _SLICE, len(rows)))
            chosen += [start + place for place, entry_id in enumerate(some) if entry_id in ids]
            await asyncio.sleep(0)
        if rows is not screen.rows:
            return
        selected = screen.entry_list.selection
        for start, stop in Ranges.of(chosen).stretches:
            selected = selected.plus(start, stop)
        screen.entry_list.select_rows(selected)
        left_out = " of more that were found" if found.has_more else ""
        screen.say(f"{counted(len(chosen), 'article')} selected{left_out}" + (f"   {found.note}" if found.note else ""))

    def key_typed(self, key: str) -> bool:
        """Escape lets go of what is selected first."""
        if key == "escape" and self.selection:
            self.screen.unsay()
            self.screen.entry_list.select_nothing()
            return True
        return False

    def changed(self) -> None:
        """Others are selected."""
        if self.screen.entry_list.selection:
            self.screen.list_title.note = self.title_note()
            self.screen.show_keys()
        else:
            self.screen.titling.show()

    def title_note(self) -> str:
        """How many are selected."""
        count = len(self.screen.entry_list.selection)
        return f"{number(count)} selected" if count else ""

    def keys_now(self) -> Keys | None:
        """While some are selected, what can be done with them."""
        if not self.selection:
            return None
        ends = "end" if self.screen.entry_list.has_range else "more"
        named = (("select", ends), ("toggle_read", "read"), ("star", "star"), ("tag", "tag"), ("export", "export"))
        return (*((self.screen.key_of(name), title) for name, title in named), ("esc", "let go"))

    def with_selected(self, act: Callable[[Sequence[int]], object]) -> None:
        """Do something with the entries that are selected, at once or as soon as all of the list has come."""
        rows, chosen = self.screen.rows, self.selection
        if rows is None:
            return
        if len(chosen) > MANY:
            self._gather(rows, chosen, act)
        else:
            act(rows.ids_of(chosen))

    @work(group="marking", exit_on_error=False)
    async def _gather(self, rows: LibraryRows, chosen: Ranges, act: Callable[[Sequence[int]], object]) -> None:
        self.screen.say(f"{counted(len(chosen), 'article')} {self.screen.symbols.left_out}")
        if await rows.all_come():
            act(rows.ids_of(chosen))
        else:
            self.screen.say("the list was left before all of it was there: nothing was done", error=True)
