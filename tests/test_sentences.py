"""How the program puts what it tells the user."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "newsreader"
WRITTEN_SO = {"keys", "keysettings", "tomltext", "refresh/programs", "query/parser"}
"""Modules whose sentences quote what stands in config.toml or in a search, with the marks that it has there."""
_TELLS = {"add", "complain", "line", "problem", "say"}


def quoted_otherwise(source: str) -> list[int]:
    """The lines with sentences for the user in which a value stands in straight marks."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or called in _TELLS:
            found |= {text.lineno for text in ast.walk(node) if isinstance(text, ast.JoinedStr) and _is_other(text)}
    return sorted(found)


def _is_other(text: ast.JoinedStr) -> bool:
    """Whether marks that are not “these” enclose a value."""
    parts = [str(part.value) if isinstance(part, ast.Constant) else "\0" for part in text.values]
    is_repr = any(isinstance(part, ast.FormattedValue) and part.conversion == ord("r") for part in text.values)
    return is_repr or re.search("[\"']\0[\"']", "".join(parts)) is not None


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("raise E(f'no feed \"{name}\"')", [1]),
        ("\nself.say(f\"no feed '{name}'\")", [2]),
        ('problems.add(f"no feed {name!r}")', [1]),
        ('raise E(f"no feed “{name}”")', []),
        ("html = f'<a href=\"{link}\">'", []),
    ],
)
def test_marks_of_another_kind_are_found(source: str, lines: list[int]) -> None:
    """Where something is told, and nowhere else."""
    assert quoted_otherwise(source) == lines


def test_what_is_quoted_stands_in_marks_of_one_kind() -> None:
    """“These”, as CONTRIBUTING says."""
    found = {
        str(file): lines
        for file in sorted(SOURCE.rglob("*.py"))
        if file.relative_to(SOURCE).with_suffix("").as_posix() not in WRITTEN_SO
        and (lines := quoted_otherwise(file.read_text(encoding="utf-8")))
    }
    assert found == {}


def counted_otherwise(source: str) -> list[int]:
    """The lines on which many of something follow a number that may be one."""
    return [
        text.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr) and _MANY.search("".join(map(_with_numbers, text.values)))
    ]


_MANY = re.compile(r"(?<!of )(?<!about )#NUMBER# (?:[a-z]+ )?[a-z]+[a-rt-z]s\b")
"""Of or about so many there may be are never called one."""


def _with_numbers(part: ast.expr) -> str:
    if not isinstance(part, ast.FormattedValue):
        return str(part.value) if isinstance(part, ast.Constant) else ""
    is_number = part.format_spec is not None and "," in ast.unparse(part.format_spec)
    is_length = isinstance(part.value, ast.Call) and ast.unparse(part.value.func) == "len"
    return "#NUMBER#" if is_number or is_length else "\0"


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('f"{count:,} articles freed"', [1]),
        ('\nf"all {len(found)} automatic backups"', [2]),
        ('f"{done:,} of {total:,} articles"', []),
        ('f"{done:,} read, {more:,} new"', []),
        ("f\"{counted(done, 'article')} read\"", []),
    ],
)
def test_many_of_what_may_be_one_are_found(source: str, lines: list[int]) -> None:
    """Wherever a number is written as a number."""
    assert counted_otherwise(source) == lines


def test_one_of_something_is_not_called_many() -> None:
    """By the command line, which has `text.counted` for that."""
    files = sorted((SOURCE / "cli").rglob("*.py"))
    found = {file.name: lines for file in files if (lines := counted_otherwise(file.read_text(encoding="utf-8")))}
    assert found == {}
