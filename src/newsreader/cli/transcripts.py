"""media transcript: the chapters and transcripts of recordings, fetched where they are not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.articles import document
from newsreader.cli import output
from newsreader.cli.shared import analyse, library, now
from newsreader.errors import NewsreaderError
from newsreader.library import entries, spoken
from newsreader.recordings import speech
from newsreader.recordings.values import clock

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Sequence

    from newsreader.config import Config
    from newsreader.library.spoken import Spoken
    from newsreader.library.store import Library
    from newsreader.media.transcribing import Outcome
    from newsreader.models.documents import Chapter


def show(options: Namespace) -> int:
    """Print what is spoken in recordings, fetched if it was not before; exit code 1 if nothing is there of any."""
    config = configfile.load()
    with library(options) as lib:
        found = _wanted(lib, options.ids)
        asked = [one for one in found if options.again or one.is_missing or one.has_failed]
        problems = [one.error for one in fetch(lib, asked, config) if one.error]
        told = [(one, _text(lib, one)) for one in spoken.of_entries(lib, [one.entry_id for one in found])]
    there = [(one, text) for one, text in told if one.chapters or text]
    if not there:
        before = [one.error for one, _ in told if one.error]
        raise NewsreaderError(" ".join(problems or before) or _nothing(found))
    for sentence in problems:
        output.problem(sentence)
    if options.json:
        output.document({"recordings": [_json(one, text) for one, text in told]})
        return 0
    for number, (one, text) in enumerate(there):
        if number:
            output.line()
        _print(one, text)
    return 0


def fetch(lib: Library, wanted: Sequence[Spoken], config: Config, *, by_hand: bool = True) -> list[Outcome]:
    """Fetch what there is beside recordings, and find the quotes in it."""
    if not wanted:
        return []
    from newsreader.media import transcribing  # noqa: PLC0415 - not needed where nothing is to be fetched

    outcomes = list(transcribing.fetch(lib, wanted, config=config, now=now, by_hand=by_hand))
    analyse(lib, [one.entry_id for one in outcomes if one.status == "stored"])
    return outcomes


def chapters_json(chapters: Iterable[Chapter]) -> list[dict[str, object]]:
    """Chapters as every document has them."""
    return [{"start": one.start, "title": one.title, "link": one.link} for one in chapters]


def _wanted(lib: Library, ids: Sequence[int]) -> list[Spoken]:
    for entry_id in ids:
        entries.entry(lib, entry_id)
    return spoken.of_entries(lib, list(dict.fromkeys(ids)))


def _nothing(found: Sequence[Spoken]) -> str:
    if not any(one.recording.can_be_fetched for one in found):
        return "Their feeds name neither chapters nor transcripts of these entries."
    return "Nothing came of what the feeds name; --again asks once more."


def _text(lib: Library, one: Spoken) -> str | None:
    """The transcript as plain text."""
    if not one.has_transcript:
        return None
    return speech.transcript(document.parse(entries.entry(lib, one.entry_id).spoken or ""))


def _json(one: Spoken, text: str | None) -> dict[str, object]:
    return {
        "id": one.entry_id,
        "title": one.title,
        "chapters": chapters_json(one.chapters),
        "people": [{"name": person.name, "role": person.role} for person in one.recording.people],
        "transcript": text,
        "fetched": output.iso(one.fetched),
        "error": one.error,
    }


def _print(one: Spoken, text: str | None) -> None:
    output.line(one.title or "(no title)")
    for person in one.recording.people:
        output.line(person.name + (f" ({person.role})" if person.role else ""))
    if one.chapters:
        output.line()
        output.table([(clock(chapter.start), chapter.title) for chapter in one.chapters])
    if text:
        output.line()
        output.block(text)
