"""An article being set at a width: its text as it is drawn, the signs put into it, the roles of its stretches."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from newsreader.articles.document import Document, MarkKind
from newsreader.tui.rendering.pieces import BLANK, LEFT_OUT, NUMBER, RAISED, Flow, joined
from newsreader.tui.runs import Piece, Roles, Runs, shown, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.quotations.skim import Bounds
    from newsreader.tui.rendering.drawings import Drawing
    from newsreader.tui.skimming import Shown
    from newsreader.tui.symbols import Symbols

_SIGN_ROLES: dict[int, Roles] = {NUMBER: ("number",), LEFT_OUT: ("dim",)}
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_EXPONENT = re.compile(r"[+\-−]?[\d(][\d+\-−()n/.,]*|[a-zA-Z]")
"""What means something else if it stands on the line: unlike the letters of "1st"."""


class Setting:
    """What every block of an article is written with."""

    def __init__(self, document: Document, width: int, runs: Runs, symbols: Symbols) -> None:
        self.document = document
        self.width = width
        self.runs = runs
        self.symbols = symbols
        self.tokens: dict[int, Sequence[tuple[int, int, Roles]]] = {}
        """Of blocks of code, by the offsets that these begin at: stretches that look different, in order."""
        self.drawings: dict[int, list[Drawing]] = {}
        """The pictures before each block, by the offset that it begins at."""

    @cached_property
    def text(self) -> str:
        """The document's text, character for character as it is drawn."""
        text = shown(self.document.text)
        if self.symbols.rule.isascii():
            return text
        parts = []
        done = 0
        for start, end, table in self._exponents:
            if start >= done and (drawn := text[start:end].translate(table)).isascii() is False:
                parts += [text[done:start], drawn]
                done = end
        return "".join([*parts, text[done:]]) if parts else text

    @cached_property
    def _exponents(self) -> list[tuple[int, int, dict[int, int]]]:
        """Where something stands higher or lower, and what its characters become."""
        text = self.document.text
        return [
            (mark.start, mark.end, _RAISED if mark.kind is MarkKind.SUP else _LOWERED)
            for mark in self.document.marks
            if mark.kind in {MarkKind.SUP, MarkKind.SUB} and _is_exponent(text, mark.start, mark.end)
        ]

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Where the text of each link ends, and its number."""
        return sorted({(mark.end, mark.link + 1) for mark in self.document.marks if mark.link is not None})

    @cached_property
    def _signs(self) -> list[tuple[int, str, int]]:
        """Where signs stand in the text, and what of them: no blank may part a number from its word."""
        signs = [(place, f"\u00a0[{number}]", NUMBER) for place, number in self.numbers]
        text = self.text
        for start, end, table in self._exponents:
            if text[start:end] == self.document.text[start:end]:  # it could not be drawn so
                signs.append((start, "^" if table is _RAISED else "_", RAISED))
        return sorted(signs, key=itemgetter(0))

    @cached_property
    def _places(self) -> list[int]:
        """Where they stand."""
        return [place for place, _, _ in self._signs]

    def flow(self, start: int, end: int) -> Flow:
        """A stretch of the text with the signs put in."""
        first, last = bisect_left(self._places, start + 1), bisect_left(self._places, end + 1)
        if first == last:
            return Flow(self.text[start:end], ((0, start),))
        parts: list[Flow | tuple[str, int]] = []
        for place, sign, kind in self._signs[first:last]:
            if kind == RAISED and place == end:
                continue
            parts += [Flow(self.text[start:place], ((0, start),)), (sign, kind)]
            start = place
        return joined([*parts, Flow(self.text[start:end], ((0, start),))])

    def skimmed(self, part: Shown) -> Flow:
        """What is shown of a block, with a sign wherever text was left out."""
        if len(part.stretches) == 1 and not part.begins and not part.goes_on:
            return self.flow(*part.stretches[0])
        sign = self.symbols.left_out
        parts: list[Flow | tuple[str, int]] = []
        for number, (start, end) in enumerate(part.stretches):
            if number or part.begins:
                parts.append((f" {sign} " if number else f"{sign} ", LEFT_OUT))
            parts.append(self.flow(start, end))
        if part.goes_on:
            parts += [(f" {sign}", LEFT_OUT), Flow("", ((0, part.stretches[-1][1]),))]
        return joined(parts)

    def pieces(self, flow: Flow, start: int, end: int, base: Roles) -> Iterator[Piece]:
        """Some of a flow in its roles."""
        for at, offset, length in flow.parts_between(start, end):
            if offset == BLANK:
                yield Piece(flow.text[at : at + length], base)
            elif offset < 0:
                yield from visible(flow.text[at : at + length], _SIGN_ROLES.get(offset, base), -1)
            else:
                yield from self.runs.pieces(self.text, offset, offset + length, base)

    def numbers_in(self, kept: Sequence[Bounds]) -> list[int]:
        """The links whose numbers stand in some stretches."""
        ends = [end for _, end in kept]
        found = {
            number
            for place, number in self.numbers
            if (at := bisect_left(ends, place)) < len(kept) and kept[at][0] < place
        }
        return sorted(found)


def _is_exponent(text: str, start: int, end: int) -> bool:
    if not start or text[start - 1].isspace() or not _EXPONENT.fullmatch(text, start, end):
        return False
    return not (text[start].isalpha() and text[start - 1].isdigit())
