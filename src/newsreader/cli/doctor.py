"""doctor: what is wrong with the library, its place and what it runs on; what can be read of a damaged one is saved."""

from __future__ import annotations

import stat
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from newsreader import configfile, paths
from newsreader.cli import output, shared
from newsreader.errors import ConfigError, DamagedError, LibraryError
from newsreader.library import attaching, backup, disks, feeds, files, recovery, store
from newsreader.refresh import health
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from pathlib import Path

    from newsreader.library.recovery import Recovered

_EXPAT = (2, 6, 0)
_SHOWN = 20
"""Runs of pages that are named for people."""


@dataclass(frozen=True, slots=True)
class _Finding:
    about: str
    state: str
    """ok, warning or damaged"""
    words: str


def doctor(options: Namespace) -> int:
    """Tell every finding; recover a damaged library."""
    files_ = paths.library_files(options.library)
    if options.replace:  # asked before the long work, too
        with disks.unused(files_[0]):
            pass
    found = [*_surroundings(files_[0]), *_library(files_)]
    damaged = any(finding.state == "damaged" for finding in found)
    outcome = _recover(files_, replace=options.replace) if damaged or options.recover else None
    if options.json:
        recovered = _as_json(outcome) if outcome else None
        output.document({"findings": [asdict(finding) for finding in found], "recovered": recovered})
        return 0
    for finding in found:
        output.line(f"{finding.state + ':':<9}{finding.about}: {finding.words}")
    if outcome:
        _print(outcome, files_[0])
    return 0


def _surroundings(path: Path) -> Iterator[_Finding]:
    from pyexpat import EXPAT_VERSION, version_info  # noqa: PLC0415 - no other command asks

    expat = EXPAT_VERSION.removeprefix("expat_")
    if version_info < _EXPAT:
        yield _Finding(
            "XML",
            "warning",
            f"Python has expat {expat}, which a feed with very large tokens can keep busy; 2.6.0 is safe from that",
        )
    else:
        yield _Finding("XML", "ok", f"expat {expat}")
    try:
        configfile.load()
        yield _Finding("configuration", "ok", str(paths.config_file()))
    except ConfigError as error:
        yield _Finding("configuration", "warning", str(error))
    folder = path.resolve().parent
    if not folder.is_dir():
        return
    network = disks.network(folder)
    try:
        if not disks.locks_work(folder):
            yield _Finding(
                "locks",
                "warning",
                f"files in {folder} cannot be locked: use one program at a time, or move the library to a local disk",
            )
    except OSError as error:
        yield _Finding("locks", "warning", f"{folder} cannot be written ({error.strerror})")
    if network:
        yield _Finding("place", "warning", f"{folder} is on a network ({network}): programs wait for each other")
    for one, wanted in ((path.resolve(), 0o600), (folder, 0o700)):
        if one.exists() and (mode := stat.S_IMODE(one.stat().st_mode)) & ~wanted & 0o77:
            yield _Finding("privacy", "warning", f"others may read {one} ({mode:o}): `chmod {wanted:o} {one}`")


def _library(files_: tuple[Path, Path]) -> Iterator[_Finding]:
    path, index = files_
    try:
        if not path.exists():
            files.check_not_missing(path)
            yield _Finding("library", "ok", f"there is none at {path} yet")
            return
        with store.open_library(files_, read_only=True) as lib:
            shared.tell("reading everything")
            problems = lib.check()
            shared.tell("")
            if problems:
                yield _Finding("library", "damaged", "; ".join(problems[:3]))
                return
            yield _Finding("library", "ok", f"{path} is sound")
            if files.damage(path):
                again = "it was found damaged before: `newsreader library check` looks again and lets it be written"
                yield _Finding("note", "warning", again)
            yield from _feeds(lib)
    except DamagedError as error:
        yield _Finding("library", "damaged", str(error).removesuffix(f"; {files.ADVICE}."))  # which is followed here
    except LibraryError as error:
        yield _Finding("library", "warning", str(error))
    if index.exists() and not attaching.is_sound(index):
        yield _Finding("index", "warning", f"{index} is damaged; nothing is lost: the next start makes a new one")
    copies = backup.found(path)
    newest = f", the newest {copies[0]}" if copies else ""
    yield _Finding("backups", "ok", f"{counted(len(copies), 'automatic one')}{newest}")


