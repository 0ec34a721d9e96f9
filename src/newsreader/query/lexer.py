"""A search as a row of tokens: words, phrases, patterns, parentheses, AND OR NOT and the minus."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsreader.query.tree import QueryError

TEXTS = ("title", "author", "link", "said", "speaker", "cue")
FIELDS = (*TEXTS, "is", "has", "tag", "feed", "folder", "search", "lang", "after", "before", "on", "sort")

QUOTES = '"“”„«»「」『』'
_TOKEN = re.compile(
    rf"""(?P<open>\()|(?P<close>\))
    |(?P<minus>-)(?=[^\s)])
    |(?:(?P<field>[A-Za-z]+):(?!//))?
     (?:~/(?P<pattern>(?:[^/\\]|\\.)*)(?P<slash>/?)
     |[{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)(?P<star>\*?)
     |(?P<word>[^\s(){QUOTES}]+))""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a search and where it stands."""

    kind: str
    """open, close, minus, AND, OR, NOT, term or pattern"""
    at: int
    text: str = ""
    field: str = ""
    prefix: bool = False
    value_at: int = 0
    """Where the text begins, behind the field's name."""
    end: int = 0
    """Where what follows it may begin."""


def tokens(query: str) -> list[Token]:
    """The tokens of a search; QueryError if something is not ended."""
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


def _token(match: re.Match[str], at: int) -> Token:
    for kind in ("open", "close", "minus"):
        if match[kind]:
            return Token(kind, at)
    field = (match["field"] or "").lower()
    if match["pattern"] is not None:
        start = match.start("pattern")
        if not match["slash"]:
            raise QueryError("the pattern is never closed: write ~/pattern/", start - 2)
        return Token("pattern", at, match["pattern"].replace("\\/", "/"), field, value_at=start, end=match.end())
    if match["phrase"] is not None:
        start = match.start("phrase")
        if not match["end"]:
            raise QueryError("the quotation mark is never closed: add one at the end, or leave it out", start - 1)
        return Token("term", at, match["phrase"], field, bool(match["star"]), start, match.end())
    word, start = match["word"], match.start("word")
    if word[:-1].lower() in FIELDS and word.endswith(":"):
        raise QueryError(f"{word} needs a value right after the colon", at)
    if not field and word in {"AND", "OR", "NOT"}:
        return Token(word, at)
    return Token("term", at, word.rstrip("*") or word, field, word.endswith("*"), start, match.end())
