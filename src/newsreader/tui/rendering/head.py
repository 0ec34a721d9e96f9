"""What stands above an article: title, outlet, author, date, reading time, the user's own words for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.tui.breaking import break_lines
from newsreader.tui.rendering.layout import Line
from newsreader.tui.rendering.pieces import cells_of
from newsreader.tui.runs import Piece, apart, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.quotations.skim import Bounds
    from newsreader.tui.symbols import Symbols


def lay_out_head(
    title: str,
    outlet: str,
    author: str | None,
    date_words: str,
    minutes: int,
    width: int,
    *,
    is_full: bool = False,
    wall: str = "",
    own: Sequence[str] = (),
    symbols: Symbols,
    in_title: Sequence[Bounds] = (),
    in_author: Sequence[Bounds] = (),
) -> tuple[Line, ...]:
    """Title, then outlet, author, date, reading time, whether it is the full text, the user's own words, a blank line.

    `wall` is why the page gave no full text, in a word. `in_title` and `in_author` are what is lit of them.
    """
    lines = [Line(tuple(pieces), 0) for pieces in _wrapped(title, width, "title", in_title)]
    facts = [(outlet, "outlet", ()), (author or "", "second", in_author), (date_words, "second", ())]
    facts += [
        (f"{minutes} min", "second", ()),
        ("full text" if is_full else wall and f"no full text: {wall}", "second", ()),
    ]
    facts += [(words, "outlet", ()) for words in own]
    gap = Piece(f" {symbols.dot} ", ("dim",))
    pieces: list[Piece] = []
    for words, role, found in facts:
        if not words:
            continue
        *full, last = _wrapped(words, width, role, found)
        if pieces and (full or cells_of([*pieces, gap, *last]) > width):
            lines.append(Line(tuple(pieces), 0))
            pieces = []
        elif pieces:
            pieces.append(gap)
        lines += [Line(tuple(part), 0) for part in full]
        pieces += last
    return (*lines, Line(tuple(pieces), 0), Line((), 0))


def _wrapped(text: str, width: int, role: str, found: Sequence[Bounds]) -> Iterator[list[Piece]]:
    """A text of the head as lines, what was found in it apart."""
    text = shown(text)
    for start, end in break_lines(text, max(1, width), max(1, width)):
        parts = apart(text[start:end], found, at=start)
        yield [Piece(part, (role, "match") if is_found else (role,)) for part, is_found in parts]
