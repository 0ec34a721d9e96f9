"""Formulas as text: MathML written in one line, with the TeX that stands beside it where there is nothing else.

What comes out is text, escaped; it is sanitised afterwards like everything else. Linear.
"""

from __future__ import annotations

import html as entities
import re
from typing import TYPE_CHECKING

from newsreader.articles import tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_DEPTH = 60
"""Elements inside each other; what is deeper is read as a row."""

_BEGIN = re.compile(r"<math\b", re.IGNORECASE)
_END = re.compile(r"</math\s*>", re.IGNORECASE)
_SPACED = set("=<>≤≥≠≈≡∼≃∝∈∉⊂⊆→⇒⇔↦±+−-×·÷∧∨∪∩") | {":="}
"""Signs that stand apart from what they stand between."""
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064\u200b")
_SKIPPED = set("script style title template noscript svg iframe object textarea select".split())
"""Elements that say nothing, with all that is in them."""
_SIMPLE = re.compile(r"[\w.,′∞]+|[+−-]?\d+|[^\w\s]")
_HIGH_SIGNS, _LOW_SIGNS = set("0123456789+-−()n"), set("0123456789+-−()")
_HIGH = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_DISPLAY = re.compile(r"\s*\{\s*\\(?:displaystyle|textstyle)\s+(.*)\}\s*", re.DOTALL)
_TEX = re.compile(r"\\[a-zA-Z]{2,}|[_^]\{|\\[(\[]")


def written(html: str) -> str:
    """HTML with each formula as text; what is never closed stays as it is."""
    parts = []
    at = 0
    while begin := _BEGIN.search(html, at):
        end = _END.search(html, begin.end())
        if end is None:
            break
        parts += [html[at : begin.start()], _formula(html[begin.start() : end.start()])]
        at = end.end()
    return "".join([*parts, html[at:]])


def is_tex(words: str) -> bool:
    """Whether a picture's words are a formula, which stands in its line."""
    return _TEX.search(words) is not None


def _formula(html: str) -> str:
    reader = _Reader()
    alternative = ""
    for text, name, attributes in tags.tokens(html):
        if name == "math":
            alternative = tags.attributes_of(attributes).get("alttext", "")
        elif name[:1] == "/":
            reader.end(name[1:])
        elif name:
            reader.start(name, is_closed=attributes.rstrip().endswith("/"))
        else:
            reader.text(text)
    return reader.written() or entities.escape(_plain_tex(alternative or reader.tex), quote=False)


def _plain_tex(tex: str) -> str:
    display = _DISPLAY.fullmatch(tex)
    return (display[1] if display else tex).strip()


class _Reader:
    """Puts each element together when it ends; no tree is kept."""

    def __init__(self) -> None:
        self._open: list[tuple[str, list[str]]] = [("math", [])]
        self._dropped = 0
        self._skipped = ""
        """The element that is being left out."""
        self.tex = ""

    def text(self, text: str) -> None:
        if self._skipped:
            return
        name, parts = self._open[-1]
        words = " ".join(text.translate(_INVISIBLE).split())
        if name.startswith("annotation"):
            if name == "annotation":
                self.tex = self.tex or words
        elif words:
            escaped = entities.escape(words, quote=False)
            parts.append(f" {escaped} " if name == "mo" and words in _SPACED else escaped)

    def start(self, name: str, *, is_closed: bool) -> None:
        if is_closed or self._skipped:
            return
        if name in _SKIPPED:
            self._skipped = name
        elif len(self._open) > MOST_DEPTH:
            self._dropped += 1
        else:
            self._open.append((name, []))

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped = "" if name == self._skipped else self._skipped
        elif self._dropped:
            self._dropped -= 1
        elif any(opened == name for opened, _ in self._open[1:]):
            while self._close() != name:
                pass

    def written(self) -> str:
        while len(self._open) > 1:
            self._close()
        return " ".join(_row(self._open[0][1]).split())

    def _close(self) -> str:
        name, parts = self._open.pop()
        if not name.startswith("annotation"):
            self._open[-1][1].append(_ELEMENTS.get(name, _row)(parts))
        return name


def _row(parts: Sequence[str]) -> str:
    row = "".join(parts)
    # A sign before everything else belongs to what follows.
    return row[1:].replace(" ", "", 1) if row[:2] in {" -", " −", " +", " ±"} else row


def _grouped(words: str) -> str:
    words = words.strip()
    return words if _SIMPLE.fullmatch(words) or (words[:1], words[-1:]) == ("(", ")") else f"({words})"


def _at(parts: Sequence[str], place: int) -> str:
    return parts[place].strip() if place < len(parts) else ""


def _raised(words: str) -> str:
    return words.translate(_HIGH) if words and set(words) <= _HIGH_SIGNS else f"^{_grouped(words)}" if words else ""


def _lowered(words: str) -> str:
    return words.translate(_LOW) if words and set(words) <= _LOW_SIGNS else f"_{_grouped(words)}" if words else ""


_ELEMENTS: dict[str, Callable[[Sequence[str]], str]] = {
    "mo": "".join,
    "mfrac": lambda parts: f"{_grouped(_at(parts, 0))}/{_grouped(_at(parts, 1))}",
    "msup": lambda parts: _at(parts, 0) + _raised(_at(parts, 1)),
    "msub": lambda parts: _at(parts, 0) + _lowered(_at(parts, 1)),
    "msubsup": lambda parts: _at(parts, 0) + _lowered(_at(parts, 1)) + _raised(_at(parts, 2)),
    "munder": lambda parts: _at(parts, 0) + _lowered(_at(parts, 1)),
    "mover": lambda parts: _at(parts, 0) + _raised(_at(parts, 1)),
    "munderover": lambda parts: _at(parts, 0) + _lowered(_at(parts, 1)) + _raised(_at(parts, 2)),
    "msqrt": lambda parts: f"√{_grouped(_row(parts))}",
    "mroot": lambda parts: f"{_raised(_at(parts, 1))}√{_grouped(_at(parts, 0))}",
    "mtd": lambda parts: f"{_row(parts).strip()}, ",
    "mtr": lambda parts: f"{_row(parts).rstrip(', ')}; ",
    "mtable": lambda parts: _row(parts).rstrip("; "),
}
