"""A page as the article in it: what is declared of it, its text as sanitised HTML, and why there is none if so.

One function from bytes to a value, without network, clock or library. It is called in a process that can be killed
(`worker`): a page is hostile until it is read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newsreader.articles import clean, document, tags
from newsreader.errors import ParseError
from newsreader.extraction import choose, facts, follow, leads, reading, sift, tree, walls
from newsreader.feeds import decode
from newsreader.models.documents import Extracted
from newsreader.quotations.languages import detect

if TYPE_CHECKING:
    from newsreader.extraction.facts import Facts
    from newsreader.extraction.tree import Element

PAGE_BYTES = 10_000_000
"""A larger page is none."""
_KEPT = frozenset({"href", "src", "alt", "title", "colspan", "width", "height", "style", "start", "value"})
_BINARY = re.compile("[\0-\x08\x0e-\x1f\x7f\ufffd]")
_SNIFFED = 4096
_FIGURE = re.compile(r"<figure\b(?:(?!<(?:table|pre|blockquote)\b).)*?</figure\s*>|<img\b[^>]*>", re.DOTALL)
"""A picture; figures hold tables, code and quotations as well."""
_IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*)"')
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-srcset", "data-lazy-srcset", "srcset", "data-url")
"""Where a picture's address may be while its `src` holds its place."""
_PLACEHOLDER = re.compile(r"/(?:blank|spacer|placeholder|1x1|transparent|pixel|loading)[\w-]*\.(?:gif|png|svg|jpe?g)")
_SHORT = 250
"""Characters below which a text is compared with all that the page shows."""


def extract(body: bytes, *, url: str | None = None, content_type: str | None = None) -> Extracted:
    """The article of a page; ParseError if it is none at all: binary, or far too large."""
    if len(body) > PAGE_BYTES:
        raise ParseError(f"It is larger than {PAGE_BYTES // 1_000_000} MB, which no article is.")
    html = decode.decode(body, content_type).text
    if len(_BINARY.findall(html, 0, _SNIFFED)) > min(len(html), _SNIFFED) / 10:
        raise ParseError("It is no page but binary data.")
    if not unicodedata.is_normalized("NFC", html):
        html = unicodedata.normalize("NFC", html)
    head, root = reading.read(html)
    base = clean.absolute(head.base, url) or url
    found = facts.read(head, root, base)
    next_url = follow.next_page(head, root, url) if url else None
    page_text = root.text()
    content = _content(root, found, base)
    read = document.parse(_without_pictures(content))
    problem = walls.problem(read.text, page_text, found, has_password=head.has_password)
    return Extracted(
        title=found.title,
        author=found.author or None,
        published=found.published,
        language=found.language or _told(read.text),
        text=read.text,
        html=content,
        links=document.parse(content).links,
        images=_images(content, found.picture),
        picture=found.picture or None,
        problem=problem,
        next_url=next_url,
    )


def _content(root: Element, found: Facts, base: str | None) -> str:
    """The article's part as sanitised HTML; of a page with few words all that it shows."""
    choose.prune(root)
    article = choose.best(root)
    before = [] if article is root else leads.find(article)
    for lead in before:
        lead.remove()
    if article.running < _SHORT and root.length < 4 * _SHORT:
        article, before = root, []
    else:
        sift.sift(article, found.title)
    for part in (*before, article):
        _find_pictures(part)
    parts = [*(tree.html(lead, _KEPT) for lead in before), tree.html(article, _KEPT)]
    content = clean.sanitise("\n".join(parts), base)
    if len(found.body) > max(2 * _SHORT, 2 * article.length):  # scripts would show what JSON-LD has
        return clean.sanitise(found.body, base)
    return content


def _find_pictures(part: Element) -> None:
    """Give pictures that scripts would load their address."""
    for image in part.walk():
        if image.tag != "img" or _is_picture(image.attributes.get("src", "")):
            continue
        named = (image.attributes.get(name, "") for name in _LAZY)
        for value in named:
            address = value.strip().split(" ")[0].rstrip(",")  # the first of a srcset
            if _is_picture(address):
                image.attributes["src"] = address
                break


def _is_picture(address: str) -> bool:
    return bool(address) and not address.startswith("data:") and not _PLACEHOLDER.search(address)


def _without_pictures(content: str) -> str:
    """For the text: captions and the words of pictures are not the article's."""
    return _FIGURE.sub("", content)


def _images(content: str, picture: str) -> tuple[str, ...]:
    found = [picture] if picture else []
    found += [tags.unescape(match[1]) for match in _IMAGE.finditer(content)]
    return tuple(dict.fromkeys(found))


def _told(text: str) -> str | None:
    """The language that a text is in, told from its words."""
    language = detect.detect(text)
    return None if language == "und" else language
