"""The values that travel between the parts: frozen, without behaviour beyond what follows from their fields.

Every time is in whole Unix seconds (UTC). Offsets are half-open, in code points. Strings from outside were cleaned
on arrival (`newsreader.text`), HTML was sanitised (`newsreader.articles.clean`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.errors import Cause


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


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file attached to an entry."""

    url: str
    type: str | None
    length: int | None
    """Bytes, as published."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording."""

    start: int
    """Seconds from its beginning."""
    title: str
    """Plain text, one line."""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """Where a transcript of a recording is."""

    url: str
    type: str | None = None
    """As the feed says; what comes may be something else."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes part in a recording."""

    name: str
    role: str | None = None
    """host, guest and the like, in lower case."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a feed says of what an entry's file has in it."""

    chapters: tuple[Chapter, ...] = ()
    """In the order of time."""
    chapters_url: str | None = None
    """Where there are others, or better ones."""
    transcripts: tuple[Transcript, ...] = ()
    people: tuple[Person, ...] = ()

    @property
    def can_be_fetched(self) -> bool:
        """Whether there is anything beside what the feed says itself."""
        return bool(self.transcripts or self.chapters_url)


@dataclass(frozen=True, slots=True)
class PackedTexts:
    """The texts of an entry as they are stored: made where it is parsed, so that nobody on the way unpacks them."""

    hash: str
    """Of everything that a change of is an edit, the texts included (see `newsreader.feeds.identity`)."""
    summary: bytes | None
    content: bytes | None


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry as its feed has it."""

    guid: str | None
    """The publisher's identity, trimmed; None if there is none (see `newsreader.feeds.identity`)."""
    title: str
    """Plain text, one line; may be empty."""
    link: str | None = None
    author: str | None = None
    published: int | None = None
    updated: int | None = None
    summary: str | None = None
    """Sanitised HTML: the excerpt or description."""
    content: str | None = None
    """Sanitised HTML: the body; None if there is only a description."""
    comments: str | None = None
    """The address of the discussion page."""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    recording: Recording | None = None
    """None if the feed says nothing of it."""
    packed: PackedTexts | None = None
    """In the place of summary and content, for a refresh; of such an entry only identity and dates may be changed."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a feed says that it is published, so that nobody asks in vain."""

    ttl: int | None = None
    """Seconds for which the document may be kept: RSS `ttl`, or `sy:updatePeriod` by `sy:updateFrequency`."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day (0-23, UTC) in which nothing is published."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week (Monday is 0) on which nothing is published."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed document after parsing, entries in document order."""

    title: str
    link: str | None = None
    language: str | None = None
    description: str | None = None
    entries: tuple[ParsedEntry, ...] = ()
    problems: tuple[str, ...] = ()
    """One sentence for each thing that was not as it should be (bad dates, ill-formed XML)."""
    rhythm: Rhythm = Rhythm()


@dataclass(frozen=True, slots=True)
class Extracted:
    """A page as the article in it."""

    title: str
    """Plain text, one line; may be empty."""
    author: str | None
    published: int | None
    language: str | None
    """As the page says it ("en-us"), else told from the text."""
    text: str
    """Plain, without captions; blank lines between paragraphs."""
    html: str
    """Sanitised."""
    links: tuple[str, ...]
    images: tuple[str, ...]
    """Addresses, the lead picture first."""
    picture: str | None
    """The lead picture that the page names."""
    problem: str | None
    """Why this is not the article, from `newsreader.extraction.walls`; None if it is."""
    next_url: str | None = None
    """Where the article goes on."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names."""

    url: str
    title: str


# --- refreshing ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """When a feed is fetched next, and by which rule."""

    at: int
    why: str = ""
    """In words: "its own rhythm: about every 3 hours"."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?" with; sent back byte for byte."""

    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None
    """The address that gave them, if it is another than was asked for: a redirect led there."""


