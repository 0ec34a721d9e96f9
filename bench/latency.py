"""How long a key takes to be painted, in a real pseudo-terminal: to the first byte that answers it, and to the last.

A painting ends when nothing more is written for a while. `--busy` keeps a refresh of many feeds and an analysis of the
whole library going meanwhile, where the generator of feeds and its server lie beside the project.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.feeds import identity
from newsreader.library import feeds, storing
from newsreader.library.store import open_library
from newsreader.models import FeedChange, ParsedEntry, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS, ROWS = 120, 40
PER_FEED = 500
QUIET_SECONDS = 0.04
"""Nothing written for so long: the key has been answered."""
PATIENCE_SECONDS = 1.0
LONGEST_SECONDS = 0.5
"""What is written later belongs to something else."""
PERF = Path(__file__).parents[2] / "shared" / "perf"
SENTENCES = (
    "“The harbour will open again in the spring,” said Mayor Ann Brook. ",
    "The council decided on Monday to spend 41 million euros on the repair of the four piers. ",
    "A spokesman for the ferry drivers warned that prices would rise if nothing was done. ",
    "Nobody knows any more who built the bridge, which smells of tar in the summer. ",
)

RUNS: dict[str, tuple[bytes, Sequence[bytes]]] = {
    "move in the list": (b"", (b"j",) * 60 + (b"k",) * 40),
    "next unread": (b"", (b"n",) * 40),
    "change feed": (b"", (b"J", b"K") * 30),
    "open an article, go back": (b"", (b"\r", b"h") * 30),
    "page in an article": (b"\r", (b" ", b"\x7f") * 30),
    "jump to a quote": (b"\r", (b"]", b"]", b"[") * 20),
    "change pane": (b"", (b"\t",) * 60),
    "mark read": (b"", (b"m",) * 40),
    "help, and away": (b"", (b"?", b"?") * 20),
}
"""What is measured: keys that prepare it, keys that are timed; `h` brings back to the list."""


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execvpe(command[0], list(command), {**os.environ, **environment})

    def answer(self, key: bytes) -> tuple[float, float, int]:
        """Press a key: milliseconds to the first and the last byte of what it brings, and how many bytes."""
        begin = time.perf_counter()
        os.write(self._end, key)
        first = last = 0.0
        count = 0
        while True:
            wait = QUIET_SECONDS if count else PATIENCE_SECONDS
            if last > LONGEST_SECONDS or not select.select([self._end], [], [], wait)[0]:
                return first * 1000, last * 1000, count
            count += len(os.read(self._end, 1 << 20))
            last = time.perf_counter() - begin
            first = first or last

    def settle(self, seconds: float) -> None:
        """Take in what is written until nothing has been for so long, five times as long at most."""
        end = time.monotonic() + 5 * seconds
        with contextlib.suppress(OSError):
            while time.monotonic() < end and select.select([self._end], [], [], seconds)[0]:
                os.read(self._end, 1 << 20)

    def cpu_seconds(self) -> float:
        """What all threads of the program have used, where the system tells."""
        spent = Path(f"/proc/{self.pid}/schedstat")
        tasks = Path(f"/proc/{self.pid}/task")
        if not spent.exists():
            return 0.0
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9

    def megabytes(self) -> float:
        """Resident memory, where the system tells."""
        status = Path(f"/proc/{self.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._end)


def main() -> None:
    """Print one line a key, and the memory at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2_000, help="articles of the library, all analysed before")
    parser.add_argument("--busy", action="store_true", help="refresh 1,000 feeds and analyse meanwhile")
    parser.add_argument("--only", default="", help="measure what is named so only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder), options.entries)
        environment = {"NEWSREADER_HOME": folder, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        reader = [sys.executable, "-m", "newsreader"]
        subprocess.run([*reader, "reanalyse"], env={**os.environ, **environment}, check=True, capture_output=True)
        with contextlib.ExitStack() as stack:
            if options.busy:
                stack.enter_context(_background(Path(folder), {**os.environ, **environment}))
            terminal = Terminal(reader, environment)
            stack.callback(terminal.close)
            terminal.settle(2.0)
            print(f"{options.entries:,} articles, {COLUMNS}x{ROWS}{', busy' if options.busy else ''}")
            print(f"{'':28}{'first byte':>18}{'last byte':>18}{'CPU':>9}{'bytes':>8}")
            print(f"{'':28}" + f"{'median':>9}{'95%':>9}" * 2)
            for name, (prepare, keys) in RUNS.items():
                if options.only in name:
                    _line(name, terminal, prepare, keys)
            print(f"memory {terminal.megabytes():.0f} MB")


def _line(name: str, terminal: Terminal, prepare: bytes, keys: Sequence[bytes]) -> None:
    terminal.answer(b"h")
    terminal.answer(b"h")
    terminal.answer(b"l")
    if prepare:
        terminal.answer(prepare)
    terminal.settle(0.3)
    begin = terminal.cpu_seconds()
    answers = [terminal.answer(key) for key in keys]
    cpu = (terminal.cpu_seconds() - begin) / len(keys) * 1000
    answered = [one for one in answers if one[2]]
    firsts, lasts = sorted(one[0] for one in answered), sorted(one[1] for one in answered)
    at = int(len(answered) * 0.95)
    times = f"{statistics.median(firsts):7.1f}ms{firsts[at]:7.1f}ms{statistics.median(lasts):7.1f}ms{lasts[at]:7.1f}ms"
    silent = f"  {len(keys) - len(answered)} of {len(keys)} keys without an answer" if len(answered) < len(keys) else ""
    print(f"{name:28}{times}{cpu:7.1f}ms{statistics.median(one[2] for one in answered):8,.0f}{silent}")


def _fill(home: Path, count: int) -> None:
    """Store articles of several feeds, and a configuration that leaves the network alone."""
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("[refresh]\non_start = false\nevery = 0\n")
    now = int(time.time())
    with open_library(paths.library_files(home / "data")) as library:
        for number in range(max(1, count // PER_FEED)):
            url, title = f"https://f{number}.example/feed", f"Feed {number}"
            feed_id = feeds.add(library, url, title, folder=f"Folder {number % 7}", now=now)
            parsed = [_article(number, n, now) for n in range(min(PER_FEED, count))]
            stored = tuple(StoredEntry(identity.guid(one), identity.content_hash(one), one) for one in parsed)
            storing.apply(library, FeedChange(feed_id, title, None, "en", stored, (), Validators(), None), now)


def _article(feed: int, number: int, now: int) -> ParsedEntry:
    body = "".join(
        f"<p>{''.join(SENTENCES[(number + n + k) % len(SENTENCES)] for k in range(4))}</p>"
        for n in range(8 + number % 30)
    )
    return ParsedEntry(
        guid=f"{feed}-{number}", title=f"Article {number} of feed {feed}: the harbour opens again", content=body,
        link=f"https://f{feed}.example/{number}", published=now - 60 * (number * 20 + feed),
    )  # fmt: skip


@contextlib.contextmanager
def _background(home: Path, environment: dict[str, str]) -> Iterator[None]:
    """Refreshes of 1,000 feeds, and analyses of what they bring, without end."""
    if not PERF.is_dir():
        sys.exit(f"--busy needs the generator and the server of feeds in {PERF}.")
    made = home / "feeds"
    subprocess.run(
        [sys.executable, PERF / "gen_feeds.py", "--n", "1000", "--out", made], check=True, capture_output=True
    )
    server = [sys.executable, str(PERF / "feed_server.py"), str(made), "--hosts", "1000", "--latency-ms", "100"]
    with open_library(paths.library_files(home / "data")) as library:
        for number, url in enumerate((made / "urls-all.txt").read_text().split()):
            feeds.add(library, url, f"Generated {number}", now=0)
    loop = (
        "import subprocess, sys\n"
        "while True:\n"
        "    for words in (['refresh', '--all', '--events'], ['reanalyse', '--background']):\n"
        "        subprocess.run([sys.executable, '-m', 'newsreader', *words], capture_output=True)\n"
    )
    processes = [
        subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for command in (server, [sys.executable, "-c", loop])
    ]
    try:
        time.sleep(3)
        yield
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    main()
