"""media: files attached to entries are listed, loaded, played and queued."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.cli import output, transcripts
from newsreader.cli.shared import library, now
from newsreader.errors import NewsreaderError, NotFoundError, UsageError
from newsreader.library import feeds, spoken
from newsreader.library import media as attached
from newsreader.media import loading, naming, playing
from newsreader.text import megabytes

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from newsreader.config import Config
    from newsreader.library.media import Attached
    from newsreader.library.spoken import Spoken
    from newsreader.library.store import Library

_TOLD_EVERY = 0.1
"""Seconds between two words on how far it is."""


def show(options: Namespace) -> int:
    """List files, with what is known of each."""
    with library(options) as lib:
        return _list(lib, options, _listed(lib, options), "no file is attached to these articles")


def queue(options: Namespace) -> int:
    """Put files into the queue or take them out of it; list it."""
    if options.remove and not options.ids:
        raise UsageError("name the entries to take out of the queue")
    with library(options) as lib:
        for one in [attached.one_of(lib, entry_id, options.number) for entry_id in options.ids]:
            if options.remove:
                attached.dequeue(lib, one.enclosure.url)
            else:
                attached.enqueue(lib, one)
        return _list(lib, options, _queued(lib), "no file is in the queue")


def download(options: Namespace) -> int:
    """Load files, one after another; one that fails does not keep the others from being loaded."""
    if options.events and options.json:
        raise UsageError("--events and --json print two forms of the same; take one")
    config = configfile.load()
    with library(options) as lib:
        wanted = _wanted(lib, options)
        failed = [sentence for one in wanted if (sentence := _download(lib, options, config, one))]
        _hear(lib, wanted, config)
        if len(failed) == len(wanted):
            raise NewsreaderError(failed[0])
        for sentence in failed:
            output.problem(sentence)
        if options.json:
            _print_json(lib, [attached.one_of(lib, one.entry_id, one.number) for one in wanted])
    return 0


def play(options: Namespace) -> int:
    """Have files played one after another: the file if it was loaded, else its address. What was played leaves the
    queue."""
    config = configfile.load()
    with library(options) as lib:
        for one in _wanted(lib, options):
            _play(lib, options, config, one)
        if options.json:
            _print_json(lib, _queued(lib))
    return 0


# --- listing ------------------------------------------------------------------------------------------------------


def _listed(lib: Library, options: Namespace) -> list[Attached]:
    if options.ids:
        return [one for entry_id in options.ids for one in _all_of(lib, entry_id)]
    if options.loaded:
        ids: Sequence[int] = attached.in_use(lib, queued=False)
        return [one for one in attached.of_entries(lib, ids) if one.path is not None][: options.limit or None]
    feed_id = feeds.find(lib, options.feed).id if options.feed is not None else None
    return attached.newest(lib, feed_id, options.limit)


def _all_of(lib: Library, entry_id: int) -> list[Attached]:
    attached.one_of(lib, entry_id, 1)
    return attached.of_entries(lib, [entry_id])


def _queued(lib: Library) -> list[Attached]:
    found = attached.of_entries(lib, attached.in_use(lib, queued=True))
    return sorted((one for one in found if one.queued is not None), key=lambda one: one.queued or 0)


def _list(lib: Library, options: Namespace, found: Sequence[Attached], none: str) -> int:
    if options.json:
        _print_json(lib, found)
    elif found:
        rows = [
            (str(one.entry_id), str(one.number), naming.kind(one.enclosure), _state(one), one.feed_title, one.title)
            for one in found
        ]
        output.table([("ID", "N", "KIND", "ON DISK", "FEED", "TITLE"), *rows])
    else:
        output.line(none)
    return 0


def _state(one: Attached) -> str:
    if one.whole:
        return megabytes(one.bytes) if one.is_there else "deleted"
    part = _part_bytes(one)
    return f"{megabytes(part)} of it" if part else ("queued" if one.queued is not None else "")


def _part_bytes(one: Attached) -> int:
    if one.path is None or one.whole:
        return one.bytes
    part = one.path.with_name(f"{one.path.name}.part")
    return part.stat().st_size if part.is_file() else 0


def _print_json(lib: Library, found: Sequence[Attached]) -> None:
    heard = {one.entry_id: one for one in spoken.of_entries(lib, list({one.entry_id for one in found}))}
    output.document({"media": [_json(one, heard.get(one.entry_id)) for one in found]})


def _json(one: Attached, heard: Spoken | None) -> dict[str, object]:
    return {
        "id": one.entry_id,
        "number": one.number,
        "title": one.title,
        "feed": one.feed_title,
        "url": one.enclosure.url,
        "type": one.enclosure.type,
        "kind": naming.kind(one.enclosure),
        "length": one.enclosure.length,
        "file": str(one.path) if one.is_there else None,
        "bytes": _part_bytes(one),
        "complete": one.is_there,
        "place": one.place,
        "queued": one.queued is not None,
        "chapters": transcripts.chapters_json(heard.chapters) if heard else [],
        "transcripts": [
            {"url": of.url, "type": of.type, "language": of.language}
            for of in (heard.recording.transcripts if heard else ())
        ],
        "transcript": heard is not None and heard.has_transcript,
    }


# --- doing --------------------------------------------------------------------------------------------------------


def _wanted(lib: Library, options: Namespace) -> list[Attached]:
    """The files that are named, each once; without any the queue."""
    if options.ids:
        return [attached.one_of(lib, entry_id, options.number) for entry_id in dict.fromkeys(options.ids)]
    if queue := _queued(lib):
        return queue
    raise NotFoundError("Nothing is in the queue; name an entry, or put one into it with `newsreader media queue ID`.")


def _hear(lib: Library, wanted: Sequence[Attached], config: Config) -> None:
    """Fetch the chapters and transcripts of what is loaded; one that cannot be had keeps no file from being there."""
    heard = spoken.of_entries(lib, list(dict.fromkeys(one.entry_id for one in wanted)))
    for one in transcripts.fetch(lib, [one for one in heard if one.is_missing], config):
        if one.error:
            output.problem(one.error)


def _download(lib: Library, options: Namespace, config: Config, one: Attached) -> str:
    """Load one; why it failed, if it did."""
    try:
        done = loading.load(lib, one, config=config, now=now(), told=_Teller(options, one))
    except NewsreaderError as error:
        if options.events:
            output.event({"event": "failed", "id": one.entry_id, "error": str(error)})
        return str(error)
    finally:
        if _is_changing(options):
            output.changing("")
    if options.events:
        output.event({"event": "done", "id": one.entry_id, "file": str(done.path), "bytes": done.bytes})
    elif not options.json:
        output.line(f"{done.path} {'is there already' if done.was_there else f'({megabytes(done.bytes)})'}")
    return ""


def _is_changing(options: Namespace) -> bool:
    return not options.json and not options.events and output.can_change()


class _Teller:
    """Tells how far a file is, not too often."""

    def __init__(self, options: Namespace, one: Attached) -> None:
        self._options, self._one, self._told = options, one, 0.0

    def __call__(self, there: int, whole: int | None) -> None:
        moment = time.monotonic()
        if moment - self._told < _TOLD_EVERY:
            return
        self._told = moment
        if self._options.events:
            output.event({"event": "loading", "id": self._one.entry_id, "bytes": there, "length": whole})
        elif _is_changing(self._options):
            of = f" of {megabytes(whole)}, {100 * there // max(whole, 1)}%" if whole else ""
            output.changing(f"{self._one.title}: {megabytes(there)}{of}")


def _play(lib: Library, options: Namespace, config: Config, one: Attached) -> None:
    place = one.place
    if options.place is not None:
        place = options.place
        attached.keep_place(lib, one, place)
    target = str(one.path) if one.is_there else one.enclosure.url
    words = playing.command(config.media, naming.kind(one.enclosure), target, place)
    try:
        ended = subprocess.run(words, check=False).returncode
    except OSError as error:
        raise NewsreaderError(
            f"{words[0]} cannot be started ({error.strerror}); [media] in config.toml names the commands."
        ) from error
    if ended:
        raise NewsreaderError(f"{words[0]} ended with {ended} on {target}; the queue stays as it is.")
    attached.dequeue(lib, one.enclosure.url)
