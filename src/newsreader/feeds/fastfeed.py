"""RSS and Atom by the tree that xml.etree builds in C: what feedparser would find, for documents without a surprise.

feedparser is one flat machine: it does not know where an element stands, only what is open around it. The walk over
the tree gives the same, for the elements of `elements`; `fastfields` says what each of them does. Whatever else it
meets (an element within words, a prefix that is used twice, a type that nobody knows) raises Doubt, and the document
is feedparser's. Of the tree there is never more than the part that is being read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser, XMLPullParser
from xml.parsers import expat

from newsreader.feeds.elements import Kind
from newsreader.feeds.fastfields import FastFields
from newsreader.feeds.fastwalk import KNOWN, UNKNOWN
from newsreader.feeds.habits import stays
from newsreader.feeds.limits import LIMITS, DocumentLimits
from newsreader.feeds.rawfeed import Doubt, RawFeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element as Node

XLINK = "http://www.w3.org/1999/xlink"
PIECE = 65_536
"""Characters that the parser is given at once."""
LARGE = 500_000
"""Characters after which what is not read yet may not consist of more than MANY_PARTS."""
MANY_PARTS = 50_000
"""Elements and attributes of one element, such as an entry; each takes some room in the tree."""


def read(text: str, url: str | None, begins: int = 0, limits: DocumentLimits = LIMITS) -> RawFeed:
    """Read a document whose root is at a place; raises Doubt if feedparser is to read it."""
    return _Reader(url, limits).read(text, begins)


class _Reader(FastFields):
    """Reads a tree while it grows; what is complete in the root, and in a channel, is read and cut off."""

    def __init__(self, url: str | None, limits: DocumentLimits) -> None:
        super().__init__(limits)
        self._base = self._base_around = url or ""
        self._is_declaration_short = len(XLINK) <= limits.attribute_characters
        builder = TreeBuilder()
        self._document = builder.start("", {})
        """What the root stands in."""
        self._open: list[Node] = []
        """The root, and a channel in it, as far as they have begun and not ended."""
        # The one way to elements before the document ends; iterparse does the same.
        self._parser = XMLPullParser(("start-ns",), _parser=XMLParser(target=builder))  # noqa: S314 - expat's own limits hold

    def read(self, text: str, begins: int) -> RawFeed:
        error = None
        try:
            self._read_pieces(text, begins)
        except ParseError as failure:
            if failure.code == expat.errors.codes[expat.errors.XML_ERROR_SYNTAX]:
                raise Doubt("a namespace with a bracket, or nothing") from None
            # What stands before the mistake may be a reason to doubt; feedparser would not have come as far then.
            self._read_complete(at_end=True)
            error = f"Not well-formed XML: {expat.ErrorString(failure.code)} in line {failure.position[0]}."
        except UnicodeEncodeError:
            raise Doubt("a lone surrogate") from None
        if not error and not self._feed and not self._entries:
            raise Doubt("nothing in it")
        most = self._raw_entries
        entries = self._entries[:most]
        return RawFeed(self._names.version, self._feed, entries, error, left_out=max(0, self._begun - most))

    def _read_pieces(self, text: str, begins: int) -> None:
        # The start tag of the root goes alone: what it declares counts before what is declared within it.
        at = unread = text.find(">", begins) + 1 or len(text)
        self._give(text[begins:at])
        self._start_root()
        self._names.is_root = False
        while at < len(text):
            end = _end_of_piece(text, at)
            self._give(text[at:end])
            at = end
            if self._read_complete():
                unread = at
            elif at - unread > LARGE and text.count("<", unread, at) + text.count("=", unread, at) > MANY_PARTS:
                raise Doubt("an element of too many parts")
        self._parser.close()
        self._read_complete(at_end=True)

    def _give(self, piece: str) -> None:
        self._parser.feed(piece)
        declared = cast("Iterator[tuple[str, tuple[str, str]]]", self._parser.read_events())
        for _, (prefix, uri) in declared:
            self._names.declare(prefix, uri)
            if self._open and prefix and uri == XLINK:
                self._add_declaration(prefix, piece)

    def _add_declaration(self, prefix: str, piece: str) -> None:
        """Of this namespace alone feedparser has the declaration among the attributes of its element."""
        if not self._is_declaration_short or not piece.startswith("<") or "<" in piece[1:]:
            raise Doubt("a declaration that may be that of several elements")
        node = self._document
        while len(node):
            node = node[-1]
        node.attrib = {f"xmlns:{prefix}": XLINK, **node.attrib}

    def _start_root(self) -> None:
        if not len(self._document):
            raise Doubt("an odd root")
        root = self._document[0]
        _, element, key, _ = KNOWN.get(root.tag) or self._know(root.tag)
        found = self._names.attributes(root.attrib)
        base = found.get("xml:base", found.get("base")) or self._base
        if base and (base != self._base or not stays(base)):
            self._rebase(base)
        language = found.get("xml:lang", found.get("lang"))
        if language and key in {"feed", "rss"}:
            self._feed["language"] = language.replace("_", "-")
        self._depth = 1
        if element.kind is Kind.ROOT:
            self._names.version_of_rss(found.get("version", ""))
        elif element.kind is Kind.FEED:
            self._in_feed = True
            self._names.version_of_atom(found.get("version"))
        elif element.kind is Kind.CHANNEL:
            self._begin_channel(root.attrib)
        elif element is not UNKNOWN:
            raise Doubt(f"a document that is <{key}>")
        self._open.append(root)

    def _read_complete(self, *, at_end: bool = False) -> bool:
        """Read what has ended; whether there was something."""
        anything = False
        while self._open:
            node = self._open[-1]
            is_ended = at_end or (node is not self._open[0] and node is not self._open[0][-1])
            complete = node[:] if is_ended else node[:-1]
            if complete:
                self._depth = len(self._open)
                self._read_children(complete)
                del node[: len(complete)]
                anything = True
            if is_ended:
                self._open.pop()
                self._end_channel(node)
            elif node is self._open[0] and len(node) and self._is_channel(node[0]):
                self._open.append(node[0])
            else:
                break
        return anything

    def _is_channel(self, node: Node) -> bool:
        """Begin a channel that has not ended."""
        if self._element(node).kind is not Kind.CHANNEL:
            return False
        self._base_around = self._base
        self._look_for_base(node.attrib)
        self._begin_channel(node.attrib)
        return True

    def _end_channel(self, node: Node) -> None:
        self._in_feed = False
        if self._open:
            self._base = self._base_around
            self._open[-1].remove(node)


def _end_of_piece(text: str, at: int) -> int:
    """A start tag that may declare xlink is a piece of its own."""
    end = min(at + PIECE, len(text))
    found = text.find(XLINK, at, end)
    if found < 0:
        return end
    begins = text.rfind("<", at, found)
    return begins if begins > at else text.find(">", found) + 1 or end
