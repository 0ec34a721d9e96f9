"""Make the weights of `newsreader.quotations.learned` again from PolNeAR, byte for byte.

    python bench/train_quotations.py [--data FOLDER] [--check | --folds N]

FOLDER is the development data (`../shared/data` beside the checkout). Only numbers, single words that stand in
at least five articles, and pairs of such a word with a closed-class word or with letters for kinds of words are kept.
Examples are taken in the order of the file and shuffled with a fixed seed; nothing depends on hash order.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import sys
import zlib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsreader.quotations import features, find_quotations, layout, learned, letters, trained
from newsreader.quotations.languages.registry import choose
from newsreader.quotations.passage import Passage

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ARTICLES = 5
"""Articles in which a word or value must stand to get a weight."""
ADDED_SHARE, ADDED_CUES = 0.1, 3
"""From which a word that no table has is added: how often it reports, at least how many times."""
OMITTED_SHARE, OMITTED_SEEN = 0.1, 10
"""Below which a known word is left out, where it was seen often enough."""
STRONG_SHARE = 0.6
EPOCHS = 10
RATE, RANK_RATE, DECAY = 0.05, 0.1, 3e-3
SEED = 5
SMALLEST = 15
"""Hundredths below which a weight is not kept."""
NOUNS = frozenset("NDosqPeg&hd")
"""Letters of the words of a plain noun phrase."""
HIDDEN = "\0"
"""Stands for a word that gets no weight."""


@dataclass(slots=True)
class Attribution:
    """Word ranges of one attribution: its cue, its parts without quotation marks and with some, who is named."""

    cue: tuple[int, int]
    reported: list[tuple[int, int]]
    mixed: list[tuple[int, int]]
    source: tuple[int, int] | None


@dataclass(slots=True)
class Article:
    """An annotated article."""

    id: str
    passage: Passage
    attributions: list[Attribution]


@dataclass(slots=True)
class Choice:
    """One example: the values of each candidate and which is right; of a yes-or-no question one candidate, 0 or 1."""

    article: str
    candidates: list[tuple[str, ...]]
    right: int


def main() -> None:
    """Write the file of weights, or compare it, or tell how well folds do."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--check", action="store_true", help="compare with the shipped file, write nothing")
    options.add_argument("--folds", type=int, default=0, help="score by cross-validation instead")
    chosen = options.parse_args()
    path = chosen.data / "quotes" / "dev" / "polnear.jsonl"
    if not path.is_file():
        sys.exit(f"There is nothing to train on: no PolNeAR at {path} (name its folder with --data FOLDER).")
    documents = [json.loads(line) for line in path.open("rb")]
    if chosen.folds:
        cross_validate(documents, chosen.folds, chosen.data / "quotes" / "score.py")
        return
    made = written(train([read(document) for document in documents]))
    if not chosen.check:
        trained.FILE.write_bytes(made)
        print(f"{trained.FILE.name}: {len(made)} bytes")
    elif made != trained.FILE.read_bytes():
        sys.exit(f"{trained.FILE.name} is not what this data and this code make.")
    else:
        print(f"{trained.FILE.name} is what this data and this code make.")


def read(document: dict[str, Any]) -> Article:
    """An article with its attributions as word ranges."""
    text = document["text"]
    spans = [span for section in layout.sections(text) for span in section]
    passage = Passage(text, spans, choose(text, "en"))

    def words(span: dict[str, Any]) -> tuple[int, int]:
        return bisect_left(passage.ends, span["start"] + 1), bisect_left(passage.starts, span["end"])

    groups: dict[str, list[dict[str, Any]]] = {}
    for quote in document["quotes"]:
        groups.setdefault(quote["group"], []).append(quote)
    found = [
        Attribution(
            words(parts[0]["cue"]),
            [words(part) for part in parts if part["type"] == "indirect"],
            [words(part) for part in parts if part["type"] == "mixed"],
            words(parts[0]["speaker"]) if parts[0]["speaker"] else None,
        )
        for parts in groups.values()
        if parts[0]["cue"]
    ]
    return Article(document["id"], passage, found)


# --- words -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Vocabulary:
    """The words that training decides on."""

    shares: dict[str, float]
    """How often a word heads a cue."""
    added: list[str]
    omitted: list[str]
    strong: list[str]
    frequent: frozenset[str]
    """Words that may have a weight: in enough articles, seldom capitalised."""


