"""Which panes are on the screen and how wide, for a width, a focus and the user's wishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from newsreader.commands import Pane

if TYPE_CHECKING:
    from collections.abc import Mapping

MIN_PANE = 18
ZEN_MEASURE = 80


class Room(StrEnum):
    """How much room there is."""

    WIDE = "wide"
    """Feeds, list, detail and quotes."""
    MEDIUM = "medium"
    """List, detail and quotes; the feeds slide over."""
    NARROW = "narrow"
    """List and detail; the quotes take the list's place."""
    SINGLE = "single"
    """One pane at a time."""


def room(width: int) -> Room:
    """The layout a width in cells allows."""
    if width >= 140:
        return Room.WIDE
    if width >= 100:
        return Room.MEDIUM
    return Room.NARROW if width >= 70 else Room.SINGLE


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user decided about the panes."""

    side_bar: bool = True
    """Whether the feeds stay beside the list where there is room."""
    zen: bool = False
    wider: Mapping[Pane, int] = field(default_factory=dict)
    """Cells added to a pane's usual width."""


class Arrangement(NamedTuple):
    """The panes to show. The detail takes the width that the others leave."""

    room: Room
    widths: Mapping[Pane, int]
    """The panes on the screen and their widths; 0 means all that is left."""
    feeds_over: bool
    """The feeds lie over the other panes."""
    zen: bool = False


def arrange(width: int, focus: Pane, wishes: Wishes) -> Arrangement:
    """The panes for a screen of `width` cells."""
    space = room(width)
    if wishes.zen and focus is Pane.DETAIL:
        return Arrangement(space, {Pane.DETAIL: 0}, feeds_over=False, zen=True)
    if space is Room.SINGLE:
        return Arrangement(space, {focus: 0}, feeds_over=False)
    if space is Room.NARROW:
        left = Pane.QUOTES if focus is Pane.QUOTES else Pane.LIST
        panes = [left]
    elif space is Room.MEDIUM or not wishes.side_bar:
        panes = [Pane.LIST, Pane.QUOTES]
    else:
        panes = [Pane.FEEDS, Pane.LIST, Pane.QUOTES]
    widths = {pane: _usual(pane, width, space) + wishes.wider.get(pane, 0) for pane in panes}
    widths = _fitted(widths, width)
    feeds_over = focus is Pane.FEEDS and Pane.FEEDS not in widths
    if feeds_over:
        over = max(MIN_PANE, min(width - 4, 30 + wishes.wider.get(Pane.FEEDS, 0)))
        covered = widths[Pane.LIST]
        # What would be left of the list is covered as well, if it is too narrow to be read.
        widths[Pane.FEEDS] = covered if 0 < covered - over < MIN_PANE else over
    return Arrangement(space, {**widths, Pane.DETAIL: 0}, feeds_over)


def _usual(pane: Pane, width: int, space: Room) -> int:
    share, least, most = {
        Pane.FEEDS: (0.15, 21, 32),
        Pane.LIST: (0.27 if space is Room.WIDE else 0.32 if space is Room.MEDIUM else 0.42, 28, 60),
        Pane.QUOTES: (0.2 if space is Room.WIDE else 0.26 if space is Room.MEDIUM else 0.42, 27, 46),
    }[pane]
    return max(least, min(round(width * share), most))


def _fitted(widths: dict[Pane, int], width: int) -> dict[Pane, int]:
    """No pane narrower than can be read, and a third of the screen for the article."""
    widths = {pane: max(MIN_PANE, cells) for pane, cells in widths.items()}
    over = sum(widths.values()) - (width - max(MIN_PANE, width // 3))
    for pane in sorted(widths, key=lambda pane: -widths[pane]):
        if over > 0:
            taken = min(over, widths[pane] - MIN_PANE)
            widths[pane] -= taken
            over -= taken
    return widths
