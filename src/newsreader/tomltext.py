"""A TOML file's text: in which line a setting stands, what its name may be meant for, values written back as TOML.

It knows no setting. TOML itself is read by the standard library, which tells neither lines nor near misses.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from newsreader.errors import ConfigError
from newsreader.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Key = tuple[str, ...]
"""A setting's name behind those of its sections."""


class Source:
    """A file's text, to say in which line a setting stands."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        self._text = text

    def error(self, key: Key, sentence: str) -> ConfigError:
        """An error about a setting, with its place."""
        return ConfigError(f"{self._file}, line {self._line(key)}: {clean_line(sentence)}")

    def _line(self, key: Key) -> int:
        """Where a key is set: its own line, else that of its section, else the first."""
        section: Key = ()
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


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """The sentence about a name that nothing has, with the nearest that something has."""
    nearest = difflib.get_close_matches(name.casefold(), list(known), n=1, cutoff=0.5)
    hint = f'did you mean "{nearest[0]}"?' if nearest else "known are " + ", ".join(known)
    return f'there is no {what} "{name}"; {hint}'


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, tuple | list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(one)}" for key, one in value.items()) + "}"
    return str(value)


def _dotted(key: str) -> Key:
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(key))


_QUOTED = r""""[^"]*"|'[^']*'"""
_PART = re.compile(rf"{_QUOTED}|[^\s.\"']+")
_HEADER = re.compile(rf"\s*\[+((?:{_QUOTED}|[^\]\"'])+)\]+\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(rf"\s*((?:{_QUOTED}|[\w.\- ])+?)\s*=")
