"""What asks the user's terminal to put words on its clipboard (OSC 52): over ssh too, within tmux and screen. Pure.

A terminal that does not know it does nothing. None tells whether it worked.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 74_000
"""Of the words in UTF-8; most terminals take no more than 100,000 characters, which these become."""
_PIECE = 700
"""Bytes that screen passes on at once."""


def helper(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """A program that takes the words as its input and does it better: tmux knows the terminals it is shown in, and lets
    no other program set their clipboards unless it was told to."""
    return ("tmux", "load-buffer", "-w", "-") if environment.get("TMUX") else None


def request(words: str, environment: Mapping[str, str]) -> str | None:
    """The bytes that ask for it, as text; None if the words are too many."""
    data = words.encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(data).decode('ascii')}\x07"
    term = environment.get("TERM", "")
    if "TMUX" in environment or term.startswith("tmux"):
        # tmux takes the first if it may set the clipboard, and passes on the second if it may pass on.
        passed_on = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{passed_on}\x1b\\"
    if "STY" in environment or term.startswith("screen"):
        pieces = (plain[at : at + _PIECE] for at in range(0, len(plain), _PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain
