"""Textual's own themes as palettes: what they do not name is mixed from what they do, so that it can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.themes import shelf
from newsreader.tui.themes.colours import blended, luminance, readable
from newsreader.tui.themes.palette import Palette

if TYPE_CHECKING:
    from textual.theme import Theme

_SIDE, _RAISED, _LINE = 0.03, 0.07, 0.14
"""How much of the ink is in them."""
_MATCH = 0.25
"""How much of the accent."""


def borrowed(theme: Theme) -> Palette:
    """The palette of a theme that Textual ships or somebody registered."""
    if theme.ansi:
        return shelf.built_in()[shelf.TERMINAL]
    colours = theme.to_color_system().generate()
    ground, accent = (colours[name][:7].lower() for name in ("background", "accent"))
    dark = luminance(ground) < 0.2
    base = shelf.built_in()[shelf.DEFAULT if dark else shelf.LIGHT]
    ink = theme.foreground.lower()[:7] if theme.foreground else base.ink
    side, raised, line, match = (
        blended(ground, with_what, share)
        for with_what, share in ((ink, _SIDE), (ink, _RAISED), (ink, _LINE), (accent, _MATCH))
    )
    grounds = (ground, side, raised)
    accent = readable(accent, grounds)
    return Palette(
        ink=readable(ink, grounds),
        second=readable(blended(ink, ground, 0.3), grounds),
        third=readable(blended(ink, ground, 0.45), grounds),
        ground=ground,
        side=side,
        raised=raised,
        line=line,
        accent=accent,
        on_accent=readable(ground, [accent]),
        error=readable(colours["error"][:7].lower(), grounds),
        match=match,
        on_match=readable(ink, [match]),
        speakers=shelf.speakers_on(dark=dark),
        dark=dark,
    )
