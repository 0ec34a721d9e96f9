"""From element to element of a part of a document, as feedparser goes: flat, and with the base of addresses kept.

What an element is called is looked up once; the method of its kind, which `fastfields` has, then reads it. What only
feedparser knows to read raises Doubt. No field is filled in here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from newsreader.feeds.elements import (
    CHILDREN,
    ELEMENTS,
    FIELDS_OF_FEEDPARSER,
    LEAVES,
    LEFT_TO_FEEDPARSER,
    Element,
    Kind,
)
from newsreader.feeds.habits import rebased
from newsreader.feeds.names import Names, standard_key
from newsreader.feeds.rawfeed import MANY_NAMES, Doubt

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from xml.etree.ElementTree import Element as Node

    from newsreader.feeds.limits import DocumentLimits
    from newsreader.feeds.markup import Markup

Known: TypeAlias = "tuple[Callable[[Any, Node, Element, dict[str, str]], object], Element, str, bool]"
"""How an element of a name is read, what it is, its name as feedparser has it, and whether no other may stand in it."""
DEEPEST = 200
"""Elements within each other, whatever the limits allow: each takes two calls of a stack that is limited too."""


class FastWalk:
    """What is known of the names in a document, and where the walk is."""

    def __init__(self, limits: DocumentLimits) -> None:
        self._deepest = min(limits.depth, DEEPEST)
        self._names = Names(limits.attribute_characters)
        self._base = ""
        """What addresses are relative to."""
        self._depth = 0
        """How deep the element that is read stands; the root stands at 1."""
        self._known: dict[str, Known] = {}

    def _read_children(self, children: Node | list[Node]) -> None:
        """What stands in an element: all of it, or some elements that do."""
        self._go_deeper(children)
        for child in children[:]:
            read, element, _, is_leaf = KNOWN.get(child.tag) or self._know(child.tag)
            if is_leaf and len(child):
                raise Doubt("an element within words")
            if not child.keys():
                read(self, child, element, NONE)
            elif _PLAIN_ATTRIBUTES.issuperset(attributes := child.attrib):
                read(self, child, element, attributes)
            else:
                base = self._base
                self._look_for_base(attributes)
                read(self, child, element, attributes)
                self._base = base
        self._depth -= 1

    def _read_parts(self, node: Node, kind: Kind, *, allowed: bool = True) -> None:
        """What stands in an element in which only a few others may."""
        self._go_deeper(node)
        for child in node:
            read, element, key, is_leaf = KNOWN.get(child.tag) or self._know(child.tag)
            is_strange = not allowed or key not in CHILDREN[kind]
            if is_strange and (element is not UNKNOWN or kind in {Kind.IMAGE, Kind.INPUT}):
                raise Doubt(f"<{key}> within {kind.value}")
            if (is_leaf or is_strange) and len(child):
                raise Doubt("an element within words")
            attributes = child.attrib if child.keys() else NONE
            base = self._base
            self._look_for_base(attributes)
            read(self, child, element, attributes)
            self._base = base
        self._depth -= 1

    def _read_markup(self, node: Node, markup: Markup) -> None:
        """What stands in a text construct; its own text is read already."""
        self._go_deeper(node)
        for child in node:
            attributes = child.attrib if child.keys() else NONE
            base = self._base
            self._look_for_base(attributes)
            markup.start(child.tag, attributes)
            markup.words(child.text)
            if len(child):
                self._read_markup(child, markup)
            markup.end(child.tag)
            markup.words(child.tail)
            self._base = base
        self._depth -= 1

    def _words_around(self, node: Node) -> str:
        """The words of an element in which only unknown ones stand; of these, those with attributes add their own."""
        words = [node.text or ""]
        self._go_deeper(node)
        for child in node:
            if self._element(child) is not UNKNOWN:
                raise Doubt("an element within words")
            base = self._base
            attributes = child.attrib if child.keys() else NONE
            self._look_for_base(attributes)
            own = self._words_around(child)
            words += [own if attributes else "", child.tail or ""]
            self._base = base
        self._depth -= 1
        return "".join(words)

    def _read_group(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        if len(node):
            self._read_children(node)

    def _read_unread(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        """Nothing: that it is a leaf is all there is to know."""

    def _go_deeper(self, children: Node | list[Node]) -> None:
        self._depth += 1
        if self._depth > self._deepest and len(children):
            raise Doubt("too deep")

    def _element(self, node: Node) -> Element:
        return (KNOWN.get(node.tag) or self._know(node.tag))[1]

    def _know(self, name: str) -> Known:
        if known := self._known.get(name):
            return known
        if len(self._known) >= MANY_NAMES:
            raise Doubt("too many names")
        key = self._names.key(name)
        if key in LEFT_TO_FEEDPARSER or key in FIELDS_OF_FEEDPARSER or key.endswith(_KEPT_SUFFIXES):
            raise Doubt(f"<{key}>")
        element = ELEMENTS.get(key, UNKNOWN)
        read = getattr(type(self), f"_read_{element.kind.name.lower()}")
        known = (read, element, key, element.kind in LEAVES)
        is_standard = len(KNOWN) < MANY_NAMES and standard_key(name) is not None
        (KNOWN if is_standard else self._known)[name] = known
        return known

    def _look_for_base(self, attributes: dict[str, str]) -> None:
        if _PLAIN_ATTRIBUTES.issuperset(attributes):
            return
        found = self._names.attributes(attributes)
        if base := found.get("xml:base", found.get("base")):
            if not self._base:
                raise Doubt("a base where there was none")
            self._rebase(base)
        if len(_PLAIN_ATTRIBUTES) < MANY_NAMES:
            _PLAIN_ATTRIBUTES.update(name for name in attributes if not name.lower().endswith("base"))

    def _rebase(self, address: str) -> None:
        base = rebased(self._base, address)
        if rebased(base, base) != base:
            raise Doubt("a base that changes")
        self._base = base


KNOWN: dict[str, Known] = {}
"""Of elements in namespaces that feedparser knows, whatever the document."""
NONE: dict[str, str] = {}
"""The attributes of most elements; nobody changes it."""
_PLAIN_ATTRIBUTES: set[str] = set()
"""Names of attributes that are no bases of addresses, whatever the document."""
UNKNOWN = Element(Kind.GROUP)
_KEPT_SUFFIXES = ("_detail", "_parsed")
