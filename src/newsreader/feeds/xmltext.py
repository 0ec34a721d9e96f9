"""XML as text: what the root element is, entities that are safe to declare, and repairs of what is often wrong.

Every step is one linear pass, because what is read here was written to be slow. No tree and no feed format in here.
"""

from __future__ import annotations

import html.entities
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from newsreader.feeds import fields

if TYPE_CHECKING:
    from collections.abc import Mapping

MANY_ENTITIES = 1_000
MANY_REFERENCES = 20_000
"""A document with more ampersands declares no entities: each may stand for two hundred characters."""


class Document(NamedTuple):
    """An XML document without what stands before its root element."""

    root: str
    """The root's name as written, with its prefix."""
    text: str
    """The whole; it may take four times the room of its bytes, so it is cut out only when it must be."""
    begins: int
    """Where the root begins."""
    entities: Mapping[str, str]
    """Entities that the document declares and that stand for plain text."""
    before: str
    """What stood before the declaration and should not have: blanks or words; empty if nothing."""

    @property
    def local_name(self) -> str:
        """The root's name in lower case without its prefix."""
        return self.root.rpartition(":")[2].lower()

    @property
    def body(self) -> str:
        """From the root on."""
        return self.text[self.begins :]

    def declared(self) -> str:
        """The document with its safe entities declared, for a strict parser."""
        if not self.entities:
            return self.body
        entities = "".join(f'<!ENTITY {name} "{value}">' for name, value in self.entities.items())
        return f"<!DOCTYPE {self.root} [{entities}]>{self.body}"


def document(text: str, *, expected: frozenset[str] = frozenset()) -> Document | None:
    """Find the root element; None if there is none.

    A root of an `expected` name is also found behind words that do not belong to the document, such as a server's
    warnings.
    """
    entities: dict[str, str] = {}
    at = _past_blanks(text, 0)
    before = text[:at].strip("\ufeff") if text.startswith("<?xml", at) else ""
    while at < len(text):
        if start := _START_TAG.match(text, at):
            if entities and text.count("&", at) > MANY_REFERENCES:
                entities = {}
            found = Document(start[1], text, at, entities, before)
            if found.local_name in expected or found.local_name in {"html", "head", "body"} or not expected:
                return found
            return _behind_words(text, at, expected) or found
        end = _past_misc(text, at, entities)
        if end is None:
            return _behind_words(text, at, expected)
        at = _past_blanks(text, end)
    return None


class Rebuilt(NamedTuple):
    """A document made well-formed."""

    text: str
    is_cut: bool
    """It ends within an entry."""


def rebuild(document: Document) -> Rebuilt:
    """Write a document anew so that it is well-formed.

    End tags that fit nothing end the element they stand in or go, missing ones are added, attributes quoted, loose
    ampersands and angle brackets escaped, unknown entities kept as words, illegal characters replaced, and prefixes
    declared.
    """
    text = _ILLEGAL.sub("\ufffd", document.body.replace("\x00", ""))
    if not _TOKEN.match(text):
        text = f"<{document.root}>{text[len(document.root) + 1 :]}"
    builder = _Builder(document.entities)
    at = 0
    for token in _TOKEN.finditer(text):
        builder.words(text[at : token.start()])
        at = token.end()
        cdata, slash, name, attributes, empty = token.groups()
        if cdata is not None:
            builder.pieces.append(f"<![CDATA[{cdata}]]>")
        elif name and slash:
            builder.end(name)
        elif name:
            builder.start(name, attributes, empty=bool(empty))
    builder.words(text[at:])
    is_cut = not _ENTRIES.isdisjoint(builder.open)
    builder.close_to(0)
    root = document.root
    return Rebuilt(f"<{root}{_declarations(text)}{''.join(builder.pieces)[len(root) + 1 :]}", is_cut)


class _Builder:
    """The pieces of a well-formed document and the elements open at its end."""

    def __init__(self, entities: Mapping[str, str]) -> None:
        self.pieces: list[str] = []
        self.open: list[str] = []
        self._times: Counter[str] = Counter()
        self._entities = entities
        self._is_leaf = False

    def words(self, text: str) -> None:
        if text and self.open:
            text = _LOOSE_AMPERSAND.sub("&amp;", text)
            text = _REFERENCE.sub(lambda found: _reference(found, self._entities), text)
            self.pieces.append(text.replace("<", "&lt;").replace("]]>", "]]&gt;"))

    def start(self, name: str, attributes: str, *, empty: bool) -> None:
        if name in _ENTRIES and self._times[name]:
            self.end(name)
        quoted = "".join(
            f' {key}="{html.escape("".join(value.split()) if key.startswith("xmlns") else value)}"'
            for key, value in fields.attributes(attributes).items()
            if _ATTRIBUTE_NAME.fullmatch(key)
        )
        empty = empty or name.lower() in _VOID
        self._is_leaf = not empty
        self.pieces.append(f"<{name}{quoted}{'/' if empty and self.open else ''}>")
        if not empty or not self.open:
            self.open.append(name)
            self._times[name] += 1

    def end(self, name: str) -> None:
        """The root stays open to the end: a second document behind the first is read on as a part of it."""
        if self._times[name] > (name == self.open[0]):
            self.close_to(len(self.open) - 1 - self.open[::-1].index(name))
        elif self._is_leaf and name not in self._times and len(self.open) > 1:
            self.close_to(len(self.open) - 1)
        self._is_leaf = False

    def close_to(self, depth: int) -> None:
        while len(self.open) > depth:
            name = self.open.pop()
            self._times[name] -= 1
            self.pieces.append(f"</{name}>")


