"""The parts of the reader's screen: a command has one place, and no part reaches into another."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsreader.commands import COMMANDS
from newsreader.tui import screens
from newsreader.tui.screens.part import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.tui.app import ReaderApp

    MakeApp = Callable[..., ReaderApp]

FOLDER = Path(screens.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))


def having(parts: object, name: str) -> list[str]:
    """The parts that have a method of this name."""
    assert isinstance(parts, tuple)
    return [type(part).__name__ for part in parts if hasattr(part, name)]


async def test_every_command_is_in_exactly_one_part(make_app: MakeApp) -> None:
    """So is what it does with what it is told, if it is told anything; no method is that of a command that is none."""
    parts = make_app().reader.parts
    for command in COMMANDS:
        assert len(having(parts, f"action_{command.id}")) == 1, command.id
        assert len(having(parts, f"with_{command.id}")) == (command.argument is not None), command.id
    known = {command.id for command in COMMANDS}
    named = {name.partition("_")[::2] for part in parts for name in dir(part)}
    assert {name for kind, name in named if kind == "action"} <= known


async def test_the_screen_lists_all_that_it_holds(make_app: MakeApp) -> None:
    """A part that it forgot would be asked nothing."""
    reader = make_app().reader
    held = [value for value in vars(reader).values() if isinstance(value, Part)]
    assert sorted(map(id, held)) == sorted(map(id, reader.parts))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_what_is_private_is_used_by_its_owner_alone(module: Path) -> None:
    """Of the screen and of the parts that another part was given."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr != "_replace":  # of all tuples
            owner = node.value
            held_by = owner.value if isinstance(owner, ast.Attribute) and owner.attr != "app" else None
            of_screen = isinstance(owner, ast.Name) and owner.id in {"screen", "part"}
            is_others = of_screen or isinstance(held_by, ast.Name)
            assert not is_others, f"{module.name}:{node.lineno} {ast.unparse(node)}"
