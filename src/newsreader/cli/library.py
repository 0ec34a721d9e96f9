"""library: what it takes, and its upkeep. Each action is a function of the library and the words."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import configfile, paths
from newsreader.cli import output, shared
from newsreader.errors import DamagedError, LibraryError, UsageError
from newsreader.library import backup, disks, feeds, retention, sizes, store, upkeep
from newsreader.text import counted, megabytes

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library

_NICE = 15
_SHOWN = 20
"""Feeds that are listed for people."""
_FREE = "newsreader library compact --free --yes"


def library(options: Namespace) -> int:
    """Do one of the actions."""
    action, file = options.action, options.file
    if file and action not in {"backup", "restore"}:
        raise UsageError(f"`library {action}` takes no file")
    if action == "restore" and not file:
        raise UsageError("`library restore` needs the file to restore")
    if (options.free and action != "compact") or (options.background and action != "check"):
        raise UsageError("--free belongs to `library compact`, --background to `library check`")
    if options.yes and not options.free:
        raise UsageError("--yes belongs to `library compact --free`")
    if action == "restore":
        return _restore(options)
    if options.background:
        return _check_in_background(options)
    if action == "compact":
        return _compact(options)
    with shared.library(options) as lib:
        return _ACTIONS[action](lib, options)


@dataclass(frozen=True, slots=True)
class _Freeable:
    """What [retention] would free."""

    rule: retention.Rule
    agreed: bool
    """Whether it is freed after each refresh."""
    feeds: dict[int, int]
    """Articles by feed."""
    bytes: int

    @property
    def articles(self) -> int:
        return sum(self.feeds.values())

    def as_json(self) -> dict[str, object]:
        return {
            "keep_days": self.rule.days,
            "keep_per_feed": self.rule.per_feed,
            "agreed": self.agreed,
            "articles": self.articles,
            "bytes": self.bytes,
            "feeds": [{"id": feed_id, "articles": count} for feed_id, count in self.feeds.items()],
        }


def _freeable(lib: Library) -> _Freeable:
    rule = _rule()
    found = retention.freeable(lib, rule, shared.now())
    size = sizes.of_entries(lib, [entry_id for ids in found.values() for entry_id in ids])
    agreed = retention.is_agreed(lib, rule)
    return _Freeable(rule, agreed, {feed_id: len(ids) for feed_id, ids in found.items()}, size)


def _stats(lib: Library, options: Namespace) -> int:
    found, freeable = sizes.measure(lib), _freeable(lib)
    copies = backup.found(lib.path)
    if options.json:
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
                "retention": freeable.as_json() if freeable.rule else None,
                "backups": [str(copy) for copy in copies],
            }
        )
        return 0
    kinds = [(megabytes(size), kind) for kind, size in (found.kinds or {}).items()]
    output.table(
        [
            (megabytes(found.library), str(lib.path)),
            (megabytes(found.index), str(lib.index)),
            *kinds,
            (megabytes(found.free), "free"),
        ]
    )
    output.line()
    output.table(
        [("articles", "size", "feed")]
        + [
            (f"{feed.articles:,}", megabytes(feed.bytes), feed.title + ("" if feed.subscribed else " (archived)"))
            for feed in found.feeds[:_SHOWN]
        ]
    )
    if len(found.feeds) > _SHOWN:
        output.line(f"and {counted(len(found.feeds) - _SHOWN, 'feed')} more; --json lists all")
    output.line()
    output.line(_about_retention(freeable))
    output.line(f"{counted(len(copies), 'automatic backup')} in {backup.folder(lib.path)}")
    return 0


def _about_retention(found: _Freeable) -> str:
    if not found.rule:
        return "retention is off: nothing is freed"
    if found.agreed:
        return f"retention ({found.rule}) frees {_amount(found)} with the next refreshes"
    return f"retention ({found.rule}) would free {_amount(found)}; nothing is freed before `{_FREE}`"


def _amount(found: _Freeable) -> str:
    return f"{counted(found.articles, 'article')} ({megabytes(found.bytes)})"


def _compact(options: Namespace) -> int:
    if options.free and not _rule():
        raise UsageError("nothing is to be freed: set keep_days or keep_per_feed under [retention] first")
    if options.free and not options.yes:
        with shared.library(options) as lib:
            freeable = _freeable(lib)
            if not freeable.agreed:
                return _show_first(lib, freeable, options)
    with disks.unused(paths.library_files(options.library)[0]):  # it writes for long, and a key would wait for it
        pass
    with shared.library(options) as lib:
        rule, articles = _rule(), 0
        for freed in retention.free(lib, rule, shared.now()) if options.free else ():
            articles += freed
            shared.tell(f"{counted(articles, 'article')} freed")
        if options.free:
            retention.agree(lib, rule, shared.now())
        shared.tell("compacting")
        given_back = upkeep.compact(lib)
        shared.tell("")
    if options.json:
        output.document({"articles": articles, "bytes": given_back, "would_free": None})
    else:
        freed_too = f"{counted(articles, 'article')} freed, " if options.free else ""
        output.line(f"{freed_too}{megabytes(given_back)} given back")
    return 0


def _show_first(lib: Library, freeable: _Freeable, options: Namespace) -> int:
    """Before anything is freed with these settings for the first time: what that would be."""
    if options.json:
        output.document({"articles": 0, "bytes": 0, "would_free": freeable.as_json()})
        return 0
    titles = {feed.id: feed.title for feed in feeds.all_feeds(lib)}
    most = sorted(freeable.feeds.items(), key=lambda one: -one[1])
    if most:
        output.table(
            [("articles", "feed"), *((f"{count:,}", titles.get(feed_id, "")) for feed_id, count in most[:_SHOWN])]
        )
        if len(most) > _SHOWN:
            output.line(f"and {counted(len(most) - _SHOWN, 'feed')} more; --json lists all")
        output.line()
    output.line(f"retention ({freeable.rule}) would free {_amount(freeable)}")
    output.line(f"nothing was freed: `{_FREE}` does it, and from then on each refresh does")
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
        output.line(f"the counts of {counted(found.counts, 'feed')} {wrong}")
    output.line(f"{lib.path}: no damage found")
    if lib.remark:
        output.line(lib.remark)
    return 0


def _check_in_background(options: Namespace) -> int:
    """What is due once a week; with the parent process it ends in the middle, which does no harm."""
    parent = os.getppid()
    os.nice(_NICE)
    with shared.library(options) as lib:
        lib.stop_if(lambda: os.getppid() != parent)
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
        output.line(f"{megabytes(target.stat().st_size)} written to {target}")
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
    keep = configfile.load().retention
    return retention.Rule(keep.keep_days, keep.keep_per_feed)


_ACTIONS = {"stats": _stats, "check": _check, "backup": _backup}
