"""The side bar: smart feeds, folders and feeds with what is unread in each.

It is given feeds and counts and says which place is selected; `places` decides what is shown and in what order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from newsreader.models import FeedKind
from newsreader.tui.widgets.line_view import LineView, Part, fit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from textual import events

    from newsreader.models import Feed
    from newsreader.tui.symbols import Symbols

UNREAD = "smart:unread"
TODAY = "smart:today"
STARRED = "smart:starred"
ALL = "smart:all"


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the side bar that can be gone to."""

    key: str
    """smart:..., folder:A/B, feed:12 or a heading without a list of its own ("")."""
    label: str
    count: int = 0
    depth: int = 0
    folds: bool | None = None
    """Whether it is unfolded; None if it cannot fold."""
    error: str | None = None
    gap: bool = False
    """A blank line above."""


@dataclass(frozen=True, slots=True)
class SmartCounts:
    """What the smart feeds hold."""

    unread: int
    today: int
    starred: int


def places(
    feeds: Sequence[Feed],
    counts: SmartCounts,
    *,
    folded: Collection[str] = (),
    unread_only: bool = False,
    keep: str | None = None,
) -> list[Place]:
    """The side bar's lines, feeds in the order given.

    With `unread_only` feeds without unread entries are left out, but for those that fail and the place `keep`.
    """
    lines = [
        Place(UNREAD, "All unread", counts.unread),
        Place(TODAY, "Today", counts.today),
        Place(STARRED, "Starred", counts.starred),
        Place(ALL, "All articles"),
    ]
    shown = [feed for feed in feeds if feed.unread or not unread_only or keep == f"feed:{feed.id}" or feed.error]
    loose = [feed for feed in shown if not feed.folder]
    for number, feed in enumerate(loose):
        lines.append(_feed_place(feed, 0, gap=number == 0))
    filed = [feed for feed in shown if feed.folder]
    lines.extend(_folder_places(filed, "", 0, folded))
    return lines


def _folder_places(feeds: Sequence[Feed], parent: str, depth: int, folded: Collection[str]) -> Iterable[Place]:
    for name in dict.fromkeys(filter(None, (_below(feed.folder, parent) for feed in feeds))):
        path = f"{parent}/{name}" if parent else name
        inside = [feed for feed in feeds if feed.folder == path or (feed.folder or "").startswith(path + "/")]
        key = f"folder:{path}"
        unfolded = key not in folded
        yield Place(key, name, sum(feed.unread for feed in inside), depth, unfolded, gap=depth == 0)
        if unfolded:
            yield from (_feed_place(feed, depth + 1) for feed in inside if feed.folder == path)
            yield from _folder_places([f for f in inside if f.folder != path], path, depth + 1, folded)


def _below(folder: str | None, parent: str) -> str | None:
    """The name of the folder just below `parent` on the way to `folder`."""
    rest = (folder or "").removeprefix(parent).lstrip("/") if parent else folder or ""
    return rest.split("/")[0] or None


def _feed_place(feed: Feed, depth: int, *, gap: bool = False) -> Place:
    label = f"{feed.title} (sample)" if feed.kind is FeedKind.SAMPLE and "ample" not in feed.title else feed.title
    return Place(f"feed:{feed.id}", label or feed.url, feed.unread, depth, error=feed.error, gap=gap)


