"""The settings: their defaults, limits and documentation; reading config.toml and checking it.

Each setting is told of once, at its field. Nothing here acts on a setting, and no setting is global: whoever
needs one is given the `Config`.
"""

from __future__ import annotations

import difflib
import math
import re
import shlex
import textwrap
import tomllib
from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from newsreader import paths
from newsreader.errors import ConfigError
from newsreader.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


def _setting(
    default: float | str,  # int and bool too
    help: str,  # noqa: A002 - the word everybody uses
    *,
    low: float = 0,
    high: float = math.inf,
    choices: tuple[str, ...] = (),
) -> Any:
    return field(default=default, metadata={"help": help, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article is read."""

    mark_read_after: float = _setting(
        3.0, "Seconds an article stays open until it counts as read; 0 marks none by time.", high=3600
    )
    mark_read_on_scroll: bool = _setting(True, "Mark an article read as soon as it is scrolled.")
    measure: int = _setting(72, "The longest line of an article, in characters.", low=20, high=400)


@dataclass(frozen=True, slots=True)
class Refresh:
    """When feeds are fetched."""

    on_start: bool = _setting(True, "Fetch what is due when the screen opens.")
    every: int = _setting(
        30, "Minutes between refreshes while the screen is open; 0 refreshes on request only.", high=10_080
    )
    connections: int = _setting(
        100, "Feeds fetched at the same time; a host is never asked by more than two.", low=1, high=200
    )


@dataclass(frozen=True, slots=True)
class Interface:
    """How the screen looks and what it starts."""

    browser: str = _setting(
        "",
        "The command that opens an address, run without a shell; %u is the address. Empty: the system's own.",
    )
    rows: str = _setting("auto", "Lines an article takes in the list.", choices=("auto", "one", "two"))
    symbols: str = _setting(
        "auto", "Signs drawn with Unicode or with ASCII alone.", choices=("auto", "ascii", "unicode")
    )


@dataclass(frozen=True, slots=True)
class Fetch:
    """The limits of fetching."""

    timeout: int = _setting(30, "Seconds a fetch may take from beginning to end.", low=1, high=600)
    max_megabytes: int = _setting(10, "The largest document that is read, unpacked.", low=1, high=100)
    interval: int = _setting(60, "Minutes between two fetches of the same feed.", low=1, high=43_200)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, checked."""

    reading: Reading = Reading()
    refresh: Refresh = Refresh()
    interface: Interface = Interface()
    fetch: Fetch = Fetch()
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Keys by command id (`newsreader.commands`), in place of the command's own; none switches it off."""


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
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = str(error).replace("end of document", f"the end, line {text.count(chr(10)) + 1}")
        raise ConfigError(f"{file}: not valid TOML: {clean_line(place)}") from error
    source = _Source(file, text)
    sections: dict[str, Any] = {}
    for name, table in tables.items():
        if name not in _SECTIONS and name != "keys":
            raise source.error((name,), _unknown("section", name, (*_SECTIONS, "keys")))
        if not isinstance(table, dict):
            raise source.error((name,), f"{name} is a section: write [{name}] and its settings below")
        sections[name] = _keys(source, table) if name == "keys" else _section(source, name, table)
    return Config(**sections)


def default_text() -> str:
    """The documented default file, with the keys of every command."""
    from newsreader.commands import COMMANDS  # noqa: PLC0415 - a table that only this and [keys] need

    lines = [f"# {command.help}\n#{command.id} = {_toml(tuple(command.keys))}\n" for command in COMMANDS]
    return DEFAULT_TEXT + "\n" + "\n".join(lines)


# --- checking ---------------------------------------------------------------------------------------------


class _Source:
    """A file's text, to say in which line a setting stands."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text

    def error(self, key: tuple[str, ...], sentence: str) -> ConfigError:
        return ConfigError(f"{self._file}, line {self._line(key)}: {clean_line(sentence)}")

    def _line(self, key: tuple[str, ...]) -> int:
        """Where a key is set: its own line, else that of its section, else the first."""
        section: tuple[str, ...] = ()
        best, depth = 1, 0
        for number, line in enumerate(self._text.splitlines(), 1):
            if header := _HEADER.match(line):
                here = section = _dotted(header[1])
            elif setting := _ASSIGNMENT.match(line):
                here = section + _dotted(setting[1])
            else:
                continue
            shared = key[: len(here)] == here
            if shared and len(here) > depth:
                best, depth = number, len(here)
        return best


def _section(source: _Source, name: str, table: dict[str, Any]) -> object:
    kind = _SECTIONS[name]
    known = {f.name: f for f in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise source.error((name, key), f"[{name}] {_unknown('setting', key, known)}")
        values[key] = _value(source, name, known[key], value)
    return kind(**values)


def _value(source: _Source, section: str, setting: Field[Any], value: object) -> object:
    expected, limits = type(setting.default), setting.metadata
    if expected is float and type(value) is int:
        value = float(value)
    problem = None
    if type(value) is not expected:
        problem = f"must be {_TYPES[expected]}"
    elif isinstance(value, str):
        problem = _text_problem(setting.name, value, limits["choices"])
    elif isinstance(value, float | int) and not limits["low"] <= value <= limits["high"]:
        problem = f"must be from {limits['low']} to {limits['high']}"
    if problem:
        raise source.error((section, setting.name), f"[{section}] {setting.name} {problem}, not {_toml(value)}")
    return value


def _text_problem(name: str, value: str, choices: tuple[str, ...]) -> str | None:
    if choices and value not in choices:
        return "must be " + " or ".join(map(_toml, choices))
    if name == "browser":
        try:
            shlex.split(value)
        except ValueError:
            return "must be a command whose quotation marks are closed"
    return None


def _keys(source: _Source, table: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    from newsreader.commands import COMMANDS  # noqa: PLC0415 - see default_text

    known = [command.id for command in COMMANDS]
    keys: dict[str, tuple[str, ...]] = {}
    owners: dict[str, str] = {}
    for name, value in table.items():
        problem = None
        listed = [value] if isinstance(value, str) else value
        if name not in known:
            problem = _unknown("command", name, known)
        elif not isinstance(listed, list) or not all(isinstance(key, str) and key.strip() for key in listed):
            problem = f"{name} must be a key or a list of keys, not {_toml(value)}"
        else:
            keys[name] = tuple(key.strip() for key in listed)
            taken = [key for key in keys[name] if owners.setdefault(key, name) != name]
            if taken:
                problem = f"{name}: {_toml(taken[0])} is a key of {owners[taken[0]]} already"
        if problem:
            raise source.error(("keys", name), f"[keys] {problem}")
    return keys


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    nearest = difflib.get_close_matches(name.casefold(), list(known), n=1, cutoff=0.5)
    hint = f'did you mean "{nearest[0]}"?' if nearest else "known are " + ", ".join(known)
    return f'there is no {what} "{name}"; {hint}'


def _dotted(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in key.split("."))


_HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]+\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(r"""\s*([\w.\- "']+?)\s*=""")
_SECTIONS: Mapping[str, type[Reading] | type[Refresh] | type[Interface] | type[Fetch]] = {
    "reading": Reading,
    "refresh": Refresh,
    "interface": Interface,
    "fetch": Fetch,
}
_TYPES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotation marks"}


# --- the default file -------------------------------------------------------------------------------------


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value)


def _documented() -> str:
    lines = [
        "# The settings of newsreader. A line that begins with `#` and no blank is a setting at its default:",
        "# take the `#` away and change it. `newsreader config --check` says whether the file is right.",
    ]
    for name, kind in _SECTIONS.items():
        lines += ["", f"[{name}]", f"# {kind.__doc__}"]
        for setting in fields(kind):
            lines += ["", *textwrap.wrap(_help(setting), 100, initial_indent="# ", subsequent_indent="# ")]
            lines.append(f"#{setting.name} = {_toml(setting.default)}")
    lines += [
        "",
        "[keys]",
        "# The keys of a command: one, or a list of them. An empty list switches the command's keys off.",
    ]
    return "\n".join(lines) + "\n"


def _help(setting: Field[Any]) -> str:
    choices, high = setting.metadata["choices"], setting.metadata["high"]
    told = str(setting.metadata["help"])
    if choices:
        return f"{told} One of {', '.join(map(_toml, choices))}."
    if math.isfinite(high) and type(setting.default) in {int, float}:
        return f"{told} From {setting.metadata['low']} to {high}."
    return told


DEFAULT_TEXT = _documented()
