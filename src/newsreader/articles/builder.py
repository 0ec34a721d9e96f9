"""Writes a document: collapses blanks, separates blocks, keeps the offsets of marks and cells.

It is told what begins and ends and knows no tag (`document` does). Text is only ever appended.
"""

from __future__ import annotations

import re

from newsreader.articles.blocks import Block, BlockKind, Cell, Document, Mark, MarkKind, Picture

CELL_GAP = " | "
MOST_COLUMNS = 100

_BLANKS = re.compile("[ \t\n\r\f\v\u0085\u2028\u2029]+")
_MANY_BLANKS = re.compile("[ \u00a0]{4,}")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_TOGETHER = (BlockKind.TERM, BlockKind.DEFINITION)


class Builder:
    """A document as far as it is written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[Mark] = []
        self._links: dict[str, int] = {}
        self._pictures: list[Picture] = []

        self._words: list[str] = []
        """Of the block being written."""
        self._start = -1
        """Where that block begins; -1 while none is open."""
        self._written = 0
        self._space = False
        """Blanks were met that become a space if a word follows."""
        self._broken = 0
        """Line breaks since the last words; -1 if a block ended there otherwise."""
        self._rule = False
        self._open_marks: dict[MarkKind, list[int]] = {}
        """How often each is open, and where the outermost began; -1 until words follow."""

        self.kind = BlockKind.PARAGRAPH
        """Of the next block, unless a list or a table makes it one of theirs."""
        self.level = 0
        """A heading's."""
        self.marker = ""
        """Of the next item."""
        self.list_depth = 0
        self.quote_depth = 0
        self.begins = False
        """The next block is the first of a definition."""
        self.code = False
        self.language = ""
        """Of the code."""
        self._list = self._list_before = 0
        """Counts outermost lists, so that the items of two are kept apart."""
        self._lead = ""
        """Blanks that begin a line of code."""

        self._in_table = False
        self._rows: list[tuple[Cell, ...]] = []
        self._row: list[list[int]] = []
        """Start, end and header of each cell; -1 while a cell has no text."""
        self._cell = 0
        """The one being written; those after it are the columns it spans."""
        self._separated = 0
        """The cell of the row that the last gap stands before."""
        self._row_begun = False

    # --- words --------------------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether words of the present block were written."""
        return self._start >= 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return not self._blocks and not self.is_open

    @property
    def in_table(self) -> bool:
        """Whether a cell of a table of data was begun."""
        return self._in_table

    def last_block_says(self, words: str) -> bool:
        """Whether the last block begins with these words: many a caption repeats what its picture is called."""
        return bool(self._parts) and not self.is_open and _says(self._parts[-1], words)

    def words(self, text: str) -> None:
        """Add text; blanks collapse, but in code."""
        text = _INVISIBLE.sub("", text)
        if self.code and not self._in_table:
            self._code(text)
            return
        text = _BLANKS.sub(" ", text)
        if "\u00a0" in text:
            text = _MANY_BLANKS.sub(" ", text)
        if not (inside := self._inside):
            text = text.lstrip()
            self._space = False
        if not text:
            return
        bare = text.strip(" ")
        if not bare:
            self._space = True
            return
        if not inside:
            self._begin()
        elif self._space or text[0] == " ":
            self._write(" ")
        self._write(bare)
        self._space = text[-1] == " "

    def line_break(self) -> None:
        """One breaks the line, two begin a paragraph."""
        if self._in_table or self.kind is BlockKind.HEADING:
            self._space = True
        elif self.code:
            self._code("\n")
        elif self.is_open:
            self._close()
            self._broken = 1
        elif self._broken > 0:
            self._broken += 1

    def rule(self) -> None:
        """A line across, if something stands above and below it."""
        self.end_block()
        self._rule = bool(self._blocks) and not self._in_table

    def end_block(self) -> None:
        """What follows is another block. Within a table or code it is only apart."""
        if self._in_table:
            self._space = True
            return
        if self.code and self.is_open:
            if not self._words[-1].endswith("\n"):
                self._write("\n")
            return
        self._close()

    def end_code(self) -> None:
        """The lines of code are all there."""
        self._close()
        self.code, self.language = False, ""

    # --- lists --------------------------------------------------------------------------------------------------------

    def begin_list(self) -> None:
        """Blocks are items from here."""
        self.end_block()
        if self.list_depth == 0:
            self._list += 1
        self.list_depth += 1
        self.marker = ""

    def end_list(self) -> None:
        """The innermost list is over."""
        self.end_block()
        self.list_depth = max(0, self.list_depth - 1)
        self.marker = ""

    # --- marks --------------------------------------------------------------------------------------------------------

    def begin_mark(self, kind: MarkKind) -> None:
        """What is written from here is special; only the outermost of a kind counts."""
        opened = self._open_marks.setdefault(kind, [0, 0])
        if opened[0] == 0:
            opened[1] = self._here if self._inside else -1
        opened[0] += 1

    def end_mark(self, kind: MarkKind, url: str | None = None) -> None:
        """The end of a mark, a link's with its address."""
        opened = self._open_marks.get(kind)
        if not opened or not opened[0]:
            return
        opened[0] -= 1
        if opened[0] == 0 and 0 <= opened[1] < self._here and (kind is not MarkKind.LINK or url):
            self._marks.append(Mark(opened[1], self._here, kind, self._link(url)))

    def image(self, words: str, url: str | None) -> None:
        """A block for a picture, with its address."""
        self.end_block()
        kind, marker = self.kind, self.marker
        self.kind, self.marker = BlockKind.IMAGE, ""
        self.words(words)
        if self.is_open:
            self._marks.append(Mark(self._start, self._here, MarkKind.IMAGE, self._link(url)))
        self._close()
        self.kind, self.marker = kind, marker

    def picture(self, url: str, words: str) -> None:
        """A picture stands here; it is not in the text."""
        self._pictures.append(Picture(self._here, url, words))

    def _link(self, url: str | None) -> int | None:
        return self._links.setdefault(url, len(self._links)) if url else None

    # --- tables -------------------------------------------------------------------------------------------------------

    def begin_table(self) -> None:
        """Cells follow; text outside of them (a caption) stays a block until the first row."""
        self.end_block()
        self._rows = []

    def begin_row(self) -> None:
        """A new row."""
        if self._row_begun:
            for cell in self._row:
                if cell[0] < 0:
                    cell[0] = cell[1] = self._here
            self._rows.append(tuple(Cell(start, end, bool(header)) for start, end, header in self._row))
        self._row = []
        self._cell = self._separated = 0
        self._row_begun = False

    def begin_cell(self, *, header: bool, span: int) -> None:
        """A new cell, which may stand in several columns."""
        if not self._in_table:
            self._close()
            self._in_table = True
        if len(self._row) < MOST_COLUMNS:
            self._cell = len(self._row)
            self._row += [[-1, -1, int(header)] for _ in range(min(span, MOST_COLUMNS - self._cell))]
            self._space = False
        else:
            self._space = True

    def end_table(self) -> None:
        """The table is one block."""
        self.begin_row()
        self._close()
        self._in_table = False

    # --- the end ------------------------------------------------------------------------------------------------------

    def document(self) -> Document:
        """What was written."""
        for kind, opened in self._open_marks.items():
            if opened[0] and kind is not MarkKind.LINK:
                opened[0] = 1
                self.end_mark(kind)
        if self._in_table:
            self.end_table()
        self.end_code()
        text = "".join(self._parts)
        marks = [mark for mark in (_trimmed(mark, text) for mark in self._marks) if mark]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return Document(text, tuple(self._blocks), tuple(marks), tuple(self._links), tuple(self._pictures))

    # --- how it is written --------------------------------------------------------------------------------------------

    @property
    def _here(self) -> int:
        return self._start + self._written if self.is_open else self._length

    @property
    def _inside(self) -> bool:
        """Whether words of the present block or cell were written."""
        if self._in_table:
            return bool(self._row) and self._row[self._cell][0] >= 0
        return self.is_open

    def _write(self, text: str) -> None:
        self._words.append(text)
        self._written += len(text)
        if self._in_table and self._inside:
            self._row[self._cell][1] = self._here

    def _begin(self) -> None:
        """The first words of a block or of a cell."""
        if not self.is_open:
            self._open()
        elif not self._row_begun:
            self._write("\n")
        if self._in_table:
            self._begin_cell_words()
        for opened in self._open_marks.values():
            if opened[1] < 0:
                opened[1] = self._here

    def _begin_cell_words(self) -> None:
        if not self._row:
            self._row.append([-1, -1, 0])
        self._row_begun = True
        for cell in self._row[self._separated : self._cell]:
            if cell[0] < 0:
                cell[0] = cell[1] = self._here
            self._words.append(CELL_GAP)
            self._written += len(CELL_GAP)
        self._separated = self._cell
        self._row[self._cell][0] = self._here

    def _open(self) -> None:
        if self._rule:
            self._blocks.append(Block(BlockKind.RULE, self._length, self._length, quote_depth=self.quote_depth))
            self._rule = False
            self._broken = -1
        if self._blocks:
            separator = "\n" if self._is_tight() else "\n\n"
            self._parts.append(separator)
            self._length += len(separator)
        self._start = self._length
        self._written = 0

    def _is_tight(self) -> bool:
        if not self._blocks:
            return False
        above = self._blocks[-1].kind
        if self._broken == 1 or (self.begins and above in _TOGETHER):
            return True
        is_next_item = bool(self.marker) and self._list == self._list_before
        return is_next_item and self._kind() is BlockKind.ITEM and above is BlockKind.ITEM

    def _kind(self) -> BlockKind:
        if self._in_table:
            return BlockKind.TABLE
        if self.code:
            return BlockKind.CODE
        if self.kind is BlockKind.PARAGRAPH and self.list_depth:
            return BlockKind.ITEM
        return self.kind

    def _close(self) -> None:
        self._space = False
        self._lead = ""
        if not self.is_open:
            self._broken = -1
            return
        text = "".join(self._words).rstrip()
        self._clip_marks(self._start + len(text))
        kind = self._kind()
        self._blocks.append(
            Block(
                kind,
                self._start,
                self._start + len(text),
                level=self.level if kind is BlockKind.HEADING else self.list_depth,
                marker=self.marker if kind is BlockKind.ITEM else "",
                quote_depth=self.quote_depth,
                tight=bool(self._blocks) and self._parts[-1] == "\n",
                rows=self._rows_until(self._start + len(text)) if kind is BlockKind.TABLE else (),
                language=self.language if kind is BlockKind.CODE else "",
            )
        )
        self._parts.append(text)
        self._length += len(text)
        self._words = []
        self._start = -1
        self._broken = -1
        self.begins = False
        self._list_before = self._list if self.list_depth else 0
        if kind is BlockKind.ITEM:
            self.marker = ""

    def _rows_until(self, end: int) -> tuple[tuple[Cell, ...], ...]:
        """The rows; the last may have counted in blanks that the table loses at its end."""
        last = tuple(Cell(min(cell.start, end), min(cell.end, end), cell.header) for cell in self._rows[-1])
        return (*self._rows[:-1], last)

    def _clip_marks(self, end: int) -> None:
        """Marks may have counted in blanks that a block loses at its end."""
        for number in range(len(self._marks) - 1, -1, -1):
            mark = self._marks[number]
            if mark.end <= end:
                break
            self._marks[number] = Mark(min(mark.start, end), end, mark.kind, mark.link)
        for opened in self._open_marks.values():
            opened[1] = min(opened[1], end)

    def _code(self, text: str) -> None:
        if not self.is_open:
            text = _BLANK_LINES.sub("", self._lead + text)
            if not text.strip():
                self._lead = text
                return
            self._begin()
        self._write(text)


def _says(block: str, words: str) -> bool:
    return block.casefold().startswith(words.casefold().rstrip(" .…"))


def _trimmed(mark: Mark, text: str) -> Mark | None:
    """Without the blanks at its ends: they belong to what is around it."""
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind, mark.link) if start < end else None