class FeedList(LineView):
    """The places of the side bar, one under another."""

    COMPONENT_CLASSES = {
        "feed-list--name",
        "feed-list--some",
        "feed-list--count",
        "feed-list--cursor",
        "feed-list--current",
        "feed-list--error",
    }

    @dataclass
    class Selected(Message):
        """Another place was gone to."""

        key: str

    @dataclass
    class Opened(Message):
        """The user wants to go into the list of this place."""

        key: str

    @dataclass
    class Folded(Message):
        """The user folded or unfolded a folder."""

        key: str

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols
        self._places: Sequence[Place] = ()
        self._lines: list[int | None] = []
        """For each line the index of its place, None for a blank one."""
        self.cursor = 0

    @property
    def places(self) -> Sequence[Place]:
        """All that is shown."""
        return self._places

    @property
    def place(self) -> Place | None:
        """The place under the cursor."""
        return self._places[self.cursor] if self._places else None

    def show_places(self, shown: Sequence[Place], key: str | None = None) -> None:
        """Show new places or counts; the cursor stays on its place, or goes to `key`."""
        key = key or (self.place.key if self.place else None)
        self._places = shown
        self._lines = []
        for index, place in enumerate(shown):
            self._lines.extend([None, index] if place.gap else [index])
        found = next((i for i, place in enumerate(shown) if place.key == key), None)
        self.cursor = min(self.cursor, max(0, len(shown) - 1)) if found is None else found
        self.fit_lines()
        self._show_cursor()

    def select(self, index: int) -> None:
        """Put the cursor on a place."""
        if not self._places:
            return
        index = max(0, min(index, len(self._places) - 1))
        if index != self.cursor:
            self.cursor = index
            self.post_message(self.Selected(self._places[index].key))
        self._show_cursor()
        self.refresh()

    def next_feed(self, direction: int, *, unread: bool) -> bool:
        """Go to the next or previous feed; False if there is none (with unread articles)."""
        index = self.cursor + direction
        while 0 <= index < len(self._places):
            place = self._places[index]
            if place.key.startswith("feed:") and (place.count or not unread):
                self.select(index)
                return True
            index += direction
        return False

    def move(self, lines: int) -> None:
        """Places up or down."""
        self.select(self.cursor + lines)

    def page(self, direction: int) -> bool:
        """A screenful of places."""
        before = self.cursor
        self.select(self.cursor + direction * max(1, self.size.height - 2))
        return self.cursor != before

    def to_end(self, direction: int) -> None:
        """The first or the last place."""
        self.select(0 if direction < 0 else len(self._places) - 1)

    def unfold(self) -> bool:
        """Unfold the folder under the cursor; False if there is nothing to unfold."""
        if self.place is None or self.place.folds is not False:
            return False
        self.post_message(self.Folded(self.place.key))
        return True

    def fold(self) -> bool:
        """Fold the folder under the cursor; False if there is nothing to fold."""
        if self.place is None or self.place.folds is not True:
            return False
        self.post_message(self.Folded(self.place.key))
        return True

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.fit_lines()
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; a click on the sign of a folder folds it."""
        line = self.scroll_offset.y + event.y
        index = self._lines[line] if line < len(self._lines) else None
        if index is None:
            return
        place = self._places[index]
        self.select(index)
        if place.folds is not None and event.x <= place.depth * 2 + 2:
            self.post_message(self.Folded(place.key))
        elif event.chain > 1:
            self.post_message(self.Opened(place.key))

    def line_count(self) -> int:
        """Places and the blanks above some."""
        return len(self._lines)

    def line_parts(self, line: int) -> Iterable[Part]:
        """One place: a bar if selected, the folding sign, the name, the count."""
        index = self._lines[line]
        if index is None:
            return []
        place = self._places[index]
        selected = index == self.cursor
        fold = "" if place.folds is None else (self._symbols.unfolded if place.folds else self._symbols.folded) + " "
        left = "  " * place.depth + fold
        count = str(place.count) if place.count else ""
        right = self._symbols.failed if place.error else ""
        room = self.size.width - 3 - cell_len(left) - cell_len(count) - (cell_len(right) + 1 if right else 0)
        label = fit(place.label, room, self._symbols.more)
        style = "feed-list--some" if place.count or place.folds is not None else "feed-list--name"
        styles = (style, "feed-list--current") if selected else (style,)
        gap = " " * max(1, room - cell_len(label) + 1)
        return [
            (self._symbols.cursor if selected else " ", ("feed-list--cursor",)),
            (left + label, styles),
            (gap, ()),
            (right + " " if right else "", ("feed-list--error",)),
            (count, ("feed-list--count", "feed-list--current") if selected else ("feed-list--count",)),
        ]

    def _show_cursor(self) -> None:
        if self._places:
            self.show_line(self._lines.index(self.cursor))