def _past_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _past_misc(text: str, at: int, entities: dict[str, str]) -> int | None:
    """The end of a declaration, comment or DOCTYPE; None if something else stands here."""
    if text.startswith("<!--", at):
        end = text.find("-->", at)
        return end + 3 if end >= 0 else None
    if text.startswith("<?", at):
        end = text.find(">", at)
        return end + 1 if end >= 0 else None
    if text.startswith("<!", at):
        return _past_doctype(text, at, entities)
    return None


def _past_doctype(text: str, at: int, entities: dict[str, str]) -> int | None:
    close, subset = text.find(">", at), text.find("[", at)
    if close < 0:
        return None
    if not at < subset < close:
        return close + 1
    end = _SUBSET_END.search(text, subset)
    if not end:
        return None
    for name, value in _SAFE_ENTITY.findall(text, subset, end.start()):
        if len(entities) < MANY_ENTITIES:
            entities.setdefault(name, value)
    return end.end()


def _behind_words(text: str, at: int, expected: frozenset[str]) -> Document | None:
    """The first root of an expected name that stands further on."""
    for start in _START_TAG.finditer(text, at, at + 65_536):
        found = Document(start[1], text, start.start(), {}, text[: start.start()].strip())
        if found.local_name in expected:
            return found
        if found.local_name in {"html", "body"}:
            break
    return None


def _reference(found: re.Match[str], entities: Mapping[str, str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        return f"&#{code};" if _is_character(code) else "\ufffd"
    if name in {"amp", "lt", "gt", "quot", "apos"}:
        return found[0]
    known = entities.get(name) or html.entities.html5.get(name + ";")
    if known is None:
        return f"&amp;{name};"
    return known.replace("&", "&amp;").replace("<", "&lt;") if name not in entities else known.replace("&#38;#", "&#")


def _is_character(code: int) -> bool:
    return code in {9, 10, 13} or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _declarations(text: str) -> str:
    used = dict.fromkeys(_PREFIX.findall(text))
    declared = set(_DECLARED_PREFIX.findall(text))
    missing = [prefix for prefix in used if prefix not in declared and prefix.lower() not in {"xml", "xmlns"}]
    return "".join(f' xmlns:{prefix}="urn:undeclared:{prefix}"' for prefix in missing)


_BLANKS = re.compile("[\\s\ufeff\u200b\x00]*+")
_START_TAG = re.compile(r"<([A-Za-z_][\w.-]{0,100}(?::[\w.-]{1,100})?)(?=[\s/>])")
_SUBSET_END = re.compile(r"\]\s*+>")
_SAFE_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z_][\w.-]{0,60})\s+[\"']((?:[^\"'<>&%]|&#\w{1,8};){0,200})[\"']\s*>")
_REFERENCE = re.compile(r"&(?:#(\d{1,9}|[xX][0-9a-fA-F]{1,8})|([A-Za-z][\w.-]{0,60}));")
_LOOSE_AMPERSAND = re.compile(r"&(?!#\d{1,9};|#[xX][0-9a-fA-F]{1,8};|[A-Za-z][\w.-]{0,60};)")
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]{0,100}+(?::[A-Za-z_][A-Za-z0-9_.-]{0,100}+)?"
_TOKEN = re.compile(
    r"<!\[CDATA\[((?s:.*?))(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|<[!?][^>]*+>?"
    rf"|<(/?)({_NAME})(?=[\s/>\"'])((?:[^<>\"'/]++|/(?!>)|\"[^\"<]*+\"|'[^'<]*+')*+|[^<>]*+)(/?)>"
)
_ATTRIBUTE_NAME = re.compile(_NAME)
_ENTRIES = frozenset({"item", "entry"})
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "meta", "param", "wbr"})
"""Elements of HTML that have no end tag; `link`, `source` and `image` have one in feeds."""
_ILLEGAL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PREFIX = re.compile(r"(?:<|\s(?=[\w.:-]{1,100}=[\"']))([A-Za-z_][\w.-]{0,60}):")
_DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]{1,61})\s*=")
