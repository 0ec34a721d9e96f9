"""The clauses of a text to keep when skimming, each with the reasons that a reader can check.

A sentence is scored by its place, its words and its faults; the best that repeat each other least are chosen, then
their bounds are narrowed to the clause that matters. Nothing here knows who speaks.
"""

from __future__ import annotations

import heapq
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from newsreader.models.findings import KeyClause
from newsreader.quotations import bounds, reasons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.quotations.languages.base import Language
    from newsreader.quotations.passage import Passage

_MOST = 12
_SHARE = 0.19
"""Of the text's characters."""
_SECOND = 1.3
"""How far beyond its share a short text may go for a second clause that says what was decided, promised and so on."""
_LONGEST = 350
"""Characters of the first clause, beyond which a shorter one is preferred if the text is short."""
_LEAST = 30
"""Characters left, below which no clause fits any more."""
_MISSES = 8
"""Sentences that did not fit, after which no more are tried."""
_BARE = 3
"""Clauses up to which one is kept for its place or theme alone."""
_HEADLINE = 16
"""Words of the longest headline."""
_IN_CAPITALS = 3
"""Long words of a line that must all have capitals, if it ends in a stop and is a headline still."""
_HEADING = 9
"""Words and signs from which a line without a stop is no heading."""
_ALIKE = 0.6
"""Share of a sentence's words in one already chosen, from which it only repeats it."""
_NEEDED = 0.34
"""Share of the headline's words that a sentence must have to carry its news."""
_GUIDE = 6
"""A text that speaks to its reader in one of so many sentences tells how to do something."""
_ADDRESSED = frozenset(("you", "your", "du", "dein", "ihr", "vous", "votre", "vos", "tu", "usted"))

# What a sentence is worth. Set by hand, checked on news articles against what their editors kept (bench/quotations.py).
_PLACE, _FADES = 1.6, 0.25
"""For the first sentence, and how fast it gets less."""
_THEME = 0.9
"""For the share of the text's frequent words in a sentence; more of them count less and less."""
_DENSE = 0.75
_TITLE = 1.2
_OPENS = 0.1
"""For a paragraph's first sentence."""
_NEWS = 0.05
"""For a word of decisions, promises, deaths."""
_BYLINE = 24
"""Characters below which a line before the article is none of its sentences: By Ada Brandt."""
_SHORT, _TOO_SHORT = 70, 2.0
"""Characters below which a sentence tells little, at most the text's mean; what it loses if it has none."""
_WIDE = 3
"""Letters that one sign of a script without blanks is worth."""
_PERSONAL = 0.5
"""For "I", "we", "you": talk, not news."""
_ASKS = 0.5
_QUOTED = 0.3
"""For a sentence that begins within quotation marks."""
_LEANS = 0.1
"""For "But ...", "He ...": it needs the sentence before."""
_BESIDE = 0.2
"""For a caption, or what stands around an article."""
_REPEATS = 1.0
"""For what share of its words were in a sentence already chosen."""

_STOPS = frozenset(".!?:;…\"”»’'。！？」』)")
_CODE = frozenset("|{}=_#<>\\")
_OPENING = frozenset("\"“„«'‘「")
_ODD = _CODE | {"("}
_NOTED = _ODD | _ADDRESSED | {"?"}


class Candidate:
    """A sentence that may be kept; it lets go of its passage before the next one is read."""

    __slots__ = ("_source", "first", "last", "places", "position", "score", "signs", "start", "words")

    def __init__(
        self, passage: Passage, first: int, last: int, position: int, words: frozenset[str], signs: frozenset[str]
    ) -> None:
        self._source: Passage | bounds.Piece = passage
        self.first, self.last = first, last
        self.start = passage.starts[first]
        self.position = position
        """Among the text's sentences."""
        self.words = words
        """Those that carry meaning."""
        self.signs = signs
        """Those among which its signals and numbers are."""
        self.score = 0.0
        self.places: list[str] = []
        """The reasons that its place and its words give, whatever its bounds."""

    def detach(self) -> bounds.Piece:
        """Its words without the passage, which may then be forgotten."""
        if not isinstance(self._source, bounds.Piece):
            self._source = bounds.Piece.of(self._source, self.first, self.last, self.signs)
        return self._source


