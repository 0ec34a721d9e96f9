"""Feeds and folders put where the user wants them: up and down among those beside them, into a folder, by the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import folders
from newsreader.tui.screens.part import Part, work
from newsreader.tui.screens.question import Choice, Field, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsreader.commands import Command
    from newsreader.library.store import Library
    from newsreader.models.feeds import Feed
    from newsreader.tui.widgets.feed_list import FeedList


class Placing(Part):
    """What puts feeds and folders elsewhere."""

    def offers(self, command: Command) -> bool:
        """If there is something to move."""
        if command.id == "into_folder":
            return self.screen.feed_meant() is not None
        place = self.screen.feed_list.place
        is_movable = place is not None and place.key.startswith(("feed:", "folder:"))
        return is_movable or command.id not in {"place_up", "place_down"}

    def action_place_up(self) -> None:
        self._place_by(-1)

    def action_place_down(self) -> None:
        self._place_by(1)

    @work(group="feeds")
    async def action_into_folder(self) -> None:
        """Ask for the folder, which may be a new one."""
        feed = self.screen.feed_meant()
        if feed is None:
            self.screen.say("choose a feed first")
            return
        out = [Choice("/", "Outside of all folders")] if feed.folder else []
        others = [Choice(path, path) for path in folders.paths(self.screen.library) if path != feed.folder]
        field = Field("", placeholder="a folder, or a new one; A/B is B inside A")
        question = Question(f"Put {feed.title} into a folder", (field,), (*others, *out), new="new folder")
        given = await self.screen.ask(question)
        if given is not None and given.choice is not None:
            self._place_into(feed, folders.clean_path(given.choice) or None)

    def dropped(self, event: FeedList.Dropped) -> None:
        """Dragged onto one beside it, it takes its place; a feed onto another folder, or a feed of it, goes there."""
        feed, onto = self.screen.followed.feed_of(event.key), self.screen.followed.feed_of(event.onto)
        beside = self._beside(event.key)
        if event.onto in beside:
            self._place_at(event.key, event.onto, beside)
        elif feed is not None and (onto is not None or event.onto.startswith("folder:")):
            folder = onto.folder if onto is not None else event.onto.partition(":")[2]
            if folder != feed.folder:
                self._place_into(feed, folder)

    def _place_into(self, feed: Feed, folder: str | None) -> None:
        from newsreader.library import editing  # noqa: PLC0415 - not before the screen is shown

        where = f"to {folder}" if folder else "out of its folder"
        self.screen.writing.act(
            lambda library: editing.move(library, feed.id, folder, self.screen.now()),
            lambda _: self._show_placed(f"moved {feed.title} {where}"),
        )

    def _place_by(self, direction: int) -> None:
        """Past the next one of those beside it that is shown."""
        place = self.screen.feed_list.place
        beside = self._beside(place.key) if place is not None else []
        if place is None or not beside:
            self.screen.say("only feeds and folders can be moved")
            return
        past = next_shown(beside, place.key, direction, {shown.key for shown in self.screen.feed_list.places})
        if past is None:
            end = "first" if direction < 0 else "last"
            more = "" if place.key.startswith("folder:") else self.screen.hint("into_folder")
            self.screen.say(f"{place.label} is the {end} here{more}")
        else:
            self._place_at(place.key, past, beside)

    def _place_at(self, key: str, onto: str, beside: Sequence[str]) -> None:
        """Put a place where another is, which makes room."""
        from newsreader.library import editing  # noqa: PLC0415 - not before the screen is shown

        if self.screen.feed_order != "given":
            self.screen.say(f"the feeds are not in their own order just now{self.screen.hint('sort_feeds')}")
            return
        where = "above" if beside.index(onto) < beside.index(key) else "below"
        order = list(beside)
        order.insert(beside.index(onto), order.pop(beside.index(key)))
        labels = {place.key: place.label for place in self.screen.feed_list.places}
        words = f"moved {labels.get(key, key)} {where} {labels.get(onto, onto)}"
        names = [one.partition(":")[2] for one in order]

        def arrange(library: Library) -> None:
            if key.startswith("folder:"):
                editing.arrange_folders(library, names, words, self.screen.now())
            else:
                editing.arrange(library, list(map(int, names)), words, self.screen.now())

        self.screen.writing.act(arrange, lambda _: self._show_placed(words))

    def _show_placed(self, words: str) -> None:
        self.screen.show_counts()
        self.screen.say(f"{words}{self.screen.hint('undo')}")

    def _beside(self, key: str) -> list[str]:
        """A place and those it can change places with, in their order: the feeds of a folder, or the folders in one."""
        kind, _, name = key.partition(":")
        feed = self.screen.followed.feed_of(key)
        if feed is not None:
            return [f"feed:{one.id}" for one in self.screen.followed.feeds if one.folder == feed.folder]
        if kind != "folder":
            return []
        depth, parent = name.count("/") + 1, name.rpartition("/")[0]
        paths = ("/".join((one.folder or "").split("/")[:depth]) for one in self.screen.followed.feeds)
        return [f"folder:{path}" for path in dict.fromkeys(paths) if is_in(path, parent, depth)]


def is_in(path: str, parent: str, depth: int) -> bool:
    """Whether a folder is one of those just inside another, which are at a depth; "" has the outermost."""
    return bool(path) and path.count("/") + 1 == depth and path.rpartition("/")[0] == parent


def next_shown(beside: Sequence[str], key: str, direction: int, shown: Collection[str]) -> str | None:
    """The next place in a direction that is shown, None if there is none."""
    at = beside.index(key)
    ahead = beside[at + 1 :] if direction > 0 else reversed(beside[:at])
    return next((one for one in ahead if one in shown), None)
