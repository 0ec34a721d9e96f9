"""Feeds as the library knows them: subscribed, asked, changed, failing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.errors import Cause
    from newsreader.models.documents import ParsedEntry


class FeedKind(StrEnum):
    """Where a feed's entries come from."""

    FEED = "feed"
    """A feed document, at an http(s) or file address."""
    FOLDER = "folder"
    """A local folder: its files are the entries."""
    FILES = "files"
    """Single article files that the user added; never refreshed as a whole."""
    SAMPLE = "sample"
    """The sample edition that ships with the program."""


# --- what a parser gives ------------------------------------------------------------------------------------------


class Rhythm(NamedTuple):
    """How often a feed says that it is published, so that nobody asks in vain."""

    ttl: int | None = None
    """Seconds for which the document may be kept: RSS `ttl`, or `sy:updatePeriod` by `sy:updateFrequency`."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day (0-23, UTC) in which nothing is published."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week (Monday is 0) on which nothing is published."""


class Due(NamedTuple):
    """When a feed is fetched next, and by which rule."""

    at: int
    why: str = ""
    """In words: "its own rhythm: about every 3 hours"."""


class Validators(NamedTuple):
    """What a server gave to ask "has it changed?" with; sent back byte for byte."""

    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None
    """The address that gave them, if it is another than was asked for: a redirect led there."""


class FeedState(NamedTuple):
    """What a refresh needs to know of a feed before fetching it."""

    id: int
    url: str
    kind: FeedKind
    validators: Validators
    digest: str | None
    """Hash of the last body that was parsed."""
    failures: int
    """Failed attempts in a row."""
    next_due: int
    """Not to be fetched before, unless the user asks."""
    retry_after: int
    """Not to be fetched before in any case: its host said so. 0 if it did not."""
    rhythm: Rhythm = Rhythm()
    """How often its last document said that it is published."""
    max_age: int | None = None
    """For how many seconds its server expected no change."""
    recent: tuple[int, ...] = ()
    """The dates of its last entries, the newest first."""
    tried: int = 0
    """When it was fetched last, whatever came of it."""
    moved_url: str | None = None
    """Where permanent redirects lead."""
    moved_seen: int = 0
    """When they were first seen to lead there."""
    typed: bool = True
    """Whether its user chose the address; otherwise a page or a redirect did."""


class KnownEntry(NamedTuple):
    """What the library knows of an entry that a refresh may bring again."""

    id: int
    guid: str
    """The identity under which it is stored (never empty)."""
    hash: str
    """Hash of everything that a change of is an edit."""
    link: str | None
    title: str
    published: int | None = None


class StoredEntry(NamedTuple):
    """An entry ready to be written."""

    guid: str
    hash: str
    entry: ParsedEntry
    id: int | None = None
    """The stored entry that this is an edit of; None for a new one."""


class FeedChange(NamedTuple):
    """What one answer of a feed changes in the library; decided by `plan`, written by `library.storing.apply`."""

    feed_id: int
    title: str
    link: str | None
    language: str | None
    new: tuple[StoredEntry, ...]
    changed: tuple[StoredEntry, ...]
    validators: Validators
    digest: str | None
    old: tuple[StoredEntry, ...] = ()
    """Older than all that was known: stored as read, and not counted as new."""
    url: str | None = None
    """The feed's new address after permanent redirects."""
    due: Due = Due(0)
    rhythm: Rhythm = Rhythm()
    max_age: int | None = None
    moved_url: str | None = None
    """Where a permanent redirect led this time."""
    typed: bool = True
    """Whether its user chose the new address."""


class FeedOutcome(NamedTuple):
    """What came of refreshing one feed."""

    feed_id: int
    url: str
    status: str
    """updated, unchanged, failed or skipped."""
    new: int = 0
    changed: int = 0
    error: str | None = None
    reached: bool = True
    """False if it failed because no server answered."""


# --- the library --------------------------------------------------------------------------------------------------


class Feed(NamedTuple):
    """A subscription with its counts."""

    id: int
    url: str
    title: str
    link: str | None
    language: str | None
    folder: str | None
    """The user's folder as a path: "World/Asia"."""
    kind: FeedKind
    unread: int
    total: int
    last_success: int | None
    error: str | None
    """Why the last attempt failed; None if it did not."""


class FeedHealth(NamedTuple):
    """What the last attempts to fetch a feed led to."""

    feed: Feed
    tried: int
    """When the last one was; 0 if there was none."""
    status: int | None
    """The HTTP status of the answer that was no good; None if no server answered."""
    failures: int
    """In a row."""
    failing_since: int | None
    offered_url: str | None
    """The address of a feed that the page names which came in place of this one."""
    due: Due
    host_asked: int
    """Until when its host asked to be left alone; 0 if it did not."""
    host_slowed: int
    """Until when it is left alone because it refused; 0 if it did not."""
    cause: Cause | None = None
    """Why the last attempt failed; None if it did not, or did before causes were kept."""
