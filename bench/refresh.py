"""How long many feeds take until their entries are stored, beside other readers where they are installed.

Feeds and server come from `../shared/perf`. A cold run has a fresh store, an unchanged one follows in the same store;
the programs take turns. Memory is that of all processes together, pages they share counted once (Linux alone).
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

PERF = Path(__file__).parents[2] / "shared" / "perf"
PORT = 8800
CASES = ((300, 0), (1_000, 100))
"""Feeds, and milliseconds that the server lets each request wait."""
TICK = int(os.sysconf("SC_CLK_TCK"))

READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
if len(sys.argv) > 2:
    for url in open(sys.argv[2], encoding="utf-8").read().split():
        reader.add_feed(url)
else:
    reader.update_feeds(workers=50, scheduled=False)
"""


class Cost(NamedTuple):
    """What a run took."""

    wall: float
    cpu: float
    megabytes: float


class Watch:
    """Samples the memory and the CPU time of a process and of all that it started, until it is stopped."""

    def __init__(self, process: int) -> None:
        self._root = process
        self._cpu: dict[int, float] = {}
        self._most = 0.0
        self._ended = threading.Event()
        self._begin = time.perf_counter()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def stop(self) -> Cost:
        """What it came to."""
        wall = time.perf_counter() - self._begin
        self._ended.set()
        self._thread.join()
        self._sample()
        return Cost(wall, sum(self._cpu.values()), self._most)

    def _work(self) -> None:
        while not self._ended.wait(0.04):
            self._sample()

    def _sample(self) -> None:
        total = 0
        for process in _tree(self._root):
            try:
                total += _kilobytes(process)
                self._cpu[process] = max(_cpu(process), self._cpu.get(process, 0))
            except (OSError, ValueError):  # it ended meanwhile
                continue
        self._most = max(self._most, total / 1000)


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def _kilobytes(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


# --- the programs -------------------------------------------------------------------------------------------------


class Program:
    """A reader with a store of its own in a folder."""

    name = "newsreader"

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls

    def subscribe(self, store: Path) -> None:
        """Let it know its feeds; not measured."""
        outlines = "".join(f'<outline type="rss" text="f" xmlUrl="{url}"/>' for url in self.urls)
        (store / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
        subprocess.run(
            self._command(store, "import", "opml", str(store / "feeds.opml")), check=True, capture_output=True
        )

    def refresh(self, store: Path) -> Cost:
        """Fetch everything, and wait until all of it is stored."""
        with subprocess.Popen(
            self._command(store, "refresh", "--all", "--leave-older", "--events"), stdout=subprocess.PIPE
        ) as process:
            watch = Watch(process.pid)
            assert process.stdout
            left, failed = len(self.urls), 0
            for line in process.stdout:
                event = json.loads(line)
                left -= event["event"] == "feed"
                failed += event.get("status") == "failed"
                if not left:
                    break
            if failed:
                print(f"  {failed} feeds failed")
            cost = watch.stop()
            process.kill()  # what follows, index and quotations, is measured apart
        return cost

    def analyse(self, store: Path) -> str:
        """What was left for afterwards."""
        with subprocess.Popen(self._command(store, "refresh", "--events"), stdout=subprocess.PIPE) as process:
            watch = Watch(process.pid)
            assert process.stdout
            done = max((json.loads(line).get("done", 0) for line in process.stdout), default=0)
            cost = watch.stop()
        return (
            f"{done:,} entries indexed and analysed in {cost.wall:.1f} s, CPU {cost.cpu:.1f}, {cost.megabytes:.0f} MB"
        )

    def entries(self, store: Path) -> int:
        """How many entries it lists, to see that the programs did the same."""
        done = subprocess.run(
            self._command(store, "list", "--json", "--limit", "1"), check=True, stdout=subprocess.PIPE
        ).stdout
        return int(json.loads(done)["total"])

    def _command(self, store: Path, *words: str) -> list[str]:
        return [sys.executable, "-m", "newsreader", "--library", str(store / "library"), *words]


class Newsboat(Program):
    """newsboat, whose store is a cache file."""

    name = "newsboat"
    executable = "newsboat"

    def subscribe(self, store: Path) -> None:
        (store / "urls").write_text("\n".join(self.urls) + "\n", encoding="utf-8")
        (store / "config").write_text("reload-threads 50\n", encoding="utf-8")

    def refresh(self, store: Path) -> Cost:
        return _run(
            [self.executable, "-u", store / "urls", "-c", store / "cache.db", "-C", store / "config", "-x", "reload"]
        )

    def entries(self, store: Path) -> int:
        return _count(store / "cache.db", "SELECT count(*) FROM rss_item")


class Newsraft(Program):
    """newsraft, of a version that knows `-e reload-all`."""

    name = "newsraft"
    executable = "newsraft"

    def subscribe(self, store: Path) -> None:
        (store / "feeds").write_text("\n".join(self.urls) + "\n", encoding="utf-8")
        (store / "config").write_text("", encoding="utf-8")

    def refresh(self, store: Path) -> Cost:
        return _run(
            [self.executable, "-f", store / "feeds", "-c", store / "config", "-d", store / "db", "-e", "reload-all"]
        )

    def entries(self, store: Path) -> int:
        return _count(store / "db", "SELECT count(*) FROM items")


class Reader(Program):
    """The library `reader`, in a virtual environment of its own."""

    name = "reader"

    def __init__(self, urls: list[str], python: Path) -> None:
        super().__init__(urls)
        self._python = python

    def subscribe(self, store: Path) -> None:
        (store / "urls").write_text("\n".join(self.urls), encoding="utf-8")
        subprocess.run([self._python, "-c", READER, store / "db", store / "urls"], check=True, capture_output=True)

    def refresh(self, store: Path) -> Cost:
        return _run([self._python, "-c", READER, store / "db"])

    def entries(self, store: Path) -> int:
        return _count(store / "db", "SELECT count(*) FROM entries")


def _run(command: list[str | Path]) -> Cost:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        watch = Watch(process.pid)
        process.wait()
        return watch.stop()


def _count(database: Path, sql: str) -> int:
    import sqlite3  # noqa: PLC0415 - of the rivals' stores alone

    connection = sqlite3.connect(database)
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()


def _programs(names: list[str], tools: Path, *, install: bool) -> list[Callable[[list[str]], Program]]:
    """Those that are here, ours first; what is missing is said."""
    python = tools / "reader" / "bin" / "python"
    if install:
        _install(names, tools)
    found: dict[str, Callable[[list[str]], Program]] = {"newsreader": Program}
    for rival in (Newsboat, Newsraft):
        if shutil.which(rival.executable):
            found[rival.name] = rival
    if python.exists():
        found["reader"] = functools.partial(Reader, python=python)
    if missing := [name for name in names if name not in found]:
        print(f"not here: {', '.join(missing)}; --install gets newsboat from apt-get and reader from pip")
    return [found[name] for name in names if name in found]


def _install(names: list[str], tools: Path) -> None:
    if "newsboat" in names and not shutil.which("newsboat"):
        subprocess.run(["apt-get", "install", "--yes", "newsboat"], check=False, capture_output=True)
    if "reader" in names and not (tools / "reader" / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", tools / "reader"], check=True)
        pip: list[str | Path] = [
            tools / "reader" / "bin" / "python",
            "-m",
            "pip",
            "--quiet",
            "install",
            "reader",
            "sgmllib3k",
        ]
        if subprocess.run(pip, check=False).returncode:
            shutil.rmtree(tools / "reader")


# --- the runs -----------------------------------------------------------------------------------------------------


def main() -> None:
    """Print a table for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs of each, of which the medians are printed")
    parser.add_argument("--feeds", type=int, help="this many instead of 300 and 1,000")
    parser.add_argument("--latency", type=int, default=100, help="milliseconds a request, with --feeds")
    parser.add_argument("--programs", default="newsreader,newsraft,newsboat,reader", help="which of them, in turn")
    parser.add_argument("--install", action="store_true", help="install newsboat and reader if they are missing")
    parser.add_argument("--tools", type=Path, help="the folder where reader is, or is installed (default: a new one)")
    parser.add_argument("--no-analysis", action="store_true", help="leave out index and quotations")
    options = parser.parse_args()
    if not PERF.is_dir():
        print("Refreshing is not measured: ../shared/perf, which makes and serves the feeds, is not here.")
        return
    cases = ((options.feeds, options.latency),) if options.feeds else CASES
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tools = options.tools or work
        programs = _programs(options.programs.split(","), tools, install=options.install)
        for feeds, latency in cases:
            _case(work / str(feeds), feeds, latency, programs, options.times, analysis=not options.no_analysis)


def _case(
    work: Path, feeds: int, latency: int, programs: list[Callable[[list[str]], Program]], times: int, *, analysis: bool
) -> None:
    subprocess.run(
        [sys.executable, PERF / "gen_feeds.py", "--n", str(feeds), "--out", work], check=True, stdout=subprocess.DEVNULL
    )
    serve: list[str | Path] = [sys.executable, PERF / "feed_server.py", work, "--port", str(PORT)]
    serve += ["--hosts", str(feeds), "--latency-ms", str(latency)]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE)
    try:
        assert server.stdout
        server.stdout.readline()  # it is ready
        urls = (work / "urls-xml.txt").read_text(encoding="utf-8").split()
        _compare(work, urls, [make(urls) for make in programs], times, latency, analysis=analysis)
    finally:
        urllib.request.urlopen(f"http://127.0.0.1:{PORT}/__quit").close()
        server.wait()


def _compare(work: Path, urls: list[str], programs: list[Program], times: int, latency: int, *, analysis: bool) -> None:
    costs: dict[tuple[str, str], list[Cost]] = {}
    stored, afterwards = {}, ""
    for number in range(times):
        for program in programs:
            store = work / f"{program.name}-{number}"
            store.mkdir()
            program.subscribe(store)
            for run in ("cold", "unchanged"):
                costs.setdefault((program.name, run), []).append(program.refresh(store))
            stored[program.name] = program.entries(store)
            if analysis and number == 0 and type(program) is Program:
                afterwards = program.analyse(store)
            shutil.rmtree(store)
    print(f"\n{len(urls):,} feeds, {latency} ms a request, medians of {times}")
    print(f"{'':12}{'':10}{'wall s':>8}{'CPU s':>8}{'MB':>6}{'entries':>9}")
    for (name, run), found in costs.items():
        wall, cpu, megabytes = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:12}{run:10}{wall:8.2f}{cpu:8.2f}{megabytes:6.0f}{stored[name]:9,}")
    if afterwards:
        print(f"afterwards: {afterwards}")


if __name__ == "__main__":
    main()
