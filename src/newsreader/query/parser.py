"""A search from its tokens to the tree; it knows neither SQL nor what the library holds."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from newsreader import text
from newsreader.query import dates, expressions, hints
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
_SIGNS = {"AND": "AND", "OR": "OR", "NOT": "NOT", "minus": "-", "close": ")"}
_CALENDAR = re.compile(r"\d{4}-\d\d?(-\d\d?)?", re.ASCII)
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
            hint = "leave it out, or write ( before what belongs together"
            raise QueryError(f"this parenthesis closes nothing: {hint}", self.tokens[self.next].at)
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
            raise self.missing(None)
        token = self.tokens[self.next]
        self.next += 1
        match token.kind:
            case "open":
                if token.field and token.field not in FIELDS:
                    raise _no_field(token)
                return self.group(token, depth + 1)
            case "pattern":
                return _pattern(token)
            case "term":
                return self.term(token)
        raise self.missing(token)

    def missing(self, token: Token | None) -> QueryError:
        """Where something should stand: before a token, or at the end."""
        number = len(self.tokens) - 1 if token is None else self.next - 2
        before = self.tokens[max(number, 0)]
        if before.kind == "open" and number >= 0 and (token is None or token.kind == "close"):
            empty = QueryError("there is nothing between the parentheses: leave them out", before.at)
            return _never_closed(before) if token is None else empty
        if token is None or (before.kind in _SIGNS and number >= 0):
            sign = _SIGNS[before.kind]
            return QueryError(f"{sign} needs a word behind it: add one, or leave {sign} out", before.at)
        sign = _SIGNS[token.kind]
        as_word = f'; as a word it is "{sign}"' if sign.isalpha() else ""
        return QueryError(f"{sign} needs a word before it{as_word}", token.at)

    def group(self, opening: Token, depth: int) -> Condition | None:
        if depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} parentheses inside each other", opening.at)
        found = self.alternatives(depth)
        if not self.at("close"):
            raise _never_closed(opening)
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
                return self.dated(token)
        raise _no_field(token)

    def dated(self, token: Token) -> Dated:
        """after: from the beginning of that day, month or year on; before: ahead of it; on: within it."""
        try:
            since, until = dates.stretch(token.text, self.now, whole_day=token.field == "on")
        except (ValueError, OverflowError, OSError) as error:
            raise self.no_date(token) from error
        if until <= since and token.field == "on":
            raise QueryError(f"“{token.text}” ends before it begins", token.at)
        return {"after": Dated(since), "before": Dated(None, since), "on": Dated(since, until)}[token.field]

    def no_date(self, token: Token) -> QueryError:
        """A date of several words without quotation marks, or one that is written in another way."""
        words = [token.text]
        for following in self.tokens[self.next : self.next + 2]:
            if following.kind != "term" or following.field != "":
                break
            words.append(following.text)
        for count in range(len(words), 0, -1):
            text_ = " ".join(words[:count])
            meant = hints.date(text_, self.now)
            if meant is not None:
                return QueryError(f"“{text_}” is no date; did you mean {token.field}:{meant}?", token.at)
        first, dots, last = token.text.partition("..")
        if dots and bool(first) != bool(last):
            what, meant = ("end", f"after:{first}") if first else ("beginning", f"before:{last}")
            return QueryError(f"“{token.text}” has no {what}; did you mean {meant}?", token.at)
        hint = "write 2024-06-19, 2024-06, today, yesterday, monday, 7d or 2w"
        if _CALENDAR.fullmatch(token.text):
            hint = "the calendar has no such day"
        return QueryError(f"“{token.text}” is no date; {hint}", token.at)


def _one_or_several(
    kind: Callable[[tuple[Condition, ...]], Condition], parts: Sequence[Condition | None]
) -> Condition | None:
    there = tuple(part for part in parts if part is not None)
    return there[0] if len(there) == 1 else kind(there) if there else None


def _never_closed(opening: Token) -> QueryError:
    return QueryError("the parenthesis is never closed: write ) behind what belongs together", opening.at)


def _choice(token: Token, choices: tuple[str, ...]) -> str:
    value = token.text.lower().strip()
    if value in choices:
        return value
    meant = hints.choice(token.field, value)
    hint = f"did you mean {meant}?" if meant else f"it takes {', '.join(choices[:-1])} or {choices[-1]}"
    raise QueryError(f"{token.field}:{token.text} has no meaning; {hint}", token.at)


def _no_field(token: Token) -> QueryError:
    written_ = {"open": "(", "pattern": f"~/{token.text}/"}.get(token.kind, token.text)
    near = hints.field(token.field)
    if token.field in STATES or token.field in CONTENTS:
        hint = f"did you mean {'is' if token.field in STATES else 'has'}:{token.field}?"
    elif near is None:
        names = ", ".join(f"{name}:" for name in FIELDS)
        hint = f'there are {names}; "{token.field}:{written_}" in quotation marks is a text'
    elif near == hints.ANYWHERE:
        hint = "words alone are looked for in title and text"
    else:
        hint = f'did you mean {near}:{written_}? ("{token.field}:{written_}" in quotation marks is a text)'
    return QueryError(f"{token.field}: is no field; {hint}", token.at)


def _language(token: Token) -> InLanguage:
    code = token.text.strip().lower().partition("-")[0]
    if not _LANGUAGE.fullmatch(code):
        meant = hints.language(code)
        hint = f"did you mean lang:{meant}?" if meant else "write its code, as lang:en or lang:ja"
        raise QueryError(f"“{token.text}” is no language; {hint}", token.at)
    return InLanguage(code)


def _pattern(token: Token) -> Pattern:
    if token.field not in {"", "title", "author", "link"}:
        if token.field not in FIELDS:
            raise _no_field(token)
        hint = "title:, author:, link: or none"
        raise QueryError(f"{token.field}: takes no pattern, only {hint}", token.at)
    if not token.text:
        raise QueryError("the pattern is empty", token.at)
    expressions.check(token.text, token.value_at)
    return Pattern(token.text.replace("\\/", "/"), token.field)
