"""How long a key takes to be painted, in a real pseudo-terminal: to the first byte that answers it, and to the last.

A painting ends when nothing more is written for a while. `--busy` keeps a refresh of many feeds and an analysis of the
whole library going meanwhile, where the generator of feeds and its server lie beside the project.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from terminal import COLUMNS, ROWS, Terminal

from newsreader import paths
from newsreader.feeds import identity
from newsreader.library import feeds, storing
from newsreader.library.store import open_library
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PER_FEED = 500
LONGEST_PARAGRAPHS, LONGEST_ROWS = 2_500, 500
PERF = Path(__file__).parents[2] / "shared" / "perf"
SENTENCES = (
    "“The harbour will open again in the spring,” said Mayor Ann Brook. ",
    "The council decided on Monday to spend 41 million euros on the repair of the four piers. ",
    "A spokesman for the ferry drivers warned that prices would rise if nothing was done. ",
    "Nobody knows any more who built the bridge, which smells of tar in the summer. ",
)

RUNS: dict[str, tuple[bytes, Sequence[bytes]]] = {
    "move in the list": (b"", (b"j",) * 60 + (b"k",) * 40),
    "make a range longer": (b"v", (b"j",) * 60 + (b"k",) * 40),
    "next unread": (b"", (b"n",) * 40),
    "change feed": (b"", (b"J", b"K") * 30),
    "open an article, go back": (b"", (b"\r", b"h") * 30),
    "page in an article": (b"\r", (b" ", b"\x7f") * 30),
    "jump to a quote": (b"\r", (b"]", b"]", b"[") * 20),
    "change pane": (b"", (b"\t",) * 60),
    "mark read": (b"", (b"m",) * 40),
    "help, and away": (b"", (b"?", b"?") * 20),
}
CHANGES = {"mark read"}
"""Left out of a library that is given."""
WIDTHS = tuple(range(40, 241, 5))
"""What is measured: keys that prepare it, keys that are timed; `h` brings back to the list."""


def main() -> None:
    """Print one line a key, and the memory at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2_000, help="articles of the library, all analysed before")
    parser.add_argument("--library", type=Path, help="a library that is there already; its session is written to")
    parser.add_argument("--busy", action="store_true", help="refresh 1,000 feeds and analyse meanwhile")
    parser.add_argument("--only", default="", help="measure what is named so only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"NEWSREADER_HOME": folder, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        reader = [sys.executable, "-m", "newsreader"]
        _configure(Path(folder))
        if options.library is None:
            _fill(Path(folder), options.entries)
            subprocess.run([*reader, "reanalyse"], env={**os.environ, **environment}, check=True, capture_output=True)
        else:
            reader += ["--library", str(options.library)]
        with contextlib.ExitStack() as stack:
            if options.busy:
                stack.enter_context(_background(Path(folder), {**os.environ, **environment}))
            terminal = Terminal(reader, environment)
            stack.callback(terminal.close)
            terminal.settle(2.0)
            print(f"{options.library or f'{options.entries:,} articles'}, {COLUMNS}x{ROWS}{', busy' * options.busy}")
            print(f"{'':28}{'first byte':>18}{'last byte':>18}{'CPU':>9}{'bytes':>8}{'most':>8}")
            print(f"{'':28}" + f"{'median':>9}{'95%':>9}" * 2)
            for name, (prepare, keys) in RUNS.items():
                if options.only in name and not (options.library and name in CHANGES):
                    _line(name, terminal, prepare, keys)
            if options.only in "resize":
                _resize(terminal)
            if options.library is None and options.only in "the longest article":
                _longest(terminal)
            print(f"memory {terminal.megabytes():.0f} MB")


def _resize(terminal: Terminal) -> None:
    """Narrower and wider in small steps."""
    steps = [(columns, ROWS) for columns in (*WIDTHS, *reversed(WIDTHS))]
    _told("resize, 40 to 240 columns", terminal, [partial(terminal.resize, *size) for size in steps])
    terminal.resize(COLUMNS, ROWS)


def _longest(terminal: Terminal) -> None:
    """Open the longest article again and again: it is the newest, and stays open only while it is selected."""
    _go_to_list(terminal)
    terminal.answer(b"g")
    terminal.answer(b"j")
    _told(
        "open the longest article",
        terminal,
        [partial(_at_leisure, terminal, key) for key in (b"k", b"j") * 10],
        every=2,
    )


def _at_leisure(terminal: Terminal, key: bytes) -> tuple[float, float, int]:
    """Press a key some time after the last, so that an article is not only passed by; it may come after the cursor."""
    terminal.settle(0.2)
    return terminal.answer(key, quiet=2.0)


def _line(name: str, terminal: Terminal, prepare: bytes, keys: Sequence[bytes]) -> None:
    _go_to_list(terminal)
    if prepare:
        terminal.answer(prepare)
    _told(name, terminal, [partial(terminal.answer, key) for key in keys])


def _go_to_list(terminal: Terminal) -> None:
    for key in (b"h", b"h", b"l"):
        terminal.answer(key)


def _told(
    name: str, terminal: Terminal, acts: Sequence[Callable[[], tuple[float, float, int]]], every: int = 1
) -> None:
    """Print what some acts took; of several that alternate only the first of each round."""
    terminal.settle(0.3)
    begin = terminal.cpu_seconds()
    answers = [act() for act in acts]
    cpu = (terminal.cpu_seconds() - begin) / len(acts) * 1000
    answered = [one for one in answers[::every] if one[2]]
    firsts, lasts = sorted(one[0] for one in answered), sorted(one[1] for one in answered)
    at = int(len(answered) * 0.95)
    times = f"{statistics.median(firsts):7.1f}ms{firsts[at]:7.1f}ms{statistics.median(lasts):7.1f}ms{lasts[at]:7.1f}ms"
    count = f"{statistics.median(one[2] for one in answered):8,.0f}{max(one[2] for one in answered):8,}"
    unanswered = len(answers[::every]) - len(answered)
    silent = f"  {unanswered} of {len(answers[::every])} without an answer" if unanswered else ""
    print(f"{name:28}{times}{cpu:7.1f}ms{count}{silent}", flush=True)


def _configure(home: Path) -> None:
    """A configuration that leaves the network alone."""
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("[refresh]\non_start = false\nevery = 0\n")


def _fill(home: Path, count: int) -> None:
    """Store articles of several feeds; the newest is the longest."""
    now = int(time.time())
    with open_library(paths.library_files(home / "data")) as library:
        for number in range(max(1, count // PER_FEED)):
            url, title = f"https://f{number}.example/feed", f"Feed {number}"
            feed_id = feeds.add(library, url, title, folder=f"Folder {number % 7}", now=now)
            parsed = [_article(number, n, now) for n in range(min(PER_FEED, count))]
            parsed += [_longest_article(now)] if number == 0 else []
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


def _longest_article(now: int) -> ParsedEntry:
    """A megabyte of HTML with 5,000 links and a table of 500 rows."""
    paragraphs = (
        f"<p>{SENTENCES[n % 4]}{SENTENCES[(n + 1) % 4]}<a href='https://far.example/{n}'>one</a> and "
        f"<a href='https://far.example/{n}b'>another</a></p>"
        for n in range(LONGEST_PARAGRAPHS)
    )
    rows = "".join(f"<tr><td>Pier {n}</td><td>{n * 41}</td><td>open</td></tr>" for n in range(LONGEST_ROWS))
    body = f"<table><tr><th>Pier</th><th>Cost</th><th>State</th></tr>{rows}</table>"
    return ParsedEntry(
        guid="longest", title="The longest article", content="".join(paragraphs) + body,
        link="https://far.example/", published=now + 1,
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
