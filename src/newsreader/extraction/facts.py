"""What a page says of itself: title, author, date, language, picture, where it goes on; read from what is declared.

JSON-LD first, then the metas that sites fill in for others, then the text. All of it is data from outside.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsreader.articles import clean
from newsreader.extraction import shown
from newsreader.feeds import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.extraction.reading import Head
    from newsreader.extraction.tree import Element

_ARTICLES = re.compile(r"article|posting|report|review|webpage|recipe|howto|creativework", re.IGNORECASE)
_DATED = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "citation_publication_date",
    "date",
    "datecreated",
)
_SITE = re.compile(r"\s+(?:[|»•·–—]|-{1,2}|::)\s+")
_MOST_OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is declared of an article, cleaned; empty texts where nothing is."""

    title: str
    author: str
    published: int | None
    language: str
    description: str
    picture: str
    body: str
    """The text of the article as JSON-LD has it; it may hold HTML."""
    is_free: bool
    """False if the page says that one has to pay for it."""


def read(head: Head, body: Element, url: str | None) -> Facts:
    """The facts of a page; addresses are made absolute against `url`."""
    objects = _articles(head)
    return Facts(
        title=_title(head, body, objects),
        author=_author(head, body, objects),
        published=_published(head, body, objects, url),
        language=_language(head, objects),
        description=clean.to_line(head.first("og:description", "description", "twitter:description")),
        picture=clean.absolute(_picture(head, objects), url) or "",
        body=max((_text(one, "articleBody", "reviewBody") for one in objects), key=len, default=""),
        is_free=not any(str(one.get("isAccessibleForFree")).lower() == "false" for one in objects),
    )


def _articles(head: Head) -> list[dict[str, Any]]:
    """The objects of its JSON-LD that tell of an article, articles before pages."""
    found = [one for text in head.data for one in _objects(text) if _ARTICLES.search(_kind(one))]
    return sorted(found, key=lambda one: "webpage" in _kind(one).lower())


def _kind(one: dict[str, Any]) -> str:
    kind = one.get("@type", "")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Every object in a JSON text, outer ones first; nothing if it is none."""
    try:
        waiting: list[Any] = [json.loads(text.strip().rstrip(";"), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += [value for value in one.values() if isinstance(value, dict | list)]
        elif isinstance(one, list):
            waiting += one


def _text(one: dict[str, Any], *names: str) -> str:
    """The first of these fields that is a text, of itself or of its name or address."""
    for name in names:
        value = one.get(name)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("name") or value.get("url") or value.get("@value")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _title(head: Head, body: Element, objects: list[dict[str, Any]]) -> str:
    """The heading if the page's title has it, else what is declared, else the title without the site's name."""
    page = clean.to_line(head.title)
    headings = [line for one in body.walk() if one.tag == "h1" and (line := clean.to_line(one.text()))]
    declared = clean.to_line(head.first("og:title", "twitter:title", "dc.title", "title", "headline"))
    named = clean.to_line(next((text for one in objects if (text := _text(one, "headline"))), ""))
    told = (named, declared, page)
    known = [line for line in headings if len(line) > 8 and any(line in one for one in told)]
    if shown_title := next((line for line in known if not _is_site(line, page, head)), ""):
        return shown_title
    if named or declared:
        return _without_site(named or declared, head)
    if len(headings) == 1:
        return headings[0]
    return _without_site(page, head) or next(iter(headings), "")


def _is_site(line: str, page: str, head: Head) -> bool:
    """Whether a heading is the name of the site, which many pages have above that of the article."""
    parts = _SITE.split(page)
    site = clean.to_line(head.first("og:site_name", "application-name"))
    return line.casefold() == site.casefold() or (len(parts) > 1 and line.casefold() == parts[-1].casefold())


def _without_site(title: str, head: Head) -> str:
    """Without the name of the site before or behind it."""
    site = clean.to_line(head.first("og:site_name", "application-name"))
    parts = _SITE.split(title)
    if len(parts) < 2:
        return title
    if site and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |»•·–—-:")
    if len(parts[-1]) < 30 and len(parts[-1]) < len(title) / 2 and not site:
        return title[: title.rindex(parts[-1])].rstrip(" |»•·–—-:")
    return title


def _author(head: Head, body: Element, objects: list[dict[str, Any]]) -> str:
    for one in objects:
        value = one.get("author")
        people = value if isinstance(value, list) else [value]
        names = [
            clean.to_line(name)
            for person in people
            if (
                name := person if isinstance(person, str) else _text(person, "name") if isinstance(person, dict) else ""
            )
        ]
        if line := _names(names):
            return line
    declared = [
        content
        for name, content in head.metas
        if name in {"author", "dc.creator", "parsely-author", "sailthru.author", "byl", "citation_author"}
    ]
    if line := _names(list(map(clean.to_line, declared))):
        return line
    return shown.author(body)


def _names(names: list[str]) -> str:
    kept = [name for one in dict.fromkeys(names) if shown.is_name(name := shown.BY.sub("", one))]
    return ", ".join(kept[:10])


def _published(head: Head, body: Element, objects: list[dict[str, Any]], url: str | None) -> int | None:
    texts = [_text(one, "datePublished", "dateCreated", "uploadDate") for one in objects]
    texts += [content for wanted in _DATED for name, content in head.metas if name == wanted]
    found = (dates.parse(text.strip()) for text in texts if text)
    return next((seconds for seconds in found if seconds is not None), None) or shown.published(body, url)


def _language(head: Head, objects: list[dict[str, Any]]) -> str:
    declared = head.language or head.first("content-language", "og:locale", "dc.language", "language")
    declared = declared or next((text for one in objects if (text := _text(one, "inLanguage"))), "")
    match = re.match(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2,4})*", declared.strip())
    return match[0].replace("_", "-").lower() if match else ""


def _picture(head: Head, objects: list[dict[str, Any]]) -> str:
    found = head.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    return found or next((text for one in objects if (text := _text(one, "image", "thumbnailUrl"))), "")
