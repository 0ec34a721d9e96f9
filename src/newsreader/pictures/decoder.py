"""A process that decodes pictures and can be killed: the only one that trusts a decoder with them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import ClassVar, TypeAlias

from newsreader.errors import ParseError
from newsreader.feeds.worker import ParserProcess, answer_requests
from newsreader.values import dataclass

MEMORY = 700
"""Megabytes of its address space; a picture of the most pixels that are kept takes half of it."""
SECONDS = 10
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")

_Request: TypeAlias = tuple[str, int, int, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture made small enough to be drawn: red, green and blue, a byte each, row by row."""

    width: int
    height: int
    data: bytes


def is_there() -> bool:
    """Whether what decodes is installed; it is an optional package."""
    return importlib.util.find_spec("PIL") is not None


class DecoderProcess(ParserProcess):
    """Decodes in a process of its own. For one thread at a time."""

    command: ClassVar[tuple[str, ...]] = (
        *ParserProcess.command[:3],
        "import sys; sys.path.append(sys.argv[1]); from newsreader.pictures import decoder; "
        "decoder.serve(*sys.argv[2:])",
    )

    def __init__(self) -> None:
        super().__init__(seconds=SECONDS, memory_mb=MEMORY)

    def decode(self, file: Path, width: int, height: int, ground: tuple[int, int, int]) -> Pixels:
        """A picture within so many pixels, on a ground of a colour; ParseError if it cannot be decoded."""
        request: _Request = (str(file), width, height, ground)
        found: Pixels = self._ask(request)
        return found


def serve(memory_mb: str, seconds: str, *_: str) -> None:
    """Answer requests from standard input until it ends."""
    answer_requests(memory_mb, seconds, _answer, ("", 1, 1, (0, 0, 0)))


def _answer(request: _Request) -> Pixels | str:
    file, width, height, ground = request
    try:
        return _decoded(Path(file), width, height, ground)
    except ParseError as error:
        return str(error)
    except MemoryError:
        return "Drawing this picture takes more memory than it may."
    except Exception as error:  # noqa: BLE001 - the last fence: a decoder raises anything
        return f"The picture cannot be drawn ({type(error).__name__})."


def _decoded(file: Path, width: int, height: int, ground: tuple[int, int, int]) -> Pixels:
    try:
        from PIL import Image  # noqa: PLC0415 - an optional package, needed in this process alone
    except ImportError as error:
        raise ParseError("Pictures are drawn with pillow, which is not installed.") from error
    with Image.open(file, formats=_FORMATS) as image:
        scale = min(width / image.width, height / image.height, 1)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image.draft("RGB", size)
        small = image.convert("RGBA").resize(size, Image.Resampling.BOX, reducing_gap=2)
        drawn = Image.new("RGB", size, ground)
        drawn.paste(small, mask=small.getchannel("A"))
        return Pixels(*size, drawn.tobytes())
