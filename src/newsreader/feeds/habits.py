"""What feedparser does to words and addresses on the way; where that is rare, it is asked itself.

The fast reader's own rules are the common case only, so nothing that feedparser decides is decided anew in here.
Importing feedparser takes a quarter of a second, so it is imported when it is asked.
"""

from __future__ import annotations

import base64
import re
from urllib.parse import urljoin


def settled(words: str) -> str:
    """The words of an element as they are stored: those that were decoded wrongly are mended."""
    if words.isascii() or not _TO_BE_MENDED.search(words.encode()):
        return words
    from newsreader.feeds import slowfeed  # noqa: PLC0415

    return slowfeed.mended(words)


def from_base64(words: str) -> str:
    """Words of a type that is no text: feedparser takes them for base64, if they can be."""
    try:
        return base64.decodebytes(words.encode()).decode()
    except ValueError:
        return words


def may_be_html(text: str) -> bool:
    """Whether feedparser takes a text that says it is plain for HTML."""
    if "&" not in text and "</" not in text:
        return False
    from newsreader.feeds import slowfeed  # noqa: PLC0415

    return slowfeed.looks_like_html(text)


def with_href(attributes: dict[str, str]) -> dict[str, str]:
    """An address has several names; `url` counts before `uri` and `href`."""
    href = attributes.get("url", attributes.get("uri", attributes.get("href")))
    if href:
        attributes.pop("url", None)
        attributes.pop("uri", None)
        attributes["href"] = href
    return attributes


def stays(address: str) -> bool:
    """Whether feedparser leaves a base as it is; false where that is not sure."""
    return bool(_ADDRESS.match(address)) and urljoin(address, address) == address


def rebased(base: str, address: str) -> str:
    """The base of an element that names one."""
    from newsreader.feeds import slowfeed  # noqa: PLC0415

    return slowfeed.rebased(base, address)


_ADDRESS = re.compile(r"https?://[^/]")
_TO_BE_MENDED = re.compile(rb"\xc2(?:[\x80-\x9f]|(?<=\xc3[\x82-\xb4]\xc2))")
"""In UTF-8: a character from U+0080 to U+009F, or two that are a character of UTF-8 if each is taken for a byte."""
