"""Where a text is broken into lines no wider than a number of cells. Knows widths, no styles and no documents."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANK = "\t-\r\x1c-\x20\x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000"
"""All blanks but those that hold words together."""
_EASTERN = (
    "\u2e80-\u2fff\u3001-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
"""Written without blanks: broken anywhere but beside their own punctuation. Korean has blanks."""
_OPENING = "「『（〔［｛〈《【〖“‘(\\[{«"
_CLOSING = "、。，．：；？！」』）〕］｝〉》】〗”’)\\]}»,.:;?!…‥ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
_JOINED = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f"
_UNUSUAL = re.compile("[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]")
"""What may be wider or narrower than one cell, or a blank other than the space."""
_JOINER = "\u200d"


def wrap(text: str, width: int) -> list[str]:
    """A text as lines no wider than `width` cells; at least one line."""
    width = max(1, width)
    return [text[start:end] for start, end in break_lines(text, width, width)]


def break_lines(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Where the lines begin and end; the first may have another width than the rest. At least one line."""
    if _UNUSUAL.search(text):
        return _break_any(text, first, rest)
    return _break_narrow(text, first, rest)


def cut(text: str, width: int) -> list[str]:
    """A line cut at a width between characters, blanks and all; at least one piece."""
    if not _UNUSUAL.search(text):
        return [text[at : at + width] for at in range(0, len(text), width)] or [""]
    return _cut_word(text, width, width)


def cut_at_blanks(text: str, width: int) -> list[str]:
    """As `cut`, but behind a blank where one stands in the second half of a piece."""
    if _UNUSUAL.search(text):
        return cut(text, width)
    pieces = []
    at = 0
    while len(text) - at > width:
        blank = -1 if text[at + width] == " " else text.rfind(" ", at + width // 2, at + width)
        end = at + width if blank < 0 else blank + 1
        pieces.append(text[at:end])
        at = end
    return [*pieces, text[at:]]


def _break_narrow(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Each character is one cell: the line's end can be looked for from the edge."""
    lines: list[tuple[int, int]] = []
    end = len(text.rstrip(" "))
    at = end - len(text[:end].lstrip(" "))
    room = first
    while end - at > room:
        edge = text.rfind(" ", at, at + room + 1)
        if edge < 0:
            lines.append((at, at + room))
            at += room
        else:
            lines.append((at, at + len(text[at:edge].rstrip(" "))))
            at = edge + 1
            while text[at] == " ":
                at += 1
        room = rest
    return [*lines, (at, end)]


def _break_any(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = end = used = blank = 0
    room = first
    begun = False
    for token in _token().finditer(text):
        word, blanks = token.group(0, 1)
        cells = cell_len(word)
        if blanks:
            blank = cells if begun else 0
            continue
        if begun and used + blank + cells > room:
            lines.append((start, end))
            begun, used, blank, room = False, 0, 0, rest
        if not begun:
            start, begun = token.start(), True
        if cells > room:
            *full, last = _cut_word(word, room, rest)
            for piece in full:
                lines.append((start, start + len(piece)))
                start += len(piece)
                room = rest
            cells = cell_len(last)
        used += blank + cells
        blank = 0
        end = token.end()
    return [*lines, (start, end)]


@cache
def _token() -> re.Pattern[str]:
    """What is kept whole, or blanks; compiled when a text is unusual, which takes longer than all else here."""
    return re.compile(
        f"[{_OPENING}]*[{_EASTERN}][{_CLOSING}{_JOINED}]*|[^{_BLANK}{_EASTERN}]+[{_CLOSING}{_JOINED}]*|([{_BLANK}]+)"
    )


def _cut_word(word: str, first: int, rest: int) -> list[str]:
    """Pieces that fit; a character wider than the room stands alone."""
    pieces: list[str] = []
    start = at = used = 0
    room = first
    for cluster in _clusters(word):
        cells = cell_len(cluster)
        if used and used + cells > room:
            pieces.append(word[start:at])
            start, used, room = at, 0, rest
        at += len(cluster)
        used += cells
    return [*pieces, word[start:]]


def _clusters(word: str) -> Iterator[str]:
    """Characters as the reader sees them: with what combines with them, emoji sequences and flags whole."""
    start = 0
    joins = word.startswith(_JOINER)
    half_flag = _is_flag_letter(word[:1])
    for at in range(1, len(word)):
        character = word[at]
        if joins:
            joins = False
        elif cell_len(character) == 0:
            joins = character == _JOINER
        elif half_flag and _is_flag_letter(character):
            half_flag = False
        else:
            yield word[start:at]
            start = at
            half_flag = _is_flag_letter(character)
    yield word[start:]


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
