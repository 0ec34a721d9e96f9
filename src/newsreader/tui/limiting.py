"""What is written to the terminal, in no more colours than it has. Only sequences for style are touched. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from newsreader.tui.cube import number

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_PART = re.compile(r"([34]8);2;(\d+);(\d+);(\d+)|[34]8;5;\d+|\d+")
"""A colour of three numbers, one of the 256, or anything of one number."""
_COLOUR = re.compile(r"[34][0-8]|[34]8;.*|9[0-7]|10[0-7]")
_EIGHT = {
    "90": "39",
    "100": "49",
    **{f"9{n}": f"3{n}" for n in range(1, 8)},
    **{f"10{n}": f"4{n}" for n in range(1, 8)},
}
"""The eight for the bright ones; for grey, which would be black, the terminal's own."""


def limited(data: str, colours: int) -> str:
    """The same in 256 colours, in 8, bright ones told apart by nothing, or in none; with others as it is."""
    if colours not in {256, 8, 0}:
        return data
    return _STYLE.sub(lambda style: _limited(style[1], colours), data)


@lru_cache(4096)
def _limited(style: str, colours: int) -> str:
    parts = [_changed(part, colours) for part in _PART.finditer(style)]
    told = ";".join(filter(None, parts))
    return f"\x1b[{told}m" if told or not style else ""


def _changed(part: re.Match[str], colours: int) -> str:
    """One part of a style, empty if there is nothing left of it."""
    if colours == 256:
        return part[0] if part[1] is None else f"{part[1]};5;{number((int(part[2]), int(part[3]), int(part[4])))}"
    if colours == 8:
        return _EIGHT.get(part[0], part[0])
    return "" if _COLOUR.fullmatch(part[0]) else part[0]