def vocabulary(articles: list[Article]) -> Vocabulary:
    """Which words head cues, and how often; a cue's head is its word that does so most."""
    seen: Counter[str] = Counter()
    small: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    small_spread: Counter[str] = Counter()
    for article in articles:
        passage = article.passage
        outside = [at for at in range(len(passage.words)) if not passage.inside[at]]
        seen.update(passage.lower[at] for at in outside)
        spread.update({passage.lower[at] for at in outside})
        uncapitalised = [word for word, lower in zip(passage.words, passage.lower, strict=True) if word == lower]
        small.update(uncapitalised)
        small_spread.update(set(uncapitalised))
    shares: dict[str, float] = {}
    heads: Counter[str] = Counter()
    for attempt in range(3):
        heads = Counter()
        for article in articles:
            lower, inside = article.passage.lower, article.passage.inside
            for attribution in article.attributions:
                cue = [at for at in range(*attribution.cue) if not inside[at]]
                if attempt == 0 and len(cue) == 1:
                    heads[lower[cue[0]]] += 1
                elif attempt and cue:
                    heads[lower[max(cue, key=lambda at: (shares.get(lower[at], 0.0), at))]] += 1
        shares = {word: count / (seen[word] + 3) for word, count in heads.items()}
    known = trained.entries([], [])
    added = [
        word
        for word, share in shares.items()
        if word not in known and spread[word] >= ARTICLES and heads[word] >= ADDED_CUES and share >= ADDED_SHARE
    ]
    omitted = [word for word in known if seen[word] >= OMITTED_SEEN and shares.get(word, 0.0) < OMITTED_SHARE]
    strong = [word for word, share in shares.items() if share >= STRONG_SHARE and spread[word] >= ARTICLES]
    frequent = [word for word, count in small_spread.items() if count >= ARTICLES and small[word] * 2 > seen[word]]
    return Vocabulary(shares, sorted(added), sorted(omitted), sorted(strong), frozenset(frequent))


# --- examples --------------------------------------------------------------------------------------------------------


def examples(articles: list[Article], known: Vocabulary) -> dict[str, list[Choice]]:
    """What each decision should have said in each article."""
    empty: dict[str, Any] = {name: {} for name in trained.TEMPLATES}
    weights = trained.load({"added": known.added, "omitted": known.omitted, "strong": known.strong, "weights": empty})
    found: dict[str, list[Choice]] = {name: [] for name in trained.TEMPLATES}
    for article in articles:
        lower, inside = article.passage.lower, article.passage.inside
        contents: dict[int, list[tuple[int, int]]] = {}
        mixed: dict[int, list[tuple[int, int]]] = {}
        sources: dict[int, tuple[int, int] | None] = {}
        for attribution in article.attributions:
            cue = [at for at in range(*attribution.cue) if not inside[at] and lower[at] in weights.words]
            if cue:
                head = max(cue, key=lambda at: (known.shares.get(lower[at], 0.0), at))
                sources[head] = attribution.source
                mixed[head] = attribution.mixed
                contents[head] = sorted(attribution.reported, key=lambda span: (span[0] - span[1], span[0]))
        sentences = learned.Learned(article.passage, weights)
        padding = [HIDDEN] * letters.PADDING
        around = Around(
            [word if word in known.frequent or word in letters.CLOSED else HIDDEN for word in lower] + padding,
            [word if word in letters.CLOSED else HIDDEN for word in lower] + padding,
            letters.of(article.passage),
            weights.strong,
        )
        for first, last in article.passage.sentences:
            for place in sentences.places(first, last):
                if place.at not in contents:
                    _add(found, article.id, around, place, [])
                elif contents[place.at]:
                    _add(found, article.id, around, place, contents[place.at])
                    _add_source(found, article.id, around, place, contents[place.at][0], sources[place.at])
                for span in mixed.get(place.at, ()):
                    if place.at < span[0] < place.last:
                        _add_behind(found, article.id, around, place, span)
    return found


@dataclass(slots=True)
class Around:
    """An article's words as the decisions may see them in training, their letters, and what reports most often."""

    words: list[str]
    joined: list[str]
    letters: str
    strong: frozenset[str]

    @property
    def seen(self) -> tuple[list[str], list[str], str]:
        """What every decision is asked with."""
        return self.words, self.joined, self.letters


