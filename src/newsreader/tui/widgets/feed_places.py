"""The places of the side bar and their order: smart feeds, saved searches, tags, folders and feeds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from newsreader.models.feeds import FeedKind
from newsreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from newsreader.models.feeds import Feed

UNREAD = "smart:unread"
TODAY = "smart:today"
STARRED = "smart:starred"
ALL = "smart:all"
SMART_NAMES = {UNREAD: "All unread", TODAY: "Today", STARRED: "Starred", ALL: "All articles"}
TAGS = "tags:"
"""All that have any tag; a tag's own key is tag:NAME."""
ORDERS = ("given", "name", "unread")
"""Of feeds and folders: the library's own, in which the user has put them; by name; the most unread first."""
SAVED = "saved:"
"""Before the id of a saved search."""


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the side bar that can be gone to."""

    key: str
    """smart:..., saved:3, tags:, tag:NAME, folder:A/B or feed:12."""
    label: str
    count: int = 0
    depth: int = 0
    folds: bool | None = None
    """Whether it is unfolded; None if it cannot fold."""
    error: str | None = None
    warning: str = ""
    """A word in red about it."""
    gap: bool = False
    """A blank line above."""


class SmartCounts(NamedTuple):
    """What the smart feeds hold."""

    unread: int
    today: int
    starred: int


def places(
    feeds: Sequence[Feed],
    counts: SmartCounts,
    *,
    searches: Sequence[tuple[int, str, int]] = (),
    tags: Sequence[tuple[str, int]] = (),
    folded: Collection[str] = (),
    unread_only: bool = False,
    keep: str | None = None,
    order: str = "given",
) -> list[Place]:
    """The side bar's lines: saved searches (ids, names, counts), tags with counts and feeds as given.

    Those that are folded away are among them (see `unhidden`).

    With `unread_only` feeds without unread entries are left out, but for those that fail and the place `keep`.
    The `order` is one of ORDERS.
    """
    lines = [
        Place(UNREAD, SMART_NAMES[UNREAD], counts.unread),
        Place(TODAY, SMART_NAMES[TODAY], counts.today),
        Place(STARRED, SMART_NAMES[STARRED], counts.starred),
        Place(ALL, "All articles"),
        *(Place(f"{SAVED}{search_id}", name, count) for search_id, name, count in searches),
    ]
    if tags:
        lines.append(Place(TAGS, "Tags", folds=TAGS not in folded, gap=True))
        lines.extend(Place(f"tag:{name}", name, count, 1) for name, count in tags)
    shown = [feed for feed in feeds if feed.unread or not unread_only or keep == f"feed:{feed.id}" or feed.error]
    if order != "given":
        shown.sort(key=lambda feed: (-feed.unread if order == "unread" else 0, fold(feed.title)))
    loose = [feed for feed in shown if not feed.folder]
    for place, feed in enumerate(loose):
        lines.append(_feed_place(feed, 0, gap=place == 0))
    filed = [feed for feed in shown if feed.folder]
    lines.extend(_folder_places(filed, "", 0, folded, order))
    return lines


def unhidden(lines: Iterable[Place]) -> Iterable[Place]:
    """The lines that are not within a folded folder."""
    deepest: int | None = None
    for line in lines:
        if deepest is None or line.depth <= deepest:
            yield line
            deepest = line.depth if line.folds is False else None


def folders_around(lines: Sequence[Place], index: int) -> Iterable[int]:
    """The folders that a line is within, the innermost first."""
    depth = lines[index].depth
    for above in range(index - 1, -1, -1):
        if depth == 0:
            return
        if lines[above].depth < depth:
            depth = lines[above].depth
            yield above


def _folder_places(
    feeds: Sequence[Feed], parent: str, depth: int, folded: Collection[str], order: str
) -> Iterable[Place]:
    unread: dict[str, int] = {}
    for feed in feeds:
        if name := _below(feed.folder, parent):
            unread[name] = unread.get(name, 0) + feed.unread
    names = list(unread)
    if order != "given":
        names.sort(key=lambda name: (-unread[name] if order == "unread" else 0, fold(name)))
    for name in names:
        path = f"{parent}/{name}" if parent else name
        inside = [feed for feed in feeds if feed.folder == path or (feed.folder or "").startswith(path + "/")]
        key = f"folder:{path}"
        yield Place(key, name, sum(feed.unread for feed in inside), depth, key not in folded, gap=depth == 0)
        yield from (_feed_place(feed, depth + 1) for feed in inside if feed.folder == path)
        yield from _folder_places([f for f in inside if f.folder != path], path, depth + 1, folded, order)


def _below(folder: str | None, parent: str) -> str | None:
    """The name of the folder just below `parent` on the way to `folder`."""
    rest = (folder or "").removeprefix(parent).lstrip("/") if parent else folder or ""
    return rest.split("/")[0] or None


def _feed_place(feed: Feed, depth: int, *, gap: bool = False) -> Place:
    label = f"{feed.title} (sample)" if feed.kind is FeedKind.SAMPLE and "ample" not in feed.title else feed.title
    return Place(f"feed:{feed.id}", label or feed.url, feed.unread, depth, error=feed.error, gap=gap)
