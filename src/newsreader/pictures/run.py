"""Fetching the pictures of entries: looked for in their texts, loaded by threads, kept by the calling thread.

What goes wrong is data of an outcome. Nothing is fetched for an article that is opened: a refresh or the user asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from newsreader.articles import document
from newsreader.errors import LibraryError, NewsreaderError, NotFoundError
from newsreader.library import entries, pictures
from newsreader.pictures import store
from newsreader.pictures.loading import Picture, load
from newsreader.pictures.room import Room
from newsreader.refresh.asking import note_answer, note_refusal
from newsreader.refresh.by_host import AskedLaterError, ByHost, alone, passes
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsreader.config import Config
    from newsreader.library.pictures import Missing
    from newsreader.library.store import Library

MOST_OF_ENTRY = 100
"""Pictures of one entry that are wanted."""
_SECONDS = 120
"""For which a refresh asks for pictures; what is left is tried after a later one."""
_WAITING = 16
"""Pictures that wait to be kept; none is loaded meanwhile."""
_NO_ROOM = "Pictures have no more room; [pictures] in config.toml says how much they may take."
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a picture."""

    url: str
    status: str
    """stored; failed: there is none; skipped: it was not asked for, or not kept for want of room."""
    bytes: int = 0
    error: str | None = None


def look(lib: Library, ids: Sequence[int]) -> None:
    """Find the pictures of entries that were not looked through as they are now, and files that are gone."""
    for entry_id in pictures.unseen(lib, ids):
        try:
            entry = entries.entry(lib, entry_id)
        except (NotFoundError, LibraryError):  # it went meanwhile, or its text is damaged, as opening it says
            continue
        found = [one.url for one in document.parse(entry.body).pictures if one.url.lower().startswith(_WEB)]
        pictures.note(lib, entry_id, entry.hash, found[:MOST_OF_ENTRY])
    gone = [key for key, name in pictures.named(lib, ids) if not store.is_there(lib.path, name)]
    if gone:
        pictures.drop(lib, gone, "Its file is gone.")


def fetch(
    lib: Library, ids: Sequence[int], *, config: Config, now: Callable[[], int], by_hand: bool = True
) -> Iterator[Outcome]:
    """Fetch the pictures of entries that are missing; by hand, also those that could not be had before."""
    look(lib, ids)
    wanted = pictures.missing(lib, ids, now(), by_hand=by_hand)
    if not wanted:
        return
    room = Room(lib, config.pictures)

    def loaded(one: Missing, _: int, visit: Callable[[str], None]) -> Picture:
        if room.is_full(one.feed_id):
            raise AskedLaterError(_NO_ROOM)
        # Where a feed leads its user did not choose: from the public network not into a private one.
        typed = one.typed and host(one.url) == host(one.home)
        return load(one.url, config, typed_by_user=typed, visit=visit)

    left = alone(lib, now(), by_hand=by_hand)
    ends = None if by_hand else now() + _SECONDS
    with ByHost(
        wanted, loaded, attrgetter("url"), "picture", alone=left, now=now, ends=ends, waiting=_WAITING
    ) as loaders:
        for _ in wanted:
            one, found = loaders.next()
            yield _record(lib, room, one, found, now())


def after_refresh(lib: Library, since: int, *, config: Config, now: Callable[[], int]) -> Iterator[Outcome]:
    """Fetch the pictures of entries written after `since`, a number of `analysis.latest`, as the settings want it."""
    store.remove(lib.path, pictures.forget_unused(lib))
    store.remove_unfinished(lib.path, now())
    if config.pictures.fetch != "never":
        ids = pictures.new(lib, since, now(), config.pictures.fetch)
        yield from fetch(lib, ids, config=config, now=now, by_hand=False)


def _record(lib: Library, room: Room, one: Missing, found: Picture | NewsreaderError, now: int) -> Outcome:
    if isinstance(found, AskedLaterError):
        return Outcome(one.url, "skipped", error=str(found))
    if isinstance(found, NewsreaderError):
        note_refusal(lib, one.url, found, now)
        pictures.failed(lib, one.id, str(found), now, passes=passes(found))
        return Outcome(one.url, "failed", error=str(found))
    note_answer(lib, (one.url,), now)
    size = len(found.data)
    if not room.make(one.feed_id, size):
        return Outcome(one.url, "skipped", error=_NO_ROOM)
    name = store.keep(lib.path, found.data, found.measured.ending)
    pictures.had(lib, one.id, name, (size, found.measured.width, found.measured.height), now)
    room.take(one.feed_id, size)
    return Outcome(one.url, "stored", size)
