"""Entries as the library gives them: a row of a list, and all of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newsreader.models.documents import Enclosure, Person


class EntryRow(NamedTuple):
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
    folded: int = 0
    """How many duplicates are folded under it."""
    folded_unread: bool = False
    """Whether any of these is unread."""
    is_below: bool = False
    """Whether it stands below the article that it is a duplicate of."""


class Entry(NamedTuple):
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