def _feeds(lib: store.Library) -> Iterator[_Finding]:
    moment = shared.now()
    failing = health.failing(feeds.health(lib), moment)
    dead = sum(health.condition(one, moment) in {health.Condition.DEAD, health.Condition.GONE} for one in failing)
    if failing:
        many = f"{len(failing)} {'fails' if len(failing) == 1 else 'fail'}, {dead} of them for good"
        told = f"{many}; `newsreader feeds --failing` tells why and what to do"
        yield _Finding("feeds", "warning", told)


# --- recovering ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Outcome:
    file: Path
    kept: Path | None
    """Where the damaged library is, if what was recovered has its place."""
    found: Recovered


def _recover(files_: tuple[Path, Path], *, replace: bool) -> _Outcome:
    path, index = files_
    shared.tell("reading what can be read")
    target, found = recovery.recover(path, shared.tell)
    shared.tell("")
    if not replace:
        return _Outcome(target, None, found)
    return _Outcome(path, backup.replace(path, index, target, "damaged"), found)


def _as_json(outcome: _Outcome) -> dict[str, object]:
    found = outcome.found
    return {
        "file": str(outcome.file),
        "kept": str(outcome.kept) if outcome.kept else None,
        "read": found.read,
        "lost": {
            "states": found.states_lost,
            "states_at_most": max(found.states_lost, found.states_missing),
            "articles": found.articles_lost,
            "texts": found.texts_lost,
            "feeds": found.feeds_lost,
            "states_from_indexes": found.states_from_indexes,
            "strays": found.strays,
            "unreadable_pages": found.unreadable,
            "pages": found.pages,
        },
    }


def _print(outcome: _Outcome, path: Path) -> None:
    found = outcome.found
    read = found.read
    output.line(
        f"recovered: {counted(read['states'], 'state')}, {counted(read['feeds'], 'feed')}, "
        f"{counted(read['entries'], 'article')}, {counted(read['tagged'], 'tag')}, {counted(read['notes'], 'note')}"
    )
    lost = [
        (found.states_lost, "state", "of which nothing is left"),
        (found.articles_lost, "article", "of which only the state is left"),
        (found.texts_lost, "article", "without text"),
        (found.feeds_lost, "feed", "without address"),
        (found.strays, "article", "whose feed is not known any more, now in `Recovered articles`"),
    ]
    told = [f"{counted(count, one)} {which}" for count, one, which in lost if count]
    output.line("lost: " + (", ".join(told) or "nothing that is known of"))
    if found.states_missing > found.states_lost:
        output.line(
            f"missing: at most {counted(found.states_missing, 'state')}, those of archived feeds and those deleted "
            "with the sample edition included"
        )
    if found.pages:
        runs = [f"{first:,}" if first == last else f"{first:,}-{last:,}" for first, last in found.pages]
        more = f" and {counted(len(runs) - _SHOWN, 'run')} more" if len(runs) > _SHOWN else ""
        output.line(f"pages that cannot be read, or not whole: {', '.join(runs[:_SHOWN])}{more}")
    if found.states_from_indexes:
        output.line(f"from indexes, without the time of reading: {counted(found.states_from_indexes, 'state')}")
    if found.articles_lost or found.texts_lost:
        output.line("a feed that still has them brings articles and texts back")
    if outcome.kept:
        output.line(f"it is the library now; the damaged one is kept as {outcome.kept}")
    else:
        output.line(f"it is {outcome.file}; `newsreader doctor --replace` puts it in the library's place")
    if copies := backup.found(path):
        output.line(f"what is missing may be in the newest backup, {copies[0]}")
