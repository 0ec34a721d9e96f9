"""Which program is given a file that is attached to an entry, and with which words. Pure; no shell is ever involved."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from newsreader.errors import UsageError

if TYPE_CHECKING:
    from newsreader.config import Media

_OPENS = "open" if sys.platform == "darwin" else "xdg-open"
_WEB = ("http://", "https://")


def command(config: Media, kind: str, target: str, place: int) -> list[str]:
    """The words of the command for a kind; `target` is an absolute path or a web address, `place` in seconds.

    Neither can be taken for an option; UsageError if it is neither. A word with a place is left out at the beginning,
    so that players that keep places by themselves go on from theirs.
    """
    if not target.startswith(("/", *_WEB)):
        raise UsageError(f"{target[:100]} is neither a file nor an address of the web: nothing is started")
    words = shlex.split({"audio": config.audio, "video": config.video}.get(kind, config.other)) or [_OPENS]
    given = [word.replace("%p", str(place)).replace("%f", target) for word in words if place or "%p" not in word]
    return given if any("%f" in word for word in words) else [*given, target]
