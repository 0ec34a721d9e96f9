"""Several articles at once: rows of the list selected by key, mouse or query, and what is done with all of them.

What is done with many is written apart, so that keys are answered meanwhile; each is one step that can be undone.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from newsreader import query
from newsreader.commands import Pane
from newsreader.errors import LibraryError
from newsreader.library import states, tags
from newsreader.tui.background import answer
from newsreader.tui.customs import counted, number
from newsreader.tui.ranges import Ranges
from newsreader.tui.screens.marking import MANY
from newsreader.tui.screens.prompt import Answer, Field, PromptScreen, Question
from newsreader.tui.screens.within import WithinScreen
from newsreader.tui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.library.lists import Filter
    from newsreader.library.store import Library
    from newsreader.tui.screens.rows import LibraryRows

MOST_MATCHES = 100_000
"""Of what a query finds the newest, to be selected."""
MOST_PAGES = 500
"""Articles whose pages are fetched at a word."""
_SLICE = 20_000
"""Rows that are looked at between two keys."""
_DONE = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "unstarred",
}


class SeveralScreen(WithinScreen):
    """What the user does with articles that he selected."""

    async def ask(self, question: Question) -> Answer | None:
        """What the user answers; None if nothing."""
        return await self.app.push_screen_wait(PromptScreen(question))

    # --- selecting ---------------------------------------------------------------------------------------------------

    @property
    def selection(self) -> Ranges:
        """The rows that a command of the list is for; none where another pane has the focus."""
        return self.entry_list.selection if self.pane is Pane.LIST else Ranges()

    def action_select(self) -> None:
        """Begin a range of the list, or end it; in the article select a passage."""
        if self.pane is Pane.LIST:
            self.entry_list.toggle_range()
        else:
            super().action_select()

    def action_select_all(self) -> None:
        """All that are listed."""
        self.entry_list.select_rows(Ranges().plus(0, len(self.entry_list)))

    @work(group="asking")
    async def action_select_matching(self) -> None:
        """Ask for a query and select what it finds in the list."""
        question = Question("Select articles of the list", (Field("", placeholder="words feed:name is:unread"),))
        while (given := await self.ask(question)) is not None and given.values[0]:
            try:
                wanted = query.parse(given.values[0], now=self.now())
            except query.QueryError as error:
                question = replace(question, fields=(Field("", given.values[0]),), problem=str(error))
            else:
                self.select_matching(wanted)
                return

    def select_matching(self, wanted: query.Query) -> None:
        """Select as well what a query finds among what is listed."""
        narrowed = wanted if self.narrowed is None else query.both(self.narrowed, wanted)
        asked = replace(self.filter_of(self.place, narrowed), unread_only=False)  # some were read since it was listed
        if self.rows is not None:
            self._select_found(self.rows, asked)

    @work(group="selecting", exclusive=True, exit_on_error=False)
    async def _select_found(self, rows: LibraryRows, asked: Filter) -> None:
        try:
            found = await self._answer(asked, MOST_MATCHES)
        except LibraryError as error:
            self.say(str(error), error=True)
            return
        ids = set(found.ids)
        for _ in iter(rows.fill, False):
            await asyncio.sleep(0)  # keys are answered between two slices
        chosen: list[int] = []
        for start in range(0, len(rows), _SLICE):
            some = rows.listing.window(start, min(start + _SLICE, len(rows)))
            chosen += [start + place for place, entry_id in enumerate(some) if entry_id in ids]
            await asyncio.sleep(0)
        if rows is not self.rows:
            return
        selected = self.entry_list.selection
        for start, stop in Ranges.of(chosen).stretches:
            selected = selected.plus(start, stop)
        self.entry_list.select_rows(selected)
        left_out = " of more that were found" if found.has_more else ""
        self.say(f"{counted(len(chosen), 'article')} selected{left_out}" + (f"   {found.note}" if found.note else ""))

    def key_typed(self, key: str) -> bool:
        """Escape lets go of what is selected first."""
        if key == "escape" and self.selection:
            self.unsay()
            self.entry_list.select_nothing()
            return True
        return super().key_typed(key)

    @on(EntryList.SelectionChanged)
    def _selection_changed(self) -> None:
        if self.entry_list.selection:
            self._show_count()
            self.show_keys()
        else:
            self.show_title()

    def show_title(self) -> None:
        """Say how many are selected."""
        super().show_title()
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.entry_list.selection)
        if count:
            self.list_title.note = f"{number(count)} selected"

    def show_keys(self) -> None:
        """While some are selected, what can be done with them."""
        if not self.selection or self.search_line.is_open or self._strokes.typed:
            super().show_keys()
        else:
            ends = "end" if self.entry_list.has_range else "more"
            named = (("select", ends), ("toggle_read", "read"), ("star", "star"), ("tag", "tag"), ("export", "export"))
            self.key_bar.keys = (*((self.key_of(name), title) for name, title in named), ("esc", "let go"))

    def _was_open(self, entry_id: int) -> None:
        """What a range passes by is not read."""
        if not self.entry_list.has_range:
            super()._was_open(entry_id)

    # --- acting ------------------------------------------------------------------------------------------------------

    def with_selected(self, act: Callable[[Sequence[int]], object]) -> None:
        """Do something with the entries that are selected, at once or as soon as all of the list has come."""
        rows, chosen = self.rows, self.selection
        if rows is None:
            return
        if len(chosen) > MANY:
            self._gather(rows, chosen, act)
        else:
            act(rows.ids_of(chosen))

    @work(group="marking", exit_on_error=False)
    async def _gather(self, rows: LibraryRows, chosen: Ranges, act: Callable[[Sequence[int]], object]) -> None:
        self.say(f"{number(len(chosen))} articles {self.symbols.left_out}")
        for _ in iter(rows.fill, False):
            await asyncio.sleep(0)
        if rows.listing.is_cut:
            self.say("the list was left before all of it was there: nothing was done", error=True)
        else:
            act(rows.ids_of(chosen))

    def action_toggle_read(self) -> None:
        """Of several: all read, or all unread if they are."""
        if self.selection:
            self.with_selected(partial(self._mark_selected, "read", None))
        else:
            super().action_toggle_read()

    def action_mark_read(self) -> None:
        if self.selection:
            self.with_selected(partial(self._mark_selected, "read", True))
        else:
            super().action_mark_read()

    def action_mark_unread(self) -> None:
        if self.selection:
            self.with_selected(partial(self._mark_selected, "read", False))
        else:
            super().action_mark_unread()

    def action_star(self) -> None:
        """Of several: all starred, or none if all are."""
        if self.selection:
            self.with_selected(partial(self._mark_selected, "starred", None))
        else:
            super().action_star()

    def _mark_selected(self, field: str, value: bool | None, ids: Sequence[int]) -> None:
        now = self.now()

        def write(library: Library) -> tuple[bool, int]:
            wanted = states.any_without(library, ids, field) if value is None else value
            read, starred = (wanted, None) if field == "read" else (None, wanted)
            return wanted, states.mark(library, ids, read=read, starred=starred, now=now, all_there=False)

        if field == "read":
            self.decided.update(ids)
        self.act(write, partial(self._show_marked_selected, field), is_long=len(ids) > MANY)

    def _show_marked_selected(self, field: str, done: tuple[bool, int]) -> None:
        wanted, changed = done
        words = _DONE[field, wanted]
        self.states_changed()
        self.say(f"{number(changed)} {words}{self.hint('undo')}" if changed else f"all of these are {words}")

    def tag_selected(self, name: str) -> None:
        """Tag all that are selected; if all of them have the tag, take it off."""
        if tags.clean_name(name):
            self.with_selected(partial(self._tag_ids, name))

    def _tag_ids(self, name: str, ids: Sequence[int]) -> None:
        def show(done: tuple[bool, int]) -> None:
            added, changed = done
            self.states_changed()
            words = f"{'tagged' if added else 'untagged'} {tags.clean_name(name)}"
            self.say(f"{number(changed)} {words}{self.hint('undo')}")

        toggle = partial(tags.toggle, ids=ids, name=name, now=self.now())
        self.act(toggle, show, is_long=len(ids) > MANY)

    def action_full_text(self) -> None:
        """Of several: have all their pages fetched."""
        count = len(self.selection)
        if not count:
            super().action_full_text()
        elif self.library.read_only:
            self.say("the library cannot be changed", error=True)
        elif count > MOST_PAGES:
            self.say(f"the pages of at most {number(MOST_PAGES)} articles are fetched at once", error=True)
        else:
            self.say(f"the full texts of {counted(count, 'article')} are being fetched")
            self.with_selected(self._fetch_texts)

    @work(group="full texts", exit_on_error=False)
    async def _fetch_texts(self, ids: Sequence[int]) -> None:
        try:
            _, found, words = await answer(self.library.path, ["fulltext", "--json", *map(str, ids)])
        except OSError as error:
            self.say(f"no process can be started ({error.strerror})", error=True)
            return
        outcomes = found.get("entries", [])
        stored = sum(outcome.get("status") == "stored" for outcome in outcomes)
        if self.entry is not None and self.entry.id in ids:
            self.show_entry(self.entry.id)
        failed = len(ids) - stored
        told = f"{counted(stored, 'full text')} fetched" + (f", {number(failed)} not" if failed else "")
        self.say(told if outcomes else words or told, error=bool(failed))
