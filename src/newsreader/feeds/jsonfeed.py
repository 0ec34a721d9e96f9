"""JSON Feed 1.0 and 1.1 as values of ours; a field of the wrong type is as good as absent.

Raises nothing but ParseError and RecursionError, which `parse` turns into one. Nothing here opens or fetches anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from newsreader.errors import ParseError
from newsreader.feeds import dates, fields
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.models.documents import Enclosure, ParsedEntry, ParsedFeed

if TYPE_CHECKING:
    from newsreader.feeds.fields import Problems

_Object: TypeAlias = dict[str, Any]

MANY_VALUES = 300_000
"""Counted by their commas and brackets, also those in texts; each may take a hundred bytes."""


def parse(text: str, url: str | None, problems: Problems, limits: DocumentLimits = LIMITS) -> ParsedFeed:
    """Read a JSON Feed; `problems` is added to."""
    feed = _load(text)
    items = feed.get("items")
    if not isinstance(items, list):
        raise ParseError("This JSON document is no feed: it has no list of `items`.")
    if "jsonfeed.org/version/" not in str(feed.get("version"))[:100]:
        problems.add("The document does not say that it is a JSON Feed (`version`).")
    link = fields.http_url(feed.get("home_page_url"), url)
    kept = fields.newest(items, _rank, problems, limits.entries)
    longest = limits.title_characters
    entries = [entry for number, item in kept if (entry := _entry(item, number, link or url, problems, longest))]
    return ParsedFeed(
        title=fields.line(feed.get("title"), longest),
        link=link,
        language=fields.line(feed.get("language"), 35) or None,
        description=fields.line(feed.get("description")) or None,
        entries=tuple(entries),
    )


def _load(text: str) -> _Object:
    if sum(map(text.count, ",[{")) > MANY_VALUES:
        raise ParseError(f"This JSON document has more than {MANY_VALUES:,} values and is not quite a feed.")
    try:
        feed = json.loads(text, parse_int=_number, parse_constant=lambda _: None)
    except ValueError as error:
        raise ParseError(f"This looks like JSON but is not: {error}.") from error
    if not isinstance(feed, dict):
        raise ParseError("This JSON document is no feed: it has no list of `items`.")
    return feed


def _number(digits: str) -> int | str:
    """Python refuses to make a number of thousands of digits; as an identity they are good enough as they are."""
    return int(digits) if len(digits) <= 18 else digits


def _entry(item: object, number: int, base: str | None, problems: Problems, longest: int) -> ParsedEntry | None:
    """An entry; None if there is nothing in it."""
    if not isinstance(item, dict):
        problems.add(f"Item {number} is no object; it was left out.")
        return None
    if not any(value is not None for value in item.values()):
        problems.add(f"Item {number} is empty; it was left out.")
        return None
    link = fields.http_url(item.get("url"), base) or fields.http_url(item.get("external_url"), base)
    return ParsedEntry(
        guid=_guid(item.get("id")),
        title=fields.line(item.get("title"), longest),
        link=link,
        author=_author(item),
        published=_date(item, "date_published", number, problems),
        updated=_date(item, "date_modified", number, problems),
        summary=_text(item, "summary", problems),
        content=_content(item, link or base, problems),
        categories=_tags(item.get("tags")),
        enclosures=_attachments(item.get("attachments"), link or base),
    )


def _guid(value: object) -> str | None:
    """An `id` should be a string; numbers become one, anything else is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return fields.guid(value)


def _author(item: _Object) -> str | None:
    """1.1 has `authors`, 1.0 had `author`."""
    authors = item.get("authors")
    people = authors[: fields.LIST_LENGTH] if isinstance(authors, list) and authors else [item.get("author")]
    names = [fields.line(person.get("name")) if isinstance(person, dict) else fields.line(person) for person in people]
    return fields.names(names)


def _date(item: _Object, name: str, number: int, problems: Problems) -> int | None:
    value = item.get(name)
    if value is None or value == "":
        return None
    found = dates.parse(value) if isinstance(value, str) else None
    if found is None:
        shown = value if isinstance(value, str | int | float) else type(value).__name__
        problems.add(f"Item {number}: the date “{fields.line(str(shown)[:200], 60)}” cannot be read.")
    return found


def _rank(item: object) -> int:
    date = item.get("date_published") if isinstance(item, dict) else None
    return (dates.parse(date) or 0) if isinstance(date, str) else 0


def _content(item: _Object, base: str | None, problems: Problems) -> str | None:
    html = item.get("content_html")
    if isinstance(html, str) and (found := fields.html(html, base, problems)):
        return found
    return _text(item, "content_text", problems)


def _text(item: _Object, name: str, problems: Problems) -> str | None:
    value = item.get(name)
    return fields.text(value, problems) if isinstance(value, str) else None


def _tags(value: object) -> tuple[str, ...]:
    tags = [fields.line(tag, 200) for tag in value[: fields.LIST_LENGTH]] if isinstance(value, list) else []
    return tuple(dict.fromkeys(filter(None, tags)))


def _attachments(value: object, base: str | None) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one in value[: fields.LIST_LENGTH] if isinstance(value, list) else []:
        url = fields.http_url(one.get("url"), base) if isinstance(one, dict) else None
        if url and url not in found:
            kind = fields.line(one.get("mime_type"), 100) or None
            found[url] = Enclosure(url, kind, fields.size(one.get("size_in_bytes")))
    return tuple(found.values())
