"""library: what it takes, and its upkeep. Each action is a function of the library and the words."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from newsreader import config as configuration
from newsreader import paths
from newsreader.cli import output, shared
from newsreader.errors import DamagedError, LibraryError, UsageError
from newsreader.library import backup, disks, retention, sizes, store, upkeep

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library

_NICE = 15
_SHOWN = 20
"""Feeds that are listed for people."""
_STEPS = 20_000
"""Of SQLite's machine, between two looks at whether the parent process is still there."""


def library(options: Namespace) -> int:
    """Do one of the actions."""
    action, file = options.action, options.file
    if file and action not in {"backup", "restore"}:
        raise UsageError(f"`library {action}` takes no file")
    if action == "restore" and not file:
        raise UsageError("`library restore` needs the file to restore")
    if (options.free and action != "compact") or (options.background and action != "check"):
        raise UsageError("--free belongs to `library compact`, --background to `library check`")
    if action == "restore":
        return _restore(options)
    if options.background:
        return _check_in_background(options)
    if action == "compact":  # it writes for long, and a key would wait for it
        with disks.unused(paths.library_files(options.library)[0]):
            pass
    with shared.library(options) as lib:
        return _ACTIONS[action](lib, options)


def _stats(lib: Library, options: Namespace) -> int:
    found, rule = sizes.measure(lib), _rule()
    free = retention.freeable(lib, rule, shared.now())
    ids = [entry_id for of_feed in free.values() for entry_id in of_feed]
    freed, agreed = sizes.of_entries(lib, ids), retention.is_agreed(lib, rule)
    copies = backup.found(lib.path)
    if options.json:
        told = {
            "keep_days": rule.days,
            "keep_per_feed": rule.per_feed,
            "agreed": agreed,
            "articles": len(ids),
            "bytes": freed,
            "feeds": [{"id": feed_id, "articles": len(of_feed)} for feed_id, of_feed in free.items()],
        }
        output.document(
            {
                "library": found.library,
                "index": found.index,
                "free": found.free,
                "kinds": found.kinds,
                "feeds": [
                    {
                        "id": feed.id,
                        "title": feed.title,
                        "url": feed.url,
                        "subscribed": feed.subscribed,
                        "articles": feed.articles,
                        "bytes": feed.bytes,
                    }
                    for feed in found.feeds
                ],
                "retention": told if rule else None,
                "backups": [str(copy) for copy in copies],
            }
        )
        return 0
    kinds = [(_size(size), kind) for kind, size in (found.kinds or {}).items()]
    output.table(
        [
            (_size(found.library), str(lib.path)),
            (_size(found.index), str(lib.index)),
            *kinds,
            (_size(found.free), "free"),
        ]
    )
    output.line()
    output.table(
        [("articles", "size", "feed")]
        + [
            (f"{feed.articles:,}", _size(feed.bytes), feed.title + ("" if feed.subscribed else " (archived)"))
            for feed in found.feeds[:_SHOWN]
        ]
    )
    if len(found.feeds) > _SHOWN:
        output.line(f"and {len(found.feeds) - _SHOWN} feeds more; --json lists all")
    output.line()
    output.line(_about_retention(rule, len(ids), freed, agreed=agreed))
    output.line(f"{len(copies)} automatic backups in {backup.folder(lib.path)}")
    return 0


def _about_retention(rule: retention.Rule, articles: int, size: int, *, agreed: bool) -> str:
    if not rule:
        return "retention is off: nothing is freed"
    amount = f"{articles:,} articles ({_size(size)})"
    if agreed:
        return f"retention ({rule}) frees {amount} with the next refreshes"
    return f"retention ({rule}) would free {amount}; nothing is freed before `newsreader library compact --free`"


def _compact(lib: Library, options: Namespace) -> int:
    rule, articles = _rule(), 0
    if options.free:
        if not rule:
            raise UsageError("nothing is to be freed: set keep_days or keep_per_feed under [retention] first")
        for freed in retention.free(lib, rule, shared.now()):
            articles += freed
            shared.tell(f"{articles:,} articles freed")
        retention.agree(lib, rule, shared.now())
    shared.tell("compacting")
    given_back = upkeep.compact(lib)
    shared.tell("")
    if options.json:
        output.document({"articles": articles, "bytes": given_back})
    else:
        output.line((f"{articles:,} articles freed, " if options.free else "") + f"{_size(given_back)} given back")
    return 0


def _check(lib: Library, options: Namespace) -> int:
    shared.tell("reading everything")
    found = upkeep.check(lib, shared.now())
    shared.tell("")
    _refuse_damaged(lib, found)
    if options.json:
        output.document({"counts": found.counts, "orphans": found.orphans, "remark": lib.remark or None})
        return 0
    if found.counts:
        wrong = "are wrong" if lib.read_only else "were wrong; they are right now"
        output.line(f"the counts of {found.counts} feeds {wrong}")
    output.line(f"{lib.path}: no damage found")
    if lib.remark:
        output.line(lib.remark)
    return 0


def _check_in_background(options: Namespace) -> int:
    """What is due once a week; with the parent process it ends in the middle, which does no harm."""
    parent = os.getppid()
    os.nice(_NICE)
    with shared.library(options) as lib:
        lib.connection.set_progress_handler(lambda: os.getppid() != parent, _STEPS)
        found = upkeep.weekly(lib, shared.now())
        _refuse_damaged(lib, found)
        output.document({"counts": found.counts, "orphans": found.orphans})
    return 0


def _refuse_damaged(lib: Library, found: upkeep.Checked) -> None:
    if found.problems:
        raise DamagedError(lib.remark)


def _backup(lib: Library, options: Namespace) -> int:
    shared.tell("copying")
    if options.file:
        backup.copy(lib, options.file)
        target = options.file
    else:
        target = upkeep.copy(lib, shared.now())
    shared.tell("")
    if options.json:
        output.document({"file": str(target), "bytes": target.stat().st_size})
    else:
        output.line(f"{_size(target.stat().st_size)} written to {target}")
    return 0


def _restore(options: Namespace) -> int:
    path, index = paths.library_files(options.library)
    if path.exists():
        with suppress(LibraryError):  # one that is damaged is kept as it is
            store.open_library((path, index)).close()  # what its log holds goes into the file
    aside = backup.restore(path, index, options.file)
    if options.json:
        output.document({"restored": str(options.file), "kept": str(aside) if aside else None})
    else:
        output.line(f"{options.file} is the library now" + (f"; what was there is kept as {aside}" if aside else ""))
    return 0


def _rule() -> retention.Rule:
    keep = configuration.load().retention
    return retention.Rule(keep.keep_days, keep.keep_per_feed)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"


_ACTIONS = {"stats": _stats, "compact": _compact, "check": _check, "backup": _backup}
