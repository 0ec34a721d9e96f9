"""Change the bytes of feed documents at random, led by what the readers then do, until something else than a
ParseError is raised, a document takes too long, or the two readers differ.

Needs atheris (`make fuzz` installs it). Takes the options of libFuzzer: `-max_total_time=600`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import atheris
except ImportError:
    print("atheris cannot be installed here (it needs Linux and its own choice of Python versions): nothing to do.")
    sys.exit(0)

with atheris.instrument_imports(include=["newsreader.feeds"]):
    from newsreader.errors import ParseError
    from newsreader.feeds.parse import parse

if TYPE_CHECKING:
    from newsreader.models import ParsedFeed

SEEDS = Path(__file__).parents[1] / "tests" / "corpus" / "feeds"
LONGEST = 20_000
"""Bytes of a document; all that readers know fits into it."""


def outcome(body: bytes, *, fast: bool) -> ParsedFeed | str:
    """A feed, or the sentence of a ParseError."""
    try:
        return parse(body, url="https://paper.example/feed", fast=fast)
    except ParseError as error:
        return str(error)


def once(body: bytes) -> None:
    """What libFuzzer calls."""
    fast, slow = outcome(body, fast=True), outcome(body, fast=False)
    if fast != slow:
        raise AssertionError(f"The readers differ:\n{fast}\n{slow}")


if __name__ == "__main__":
    atheris.Setup(
        [*sys.argv, str(SEEDS), f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=1024", "-artifact_prefix=/tmp/"],
        once,
    )
    atheris.Fuzz()
