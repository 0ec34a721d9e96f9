"""A process that decodes pictures and can be killed: the only one that trusts a decoder with them."""

from __future__ import annotations

import base64
import importlib.util
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from newsreader.errors import ParseError
from newsreader.feeds.worker import ParserProcess, answer_requests
from newsreader.pictures import sixel

if TYPE_CHECKING:
    from PIL.Image import Image

MEMORY = 700
"""Megabytes of its address space; a picture of the most pixels that are kept takes half of it."""
SECONDS = 10
_QUALITY = 88
"""Of a JPEG, of 100."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")

_Colour: TypeAlias = tuple[int, int, int]
_Request: TypeAlias = tuple[str, int, int, _Colour, str]


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture made small enough to be drawn: red, green and blue, a byte each, row by row."""

    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Encoded:
    """The same, written anew in a form that terminals or books show."""

    width: int
    height: int
    data: str


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

    def decode(self, file: Path, width: int, height: int, ground: _Colour) -> Pixels:
        """A picture within so many pixels, on a ground of a colour; ParseError if it cannot be decoded."""
        request: _Request = (str(file), width, height, ground, "pixels")
        found: Pixels = self._ask(request)
        return found

    def png(self, file: Path, width: int, height: int, ground: _Colour) -> Encoded:
        """The same as a PNG in base64, made from the pixels: nothing of the file as it came is in it."""
        request: _Request = (str(file), width, height, ground, "png")
        found: Encoded = self._ask(request)
        return found

    def jpeg(self, file: Path, width: int, height: int, ground: _Colour) -> Encoded:
        """The same as a JPEG in base64."""
        request: _Request = (str(file), width, height, ground, "jpeg")
        found: Encoded = self._ask(request)
        return found

    def sixels(self, file: Path, width: int, height: int, ground: _Colour) -> Encoded:
        """The same as sixels that cover just so many pixels, enlarged if it is smaller."""
        request: _Request = (str(file), width, height, ground, "sixels")
        found: Encoded = self._ask(request)
        return found


def serve(memory_mb: str, seconds: str, *_: str) -> None:
    """Answer requests from standard input until it ends."""
    answer_requests(memory_mb, seconds, _answer, ("", 1, 1, (0, 0, 0), "pixels"))


def _answer(request: _Request) -> Pixels | Encoded | str:
    file, width, height, ground, form = request
    try:
        return _decoded(Path(file), width, height, ground, form)
    except ParseError as error:
        return str(error)
    except MemoryError:
        return "Drawing this picture takes more memory than it may."
    except Exception as error:  # noqa: BLE001 - the last fence: a decoder raises anything
        return f"The picture cannot be drawn ({type(error).__name__})."


def _decoded(file: Path, width: int, height: int, ground: _Colour, form: str) -> Pixels | Encoded:
    try:
        from PIL import Image  # noqa: PLC0415 - an optional package, needed in this process alone
    except ImportError as error:
        raise ParseError("Pictures are drawn with pillow, which is not installed.") from error
    covers = form == "sixels"
    with Image.open(file, formats=_FORMATS) as image:
        scale = min(width / image.width, height / image.height)
        scale = scale if covers else min(scale, 1)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        image.draft("RGB", size)
        way = Image.Resampling.BOX if scale <= 1 else Image.Resampling.BICUBIC
        small = image.convert("RGBA").resize(size, way, reducing_gap=2)
        drawn = Image.new("RGB", (width, height) if covers else size, ground)
        drawn.paste(small, ((drawn.width - size[0]) // 2, (drawn.height - size[1]) // 2), small.getchannel("A"))
    if form == "pixels":
        return Pixels(*size, drawn.tobytes())
    return Encoded(*drawn.size, _sixels(drawn) if covers else _file(drawn, form.upper()))


def _file(drawn: Image, form: str) -> str:
    data = io.BytesIO()
    drawn.save(data, form, quality=_QUALITY)
    return base64.b64encode(data.getvalue()).decode("ascii")


def _sixels(drawn: Image) -> str:
    palette = drawn.quantize(sixel.COLOURS)
    few = drawn.quantize(palette=palette)  # this way the others are made of dots of these
    return sixel.sixels(*few.size, few.tobytes(), bytes(few.getpalette() or ()))
