"""Marking: read and starred, one article or all of a list, undone and done again.

What touches many articles is written apart, so that keys are answered meanwhile.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from textual import work

from newsreader.errors import NewsreaderError
from newsreader.library import folding, journal, states
from newsreader.tui.customs import number
from newsreader.tui.screens.reading import ReadingScreen
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.screens.rows import LibraryRows
    from newsreader.tui.symbols import Symbols

MANY = 1_000
"""Articles that are marked in a moment; more are marked apart."""


class MarkingScreen(ReadingScreen):
    """What the user marks."""

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        self._meant: dict[tuple[int, str], bool] = {}
        """The states that entries were given by a key, while something waits."""

    def action_toggle_read(self) -> None:
        """Read becomes unread and the other way round."""
        self._set_read(None)

    def action_star(self) -> None:
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self.mark([row.id], starred=self._other(row.id, "starred", value=row.starred))

    def _other(self, entry_id: int, state: str, *, value: bool) -> bool:
        """The other value of a state than the one that is shown, or that waits to be written."""
        if not self.is_waiting:
            self._meant.clear()
        self._meant[entry_id, state] = other = not self._meant.get((entry_id, state), value)
        return other

    def action_mark_read(self) -> None:
        self._set_read(True)

    def action_mark_unread(self) -> None:
        self._set_read(False)

    def _set_read(self, read: bool | None) -> None:
        """None: the other state than it is in."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            return
        if read is None:
            read = self._other(row.id, "read", value=row.read)
        else:
            self._meant[row.id, "read"] = read
        self.decided.add(row.id)
        self.mark([row.id], read=read)

    def action_mark_all_read(self) -> None:
        """Mark exactly the articles of the list read, with those that are folded in it."""
        if self.rows is None or not len(self.rows):
            return
        if self.rows.entries > MANY:
            self._mark_many(self.rows)
        else:
            self._mark_listed(self.rows.ids)

    def action_undo(self) -> None:
        self._travel(journal.undo, "undone", "nothing to undo", back=True)

    def action_redo(self) -> None:
        self._travel(journal.redo, "done again", "nothing to do again", back=False)

    def mark(self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None) -> None:
        """Set states for good, as one step that can be undone; of what is read the duplicates too, if wanted."""
        if read and self.config.reading.read_duplicates:
            found = folding.duplicates(self.library, ids)
            ids = list(dict.fromkeys([*ids, *chain.from_iterable(found.values())]))
        marking = partial(states.mark, ids=ids, read=read, starred=starred, now=self.now(), all_there=False)
        self.act(marking, lambda _: self.states_changed())

    def _mark_listed(self, ids: Sequence[int], *, is_long: bool = False) -> None:
        marking = partial(states.mark, ids=ids, read=True, now=self.now(), all_there=False)
        self.act(marking, self._show_marked, is_long=is_long)

    def _show_marked(self, changed: int) -> None:
        self.states_changed()
        self.say(f"{number(changed)} marked read{self.hint('undo')}" if changed else "all of these are read")

    @work(group="marking", exit_on_error=False)
    async def _mark_many(self, rows: LibraryRows) -> None:
        self.say(f"marking {number(rows.entries)} read {self.symbols.left_out}")
        for _ in iter(rows.fill, False):
            await asyncio.sleep(0)  # keys are answered between two slices
        if rows.listing.is_cut:
            self.say("the list was left before all of it was there: nothing was marked", error=True)
            return
        self._mark_listed(rows.ids, is_long=True)

    def _travel(
        self, travel: Callable[[Library], journal.Step | None], words: str, nothing: str, *, back: bool
    ) -> None:
        size = 0
        with suppress(NewsreaderError):  # it is told when the step is taken
            size = journal.size(self.library, back=back)
        self.act(travel, lambda step: self._show_travelled(step, words, nothing), is_long=size > MANY)

    def _show_travelled(self, step: journal.Step | None, words: str, nothing: str) -> None:
        self.show_counts()  # a feed may have come back, or gone
        if self.is_gone(self.place):
            self.place = feed_list.UNREAD
            self.feed_list.put_cursor(self.place)
        self.show_place(self.place, entry_id=self.selected_id)
        self.states_changed()
        self.say(nothing if step is None else f"{words}: {step.words}")
