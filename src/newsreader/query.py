"""The search language: text to a tree of conditions. Pure; it knows neither SQL nor what the library holds.

budget deficit              both words              "interest rates"      these words in a row
econom*                     words that begin so     tax OR levy           one of them
-sport, NOT sport           without                 (a OR b) c            grouping
title:budget author:smith   in that field           said:inflation speaker:"Kim Jong Un" cue:denied   in one quotation
feed:bbc folder:World       a feed's title, address or id; a folder with those in it
is:unread|read|starred      has:quotes
after:2024-06-01 before:7d on:today                 dates: 2024, 2024-06, 2024-06-19, today, yesterday, 12h 7d 2w 3m 1y
sort:date|relevance         newest first is the default
"""

from __future__ import annotations

import difflib
import re
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsreader import text
from newsreader.errors import UsageError

LONGEST = 2_000
"""Characters a query may have."""
DEEPEST = 50
"""Parentheses inside parentheses."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in a row."""

    text: str
    field: str = ""
    """Where: "" is title, author and text; or title, author, said, speaker, cue."""
    prefix: bool = False
    """The last word may go on."""


@dataclass(frozen=True, slots=True)
class State:
    """unread, read or starred."""

    name: str


@dataclass(frozen=True, slots=True)
class InFeed:
    """In a feed, by its id, address or a part of its title."""

    name: str


@dataclass(frozen=True, slots=True)
class InFolder:
    """In a folder or one inside it, by its path or name."""

    name: str


@dataclass(frozen=True, slots=True)
class Has:
    """With quotes."""

    name: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Not before `since`, before `until` (Unix seconds)."""

    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """One of them or more."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What it is not."""

    part: Condition


