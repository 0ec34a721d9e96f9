"""Which entry is the same as one seen before, and whether it changed. Pure.

Identities are compared as code points, trimmed and never normalised. Dates take no part in whether an entry changed:
many publishers move them at each request.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader import packing
from newsreader.models.documents import PackedTexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.models.documents import ParsedEntry

LONGEST_GUID = 1_000
"""Bytes; a longer identity is kept as its hash."""


def guid(entry: ParsedEntry) -> str:
    """The identity to store an entry under: the publisher's, else its link, else a hash of title, date and text."""
    found = (entry.guid or "").strip() or canonical(entry.link)
    if not found:
        return _hash_identity(entry)
    return found if len(_bytes(found)) <= LONGEST_GUID else "hash:" + hashlib.sha256(_bytes(found)).hexdigest()


def guids(entries: Sequence[ParsedEntry]) -> list[str]:
    """The identities of one document's entries; a link that several entries without an identity share is none."""
    links = Counter(canonical(entry.link) for entry in entries if not (entry.guid or "").strip())
    return [
        _hash_identity(entry) if not (entry.guid or "").strip() and links[canonical(entry.link)] > 1 else guid(entry)
        for entry in entries
    ]


def content_hash(entry: ParsedEntry) -> str:
    """Changes with everything whose change is an edit: all but the dates and the identity."""
    return entry.packed.hash if entry.packed else _hash(entry, _encoded(entry.summary), _encoded(entry.content))


def packed(entry: ParsedEntry) -> ParsedEntry:
    """The entry with its texts packed."""
    summary, content = _encoded(entry.summary), _encoded(entry.content)
    texts = PackedTexts(_hash(entry, summary, content), _packed(summary), _packed(content))
    return replace(entry, summary=None, content=None, packed=texts)


def canonical(link: str | None) -> str | None:
    """A link without the parameters that only tell where a reader came from."""
    if not link or "?" not in link:
        return link
    head, _, rest = link.partition("?")
    query, hash_sign, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    return f"{head}{'?' if kept else ''}{kept}{hash_sign}{fragment}"


def _hash(entry: ParsedEntry, summary: bytes | None, content: bytes | None) -> str:
    lines = [entry.title, canonical(entry.link), entry.author, entry.comments, *entry.categories]
    for file in entry.enclosures:
        lines += file.url, file.type, None if file.length is None else str(file.length)
    if one := entry.recording:  # what has none has the hash that it had before there were any
        lines += "recording", one.chapters_url, *(f"{part.start} {part.title} {part.link}" for part in one.chapters)
        lines += [f"{part.url} {part.type} {part.language}" for part in one.transcripts]
        lines += [f"{part.name} {part.role}" for part in one.people]
    parts = [summary, content, *map(_encoded, lines)]
    # The lengths say where each part begins, so that nothing moves from one to the next unseen.
    lengths = [len(entry.categories), *(None if part is None else len(part) for part in parts)]
    found = hashlib.blake2b(repr(lengths).encode(), digest_size=16)
    for part in filter(None, parts):
        found.update(part)
    return found.hexdigest()


def _hash_identity(entry: ParsedEntry) -> str:
    summary, content = entry.summary, entry.content
    if entry.packed:
        summary, content = _unpacked(entry.packed.summary), _unpacked(entry.packed.content)
    text = json.dumps([entry.title, entry.published or entry.updated, content, summary])
    return "hash:" + hashlib.sha256(_bytes(text)).hexdigest()


def _packed(text: bytes | None) -> bytes | None:
    return None if text is None else packing.pack(text)


def _unpacked(text: bytes | None) -> str | None:
    return None if text is None else packing.unpack(text).decode()


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode(errors="replace")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|custom\d*)|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid)(?:=|$)"
)
