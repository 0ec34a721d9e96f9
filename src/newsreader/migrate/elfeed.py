"""elfeed: its index, which is one printed value of Emacs Lisp, and the texts beside it.

The value is read without recursion and without remembering more than its entries: nothing in it is evaluated.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newsreader.errors import ParseError
from newsreader.feeds import decode, fields
from newsreader.migrate import moving
from newsreader.migrate.moving import Article, Belongings, Outlines
from newsreader.migrate.source import read as file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from newsreader.feeds.fields import Problems
    from newsreader.migrate.source import Source

_TOKEN = re.compile(r';[^\n]*|"(?:[^"\\]|\\.)*+"|#s\(|#\(|[()\[\]]|[^\s()\[\]";]+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.|\n)", re.DOTALL)
_DEPTH = 10_000
_OWN_TAGS = {"unread", "star", "starred"}
_REF = re.compile(r"[0-9a-f]{40}")


class Symbol(str):
    """A name, which is no text."""

    __slots__ = ()


def read(source: Source) -> Belongings:
    """Feeds and entries of the index; the tag `unread` is a state, `star` and `starred` too, others are tags."""
    problems = fields.Problems()
    outlines = Outlines(problems)
    index = source.subscriptions
    if index is None:
        return Belongings((), problems)
    found: dict[str, list[list[Any]]] = {}
    total = 0
    for record in records(decode.decode(file_bytes(index)).text):
        if record[0] == "elfeed-feed" and len(record) >= 4:
            outlines.add(_string(record[2]) or _string(record[1]), _string(record[3]))
        elif record[0] == "elfeed-entry" and len(record) >= 10:
            found.setdefault(moving.words(record[9]), []).append(record)
            total += 1
    if not outlines.all() and not total:
        raise ParseError(f"{index} is no index of elfeed: it holds no feed and no entry.")
    data = index.parent / "data"

    def articles() -> Iterator[tuple[str, Sequence[Article]]]:
        for feed, entries in found.items():
            listed = [_article(record, data, problems) for record in entries]
            yield feed, sorted(listed, key=lambda one: one.entry.published or 0, reverse=True)

    return Belongings(outlines.all(), problems, articles, total)


def records(text: str) -> Iterator[list[Any]]:
    """Every record of a feed or an entry, `#s(name ...)` or of old `[cl-struct-name ...]`, as a list of its parts."""
    open_lists: list[list[Any]] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0] == ";":
            continue
        if token in {"(", "[", "#s(", "#("}:
            if len(open_lists) >= _DEPTH:
                raise ParseError("The index of elfeed is nested deeper than any that elfeed writes.")
            open_lists.append([])
            continue
        if token in {")", "]"}:
            value: Any = open_lists.pop() if open_lists else []
            if value and isinstance(value[0], Symbol):
                name = value[0].removeprefix("cl-struct-")
                if name in {"elfeed-feed", "elfeed-entry"}:
                    yield [name, *value[1:]]
                    value = None  # the tables that hold them would double them
        elif token[0] == '"':
            value = _ESCAPE.sub(_unescaped, token[1:-1])
        else:
            value = _atom(token)
        if open_lists:
            open_lists[-1].append(value)


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t", "\n": ""}.get(match[1], match[1])


def _atom(written: str) -> object:
    if written == "nil":
        return None
    try:
        return float(written)
    except ValueError:
        return Symbol(written)


def _string(value: object) -> str | None:
    """A text, also one with properties: `#("text" 0 4 (face bold))`."""
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) and not isinstance(value, Symbol) else None


def _article(record: list[Any], data: Path, problems: Problems) -> Article:
    """The parts of an entry: id title link date content content-type enclosures tags feed-id meta."""
    _, key, title, link, date, content, kind, _, tags, feed, *_ = record
    # An id is a pair of the feed's host and what the feed gives.
    guid = key[-1] if isinstance(key, list) and key and isinstance(key[-1], str) else None
    body = _text(content, data, problems)
    entry = moving.entry(
        problems,
        guid=guid,
        title=_string(title),
        link=_string(link),
        published=date,
        html=body if kind == "html" else None,
        text=body,
        base=fields.http_url(feed),
    )
    names = [str(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return Article(
        entry,
        read="unread" not in names,
        starred="star" in names or "starred" in names,
        tags=tuple(name for name in names if name not in _OWN_TAGS)[: moving.MANY_TAGS],
    )


def _text(content: object, data: Path, problems: Problems) -> str | None:
    """A text that stands in the index, or in a file that a record `#s(elfeed-ref "hash")` names."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list) or len(content) != 2 or not isinstance(content[1], str):
        return None
    ref = content[1]
    if not _REF.fullmatch(ref):  # it becomes a path
        return None
    file = data / ref[:2] / ref
    if not file.is_file():
        problems.add("Texts that elfeed has compacted were left out; they come with the next refresh if still there.")
        return None
    return decode.decode(file_bytes(file)).text
