"""Makes the cast of README: the real program in a real pseudo-terminal, filmed key by key, in asciinema's format.

What is kept is the screen after each key, as a terminal shows it, at the times that the script names: two runs give the
same bytes, whatever the machine was doing. `--check` says whether the film is that of the program as it is now.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS, LINES = 110, 32
FILE = Path(__file__).parents[1] / "assets" / "newsreader.cast"
QUIET_SECONDS = 0.3
"""Nothing written for so long: the screen is complete. Less than a cursor takes to blink."""
SILENT_SECONDS = 1.5
"""A key that nothing was written for in so long brings nothing."""
PATIENCE_SECONDS = 60.0
RECORDED = 1_719_734_400  # 30 June 2024: the day of the sample edition


Look = tuple[str, str, str]
"""A character, the codes of its ground, and those of all else that is seen of it; none of a blank."""


@dataclass(frozen=True, slots=True)
class Step:
    """Keys, typed one after another, and how long the eye rests on what they bring."""

    keys: str
    seconds: float
    shown: str = ""
    """Words to wait for before the picture is taken."""


FILM = (
    Step("", 3.0, "Welcome to newsreader"),
    Step("\x1b", 1.5),
    Step("j", 0.7),
    Step("j", 1.0),
    Step("/", 0.6),
    Step("said:", 0.5, "/ said:"),
    Step("treaty", 1.5, "2 found"),
    Step("\r", 0.8),
    Step("j", 0.8),
    Step("\r", 2.0),
    *(Step("]", 1.0) for _ in range(3)),
    Step("-", 2.0),
    Step("-", 2.0),
    Step("++", 1.2),
    Step("z", 2.5),
)


def main() -> int:
    """Make the film, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=FILE, help="the file to write")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if the file is of another program")
    options = parser.parse_args()
    made = "".join(f"{line}\n" for line in film())
    if options.check:
        return int(not options.into.is_file() or options.into.read_text(encoding="utf-8") != made)
    options.into.write_text(made, encoding="utf-8")
    print(f"{options.into}: {len(made):,} bytes")
    return 0


def film() -> Iterator[str]:
    """The lines of the file."""
    head = {"version": 2, "width": COLUMNS, "height": LINES, "timestamp": RECORDED, "title": "newsreader"}
    yield json.dumps(head, separators=(",", ":"))
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    with tempfile.TemporaryDirectory() as home:
        child = start(home)
        at = 0.0
        before: list[list[Look]] = [[("", "", "")] * COLUMNS for _ in range(LINES)]
        try:
            for step in FILM:
                child.send(step.keys)
                watch(child, stream, screen, step.shown)
                cells = [[look(screen.buffer[row][column]) for column in range(COLUMNS)] for row in range(LINES)]
                opening = "\x1b[?25l\x1b[2J" if not at else ""
                changes = opening + "".join(changed(row, cells[row], before[row]) for row in range(LINES))
                if changes:
                    yield json.dumps([round(at, 2), "o", changes], ensure_ascii=False, separators=(",", ":"))
                before = cells
                at += step.seconds
        finally:
            child.close(force=True)
    yield json.dumps([round(at, 2), "o", "\x1b[0m\x1b[?25h"], separators=(",", ":"))


def start(home: str) -> Any:
    """The program on a new library, with nothing of this machine in its environment, and nothing that goes by time."""
    config = Path(home) / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text("[reading]\nmark_read_after = 0\n", encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TZ": "UTC"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "newsreader"],
        dimensions=(LINES, COLUMNS),
        env={**kept, **told, "HOME": home, "NEWSREADER_HOME": home},
    )


def watch(child: Any, stream: pyte.ByteStream, screen: pyte.Screen, words: str) -> None:
    """Take in what is written until some words are there and nothing more comes."""
    begin, answered = time.monotonic(), False
    while True:
        try:
            stream.feed(child.read_nonblocking(65_536, timeout=QUIET_SECONDS))
            answered = True
        except pexpect.TIMEOUT:
            silent = time.monotonic() - begin > SILENT_SECONDS
            if (answered or silent) and words in "\n".join(screen.display):
                return
        except pexpect.EOF as error:
            raise RuntimeError("newsreader ended in the middle of the film") from error
        if time.monotonic() - begin > PATIENCE_SECONDS:
            raise RuntimeError(f"{words!r} did not appear:\n" + "\n".join(screen.display))


def look(cell: Any) -> Look:
    """What is seen of a cell."""
    weights = (("bold", "1"), ("italics", "3"), ("underscore", "4"), ("strikethrough", "9"), ("reverse", "7"))
    codes = [code for name, code in weights if getattr(cell, name)]
    is_blank = cell.data == " " and not {"4", "7", "9"} & set(codes)
    return cell.data, colour(cell.bg, "48"), "" if is_blank else ";".join([*codes, colour(cell.fg, "38")]).strip(";")


def colour(name: str, plane: str) -> str:
    """The codes of a colour; "" for the terminal's own."""
    if len(name) != 6 or not set(name) <= set("0123456789abcdef"):
        return ""
    return f"{plane};2;{int(name[:2], 16)};{int(name[2:4], 16)};{int(name[4:], 16)}"


def changed(row: int, cells: list[Look], before: list[Look]) -> str:
    """What draws the stretch of a line that is another than before; "" if there is none."""
    differing = [column for column in range(COLUMNS) if cells[column] != before[column]]
    if not differing:
        return ""
    first, last = differing[0], differing[-1]
    while first and not cells[first][0]:  # the second half of a wide character
        first -= 1
    parts = [f"\x1b[{row + 1};{first + 1}H"]
    ground = seen = None
    for text, its_ground, its_look in cells[first : last + 1]:
        is_plain = not its_look and not {"4", "7", "9"} & set((seen or "").partition("38;")[0].split(";"))
        if text and (its_ground != ground or (its_look != seen and not is_plain)):
            parts.append(f"\x1b[{';'.join(filter(None, ['0', its_ground, its_look]))}m")
            ground, seen = its_ground, its_look
        parts.append(text)
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
