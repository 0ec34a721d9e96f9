"""What reaches the terminal and what it can draw: the guard against control characters, scroll bars of plain cells.

The guard is the last wall: text from outside is cleaned on arrival, and this makes sure of it for every widget.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter
from textual.scrollbar import ScrollBarRender

from newsreader.text import REPLACEMENT
from newsreader.tui.kitty import CELLS, PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Container

    from rich.style import Style
    from textual.color import Color

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class TerminalGuard(LineFilter):
    """Replaces what could move, write or run something in the terminal, whatever widget it comes from.

    Of characters that a terminal shows a picture for, those pass that are of a picture which it has from us.
    """

    def __init__(self, pictures: Container[int] = ()) -> None:
        super().__init__()
        self._pictures = pictures

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments; control characters replaced, hyperlinks other than http(s) dropped."""
        return [_guarded(segment, self._pictures) for segment in segments]


class WholeCells(ScrollBarRender):
    """A scroll bar of blank cells, for fonts without the eighths of one that its ends are usually drawn with."""

    VERTICAL_BARS = [" "] * len(ScrollBarRender.VERTICAL_BARS)
    HORIZONTAL_BARS = [" "] * len(ScrollBarRender.HORIZONTAL_BARS)


def _guarded(segment: Segment, pictures: Container[int]) -> Segment:
    text, style, control = segment
    if control is not None:
        return segment
    if PLACEHOLDER in text and not (CELLS.fullmatch(text) and _picture_of(style) in pictures):
        segment = Segment(text.replace(PLACEHOLDER, REPLACEMENT), style)
        text = segment.text
    if style is not None and style.link is not None:
        style = _safe_link(style)
    if text.isascii() and text.isprintable():
        return segment if style is segment.style else Segment(text, style)
    if _UNSAFE.search(text) is None:
        return segment if style is segment.style else Segment(text, style)
    return Segment(_UNSAFE.sub(REPLACEMENT, text), style)


def _picture_of(style: Style | None) -> int | None:
    """The number of the picture that text of a style is of: its colour."""
    colour = style.color if style is not None else None
    parts = colour.triplet if colour is not None else None
    return None if parts is None else parts.red << 16 | parts.green << 8 | parts.blue


@lru_cache(256)
def _safe_link(style: Style) -> Style:
    link = style.link or ""
    safe = link.startswith(("http://", "https://")) and _UNSAFE.search(link) is None
    return style if safe else style.update_link(None)
