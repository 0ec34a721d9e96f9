"""The values that feeds are made of, cleaned and bounded: lines, addresses, bodies, numbers, and what was wrong.

Shared by all that reads documents from outside. Nothing here knows a feed format.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urljoin, urlsplit

from newsreader import text as texts
from newsreader.articles import clean, tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

LINE_CHARACTERS = 1_000
"""Of a name or the like; for titles there is a setting."""
BODY_CHARACTERS = 5_000_000
URL_CHARACTERS = 8_000
LIST_LENGTH = 100
"""Categories, authors or enclosures of one entry."""
MANY_PROBLEMS = 20


class Problems:
    """Sentences about what was not as it should be: no sentence twice, not more than a person reads."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._more = 0

    def add(self, sentence: str | None) -> None:
        """Note a sentence; None is no problem."""
        if not sentence:
            return
        if len(self._sentences) < MANY_PROBLEMS:
            self._sentences[texts.clean_line(sentence)] = None
        else:
            self._more += 1

    def all(self) -> tuple[str, ...]:
        """What was noted, in order."""
        more = (f"And {self._more} more problems.",) if self._more else ()
        return (*self._sentences, *more)


def newest(found: Sequence[_T], date_of: Callable[[_T], int], problems: Problems, most: int) -> list[tuple[int, _T]]:
    """The raw entries of a document with their numbers, in its order; the newest if there are too many."""
    numbered = list(enumerate(found, 1))
    if len(numbered) <= most:
        return numbered
    problems.add(f"The feed has {len(numbered):,} entries; the newest {most:,} were kept.")
    numbered.sort(key=lambda one: date_of(one[1]), reverse=True)
    return sorted(numbered[:most], key=lambda one: one[0])


def line(value: object, limit: int = LINE_CHARACTERS) -> str:
    """One clean line of plain text; empty if the value is no text or nothing of it can be seen."""
    if not isinstance(value, str):
        return ""
    if len(value) <= limit and _PLAIN_LINE.fullmatch(value):
        return value
    found = texts.clean_line(value[: limit * 20])[:limit].rstrip()
    return found if any(unicodedata.category(c)[0] not in "CZ" for c in found) else ""


def html_line(value: object, limit: int = LINE_CHARACTERS) -> str:
    """One clean line of a text that is HTML: tags taken out, entities resolved."""
    if isinstance(value, str) and len(value) <= limit and _PLAIN_LINE.fullmatch(value):
        return value
    return line(clean.to_line(value[: limit * 20]), limit) if isinstance(value, str) else ""


def entity_line(value: object, limit: int = LINE_CHARACTERS) -> str:
    """One clean line of a text that is no HTML but may hold entities that were escaped twice."""
    if isinstance(value, str) and "&" in value:
        value = tags.unescape(_BARE_AMPERSAND.sub("&amp;", value[: limit * 20]))
    return line(value, limit)


def guid(value: object) -> str | None:
    """A publisher's identity as published, trimmed."""
    return (texts.clean(value).strip() or None) if isinstance(value, str) else None


def http_url(value: object, base: str | None = None) -> str | None:
    """An absolute http(s) address that every program reads alike, or None."""
    if not isinstance(value, str) or len(value) > URL_CHARACTERS:
        return None
    if _PLAIN_URL.fullmatch(value):
        return value
    address = re.sub(r"[\t\r\n]+", "", value.strip())
    address = _FEED_SCHEME.sub(lambda scheme: scheme[1] or "http://", address)
    if not address or address.startswith("#"):
        return None
    try:
        if not _SCHEME.match(address):
            address = urljoin(base or "https:", address)
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or _NO_HOST.search(parts.netloc):
        return None
    return _UNSAFE.sub(lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode("utf-8", "replace")), address)


def html(value: str, base: str | None, problems: Problems) -> str | None:
    """A sanitised body; None if nothing is left of it."""
    return clean.sanitise(_cut(value, problems), base).strip() or None


def text(value: str, problems: Problems) -> str | None:
    """The HTML of a plain text body; None if it is empty."""
    return clean.from_text(_cut(value, problems)).strip() or None


def attributes(raw: str) -> dict[str, str]:
    """A tag's attributes; an ampersand without a semicolon is one, as in `?a=1&section=2`."""
    return tags.attributes_of(_BARE_AMPERSAND.sub("&amp;", raw) if "&" in raw else raw)


def size(value: object) -> int | None:
    """A number of bytes; None if it is none that a file can have."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,15}\s*", value):
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**15 else None


def names(found: list[str]) -> str | None:
    """Several names as one line, none twice."""
    return ", ".join(dict.fromkeys(name for name in found[:LIST_LENGTH] if name))[:LINE_CHARACTERS] or None


def _cut(value: str, problems: Problems) -> str:
    if len(value) > BODY_CHARACTERS:
        problems.add(f"A text of {len(value):,} characters was cut to {BODY_CHARACTERS:,}.")
    return value[:BODY_CHARACTERS]


_PLAIN_LINE = re.compile(r"(?:[!-%'-;=?-~]++ )*+[!-%'-;=?-~]++")
"""Most lines: words of ASCII with single blanks between them, no tag and no entity."""
_PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?:/[!#-;=?-~]*)?")
"""Most addresses: nothing is to be done about them."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FEED_SCHEME = re.compile(r"^feed:(?://)?(https?://)?", re.IGNORECASE)
_NO_HOST = re.compile(rf"[\\\s%\ud800-\udfff<>\"\x00-\x20\x7f-\xa0\u200c\u200d\ufffd{texts.UNSEEN}]")
_UNSAFE = re.compile(rf"[\x00-\x20\x7f-\xa0\s<>\"\ud800-\udfff{texts.UNSEEN}]")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
