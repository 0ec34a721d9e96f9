"""The file of the settings, config.toml: read and checked, and the default one with all there is to say of them."""

from __future__ import annotations

import math
import shlex
import textwrap
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from newsreader import feedsettings, keysettings, paths
from newsreader.config import COLUMNS, SECTIONS, Config
from newsreader.errors import ConfigError
from newsreader.feedsettings import FeedSettings
from newsreader.text import clean_line, without_secrets
from newsreader.tomltext import Source, unknown, written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import Field
    from pathlib import Path

    from newsreader.tomltext import Key


def load(path: Path | None = None) -> Config:
    """The settings of a file; without `path` those of the user, who need not have any.

    Raises ConfigError with the file, the line, the key and the nearest known key.
    """
    file = path or paths.config_file()
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return parse(text, file)
    except FileNotFoundError as error:
        if path is None:
            return Config()
        raise ConfigError(f"{file}: there is no such configuration file") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error


def parse(text: str, file: Path) -> Config:
    """The settings of a file's text; `file` is for the messages."""
    import tomllib  # noqa: PLC0415 - many have no such file

    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = str(error).replace("end of document", f"the end, line {text.count(chr(10)) + 1}")
        raise ConfigError(f"{file}: not valid TOML: {clean_line(place)}") from error
    source = Source(file, text)
    sections: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in SECTIONS and name not in _TABLES:
            raise source.error((name,), unknown("section", name, (*SECTIONS, *_TABLES)))
        if not isinstance(table, dict):
            raise source.error((name,), f"{name} is a section: write [{name}] and its settings below")
        read = _TABLES.get(name)
        sections[name] = read(source, table) if read else SECTIONS[name](**_section(source, (name,), table))
    return Config(**sections)


def remarks(path: Path | None = None) -> list[str]:
    """What may surprise in a file that is right: keys that were another command's. As `load`."""
    import tomllib  # noqa: PLC0415 - as `parse`

    file = path or paths.config_file()
    load(path)
    if not file.exists():
        return []
    text = file.read_bytes().decode("utf-8-sig")
    table = tomllib.loads(text).get("keys")
    return keysettings.remarks(Source(file, text), table) if table else []


def default_text() -> str:
    """The documented default file, with the keys of every command."""
    return documented() + "\n" + keysettings.documented()


# --- checking ---------------------------------------------------------------------------------------------


def _section(source: Source, path: Key, table: dict[str, Any]) -> dict[str, Any]:
    """The checked values of a section; `path` is its name, or that of the feeds and a feed's address."""
    kind = SECTIONS[path[0]] if len(path) == 1 else FeedSettings
    title = ".".join(path[:1] + tuple(map(written, path[1:])))
    known = {f.name: f for f in fields(kind)}
    for key, value in table.items():
        if key not in known:
            raise source.error((*path, key), f"[{title}] {unknown('setting', key, known)}")
        if kind is FeedSettings and (problem := _feed_problem(path[1], known[key], value)):
            raise source.error((*path, key), f"[{title}] {key} {problem}")
        if kind is not FeedSettings and (problem := _problem(known[key], value)):
            raise source.error((*path, key), f"[{title}] {key} {problem}, not {written(value)}")
    return {key: float(value) if type(known[key].default) is float else value for key, value in table.items()}


def _feeds(source: Source, table: dict[str, Any]) -> dict[str, FeedSettings]:
    found = {}
    for url, settings in table.items():
        if not isinstance(settings, dict):
            raise source.error(
                ("feeds", url), 'a feed is a section: write [feeds."https://..."] and its settings below'
            )
        if problem := feedsettings.address_problem(url):
            raise source.error(("feeds", url), f"[feeds.{written(without_secrets(url))}] {problem}")
        found[url] = feedsettings.made(_section(source, ("feeds", url), settings))
    return found


def _feed_problem(url: str, setting: Field[Any], value: object) -> str | None:
    """Without the value, which may be a secret."""
    plain = None if isinstance(setting.default, tuple) else _problem(setting, value)
    return plain or feedsettings.problem(url, setting.name, value)


def _problem(setting: Field[Any], value: object) -> str | None:
    expected, limits = type(setting.default), setting.metadata
    if expected is float and type(value) is int:
        value = float(value)
    if type(value) is not expected:
        return f"must be {_TYPES[expected]}"
    if isinstance(value, str):
        return _text_problem(setting.name, value, limits["choices"])
    if isinstance(value, float | int) and not limits["low"] <= value <= limits["high"]:
        return f"must be from {limits['low']} to {limits['high']}"
    return None


def _text_problem(name: str, value: str, choices: tuple[str, ...]) -> str | None:
    if choices and value not in choices:
        return "must be " + " or ".join(map(written, choices))
    if name == "columns":
        names = value.split()
        if "title" not in names or len(set(names)) < len(names) or not set(names) <= set(COLUMNS):
            return f"must be title and others of {', '.join(COLUMNS)}, each once, with blanks between them"
    if name in {"browser", "pipe", "viewer", "audio", "video", "other"}:
        try:
            shlex.split(value)
        except ValueError:
            return "must be a command whose quotation marks are closed"
    return None


_TABLES: Mapping[str, Callable[[Source, dict[str, Any]], Any]] = {"feeds": _feeds, "keys": keysettings.read}
_TYPES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotation marks"}


# --- the default file -------------------------------------------------------------------------------------


def documented() -> str:
    """The default file but for its keys: every setting, commented out, below what it does."""
    lines = [
        "# The settings of newsreader. A line that begins with `#` and no blank is a setting at its default:",
        "# take the `#` away and change it. `newsreader config --check` says whether the file is right.",
    ]
    for name, kind in SECTIONS.items():
        lines += ["", f"[{name}]", *_comment(kind.__doc__ or "")]
        for setting in fields(kind):
            lines += ["", *_comment(_help(setting))]
            lines.append(f"#{setting.name} = {written(setting.default)}")
    lines += [
        "",
        "# For a single feed, or for all below an address that ends with a slash, a section of its own:",
        '# [feeds."https://example.org/feed"]',
    ]
    for setting in fields(FeedSettings):
        lines += textwrap.wrap(_help(setting), 100, initial_indent="#   # ", subsequent_indent="#   # ")
        lines.append(f"#   {setting.name} = {shown_default(setting.name, setting.default)}")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), 100, initial_indent="# ", subsequent_indent="# ")


def shown_default(name: str, default: object) -> str:
    """A default as it is written in the file."""
    return "{}" if name == "headers" else written(default)


def _help(setting: Field[Any]) -> str:
    choices, high = setting.metadata["choices"], setting.metadata["high"]
    told = str(setting.metadata["help"])
    if choices:
        return f"{told} One of {', '.join(map(written, choices))}."
    if math.isfinite(high) and type(setting.default) in {int, float}:
        return f"{told} From {setting.metadata['low']} to {high}."
    return told
