"""A text construct in XHTML written out again, as feedparser writes it: the tags in lower case, the text escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsreader.feeds import elements
from newsreader.feeds.rawfeed import MANY_NAMES, Doubt

if TYPE_CHECKING:
    from newsreader.feeds.names import Names


class Markup:
    """The pieces of one text construct that is being read; `before` is what stood before its first tag, as it is."""

    def __init__(self, names: Names, before: str = "") -> None:
        self._names = names
        self._pieces = [before] if before else []
        self._tags: dict[str, str] = {}

    def words(self, text: str | None) -> None:
        """What stands between two tags."""
        if text:
            self._pieces.append(escape(text, quote=False))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; raises Doubt if feedparser would do something with it."""
        tag = self._tags.get(name) or self._tag(name)
        if attributes or name in _NAMED_NAMESPACES:
            found = self._names.attributes(attributes)
            if namespace := _NAMED_NAMESPACES.get(name):
                declared = {key: value for key, value in found.items() if key.startswith("xmlns:")}
                found = {**declared, "xmlns": namespace, **found}
            tag += "".join(f' {key}="{_escaped(value)}"' for key, value in found.items())
        self._pieces.append(f"<{tag}>")

    def end(self, name: str) -> None:
        """An element ends."""
        self._pieces.append(f"</{self._tags[name]}>")

    def value(self) -> str:
        """All that was written; in Atom 1.0 without the <div> around it."""
        return "".join(_without_div(self._pieces) if self._names.version == "atom10" else self._pieces).strip()

    def _tag(self, name: str) -> str:
        key = self._names.key(name)
        tag = key.removeprefix("xhtml_")
        if key in elements.ELEMENTS or key in elements.LEFT_TO_FEEDPARSER or "_" in tag:
            raise Doubt(f"<{key}> within a text")
        if len(self._tags) >= MANY_NAMES:
            raise Doubt("too many names")
        self._tags[name] = tag
        return tag


_NAMED_NAMESPACES = {
    "{http://www.w3.org/2000/svg}svg": "http://www.w3.org/2000/svg",
    "{http://www.w3.org/1998/Math/MathML}math": "http://www.w3.org/1998/Math/MathML",
}
"""Of elements that feedparser writes with their namespace."""


def _escaped(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def _without_div(pieces: list[str]) -> list[str]:
    """Without the one <div> in which all the rest stands, as Atom wants it."""
    while len(pieces) > 1 and not pieces[-1].strip():
        del pieces[-1]
    while len(pieces) > 1 and not pieces[0].strip():
        del pieces[0]
    if not pieces or not (pieces[0] == "<div>" or pieces[0].startswith("<div ")) or pieces[-1] != "</div>":
        return pieces
    depth = 0
    for piece in pieces[:-1]:
        if piece.startswith("</"):
            depth -= 1
            if depth == 0:
                return pieces
        elif piece.startswith("<") and not piece.endswith("/>"):
            depth += 1
    return pieces[1:-1]