class Skimmer:
    """Collects the best sentences section by section, then chooses among them."""

    def __init__(self, title: str | None = None) -> None:
        self._headline = title
        self._title: frozenset[str] | None = None
        self._best: list[Candidate] = []
        self._position = 0
        self._size = 0
        """Characters."""
        self._sentences = 0
        self._addressed = 0
        """Sentences that speak to the reader."""

    def read(self, passage: Passage) -> None:
        """Score a section's sentences and remember the best."""
        for one in self._best:
            one.detach()
        sentences = passage.sentences
        if self._title is None:
            self._title = _headline_words(passage, self._headline)
            if _is_headline(passage):
                self._title |= _meaningful(frozenset(passage.lower[slice(*sentences[0])]), passage.language)
                sentences = sentences[1:]
        found = self._candidates(passage, _unbracketed(passage, sentences))
        self._best += found
        if len(self._best) > 3 * _MOST:
            self._best = heapq.nsmallest(3 * _MOST, self._best, key=lambda one: (-one.score, one.start))

    def choose(self, text: str) -> tuple[KeyClause, ...]:
        """The clauses to keep, in the order of the text, ranked from 1."""
        budget = self._size * _SHARE
        is_guide = self._addressed * _GUIDE > self._sentences
        most = _BARE if is_guide else _MOST
        title = self._title or frozenset()
        kept: list[KeyClause] = []
        spare: KeyClause | None = None
        chosen: list[frozenset[str]] = []
        used = misses = 0
        queue = [(-one.score, one.start, 0, 0.0, one) for one in self._best]
        heapq.heapify(queue)
        while queue and len(kept) < most and misses < _MISSES and not (kept and budget - used < _LEAST):
            cost, start, compared, repeated, one = heapq.heappop(queue)
            if compared < len(chosen):
                now = max(repeated, _repeats(one.words, chosen[compared:]))
                if now <= _ALIKE:
                    heapq.heappush(queue, (cost + _REPEATS * (now - repeated), start, len(chosen), now, one))
                continue
            needs_reason = is_guide or len(kept) >= _BARE or 2 * one.position > self._position
            if needs_reason and not (one.places or one.signs):
                misses += 1
                continue
            piece = one.detach()
            first, last = bounds.narrow(piece, title)
            why = one.places + piece.reasons(first, last)
            start, end = piece.starts[first], piece.ends[last - 1]
            room = budget * _SECOND if len(kept) == 1 and not reasons.STRONG.isdisjoint(why) else budget
            is_bare = not why and (needs_reason or piece.inside[first])
            clause = KeyClause(start, end, text[start:end], tuple(why or ["theme"]), len(kept) + 1)
            if is_bare or (used + end - start > (room if kept else max(room, _LONGEST))):
                misses += 1
                spare = spare or clause
                continue
            kept.append(clause)
            chosen.append(one.words)
            used += end - start
        if not kept and spare is not None:
            kept.append(spare)
        return tuple(sorted(kept, key=lambda clause: clause.start))

    def _candidates(self, passage: Passage, sentences: Sequence[tuple[int, int]]) -> list[Candidate]:
        lower, language = passage.lower, passage.language
        table = reasons.table(language.code)
        vocabulary = passage.vocabulary
        meaningful = _meaningful(vocabulary, language)
        noted = (vocabulary & table.noted) | (vocabulary & _NOTED) | frozenset(reasons.numbers(vocabulary))
        title = self._title or frozenset()
        found: list[Candidate] = []
        length = passage.ends[-1] - passage.starts[sentences[0][0]] if sentences else 0
        self._sentences += len(sentences)
        self._size += length
        short = min(_SHORT, length * (_WIDE if table.is_wide else 1) / (len(sentences) or 1))
        for first, last in sentences:
            tokens = lower[first:last]
            signs = noted.intersection(tokens)
            self._addressed += not _ADDRESSED.isdisjoint(signs)
            size = passage.ends[last - 1] - passage.starts[first]
            if table.is_wide:
                signs = frozenset(tokens)
                words = _meaningful(signs, language)
                size *= _WIDE
            else:
                words = meaningful.intersection(tokens)
            is_plain = last - first >= _HEADING and words and _ODD.isdisjoint(signs)
            if not is_plain and not _is_prose(passage, first, last, signs, words):
                continue
            one = Candidate(passage, first, last, self._position, words, signs)
            if size >= _BYLINE:
                self._position += 1
                if one.position == 0:
                    one.places.append("lead")
            one.score = _PLACE / (1 + _FADES * one.position)
            if size < short:
                one.score -= _TOO_SHORT * (1 - size / short)
            one.score += _manner(passage, one, signs, table)
            if title:
                named = len(words & title) / len(title)
                one.score += _TITLE * named
                if named >= _NEEDED:
                    one.places.append("title")
            found.append(one)
        frequency = Counter(chain.from_iterable(one.words for one in found))
        top = max(frequency.values(), default=1)
        for one in found:
            one.score += _THEME * sum(map(frequency.__getitem__, one.words)) / (top * (len(one.words) or 1) ** _DENSE)
        return found


