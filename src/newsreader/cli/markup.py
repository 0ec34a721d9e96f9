"""A text with its quotations and key clauses marked, as Rich markup. Pure, and without Rich.

Whoever renders the markup gets exactly the text back: no bracket, backslash or `:name:` of it is taken for markup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.models.findings import KeyClause, Quotation

QUOTATION, CLAUSE = "italic", "bold"

_NOTHING = "[b][/b]"
"""Marks nothing, but parts a colon from the name after it, which Rich would take for an emoji's."""
_EMOJI = re.compile(r":(?=[^\s:]+:)")
_BRACKET = re.compile(r"(\\*)\[([a-z#/@][^\[]*?\])?")
_LAST_BACKSLASHES = re.compile(r"(\\+)\Z")


def mark(text: str, quotations: Iterable[Quotation], clauses: Iterable[KeyClause]) -> str:
    """The text as markup: quotations italic, key clauses bold; they may overlap."""
    tags = {match.end(): _NOTHING for match in _EMOJI.finditer(text)}
    for style, spans in ((QUOTATION, quotations), (CLAUSE, clauses)):
        for span in spans:
            if span.start < span.end:
                tags[span.start] = tags.get(span.start, "") + f"[{style}]"
                tags[span.end] = f"[/{style}]" + tags.get(span.end, "")
    parts: list[str] = []
    position = 0
    for place in sorted(tags):
        parts += _LAST_BACKSLASHES.sub(r"\1\1", _escape(text[position:place])), tags[place]
        position = place
    return "".join([*parts, _escape(text[position:])])


def _escape(text: str) -> str:
    return _BRACKET.sub(_escape_bracket, text)


def _escape_bracket(found: re.Match[str]) -> str:
    """Rich halves the backslashes before what looks like a tag, and takes one from before any other bracket."""
    backslashes, like_a_tag = found.groups()
    return f"{backslashes}{backslashes}\\[{like_a_tag}" if like_a_tag else f"{backslashes}\\["
