"""A document packed, to be had again without parsing: a tenth of the time for a long article.

It has no version of its own: it is kept beside the index (`library.documents`), which is made anew whenever the plain
text of articles becomes another.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.articles.blocks import Block, BlockKind, Cell, Document, Mark, MarkKind, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = tuple(BlockKind)
_MARKS = tuple(MarkKind)
_NO_MORE: tuple[str, str, list[list[int]]] = ("", "", [])


def packed(document: Document) -> bytes:
    """A document as bytes."""
    blocks: list[int] = []
    rest: dict[int, tuple[str, str, list[list[int]]]] = {}
    for place, block in enumerate(document.blocks):
        blocks += (_KINDS.index(block.kind), block.start, block.end, block.level, block.quote_depth, int(block.tight))
        if block.marker or block.language or block.rows:
            rows = [
                [number for cell in row for number in (cell.start, cell.end, int(cell.header))] for row in block.rows
            ]
            rest[place] = block.marker, block.language, rows
    marks: list[int] = []
    for mark in document.marks:
        marks += (mark.start, mark.end, _MARKS.index(mark.kind), -1 if mark.link is None else mark.link)
    pictures = [(picture.place, picture.url, picture.words) for picture in document.pictures]
    values = [document.text, blocks, rest, marks, document.links, pictures]
    return packing.pack(json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode())


def unpacked(data: bytes) -> Document:
    """The document again; ValueError if it is damaged."""
    try:
        text, numbers, rest, marks, links, pictures = json.loads(packing.unpack(data))
        blocks = tuple(_blocks(numbers, rest))
        places = iter(marks)
        return Document(
            text,
            blocks,
            tuple(
                Mark(start, end, _MARKS[kind], None if link < 0 else link)
                for start, end, kind, link in zip(places, places, places, places, strict=True)
            ),
            tuple(links),
            tuple(Picture(*picture) for picture in pictures),
        )
    except (TypeError, IndexError, KeyError) as error:
        raise ValueError(str(error)) from error


def _blocks(numbers: list[int], rest: dict[str, tuple[str, str, list[list[int]]]]) -> Iterator[Block]:
    each = iter(numbers)
    for place, (kind, start, end, level, quote_depth, tight) in enumerate(
        zip(each, each, each, each, each, each, strict=True)
    ):
        marker, language, rows = rest.get(str(place), _NO_MORE)
        cells = tuple(tuple(_cells(row)) for row in rows)
        yield Block(_KINDS[kind], start, end, level, marker, quote_depth, bool(tight), cells, language)


def _cells(row: list[int]) -> Iterator[Cell]:
    each = iter(row)
    return (Cell(start, end, bool(header)) for start, end, header in zip(each, each, each, strict=True))
