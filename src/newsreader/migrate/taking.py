"""Moving in: another reader's feeds and articles are put into the library, with what was read, starred and tagged.

Nothing that is in the library is lost or overwritten: what is known already gains its states and keeps its text.
Doing it again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsreader import subscribe
from newsreader.feeds import fields, identity
from newsreader.library import feeds, states, storing, tags
from newsreader.models.documents import ParsedFeed
from newsreader.models.feeds import Validators
from newsreader.refresh.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsreader.library.store import Library
    from newsreader.migrate.moving import Article, Belongings
    from newsreader.models.feeds import FeedChange


@dataclass(slots=True)
class Taken:
    """What came of it."""

    added: int = 0
    """Feeds."""
    already: int = 0
    articles: int = 0
    """New to the library."""
    read: int = 0
    """Among all that the other reader has of the feeds."""
    starred: int = 0
    tagged: int = 0
    left: int = 0
    """Articles of feeds that are not in the other reader's list any more."""


def survey(belongings: Belongings) -> Taken:
    """What there is to take, for a person to decide; nothing is stored."""
    listed = {outline.url for outline in belongings.outlines}
    seen = Taken(added=len(listed))
    for url, articles in belongings.articles():
        if fields.http_url(url) in listed:
            _count(seen, articles)
            seen.articles += sum(not one.deleted for one in articles)
        else:
            seen.left += len(articles)
    return seen


def take(lib: Library, belongings: Belongings, now: int, *, tell: Callable[[int], object]) -> Taken:
    """Subscribe to the feeds and store the articles; `tell` is given how many articles are done."""
    taken = Taken()
    taken.added, taken.already = subscribe.add_outlines(lib, belongings.outlines, now)
    listed = {outline.url for outline in belongings.outlines}
    starred: list[int] = []
    tagged: dict[str, list[int]] = {}
    done = 0
    for url, articles in belongings.articles():
        feed = feeds.by_url(lib, address) if (address := fields.http_url(url)) in listed and address else None
        done += len(articles)
        if feed is None:
            taken.left += len(articles)
        else:
            _count(taken, articles)
            taken.articles += _take_articles(lib, feed.id, articles, starred, tagged, now)
        tell(done)
    states.mark(lib, starred, starred=True, now=now, journal=False, all_there=False)
    for name, ids in tagged.items():
        tags.tag(lib, ids, name, now=now)
    return taken


def _count(taken: Taken, articles: Sequence[Article]) -> None:
    taken.read += sum(one.read for one in articles)
    taken.starred += sum(one.starred for one in articles)
    taken.tagged += sum(bool(one.tags) for one in articles)


def _take_articles(
    lib: Library, feed_id: int, articles: Sequence[Article], starred: list[int], tagged: dict[str, list[int]], now: int
) -> int:
    """Store what is new of one feed; how much that is. What is starred and tagged is added to the lists."""
    named = zip(identity.guids([one.entry for one in articles]), articles, strict=True)
    by_guid: dict[str, Article] = {}
    for guid, one in named:
        by_guid.setdefault(guid, replace(one, entry=replace(one.entry, guid=guid)))
    there = [one.entry for one in by_guid.values() if not one.deleted]
    known = storing.known(lib, feed_id)
    change = plan(
        known, ParsedFeed("", entries=tuple(there)), now, feed_id=feed_id, validators=Validators(), digest=None
    )
    gone = [guid for guid, one in by_guid.items() if one.deleted]
    new = [*change.old, *change.new]
    unread = [one for one in new if not _is_read(by_guid, one.entry.guid)]
    read = [one for one in new if _is_read(by_guid, one.entry.guid)]
    added = storing.take_in(lib, feed_id, unread=unread, read=read, gone=gone, now=now)
    ids = _ids(lib, feed_id, change)
    was_there = {one.id for one in known}
    newly_read = [ids[guid] for guid, one in by_guid.items() if one.read and ids.get(guid, 0) in was_there]
    states.mark(lib, newly_read, read=True, now=now, journal=False, all_there=False)
    for guid, one in by_guid.items():
        if guid in ids and not one.deleted:
            starred.extend([ids[guid]] * one.starred)
            for tag in map(tags.clean_name, one.tags):
                if tag:
                    tagged.setdefault(tag, []).append(ids[guid])
    return added


def _is_read(by_guid: dict[str, Article], guid: str | None) -> bool:
    article = by_guid.get(guid or "")
    return article is not None and article.read


def _ids(lib: Library, feed_id: int, change: FeedChange) -> dict[str, int]:
    """Ids of the entries that are there, by the guids of the other reader."""
    ids = {one.guid: one.id for one in storing.known(lib, feed_id) if one.hash}
    stored = [*change.old, *change.new, *change.changed]
    # Of those that came under another guid, or are known under one.
    also = {one.entry.guid: one.id or ids.get(one.guid) for one in stored}
    return ids | {guid: known for guid, known in also.items() if guid and known}
