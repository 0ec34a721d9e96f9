"""How well and how fast quotations and key clauses are found, beside a naive baseline and an installed textacy.

    python bench/quotations.py [--data FOLDER]

FOLDER is the development data (`../shared/data` beside the checkout): its own scorers do the counting. A table for
quotations, one for clauses, one for the time that growing input takes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.quotations import find, find_clauses, find_quotations

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Finder = Callable[[dict[str, Any]], list[dict[str, Any]]]

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SETS = ("polnear", "dewikinews", "litbank")
_MARKED = re.compile(r"[“„\"«][^“”„\"«»\n]+[”“\"»]|''[^\n]+?''")
_SAID = re.compile(r"\b([A-Z]\w+)\s+(?:said|told)\b|\b(?:said|told)\s+((?:[A-Z]\w+\s?)+)")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?][\s\"”’])\s*(?=[\"“‘A-Z0-9])|\n+")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=DATA)
    chosen = options.parse_args()
    if not (chosen.data / "quotes" / "score.py").is_file():
        print(f"There is nothing to measure: no development data at {chosen.data} (name it with --data FOLDER).")
        return
    scorer = load_scorer(chosen.data / "quotes" / "score.py")
    print(f"{'quotations':22s} {'docs/s':>7s} {'direct exact':>13s} {'joint':>6s} {'fragments':>10s} {'joint':>6s} "
          f"{'mixed':>6s} {'indirect':>9s} {'speaker':>8s} {'he/she':>7s}")  # fmt: skip
    rival = textacy()
    for name in SETS:
        documents = [json.loads(line) for line in (chosen.data / "quotes" / "dev" / f"{name}.jsonl").open("rb")]
        finders: dict[str, Finder] = {"naive regex": naive, "newsreader": ours}
        if rival is not None and documents[0]["lang"] == "en":
            finders["textacy"] = rival
        for label, finder in finders.items():
            print(row(f"{name} {label}", documents, finder, scorer))
        if name == "polnear":
            confidences = confidence(documents, scorer)
    print(confidences)
    print_clauses(chosen.data / "summaries")
    print_growth()


def ours(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What this program finds, in the scorer's form."""
    return [
        {
            "start": one.start, "end": one.end, "text": one.text, "type": one.type, "speaker_canonical": one.speaker,
            "speaker": one.source and {"start": one.source.start, "end": one.source.end, "text": one.source.text},
            "cue": one.cue and {"start": one.cue.start, "end": one.cue.end, "text": one.cue.text},
            "confidence": one.confidence,
        }
        for one in find_quotations(document["text"], document["lang"])
    ]  # fmt: skip