@dataclass(frozen=True, slots=True)
class FeedState:
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


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """What the library knows of an entry that a refresh may bring again."""

    id: int
    guid: str
    """The identity under which it is stored (never empty)."""
    hash: str
    """Hash of everything that a change of is an edit."""
    link: str | None
    title: str
    published: int | None = None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry ready to be written."""

    guid: str
    hash: str
    entry: ParsedEntry
    id: int | None = None
    """The stored entry that this is an edit of; None for a new one."""


@dataclass(frozen=True, slots=True)
class FeedChange:
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


@dataclass(frozen=True, slots=True)
class FeedOutcome:
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


@dataclass(frozen=True, slots=True)
class Feed:
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


@dataclass(frozen=True, slots=True)
class FeedHealth:
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


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What a line of the list shows; read without touching contents."""

    id: int
    feed_id: int
    feed_title: str
    title: str
    date: int
    """What lists are ordered by: published, else arrived."""
    read: bool
    starred: bool
    quotes: int
    tags: tuple[str, ...] = ()
    noted: bool = False
    """Whether the user wrote a note on it, or highlighted something."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored article, whole."""

    id: int
    feed_id: int
    feed_title: str
    feed_url: str
    feed_language: str | None
    guid: str
    title: str
    link: str | None
    author: str | None
    published: int | None
    updated: int | None
    arrived: int
    read: bool
    starred: bool
    quotes: int
    """How many quotations were found; 0 while not analysed."""
    comments: str | None = None
    summary: str | None = None
    content: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    hash: str = ""
    """Of everything that a change of is an edit, and of the full text; tells if an analysis is still of this text."""
    tags: tuple[str, ...] = ()
    """The user's, by name."""
    full_text: str | None = None
    """Sanitised HTML: the article as its page has it; None if it was not fetched, or is not wanted."""
    problem: str | None = None
    """Why its page gave no full text, as a word of `newsreader.extraction.walls`."""
    spoken: str | None = None
    """HTML of `newsreader.recordings.speech`: the chapters and the transcript of its recording."""
    people: tuple[Person, ...] = ()
    """Who takes part in it."""

    @property
    def body(self) -> str:
        """The HTML to read: the full text, else the content, else the summary, else nothing; then what is spoken."""
        return "\n".join(filter(None, (self.full_text or self.content or self.summary, self.spoken)))


# --- quotations ---------------------------------------------------------------------------------------------------


CUE_CLASSES = ("neutral", "claimed", "denied", "warned", "promised", "admitted", "asked", "praised", "attacked")
"""What a cue does: said is neutral."""
PROBABLE = 0.6
"""The confidence below which a speaker is only probable."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text == plain[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the user wrote on an entry."""

    id: int
    entry_id: int
    text: str
    """Empty for a passage that is highlighted without words."""
    passage: Span | None
    """The words it is on, as they were and where they stood in the plain text; None if it is on the whole entry."""
    written: int
    changed: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody is said to have said."""

    start: int
    end: int
    text: str
    """With its quotation marks."""
    type: str
    """direct, indirect or mixed."""
    cue: Span | None
    """The words that report it: "said", "according to"."""
    source: Span | None
    """The words that name who: "he", "Kim"."""
    speaker: str | None
    """Whom they resolve to: "Kim Jong Un"."""
    group: int
    """The parts of one quotation, split by its cue or by paragraphs, share a group."""
    role: str | None = None
    """What the text calls the speaker: "leader of North Korea"."""
    cue_class: str | None = None
    """What the cue does, from CUE_CLASSES; None without a cue."""
    confidence: float = 1.0
    """How sure it is that he said it, 0 to 1: below PROBABLE he is shown as probable."""
    why: tuple[str, ...] = ()
    """The rules and weights that made it, from `newsreader.quotations.RULES`, in the order they were applied."""

    @property
    def is_probable(self) -> bool:
        """Whether its speaker is rather likely than sure."""
        return self.speaker is not None and self.confidence < PROBABLE


@dataclass(frozen=True, slots=True)
class KeyClause:
    """A clause to keep when skimming."""

    start: int
    end: int
    text: str
    reasons: tuple[str, ...]
    """From `newsreader.quotations.reasons.REASONS`."""
    rank: int
    """1 is the most important; no ties."""
