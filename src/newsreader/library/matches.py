"""Conditions that the full-text indexes can decide, as expressions of FTS5. No text can break one: R57.

A word that only begins so is looked up in the list of all words: FTS5 would read everything that begins so before it
gave the first row, and could not be stopped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsreader.library import words
from newsreader.query import QUOTED, And, Condition, Has, InLanguage, Not, Or, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.store import Library

EXPANDED = 200
"""Words looked for at most in place of one that only begins so."""
_FREQUENT = 8
"""How often a word of the index of frequent ones was seen."""
_LAST = "\U0010ffff"
FACTS = ("quotes", "audio", "image")


class Match(NamedTuple):
    """An expression of FTS5 and what it leaves out."""

    expression: str
    notes: tuple[str, ...] = ()


def is_text(condition: Condition) -> bool:
    """Whether the index of texts alone can decide it."""
    match condition:
        case Words():
            return condition.field not in QUOTED
        case InLanguage():
            return True
        case Has(name):
            return name in FACTS
        case And(parts) | Or(parts):
            return all(map(is_text, parts))
        case Not(part):
            return is_text(part)
    return False


def is_said(condition: Condition) -> bool:
    """Whether it is asked of quotations, and can be asked of one."""
    match condition:
        case Words():
            return condition.field in QUOTED
        case Or(parts) | And(parts):
            return all(map(is_said, parts))
    return False


def match(lib: Library, condition: Condition, expanded: int = EXPANDED) -> Match | None:
    """A condition as an expression; None if there is none, as FTS5 cannot say "everything without"."""
    notes: list[str] = []
    expression = _match(lib, condition, expanded, notes)
    return None if expression is None else Match(expression, tuple(dict.fromkeys(notes)))


def _match(lib: Library, condition: Condition, expanded: int, notes: list[str]) -> str | None:
    match condition:
        case Words():
            return _words(lib, condition, expanded, notes)
        case InLanguage(code):
            return f"facts : {words.quoted(words.fact('g', code))}"
        case Has(name):
            return f"facts : {words.quoted(words.fact('h', name))}"
        case Or(parts):
            return _joined(" OR ", [_match(lib, part, expanded, notes) for part in parts])
        case And(parts):
            wanted = _joined(" AND ", [_match(lib, p, expanded, notes) for p in parts if not isinstance(p, Not)])
            without = [_match(lib, p.part, expanded, notes) for p in parts if isinstance(p, Not)]
            if wanted is None or not without:
                return wanted
            unwanted = _joined(" OR ", without)
            return unwanted and f"({wanted} NOT {unwanted})"
    return None


def _joined(sign: str, found: Sequence[str | None]) -> str | None:
    there = [one for one in found if one is not None]
    return f"({sign.join(there)})" if there and len(there) == len(found) else None


def _words(lib: Library, wanted: Words, expanded: int, notes: list[str]) -> str | None:
    found = words.in_a_row(wanted.text, prefix=wanted.prefix)
    if found is None:
        return None
    phrase, prefix = found
    column = {"": "", "link": "facts : "}.get(wanted.field, f"{wanted.field} : ")
    if wanted.field == "link":
        phrase = " ".join(words.fact("l", word) for word in words.split(phrase))
    if not prefix:
        return column + words.quoted(phrase)
    *before, beginning = words.split(phrase)
    terms, is_cut = _terms(lib, beginning, expanded)
    if is_cut:
        notes.append(f"of the words that begin with “{wanted.text}” the {expanded} most frequent were looked for")
    phrases = [words.quoted(" ".join([*before, term])) for term in terms or [beginning]]
    return f"{column}({' OR '.join(phrases)})"


def _terms(lib: Library, beginning: str, most: int) -> tuple[list[str], bool]:
    """The words of the index that begin so; if there are too many, the most frequent, and True."""
    bounds = (beginning, beginning + _LAST)
    rows = lib.all("SELECT term FROM idx.terms WHERE term >= ? AND term < ? LIMIT ?", (*bounds, most + 1))
    if len(rows) <= most:
        return [row[0] for row in rows], False
    frequent = lib.all(
        f"""SELECT term FROM idx.terms INDEXED BY terms_frequent WHERE term >= ? AND term < ? AND seen >= {_FREQUENT}
        ORDER BY seen DESC LIMIT ?""",
        (*bounds, most),
    )
    return list(dict.fromkeys(row[0] for row in [*frequent, *rows]))[:most], True
