"""`[keys]` in config.toml: a preset, keys by command, macros, both in single panes as well; how it is checked.

What the keys do is the business of `newsreader.keymap`; the tables of commands and presets are read only where there
is something to check, so that commands which need no keys start quickly.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, NamedTuple

from newsreader.errors import UsageError
from newsreader.tomltext import unknown, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsreader.commands import Command, Pane
    from newsreader.keymap import Bindings, Keymap, Layer, Taken
    from newsreader.keys import Typed
    from newsreader.tomltext import Key, Source

PRESET, MACROS, PANES = "preset", "macros", "in"
"""What stands in the section beside the commands."""

HELP = """
The keys of a command: one, or a list of them; "" switches them off. A key is one character or a name: "space", "enter",
"tab", "escape", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown", "up", "down", "left", "right",
"f1" to "f24", with "ctrl+", "alt+" or "shift+" where a terminal can tell. Keys with blanks between them are typed one
after the other: "g u". A number before a movement says how often: 5j.
"""
EXAMPLE = """
A key that runs several commands in turn, or one that is told something, as on the command line; "" frees the key:
[keys.macros]
"M" = "mark_read next_unread"
"g s" = ["open Starred"]

Otherwise in one pane (feeds, list, detail, quotes):
[keys.in.detail]
page_down = ["space", "f"]
[keys.in.detail.macros]
"T" = ["tag later", "next_unread"]
"""


class KeySettings(NamedTuple):
    """What the user wants of the keys."""

    preset: str = "default"
    own: Layer | None = None
    """What the user set, over the preset."""

    def keymap(self) -> Keymap:
        """What the keys run."""
        from newsreader.keymap import Keymap  # noqa: PLC0415 - see above

        layers = [] if self.own is None else [self.own]
        if self.preset != "default":
            from newsreader.presets import PRESETS  # noqa: PLC0415 - see above

            layers.insert(0, PRESETS[self.preset])
        return Keymap(*layers)


def bound(keys: Mapping[str, tuple[str, ...]], macros: Mapping[str, tuple[str, ...]] | None = None) -> KeySettings:
    """Settings that bind some commands otherwise, and some keys to more than a command."""
    from newsreader.keymap import Bindings, Layer  # noqa: PLC0415 - see above

    return KeySettings(own=Layer(Bindings(keys, macros or {})))


def read(source: Source, table: dict[str, Any]) -> KeySettings:
    """The settings of the section; ConfigError with the line and what to do."""
    from newsreader.commands import Pane  # noqa: PLC0415 - see above
    from newsreader.keymap import Layer  # noqa: PLC0415 - see above
    from newsreader.presets import PRESETS  # noqa: PLC0415 - see above

    preset = table.get(PRESET, "default")
    if not isinstance(preset, str) or preset not in PRESETS:
        known = unknown("preset", preset, PRESETS) if isinstance(preset, str) else f"preset must be {_one_of(PRESETS)}"
        raise source.error(("keys", PRESET), f"[keys] {known}")
    inner = table.get(PANES, {})
    if not isinstance(inner, dict):
        raise source.error(("keys", PANES), "[keys] in is a section: write [keys.in.list] and its keys below")
    panes = {}
    for name, keys in inner.items():
        path = ("keys", PANES, name)
        if name not in set(Pane):
            raise source.error(path, f"[keys.in] {unknown('pane', name, [pane.value for pane in Pane])}")
        if not isinstance(keys, dict):
            raise source.error(path, f"[keys.in] {name} is a section: write [keys.in.{name}] and its keys below")
        panes[Pane(name)] = _bindings(source, path, keys, pane=Pane(name))
    outer = {name: value for name, value in table.items() if name not in {PRESET, PANES}}
    return KeySettings(preset, Layer(_bindings(source, ("keys",), outer), panes))


def remarks(source: Source, table: dict[str, Any]) -> list[str]:
    """What may surprise: each key that was another command's, with its place and who has it now."""
    from newsreader import keys  # noqa: PLC0415 - see above

    settings = read(source, table)
    keymap = settings.keymap()
    told: dict[str, None] = {}
    for taken in keymap.taken if settings.own is not None else ():
        (owner, *_) = taken.owner
        path = _path_of(table, taken)
        left = keymap.keys_of(owner.command, taken.pane)
        rest = "has no key now" if not left else f"keeps {' and '.join(map(written, left))}"
        begins = "" if taken.by == taken.keys else f' and cannot be used beside "{" ".join(taken.by)}"'
        told[str(source.error(path, f'"{keys.words(taken.keys)}" was a key of {owner}{begins}; {owner} {rest}'))] = None
    return list(told)


