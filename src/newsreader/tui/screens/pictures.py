"""Pictures of the article that are on the disk: drawn among its lines, and large. A process of its own decodes them.

Opening an article fetches none; the key that shows them large fetches those that are missing.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from newsreader.errors import ParseError
from newsreader.library import pictures
from newsreader.tui import programs
from newsreader.tui.background import answer
from newsreader.tui.colour_depth import colours_of
from newsreader.tui.rendering import Drawing, Known, Pixels
from newsreader.tui.screens.drawing import Painter
from newsreader.tui.screens.large import LargeScreen, Shown
from newsreader.tui.screens.pages import PageScreen
from newsreader.tui.shown import is_covered
from newsreader.tui.widgets.article_page import ArticlePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from newsreader.articles.document import Document
    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.pictures.decoder import Encoded
    from newsreader.tui.gallery import Sixels
    from newsreader.tui.symbols import Symbols

_MOST_DRAWN = 40
"""Pictures of one article."""
_FEWEST_COLOURS = 256
_ANSWER_SECONDS = 0.3
"""For which the first picture waits for the terminal to say how it takes it."""


class PictureScreen(PageScreen):
    """The pictures of articles."""

    @dataclass
    class Decoded(Message):
        """A picture is ready to be drawn."""

        entry_id: int
        drawing: Drawing
        pixels: Pixels | Encoded

    def __init__(self, library: Library, config: Config, now: Callable[[], int], symbols: Symbols) -> None:
        super().__init__(library, config, now, symbols)
        colours = colours_of(os.environ, config.interface.colours)
        self._may_draw = config.pictures.show and not symbols.rule.isascii() and colours >= _FEWEST_COLOURS
        self._files: dict[int, Path] = {}
        """Of the pictures that are drawn, by their numbers."""
        self.painter = Painter(config.pictures.graphics, colours, self._send)
        self._unanswered: list[ArticlePage.PixelsWanted] = []
        """Pictures that wait for the terminal's answer."""

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self.painter.close()

    def pictures_of(self, document: Document) -> Sequence[Known]:
        """Those of an article that are on the disk and can be drawn here."""
        self._files = {}
        if not document.pictures or not self._may_draw or self.article_view.spoken:
            return ()
        from newsreader.pictures import decoder, store  # noqa: PLC0415 - few articles have pictures

        if not decoder.is_there():
            return ()
        kept = pictures.sizes(self.library, [one.url for one in document.pictures])
        found = []
        for number, one in enumerate(document.pictures[:_MOST_DRAWN]):
            path = store.path(self.library, one.url) if one.url in kept else None
            if path is not None:
                self._files[number] = path
                found.append(Known(number, one.place, *kept[one.url]))
        return found

    @on(ArticlePage.PixelsWanted)
    def _pixels_wanted(self, event: ArticlePage.PixelsWanted) -> None:
        if self.painter.way is not None:
            self._decode(event.entry_id, event.drawings, dict(self._files), event.ground)
            return
        self._unanswered.append(event)
        if len(self._unanswered) == 1:
            self._ask_terminal()

    @on(ArticlePage.PicturesLeft)
    def _pictures_left(self, event: ArticlePage.PicturesLeft) -> None:
        self.painter.free(event.pictures)
        if event.room:
            self._unanswered = []
            self.workers.cancel_group(self, "pixels")

    @work(thread=True, group="pixels", exit_on_error=False)
    def _decode(
        self, entry_id: int, drawings: Sequence[Drawing], files: dict[int, Path], ground: tuple[int, int, int]
    ) -> None:
        """One after another; who went on to another article ends it."""
        worker = get_current_worker()
        for drawing in drawings:
            if worker.is_cancelled:
                return
            if (path := files.get(drawing.number)) is not None:
                try:
                    found = self.painter.decoded(path, drawing.columns, drawing.rows, ground)
                except ParseError:  # its words stand there in any case
                    continue
                self.post_message(self.Decoded(entry_id, drawing, found))

    @on(Decoded)
    def _decoded(self, event: Decoded) -> None:
        if self.article_view.has_room(event.entry_id, event.drawing):
            placed = self.painter.placed(event.pixels, event.drawing.columns, event.drawing.rows)
            if placed is not None:
                self.article_view.show_pixels(event.drawing, placed)

    # --- the terminal ------------------------------------------------------------------------------------------------

    def sixels(self) -> Iterable[Sixels]:
        """Those that nothing is in front of."""
        view = self.article_view
        return [one for one in view.sixels() if not is_covered(self, view, one.region)]

    def pictures_lost(self) -> None:
        """Those in view are sent again."""
        self.article_view.forget_pixels()

    def terminal_answered(self) -> None:
        """The terminal said something of itself."""
        if self.painter.is_told():
            self._decide()

    def _ask_terminal(self) -> None:
        questions = self.painter.questions()
        if not questions or self.app.is_headless:
            self._decide()
            return
        self.painter.listener.listen(time.monotonic())
        self._send(questions)
        self.set_timer(_ANSWER_SECONDS, self._decide)

    def _decide(self) -> None:
        if self.painter.decide():
            self.painter.free()
            self.article_view.forget_pixels()
        waiting, self._unanswered = self._unanswered, []
        for event in waiting:
            self._pixels_wanted(event)

    def _send(self, sequences: str) -> None:
        if self.app._driver is not None:
            self.app._driver.write(sequences)
            self.app._driver.flush()

    # --- large -------------------------------------------------------------------------------------------------------

    def action_pictures(self) -> None:
        """Show the pictures of the article large; those that are missing are fetched, since the user asks."""
        self.open_selected()
        reading = self.article_view.reading
        if self.entry is None or reading is None:
            self.say("no article is open")
        elif not reading.document.pictures:
            self.say("this article has no pictures")
        elif shown := self._large():
            self.app.push_screen(LargeScreen(shown, self.painter, self._view))
        elif self.library.read_only:
            self.say("the library cannot be changed", error=True)
        else:
            self.say("the pictures are being fetched")
            self._fetch_pictures(self.entry.id)

    def _large(self) -> list[Shown]:
        """The pictures that are on the disk, from the first one in view on."""
        from newsreader.pictures import store  # noqa: PLC0415 - see pictures_of

        reading = self.article_view.reading
        some = reading.document.pictures if reading is not None else ()
        sizes = pictures.sizes(self.library, [one.url for one in some])
        found = []
        for one in some:
            path = store.path(self.library, one.url) if one.url in sizes else None
            if path is not None:
                found.append(Shown(path, one.words, one.url, *sizes[one.url]))
        return found

    @work(group="pictures", exit_on_error=False)
    async def _fetch_pictures(self, entry_id: int) -> None:
        try:
            _, found, words = await answer(
                self.library.path, ["offline", "--fetch", "--json", "--entry", str(entry_id)]
            )
        except OSError as error:
            self.say(f"no process can be started ({error.strerror})", error=True)
            return
        if found.get("pictures", {}).get("there"):
            if self.entry is not None and self.entry.id == entry_id:
                self.show_entry(entry_id)
            self.say(f"the pictures are on the disk   {self.key_of('pictures')} show")
            return
        missing = [one.get("error") for lack in found.get("missing", []) for one in lack.get("pictures", [])]
        self.say(next(filter(None, missing), "") or words or "the pictures could not be fetched", error=True)

    def _view(self, path: Path) -> str:
        """Have a program show a picture; what to say of it."""
        words = shlex.split(self.config.pictures.viewer) or ["open" if sys.platform == "darwin" else "xdg-open"]
        arguments = [word.replace("%f", str(path)) for word in words]
        if arguments == words:
            arguments.append(str(path))
        try:
            programs.start(arguments)
        except OSError as error:
            return f"{arguments[0]} cannot be started ({error.strerror}): check pictures.viewer"
        return f"{arguments[0]} shows it"
