"""A page as a tree of plain objects, built by Lexbor as browsers build theirs; every loop here is bounded.

What lies deeper than a limit is hung in at that depth: its text is never lost. Nothing here knows what an article is.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from newsreader.articles import tags
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from selectolax.lexbor import LexborHTMLParser

DEEPEST = 200
MOST_NODES = 400_000
"""Elements and texts; what comes after them is not read."""
INVISIBLE = frozenset(
    "script style template svg math canvas object applet embed select option datalist button input textarea head "
    "noframes noembed dialog audio map progress meter".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin a line of their own."""
LANDMARKS = frozenset("article aside figure footer form main nav".split())
RUNNING = 80
"""Characters of a line from which on it is running text, not a label."""

_WORD = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,3}(?![A-Za-z])|[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_BLANKS = re.compile(r"\s+")
_LONGEST_NAMES = 400
_LONGEST_LINK = 500
"""Characters; a link around more was never closed."""
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

_RENAMED = {"noscript": "div", "form": "div"}
"""What a sanitiser would take away with its text."""

Node: TypeAlias = "Element | str"


class Element:
    """An element of a page; what is counted of it is filled in by `measure`."""

    __slots__ = (
        "attributes",
        "commas",
        "depth",
        "in_link",
        "length",
        "linked",
        "names",
        "nodes",
        "own",
        "own_linked",
        "parent",
        "running",
        "tag",
        "within",
    )

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        """None as well for what was taken off."""
        self.nodes: list[Node] = []
        """Texts and elements in order, those that were taken off included; see `children`."""
        self.depth: int = parent.depth + 1 if parent else 0
        self.names = _names(attributes)
        """The words of its class, id and the like."""
        self.within: frozenset[str] = parent.within if parent else frozenset()
        """Which of LANDMARKS it is, or is in."""
        if tag in LANDMARKS and tag not in self.within:
            self.within |= {tag}
        is_link = tag == "a" and attributes.get("href", "#")[:1] != "#"
        self.in_link: bool = is_link or (parent is not None and parent.in_link)
        """Unless the link was never closed: then `measure` says otherwise."""
        self.length = 0
        """Characters of its text, blanks counted once."""
        self.linked = 0
        """Those of them in links."""
        self.commas = 0
        self.own = 0
        """Characters of its lines: those of the text that is not in blocks inside."""
        self.own_linked = 0
        self.running = 0
        """Characters of its running text: lines longer than RUNNING, without links."""

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes.get('class', '')!r} {self.length}>"

    @property
    def link_density(self) -> float:
        """Which part of the text is in links."""
        return self.linked / self.length if self.length else 0.0

    @property
    def children(self) -> list[Node]:
        """The texts and elements that it still has."""
        return [node for node in self.nodes if isinstance(node, str) or node.parent is self]

    def elements(self) -> list[Element]:
        """Those of its children that are elements."""
        return [node for node in self.nodes if isinstance(node, Element) and node.parent is self]

    def walk(self) -> Iterator[Element]:
        """Itself and everything inside, in the order of the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            if element is self or element.parent is not None:  # not taken off meanwhile
                waiting += reversed(element.elements())

    def text(self) -> str:
        """Its words in one line, blocks apart."""
        return _BLANKS.sub(" ", "".join(self._texts())).strip()

    def _texts(self) -> Iterator[str]:
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                yield node
            elif node.tag in BLOCKS or node.tag == "br":
                yield " "
                waiting += [" ", *reversed(node.children)]
            else:
                waiting += reversed(node.children)

    def remove(self) -> None:
        """Take it off, and out of what is counted of those it was in."""
        above, self.parent = self.parent, None
        while above is not None:
            above.length -= self.length
            above.linked -= self.linked
            above.commas -= self.commas
            above.running -= self.running
            above = above.parent

    def ancestors(self) -> Iterator[Element]:
        """Its parent, that one's, and so on."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


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


def measure(root: Element) -> None:
    """Count what each element holds."""
    _count(root)
    unclosed = [one for one in root.walk() if one.tag == "a" and one.in_link and one.length > _LONGEST_LINK]
    for link in unclosed:
        for element in link.walk():
            element.in_link = False
    if unclosed:
        _count(root)


def _count(root: Element) -> None:
    for element in reversed(list(root.walk())):
        length = linked = commas = own = own_linked = running = 0
        for child in element.children:
            if isinstance(child, str):
                size = len(_BLANKS.sub(" ", child).strip())
                length += size
                own += size
                commas += child.count(",") + child.count("，") + child.count("、")
            else:
                length, linked, commas = length + child.length, linked + child.linked, commas + child.commas
                running += child.running
                if child.tag not in BLOCKS:
                    own, own_linked = own + child.own, own_linked + child.own_linked
        element.length, element.commas, element.own = length, commas, own
        element.running = running
        element.linked, element.own_linked = (length, own) if element.in_link else (linked, own_linked)
        if element.tag in BLOCKS and (words := element.own - element.own_linked) >= RUNNING:
            element.running += words


def html(root: Element, kept: frozenset[str]) -> str:
    """It as HTML, with the `kept` attributes."""
    parts: list[str] = []
    waiting: list[tuple[Node, bool]] = [(root, True)]
    while waiting:
        node, begins = waiting.pop()
        if isinstance(node, str):
            parts.append(escape(node, quote=False))
        elif not begins:
            parts.append(f"</{_RENAMED.get(node.tag, node.tag)}>")
        else:
            attributes = "".join(
                f' {name}="{escape(value)}"' for name, value in node.attributes.items() if name in kept
            )
            parts.append(f"<{_RENAMED.get(node.tag, node.tag)}{attributes}>")
            if node.tag not in tags.VOID:
                waiting.append((node, False))
                waiting += [(child, True) for child in reversed(node.children)]
    return "".join(parts)


def _attributes(found: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value or "" for name, value in found.items()}


def _names(attributes: dict[str, str]) -> frozenset[str]:
    if not attributes:
        return frozenset()
    found = [
        attributes[name][:_LONGEST_NAMES]
        for name in ("class", "id", "role", "itemprop", "data-testid", "data-component")
        if name in attributes
    ]
    return frozenset(word.lower() for word in _WORD.findall(" ".join(found)))
