"""Reported speech in English, found with weights trained on annotated news: which word reports, and which words.

One sentence at a time. For every word that may report, a linear model says how likely it does; others rank the places
where its content may begin and end. What is sure enough is returned, best first; who speaks is decided elsewhere.
The decisions look at the values of `features`, their weights are in `data/english.json`, see NOTICE.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import compress, count
from math import exp, log
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from newsreader.quotations import features, letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsreader.quotations.features import Place
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.trained import Weights

SURE_ENOUGH = 0.12
"""The probability from which words are taken for reported; higher finds less and errs less."""
_SURENESS = itemgetter(0)
_CUE_SURE_ENOUGH = 0.25
"""The probability of a cue from which its content is looked for: to have bounds only lowers it."""
_LOWEST = log(_CUE_SURE_ENOUGH / (1 - _CUE_SURE_ENOUGH))
_BEGINS = frozenset("TPw")
"""Letters of the words with which a content behind a cue begins as soon as they follow it."""
_CLAUSE = re.compile("[bmvtTw]")
"""Letters of the words that make a clause of what holds them."""
_STATEMENT = re.compile("[bmvTw]")
"""The same without "to": letters of the words that make a statement of it."""
_NEVER_BEFORE = frozenset("TpdhPqwsg")
"""Letters of the words before which a cue hardly ever reports what stands in front of it."""


class Report(NamedTuple):
    """The words [first, last) that the word `cue` reports; `score` is their probability."""

    score: float
    cue: int
    first: int
    last: int
    place: Place

    @property
    def why(self) -> str:
        """The rule id with its weight: the logarithm of the odds."""
        return f"learned:{log(self.score / (1 - min(self.score, 0.999))):+.1f}"


class Learned:
    """The reports of one section."""

    def __init__(self, passage: Passage, weights: Weights) -> None:
        self.passage = passage
        self._weights = weights
        self._words = passage.lower + [""] * letters.PADDING
        self._letters = letters.of(passage)
        entries = self._weights.words
        known = compress(count(), map(entries.__contains__, passage.lower))
        self._places = [at for at in known if self._letters[at] != letters.MARK]

    def places(self, first: int, last: int) -> Iterator[Place]:
        """The words of a sentence that may report."""
        entries, strong, words, signs = self._weights.words, self._weights.strong, self._words, self._letters
        found = self._places[bisect_left(self._places, first) : bisect_left(self._places, last)]
        if not found:
            return
        sure = [at for at in found if words[at] in strong]
        passed = 0
        for at in found:
            while passed < len(sure) and sure[passed] < at:
                passed += 1
            before = "-"
            if passed:
                nearest = sure[passed - 1]
                before = features.near(at - nearest) + ("c" if signs.find(",", nearest, at) >= 0 else "-")
            following = passed + (passed < len(sure) and sure[passed] == at)
            behind = "-"
            if following < len(sure):
                nearest = sure[following]
                behind = ("c" if "," in signs[nearest - 3 : nearest] else "-") + ("e" if last - nearest < 5 else "m")
            yield features.Place(at, first, last, entries[words[at]], before, behind)

    def reports(self, first: int, last: int, taken: list[tuple[int, int]]) -> Iterator[Report]:
        """What words of a sentence report, none within or across another, nor `taken`: spans of the text.

        The surest cue comes first, so that what it governs is not looked at.
        """
        model, words, signs = self._weights.cue, self._words, self._letters
        sure = []
        for place in self.places(first, last):
            score = model.score(features.cue(words, words, signs, place))
            if score >= _LOWEST:
                sure.append((score, place))
        if not sure:
            return
        starts, ends = self.passage.starts, self.passage.ends
        sure.sort(key=_SURENESS, reverse=True)
        for score, place in sure:
            at = starts[place.at]
            if taken and any(begin <= at < end for begin, end in taken):
                continue
            report = self._read(place, 1 / (1 + exp(-score)))
            if report is None:
                continue
            span = starts[report.first], ends[report.last - 1]
            if taken and any(begin < span[1] and span[0] < end for begin, end in taken):
                continue
            taken.append(span)
            yield report

    def holds_clause(self, report: Report) -> bool:
        """Whether what is reported has a word of a clause: an auxiliary, "to", "that" or a question word."""
        return _CLAUSE.search(self._letters, report.first, report.last) is not None

    def is_statement(self, report: Report) -> bool:
        """Whether what is reported has an auxiliary, "that" or a question word."""
        return _STATEMENT.search(self._letters, report.first, report.last) is not None

    def source(self, report: Report) -> int | None:
        """The last word of what names who reports; None where the sentence does not say."""
        words, signs, place = self._words, self._letters, report.place
        beside = place.at - 1
        if signs[beside] == "p" or (signs[beside] == "N" and words[place.at] in self._weights.strong):
            return beside if beside >= place.first and not report.first <= beside < report.last else None
        heads = features.sources(signs, place, report.first, report.last)
        if not heads:
            return None
        left = bisect_left(heads, place.at)
        candidates = [features.nobody(words, words, signs, place, len(heads))]
        candidates += [
            features.source(words, words, signs, place, head, abs(rank - left)) for rank, head in enumerate(heads)
        ]
        at, _ = self._weights.source.best(candidates)
        return heads[at - 1] if at else None

    def _read(self, place: Place, sure: float) -> Report | None:
        """What a cue reports, on the likelier side."""
        weights, words, signs = self._weights, self._words, self._letters
        before = 0.0
        if signs[place.at + 1] not in _NEVER_BEFORE:
            before = sure * _probability(weights.side.score(features.side(words, words, signs, place)))
        report = self._behind(place, sure - before) if before + before < sure else self._before(place, before)
        return report if report is not None and report.score >= SURE_ENOUGH else None

    def around(self, cue: int, first: int, last: int, begin: int, end: int) -> tuple[int, int] | None:
        """Where a content behind a cue starts and stops that holds the words [begin, end); None for an unknown cue."""
        weights, words, signs = self._weights, self._words, self._letters
        word = weights.words.get(words[cue])
        if word is None:
            return None
        place = features.Place(cue, first, last, word, "", "")
        starts = [start for start in features.starts_behind(signs, cue, last) if start < begin] + [begin]
        if signs[cue + 1] in _BEGINS:
            starts = [cue + 1]
        elif len(starts) > 1:
            at, _ = weights.start_behind.best(
                [features.start_behind(words, words, signs, place, one) for one in starts]
            )
            starts = [starts[at]]
        ends = features.ends_behind(signs, starts[0], last)
        values = features.end_behind(words, words, signs, place, starts[0], ends, weights.strong)
        kept = [(stop, value) for stop, value in zip(ends, values, strict=True) if stop >= end]
        if not kept:
            return starts[0], end
        at, _ = weights.end_behind.best([value for _, value in kept])
        return starts[0], kept[at][0]

    def other_part(self, report: Report) -> Report | None:
        """What is reported on the other side of the cue too: "The talks, he said, had failed"; "he is expected to"."""
        place = report.place
        if place.at == place.first < report.first:
            return None
        sure = _probability(self._weights.both.score(features.both(self._words, self._words, self._letters, place)))
        sure *= report.score
        if sure < SURE_ENOUGH:
            return None
        part = self._before(place, sure) if report.first > place.at else self._behind(place, sure)
        return part if part is not None and part.score >= SURE_ENOUGH else None

    def _behind(self, place: Place, sure: float) -> Report | None:
        """The content after a cue: its start, then the end that goes with it."""
        if sure < SURE_ENOUGH:
            return None
        weights, words, signs = self._weights, self._words, self._letters
        start = place.at + 1
        if signs[start] not in _BEGINS or start >= place.last:
            starts = features.starts_behind(signs, place.at, place.last)
            if not starts:
                return None
            start = starts[0]
            if len(starts) > 1:
                values = [features.start_behind(words, words, signs, place, one) for one in starts]
                at, share = weights.start_behind.best(values)
                start = starts[at]
                sure *= share
        if sure < SURE_ENOUGH:
            return None
        ends = features.ends_behind(signs, start, place.last)
        if len(ends) == 1:
            return Report(sure, place.at, start, ends[0], place)
        values = features.end_behind(words, words, signs, place, start, ends, weights.strong)
        at, share = weights.end_behind.best(values)
        return Report(sure * share, place.at, start, ends[at], place)

    def _before(self, place: Place, sure: float) -> Report | None:
        """The content before a cue: its end, then the start that goes with it."""
        if sure < SURE_ENOUGH:
            return None
        weights, words, signs = self._weights, self._words, self._letters
        ends = features.ends_before(signs, place.at, place.first)
        if not ends:
            return None
        end, share = ends[0], 1.0
        if len(ends) > 1:
            values = [features.end_before(words, words, signs, place, one) for one in ends]
            at, share = weights.end_before.best(values)
            end = ends[at]
        if sure * share < SURE_ENOUGH:
            return None
        starts = features.starts_before(signs, end, place.first)
        if not starts:
            return None
        if len(starts) == 1:
            return Report(sure * share, place.at, starts[0], end, place)
        at, likely = weights.start_before.best(
            [features.start_before(words, words, signs, place, end, start, rank) for rank, start in enumerate(starts)]
        )
        return Report(sure * share * likely, place.at, starts[at], end, place)


def _probability(score: float) -> float:
    return 1 / (1 + exp(-score)) if score > -30 else 0.0
