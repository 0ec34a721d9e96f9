"""How long each transaction for saved searches holds the lock of the index, in CPU time: a write of a screen waits so.

A library is made, or a copy of one is given; the searches that are saved in it are deleted again.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import make_library

from newsreader import paths
from newsreader.library import searches, smart
from newsreader.library.store import Library, open_library

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = make_library.NOW
QUERIES = ("the", "council OR inflation", "title:the -harbour", "lang:en", "~/the/ budget", "has:quotes", "NOT the")
LIMIT = 2.0
"""Milliseconds."""


_took: list[float] = []
"""Of each transaction."""


@contextmanager
def _measured(lib: Library, *, wait: bool = True) -> Iterator[None]:
    """A transaction on the index as it is; from the lock to its end."""
    begin = 0.0
    with lib._transaction("idx", wait=wait):
        begin = time.process_time()
        yield
    _took.append((time.process_time() - begin) * 1000)


def main() -> None:
    """Print one line for each kind of work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="of a library that is made for it")
    parser.add_argument("--library", type=Path, help="the folder of a made one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.library or Path(folder)
        with open_library(paths.library_files(where)) as lib:
            if not options.library:
                for _ in make_library.make(lib, options.entries):
                    pass
            with patch.object(Library, "write_index", _measured):
                _measure(lib)


def _measure(lib: Library) -> None:
    print(f"{'milliseconds of lock':28}{'number':>8}{'median':>8}{'95 %':>8}{'most':>8}{'limit':>8}")
    kept = [searches.save(lib, f"measured {number}", query, NOW).name for number, query in enumerate(QUERIES)]
    _update(lib, "members for the first time")
    with lib.write_index():
        lib.execute("INSERT INTO idx.touched (entry_id) SELECT id FROM entries ORDER BY id DESC LIMIT 8000")
    _took.clear()
    _update(lib, "8,000 entries analysed anew")
    for name in kept:
        searches.delete(lib, name, NOW)
    _update(lib, "searches deleted")


def _update(lib: Library, name: str) -> None:
    _took.clear()
    smart.update(lib, NOW)
    took = sorted(_took)
    often = took[int(len(took) * 0.95)]
    print(f"{name:28}{len(took):8}{statistics.median(took):8.2f}{often:8.2f}{took[-1]:8.2f}{LIMIT:8.2f}")


if __name__ == "__main__":
    main()
