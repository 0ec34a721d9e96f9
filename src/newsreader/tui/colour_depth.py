"""How many colours the terminal shows: 0, 8, 16, 256 or all of them. Imported before Textual, and without it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL = 1 << 24

_ALL_COLOURS = ("kitty", "alacritty", "wezterm", "foot", "ghostty", "direct", "truecolor")
"""In the names of terminals that show all, whether they say so or not."""
_OWN_SAY = ("linux", "screen", "vt100", "vt220", "ansi", "cons25")
"""Terminals that do not show what the variables of the terminal around them promise."""


def colours_of(environment: Mapping[str, str], wanted: str = "auto") -> int:
    """How many the terminal shows, `wanted` being the setting; NO_COLOR is stronger than that."""
    if environment.get("NO_COLOR"):
        return 0
    if wanted != "auto":
        return ALL if wanted == "all" else int(wanted)
    term = environment.get("TERM", "")
    if sys.platform == "win32" or any(name in term for name in _ALL_COLOURS):
        return ALL
    promised = environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}
    if promised and ("TMUX" in environment or not term.startswith(_OWN_SAY)):
        return ALL
    return 256 if "256color" in term else _told_by_system(term)


def textual_name(colours: int) -> str:
    """What Textual calls such a terminal in its environment; 256 are chosen when they are written."""
    return "truecolor" if colours >= 256 else "standard"


def _told_by_system(term: str) -> int:
    """What the system's description of a terminal says, in the steps that make a difference."""
    try:
        import curses  # noqa: PLC0415 - not on every system, and not needed for most terminals
    except ImportError:
        return 16
    try:
        curses.setupterm(term, 1)
        count = curses.tigetnum("colors")
    except curses.error:
        return 16
    return next((step for step in (256, 16, 8) if count >= step), 0)
