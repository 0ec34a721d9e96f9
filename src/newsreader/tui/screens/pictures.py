"""Pictures of the article that are on the disk: drawn among its lines, and large. A process of its own decodes them.

Opening an article fetches none; the key that shows them large fetches those that are missing.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from newsreader.errors import ParseError
from newsreader.tui.background import answer
from newsreader.tui.colour_depth import colours_of
from newsreader.tui.rendering import Known
from newsreader.tui.screens.drawing import Painter
from newsreader.tui.screens.part import Part, work
from newsreader.tui.shown import is_covered
from newsreader.tui.widgets.bars import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from newsreader.articles.document import Document
    from newsreader.models.entries import Entry
    from newsreader.pictures.decoder import Encoded
    from newsreader.tui.gallery import Sixels
    from newsreader.tui.rendering import Drawing, Pixels
    from newsreader.tui.screens.finding import FindingScreen
    from newsreader.tui.screens.large import Picture
    from newsreader.tui.screens.long_work import LongWork
    from newsreader.tui.widgets.article_pictures import ArticlePictures

_MOST_DRAWN = 40
"""Pictures of one article."""
_FEWEST_COLOURS = 256
_ANSWER_SECONDS = 0.3
"""For which the first picture waits for the terminal to say how it takes it."""


class Pictures(Part):
    """The pictures of articles."""

    def __init__(self, screen: FindingScreen, long_work: LongWork) -> None:
        super().__init__(screen)
        self._long_work = long_work
        config = screen.config
        colours = colours_of(os.environ, config.interface.colours)
        self._may_draw = config.pictures.show and not screen.symbols.rule.isascii() and colours >= _FEWEST_COLOURS
        self._files: dict[int, Path] = {}
        """Of the pictures that are drawn, by their numbers."""
        self.painter = Painter(config.pictures.graphics, colours, self._send)
        self._unanswered: list[ArticlePictures.Wanted] = []
        """Pictures that wait for the terminal's answer."""

    def close(self) -> None:
        """Nobody looks any more."""
        self.painter.close()

    def pictures_of(self, document: Document) -> Sequence[Known]:
        """Those of an article that are on the disk and can be drawn here."""
        self._files = {}
        if not document.pictures or not self._may_draw or self.screen.article_view.aloud:
            return ()
        from newsreader.library import pictures  # noqa: PLC0415 - few articles have pictures
        from newsreader.pictures import decoder, store  # noqa: PLC0415 - as above

        if not decoder.is_there():
            return ()
        kept = pictures.sizes(self.screen.library, [one.url for one in document.pictures])
        found = []
        for number, one in enumerate(document.pictures[:_MOST_DRAWN]):
            path = store.path(self.screen.library, one.url) if one.url in kept else None
            if path is not None:
                self._files[number] = path
                found.append(Known(number, one.place, *kept[one.url]))
        return found

    def wanted(self, event: ArticlePictures.Wanted) -> None:
        """Decode what is to be drawn, once it is known how the terminal takes it."""
        if self.painter.way is not None:
            self._decode_apart(event)
            return
        self._unanswered.append(event)
        if len(self._unanswered) == 1:
            self._ask_terminal()

    def left(self, event: ArticlePictures.Left) -> None:
        """Free what is not drawn any more."""
        self.painter.free(event.pictures)
        if event.room:
            self._unanswered = []
            self.screen.workers.cancel_group(self.screen, "pixels")

    def _decode_apart(self, event: ArticlePictures.Wanted) -> None:
        self.screen.run_worker(
            partial(self._decode, event.entry_id, event.drawings, dict(self._files), event.ground),
            thread=True,
            group="pixels",
            description="decoding pictures",
            exit_on_error=False,
        )

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
                self.screen.call_later(self._decoded, entry_id, drawing, found)

    def _decoded(self, entry_id: int, drawing: Drawing, pixels: Pixels | Encoded) -> None:
        shown = self.screen.article_view.pictures
        if shown.has_room(entry_id, drawing):
            placed = self.painter.placed(pixels, drawing.columns, drawing.rows)
            if placed is not None:
                shown.show(drawing, placed)

    # --- the terminal ------------------------------------------------------------------------------------------------

    def sixels(self) -> Iterable[Sixels]:
        """Those that nothing is in front of."""
        view = self.screen.article_view
        return [one for one in view.sixels() if not is_covered(self.screen, view, one.region)]

    def lost(self) -> None:
        """Those in view are sent again."""
        self.screen.article_view.pictures.forget()

    def terminal_answered(self) -> None:
        """The terminal said something of itself."""
        if self.painter.is_told():
            self._decide()

    def _ask_terminal(self) -> None:
        questions = self.painter.questions()
        if not questions or self.screen.app.is_headless:
            self._decide()
            return
        self.painter.listener.listen(time.monotonic())
        self._send(questions)
        self.screen.set_timer(_ANSWER_SECONDS, self._decide)

    def _decide(self) -> None:
        if self.painter.decide():
            self.painter.free()
            self.screen.article_view.pictures.forget()
        waiting, self._unanswered = self._unanswered, []
        for event in waiting:
            self.wanted(event)

    def _send(self, sequences: str) -> None:
        if self.screen.app._driver is not None:
            self.screen.app._driver.write(sequences)
            self.screen.app._driver.flush()

    # --- large -------------------------------------------------------------------------------------------------------

    def action_pictures(self) -> None:
        """Show the pictures of the article large; those that are missing are fetched, since the user asks."""
        from newsreader.tui.screens.large import LargeScreen  # noqa: PLC0415 - not before the screen is shown

        entry, reading = self.screen.opened(), self.screen.article_view.reading
        if entry is None or reading is None:
            return
        if not reading.document.pictures:
            self.screen.say("this article has no pictures")
        elif shown := self._large():
            self.screen.app.push_screen(LargeScreen(shown, self.painter, self._view))
        elif self.screen.library.read_only:
            self.screen.say("the library cannot be changed", error=True)
        else:
            self.screen.say("the pictures are being fetched")
            self._fetch_pictures(entry)

    def _large(self) -> list[Picture]:
        """The pictures that are on the disk, as they follow each other in the article."""
        from newsreader.library import pictures  # noqa: PLC0415 - not before the screen is shown
        from newsreader.pictures import store  # noqa: PLC0415 - see pictures_of
        from newsreader.tui.screens.large import Picture  # noqa: PLC0415 - not before the screen is shown

        reading = self.screen.article_view.reading
        some = reading.document.pictures if reading is not None else ()
        sizes = pictures.sizes(self.screen.library, [one.url for one in some])
        found = []
        for one in some:
            path = store.path(self.screen.library, one.url) if one.url in sizes else None
            if path is not None:
                found.append(Picture(path, one.words, one.url, *sizes[one.url]))
        return found

    @work(group="pictures", exit_on_error=False)
    async def _fetch_pictures(self, entry: Entry) -> None:
        entry_id = entry.id
        self._long_work.show("pictures", Progress(0, 1, what="pictures"), of=entry_id)
        try:
            _, found, words = await answer(
                self.screen.library.path, ["offline", "--fetch", "--json", "--entry", str(entry_id)]
            )
        finally:
            self._long_work.show("pictures", None, of=entry_id)
        if found.get("pictures", {}).get("there"):
            if self.screen.entry is not None and self.screen.entry.id == entry_id:
                self.screen.show_entry(entry_id)
                self.screen.say(f"the pictures are on the disk   {self.screen.key_of('pictures')} show")
            else:
                self.screen.say(f"the pictures are on the disk: {entry.title or '(no title)'}")
            return
        missing = [one.get("error") for lack in found.get("missing", []) for one in lack.get("pictures", [])]
        self.screen.say(next(filter(None, missing), "") or words or "the pictures could not be fetched", error=True)

    def _view(self, path: Path) -> str:
        """Have a program show a picture; what to say of it."""
        from newsreader.tui import programs  # noqa: PLC0415 - not before the screen is shown

        words = shlex.split(self.screen.config.pictures.viewer) or ["open" if sys.platform == "darwin" else "xdg-open"]
        arguments = [word.replace("%f", str(path)) for word in words]
        if arguments == words:
            arguments.append(str(path))
        try:
            programs.start(arguments)
        except OSError as error:
            return f"{arguments[0]} cannot be started ({error.strerror}): check pictures.viewer"
        return f"{arguments[0]} shows it"
