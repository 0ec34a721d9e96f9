"""The themes there are: those that ship with the program, and the user's own, from TOML files of one form."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsreader.errors import ConfigError
from newsreader.text import clean_line
from newsreader.tomltext import Source, unknown, written
from newsreader.tui.themes.palette import COLOURS, STYLES, Palette

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "dusk"
LIGHT = "paper"
MONOCHROME = "mono"
TERMINAL = "terminal"

_MOST_BYTES = 200_000
_NAME = re.compile(r"[\w.-]{1,40}")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_WEIGHTS = {"none", "bold", "dim", "italic", "underline", "reverse", "strike"}
_KNOWN = ("base", *Palette._fields)


@cache
def built_in() -> dict[str, Palette]:
    """Those that ship with the program, by name."""
    whole = {name: table for name, table in _shipped().items() if "ink" in table}
    return {name: Palette(**table | {"speakers": tuple(table["speakers"])}) for name, table in whole.items()}


def hard_to_read(file: Path, own: Mapping[str, Palette]) -> str:
    """The sentence about the first of the user's own themes with a colour that cannot be read well, or nothing."""
    for name, palette in own.items():
        if faint := palette.faint():
            what, ground, ratio = faint
            return f"{file}: [{name}] {what} on {ground} is hard to read, {ratio:.1f}:1 where 4.5:1 is good"
    return ""


def speakers_on(*, dark: bool) -> tuple[str, ...]:
    """The speakers' colours for a ground that a palette of the program knows nothing of."""
    return tuple(_shipped()["on-dark" if dark else "on-light"]["speakers"])


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "themes.toml").read_text(encoding="utf-8"))


def own(file: Path) -> dict[str, Palette]:
    """The user's own, by name; none if there is no such file.

    Raises ConfigError with the file, the line, the key and what would do.
    """
    try:
        with file.open("rb") as opened:
            read = opened.read(_MOST_BYTES + 1)
        text = read.decode("utf-8-sig")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{file}: not valid TOML: {clean_line(str(error))}") from error
    if len(read) > _MOST_BYTES:
        raise ConfigError(f"{file}: larger than {_MOST_BYTES:,} bytes; leave out what is not used")
    source = Source(file, text)
    return {name: _palette(source, name, table) for name, table in tables.items()}


def _palette(source: Source, name: str, table: object) -> Palette:
    if not _NAME.fullmatch(name):
        raise source.error((name,), f"[{name}]: a theme's name is of letters, digits, dots and dashes, 40 at most")
    if name in built_in():
        raise source.error((name,), f"[{name}] is a theme that ships with newsreader; give yours another name")
    if not isinstance(table, dict):
        raise source.error((name,), f"{name} is a theme: write [{name}] and its colours below")
    for key, value in table.items():
        problem = unknown("colour", key, _KNOWN) if key not in _KNOWN else _problem(key, value)
        if problem:
            raise source.error((name, key), f"[{name}] {problem}")
    made: dict[str, Any] = {key: value for key, value in table.items() if key != "base"}
    if "speakers" in made:
        made["speakers"] = tuple(made["speakers"])
    return built_in()[table.get("base", DEFAULT)]._replace(**made)


def _problem(key: str, value: object) -> str | None:
    """What is wrong with a value of a theme."""
    if key == "base" and (value not in _BASES if isinstance(value, str) else True):
        return f"base must be one of {', '.join(_BASES)}, not {written(value)}"
    if key == "dark" and not isinstance(value, bool):
        return f"dark must be true or false, not {written(value)}"
    if key in COLOURS and not _is_colour(value):
        return f'{key} must be a colour as "#e0af68", not {written(value)}'
    if key in STYLES and not (isinstance(value, str) and value and set(value.split()) <= _WEIGHTS):
        return f"{key} must be of the words {', '.join(sorted(_WEIGHTS))}, not {written(value)}"
    many = len(built_in()[DEFAULT].speakers)
    if key == "speakers" and not (isinstance(value, list) and len(value) == many and all(map(_is_colour, value))):
        return f'speakers must be a list of {many} colours as "#e0af68"'
    return None


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


_BASES = tuple(name for name, palette in built_in().items() if not palette.is_ansi)
