"""What a file that is attached to an entry is called on the disk: its article's title, the ending of its type. Pure.

No address, title or type leads out of a folder or makes a program of a file.
"""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from newsreader.articles.export import names

if TYPE_CHECKING:
    from newsreader.models.documents import Enclosure

ENDINGS = frozenset(
    "mp3 m4a m4b aac ogg oga opus flac wav wma mp4 m4v mkv webm mov avi mpg mpeg ogv jpg jpeg png gif webp avif pdf"
    " epub txt".split()
)
_OF_TYPE = {
    "audio/mpeg": "mp3",
    "audio/mp3": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/aac": "aac",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "video/mp4": "mp4",
    "video/x-m4v": "m4v",
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
}


def kind(enclosure: Enclosure) -> str:
    """audio, video, image or other: by its type, else by its ending."""
    told = (enclosure.type or "").partition("/")[0].strip().lower()
    if told not in {"audio", "video", "image"}:
        told = (mimetypes.guess_type(f"a.{ending(enclosure)}")[0] or "").partition("/")[0]
    return told if told in {"audio", "video", "image"} else "other"


def ending(enclosure: Enclosure) -> str:
    """The ending of its name; "bin" if it is none that players, viewers and readers know."""
    path = PurePosixPath(unquote(urlsplit(enclosure.url).path))
    named = path.suffix.removeprefix(".").lower()
    if named in ENDINGS:
        return named
    told = (enclosure.type or "").partition(";")[0].strip().lower()
    if told in _OF_TYPE:
        return _OF_TYPE[told]
    guessed = (mimetypes.guess_extension(told) or "").removeprefix(".")
    return guessed if guessed in ENDINGS else "bin"


def of(enclosure: Enclosure, title: str, feed_title: str) -> tuple[str, str]:
    """The folder of its feed and the name of the file."""
    return names.safe(feed_title, "feed"), f"{names.safe(title, 'file')}.{ending(enclosure)}"
