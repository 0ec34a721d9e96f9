"""Libraries of every released version, made large, brought up to date: seconds, progress, and what a kill leaves.

The tables are those that each version left (tests/corpus/libraries); most of the time goes into the copy that is kept.
Each library is migrated twice: the first time the process is killed in the middle, then the old version must be whole.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsreader import paths
from newsreader.library import counting, schema
from newsreader.library.store import open_library

STORED = Path(__file__).parents[1] / "tests" / "corpus" / "libraries"
FEEDS = 500
_BATCH = 50_000
_OPENED = """
import sys
from pathlib import Path
from newsreader import paths
from newsreader.library.store import open_library
open_library(paths.library_files(Path(sys.argv[1])), tell=lambda words: print(words, flush=True)).close()
"""
_STATES = """INSERT INTO states (id, feed_id, guid, date, listed, read)
    WITH RECURSIVE n(id) AS (SELECT ?1 UNION ALL SELECT id + 1 FROM n WHERE id < ?2)
    SELECT id, 100 + id % ?3, 'made-' || id, 1500000000 + id * 300, 1, id % 20 > 0 FROM n"""
_ENTRIES = """INSERT INTO entries (id, title, link, arrived, hash, seq)
    SELECT id, 'Title ' || id, 'https://made.example/' || id, date, id, id FROM states WHERE id BETWEEN ?1 AND ?2"""
_CONTENTS = """INSERT INTO contents (entry_id, content)
    SELECT id, randomblob(500 + id % 1500) FROM states WHERE id BETWEEN ?1 AND ?2"""


def main() -> None:
    """Print one line a version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000, help="of each library")
    entries = parser.parse_args().entries
    print(f"{'from version':14}{'entries':>12}{'MB':>8}{'seconds':>9}{'CPU':>8}{'told':>6}  killed in the middle")
    for version in range(1, len(schema.MIGRATIONS)):
        with tempfile.TemporaryDirectory() as folder:
            print(measured(Path(folder), version, entries), flush=True)


def measured(folder: Path, version: int, entries: int) -> str:
    """Make a library, kill its migration, migrate it."""
    path = paths.library_files(folder)[0]
    make(path, version, entries)
    size = path.stat().st_size / 1_000_000
    left = killed(folder, version)
    before = _contents(path)
    told: list[str] = []
    begin, cpu = time.perf_counter(), time.process_time()
    with open_library(paths.library_files(folder), tell=told.append) as lib:
        took, cpu = time.perf_counter() - begin, time.process_time() - cpu
        if lib.check() or counting.wrong(lib.execute) or _contents(path) != before:
            raise SystemExit(f"version {version}: the migrated library is not whole")
    return f"{version:<14}{before[0]:12,}{size:8,.0f}{took:9.1f}{cpu:8.1f}{len(told):6}  left version {left} whole"


def make(path: Path, version: int, entries: int) -> None:
    """The library that a version left, with so many more entries in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript((STORED / f"v{version}.sql").read_text(encoding="utf-8"))
    connection.execute("PRAGMA synchronous = OFF")
    connection.executemany(
        "INSERT INTO feeds (id, url, kind, title, added) VALUES (?, ?, 'feed', ?, 0)",
        [(100 + n, f"https://made{n}.example/", f"Made {n}") for n in range(FEEDS)],
    )
    first = connection.execute("SELECT max(id) + 1 FROM states").fetchone()[0]
    for start in range(first, first + entries, _BATCH):
        last = min(start + _BATCH, first + entries) - 1
        connection.execute("BEGIN")
        connection.execute(_STATES, (start, last, FEEDS))
        connection.execute(_ENTRIES, (start, last))
        connection.execute(_CONTENTS, (start, last))
        connection.execute("COMMIT")
    counting.recount(connection.execute)
    connection.close()


def killed(folder: Path, version: int) -> int:
    """Kill a migration in its first step; the version that is left, after a look at whether it is whole."""
    path, first = paths.library_files(folder)[0], f"step {version + 1} of"
    before = _contents(path)
    with subprocess.Popen([sys.executable, "-c", _OPENED, str(folder)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for words in child.stdout:
            if first in words:
                child.kill()
                break
    connection = sqlite3.connect(path)
    left = int(connection.execute("PRAGMA user_version").fetchone()[0])
    sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    connection.close()
    if not sound or broken or _contents(path) != before or not version <= left <= len(schema.MIGRATIONS):
        raise SystemExit(f"version {version}: a kill left version {left}, which is not whole")
    return left


def _contents(path: Path) -> tuple[int, ...]:
    """What no migration changes."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        """SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM contents), (SELECT sum(read) FROM states),
        (SELECT sum(id * starred) FROM states), (SELECT sum(unread) FROM feeds), (SELECT count(*) FROM journal)"""
    ).fetchone()
    connection.close()
    return tuple(found)


if __name__ == "__main__":
    main()