Condition = Words | State | InFeed | InFolder | Has | Dated | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A search as understood."""

    text: str
    condition: Condition | None
    """None: everything."""
    sort: str = "date"
    """date (newest first) or relevance."""

    @property
    def words(self) -> tuple[Words, ...]:
        """What is looked for in texts, for lighting up where it was found."""
        return tuple(_wanted(self.condition))


class QueryError(UsageError):
    """A search that cannot be understood; `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"The search cannot be understood at character {position + 1}: {message}.")
        self.message = message
        """What is wrong, and perhaps what was meant, without the place."""
        self.position = position


def parse(text_: str, *, now: int | None = None) -> Query:
    """Understand a search; QueryError says where it cannot be. `now` is what "7d" counts from: by default the clock."""
    if len(text_) > LONGEST:
        raise QueryError(f"a search may have {LONGEST:,} characters", LONGEST)
    parser = _Parser(_tokens(text.clean(text_)), int(time.time()) if now is None else now)
    condition = parser.whole()
    return Query(text_, condition, parser.sort)


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


_BEGINNING = 2
"""Characters that must be there: with one nearly every text has a word that begins so."""


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


# --- words --------------------------------------------------------------------------------------------------------

_QUOTES = '"“”„«»'
_TOKEN = re.compile(
    rf"""(?P<open>\()|(?P<close>\))
    |(?P<minus>-)(?=[^\s)])
    |(?:(?P<field>[A-Za-z]+):(?!//))?
     (?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)(?P<star>\*?)
     |(?P<word>[^\s(){_QUOTES}]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """open, close, minus, AND, OR, NOT, term"""
    at: int
    text: str = ""
    field: str = ""
    prefix: bool = False


def _tokens(query: str) -> list[_Token]:
    found = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(query, at)
        if match is None:  # cannot be: a character is a blank, a sign of its own or part of a word
            raise QueryError(f"“{query[at]}” has no meaning here", at)
        found.append(_token(match, at))
        at = match.end()
    return found


def _token(match: re.Match[str], at: int) -> _Token:
    for kind in ("open", "close", "minus"):
        if match[kind]:
            return _Token(kind, at)
    field = (match["field"] or "").lower()
    if match["phrase"] is not None:
        if not match["end"]:
            raise QueryError("the quotation mark is never closed", match.start("phrase") - 1)
        return _Token("term", at, match["phrase"], field, bool(match["star"]))
    word = match["word"]
    if word[:-1].lower() in _FIELDS and word.endswith(":"):
        raise QueryError(f"{word} needs a value right after the colon", at)
    if not field and word in {"AND", "OR", "NOT"}:
        return _Token(word, at)
    return _Token("term", at, word.rstrip("*") or word, field, word.endswith("*"))


# --- sentences ----------------------------------------------------------------------------------------------------


class _Parser:
    """Recursive descent: or > and > not > term."""

    def __init__(self, tokens: list[_Token], now: int) -> None:
        self.tokens = tokens
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
        there = tuple(part for part in parts if part is not None)
        return there[0] if len(there) == 1 else Or(there) if there else None

    def conjunction(self, depth: int) -> Condition | None:
        parts = [self.negation(depth)]
        while self.next < len(self.tokens) and not self.at("OR", "close"):
            if self.at("AND"):
                self.next += 1
            parts.append(self.negation(depth))
        there = tuple(part for part in parts if part is not None)
        return there[0] if len(there) == 1 else And(there) if there else None

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
        if token.kind == "open":
            return self.group(token, depth + 1)
        if token.kind != "term":
            what = ")" if token.kind == "close" else token.kind
            raise QueryError(f"a word is missing before {what}", token.at)
        return self.term(token)

    def group(self, opening: _Token, depth: int) -> Condition | None:
        if depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} parentheses inside each other", opening.at)
        found = self.alternatives(depth)
        if not self.at("close"):
            raise QueryError("the parenthesis is never closed", opening.at)
        self.next += 1
        return found

    def at(self, *kinds: str) -> bool:
        return self.next < len(self.tokens) and self.tokens[self.next].kind in kinds

    def term(self, token: _Token) -> Condition | None:
        value = token.text.strip()
        match token.field:
            case "" | "title" | "author" | "said" | "speaker" | "cue":
                return Words(value, token.field, token.prefix)
            case "is":
                return State(_choice(token, ("unread", "read", "starred")))
            case "has":
                return Has(_choice(token, ("quotes",)))
            case "sort":
                self.sort = _choice(token, ("date", "relevance"))
                return None
            case "feed":
                return InFeed(value)
            case "folder":
                return InFolder(value)
            case "after" | "before" | "on":
                return _dated(token, self.now)
        near = difflib.get_close_matches(token.field, _FIELDS, 1)
        hint = f"did you mean {near[0]}:" if near else f"there are {', '.join(_FIELDS)}"
        raise QueryError(f"{token.field}: is no field ({hint}); in quotation marks it is a text", token.at)


_FIELDS = ("title", "author", "said", "speaker", "cue", "is", "has", "feed", "folder", "after", "before", "on", "sort")


def _choice(token: _Token, choices: tuple[str, ...]) -> str:
    value = token.text.lower()
    if value not in choices:
        raise QueryError(f"{token.field}: takes {' or '.join(choices)}, not “{token.text}”", token.at)
    return value


def _wanted(condition: Condition | None) -> list[Words]:
    match condition:
        case Words():
            return [condition]
        case And(parts) | Or(parts):
            return [words for part in parts for words in _wanted(part)]
    return []


# --- dates --------------------------------------------------------------------------------------------------------

_AGO = re.compile(r"(\d{1,4})([hdwmy])", re.ASCII)
_SECONDS = {"h": 3_600, "d": 86_400, "w": 7 * 86_400, "m": 30 * 86_400, "y": 365 * 86_400}
_NAMED = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?", re.ASCII)


def _dated(token: _Token, now: int) -> Dated:
    """after: from the beginning of that day, month or year on; before: ahead of it; on: within it."""
    try:
        since, until = _stretch(token.text.lower(), now, whole_day=token.field == "on")
    except (ValueError, OverflowError) as error:
        raise QueryError(
            f"“{token.text}” is no date: write 2024-06-19, 2024-06, today, yesterday or 7d, 2w", token.at
        ) from error
    return {"after": Dated(since), "before": Dated(None, since), "on": Dated(since, until)}[token.field]


def _stretch(value: str, now: int, *, whole_day: bool) -> tuple[int, int]:
    """The first second of what a date names, and the first after it."""
    today = _day(now)
    if ago := _AGO.fullmatch(value):
        moment = now - int(ago[1]) * _SECONDS[ago[2]]
        if not whole_day:
            return moment, now
        return _span(_day(moment), timedelta(1))
    if value in {"today", "yesterday"}:
        return _span(today - timedelta(value == "yesterday"), timedelta(1))
    named = _NAMED.fullmatch(value)
    if named is None:
        raise ValueError(value)
    year, month, day = int(named[1]), int(named[2] or 1), int(named[3] or 1)
    first = date(year, month, day)
    if named[3]:
        return _span(first, timedelta(1))
    following = date(year + (month == 12 or not named[2]), month % 12 + 1 if named[2] else 1, 1)
    return _span(first, following - first)


def _span(first: date, length: timedelta) -> tuple[int, int]:
    return _midnight(first), _midnight(first + length)


def _day(moment: int) -> date:
    """Which day it is then on this machine's clock."""
    return date(*time.localtime(moment)[:3])


def _midnight(day: date) -> int:
    """When a day begins on this machine's clock."""
    return int(time.mktime((day.year, day.month, day.day, 0, 0, 0, 0, 0, -1)))
