"""A terminal that takes pictures: it answers as kitty or as one for sixels does, and decodes what it is sent."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from PIL import Image

from newsreader.tui.kitty import CELLS, MARKS, PLACEHOLDER
from tui.pty_session import PtySession

if TYPE_CHECKING:
    from pathlib import Path

CELL = (10, 20)
"""Pixels of a cell."""
_STRING = re.compile(rb"\x1b(?:_G(?P<kitty>[^\x1b]*)|P(?P<control>(?:[^\x1b]|\x1b\x1b)*))\x1b\\")
_CUT = re.compile(rb"\x1b(?:[_P](?:[^\x1b]|\x1b\x1b)*\x1b?)?\Z")
_SIXELS = re.compile(rb"(?P<parameters>[\d;]*)q\"1;1;(?P<wide>\d+);(?P<high>\d+)(?P<data>.*)", re.DOTALL)
_STEP = re.compile(rb"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|([$-])")
QUESTIONS = {
    "kitty": (
        (b"\x1b[>0q", "\x1bP>|kitty(0.35.2)\x1b\\"),
        (b"\x1b[>q", "\x1bP>|kitty(0.35.2)\x1b\\"),
        (b"\x1b[16t", f"\x1b[6;{CELL[1]};{CELL[0]}t"),
        (b"\x1b[c", "\x1b[?62;c"),
    ),
    "sixel": ((b"\x1b[16t", f"\x1b[6;{CELL[1]};{CELL[0]}t"), (b"\x1b[c", "\x1b[?62;4;22c")),
    "tmux": ((b"\x1b[c", "\x1b[?1;2c"),),
    "silent": (),
}
"""What each kind answers; kitty also that it takes pictures."""


@dataclass
class Kept:
    """A picture that was sent to be kept."""

    keys: dict[str, str]
    payload: bytes = b""
    is_whole: bool = False

    @property
    def image(self) -> Image.Image:
        """Its pixels."""
        return Image.open(io.BytesIO(base64.b64decode(self.payload, validate=True)), formats=("PNG",)).convert("RGB")


@dataclass
class Drawn:
    """Sixels, and the cell that they were drawn at."""

    x: int
    y: int
    image: Image.Image = field(repr=False)


class GraphicsTerminal(PtySession):
    """One run of `newsreader` in it."""

    def __init__(self, home: Path, kind: str, *arguments: str, **options: Any) -> None:
        self.kind = kind
        self.kept: dict[int, Kept] = {}
        self.sent: list[int] = []
        """The numbers of the pictures that were sent, in order; those that were freed as well."""
        self.drawn: list[Drawn] = []
        self._loading: Kept | None = None
        self._rest = b""
        environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        if kind == "tmux":
            environment |= {"TERM": "tmux-256color", "TMUX": "/nowhere,1,0", "KITTY_WINDOW_ID": "1"}
        super().__init__(home, *arguments, **(environment | options))

    def fed(self, chunk: bytes) -> None:
        """Take pictures out of what comes, answer, show the rest."""
        data, self._rest = self._rest + chunk, b""
        at = 0
        for found in _STRING.finditer(data):
            self._show(data[at : found.start()])
            at = found.end()
            if found["kitty"] is not None:
                self._take(found["kitty"])
            elif found["control"].startswith(b"tmux;"):
                assert self.kind == "tmux"
                self._pass_on(found["control"].removeprefix(b"tmux;").replace(b"\x1b\x1b", b"\x1b"))
            else:
                self._draw(found["control"])
        if cut := _CUT.search(data, at):
            self._rest = cut[0]
            data = data[: cut.start()]
        self._show(data[at:])

    def placeholders(self) -> dict[int, set[tuple[int, int]]]:
        """For each picture the rows and columns of it that are shown just now, told by colour and marks."""
        found: dict[int, set[tuple[int, int]]] = {}
        for y in range(self.screen.lines):
            for x in range(self.screen.columns):
                cell = self.screen.buffer[y][x]
                if cell.data.startswith(PLACEHOLDER) and len(cell.data) == 3:  # not all of the last one has come yet
                    row, column = (MARKS.index(mark) for mark in cell.data[1:])
                    found.setdefault(int(cell.fg, 16), set()).add((row, column))
        return found

    @property
    def half_blocks(self) -> int:
        """How many are on the screen."""
        return self.text.count("▀")

    def _show(self, data: bytes) -> None:
        for question, reply in QUESTIONS[self.kind]:
            if question in data:
                self.child.send(reply)
        self._stream.feed(re.sub(rb"\x1b\[(?:>0?q|16t|c)", b"", data))

    def _pass_on(self, data: bytes) -> None:
        for found in _STRING.finditer(data):
            assert found["kitty"] is not None
            self._take(found["kitty"])

    def _take(self, command: bytes) -> None:
        head, _, payload = command.decode("ascii").partition(";")
        keys = dict(pair.split("=") for pair in head.split(","))
        assert len(payload) <= 4096
        if keys.get("a") == "q":
            if self.kind in {"kitty", "tmux"}:
                self.child.send(f"\x1b_Gi={keys['i']};OK\x1b\\")
            return
        assert keys["q"] == "2", "an answer would be typed"
        if keys.get("a") == "d":
            del self.kept[int(keys["i"])]
            return
        if self._loading is None:
            assert (keys["a"], keys["U"], keys["f"]) == ("T", "1", "100")
            self._loading = self.kept[int(keys["i"])] = Kept(keys)
            self.sent.append(int(keys["i"]))
        self._loading.payload += payload.encode()
        if keys["m"] == "0":
            self._loading.is_whole, self._loading = True, None

    def _draw(self, command: bytes) -> None:
        cursor = self.screen.cursor
        self.drawn.append(Drawn(cursor.x, cursor.y, decoded(command)))


def decoded(command: bytes) -> Image.Image:
    """The picture in a sequence of sixels, without what begins and ends it; transparent where nothing is drawn."""
    found = _SIXELS.fullmatch(command)
    assert found is not None, command[:40]
    image = Image.new("RGBA", (int(found["wide"]), int(found["high"])))
    pixels = image.load()
    assert pixels is not None
    colours: dict[int, tuple[int, ...]] = {}
    x = y = colour = at = 0
    while at < len(found["data"]):
        step = _STEP.match(found["data"], at)
        assert step is not None, found["data"][at : at + 20]
        at = step.end()
        defined, red, green, blue, chosen, count, repeated, single, move = step.groups()
        if defined:
            colours[int(defined)] = (*(round(int(part) * 255 / 100) for part in (red, green, blue)), 255)
        elif chosen:
            colour = int(chosen)
        elif move:
            x, y = 0, y + (6 if move == b"-" else 0)
        else:
            bits = (repeated or single)[0] - 0x3F
            until = x + int(count or 1)
            for column, row in product(range(x, until), range(6)):
                if bits >> row & 1:
                    pixels[column, y + row] = colours[colour]
            x = until
    return image


def without_pictures(text: str) -> str:
    """A text without the characters that stand for pictures."""
    return CELLS.sub("", text)
