"""A palette in the 256 colours that every terminal of so many has: the nearest that can be read. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from newsreader.tui.cube import COLOURS, nearest
from newsreader.tui.themes.colours import READABLE, channels, contrast

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsreader.tui.themes.palette import Palette


@cache
def in_256(palette: Palette) -> Palette:
    """The same for a terminal of 256 colours; one of the terminal's own colours as it is."""
    if palette.is_ansi:
        return palette
    ground, side = _nearest(palette.ground), _nearest(palette.side)
    raised = _nearest(palette.raised, [one for one in _CUBE if one not in {ground, side}])
    grounds = (ground, side, raised)
    accent, match = _readable(palette.accent, grounds), _nearest(palette.match)
    speakers: list[str] = []
    for colour in palette.speakers:
        speakers.append(_readable(colour, grounds, but=speakers))
    return palette._replace(
        ground=ground,
        side=side,
        raised=raised,
        ink=_readable(palette.ink, grounds),
        second=_readable(palette.second, grounds),
        third=_readable(palette.third, grounds),
        error=_readable(palette.error, grounds),
        accent=accent,
        match=match,
        line=_nearest(palette.line),
        on_accent=_readable(palette.on_accent, [accent]),
        on_match=_readable(palette.on_match, [match]),
        speakers=tuple(speakers),
    )


def _readable(colour: str, grounds: Collection[str], but: Sequence[str] = ()) -> str:
    """The nearest that can be read on some grounds, and is none of others; the nearest of all if none can."""
    good = [one for one in _CUBE if one not in but and all(contrast(one, ground) >= READABLE for ground in grounds)]
    return _nearest(colour, good or _CUBE)


def _nearest(colour: str, among: Sequence[str] | None = None) -> str:
    return _hex(*nearest(channels(colour), map(channels, among) if among else COLOURS))


def _hex(red: int, green: int, blue: int) -> str:
    return f"#{red:02x}{green:02x}{blue:02x}"


_CUBE = tuple(_hex(*colour) for colour in COLOURS)
