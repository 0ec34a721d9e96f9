"""The clauses of a text to keep when skimming, each with the reasons that a reader can check.

A sentence is scored by its place, its words and its signals; then its bounds are narrowed to the clause that matters.
Nothing here knows who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from newsreader.models import KeyClause
from newsreader.quotations import bounds
from newsreader.quotations.languages import signals
from newsreader.text import fold

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

REASONS: dict[str, str] = {
    "lead": "It opens the article and says what it is about.",
    "title": "It takes up the words of the headline.",
    "theme": "It holds the words that the text uses most.",
    "decided": "It says what was decided, agreed, signed or ruled.",
    "promised": "It says what somebody promised or committed to.",
    "conditioned": "It says on what condition something holds.",
    "obliged": "It says what somebody must do.",
    "denied": "It says what somebody denied or refused.",
    "warned": "It says what somebody warned of or threatened.",
    "happened": "It says what happened to people: deaths, arrests, victories.",
    "counted": "It gives a number.",
    "dated": "It gives a date.",
}
"""Why a clause is kept: the closed set of reasons, id -> a sentence to show."""

_MOST = 12
_SHARE = 0.18
"""Of the text's words."""
_SHORTEST, _LONGEST = 5, 45
"""Words of a clause."""
_SECOND = 1.3
"""How far beyond its share a short text may go for a second clause that says what was decided, promised and so on."""
_MISSES = 8
"""Sentences that did not fit, after which no more are tried."""
_BARE = 3
"""Clauses up to which one is kept for its place or theme alone."""
_HEADLINE = 16
"""Words of the longest headline."""
_SAMPLE = 400
"""Characters of a sentence looked at for signs of code."""
_STOPS = ".!?:;…\"”»’'"
_HEADING = 8
"""Blanks from which a line without a stop is no heading."""
_ALIKE = 0.6
_WEIGHTS = {
    "decided": 0.3, "promised": 0.3, "conditioned": 0.25, "obliged": 0.25, "denied": 0.2, "warned": 0.2,
    "happened": 0.3, "counted": 0.2, "dated": 0.1,
}  # fmt: skip
_NOT_PROSE = re.compile(r" \| |[{}=_#<>\\\\]|\w\(|\)\.")
_SUSPECT = re.compile(r"[|{}=_#<>\\()]")
"""What all of the above have one of; far quicker to look for."""
_WIDE = re.compile("[\u2e80-\U0003ffff]")
_ADDRESSED = frozenset(("you", "your", "du", "dein", "ihr", "vous", "votre", "vos", "tu", "usted"))
_GUIDE = 6
"""A text that speaks to its reader in one of so many sentences tells how to do something."""


@dataclass(slots=True)
class Candidate:
    """A sentence that may be kept."""

    start: int
    end: int
    text: str
    words: frozenset[str]
    """Those that carry meaning."""
    signals: frozenset[str]
    """Those that give reasons."""
    position: int
    paragraph_start: bool
    score: float = 0.0
    places: list[str] = field(default_factory=list)
    """The reasons that its place and its words give, whatever its bounds."""


