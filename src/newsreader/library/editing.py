"""What the user changes of a feed: title, folder, place, address and subscription, each as a step of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import text
from newsreader.errors import NotFoundError
from newsreader.library import feeds, folders, journal
from newsreader.library.changes import FeedEdited, Placed
from newsreader.web.address import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsreader.library.store import Library

_TITLE = 50
"""Cells of a title in a label."""


def rename(lib: Library, feed_id: int, title: str | None, now: int) -> None:
    """Give a feed the user's own title; None takes it away again."""
    with lib.write():
        name, own, _, _ = _now(lib, feed_id)
        words = f"renamed {name} to {_short(title)}" if title else f"gave {name} its own title"
        _act(lib, [FeedEdited(feed_id, "title", own, title or None)], words, now)


def move(lib: Library, feed_id: int, folder: str | None, now: int) -> None:
    """Put a feed into a folder ("A/B", made if new) or, with None, outside of all."""
    with lib.write():
        name, _, before, _ = _now(lib, feed_id)
        after = folders.clean_path(folder) or None
        words = f"moved {name} to {_short(after)}" if after else f"moved {name} out of its folder"
        _act(lib, _moved(lib, feed_id, before, after), words, now)


def edit(lib: Library, feed_id: int, title: str | None, folder: str | None, now: int) -> None:
    """Another title and another folder, as one step."""
    with lib.write():
        name, own, before, _ = _now(lib, feed_id)
        changes = [
            FeedEdited(feed_id, "title", own, title or None),
            *_moved(lib, feed_id, before, folders.clean_path(folder) or None),
        ]
        _act(lib, changes, f"edited {name}", now)


def arrange(lib: Library, feed_ids: Sequence[int], label: str, now: int) -> None:
    """Put the feeds of one folder into the order given."""
    with lib.write():
        _arrange(lib, "feeds", feed_ids, label, now)


def arrange_folders(lib: Library, paths: Iterable[str], label: str, now: int) -> None:
    """Put the folders in one folder into the order given."""
    with lib.write():
        _arrange(lib, "folders", [made for path in paths if (made := folders.make(lib, path))], label, now)


def change_url(lib: Library, feed_id: int, url: str, now: int, *, typed: bool = True) -> None:
    """Give a feed another address, which the user `typed` or not; its next answer is wanted whole.

    NotFoundError if another feed has the address.
    """
    with lib.write():
        name, _, _, before = _now(lib, feed_id)
        other = lib.one("SELECT id, subscribed FROM feeds WHERE url = ? AND id <> ?", (url, feed_id))
        if other:
            known = f"feed {other[0]} already; unsubscribe from one of them" if other[1] else "an archived feed; add it"
            raise NotFoundError(f"{shown(url)} is the address of {known}.")
        if url == before:
            feeds.want_anew(lib, feed_id)
        _act(lib, [FeedEdited(feed_id, "address", before, url)], f"changed the address of {name}", now)
        lib.execute("UPDATE feeds SET typed = ? WHERE id = ?", (typed, feed_id))


def unsubscribe(lib: Library, feed_id: int, now: int) -> None:
    """Archive a feed: it and its entries leave the lists and counts, but for the starred list; nothing is deleted."""
    with lib.write():
        name, *_ = _now(lib, feed_id)
        (subscribed, total) = lib.all("SELECT subscribed, total FROM feeds WHERE id = ?", (feed_id,))[0]
        words = f"unsubscribed from {name} ({text.counted(total, 'article')})"
        _act(lib, [FeedEdited(feed_id, "subscription", bool(subscribed), False)], words, now)


def _moved(lib: Library, feed_id: int, before: str | None, after: str | None) -> list[FeedEdited | Placed]:
    """Another folder, in which the feed stands where its title has it stand."""
    ((position,),) = lib.all("SELECT position FROM feeds WHERE id = ?", (feed_id,))
    placed = [Placed("feeds", [feed_id], [position], [0])] if position and before != after else []
    return [FeedEdited(feed_id, "folder", before, after), *placed]


def _arrange(lib: Library, what: str, ids: Sequence[int], label: str, now: int) -> None:
    known: dict[int, int] = dict(lib.all(f"SELECT id, position FROM {what}"))
    changed = [(one, known[one], place) for place, one in enumerate(ids, 1) if one in known and known[one] != place]
    if changed:
        journal.act(lib, [Placed(what, *map(list, zip(*changed, strict=True)))], label, now)


def _act(lib: Library, changes: Sequence[FeedEdited | Placed], label: str, now: int) -> None:
    changes = [change for change in changes if change.before != change.after]
    if changes:
        journal.act(lib, changes, label, now)


def _now(lib: Library, feed_id: int) -> tuple[str, str | None, str | None, str]:
    """What a feed is called, the user's title, its folder and address; NotFoundError if there is no such feed."""
    feed = feeds.get(lib, feed_id)
    own = lib.all("SELECT custom_title FROM feeds WHERE id = ?", (feed.id,))[0][0]
    return _short(feed.title), own, feed.folder, feed.url


def _short(words: str | None) -> str:
    return text.shorten(text.clean_line(words or ""), _TITLE)
