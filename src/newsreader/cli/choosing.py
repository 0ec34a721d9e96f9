"""Which articles the words of `export` name: ids, or what a search, a saved search or a feed holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import query
from newsreader.articles.export.article import Heading
from newsreader.cli import arguments, files
from newsreader.cli.shared import now
from newsreader.errors import NotFoundError, UsageError
from newsreader.library import feeds, lists, searches
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from newsreader.library.store import Library

_CHUNK = 500


def ids(options: Namespace) -> list[int]:
    """The ids that are named, or come from stdin, each once."""
    words = files.read_input("-").decode("utf-8", "replace").split() if options.what == ["-"] else options.what
    for word in words:
        if not arguments.is_id(word):
            raise UsageError(f"“{word[:40]}” is not an id: ids are digits only")
    return list(dict.fromkeys(map(arguments.entry_id, words)))


def chosen(lib: Library, options: Namespace, ids: Sequence[int]) -> tuple[list[Heading], str, str]:
    """The articles, what they are called together, and what the search has to say."""
    note, title = "", ""
    wanted: Sequence[int] = ids[: options.limit or None]
    if not ids:
        feed = feeds.find(lib, options.feed) if options.feed is not None else None
        saved = searches.find(lib, options.saved) if options.saved is not None else None
        words = saved.query if saved else options.query
        asked = query.parse(words, now=now()) if words is not None else None
        found = lists.listing(lib, lists.Filter(feed_id=feed.id if feed else None, query=asked), options.limit)
        wanted, note = found.ids, found.note
        title = saved.name if saved else options.query or (feed.title if feed else "")
    headings = list(_headings(lib, wanted))
    if ids and len(headings) < len(wanted):
        gone = set(wanted) - {heading.id for heading in headings}
        raise NotFoundError(f"There is no entry {min(gone)}; `newsreader list` shows the ids.")
    if not headings:
        raise NotFoundError("There is no such article: nothing is written.")
    return headings, title or (headings[0].title if len(headings) == 1 else counted(len(headings), "article")), note


def _headings(lib: Library, ids: Sequence[int]) -> Iterator[Heading]:
    for start in range(0, len(ids), _CHUNK):
        for row in lists.rows(lib, ids[start : start + _CHUNK]):
            yield Heading(row.id, row.feed_title, row.title, row.date)
