"""Where an article goes on: the next of its pages, as the page says it. Same host, never a place that was seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from newsreader.articles import clean

if TYPE_CHECKING:
    from newsreader.extraction.reading import Head
    from newsreader.extraction.tree import Element

_PAGE_NAMES = frozenset({"page", "p", "seite", "pagina", "pg", "pageno", "paged"})
_IN_PATH = re.compile(
    r"^(?P<stem>.*?)(?:/(?:page|seite|pagina|p)?[-/]?|[-_,.](?:page|seite|p)?)(?P<number>\d{1,2})(?P<end>/?|\.\w{2,5})$"
)


def next_page(head: Head, body: Element, url: str) -> str | None:
    """The address of the page after this one.

    A link with rel=next is followed if it is another page of the same article: blogs name the next article so, too.
    """
    here = _parts(url)
    links = [href for relation, href in head.links if "next" in relation.split()]
    links += [
        one.attributes["href"]
        for one in body.walk()
        if one.tag == "a" and one.attributes.get("href") and one.length <= _LONGEST_LABEL
    ]
    for href in links:
        there = clean.absolute(href, url)
        if there and _is_next(here, _parts(there)):
            return there
    return None


_LONGEST_LABEL = 40


def _parts(url: str) -> tuple[str, str, int]:
    """The host, what all pages of an article share, and the number of the page (1 where there is none)."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query)
    numbered = [(name, value) for name, value in query if name.lower() in _PAGE_NAMES and value.isdecimal()]
    rest = "&".join(f"{name}={value}" for name, value in query if (name, value) not in numbered)
    path, number = parts.path, 0
    if numbered and len(numbered[0][1]) < 4:
        number = int(numbered[0][1])
    elif match := _IN_PATH.match(path):
        path, number = match["stem"] + ("" if match["end"] == "/" else match["end"]), int(match["number"])
    return parts.netloc.lower(), f"{path.rstrip('/')}?{rest}", number or 1


def _is_next(here: tuple[str, str, int], there: tuple[str, str, int]) -> bool:
    return here[:2] == there[:2] and there[2] == here[2] + 1
