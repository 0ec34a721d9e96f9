"""offline: what of a list is on the disk, what is missing; and fetching that."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from newsreader import configfile, query
from newsreader.cli import output, transcripts
from newsreader.cli.shared import analyse, library, now
from newsreader.errors import UsageError
from newsreader.fulltext import run as fulltext
from newsreader.library import entries, feeds, fulltexts, lists, pictures, searches, spoken
from newsreader.library import offline as counts
from newsreader.pictures import run
from newsreader.text import counted, megabytes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from newsreader.config import Config
    from newsreader.library.pictures import Found
    from newsreader.library.store import Library

_AT_ONCE = 200
"""Articles that are looked through, or fetched for, one after another."""
_NAMED = 20
"""Articles that lack something and are named, for people."""


def offline(options: Namespace) -> int:
    """Tell what of a list is on the disk; with --fetch, get what is missing first."""
    if options.events and not options.fetch:
        raise UsageError("--events tells how fetching goes: it stands beside --fetch")
    if options.events and options.json:
        raise UsageError("--events and --json print two forms of the same; take one")
    config = configfile.load()
    with library(options) as lib:
        ids = _ids(lib, options)
        left = _fetch(lib, ids, options, config) if options.fetch else None
        state = _State(lib, ids, config)
        lacking = state.lacking
        rows = lists.rows(lib, [key for key in ids if key in lacking])
        titles = {row.id: row.title for row in rows}
    if options.events:
        output.event({"event": "end", **state.totals()})
    elif options.json:
        output.document({**state.totals(), "missing": [state.lack_json(key, titles[key]) for key in titles]})
    else:
        _print(state, titles, left)
    return 0


class _State:
    """What some entries have and lack."""

    def __init__(self, lib: Library, ids: Sequence[int], config: Config) -> None:
        self.articles = len(ids)
        self.since = counts.since(lib, ids)
        self.texts: set[int] = set()
        self.spoken: set[int] = set()
        """Chapters or transcripts that were never asked for."""
        self.pictures: defaultdict[int, list[Found]] = defaultdict(list)
        self._there: dict[str, int] = {}
        self._missing: set[str] = set()
        self._lost: set[str] = set()
        for chunk in _chunks(ids):
            self.texts |= {one.entry_id for one in fulltext.missing(fulltexts.wanted(lib, chunk), config=config)}
            self.spoken |= {one.entry_id for one in spoken.of_entries(lib, chunk) if one.is_missing}
            if config.pictures.fetch == "never":
                continue
            if not lib.read_only:
                run.look(lib, chunk)
            for found in pictures.of_entries(lib, chunk):
                self._sort(found)

    def _sort(self, found: Found) -> None:
        if found.there:
            self._there[found.url] = found.bytes
        elif found.lost:
            self._lost.add(found.url)
        else:
            self._missing.add(found.url)
            self.pictures[found.entry_id].append(found)

    @property
    def lacking(self) -> set[int]:
        """The entries that lack something that may be had."""
        return self.texts | self.spoken | self.pictures.keys()

    def totals(self) -> dict[str, object]:
        """The counts."""
        return {
            "articles": self.articles,
            "complete": self.articles - len(self.lacking),
            "from": output.iso(self.since),
            "full_texts": {"missing": len(self.texts)},
            "transcripts": {"missing": len(self.spoken)},
            "pictures": {
                "there": len(self._there),
                "missing": len(self._missing),
                "lost": len(self._lost),
                "bytes": sum(self._there.values()),
            },
        }

    def lack_json(self, entry_id: int, title: str) -> dict[str, object]:
        """What an entry lacks."""
        lacked = [{"url": one.url, "error": one.error} for one in self.pictures.get(entry_id, ())]
        return {
            "id": entry_id,
            "title": title,
            "full_text": entry_id in self.texts,
            "transcript": entry_id in self.spoken,
            "pictures": lacked,
        }

    def words(self, entry_id: int) -> str:
        """The same in a few words."""
        count = len(self.pictures.get(entry_id, ()))
        lacked = ["full text"] * (entry_id in self.texts) + ["transcript"] * (entry_id in self.spoken)
        lacked += [counted(count, "picture")] * bool(count)
        return ", ".join(lacked)

    def line(self) -> str:
        """The counts in a line."""
        complete = self.articles - len(self.lacking)
        said = [f"{complete:,} of {counted(self.articles, 'article')} whole on the disk"]
        if self.since is not None:
            said.append(f"from {output.local(self.since)} or later")
        size = megabytes(sum(self._there.values()))
        said.append(f"{counted(len(self._there), 'picture')} ({size})")
        said += [f"{len(self._lost):,} cannot be had"] * bool(self._lost)
        return ", ".join(said)


def _print(state: _State, titles: dict[int, str], left: str | None) -> None:
    """What there is and what is missing; `left` says why some of it was left out just now."""
    output.line(state.line())
    named = list(titles)[:_NAMED]
    if named:
        output.table([["ID", "MISSING", "TITLE"], *([str(key), state.words(key), titles[key]] for key in named)])
    if len(titles) > len(named):
        output.line(f"and {counted(len(titles) - len(named), 'article')} more; --json names all")
    if titles:
        output.line(left or "`newsreader offline --fetch` gets what is missing")


def _ids(lib: Library, options: Namespace) -> Sequence[int]:
    if options.entry is not None:
        return [entries.entry(lib, options.entry).id]
    if options.feed is not None:
        wanted = lists.Filter(feed_id=feeds.find(lib, options.feed).id)
    elif options.query is not None or options.saved is not None:
        words = options.query if options.saved is None else searches.find(lib, options.saved).query
        wanted = lists.Filter(query=query.parse(words, now=now()))
    else:
        wanted = lists.Filter(unread_only=not options.all)
    return list(lists.listing(lib, wanted, options.limit).ids)


def _fetch(lib: Library, ids: Sequence[int], options: Namespace, config: Config) -> str | None:
    """Get what is missing: texts first, since they name pictures as well. Why pictures were left out, if any were."""
    left = None
    is_changing = not options.json and not options.events and output.can_change()
    done = 0
    for chunk in _chunks(ids):
        texts = fulltext.missing(fulltexts.wanted(lib, chunk), config=config)
        stored = []
        for text in fulltext.fetch(lib, texts, config=config, now=now, by_hand=False):
            stored += [text.entry_id] * (text.status == "stored")
            if options.events:
                output.event({"event": "full_text", "id": text.entry_id, "status": text.status, "error": text.error})
        analyse(lib, stored)
        missing = [one for one in spoken.of_entries(lib, chunk) if one.is_missing]
        for heard in transcripts.fetch(lib, missing, config, by_hand=False):
            if options.events:
                output.event(
                    {"event": "transcript", "id": heard.entry_id, "status": heard.status, "error": heard.error}
                )
        if config.pictures.fetch != "never":
            for number, one in enumerate(run.fetch(lib, chunk, config=config, now=now), 1):
                left = one.error if one.status == "skipped" else left
                if options.events:
                    output.event({"event": "picture", "url": one.url, "status": one.status, "error": one.error})
                elif is_changing:
                    output.changing(
                        f"{done:,} of {counted(len(ids), 'article')}, {counted(number, 'picture')} of the next ones"
                    )
        done += len(chunk)
    if is_changing:
        output.changing("")
    return left


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
