"""How long the start takes: the commands from the shell to their end, and the screen in a real pseudo-terminal.

For the screen: when something is drawn, when all of it is, and what that has cost. Beside it a bare Textual
application, and newsboat where it is installed. Modules are compiled beforehand, as an installation compiles them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import Terminal

from newsreader import paths, sample
from newsreader.library.store import open_library

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (["--version"], ["--help"], ["feeds"], ["list"], ["list", "--json"], ["search", "treaty"])
HEAVY = ("textual", "rich", "feedparser", "markdown_it", "nh3", "ssl")
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("Hello")
Bare().run()
"""
QUIET_SECONDS = 0.4
"""Nothing is written for so long: the screen is complete."""
TEXTUAL = b"\x1b[?1004h"
"""Textual has the terminal."""
NEWSREADER = [sys.executable, "-m", "newsreader"]


def main() -> None:
    """Print one line a command, then one line a screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15, help="runs of each command")
    parser.add_argument("--articles", type=int, nargs="+", default=[1_000, 100_000], help="for newsboat")
    parser.add_argument(
        "--library", type=Path, help="a library to show as well; nothing is written to it but a session"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(PYTHONPYCACHEPREFIX=f"{folder}/compiled", TERM="xterm-256color", COLORTERM="truecolor")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        _commands(Path(folder) / "sample", options.times)
        _screens(Path(folder), options.times, options.articles, options.library)


def _commands(library: Path, times: int) -> None:
    with open_library(paths.library_files(library)) as opened:
        sample.install(opened, int(time.time()))
    print(f"{'command':34}{'median':>9}{'slowest':>9}  imports")
    for words in COMMANDS:
        command = [*NEWSREADER, "--library", str(library), *words]
        took = sorted(_milliseconds(command) for _ in range(times))
        print(f"{' '.join(words):34}{statistics.median(took):7.0f}ms{took[-1]:7.0f}ms  {_imports(command)}")


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


def _screens(folder: Path, times: int, articles: Sequence[int], given: Path | None) -> None:
    home = folder / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[refresh]\non_start = false\nevery = 0\n")
    os.environ["NEWSREADER_HOME"] = str(home)
    screens: dict[str, list[str]] = {"bare Textual application": [sys.executable, "-c", BARE]}
    screens["newsreader, the sample edition"] = NEWSREADER
    if given is not None:
        screens[f"newsreader, {given}"] = [*NEWSREADER, "--library", str(given)]
    newsboat = shutil.which("newsboat")
    for count in articles if newsboat else ():
        screens[f"newsboat, {count:,} articles"] = [str(newsboat), *_for_newsboat(str(newsboat), folder, count)]
    print(f"\n{'screen, median':34}{'first':>9}{'complete':>9}{'CPU':>9}{'of bare':>9}{'memory':>9}")
    for command in screens.values():
        _started(command, leaves=True)  # compiles the modules, keeps the last screen
    runs: dict[str, list[tuple[float, ...]]] = {name: [] for name in screens}
    for _ in range(times):  # in turn, so that a busy machine is busy for all of them
        for name, command in screens.items():
            runs[name].append(_started(command))
    bare = runs["bare Textual application"]
    for name, found in runs.items():
        first, last, cpu, memory = (statistics.median(values) for values in zip(*found, strict=True))
        times_bare = statistics.median(one[2] / other[2] for one, other in zip(found, bare, strict=True))
        print(f"{name:34}{first:7.0f}ms{last:7.0f}ms{cpu:7.0f}ms{times_bare:7.2f} x{memory:6.0f} MB")


def _started(command: list[str], *, leaves: bool = False) -> tuple[float, ...]:
    """Milliseconds to the first byte and to the last, CPU in milliseconds, megabytes."""
    terminal = Terminal(command, dict(os.environ))
    try:
        first, last, _ = terminal.painted(QUIET_SECONDS, b"" if "newsboat" in command[0] else TEXTUAL)
        result = first * 1000, last * 1000, terminal.cpu_seconds() * 1000, terminal.megabytes()
        if leaves:
            terminal.answer(b"Q")
        return result
    finally:
        terminal.close()


def _for_newsboat(newsboat: str, folder: Path, count: int) -> list[str]:
    """A cache with some articles of one feed; the words that open it."""
    feed, urls, cache = (folder / f"{name}-{count}" for name in ("feed", "urls", "cache"))
    items = "".join(
        f"<item><title>Article {n}: the harbour opens again</title><guid>{n}</guid><link>https://news.example/{n}</link>"
        f"<description>The council decided on Monday to repair the pier, {n}.</description></item>"
        for n in range(count)
    )
    feed.write_text(f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>')
    urls.write_text(f"file://{feed}\n")
    words = ["-c", str(cache), "-u", str(urls), "-C", os.devnull]
    subprocess.run([newsboat, *words, "-x", "reload"], check=True, capture_output=True)
    return words


if __name__ == "__main__":
    main()
