"""What a feed says of what is in a recording: chapters, transcripts, people, of Podcasting 2.0 and Podlove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.feeds import fields
from newsreader.models.documents import Person, Recording, Transcript
from newsreader.recordings import chapters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.feeds.rawfeed import Fields

_MOST_TRANSCRIPTS = 20


def of(raw: Fields, shared: Sequence[Fields], base: str | None) -> Recording | None:
    """The recording of an entry; `shared` are the people of its feed, who stand for those it does not name.

    None if nothing is said of it.
    """
    own = raw.get("podcast person", [])
    addresses = [fields.http_url(one.get("url"), base) for one in raw.get("podcast chapters", ())]
    transcripts = _transcripts(raw.get("podcast transcript", ()), base)
    found = Recording(
        chapters=chapters.ordered(
            (one.get("start"), one.get("title"), fields.http_url(one.get("href"), base))
            for one in raw.get("psc chapter", ())
        ),
        chapters_url=next(filter(None, addresses), None),
        transcripts=transcripts,
        people=_people(own or (shared if transcripts else ())),
    )
    return found if found != Recording() else None


def _transcripts(found: Sequence[Fields], base: str | None) -> tuple[Transcript, ...]:
    kept: dict[str, Transcript] = {}
    for one in found:
        url = fields.http_url(one.get("url"), base)
        if url:
            kind, language = fields.line(one.get("type"), 100).lower(), fields.line(one.get("language"), 35)
            kept.setdefault(url, Transcript(url, kind or None, language or None))
    return tuple(kept.values())[:_MOST_TRANSCRIPTS]


def _people(found: Sequence[Fields]) -> tuple[Person, ...]:
    kept: dict[str, Person] = {}
    for one in found[: fields.LIST_LENGTH]:
        name = fields.entity_line(one.get("name"), 100)
        if name:
            kept.setdefault(name, Person(name, fields.line(one.get("role"), 60).lower() or None))
    return tuple(kept.values())
