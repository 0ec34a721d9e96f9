"""What is written to the terminal in fewer bytes: a colour or weight is told where it changes, not for every stretch.

Textual ends each stretch with a reset and begins the next one with all of its style. Over a slow line that is most of
what travels. Only sequences for style are touched; everything else passes as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_STYLELESS = re.compile(r"(?:\x1b\[\d*(?:;\d*)?H|\r|\n)*")
"""What looks the same whatever the style: moves of the cursor."""
_BLANK = re.compile(r"(?:\x1b\[\d*(?:;\d*)?H|\r|\n| )*")
"""What has a ground, but no letters to be coloured."""
_INKLESS = {"1", "2", "3"}
"""Weights that do not show on blanks."""
_COLOURS = {"38": "fore", "48": "back"}
_ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""What ends a weight and nothing else; other weights end with all of the style."""


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
        if wanted != active and not _looks_the_same(active, wanted, text):
            found.append(_change(active, wanted))
            active = wanted
        found.append(text)
    if wanted != active:
        found.append(_change(active, wanted))
    return "".join(found)


def _looks_the_same(style: str, other: str, text: str) -> bool:
    """Whether it does not matter which of two styles a text is written in."""
    return _STYLELESS.fullmatch(text) is not None or (_BLANK.fullmatch(text) is not None and _same_blanks(style, other))


@lru_cache(4096)
def _same_blanks(style: str, other: str) -> bool:
    (weights, _, back), (other_weights, _, other_back) = _taken_apart(style), _taken_apart(other)
    return back == other_back and _INKLESS.issuperset((*weights, *other_weights))


@lru_cache(4096)
def _change(before: str, after: str) -> str:
    """The sequence that leads from one style to another."""
    if not after:
        return "\x1b[0m"
    weights, fore, back = _taken_apart(before)
    new_weights, new_fore, new_back = _taken_apart(after)
    ends = {_ENDS.get(weight, "0") for weight in weights if weight not in new_weights}
    if "0" in ends:
        ends, weights, fore, back = {"0"}, (), "", ""
    # What ends one weight may end another.
    told = [*sorted(ends), *(one for one in new_weights if one not in weights or _ENDS.get(one) in ends)]
    told += [new_fore or "39"] * (new_fore != fore) + [new_back or "49"] * (new_back != back)
    return f"\x1b[{';'.join(told)}m" if told else ""


@lru_cache(4096)
def _taken_apart(style: str) -> tuple[tuple[str, ...], str, str]:
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
    return tuple(weights), colours["fore"], colours["back"]
