"""What a key press waits for in a large library: lists, rows, an article, a mark, the next unread, the counts."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.library import entries, feeds, following, journal, lists, states, storing
from newsreader.library.store import Library, open_library
from newsreader.models import FeedChange, ParsedEntry, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = 1_800_000_000
PER_FEED = 1_000
BODY = "<p>" + "The council said that the harbour would open again in the spring. " * 40 + "</p>"


def main() -> None:
    """Fill a library, then print one line an operation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=50_000, help="entries to fill it with")
    parser.add_argument("--times", type=int, default=200, help="runs of each operation")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_library(paths.library_files(Path(folder))) as library:
        begin = time.perf_counter()
        _fill(library, options.entries)
        took = time.perf_counter() - begin
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        print(f"{options.entries:,} entries stored in {took:.1f} s ({options.entries / took:,.0f}/s), {size:.0f} MB")
        print(f"{'operation':32}{'median':>10}{'95%':>10}{'slowest':>10}")
        _measure(library, options.times)


def _measure(library: Library, times: int) -> None:
    listing = lists.listing(library)
    everything = listing.ids
    unread = lists.Filter(unread_only=True)
    newest = following.last_id(library)
    feed = feeds.all_feeds(library)[0]

    def toggle(n: int) -> None:
        states.mark(library, [everything[n // 2 % len(everything)]], read=n % 2 == 0, now=NOW)

    def next_unread(n: int) -> None:
        place = n * 101 % len(everything)
        following.next_unread(library, unread, listing.dates[place], everything[place], newest=newest)

    _line("list of one feed", times, lambda _: lists.listing(library, lists.Filter(feed_id=feed.id)))
    _line("list of all", min(times, 20), lambda _: lists.listing(library))
    _line("list of all unread", min(times, 20), lambda _: lists.listing(library, unread))
    _line("50 rows", times, lambda n: lists.rows(library, everything[n * 37 :][:50]))
    _line("an article", times, lambda n: entries.entry(library, everything[n * 101 % len(everything)]))
    _line("mark one", times, toggle)
    _line("mark 1,000 and undo", min(times, 20), lambda _: _mark_many(library, list(everything[:1000])))
    _line("the next unread", times, next_unread)
    _line("what arrived since", times, lambda _: following.count_after(library, unread, newest - 50))
    _line("the feeds with their counts", times, lambda _: feeds.all_feeds(library))
    _line("the counts of the smart lists", times, lambda _: lists.counts(library, NOW - 86_400))


def _line(name: str, times: int, operation: Callable[[int], object]) -> None:
    took = []
    for n in range(times):
        begin = time.perf_counter()
        operation(n)
        took.append((time.perf_counter() - begin) * 1000)
    took.sort()
    print(f"{name:32}" + "".join(f"{took[int(p * (len(took) - 1))]:8.2f}ms" for p in (0.5, 0.95, 1)))


def _mark_many(library: Library, ids: list[int]) -> None:
    if states.mark(library, ids, starred=True, now=NOW):
        journal.undo(library)


def _fill(library: Library, count: int) -> None:
    for first in range(0, count, PER_FEED):
        url = f"https://example.org/{first}/feed"
        feed_id = feeds.add(
            library, url, f"Feed {first // PER_FEED}", folder=f"Folder {first // PER_FEED % 9}", now=NOW
        )
        new = tuple(_stored(n) for n in range(first, min(first + PER_FEED, count)))
        change = FeedChange(feed_id, f"Feed {first}", None, "en", new, (), Validators(), None)
        storing.apply(library, change, NOW)


def _stored(n: int) -> StoredEntry:
    title = f"Harbour {n} opens again, the council says"
    entry = ParsedEntry(
        str(n), title, f"https://example.org/{n}", "A. Writer", NOW - n * 61, content=f"{BODY}<p>{n}</p>"
    )
    return StoredEntry(str(n), str(n), entry)


if __name__ == "__main__":
    main()