def naive(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Whatever stands between marks, spoken by the nearest name beside "said"."""
    text, found = document["text"], []
    for marked in _MARKED.finditer(text):
        start, end = marked.span()
        near = _SAID.search(text, end, end + 80) or _SAID.search(text, max(0, start - 80), start)
        speaker = None
        if near is not None:
            group = 1 if near.group(1) else 2
            speaker = {"start": near.start(group), "end": near.end(group), "text": near.group(group)}
        found.append(
            {"start": start, "end": end, "text": marked.group(), "type": "direct", "speaker": speaker, "cue": None}
        )
    return found


def textacy(model: str = "en_core_web_sm") -> Finder | None:
    """What textacy finds with a model of spaCy, where both are installed: direct quotations in English."""
    try:
        import spacy  # noqa: PLC0415 - seldom there
        from textacy.extract.triples import direct_quotations  # noqa: PLC0415 - as above

        read = spacy.load(model)
    except (ImportError, OSError):
        return None

    def of_tokens(document: Any, tokens: Any) -> dict[str, Any] | None:
        if not tokens:
            return None
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        return {"start": start, "end": end, "text": document.text[start:end]}

    def find_in(document: dict[str, Any]) -> list[dict[str, Any]]:
        parsed = read(document["text"])
        try:
            triples = list(direct_quotations(parsed))
        except ValueError:  # it gives up a text with an odd number of marks
            return []
        return [
            {
                "start": one.content.start_char, "end": one.content.end_char, "text": one.content.text,
                "type": "direct", "speaker": of_tokens(parsed, one.speaker), "cue": of_tokens(parsed, one.cue),
            }
            for one in triples
        ]  # fmt: skip

    return find_in


def row(label: str, documents: list[dict[str, Any]], finder: Any, scorer: ModuleType) -> str:
    """One line of the first table."""
    started = time.perf_counter()
    found = [finder(document) for document in documents]
    seconds = time.perf_counter() - started
    total: dict[str, float] = {}
    for document, quotes in zip(documents, found, strict=True):
        for key, value in scorer.count_doc(document, quotes).items():
            total[key] = total.get(key, 0) + value
    scores = scorer.metrics(total)
    direct, fragments = scores["direct"], scores["frag"]
    figures = (
        *(direct["exact"][2], direct["joint"][2], fragments["span"][2], fragments["joint"][2]),
        *(scores["mixed"]["span"][2], scores["indirect"]["span"][2], fragments["spk"], fragments["canp"]),
    )
    return f"{label:22s} {len(documents) / seconds:7.0f} " + " ".join(
        f"{'-' if figure is None else f'{100 * figure:.1f}':>{width}s}"
        for figure, width in zip(figures, (13, 6, 10, 6, 6, 9, 8, 7), strict=True)
    )


def confidence(documents: list[dict[str, Any]], scorer: ModuleType) -> str:
    """How often speakers are right that are said to be this sure, on quoted fragments that have a speaker."""
    bins = [[0, 0] for _ in range(10)]
    for document in documents:
        whole = scorer.Doc(document["text"])
        by_region: list[dict[tuple[int, int], dict[str, Any]]] = []
        for quotes in (document["quotes"], ours(document)):
            marked = [one for one in quotes if one["type"] in {"direct", "mixed"}]
            claimed = scorer.prep(document, marked, False)
            by_region.append({
                region: one for region in whole.regions for start, end, one in claimed
                if start - 2 <= region[0] and region[1] <= end + 2
            })  # fmt: skip
        gold, found = by_region
        for region in gold.keys() & found.keys():
            if found[region]["speaker_canonical"] and gold[region].get("speaker"):
                counts = bins[min(9, int(10 * found[region]["confidence"]))]
                counts[0] += scorer.speaker_right(gold[region], found[region])
                counts[1] += 1
    cells = [f"{at / 10:.1f} {right / of:.0%} of {of}" for at, (right, of) in enumerate(bins) if of]
    return "\nspeakers right where they are this sure: " + ", ".join(cells)


def print_clauses(folder: Path) -> None:
    """Key clauses against journalists' highlights, beside the first sentences."""
    gold = folder / "dev" / "cnndm.jsonl"
    documents = [json.loads(line) for line in gold.open("rb")]
    leads = {
        one["id"]: [part.strip() for part in _BETWEEN_SENTENCES.split(one["text"]) if part.strip()][:12]
        for one in documents
    }
    started = time.perf_counter()
    kept = {one["id"]: find_clauses(one["text"], "en") for one in documents}
    seconds = time.perf_counter() - started
    best = {key: [one.text for one in sorted(found, key=lambda one: one.rank)] for key, found in kept.items()}
    whole = {one["id"]: list(dict.fromkeys(sentence_of(one["text"], clause) for clause in best[one["id"]]))
             for one in documents}  # fmt: skip
    share = sum(sum(map(len, best[one["id"]])) / len(one["text"]) for one in documents) / len(documents)
    count = sum(map(len, best.values())) / len(documents)
    print(f"\nclauses {len(documents) / seconds:.0f} docs/s, {count:.1f} a text, {share:.0%} of it")
    for label, chosen in (("first sentences", leads), ("clauses", best), ("their sentences", whole)):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": key, "sentences": found}) + "\n" for key, found in chosen.items())
            file.flush()
            scorer = [sys.executable, str(folder / "summary_score.py"), str(gold), file.name, "--name", label]
            print(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout.rstrip())


def sentence_of(text: str, clause: str) -> str:
    """The sentence that a clause stands in."""
    at, start = text.find(clause), 0
    for gap in _BETWEEN_SENTENCES.finditer(text):
        if gap.start() >= at + len(clause):
            return text[start : gap.start()].strip()
        if gap.end() <= at:
            start = gap.end()
    return text[start:].strip()


def print_growth() -> None:
    """Seconds for inputs of one, two and four units: they must double, not square."""
    story = "“It is done,” Kim Jong Un said. He told reporters officials were ready. Nobody answered.\n\n"
    shapes = {
        "articles": story * 3000,
        "marks": '"' * 100_000,
        "marks and words": '" a ' * 60_000,
        "no blanks": "a" * 250_000,
        "no full stops": "Kim said that it " * 15_000,
        "open marks": "“a\n\n" * 60_000,
        "names": "Kim Jong Un " * 20_000,
        "apostrophes": "' a" * 80_000,
        "empty lines": "\n \n" * 80_000,
        "commas": "Kim, " * 50_000,
        "one sentence of quotes": "“a b,” he said, " * 15_000,
        "brackets": "(Kim " * 50_000,
        "all capitals": "KIM SAID THAT IT WAS OVER. " * 10_000,
        "full stops": "." * 250_000,
        "initials": "A." * 100_000 + "x",
        "hyphens": "a-" * 100_000,
        "cues": "said " * 50_000,
        "questions": "“?” " * 60_000,
        "one long line": "他" * 250_000,
    }
    print(f"\n{'growth':24s} {'1':>7s} {'2':>7s} {'4':>7s}  seconds")
    for label, text in shapes.items():
        times = []
        for factor in (1, 2, 4):
            started = time.perf_counter()
            find(text * factor, "en")
            times.append(time.perf_counter() - started)
        print(f"{label:24s} " + " ".join(f"{seconds:7.2f}" for seconds in times))


def load_scorer(path: Path) -> ModuleType:
    """The data's own scorer as a module, without writing bytecode beside it."""
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no scorer at {path}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