def _add(
    found: dict[str, list[Choice]], article: str, around: Around, place: features.Place, spans: list[tuple[int, int]]
) -> None:
    """Add what one place teaches; `spans` are what it reports, the longest first."""
    before = [span for span in spans if place.first <= span[0] and span[1] <= place.at]
    behind = [span for span in spans if place.at < span[0] < place.last]
    found["cue"].append(Choice(article, [features.cue(*around.seen, place)], int(bool(before or behind))))
    if not before and not behind:
        return
    first = spans[0] if spans[0] in before or spans[0] in behind else (before + behind)[0]
    found["side"].append(Choice(article, [features.side(*around.seen, place)], int(first in before)))
    found["both"].append(Choice(article, [features.both(*around.seen, place)], int(bool(before and behind))))
    if behind:
        _add_behind(found, article, around, place, behind[0])
    if before:
        _add_before(found, article, around, place, before[0])


def _add_behind(
    found: dict[str, list[Choice]], article: str, around: Around, place: features.Place, span: tuple[int, int]
) -> None:
    """Add where a content behind its cue begins and ends."""
    signs, start = around.letters, span[0]
    starts = features.starts_behind(signs, place.at, place.last)
    if start in starts and len(starts) > 1:
        values = [features.start_behind(*around.seen, place, one) for one in starts]
        found["start_behind"].append(Choice(article, values, starts.index(start)))
    ends = features.ends_behind(signs, start, place.last)
    if len(ends) > 1:
        values = features.end_behind(*around.seen, place, start, ends, around.strong)
        found["end_behind"].append(Choice(article, values, _nearest(ends, _trimmed(signs, span, place))))


def _add_before(
    found: dict[str, list[Choice]], article: str, around: Around, place: features.Place, span: tuple[int, int]
) -> None:
    """Add where a content before its cue ends and begins."""
    signs, end = around.letters, _trimmed(around.letters, span, place)
    ends = features.ends_before(signs, place.at, place.first)
    if end in ends:
        values = [features.end_before(*around.seen, place, one) for one in ends]
        found["end_before"].append(Choice(article, values, ends.index(end)))
    starts = features.starts_before(signs, end, place.first)
    if starts:
        values = [features.start_before(*around.seen, place, end, one, rank) for rank, one in enumerate(starts)]
        found["start_before"].append(Choice(article, values, _nearest(starts, span[0])))


def _trimmed(signs: str, span: tuple[int, int], place: features.Place) -> int:
    """The end of a content without the signs that close it."""
    end = min(span[1], place.last)
    while end > span[0] + 1 and signs[end - 1] in ".,;:":
        end -= 1
    return end


def _add_source(
    found: dict[str, list[Choice]],
    article: str,
    around: Around,
    place: features.Place,
    span: tuple[int, int],
    named: tuple[int, int] | None,
) -> None:
    """Add whom one place teaches to name: the head of the first noun phrase in the words that name who reports."""
    signs = around.letters
    heads = features.sources(signs, place, *span)
    inside = [] if named is None else [at for at, head in enumerate(heads) if named[0] <= head < named[1]]
    if not heads or (named is not None and not inside and place.first <= named[0] < place.last):
        return
    right = -1
    for at in inside:
        if right >= 0 and not NOUNS.issuperset(signs[heads[right] : heads[at] + 1]):
            break
        right = at
    left = bisect_left(heads, place.at)
    values = [features.nobody(*around.seen, place, len(heads))]
    values += [features.source(*around.seen, place, head, abs(rank - left)) for rank, head in enumerate(heads)]
    found["source"].append(Choice(article, values, right + 1))


def _nearest(places: list[int], right: int) -> int:
    return min(range(len(places)), key=lambda at: (abs(places[at] - right), at))


# --- weights ---------------------------------------------------------------------------------------------------------

Value = tuple[int, str]
"""The number of a template and its value."""


def train(articles: list[Article]) -> dict[str, Any]:
    """The content of the file of weights."""
    known = vocabulary(articles)
    weights: dict[str, Any] = {}
    for name, choices in examples(articles, known).items():
        fitted = fit(choices, yes_or_no=name in {"cue", "side", "both"})
        tables: list[dict[str, int]] = [{} for _ in trained.TEMPLATES[name]]
        for (template, value), weight in sorted(fitted.items()):
            hundredths = round(weight * trained.UNIT)
            if abs(hundredths) >= SMALLEST:
                tables[template][value] = hundredths
        weights[name] = dict(zip(trained.TEMPLATES[name], tables, strict=True))
    return {"added": known.added, "omitted": known.omitted, "strong": known.strong, "weights": weights}


