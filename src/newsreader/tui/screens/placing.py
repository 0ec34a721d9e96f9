"""Feeds and folders put where the user wants them: up and down among those beside them, into a folder, by the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from newsreader.library import editing, folders
from newsreader.tui.screens.feeds import FeedScreen
from newsreader.tui.screens.prompt import Choice, Field, Question
from newsreader.tui.widgets.feed_list import FeedList

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsreader.library.store import Library
    from newsreader.models import Feed


class PlacingScreen(FeedScreen):
    """What puts feeds and folders elsewhere."""

    def action_place_up(self) -> None:
        self._place_by(-1)

    def action_place_down(self) -> None:
        self._place_by(1)

    @work(group="feeds")
    async def action_into_folder(self) -> None:
        """Ask for the folder, which may be a new one."""
        feed = self.feed_meant()
        if feed is None:
            self.say("choose a feed first")
            return
        out = [Choice("/", "Outside of all folders")] if feed.folder else []
        others = [Choice(path, path) for path in folders.paths(self.library) if path != feed.folder]
        field = Field("", placeholder="a folder, or a new one; A/B is B inside A")
        question = Question(f"Put {feed.title} into a folder", (field,), (*others, *out), new="new folder")
        given = await self.ask(question)
        if given is not None and given.choice is not None:
            self._place_into(feed, folders.clean_path(given.choice) or None)

    @on(FeedList.Dropped)
    def _dropped(self, event: FeedList.Dropped) -> None:
        """Dragged onto one beside it, it takes its place; a feed onto another folder, or a feed of it, goes there."""
        feed, onto = self.feed_of(event.key), self.feed_of(event.onto)
        beside = self._beside(event.key)
        if event.onto in beside:
            self._place_at(event.key, event.onto, beside)
        elif feed is not None and (onto is not None or event.onto.startswith("folder:")):
            folder = onto.folder if onto is not None else event.onto.partition(":")[2]
            if folder != feed.folder:
                self._place_into(feed, folder)

    def _place_into(self, feed: Feed, folder: str | None) -> None:
        where = f"to {folder}" if folder else "out of its folder"
        self.act(
            lambda library: editing.move(library, feed.id, folder, self.now()),
            lambda _: self._show_placed(f"moved {feed.title} {where}"),
        )

    def _place_by(self, direction: int) -> None:
        """Past the next one of those beside it that is shown."""
        place = self.feed_list.place
        beside = self._beside(place.key) if place is not None else []
        if place is None or not beside:
            self.say("only feeds and folders can be moved")
            return
        past = next_shown(beside, place.key, direction, {shown.key for shown in self.feed_list.places})
        if past is None:
            end = "first" if direction < 0 else "last"
            more = "" if place.key.startswith("folder:") else self.hint("into_folder")
            self.say(f"{place.label} is the {end} here{more}")
        else:
            self._place_at(place.key, past, beside)

    def _place_at(self, key: str, onto: str, beside: Sequence[str]) -> None:
        """Put a place where another is, which makes room."""
        if self.feed_order != "given":
            self.say(f"the feeds are not in their own order just now{self.hint('sort_feeds')}")
            return
        where = "above" if beside.index(onto) < beside.index(key) else "below"
        order = list(beside)
        order.insert(beside.index(onto), order.pop(beside.index(key)))
        labels = {place.key: place.label for place in self.feed_list.places}
        words = f"moved {labels.get(key, key)} {where} {labels.get(onto, onto)}"
        names = [one.partition(":")[2] for one in order]

        def arrange(library: Library) -> None:
            if key.startswith("folder:"):
                editing.arrange_folders(library, names, words, self.now())
            else:
                editing.arrange(library, list(map(int, names)), words, self.now())

        self.act(arrange, lambda _: self._show_placed(words))

    def _show_placed(self, words: str) -> None:
        self.show_counts()
        self.say(f"{words}{self.hint('undo')}")

    def _beside(self, key: str) -> list[str]:
        """A place and those it can change places with, in their order: the feeds of a folder, or the folders in one."""
        kind, _, name = key.partition(":")
        feed = self.feed_of(key)
        if feed is not None:
            return [f"feed:{one.id}" for one in self._feeds if one.folder == feed.folder]
        if kind != "folder":
            return []
        depth, parent = name.count("/") + 1, name.rpartition("/")[0]
        paths = ("/".join((one.folder or "").split("/")[:depth]) for one in self._feeds)
        return [f"folder:{path}" for path in dict.fromkeys(paths) if is_in(path, parent, depth)]


def is_in(path: str, parent: str, depth: int) -> bool:
    """Whether a folder is one of those just inside another, which are at a depth; "" has the outermost."""
    return bool(path) and path.count("/") + 1 == depth and path.rpartition("/")[0] == parent


def next_shown(beside: Sequence[str], key: str, direction: int, shown: Collection[str]) -> str | None:
    """The next place in a direction that is shown, None if there is none."""
    at = beside.index(key)
    ahead = beside[at + 1 :] if direction > 0 else reversed(beside[:at])
    return next((one for one in ahead if one in shown), None)
