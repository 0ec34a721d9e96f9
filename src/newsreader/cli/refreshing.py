"""refresh and reanalyse: the long commands."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.cli import output, progress
from newsreader.cli.shared import library, now
from newsreader.errors import LibraryError, UsageError
from newsreader.library import analysis, comparing, entries, feeds, files, lists, retention, session, smart, upkeep
from newsreader.models.feeds import Validators
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.feeds import FeedState

_NICE = 10
"""Priority of the background: not the lowest, with which it might keep the index locked for long on a busy machine."""
_PAUSE = 0.005
"""Seconds that the background leaves to others between two entries."""
_COMPARED = 2_000
"""Entries that a refresh compares with others at most, if somebody else does the rest: a second or two."""


def refresh(options: Namespace) -> int:
    """Fetch feeds, then index and analyse what is new."""
    if options.json and options.events:
        raise UsageError("--events and --json print two forms of the same; take one")
    from newsreader.feeds.worker import GARBAGE  # noqa: PLC0415 - reanalyse has no need of parsers and network
    from newsreader.refresh import run  # noqa: PLC0415 - as above

    gc.set_threshold(GARBAGE)
    if options.events:  # somebody follows who has keys to answer meanwhile
        os.nice(_NICE)
    config = configfile.load()
    with library(options) as lib, progress.choose(options) as report:
        states = _wanted(lib, options)
        if not options.events and not lib.read_only:  # a screen that follows says itself what is new on it
            session.begin(lib, screen=False)
        before = analysis.latest(lib)
        report.start(len(states))
        outcomes = []
        for outcome in run.refresh(lib, states, config=config, now=now, tick=report.waiting):
            outcomes.append(outcome)
            report.feed(outcome)
        analyse_pending(lib, report, since=before, leave_older=options.leave_older)
        if any(one.status in {"updated", "unchanged"} for one in outcomes):  # somebody was reached at all
            _fetch_full_texts(lib, config, report, before)
            _fetch_pictures(lib, config, report, before)
        report.end(outcomes)
        _look_after(lib, config, weekly=not options.events)  # a screen has that done by itself
    failed = progress.failed(outcomes)
    if options.json:
        told = [progress.outcome_json(one) for one in outcomes]
        output.document({"feeds": told, "new": progress.count_new(outcomes), "failed": len(failed)})
    tried = sum(outcome.status != "skipped" for outcome in outcomes)
    if tried and len(failed) == tried:
        output.problem(f"no feed could be fetched; the first: {failed[0].error}")
        return 1
    return 0


def _look_after(lib: Library, config: Config, *, weekly: bool) -> None:
    """What is due now and then; that it cannot be done is no failure of the feeds."""
    keep = config.retention
    try:
        retention.free_daily(lib, retention.Rule(keep.keep_days, keep.keep_per_feed), now())
        if weekly:
            upkeep.weekly(lib, now())
    except LibraryError as error:
        output.problem(str(error))


def _fetch_full_texts(lib: Library, config: Config, report: progress.Silent, since: int) -> None:
    """Fetch what feeds only tease, and analyse it anew; the feeds' own texts can be read meanwhile."""
    from newsreader.cli import extract  # noqa: PLC0415 - reanalyse has no need of it

    now_written = analysis.latest(lib)
    if extract.after_refresh(lib, config, report, since):
        _follow(lib, report, analysis.pending(lib, _version(), since=now_written), 0)


def _fetch_pictures(lib: Library, config: Config, report: progress.Silent, since: int) -> None:
    """Fetch the pictures of what is new; everything can be read meanwhile."""
    from newsreader.pictures import run as pictures  # noqa: PLC0415 - reanalyse has no need of it

    if lib.read_only:
        return
    try:
        for outcome in pictures.after_refresh(lib, since, config=config, now=now):
            report.picture(outcome.status)
    except LibraryError as error:  # no room on the disk for pictures is no failure of the feeds
        output.problem(str(error))


def reanalyse(options: Namespace) -> int:
    """Index and analyse entries anew: all of them, those that are named, or what waits for it, in the background."""
    if options.json and options.events:
        raise UsageError("--events and --json print two forms of the same; take one")
    if options.ids and options.background:
        raise UsageError("--background does what waits for it; name no entries")
    go_on = _background() if options.background else None
    with library(options) as lib, progress.choose(options) as report:
        if options.background:
            done = _analyse_backlog(lib, report, go_on)
        else:
            from newsreader import reanalyse as analysing  # noqa: PLC0415 - as in `_follow`

            ids = [entries.entry(lib, entry_id).id for entry_id in options.ids]
            total = len(ids) or lists.counts(lib, 0).total
            done = _follow(lib, report, ids or analysing.everything(lib), total)
    if options.json:
        output.document({"analysed": done})
    elif not options.events:
        output.line(f"{counted(done, 'entry', 'entries')} analysed")
    return 0


def analyse_pending(lib: Library, report: progress.Silent, *, since: int, leave_older: bool) -> None:
    """Index and analyse what came since, and what else waits for it unless another process is at that."""
    if leave_older and analysis.latest(lib) == since:
        return
    _compare(lib, most=_COMPARED if leave_older else 0)
    new = analysis.pending(lib, _version(), since=since)
    if leave_older:
        _follow(lib, report, new, len(new))
        return
    with files.alone(lib.path.parent) as alone:
        if alone:
            _follow(lib, report, None, analysis.count_pending(lib, _version()))
        else:
            _follow(lib, report, new, len(new))


def _analyse_backlog(lib: Library, report: progress.Silent, go_on: Callable[[], bool] | None) -> int:
    """Analyse what waits; nothing if another process is at that."""
    with files.alone(lib.path.parent) as alone:
        if not alone:
            return 0
        _compare(lib, go_on)
        waiting = analysis.count_pending(lib, _version())
        done = _follow(lib, report, None, waiting, go_on) if waiting else 0
        if not lib.read_only:
            smart.update(lib, now(), go_on)
        return done


def _compare(lib: Library, go_on: Callable[[], bool] | None = None, most: int = 0) -> None:
    """Look for duplicates and stories among what came."""
    if not lib.read_only and comparing.is_pending(lib):
        from newsreader import compare  # noqa: PLC0415 - mostly there is nothing to compare

        compare.advance(lib, now(), go_on, most)


def _version() -> int:
    from newsreader import quotations  # noqa: PLC0415 - as below

    return quotations.ANALYSIS_VERSION


def _follow(
    lib: Library,
    report: progress.Silent,
    ids: Iterable[int] | None,
    total: int,
    go_on: Callable[[], bool] | None = None,
) -> int:
    from newsreader import reanalyse as analysing  # noqa: PLC0415 - nothing that a refresh should wait for

    done = 0
    for done in analysing.analyse(lib, ids=ids, go_on=go_on):
        report.analysed(done, max(total - done, 0))
    return done


def _background() -> Callable[[], bool]:
    """Let everybody else come first; what this gives is asked between two entries, and ends with the parent process."""
    parent = os.getppid()
    os.nice(_NICE)

    def go_on() -> bool:
        time.sleep(_PAUSE)
        return os.getppid() == parent

    return go_on


def _wanted(lib: Library, options: Namespace) -> list[FeedState]:
    if options.feeds:  # wanted whole, whatever the server said last: an answer that was wrong once is mended so
        named = feeds.states(lib, [feeds.find(lib, ref).id for ref in options.feeds])
        return [state._replace(validators=Validators(), digest=None) for state in named]
    return feeds.states(lib) if options.all else feeds.due(lib, now())
