"""Leaving: the article or the list written to files by a process of its own, or its text given to a command.

What is written is decided by `newsreader export`, which the screen starts and follows; it can be stopped at any time.
"""

from __future__ import annotations

import os
import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from newsreader import paths
from newsreader.commands import Pane
from newsreader.tui import times
from newsreader.tui.background import follow
from newsreader.tui.customs import counted, number
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Field, Question
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import Worker

    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.long_work import LongWork
    from newsreader.tui.screens.several import Several

_FORMATS = {
    "markdown": "Markdown",
    "html": "HTML",
    "epub": "EPUB",
    "txt": "plain text",
    "json": "JSON",
}
_LIST, _ARTICLE, _SELECTED = "list", "article", "selected"


class Exporting(Part):
    """What can be written to files."""

    def __init__(self, screen: FindingScreen, several: Several, long_work: LongWork) -> None:
        super().__init__(screen)
        self._several = several
        self._long_work = long_work
        self._export: Worker[None] | None = None
        """The one under way, or the last."""
        self._command = screen.config.export.pipe
        """The one that was given a text last."""

    @work(group="exporting")
    async def action_export(self) -> None:
        """Ask for the format and write it; while that is done, stop it."""
        if self._export is not None and self._export.is_running:
            self._export.cancel()
            self.screen.say("the export is stopped")
            return
        rows, entry_id, several = self.screen.rows, self.screen.selected_id, len(self._several.selection)
        choices = self._choices(entry_id)
        if not choices:
            self.screen.say("there is nothing here to export")
            return
        given = await self.screen.ask(Question("Export", choices=choices))
        what, _, chosen = ((given.choice if given is not None else None) or "").partition(" ")
        if what == _ARTICLE and entry_id is not None:
            self._export = self._write([str(entry_id)], chosen, [f"--output={self._folder()}{os.sep}"])
        elif what == _SELECTED and several == len(self._several.selection):
            self._several.with_selected(partial(self._write_selected, chosen))
        elif what == _LIST and rows is not None:
            if not await rows.all_come():
                self.screen.say("the list was left before all of it was there: nothing was written", error=True)
                return
            self._export = self._write(list(map(str, rows.listing.ids)), chosen, self._list_arguments(chosen))

    def _write_selected(self, chosen: str, ids: Sequence[int]) -> None:
        self._export = self._write(list(map(str, ids)), chosen, self._list_arguments(chosen))

    def _choices(self, entry_id: int | None) -> tuple[Choice, ...]:
        if several := len(self._several.selection):
            words = counted(several, "article")
            return tuple(Choice(f"{_SELECTED} {name}", f"{words} as {form}") for name, form in _FORMATS.items())
        count = len(self.screen.rows) if self.screen.rows is not None else 0
        choices = []
        if entry_id is not None and self.screen.pane is not Pane.FEEDS:
            choices += [Choice(f"{_ARTICLE} {name}", f"article as {words}") for name, words in _FORMATS.items()]
        if count > 1 or (count and not choices):
            forms = {"markdown": "a file each", "epub": "a book"}
            folded = self.screen.rows.entries - count if self.screen.rows is not None else 0
            left_out = f", without {counted(folded, 'folded duplicate')}" if folded else ""
            choices += [
                Choice(f"{_LIST} {name}", f"list of {number(count)} as {words}", forms.get(name, "one file") + left_out)
                for name, words in _FORMATS.items()
            ]
        return tuple(choices)

    def _folder(self) -> Path:
        configured = self.screen.config.export.folder
        return Path(configured).expanduser().absolute() if configured else paths.export_dir()

    def _list_arguments(self, chosen: str) -> list[str]:
        """One file of all; of Markdown a folder of its own."""
        from newsreader.articles.export import names  # noqa: PLC0415 - not before the screen is shown

        title = f"{self.screen.place_name()} {times.day(self.screen.now())}"
        folder = self._folder()
        if chosen != "markdown":
            return [f"--title={title}", "--together", f"--output={folder}{os.sep}"]
        name = names.safe(title, "articles")
        place, copies = folder / name, 1
        while os.path.lexists(place):
            copies += 1
            place = folder / f"{name} {copies}"
        return [f"--output={place}{os.sep}"]

    @work(group="exporting", exit_on_error=False)
    async def _write(self, ids: Sequence[str], chosen: str, arguments: Sequence[str]) -> None:
        ended: dict[str, Any] = {}
        try:
            command = ["export", "-", f"--to={chosen}", "--events", *arguments]
            async for event in follow(self.screen.library.path, command, "\n".join(ids)):
                if event.get("event") == "article":
                    done = int(event.get("done", 0))
                    self._long_work.show("exporting", Progress(done, max(done, len(ids)), what="export"))
                elif event.get("event") == "end":
                    ended = event
                elif event.get("event") == "exit" and event.get("code"):
                    self.screen.say(event.get("words") or f"the export ended with {event['code']}", error=True)
                    return
        finally:
            self._long_work.show("exporting", None)
        left_out = ended.get("left_out", 0)
        words = counted(ended.get("articles", 0), "article")
        words += f", {number(left_out)} that cannot be read left out" if left_out else ""
        self.screen.say(f"{words} written to {paths.short(str(ended.get('place', '')))}", error=bool(left_out))

    @work(group="exporting")
    async def action_pipe(self) -> None:
        """Ask for a command and give it the article's text; it gets the terminal until it ends."""
        from newsreader.articles.export import plain  # noqa: PLC0415 - not before the screen is shown
        from newsreader.articles.export.article import Article  # noqa: PLC0415 - not before the screen is shown

        entry, reading = self.screen.opened(), self.screen.article_view.reading
        if entry is None or reading is None:
            return
        field = Field("Command", self._command, placeholder="less")
        given = await self.screen.ask(Question(f"Pipe: {entry.title or '(no title)'}", (field,)))
        if given is None or not given.values[0]:
            return
        article = Article(entry, reading.document, notes=tuple(reading.notes))
        text = "".join(plain.write([article], measure=self.screen.config.reading.measure))
        self._command = given.values[0]
        self._run_on(self._command, text)

    def _run_on(self, command: str, text: str) -> None:
        from newsreader.tui import programs  # noqa: PLC0415 - not before the screen is shown

        try:
            code = programs.on_terminal(self.screen.app, shlex.split(command), text.encode("utf-8", "replace"))
        except (OSError, ValueError, SuspendNotSupported) as error:
            self.screen.say(f"{command} cannot be started ({programs.why(error)})", error=True)
            return
        self.screen.refresh(layout=True)
        self.screen.say(f"{command} ended with {code}", error=code != 0)
