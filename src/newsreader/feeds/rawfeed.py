"""What the two readers of RSS and Atom give, in one form: fields by feedparser's names, and the limits of both."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

MANY_ATTRIBUTES = 100
"""feedparser takes quadratic time over the attributes of one element; those of an element with more are ignored."""
MANY_NAMES = 1_000
"""Of elements; a document with more of them is left to feedparser."""

Fields: TypeAlias = dict[str, Any]
"""What was found in a feed or an entry, by feedparser's names."""


class RawFeed(NamedTuple):
    """What is in a document."""

    version: str
    feed: Fields
    entries: list[Fields]
    error: str | None = None
    """A sentence if the reader gave up on the way."""
    left_out: int = 0
    """How many entries there were beyond those that are looked at."""


class Doubt(Exception):  # noqa: N818 - it is no error
    """A document that the fast reader leaves to feedparser, with the reason."""


def name_of(words: str) -> str:
    """Who is meant by an author that is words, not elements: these may be "address (name)"."""
    if "@" not in words:
        return words
    return (_EMAIL.sub("", words).strip(" ()<>") if _EMAIL.search(words) else words) or words


_EMAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,255}")
