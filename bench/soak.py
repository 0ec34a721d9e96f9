"""Random keys and sizes on the sample edition or a made library, for as long as you like: does it fall, freeze or grow?

The same --seed gives the same keys. Left out are the keys that would reach the network: adding a feed, the palette, the
command line.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

from newsreader import paths, sample
from newsreader.commands import COMMANDS
from newsreader.config import Config, Interface
from newsreader.library.store import Library, open_library
from newsreader.tui.app import ReaderApp

LEFT_OUT = {"add_feed", "command_line", "palette", "unsubscribe", "quit", "quit_level"}
LEAVING = ["q", "Q", "ctrl+q"]
KEYS = [key for command in COMMANDS if command.id not in LEFT_OUT for key in command.keys]
KEYS += [*"0123456789", "x", "é", "漢", "f5", "ctrl+z", "delete", *["j", "k", "space", "enter", "n"] * 4]
SIZES = [(240, 60), (160, 42), (120, 40), (100, 30), (80, 24), (60, 36), (40, 12), (20, 5), (1, 1)]
SLOW_SECONDS = 0.25
REPORT_SECONDS = 30


class Tally:
    """What happened so far."""

    def __init__(self) -> None:
        self.last: deque[str] = deque(maxlen=60)
        self.keys = self.starts = self.slow = 0
        self.slowest = 0.0
        self.slowest_key = ""
        self.reported = time.monotonic()

    def line(self) -> str:
        """A line of the report."""
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        pressed = f"{self.keys:9,}{self.starts:8}{self.slow:8}{self.slowest * 1000:8.0f}ms"
        return f"{pressed}{_megabytes():8.0f} MB{most:8.0f} MB  {self.slowest_key}"

    def took(self, seconds: float, where: str) -> None:
        """Count the last key; `where` it was pressed is told of the slowest."""
        self.keys += 1
        self.slow += seconds > SLOW_SECONDS
        if seconds > self.slowest:
            self.slowest, self.slowest_key = seconds, f"{self.last[-1]} in {where}"


def _megabytes() -> float:
    """Resident memory now, where the system tells."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def main() -> int:
    """Press keys until the time is over; 1 if the screen fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--entries", type=int, default=0, help="articles of a library that is made for it")
    parser.add_argument("--stay", action="store_true", help="leave by no key: one start, as in a day of reading")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    tally, dice, end = Tally(), random.Random(options.seed), time.monotonic() + options.minutes * 60
    print(f"seed {options.seed}")
    print(f"{'keys':>9}{'starts':>8}{'slow':>8}{'slowest':>10}{'memory':>11}{'most':>11}  slowest key")
    with tempfile.TemporaryDirectory() as folder:
        files = paths.library_files(Path(folder))
        if options.entries:
            script = str(Path(__file__).with_name("make_library.py"))
            make = [sys.executable, script, folder, "--entries", str(options.entries)]
            subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        with open_library(files) as library:
            if not options.entries:
                sample.install(library, int(time.time()))
            while time.monotonic() < end:
                try:
                    asyncio.run(_session(library, dice, end, tally, stay=options.stay))
                except Exception:
                    print(f"it fell after {' '.join(tally.last)}", file=sys.stderr)
                    raise
    print(tally.line())
    return 0


async def _session(library: Library, dice: random.Random, end: float, tally: Tally, *, stay: bool) -> None:
    """From one start to the key that quits."""
    config = Config(interface=Interface(browser=f"{sys.executable} -c pass"))
    app = ReaderApp(library, config)
    tally.starts += 1
    tally.last.append("START")
    async with app.run_test(size=dice.choice(SIZES)) as pilot:
        while app.is_running and time.monotonic() < end:
            chance, where, begin = dice.random(), type(app.screen).__name__, time.perf_counter()
            if chance < 0.02:
                size = dice.choice(SIZES)
                tally.last.append("{}x{}".format(*size))
                await pilot.resize_terminal(*size)
            else:
                tally.last.append(dice.choice(LEAVING if chance < 0.025 and not stay else KEYS))
                await pilot.press(tally.last[-1])
            tally.took(time.perf_counter() - begin, where)
            if time.monotonic() > tally.reported + REPORT_SECONDS:
                tally.reported = time.monotonic()
                print(tally.line(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
