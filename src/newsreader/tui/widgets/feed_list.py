"""The side bar: smart feeds, folders and feeds with what is unread in each.

It is given places and says which one is selected.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Region
from textual.message import Message

from newsreader.tui.customs import number
from newsreader.tui.widgets.feed_places import UNREAD, Place, folders_around, unhidden
from newsreader.tui.widgets.item_view import ItemView
from newsreader.tui.widgets.stretches import Stretch, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from newsreader.tui.symbols import Symbols


class FeedList(ItemView):
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

    def beside(self, key: str) -> str:
        """Where to go when a place goes: the next of its kind, else the one before; all unread if there is none."""
        keys, kind = [place.key for place in self._places], key.partition(":")[0]
        at = keys.index(key) if key in keys else 0
        around = [*keys[at + 1 :], *reversed(keys[:at])]
        return next((one for one in around if one.partition(":")[0] == kind), UNREAD)

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

    def stretches(self, line: int) -> Iterable[Stretch]:
        """One place: a bar if selected, the folding sign, the name, the count."""
        index = self._lines[line]
        if index is None:
            return []
        place = self._places[index]
        if self.aloud:
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
