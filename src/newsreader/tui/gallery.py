"""The pictures that the terminal has from us: kitty's by their numbers, sixels by the places they were drawn at.

Nothing here writes: whoever owns the terminal is given the sequences.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from newsreader.tui.kitty import freed, passed_on, sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.geometry import Region

_NUMBERS = 1 << 24
"""A number is a colour. Other programs may have pictures in the same terminal, so ours begin anywhere."""


class Gallery:
    """Kitty's pictures: each is sent once, and freed when it is no longer looked at."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.numbers: set[int] = set()
        """Those that the terminal has."""
        self._environment = environment
        self._next = int.from_bytes(os.urandom(4), "big") % _NUMBERS

    def send(self, png: str, columns: int, rows: int) -> tuple[int, str]:
        """The number of a new picture, and what gives it to the terminal."""
        self._next = self._next % (_NUMBERS - 1) + 1
        self.numbers.add(self._next)
        parts = sent(self._next, png, columns, rows)
        return self._next, "".join(passed_on(part, self._environment) for part in parts)

    def free(self, numbers: Iterable[int] | None = None) -> str:
        """What has the terminal forget some pictures, or all of them."""
        gone = sorted(self.numbers if numbers is None else self.numbers.intersection(numbers))
        self.numbers.difference_update(gone)
        return "".join(passed_on(freed(number), self._environment) for number in gone)


class Sixels(NamedTuple):
    """A picture that is wholly in view, and where on the screen."""

    region: Region
    data: str


class Overlay:
    """Sixels on the screen: drawn over the cells of pictures, gone where a cell is written again."""

    def __init__(self) -> None:
        self._drawn: dict[Region, str] = {}

    def written(self, places: Iterable[Region], wanted: Sequence[Sixels]) -> list[Region]:
        """Some places of the screen were written; the regions of pictures that are no longer to be seen there, of which
        something may be left."""
        touched = list(places)
        damaged = [region for region in self._drawn if any(region.overlaps(place) for place in touched)]
        for region in damaged:
            del self._drawn[region]
        there = {one.region: one.data for one in wanted}
        gone = [region for region in (*damaged, *self._drawn) if region not in there]
        for region in gone:
            self._drawn.pop(region, None)
        return gone

    def missing(self, wanted: Iterable[Sixels]) -> list[Sixels]:
        """Those of some pictures that are not on the screen as they should be."""
        return [one for one in wanted if self._drawn.get(one.region) is not one.data]

    def draw(self, wanted: Iterable[Sixels]) -> str:
        """What draws the missing ones, the cursor left where it was."""
        parts = []
        for one in self.missing(wanted):
            self._drawn[one.region] = one.data
            parts.append(f"\x1b[{one.region.y + 1};{one.region.x + 1}H{one.data}")
        return f"\x1b7{''.join(parts)}\x1b8" if parts else ""

    def forget(self) -> None:
        """The screen may show anything."""
        self._drawn.clear()
