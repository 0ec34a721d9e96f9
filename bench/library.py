"""The figures of the library beside their limits: lists, search, marks, memory, size; other readers where installed.

Times are by the clock, with the CPU time beside them: what else the machine does counts for nothing there.
Without `--library` one is made. Of two, a tenth as large and the whole, it prints how much slower the second is. The
keys of a bench mark articles and take it back; give it a copy.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import make_library
import vocabulary

from newsreader import paths, query, reanalyse
from newsreader.library import entries, feeds, following, journal, lists, states
from newsreader.library.lists import Filter, open_listing
from newsreader.library.store import Library, open_library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.library.listing import Listing

NOW = make_library.NOW
WINDOW = 60
LISTS = {
    "all": Filter(),
    "a feed": Filter(feed_id=1),
    "a folder": Filter(folder="Sport"),
    "nested folders": Filter(folder="World"),
    "unread": Filter(unread_only=True),
    "starred": Filter(starred_only=True),
    "a tag": Filter(tag="to read"),
    "today": Filter(since=NOW - 86_400),
    "all, the longest first": Filter(order="length"),
    "all, the last read first": Filter(order="read"),
}
QUERIES = {
    "common word": "the",
    "rare word": vocabulary.rare_word(vocabulary.LANGUAGES[0], 60_000),
    "two words": "council inflation",
    "phrase": '"appeared first on"',
    "prefix": "parlia*",
    "prefix of a letter": "b*",
    "two Chinese characters": "中国",
    "a Chinese character": "中",
    "said": 'said:"the government"',
    "unread": "is:unread the",
}
MANY = 100_000
_COPIED = 30
"""Transactions of the index whose changes are about the thousand pages after which SQLite copies its log."""
NEWSBOAT = "SELECT count(*) FROM rss_item WHERE title LIKE ? OR content LIKE ?"


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured: milliseconds, or what the name says."""

    name: str
    value: float
    limit: float | None = None
    cpu: float | None = None
    """Of the same, CPU time alone."""


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="of a library that is made for it")
    parser.add_argument("--library", type=Path, action="append", default=[], help="a made one; a second to compare")
    parser.add_argument("--tools", type=Path, help="a folder with a virtual environment `reader` of PyPI's reader")
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        _use_all(options.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        if not options.library:
            options.library.append(Path(folder))
            _make(Path(folder), options.entries)
        measured = [dict(_named(library)) for library in options.library]
        _show(options.library, measured)
        for name, value in _rivals(options.library[0], Path(folder), options.tools):
            print(f"{name:44}{'':12}{value:12,.2f}")


def _show(libraries: list[Path], measured: list[dict[str, Figure]]) -> None:
    heads = [head for library in libraries for head in (library.name, "CPU")]
    print(f"{'':44}" + "".join(f"{head:>12}" for head in ("limit", *heads, "growth")))
    for name, figure in measured[0].items():
        limit = f"{figure.limit:,.0f}" if figure.limit is not None else ""
        values = "".join(f"{one[name].value:12,.2f}{_number(one[name].cpu):>12}" for one in measured)
        growth = f"{measured[1][name].value / max(figure.value, 0.01):11.1f}x" if len(measured) > 1 else ""
        print(f"{name:44}{limit:>12}{values}{growth}{_judged(measured[-1][name])}")


def _judged(figure: Figure) -> str:
    if figure.limit is None or figure.value <= figure.limit:
        return ""
    return "  over" if figure.cpu is None or figure.cpu > figure.limit else "  over, not by CPU"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}"


def _make(folder: Path, count: int) -> None:
    begin = time.perf_counter()
    with open_library(paths.library_files(folder)) as lib:
        for _ in make_library.make(lib, count):
            pass
    took = time.perf_counter() - begin
    print(f"{count:,} entries made in {took:.0f} s, {count / took:,.0f} a second with the index\n")


def _named(folder: Path) -> Iterator[tuple[str, Figure]]:
    for figure in _figures(folder):
        print(f"{folder.name}: {figure.name} {figure.value:,.2f}", file=sys.stderr)
        yield figure.name, figure


def _figures(folder: Path) -> Iterator[Figure]:
    files = paths.library_files(folder)
    yield _timed("open, first rows, all counts", [_took(lambda: _start(files)) for _ in range(15)], 30)
    with open_library(files) as lib:
        chance = random.Random(1)
        for name, wanted in LISTS.items():
            yield from _list(lib, name, wanted, chance)
        for name, text in QUERIES.items():
            for sort, limit in (("date", 20), ("relevance", 150)):
                asked = Filter(query=query.parse(f"{text} sort:{sort}"))
                took = [_took(partial(_search, lib, asked)) for _ in range(15)]
                yield _timed(f"search, {name}, by {sort}", took, limit)
        yield from _marks(lib, chance)
        last = following.last_id(lib)
        yield _timed("an article", [_took(lambda: entries.entry(lib, chance.randint(1, last))) for _ in range(50)])
        yield from _analysis(lib, chance)
        yield Figure("both files, % of the HTML", _size(lib, chance), 70)
    yield Figure("memory above Python, MB", _memory(folder), 60)


