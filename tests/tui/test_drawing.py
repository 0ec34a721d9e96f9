"""What goes to the terminal past the guard of texts: pictures, and nothing else, whatever a decoder says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsreader.errors import ParseError
from newsreader.pictures.decoder import DecoderProcess, Encoded, Pixels
from newsreader.tui.colour_depth import ALL
from newsreader.tui.rendering import Placed, drawings
from newsreader.tui.screens.drawing import Painter

if TYPE_CHECKING:
    from collections.abc import Callable

SIXELS = '\x1bP0;1;0q"1;1;1;1#0;2;0;0;0#0@\x1b\\'


@pytest.fixture
def painter(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], tuple[Painter, list[str]]]:
    """A painter in a way, whose decoder says something; what it writes."""

    def make(way: str, said: str) -> tuple[Painter, list[str]]:
        written: list[str] = []
        for name in ("png", "sixels"):
            monkeypatch.setattr(DecoderProcess, name, lambda *_: Encoded(1, 1, said))
        monkeypatch.setattr(DecoderProcess, "decode", lambda *_: Pixels(1, 1, bytes(3)))
        painter = Painter(way, ALL, written.append)
        painter.decide()
        return painter, written

    return make


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("kitty", "AAAA\x1b\\\x1b]52;c;eA==\x07"),
        ("kitty", "AAAA\n"),
        ("kitty", ""),
        ("sixel", "\x1b]52;c;eA==\x07"),
        ("sixel", SIXELS.replace("@", "\x1b[2J")),
        ("sixel", f"{SIXELS}\n"),
        ("sixel", f"{SIXELS}{SIXELS}"),
    ],
)
def test_what_is_no_picture_is_not_written(
    painter: Callable[[str, str], tuple[Painter, list[str]]], way: str, said: str
) -> None:
    """Not a byte more than a picture in its form."""
    made, written = painter(way, said)
    with pytest.raises(ParseError):
        made.decoded(Path("a.png"), 4, 2, (0, 0, 0))
    assert written == []


def test_nothing_is_decoded_once_it_is_closed(painter: Callable[[str, str], tuple[Painter, list[str]]]) -> None:
    """A thread that goes on for a moment begins no process again."""
    made, _ = painter("kitty", "AAAA")
    assert isinstance(made.decoded(Path("a.png"), 4, 2, (0, 0, 0)), Encoded)
    made.close()
    with pytest.raises(ParseError):
        made.decoded(Path("a.png"), 4, 2, (0, 0, 0))


def test_a_picture_is_written_once_and_freed(painter: Callable[[str, str], tuple[Painter, list[str]]]) -> None:
    """What has pixels of its own needs nothing of the terminal."""
    made, written = painter("kitty", "AAAA")
    placed = made.placed(made.decoded(Path("a.png"), 4, 2, (0, 0, 0)), 4, 2)
    assert isinstance(placed, Placed)
    assert len(written) == 1
    made.free([placed, None])
    made.free([placed])
    assert len(written) == 2
    made, written = painter("sixel", SIXELS)
    shown = made.placed(made.decoded(Path("a.png"), 4, 2, (0, 0, 0)), 4, 2)
    assert isinstance(shown, drawings.Pixels)
    assert shown.sixels == SIXELS
    made.free([shown])
    assert written == []


def test_what_was_made_for_kitty_is_not_sent_to_another(
    painter: Callable[[str, str], tuple[Painter, list[str]]],
) -> None:
    """The terminal may have told its name only meanwhile."""
    made, written = painter("kitty", "AAAA")
    found = made.decoded(Path("a.png"), 4, 2, (0, 0, 0))
    made.way = "sixel"
    assert made.placed(found, 4, 2) is None
    assert written == []


@pytest.mark.parametrize(("columns", "rows"), [(4, 2), (72, 16), (300, 200)])
def test_no_more_pixels_are_sent_than_cells_show(monkeypatch: pytest.MonkeyPatch, columns: int, rows: int) -> None:
    """Nor more than a million, which the terminal enlarges."""
    asked: list[tuple[int, int]] = []

    def png(_: DecoderProcess, path: Path, width: int, height: int, ground: object) -> Encoded:
        asked.append((width, height))
        return Encoded(width, height, "AAAA")

    monkeypatch.setattr(DecoderProcess, "png", png)
    monkeypatch.setattr("newsreader.tui.answers.cell_size", lambda _: (10, 20))
    painter = Painter("kitty", ALL, lambda _: None)
    painter.decide()
    painter.decoded(Path("a.png"), columns, rows, (0, 0, 0))
    ((width, height),) = asked
    assert width <= 10 * columns
    assert height <= 20 * rows
    assert width * height <= 1_000_000
    assert abs(width / height - columns / (2 * rows)) < 0.05
