"""How long the longest article takes to open: 1 MB of HTML, 5,000 links, a table of 500 rows.

CPU time in milliseconds, the median of several rounds: what is done once when it arrives, what each opening costs until
the first screen is laid out, and what is done while one reads. `--width` and `--size` change the case.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader import quotations, reanalyse
from newsreader.articles import clean, document, stored
from newsreader.feeds import identity
from newsreader.library import entries, feeds, storing
from newsreader.library.store import open_library
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators
from newsreader.tui.rendering import lay_out
from newsreader.tui.symbols import UNICODE

if TYPE_CHECKING:
    from collections.abc import Callable

HEIGHT = 38
SENTENCES = (
    "“The harbour will open again in the spring,” said Mayor Ann Brook. ",
    "The council decided on Monday to spend 41 million euros on the repair of the four piers. ",
    "A spokesman for the ferry drivers warned that prices would rise if nothing was done. ",
    "Nobody knows any more who built the bridge, which smells of tar in the summer. ",
)


def long_html(size: int, links: int, rows: int) -> str:
    """An article of about `size` characters of HTML, the same each time."""
    chosen = random.Random(1)
    cells = "".join(
        f"<tr><td>Name {row}<td>Place {row % 17}<td>{1900 + row % 120}<td>words of row {row}" for row in range(rows)
    )
    table = f"<table><tr><th>Name<th>Place<th>Year<th>What it says{cells}</table>"
    parts: list[str] = []
    length, link = len(table), 0
    while length < size:
        words = "".join(chosen.choice(SENTENCES) for _ in range(3))
        while link < links and link * (size - len(table)) < (length - len(table)) * links:
            words += f'See <a href="https://example.org/{link}/page">the page {link}</a>. '
            link += 1
        parts.append(f"<p>{words}</p>\n" if chosen.random() > 0.05 else f"<h2>A heading</h2><p>{words}</p>\n")
        length += len(parts[-1])
    return "".join([*parts[: len(parts) // 2], table, *parts[len(parts) // 2 :]])


def main() -> None:
    """Print one line a step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of HTML")
    parser.add_argument("--links", type=int, default=5_000)
    parser.add_argument("--rows", type=int, default=500, help="of its table")
    parser.add_argument("--width", type=int, default=76, help="cells of a line")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    html = long_html(options.size, options.links, options.rows)
    with tempfile.TemporaryDirectory() as folder:
        _measure(html, Path(folder), options.width, options.rounds)


def _measure(html: str, folder: Path, width: int, rounds: int) -> None:
    parsed = document.parse(html)
    data = stored.packed(parsed)
    print(f"{len(html):,} characters of HTML, {len(parsed.links):,} links, {len(data):,} bytes packed\n")
    with open_library((folder / "library.db", folder / "index.db")) as library:
        feed_id = feeds.add(library, "https://example.org/feed", "Long", now=0)
        entry = ParsedEntry(guid="long", title="The longest", content=html)
        new = StoredEntry(identity.guid(entry), identity.content_hash(entry), entry)
        storing.apply(library, FeedChange(feed_id, "Long", None, None, (new,), (), Validators(), None), 0)
        (entry_id,) = reanalyse.everything(library)

        print("when it arrives")
        _time("sanitise", lambda: clean.sanitise(html), rounds)
        _time("parse", lambda: document.parse(html), rounds)
        _time("count its words", lambda: document.reading_minutes(parsed.text), rounds)
        _time("pack", lambda: stored.packed(parsed), rounds)
        _time("find quotations", lambda: quotations.find(parsed.text, "en", ""), 1)
        for _ in reanalyse.analyse(library):
            pass

        print("\nwhen it is opened")
        found = entries.entry(library, entry_id)
        opened = reanalyse.open_entry(library, found)
        said = reanalyse.found_in(library, found, parsed.text)
        steps: dict[str, Callable[[], object]] = {
            "read its text": lambda: entries.entry(library, entry_id),
            "unpack the document": lambda: reanalyse.document_of(library, found),
            "first screen, without quotations": lambda: lay_out(opened.document, width, symbols=UNICODE).settle(
                0, HEIGHT
            ),
        }
        total = sum(_time(name, step, rounds) for name, step in steps.items())
        print(f"{'together':44}{total:8.1f}")

        print("\nwhile it is read")
        _time(
            f"read {len(said.quotations):,} quotations", lambda: reanalyse.found_in(library, found, parsed.text), rounds
        )

        def shown() -> object:
            layout = lay_out(opened.document, width, quotations=said.quotations, clauses=said.clauses, symbols=UNICODE)
            layout.settle(0, HEIGHT)
            return layout

        _time("screen with quotations", shown, rounds)
        _time(
            "all of its lines",
            lambda: (
                lay_out(opened.document, width, quotations=said.quotations, clauses=said.clauses, symbols=UNICODE).lines
            ),
            rounds,
        )


def _time(name: str, step: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        step()
        times.append((time.process_time() - begin) * 1000)
    print(f"  {name:42}{statistics.median(times):8.1f}", flush=True)
    return statistics.median(times)


if __name__ == "__main__":
    main()
