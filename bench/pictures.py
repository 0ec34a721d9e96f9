"""What drawing a picture costs in each way that terminals take it, beside chafa where it is installed."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

from newsreader.pictures.decoder import DecoderProcess
from newsreader.tui.gallery import Gallery
from newsreader.tui.rendering.drawings import Drawing, Known, Pixels, Placed, colours, drawn, fitted, lines

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS, ROWS, CELL = 72, 16, (10, 20)
"""The most room that a picture has in an article, and pixels of a cell."""
GROUND = (21, 23, 28)
CHAFA = {"blocks": ("symbols", "--symbols", "vhalf"), "kitty": ("kitty",), "sixel": ("sixels",)}


def main() -> None:
    """Print a line for each picture, way and program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="*", type=Path, help="in place of some that are made")
    parser.add_argument("--times", type=int, default=20, help="how often each is drawn (default 20)")
    options = parser.parse_args()
    print(f"{'picture':28}{'cells':>8}  {'way':8}{'newsreader':>12}{'draw':>9}{'bytes':>11}{'chafa':>10}{'bytes':>11}")
    with tempfile.TemporaryDirectory() as folder, DecoderProcess() as decoder:
        for path in options.pictures or _made(Path(folder)):
            with Image.open(path) as image:
                room = fitted(Known(0, 0, *image.size), COLUMNS, ROWS)
                name = f"{path.name} {image.width}x{image.height}"
            for way in CHAFA:
                decoded, drawing, size = _ours(decoder, path, way, (room.columns, room.rows), options.times)
                theirs = _chafa(path, way, (room.columns, room.rows), options.times)
                other = f"{theirs[0]:7.1f} ms{theirs[1]:11,}" if theirs else f"{'-':>10}{'-':>11}"
                cells = f"{room.columns}x{room.rows}"
                print(f"{name:28}{cells:>8}  {way:8}{decoded:9.1f} ms{drawing:6.2f} ms{size:11,}{other}")
    print(
        "CPU: newsreader's process is there already, chafa is started for each picture; draw is what the screen does."
    )


def _ours(decoder: DecoderProcess, path: Path, way: str, room: tuple[int, int], times: int) -> tuple[float, float, int]:
    """CPU milliseconds to decode it, and to draw it; bytes to the terminal, without moves of the cursor."""
    width, height = room[0] * CELL[0], room[1] * CELL[1]
    asked: dict[str, Callable[[], object]] = {
        "blocks": lambda: decoder.decode(path, room[0], 2 * room[1], GROUND),
        "kitty": lambda: decoder.png(path, width, height, GROUND),
        "sixel": lambda: decoder.sixels(path, width, height, GROUND),
    }
    asked[way]()
    before = _cpu(decoder)
    for _ in range(times):
        asked[way]()
    decoded = (_cpu(decoder) - before) / times
    if way == "sixel":
        return decoded, 0, len(decoder.sixels(path, width, height, GROUND).data)
    if way == "kitty":
        number, sent = Gallery({}).send(decoder.png(path, width, height, GROUND).data, *room)
        return decoded, *_drawn(Placed(number, *room), room, len(sent))
    found = decoder.decode(path, room[0], 2 * room[1], GROUND)
    return decoded, *_drawn(Pixels(found.width, found.height, found.data), room, 0)


def _drawn(picture: Pixels | Placed, room: tuple[int, int], size: int) -> tuple[float, int]:
    """CPU milliseconds to make its lines, and how many bytes they are with what was sent before."""
    pieces = [line.pieces[-1] for line in lines(Drawing(0, 0, *room), 0)]
    begin = time.process_time()
    parts = [part for piece in pieces for part in drawn(piece, {0: picture}) or ()]
    seconds = time.process_time() - begin
    before = None
    for text, roles in parts:
        style = colours(roles[0]) if roles else None
        size += len(text.encode()) + (sum(len(one or "") * 2 for one in style) if style and style != before else 0)
        before = style
    return seconds * 1000, size


def _chafa(path: Path, way: str, room: tuple[int, int], times: int) -> tuple[float, int] | None:
    """CPU milliseconds of a run, and bytes; None if it is not installed."""
    if shutil.which("chafa") is None:
        return None
    form, *more = CHAFA[way]
    command = ["chafa", "-f", form, *more, "-c", "full", "-s", f"{room[0]}x{room[1]}", "--animate", "off", str(path)]
    begin = os.times()
    for _ in range(times):
        out = subprocess.run(command, capture_output=True, check=True).stdout
    end = os.times()
    seconds = end.children_user + end.children_system - begin.children_user - begin.children_system
    return seconds / times * 1000, len(out)


def _cpu(decoder: DecoderProcess) -> float:
    """CPU milliseconds of its process, as far as the system tells it (Linux)."""
    process = decoder._process
    assert process is not None
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _made(folder: Path) -> list[Path]:
    """A photograph of two sizes, a diagram, an icon."""
    noise = [Image.effect_noise((4000, 3000), 90).filter(ImageFilter.GaussianBlur(9)) for _ in range(2)]
    photograph = Image.merge("RGB", (*noise, Image.radial_gradient("L").resize((4000, 3000))))
    photograph.save(folder / "large.jpg", quality=88)
    photograph.resize((1200, 900)).save(folder / "usual.jpg", quality=88)
    photograph.resize((64, 64)).save(folder / "icon.png")
    diagram = Image.new("RGB", (1200, 700), "white")
    drawing = ImageDraw.Draw(diagram)
    for at in range(0, 1200, 40):
        drawing.line((at, 700, at, 700 - at * 37 % 650), fill="#2060a0", width=24)
    diagram.save(folder / "diagram.png")
    return sorted(folder.iterdir())


if __name__ == "__main__":
    main()
