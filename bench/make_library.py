"""Make a library of many entries: feeds in folders, ten years of articles in many scripts, indexed and analysed.

The words follow Zipf's law, so some stand in every article and some in one alone. The same seed makes the same library.
Entries are stored as a refresh stores them; quotations and key clauses come from the generator, not from an analysis.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import multiprocessing
import random
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import paths
from newsreader.library import analysis, feeds, search, states, storing
from newsreader.library import words as index_words
from newsreader.library.store import open_library
from newsreader.models import FeedChange, KeyClause, ParsedEntry, Quotation, Span, StoredEntry, Validators
from newsreader.quotations import ANALYSIS_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
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
_VOCABULARY, _POOL = 60_000, 3_000
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
class _Language:
    """How its words look."""

    code: str
    share: float
    head: str
    """Its most frequent words."""
    letters: str
    said: str
    vowels: str = ""
    """Alternate with the letters; "" where there are none of their own."""
    joined: bool = False
    """Written without spaces."""


_LATIN = "tttnnnrrrssslllddcmmppgbfvhkwjz"
_HANGUL = "".join(map(chr, range(0xAC00, 0xD000, 7)))
_CHINESE = "".join(map(chr, range(0x4E00, 0x5C00)))
LANGUAGES = (
    _Language(
        "en",
        0.45,
        "the of and to in a is that for it was on are as with his they at be this from have or by one had not but what "
        "all were when we there can an your which their said if do will each about how up out them then many some so "
        "these would other into has more two time could no make than first been its who now people made over did down "
        "only way find use may water long little very after words called just where most know council government "
        "president minister inflation election climate harbour parliament economy bank market police court war peace "
        "health school city river bridge energy trade budget tax strike union vote disarmament treaty summit",
        _LATIN,
        "said",
        "eeeaaioou",
    ),
    _Language(
        "de",
        0.08,
        "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an "
        "werden aus er hat dass sie nach wird bei Regierung Hafen Straße Wahl Bundestag",
        _LATIN,
        "sagte",
        "eeeaiouäöü",
    ),
    _Language(
        "fr",
        0.06,
        "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il "
        "sont élection été gouvernement président marché",
        _LATIN,
        "a dit",
        "eeaaiouéèà",
    ),
    _Language(
        "es",
        0.06,
        "de la que el en y a los se del las un por con no una su para es al lo como más gobierno "
        "elección niño presidente",
        _LATIN,
        "dijo",
        "eeaaiooáóu",
    ),
    _Language(
        "ru",
        0.07,
        "и в не на что он с как это по но из у за от так же для бы был правительство выборы город",
        "оооеееаааиинтсрвлкмдпуяыьгзбчйхжшюцщэф",
        "сказал",
    ),
    _Language(
        "zh",
        0.08,
        "的 是 在 了 有 和 人 这 中国 中 大 为 上 个 国 经济 政府 北京 选举 市场 银行 年 说 我们",
        _CHINESE,
        "说",
        joined=True,
    ),
    _Language(
        "ja",
        0.06,
        "の に は を た が で て と し れ さ ある いる も する から な こと 日本 東京 政府 経済 選挙",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん" + _CHINESE[:600],
        "と述べた",
        joined=True,
    ),
    _Language("ko", 0.04, "이 그 저 것 수 등 및 한국 정부 대통령 서울 선거 경제 시장", _HANGUL, "말했다"),
    _Language(
        "ar",
        0.04,
        "في من على أن إلى عن مع هذا كان التي الحكومة الرئيس الانتخابات",
        "اابتثجحخدذرزسشصضطظعغفقكلمنهويا",
        "قال",
    ),
    _Language(
        "el",
        0.02,
        "και το να του η της με που την από για είναι κυβέρνηση εκλογές",
        "ντσρλκμπγδθφχβζξ",
        "είπε",
        "ααεεοοιιηυω",
    ),
    _Language("hi", 0.02, "के में है की से को और का पर यह सरकार चुनाव", "कखगचजटडतदनपबभमयरलवशसह", "कहा", "ािीुूेो"),
    _Language(
        "th", 0.02, "ที่ และ ใน การ ของ เป็น มี ได้ ไม่ รัฐบาล", "กขคงจชซญดตถทธนบปผพฟมยรลวศสหอะาิีุูเแโ", "กล่าว", joined=True
    ),
)


class Words:
    """A language's words by frequency, and sentences made of them."""

    def __init__(self, language: _Language, seed: int) -> None:
        self.language = language
        chance = random.Random(f"{language.code}-{seed}")
        head = language.head.split()
        known = dict.fromkeys(head)
        while len(known) < _VOCABULARY:
            known[_word(language, chance)] = None
        self._words = list(known)
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) ** 1.1 for rank in range(len(self._words))))
        self.pool = [self.sentence(chance) for _ in range(_POOL)]
        self.indexed = {sentence: index_words.indexed(sentence) for sentence in self.pool}
        """What the index is given for each of the pool, which is made once."""

    def sentence(self, chance: random.Random, *, rare: bool = False) -> str:
        """Some words in a row; `rare` ones are taken evenly from all that there are."""
        count = chance.randint(6, 22)
        if rare:
            words = chance.choices(self._words, k=count)
        else:
            words = chance.choices(self._words, cum_weights=self._weights, k=count)
        if self.language.joined:
            return "".join(words) + "。"
        return " ".join(words).capitalize() + "."

    def title(self, chance: random.Random) -> str:
        """As a sentence, without its end."""
        return self.sentence(chance)[:-1][:120]


