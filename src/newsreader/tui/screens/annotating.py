"""The user's own words: tags and notes, asked for in a small window and kept as steps of the journal."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from newsreader.commands import Pane
from newsreader.errors import NewsreaderError
from newsreader.library import notes, tags
from newsreader.models import Span
from newsreader.text import fold
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.prompt import Choice, Field, Question
from newsreader.tui.screens.several import SeveralScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library
    from newsreader.models import EntryRow, Note

_BREAK = "⏎"
"""A line break of a note in the one line in which it is changed."""


class AnnotatingScreen(SeveralScreen):
    """Tags and notes of the article under the cursor, tags of those that are selected."""

    @work(group="annotating")
    async def action_tag(self) -> None:
        """Ask for a tag; one that is on the article is taken off."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            return
        known, several = tags.all_tags(self.library), len(self.selection)
        given = await self.ask(_tag_several(several, known) if several else _tag_question(row, known))
        if given is not None and several:
            self.tag_selected(given.choice or given.values[0])
        elif given is not None:
            self._tag_row(row, given.choice or given.values[0])

    def tag_with(self, name: str) -> None:
        """Tag the article under the cursor, or all that are selected; a tag that is on it is taken off."""
        row = self.entry_list.row(self.entry_list.cursor)
        if self.selection:
            self.tag_selected(name)
        elif row is not None:
            self._tag_row(row, name)

    @work(group="annotating")
    async def note_with(self, words: str) -> None:
        """Write the note on the article under the cursor, in place of one that is there."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            return
        try:
            await self._write_note(row.id, None, self._note_on(row.id, None), words)
        except NewsreaderError as error:
            self.say(str(error), error=True)

    def _tag_row(self, row: EntryRow, typed: str) -> None:
        name = tags.clean_name(typed)
        if not name:
            return
        added = fold(name) not in map(fold, row.tags)
        write = partial(tags.tag, ids=[row.id], name=name, added=added, now=self.now())
        self.act(write, lambda _: self._show_kept(f"{'tagged' if added else 'untagged'} {name}"))

    @work(group="annotating")
    async def action_note(self) -> None:
        """Write or change the note on the article, on what is selected, in the quotes pane on the selected quote."""
        row = self.entry_list.row(self.entry_list.cursor)
        if row is None:
            return
        if self.pane is Pane.QUOTES and self.quotes_view.quotation is None:
            self.quotes_view.move(1)
        quotation = self.quotes_view.quotation if self.pane is Pane.QUOTES else None
        stretch = quotation or self.passage
        passage = None if stretch is None else Span(stretch.start, stretch.end, stretch.text)
        self.stop_selecting()
        known = self._note_on(row.id, passage)
        question = _note_question(row, passage, known)
        while (given := await self.ask(question)) is not None:
            try:
                await self._write_note(row.id, passage, known, given.values[0].replace(_BREAK, "\n"))
            except NewsreaderError as error:  # the words are not lost because the disk is full
                (field,) = question.fields
                question = replace(question, fields=(replace(field, value=given.values[0]),), problem=str(error))
            else:
                return

    async def _write_note(self, entry_id: int, passage: Span | None, known: Note | None, words: str) -> None:
        if known is not None and words:
            change = partial(notes.change, note_id=known.id, text=words, now=self.now())
            await self._keep(change, "note changed" if known.text else "note written")
        elif known is not None:
            delete = partial(notes.delete, note_id=known.id, now=self.now())
            await self._keep(delete, "note deleted" if known.text else "no longer highlighted")
        elif words or passage is not None:
            write = partial(notes.write, entry_id=entry_id, text=words, passage=passage, now=self.now())
            await self._keep(write, "note written" if words else "highlighted")

    async def _keep(self, write: Callable[[Library], object], words: str) -> None:
        await self.acted(write)
        self._show_kept(words)

    def _show_kept(self, words: str) -> None:
        self.states_changed()
        self.say(f"{words}{self.hint('undo')}")

    def _note_on(self, entry_id: int, passage: Span | None) -> Note | None:
        """The last note on the whole of an article, or on a passage as it is in its text now."""
        reading = self.article_view.reading
        text = reading.document.text if reading is not None else ""
        found = [
            note
            for note in notes.of_entry(self.library, entry_id)
            if (passage is None and note.passage is None)
            or (passage is not None and note.passage is not None and notes.placed(note.passage, text) == passage)
        ]
        return found[-1] if found else None


def _tag_question(row: EntryRow, known: list[tags.Tag]) -> Question:
    mine = {fold(name) for name in row.tags}
    choices = tuple(
        Choice(tag.name, tag.name, number(tag.count) + ("   takes it off" if fold(tag.name) in mine else ""))
        for tag in known
    )
    field = Field("", placeholder="a tag; one that is on the article is taken off")
    return Question(f"Tag: {row.title or '(no title)'}", (field,), choices, new="new tag")


def _tag_several(count: int, known: list[tags.Tag]) -> Question:
    choices = tuple(Choice(tag.name, tag.name, number(tag.count)) for tag in known)
    field = Field("", placeholder="a tag; one that is on all of them is taken off")
    return Question(f"Tag {counted(count, 'article')}", (field,), choices, new="new tag")


def _note_question(row: EntryRow, passage: Span | None, known: Note | None) -> Question:
    title = " ".join(passage.text.split()) if passage is not None else f"Note: {row.title or '(no title)'}"
    if known is not None:
        label = "Empty: takes it away"
    elif passage is not None:
        label = "Empty: highlights it"
    else:
        label = ""
    words = known.text.replace("\n", _BREAK) if known is not None else ""
    return Question(title, (Field(label, words, placeholder="your words"),))
