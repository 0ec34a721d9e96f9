"""Names of files made from titles: safe on every system, told from each other on every system. Pure.

No title leads out of a folder, hides a file, names a device or takes another's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from newsreader.articles.export.article import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.articles.export.article import Heading

LONGEST = 150
"""Bytes of a name in UTF-8 without its ending: file systems take 255, some encrypted ones 143 characters."""

_UNSAFE = re.compile(r'[/\\:*?"<>|\[\]#^\x00-\x1f\x7f-\x9f]+')
"""For some file system, or for links between notes."""
_BLANKS = re.compile(r"\s+")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|\s|$)", re.IGNORECASE)
_JOINERS = "\u200c\u200d"
"""Not seen, but part of how words of some scripts and some emoji are written."""
_ENDS = " .-_~'`$%#&!" + _JOINERS
"""At the start these hide a file or are taken for an option, at the end some systems drop them."""


def safe(words: str, instead: str) -> str:
    """Words as a file's name, without an ending; `instead` where nothing is left of them."""
    words = unicodedata.normalize("NFC", words[: LONGEST * 4])
    words = _UNSAFE.sub(" ", words)
    words = "".join(sign for sign in words if sign in _JOINERS or unicodedata.category(sign)[0] != "C")
    words = _cut(_BLANKS.sub(" ", words).strip(_ENDS))
    if not words:
        return instead
    return f"{words[: found.end()]}_{words[found.end() :]}" if (found := _DEVICE.match(words)) else words


def of_articles(headings: Sequence[Heading]) -> list[str]:
    """A name for each article, without an ending: its day and title, and its id where two would have the same name."""
    names = [_dated(heading) for heading in headings]
    while taken := {one for one, count in Counter(map(key, names)).items() if count > 1}:
        pairs = zip(names, headings, strict=True)
        names = [f"{name} ({heading.id})" if key(name) in taken else name for name, heading in pairs]
    return names


def key(name: str) -> str:
    """What two names have in common that some system takes for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _dated(heading: Heading) -> str:
    title = safe(heading.title, f"article {heading.id}")
    day = iso(heading.date)[:10]
    return f"{day} {title}" if day else title


def _cut(words: str) -> str:
    """As much as there is room for, never half a character as one sees it."""
    encoded = words.encode("utf-8", "replace")
    if len(encoded) <= LONGEST:
        return words
    kept = encoded[:LONGEST].decode("utf-8", "ignore")
    rest = words[len(kept)]
    while kept and (unicodedata.combining(rest) or kept[-1] == "\u200d"):
        kept, rest = kept[:-1], kept[-1]
    return kept.rstrip(_ENDS)
