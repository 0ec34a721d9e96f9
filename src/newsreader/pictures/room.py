"""The room that pictures may take: what is left of it, and what goes when there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import pictures
from newsreader.pictures import store

if TYPE_CHECKING:
    from newsreader.config import Pictures
    from newsreader.library.store import Library

_MEGABYTE = 1_000_000
_WHY = "It went to make room for others."


class Room:
    """Counted once from the library, then kept; for one run."""

    def __init__(self, lib: Library, limits: Pictures) -> None:
        self._lib = lib
        self._of_feed = limits.feed_megabytes * _MEGABYTE
        self._of_all = limits.total_megabytes * _MEGABYTE
        self._by_feed = pictures.bytes_by_feed(lib)
        self._total = pictures.total_bytes(lib)
        self._full: set[int | None] = set()
        """Feeds, or None for all of them, of which nothing may go any more."""

    def is_full(self, feed_id: int) -> bool:
        """Whether nothing of a feed fits in, and nothing may go for it."""
        return feed_id in self._full or None in self._full

    def make(self, feed_id: int, size: int) -> bool:
        """Make room for so many bytes of a feed; False if that cannot be, since what is there is unread or starred."""
        for whose in (feed_id, None):
            while self._excess(whose, size) > 0:
                if not self._free(whose, self._excess(whose, size)):
                    self._full.add(whose)
                    return False
        return True

    def take(self, feed_id: int, size: int) -> None:
        """So many bytes of a feed were kept."""
        self._by_feed[feed_id] = self._by_feed.get(feed_id, 0) + size
        self._total += size

    def _excess(self, whose: int | None, size: int) -> int:
        if whose is None:
            return self._total + size - self._of_all
        return self._by_feed.get(whose, 0) + size - self._of_feed

    def _free(self, whose: int | None, wanted: int) -> bool:
        going, freed = [], 0
        for one in pictures.spare(self._lib, whose):
            going.append(one.id)
            freed += one.bytes
            if freed >= wanted:
                break
        if going:
            store.remove(self._lib.path, pictures.drop(self._lib, going, _WHY))
            self._by_feed = pictures.bytes_by_feed(self._lib)
            self._total = pictures.total_bytes(self._lib)
        return bool(going)
