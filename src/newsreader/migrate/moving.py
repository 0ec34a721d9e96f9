"""What another reader has, as values: its feeds, its articles with what was read and starred, and what is left behind.

Everything is cleaned and bounded here as what comes from a feed is. Nothing here reads or writes a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsreader import logins
from newsreader import text as texts
from newsreader.feeds import fields
from newsreader.feeds.opml import FOLDER_CHARACTERS, MANY_FEEDS, Outline
from newsreader.models.documents import ParsedEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsreader.feeds.fields import Problems

MANY_TAGS = 50
"""Of one article."""
MANY_ROWS = 2_000
MANY_CHARACTERS = 50_000_000
"""Of the articles that are held at a time; of one that is longer, its own."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its reader kept it."""

    entry: ParsedEntry
    """Its guid is what the publisher gave; None if the reader had made one up."""
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    deleted: bool = False
    """Its user deleted it: it must not come back as new."""


@dataclass(frozen=True, slots=True)
class Belongings:
    """All that there is to take from a reader."""

    outlines: tuple[Outline, ...]
    problems: Problems
    """What is left behind, and why; it grows while the articles are read."""
    articles: Callable[[], Iterator[tuple[str, Sequence[Article]]]] = field(default=lambda: iter(()))
    """The address of a feed and articles of it, of a large feed in several parts. They are read from the reader's files
    as they are asked for."""
    count: int = 0
    """About how many articles there are."""


class Outlines:
    """Feeds as they are found: addresses that are none are named, no address comes twice."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._found: dict[str, Outline] = {}

    def add(self, address: object, title: object = None, folder: str | None = None) -> None:
        """A feed; what is no http or https address is left out and told."""
        words = address.strip() if isinstance(address, str) else ""
        bare, login = logins.split(words)
        url, other = logins.split(fields.http_url(bare) or "")
        if not url or not words.lower().startswith(("http://", "https://", "feed:")):
            told = fields.line(texts.without_secrets(words), 200)
            self._problems.add(f"“{told}” is no http or https address; it was left out.")
            return
        if len(self._found) >= MANY_FEEDS and url not in self._found:
            self._problems.add(f"The list has more than {MANY_FEEDS:,} feeds; the rest was left out.")
            return
        name = fields.line(title) or None
        self._found.setdefault(url, Outline(url, None if name == url else name, folder, login or other))

    def all(self) -> tuple[Outline, ...]:
        """What was found, in order."""
        return tuple(self._found.values())


def by_feed(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, list[tuple[object, ...]]]]:
    """Rows that begin with what names their feed, in its order: those of one feed, in parts that fit the memory."""
    part: list[tuple[object, ...]] = []
    size = 0
    for row in rows:
        weight = sum(len(value) for value in row if isinstance(value, str | bytes))
        if part and (row[0] != part[0][0] or len(part) >= MANY_ROWS or size + weight > MANY_CHARACTERS):
            yield part[0][0], part
            part, size = [], 0
        part.append(row)
        size += weight
    if part:
        yield part[0][0], part


def folder(*names: object) -> str | None:
    """The path of a folder in folders; None without any. A slash in a name makes no folder."""
    found = [fields.line(name, FOLDER_CHARACTERS).replace("/", "\u2215") for name in names]
    return "/".join(filter(None, found)) or None


def entry(
    problems: Problems,
    *,
    guid: object = None,
    title: object = None,
    link: object = None,
    author: object = None,
    published: object = None,
    updated: object = None,
    html: object = None,
    text: object = None,
    base: str | None = None,
) -> ParsedEntry:
    """An entry of values that may be anything; `text` is a body without markup, taken where there is no `html`."""
    body = None
    if isinstance(html, str) and html.strip():
        body = fields.html(html, base, problems)
    elif isinstance(text, str) and text.strip():
        body = fields.text(text, problems)
    return ParsedEntry(
        guid=fields.guid(guid),
        title=fields.html_line(title),
        link=fields.http_url(link, base),
        author=fields.line(author) or None,
        published=seconds(published),
        updated=seconds(updated),
        content=body,
    )


def seconds(value: object) -> int | None:
    """A date as Unix seconds; None if it is none, or 0, which stands for none."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -(2**40) < value < 2**40:
        return None
    return int(value) or None


def number(value: object) -> int:
    """A whole number; 0 if it is none."""
    return value if isinstance(value, int) else 0


def words(value: object) -> str:
    """A text; "" if it is none, the digits of a number."""
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
