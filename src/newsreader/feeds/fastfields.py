"""What the fast reader does where an element begins and where it ends: fields are filled as feedparser fills them.

There are two methods for each kind of `elements.Kind`, or one, or none. Whatever feedparser might do otherwise raises
Doubt. Nothing here decides what a field means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsreader.feeds import fields
from newsreader.feeds.elements import HTML, PLAIN, Element, Kind
from newsreader.feeds.habits import may_be_html, settled, with_href
from newsreader.feeds.markup import Markup
from newsreader.feeds.names import Names
from newsreader.feeds.rawfeed import Doubt, Fields, name_of

if TYPE_CHECKING:
    from newsreader.feeds.limits import DocumentLimits

MANY = 1_000
"""Links, people, categories or bodies of one entry."""
XHTML = "application/xhtml+xml"


class FastFields:
    """What is open around the place that is read, and what was found so far."""

    def __init__(self, limits: DocumentLimits) -> None:
        self._deepest, self._raw_entries = limits.depth, limits.raw_entries
        self._names = Names(limits.attribute_characters)
        self._base = ""
        """What addresses are relative to."""
        self._feed: Fields = {}
        self._entry: Fields = {}
        self._entries: list[Fields] = []
        self._begun = 0
        self._context = self._feed
        """Where fields go: to the feed, an entry, or to what nobody reads (a picture, another feed)."""
        self._depths: dict[str, int] = {}
        """How deep stood what filled a field of the entry: what stands deeper does not replace it."""
        self._title_depth = -1
        self._depth = 0
        self._in_feed = self._in_entry = self._in_source = False
        self._within: Kind | None = None
        """An open element in which only a few others may stand."""
        self._leaf = False
        """An element is open in which no other may stand."""
        self._pieces: list[str] = []
        """The characters since the last tag."""
        self._words: list[str] = []
        """Those of a person, around its parts."""
        self._markup: Markup | None = None
        """An open text construct in XHTML."""
        self._text_depth = 0
        self._type = self._base_then = ""
        self._is_link = self._is_bare = False

    # --- documents, feeds, entries --------------------------------------------------------------------------------

    def _begin_root(self, _element: Element, attributes: dict[str, str]) -> None:
        if self._depth > 1:
            raise Doubt("a document within a document")
        self._names.version_of_rss(self._names.attributes(attributes).get("version", ""))

    def _begin_feed(self, _element: Element, attributes: dict[str, str]) -> None:
        if self._depth > 1:
            raise Doubt("a document within a document")
        self._in_feed = True
        self._names.version_of_atom(self._names.attributes(attributes).get("version"))

    def _begin_channel(self, _element: Element, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_source or not _CDF.isdisjoint(self._names.attributes(attributes)):
            raise Doubt("an odd channel")
        self._in_feed = True

    def _end_channel(self, _element: Element) -> None:
        self._in_feed = False

    _end_feed = _end_channel

    def _begin_entry(self, _element: Element, attributes: dict[str, str]) -> None:
        if self._in_entry or self._in_source:
            raise Doubt("an entry within an entry")
        self._in_entry = True
        self._entry = self._context = {}
        self._begun += 1
        if self._begun > self._raw_entries + 1:
            self._entries.pop()
        self._entries.append(self._entry)
        self._depths = {}
        self._title_depth = -1
        if attributes:
            found = self._names.attributes(attributes)
            if not _CDF.isdisjoint(found):
                raise Doubt("an odd entry")
            if found.get("rdf:about"):
                self._entry["id"] = found["rdf:about"]

    def _end_entry(self, _element: Element) -> None:
        if not any(self._entry.values()):
            raise Doubt("an empty entry")
        self._in_entry = False
        self._context = self._feed

    # --- words ----------------------------------------------------------------------------------------------------

    def _store(self, field: str, value: Any) -> None:
        if self._in_entry and not self._in_source:
            if self._depth <= self._depths.get(field, self._depth):
                self._depths[field] = self._depth
                self._entry[field] = value
        elif self._in_feed or self._in_source:
            self._context[field] = value

    def _list(self, field: str) -> list[Any]:
        found: list[Any] = self._context.setdefault(field, [])
        if len(found) >= MANY:
            raise Doubt(f"too many {field}")
        return found

    def _end_words(self, element: Element) -> None:
        words = "".join(self._pieces).strip()
        self._store(element.field, words if words.isascii() else settled(words))

    def _said(self) -> str:
        """The words of the element that ends."""
        return "".join(self._pieces).strip()

    def _begin_noted(self, element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        self._is_bare = not found
        if found:
            self._context[element.field] = found

    def _end_noted(self, element: Element) -> None:
        words = self._said()
        if self._is_bare:
            self._store(element.field, settled(self._resolved(words) if element.field == "comments" else words))

    def _begin_skips(self, _element: Element, _attributes: dict[str, str]) -> None:
        self._enter(Kind.SKIPS)

    def _end_skips(self, _element: Element) -> None:
        self._within = None

    def _end_skip(self, element: Element) -> None:
        words = self._said()
        if words and self._within is Kind.SKIPS and not self._in_entry:
            self._feed.setdefault(element.field, []).append(words)

    # --- texts ----------------------------------------------------------------------------------------------------

    def _begin_text(self, element: Element, attributes: dict[str, str]) -> None:
        self._type = element.type
        if attributes:
            found = self._names.attributes(attributes)
            declared = _TYPES.get(found.get("type", element.type).lower())
            if not declared or found.get("mode") == "base64":
                raise Doubt("a text of an unknown type")
            self._type = declared
        if self._type == XHTML:
            self._markup = Markup(self._names, self._pieces)
        else:
            self._leaf = True
        self._text_depth = self._depth
        self._base_then = self._base

    _begin_title = _begin_media_title = _begin_text

    def _end_title(self, element: Element) -> None:
        if self._end_media_title(element):
            self._title_depth = self._depth

    def _end_media_title(self, element: Element) -> str:
        return self._end_text(element, stored=not -1 < self._title_depth <= self._depth)

    def _end_text(self, element: Element, *, stored: bool = True) -> str:
        value = self._markup.value() if self._markup else self._said()
        self._markup = None
        self._text_depth = 0
        if not (self._in_feed or self._in_entry or self._in_source):
            return value
        value = settled(value)
        if self._type == PLAIN and not self._names.version.startswith("atom") and may_be_html(value):
            self._type = HTML
        if stored:
            self._store_text(element.field, value)
        return value

    def _store_text(self, field: str, value: str) -> None:
        detail = {"type": self._type, "base": self._base_then, "value": value}
        in_entry = self._in_entry and not self._in_source
        if field == "content" and in_entry:
            self._list("content").append(detail)
            return
        if field == "description":
            field = "summary" if in_entry else "subtitle"
        self._store(field, value)
        self._context[f"{field}_detail"] = detail

    # --- links, identities, categories ----------------------------------------------------------------------------

    def _resolved(self, address: str) -> str:
        return (fields.http_url(address, self._base or None) or address) if address else address

    def _begin_link(self, _element: Element, attributes: dict[str, str]) -> None:
        found = with_href(self._names.attributes(attributes)) if attributes else {}
        relation = found.setdefault("rel", "alternate")
        kind = found.setdefault("type", "application/atom+xml" if relation == "self" else HTML)
        if "href" in found:
            found["href"] = self._resolved(found["href"])
            if relation == "alternate" and _TYPES.get(kind) in {HTML, XHTML}:
                self._context["link"] = found["href"]
        self._list("links").append(found)
        self._is_link = "href" not in found

    def _end_link(self, _element: Element) -> None:
        words = self._said()
        if not self._is_link or not (self._in_feed or self._in_entry or self._in_source):
            return
        words = settled(self._resolved(words))
        if self._in_entry and not self._in_source:
            words = words.replace("&amp;", "&")
        words = _ENTITY.sub(r"&\1", words)
        self._context["link"] = words
        if words or not self._in_entry or self._in_source:
            self._context["links"][-1]["href"] = words

    def _begin_enclosure(self, _element: Element, attributes: dict[str, str]) -> None:
        self._list("links").append({**with_href(self._names.attributes(attributes)), "rel": "enclosure"})

    def _begin_id(self, _element: Element, attributes: dict[str, str]) -> None:
        self._is_link = not attributes or self._names.attributes(attributes).get("ispermalink", "true") == "true"

    def _end_id(self, _element: Element) -> None:
        words = settled(self._said())
        self._store("id", words)
        if self._is_link:
            self._context.setdefault("link", words)

    def _begin_category(self, _element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes) if attributes else {}
        self._add_category(found.get("term"), found.get("scheme", found.get("domain")), found.get("label"))

    def _begin_media_category(self, _element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        scheme = found.get("scheme", "http://search.yahoo.com/mrss/category_schema")
        self._add_category(found.get("term"), scheme, found.get("label"))

    def _begin_itunes_category(self, _element: Element, attributes: dict[str, str]) -> None:
        if self._in_entry:
            self._leaf = True
            self._add_category(self._names.attributes(attributes).get("text"), "http://www.itunes.com/", None)

    def _end_itunes_category(self, element: Element) -> None:
        if self._in_entry:
            self._end_category(element)

    def _end_category(self, _element: Element) -> None:
        words = settled(self._said())
        if words:
            tags = self._context["tags"]
            if tags and not tags[-1]["term"]:
                tags[-1]["term"] = words
            else:
                self._add_category(words, None, None)

    _end_media_category = _end_category

    def _add_category(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tags = self._list("tags")
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in tags:
            tags.append(tag)

    def _begin_labels(self, _element: Element, attributes: dict[str, str]) -> None:
        self._is_bare = not self._names.attributes(attributes)

    def _end_labels(self, element: Element) -> None:
        words = settled(self._said())
        for label in words.split(",") if self._is_bare else ():
            if label.strip():
                self._add_category(label.strip(), element.field or None, None)

    def _end_licence(self, _element: Element) -> None:
        self._store("license", settled(self._said()))
        if "license" not in self._context:
            raise Doubt("a licence of nothing")
        found = self._context.pop("license")
        self._list("links").append({"rel": "license", "href": found} if found else {"rel": "license"})

    def _begin_cc_licence(self, _element: Element, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes).get("rdf:resource")
        self._list("links").append({"rel": "license", "href": found} if found else {"rel": "license"})

    def _begin_chapter(self, _element: Element, attributes: dict[str, str]) -> None:
        if "start" not in self._names.attributes(attributes):
            raise Doubt("a chapter without a start")

    # --- people, and what has parts of its own --------------------------------------------------------------------

    def _enter(self, kind: Kind) -> None:
        if self._within is not None or (self._in_source and kind in {Kind.IMAGE, Kind.INPUT, Kind.SKIPS}):
            raise Doubt(f"{kind.value} within another")
        self._within = kind

    def _begin_person(self, _element: Element, _attributes: dict[str, str]) -> None:
        self._enter(Kind.PERSON)
        self._words.clear()
        self._list("authors").append({})

    def _end_person(self, _element: Element) -> None:
        self._within = None
        words = settled("".join([*self._words, *self._pieces]).strip())
        person = self._context["authors"][-1]
        if words and not person:
            person["name"] = name_of(words)

    def _end_part(self, element: Element) -> None:
        words = self._said()
        self._pieces.clear()
        if self._within is Kind.PERSON:
            person = self._context["authors"][-1]
            before = person.get("name") if element.field == "name" else None
            person[element.field] = f"{before}, {words}" if before else words

    def _begin_others(self, element: Element, _attributes: dict[str, str]) -> None:
        if self._in_entry and element.field:
            raise Doubt("an owner of an entry")
        self._enter(Kind.OTHERS)

    def _end_others(self, _element: Element) -> None:
        self._within = None

    def _begin_image(self, element: Element, _attributes: dict[str, str]) -> None:
        if element.kind is Kind.INPUT and self._in_entry:
            raise Doubt("an input of an entry")
        self._enter(element.kind)
        self._title_depth = -1
        self._context = {}

    def _end_image(self, _element: Element) -> None:
        self._within = None
        self._context = self._entry if self._in_entry else self._feed

    _begin_input, _end_input = _begin_image, _end_image

    def _begin_source(self, _element: Element, _attributes: dict[str, str]) -> None:
        if self._in_source:
            raise Doubt("a source within a source")
        self._in_source = True
        self._title_depth = -1
        self._context = {}

    def _end_source(self, _element: Element) -> None:
        self._in_source = False
        self._context = self._entry if self._in_entry else self._feed


_TYPES = {"text": PLAIN, "plain": PLAIN, PLAIN: PLAIN, "html": HTML, HTML: HTML, "xhtml": XHTML, XHTML: XHTML}
_CDF = frozenset({"lastmod", "href"})
_ENTITY = re.compile("&([A-Za-z0-9_]+);")
