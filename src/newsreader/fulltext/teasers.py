"""Whether what a feed says of an article is all of it or its beginning; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.articles import document

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 1_200
"""Characters from which on a text is no beginning, unless it says so."""
LONGER = 1.5
"""How many times as long a page's text must be to be more than what the feed has."""
_LEAST_MORE = 300
_GOES_ON = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|&hellip;|→|»|>>|\b(?:read (?:more|on)|continue reading|more|weiterlesen|mehr|"
    r"lire la suite|leer más|"
    r"seguir leyendo|leia mais|continua(?: a leggere)?|читать (?:далее|дальше)))\W*$",
    re.IGNORECASE,
)
_END = 60


def is_short(html: str) -> bool:
    """Whether a feed's text is, or ends as, the beginning of an article."""
    text = document.parse(html).text
    return len(text) < SHORT or (len(text) < 4 * SHORT and _GOES_ON.search(text[-_END:]) is not None)


def has_more(full: str, html: str) -> bool:
    """Whether a page's text is more than a feed's."""
    own = len(document.parse(html).text)
    return len(full) > own * LONGER and len(full) - own > _LEAST_MORE


def verdict(tried: Sequence[bool]) -> bool | None:
    """Whether a feed teases, from what its first pages had more; None if that tells nothing yet."""
    return sum(tried) * 2 > len(tried) if tried else None