def _is_headline(passage: Passage) -> bool:
    """Whether a text begins with its own headline, then more: a short line without a full stop, or In Capitals."""
    if len(passage.sentences) < 3 or len(passage.paragraphs) < 2:
        return False
    first, last = passage.sentences[0]
    if (first, last) != passage.paragraphs[0] or last - first > _HEADLINE:
        return False
    if passage.words[last - 1][-1].isalnum():
        return True
    long = [word for word in passage.words[first:last] if len(word) > 4]
    return len(long) >= _IN_CAPITALS and all(word[0].isupper() for word in long)


def _unbracketed(passage: Passage, sentences: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The sentences without those of paragraphs in brackets: what stands for a picture is none of the text's."""
    words = passage.words
    left_out = [
        (first, last)
        for first, last in passage.paragraphs
        if words[first : first + 1] == ["["] and words[last - 1] == "]"
    ]
    if not left_out:
        return sentences
    return [one for one in sentences if not any(first <= one[0] < last for first, last in left_out)]


def _headline_words(passage: Passage, headline: str | None) -> frozenset[str]:
    language = passage.language
    return _meaningful(frozenset(language.token.findall(headline.lower())), language) if headline else frozenset()


def _meaningful(tokens: frozenset[str], language: Language) -> frozenset[str]:
    """The words that carry meaning: not the small ones; in scripts without blanks each two characters are a word."""
    if reasons.table(language.code).is_wide:
        return frozenset(token[at : at + 2] for token in tokens for at in range(len(token) - 1))
    return frozenset([word for word in tokens - language.not_names if len(word) > 3])


def _is_prose(passage: Passage, first: int, last: int, signs: frozenset[str], meaning: frozenset[str]) -> bool:
    """Whether a sentence has words and is no heading, row of a table or line of a program."""
    words = passage.words
    if not meaning and not any(word[0].isalnum() for word in words[first:last]):
        return False
    end = words[last - 1]
    if last - first < _HEADING and end[-1] not in _STOPS and end.isascii():
        return False
    return _CODE.isdisjoint(signs) and not (
        "(" in signs
        and any(
            words[at] == "(" and words[at - 1][-1].isalnum() and passage.starts[at] == passage.ends[at - 1]
            for at in range(first + 1, last)
        )
    )


def _manner(passage: Passage, one: Candidate, signs: frozenset[str], table: reasons.Table) -> float:
    """What the way a sentence is written adds: news, less what makes it bad to read alone, a question, talk, "He"."""
    first, last = one.first, one.last
    words, opening = passage.words, passage.lower[first]
    worth = 0.0
    if signs:
        if not table.strong.isdisjoint(signs):
            worth += _NEWS
        if not table.personal.isdisjoint(signs):
            worth -= _PERSONAL
        if not table.beside.isdisjoint(signs):
            worth -= _BESIDE
        if "?" in signs and "?" in words[max(first, last - 2) : last]:
            worth -= _ASKS
    if words[first][0] in _OPENING:
        worth -= _QUOTED
    if opening in table.leaning or words[first][0].islower() or (one.position and opening in passage.language.pronouns):
        worth -= _LEANS
    if first == 0 or passage.starts[first] - passage.ends[first - 1] > 1:
        worth += _OPENS
    return worth


def _repeats(one: frozenset[str], others: list[frozenset[str]]) -> float:
    """The largest share of the shorter sentence's words that another has too."""
    most = 0.0
    size = len(one)
    for other in others:
        common = len(one & other)
        if common:
            most = max(most, common / min(size, len(other)))
    return most
