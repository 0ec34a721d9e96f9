"""Folders: where the user puts feeds, each known by its path ("World/Asia")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import text
from newsreader.errors import NotFoundError

if TYPE_CHECKING:
    from newsreader.library.store import Library

_DEPTH = 100
_CHARACTERS = 200
"""In the name of one folder; a list of feeds is read within the same bounds."""


def paths(lib: Library) -> list[str]:
    """The paths of all folders, a folder before those in it."""
    return [str(row[0]) for row in lib.all("SELECT path FROM folders ORDER BY position, path")]


def rename(lib: Library, path: str, new_path: str) -> None:
    """Rename a folder with those in it; if the new name exists the two become one."""
    old, new = clean_path(path), clean_path(new_path)
    with lib.write():
        inside = lib.all("SELECT id, path FROM folders WHERE path = ? OR substr(path, 1, ?) = ?", _below(old))
        if not old or not inside:
            raise NotFoundError(f"There is no folder “{path}”.")
        for folder_id, was in inside:
            target = make(lib, new + was[len(old) :])
            if target != folder_id:
                lib.execute("UPDATE feeds SET folder_id = ? WHERE folder_id = ?", (target, folder_id))
        for folder_id, was in inside:
            if was != new and not was.startswith(f"{new}/"):
                lib.execute("DELETE FROM folders WHERE id = ?", (folder_id,))


def feed_ids(lib: Library, path: str) -> list[int]:
    """The subscribed feeds of a folder and of those in it."""
    rows = lib.all(
        """SELECT f.id FROM feeds f JOIN folders o ON o.id = f.folder_id
        WHERE f.subscribed = 1 AND (o.path = ? OR substr(o.path, 1, ?) = ?)""",
        _below(clean_path(path)),
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


def _below(path: str) -> tuple[str, int, str]:
    return path, len(path) + 1, f"{path}/"
