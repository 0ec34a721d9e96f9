"""Articles as they are stored, with or without their contents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsreader import packing
from newsreader.errors import LibraryError, NotFoundError
from newsreader.library import tags
from newsreader.models.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library, Row
    from newsreader.models.documents import Enclosure, Person

_ENTRY = f"""SELECT s.id, s.feed_id, coalesce(f.custom_title, f.title), f.url, f.language, s.guid, e.title, e.link,
    e.author, e.published, e.updated, e.arrived, s.read, s.starred, coalesce(a.quotes, 0), e.comments, e.hash,
    {tags.NAMES}"""
_COLUMNS = (
    "id",
    "feed_id",
    "feed_title",
    "feed_url",
    "feed_language",
    "guid",
    "title",
    "link",
    "author",
    "published",
    "updated",
    "arrived",
    "read",
    "starred",
    "quotes",
    "comments",
    "hash",
    "tags",
)
_FROM = """FROM json_each(?) j CROSS JOIN states s ON s.id = j.value JOIN entries e ON e.id = s.id
    JOIN feeds f ON f.id = s.feed_id LEFT JOIN idx.analysed a ON a.entry_id = s.id"""


def entry(lib: Library, entry_id: int) -> Entry:
    """An article with its contents."""
    found = lib.one(
        f"""{_ENTRY}, c.summary, c.content, c.categories, c.enclosures, c.recording, t.content, t.problem, p.content
        {_FROM}
        LEFT JOIN contents c ON c.entry_id = s.id LEFT JOIN fulltexts t ON t.entry_id = s.id AND t.shown = 1
        LEFT JOIN spoken p ON p.entry_id = s.id""",
        (_json([entry_id]),),
    )
    if found is None:
        raise NotFoundError(f"There is no entry {entry_id}; `newsreader list` shows the ids.")
    summary, content, categories, enclosures, recording, full_text, problem, heard = found[len(_COLUMNS) :]
    try:
        heard = _decompressed(heard)
        people: tuple[Person, ...] = ()
        if recording is not None:
            from newsreader.library import spoken  # noqa: PLC0415 - not before the screen is shown

            of = spoken.from_json(recording)
            heard, people = heard or spoken.html_of(of), of.people
        return _entry(
            found,
            summary=_decompressed(summary),
            content=_decompressed(content),
            categories=tuple(json.loads(categories or "[]")),
            enclosures=_enclosures(enclosures),
            full_text=_decompressed(full_text),
            problem=problem,
            spoken=heard,
            people=people,
        )
    except ValueError as error:
        raise LibraryError(f"The text of entry {entry_id} is damaged in {lib.path} ({error}).") from error


def _enclosures(packed: str | None) -> tuple[Enclosure, ...]:
    if not packed:
        return ()
    from newsreader.models.documents import Enclosure  # noqa: PLC0415 - not before the screen is shown

    return tuple(Enclosure(*one) for one in json.loads(packed))


def entries(lib: Library, ids: Iterable[int]) -> list[Entry]:
    """Articles without their contents, in the order of the ids; those that are gone are left out."""
    wanted = list(ids)
    by_id = {row[0]: _entry(row) for row in lib.all(f"{_ENTRY} {_FROM}", (_json(wanted),))}
    return [by_id[entry_id] for entry_id in wanted if entry_id in by_id]


def _entry(
    row: Row,
    *,
    summary: str | None = None,
    content: str | None = None,
    categories: tuple[str, ...] = (),
    enclosures: tuple[Enclosure, ...] = (),
    full_text: str | None = None,
    problem: str | None = None,
    spoken: str | None = None,
    people: tuple[Person, ...] = (),
) -> Entry:
    columns: dict[str, Any] = dict(zip(_COLUMNS, row, strict=False))
    columns["read"] = bool(columns["read"])
    columns["starred"] = bool(columns["starred"])
    columns["tags"] = tags.split(columns["tags"])
    return Entry(
        **columns,
        summary=summary,
        content=content,
        categories=categories,
        enclosures=enclosures,
        full_text=full_text,
        problem=problem,
        spoken=spoken,
        people=people,
    )


def _decompressed(blob: bytes | None) -> str | None:
    return None if blob is None else packing.unpack(blob).decode()


def _json(ids: Sequence[int]) -> str:
    return json.dumps(list(ids))
