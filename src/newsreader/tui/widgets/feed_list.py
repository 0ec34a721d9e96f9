"""The side bar: smart feeds, folders and feeds with what is unread in each.

It is given feeds and counts and says which place is selected; `places` decides what is shown and in what order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message

from newsreader.models.feeds import FeedKind
from newsreader.text import fold
from newsreader.tui.customs import number
from newsreader.tui.widgets.line_view import LineView, Part, fit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from textual import events

    from newsreader.models.feeds import Feed
    from newsreader.tui.symbols import Symbols

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
        """The user wants to go into the list of the place under the cursor."""

    @dataclass
    class Folded(Message):
        """The user folded or unfolded a folder, or went to a feed inside a folded one."""

        key: str

    @dataclass
    class Dropped(Message):
        """A feed was dragged onto another place."""

        key: str
        onto: str

    def __init__(self, symbols: Symbols, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._symbols = symbols
        self._all: list[Place] = []
        """Also what is folded away."""
        self._places: Sequence[Place] = ()
        self._key: str | None = None
        """Where the cursor belongs, be it folded away."""
        self._lines: list[int | None] = []
        """For each line the index of its place, None for a blank one."""
        self.cursor = 0
        self._pressed: str | None = None
        """The place that the mouse button went down on."""
        self._is_dropped = False
        """Whether it came up on another."""

    @property
    def places(self) -> Sequence[Place]:
        """All that is shown."""
        return self._places

    @property
    def place(self) -> Place | None:
        """The place under the cursor."""
        return self._places[self.cursor] if self._places else None

    def show_places(self, lines: Sequence[Place]) -> None:
        """Show new places or counts, but for what is folded away; the cursor stays on its place."""
        self._all = list(lines)
        self._places = list(unhidden(lines))
        self._lines = []
        for index, place in enumerate(self._places):
            self._lines.extend([None, index] if place.gap else [index])
        self.put_cursor(self._key)
        self.fit_lines()
        self._show_cursor()

    def put_cursor(self, key: str | None) -> None:
        """Put the cursor on a place without telling; if it is folded away, on the folder that hides it."""
        self._key = key
        shown = {place.key: index for index, place in enumerate(self._places)}
        index = next((i for i, place in enumerate(self._all) if place.key == key), None)
        around = [] if index is None else [index, *folders_around(self._all, index)]
        found = next((shown[self._all[i].key] for i in around if self._all[i].key in shown), None)
        self.cursor = min(self.cursor, max(0, len(self._places) - 1)) if found is None else found
        self._show_cursor()
        self.refresh()

    def select(self, index: int) -> None:
        """Put the cursor on a place."""
        if not self._places:
            return
        self._refresh_place()
        self.cursor = max(0, min(index, len(self._places) - 1))
        key = self._places[self.cursor].key
        if key != self._key:
            self._key = key
            self.post_message(self.Selected(key))
        self._show_cursor()
        self._refresh_place()

    def _refresh_place(self) -> None:
        self.refresh(Region(0, self.current_line() - self.scroll_offset.y, self.size.width, 1))

    def next_feed(self, direction: int, *, unread: bool) -> bool:
        """Go to the next or previous feed, also inside a folded folder, which is unfolded; False if there is none.

        With `unread` to one with unread articles, and from the last on to the first.
        """
        keys = [place.key for place in self._all]
        if self._key not in keys:
            self._key = self.place.key if self.place is not None else None
        if self._key is None:
            return False
        start, count = keys.index(self._key), len(keys)
        ahead = list(range(start + 1, count) if direction > 0 else range(start - 1, -1, -1))
        if unread:
            ahead.extend(range(start) if direction > 0 else range(count - 1, start, -1))
        for index in ahead:
            place = self._all[index]
            if place.key.startswith("feed:") and (place.count or not unread):
                self._unfold_around(index)
                self.select(self._places.index(place))
                return True
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

    def go_out(self) -> bool:
        """Fold the folder under the cursor, or go to the one around; False if there is neither."""
        if self.place is None:
            return False
        if self.place.folds:
            self.post_message(self.Folded(self.place.key))
            return True
        around = next(iter(folders_around(self._places, self.cursor)), None)
        if around is None:
            return False
        self.select(around)
        return True

    def resized(self) -> None:
        """Keep the cursor in view."""
        self.fit_lines()
        self._show_cursor()

    def _index_at(self, y: int) -> int | None:
        line = self.scroll_offset.y + y
        return self._lines[line] if 0 <= line < len(self._lines) else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A feed may be dragged from here."""
        index = self._index_at(event.y) if event.button == 1 else None
        self._pressed, self._is_dropped = None if index is None else self._places[index].key, False

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """It is dropped here."""
        index, pressed = self._index_at(event.y), self._pressed
        self._pressed = None
        if index is not None and pressed is not None and self._places[index].key != pressed:
            self._is_dropped = True
            self.post_message(self.Dropped(pressed, self._places[index].key))

    def on_click(self, event: events.Click) -> None:
        """Go to what was clicked; a click on the sign of a folder folds it."""
        index = self._index_at(event.y)
        if index is None or self._is_dropped:
            return
        place = self._places[index]
        self.select(index)
        if place.folds is not None and event.button == 1 and event.x <= place.depth * 2 + 2:
            self.post_message(self.Folded(place.key))
        elif event.chain > 1 and event.button == 1:
            self.post_message(self.Opened())

    def line_count(self) -> int:
        """Places and the blanks above some."""
        return len(self._lines)

    def line_parts(self, line: int) -> Iterable[Part]:
        """One place: a bar if selected, the folding sign, the name, the count."""
        index = self._lines[line]
        if index is None:
            return []
        place = self._places[index]
        if self.spoken:
            return [(_words_of(place), ())]
        selected = index == self.cursor
        sign = "" if place.folds is None else (self._symbols.unfolded if place.folds else self._symbols.folded) + " "
        icon = self._icon(place.key)
        left = "  " * place.depth + sign + (f"{icon} " if icon else "")
        count = number(place.count) if place.count else ""
        right = " ".join(filter(None, (place.warning, self._symbols.failed if place.error else "")))
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

    def current_line(self) -> int:
        """That of the place under the cursor."""
        return self._lines.index(self.cursor) if self._places else 0

    def _icon(self, key: str) -> str:
        """The picture of a kind of place, where there is one."""
        signs, kind = self._symbols, key.partition(":")[0]
        icons = {
            "saved": signs.saved,
            "tags": signs.tagged,
            "tag": signs.tag,
            "folder": signs.folder,
            "feed": signs.feed,
        }
        return icons.get(kind, signs.smart) if signs.feed else ""

    def _unfold_around(self, index: int) -> None:
        """Unfold the folders around a line, here at once and for good by whoever hears of it."""
        folded = [above for above in folders_around(self._all, index) if self._all[above].folds is False]
        if not folded:
            return
        for above in folded:
            self._all[above] = replace(self._all[above], folds=True)
            self.post_message(self.Folded(self._all[above].key))
        self.show_places(self._all)

    def _show_cursor(self) -> None:
        if self._places:
            self.show_line(self._lines.index(self.cursor))


def _words_of(place: Place) -> str:
    """A place as it is read out."""
    kind = {"tag": "tag", "saved": "search"}.get(place.key.partition(":")[0], "")
    folds = {None: "", True: "open", False: "closed"}[place.folds]
    told = [
        place.label,
        kind,
        number(place.count) + " unread" * (kind != "tag") if place.count else "",
        folds,
        place.warning,
    ]
    return ", ".join(filter(None, [*told, "failed" if place.error else ""]))
