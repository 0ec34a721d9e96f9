"""What fixtures of feedparser expect of it, evaluated: `feed['title'] == 'x' and entries[0]['id'] == 'y'`.

Only comparisons and subscripts are understood; nothing is executed.
"""

from __future__ import annotations

import ast
import re
from typing import Any, NamedTuple

_HEAD = re.compile(rb"<!--\s*(.*?)-->", re.DOTALL)
_EXPECT = re.compile(r"^Expect:\s*(.*)", re.MULTILINE)
_NAMES = {
    "description": ("summary", "subtitle"),
    "description_detail": ("summary_detail", "subtitle_detail"),
    "tagline": ("subtitle",),
    "guid": ("id",),
    "modified": ("updated",),
    "date": ("updated",),
    "issued": ("published",),
    "url": ("href",),
}
"""feedparser's older names of fields."""


class Clause(NamedTuple):
    """One comparison: what stands at a path is a value."""

    path: tuple[str | int, ...]
    value: Any
    text: str


def clauses(body: bytes) -> list[Clause]:
    """The comparisons of a fixture's head with a field on the left and a value on the right."""
    head = _HEAD.search(body[:4_000])
    expect = _EXPECT.search(head[1].decode("latin-1")) if head else None
    if not expect:
        return []
    try:
        tree = ast.parse(expect[1].strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return []
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [found for part in parts if (found := _clause(part))]


def _clause(part: ast.expr) -> Clause | None:
    if not isinstance(part, ast.Compare) or len(part.ops) != 1 or not isinstance(part.ops[0], ast.Eq):
        return None
    path = _path(part.left)
    try:
        value = ast.literal_eval(part.comparators[0])
    except ValueError:
        return None
    return Clause(path, value, ast.unparse(part)) if path else None


def _path(expression: ast.expr) -> tuple[str | int, ...] | None:
    if isinstance(expression, ast.Name):
        return (expression.id,)
    if isinstance(expression, ast.Attribute):
        before = _path(expression.value)
        return (*before, expression.attr) if before else None
    if isinstance(expression, ast.Subscript):
        before = _path(expression.value)
        try:
            key = ast.literal_eval(expression.slice)
        except ValueError:
            return None
        return (*before, key) if before and isinstance(key, str | int) else None
    return None


def at(found: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path of dictionaries and lists; None if nothing does."""
    for step in path:
        if isinstance(found, dict):
            found = next((found[name] for name in (step, *_NAMES.get(str(step), ())) if name in found), None)
        elif isinstance(found, list) and isinstance(step, int) and -len(found) <= step < len(found):
            found = found[step]
        else:
            return None
    return found
