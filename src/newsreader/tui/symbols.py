"""The signs the screen draws, in a Unicode and a plain ASCII form; every one is one cell wide.

No sign carries a colour, and none is needed to understand the screen.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Symbols:
    """One form of all signs."""

    cursor: str = "▌"
    unread: str = "●"
    star: str = "★"
    quote: str = "“"
    more: str = "…"
    rule: str = "─"
    folded: str = "▸"
    unfolded: str = "▾"
    failed: str = "×"
    speaker: str = "■"
    probable: str = "□"
    """Before a speaker who is rather likely than sure."""
    quote_bar: str = "│"
    """Beside words in quotation marks, and block quotations."""
    partial_bar: str = "╎"
    """Beside reported speech that holds words in quotation marks."""
    reported_bar: str = "┊"
    """Beside reported speech."""
    bullet: str = "•"
    column: str = "│"
    """Between the columns of a table."""
    crossing: str = "┼"
    """Where the rule below a table's head meets them."""
    dot: str = "·"
    path: str = "›"
    offline: str = "○"
    tag: str = "#"
    note: str = "✎"
    done: str = "━"
    to_do: str = "╌"
    tick: str = "✓"

    @property
    def left_out(self) -> str:
        """Where text was left out: in the text, so that it may be wider than a cell."""
        return "..." if self.more.isascii() else "…"


UNICODE = Symbols()
ASCII = Symbols(
    cursor=">",
    unread="*",
    star="+",
    quote='"',
    more="~",
    rule="-",
    folded=">",
    unfolded="v",
    failed="x",
    speaker="#",
    probable="?",
    quote_bar="|",
    partial_bar="!",
    reported_bar=":",
    bullet="*",
    column="|",
    crossing="+",
    dot="-",
    path=">",
    offline="o",
    tag="#",
    note="n",
    done="#",
    to_do=".",
    tick="x",
)


def choose(wanted: str, environment: Mapping[str, str], encoding: str) -> Symbols:
    """`wanted` is auto, ascii or unicode; auto asks what the terminal can show."""
    if wanted == "ascii":
        return ASCII
    if wanted == "unicode":
        return UNICODE
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    if locale in {"C", "POSIX"}:  # Python writes UTF-8 all the same; the terminal need not show it
        return ASCII
    utf8 = codecs.lookup(encoding or "ascii").name == "utf-8"
    return UNICODE if utf8 and environment.get("TERM") != "linux" else ASCII
