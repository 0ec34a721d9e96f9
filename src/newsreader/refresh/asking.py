"""How a feed is asked for: what adding it and refreshing it have in common. Nothing is fetched here."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from newsreader.fetch import FetchLimits

if TYPE_CHECKING:
    from newsreader.config import Config

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
