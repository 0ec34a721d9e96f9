"""newsboat: the file `urls`, in its own small grammar, and the articles of `cache.db`.

Lines that run a command or stand for a query are told and never taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.feeds import decode, fields
from newsreader.library import foreign
from newsreader.migrate import moving
from newsreader.migrate.moving import Article, Belongings, Outlines
from newsreader.migrate.source import read as file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from newsreader.feeds.fields import Problems
    from newsreader.migrate.source import Source

_COLUMNS = (
    "feedurl",
    "guid",
    "title",
    "author",
    "url",
    "pubDate",
    "content",
    "content_mime_type",
    "unread",
    "flags",
    "deleted",
    "base",
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def read(source: Source, stars: str = "") -> Belongings:
    """What newsboat has; articles with one of the flags `stars` are starred, other flags become tags."""
    problems = fields.Problems()
    outlines = Outlines(problems)
    if source.subscriptions is not None:
        for line in decode.decode(file_bytes(source.subscriptions)).text.splitlines():
            _take_line(line, outlines, problems)
    cache = source.articles
    if cache is None:
        return Belongings(outlines.all(), problems)
    with foreign.opened(cache) as database:
        count = database.count("rss_item")
        if source.subscriptions is None:
            for url, title in database.rows("rss_feed", ("rssurl", "title")):
                if not moving.words(url).startswith("query:"):
                    outlines.add(url, title)
    return Belongings(outlines.all(), problems, lambda: _articles(cache, stars, problems), count)


def tokens(line: str) -> list[str]:
    """The words of a line of `urls`: blanks part them unless they are in double quotes, # begins a comment."""
    found: list[str] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
        elif line[at] == "#":
            break
        elif line[at] == '"':
            word, at = _quoted(line, at + 1)
            found.append(word)
        else:
            end = at
            while end < len(line) and not line[end].isspace():
                end += 1
            found.append(line[at:end])
            at = end
    return found


def _quoted(line: str, at: int) -> tuple[str, int]:
    """What stands in quotes from there, and where it ends; without an end it is the rest of the line."""
    word: list[str] = []
    while at < len(line) and line[at] != '"':
        if line[at] == "\\" and at + 1 < len(line):
            at += 1
            word.append("\\`" if line[at] == "`" else _ESCAPES.get(line[at], line[at]))
        else:
            word.append(line[at])
        at += 1
    return "".join(word), at + 1


def _take_line(line: str, outlines: Outlines, problems: Problems) -> None:
    words = tokens(line)
    if not words:
        return
    address, *tags = words
    kind = address.partition(":")[0].lower()
    if kind in {"exec", "filter", "query"}:
        why = "save the search with / and S" if kind == "query" else "nothing that is imported runs a command"
        problems.add(f"“{fields.line(address, 120)}” was left out: {why}.")
        return
    titles = [tag[1:] for tag in tags if tag.startswith("~")]
    folders = [tag for tag in tags if not tag.startswith(("~", "!"))]
    # Folders of an OPML file are tags with slashes there; of several tags the first is the folder.
    folder = moving.folder(*folders[0].split("/")) if folders else None
    outlines.add(address, titles[0] if titles else None, folder)
    if len(folders) > 1:
        problems.add("Feeds with several tags were put into the folder of the first.")


def _articles(cache: Path, stars: str, problems: Problems) -> Iterator[tuple[str, Sequence[Article]]]:
    with foreign.opened(cache) as database:
        rows = database.rows("rss_item", _COLUMNS, order="feedurl")
        for feed, of_feed in moving.by_feed(rows):
            articles = [_article(row, stars, problems) for row in of_feed]
            articles.sort(key=lambda one: one.entry.published or 0, reverse=True)
            yield moving.words(feed), articles


def _article(row: tuple[object, ...], stars: str, problems: Problems) -> Article:
    _, guid, title, author, link, published, content, mime, unread, flags, deleted, base = row
    is_text = moving.words(mime).startswith("text/plain")
    entry = moving.entry(
        problems,
        guid=guid,
        title=title,
        link=link,
        author=author,
        published=published,
        html=None if is_text else content,
        text=content if is_text else None,
        base=fields.http_url(base) or fields.http_url(link),
    )
    # Where a feed gives no guid newsboat makes one of link and date, link or title.
    made_up = {moving.words(link) + moving.words(published), moving.words(link), moving.words(title)}
    if moving.words(guid).strip() in made_up:
        entry = replace(entry, guid=None)
    letters = sorted(set(filter(str.isalpha, moving.words(flags)[: moving.MANY_TAGS * 2])))
    return Article(
        entry,
        read=not moving.number(unread),
        starred=any(letter in stars for letter in letters),
        tags=tuple(f"flag-{letter}" for letter in letters if letter not in stars)[: moving.MANY_TAGS],
        deleted=bool(moving.number(deleted)),
    )
