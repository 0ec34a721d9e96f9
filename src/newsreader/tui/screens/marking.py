"""Marking: read and starred, one article, several or all of a list, undone and done again.

What touches many articles is written apart, so that keys are answered meanwhile.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from newsreader.errors import NewsreaderError
from newsreader.library import folding, journal, states
from newsreader.tui.customs import number
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.several import MANY
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.rows import LibraryRows
    from newsreader.tui.screens.several import Several

_OF_ARTICLES = frozenset({"toggle_read", "star", "mark_read", "mark_unread", "mark_all_read"})
_DONE = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
}


class Marking(Part):
    """What the user marks."""

    def __init__(self, screen: FindingScreen, several: Several) -> None:
        super().__init__(screen)
        self._several = several
        self._meant: dict[tuple[int, str], bool] = {}
        """The states that entries were given by a key, while something waits."""

    def offers(self, command: Command) -> bool:
        """To mark something there is, to take back what was done."""
        if command.id in {"undo", "redo"}:
            return journal.has_step(self.screen.library, back=command.id == "undo")
        return command.id not in _OF_ARTICLES or bool(len(self.screen.entry_list))

    def action_toggle_read(self) -> None:
        """Read becomes unread and the other way round; of several: all read, or all unread if they are."""
        self._set_read(None)

    def action_star(self) -> None:
        """Of several: all starred, or none if all are."""
        if self._several.selection:
            self._several.with_selected(partial(self._mark_selected, "starred", None))
            return
        row = self.screen.row_meant()
        if row is not None:
            self.mark([row.id], starred=self._other(row.id, "starred", value=row.starred))

    def _other(self, entry_id: int, state: str, *, value: bool) -> bool:
        """The other value of a state than the one that is shown, or that waits to be written."""
        if not self.screen.writing.is_waiting:
            self._meant.clear()
        self._meant[entry_id, state] = other = not self._meant.get((entry_id, state), value)
        return other

    def action_mark_read(self) -> None:
        self._set_read(True)

    def action_mark_unread(self) -> None:
        self._set_read(False)

    def _set_read(self, read: bool | None) -> None:
        """None: the other state than it is in."""
        if self._several.selection:
            self._several.with_selected(partial(self._mark_selected, "read", read))
            return
        row = self.screen.row_meant()
        if row is None:
            return
        if read is None:
            read = self._other(row.id, "read", value=row.read)
        else:
            self._meant[row.id, "read"] = read
        self.screen.decided.add(row.id)
        self.mark([row.id], read=read)

    def action_mark_all_read(self) -> None:
        """Mark exactly the articles of the list read, with those that are folded in it."""
        if self.screen.rows is None or not len(self.screen.rows):
            self.screen.say("there is no article here")
        elif self.screen.rows.entries > MANY:
            self._mark_many(self.screen.rows)
        else:
            self._mark_listed(self.screen.rows.ids)

    def action_undo(self) -> None:
        self._travel(journal.undo, "undone", "nothing to undo", back=True)

    def action_redo(self) -> None:
        self._travel(journal.redo, "done again", "nothing to do again", back=False)

    def mark(self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None) -> None:
        """Set states for good, as one step that can be undone; of what is read the duplicates too, if wanted."""
        if read:
            ids = self._with_duplicates(self.screen.library, ids)
        marking = partial(states.mark, ids=ids, read=read, starred=starred, now=self.screen.now(), all_there=False)
        self.screen.writing.act(marking, lambda _: self.screen.states_changed())

    def _with_duplicates(self, library: Library, ids: Sequence[int]) -> Sequence[int]:
        """Entries that are marked read, and their duplicates if these are read with them."""
        if not self.screen.config.reading.read_duplicates:
            return ids
        return list(dict.fromkeys([*ids, *chain.from_iterable(folding.duplicates(library, ids).values())]))

    def _mark_selected(self, field: str, value: bool | None, ids: Sequence[int]) -> None:
        now = self.screen.now()

        def write(library: Library) -> tuple[bool, int]:
            wanted = states.any_without(library, ids, field) if value is None else value
            read, starred = (wanted, None) if field == "read" else (None, wanted)
            meant = self._with_duplicates(library, ids) if read else ids
            return wanted, states.mark(library, meant, read=read, starred=starred, now=now, all_there=False)

        if field == "read":
            self.screen.decided.update(ids)
        self.screen.writing.act(write, partial(self._show_marked_selected, field), is_long=len(ids) > MANY)

    def _show_marked_selected(self, field: str, done: tuple[bool, int]) -> None:
        screen = self.screen
        wanted, changed = done
        words = _DONE[field, wanted]
        screen.states_changed()
        screen.say(f"{number(changed)} {words}{screen.hint('undo')}" if changed else f"all of these are {words}")

    def _mark_listed(self, ids: Sequence[int], *, is_long: bool = False) -> None:
        marking = partial(states.mark, ids=ids, read=True, now=self.screen.now(), all_there=False)
        self.screen.writing.act(marking, self._show_marked, is_long=is_long)

    def _show_marked(self, changed: int) -> None:
        screen = self.screen
        screen.states_changed()
        screen.say(f"{number(changed)} marked read{screen.hint('undo')}" if changed else "all of these are read")

    @work(group="marking", exit_on_error=False)
    async def _mark_many(self, rows: LibraryRows) -> None:
        self.screen.say(f"marking {number(rows.entries)} read {self.screen.symbols.left_out}")
        if await rows.all_come():
            self._mark_listed(rows.ids, is_long=True)
        else:
            self.screen.say("the list was left before all of it was there: nothing was marked", error=True)

    def _travel(
        self, travel: Callable[[Library], journal.Step | None], words: str, nothing: str, *, back: bool
    ) -> None:
        size = 0
        with suppress(NewsreaderError):  # it is told when the step is taken
            size = journal.size(self.screen.library, back=back)
        self.screen.writing.act(travel, lambda step: self._show_travelled(step, words, nothing), is_long=size > MANY)

    def _show_travelled(self, step: journal.Step | None, words: str, nothing: str) -> None:
        self.screen.show_counts()  # a feed may have come back, or gone
        if self.screen.followed.is_gone(self.screen.place):
            self.screen.leave_found()
            self.screen.place = feed_places.UNREAD
            self.screen.feed_list.put_cursor(self.screen.place)
        self.screen.show_place(self.screen.place, entry_id=self.screen.selected_id)
        self.screen.states_changed()
        self.screen.say(nothing if step is None else f"{words}: {step.words}")
