"""feeds and remove: the subscriptions as they are; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import feed_json, library
from newsreader.library import feeds

if TYPE_CHECKING:
    from argparse import Namespace


def show(options: Namespace) -> int:
    """Print every feed."""
    with library(options) as lib:
        listed = feeds.all_feeds(lib)
    if options.json:
        output.document({"feeds": [feed_json(feed) for feed in listed]})
        return 0
    rows = [
        (str(feed.id), f"{feed.unread}/{feed.total}", feed.folder or "", feed.title, feed.error or feed.url)
        for feed in listed
    ]
    output.table([("id", "unread", "folder", "title", "address, or why the last refresh failed"), *rows])
    return 0


def remove(options: Namespace) -> int:
    """Unsubscribe from a feed; its entries are archived."""
    with library(options) as lib:
        feed = feeds.find(lib, options.feed)
        feeds.unsubscribe(lib, feed.id)
    if options.json:
        output.document({"feed": feed_json(feed)})
    else:
        output.line(f"unsubscribed from {feed.title}; its {feed.total} entries are archived")
    return 0
