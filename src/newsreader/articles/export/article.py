"""What is exported: an article with all that is known of it, and its facts in words. Pure; no format is known here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from newsreader.articles.blocks import Document
    from newsreader.models.entries import Entry
    from newsreader.models.findings import KeyClause, Note, Quotation

NO_TITLE = "(no title)"
LONGEST_NAME = 300
"""Cells of a title in contents; at its article it is whole."""
PictureStore = Callable[[str], bytes | None]
"""The bytes of a picture by its address, if they are on the disk."""

_ADDRESS = "!#$%&'()*+,/:;=?@~-._"
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyz0123456789.-_:")


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article as it is read."""

    entry: Entry
    document: Document
    quotations: tuple[Quotation, ...] = ()
    clauses: tuple[KeyClause, ...] = ()
    notes: tuple[Note, ...] = ()
    """Those on passages with the places of the words in this document."""

    @property
    def title(self) -> str:
        """Never empty."""
        return self.entry.title.strip() or NO_TITLE

    @property
    def link(self) -> str | None:
        """Where it was published, if that is a web address."""
        return web_address(self.entry.link)


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of an article before it is read."""

    id: int
    feed_title: str
    title: str
    date: int
    """Published, else arrived."""


def iso(seconds: int | None) -> str:
    """A time as in `2024-06-19T14:02:00Z`; empty for none and for one that no calendar has."""
    if seconds is None:
        return ""
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0")


def facts(article: Article) -> list[str]:
    """Who published it and when, whether it is its page's text, the user's star and tags: short words for one line."""
    entry = article.entry
    time = iso(entry.published)
    when = f"{time[:10]} {time[11:16]} UTC" if time else ""
    tags = [f"#{name}" for name in entry.tags]
    marks = ["full text" if entry.full_text is not None else "", "starred" if entry.starred else ""]
    return [word for word in (entry.feed_title, entry.author, when, *marks, *tags) if word]


def speaker_slots(article: Article, most: int) -> dict[str, int]:
    """Each named speaker's colour, a number below `most`, in the order of their first words."""
    slots: dict[str, int] = {}
    for quotation in article.quotations:
        if quotation.speaker:
            slots.setdefault(quotation.speaker, len(slots) % most)
    return slots


def web_address(address: str | None) -> str | None:
    """An http, https or mailto address that every reading system takes for one; None for anything else."""
    try:
        parts = urlsplit(address or "")
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError:
        return None
    if parts.scheme == "mailto" and "@" in parts.path:
        return "mailto:" + quote(parts.path, safe="@.+-_%", errors="replace")
    if parts.scheme not in {"http", "https"} or not host or not _HOST.issuperset(host):
        return None
    place = f"[{host}]" if ":" in host else host
    rest = (
        f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}{f'#{parts.fragment}' if parts.fragment else ''}"
    )
    path = quote(_LONE_PERCENT.sub("%25", rest), safe=_ADDRESS, errors="replace")
    return f"{parts.scheme}://{place}{f':{port}' if port else ''}{path}"
