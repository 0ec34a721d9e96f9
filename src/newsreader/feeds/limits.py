"""How much of a document is read: one value, handed from the settings to whatever reads one."""

from __future__ import annotations

from newsreader.values import dataclass


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What a feed, or a folder of files, may bring."""

    entries: int = 5_000
    """Of a document with more, the newest are kept."""
    depth: int = 200
    """Elements within each other; the tags of those further down are ignored, their text is kept."""
    attribute_characters: int = 100_000
    """An attribute that is longer is ignored; no address is, but a picture within an address may be."""
    title_characters: int = 1_000

    @property
    def raw_entries(self) -> int:
        """Of a document with more, the rest is not looked at: the newest may stand anywhere in it."""
        return 4 * self.entries


LIMITS = DocumentLimits()
"""Where no others are set."""
