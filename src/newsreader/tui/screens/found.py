"""What is asked for, and a list as it was: to come back to from what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.tui.screens.places import SEARCH

if TYPE_CHECKING:
    from newsreader.query import Query, Sought
    from newsreader.tui.screens.rows import LibraryRows


class Shown(NamedTuple):
    """A list as it was, to come back to."""

    place: str
    narrowed: Query | None
    rows: LibraryRows
    entry_id: int | None
    """The entry under the cursor."""
    unread_only: bool
    lit: tuple[Sought, ...]
    back: Shown | None
    """The list that one comes back to from this one."""

    @property
    def without_filter(self) -> Shown:
        """The same place, all of it."""
        return self.back if self.narrowed is not None and self.back is not None else self

    @property
    def lasting(self) -> Shown | None:
        """The list that a search was asked from; itself if it is no search."""
        return self.without_filter.back if self.place.startswith(SEARCH) else self


class Asked(NamedTuple):
    """A place whose list is looked for, what it is narrowed to, and the list that one comes back to from it."""

    place: str
    narrowed: Query | None
    back: Shown | None
    entry_id: int | None = None
    """The entry that is to be under the cursor."""
    keep: bool = False
    """Whether that stays in the list even if it is not found."""
    live: bool = False
    """Whether it is asked while one types: fewer entries will do."""
