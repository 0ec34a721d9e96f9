"""What is done with an article's text: a caret in it, a passage selected by keys or with the mouse, links by letters.

Offsets count in the plain text; nothing here copies, opens or keeps anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from newsreader.articles.document import MarkKind
from newsreader.tui.widgets.article_page import ArticlePage, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual import events

    from newsreader.tui.runs import Piece
    from newsreader.tui.symbols import Symbols
    from newsreader.tui.widgets.stretches import Stretch

_LETTERS = "asdfjklewcmpghiorutn"
"""Of hints, the easiest to reach first."""
_WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]+")
_DIGITS = re.compile(r"\[(\d+)\]")
_JOINED = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff]")


class Passage(NamedTuple):
    """A stretch of the text that is selected."""

    start: int
    end: int
    text: str


class ArticleText(ArticlePage):
    """An article with a caret and hints."""

    ALLOW_SELECT = False  # by Textual, which knows no text but what is on the screen

    @dataclass
    class LinkChosen(Message):
        """A link was clicked."""

        number: int

    @dataclass
    class Selected(Message):
        """A passage was selected with the mouse, or no longer is."""

    def __init__(self, symbols: Symbols, measure: int, *, id: str | None = None) -> None:  # noqa: A002
        """`measure` is the longest line of text in cells."""
        super().__init__(symbols, measure, id=id)
        self.caret: int | None = None
        """The offset of the character that keys move from; None while nothing is selected."""
        self.begun: int | None = None
        """Where the selected passage was begun; None while only the caret moves."""
        self._hints: Mapping[int, str] = {}
        """The letters of the links in view."""
        self._pressed: int | None = None

    # --- links -------------------------------------------------------------------------------------------------------

    def link(self, number: int) -> str | None:
        """The address of a link by the number it is shown with."""
        links = self.reading.document.links if self.reading is not None else ()
        return links[number - 1] if 0 < number <= len(links) else None

    def links_in_view(self) -> list[int]:
        """The numbers of the links that can be seen, from the top; each once."""
        lines = range(self._top, min(self._top + self.size.height, self.line_count())) if self.reading else ()
        found = [
            number
            for line in lines
            if self._sheet.in_body(line)
            for piece in self._sheet.line(line).pieces
            if (number := _number(piece))
        ]
        return list(dict.fromkeys(found))

    def show_hints(self, hints: Mapping[int, str]) -> None:
        """Show letters in place of the numbers of some links; none hides them."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def sign(self, piece: Piece) -> Stretch:
        """A link's letters in place of its number."""
        letters = self._hints.get(_number(piece)) if self._hints else None
        if letters is None:
            return super().sign(piece)
        width = len(piece.text)
        lead = len(piece.text) - len(piece.text.lstrip())
        return f"{' ' * lead}{letters}".ljust(width)[:width], ("article-view--match-now",)

    # --- selecting ---------------------------------------------------------------------------------------------------

    @property
    def passage(self) -> Passage | None:
        """What is selected: from where it was begun to the caret; without a beginning the paragraph of the caret."""
        if self.caret is None or self.reading is None:
            return None
        text = self.reading.document.text
        if self.begun is None:
            block = next((b for b in self.reading.document.blocks if b.start <= self.caret < b.end), None)
            start, end = (block.start, block.end) if block is not None else (self.caret, self.caret + 1)
        else:
            start, end = min(self.caret, self.begun), max(self.caret, self.begun) + 1
            while end < len(text) and _JOINED.match(text, end):
                end += 1
        return Passage(start, end, text[start:end])

    def begin_selecting(self) -> bool:
        """Put the caret on what is pointed to or else on the first word in view; False if there is no text."""
        if self.reading is None or self._body is None or not self.reading.document.text:
            return False
        self.begun = None
        self.put_caret(self._first_in_view())
        return True

    def select_nothing(self) -> None:
        """Put the caret away."""
        if self.caret is not None:
            self.caret = self.begun = None
            self.refresh()

    def toggle_passage(self) -> None:
        """Begin the passage at the caret, or no longer select any."""
        self.begun = self.caret if self.begun is None else None
        self.refresh()

    def swap_ends(self) -> None:
        """Have the caret at the other end of the passage."""
        if self.begun is not None and self.caret is not None:
            self.put_caret(self.begun, begun=self.caret)

    def put_caret(self, offset: int, *, begun: int | None = None) -> None:
        """Move the caret, and have it in view."""
        if self.reading is None:
            return
        last = len(self.reading.document.text) - 1
        self.caret = self._reachable(max(0, min(offset, last)))
        if begun is not None:
            self.begun = begun
        self.show_stretch(self.caret, self.caret + 1, margin=2)
        self.refresh()

    def move_caret(self, movement: str) -> None:
        """Move by `left`, `right`, `word`, `word_back`, `word_end`, `up`, `down`, `line_start`, `line_end`,
        `block`, `block_back`, `start` or `end`."""
        if self.caret is None or self.reading is None:
            return
        text, caret = self.reading.document.text, self.caret
        words = _WORD.finditer
        match movement:
            case "left" | "right":
                self.put_caret(_step(text, caret, 1 if movement == "right" else -1))
            case "word":
                self.put_caret(next((m.start() for m in words(text, caret) if m.start() > caret), len(text) - 1))
            case "word_back":
                near = max(0, caret - 400)
                self.put_caret(max((m.start() for m in words(text, near, caret)), default=0))
            case "word_end":
                self.put_caret(next((m.end() - 1 for m in words(text, caret) if m.end() - 1 > caret), len(text) - 1))
            case "up" | "down":
                self._move_by_line(1 if movement == "down" else -1)
            case "line_start" | "line_end":
                offsets = self._sheet.offsets_of(self._caret_line())
                if offsets:
                    self.put_caret(offsets[0] if movement == "line_start" else offsets[-1])
            case "block" | "block_back":
                starts = [block.start for block in self.reading.document.blocks if block.start < block.end]
                further = [start for start in starts if (start > caret if movement == "block" else start < caret)]
                if further:
                    self.put_caret(further[0] if movement == "block" else further[-1])
            case "start":
                self.put_caret(0)
            case "end":
                self.put_caret(len(text) - 1)

    def drawn(self, start: int, end: int) -> Iterator[Drawn]:
        """What is selected, and the caret."""
        if self.caret is None:
            return
        if self.begun is not None and (passage := self.passage) is not None:
            yield passage.start, passage.end, "article-view--selected"
        if start <= self.caret < end:
            yield self.caret, self.caret + 1, "article-view--caret"

    def _reachable(self, offset: int) -> int:
        """An offset, or where the text goes on that the skim dial shows; the caret's own if it does not."""
        body = self._body
        if body is None or body.shows(offset, offset + 1):
            return offset
        here = offset if self.caret is None else self.caret
        later = [start for start, _ in body.kept if start > offset]
        earlier = [end - 1 for _, end in body.kept if end <= offset]
        if offset >= here:
            return later[0] if later else here
        return earlier[-1] if earlier else here

    def _first_in_view(self) -> int:
        for line in range(max(self._top, len(self._sheet.head)), self.line_count()):
            offsets = self._sheet.offsets_of(line)
            if offsets:
                return offsets[0]
        return 0

    def _caret_line(self) -> int:
        """The line that the caret is drawn in: the cells of a table's row begin at one place and are on many lines."""
        assert self.caret is not None  # noqa: S101 - asked for with a caret only
        line = self._line_of(self.caret)
        for other in range(line, max(len(self._sheet.head), line - 60) - 1, -1):
            if self.column_of(self.caret, other) is not None:
                return other
        return line

    def _move_by_line(self, direction: int) -> None:
        assert self.caret is not None  # noqa: S101 - asked for with a caret only
        line = self._caret_line()
        column = self.column_of(self.caret, line) or 0
        line += direction
        while self._sheet.in_body(line):
            offsets = self._sheet.offsets_of(line)
            if offsets:
                left = [offset for offset in offsets if (self.column_of(offset, line) or 0) <= column]
                self.put_caret(left[-1] if left else offsets[0])
                return
            line += direction

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A passage may begin here."""
        if event.button != 1:
            return
        self._pressed = self.offset_at(event.x, event.y + self._top)
        if self.caret is not None:
            self.select_nothing()
            self.post_message(self.Selected())
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """It goes on to here."""
        if self._pressed is None or not event.button:
            return
        here = self.offset_at(event.x, event.y + self._top)
        if here is not None and (self.caret is not None or here != self._pressed):
            self.caret, self.begun = here, self._pressed
            self.refresh()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """It is selected; a click without any chooses the link there."""
        self.release_mouse()
        self._pressed = None
        if self.caret is not None:
            self.post_message(self.Selected())
        elif number := self._link_at(event.x, event.y + self._top):
            self.post_message(self.LinkChosen(number))

    def on_click(self, event: events.Click) -> None:
        """Two select the word, three the paragraph."""
        here = self.offset_at(event.x, event.y + self._top) if event.chain > 1 else None
        if here is None or self.reading is None:
            return
        block = next((one for one in self.reading.document.blocks if one.start <= here < one.end), None)
        if block is None:
            return
        stretches = [(block.start, block.end)]
        if event.chain == 2:
            stretches = [one.span() for one in _WORD.finditer(self.reading.document.text, block.start, block.end)]
        start, end = next((one for one in stretches if one[0] <= here < one[1]), (here, here + 1))
        self.begun, self.caret = start, end - 1
        self.refresh()
        self.post_message(self.Selected())

    def _link_at(self, x: int, line: int) -> int:
        found = self._sheet.piece_at(x - self._indent, line)
        if found is None or self.reading is None:
            return 0
        piece, place = found
        if piece.start < 0:
            return _number(piece)
        marks, offset = self.reading.document.marks, piece.start + place
        for mark in reversed(marks[: bisect_right(marks, offset, key=attrgetter("start"))][-50:]):
            if mark.kind in {MarkKind.LINK, MarkKind.IMAGE} and mark.link is not None and offset < mark.end:
                return mark.link + 1
        return 0


def hints(numbers: Sequence[int]) -> dict[int, str]:
    """Letters for some links: as few as there have to be, none the beginning of others."""
    length = 1
    while len(_LETTERS) ** length < len(numbers):
        length += 1
    return dict(zip(numbers, map("".join, product(_LETTERS, repeat=length)), strict=False))


def _number(piece: Piece) -> int:
    """The number of the link that a piece names; 0 if it names none."""
    found = _DIGITS.search(piece.text) if piece.roles[:1] == ("number",) else None
    return int(found[1]) if found else 0


def _step(text: str, offset: int, direction: int) -> int:
    """The next character as the reader sees it."""
    offset += direction
    while 0 < offset < len(text) and (_JOINED.match(text, offset) or text[offset] == "\n"):
        offset += direction
    return offset
