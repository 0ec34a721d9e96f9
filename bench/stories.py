"""How often duplicates and stories are right, and what finding them costs.

There are no labels; dates are as good. The development feeds (`../shared/data` beside the checkout) are of 20 years: as
they are dated, what is found is printed for the eye. Then all of them are dated within two days: two articles that
were really two weeks apart are on no one event, nor mostly the same article, so each such pair that is found is wrong.

The cost is CPU time in a made library in which everything counts as of the last days, and how long a transaction
holds the lock that a mark would wait for.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import make_library

from newsreader import compare, paths
from newsreader.errors import NewsreaderError
from newsreader.feeds import identity, parse
from newsreader.library import comparing, feeds, storing
from newsreader.library.store import Library, open_library
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "feeds" / "dev"
DAY = 86_400
APART = 14 * DAY
NEAR = 3 * DAY
YEAR_2000 = 946_684_800


class Article(NamedTuple):
    """An entry of the development feeds."""

    feed: str
    link: str | None
    entry: ParsedEntry
    date: int


class Pair(NamedTuple):
    """Two entries of one set or story."""

    days: float
    """Between their true dates."""
    feeds: tuple[str, str]
    titles: tuple[str, str]


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="of a library that is made for it")
    parser.add_argument("--library", type=Path, help="the folder of a made one, which is changed")
    parser.add_argument("--show", action="store_true", help="print what is found in feeds as they are dated")
    options = parser.parse_args()
    if DATA.is_dir():
        _precision(_articles(), show=options.show)
    else:
        print("Precision is not measured: the development data is not here.")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_library(paths.library_files(options.library or Path(folder))) as lib,
    ):
        if not options.library:
            for _ in make_library.make(lib, options.entries):
                pass
        _cost(lib, options.entries)


# --- precision ----------------------------------------------------------------------------------------------------


def _articles() -> list[Article]:
    found: dict[tuple[str, str], Article] = {}
    for path in sorted(DATA.iterdir()):
        try:
            feed = parse.parse(path.read_bytes())
        except NewsreaderError:
            continue
        name = feed.link or feed.title or path.name
        for entry in feed.entries:
            date = entry.published or entry.updated or 0
            if date > YEAR_2000:
                found.setdefault((name, identity.guid(entry)), Article(name, feed.link, entry, date))
    return sorted(found.values(), key=lambda one: one.date)


def _precision(articles: Sequence[Article], *, show: bool) -> None:
    print(f"{len(articles):,} articles of {len({one.feed for one in articles})} feeds")
    print(f"{'pairs linked':34}{'sets':>7}{'pairs':>8}{'right':>8}{'unsure':>8}{'wrong':>8}")
    for words, dated in (
        ("as they are dated", [one.date for one in articles]),
        ("all within two days", [articles[-1].date - n * 2 * DAY // len(articles) for n in range(len(articles))]),
    ):
        with tempfile.TemporaryDirectory() as folder, open_library(paths.library_files(Path(folder))) as lib:
            ids = _compared(lib, articles, dated)
            for table, column in (("duplicates", "original"), ("stories", "story")):
                sets = defaultdict(list)
                for number, entry_id in lib.all(f"SELECT {column}, entry_id FROM {table} ORDER BY 1, 2"):
                    sets[number].append(ids[entry_id])
                pairs = [_pair(*two) for members in sets.values() for two in combinations(members, 2)]
                right = sum(pair.days * DAY <= NEAR for pair in pairs)
                wrong = [pair for pair in pairs if pair.days * DAY > APART]
                unsure = len(pairs) - right - len(wrong)
                print(f"{f'{table}, {words}':34}{len(sets):7}{len(pairs):8}{right:8}{unsure:8}{len(wrong):8}")
                for pair in wrong:
                    print(f"    {pair.days:,.0f} days: {pair.titles[0][:60]!r} | {pair.titles[1][:60]!r}")
                if show and "dated" in words:
                    for members in sets.values():
                        print(*(f"    {one.feed[:30]:32}{one.entry.title[:80]}" for one in members), "", sep="\n")


def _pair(one: Article, other: Article) -> Pair:
    return Pair(abs(one.date - other.date) / DAY, (one.feed, other.feed), (one.entry.title, other.entry.title))


def _compared(lib: Library, articles: Sequence[Article], dates: Sequence[int]) -> dict[int, Article]:
    """Have the articles come day by day; by id."""
    feed_ids: dict[str, int] = {}
    days: dict[int, dict[str, list[tuple[Article, StoredEntry]]]] = defaultdict(lambda: defaultdict(list))
    for one, date in zip(articles, dates, strict=True):
        entry = ParsedEntry(
            None, one.entry.title, one.entry.link, None, date, None, one.entry.summary, one.entry.content
        )
        stored = StoredEntry(identity.guid(one.entry), identity.content_hash(entry), entry)
        days[date // DAY][one.feed].append((one, stored))
    found: dict[tuple[int, str], Article] = {}
    for day in sorted(days):
        for name, some in days[day].items():
            if name not in feed_ids:
                url = f"https://{len(feed_ids)}.example/feed"
                feed_ids[name] = feeds.add(lib, url, name, link=some[0][0].link, now=day * DAY)
            feed_id = feed_ids[name]
            new = tuple(stored for _, stored in some)
            storing.apply(lib, FeedChange(feed_id, name, some[0][0].link, None, new, (), Validators(), None), day * DAY)
            found |= {(feed_id, stored.guid): one for one, stored in some}
        compare.advance(lib, (day + 1) * DAY)
    return {row[0]: found[row[1], row[2]] for row in lib.all("SELECT id, feed_id, guid FROM states")}


# --- cost ---------------------------------------------------------------------------------------------------------

_took: list[float] = []
"""Milliseconds of each transaction."""


@contextmanager
def _measured(lib: Library) -> Iterator[None]:
    with lib._transaction("main"):
        begin = time.process_time()
        yield
    _took.append((time.process_time() - begin) * 1000)


def _cost(lib: Library, most: int) -> None:
    (entries,) = lib.all("SELECT count(*) FROM entries")[0]
    with patch.object(comparing, "DAYS", 100_000), patch.object(Library, "write", _measured):
        begin = time.process_time()
        done = compare.advance(lib, make_library.NOW, most=most)
        took = time.process_time() - begin
    size = sum(row[0] for row in lib.all("SELECT pgsize FROM dbstat WHERE name IN ('compared', 'compared_date')"))
    _took.sort()
    print(f"\n{done:,} of {entries:,} entries compared, each with all before it")
    print(f"{'microseconds an entry':34}{took / max(done, 1) * 1e6:8.0f}")
    print(f"{'milliseconds of lock, median':34}{statistics.median(_took):8.2f}")
    print(f"{'milliseconds of lock, 95 %':34}{_took[int(len(_took) * 0.95)]:8.2f}")
    print(f"{'bytes an entry, for a week':34}{size / max(done, 1):8.0f}")


if __name__ == "__main__":
    main()
