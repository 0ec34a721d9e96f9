"""The readers that one can move in from: their names, where their files are, and who reads these.

Looking for them reads no file and changes nothing.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.errors import NotFoundError, ParseError
from newsreader.library import foreign
from newsreader.migrate import desktop, elfeed, newsboat, terminal
from newsreader.migrate.source import Source
from newsreader.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.migrate.moving import Belongings

_FLATPAK = "{home}/.var/app"


@dataclass(frozen=True, slots=True)
class Reader:
    """One of them."""

    title: str
    read: Callable[[Source], Belongings]
    folders: tuple[tuple[str, ...], ...]
    """Where it keeps its files: each a group of folders that belong together, the first that has any of them counts."""
    subscriptions: tuple[str, ...] = ()
    """What the file is called that lists its feeds; without such a file there is nothing to take."""
    articles: tuple[str, ...] = ()
    """The same of the file or folder with its articles."""


READERS: dict[str, Reader] = {
    "newsboat": Reader(
        "newsboat",
        newsboat.read,
        (("{config}/newsboat", "{data}/newsboat"), ("{home}/.newsboat",)),
        ("urls",),
        ("cache.db",),
    ),
    "newsraft": Reader(
        "newsraft",
        terminal.newsraft,
        (("{config}/newsraft", "{data}/newsraft"), ("{home}/.newsraft",)),
        ("feeds",),
        ("newsraft.sqlite3",),
    ),
    "elfeed": Reader(
        "elfeed",
        elfeed.read,
        (("{home}/.elfeed",), ("{config}/emacs/elfeed",), ("{home}/.emacs.d/elfeed",)),
        ("index",),
    ),
    "sfeed": Reader(
        "sfeed", terminal.sfeed, (("{home}/.sfeed",), ("{config}/sfeed", "{data}/sfeed")), ("sfeedrc",), ("feeds",)
    ),
    "liferea": Reader(
        "Liferea",
        desktop.liferea,
        (
            ("{config}/liferea", "{data}/liferea"),
            (f"{_FLATPAK}/net.sourceforge.liferea/config/liferea", f"{_FLATPAK}/net.sourceforge.liferea/data/liferea"),
        ),
        ("feedlist.opml",),
        ("liferea.db",),
    ),
    "rssguard": Reader(
        "RSS Guard",
        desktop.rssguard,
        (
            ("{config}/RSS Guard 4/database", "{config}/RSS Guard 4/database/local"),
            (f"{_FLATPAK}/io.github.martinrotter.rssguard/config/RSS Guard 4/database",),
            ("{config}/RSS Guard 5/database",),
            ("{home}/Library/Preferences/RSS Guard 4/database",),
        ),
        articles=("database.db",),
    ),
    "netnewswire": Reader(
        "NetNewsWire",
        desktop.netnewswire,
        (
            (
                "{home}/Library/Containers/com.ranchero.NetNewsWire-Evergreen/Data/Library/Application Support"
                "/NetNewsWire/Accounts/OnMyMac",
            ),
        ),
        ("Subscriptions.opml",),
        ("DB.sqlite3",),
    ),
    "akregator": Reader(
        "Akregator",
        desktop.akregator,
        (("{data}/akregator/data",), ("{home}/.kde/share/apps/akregator/data",)),
        ("feeds.opml",),
    ),
}
"""By the names of the command line."""


def found() -> list[Source]:
    """The readers that have something to take on this machine."""
    return [source for name in READERS if (source := _at_home(name)) is not None]


def source(name: str, path: Path | None) -> Source:
    """Where a reader's belongings are: in the file or folder that is named, else where it keeps them."""
    reader = READERS[name]
    if path is None:
        known = _at_home(name)
        if known is None:
            files = " or ".join((*reader.subscriptions, *reader.articles))
            raise NotFoundError(f"{reader.title} has nothing in its usual places; name its file or folder ({files}).")
        return known
    if path.is_dir():
        inside = _in_folders(name, (path,))
        if inside is None:
            files = ", ".join((*reader.subscriptions, *reader.articles))
            raise NotFoundError(f"{path} holds nothing of {reader.title}'s: no {files}.")
        return inside
    if not path.is_file():
        raise ParseError(f"{path}: there is no such file or folder; is the name right?")
    beside = _in_folders(name, (path.parent,)) or Source(name)
    if foreign.is_database(path):
        return replace(beside, articles=path)
    if not reader.subscriptions:
        raise ParseError(f"{path} is none of {reader.title}'s files: it is no SQLite database.")
    return replace(beside, subscriptions=path)


def belongings(source: Source, *, stars: str = "") -> Belongings:
    """What a reader has; `stars` are the flags of newsboat's that are stars here."""
    if stars and source.reader == "newsboat":
        return newsboat.read(source, stars)
    return READERS[source.reader].read(source)


def _at_home(name: str) -> Source | None:
    for group in READERS[name].folders:
        inside = _in_folders(name, tuple(Path(_expanded(folder)) for folder in group))
        if inside is not None:
            return inside
    return None


def _in_folders(name: str, folders: tuple[Path, ...]) -> Source | None:
    reader = READERS[name]
    subscriptions = _first(folders, reader.subscriptions)
    articles = _first(folders, reader.articles)
    if subscriptions is None and (reader.subscriptions or articles is None):
        return None if articles is None else Source(name, None, articles)
    return Source(name, subscriptions, articles)


def _first(folders: tuple[Path, ...], names: tuple[str, ...]) -> Path | None:
    for folder in folders:
        for name in names:
            try:
                if (folder / name).exists():
                    return folder / name
            except OSError:  # a folder that may not be looked into
                continue
    return None


def _expanded(folder: str) -> str:
    home = Path.home()
    config = os.environ.get("XDG_CONFIG_HOME") or home / ".config"
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    return folder.format(home=home, config=config, data=data)
