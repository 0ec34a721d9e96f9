"""The application: opens the library, guards the terminal, shows the reader, and leaves everything in order.

Nothing is read or decided here that a screen could read or decide.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections import deque
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.widgets import Input

from newsreader.library.store import open_library
from newsreader.tui import escapes, symbols
from newsreader.tui.frugal import frugal
from newsreader.tui.screens.reader import ReaderScreen
from newsreader.tui.terminal import TerminalGuard
from newsreader.tui.unbroken import Unbroken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.driver import Driver
    from textual.message_pump import MessagePump
    from textual.screen import Screen

    from newsreader.config import Config
    from newsreader.library.store import Library

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.25
"""How long a key waits for another program that writes to the library."""

_HELD_SECONDS = 0.1
"""How long keys wait at most for the escape before them to be answered."""

_MANY_ERRORS = 20
_ERROR_SECONDS = 60.0
"""After so many unexpected errors within so long something is broken for good, and the screen gives up."""


def run(files: tuple[Path, Path], config: Config, *, feeds_refresh: bool = True) -> int:
    """Show the reader on the library in `files` until the user leaves; the exit code."""
    with open_library(files, checkpoints=False, patience=PATIENCE_SECONDS) as library:
        app = ReaderApp(library, config, library_path=files[0], refreshes=feeds_refresh, analyses=True)
        app.run()
        return app.return_code or 0


def _clock() -> int:
    return int(time.time())


class ReaderApp(Unbroken, App[None]):
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
        library_path: Path,
        refreshes: bool = False,
        analyses: bool = False,
        now: Callable[[], int] = _clock,
    ) -> None:
        super().__init__()
        escapes.install()
        self._filters.append(TerminalGuard())
        encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
        self._signs = symbols.choose(config.interface.symbols, os.environ, encoding)
        self.reader = ReaderScreen(
            library, config, now, self._signs, library_path=library_path, refreshes=refreshes, analyses=analyses
        )
        self._held: list[events.Key] = []
        """Keys that wait until the escape before them is answered."""
        self._errors: deque[float] = deque(maxlen=_MANY_ERRORS)
        """When the latest unexpected errors were met, by the monotonic clock."""

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this system, but of few bytes."""
        return frugal(super().get_driver_class())

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

    def on_unmount(self) -> None:
        """The last thing: where the reader was."""
        self.reader.keep_session()

    def action_help_quit(self) -> None:
        """Textual's own answer to ctrl+c, while something is typed: that of the table of commands."""
        self.reader.action_interrupt()

    def _leave(self, number: int) -> None:
        self.exit(return_code=0 if number == signal.SIGINT else 128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """An unexpected error costs what it struck, not the session: it is logged and told in one line."""
        now = time.monotonic()
        broken = len(self._errors) == _MANY_ERRORS and now - self._errors[0] < _ERROR_SECONDS
        if self.is_headless or not self.is_running or broken:
            super()._handle_exception(error)
            return
        self._errors.append(now)
        log.error("unexpected error in the screen", exc_info=error)
        self.reader.say(f"something went wrong ({type(error).__name__}); the log has the details", error=True)