def _word(language: _Language, chance: random.Random) -> str:
    """A word that nobody knows; of syllables where the language has an alphabet with vowels."""
    if language.joined:
        return "".join(chance.choices(language.letters, k=chance.choice((1, 2, 2, 2, 3, 4))))
    if language.vowels:
        return "".join(
            chance.choice(language.letters) + chance.choice(language.vowels) + chance.choice(("", "", "n", "s"))
            for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))
        )
    return "".join(chance.choices(language.letters, k=chance.randint(2, 6)))


@dataclass(frozen=True, slots=True)
class Made:
    """An entry with all that is to be known of it, from one process to the other."""

    feed: int
    """Number from 0."""
    stored: StoredEntry
    read: bool
    date: int
    texts: tuple[str, str, str]
    """As the index takes them."""
    quotations: tuple[Quotation, ...]
    clauses: tuple[KeyClause, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some entries in the order of their dates, and what a refresh would store of them."""

    made: list[Made]
    prepared: list[storing.Prepared]


class Maker:
    """Makes entries by their number: each is the same whoever asks for it."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self._seed = seed
        self._words = {language.code: Words(language, seed) for language in LANGUAGES}
        self.languages = language_of_feeds(seed)
        self._shares = list(itertools.accumulate(1 / (number + 5) for number in range(FEEDS)))

    def batch(self, start: int) -> Batch:
        """The entries from one on."""
        made = [self.entry(number) for number in range(start, min(start + _BATCH, self.count))]
        by_feed: dict[int, list[Made]] = {}
        for one in made:
            by_feed.setdefault(one.feed, []).append(one)
        return Batch(made, [storing.prepare(self._change(feed, some)) for feed, some in by_feed.items()])

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
        title, author = words.title(chance), f"{chance.choice(_SPEAKERS).split()[-1]} {chance.randint(1, 400)}"
        html, texts, quotations, clauses = _article(words, chance, number, feed)
        entry = ParsedEntry(
            f"n{number}", title, f"https://f{feed}.example/{number}", author, date, content=html,
            categories=("news", words.language.code), comments=None,
        )  # fmt: skip
        read = chance.random() >= UNREAD
        return Made(
            feed, StoredEntry(f"n{number}", f"{number:032x}", entry), read, date,
            (*search.prepared(title, author, "")[:2], texts), quotations, clauses,
        )  # fmt: skip


def _article(
    words: Words, chance: random.Random, number: int, feed: int
) -> tuple[str, str, tuple[Quotation, ...], tuple[KeyClause, ...]]:
    """HTML, what the index is given for its text, and what is said in it."""
    size = SMALLEST * (LARGEST / SMALLEST) ** chance.random()
    quotes = chance.choices((0, 1, 2, 4), cum_weights=(0.73, 0.91, 0.98, 1.0))[0]
    html: list[str] = []
    text: list[str] = []
    found: list[Quotation] = []
    clauses: list[KeyClause] = []
    used = offset = 0
    while used < size - _PARAGRAPH or quotes or not html:
        sentences = [chance.choice(words.pool) for _ in range(chance.randint(1, 5))]
        if not html:
            sentences[0] = words.sentence(chance, rare=True)
        gap = "" if words.language.joined else " "
        if quotes:
            quotes -= 1
            sentences.append(_said(words, chance, offset + sum(map(len, sentences)) + len(sentences) * len(gap), found))
        plain = gap.join(sentences)
        if len(clauses) < 3:
            clauses.append(KeyClause(offset, offset + len(sentences[0]), sentences[0], ("opening",), len(clauses) + 1))
        link = f'<a href="https://f{number % 97}.example/{number}/{len(html)}">{sentences[0]}</a>'
        html.append(f"<p>{gap.join([link, *sentences[1:]]) if chance.random() < 0.3 else plain}</p>")
        if chance.random() < 0.15:
            html.append(f'<p><img src="https://f{feed}.example/images/{number}-{len(html)}.jpg" alt=""></p>')
        text += [words.indexed.get(one) or index_words.indexed(one) for one in sentences]
        offset += len(plain) + 2
        used += len(html[-1].encode())
    if feed % 2:
        end = "appeared first on"
        html.append(f'<p>This {end} <a href="https://f{feed}.example/" rel="nofollow">{feed_title(feed)}</a>.</p>')
        text.append(index_words.indexed(f"This {end} {feed_title(feed)}."))
    return "\n".join(html), "\n".join(text), tuple(found), tuple(clauses)


def _said(words: Words, chance: random.Random, start: int, found: list[Quotation]) -> str:
    """A sentence that quotes somebody; what it quotes is added to what was found."""
    content, cue = f"“{chance.choice(words.pool)[:-1]},”", words.language.said
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
    _merge_seldom(lib, seldom=True)
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
    _merge_seldom(lib, seldom=False)
    _decorate(lib, count, seed)
    analysis.count_pending(lib, ANALYSIS_VERSION)  # looks at all of them once: none waits


def _merge_seldom(lib: Library, *, seldom: bool) -> None:
    """Have the index keep more in memory between two writes, and join less, than the program itself does."""
    with lib.write_index():
        for option, value, usual in (("hashsize", 1 << 26, 1 << 20), ("automerge", 0, 4)):
            lib.execute("INSERT INTO idx.search (search, rank) VALUES (?, ?)", (option, value if seldom else usual))


def _store(lib: Library, batch: Batch) -> int:
    (before,) = lib.all("SELECT coalesce(max(id), 0) FROM states")[0]
    with lib.write():
        for prepared in batch.prepared:
            storing.store(lib, prepared, NOW)
    ids = {guid: entry_id for entry_id, guid in lib.all("SELECT id, guid FROM states WHERE id > ?", (before,))}
    with lib.write_index():
        for made in batch.made:
            _index(lib, ids[made.stored.guid], made)
    return len(batch.made)


def _index(lib: Library, entry_id: int, made: Made) -> None:
    """What `analysis.store` writes of an entry that is new to the index."""
    docid = search.index_entry(lib, entry_id, made.date, made.texts)
    analysis._store_quotations(
        lib,
        [analysis._row(entry_id, one) for one in made.quotations],
        [analysis._texts(one) for one in made.quotations],
    )
    lib.execute_many(
        "INSERT INTO idx.clauses VALUES (?, ?, ?, ?, ?, ?)",
        [(entry_id, c.rank, c.start, c.end, c.text, json.dumps(c.reasons)) for c in made.clauses],
    )
    lib.execute(
        "INSERT INTO idx.analysed VALUES (?, ?, ?, ?, ?)",
        (entry_id, ANALYSIS_VERSION, made.stored.hash, docid, len(made.quotations)),
    )


def _decorate(lib: Library, count: int, seed: int) -> None:
    """Stars, tags and notes, the same share of every feed."""
    chance = random.Random(seed)
    states.mark(lib, chance.sample(range(1, count + 1), int(count * STARRED)), starred=True, now=NOW, journal=False)
    with lib.write():
        for number, name in enumerate(TAGS, 1):
            lib.execute("INSERT INTO tags (id, name, folded) VALUES (?, ?, ?)", (number, name, name))
            some: Sequence[int] = chance.sample(range(1, count + 1), max(1, int(count * TAGGED / number)))
            lib.execute_many(
                "INSERT INTO tagged SELECT id, ?, date FROM states WHERE id = ?", ((number, one) for one in some)
            )
        lib.execute_many(
            "INSERT INTO notes (state_id, written, changed, text) VALUES (?, ?, ?, ?)",
            ((one, NOW, NOW, f"Note {one}: ask the council") for one in
             chance.sample(range(1, count + 1), int(count * NOTED))),
        )  # fmt: skip


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
