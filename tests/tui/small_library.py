"""What the tests of the screen store and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.feeds import identity
from newsreader.library import entries, feeds
from newsreader.models import FeedChange, ParsedEntry, StoredEntry, Validators

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


def add_entries(library: Library, feed_id: int, *parsed: ParsedEntry, now: int = NOW) -> list[int]:
    """Store entries in a feed; their ids in the same order."""
    stored = tuple(StoredEntry(identity.guid(entry), identity.content_hash(entry), entry) for entry in parsed)
    title = feeds.get(library, feed_id).title
    entries.apply(library, FeedChange(feed_id, title, None, None, stored, (), Validators(), None), now)
    by_guid = {known.guid: known.id for known in entries.known(library, feed_id)}
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


def titles(app: ReaderApp) -> list[str]:
    """The titles of the list, in order."""
    listing = app.reader.entry_list
    return [row.title if (row := listing.row(index)) else "" for index in range(len(listing))]


def where(app: ReaderApp) -> Pane:
    """The pane in focus."""
    return app.reader.pane
