"""Readers with windows: Liferea, RSS Guard, NetNewsWire, Akregator. Feeds in OPML or tables, articles in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.articles import tags
from newsreader.feeds import decode, fields, opml
from newsreader.library import foreign
from newsreader.migrate import moving
from newsreader.migrate.moving import Article, Belongings, Outlines
from newsreader.migrate.source import read as file_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from newsreader.feeds.fields import Problems
    from newsreader.feeds.opml import Outline
    from newsreader.migrate.source import Source

_LOCAL_FOLDERS = 50
"""Folders inside each other of which a path is made: a table may go round in a circle."""


def akregator(source: Source) -> Belongings:
    """Feeds and folders; its articles are in files of a kind that nothing else reads."""
    problems = fields.Problems()
    problems.add("Akregator keeps what was read in a form of its own: articles come unread.")
    return Belongings(_outlines(source, problems), problems)


# --- Liferea ------------------------------------------------------------------------------------------------------


def liferea(source: Source) -> Belongings:
    """Feeds and folders of feedlist.opml, articles of liferea.db."""
    problems = fields.Problems()
    outlines, nodes = _outlines(source, problems), _nodes(source)
    store = source.articles
    if store is None:
        return Belongings(outlines, problems)
    with foreign.opened(store) as database:
        count = database.count("items")
        if database.has("subscription"):
            for node, url in database.rows("subscription", ("node_id", "source")):
                nodes.setdefault(moving.words(node), moving.words(url))
    return Belongings(outlines, problems, lambda: _liferea_articles(store, nodes, problems), count)


_LIFEREA = ("node_id", "source_id", "valid_guid", "title", "source", "date", "description", "read", "marked", "comment")


def _liferea_articles(
    store: Path, nodes: Mapping[str, str], problems: Problems
) -> Iterator[tuple[str, Sequence[Article]]]:
    with foreign.opened(store) as database:
        for node, rows in moving.by_feed(database.rows("items", _LIFEREA, order="node_id")):
            articles = [
                Article(
                    moving.entry(
                        problems,
                        guid=guid if moving.number(is_valid) else None,
                        title=title,
                        link=link,
                        published=date,
                        html=html,
                    ),
                    read=bool(moving.number(read)),
                    starred=bool(moving.number(marked)),
                )
                for _, guid, is_valid, title, link, date, html, read, marked, comment in rows
                if not moving.number(comment)
            ]
            yield nodes.get(moving.words(node), ""), _newest_first(articles)


def _nodes(source: Source) -> dict[str, str]:
    """The addresses of feeds by what Liferea calls them."""
    if source.subscriptions is None:
        return {}
    text = decode.decode(file_bytes(source.subscriptions)).text
    found = (fields.attributes(raw) for _, name, raw in tags.tokens(text) if name == "outline")
    return {one["id"]: one["xmlurl"] for one in found if one.get("id") and one.get("xmlurl")}


# --- NetNewsWire --------------------------------------------------------------------------------------------------


def netnewswire(source: Source) -> Belongings:
    """Feeds and folders of Subscriptions.opml, articles and statuses of DB.sqlite3."""
    problems = fields.Problems()
    outlines = _outlines(source, problems)
    store = source.articles
    if store is None:
        return Belongings(outlines, problems)
    with foreign.opened(store) as database:
        count = database.count("articles")
        if source.subscriptions is None:
            listed = Outlines(problems)
            for url in sorted({moving.words(row[0]) for row in database.rows("articles", ("feedID",))}):
                listed.add(url)
            outlines = listed.all()
    return Belongings(outlines, problems, lambda: _netnewswire_articles(store, problems), count)


_NETNEWSWIRE = (
    "feedID",
    "articleID",
    "uniqueID",
    "title",
    "url",
    "externalURL",
    "datePublished",
    "dateModified",
    "contentHTML",
    "contentText",
    "summary",
)


def _netnewswire_articles(store: Path, problems: Problems) -> Iterator[tuple[str, Sequence[Article]]]:
    with foreign.opened(store) as database:
        statuses = {
            moving.words(key): (bool(moving.number(read)), bool(moving.number(starred)))
            for key, read, starred in database.rows("statuses", ("articleID", "read", "starred"))
        }
        for feed, rows in moving.by_feed(database.rows("articles", _NETNEWSWIRE, order="feedID")):
            articles = []
            for _, key, guid, title, link, other, published, updated, html, text, summary in rows:
                entry = moving.entry(
                    problems,
                    guid=guid,
                    title=title,
                    link=link or other,
                    published=published,
                    updated=updated,
                    html=html or summary,
                    text=text,
                )
                read, starred = statuses.get(moving.words(key), (False, False))
                articles.append(Article(entry, read, starred))
            yield moving.words(feed), _newest_first(articles)


# --- RSS Guard ----------------------------------------------------------------------------------------------------


def rssguard(source: Source) -> Belongings:
    """Feeds, categories and messages of database.db."""
    problems = fields.Problems()
    store = source.articles
    if store is None:
        return Belongings((), problems)
    outlines = Outlines(problems)
    addresses: dict[str, str] = {}
    with foreign.opened(store) as database:
        categories = {
            moving.number(key): (moving.number(parent), title)
            for key, parent, title in database.rows("Categories", ("id", "parent_id", "title"))
        }
        for key, custom, title, url, older, category in database.rows(
            "Feeds", ("id", "custom_id", "title", "source", "url", "category")
        ):
            address = moving.words(url) or moving.words(older)
            outlines.add(address, title, _category(moving.number(category), categories))
            addresses[moving.words(key)] = address
            if moving.words(custom):
                addresses[moving.words(custom)] = address
        count = database.count("Messages")
    return Belongings(outlines.all(), problems, lambda: _rssguard_articles(store, addresses, problems), count)


_RSSGUARD = (
    "feed",
    "custom_id",
    "title",
    "url",
    "author",
    "date_created",
    "contents",
    "is_read",
    "is_important",
    "is_deleted",
    "is_pdeleted",
)


def _rssguard_articles(
    store: Path, addresses: Mapping[str, str], problems: Problems
) -> Iterator[tuple[str, Sequence[Article]]]:
    with foreign.opened(store) as database:
        for feed, rows in moving.by_feed(database.rows("Messages", _RSSGUARD, order="feed")):
            articles = [
                Article(
                    moving.entry(
                        problems,
                        guid=guid,
                        title=title,
                        link=link,
                        author=author,
                        published=moving.number(date) // 1000,
                        html=html,
                    ),
                    read=bool(moving.number(read)),
                    starred=bool(moving.number(important)),
                    deleted=bool(moving.number(deleted) or moving.number(purged)),
                )
                for _, guid, title, link, author, date, html, read, important, deleted, purged in rows
            ]
            yield addresses.get(moving.words(feed), ""), _newest_first(articles)


def _category(key: int, categories: Mapping[int, tuple[int, object]]) -> str | None:
    names: list[object] = []
    while key in categories and len(names) < _LOCAL_FOLDERS:
        key, name = categories[key]
        names.append(name)
    return moving.folder(*reversed(names))


# --- what they share ----------------------------------------------------------------------------------------------


def _outlines(source: Source, problems: Problems) -> tuple[Outline, ...]:
    if source.subscriptions is None:
        return ()
    outlines, complaints = opml.read(file_bytes(source.subscriptions))
    for complaint in complaints:
        problems.add(complaint)
    return outlines


def _newest_first(articles: list[Article]) -> list[Article]:
    return sorted(articles, key=lambda one: one.entry.published or 0, reverse=True)
