"""What is spoken in recordings: what feeds say of it, the chapters and transcripts that were fetched, what may be.

A transcript is kept as HTML that stands beneath the text of its entry, so that search and analyses read both as one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.library import fulltexts
from newsreader.library.changes import AMONG
from newsreader.models.documents import Chapter, Person, Recording, Transcript
from newsreader.recordings import speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library


@dataclass(frozen=True, slots=True)
class Spoken:
    """An entry with a recording, and what is known of what is spoken in it."""

    entry_id: int
    title: str
    feed_url: str
    feed_language: str | None
    typed: bool
    """Whether the user chose the feed's address."""
    recording: Recording
    chapters: tuple[Chapter, ...]
    """Those that were fetched, else those of the feed."""
    fetched: int | None
    """When what its feed names now was last asked for; None if it was not."""
    has_transcript: bool
    error: str | None
    """Why something of it could not be had."""

    @property
    def is_missing(self) -> bool:
        """Whether there is something that was never asked for."""
        return self.recording.can_be_fetched and self.fetched is None

    @property
    def has_failed(self) -> bool:
        """Whether something that was asked for did not come, and no transcript is there."""
        return self.recording.can_be_fetched and self.error is not None and not self.has_transcript


def of_entries(lib: Library, ids: Sequence[int]) -> list[Spoken]:
    """What is known of some entries, in the order of the ids; those whose feeds say nothing of it are left out."""
    rows = lib.all(
        f"""SELECT c.entry_id, e.title, f.url, f.language, f.typed, c.recording, p.chapters, p.asked, p.fetched,
        coalesce(p.has_transcript, 0), p.error
        FROM contents c JOIN entries e ON e.id = c.entry_id JOIN states s ON s.id = e.id
        JOIN feeds f ON f.id = s.feed_id LEFT JOIN spoken p ON p.entry_id = c.entry_id
        WHERE c.recording IS NOT NULL AND c.entry_id {AMONG}""",
        (json.dumps(list(ids)),),
    )
    found: dict[int, Spoken] = {}
    for key, title, url, language, typed, recording, chapters, asked, fetched, has_transcript, error in rows:
        of = from_json(recording)
        found[key] = Spoken(
            entry_id=key,
            title=title,
            feed_url=url,
            feed_language=language,
            typed=bool(typed),
            recording=of,
            chapters=of.chapters if chapters is None else _chapters(json.loads(chapters)),
            fetched=fetched if asked == recording else None,
            has_transcript=bool(has_transcript),
            error=error,
        )
    return [found[key] for key in ids if key in found]


def store(
    lib: Library,
    one: Spoken,
    now: int,
    *,
    chapters: Sequence[Chapter] | None,
    html: str | None,
    has_transcript: bool,
    error: str | None,
) -> bool:
    """Keep what was fetched, and what could not be; what was had before stays where nothing came. False if it is gone.

    `html` is all that is to be shown, `chapters` are those that came.
    """
    packed = packing.pack(html.encode(errors="replace")) if html else None
    listed = None if chapters is None else json.dumps([[c.start, c.title, c.link] for c in chapters])
    with lib.write():
        row = lib.one("SELECT recording FROM contents WHERE entry_id = ?", (one.entry_id,))
        if row is None:
            return False
        lib.execute(
            """INSERT INTO spoken (entry_id, content, has_transcript, chapters, asked, fetched, error)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET content = coalesce(excluded.content, content),
            has_transcript = max(excluded.has_transcript, has_transcript),
            chapters = coalesce(excluded.chapters, chapters), asked = excluded.asked, fetched = excluded.fetched,
            error = excluded.error""",
            (one.entry_id, packed, has_transcript, listed, to_json(one.recording), now, error and error[:1_000]),
        )
        fulltexts.note_change(lib, one.entry_id)
    return True


def html_of(recording: Recording) -> str | None:
    """What the feed itself says, to be shown where nothing was fetched."""
    return speech.html(recording.chapters, ()) or None


def to_json(one: Recording | None) -> str | None:
    """As it is stored beside the entry's contents."""
    if one is None:
        return None
    return json.dumps(
        [
            [[c.start, c.title, c.link] for c in one.chapters],
            one.chapters_url,
            [[t.url, t.type, t.language] for t in one.transcripts],
            [[p.name, p.role] for p in one.people],
        ]
    )


def from_json(stored: str) -> Recording:
    """The same back."""
    chapters, url, transcripts, people = json.loads(stored)
    return Recording(
        _chapters(chapters),
        url,
        tuple(Transcript(*one) for one in transcripts),
        tuple(Person(*one) for one in people),
    )


def _chapters(stored: Sequence[Sequence[object]]) -> tuple[Chapter, ...]:
    return tuple(Chapter(*one) for one in stored)  # type: ignore[arg-type] # as `to_json` wrote them
