"""Loading a file that is attached to an entry: into a part beside its place, resumed where it broke off."""

from __future__ import annotations

import contextlib
import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsreader import fetch, logins, paths
from newsreader.errors import FetchError, LibraryError
from newsreader.fetch import FetchLimits, Manner, Sink
from newsreader.library import disks, media
from newsreader.media import naming
from newsreader.refresh.asking import check_host, note_refusal
from newsreader.web.address import host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsreader.config import Config
    from newsreader.library.media import Attached
    from newsreader.library.store import Library

_LONGEST = 24 * 3_600
"""Seconds that loading a file may take; a server that is silent is given up after those of [fetch]."""
_UNSATISFIABLE = 416
_ROOM_BYTES = 50_000_000
"""That are left on the disk, for the library above all."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    path: Path
    bytes: int
    was_there: bool = False


def folder(config: Config) -> Path:
    """Where files are loaded to."""
    configured = config.media.folder
    return Path(configured).expanduser().absolute() if configured else paths.media_dir()


def load(lib: Library, one: Attached, *, config: Config, now: int, told: Callable[[int, int | None], None]) -> Done:
    """Load a file, or the rest of it; `told` is given the bytes that are there and those of the whole, if known.

    FetchError or LibraryError if it cannot be had or kept; what came stays, and the next try goes on from there.
    """
    if one.whole and one.path is not None and one.path.is_file():
        return Done(one.path, one.path.stat().st_size, was_there=True)
    path = media.begin(lib, one, _free(one, config))
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _held(part) as file:
            check_host(lib, host(one.enclosure.url), now)
            size = _into(lib, one, file, path, config, told)
            final = _put(part, path)
            media.finish(lib, one.enclosure.url, final, size)
    except OSError as error:
        raise LibraryError(f"{path} cannot be written ({error.strerror or error}); what came is kept.") from error
    except FetchError as error:
        note_refusal(lib, one.enclosure.url, error, now)
        raise
    return Done(final, size)


@contextlib.contextmanager
def _held(part: Path) -> Iterator[IO[bytes]]:
    """A part of a file for this process alone, until it is done; LibraryError if another one has it."""
    part.touch()
    with part.open("r+b") as file:
        is_it = False
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _busy(part) from None
        except OSError:  # a file system without locks
            pass
        with contextlib.suppress(FileNotFoundError):
            is_it = os.path.samestat(os.fstat(file.fileno()), part.stat())
        if not is_it:  # another one made it whole while it was opened
            raise _busy(part)
        try:
            yield file
        finally:
            with contextlib.suppress(OSError):
                file.flush()
                if os.fstat(file.fileno()).st_size == 0:
                    part.unlink()


def _into(
    lib: Library,
    one: Attached,
    file: IO[bytes],
    path: Path,
    config: Config,
    told: Callable[[int, int | None], None],
) -> int:
    url, of = one.enclosure.url, config.of_feed(one.feed_url)
    most = config.media.max_megabytes * 1_000_000
    limits = FetchLimits(
        total_seconds=_LONGEST,
        connect_seconds=config.fetch.connect_timeout,
        read_seconds=config.fetch.read_timeout,
        wire_bytes=most + 1_000_000,
        body_bytes=most,
        header_bytes=config.fetch.max_header_kilobytes * 1_000,
        redirects=config.fetch.redirects,
    )
    # A feed's own headers and login are for its own server; what it leads to elsewhere is asked for like anything.
    at_home = host(url) == host(one.feed_url)
    login = logins.of(one.feed_url) if at_home else ""
    manner = Manner(of.user_agent, of.headers if at_home else (), login, of.proxy, of.verify_tls or not at_home)

    def begun(validator: str | None, length: int | None) -> None:
        if length is not None:
            there = os.fstat(file.fileno()).st_size
            disks.require_room(path.parent, max(0, length - there) + _ROOM_BYTES, path.name)
        media.note(lib, url, validator, length)

    validator = one.validator
    while True:
        sink = Sink(file, validator, told, begun)
        try:
            found = fetch.load(url, sink, limits=limits, typed_by_user=one.typed and at_home, manner=manner)
        except FetchError as error:
            if error.status != _UNSATISFIABLE or validator is None:
                raise
            validator = None  # the server has less than is there: from the beginning, once
            continue
        os.fsync(file.fileno())
        return found.size


def _busy(part: Path) -> LibraryError:
    return LibraryError(f"{part.with_suffix('')} is being loaded by another newsreader; wait for that one to end.")


def _free(one: Attached, config: Config) -> Path:
    """A path that nothing has, nor a part of it."""
    feed, name = naming.of(one.enclosure, one.title, one.feed_title)
    path = folder(config) / feed / name
    first, number = path, 1
    while os.path.lexists(path) or os.path.lexists(path.with_name(f"{path.name}.part")):
        number += 1
        path = first.with_stem(f"{first.stem} {number}")
    return path


def _put(part: Path, path: Path) -> Path:
    """The file in its place; another one that came there meanwhile stays."""
    first, number = path, 1
    while True:
        try:
            os.link(part, path)
        except FileExistsError:
            number += 1
            path = first.with_stem(f"{first.stem} {number}")
            continue
        except OSError:  # a file system without hard links
            if not os.path.lexists(path):
                part.rename(path)
                return path
            raise
        part.unlink()
        return path
