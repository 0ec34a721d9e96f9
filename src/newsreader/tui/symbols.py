"""The signs the screen draws: Unicode, plain ASCII, the pictures of a Nerd Font; every one is one cell wide.

No sign carries a colour, and none is needed to understand the screen.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Symbols(NamedTuple):
    """One form of all signs."""

    cursor: str = "▌"
    unread: str = "●"
    selected: str = "✓"
    star: str = "★"
    quote: str = "“"
    more: str = "…"
    rule: str = "─"
    folded: str = "▸"
    unfolded: str = "▾"
    below: str = "└"
    """Before a duplicate that stands below the article it is one of."""
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
    smart: str = ""
    """Before the name of a smart feed, a saved search, a tag, a folder, a feed: where there is a picture for it."""
    saved: str = ""
    tagged: str = ""
    folder: str = ""
    feed: str = ""

    @property
    def aloud(self) -> bool:
        """Whether the screen is read out: words stand for all signs then."""
        return self.cursor == " "

    @property
    def left_out(self) -> str:
        """Where text was left out: in the text, so that it may be wider than a cell."""
        return "..." if self.more.isascii() else "…"


UNICODE = Symbols()
ASCII = Symbols(
    cursor=">",
    unread="*",
    selected="=",
    star="+",
    quote='"',
    more="~",
    rule="-",
    folded=">",
    unfolded="v",
    below="`",
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


NERD = Symbols(
    unread="\uf111",
    selected="\uf00c",
    star="\uf005",
    quote="\uf10d",
    folded="\uf054",
    unfolded="\uf078",
    failed="\uf071",
    speaker="\uf007",
    probable="\uf128",
    bullet="•",
    path="\uf105",
    offline="\uf127",
    tag="\uf02b",
    note="\uf040",
    smart="\uf0e7",
    saved="\uf002",
    tagged="\uf02c",
    folder="\uf07b",
    feed="\uf09e",
)
"""Of the part that Font Awesome gave to all Nerd Fonts, which never moved."""


ALOUD = Symbols(
    **{name: " " for name, sign in UNICODE._asdict().items() if sign}
    | {
        "more": ".",
        "tick": "x",
        "failed": "x",
        "probable": "?",
        "bullet": "-",
        "column": ",",
        "dot": ",",
        "path": ",",
        "tag": "#",
    }
)
"""For a screen reader: blanks, and what is read out as a pause."""


def choose(wanted: str, environment: Mapping[str, str], encoding: str) -> Symbols:
    """`wanted` is auto, ascii, unicode or nerd; auto asks what the terminal can show, and nothing tells of its font."""
    named = {"ascii": ASCII, "unicode": UNICODE, "nerd": NERD}
    if wanted in named:
        return named[wanted]
    locale = environment.get("LC_ALL") or environment.get("LC_CTYPE") or environment.get("LANG") or ""
    if locale in {"C", "POSIX"}:  # Python writes UTF-8 all the same; the terminal need not show it
        return ASCII
    utf8 = codecs.lookup(encoding or "ascii").name == "utf-8"
    return UNICODE if utf8 and environment.get("TERM") != "linux" else ASCII
