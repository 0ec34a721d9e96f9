"""Reported speech in English, found with weights trained on annotated news: which word reports, and which words.

One sentence at a time. For every word that may report, a linear model says how likely it does; others rank the places
where its content may begin and end. What is sure enough is returned, best first; who speaks is decided elsewhere.
The decisions look at the values of `features`, their weights are in `data/english.json`, see NOTICE.
"""

from __future__ import annotations

from bisect import bisect_left
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from newsreader.quotations import features, letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsreader.quotations.features import Place
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.trained import Model, Weights

SURE_ENOUGH = 0.15
"""The probability from which words are taken for reported; higher finds less and errs less."""
_STRONG_BEFORE = 40
"""Words to the left among which a strong cue counts."""


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
        self._weights = weights
        self._words = passage.lower + [""] * letters.PADDING
        self._letters = letters.of(passage)
        entries = self._weights.words
        self._places = [
            at for at, word in enumerate(passage.lower) if word in entries and self._letters[at] != letters.MARK
        ]

    def places(self, first: int, last: int) -> Iterator[Place]:
        """The words of a sentence that may report."""
        entries, strong, words, signs = self._weights.words, self._weights.strong, self._words, self._letters
        found = self._places[bisect_left(self._places, first) : bisect_left(self._places, last)]
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

    def reports(self, first: int, last: int) -> list[Report]:
        """What words of a sentence report, the surest first; they may overlap."""
        found = [report for place in self.places(first, last) for report in self._read(place)]
        found.sort(key=lambda report: (-report.score, report.cue))
        return found

    def source(self, report: Report) -> int | None:
        """The last word of what names who reports; None where the sentence does not say."""
        words, signs, place = self._words, self._letters, report.place
        heads = features.sources(signs, place, report.first, report.last)
        if not heads:
            return None
        left = bisect_left(heads, place.at)
        candidates = [features.nobody(words, words, signs, place, len(heads))]
        candidates += [
            features.source(words, words, signs, place, head, abs(rank - left)) for rank, head in enumerate(heads)
        ]
        at, _ = _best(self._weights.source, candidates)
        return heads[at - 1] if at else None

    def _read(self, place: Place) -> Iterator[Report]:
        weights, words, signs = self._weights, self._words, self._letters
        sure = _probability(weights.cue.score(features.cue(words, words, signs, place)))
        if sure < SURE_ENOUGH:
            return
        before = sure * _probability(weights.side.score(features.side(words, words, signs, place)))
        behind = sure - before
        reports = []
        if behind >= SURE_ENOUGH:
            reports.append(self._behind(place, behind))
        if before >= SURE_ENOUGH:
            reports.append(self._before(place, before))
        best = max((report for report in reports if report is not None), default=None)
        if best is not None and best.score >= SURE_ENOUGH:
            yield best

    def _behind(self, place: Place, sure: float) -> Report | None:
        """The content after a cue: its start, then the end that goes with it."""
        weights, words, signs = self._weights, self._words, self._letters
        starts = features.starts_behind(signs, place.at, place.last)
        if not starts:
            return None
        model = weights.start_behind
        at, share = _best(model, [features.start_behind(words, words, signs, place, start) for start in starts])
        start = starts[at]
        if sure * share < SURE_ENOUGH:
            return None
        ends = features.ends_behind(signs, start, place.last)
        at, likely = _best(weights.end_behind, features.end_behind(words, words, signs, place, start, ends, weights.strong))
        return Report(sure * share * likely, place.at, start, ends[at], place)

    def _before(self, place: Place, sure: float) -> Report | None:
        """The content before a cue: its end, then the start that goes with it."""
        weights, words, signs = self._weights, self._words, self._letters
        ends = features.ends_before(signs, place.at, place.first)
        if not ends:
            return None
        at, share = _best(weights.end_before, [features.end_before(words, words, signs, place, end) for end in ends])
        end = ends[at]
        if sure * share < SURE_ENOUGH:
            return None
        starts = features.starts_before(signs, end, place.first)
        at, likely = _best(
            weights.start_before,
            [features.start_before(words, words, signs, place, end, start, rank) for rank, start in enumerate(starts)],
        )
        return Report(sure * share * likely, place.at, starts[at], end, place)


def _best(model: Model, candidates: Sequence[tuple[str, ...]]) -> tuple[int, float]:
    """The candidate with the highest score and its share among all."""
    if len(candidates) == 1:
        return 0, 1.0
    scores = [model.score(values) for values in candidates]
    top = max(scores)
    return scores.index(top), 1 / sum([exp(score - top) for score in scores])


def _probability(score: float) -> float:
    return 1 / (1 + exp(-score)) if score > -30 else 0.0
