"""Make a library of many entries: feeds in folders, ten years of articles in many scripts, indexed and analysed.

The words follow Zipf's law, so some stand in every article and some in one alone. The same seed makes the same library.
Entries are stored as a refresh stores them; quotations and key clauses come from the generator, not from an analysis.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import math
import multiprocessing
import random
import time
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vocabulary import LANGUAGES, Vocabulary

from newsreader import paths
from newsreader.library import analysis, feeds, notes, states, storing, tags
from newsreader.library.store import open_library
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators
from newsreader.models.findings import KeyClause, Quotation, Span
from newsreader.quotations import ANALYSIS_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.pool import AsyncResult

    from newsreader.library.store import Library

NOW = 1_800_000_000
YEARS = 10
FEEDS = 500
FOLDERS = (
    "World",
    "World/Asia",
    "World/Europe",
    "Politics",
    "Economy",
    "Science",
    "Technology",
    "Culture",
    "Sport",
    "Local",
    "Blogs",
    "Long reads",
)
UNREAD, STARRED, TAGGED, NOTED, QUOTED = 0.05, 0.01, 0.005, 0.001, 0.4
"""How many of the entries; of the last, quotations an entry."""
TAGS = ("to read", "harbour", "election", "quote this", "中国", "climate")
SMALLEST, LARGEST = 1_300, 8_000
"""Bytes of the HTML of an entry."""
_PARAGRAPH = 400
"""Bytes of one, about."""
_BATCH = 4_000
"""Entries of a transaction."""
_AHEAD = 3
"""Transactions that are made ready before their turn."""
_SPEAKERS = (
    "Christine Lagarde",
    "Kim Jong Un",
    "Ann Brook",
    "António Guterres",
    "Jerome Powell",
    "Greta Thunberg",
    "Xi Jinping",
    "Ursula von der Leyen",
    "Luiz Inácio Lula da Silva",
    "Fumio Kishida",
    "Narendra Modi",
    "Elif Şahin",
    "Владимир Орлов",
    "李克强",
    "岸田文雄",
    "김정은",
    "محمد صلاح",
    "Νίκος Παππάς",
)


@dataclass(frozen=True, slots=True)
class Made:
    """An entry with all that is to be known of it."""

    feed: int
    """Number from 0."""
    stored: StoredEntry
    read: bool
    analysed: analysis.Prepared
    """What is to be written to the index, but for the number of the entry."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some entries, as little of them as is to be written: it goes from one process to the other."""

    prepared: list[storing.Prepared]
    analysed: dict[str, analysis.Prepared]
    """By guid, in the order of the dates."""