def documented() -> str:
    """The section in the default file, with the keys that every command has."""
    from newsreader.commands import COMMANDS  # noqa: PLC0415 - see above
    from newsreader.presets import PRESETS  # noqa: PLC0415 - see above

    lines = [
        "[keys]",
        *textwrap.wrap(" ".join(HELP.split()), 100, initial_indent="# ", subsequent_indent="# "),
        "",
        f"# Keys as they are elsewhere; what follows is set over them. One of {', '.join(map(written, PRESETS))}.",
        f"#{PRESET} = {written('default')}",
        "",
    ]
    for command in COMMANDS:
        lines += [f"# {command.help}", f"#{command.id} = {written(tuple(command.keys))}", ""]
    for line in EXAMPLE.strip().splitlines():
        lines.append(f"#   {line}".rstrip() if line.startswith(("[", '"')) or " = " in line else f"# {line}".rstrip())
    return "\n".join(lines) + "\n"


# --- checking ---------------------------------------------------------------------------------------------------------


def _bindings(source: Source, path: Key, table: dict[str, Any], *, pane: Pane | None = None) -> Bindings:
    from newsreader.commands import by_id  # noqa: PLC0415 - see above
    from newsreader.keymap import Bindings  # noqa: PLC0415 - see above

    title, commands = ".".join(path), by_id()
    keys: dict[str, tuple[str, ...]] = {}
    owners: dict[Typed, str] = {}
    for name, value in table.items():
        if name == MACROS:
            continue
        if name not in commands:
            raise source.error((*path, name), f"[{title}] {unknown('command', name, [*commands, MACROS])}")
        if pane is not None and pane not in commands[name].panes:
            raise source.error((*path, name), f"[{title}] {name} does not work in the pane {pane}")
        listed = [] if value == "" else [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(key, str) and key.strip() for key in listed):
            problem = f"{name} must be a key or a list of keys, not {written(value)}"
            raise source.error((*path, name), f"[{title}] {problem}")
        keys[name] = tuple(key.strip() for key in listed)
        for key in keys[name]:
            _own(source, (*path, name), key, name, owners)
    inner = table.get(MACROS, {})
    if not isinstance(inner, dict):
        raise source.error((*path, MACROS), f"[{title}] macros is a section: write [{title}.macros] and its keys below")
    macros = {}
    for key, value in inner.items():
        place = (*path, MACROS, key)
        _own(source, place, key, "a macro", owners)
        macros[key] = _lines(source, place, value, commands)
    return Bindings(keys, macros)


def _own(source: Source, path: Key, key: str, owner: str, owners: dict[Typed, str]) -> None:
    """Note whose a key is; ConfigError if it is none, or if it cannot be typed beside the others."""
    from newsreader import keys  # noqa: PLC0415 - see above
    from newsreader.keymap import clash  # noqa: PLC0415 - see above

    title = ".".join(path[:-1])
    try:
        typed = keys.read(key)
    except UsageError as error:
        raise source.error(path, f"[{title}] {path[-1]}: {error}") from error
    other = next(
        (other for other in owners if clash(typed, other) and (other != typed or owners[other] != owner)), None
    )
    if other == typed:
        raise source.error(path, f"[{title}] {path[-1]}: {written(key)} is a key of {owners[other]} already")
    if other is not None:
        short, long = sorted((typed, other), key=len)
        problem = f'"{" ".join(long)}" can never be typed while "{" ".join(short)}" alone is a key'
        raise source.error(path, f"[{title}] {path[-1]}: {problem} of {owners.get(short, owner)}; choose another")
    owners[typed] = owner


def _lines(source: Source, path: Key, value: object, commands: Mapping[str, Command]) -> tuple[str, ...]:
    """What a key of a macro runs."""
    from newsreader.keymap import call  # noqa: PLC0415 - see above

    title = ".".join(path[:-1])
    if isinstance(value, str):
        words = value.split()
        lines: list[Any] = words if len(words) > 1 and all(word in commands for word in words) else [value]
        lines = [line for line in lines if line]
    elif isinstance(value, list) and all(isinstance(line, str) and line.strip() for line in value):
        lines = value
    else:
        raise source.error(path, f"[{title}] {path[-1]} must be commands, or a list of them, not {written(value)}")
    for line in lines:
        wanted = call(line)
        if wanted.command not in commands:
            raise source.error(path, f"[{title}] {path[-1]}: {unknown('command', wanted.command, commands)}")
        if wanted.argument and commands[wanted.command].argument is None:
            raise source.error(path, f"[{title}] {path[-1]}: {wanted.command} is told nothing, not {written(line)}")
    return tuple(lines)


def _path_of(table: dict[str, Any], taken: Taken) -> Key:
    """Where the keys are set that took others."""
    from newsreader import keys  # noqa: PLC0415 - see above

    inner = table.get(PANES, {}).get(taken.pane, {})
    for path, section in ((("keys", PANES, str(taken.pane)), inner), (("keys",), table)):
        for name, value in section.items():
            if name == MACROS:
                for key in value:
                    if keys.read(key) == taken.by:
                        return (*path, MACROS, key)
            elif name not in {PRESET, PANES} and taken.by in map(keys.read, _listed(value)):
                return (*path, name)
    return ("keys",)


def _listed(value: Any) -> Iterable[str]:
    return [value] if isinstance(value, str) and value else value


def _one_of(names: Iterable[str]) -> str:
    return " or ".join(map(written, names))
