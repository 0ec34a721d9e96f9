"""import: moving in, from an OPML file or from another reader on this machine."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import library, now, tell
from newsreader.errors import UsageError
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from newsreader.migrate.moving import Belongings
    from newsreader.migrate.source import Source
    from newsreader.migrate.taking import Taken

_TOLD_EVERY = 0.1
"""Seconds."""


def import_(options: Namespace) -> int:
    """Take in what is named."""
    if options.json and options.events:
        raise UsageError("--events and --json print two forms of the same; take one")
    if options.format == "opml":
        if options.file is None:
            raise UsageError("import opml needs the name of a FILE")
        if options.dry_run or options.events or options.star:
            raise UsageError("--dry-run, --events and --star are for other readers, not for OPML")
        from newsreader.cli import outlines  # noqa: PLC0415 - the one or the other

        return outlines.import_opml(options)
    return _import_reader(options)


def _import_reader(options: Namespace) -> int:
    from newsreader.migrate import readers, taking  # noqa: PLC0415 - as above

    source = readers.source(options.format, options.file)
    belongings = readers.belongings(source, stars=options.star)
    if options.dry_run:
        _report(options, source, belongings, taking.survey(belongings))
        return 0
    follow = _follower(options, belongings.count)
    with library(options) as lib:
        taken = taking.take(lib, belongings, now(), tell=follow)
    tell("")
    _report(options, source, belongings, taken)
    return 0


def _follower(options: Namespace, total: int) -> Callable[[int], None]:
    """What tells how far it is to who reads along."""
    if options.events:
        output.event({"event": "start", "total": total})
    last = 0.0

    def follow(done: int) -> None:
        nonlocal last
        if time.monotonic() - last < _TOLD_EVERY:
            return
        last = time.monotonic()
        if options.events:
            output.event({"event": "articles", "done": done})
        elif not options.json:
            tell(f"{done:,} of about {counted(max(total, done), 'article')}")

    return follow


def _report(options: Namespace, source: Source, belongings: Belongings, taken: Taken) -> None:
    problems = list(belongings.problems.all())
    if options.json or options.events:
        told = {"reader": source.reader, "files": source.shown()} | asdict(taken) | {"problems": problems}
        if options.events:
            output.event({"event": "end"} | told)
        else:
            output.document(told)
        return
    for problem in problems:
        output.problem(problem)
    if options.dry_run:
        output.line(f"{source.shown()}: {counted(taken.added, 'feed')}{_articles(taken, '')}; nothing was stored")
    else:
        output.line(f"{counted(taken.added, 'feed')} added, {taken.already:,} already there{_articles(taken, 'new ')}")
        output.line("`newsreader refresh` fetches what is new")
    if taken.left:
        output.line(f"left out: {counted(taken.left, 'article')} of feeds that its list does not name any more")


def _articles(taken: Taken, new: str) -> str:
    if not (taken.articles or taken.read):
        return ""
    states = f"{taken.read:,} read, {taken.starred:,} starred"
    return f"; {counted(taken.articles, f'{new}article')}, in all {states}" + (
        f", {taken.tagged:,} tagged" if taken.tagged else ""
    )
