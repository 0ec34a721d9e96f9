"""How long the newest files attached to entries take to list, and transcripts of ten hours and of 100,000 cues to read.

A library is made, or a copy of one is given: files are attached to its entries, to some and then to all of them.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import make_library

from newsreader import paths
from newsreader.articles import document
from newsreader.library import media
from newsreader.library.store import open_library
from newsreader.recordings import speech, utterances

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.store import Library

_TIMES = 5
_ATTACHED = (
    ("the 10 oldest", "entry_id IN (SELECT id FROM states ORDER BY date LIMIT 10)"),
    ("one of 20", "entry_id % 20 = 0"),
    ("every one", "1"),
)


def main() -> None:
    """Print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="of a library that is made for it")
    parser.add_argument("--library", type=Path, help="the folder of a copy of one, which is changed")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(paths.library_files(options.library or Path(folder))) as lib,
    ):
        if not options.library:
            for _ in make_library.make(lib, options.entries):
                pass
        for name, which in _ATTACHED:
            _attach(lib, which)
            for limit in (50, 500):
                _print(f"newest {limit} files, attached to {name}", partial(media.newest, lib, None, limit))
            _print(f"newest 50 files of a feed, attached to {name}", partial(media.newest, lib, 1, 50))
    for name, cues, words in (("ten hours", 12_000, 18), ("100,000 cues", 100_000, 3)):
        text = _transcript(cues, words)
        _print(f"a transcript of {name}, {len(text) / 1_000_000:.1f} MB", partial(_read, text))


def _attach(lib: Library, which: str) -> None:
    files = """'[["https://tide.example/' || entry_id || '.mp3", "audio/mpeg", 1]]'"""
    with lib.write():
        lib.execute(f"UPDATE contents SET enclosures = {files} WHERE {which}")


def _transcript(cues: int, words: int) -> str:
    lines = (
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> 99:00:00.000\n"
        f"<v {('Anna Berg', 'Tom Ek')[n // 12 % 2]}>{'word ' * (words - 1)}{n}.\n"
        for n in range(cues)
    )
    return "WEBVTT\n\n" + "\n".join(lines)


def _read(text: str) -> None:
    """From what came to the quotations in it."""
    spoken, _ = speech.paragraphs(utterances.read(text))
    parsed = document.parse(speech.html((), spoken))
    speech.quotations(parsed.text, parsed, ())


def _print(name: str, work: Callable[[], object]) -> None:
    took = []
    for _ in range(_TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    clock, cpu = (statistics.median(one) * 1000 for one in zip(*took, strict=True))
    print(f"{name:<60} {clock:9.1f} ms {cpu:9.1f} ms CPU")


if __name__ == "__main__":
    main()
