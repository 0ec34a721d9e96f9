"""How a feed is asked for: what adding it and refreshing it have in common. Nothing is fetched here."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from newsreader.errors import FetchError
from newsreader.fetch import FetchLimits
from newsreader.library import hosts
from newsreader.refresh import schedule
from newsreader.web.address import host

if TYPE_CHECKING:
    from newsreader.config import Config
    from newsreader.errors import NewsreaderError
    from newsreader.library.store import Library

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)


def limits(config: Config) -> FetchLimits:
    """The limits of a fetch as configured."""
    size = config.fetch.max_megabytes * 1_000_000
    return FetchLimits(total_seconds=config.fetch.timeout, wire_bytes=size, body_bytes=size)


def digest(body: bytes) -> str:
    """What tells whether a document is the one that was parsed last."""
    return hashlib.sha256(body).hexdigest()


def path_of(file_url: str) -> Path:
    """The path of a file:// address, exactly as it was made with `Path.as_uri`."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(file_url).path)))


def check_host(lib: Library, url: str, now: int) -> None:
    """Who asked to be left alone is, by every feed; FetchError then."""
    asked = hosts.waits(lib).get(host(url), hosts.Wait()).asked
    if hosts.holds(asked, now):
        raise FetchError(f"{left_alone(url, asked - now)}; try again then.")


def left_alone(url: str, seconds: int) -> str:
    """Why a feed is not asked for."""
    return f"{host(url)} asked to be left alone for {-(-seconds // 60)} minutes more"


def note_refusal(lib: Library, url: str, error: NewsreaderError, now: int) -> None:
    """Keep that a host wants to be left alone, if the failure says so."""
    wait = schedule.host_wait(error, hosts.waits(lib).get(host(url), hosts.Wait()), now)
    if wait:
        hosts.record(lib, host(url), wait)
