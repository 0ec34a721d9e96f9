"""The stretches that a line is drawn of: cut to a width, cut where something was found. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, split_graphemes

from newsreader.tui.runs import apart

if TYPE_CHECKING:
    from collections.abc import Iterable

Stretch = tuple[str, tuple[str, ...]]
"""A stretch of a line and the names of its styles, the later ones on top."""
Find = Callable[[str, str], Sequence[tuple[int, int]]]
"""Where the words that are searched stand in a text of a kind: title, author, said, speaker or cue."""
_LETTERS_OF_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def lit(stretch: Stretch, found: Sequence[tuple[int, int]], style: str, *, at: int = 0) -> Iterable[Stretch]:
    """A stretch cut where something was found in the text that it begins at `at` of."""
    text, styles = stretch
    return [(words, (*styles, style) if is_found else styles) for words, is_found in apart(text, found, at=at)]


@lru_cache(2048)
def fit(text: str, width: int, more: str) -> str:
    """A text cut to a width in cells, with a sign that there is more."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    most = room = width - cell_len(more)
    if room < 0:
        return ""
    end = 0
    for _, stop, cells in split_graphemes(text)[0]:  # a sign of several characters is kept whole or not at all
        room -= cells
        if room < 0:
            break
        end = stop
    flags = len(text[:end]) - len(text[:end].rstrip(_LETTERS_OF_FLAGS))
    if flags % 2 and text[end] in _LETTERS_OF_FLAGS:  # two of them are a flag
        end -= 1
    while cell_len(text[:end]) > most:  # nonsense, as a joiner that joins nothing
        end -= 1
    return text[:end].rstrip() + more
