"""The article at an address: fetched politely, extracted in a process of its own, its pages joined. Nothing is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from newsreader.errors import Cause, FetchError, NewsreaderError, ParseError
from newsreader.refresh.asking import ask_first
from newsreader.web.address import host, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.config import Config
    from newsreader.extraction.worker import ExtractorProcess
    from newsreader.fetch import Fetched
    from newsreader.models.documents import Extracted

    Extract = Callable[[Fetched], Extracted]

MOST_PAGES = 10
"""Of one article."""
_ACCEPT = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"

_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})


@dataclass(frozen=True, slots=True)
class Article:
    """What is at an address."""

    url: str
    """Where it was found in the end."""
    extracted: Extracted
    page: bytes
    """The first of its pages, as it came."""
    incomplete: str | None = None
    """Why the article goes on where this ends: a sentence; None if this is all."""


def extractor(config: Config) -> ExtractorProcess:
    """A process that extracts within the limits that are set."""
    from newsreader.extraction.worker import MEMORY, ExtractorProcess  # noqa: PLC0415 - needed only where pages are read

    return ExtractorProcess(seconds=config.parse.timeout, memory_mb=min(config.parse.max_memory_megabytes, MEMORY))


def extracting(reader: ExtractorProcess) -> Extract:
    """What `load` extracts with, by one process."""
    return lambda fetched: reader.extract(fetched.body, url=fetched.url, content_type=fetched.content_type)


def load(
    url: str,
    config: Config,
    extract: Extract,
    *,
    typed_by_user: bool,
    visit: Callable[[str], None] = lambda _: None,
) -> Article:
    """Fetch an article; FetchError or ParseError if there is none.

    `visit` is told of each host before it is asked, and may raise what ends it there.
    """
    first = _fetch(url, config, typed_by_user=typed_by_user, visit=visit)
    found = _extracted(first, extract)
    whole, why = found, None
    seen, next_url = {url, first.url}, found.next_url
    while next_url and next_url not in seen and not found.problem:
        if len(seen) > MOST_PAGES:
            why = f"The article has more than {MOST_PAGES} pages; the others were not fetched."
            break
        seen.add(next_url)
        try:
            page = _fetch(next_url, config, typed_by_user=typed_by_user and host(next_url) == host(url), visit=visit)
            part = _extracted(page, extract)
        except NewsreaderError as error:
            why = f"The article goes on at {shown(next_url)}, which could not be had: {error}"
            break
        if part.problem or host(page.url) != host(first.url) or _is_in(part, whole):
            break
        whole, next_url = _joined(whole, part), part.next_url
    return Article(first.url, replace(whole, next_url=None), first.body, why)


def with_picture(found: Extracted) -> str:
    """The article as HTML, with the picture that its page names before it if it has none."""
    if found.picture and "<img" not in found.html:
        return f'<p><img src="{escape(found.picture)}"></p>\n{found.html}'
    return found.html


def _fetch(url: str, config: Config, *, typed_by_user: bool, visit: Callable[[str], None]) -> Fetched:
    if not url.lower().startswith(("http://", "https://")):
        raise FetchError(f"{shown(url)} is no web address; only http and https lead to pages.", cause=Cause.ADDRESS)
    visit(host(url))
    fetched = ask_first(url, config, typed_by_user=typed_by_user, visit=visit, accept=_ACCEPT)
    kind = (fetched.content_type or "").partition(";")[0].strip().lower()
    if kind.startswith("image/") or kind in {"application/pdf", "application/zip", "application/octet-stream"}:
        raise ParseError(f"{shown(url)} is no page but {kind}; look at it in a browser.")
    if kind in _FEEDS:
        raise ParseError(f"{shown(url)} is a feed and no page; `newsreader add` follows it.")
    return fetched


def _extracted(fetched: Fetched, extract: Extract) -> Extracted:
    try:
        return extract(fetched)
    except ParseError as error:
        raise ParseError(f"{shown(fetched.url)} cannot be read as an article. {error}") from error


def _is_in(part: Extracted, whole: Extracted) -> bool:
    """Whether a page says nothing new: some sites give the whole article whatever page is asked for."""
    lines = [line for line in part.text.split("\n\n") if len(line) > 40]
    return not lines or sum(line in whole.text for line in lines) * 2 > len(lines)


def _joined(whole: Extracted, part: Extracted) -> Extracted:
    """The first page's lines that the next one repeats (a lead, a title) are not repeated."""
    return replace(
        whole,
        text=f"{whole.text}\n\n{part.text}",
        html=f"{whole.html}\n{part.html}",
        links=tuple(dict.fromkeys(whole.links + part.links)),
        images=tuple(dict.fromkeys(whole.images + part.images)),
    )
