"""What is written to the terminal in fewer bytes: a colour or weight is told where it changes, not for every stretch.

Textual ends each stretch with a reset and begins the next one with all of its style. Over a slow line that is most of
what travels. Only sequences for style are touched; everything else passes as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsreader.tui.limiting import limited

if TYPE_CHECKING:
    from textual.driver import Driver

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLELESS = re.compile(r"(?:\x1b\[\d*(?:;\d*)?H|\r|\n)*")
"""What looks the same whatever the style: moves of the cursor."""
_HIDE_CURSOR = "\x1b[?25l"
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


def frugal(driver: type[Driver], colours: int, *, has_cursor: bool = False) -> type[Driver]:
    """A driver that writes so, in so many colours; with a cursor, if somebody follows it."""

    class Frugal(driver):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            if has_cursor:
                data = data.replace(_HIDE_CURSOR, "")
            super().write(compact(limited(data, colours)))

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
    changes = ";".join(filter(None, told))
    return f"\x1b[{changes}m" if changes else ""  # told in other words it is the same style


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
