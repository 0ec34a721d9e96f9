"""The application: opens the library, guards the terminal, shows the reader, and leaves everything in order.

Nothing is read or decided here that a screen could read or decide.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import Input
from textual.worker import WorkerFailed

from newsreader import paths
from newsreader.errors import BusyError, NewsreaderError
from newsreader.library import session
from newsreader.library.store import open_library
from newsreader.tui import answers, clipboard, escapes, later, symbols
from newsreader.tui import frame as frames
from newsreader.tui.colour_depth import colours_of
from newsreader.tui.driver import adapted
from newsreader.tui.frugal import compact
from newsreader.tui.gallery import Overlay
from newsreader.tui.kitty import blanked
from newsreader.tui.limiting import limited
from newsreader.tui.screens.drawing import ShowsPictures
from newsreader.tui.screens.reader import ReaderScreen
from newsreader.tui.shown import Difference, Shown
from newsreader.tui.terminal import TerminalGuard, WholeCells
from newsreader.tui.themes.themed import Themed
from newsreader.tui.unbroken import Unbroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from rich.console import RenderableType
    from textual.await_complete import AwaitComplete
    from textual.driver import Driver
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.timer import Timer

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.tui.frame import Frame
    from newsreader.tui.gallery import Sixels

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.05
"""How long a key waits for another program that writes to the library; after that what it does waits apart."""

_SETTLED_SECONDS = 0.1
_REST_SECONDS = 0.1
"""For which nothing is written over pictures until they are drawn as sixels, which are many bytes."""
_FRAME_SECONDS = 20.0
"""How often the screen is kept for the next start, if it looks different."""

_HELD_SECONDS = 0.1
"""How long keys wait at most for the escape before them to be answered."""

_GARBAGE = 10_000
"""Objects until garbage is looked for: one drawing makes hundreds that live for a moment, among which there is none."""

_MANY_ERRORS = 20
_ERROR_SECONDS = 60.0
"""After so many unexpected errors within so long something is broken for good, and the screen gives up."""


def run(
    files: tuple[Path, Path],
    config: Config,
    *,
    feeds_refresh: bool = True,
    frame: Frame | None = None,
    tell: Callable[[str], object],
) -> int:
    """Show the reader on the library in `files` until the user leaves; the exit code.

    A `frame` has the terminal already: it is taken over, and the last screen kept for the next one. `tell` is given a
    word on what is waited for in the end.
    """
    with open_library(files, checkpoints=False, patience=PATIENCE_SECONDS) as library:
        app = ReaderApp(library, config, refreshes=feeds_refresh, analyses=True, frame=frame)
        try:
            app.run()
        finally:
            lost = app.reader.writing.finish(tell)
        code = app.return_code or 0
        app.reader.writing.finish_apart(tell, only_told=code != 0)  # who ends the screen otherwise waits for no network
        if lost:
            raise BusyError(
                f"Another program keeps the library {files[0]} locked: {lost:,} of your last actions are not in it."
            )
        return code


def _clock() -> int:
    return int(time.time())


class ReaderApp(Unbroken, Themed):
    """A news reader in a terminal."""

    CSS_PATH = "newsreader.tcss"
    TITLE = "newsreader"
    ENABLE_COMMAND_PALETTE = False  # `palette` in the table of commands has its own
    BINDINGS = []

    def __init__(
        self,
        library: Library,
        config: Config,
        *,
        refreshes: bool = False,
        analyses: bool = False,
        now: Callable[[], int] = _clock,
        frame: Frame | None = None,
    ) -> None:
        wanted = config.interface.theme if config.interface.theme != "auto" else session.get(library, "theme") or "auto"
        self._aloud = config.interface.screen_reader
        self._colours = colours_of(os.environ, config.interface.colours)
        self._frame = frame  # Textual asks for the driver's class at once
        self._shown = Shown()
        self._overlay = Overlay()
        super().__init__(wanted, paths.themes_file(), self._colours)
        # Textual's own way to say something: two widgets more in every screen, of which none is used.
        self._disable_tooltips = self._disable_notifications = True
        self._frame_kept: list[str] = []
        escapes.install()
        encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self._signs = symbols.choose(config.interface.symbols, os.environ, encoding)
        if config.interface.screen_reader:
            self._signs = symbols.ALOUD
        ScrollBar.renderer = WholeCells if self._signs.rule.isascii() else ScrollBarRender
        self.reader = ReaderScreen(library, config, now, self._signs, refreshes=refreshes, analyses=analyses)
        answers.install(self.reader.pictures.painter.listener)
        self._filters.append(TerminalGuard(self.reader.pictures.painter.gallery.numbers))
        self.set_class(self._aloud, "-aloud")
        self._settling: Timer | None = None
        self._resting: Timer | None = None
        self._held: list[events.Key] = []
        """Keys that wait until the escape before them is answered."""
        self._errors: deque[float] = deque(maxlen=_MANY_ERRORS)
        """When the latest unexpected errors were met, by the monotonic clock."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this system, but of few bytes."""
        return adapted(
            super().get_driver_class(),
            self._take_over,
            self._colours,
            leaving=self._pictures_freed,
            has_cursor=self._aloud,
        )

    def _take_over(self) -> list[Any] | None:
        """The terminal is ours, at the start and whenever another program had it."""
        self._shown.forget()
        self._overlay.forget()
        if self._running:
            self.call_later(self._pictures_lost)
        return self._frame.handed_over() if self._frame is not None else None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, cast("RenderableType", Difference(renderable, self._shown)))
        else:
            super()._display(screen, renderable)
        self._mind_sixels()
        if self._aloud and screen is self.screen:
            self.reader.aloud.put_cursor()

    # --- pictures ----------------------------------------------------------------------------------------------------

    def on_answered(self) -> None:
        """The terminal said something of itself."""
        self.reader.pictures.terminal_answered()

    def _pictures_freed(self) -> str:
        return self.reader.pictures.painter.gallery.free()

    def _pictures_lost(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ShowsPictures):
                screen.pictures_lost()

    def _sixels(self) -> list[Sixels]:
        """The pictures that are to be seen; never in the last row, where a terminal may scroll for them."""
        screen = self.screen
        found = screen.sixels() if isinstance(screen, ShowsPictures) else ()
        return [one for one in found if one.region.bottom < self.size.height]

    def _mind_sixels(self) -> None:
        """Something was written: pictures that are not there any more leave nothing, others are drawn when it rests."""
        places = self._shown.places()
        if self.reader.pictures.painter.way != "sixel" or not places:
            return
        wanted = self._sixels()
        gone = self._overlay.written(places, wanted)
        for region in gone:
            self._shown.forget(region)
        if gone:
            self.screen.refresh()
        if self._overlay.missing(wanted) and (self._resting is None or _overlap(places, wanted)):
            if self._resting is not None:
                self._resting.stop()
            self._resting = self.set_timer(_REST_SECONDS, self._draw_sixels)

    def _draw_sixels(self) -> None:
        self._resting = None
        sequences = self._overlay.draw(self._sixels())
        if sequences and self._driver is not None:
            self._driver.write(sequences)
            self._driver.flush()

    # --- the screen --------------------------------------------------------------------------------------------------

    def pop_screen(self) -> AwaitComplete:
        """Close a window, and let go of its lines: a cache of Textual's would keep those of the last thousand."""
        StylesCache.get_inner_outer.cache_clear()
        _forget_places()
        return super().pop_screen()

    def get_default_screen(self) -> Screen[None]:
        """The reader itself."""
        return self.reader

    async def on_event(self, event: events.Event) -> None:
        """A key with alt that nothing is bound to is an escape and that key, typed quickly; those that follow wait."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._held:
            self._held.append(event)
            return
        word = {"alt+b": "ctrl+left", "alt+f": "ctrl+right"}.get(event.key)
        if word is not None and isinstance(self.focused, Input):
            event = events.Key(word, None)  # as some terminals send them
        parts = escapes.apart(event)
        if parts is None or self.reader.keymap.uses(event.key):
            await super().on_event(event)
            return
        escape, following = parts
        self._held = [following]
        pressed = self.focused or self.screen
        await super().on_event(escape)
        self._follow_up(pressed)
        self.set_timer(_HELD_SECONDS, self._press_held)  # what was pressed may be gone, and the way up with it

    def _follow_up(self, node: MessagePump | None) -> None:
        """Go the way of a key that was pressed, from where it was pressed up to here, then press those that wait."""
        if node is None or node is self:
            self.call_later(self._press_held)
        else:
            node.call_later(self._follow_up, node._parent)

    async def _press_held(self) -> None:
        held, self._held = self._held, []
        for key in held:
            await self.on_event(key)

    def on_mount(self) -> None:
        """Leave in order when the terminal or the system asks for it."""
        if sys.platform != "win32" and not self.is_headless:
            import asyncio  # noqa: PLC0415 - the loop exists only now

            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                loop.add_signal_handler(number, self._leave, number)
        if self._frame is not None:
            self.set_interval(_FRAME_SECONDS, self.keep_frame)

    def on_ready(self) -> None:
        """What was made until now stays: collecting garbage need not look at it again and again. The rest may come."""
        if not gc.isenabled():  # by whoever started this, and started nothing else in this process
            gc.freeze()
            gc.set_threshold(_GARBAGE)
            gc.enable()
        if not self.is_headless:
            self.run_worker(later.bring_in(), group="later", exit_on_error=False)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave; the next start begins with what is on the screen now."""
        self.keep_frame()
        super().exit(result, return_code, message)

    def keep_frame(self) -> None:
        """Keep what the reader shows for the next start."""
        if self._frame is None or self._aloud or not self.reader.is_complete:
            return
        lines = [
            blanked(compact(limited(strip.render(self.console), self._colours)))
            for strip in self.reader._compositor.render_strips(self.size)
        ]
        if lines != self._frame_kept:
            self._frame_kept = lines
            frames.keep(self._frame.file, frames.look(*self.size, os.environ), lines)

    def on_resize(self) -> None:
        """Draw everything once the size has settled: a terminal that was smaller for a moment has lost the rest, and of
        a size that is the same as before Textual takes no notice."""
        _forget_places()
        self.call_next(self._size_told)
        if self._settling is None and self._shown.is_nothing:  # at the start
            return
        self._shown.forget()
        self._overlay.forget()
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLED_SECONDS, self._draw_anew)

    def _size_told(self) -> None:
        """Tell the screens at once: Textual waits a little, for sizes that come faster; the screens leave those out."""
        if self._resize_timer is not None:
            self._check_resize()

    def _draw_anew(self) -> None:
        self._shown.forget()
        self._overlay.forget()
        self.refresh()

    def on_unmount(self) -> None:
        """The last thing: where the reader was."""
        self.reader.keeping.keep()

    def tell(self, words: str, *, error: bool = False) -> None:
        """A sentence in place of the keys."""
        self.reader.say(words, error=error)

    def copy_to_clipboard(self, text: str) -> None:
        """As Textual does, and through tmux and screen as well."""
        self._clipboard = text
        request = clipboard.request(text, os.environ)
        if request is not None and self._driver is not None:
            self._driver.write(request)

    def action_help_quit(self) -> None:
        """Textual's own answer to ctrl+c, while something is typed: that of the table of commands."""
        self.reader.framing.action_interrupt()

    def _leave(self, number: int) -> None:
        self.exit(return_code=0 if number == signal.SIGINT else 128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """An unexpected error costs what it struck, not the session: it is logged and told in one line.

        One of the program's own is a sentence already.
        """
        now = time.monotonic()
        broken = len(self._errors) == _MANY_ERRORS and now - self._errors[0] < _ERROR_SECONDS
        if self.is_headless or not self.is_running or broken:
            super()._handle_exception(error)
            return
        self._errors.append(now)
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if isinstance(error, NewsreaderError):
            self.reader.say(str(error), error=True)
            return
        log.error("unexpected error in the screen", exc_info=error)
        self.reader.say(f"something went wrong ({type(error).__name__}); the log has the details", error=True)


def _forget_places() -> None:
    """Textual remembers what it reckoned of 20,000 places, 8 MB, most of them in a window or a size that is gone."""
    for reckoning in (Region.grow, Region.shrink, Region.intersection, Region.union, Region.__contains__):
        reckoning.cache_clear()


def _overlap(places: Iterable[Region], pictures: Sequence[Sixels]) -> bool:
    return any(place.overlaps(one.region) for place in places for one in pictures)
