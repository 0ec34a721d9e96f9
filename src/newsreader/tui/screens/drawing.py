"""Pictures made fit for the terminal, by a process, and given to it in the best way that it takes.

Which way that is the terminal is asked when the first picture is to be drawn, and not before.
"""

from __future__ import annotations

import os
import re
import threading
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from newsreader.errors import ParseError
from newsreader.tui import answers
from newsreader.tui.answers import Answers, Listener, Way
from newsreader.tui.gallery import Gallery, Sixels
from newsreader.tui.rendering import Pixels, Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from newsreader.pictures.decoder import DecoderProcess, Encoded

_CELL = (8, 16)
"""Of which size cells are taken to be where nobody tells."""
_MOST_PIXELS = 1_000_000
"""Of a picture that is sent to be kept: the terminal enlarges it again."""
_MOST_SIXELS = 2_500_000
"""Pixels of a picture that is drawn as sixels: those no terminal enlarges."""
_PNG = re.compile(r"[A-Za-z\d+/]+={0,2}")
_SIXELS = re.compile(r'\x1bP0;1;0q"[-#$!;\d?-~]+\x1b\\')


@runtime_checkable
class ShowsPictures(Protocol):
    """A screen on which there are pictures that may be drawn as sixels."""

    def sixels(self) -> Iterable[Sixels]:
        """Those that are wholly in view."""

    def pictures_lost(self) -> None:
        """The terminal was another's meanwhile, and may have none."""


class Painter:
    """Makes pictures fit; `decoded` is for threads, all else for the one that owns the screen."""

    def __init__(self, wanted: str, colours: int, write: Callable[[str], None]) -> None:
        """`wanted` is the setting, `write` writes to the terminal."""
        self.way: Way | None = None
        """How pictures are drawn; None while nobody knows."""
        self.listener = Listener()
        self.gallery = Gallery(os.environ)
        self._wanted, self._colours, self._write = wanted, colours, write
        self._decoder: DecoderProcess | None = None
        self._decoding = threading.Lock()
        self._is_closed = False

    @property
    def told(self) -> Answers:
        """What the terminal has said."""
        return self.listener.answers

    def questions(self) -> str:
        """What the terminal is to be asked; nothing if the user or what is known of it decides."""
        return answers.questions(os.environ) if self._wanted == "auto" else ""

    def is_told(self) -> bool:
        """Whether the terminal has said all that is awaited, or more after that."""
        return self.way is not None or self.told.is_complete(os.environ)

    def decide(self) -> bool:
        """Draw as the terminal says that it can; whether that is another way than until now."""
        before = self.way
        self.way = answers.way_for(self._wanted, self.told, answers.cell_size(self.told), self._colours, os.environ)
        return before is not None and self.way != before

    def decoded(self, path: Path, columns: int, rows: int, ground: tuple[int, int, int]) -> Pixels | Encoded:
        """A picture for so many cells; ParseError if it cannot be decoded."""
        from newsreader.pictures.decoder import DecoderProcess  # noqa: PLC0415 - few articles have pictures

        cell = answers.cell_size(self.told) or _CELL
        width, height = columns * cell[0], rows * cell[1]
        with self._decoding:
            if self._is_closed:  # it would begin another process that nobody ends
                raise ParseError("The screen was left; no picture is drawn any more.")
            if self._decoder is None:
                self._decoder = DecoderProcess()
            if self.way == "kitty":
                less = min(1, (_MOST_PIXELS / (width * height)) ** 0.5)
                png = self._decoder.png(path, max(1, int(width * less)), max(1, int(height * less)), ground)
                _require(_PNG, png.data)
                return png
            found = self._decoder.decode(path, columns, 2 * rows, ground)
            sixels = ""
            if self.way == "sixel" and width * height <= _MOST_SIXELS:
                sixels = self._decoder.sixels(path, width, height, ground).data
                _require(_SIXELS, sixels)
        return Pixels(found.width, found.height, found.data, sixels)

    def placed(self, found: Pixels | Encoded, columns: int, rows: int) -> Pixels | Placed | None:
        """What can be drawn of it; the terminal is sent what it has to know. None if it turned out meanwhile that it
        takes pictures in another way."""
        if isinstance(found, Pixels):
            return found
        if self.way != "kitty":
            return None
        number, sequences = self.gallery.send(found.data, columns, rows)
        self._write(sequences)
        return Placed(number, columns, rows)

    def free(self, pictures: Iterable[Pixels | Placed | None] | None = None) -> None:
        """The terminal need not have some pictures any more, or all of them."""
        numbers = None if pictures is None else [one.number for one in pictures if isinstance(one, Placed)]
        if sequences := self.gallery.free(numbers):
            self._write(sequences)

    def close(self) -> None:
        """Nobody looks any more."""
        self._is_closed = True
        if self._decoder is not None:
            self._decoder.close()


def _require(form: re.Pattern[str], data: str) -> None:
    """The last look at what goes to the terminal past the guard of texts: it can be nothing but a picture."""
    if form.fullmatch(data) is None:
        raise ParseError("What the decoder made of this picture is none; it is not shown.")