def fit(choices: list[Choice], *, yes_or_no: bool) -> dict[Value, float]:
    """Logistic regression by AdaGrad: of yes or no, or of the right one among candidates."""
    numbers = _numbers(choices)
    rows = [
        ([[numbers[key] for key in enumerate(values) if key in numbers] for values in choice.candidates], choice.right)
        for choice in choices
    ]
    weights, squares = [0.0] * len(numbers), [0.01] * len(numbers)
    order = random.Random(SEED)
    update = _decide if yes_or_no else _rank
    for _ in range(EPOCHS):
        order.shuffle(rows)
        for candidates, right in rows:
            update(weights, squares, candidates, right)
    return {key: weights[number] for key, number in numbers.items()}


def _numbers(choices: list[Choice]) -> dict[Value, int]:
    """The values that stand in enough articles, numbered in the order in which they come."""
    articles: dict[Value, int] = {}
    latest: dict[Value, str] = {}
    for choice in choices:
        for values in choice.candidates:
            for key in enumerate(values):
                if latest.get(key) != choice.article:
                    latest[key] = choice.article
                    articles[key] = articles.get(key, 0) + 1
    kept = (key for key, count in articles.items() if count >= ARTICLES and key[1] and HIDDEN not in key[1])
    return {key: number for number, key in enumerate(kept)}


def _decide(weights: list[float], squares: list[float], candidates: list[list[int]], right: int) -> None:
    score = sum([weights[number] for number in candidates[0]])
    slope = 1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) - right
    if abs(slope) >= 0.002:
        for number in candidates[0]:
            _step(weights, squares, number, slope, RATE)


def _rank(weights: list[float], squares: list[float], candidates: list[list[int]], right: int) -> None:
    scores = [sum([weights[number] for number in numbers]) for numbers in candidates]
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    total = sum(shares)
    slopes: dict[int, float] = {}
    for at, numbers in enumerate(candidates):
        slope = shares[at] / total - (at == right)
        if abs(slope) >= 0.002:
            for number in numbers:
                slopes[number] = slopes.get(number, 0.0) + slope
    for number, slope in slopes.items():
        _step(weights, squares, number, slope, RANK_RATE)


def _step(weights: list[float], squares: list[float], number: int, slope: float, rate: float) -> None:
    slope += DECAY * weights[number]
    squares[number] += slope * slope
    weights[number] -= rate * slope / math.sqrt(squares[number])


def written(document: dict[str, Any]) -> bytes:
    """The file: one line a template, so that differences can be read."""
    lines = []
    for name, tables in document["weights"].items():
        rows = [f"    {json.dumps(template)}: {_compact(table)}" for template, table in tables.items()]
        lines.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(rows) + "\n  }")
    words = "".join(f'"{name}": {_compact(document[name])},\n' for name in ("added", "omitted", "strong"))
    return "".join(("{\n", words, '"weights": {\n', ",\n".join(lines), "\n}\n}\n")).encode()


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


# --- how well it does ------------------------------------------------------------------------------------------------


def cross_validate(documents: list[dict[str, Any]], folds: int, scorer: Path) -> None:
    """Print the scores of all articles, each read with weights that have not seen it."""
    spec = importlib.util.spec_from_file_location("score", scorer)
    if spec is None or spec.loader is None:
        sys.exit(f"There is no scorer at {scorer}.")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    articles = {one["id"]: read(one) for one in documents}
    total: Counter[str] = Counter()
    for fold in range(folds):
        unseen = [one for one in documents if zlib.crc32(one["id"].encode()) % folds == fold]
        left_out = {one["id"] for one in unseen}
        weights = trained.load(train([article for name, article in articles.items() if name not in left_out]))
        setattr(trained, "weights", {"en": weights}.get)  # noqa: B010 - in the place of the shipped ones
        for one in unseen:
            total.update(score.count_doc(one, _found(one)))
    figures = score.metrics(total)
    print(f"{folds} folds, F1 in percent: spans and spans with the right speaker")
    for kind in ("direct", "frag", "mixed", "indirect", "all"):
        print(f"{kind:9s} {100 * figures[kind]['span'][2]:5.1f} {100 * figures[kind]['joint'][2]:5.1f}")


def _found(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The quotations of an article in the scorer's form."""
    return [
        {
            "start": one.start, "end": one.end, "text": one.text, "type": one.type, "speaker_canonical": one.speaker,
            "speaker": one.source and {"start": one.source.start, "end": one.source.end, "text": one.source.text},
            "cue": one.cue and {"start": one.cue.start, "end": one.cue.end, "text": one.cue.text},
        }
        for one in find_quotations(document["text"], "en")
    ]  # fmt: skip


if __name__ == "__main__":
    main()
