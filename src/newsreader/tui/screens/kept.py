"""Where the reader was, as texts for the library's session and back; whatever the texts hold gives a place. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsreader.commands import Pane
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

KEYS = ("place", "entry", "pane", "wishes")
_SMART = {feed_places.UNREAD, feed_places.TODAY, feed_places.STARRED, feed_places.ALL}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the next start begins with."""

    place: str = feed_places.UNREAD
    entry_id: int | None = None
    """The entry under the cursor."""
    pane: Pane = Pane.LIST
    side_bar: bool = True
    wider: Mapping[Pane, int] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    unread_only: bool = False
    order: str = "date"
    """That of the lists."""
    feed_order: str = "given"
    """That of the side bar."""
    reported: bool = True
    """Whether reported speech is shown."""

    def texts(self) -> dict[str, str]:
        """As the session keeps it."""
        wishes = {
            "side_bar": self.side_bar,
            "wider": dict(self.wider),
            "folded": sorted(self.folded),
            "unread_only": self.unread_only,
            "order": self.order,
            "feed_order": self.feed_order,
            "reported": self.reported,
        }
        return {
            "place": self.place,
            "entry": "" if self.entry_id is None else str(self.entry_id),
            "pane": Pane.LIST if self.pane is Pane.FEEDS else self.pane,
            "wishes": json.dumps(wishes),
        }


def recall(
    texts: Mapping[str, str | None],
    *,
    feeds: Collection[int],
    folders: Collection[str],
    tags: Collection[str] = (),
    searches: Collection[int] = (),
    orders: Collection[str] = (),
) -> Kept:
    """What the session holds, as far as it makes sense and its feed, folder, tag or search is still there.

    `orders` are those of lists.
    """
    wishes = _wishes(texts.get("wishes"))
    wider, folded = wishes.get("wider"), wishes.get("folded")
    entry, pane = texts.get("entry") or "", texts.get("pane")
    return Kept(
        place=_place(texts.get("place") or "", feeds, folders, tags, searches),
        entry_id=int(entry) if _is_id(entry) else None,
        pane=Pane(pane) if pane in set(Pane) else Pane.LIST,
        side_bar=wishes.get("side_bar") is not False,
        wider={
            Pane(p): cells for p, cells in wider.items() if p in set(Pane) and type(cells) is int and abs(cells) < 500
        }
        if isinstance(wider, dict)
        else {},
        folded=frozenset(key for key in folded if isinstance(key, str)) if isinstance(folded, list) else frozenset(),
        unread_only=wishes.get("unread_only") is True,
        order=wishes["order"] if wishes.get("order") in orders else "date",
        feed_order=wishes["feed_order"] if wishes.get("feed_order") in feed_places.ORDERS else "given",
        reported=wishes.get("reported") is not False,
    )


def _wishes(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _place(
    place: str, feeds: Collection[int], folders: Collection[str], tags: Collection[str], searches: Collection[int]
) -> str:
    kind, _, name = place.partition(":")
    there = (
        place in _SMART
        or (kind == "feed" and _is_id(name) and int(name) in feeds)
        or (kind == "saved" and _is_id(name) and int(name) in searches)
        or (kind == "folder" and name in folders)
        or (kind == "tag" and name in tags)
        or (place == feed_places.TAGS and bool(tags))
    )
    return place if there else feed_places.UNREAD


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
