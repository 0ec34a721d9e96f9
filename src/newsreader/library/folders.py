"""Folders: where the user puts feeds, each known by its path ("World/Asia")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import text

if TYPE_CHECKING:
    from newsreader.library.store import Library

_DEPTH = 100
_CHARACTERS = 200
"""In the name of one folder; a list of feeds is read within the same bounds."""


def paths(lib: Library) -> list[str]:
    """The paths of all folders, a folder before those in it."""
    return [str(row[0]) for row in lib.all("SELECT path FROM folders ORDER BY path")]


def feed_ids(lib: Library, path: str) -> list[int]:
    """The subscribed feeds of a folder and of those in it."""
    path = clean_path(path)
    rows = lib.all(
        """SELECT f.id FROM feeds f JOIN folders o ON o.id = f.folder_id
        WHERE f.subscribed = 1 AND (o.path = ? OR substr(o.path, 1, ?) = ?)""",
        (path, len(path) + 1, f"{path}/"),
    )
    return [int(row[0]) for row in rows]


def make(lib: Library, folder: str | None) -> int | None:
    """The id of a folder; it and those above it are made if they are new."""
    names = clean_path(folder).split("/")
    if names == [""]:
        return None
    for depth in range(1, len(names) + 1):
        lib.execute("INSERT OR IGNORE INTO folders (path) VALUES (?)", ("/".join(names[:depth]),))
    return int(lib.all("SELECT id FROM folders WHERE path = ?", ("/".join(names),))[0][0])


def clean_path(folder: str | None) -> str:
    """A folder's path without empty names and stray blanks, within bounds; "" for none."""
    names = (text.clean_line(name)[:_CHARACTERS].rstrip() for name in (folder or "").split("/"))
    return "/".join([name for name in names if name][:_DEPTH])
