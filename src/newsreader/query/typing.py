"""Searches while they are typed: the word at the end may go on; what narrows a list is joined to what it was."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from newsreader.query.parser import parse
from newsreader.query.tree import And, Condition, Or, Query, QueryError, Words

_BEGINNING = 2
"""Characters that must be there: with one nearly every text has a word that begins so."""


def both(first: Query | None, second: Query) -> Query:
    """What two searches find together, in the order of the second if it names one."""
    if first is None:
        return second
    parts = tuple(one.condition for one in (first, second) if one.condition is not None)
    condition = And(parts) if len(parts) > 1 else parts[0] if parts else None
    order = second if second.sort != "date" else first
    return replace(order, text=f"{first.text} {second.text}", condition=condition)


def beginning(query: Query) -> Query:
    """The same while it is typed: the word at its end may go on."""
    word = _last_word(query.condition)
    if word is None or word.prefix or len(word.text) < _BEGINNING or not query.text.endswith(word.text):
        return query
    with suppress(QueryError):  # with a star "titel:" is a field that there is not
        longer = parse(f"{query.text}*")
        return replace(longer, condition=_with_last(query.condition, replace(word, prefix=True)))
    return query


def _last_word(condition: Condition | None) -> Words | None:
    match condition:
        case Words():
            return condition
        case And(parts) | Or(parts):
            return _last_word(parts[-1])
    return None


def _with_last(condition: Condition | None, word: Words) -> Condition:
    match condition:
        case And(parts) | Or(parts):
            return replace(condition, parts=(*parts[:-1], _with_last(parts[-1], word)))
    return word
