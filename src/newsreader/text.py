"""Text from outside made safe to keep and to show: control characters, bidi controls, lone surrogates, widths.

Cleaning is done once, on arrival. Nothing here knows HTML, feeds or the terminal.
"""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "�"

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
    """The plain text that offsets count in: byte order mark removed, CRLF to LF, controls to U+FFFD; never normalised."""
    return clean(text.removeprefix("\ufeff"))


def fold(text: str) -> str:
    """For comparing and searching: case, accents, width, quotation marks and dashes do not matter."""
    text = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def has_bidi_controls(text: str) -> bool:
    """Whether a text could show in another order than it is stored in."""
    return _BIDI.search(text) is not None


_FOLDED = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′", "'"), **dict.fromkeys("‐‑‒–—―−", "-")}
)
