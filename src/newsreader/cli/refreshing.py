"""refresh and reanalyse: the long commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import config as configuration
from newsreader import quotations
from newsreader import reanalyse as analysing
from newsreader.cli import output, progress
from newsreader.cli.shared import library, now
from newsreader.errors import UsageError
from newsreader.library import analysis, entries, feeds
from newsreader.refresh import run

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library
    from newsreader.models import FeedState


def refresh(options: Namespace) -> int:
    """Fetch feeds, then index and analyse what is new."""
    if options.json and options.events:
        raise UsageError("--events and --json print two forms of the same; take one")
    config = configuration.load()
    with library(options) as lib, progress.choose(options) as report:
        states = _wanted(lib, options)
        report.start(len(states))
        outcomes = []
        for outcome in run.refresh(lib, states, config=config, now=now):
            outcomes.append(outcome)
            report.feed(outcome)
        analyse_pending(lib, report)
        new = sum(outcome.new for outcome in outcomes)
        failed = sum(outcome.status == "failed" for outcome in outcomes)
        report.end(new, failed)
    if options.json:
        output.document({"feeds": [progress.outcome_json(one) for one in outcomes], "new": new, "failed": failed})
    tried = sum(outcome.status != "skipped" for outcome in outcomes)
    if tried and failed == tried:
        first = next(one.error for one in outcomes if one.status == "failed")
        output.problem(f"no feed could be fetched; the first: {first}")
        return 1
    return 0


def reanalyse(options: Namespace) -> int:
    """Index and analyse every entry anew."""
    done = 0
    with library(options) as lib, progress.choose(options) as report:
        total = entries.counts(lib, 0).total
        for done in analysing.analyse(lib, everything=True):
            report.analysed(done, max(total - done, 0))
    if options.json:
        output.document({"analysed": done})
    else:
        output.line(f"{done} entries analysed")
    return 0


def analyse_pending(lib: Library, report: progress.Silent) -> None:
    """Index and analyse what waits for it."""
    waiting = len(analysis.pending(lib, quotations.ANALYSIS_VERSION, 0))
    for done in analysing.analyse(lib):
        report.analysed(done, max(waiting - done, 0))


def _wanted(lib: Library, options: Namespace) -> list[FeedState]:
    if options.feeds:
        return feeds.states(lib, [feeds.find(lib, ref).id for ref in options.feeds])
    return feeds.states(lib) if options.all else feeds.due(lib, now())
