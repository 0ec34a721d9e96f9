"""Text from outside made safe to keep and to show: control characters, bidi controls, lone surrogates, widths.

Cleaning is done once, on arrival. Nothing here knows HTML, feeds or the terminal.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

REPLACEMENT = "�"
UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
"""Inside of a set in a pattern: takes no room, or turns what is beside it; no address may hold it."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[\s\u2028\u2029]+")


def clean(text: str) -> str:
    """Replace control characters (all but tab and line feed) and lone surrogates one for one by U+FFFD.

    The length stays the same except that CRLF and lone CR become one line feed each.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(REPLACEMENT, text)


def clean_line(text: str) -> str:
    """A one-line field (title, author, name): cleaned, bidi controls taken out, blanks of any kind to single spaces."""
    return _BLANKS.sub(" ", _BIDI.sub("", clean(text))).strip()


def plain(text: str) -> str:
    """The plain text that offsets count in: no byte order mark, CRLF to LF, controls to U+FFFD; not normalised."""
    return clean(text.removeprefix("\ufeff"))


def fold(text: str) -> str:
    """For comparing and searching: case, accents, width, quotation marks and dashes do not matter."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def without_secrets(text: str) -> str:
    """Take names and passwords (`user:password@`) out of the addresses in a text: for messages and the log."""
    return _USERINFO.sub(r"\1…@", text)


def width(text: str) -> int:
    """How many cells a line takes in a terminal: wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def counted(count: int, one: str, many: str = "") -> str:
    """So many of something, written as in programs: 1 feed, 1,234 entries; several of one are `many`, or have an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def megabytes(size: int) -> str:
    """So many bytes, written as in programs: 1,234.5 MB."""
    return f"{size / 1_000_000:,.1f} MB"


def shorten(text: str, cells: int) -> str:
    """A line cut to fit a number of cells, with an ellipsis if something was cut."""
    if len(text) <= cells and text.isascii():
        return text
    used = fitting = 0
    for place, character in enumerate(text):
        used += _cells(character)
        if used > cells:
            return text[:fitting].rstrip() + "…" if cells > 0 else ""
        if used < cells:
            fitting = place + 1
    return text


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


_USERINFO = re.compile(r"(\b[A-Za-z][\w+.-]*://)[^\s/?#]*@")
_SIGNS = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
)


class _Folded(dict[int, str]):
    """What each character is folded to, found when it is first met: no character changes what another becomes."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code)).translate(_SIGNS)
        found = self[code] = "".join(filterfalse(unicodedata.combining, apart)).casefold()
        return found


_FOLDED = _Folded()
