"""One picture after another, as large as the terminal is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label
from textual.worker import get_current_worker

from newsreader.errors import ParseError
from newsreader.text import clean_line
from newsreader.tui.rendering.drawings import colours, drawn
from newsreader.tui.runs import Piece
from newsreader.tui.unbroken import Unbroken
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from newsreader.tui.rendering import Pixels

    Decode = Callable[[Path, int, int, tuple[int, int, int]], Pixels]


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to be shown."""

    path: Path
    words: str
    url: str


class Canvas(Widget):
    """A picture in the middle of a pane."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    pixels: Pixels | None = None

    def render_line(self, y: int) -> Strip:
        """Two rows of pixels as half blocks."""
        width, ground = self.size.width, self.rich_style
        pixels = self.pixels
        if pixels is None:
            return Strip.blank(width, ground)
        row = y - max(0, (self.size.height - -(-pixels.height // 2)) // 2)
        if not 0 <= row < -(-pixels.height // 2):
            return Strip.blank(width, ground)
        indent = max(0, (width - pixels.width) // 2)
        segments = [Segment(" " * indent, ground)]
        for text, roles in drawn(Piece(" " * pixels.width, (f"picture 0 {row}",)), {0: pixels}) or ():
            found = colours(roles[0]) if roles else None
            segments.append(Segment(text, ground + Style(color=found[0], bgcolor=found[1]) if found else ground))
        return Strip(segments).adjust_cell_length(width, ground)


class LargeScreen(Unbroken, ModalScreen[None]):
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
        found: Pixels | str

    def __init__(self, pictures: Sequence[Shown], decode: Decode, view: Callable[[Path], str]) -> None:
        """`decode` makes a picture fit, in a thread; `view` has a program show it and says what came of that."""
        super().__init__()
        self._pictures = pictures
        self._decode = decode
        self._view = view
        self.at = 0

    def compose(self) -> ComposeResult:
        """The picture, its words, the keys."""
        yield Canvas()
        yield Label("", id="picture-words", markup=False)
        yield Label("", id="picture-keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the first."""
        self._show("")

    def on_resize(self) -> None:
        """Another size has other pixels."""
        self._load(self.at)

    def action_step(self, by: int) -> None:
        """To another one."""
        at = self.at + by
        if 0 <= at < len(self._pictures):
            self.at = at
            self.query_one(Canvas).pixels = None
            self.query_one(Canvas).refresh()
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

    @work(thread=True, group="large", exclusive=True, exit_on_error=False)
    def _load(self, at: int) -> None:
        canvas, worker = self.query_one(Canvas), get_current_worker()
        colour = canvas.background_colors[1]
        found: Pixels | str
        try:
            found = self._decode(
                self._pictures[at].path, max(1, canvas.size.width), max(1, canvas.size.height), colour.rgb
            )
        except ParseError as error:
            found = str(error)
        if not worker.is_cancelled:
            self.post_message(self.Decoded(at, found))

    @on(Decoded)
    def _decoded(self, event: Decoded) -> None:
        if event.at != self.at:
            return
        if isinstance(event.found, str):
            self._show(event.found)
            return
        canvas = self.query_one(Canvas)
        canvas.pixels = event.found
        canvas.refresh()