def _start(files: tuple[Path, Path]) -> None:
    with open_library(files) as lib:
        lists.counts(lib, NOW - 86_400)
        feeds.all_feeds(lib)
        _open(lib, Filter())


def _open(lib: Library, wanted: Filter) -> None:
    found = open_listing(lib, wanted)
    lists.rows(lib, found.window(0, WINDOW))
    found.close()


def _search(lib: Library, wanted: Filter) -> None:
    lists.rows(lib, lists.listing(lib, wanted, WINDOW).ids)


def _rows(lib: Library, found: Listing, start: int) -> None:
    lists.rows(lib, found.window(start, start + WINDOW))


def _list(lib: Library, name: str, wanted: Filter, chance: random.Random) -> Iterator[Figure]:
    yield _timed(f"{name}: open, first rows", [_took(lambda: _open(lib, wanted)) for _ in range(15)], 5)
    found = open_listing(lib, wanted)
    starts = range(0, min(len(found), 10_000), WINDOW)
    steps = [_took(partial(_rows, lib, found, start)) for start in starts]
    jumps, slices = [], []
    for _ in range(40):
        fresh = open_listing(lib, wanted)
        jumps.append(_took(partial(_rows, lib, fresh, chance.randrange(max(1, len(fresh))))))
        fresh.close()
    while not found.is_complete:
        slices.append(_took(found.fill))
    yield _timed(f"{name}: rows of the first 10,000, 95 %", steps, 5, part=0.95)
    yield _timed(f"{name}: a jump at once, 95 %", jumps, 30, part=0.95)
    if slices:
        yield _timed(f"{name}: a slice of the rest, 95 %", slices, part=0.95)


