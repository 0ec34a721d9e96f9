"""Marking: read and starred, one article or all of a list, undone and done again.

What touches many articles is written by a thread with a connection of its own, so that keys are answered meanwhile.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import work

from newsreader.errors import BusyError, NewsreaderError
from newsreader.library import journal, states
from newsreader.library.store import open_library
from newsreader.tui.screens.reading import ReadingScreen
from newsreader.tui.widgets import feed_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsreader.library.store import Library
    from newsreader.tui.screens.rows import LibraryRows

MANY = 1_000
"""Articles that are marked in a moment; more are marked apart."""

_PATIENCE_SECONDS = 120
"""For how long the thread waits for another program that writes: one that compacts the library takes long."""

_Result = TypeVar("_Result")


class MarkingScreen(ReadingScreen):
    """What the user marks."""

    def action_toggle_read(self) -> None:
        """Read becomes unread and the other way round."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self._set_read(read=not row.read)

    def action_star(self) -> None:
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self.mark([row.id], starred=not row.starred)

    def action_mark_read(self) -> None:
        self._set_read(read=True)

    def action_mark_unread(self) -> None:
        self._set_read(read=False)

    def _set_read(self, *, read: bool) -> None:
        row = self.entry_list.row(self.entry_list.cursor)
        if row is not None:
            self.decided.add(row.id)
            self.mark([row.id], read=read)

    def action_mark_all_read(self) -> None:
        """Mark exactly the articles of the list read."""
        if self.rows is None or not len(self.rows):
            return
        if len(self.rows) > MANY:
            self._mark_many(self.rows)
        else:
            self._say_marked(self.mark(self.rows.listing.ids, read=True))

    def action_undo(self) -> None:
        self._travel(journal.undo, "undone", "nothing to undo", back=True)

    def action_redo(self) -> None:
        self._travel(journal.redo, "done again", "nothing to do again", back=False)

    def mark(self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None) -> int:
        """Set states for good, as one step that can be undone; how many entries changed.

        While another program writes for long, that waits for it apart, and nothing has changed yet.
        """
        marking = partial(states.mark, ids=ids, read=read, starred=starred, now=self.now(), all_there=False)
        try:
            changed = marking(self.library)
        except BusyError:
            self._mark_later(marking)
            return 0
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return 0
        self.states_changed()
        return changed

    @work(group="marking", exit_on_error=False)
    async def _mark_later(self, marking: Callable[[Library], int]) -> None:
        self.say("another program writes to the library: this is marked as soon as it is done")
        if await self._apart(marking) is not None:
            self.states_changed()
            self.unsay()

    def _say_marked(self, changed: int) -> None:
        self.say(f"{changed:,} marked read{self.hint('undo')}" if changed else "all of these are read")

    @work(group="marking", exit_on_error=False)
    async def _mark_many(self, rows: LibraryRows) -> None:
        self.say(f"marking {len(rows):,} read {self.symbols.left_out}")
        for _ in iter(rows.fill, False):
            await asyncio.sleep(0)  # keys are answered between two slices
        if rows.listing.is_cut:
            self.say("the list was left before all of it was there: nothing was marked", error=True)
            return
        marking = partial(states.mark, ids=rows.listing.ids, read=True, now=self.now(), all_there=False)
        changed = await self._apart(marking)
        if changed is not None:
            self.states_changed()
            self._say_marked(changed)

    def _travel(
        self, travel: Callable[[Library], journal.Step | None], words: str, nothing: str, *, back: bool
    ) -> None:
        size = 0
        with suppress(NewsreaderError):  # it is told when the step is taken
            size = journal.size(self.library, back=back)
        if size > MANY:
            self._travel_far(travel, words)
            return
        steps: list[journal.Step | None] = []
        if self.attempt(lambda: steps.append(travel(self.library)), asked=True):
            self._show_travelled(steps[0], words, nothing)

    @work(group="marking", exit_on_error=False)
    async def _travel_far(self, travel: Callable[[Library], journal.Step | None], words: str) -> None:
        step = await self._apart(travel)
        if step is not None:
            self._show_travelled(step, words, "")

    def _show_travelled(self, step: journal.Step | None, words: str, nothing: str) -> None:
        self.show_counts()  # a feed may have come back, or gone
        if self.is_gone(self.place):
            self.place = feed_list.UNREAD
            self.feed_list.put_cursor(self.place)
        self.show_place(self.place, entry_id=self.selected_id)
        self.states_changed()
        self.say(nothing if step is None else f"{words}: {step.words}")

    async def _apart(self, write: Callable[[Library], _Result]) -> _Result | None:
        """Write in a thread; None if it failed, which is told."""
        try:
            return await asyncio.to_thread(_written, (self.library.path, self.library.index), write)
        except NewsreaderError as error:
            self.say(str(error), error=True)
            return None


def _written(files: tuple[Path, Path], write: Callable[[Library], _Result]) -> _Result:
    with open_library(files, checkpoints=False, patience=_PATIENCE_SECONDS) as library:
        return write(library)
