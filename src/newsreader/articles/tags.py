"""HTML cut into tags and text in one linear pass, and tamed where a tree builder would take quadratic time.

Not a parser: no tree, no meaning of any tag. The patterns use possessive quantifiers, so no input makes them
go back over what they read. Nothing here decides what is safe (`clean` does).
"""

from __future__ import annotations

import html as entities
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark math nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var".split()
)
"""Tags that do not end a paragraph."""

MAX_DEPTH = 200
"""Elements inside each other that `tame` leaves; deeper ones lose their tags, never their text."""
MAX_FORMATTING = 8
"""A tree builder opens these anew in each paragraph: n tags left open cost n per paragraph."""
MAX_ENTITIES = 2_000
"""In one stretch of text."""

_TOKEN = re.compile(
    r"<!--(?s:.*?)(?:--!?>|\Z)|<[!?][^>]*+>?|<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>?"
)
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_MANY_ENTITIES = re.compile(rf"((?:&[^&]*+){{{MAX_ENTITIES}}})")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_NAME = re.compile(r"[a-z][a-z0-9-]*+")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_SELF_ENDING = frozenset("p li dt dd".split())
"""Tags that a tree builder closes by itself, so that leaving them open does not nest."""
_TABLE_PARTS = frozenset("tr td th thead tbody tfoot caption".split())
_RAW = frozenset("script style iframe noembed noframes noscript textarea title xmp".split())
"""Elements whose inside is not read as tags."""


def tokens(html: str) -> Iterator[tuple[str, str, str]]:
    """The pieces in order: (text, "", "") with its entities resolved, or ("", name, attributes); "/name" is an end."""
    at = 0
    for match in _TOKEN.finditer(html):
        start = match.start()
        if start > at:
            yield unescape(html[at:start]), "", ""
        at = match.end()
        slash, name, attributes = match.groups("")
        if name:
            yield "", (slash + name).lower(), attributes
    if at < len(html):
        yield unescape(html[at:]), "", ""


def attributes_of(raw: str) -> dict[str, str]:
    """A tag's attributes, the first of each name, values with their entities resolved."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def unescape(text: str) -> str:
    """Entities resolved; numbers too long to be a character (which `html.unescape` raises on) become U+FFFD."""
    if "&" not in text:
        return text
    return entities.unescape(_LONG_NUMBER.sub("\ufffd", text))


def tame(html: str, allowed: Mapping[str, Container[str]]) -> str:
    """The same text with few nested elements, only the `allowed` attributes, no text in a table but in its cells."""
    return "".join(_Tamer(allowed).pieces(html))


class _Tamer:
    """Counts what is open instead of building it, so that the pass is linear."""

    def __init__(self, allowed: Mapping[str, Container[str]]) -> None:
        self.allowed = allowed
        self.inside: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        """Start tags left out for being too deep; as many end tags are left out."""
        self.depth = 0
        self.formatting = 0
        self.in_cell: list[bool] = []
        """For each open table."""
        self.ampersands = 0

    def pieces(self, html: str) -> Iterator[str]:
        at = 0
        while match := _TOKEN.search(html, at):
            yield self.text(html[at : match.start()])
            at = match.end()
            slash, name, attributes = match.groups("")
            name = name.lower()
            if not _NAME.fullmatch(name):
                continue
            yield self.end(name) if slash else self.start(name, attributes)
            if name in _RAW and not slash:
                end = re.compile(rf"</{name}\b", re.IGNORECASE).search(html, at)
                at = end.start() if end else len(html)
        yield self.text(html[at:])

    def text(self, text: str) -> str:
        """A tree builder appends each entity to one ever longer text; an empty comment starts a new one."""
        if not text or text.isspace():
            return text
        self.ampersands += text.count("&")
        if self.ampersands > MAX_ENTITIES:
            self.ampersands = 0
            text = "<!---->" + _MANY_ENTITIES.sub(r"\1<!---->", text)
        return self.cell() + text

    def cell(self) -> str:
        """The start of a cell, where a tree builder would have to move what comes before the table."""
        if not self.in_cell or self.in_cell[-1]:
            return ""
        self.in_cell[-1] = True
        return "<tr><td>"

    def start(self, name: str, attributes: str) -> str:
        if name in _TABLE_PARTS:
            return self.table_part(name, attributes)
        lead = self.cell()
        if name in VOID:
            return lead + self.tag(name, attributes)
        if attributes.endswith("/") and name not in _RAW:
            return f"{lead}{self.tag(name, attributes)}</{name}>"
        if name in _SELF_ENDING:
            self.inside[name] = 1
            return lead + self.tag(name, attributes)
        is_formatting = name in _FORMATTING
        if self.depth >= MAX_DEPTH or (is_formatting and self.formatting >= MAX_FORMATTING):
            self.dropped[name] += 1
            return lead + ("" if name in INLINE else "<p>")
        self.inside[name] += 1
        self.depth += 1
        self.formatting += is_formatting
        if name == "table":
            self.in_cell.append(False)
        return lead + self.tag(name, attributes)

    def table_part(self, name: str, attributes: str) -> str:
        if self.in_cell:
            self.in_cell[-1] = name in {"td", "th", "caption"}
        return self.tag(name, attributes)

    def end(self, name: str) -> str:
        if name in _TABLE_PARTS:
            if self.in_cell:
                self.in_cell[-1] = False
            return f"</{name}>"
        if self.dropped[name]:
            self.dropped[name] -= 1
            return "" if name in INLINE else self.cell() + "<p>"
        if not self.inside[name]:
            return ""
        self.inside[name] -= 1
        if name not in _SELF_ENDING:
            self.depth -= 1
            self.formatting -= name in _FORMATTING
        if name == "table":
            self.in_cell.pop()
        return f"</{name}>"

    def tag(self, name: str, attributes: str) -> str:
        kept = ""
        if attributes and (names := self.allowed.get(name)):
            for key, value in attributes_of(attributes).items():
                if key in names:
                    kept += f' {key}="{entities.escape(value)}"'
        return f"<{name}{kept}>"
