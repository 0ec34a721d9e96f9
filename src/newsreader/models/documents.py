"""What documents say: feeds, their entries and what is attached to them, pages; nothing of it is stored yet."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.models.feeds import Rhythm


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
class ParsedFeed:
    """A feed document after parsing, entries in document order."""

    title: str
    link: str | None = None
    language: str | None = None
    description: str | None = None
    entries: tuple[ParsedEntry, ...] = ()
    problems: tuple[str, ...] = ()
    """One sentence for each thing that was not as it should be (bad dates, ill-formed XML)."""
    rhythm: Rhythm = Rhythm()  # noqa: RUF009 - frozen


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
