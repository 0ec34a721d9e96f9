"""One picture after another, as large as the terminal is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.geometry import Offset, Region
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label
from textual.worker import get_current_worker

from newsreader.errors import ParseError
from newsreader.text import clean_line
from newsreader.tui.gallery import Sixels
from newsreader.tui.rendering import Drawing, Known, Pixels
from newsreader.tui.rendering.drawings import colours, drawn, fitted
from newsreader.tui.runs import Piece
from newsreader.tui.unbroken import UnbrokenScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.timer import Timer

    from newsreader.pictures.decoder import Encoded
    from newsreader.tui.rendering import Placed
    from newsreader.tui.screens.drawing import Painter

_REST_SECONDS = 0.06
"""After which a picture is made fit for another size: while the terminal is drawn larger there are many."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One that is on the disk."""

    path: Path
    words: str
    url: str
    width: int
    height: int


class Canvas(Widget):
    """A picture in the middle of a pane."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    pixels: Pixels | Placed | None = None
    room = Drawing(0, 0, 0, 0)

    def show(self, room: Drawing, pixels: Pixels | Placed | None) -> None:
        """Draw a picture in so much room, or nothing."""
        self.room, self.pixels = room, pixels
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row of the picture."""
        width, ground = self.size.width, self.rich_style
        left, top = self._corner
        if self.pixels is None or not top <= y < top + self.room.rows:
            return Strip.blank(width, ground)
        segments = [Segment(" " * left, ground)]
        piece = Piece(" " * self.room.columns, (f"picture 0 {y - top}",))
        for text, roles in drawn(piece, {0: self.pixels}) or ():
            found = colours(roles[0]) if roles else None
            segments.append(Segment(text, ground + Style(color=found[0], bgcolor=found[1]) if found else ground))
        return Strip(segments).adjust_cell_length(width, ground)

    def sixels(self) -> Iterable[Sixels]:
        """The picture, if it can be drawn so."""
        if isinstance(self.pixels, Pixels) and self.pixels.sixels:
            place = self.content_region.offset + self._corner
            yield Sixels(Region(*place, self.room.columns, self.room.rows), self.pixels.sixels)

    @property
    def _corner(self) -> Offset:
        size, room = self.size, self.room
        return Offset(max(0, (size.width - room.columns) // 2), max(0, (size.height - room.rows) // 2))


class LargeScreen(UnbrokenScreen[None], ModalScreen[None]):
    """The pictures of an article, one at a time."""

    DEFAULT_CSS = """
    LargeScreen { layout: vertical; background: $background; }
    LargeScreen Label { width: 1fr; height: 1; }
    """
    BINDINGS = [
        ("escape,q,percent_sign,h", "dismiss", "back"),
        ("right,l,j,space,n", "step(1)", "next"),
        ("left,k,N,backspace", "step(-1)", "previous"),
        ("o,enter", "view", "open"),
    ]

    @dataclass
    class Decoded(Message):
        """What is to be seen of the picture with a number, or why nothing."""

        at: int
        room: Drawing
        found: Pixels | Encoded | str

    def __init__(self, pictures: Sequence[Picture], painter: Painter, view: Callable[[Path], str]) -> None:
        """`view` has a program show a picture and says what came of that."""
        super().__init__()
        self._pictures = pictures
        self._painter = painter
        self._view = view
        self._canvas = Canvas()
        self._resting: Timer | None = None
        self.at = 0

    def compose(self) -> ComposeResult:
        """The picture, its words, the keys."""
        yield self._canvas
        yield Label("", id="picture-words", markup=False)
        yield Label("", id="picture-keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        self._show("")

    def on_resize(self) -> None:
        """Another size has other pixels."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST_SECONDS, self.pictures_lost)

    def on_unmount(self) -> None:
        """Nobody looks any more."""
        self._painter.free([self._canvas.pixels])

    def sixels(self) -> Iterable[Sixels]:
        """The picture, if it can be drawn so."""
        return self._canvas.sixels()

    def pictures_lost(self) -> None:
        """The picture is made again."""
        self._load(self.at)

    def action_step(self, by: int) -> None:
        """To another one."""
        at = self.at + by
        if 0 <= at < len(self._pictures):
            self.at = at
            self._put(Drawing(0, 0, 0, 0), None)
            self._show("")
            self._load(at)
        else:
            self._show("no further picture in this direction")

    def action_view(self) -> None:
        """Leave it to a program."""
        self._show(self._view(self._pictures[self.at].path))

    def _show(self, notice: str) -> None:
        one = self._pictures[self.at]
        self.query_one("#picture-words", Label).update(Text(f" {clean_line(one.words or one.url)}"))
        keys = f" {self.at + 1}/{len(self._pictures)}   left right go   o open   esc back"
        self.query_one("#picture-keys", Label).update(Text(f" {clean_line(notice)}" if notice else keys))

    def _put(self, room: Drawing, found: Pixels | Encoded | None) -> None:
        """Draw a picture; the terminal need not have the one before any more."""
        self._painter.free([self._canvas.pixels])
        self._canvas.show(room, None if found is None else self._painter.placed(found, room.columns, room.rows))

    @work(thread=True, group="large", exclusive=True, exit_on_error=False)
    def _load(self, at: int) -> None:
        canvas, worker, picture = self._canvas, get_current_worker(), self._pictures[at]
        colour = canvas.background_colors[1]
        size = max(1, canvas.size.width), max(1, canvas.size.height)
        room = fitted(Known(0, 0, picture.width, picture.height), *size, least=1)
        found: Pixels | Encoded | str
        try:
            found = self._painter.decoded(picture.path, room.columns, room.rows, colour.rgb)
        except ParseError as error:
            found = str(error)
        if not worker.is_cancelled:
            self.post_message(self.Decoded(at, room, found))

    @on(Decoded)
    def _decoded(self, event: Decoded) -> None:
        if event.at != self.at:
            return
        if isinstance(event.found, str):
            self._show(event.found)
            return
        self._put(event.room, event.found)
