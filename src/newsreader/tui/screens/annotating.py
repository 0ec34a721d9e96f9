"""The user's own words: tags and notes, asked for in a small window and kept as steps of the journal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.errors import NewsreaderError
from newsreader.library import notes, tags
from newsreader.models.findings import Span
from newsreader.text import fold
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Field, Question
from newsreader.tui.screens.several import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.models.entries import EntryRow
    from newsreader.models.findings import Note
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.selecting import Selecting
    from newsreader.tui.screens.several import Several

_BREAK = "⏎"
"""A line break of a note in the one line in which it is changed."""


class Annotating(Part):
    """Tags and notes of the article under the cursor, tags of those that are selected."""

    def __init__(self, screen: FindingScreen, several: Several, selecting: Selecting) -> None:
        super().__init__(screen)
        self._several = several
        self._selecting = selecting

    def offers(self, command: Command) -> bool:
        """Where there is an article."""
        return command.id not in {"tag", "note"} or bool(len(self.screen.entry_list))

    @work(group="annotating")
    async def action_tag(self) -> None:
        """Ask for a tag; one that is on the article is taken off."""
        row = self.screen.row_meant()
        if row is None:
            return
        known, several = tags.all_tags(self.screen.library), len(self._several.selection)
        given = await self.screen.ask(_tag_several(several, known) if several else _tag_question(row, known))
        if given is not None and several:
            self._tag_selected(given.choice or given.values[0])
        elif given is not None:
            self._tag_row(row, given.choice or given.values[0])

    def with_tag(self, name: str) -> Callable[[], object]:
        """Tag the article under the cursor, or all that are selected; a tag that is on it is taken off."""
        return partial(self._tag_with, name)

    def _tag_with(self, name: str) -> None:
        if self._several.selection:
            self._tag_selected(name)
        elif (row := self.screen.row_meant()) is not None:
            self._tag_row(row, name)

    def with_note(self, words: str) -> Callable[[], object]:
        """Write the note on the article under the cursor, in place of one that is there."""
        return partial(self._note_with, words)

    @work(group="annotating")
    async def _note_with(self, words: str) -> None:
        row = self.screen.row_meant()
        if row is None:
            return
        try:
            await self._write_note(row.id, None, self._note_on(row.id, None), words)
        except NewsreaderError as error:
            self.screen.say(str(error), error=True)

    def _tag_row(self, row: EntryRow, typed: str) -> None:
        name = tags.clean_name(typed)
        if not name:
            return
        added = fold(name) not in map(fold, row.tags)
        write = partial(tags.tag, ids=[row.id], name=name, added=added, now=self.screen.now())
        self.screen.writing.act(write, lambda _: self._show_kept(f"{'tagged' if added else 'untagged'} {name}"))

    def _tag_selected(self, typed: str) -> None:
        """If all of them have the tag, take it off."""
        if tags.clean_name(typed):
            self._several.with_selected(partial(self._tag_ids, typed))

    def _tag_ids(self, name: str, ids: Sequence[int]) -> None:
        def show(done: tuple[bool, int]) -> None:
            added, changed = done
            self.screen.states_changed()
            words = f"{'tagged' if added else 'untagged'} {tags.clean_name(name)}"
            self.screen.say(f"{number(changed)} {words}{self.screen.hint('undo')}")

        toggle = partial(tags.toggle, ids=ids, name=name, now=self.screen.now())
        self.screen.writing.act(toggle, show, is_long=len(ids) > MANY)

    @work(group="annotating")
    async def action_note(self) -> None:
        """Write or change the note on the article, on what is selected, in the quotes pane on the selected quote."""
        row = self.screen.row_meant()
        if row is None:
            return
        if self.screen.pane is Pane.QUOTES and self.screen.quotes_view.quotation is None:
            self.screen.quotes_view.move(1)
        quotation = self.screen.quotes_view.quotation if self.screen.pane is Pane.QUOTES else None
        stretch = quotation or self._selecting.passage
        passage = None if stretch is None else Span(stretch.start, stretch.end, stretch.text)
        self._selecting.stop_selecting()
        known = self._note_on(row.id, passage)
        question = _note_question(row, passage, known)
        while (given := await self.screen.ask(question)) is not None:
            there = {note.id for note in notes.of_entry(self.screen.library, row.id)}
            known = known if known is not None and known.id in there else None  # another program may have deleted it
            try:
                await self._write_note(row.id, passage, known, given.values[0].replace(_BREAK, "\n"))
            except NewsreaderError as error:  # the words are not lost because the disk is full
                (field,) = question.fields
                question = question._replace(fields=(field._replace(value=given.values[0]),), problem=str(error))
            else:
                return

    async def _write_note(self, entry_id: int, passage: Span | None, known: Note | None, words: str) -> None:
        if known is not None and words:
            change = partial(notes.change, note_id=known.id, text=words, now=self.screen.now())
            await self._keep(change, "note changed" if known.text else "note written")
        elif known is not None:
            delete = partial(notes.delete, note_id=known.id, now=self.screen.now())
            await self._keep(delete, "note deleted" if known.text else "no longer highlighted")
        elif words or passage is not None:
            write = partial(notes.write, entry_id=entry_id, text=words, passage=passage, now=self.screen.now())
            await self._keep(write, "note written" if words else "highlighted")

    async def _keep(self, write: Callable[[Library], object], words: str) -> None:
        await self.screen.writing.acted(write)
        self._show_kept(words)

    def _show_kept(self, words: str) -> None:
        self.screen.states_changed()
        self.screen.say(f"{words}{self.screen.hint('undo')}")

    def _note_on(self, entry_id: int, passage: Span | None) -> Note | None:
        """The last note on the whole of an article, or on a passage as it is in its text now."""
        reading = self.screen.article_view.reading
        text = reading.document.text if reading is not None else ""
        found = [
            note
            for note in notes.of_entry(self.screen.library, entry_id)
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
