"""The driver of the terminal: Textual's own for this system, with what is otherwise than there.

It may begin on a screen that already shows something, writes few bytes, and tells the sizes of the terminal in turn.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from newsreader.tui.frugal import compact
from newsreader.tui.limiting import limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver

_ENTER = "\x1b[?1049h"
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


def adapted(
    driver: type[Driver],
    handed_over: Callable[[], list[Any] | None],
    colours: int,
    *,
    leaving: Callable[[], str] = str,
    has_cursor: bool = False,
) -> type[Driver]:
    """A driver that writes in few bytes and so many colours, on a screen that it may be `handed_over` with the settings
    of the terminal; `leaving` gives what is written before that is another's; with a cursor if somebody follows it."""

    class Adapted(driver):  # type: ignore[misc, valid-type]
        _is_entered = False
        """Whether the terminal is on its other screen already."""

        def start_application_mode(self) -> None:
            before = handed_over()
            self._is_entered = before is not None
            super().start_application_mode()
            if before is not None:
                self.attrs_before = before
                self._is_entered = False
            _tell_sizes_in_turn()

        def stop_application_mode(self) -> None:
            if last := leaving():
                self.write(last)
            super().stop_application_mode()

        def write(self, data: str) -> None:
            if self._is_entered and data == _ENTER:  # some terminals would clear it
                return
            if has_cursor:
                data = data.replace(_HIDE_CURSOR, _SHOW_CURSOR if self._is_entered else "")
            super().write(compact(limited(data, colours)))

    return Adapted


def _tell_sizes_in_turn() -> None:
    """Have the loop call what handles a change of size: called by the signal it may begin anew in its middle, and the
    size that was before is told last."""
    number = getattr(signal, "SIGWINCH", None)
    if number is not None and callable(handler := signal.getsignal(number)):
        import asyncio  # noqa: PLC0415 - the loop exists only now

        asyncio.get_running_loop().add_signal_handler(number, handler, number, None)
