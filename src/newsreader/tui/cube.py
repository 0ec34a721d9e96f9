"""The 240 colours that are the same on every terminal of 256: a cube of six steps a side, and 24 greys. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

_STEPS = (0, 95, 135, 175, 215, 255)
COLOURS: tuple[Colour, ...] = (
    *((red, green, blue) for red in _STEPS for green in _STEPS for blue in _STEPS),
    *((grey, grey, grey) for grey in range(8, 239, 10)),
)
_FIRST = 16
"""The number of the first; those below are the user's."""


def nearest(colour: Colour, among: Iterable[Colour] = COLOURS) -> Colour:
    """The one that looks most like a colour; greys stay grey."""
    red, green, blue = colour
    strength = max(colour) - min(colour)

    def distance(other: Colour) -> int:
        r, g, b = other
        duller = max(other) - min(other) - strength
        return 2 * (r - red) ** 2 + 4 * (g - green) ** 2 + 3 * (b - blue) ** 2 + 2 * duller**2

    return min(among, key=distance)


@lru_cache(4096)
def number(colour: Colour) -> int:
    """What the nearest is called in a sequence for the terminal."""
    return _FIRST + COLOURS.index(nearest(colour))
