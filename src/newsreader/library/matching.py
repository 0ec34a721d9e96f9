"""Where the words of a search stand in a text, as the full-text index would see them. Pure.

A text is folded and cut into the index's words here, each with its place, so that whatever the index finds is found.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from newsreader.library import patterns, words
from newsreader.query import Pattern, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.query import Sought

Bounds = tuple[int, int]
"""Half-open offsets in a text."""

_STRETCH = re.compile("[\0-\x7f]+|[^\0-\x7f]+")


def find(text: str, wanted: Sequence[Sought]) -> list[Bounds]:
    """Where anything looked for stands, in order; of what overlaps one stretch is made. Fields are not looked at."""
    found = [bounds for one in wanted if isinstance(one, Pattern) for bounds in patterns.find(one.expression, text)]
    return joined(sorted([*found, *_find_words(text, [one for one in wanted if isinstance(one, Words)])]))


def _find_words(text: str, wanted: Sequence[Words]) -> list[Bounds]:
    phrases = [phrase for one in wanted if (phrase := _phrase(one.text, prefix=one.prefix)) is not None]
    if not phrases or not text:
        return []
    folded = _fold(text)
    phrases = [phrase for phrase in phrases if all(word in folded.text for word in phrase.words)]
    if not phrases:
        return []
    listed, places = _cut(folded.text)
    return [folded.bounds(start, end) for phrase in phrases for start, end in phrase.find(listed, places)]


# --- what is looked for ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words of the index in a row."""

    words: tuple[str, ...]
    prefix: bool
    """Whether the last may go on."""

    def find(self, listed: list[str], places: list[int]) -> Iterator[Bounds]:
        """Offsets in the folded text."""
        *first, last = self.words
        for at in self._ends(listed):
            start = at - len(first)
            if start >= 0 and listed[start:at] == first:
                word = listed[at]
                # A pair of which the first character alone was asked for is lit by that; other words as a whole.
                length = len(last) if words.paired().match(word) else len(word)
                yield places[start], places[at] + length

    def _ends(self, listed: list[str]) -> Iterator[int]:
        last = self.words[-1]
        if self.prefix:
            yield from (at for at, word in enumerate(listed) if word.startswith(last))
            return
        at = -1
        while True:
            try:
                at = listed.index(last, at + 1)
            except ValueError:
                return
            yield at


@lru_cache(256)
def _phrase(text: str, *, prefix: bool) -> _Phrase | None:
    match = words.phrase(text, prefix=prefix)
    if match is None:
        return None
    found = tuple(_letters().findall(match))
    return _Phrase(found, match.endswith("*")) if found else None


# --- the text -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Folded:
    """A folded text, and where each of its characters begins and ends in the text itself if that is elsewhere."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def bounds(self, start: int, end: int) -> Bounds:
        """The stretch of the text that a stretch here comes from."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def _fold(text: str) -> _Folded:
    if text.isascii():
        return _Folded(words.folded(text))
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    for stretch in _STRETCH.finditer(text):
        start, end = stretch.span()
        if stretch[0].isascii():
            pieces.append(words.folded(stretch[0]))
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
            continue
        for unit in _units(stretch[0]):
            folded = _folded(unit)
            end = start + len(unit)
            pieces.append(folded)
            starts.extend([start] * len(folded))
            ends.extend([end] * len(folded))
            if not folded and ends:
                ends[-1] = end  # marks belong to the letter before them
            start = end
    return _Folded("".join(pieces), starts, ends)


def _units(text: str) -> Iterator[str]:
    """The least that can be folded apart from what stands beside it: letters with their marks, syllables."""
    start = 0
    for at in range(1, len(text)):
        if not _joins(text[at]):
            yield text[start:at]
            start = at
    yield text[start:]


_folded = lru_cache(8192)(words.folded)


@lru_cache(8192)
def _joins(character: str) -> bool:
    """Whether it may become one with the character before it."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _cut(folded: str) -> tuple[list[str], list[int]]:
    """The words of the index in a folded text, and where they begin in it."""
    listed: list[str] = []
    places: list[int] = []

    def add(start: int, end: int) -> None:
        for word in _letters().finditer(folded, start, end):
            listed.append(word[0])
            places.append(word.start())

    at = 0
    for run in words.paired().finditer(folded):
        add(at, run.start())
        at = run.end()
        for start in range(run.start(), at):
            add(start, min(start + 2, at))  # the last character stands alone
    add(at, len(folded))
    return listed, places


@cache
def _letters() -> re.Pattern[str]:
    """What the index takes for a word: the tokenizer's categories. `\\w` lacks marks and characters of private use."""
    marks = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)) in {"Mn", "Mc"}]
    marks += range(0xE0100, 0xE01F0)
    private = "\ue000-\uf8ff\U000f0000-\U0010ffff"
    return re.compile(f"(?:[^\\W_]+|[{''.join(map(chr, marks))}{private}]+)+")


def joined(found: Sequence[Bounds]) -> list[Bounds]:
    """Stretches in order, one made of those that overlap."""
    apart: list[Bounds] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart
