"""Change the bytes of feed documents at random, led by what the readers then do, until something else than a
ParseError is raised, a document takes too long or too much memory, or the two readers differ.

Each document is read within the usual limits and within low ones, which short documents reach. Needs atheris (`make
fuzz` installs it). Takes the options of libFuzzer: `-max_total_time=600`.
"""

from __future__ import annotations

import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import atheris
except ImportError:
    sys.exit(
        "atheris cannot be installed here (it needs Linux and its own choice of Python versions): nothing was fuzzed."
    )

with atheris.instrument_imports(include=["newsreader.feeds"]):
    from newsreader.errors import ParseError
    from newsreader.feeds.limits import LIMITS, DocumentLimits
    from newsreader.feeds.parse import parse

if TYPE_CHECKING:
    from newsreader.models.documents import ParsedFeed

SEEDS = Path(__file__).parents[1] / "tests" / "corpus" / "feeds"
LONGEST = 20_000
"""Bytes of a document; all that readers know fits into it."""
LOW = DocumentLimits(entries=3, depth=12, attribute_characters=200, title_characters=30)
BEYOND = 50_000_000
"""Bytes that reading a document may take beyond those of the document."""


def outcome(body: bytes, limits: DocumentLimits, *, fast: bool) -> ParsedFeed | str:
    """A feed, or the sentence of a ParseError."""
    try:
        return parse(body, url="https://paper.example/feed", fast=fast, limits=limits)
    except ParseError as error:
        return str(error)


def once(body: bytes) -> None:
    """What libFuzzer calls."""
    for limits in (LIMITS, LOW):
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        fast, slow = outcome(body, limits, fast=True), outcome(body, limits, fast=False)
        if fast != slow:
            raise AssertionError(f"The readers differ:\n{fast}\n{slow}")
        taken = tracemalloc.get_traced_memory()[1] - before - len(body)
        if taken > BEYOND:
            raise AssertionError(f"Reading {len(body):,} bytes took {taken:,} more.")


if __name__ == "__main__":
    tracemalloc.start()
    atheris.Setup(
        [*sys.argv, str(SEEDS), f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=1024", "-artifact_prefix=/tmp/"],
        once,
    )
    atheris.Fuzz()
