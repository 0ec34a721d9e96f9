"""RSS and Atom straight from expat: what feedparser would find, without feedparser, for documents that hold no surprise.

feedparser is one flat machine: it does not know where an element stands, only what is open around it. This is the same
machine, for the elements of `elements`. Whatever else it meets (an element within words, a name that is used twice,
a type that nobody knows) raises Doubt, and the document is feedparser's. Nothing here decides what a field means.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

from newsreader.feeds import elements, fields
from newsreader.feeds.elements import CHILDREN, ELEMENTS, HTML, LEAVES, PLAIN, Element, Kind
from newsreader.feeds.markup import Markup
from newsreader.feeds.names import MANY_NAMES, Doubt, Names
from newsreader.feeds.rawfeed import DEEPEST, MANY_RAW_ENTRIES, Fields, RawFeed, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

_XHTML = "application/xhtml+xml"
_TYPES = {"text": PLAIN, "plain": PLAIN, PLAIN: PLAIN, "html": HTML, HTML: HTML, "xhtml": _XHTML, _XHTML: _XHTML}
_MANY = 1_000
"""Links, people, categories or bodies of one entry."""


def read(text: str, url: str | None) -> RawFeed:
    """Read a document that begins with its root; raises Doubt if feedparser is to read it."""
    return _Reader(url).read(text)


class _Known(NamedTuple):
    """What to do where an element of a name begins and ends, if anything is to be done."""

    begin: Callable[[Element, dict[str, str]], None] | None
    end: Callable[[Element], None] | None
    element: Element
    key: str
    is_leaf: bool


class _Reader:
    """The state of the machine: what is open around the place that is read."""

    def __init__(self, url: str | None) -> None:
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
        self._is_link = self._is_noted = False
        self._base = url or ""
        self._bases: list[tuple[int, str]] = []
        self._names = Names()
        self._known: dict[str, _Known] = {}
        self._plain_attributes: set[str] = set()
        """Names of attributes, as expat has them, that are no bases of addresses."""

    def read(self, text: str) -> RawFeed:
        parser = expat.ParserCreate(None, " ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = 65_536
        parser.StartNamespaceDeclHandler = lambda prefix, uri: self._names.declare(prefix, uri, self._depth)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        error = None
        try:
            parser.Parse(text, True)
        except expat.ExpatError as failure:
            error = f"Not well-formed XML: {expat.ErrorString(failure.code)} in line {failure.lineno}."
        except UnicodeEncodeError:
            raise Doubt("a lone surrogate") from None
        if not error and not self._feed and not self._entries:
            raise Doubt("nothing in it")
        entries = self._entries[:MANY_RAW_ENTRIES]
        return RawFeed(
            self._names.version, self._feed, entries, error, left_out=max(0, self._begun - MANY_RAW_ENTRIES)
        )

    # --- every element --------------------------------------------------------------------------------------------

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._markup:
            self._start_tag(name, attributes)
            return
        if self._leaf:
            self._start_within_words(name, attributes)
            return
        begin, _, element, key, self._leaf = self._known.get(name) or self._know(name)
        if self._within:
            self._start_within(key, element, attributes)
        if self._pieces:
            self._pieces.clear()
        if self._depth == 1:
            self._start_root(key, attributes)
        elif attributes and not attributes.keys() <= self._plain_attributes:
            self._look_for_base(attributes)
        if begin:
            begin(element, attributes)
        elif self._depth > DEEPEST:
            raise Doubt("too deep")

    def _end(self, name: str) -> None:
        if self._markup and self._depth != self._text_depth:
            self._markup.end(name)
        else:
            _, end, element, _, _ = self._known[name]
            self._leaf = False
            if end:
                end(element)
            elif self._within:
                self._end_within()
        if self._bases and self._bases[-1][0] == self._depth:
            self._base = self._bases.pop()[1]
        self._depth -= 1

    def _know(self, name: str) -> _Known:
        if len(self._known) >= MANY_NAMES:
            raise Doubt("too many names")
        key = self._names.key(name)
        if key in elements.LEFT_TO_FEEDPARSER or key in elements.FIELDS_OF_FEEDPARSER or key.endswith(_KEPT_SUFFIXES):
            raise Doubt(f"<{key}>")
        element = ELEMENTS.get(key, _UNKNOWN)
        kind = element.kind.name.lower()
        begin, end = getattr(self, f"_begin_{kind}", None), getattr(self, f"_end_{kind}", None)
        known = self._known[name] = _Known(begin, end, element, key, element.kind in LEAVES)
        return known

    def _start_within(self, key: str, element: Element, attributes: dict[str, str]) -> None:
        """Check what begins within a person, a picture or the like."""
        assert self._within  # noqa: S101 - asked by the caller
        if self._within is Kind.PERSON:
            self._words += self._pieces
        if key in CHILDREN[self._within] and not (self._within is Kind.IMAGE and self._in_entry):
            return
        if element is not _UNKNOWN or self._within in {Kind.IMAGE, Kind.INPUT}:
            raise Doubt(f"<{key}> within {self._within.value}")
        self._leaf = True
        self._is_noted = not attributes

    def _end_within(self) -> None:
        """The words of an element with attributes count as those of the person around it."""
        if not self._is_noted:
            self._words += self._pieces
        self._pieces.clear()

    def _start_root(self, key: str, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        base = found.get("xml:base", found.get("base")) or self._base
        if base and (base != self._base or not _is_settled(base)):
            self._rebase(base)
            self._bases.clear()
        language = found.get("xml:lang", found.get("lang"))
        if language and key in {"feed", "rss"}:
            self._feed["language"] = language.replace("_", "-")

    def _look_for_base(self, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        base = found.get("xml:base", found.get("base"))
        if "xml:base" not in found and "base" not in found and len(self._plain_attributes) < _MANY:
            self._plain_attributes.update(attributes)
        elif base and not self._base:
            raise Doubt("a base where there was none")
        elif base:
            self._rebase(base)

    def _rebase(self, address: str) -> None:
        from newsreader.feeds import slowfeed  # noqa: PLC0415 - importing feedparser takes a quarter of a second

        base = slowfeed.rebased(self._base, address)
        if slowfeed.rebased(base, base) != base:
            raise Doubt("a base that changes")
        self._bases.append((self._depth, self._base))
        self._base = base

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
        if self._begun > MANY_RAW_ENTRIES + 1:
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
        if len(found) >= _MANY:
            raise Doubt(f"too many {field}")
        return found

    def _end_words(self, element: Element) -> None:
        words = "".join(self._pieces).strip()
        self._store(element.field, words if words.isascii() else _settled(words))

    def _said(self) -> str:
        """The words of the element that ends."""
        return "".join(self._pieces).strip()

    def _begin_noted(self, element: Element, attributes: dict[str, str]) -> None:
        self._is_noted = not self._names.attributes(attributes)
        if not self._is_noted:
            self._context[element.field] = {}

    def _end_noted(self, element: Element) -> None:
        words = self._said()
        if self._is_noted:
            self._store(element.field, _settled(self._resolved(words) if element.field == "comments" else words))

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
        if self._type == _XHTML:
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
        value = _settled(value)
        if self._type == PLAIN and not self._names.version.startswith("atom") and _may_be_html(value):
            self._type = HTML
        if stored:
            self._store_text(element.field, value)
        return value

    def _start_within_words(self, name: str, attributes: dict[str, str]) -> None:
        """Markup that was not escaped: from here on the text is XHTML."""
        if self._text_depth != self._depth - 1 or self._names.key(name) in {"div", "xhtml_div"}:
            raise Doubt("an element within words")
        self._leaf = False
        self._type = _XHTML
        self._markup = Markup(self._names, self._pieces, "".join(self._pieces))
        self._pieces.clear()
        self._start_tag(name, attributes)

    def _start_tag(self, name: str, attributes: dict[str, str]) -> None:
        assert self._markup  # noqa: S101 - asked by the caller
        if self._depth > DEEPEST:
            raise Doubt("too deep")
        if attributes and not attributes.keys() <= self._plain_attributes:
            self._look_for_base(attributes)
        self._markup.start(name, attributes)

    def _store_text(self, field: str, value: str) -> None:
        detail = {"type": self._type, "base": self._base_then}
        in_entry = self._in_entry and not self._in_source
        if field == "content" and in_entry:
            self._list("content").append({**detail, "value": value})
            return
        if field == "description":
            field = "summary" if in_entry else "subtitle"
        self._store(field, value)
        self._context[f"{field}_detail"] = detail

    # --- links, identities, categories ----------------------------------------------------------------------------

    def _resolved(self, address: str) -> str:
        return (fields.http_url(address, self._base or None) or address) if address else address

    def _begin_link(self, _element: Element, attributes: dict[str, str]) -> None:
        found = _with_href(self._names.attributes(attributes)) if attributes else {}
        relation = found.setdefault("rel", "alternate")
        kind = found.setdefault("type", "application/atom+xml" if relation == "self" else HTML)
        if "href" in found:
            found["href"] = self._resolved(found["href"])
            if relation == "alternate" and _TYPES.get(kind) in {HTML, _XHTML}:
                self._context["link"] = found["href"]
        self._list("links").append(found)
        self._is_link = "href" not in found

    def _end_link(self, _element: Element) -> None:
        words = self._said()
        if not self._is_link or not (self._in_feed or self._in_entry or self._in_source):
            return
        words = _settled(self._resolved(words))
        if self._in_entry and not self._in_source:
            words = words.replace("&amp;", "&")
        words = _ENTITY.sub(r"&\1", words)
        self._context["link"] = words
        if words or not self._in_entry or self._in_source:
            self._context["links"][-1]["href"] = words

    def _begin_enclosure(self, _element: Element, attributes: dict[str, str]) -> None:
        self._list("links").append({**_with_href(self._names.attributes(attributes)), "rel": "enclosure"})

    def _begin_id(self, _element: Element, attributes: dict[str, str]) -> None:
        self._is_link = not attributes or self._names.attributes(attributes).get("ispermalink", "true") == "true"

    def _end_id(self, _element: Element) -> None:
        words = _settled(self._said())
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
        words = _settled(self._said())
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
        self._is_noted = not self._names.attributes(attributes)

    def _end_labels(self, element: Element) -> None:
        words = _settled(self._said())
        for label in words.split(",") if self._is_noted else ():
            if label.strip():
                self._add_category(label.strip(), element.field or None, None)

    def _end_licence(self, _element: Element) -> None:
        self._store("license", _settled(self._said()))
        if "license" not in self._context:
            raise Doubt("a licence of nothing")
        found = self._context.pop("license")
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
        words = _settled("".join([*self._words, *self._pieces]).strip())
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


def _is_settled(address: str) -> bool:
    """Whether feedparser leaves a base as it is; false where that is not sure."""
    return bool(_ADDRESS.match(address)) and urljoin(address, address) == address


def _settled(words: str) -> str:
    """feedparser mends texts that were decoded wrongly; those are rare."""
    if words.isascii():
        return words
    if not _C1.search(words):
        try:
            words.encode("latin-1").decode()
        except UnicodeError:
            return words
    from newsreader.feeds import slowfeed  # noqa: PLC0415 - importing feedparser takes a quarter of a second

    return slowfeed.mended(words)


def _may_be_html(text: str) -> bool:
    if "&" not in text and "</" not in text:
        return False
    from newsreader.feeds import slowfeed  # noqa: PLC0415 - importing feedparser takes a quarter of a second

    return slowfeed.looks_like_html(text)


def _with_href(attributes: dict[str, str]) -> dict[str, str]:
    """An address has several names; `url` counts before `uri` and `href`."""
    href = attributes.get("url", attributes.get("uri", attributes.get("href")))
    if href:
        attributes.pop("url", None)
        attributes.pop("uri", None)
        attributes["href"] = href
    return attributes


_UNKNOWN = Element(Kind.GROUP)
_KEPT_SUFFIXES = ("_detail", "_parsed")
_CDF = frozenset({"lastmod", "href"})
_ADDRESS = re.compile(r"https?://[^/]")
_C1 = re.compile("[\x80-\x9f]")
_ENTITY = re.compile("&([A-Za-z0-9_]+);")
