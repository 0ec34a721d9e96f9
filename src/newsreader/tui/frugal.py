"""What is written to the terminal in fewer bytes, and in no more colours than it has.

A colour or weight is told where it changes, not for every stretch: Textual ends each stretch with a reset and begins
the next one with all of its style. Over a slow line that is most of what travels. Only sequences for style are touched;
everything else passes as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsreader.tui.cube import number

if TYPE_CHECKING:
    from textual.driver import Driver

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLELESS = re.compile(r"(?:\x1b\[\d*(?:;\d*)?H|\r|\n)*")
"""What looks the same whatever the style: moves of the cursor."""
_HIDE_CURSOR = "\x1b[?25l"
_COLOURS = {"38": "fore", "48": "back"}
_MIXED = re.compile(r"([34]8);2;(\d+;\d+;\d+)")
_PLAIN: tuple[str, str, str] = ("", "", "")
_EIGHT = {"90": "", "100": "", **{f"9{n}": f"3{n}" for n in range(1, 8)}, **{f"10{n}": f"4{n}" for n in range(1, 8)}}
"""The eight for the bright ones; for grey, which would be black, the terminal's own."""


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


def limited(data: str, colours: int) -> str:
    """The same in 256 colours, in 8, bright ones told apart by nothing, or in none; with others as it is."""
    change = _CHANGES.get(colours)
    return data if change is None else _STYLE.sub(lambda style: change(style[1]), data)


def frugal(driver: type[Driver], colours: int, *, has_cursor: bool = False) -> type[Driver]:
    """A driver that writes so; with a cursor, if somebody follows it."""

    class Frugal(driver):  # type: ignore[misc, valid-type]
        def write(self, data: str) -> None:
            if has_cursor:
                data = data.replace(_HIDE_CURSOR, "")
            super().write(compact(limited(data, colours)))

    return Frugal


@lru_cache(4096)
def _in_256(style: str) -> str:
    return f"\x1b[{_MIXED.sub(lambda mixed: f'{mixed[1]};5;{number(_colour(mixed[2]))}', style)}m"


def _colour(numbers: str) -> tuple[int, int, int]:
    red, green, blue = map(int, numbers.split(";"))
    return red, green, blue


@lru_cache(4096)
def _in_eight(style: str) -> str:
    weights, fore, back = _taken_apart(style)
    return _sequence(style, weights, _EIGHT.get(fore, fore), _EIGHT.get(back, back))


@lru_cache(4096)
def _in_none(style: str) -> str:
    return _sequence(style, _taken_apart(style)[0])


def _sequence(style: str, *parts: str) -> str:
    """What is left of a sequence; one that ends what was before still does."""
    ends = "0" if style.split(";", maxsplit=1)[0] in {"", "0"} else ""
    told = ";".join(filter(None, (ends, *parts)))
    return f"\x1b[{told}m" if told else ""


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


_CHANGES = {256: _in_256, 8: _in_eight, 0: _in_none}
