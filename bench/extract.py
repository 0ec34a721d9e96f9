"""How well and how fast articles are told from their pages, beside trafilatura and readability-lxml if installed.

    python bench/extract.py [--data FOLDER] [--half 0|1] [--bare]

FOLDER is the development data (`../shared/data` beside the checkout): the counting is that of its own scorer. With
--half only the pages of every second domain are looked at, so that rules made on one half are tried on the other;
with --bare the pages have lost every class and id, so that nothing is left of what their sites call things.
Times are CPU time of this process; the last figure is the memory of our worker after all pages.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import importlib.util
import json
import re
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.errors import ParseError
from newsreader.extraction.extract import extract
from newsreader.extraction.worker import MEMORY, MOST_MEGABYTES, ExtractorProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    Extractor = Callable[[bytes, str], str]

_NAMES = re.compile(rb"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--half", type=int, choices=(0, 1))
    options.add_argument("--bare", action="store_true")
    chosen = options.parse_args()
    folder = chosen.data / "pages" / "dev"
    if not (folder / "manifest.jsonl").is_file():
        print(f"There is nothing to measure: no development data at {chosen.data} (name it with --data FOLDER).")
        return
    scorer = _scorer(chosen.data / "pages" / "score_pages.py")
    pages = [json.loads(line) for line in (folder / "manifest.jsonl").open(encoding="utf-8")]
    if chosen.half is not None:
        pages = [page for page in pages if hashlib.md5(page["domain"].encode()).digest()[0] % 2 == chosen.half]
    bodies = {page["id"]: gzip.decompress((folder / page["html"]).read_bytes()) for page in pages}
    if chosen.bare:
        bodies = {name: _NAMES.sub(b"", body) for name, body in bodies.items()}
    print(
        f"{'':18s} {'pages/s':>8s} {'F1':>6s} {'lowest':>7s} {'below .1':>9s} {'kept':>6s} {'dropped':>8s} {'moz':>6s}"
    )
    for name, extractor in {"newsreader": _ours, **_rivals()}.items():
        print(_row(name, extractor, pages, bodies, scorer))
    print(_facts(pages, bodies))
    print(f"our worker after {len(pages)} pages: {_memory(bodies)} MB at most; begun anew above {MOST_MEGABYTES} MB")


def _row(
    name: str, extractor: Extractor, pages: list[dict[str, Any]], bodies: dict[str, bytes], scorer: ModuleType
) -> str:
    texts: dict[str, str] = {}
    begun = time.process_time()
    for page in pages:
        with suppress(Exception):  # a rival that raises has found nothing
            texts[page["id"]] = extractor(bodies[page["id"]], page["url"])
    seconds = time.process_time() - begun
    scores: dict[str, list[float]] = {"aeb": [], "moz": []}
    kept = wanted = dropped = unwanted = 0
    for page in pages:
        text = texts.get(page["id"], "")
        if page["source"] in scores:
            scores[page["source"]].append(scorer.f1(page["expected_text"], text))
        elif page["source"] == "traf":
            kept += sum(snippet in text for snippet in page["with"])
            wanted += len(page["with"])
            dropped += sum(snippet not in text for snippet in page["without"])
            unwanted += len(page["without"])
    human, machine = scores["aeb"], scores["moz"]
    return (
        f"{name:18s} {len(pages) / seconds:8.1f} {sum(human) / len(human):6.4f} {min(human):7.3f} "
        f"{sum(score < 0.1 for score in human):9d} {kept / wanted:6.4f} {dropped / unwanted:8.4f} "
        f"{sum(machine) / len(machine):6.4f}"
    )


def _ours(body: bytes, url: str) -> str:
    return extract(body, url=url).text


def _rivals() -> dict[str, Extractor]:
    """Those that are installed."""
    found: dict[str, Extractor] = {}
    if importlib.util.find_spec("trafilatura"):
        trafilatura = importlib.import_module("trafilatura")
        found["trafilatura"] = lambda body, url: trafilatura.extract(body, url=url, include_comments=False) or ""
        found["trafilatura fast"] = lambda body, url: (
            trafilatura.extract(body, url=url, include_comments=False, fast=True) or ""
        )
    if importlib.util.find_spec("readability"):
        readability, lxml_html = importlib.import_module("readability"), importlib.import_module("lxml.html")
        found["readability-lxml"] = lambda body, _: str(
            lxml_html.fromstring(readability.Document(body).summary()).text_content()
        )
    return found


def _facts(pages: list[dict[str, Any]], bodies: dict[str, bytes]) -> str:
    """How many titles, authors and days of those that are known to people are told as they are."""
    right, known = Counter[str](), Counter[str]()
    for page in pages:
        if page["source"] != "traf":
            continue
        found = extract(bodies[page["id"]], url=page["url"])
        day = datetime.fromtimestamp(found.published, UTC).date().isoformat() if found.published is not None else ""
        for name, text in (("title", found.title), ("author", found.author or ""), ("date", day)):
            if page.get(name):
                known[name] += 1
                right[name] += _plain(page[name]) == _plain(text)
    return "our facts: " + ", ".join(f"{name} {right[name]} of {known[name]}" for name in known)


def _plain(text: str | list[str]) -> str:
    words = text if isinstance(text, str) else " ".join(text)
    return " ".join(re.findall(r"\w+", words.casefold()))


def _memory(bodies: dict[str, bytes]) -> int:
    """The most that a worker took that was given every page."""
    most = 0
    with ExtractorProcess(memory_mb=MEMORY) as worker:
        for body in bodies.values():
            with suppress(ParseError):
                worker.extract(body, url="https://page.example/")
            most = max(most, worker.megabytes)
    return most


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