class Maker:
    """Makes entries by their number: each is the same whoever asks for it."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self._seed = seed
        self._words = {language.code: Vocabulary(language, seed) for language in LANGUAGES}
        self.languages = language_of_feeds(seed)
        self._known: set[str] = set()
        """Words that were told already: the library does not ask for them again."""
        self._shares = list(itertools.accumulate(1 / (number + 5) for number in range(FEEDS)))

    def batch(self, start: int) -> Batch:
        """The entries from one on."""
        made = [self.entry(number) for number in range(start, min(start + _BATCH, self.count))]
        by_feed: dict[int, list[Made]] = {}
        for one in made:
            by_feed.setdefault(one.feed, []).append(one)
        prepared = [storing.prepare(self._change(feed, some)) for feed, some in by_feed.items()]
        return Batch(
            [replace(one, change=one.change._replace(new=(), old=())) for one in prepared],
            {one.stored.guid: one.analysed for one in made},
        )

    def _change(self, feed: int, made: list[Made]) -> FeedChange:
        return FeedChange(
            feed + 1, feed_title(feed), None, self.languages[feed],
            tuple(one.stored for one in made if not one.read), (), Validators(), None,
            old=tuple(one.stored for one in made if one.read),
        )  # fmt: skip

    def entry(self, number: int) -> Made:
        """An entry of the library, the later the younger."""
        chance = random.Random(self._seed << 32 | number)
        feed = bisect.bisect(self._shares, chance.random() * self._shares[-1])
        words = self._words[self.languages[feed]]
        date = NOW - YEARS * 31_557_600 + YEARS * 31_557_600 * number // self.count
        topic = words.topic(chance)
        title, author = words.title(chance, topic), f"{chance.choice(_SPEAKERS).split()[-1]} {chance.randint(1, 400)}"
        html, text, quotations, clauses = _article(words, topic, chance, number, feed)
        entry = ParsedEntry(
            f"n{number}", title, f"https://f{feed}.example/{number}", author, date, content=html,
            categories=("news", words.language.code), comments=None,
        )  # fmt: skip
        stored = StoredEntry(f"n{number}", f"{number:032x}", entry)
        found = analysis.Found(
            number + 1, text, quotations, clauses, language=words.language.code, image="<img" in html
        )
        row = (title, author, entry.link, stored.hash, date, None, None)
        analysed = analysis.prepare(found, row)
        analysed = analysed._replace(terms=analysed.terms - self._known)
        self._known |= analysed.terms
        return Made(feed, stored, chance.random() >= UNREAD, analysed)


def _article(
    words: Vocabulary, topic: list[str], chance: random.Random, number: int, feed: int
) -> tuple[str, str, tuple[Quotation, ...], tuple[KeyClause, ...]]:
    """HTML, its text, and what is said in it."""
    size = SMALLEST * (LARGEST / SMALLEST) ** chance.random()
    quotes = chance.choices((0, 1, 2, 4), cum_weights=(0.73, 0.91, 0.98, 1.0))[0]
    page = f"https://f{feed}.example/{number // 3000 + 1990}/{number}"
    gap = "" if words.language.joined else " "
    html: list[str] = []
    text: list[str] = []
    found: list[Quotation] = []
    clauses: list[KeyClause] = []
    used = offset = 0
    while used < size - _PARAGRAPH or quotes or not html:
        sentences = [words.sentence(chance, topic) for _ in range(2 + int(chance.random() * 4))]
        if len(clauses) < 3:
            clauses.append(KeyClause(offset, offset + len(sentences[0]), sentences[0], ("opening",), len(clauses) + 1))
        if quotes:
            quotes -= 1
            said = words.sentence(chance, topic)
            place = offset + sum(map(len, sentences)) + len(sentences) * len(gap)
            sentences.append(_said(words.language.said, said, chance, place, found))
        plain = gap.join(sentences)
        text.append(plain)
        offset += len(plain) + 2
        html.append(_marked(sentences, gap, page, chance))
        used += len(html[-1].encode())
    if feed % 2:
        end = "appeared first on"
        html.append(f'<p>This {end} <a href="https://f{feed}.example/" rel="nofollow">{feed_title(feed)}</a>.</p>')
        text.append(f"This {end} {feed_title(feed)}.")
    return "\n".join(html), "\n\n".join(text), tuple(found), tuple(clauses)


def _marked(sentences: list[str], gap: str, page: str, chance: random.Random) -> str:
    """A paragraph as pages have it: some with links, words that stand out, a headline or a picture before it."""
    what = chance.random()
    first, *rest = sentences
    if what < 0.6:
        link = f"https://example.org/{int(chance.random() * 1e6)}" if what < 0.3 else f"{page}/{int(what * 1e4)}"
        first = f'<a href="{link}?utm_source=feed" target="_blank" rel="noopener noreferrer">{first}</a>'
    elif what < 0.7:
        rest[-1] = f"<em>{rest[-1]}</em>"
    paragraph = f"<p>{gap.join([first, *rest])}</p>"
    if chance.random() < 0.25:
        file = f"{page}/images/{int(what * 1e5)}"
        return (
            f'<figure class="wp-block-image size-large"><img src="{file}.jpg" alt="" width="1024" height="683" '
            f'srcset="{file}-1024x683.jpg 1024w, {file}-300x200.jpg 300w, {file}-768x512.jpg 768w" '
            f'sizes="(max-width: 1024px) 100vw, 1024px"></figure>\n{paragraph}'
        )
    return paragraph


def _said(cue: str, said: str, chance: random.Random, start: int, found: list[Quotation]) -> str:
    """A sentence that quotes somebody; what it quotes is added to what was found."""
    content = f"“{said[:-1]},”"
    speaker = _SPEAKERS[min(int(chance.expovariate(0.25)), len(_SPEAKERS) - 1)]
    end = start + len(content)
    found.append(
        Quotation(
            start, end, content, "direct", Span(end + 1, end + 1 + len(cue), cue),
            Span(end + len(cue) + 2, end + len(cue) + 2 + len(speaker), speaker), speaker, len(found),
            cue_class=chance.choice(("neutral", "neutral", "claimed", "denied", "warned")), why=("after",),
        )
    )  # fmt: skip
    return f"{content} {cue} {speaker}."


def language_of_feeds(seed: int) -> list[str]:
    """Which language each feed is written in."""
    chance = random.Random(seed)
    return chance.choices([one.code for one in LANGUAGES], [one.share for one in LANGUAGES], k=FEEDS)


def feed_title(number: int) -> str:
    """What a feed is called."""
    return f"Gazette {number}"


_maker: Maker


def _begin(count: int, seed: int) -> None:
    global _maker  # noqa: PLW0603 - one a process, made once
    _maker = Maker(count, seed)


def _batch(start: int) -> Batch:
    return _maker.batch(start)


def make(lib: Library, count: int, seed: int = 1, workers: int = 1) -> Iterator[int]:
    """Fill an empty library; yields how many entries there are, every so often."""
    languages = language_of_feeds(seed)
    with lib.write():
        for number in range(FEEDS):
            folder = FOLDERS[number % len(FOLDERS)] if number % 25 else None
            url = f"https://f{number}.example/feed"
            feeds.add(lib, url, feed_title(number), language=languages[number], folder=folder, now=NOW)
    done = 0
    _hash_much(lib, 1 << 26)
    with multiprocessing.get_context("spawn").Pool(workers, _begin, (count, seed)) as pool:
        ready: deque[AsyncResult[Batch]] = deque()
        for start in range(0, count, _BATCH):
            ready.append(pool.apply_async(_batch, (start,)))
            if len(ready) == _AHEAD:
                done += _store(lib, ready.popleft().get())
                yield done
        for last in ready:
            done += _store(lib, last.get())
            yield done
    _hash_much(lib, 1 << 20)
    while _join(lib):
        yield done
    _lower(lib, count)
    _decorate(lib, count, seed)
    analysis.count_pending(lib, ANALYSIS_VERSION)  # looks at all of them once: none waits


def _hash_much(lib: Library, size: int) -> None:
    """Have the index keep that many bytes in memory before it writes them."""
    with lib.write_index():
        lib.execute("INSERT INTO idx.search (search, rank) VALUES ('hashsize', ?)", (size,))


def _join(lib: Library) -> bool:
    """Join some of the parts of the indexes to one; whether some were left."""
    before = lib.connection.total_changes
    for index in ("search", "quoted"):
        with lib.write_index():
            lib.execute(f"INSERT INTO idx.{index} ({index}, rank) VALUES ('merge', -2000)")
    return lib.connection.total_changes - before > 2  # one each is counted for nothing


def _lower(lib: Library, count: int) -> None:
    """Have the joined part of each index lie as deep as in a library that grew article by article.

    Parts are joined by four, each time to one that lies a level deeper. One that holds everything and lies above, as it
    comes of the large transactions here, would be joined with the next few articles and copied as a whole, again and
    again. FTS5 offers no other way to move it than to write its list of parts (the record 10), which holds, after four
    bytes, numbers: of levels, of parts, of writes, and for each level that of parts being joined, and its parts.
    """
    depth = math.ceil(math.log(count, 4))
    for index in ("search", "quoted"):
        ((record,),) = lib.all(f"SELECT block FROM idx.{index}_data WHERE id = 10")
        levels, parts, writes, *rest = _numbers(record[4:])
        assert (parts, len(rest)) == (1, 2 * levels + 3), "the parts are not joined"
        part = next(rest[at + 2 : at + 5] for at in range(0, 2 * levels, 2) if rest[at + 1])
        numbers = [depth + 1, parts, writes, *[0] * (2 * depth), 0, 1, *part]
        with lib.write_index():
            lib.execute(
                f"UPDATE idx.{index}_data SET block = ? WHERE id = 10", (record[:4] + b"".join(map(_varint, numbers)),)
            )


def _numbers(record: bytes) -> list[int]:
    """Those of a record, seven bits a byte, of which the last has no eighth."""
    found = [0]
    for byte in record:
        found[-1] = found[-1] << 7 | byte & 127
        if byte < 128:
            found.append(0)
    return found[:-1]


def _varint(number: int) -> bytes:
    rest = _varint(number >> 7) if number > 127 else b""
    return bytes([*(byte | 128 for byte in rest), number & 127])


def _store(lib: Library, batch: Batch) -> int:
    (before,) = lib.all("SELECT coalesce(max(id), 0) FROM states")[0]
    with lib.write():
        for prepared in batch.prepared:
            storing.store(lib, prepared, NOW)
    ids = {guid: entry_id for entry_id, guid in lib.all("SELECT id, guid FROM states WHERE id > ?", (before,))}
    some = [analysed._replace(entry_id=ids[guid]) for guid, analysed in batch.analysed.items()]
    return analysis.write(lib, some, version=ANALYSIS_VERSION)


def _decorate(lib: Library, count: int, seed: int) -> None:
    """Stars, tags and notes, the same share of every feed."""
    chance = random.Random(seed)
    states.mark(lib, chance.sample(range(1, count + 1), int(count * STARRED)), starred=True, now=NOW, journal=False)
    for number, name in enumerate(TAGS, 1):
        tags.tag(lib, chance.sample(range(1, count + 1), max(1, int(count * TAGGED / number))), name, now=NOW)
    with lib.write():
        for one in chance.sample(range(1, count + 1), int(count * NOTED)):
            notes.write(lib, one, f"Note {one}: ask the council", now=NOW)


def main() -> None:
    """Make a library in a folder that has none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where library.db and index.db are made")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="processes that write the articles")
    options = parser.parse_args()
    files = paths.library_files(options.folder)
    if files[0].exists():
        parser.error(f"{files[0]} is there already")
    begin = time.perf_counter()
    with open_library(files) as lib:
        for done in make(lib, options.entries, options.seed, options.workers):
            took = time.perf_counter() - begin
            print(f"\r{done:,} entries in {took:.0f} s, {done / took:,.0f}/s", end="", flush=True)
    took = time.perf_counter() - begin
    sizes = ", ".join(f"{file.name} {file.stat().st_size / 1e6:,.0f} MB" for file in files)
    print(f"\r{options.entries:,} entries in {took:.0f} s, {options.entries / took:,.0f}/s: {sizes}")


if __name__ == "__main__":
    main()
