"""What is written to the terminal in fewer bytes, and as a sequel to what is shown there already.

Fewer bytes: a colour or weight is told where it changes, not for every stretch.

Textual ends each stretch with a reset and begins the next one with all of its style. Over a slow line that is most of
what travels. Only sequences for style are touched; everything else passes as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver

_ENTER = "\x1b[?1049h"
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLELESS = re.compile(r"(?:\x1b\[\d*(?:;\d*)?H|\r|\n)*")
"""What looks the same whatever the style: moves of the cursor."""
_COLOURS = {"38": "fore", "48": "back"}
_PLAIN: tuple[str, str, str] = ("", "", "")


def compact(data: str) -> str:
    """The same for the eye; ends without a style if it began without one."""
    pieces = _STYLE.split(data)
    if len(pieces) == 1:
        return data
    found = [pieces[0]]
    active = wanted = ""
    for at in range(1, len(pieces), 2):
        asked, text = pieces[at], pieces[at + 1]
        wanted = "" if asked in {"", "0"} else f"{wanted};{asked}" if wanted else asked
        if not text:
            continue
        if wanted != active and _STYLELESS.fullmatch(text) is None:
            found.append(_change(active, wanted))
            active = wanted
        found.append(text)
    if wanted != active:
        found.append(_change(active, wanted))
    return "".join(found)


def frugal(driver: type[Driver], handed_over: Callable[[], list[Any] | None]) -> type[Driver]:
    """A driver that writes so, on the screen of a terminal whose settings it may be handed over."""

    class Frugal(driver):  # type: ignore[misc, valid-type]
        _is_entered = False
        """Whether the terminal is on its other screen already."""

        def start_application_mode(self) -> None:
            before = handed_over()
            self._is_entered = before is not None
            super().start_application_mode()
            if before is not None:
                self.attrs_before = before
                self._is_entered = False

        def write(self, data: str) -> None:
            if not (self._is_entered and data == _ENTER):  # some terminals would clear it
                super().write(compact(data))

    return Frugal


@lru_cache(4096)
def _change(before: str, after: str) -> str:
    """The sequence that leads from one style to another."""
    weights, fore, back = _taken_apart(before)
    new_weights, new_fore, new_back = _taken_apart(after)
    told = []
    if weights != new_weights or (fore and not new_fore) or (back and not new_back):
        weights, fore, back = _PLAIN
        told.append("0" if after == "" or before else "")
    told += [new_weights if new_weights != weights else ""]
    told += [new_fore if new_fore != fore else "", new_back if new_back != back else ""]
    return f"\x1b[{';'.join(filter(None, told))}m"


@lru_cache(4096)
def _taken_apart(style: str) -> tuple[str, str, str]:
    """Weights, colour of the letters and of the ground, each as a sequence has them."""
    numbers = style.split(";") if style else []
    weights: list[str] = []
    colours = {"fore": "", "back": ""}
    at = 0
    while at < len(numbers):
        number = numbers[at]
        if number in _COLOURS:
            length = 5 if numbers[at + 1 : at + 2] == ["2"] else 3
            colours[_COLOURS[number]] = ";".join(numbers[at : at + length])
            at += length
            continue
        if number in {"", "0"}:
            weights, colours = [], {"fore": "", "back": ""}
            at += 1
            continue
        if len(number) >= 2 and number[:-1] in {"3", "9"}:
            colours["fore"] = "" if number == "39" else number
        elif len(number) >= 2 and number[:-1] in {"4", "10"}:
            colours["back"] = "" if number == "49" else number
        else:
            weights.append(number)
        at += 1
    return ";".join(weights), colours["fore"], colours["back"]
