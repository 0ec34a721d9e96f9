"""What the fast reader does with each element: fields are filled as feedparser fills them.

There is a method for each kind of `elements.Kind`. Whatever feedparser might do otherwise raises Doubt. Nothing here
decides what a field means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsreader.feeds import fields
from newsreader.feeds.elements import HTML, PLAIN, Element, Kind
from newsreader.feeds.fastwalk import UNKNOWN, FastWalk
from newsreader.feeds.habits import from_base64, may_be_html, settled, with_href
from newsreader.feeds.markup import Markup
from newsreader.feeds.rawfeed import Doubt, Fields, name_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Node

    from newsreader.feeds.limits import DocumentLimits

MANY = 1_000
"""Links, people, categories or bodies of one entry."""
XHTML = "application/xhtml+xml"


class FastFields(FastWalk):
    """What is open around the place that is read, and what was found so far."""

    def __init__(self, limits: DocumentLimits) -> None:
        super().__init__(limits)
        self._raw_entries = limits.raw_entries
        self._feed: Fields = {}
        self._entry: Fields = {}
        self._entries: list[Fields] = []
        self._begun = 0
        self._context = self._feed
        """Where fields go: to the feed, an entry, or to what nobody reads (a picture, another feed)."""
        self._depths: dict[str, int] = {}
        """How deep stood what filled a field of the entry: what stands deeper does not replace it."""
        self._title_depth = -1
        self._in_feed = self._in_entry = self._in_source = False
        self._within: Kind | None = None
        """An open element in which only a few others may stand."""

    # --- documents, feeds, entries --------------------------------------------------------------------------------

    def _begin_channel(self, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_source or not _CDF.isdisjoint(self._names.attributes(attributes)):
            raise Doubt("an odd channel")
        self._in_feed = True

    def _read_root(self, _node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        raise Doubt("a document within a document")

    _read_feed = _read_root

    def _read_channel(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        self._begin_channel(attributes)
        self._read_children(node)
        self._in_feed = False

    def _read_entry(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_source:
            raise Doubt("an entry within an entry")
        self._in_entry = True
        entry: Fields = {}
        self._entry = self._context = entry
        self._begun += 1
        if self._begun > self._raw_entries + 1:
            self._entries.pop()
        self._entries.append(entry)
        self._depths = {}
        self._title_depth = -1
        if attributes:
            found = self._names.attributes(attributes)
            if not _CDF.isdisjoint(found):
                raise Doubt("an odd entry")
            if found.get("rdf:about"):
                entry["id"] = found["rdf:about"]
        self._read_children(node)
        if not any(entry.values()):
            raise Doubt("an empty entry")
        self._in_entry = False
        self._context = self._feed

    # --- words ----------------------------------------------------------------------------------------------------

    def _store(self, field: str, value: Any) -> None:
        if self._in_entry and not self._in_source:
            depth = self._depth
            if depth <= self._depths.get(field, depth):
                self._depths[field] = depth
                self._entry[field] = value
        elif self._in_feed or self._in_source:
            self._context[field] = value

    def _list(self, field: str) -> list[Any]:
        found: list[Any] = self._context.setdefault(field, [])
        if len(found) >= MANY:
            raise Doubt(f"too many {field}")
        return found

    def _read_words(self, node: Node, element: Element, _attributes: dict[str, str]) -> None:
        self._store(element.field, _settled_words(node))

    def _read_noted(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        if found:
            self._context[element.field] = found
        else:
            words = _words(node)
            self._store(element.field, settled(self._resolved(words) if element.field == "comments" else words))

    def _read_skips(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        self._read_within(node, Kind.SKIPS)

    def _read_skip(self, node: Node, element: Element, _attributes: dict[str, str]) -> None:
        words = _words(node)
        if words and self._within is Kind.SKIPS and not self._in_entry:
            self._feed.setdefault(element.field, []).append(words)

    # --- texts ----------------------------------------------------------------------------------------------------

    def _read_text(self, node: Node, element: Element, attributes: dict[str, str], *, stored: bool = True) -> str:
        kind, base = element.type, self._base
        if attributes:
            found = self._names.attributes(attributes)
            kind = found.get("type", kind).lower()
            kind = _TYPES.get(kind, kind)
            if found.get("mode") == "base64" or (kind not in _TYPES and (len(node) or kind.endswith("xml"))):
                raise Doubt("a text of an unknown type")
        if kind == XHTML or len(node):
            value = self._markup(node, is_declared=kind == XHTML)
            kind = XHTML
        else:
            value = (node.text or "").strip()
            if not kind.startswith("text/"):
                value = from_base64(value)
        in_entry = self._in_entry and not self._in_source
        if not (in_entry or self._in_feed or self._in_source):
            return value
        if not value.isascii():
            value = settled(value)
        if kind == PLAIN and not self._names.version.startswith("atom") and may_be_html(value):
            kind = HTML
        if not stored:
            return value
        detail = {"type": kind, "base": base, "value": value}
        field = element.field
        if field == "content" and in_entry:
            self._list("content").append(detail)
            return value
        if field == "description":
            field = "summary" if in_entry else "subtitle"
        self._store(field, value)
        self._context[f"{field}_detail"] = detail
        return value

    def _markup(self, node: Node, *, is_declared: bool) -> str:
        """The value of a text construct in XHTML, which it is as soon as it holds tags that were not escaped."""
        if not is_declared and self._names.key(node[0].tag) in {"div", "xhtml_div"}:
            raise Doubt("an element within words")
        markup = Markup(self._names, "" if is_declared else node.text or "")
        if is_declared:
            markup.words(node.text)
        self._read_markup(node, markup)
        return markup.value()

    def _read_title(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        if self._read_text(node, element, attributes, stored=not -1 < self._title_depth <= self._depth):
            self._title_depth = self._depth

    def _read_media_title(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        self._read_text(node, element, attributes, stored=not -1 < self._title_depth <= self._depth)

    # --- links, identities, categories ----------------------------------------------------------------------------

    def _resolved(self, address: str) -> str:
        return (fields.http_url(address, self._base or None) or address) if address else address

    def _read_link(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        if attributes:
            found = with_href(self._names.attributes(attributes))
            relation = found.setdefault("rel", "alternate")
            kind = found.setdefault("type", "application/atom+xml" if relation == "self" else HTML)
        else:
            found = {"rel": "alternate", "type": HTML}
        self._list("links").append(found)
        if "href" in found:
            found["href"] = self._resolved(found["href"])
            if relation == "alternate" and _TYPES.get(kind) in {HTML, XHTML}:
                self._context["link"] = found["href"]
        elif self._in_feed or self._in_entry or self._in_source:
            words = self._resolved((node.text or "").strip())
            if not words.isascii():
                words = settled(words)
            in_entry = self._in_entry and not self._in_source
            if "&" in words:
                words = _ENTITY.sub(r"&\1", words.replace("&amp;", "&") if in_entry else words)
            self._context["link"] = words
            if words or not in_entry:
                found["href"] = words

    def _read_enclosure(self, _node: Node, _element: Element, attributes: dict[str, str]) -> None:
        self._list("links").append({**with_href(self._names.attributes(attributes)), "rel": "enclosure"})

    def _read_id(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        words = _settled_words(node)
        self._store("id", words)
        if not attributes or self._names.attributes(attributes).get("ispermalink", "true") == "true":
            self._context.setdefault("link", words)

    def _read_category(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        if attributes:
            found = self._names.attributes(attributes)
            self._add_category(found.get("term"), found.get("scheme", found.get("domain")), found.get("label"))
        self._end_category(self._words_around(node) if len(node) else node.text)

    def _read_media_category(self, node: Node, _element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        scheme = found.get("scheme", "http://search.yahoo.com/mrss/category_schema")
        self._add_category(found.get("term"), scheme, found.get("label"))
        self._end_category(node.text)

    def _read_itunes_category(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        if not self._in_entry:
            self._read_children(node)
            return
        self._add_category(self._names.attributes(attributes).get("text"), "http://www.itunes.com/", None)
        if any(self._element(child) is not element for child in node):
            raise Doubt("an element within words")
        self._read_children(node)
        self._end_category("".join([node.text or "", *(child.tail or "" for child in node)]))

    def _end_category(self, words: str | None) -> None:
        words = (words or "").strip()
        if words:
            tags = self._list("tags")
            if tags and not tags[-1]["term"]:
                tags[-1]["term"] = settled(words)
            else:
                self._add_category(settled(words), None, None)

    def _add_category(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self._list("tags")
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)

    def _read_labels(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        words = "" if self._names.attributes(attributes) else _settled_words(node)
        for label in words.split(","):
            if label.strip():
                self._add_category(label.strip(), element.field or None, None)

    def _read_licence(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        self._store("license", _settled_words(node))
        if "license" not in self._context:
            raise Doubt("a licence of nothing")
        found = self._context.pop("license")
        self._list("links").append({"rel": "license", "href": found} if found else {"rel": "license"})

    def _read_cc_licence(self, _node: Node, _element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes).get("rdf:resource")
        self._list("links").append({"rel": "license", "href": found} if found else {"rel": "license"})

    def _read_recorded(self, _node: Node, element: Element, attributes: dict[str, str]) -> None:
        self._list(element.field).append(self._names.attributes(attributes))

    def _read_heard(self, node: Node, element: Element, attributes: dict[str, str]) -> None:
        self._list(element.field).append({**self._names.attributes(attributes), "name": _words(node)})

    # --- people, and what has parts of its own --------------------------------------------------------------------

    def _read_within(self, node: Node, kind: Kind) -> None:
        if self._in_source and kind in {Kind.IMAGE, Kind.INPUT, Kind.SKIPS}:
            raise Doubt(f"{kind.value} within another")
        if len(node):
            self._within = kind
            self._read_parts(node, kind, allowed=kind is not Kind.IMAGE or not self._in_entry)
            self._within = None

    def _read_person(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        person: Fields = {}
        self._list("authors").append(person)
        words = node.text or ""
        if len(node):
            self._read_within(node, Kind.PERSON)
            words += "".join(self._words_of_unknown(child) + (child.tail or "") for child in node)
        words = settled(words.strip())
        if words and not person:
            person["name"] = name_of(words)

    def _words_of_unknown(self, node: Node) -> str:
        """Those of an unknown element with attributes count as those of the person around it."""
        is_unknown = node.keys() and self._element(node) is UNKNOWN
        return (node.text or "") if is_unknown else ""

    def _read_part(self, node: Node, element: Element, _attributes: dict[str, str]) -> None:
        if self._within is Kind.PERSON:
            words = _words(node)
            person = self._context["authors"][-1]
            before = person.get("name") if element.field == "name" else None
            person[element.field] = f"{before}, {words}" if before else words

    def _read_others(self, node: Node, element: Element, _attributes: dict[str, str]) -> None:
        if self._in_entry and element.field:
            raise Doubt("an owner of an entry")
        self._read_within(node, Kind.OTHERS)

    def _read_image(self, node: Node, element: Element, _attributes: dict[str, str]) -> None:
        if element.kind is Kind.INPUT and self._in_entry:
            raise Doubt("an input of an entry")
        self._title_depth = -1
        self._context = {}
        self._read_within(node, element.kind)
        self._context = self._entry if self._in_entry else self._feed

    _read_input = _read_image

    def _read_source(self, node: Node, _element: Element, _attributes: dict[str, str]) -> None:
        if self._in_source:
            raise Doubt("a source within a source")
        self._title_depth = -1
        if len(node):
            self._in_source = True
            self._context = {}
            self._read_children(node)
            self._in_source = False
            self._context = self._entry if self._in_entry else self._feed


def _words(node: Node) -> str:
    return (node.text or "").strip()


def _settled_words(node: Node) -> str:
    words = (node.text or "").strip()
    return words if words.isascii() else settled(words)


_TYPES = {"text": PLAIN, "plain": PLAIN, PLAIN: PLAIN, "html": HTML, HTML: HTML, "xhtml": XHTML, XHTML: XHTML}
_CDF = frozenset({"lastmod", "href"})
_ENTITY = re.compile("&([A-Za-z0-9_]+);")
