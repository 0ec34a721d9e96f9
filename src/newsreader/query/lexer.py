"""A search as a row of tokens: words, phrases, patterns, parentheses, AND OR NOT and the minus."""

from __future__ import annotations

import re

from newsreader.query import hints
from newsreader.query.tree import QueryError
from newsreader.values import dataclass

FIELDS = tuple(hints.EXAMPLES)

QUOTES = '"“”„«»「」『』'
_TOKEN = re.compile(
    rf"""(?P<close>\))
    |(?P<minus>-)(?=[^\s)]|\s*(?:\)|$))
    |(?P<bars>\|\|)(?=\s|$)
    |(?P<bang>!+)(?=\w)
    |(?:(?P<field>[A-Za-z]+):(?!//))?
     (?:(?P<open>\()
     |~/(?P<pattern>(?:[^/\\]|\\.)*)(?P<slash>/?)
     |[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)(?P<star>\*?)
     |(?P<word>[^\s(){QUOTES}]+))""",
    re.VERBOSE | re.DOTALL,
)
_VALUE = re.compile(rf'\s+((?!(?:AND|OR|NOT)\b)(?:"[^"]+"|[^\s(){QUOTES}:]+))(?=[\s)]|$)')
"""What may have been meant as the value of a field that stands before a blank."""


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a search and where it stands."""

    kind: str
    """open, close, minus, AND, OR, NOT, term or pattern"""
    at: int
    text: str = ""
    field: str = ""
    """Its own, or that of the parentheses around it: title:(a OR b)."""
    prefix: bool = False
    value_at: int = 0
    """Where the text begins, behind the field's name."""
    end: int = 0
    """Where what follows it may begin."""


def tokens(query: str) -> list[Token]:
    """The tokens of a search; QueryError if something is not ended."""
    found = []
    fields = [""]
    """Of the parentheses that are open."""
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(query, at)
        if match is None:  # cannot be: a character is a blank, a sign of its own or part of a word
            raise QueryError(f"“{query[at]}” has no meaning here", at)
        token = _token(match, at, fields[-1])
        found.append(token)
        if token.kind == "open":
            fields.append(token.field)
        elif token.kind == "close" and len(fields) > 1:
            fields.pop()
        at = match.end()
    return found


def _token(match: re.Match[str], at: int, around: str) -> Token:
    for kind in ("close", "minus"):
        if match[kind]:
            return Token(kind, at)
    if match["bars"]:
        raise QueryError("|| has no meaning here; did you mean OR?", at)
    if match["bang"]:
        raise QueryError("! has no meaning here; write -word for what is not wanted, or quotation marks around it", at)
    own = (match["field"] or "").lower()
    field = own or around
    if match["open"]:
        return Token("open", at, field=field)
    if match["pattern"] is not None:
        start = match.start("pattern")
        if not match["slash"]:
            raise QueryError("the pattern is never closed: write ~/pattern/", start - 2)
        return Token("pattern", at, match["pattern"], field, value_at=start, end=match.end())
    if match["phrase"] is not None:
        start = match.start("phrase")
        if not match["end"]:
            raise QueryError("the quotation mark is never closed: add one at the end, or leave it out", start - 1)
        if not match["phrase"].strip():
            raise QueryError("there is nothing between the quotation marks", at)
        return Token("term", at, match["phrase"], field, bool(match["star"]), start, match.end())
    word, start = match["word"], match.start("word")
    if word[:-1].lower() in FIELDS and word.endswith(":"):
        raise _without_value(word.lower(), match.string[match.end() :], at)
    if not own and word in {"AND", "OR", "NOT"}:
        return Token(word, at)
    return Token("term", at, word.rstrip("*") or word, field, word.endswith("*"), start, match.end())


def _without_value(field: str, behind: str, at: int) -> QueryError:
    """A field with a blank behind it, or nothing at all."""
    if behind.lstrip().startswith("("):
        hint = "; leave out the blank before the parenthesis"
    else:
        value = _VALUE.match(behind)
        hint = f"; did you mean {field}{value[1]}?" if value else f", as {hints.EXAMPLES[field[:-1]]}"
    return QueryError(f"{field} needs a value right after the colon{hint}", at)
