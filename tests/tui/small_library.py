"""What the tests of the screen store and read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsreader.articles.document import parse
from newsreader.feeds import identity
from newsreader.library import analysis, feeds, storing
from newsreader.models.documents import ParsedEntry
from newsreader.models.feeds import FeedChange, StoredEntry, Validators
from newsreader.models.findings import KeyClause, Quotation, Span
from newsreader.quotations import ANALYSIS_VERSION

if TYPE_CHECKING:
    from newsreader.commands import Pane
    from newsreader.library.store import Library
    from newsreader.tui.app import ReaderApp

NOW = 1_718_805_720
"""2024-06-19 14:02 UTC."""
HOUR = 3600
DAY = 24 * HOUR

TREATY = """
<p>Russia and North Korea have bound themselves to fight for each other. At a summit in Pyongyang, Vladimir Putin and
Kim Jong Un signed a partnership under which an attack on either obliges the other to help “by all means at its
disposal”.</p>
<p>Kim called the bond a “fiery friendship”. “It is the strongest treaty our two states ever had,” he said.</p>
<h2>What changed since 1961</h2>
<ul><li>the old treaty promised intervention</li>
<li>the new one adds <a href="https://example.org/trade">trade</a>, science and health</li></ul>
<p>Putin described the text as a “breakthrough document”.</p>
<table><tr><th>State</th><th>Signed</th></tr><tr><td>Russia</td><td>yes</td></tr></table>
"""

BRIDGE = """
<p>The council of Ostrey voted on Monday to close the old harbour bridge for two years, after engineers found cracks in
four of its nine piers. Repairs will cost 41 million euros, <a href="https://example.org/budget">a third of the town's
budget</a>.</p>
<p>Mayor Ann Brook said the bridge would close in March. “It is not safe,” Brook said. “It never was.”</p>
<p>The weather was fine and the square was full. Many people had brought their children to see the old pictures.</p>
<p>“We were told nothing,” said Tom Reed, a spokesman for the ferry drivers. Reed warned that prices would rise.</p>
<h2>Two winters without a crossing</h2>
<p>The harbour smells of fish. Lena Sorg said the market had survived two wars. “We will be here in the morning.”</p>
<p>The bridge was built by monks, and nobody knows any more who paid for it. It smells of tar in the summer.</p>
<p>If the money is not found by May, the council must <a href="https://example.org/cranes">sell the cranes</a>. A band
played until ten. Tom Reed called the plan a “waste of time”.</p>
"""


def add_entries(library: Library, feed_id: int, *parsed: ParsedEntry, now: int = NOW) -> list[int]:
    """Store entries in a feed; their ids in the same order."""
    stored = tuple(StoredEntry(identity.guid(entry), identity.content_hash(entry), entry) for entry in parsed)
    title = feeds.get(library, feed_id).title
    storing.apply(library, FeedChange(feed_id, title, None, None, stored, (), Validators(), None), now)
    by_guid = {known.guid: known.id for known in storing.known(library, feed_id)}
    return [by_guid[identity.guid(entry)] for entry in parsed]


def article(number: int, *, age: int = 0, title: str | None = None, content: str = "<p>Words.</p>") -> ParsedEntry:
    """An entry published `age` seconds before now."""
    return ParsedEntry(
        guid=f"g{number}",
        title=title or f"Article {number}",
        link=f"https://example.org/{number}",
        author="Ana Petrescu",
        published=NOW - age,
        content=content,
        comments=f"https://example.org/{number}#comments",
    )


def said(
    text: str, words: str, speaker: str | None, *, cue: str = "", source: str = "", kind: str = "direct", **more: Any
) -> Quotation:
    """Words of a text as a quotation; every one is a group of its own."""
    start = text.index(words)
    end = start + len(words)
    cue_span, source_span = (_nearest(text, near, start, end) for near in (cue, source))
    return Quotation(start, end, words, kind, cue_span, source_span, speaker, more.pop("group", start), **more)


def _nearest(text: str, words: str, start: int, end: int) -> Span | None:
    """Where some words stand closest to a stretch."""
    places = [match.span() for match in re.finditer(rf"\b{words}\b", text)] if words else []
    if not places:
        return None
    first, last = min(places, key=lambda place: max(start - place[1], place[0] - end))
    return Span(first, last, words)


def key(text: str, words: str, rank: int) -> KeyClause:
    """Words of a text as a key clause."""
    start = text.index(words)
    return KeyClause(start, start + len(words), words, ("decided",), rank)


def add_bridge(library: Library) -> int:
    """The article of the bridge as the newest of Meridian, with an analysis that no change of the rules changes."""
    (entry_id,) = add_entries(library, 1, article(10, age=60, title="Ostrey closes its harbour bridge", content=BRIDGE))
    text = parse(BRIDGE).text
    analysis.store(
        library,
        entry_id,
        text=text,
        quotations=(
            said(
                text,
                "the bridge would close in March",
                "Ann Brook",
                cue="said",
                source="Mayor Ann Brook",
                kind="indirect",
                role="Mayor",
            ),
            said(text, "“It is not safe,”", "Ann Brook", cue="said", source="Brook", group=1),
            said(text, "“It never was.”", "Ann Brook", cue="said", source="Brook", group=1),
            said(
                text,
                "“We were told nothing,”",
                "Tom Reed",
                cue="said",
                source="Tom Reed",
                role="a spokesman for the ferry drivers",
            ),
            said(text, "prices would rise", "Tom Reed", cue="warned", source="Reed", kind="indirect"),
            said(
                text, "the market had survived two wars", "Lena Sorg", cue="said", source="Lena Sorg", kind="indirect"
            ),
            said(text, "“We will be here in the morning.”", "Lena Sorg"),
            said(text, "the plan a “waste of time”", "Tom Reed", cue="called", source="Tom Reed", kind="mixed"),
        ),
        clauses=(
            key(text, "The council of Ostrey voted on Monday to close the old harbour bridge for two years", 1),
            key(text, "Repairs will cost 41 million euros", 2),
            key(text, "the market had survived two wars", 4),
            key(text, "the council must sell the cranes", 3),
        ),
        version=ANALYSIS_VERSION,
    )
    return entry_id


def titles(app: ReaderApp) -> list[str]:
    """The titles of the list, in order."""
    listing = app.reader.entry_list
    return [row.title if (row := listing.row(index)) else "" for index in range(len(listing))]


def where(app: ReaderApp) -> Pane:
    """The pane in focus."""
    return app.reader.pane
