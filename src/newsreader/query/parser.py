"""A search from its tokens to the tree; it knows neither SQL nor what the library holds."""

from __future__ import annotations

import difflib
import re
import time
from typing import TYPE_CHECKING

from newsreader import text
from newsreader.query import dates
from newsreader.query.lexer import FIELDS, Token, tokens
from newsreader.query.tree import (
    CONTENTS,
    ORDERS,
    STATES,
    And,
    Condition,
    Dated,
    Has,
    InFeed,
    InFolder,
    InLanguage,
    Not,
    Or,
    Pattern,
    Query,
    QueryError,
    Saved,
    State,
    Tagged,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 2_000
"""Characters a query may have."""
DEEPEST = 50
"""Parentheses inside parentheses."""
LONGEST_PATTERN = 200
PATTERN_MEMORY = 1 << 20
"""Bytes that RE2 may use for a pattern."""
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


def parse(text_: str, *, now: int | None = None) -> Query:
    """Understand a search; QueryError says where it cannot be. `now` is what "7d" counts from: by default the clock."""
    if len(text_) > LONGEST:
        raise QueryError(f"a search may have {LONGEST:,} characters", LONGEST)
    parser = _Parser(tokens(text.clean(text_)), int(time.time()) if now is None else now)
    condition = parser.whole()
    return Query(text_, condition, parser.sort)


class _Parser:
    """Recursive descent: or > and > not > term."""

    def __init__(self, tokens_: list[Token], now: int) -> None:
        self.tokens = tokens_
        self.now = now
        self.next = 0
        self.sort = "date"

    def whole(self) -> Condition | None:
        found = self.alternatives(0) if self.tokens else None
        if self.next < len(self.tokens):
            raise QueryError("this parenthesis closes nothing", self.tokens[self.next].at)
        return found

    def alternatives(self, depth: int) -> Condition | None:
        parts = [self.conjunction(depth)]
        while self.at("OR"):
            self.next += 1
            parts.append(self.conjunction(depth))
        return _one_or_several(Or, parts)

    def conjunction(self, depth: int) -> Condition | None:
        parts = [self.negation(depth)]
        while self.next < len(self.tokens) and not self.at("OR", "close"):
            if self.at("AND"):
                self.next += 1
            parts.append(self.negation(depth))
        return _one_or_several(And, parts)

    def negation(self, depth: int) -> Condition | None:
        negated = False
        while self.at("NOT", "minus"):
            negated = not negated
            self.next += 1
        part = self.primary(depth)
        return Not(part) if negated and part is not None else part

    def primary(self, depth: int) -> Condition | None:
        if self.next == len(self.tokens):
            last = self.tokens[-1]
            raise QueryError("something is missing at the end", last.at)
        token = self.tokens[self.next]
        self.next += 1
        match token.kind:
            case "open":
                return self.group(token, depth + 1)
            case "pattern":
                return _pattern(token)
            case "term":
                return self.term(token)
        what = ")" if token.kind == "close" else token.kind
        raise QueryError(f"a word is missing before {what}", token.at)

    def group(self, opening: Token, depth: int) -> Condition | None:
        if depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} parentheses inside each other", opening.at)
        found = self.alternatives(depth)
        if not self.at("close"):
            raise QueryError("the parenthesis is never closed", opening.at)
        self.next += 1
        return found

    def at(self, *kinds: str) -> bool:
        return self.next < len(self.tokens) and self.tokens[self.next].kind in kinds

    def term(self, token: Token) -> Condition | None:
        value = token.text.strip()
        match token.field:
            case "" | "title" | "author" | "link" | "said" | "speaker" | "cue":
                return Words(value, token.field, token.prefix)
            case "is":
                return State(_choice(token, STATES))
            case "has":
                return Has(_choice(token, CONTENTS))
            case "sort":
                self.sort = _choice(token, ORDERS)
                return None
            case "feed":
                return InFeed(value)
            case "folder":
                return InFolder(value)
            case "tag":
                return Tagged(value)
            case "search":
                return Saved(value, self.now)
            case "lang":
                return _language(token)
            case "after" | "before" | "on":
                return _dated(token, self.now)
        raise _no_field(token)


def _one_or_several(
    kind: Callable[[tuple[Condition, ...]], Condition], parts: Sequence[Condition | None]
) -> Condition | None:
    there = tuple(part for part in parts if part is not None)
    return there[0] if len(there) == 1 else kind(there) if there else None


def _choice(token: Token, choices: tuple[str, ...]) -> str:
    value = token.text.lower()
    if value in choices:
        return value
    near = difflib.get_close_matches(value, choices, 1)
    hint = f"; did you mean {token.field}:{near[0]}?" if near else ""
    raise QueryError(f"{token.field}: takes {' or '.join(choices)}, not “{token.text}”{hint}", token.at)


def _no_field(token: Token) -> QueryError:
    near = difflib.get_close_matches(token.field, FIELDS, 1)
    hint = f"did you mean {near[0]}:" if near else f"there are {', '.join(FIELDS)}"
    return QueryError(f"{token.field}: is no field ({hint}); in quotation marks it is a text", token.at)


def _language(token: Token) -> InLanguage:
    code = token.text.strip().lower().partition("-")[0]
    if not _LANGUAGE.fullmatch(code):
        raise QueryError(f"“{token.text}” is no language: write its code, as lang:en or lang:ja", token.at)
    return InLanguage(code)


def _pattern(token: Token) -> Pattern:
    if token.field not in {"", "title", "author", "link"}:
        if token.field not in FIELDS:
            raise _no_field(token)
        hint = "title:, author:, link: or none"
        raise QueryError(f"{token.field}: takes no pattern, only {hint}", token.at)
    if len(token.text) > LONGEST_PATTERN:
        raise QueryError(f"a pattern may have {LONGEST_PATTERN} characters", token.value_at + LONGEST_PATTERN)
    if not token.text:
        raise QueryError("the pattern is empty", token.at)
    import re2  # noqa: PLC0415 - few searches have one

    try:
        re2.compile(token.text, pattern_options())
    except re2.error as error:
        why = error.args[0] if error.args else error
        why = why.decode("utf-8", "replace") if isinstance(why, bytes) else why
        raise QueryError(f"the pattern cannot be used ({text.clean_line(str(why))})", token.value_at) from error
    return Pattern(token.text, token.field)


def pattern_options() -> object:
    """How patterns are read: whatever the case, in linear time, with little memory."""
    import re2  # noqa: PLC0415 - as above

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    return options


def _dated(token: Token, now: int) -> Dated:
    """after: from the beginning of that day, month or year on; before: ahead of it; on: within it."""
    try:
        since, until = dates.stretch(token.text, now, whole_day=token.field == "on")
        if until <= since and token.field == "on":
            raise QueryError(f"“{token.text}” ends before it begins", token.at)
    except (ValueError, OverflowError, OSError) as error:
        near = dates.nearest(token.text)
        hint = f"did you mean {near}?" if near else "write 2024-06-19, 2024-06, today, yesterday, monday or 7d, 2w"
        raise QueryError(f"“{token.text}” is no date: {hint}", token.at) from error
    return {"after": Dated(since), "before": Dated(None, since), "on": Dated(since, until)}[token.field]
