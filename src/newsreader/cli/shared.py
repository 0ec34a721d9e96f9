"""What several command groups need: the open library, the clock, an entry and a feed as JSON."""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.cli import output
from newsreader.cli.output import iso
from newsreader.errors import NewsreaderError
from newsreader.library import feeds, folding, store

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from newsreader.config import Config
    from newsreader.library.store import Library
    from newsreader.models.entries import Entry
    from newsreader.models.feeds import Feed
    from newsreader.models.findings import Note


@contextmanager
def library(options: Namespace) -> Iterator[store.Library]:
    """The library that the command line names, open while a command works."""
    with opened(paths.library_files(options.library)) as lib:
        if not lib.read_only:
            with suppress(NewsreaderError):  # what cannot be kept apart today stays where it is
                feeds.part_logins(lib)
        yield lib


def opened(files: tuple[Path, Path], before: Callable[[], None] | None = None) -> store.Library:
    """A library; a person is told while an older one is brought up to date, after `before` was called."""
    told: list[str] = []

    def follow(words: str) -> None:
        if before is not None and not told:
            before()
        told.append(words)
        tell(words)

    lib = store.open_library(files, tell=follow)
    if told:
        tell("")
    return lib


def tell(words: str) -> None:
    """Show a person how far something long is; with no words, take it away."""
    if output.can_change():
        output.changing(words)


def now() -> int:
    """The time, asked for here alone and passed on from here."""
    return int(time.time())


def analyse(lib: Library, ids: Sequence[int]) -> None:
    """Find the quotes of entries whose texts are new."""
    if ids and not lib.read_only:
        from newsreader import reanalyse  # noqa: PLC0415 - not needed where nothing came

        deque(reanalyse.analyse(lib, ids=ids), maxlen=0)


def entry_json(entry: Entry) -> dict[str, object]:
    """An entry as lists and `show` give it."""
    return {
        "id": entry.id,
        "feed": {"id": entry.feed_id, "title": entry.feed_title, "url": entry.feed_url},
        "guid": entry.guid,
        "title": entry.title,
        "link": entry.link,
        "author": entry.author,
        "published": iso(entry.published),
        "updated": iso(entry.updated),
        "arrived": iso(entry.arrived),
        "read": entry.read,
        "starred": entry.starred,
        "quotes": entry.quotes,
        "tags": list(entry.tags),
    }


def relations(lib: Library, ids: Sequence[int]) -> dict[int, dict[str, object]]:
    """Of some entries those that are the same article, and the story that each is in."""
    from newsreader.library import storied  # noqa: PLC0415 - not before the screen is shown

    others, stories = folding.duplicates(lib, ids), storied.of_entries(lib, ids)
    return {one: {"duplicates": others.get(one, []), "story": stories.get(one)} for one in ids}


def note_json(note: Note) -> dict[str, object]:
    """A note; without a passage it is on the whole entry."""
    passage = note.passage
    return {
        "id": note.id,
        "entry": note.entry_id,
        "text": note.text,
        "passage": passage and {"start": passage.start, "end": passage.end, "text": passage.text},
        "written": iso(note.written),
        "changed": iso(note.changed),
    }


def feed_json(feed: Feed, config: Config) -> dict[str, object]:
    """A subscription with its counts."""
    return {
        "id": feed.id,
        "title": feed.title,
        "url": feed.url,
        "link": feed.link,
        "folder": feed.folder,
        "unread": feed.unread,
        "total": feed.total,
        "last_success": iso(feed.last_success),
        "error": feed.error,
        "verified": config.of_feed(feed.url).verify_tls,
    }
