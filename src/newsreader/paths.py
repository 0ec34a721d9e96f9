"""Where newsreader keeps its files; nothing here reads or writes them.

`NEWSREADER_HOME=DIR` puts data, configuration and log under one folder; else the platform's own places are used.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "newsreader"
DATABASE_SUFFIXES = {".db", ".sqlite", ".sqlite3"}


def data_dir() -> Path:
    """The folder of the library."""
    return _home("data") or _platform("user_data_path")


def config_file() -> Path:
    """The configuration file; it need not exist."""
    return (_home("config") or _platform("user_config_path")) / "config.toml"


def themes_file() -> Path:
    """The user's own themes; it need not exist."""
    return config_file().with_name("themes.toml")


def log_file() -> Path:
    """The rotating log."""
    return (_home("state") or _platform("user_state_path")) / "newsreader.log"


def export_dir() -> Path:
    """The folder of exported articles; it need not exist."""
    if home := _home("exports"):
        return home
    import platformdirs  # noqa: PLC0415 - see _platform

    return platformdirs.user_documents_path() / APP


def media_dir() -> Path:
    """The folder of files attached to articles that were loaded; it need not exist."""
    return _home("media") or export_dir() / "media"


def short(place: str) -> str:
    """A place as a person writes it, with ~ for the home."""
    home = f"{Path.home()}{os.sep}"
    return f"~{os.sep}{place.removeprefix(home)}" if place.startswith(home) else place


def library_files(named: Path | None = None) -> tuple[Path, Path]:
    """The paths of library.db and index.db.

    `named` is what `--library` gave: a folder that holds both, or the database file itself, which has its index beside
    it.
    """
    if named is None:
        folder = data_dir()
        return folder / "library.db", folder / "index.db"
    named = named.expanduser().absolute()
    if named.is_file() or (named.suffix in DATABASE_SUFFIXES and not named.is_dir()):
        index = "index.db" if named.name == "library.db" else f"{named.stem}.index.db"
        return named, named.with_name(index)
    return named / "library.db", named / "index.db"


def asset(name: str) -> Path:
    """A file or folder that ships with the program: inside the package when installed, beside src/ in a checkout."""
    package = Path(__file__).parent
    installed = package / "assets" / name
    return installed if installed.exists() else package.parents[1] / "assets" / name


def _home(kind: str) -> Path | None:
    home = os.environ.get("NEWSREADER_HOME")
    return Path(home).expanduser().absolute() / kind if home else None


def _platform(name: str) -> Path:
    import platformdirs  # noqa: PLC0415 - a third of the start-up time of `--version`

    path: Path = getattr(platformdirs, name)(APP, appauthor=False)
    return path
