"""What of an article is shown at a level of the skim dial: which levels there are, which parts of its blocks. Pure.

What is worth keeping is decided in `newsreader.quotations.skim`; here it is fitted to the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsreader.articles.blocks import BlockKind
from newsreader.quotations.skim import LEVELS, Bounds, Level, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsreader.articles.blocks import Block, Document
    from newsreader.models.findings import KeyClause, Quotation

_WHOLE = {BlockKind.CODE, BlockKind.TABLE, BlockKind.RULE}
"""Not shown in parts."""
_WORD = re.compile(r"\w")


class Shown(NamedTuple):
    """What of a block is shown."""

    block: Block
    stretches: tuple[Bounds, ...]
    begins: bool = False
    """Text was left out before it, and nothing is shown there that would say so."""
    goes_on: bool = False
    """Text was left out behind it."""


def offered(text: str, quotations: Sequence[Quotation], clauses: Sequence[KeyClause]) -> tuple[Level, ...]:
    """The levels that show an article differently, from the most to the least; all of it is always one."""
    found = [Level.ALL]
    before = _measured(text, ((0, len(text)),))
    for level in LEVELS[1:]:
        if (level is Level.CLAUSES and not clauses) or (level is Level.QUOTES and not quotations):
            continue
        if level is Level.LINE and len(found) == 1:
            continue
        measured = _measured(text, spans(level, text, quotations, clauses))
        if measured and measured != before:
            found.append(level)
            before = measured
    return tuple(found)


def nearest_fuller(level: Level, levels: Sequence[Level]) -> Level:
    """The level itself if it is offered, else the next that shows more."""
    return max((one for one in levels if LEVELS.index(one) <= LEVELS.index(level)), key=LEVELS.index)


def of_blocks(document: Document, level: Level, kept: Sequence[Bounds]) -> list[Shown]:
    """The blocks that are shown at a level and what of them; with the key clauses the headings above them as well."""
    if level is Level.ALL:
        return [Shown(block, ((block.start, block.end),)) for block in document.blocks]
    parts = _parts(document.blocks, kept)
    if level is not Level.CLAUSES:
        return [Shown(block, stretches) for block, stretches in parts if stretches]
    shown = list(_with_headings(parts))
    found = []
    end, under_heading = 0, True
    for number, (block, stretches) in enumerate(shown):
        following = shown[number + 1][1][0][0] if number + 1 < len(shown) else len(document.text)
        begins = under_heading and _left_out(document.text, end, stretches[0][0])
        end, under_heading = stretches[-1][1], block.kind is BlockKind.HEADING
        goes_on = not under_heading and _left_out(document.text, end, following)
        found.append(Shown(block, stretches, begins, goes_on))
    return found


_Part = tuple["Block", tuple[Bounds, ...]]


def _parts(blocks: Sequence[Block], kept: Sequence[Bounds]) -> Iterator[_Part]:
    """What is kept of each block; some blocks are kept whole or not at all."""
    at = 0
    for block in blocks:
        while at < len(kept) and kept[at][1] <= block.start:
            at += 1
        within = []
        last = at
        while last < len(kept) and kept[last][0] < block.end:
            within.append((max(kept[last][0], block.start), min(kept[last][1], block.end)))
            last += 1
        yield block, ((block.start, block.end),) if within and block.kind in _WHOLE else tuple(within)


def _with_headings(parts: Iterable[_Part]) -> Iterator[_Part]:
    """The blocks of which something is kept, under their headings."""
    headings: list[Block] = []
    for block, stretches in parts:
        if block.kind is BlockKind.HEADING:
            headings = [*(above for above in headings if above.level < block.level), block]
        elif stretches:
            yield from ((heading, ((heading.start, heading.end),)) for heading in headings)
            headings = []
            yield block, stretches


def _left_out(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None


def _measured(text: str, kept: Sequence[Bounds]) -> tuple[Bounds, ...]:
    """What is kept, without the blanks and stops around it that tell no level from another."""
    found = []
    for start, end in kept:
        first = _WORD.search(text, start, end)
        if first is not None:
            last = next(at for at in range(end - 1, start - 1, -1) if _WORD.match(text, at))
            found.append((first.start(), last + 1))
    return tuple(found)
