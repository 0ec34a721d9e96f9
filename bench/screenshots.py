"""Draws the pictures of README from the sample edition: the real screen at fixed sizes and a fixed time."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from newsreader import paths, reanalyse, sample
from newsreader.config import Config
from newsreader.library.store import open_library
from newsreader.tui.app import ReaderApp

NOW = 1_719_770_400  # 30 June 2024, 18:00 UTC: the day on which the edition is new
FOLDER = Path(__file__).parents[1] / "assets" / "screenshots"
TO_THE_TREATY = (*["j"] * 7, "enter")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the terminal's columns and rows, and the keys that lead there."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...]


SHOTS = (
    Shot("reader", (160, 42), (*TO_THE_TREATY, "]")),
    Shot("medium", (118, 40), (*TO_THE_TREATY, "]", "]")),
    Shot("eighty", (80, 24), (*TO_THE_TREATY, "]")),
    Shot("narrow", (60, 36), TO_THE_TREATY),
    Shot("zen", (120, 36), (*TO_THE_TREATY, "]", "z")),
    Shot("search", (140, 40), ("slash", *"said:treaty", "enter", "j", "enter")),
    Shot("welcome", (120, 36), ("W",)),
)


def main() -> None:
    """Draw all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to draw; all of them if none is named")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to draw into")
    options = parser.parse_args()
    os.environ |= {"TZ": "UTC", "COLORTERM": "truecolor", "TERM": "xterm-256color"}
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    options.into.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        if not options.names or shot.name in options.names:
            picture = asyncio.run(draw(shot))
            (options.into / f"{shot.name}.svg").write_text(picture, encoding="utf-8")
            print(options.into / f"{shot.name}.svg")


async def draw(shot: Shot) -> str:
    """The picture of a new library that was just opened, after the keys."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HOME": folder, "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}  # no reader of this machine's
        files = paths.library_files(Path(folder))
        with open_library(files) as library:
            sample.install(library, NOW)
            for _ in reanalyse.analyse(library):
                pass
            app = ReaderApp(library, Config(), now=lambda: NOW)
            async with app.run_test(size=shot.size) as pilot:
                await pilot.pause()
                for key in shot.keys:
                    await pilot.press(key)
                    while app.reader.is_searching:
                        await pilot.pause(0.01)
                await pilot.pause()
                return without_fonts(app.export_screenshot(title="newsreader"))


def without_fonts(svg: str) -> str:
    """The picture with the viewer's own monospaced font, so that looking at it fetches nothing."""
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    main()
