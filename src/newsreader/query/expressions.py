"""Regular expressions of a search: whether RE2 can use one, and if not where the mistake is and what may help."""

from __future__ import annotations

import re

from newsreader import text
from newsreader.query.tree import QueryError

LONGEST = 200
"""Characters that one may have."""
MEMORY = 1 << 20
"""Bytes that RE2 may use for one."""
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]", re.DOTALL)
"""What is escaped, a class of characters, a parenthesis."""
_HINTS = {
    "missing )": "write \\( for the sign itself",
    "unexpected )": "write \\) for the sign itself",
    "missing ]": "write \\[ for the sign itself",
    "invalid perl operator": "patterns of RE2 cannot look ahead or back",
    "invalid named capture": "a name is not needed: (...)",
    "invalid escape sequence": "patterns of RE2 have no such escape, and none that repeats a group",
    "invalid repetition size": "at most 1,000 times in all",
    "no argument for repetition operator": "write a backslash before it for the sign itself",
    "bad repetition operator": "write one of them",
    "pattern too large": "make it simpler",
}


def check(expression: str, at: int) -> None:
    """QueryError, with its place, if RE2 cannot use an expression that stands `at` a character of the search."""
    if len(expression) > LONGEST:
        raise QueryError(f"a pattern may have {LONGEST} characters", at + LONGEST)
    import re2  # noqa: PLC0415 - few searches have one

    try:
        re2.compile(expression, pattern_options())
    except re2.error as error:
        why = error.args[0] if error.args else error
        why = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(why)
        raise _unusable(expression, at, text.clean_line(why)) from error


def pattern_options() -> object:
    """How expressions are read: whatever the case, in linear time, with little memory."""
    import re2  # noqa: PLC0415 - as above

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = MEMORY
    options.log_errors = False
    return options


def _unusable(expression: str, at: int, why: str) -> QueryError:
    """RE2 says what is wrong, and cites it from there; of parentheses it cites all."""
    what, _, cited = why.partition(": ")
    place = _unbalanced(expression) if cited == expression else max(expression.find(cited), 0)
    hint = next((hint for beginning, hint in _HINTS.items() if why.startswith(beginning)), "")
    told = f"{what} at “{text.shorten(expression[place:], 20)}”" if expression[place:] else what
    return QueryError(f"the pattern cannot be used: {told}{hint and '; '}{hint}", at + place)


def _unbalanced(expression: str) -> int:
    """Where the parenthesis stands that is not closed, or closes nothing."""
    opened: list[int] = []
    for part in _PART.finditer(expression):
        if part[0] == "(":
            opened.append(part.start())
        elif part[0] == ")":
            if not opened:
                return part.start()
            opened.pop()
    return opened[-1] if opened else 0
