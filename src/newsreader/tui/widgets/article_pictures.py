"""The pictures among the lines of an article: the room of each, what is drawn there, which came into view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset, Region
from textual.message import Message

from newsreader.tui.gallery import Sixels
from newsreader.tui.rendering import Pixels
from newsreader.tui.rendering.drawings import fitted, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from textual.timer import Timer

    from newsreader.tui.rendering import Drawing, Known, Line, Placed
    from newsreader.tui.widgets.line_view import LineView

_MOST_ROWS = 16
"""Of a picture among the lines."""
_REST_SECONDS = 0.06
"""After which a picture that came into view is asked for: who goes on at once, or draws the pane larger, needs none."""


class ArticlePictures:
    """What is known of the pictures of a pane's article; the pane sends the messages."""

    @dataclass
    class Left(Message):
        """Pictures are not drawn any more; none that was asked for is awaited if their `room` is another as well."""

        pictures: Sequence[Pixels | Placed]
        room: bool

    @dataclass
    class Wanted(Message):
        """Pictures came into view; `ground` is the colour below them."""

        entry_id: int
        drawings: Sequence[Drawing]
        ground: tuple[int, int, int]

    def __init__(self, pane: LineView) -> None:
        self.pixels: dict[int, Pixels | Placed] = {}
        """What is drawn, by the numbers of the pictures."""
        self._pane = pane
        self._drawings: tuple[int, Mapping[int, Drawing]] = (0, {})
        """The article whose pictures have room, and how much; pixels are of these."""
        self._asked: set[int] = set()
        """The pictures that came into view."""
        self._wanted: list[int] = []
        """Those of them that are still to be asked for."""
        self._asking: Timer | None = None

    def fit(self, entry_id: int, pictures: Sequence[Known], width: int) -> Sequence[Drawing]:
        """Give the pictures of an article their room between the edges of its text."""
        found = [fitted(one, width, _MOST_ROWS) for one in pictures]
        self._make_room(entry_id, {one.number: one for one in found})
        return found

    def has_room(self, entry_id: int, drawing: Drawing) -> bool:
        """Whether a picture has that room here and now."""
        return self._drawings[0] == entry_id and self._drawings[1].get(drawing.number) == drawing

    def show(self, drawing: Drawing, pixels: Pixels | Placed) -> None:
        """Draw a picture of the article in the room that it has."""
        before = self.pixels.get(drawing.number)
        self.pixels[drawing.number] = pixels
        if before is not None:
            self._pane.post_message(self.Left([before], room=False))
        self._pane.refresh()

    def forget(self) -> None:
        """The terminal may have lost its pictures, or draws them in another way: those in view are asked for again."""
        self.pixels, self._asked, self._wanted = {}, set(), []
        self._pane.refresh()

    def want(self, number: int) -> None:
        """A picture is in view."""
        if number not in self._asked and self._pane.is_attached:
            self._asked.add(number)
            self._wanted.append(number)
            if self._asking is None:
                self._asking = self._pane.set_timer(_REST_SECONDS, self._ask)

    def sixels(self, lines: Iterable[tuple[int, Line]], edge: Offset) -> Iterator[Sixels]:
        """The pictures of which all lines are among these, which are told with their numbers, where they are on the
        screen; `edge` is there where the text of line 0 begins."""
        if not any(isinstance(one, Pixels) and one.sixels for one in self.pixels.values()):
            return
        rows: dict[int, list[tuple[int, int]]] = {}
        for number, line in lines:
            x = -line.hang
            for piece in line.pieces:
                if (row := row_of(piece)) is not None:
                    rows.setdefault(row[0], []).append((x, number))
                x += cell_len(piece.text)
        for picture, places in rows.items():
            drawing, pixels = self._drawings[1][picture], self.pixels.get(picture)
            if isinstance(pixels, Pixels) and pixels.sixels and len(places) == drawing.rows:
                offset = edge + Offset(*places[0])
                yield Sixels(Region(*offset, drawing.columns, drawing.rows), pixels.sixels)

    def _make_room(self, entry_id: int, drawings: Mapping[int, Drawing]) -> None:
        """Whoever makes pictures fit is told if the room is another than before."""
        if (entry_id, drawings) == self._drawings:
            return
        before = [*self.pixels.values()]
        had_room = bool(self._drawings[1])
        self.pixels, self._asked, self._wanted, self._drawings = {}, set(), [], (entry_id, drawings)
        if self._asking is not None:
            self._asking.stop()
            self._asking = None
        if had_room and self._pane.is_attached:
            self._pane.post_message(self.Left(before, room=True))

    def _ask(self) -> None:
        self._asking = None
        entry_id, drawings = self._drawings
        wanted, self._wanted = [drawings[number] for number in self._wanted], []
        colour = self._pane.background_colors[1]
        self._pane.post_message(self.Wanted(entry_id, wanted, (colour.r, colour.g, colour.b)))
