"""A page's body as a tree of plain objects, of which is counted what tells text from labels.

Nothing here knows what an article is, nor how a page is read.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from newsreader.articles import tags

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that begin a line of their own."""
LANDMARKS = frozenset("article aside figure footer form main nav pre".split())
RUNNING = 80
"""Characters of a line from which on it is running text, not a label."""

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2,3}(?![A-Za-z]|\d+[A-Za-z])|[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_BLANKS = re.compile(r"\s+")
_NAMED = ("class", "role", "itemprop", "data-testid", "data-component")
_MOST_ID_WORDS = 3
"""An id of more is made of a heading's text."""
_LONGEST_NAMES = 400
_LONGEST_LINK = 500
"""Characters; a link around more was never closed."""
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
        if above is not None:
            self._count_in(above, -1)

    def put_back(self, above: Element) -> None:
        """Undo `remove`: `above` is what it was in."""
        self.parent = above
        self._count_in(above, 1)

    def _count_in(self, above: Element | None, sign: int) -> None:
        while above is not None:
            above.length += sign * self.length
            above.linked += sign * self.linked
            above.commas += sign * self.commas
            above.running += sign * self.running
            above = above.parent

    def ancestors(self) -> Iterator[Element]:
        """Its parent, that one's, and so on."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


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


def _names(attributes: dict[str, str]) -> frozenset[str]:
    if not attributes:
        return frozenset()
    found = [attributes[name][:_LONGEST_NAMES] for name in _NAMED if name in attributes]
    words = [word.lower() for word in _WORD.findall(" ".join(found))]
    own = [word.lower() for word in _WORD.findall(attributes.get("id", "")[:_LONGEST_NAMES])]
    return frozenset(words + own if len(own) <= _MOST_ID_WORDS else words)