class Skimmer:
    """Collects the best sentences section by section, then chooses among them."""

    def __init__(self, title: str | None = None) -> None:
        self._title = frozenset(_content_words(title)) if title else frozenset()
        self._best: list[Candidate] = []
        self._position = 0
        self._length = 0
        """Words."""
        self._addressed = 0
        """Sentences that speak to the reader."""

    def read(self, passage: Passage) -> None:
        """Score a section's sentences and remember the best."""
        sentences = passage.sentences
        if self._position == 0 and _is_headline(passage):
            self._title |= frozenset(word for word in passage.lower[slice(*sentences[0])] if len(word) > 3)
            sentences = sentences[1:]
        vocabulary = passage.vocabulary
        content = frozenset([word for word in vocabulary - passage.language.not_names if len(word) > 3])
        telling = signals.telling(passage.language.code, vocabulary)
        addressing = _ADDRESSED & vocabulary
        candidates = []
        for position, (first, last) in enumerate(sentences, self._position):
            words = passage.lower[first:last]
            start, end = passage.starts[first], passage.ends[last - 1]
            opens = first == 0 or start - passage.ends[first - 1] > 1
            meaning, signs = content.intersection(words), telling.intersection(words)
            candidates.append(Candidate(start, end, passage.text[start:end], meaning, signs, position, opens))
            if addressing and not addressing.isdisjoint(words):
                self._addressed += 1
        self._position += len(candidates)
        self._length += sum([_length(one.text) for one in candidates])
        candidates = [one for one in candidates if _is_prose(one.text)]
        frequency = Counter(chain.from_iterable([one.words for one in candidates]))
        top = max(frequency.values(), default=1)
        for one in candidates:
            self._score(passage, one, frequency, top)
        self._best = sorted(self._best + candidates, key=lambda one: (-one.score, one.start))[: 3 * _MOST]

    def choose(self, text: str, language: Language) -> tuple[KeyClause, ...]:
        """The clauses to keep, in the order of the text, ranked from 1."""
        budget = self._length * _SHARE
        is_guide = self._addressed * _GUIDE > self._position
        most = _BARE if is_guide else _MOST
        kept: list[KeyClause] = []
        words: list[frozenset[str]] = []
        used = misses = 0
        for one in self._best:
            if len(kept) == most or misses == _MISSES or (kept and budget - used < bounds.SHORTEST):
                break
            if any(_alike(one.words, other) for other in words):
                continue
            start, end = bounds.narrow(text, one.start, one.end, language, self._title)
            reasons = one.places + bounds.reasons(text[start:end], language.code)
            length = _length(text[start:end])
            room = budget * _SECOND if len(kept) == 1 and not bounds.STRONG.isdisjoint(reasons) else budget
            is_bare = not reasons and (is_guide or len(kept) >= _BARE or 2 * one.position > self._position)
            if is_bare or (kept and used + length > room):
                misses += 1
                continue
            rank = len(kept) + 1
            kept.append(KeyClause(start, end, text[start:end], tuple(reasons or ["theme"]), rank))
            words.append(one.words)
            used += length
        return tuple(sorted(kept, key=lambda clause: clause.start))

    def _score(self, passage: Passage, one: Candidate, frequency: Counter[str], top: int) -> None:
        count = max(len(one.words), 1)
        theme = sum(map(frequency.__getitem__, one.words)) / (top * count**0.75)
        named = len(one.words & self._title) / max(len(self._title), 1)
        one.score = 1.6 / (1 + 0.25 * one.position) + 0.9 * theme + 1.2 * named
        if one.position == 0:
            one.places.append("lead")
        if named >= 0.34:
            one.places.append("title")
        found = signals.of(passage.language.code, one.signals, one.text)
        one.score += sum([_WEIGHTS[reason] for reason in found])
        if one.paragraph_start:
            one.score += 0.1
        one.score -= _blemishes(passage, one)


def _is_headline(passage: Passage) -> bool:
    """Whether a text begins with its own headline: a short line without a full stop, then more."""
    if len(passage.sentences) < 3 or len(passage.paragraphs) < 2:
        return False
    first, last = passage.sentences[0]
    whole = (first, last) == passage.paragraphs[0]
    return whole and last - first <= _HEADLINE and passage.words[last - 1][-1].isalnum()


def _is_prose(text: str) -> bool:
    """Whether a sentence has words and is no heading, row of a table or line of a program."""
    text = text[:_SAMPLE]
    if not any(map(str.isalnum, text)) or (_SUSPECT.search(text) and _NOT_PROSE.search(text)):
        return False
    return text.rstrip()[-1] in _STOPS or text.count(" ") >= _HEADING or not text.isascii()


def _blemishes(passage: Passage, one: Candidate) -> float:
    """What makes a sentence bad to read alone: marks around all of it, a question, too short or too long, a pronoun."""
    text = one.text
    count = text.count(" ") + 1
    found = 0.0
    if text[0] in "\"“„«'‘「":
        found += 0.5
    if text.rstrip("\"”’'").endswith("?"):
        found += 0.4
    if count < _SHORTEST and len(text) < 4 * _SHORTEST:
        found += 0.9
    if count > _LONGEST:
        found += 0.3
    opening = text.split(None, 1)[0].lower() if text.strip() else ""
    if text[:1].islower():
        found += 0.5
    if opening in passage.language.pronouns and one.position:
        found += 0.25
    return found


def _length(text: str) -> int:
    """Words; in scripts without blanks one for two characters or so."""
    return len(text.split()) + (0 if text.isascii() else len(_WIDE.findall(text)) // 2)


def _content_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(text)) if len(word) > 3]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _ALIKE * max(min(len(one), len(other)), 1)
