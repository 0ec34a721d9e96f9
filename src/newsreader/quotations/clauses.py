"""The clauses of a text to keep when skimming, each with the reasons that a reader can check.

A sentence is scored by its place, its words and its signals; then its bounds are narrowed to the clause that matters.
Nothing here knows who speaks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader.models import KeyClause
from newsreader.quotations.languages import signals
from newsreader.text import fold

if TYPE_CHECKING:
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
_SHARE = 0.17
"""Of the text's characters."""
_SHORTEST, _LONGEST = 5, 45
"""Words of a clause."""
_NARROWED_FROM = 12
"""Words from which a sentence is narrowed."""
_SEVERAL = 6
"""Sentences from which at least two clauses are kept."""
_HEADLINE = 16
"""Words of the longest headline."""
_ALIKE = 0.6
_WEIGHTS = {
    "decided": 0.3, "promised": 0.3, "conditioned": 0.25, "obliged": 0.25, "denied": 0.2, "warned": 0.2,
    "happened": 0.3, "counted": 0.2, "dated": 0.1,
}  # fmt: skip
_RULE = re.compile(
    r"\b(?:under which|whereby|provided that|on condition that|stipulates? that|states? that|requires? that)\s+"
)
_ATTRIBUTED = re.compile(r",\s+(?:[\w'’.-]+\s+){1,6}(?:said|says|reported|announced)(?:\s+(?:on\s+)?\w+day)?\s*$")
_TRAILING = " \t\n.,;:!?…。！？"


@dataclass(slots=True)
class Candidate:
    """A sentence that may be kept."""

    start: int
    end: int
    words: frozenset[str]
    """Those that carry meaning."""
    tokens: frozenset[str]
    """All."""
    position: int
    paragraph_start: bool
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)


class Skimmer:
    """Collects the best sentences section by section, then chooses among them."""

    def __init__(self, title: str | None = None) -> None:
        self._title = frozenset(_content_words(title)) if title else frozenset()
        self._best: list[Candidate] = []
        self._position = 0
        self._length = 0

    def read(self, passage: Passage) -> None:
        """Score a section's sentences and remember the best."""
        sentences = passage.sentences
        if self._position == 0 and _is_headline(passage):
            self._title |= frozenset(word for word in passage.lower[slice(*sentences[0])] if len(word) > 3)
            sentences = sentences[1:]
        candidates = [
            _candidate(passage, first, last, self._position + at) for at, (first, last) in enumerate(sentences)
        ]
        self._position += len(candidates)
        self._length += sum(one.end - one.start for one in candidates)
        candidates = [one for one in candidates if any(token[0].isalnum() for token in one.tokens)]
        frequency = Counter(word for one in candidates for word in one.words)
        top = max(frequency.values(), default=1)
        for one in candidates:
            self._score(passage, one, frequency, top)
        self._best = sorted(self._best + candidates, key=lambda one: (-one.score, one.start))[: 3 * _MOST]

    def choose(self, text: str, code: str) -> tuple[KeyClause, ...]:
        """The clauses to keep, in the order of the text, ranked from 1."""
        budget = self._length * _SHARE
        least = 2 if self._position >= _SEVERAL else 1
        kept: list[tuple[int, int, Candidate]] = []
        used = 0
        for one in self._best:
            if len(kept) == _MOST or (len(kept) >= least and used >= budget):
                break
            start, end = narrow(text, one.start, one.end, code)
            if len(kept) >= least and used + (end - start) > budget * 1.5:
                continue
            if any(_alike(one.words, other.words) for _, _, other in kept):
                continue
            kept.append((start, end, one))
            used += end - start
        clauses = [
            KeyClause(start, end, text[start:end], tuple(one.reasons), rank)
            for rank, (start, end, one) in enumerate(kept, 1)
        ]
        return tuple(sorted(clauses, key=lambda clause: clause.start))

    def _score(self, passage: Passage, one: Candidate, frequency: Counter[str], top: int) -> None:
        text = passage.text[one.start : one.end]
        count = max(len(one.words), 1)
        theme = sum(frequency[word] for word in one.words) / (top * count**0.75)
        named = len(one.words & self._title) / max(len(self._title), 1)
        one.score = 1.6 / (1 + 0.25 * one.position) + 0.9 * theme + 1.2 * named
        if one.position == 0:
            one.reasons.append("lead")
        if named >= 0.34:
            one.reasons.append("title")
        for reason in signals.of(passage.language.code, one.tokens, text):
            one.score += _WEIGHTS[reason]
            one.reasons.append(reason)
        if one.paragraph_start:
            one.score += 0.1
        one.score -= _blemishes(passage, one, text)
        if not one.reasons:
            one.reasons.append("lead" if one.position < 3 else "theme")


def narrow(text: str, start: int, end: int, code: str) -> tuple[int, int]:
    """The bounds of the clause that matters within a sentence: a rule without its frame, news without its source."""
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    if code != "en" or text.count(" ", start, end) < _NARROWED_FROM:
        return start, end
    rule = _RULE.search(text, start, end)
    if rule is not None and text.count(" ", rule.end(), end) >= _SHORTEST:
        return rule.end(), end
    tail = _ATTRIBUTED.search(text, max(start, end - 90), end)
    if tail is not None and text.count(" ", start, tail.start()) >= _SHORTEST:
        return start, tail.start()
    return start, end


def _is_headline(passage: Passage) -> bool:
    """Whether a text begins with its own headline: a short line without a full stop, then more."""
    if len(passage.sentences) < 3 or len(passage.paragraphs) < 2:
        return False
    first, last = passage.sentences[0]
    whole = (first, last) == passage.paragraphs[0]
    return whole and last - first <= _HEADLINE and passage.words[last - 1][-1].isalnum()


def _candidate(passage: Passage, first: int, last: int, position: int) -> Candidate:
    lower = passage.lower
    plain = passage.language.not_names
    tokens = frozenset(lower[first:last])
    words = frozenset(word for word in tokens if len(word) > 3 and word not in plain)
    opens = first == 0 or passage.starts[first] - passage.ends[first - 1] > 1
    return Candidate(passage.starts[first], passage.ends[last - 1], words, tokens, position, opens)


def _blemishes(passage: Passage, one: Candidate, text: str) -> float:
    """What makes a sentence bad to read alone: marks around all of it, a question, too short or too long, a pronoun."""
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
    if opening in passage.language.pronouns and one.position:
        found += 0.25
    if not any(character.isalnum() for character in text[:200]):
        found += 3.0
    return found


def _content_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", fold(text)) if len(word) > 3]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) > _ALIKE * max(min(len(one), len(other)), 1)
