"""RSS and Atom straight from expat: what feedparser would find, for documents that hold no surprise.

feedparser is one flat machine: it does not know where an element stands, only what is open around it. This is the same
machine, for the elements of `elements`; `fastfields` says what each of them does. Whatever else it meets (an element
within words, a prefix that is used twice, a type that nobody knows) raises Doubt, and the document is feedparser's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from newsreader.feeds.elements import (
    CHILDREN,
    ELEMENTS,
    FIELDS_OF_FEEDPARSER,
    LEAVES,
    LEFT_TO_FEEDPARSER,
    Element,
    Kind,
)
from newsreader.feeds.fastfields import XHTML, FastFields
from newsreader.feeds.habits import rebased, stays
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.feeds.markup import Markup
from newsreader.feeds.names import standard_key
from newsreader.feeds.rawfeed import MANY_NAMES, Doubt, RawFeed

if TYPE_CHECKING:
    from collections.abc import Callable


PIECE = 1_000_000
"""Characters that expat is given at once."""


def read(text: str, url: str | None, begins: int = 0, limits: DocumentLimits = LIMITS) -> RawFeed:
    """Read a document whose root is at a place; raises Doubt if feedparser is to read it."""
    return _Reader(url, limits).read(text, begins)


class _Known(NamedTuple):
    """What to do where an element of a name begins and ends, if anything is to be done."""

    begin: Callable[[_Reader, Element, dict[str, str]], None] | None
    end: Callable[[_Reader, Element], None] | None
    element: Element
    key: str
    is_leaf: bool


class _Reader(FastFields):
    """Follows expat from element to element."""

    def __init__(self, url: str | None, limits: DocumentLimits) -> None:
        super().__init__(limits)
        self._base = url or ""
        self._bases: list[tuple[int, str]] = []
        self._known: dict[str, _Known] = {}
        self._plain_attributes: set[str] = set()
        """Names of attributes, as expat has them, that are no bases of addresses."""

    def read(self, text: str, begins: int) -> RawFeed:
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
            for at in range(begins, len(text), PIECE):
                parser.Parse(text[at : at + PIECE], False)
            parser.Parse("", True)
        except expat.ExpatError as failure:
            error = f"Not well-formed XML: {expat.ErrorString(failure.code)} in line {failure.lineno}."
        except UnicodeEncodeError:
            raise Doubt("a lone surrogate") from None
        if not error and not self._feed and not self._entries:
            raise Doubt("nothing in it")
        most = self._raw_entries
        entries = self._entries[:most]
        return RawFeed(self._names.version, self._feed, entries, error, left_out=max(0, self._begun - most))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._markup:
            self._start_tag(name, attributes)
            return
        if self._leaf:
            self._start_within_words(name, attributes)
            return
        begin, _, element, key, self._leaf = _KNOWN.get(name) or self._known.get(name) or self._know(name)
        if self._within:
            self._start_within(key, element, attributes)
        if self._pieces:
            self._pieces.clear()
        if self._depth == 1:
            self._start_root(key, attributes)
        elif attributes and not attributes.keys() <= self._plain_attributes:
            self._look_for_base(attributes)
        if begin:
            begin(self, element, attributes)
        elif self._depth > self._deepest:
            raise Doubt("too deep")

    def _end(self, name: str) -> None:
        if self._markup and self._depth != self._text_depth:
            self._markup.end(name)
        else:
            _, end, element, _, _ = _KNOWN.get(name) or self._known[name]
            self._leaf = False
            if end:
                end(self, element)
            elif self._within:
                self._end_within()
        if self._bases and self._bases[-1][0] == self._depth:
            self._base = self._bases.pop()[1]
        self._depth -= 1

    def _know(self, name: str) -> _Known:
        if len(self._known) >= MANY_NAMES:
            raise Doubt("too many names")
        key = self._names.key(name)
        if key in LEFT_TO_FEEDPARSER or key in FIELDS_OF_FEEDPARSER or key.endswith(_KEPT_SUFFIXES):
            raise Doubt(f"<{key}>")
        element = ELEMENTS.get(key, _UNKNOWN)
        kind = element.kind.name.lower()
        begin, end = getattr(_Reader, f"_begin_{kind}", None), getattr(_Reader, f"_end_{kind}", None)
        known = _Known(begin, end, element, key, element.kind in LEAVES)
        is_standard = len(_KNOWN) < MANY_NAMES and standard_key(name) is not None
        (_KNOWN if is_standard else self._known)[name] = known
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
        self._is_bare = not attributes

    def _end_within(self) -> None:
        """The words of an element with attributes count as those of the person around it."""
        if not self._is_bare:
            self._words += self._pieces
        self._pieces.clear()

    def _start_root(self, key: str, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        base = found.get("xml:base", found.get("base")) or self._base
        if base and (base != self._base or not stays(base)):
            self._rebase(base)
            self._bases.clear()
        language = found.get("xml:lang", found.get("lang"))
        if language and key in {"feed", "rss"}:
            self._feed["language"] = language.replace("_", "-")

    def _look_for_base(self, attributes: dict[str, str]) -> None:
        found = self._names.attributes(attributes)
        base = found.get("xml:base", found.get("base"))
        if "xml:base" not in found and "base" not in found and len(self._plain_attributes) < MANY_NAMES:
            self._plain_attributes.update(attributes)
        elif base and not self._base:
            raise Doubt("a base where there was none")
        elif base:
            self._rebase(base)

    def _rebase(self, address: str) -> None:
        base = rebased(self._base, address)
        if rebased(base, base) != base:
            raise Doubt("a base that changes")
        self._bases.append((self._depth, self._base))
        self._base = base

    def _start_within_words(self, name: str, attributes: dict[str, str]) -> None:
        """Markup that was not escaped: from here on the text is XHTML."""
        if self._text_depth != self._depth - 1 or self._names.key(name) in {"div", "xhtml_div"}:
            raise Doubt("an element within words")
        self._leaf = False
        self._type = XHTML
        before = "".join(self._pieces)
        self._pieces.clear()
        self._markup = Markup(self._names, self._pieces, before)
        self._start_tag(name, attributes)

    def _start_tag(self, name: str, attributes: dict[str, str]) -> None:
        assert self._markup  # noqa: S101 - asked by the caller
        if self._depth > self._deepest:
            raise Doubt("too deep")
        if attributes and not attributes.keys() <= self._plain_attributes:
            self._look_for_base(attributes)
        self._markup.start(name, attributes)


_KNOWN: dict[str, _Known] = {}
"""Of elements in namespaces that feedparser knows, whatever the document."""
_UNKNOWN = Element(Kind.GROUP)
_KEPT_SUFFIXES = ("_detail", "_parsed")
