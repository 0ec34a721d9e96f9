"""newsraft and sfeed: lists of feeds as lines, articles in a table or in lines with tabs.

sfeed's list is a shell script: its lines that begin with `feed` are read, nothing of it is run.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from newsreader.errors import ParseError
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

_NEWSRAFT = re.compile(r'(\S+)(?:\s+"([^"]*)"?)?')
_SETTINGS = re.compile(r"\s*(?:[\[{<].*)?$")
"""What may stand behind a section's name: how often it is refreshed, how much of it is kept."""


# --- newsraft -----------------------------------------------------------------------------------------------------


def newsraft(source: Source) -> Belongings:
    """The file `feeds` with its sections, articles of newsraft.sqlite3."""
    problems = fields.Problems()
    outlines = Outlines(problems)
    section: str | None = None
    text = decode.decode(file_bytes(source.subscriptions)).text if source.subscriptions is not None else ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("@"):
            section = moving.folder(_SETTINGS.sub("", line[1:].strip(), count=1))
        elif line.startswith("$("):
            problems.add(f"“{fields.line(line, 120)}” was left out: nothing that is imported runs a command.")
        elif line and not line.startswith("#") and (found := _NEWSRAFT.match(line)):
            outlines.add(found[1], found[2], section)
    store = source.articles
    if store is None:
        return Belongings(outlines.all(), problems)
    with foreign.opened(store) as database:
        count = database.count("items")
        if source.subscriptions is None:
            for url, title in database.rows("feeds", ("feed_url", "title")):
                outlines.add(url, title)
    return Belongings(outlines.all(), problems, lambda: _newsraft_articles(store, problems), count)


_ITEMS = ("feed_url", "guid", "title", "link", "content", "publication_date", "update_date", "unread", "important")
_TEXT = re.compile(r"(?:^|[\x1e\x1f])text=([^\x1e\x1f]+)")
"""The body among what newsraft keeps of an item, in fields that control characters part."""


def _newsraft_articles(store: Path, problems: Problems) -> Iterator[tuple[str, Sequence[Article]]]:
    with foreign.opened(store) as database:
        for feed, rows in moving.by_feed(database.rows("items", _ITEMS, order="feed_url")):
            articles = []
            for _, guid, title, link, content, published, updated, unread, important in rows:
                bodies = _TEXT.findall(moving.words(content))
                entry = moving.entry(
                    problems,
                    guid=guid,
                    title=title,
                    link=link,
                    published=published or updated,
                    updated=updated,
                    html=max(bodies, key=len) if bodies else None,
                )
                articles.append(Article(entry, not moving.number(unread), bool(moving.number(important))))
            articles.sort(key=lambda one: one.entry.published or 0, reverse=True)
            yield moving.words(feed), articles


# --- sfeed --------------------------------------------------------------------------------------------------------


def sfeed(source: Source) -> Belongings:
    """The feeds of sfeedrc; articles of the folder `feeds`, read those whose address the file `urls` has."""
    problems = fields.Problems()
    outlines = Outlines(problems)
    files: dict[str, Path] = {}
    script = decode.decode(file_bytes(source.subscriptions)).text if source.subscriptions is not None else ""
    for line in script.replace("\\\n", " ").splitlines():
        words = _shell_words(line)
        if len(words) < 3 or words[0] != "feed" or any("$" in word or "`" in word for word in words[1:3]):
            continue
        outlines.add(words[2], words[1])
        url = fields.http_url(words[2])
        if url and source.articles is not None:
            files[url] = source.articles / words[1].replace("/", "_")
    there = {url: file for url, file in files.items() if file.is_file()}
    seen = _seen(source)
    return Belongings(outlines.all(), problems, lambda: _sfeed_articles(there, seen, problems))


def _shell_words(line: str) -> list[str]:
    try:
        return shlex.split(line, comments=True)
    except ValueError:  # a quotation mark without an end
        return []


def _seen(source: Source) -> set[str]:
    """The addresses of what was read."""
    if source.articles is None or not (source.articles.parent / "urls").is_file():
        return set()
    return set(decode.decode(file_bytes(source.articles.parent / "urls")).text.splitlines())


def _sfeed_articles(
    files: dict[str, Path], seen: set[str], problems: Problems
) -> Iterator[tuple[str, Sequence[Article]]]:
    for url, file in files.items():
        try:
            text = decode.decode(file_bytes(file)).text
        except ParseError as error:
            problems.add(str(error))
            continue
        articles = [_sfeed_article(line.split("\t"), seen, problems) for line in text.split("\n") if line.strip()]
        articles.sort(key=lambda one: one.entry.published or 0, reverse=True)
        yield url, articles


def _sfeed_article(cells: list[str], seen: set[str], problems: Problems) -> Article:
    date, title, link, content, kind, guid, author = (cells + [""] * 7)[:7]
    body = re.sub(r"\\(.)", lambda escape: {"n": "\n", "t": "\t"}.get(escape[1], escape[1]), content)
    entry = moving.entry(
        problems,
        guid=guid,
        title=title,
        link=link,
        author=author,
        published=date,
        html=body if kind == "html" else None,
        text=body,
    )
    return Article(entry, read=link in seen or (not link and guid in seen))
