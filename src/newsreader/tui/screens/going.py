"""Going to a place of the side bar by its name, which the command line, a macro or the palette says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from newsreader.commands import Pane
from newsreader.errors import UsageError
from newsreader.library import tags
from newsreader.text import fold
from newsreader.tui.screens import completing
from newsreader.tui.screens.part import Part
from newsreader.tui.widgets import feed_places

if TYPE_CHECKING:
    from collections.abc import Callable


class Going(Part):
    """Places by name."""

    def with_open(self, name: str) -> Callable[[], object]:
        """List the place that is called so."""
        return partial(self.go_to_place, self._place_named(name))

    def go_to_place(self, place: str) -> None:
        """List a place of the side bar."""
        self.screen.return_to(place)
        self.screen.go_to(Pane.LIST)

    def places_named(self) -> list[tuple[str, str, str]]:
        """The places of the side bar: name, what it is, key."""
        screen = self.screen
        folders: dict[str, None] = {}
        for feed in screen.followed.feeds:
            parts = (feed.folder or "").split("/") if feed.folder else []
            folders |= {"/".join(parts[: depth + 1]): None for depth in range(len(parts))}
        return [
            *((name, "", key) for key, name in feed_places.SMART_NAMES.items()),
            *((search.name, "saved search", f"{feed_places.SAVED}{search.id}") for search in screen.followed.searches),
            *((folder, "folder", f"folder:{folder}") for folder in folders),
            *((feed.title or feed.url, feed.folder or "feed", f"feed:{feed.id}") for feed in screen.followed.feeds),
            *((f"#{tag.name}", "tag", f"tag:{tag.name}") for tag in tags.all_tags(screen.library)),
        ]

    def _place_named(self, name: str) -> str:
        places, wanted = self.places_named(), fold(name)
        exact = [key for title, _, key in places if fold(title) == wanted]
        begun = exact or [key for title, _, key in places if fold(title).startswith(wanted)]
        found = begun or completing.best(name, [(title, key) for title, _, key in places])
        if len(found) == 1 or exact:
            return found[0]
        if not found:
            raise UsageError(f"there is no feed, folder, search or tag “{name}”")
        titles = {key: title for title, _, key in places}
        named = ", ".join(f"“{titles[key]}”" for key in found[:4])
        raise UsageError(f"“{name}” may be {named}{' or another' if len(found) > 4 else ''}: type more of it")
