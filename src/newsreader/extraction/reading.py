"""A page's text to a tree of plain objects and what its head says, by Lexbor, as browsers read; every loop is bounded.

What lies deeper than a limit is hung in at that depth: its text is never lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.articles import tags
from newsreader.extraction.tree import Element, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborHTMLParser

DEEPEST = 200
MOST_NODES = 400_000
"""Elements and texts; what comes after them is not read."""
INVISIBLE = frozenset(
    "script style template svg math canvas object applet embed select option datalist button input textarea head "
    "noframes noembed dialog audio map progress meter".split()
)
_DEEP = 400
_NESTING = re.compile(
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dt|dd|"
    r"option)\b)[a-z][^<>]{0,2000}+(?<!/)>",
    re.IGNORECASE,
)
_NAMING = ("property", "name", "itemprop", "http-equiv")
_MOST_METAS = 1_000
_LONGEST_META = 2_000
_MOST_SCRIPTS = 50
_LONGEST_DATA = 1_000_000


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself beside its text, as it is written there."""

    language: str
    title: str
    metas: tuple[tuple[str, str], ...]
    """Names (property, name, itemprop or http-equiv; small letters) and contents."""
    links: tuple[tuple[str, str], ...]
    """Relations (small letters) and addresses."""
    data: tuple[str, ...]
    """The texts of its JSON-LD scripts."""

    base: str
    """The address that its links start from, if it says so."""
    has_password: bool
    """Whether it has a field for a password."""

    def first(self, *names: str) -> str:
        """The first content that there is of the metas named, in the order of the names."""
        for name in names:
            for one, content in self.metas:
                if one == name and content.strip():
                    return content.strip()
        return ""


def read(html: str) -> tuple[Head, Element]:
    """A page's head, and its body as a measured tree; MemoryError if there is no room for it."""
    from selectolax.lexbor import (  # noqa: PLC0415 - of the processes that extract alone
        LexborHTMLParser,
        SelectolaxError,
    )

    if _is_deep(html):
        html = tags.tame(html, _Everything())
    try:
        parser = LexborHTMLParser(html)
    except SelectolaxError as error:  # any bytes are a page, so it can have failed for one reason alone
        raise MemoryError from error
    head = _head(parser)
    body = _body(parser)
    measure(body)
    return head, body


def _is_deep(html: str) -> bool:
    """Whether elements may lie so deep that a tree builder takes quadratic time; some pages leave many open."""
    depth = deepest = 0
    for match in _NESTING.finditer(html):
        depth += -1 if match[1] else 1
        deepest = max(deepest, depth)
    return deepest > _DEEP


class _Everything(dict[str, "_Everything"]):
    """All attributes of all elements, for `tags.tame`."""

    def get(self, *_: object) -> _Everything:
        return self

    def __contains__(self, _: object) -> bool:
        return True


def _head(parser: LexborHTMLParser) -> Head:
    metas: list[tuple[str, str]] = []
    for node in parser.css("meta")[:_MOST_METAS]:
        attributes = _attributes(node.attributes)
        named = [attributes[name].lower() for name in _NAMING if attributes.get(name)]
        metas += [(name, attributes.get("content", "")[:_LONGEST_META]) for name in named]
    links = [_attributes(node.attributes) for node in parser.css("link[rel], a[rel]")[:_MOST_METAS]]
    scripts = parser.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]
    html, title = parser.css_first("html"), parser.css_first("title")
    return Head(
        language=_attributes(html.attributes).get("lang", "") if html else "",
        title=(title.text() if title else "")[:_LONGEST_META],
        metas=tuple(metas),
        links=tuple((one["rel"].lower(), one["href"]) for one in links if one.get("href")),
        base=_attributes(base.attributes).get("href", "") if (base := parser.css_first("base")) else "",
        has_password=parser.css_first('input[type="password" i]') is not None,
        data=tuple(text for node in scripts if len(text := node.text() or "") < _LONGEST_DATA),
    )


def _body(parser: LexborHTMLParser) -> Element:
    """What lies too deep is hung in higher up; what comes after too much is left out."""
    body = parser.body
    if body is None:
        return Element("body", {}, None)
    root = Element("body", _attributes(body.attributes), None)
    waiting = [(body.child, root)]
    left = MOST_NODES
    while waiting and left:
        node, parent = waiting.pop()
        while node is not None and left:
            left -= 1
            tag = node.tag or "-"
            if tag == "-text":
                parent.nodes.append(node.text_content or "")
            elif tag[0] not in "-!_" and tag not in INVISIBLE:
                element = Element(tag, _attributes(node.attributes), parent)
                parent.nodes.append(element)
                if (inside := node.child) is not None:
                    if (after := node.next) is not None:
                        waiting.append((after, parent))
                    if element.depth < DEEPEST:
                        parent = element
                    node = inside
                    continue
            node = node.next
    return root


def _attributes(found: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in found.items()}
