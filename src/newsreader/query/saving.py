"""The names of saved searches inside other searches: which there are, and a name changed where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.query.lexer import QUOTES, tokens
from newsreader.query.tree import And, Condition, Not, Or, Saved
from newsreader.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNWRITABLE = str.maketrans("", "", QUOTES)


def named(condition: Condition | None) -> Iterator[Saved]:
    """The saved searches that a condition names, in its order."""
    match condition:
        case Saved():
            yield condition
        case Not(part):
            yield from named(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from named(part)


def with_renamed(text: str, name: str, new_name: str) -> str:
    """The text of a search with another name wherever it names a saved search; all else stays to the letter."""
    changed = text
    for token in reversed(tokens(text)):
        if token.field == "search" and fold(token.text.strip()) == fold(name):
            changed = f'{changed[: token.at]}search:"{new_name}"{changed[token.end :]}'
    return changed


def writable(name: str) -> str:
    """A name without what ends one in the text of a search."""
    return name.translate(_UNWRITABLE)
