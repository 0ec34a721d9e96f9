"""The trained weights: read once from their file, as a table of value and weight for each template.

`bench/train_quotations.py` writes the file. Numbers are hundredths.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.quotations import features
from newsreader.values import dataclass

if TYPE_CHECKING:
    from newsreader.quotations.languages.english_words import Word
FILE = Path(__file__).with_name("data") / "english.json"
TEMPLATES = {
    "cue": features.CUE,
    "side": features.SIDE,
    "both": features.BOTH,
    "start_behind": features.START_BEHIND,
    "end_behind": features.END_BEHIND,
    "end_before": features.END_BEFORE,
    "start_before": features.START_BEFORE,
    "source": features.SOURCE,
}
"""Decision -> its templates."""
UNIT = 100
"""What the numbers of the file are parts of."""
_GET, _NOTHING = dict.get, (0,) * 32


class Model:
    """A linear model: the sum of the weights of the values it knows."""

    __slots__ = ("_tables",)

    def __init__(self, tables: list[dict[str, int]]) -> None:
        self._tables = tables

    def score(self, values: tuple[str, ...]) -> float:
        """The sum for the values of the model's templates, in their order."""
        return sum(map(_GET, self._tables, values, _NOTHING)) / UNIT

    def best(self, candidates: list[tuple[str, ...]]) -> tuple[int, float]:
        """The candidate with the highest score and its share among all."""
        tables = self._tables
        scores = [sum(map(_GET, tables, values, _NOTHING)) for values in candidates]
        top = max(scores)
        return scores.index(top), 1 / sum([exp((score - top) / UNIT) for score in scores])


@dataclass(frozen=True, slots=True)
class Weights:
    """The models of a language and the words they are asked about."""

    words: dict[str, Word]
    """What may report."""
    strong: frozenset[str]
    """What does so more often than not."""
    cue: Model
    side: Model
    both: Model
    start_behind: Model
    end_behind: Model
    end_before: Model
    start_before: Model
    source: Model


@cache
def weights(language: str) -> Weights | None:
    """The weights of a language, if there are any."""
    return load(json.loads(FILE.read_bytes())) if language == "en" else None


def load(document: dict[str, Any]) -> Weights:
    """The weights of a file's content."""
    words = entries(document["added"], document["omitted"])
    models = {
        name: Model([document["weights"][name].get(template, {}) for template in templates])
        for name, templates in TEMPLATES.items()
    }
    return Weights(words, frozenset(document["strong"]), **models)


def entries(added: list[str], omitted: list[str]) -> dict[str, Word]:
    """What may report: the words known beforehand but for those that hardly ever do, and those that training added."""
    from newsreader.quotations.languages.english_words import Word, forms  # noqa: PLC0415 - for English alone

    known = forms()
    for word in added:
        known.setdefault(word, Word(word, "?", _ending(word)))
    for word in omitted:
        known.pop(word, None)
    return known


def _ending(word: str) -> str:
    for ending, letter in (("ing", "g"), ("ed", "e"), ("s", "s"), ("ly", "y")):
        if word.endswith(ending):
            return letter
    return "-"