def _marks(lib: Library, chance: random.Random) -> Iterator[Figure]:
    last = following.last_id(lib)
    values = iter((True, False) * 1_000)

    feed_id = lists.rows(lib, [last // 2])[0].feed_id

    def mark() -> None:
        states.mark(lib, [last // 2], read=next(values), now=NOW)
        lists.counts(lib, NOW - 86_400)
        feeds.get(lib, feed_id)

    yield _timed("mark one read, counts of lists and its feed", [_took(mark) for _ in range(100)], 2)
    yield _timed("every feed with its counts", [_took(lambda: feeds.all_feeds(lib)) for _ in range(15)])
    many = chance.sample(range(1, last + 1), min(MANY, last))
    yield _timed(f"mark {len(many):,} unread", [_took(lambda: states.mark(lib, many, read=False, now=NOW))], 1_000)
    yield _timed("take it back", [_took(lambda: journal.undo(lib))], 1_000)


def _analysis(lib: Library, chance: random.Random) -> Iterator[Figure]:
    """Entries analysed again as the program does it; how long the index is locked each time, joining included.

    SQLite copies the log into the file after a commit has let go of the lock; that is counted apart.
    """
    locked: list[tuple[float, float]] = []
    copied: list[tuple[float, float]] = []
    write = lib.write_index
    lib.execute("PRAGMA wal_autocheckpoint = 0")

    @contextmanager
    def timed(*, wait: bool = True) -> Iterator[None]:
        begin = time.perf_counter(), time.process_time()
        with write(wait=wait):
            yield
        locked.append(((time.perf_counter() - begin[0]) * 1000, (time.process_time() - begin[1]) * 1000))
        if len(locked) % _COPIED == 0:
            copied.append(_took(lambda: lib.all("PRAGMA idx.wal_checkpoint(PASSIVE)")))

    lib.write_index = timed  # type: ignore[method-assign]  # to look at what the program does
    some = chance.sample(range(1, following.last_id(lib) + 1), 300)
    for entry_id in some:
        with lib.write_index():  # as an edited entry: its texts are indexed as well
            lib.execute("UPDATE idx.analysed SET hash = '' WHERE entry_id = ?", (entry_id,))
    locked.clear()
    for _ in reanalyse.analyse(lib, ids=some):
        pass
    del lib.write_index
    for part, name in ((0.5, "half"), (0.95, "95 %"), (0.99, "99 %"), (0.9999, "all")):
        yield _timed(f"a transaction of the index, {name}", locked, 2, part=part)
    yield _timed("the log of the index copied, half", copied, part=0.5)


def _size(lib: Library, chance: random.Random) -> float:
    """What is used of both files: `newsreader compact` gives the rest back."""
    last = following.last_id(lib)
    some = [len(entries.entry(lib, chance.randint(1, last)).body.encode()) for _ in range(2_000)]
    raw = statistics.mean(some) * last
    used = sum(
        (lib.all(f"PRAGMA {file}.page_count")[0][0] - lib.all(f"PRAGMA {file}.freelist_count")[0][0])
        * lib.all(f"PRAGMA {file}.page_size")[0][0]
        for file in ("main", "idx")
    )
    return float(used) / raw * 100


def _memory(folder: Path) -> float:
    """Of a process that does all of the above but the marks."""
    bare = "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    if not Path("/proc/self/status").exists():
        return 0.0
    python, everything = (
        int(subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True).stdout.split()[-1])
        for words in (["-c", bare], [__file__, "--memory", str(folder)])
    )
    return (everything - python) / 1000


def _use_all(folder: Path) -> None:
    with open_library(paths.library_files(folder)) as lib:
        for wanted in LISTS.values():
            lists.rows(lib, open_listing(lib, wanted).ids[:WINDOW])
        for text in QUERIES.values():
            lists.found(lib, Filter(query=query.parse(text)), 10_000, 0)
    print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])


def _rivals(folder: Path, scratch: Path, tools: Path | None) -> Iterator[tuple[str, float]]:
    """The same articles in the stores of other readers."""
    newsboat = shutil.which("newsboat")
    if newsboat:
        cache, urls = scratch / "cache.db", scratch / "urls"
        urls.write_text("".join(f"https://f{n}.example/feed\n" for n in range(make_library.FEEDS)))
        _fill_newsboat(newsboat, folder, cache, urls)
        command = [newsboat, "-c", str(cache), "-u", str(urls), "-x", "print-unread"]
        opening = partial(subprocess.run, command, check=True, capture_output=True)
        yield "newsboat, opens", _took(opening)[0]
        with sqlite3.connect(cache) as connection:
            for name, text in QUERIES.items():
                words = [f"%{text.strip('*')}%"] * 2
                took = statistics.median(_took(partial(_all, connection, words))[0] for _ in range(3))
                yield f"newsboat, search, {name}", took
    python = tools / "reader" / "bin" / "python" if tools else None
    if python and python.exists():
        store = scratch / "reader.db"
        told = subprocess.run(
            [python, "-c", READER, str(store), str(paths.library_files(folder)[0])],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        for line in told.splitlines():
            name, _, value = line.rpartition(" ")
            yield f"reader, {name}", float(value)


def _all(connection: sqlite3.Connection, words: list[str]) -> None:
    connection.execute(NEWSBOAT, words).fetchall()


def _fill_newsboat(newsboat: str, folder: Path, cache: Path, urls: Path) -> None:
    """The store is made by newsboat itself; the articles are put into it."""
    subprocess.run([newsboat, "-c", cache, "-u", urls, "-x", "print-unread"], check=True, capture_output=True)
    with open_library(paths.library_files(folder)) as lib, sqlite3.connect(cache) as connection:
        connection.executemany(
            "INSERT OR IGNORE INTO rss_feed (rssurl, url, title) VALUES (?, ?, ?)",
            [(feed.url, feed.url, feed.title) for feed in feeds.all_feeds(lib)],
        )
        connection.executemany(
            """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                (
                    one.guid,
                    one.title,
                    one.author or "",
                    one.link or "",
                    one.feed_url,
                    one.published,
                    one.body,
                    not one.read,
                )
                for one in entries.entries(lib, lists.listing(lib).ids)
            ),
        )


READER = """
import sqlite3, sys, time, zlib
from reader import make_reader
reader, library, count = make_reader(sys.argv[1]), sqlite3.connect(sys.argv[2]), 5_000
reader.add_feed("https://f.example/feed", allow_invalid_url=True)
for guid, title, content in library.execute(
    "SELECT s.guid, e.title, c.content FROM states s JOIN entries e ON e.id = s.id "
    "JOIN contents c ON c.entry_id = s.id LIMIT ?", (count,)
):
    summary = zlib.decompress(content).decode()
    reader.add_entry({"feed_url": "https://f.example/feed", "id": guid, "title": title, "summary": summary})
reader.enable_search()
def show(name, operation):
    begin = time.perf_counter()
    operation()
    print(f"{name}, of {count:,}", (time.perf_counter() - begin) * 1000)
show("index", reader.update_search)
for words in ("the", "treaty", "council inflation"):
    show(f"search, {words}", lambda: list(reader.search_entries(words, limit=60)))
show("list", lambda: list(reader.get_entries(limit=60)))
"""


def _took(operation: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of CPU time."""
    begin = time.perf_counter(), time.process_time()
    operation()
    return (time.perf_counter() - begin[0]) * 1000, (time.process_time() - begin[1]) * 1000


def _timed(name: str, took: Sequence[tuple[float, float]], limit: float | None = None, part: float = 0.5) -> Figure:
    """The median, or what a larger part of the times is below."""
    place = int(len(took) * part)
    wall, cpu = (sorted(one[n] for one in took)[place] if took else 0.0 for n in (0, 1))
    return Figure(name, wall, limit, cpu)


if __name__ == "__main__":
    main()
