"""What is in a feed becomes values of ours: which of several fields counts, what is HTML and what is text.

A document goes to the fast reader and, if that one has any doubt, to feedparser; both give the same fields.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from newsreader.errors import ParseError
from newsreader.feeds import dates, fastfeed, fields, recorded, rhythm, xmltext
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.feeds.rawfeed import Doubt, RawFeed
from newsreader.models.documents import Enclosure, ParsedEntry, ParsedFeed

if TYPE_CHECKING:
    from newsreader.feeds.fields import Problems
    from newsreader.feeds.rawfeed import Fields
    from newsreader.feeds.xmltext import Document

_HTML = frozenset({"text/html", "application/xhtml+xml"})


def parse(
    document: Document, url: str | None, problems: Problems, *, fast: bool = True, limits: DocumentLimits = LIMITS
) -> ParsedFeed:
    """Read a feed; `problems` is added to. Raises ParseError if nothing can be made of it.

    If not `fast`, feedparser reads it in any case.
    """
    raw = read(document, url, problems, fast=fast, limits=limits)
    if not raw.feed and not raw.entries:
        raise ParseError(f"This document begins like a feed (<{document.root}>) but there is nothing in it.")
    people = _dicts(raw.feed.get("podcast person"))
    context = _Context(url or _own_address(raw.feed), None, problems, limits, people)
    context = context._replace(link=_link(raw.feed, context))
    kept = fields.newest(raw.entries, _rank, problems, limits.entries)
    entries = [entry for number, one in kept if (entry := _entry(one, number, context))]
    if raw.version == "rss10":
        entries = _without_shared_ids(entries)
    return ParsedFeed(
        title=_title(raw.feed, context),
        link=context.link,
        language=fields.line(raw.feed.get("language"), 35) or None,
        description=fields.html_line(raw.feed.get("subtitle")) or None,
        entries=tuple(entries),
        rhythm=rhythm.of(raw.feed),
    )


def read(
    document: Document, url: str | None, problems: Problems, *, fast: bool = True, limits: DocumentLimits = LIMITS
) -> RawFeed:
    """The fields of a document as it stands; if it is not well-formed, of what was made of it."""
    raw = None
    if fast and not document.entities:
        raw = _fast(document.text, url, limits, document.begins)
    raw = raw or _slow(document.declared(), url, limits)
    if raw.error:
        problems.add(raw.error)
        rebuilt = xmltext.rebuild(document)
        again = _fast(rebuilt.text, url, limits) if fast else None
        raw = again if again and not again.error else _slow(rebuilt.text, url, limits)
        problems.add(raw.error)
        if rebuilt.is_cut and len(raw.entries) > 1:
            problems.add("The document ends within an entry, which was left out.")
            raw.entries.pop()
    if raw.left_out:
        problems.add(f"The feed has more than {limits.raw_entries:,} entries; the last {raw.left_out:,} were not read.")
    return raw


def _fast(text: str, url: str | None, limits: DocumentLimits, begins: int = 0) -> RawFeed | None:
    try:
        return fastfeed.read(text, url, begins, limits)
    except Doubt:
        return None


def _slow(text: str, url: str | None, limits: DocumentLimits) -> RawFeed:
    from newsreader.feeds import slowfeed  # noqa: PLC0415 - importing feedparser takes a quarter of a second

    return slowfeed.read(text, url, limits)


class _Context(NamedTuple):
    """What the entries of one document share."""

    url: str | None
    link: str | None
    problems: Problems
    limits: DocumentLimits
    people: list[Fields]
    """Who takes part in every recording that names nobody."""


def _entry(raw: Fields, number: int, context: _Context) -> ParsedEntry | None:
    """An entry; None if there is nothing in it."""
    if not any(raw.values()):
        context.problems.add(f"Entry {number} is empty; it was left out.")
        return None
    link = _link(raw, context)
    published, updated = _dates(raw, number, context.problems)
    return ParsedEntry(
        guid=fields.guid(raw.get("id")),
        title=_title(raw, context),
        link=link,
        author=_author(raw),
        published=published,
        updated=updated,
        summary=_summary(raw, link, context),
        content=_content(raw, link, context),
        comments=_comments(raw, link, context),
        categories=_categories(raw),
        enclosures=_enclosures(raw, link, context),
        recording=recorded.of(raw, context.people, link or context.link or context.url),
    )


def _title(raw: Fields, context: _Context) -> str:
    kind = _dict(raw.get("title_detail")).get("type")
    of, longest = fields.html_line if kind in _HTML else fields.line, context.limits.title_characters
    return of(raw.get("title"), longest)


def _link(raw: Fields, context: _Context) -> str | None:
    """The first alternate page that is HTML, else the first alternate, else what feedparser takes for the link."""
    base = context.link or context.url
    pages = [link for link in _dicts(raw.get("links")) if link.get("rel") == "alternate" and link.get("href")]
    pages.sort(key=lambda link: link.get("type") not in _HTML)
    for address in (*(link["href"] for link in pages), raw.get("link")):
        if found := fields.http_url(address, base):
            return found
    return None


def _own_address(raw: Fields) -> str | None:
    """Where a feed says it is to be found."""
    return next(
        (fields.http_url(one.get("href")) for one in _dicts(raw.get("links")) if one.get("rel") == "self"), None
    )


def _author(raw: Fields) -> str | None:
    names = [fields.entity_line(one.get("name") or one.get("email")) for one in _dicts(raw.get("authors"))]
    return fields.names(names)


def _dates(raw: Fields, number: int, problems: Problems) -> tuple[int | None, int | None]:
    """When an entry was published and updated; `dc:date` is the one date that RSS 1.0 has."""
    found: dict[str, int | None] = {}
    for name in ("published", "created", "dc_date", "updated"):
        text = raw.get(name)
        if isinstance(text, str) and text.strip():
            found[name] = dates.parse(text)
            if found[name] is None:
                problems.add(f"Entry {number}: the date “{fields.line(text, 60)}” cannot be read.")
    published = next((found[name] for name in ("published", "dc_date", "created") if found.get(name) is not None), None)
    return published, found.get("updated")


def _rank(raw: Fields) -> int:
    published, updated = _dates(raw, 0, fields.Problems())
    return published or updated or 0


def _content(raw: Fields, link: str | None, context: _Context) -> str | None:
    """The first body that is HTML, else the first that is text."""
    bodies = [body for body in _dicts(raw.get("content")) if isinstance(body.get("value"), str)]
    bodies.sort(key=lambda body: body.get("type") not in _HTML)
    for body in bodies:
        if found := _body(body["value"], body, link, context):
            return found
    return None


def _summary(raw: Fields, link: str | None, context: _Context) -> str | None:
    for name in ("summary", "dc_description", "media_description", "itunes_summary", "itunes_subtitle"):
        value = raw.get(name)
        if isinstance(value, str) and (found := _body(value, _dict(raw.get(f"{name}_detail")), link, context)):
            return found
    return None


def _body(value: str, detail: Fields, link: str | None, context: _Context) -> str | None:
    kind = detail.get("type") or "text/html"
    if kind in _HTML:
        declared = detail.get("base")
        base = declared if declared and declared != context.url else link or context.link or context.url
        return fields.html(value, base, context.problems)
    if str(kind).startswith("text/"):
        return fields.text(value, context.problems)
    return None


def _comments(raw: Fields, link: str | None, context: _Context) -> str | None:
    replies = (
        one.get("href") for one in _dicts(raw.get("links")) if one.get("rel") == "replies" and one.get("type") in _HTML
    )
    base = link or context.link or context.url
    return fields.http_url(raw.get("comments"), base) or next(
        filter(None, (fields.http_url(a, base) for a in replies)), None
    )


def _categories(raw: Fields) -> tuple[str, ...]:
    names = [fields.entity_line(tag.get("label") or tag.get("term"), 200) for tag in _dicts(raw.get("tags"))]
    return tuple(dict.fromkeys(filter(None, names)))[: fields.LIST_LENGTH]


def _enclosures(raw: Fields, link: str | None, context: _Context) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one in _dicts(raw.get("links")):
        url = (
            fields.http_url(one.get("href"), link or context.link or context.url)
            if one.get("rel") == "enclosure"
            else None
        )
        if url and url not in found:
            found[url] = Enclosure(url, fields.line(one.get("type"), 100) or None, fields.size(one.get("length")))
    return tuple(found.values())[: fields.LIST_LENGTH]


def _without_shared_ids(entries: list[ParsedEntry]) -> list[ParsedEntry]:
    """RSS 1.0 entries that all say `rdf:about` the same are told apart by their links."""
    times = Counter(entry.guid for entry in entries)
    if len(times) == len(entries) or len({entry.link for entry in entries}) < len(entries):
        return entries
    return [replace(entry, guid=None) if times[entry.guid] > 1 else entry for entry in entries]


def _dicts(value: Any) -> list[Fields]:
    """The dictionaries of a list; an element of a feed may have put anything in its place."""
    return [one for one in value[:1_000] if isinstance(one, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> Fields:
    return value if isinstance(value, dict) else {}
