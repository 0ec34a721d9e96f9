"""The feeds that a web page names: its link elements, else the links that can hardly be anything else.

Pure: nothing is fetched, and what is found is offered, never followed. Reads tags, never builds a tree, so that a page
of a megabyte made to be slow is not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader.articles import tags
from newsreader.feeds import decode, fields
from newsreader.models.documents import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_BYTES = 1_000_000
MANY_CANDIDATES = 50


def discover(html: bytes, url: str, content_type: str | None = None) -> tuple[Candidate, ...]:
    """The feeds that a page at `url` names, in its order, none twice."""
    text = _without_scripts(decode.decode(html[:PAGE_BYTES], content_type).text)
    base = url
    linked: dict[str, str] = {}
    mentioned: dict[str, str] = {}
    for name, attributes, words in _elements(text):
        href = attributes.get("href", "")
        if name == "base":
            base = (base == url and fields.http_url(href, url)) or base
        elif name == "link" and _is_feed_link(attributes):
            _add(linked, href, attributes.get("title", ""), base)
        elif name == "a" and _FEED_PATH.search(href):
            _add(mentioned, href, words, base)
    found = linked or mentioned
    return tuple(Candidate(address, title) for address, title in found.items() if address != url)


def _add(found: dict[str, str], href: str, title: str, base: str) -> None:
    address = fields.http_url(href, base)
    if address and len(found) < MANY_CANDIDATES:
        found.setdefault(address, fields.line(title, 200))


def _elements(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each base, link and a element with its attributes and the words that follow it."""
    pending: tuple[str, dict[str, str]] | None = None
    for words, name, raw in tags.tokens(text):
        if pending:
            yield (*pending, words)
            pending = None
        if name in {"base", "link", "a"}:
            pending = name, fields.attributes(raw)
    if pending:
        yield (*pending, "")


def _is_feed_link(attributes: dict[str, str]) -> bool:
    rel = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if "stylesheet" in rel or _NO_FEED.search(attributes.get("href", "")):
        return False
    return ("alternate" in rel and kind in _TYPES) or ("feed" in rel and (not kind or kind in _TYPES))


def _without_scripts(text: str) -> str:
    """A page without its comments, scripts and styles, in which angle brackets and quotation marks mean nothing."""
    pieces: list[str] = []
    at = 0
    while opening := _HIDDEN.search(text, at):
        pieces.append(text[at : opening.start()])
        closing = _ENDS[opening[0].lower()].search(text, opening.end())
        if not closing:
            return "".join(pieces)
        at = closing.end()
    return "".join((*pieces, text[at:]))


_TYPES = frozenset(
    f"application/{kind}"
    for kind in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "json", "xml", "rss", "atom", "x.atom+xml")
) | {"text/xml", "text/rss+xml", "text/atom+xml"}
_NO_FEED = re.compile(r"/wp-json/|/oembed\b|[?&]rest_route=", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"(?:\.(?:rss|atom|rdf)|/(?:rss|atom|feed|feeds|index|feed/atom)(?:\d*\.0)?\.xml|/feed\.json|/(?:rss|atom|feed)/?|[?&]feed=rss2?)"
    r"(?:[?#].*)?$",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"<!--|<script\b|<style\b|<textarea\b", re.IGNORECASE)
_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\b[^>]*+>", re.IGNORECASE),
    "<style": re.compile(r"</style\b[^>]*+>", re.IGNORECASE),
    "<textarea": re.compile(r"</textarea\b[^>]*+>", re.IGNORECASE),
}
