"""The words of feeds: subscribing, moving in, what there is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from newsreader.cli.arguments import command, feed_argument

READERS = ("newsboat", "newsraft", "elfeed", "sfeed", "liferea", "rssguard", "netnewswire", "akregator")
"""Those that one can move in from, as `newsreader.migrate.readers` has them, which is not imported for its names."""
_MOVING = """\
FILE is the OPML file, or a file or the folder of the other reader; without it its usual places are looked into. Nothing
is fetched, nothing of the other reader is changed, and nothing it was told to run is taken. Taken are feeds, folders
and titles, and from all but Akregator and OPML the articles with what was read; stars from newsraft, elfeed, Liferea,
RSS Guard and NetNewsWire. Flags of newsboat's become tags (flag-a) unless --star names them, tags of elfeed's tags.
Feeds and articles that are here already gain their states and keep all else; doing it again changes nothing.

--events prints lines of JSON as things happen:
  {"event":"start","total":N}      about how many articles there are
  {"event":"articles","done":N}    now and then
  {"event":"end", ...}             the last line, with all that --json has"""


def add(commands: Any) -> None:
    """Add them."""
    add_ = command(
        commands,
        "add",
        "subscriptions.add",
        "subscribe to a feed, or take in a file or folder",
        "newsreader add https://example.org/ --folder World/Asia",
        more="A page's address finds its feed. A feed file is followed as a feed, a folder as a feed of its files,\n"
        "an article file (.txt, .md, .html) becomes an entry of the feed `Files`. What cannot be read is not stored.",
    )
    add_.add_argument("address", metavar="URL|FILE|FOLDER|-", help="what to subscribe to; - reads it from stdin")
    add_.add_argument("--folder", metavar="A/B", help="the folder of the feed; folders may be in folders")
    add_.add_argument("--title", metavar="T", help="the feed's title for you, in place of its own")
    add_.add_argument(
        "--article", action="store_true", help="keep the article of a page in the feed `Saved`, as save does"
    )

    remove = command(
        commands,
        "remove",
        "feeds.remove",
        "unsubscribe from a feed and archive its entries",
        "newsreader remove https://example.org/feed.xml",
        more="Subscribing again brings back its entries with what was read and starred.",
    )
    feed_argument(remove)

    move = command(
        commands,
        "move",
        "subscriptions.move",
        "follow a feed at another address",
        "newsreader move 12 https://example.org/new-feed.xml",
        more="Without URL: the address that a page names which came in place of the feed, as `feeds --failing` tells.\n"
        "What is there must be a feed, or nothing changes. Entries and what was read and starred stay.",
    )
    feed_argument(move)
    move.add_argument("url", metavar="URL", nargs="?")

    listed = command(
        commands,
        "feeds",
        "feeds.show",
        "list the feeds, when each is fetched next, or those that fail",
        "newsreader feeds --failing",
    )
    kinds = listed.add_mutually_exclusive_group()
    kinds.add_argument("--due", action="store_true", help="when each feed is fetched next, and by which rule")
    kinds.add_argument(
        "--failing",
        action="store_true",
        help="the feeds that fail: why, since when, when they are tried next, what to do",
    )

    import_ = command(
        commands,
        "import",
        "moving.import_",
        "move in: the feeds of an OPML file, or all that another reader on this machine has",
        "newsreader import newsboat --dry-run",
        more=_MOVING,
    )
    known = ["opml", *READERS]
    import_.add_argument("format", type=_no_file, choices=known, metavar="FROM", help=", ".join(known))
    import_.add_argument("file", metavar="FILE", type=Path, nargs="?")
    import_.add_argument("--dry-run", action="store_true", help="say what there is to take; nothing is stored")
    import_.add_argument("--star", metavar="LETTERS", default="", help="flags of newsboat's that are stars here")
    import_.add_argument("--events", action="store_true", help="one JSON line now and then, see above")


def _no_file(word: str) -> str:
    """Whoever names a file alone is told what stands before it."""
    if word not in READERS and Path(word).is_file():
        raise argparse.ArgumentTypeError(f"“{word}” is a file; say what it is: newsreader import opml {word}")
    return word
