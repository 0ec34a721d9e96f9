"""A document of bytes becomes a ParsedFeed, or a ParseError that says what it is instead.

Nothing is opened, fetched or stored in here, and the only exception that leaves is ParseError. There is no time limit:
what comes from outside goes through `newsreader.feeds.worker`, which has one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.errors import ParseError
from newsreader.feeds import decode, fields, jsonfeed, xmlfeed, xmltext
from newsreader.feeds.fields import Problems
from newsreader.feeds.limits import LIMITS, DocumentLimits

if TYPE_CHECKING:
    from newsreader.models.documents import ParsedFeed

ROOTS = frozenset({"rss", "rdf", "feed", "channel", "entry"})
"""The local names of the elements that feeds consist of."""


def parse(
    body: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    fast: bool = True,
    limits: DocumentLimits = LIMITS,
) -> ParsedFeed:
    """Read RSS, Atom or JSON Feed; `url` is where it came from, `content_type` the whole header.

    Raises ParseError with a sentence that says what the document is if it is no feed. If not `fast`, feedparser reads
    RSS and Atom in any case.
    """
    if not body.strip():
        raise ParseError("The document is empty.")
    problems = Problems()
    decoded = decode.decode(body, content_type)
    problems.add(decoded.problem)
    text = decoded.text.lstrip("\ufeff")
    try:
        if text.lstrip()[:1] in {"{", "["}:
            feed = jsonfeed.parse(text, url, problems, limits)
        else:
            feed = xmlfeed.parse(_document(text, body, problems), url, problems, fast=fast, limits=limits)
    except MemoryError as error:
        raise ParseError("Reading this feed takes more memory than it may.") from error
    except RecursionError as error:
        raise ParseError("This document is nested too deeply to be read.") from error
    return replace(feed, problems=problems.all())


def _document(text: str, body: bytes, problems: Problems) -> xmltext.Document:
    document = xmltext.document(text, expected=ROOTS)
    if document is None or document.local_name not in ROOTS:
        raise ParseError(_what_it_is(document, text, body))
    if document.before:
        problems.add(f"Not well-formed XML: {'words' if document.before.strip() else 'blanks'} before the document.")
    return document


def _what_it_is(document: xmltext.Document | None, text: str, body: bytes) -> str:
    name = document.local_name if document else ""
    if name in {"html", "head", "body"} or "<html" in text[:2_000].lower():
        return "This is a web page, not a feed."
    if name == "opml":
        return "This is a list of feeds (OPML), not a feed: use `newsreader import opml`."
    if document:
        return f"This is an XML document (<{fields.line(document.root, 60)}>), not a feed."
    if b"\x00" in body[:1_000] or sum(c == "\ufffd" for c in text[:1_000]) > 20:
        return "This is binary data, not a feed."
    if text.lstrip().startswith("<"):
        return "This document is broken off or damaged before any feed begins."
    return f"This is text, not a feed; it begins “{fields.line(text[:200], 60)}”."
