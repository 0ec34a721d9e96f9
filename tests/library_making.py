"""Small libraries for tests: opened in a folder, filled with entries whose fields are told by their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsreader.library import feeds, journal, lists, storing
from newsreader.library.store import open_library
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from newsreader.library.store import Library

NOW = 1_800_000_000


def paths(folder: Path) -> tuple[Path, Path]:
    """Where the two files of a test's library are."""
    return folder / "library.db", folder / "index.db"


def opened(folder: Path) -> Library:
    """The library of a folder."""
    return open_library(paths(folder))


def stored(number: int, *, id: int | None = None, guid: str | None = None, **fields: Any) -> StoredEntry:  # noqa: A002
    """An entry ready to be written, one minute older than the next."""
    fields.setdefault("title", f"Title {number}")
    fields.setdefault("published", NOW - 1_000_000 + number * 60)
    fields.setdefault("content", f"<p>Text {number}</p>")
    entry = ParsedEntry(guid=None, **fields)
    return StoredEntry(guid or f"guid-{number}", f"{hash(entry):x}", entry, id)


def change(
    feed_id: int, new: Iterable[StoredEntry] = (), changed: Iterable[StoredEntry] = (), **fields: Any
) -> FeedChange:
    """What an answer of a feed brings."""
    values: dict[str, Any] = {"title": "", "link": None, "language": None, "validators": Validators(), "digest": None}
    return FeedChange(feed_id=feed_id, new=tuple(new), changed=tuple(changed), **(values | fields))


def feed_with(lib: Library, count: int, *, url: str = "https://news.example/feed", title: str = "News") -> int:
    """A feed with so many entries, the last the newest; returns its id."""
    feed_id = feeds.add(lib, url, title, now=NOW)
    storing.apply(lib, change(feed_id, [stored(n) for n in range(count)]), NOW)
    return feed_id


def listed(lib: Library, **conditions: Any) -> list[int]:
    """The ids of a list."""
    return lists.listing(lib, lists.Filter(**conditions)).ids.tolist()


def undone(lib: Library) -> str | None:
    """Undo a step, and what that said."""
    step = journal.undo(lib)
    return None if step is None else step.words


def redone(lib: Library) -> str | None:
    """Do one again, and what that said."""
    step = journal.redo(lib)
    return None if step is None else step.words
