"""Stories: which entries are on one event, what to call it, how many outlets have it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader.library.changes import AMONG
from newsreader.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsreader.library.store import Library, Row

_NAMED = 100
"""Stories that are looked up at once: a millisecond or two."""


@dataclass(frozen=True, slots=True)
class Story:
    """An event that several outlets have articles on."""

    id: int
    title: str
    """That of its first article."""
    date: int
    """That of its last."""
    outlets: tuple[str, ...]
    """By the names of their sites, as `bbc.co.uk`, in the order in which they came."""
    entries: tuple[int, ...]
    """Ascending."""

    @property
    def words(self) -> str:
        """The heading above its articles."""
        return f"{counted(len(self.outlets), 'outlet')}: {self.title or '(no title)'}"


def of_entries(lib: Library, ids: Iterable[int]) -> dict[int, int]:
    """Of those among some entries that are in a story, its id."""
    return dict(lib.all(f"SELECT entry_id, story FROM stories WHERE entry_id {AMONG}", (json.dumps(list(ids)),)))


def stories(lib: Library, ids: Iterable[int]) -> list[Story]:
    """Some stories, in the order of their ids; of their articles those that are listed."""
    from newsreader.stories import links  # noqa: PLC0415 - not before the screen is shown

    found = lib.all(
        """SELECT t.story, t.entry_id, e.title, s.date, coalesce(f.link, f.url) FROM json_each(?) j
        CROSS JOIN stories t ON t.story = j.value JOIN states s ON s.id = t.entry_id JOIN entries e ON e.id = t.entry_id
        JOIN feeds f ON f.id = s.feed_id WHERE s.listed = 1 ORDER BY t.story, t.entry_id""",
        (json.dumps(list(ids)),),
    )
    by_story: dict[int, list[Row]] = {}
    for row in found:
        by_story.setdefault(row[0], []).append(row)
    return [
        Story(
            story,
            rows[0][2],
            max(row[3] for row in rows),
            tuple(dict.fromkeys(links.outlet(row[4]) for row in rows)),
            tuple(row[1] for row in rows),
        )
        for story, rows in by_story.items()
    ]


def newest(lib: Library, most: int) -> list[Story]:
    """The stories that began last, the last first, of at least two outlets; a `most` of 0 is no limit."""
    ids = [row[0] for row in lib.all("SELECT DISTINCT story FROM stories ORDER BY story DESC")]
    found: list[Story] = []
    for first in range(0, len(ids), _NAMED):
        some = stories(lib, ids[first : first + _NAMED])
        found += [story for story in reversed(some) if len(story.outlets) > 1]
        if most and len(found) >= most:
            return found[:most]
    return found


class Headings:
    """The headings of a list by story, of which the words are looked up once, those of many together."""

    def __init__(self, lib: Library) -> None:
        self._lib = lib
        self._last: int | None = None
        self._told: list[tuple[int, str]] = []
        self._unnamed: list[tuple[int, int | None]] = []

    def put(self, index: int, story: int | None) -> None:
        """Say which story a row is in, from the top; those in none come last."""
        if story != self._last:
            self._last = story
            self._unnamed.append((index, story))
            if len(self._unnamed) == _NAMED:
                self._name()

    def _name(self) -> None:
        found = stories(self._lib, [story for _, story in self._unnamed if story is not None])
        words = {None: "in no story"} | {story.id: story.words for story in found}
        self._told += [(index, words.get(story, "")) for index, story in self._unnamed]
        self._unnamed.clear()

    @property
    def told(self) -> list[tuple[int, str]]:
        """Where each story begins, and what it is called."""
        if self._unnamed:
            self._name()
        return self._told
