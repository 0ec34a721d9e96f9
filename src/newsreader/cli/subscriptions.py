"""add and move: subscribing to what an address, a file or a folder holds; following a feed elsewhere."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from newsreader import configfile, reanalyse, subscribe
from newsreader.cli import files, output
from newsreader.cli.shared import feed_json, library, now
from newsreader.errors import SeveralFeedsError
from newsreader.library import analysis, feeds
from newsreader.quotations import ANALYSIS_VERSION
from newsreader.text import counted
from newsreader.web.address import shown

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library


def add(options: Namespace) -> int:
    """Subscribe to what an address, a file or a folder holds."""
    if options.article:
        from newsreader.cli import saving  # noqa: PLC0415 - a feed has no need of it

        return saving.save(options)
    config = configfile.load()
    # By standard input an address with a password stays out of the list of processes and the shell's history.
    address = files.read_input("-").decode("utf-8", "replace") if options.address == "-" else options.address
    with library(options) as lib:
        before = analysis.latest(lib)
        try:
            added = subscribe.add(lib, address, folder=options.folder, title=options.title, now=now(), config=config)
        except SeveralFeedsError as error:
            _print_candidates(error, options)
            raise
        if options.json:
            output.document({"feed": feed_json(added.feed, config), "new": added.new})
        else:
            output.line(f"{added.feed.title}: {counted(added.new, 'new entry', 'new entries')}")
        _analyse(lib, before)
    return 0


def move(options: Namespace) -> int:
    """Follow a feed at another address: the one given, or the one that is offered."""
    config = configfile.load()
    with library(options) as lib:
        before = analysis.latest(lib)
        feed = feeds.find(lib, options.feed)
        moved = subscribe.move(lib, feed, options.url, now=now(), config=config)
        if options.json:
            output.document({"feed": feed_json(moved.feed, config), "new": moved.new})
        else:
            new = counted(moved.new, "new entry", "new entries")
            output.line(f"{moved.feed.title} is followed at {shown(moved.feed.url)} now: {new}")
        _analyse(lib, before)
    return 0


def _analyse(lib: Library, before: int) -> None:
    """Find the quotes of what came since."""
    output.finish()
    deque(reanalyse.analyse(lib, ids=analysis.pending(lib, ANALYSIS_VERSION, since=before)), maxlen=0)


def _print_candidates(error: SeveralFeedsError, options: Namespace) -> None:
    candidates = [{"url": candidate.url, "title": candidate.title} for candidate in error.candidates]
    if options.json:
        output.document({"candidates": candidates})
    else:
        output.table([(candidate["url"], candidate["title"]) for candidate in candidates])
