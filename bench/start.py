"""How long a command takes from the shell to its end, on the sample edition."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsreader import paths, sample
from newsreader.library.store import open_library

COMMANDS = (["--version"], ["--help"], ["feeds"], ["list"], ["list", "--json"], ["search", "treaty"])
HEAVY = ("textual", "rich", "feedparser", "markdown_it", "nh3", "ssl")


def main() -> None:
    """Print one line a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15, help="runs of each command")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        with open_library(paths.library_files(Path(folder))) as library:
            sample.install(library, int(time.time()))
        print(f"{'command':24}{'median':>9}{'slowest':>9}  imports")
        for words in COMMANDS:
            command = [sys.executable, "-m", "newsreader", "--library", folder, *words]
            took = sorted(_milliseconds(command) for _ in range(times))
            print(f"{' '.join(words):24}{statistics.median(took):7.0f}ms{took[-1]:7.0f}ms  {_imports(command)}")


def _milliseconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - begin) * 1000


def _imports(command: list[str]) -> str:
    """Which of the heavy packages a command brings in."""
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    log = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stderr
    imported = {line.rpartition("|")[2].strip() for line in log.splitlines()}
    return " ".join(name for name in HEAVY if name in imported) or "-"


if __name__ == "__main__":
    main()
