"""parse: a feed document as we read it; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import configfile
from newsreader.cli import files, output
from newsreader.errors import ParseError
from newsreader.refresh.asking import parser_process

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.models.documents import ParsedEntry, ParsedFeed


def parse(options: Namespace) -> int:
    """Print what a feed document says."""
    body = files.read_input(options.file)
    with parser_process(configfile.load()) as parser:
        try:
            feed = parser.parse(body, url=options.url)
        except ParseError as error:
            raise ParseError(f"{'stdin' if options.file == '-' else options.file}: {error}") from error
    if options.json:
        output.document(_feed_json(feed))
    else:
        _print(feed)
    return 0


def _print(feed: ParsedFeed) -> None:
    output.line(feed.title or "(no title)")
    rows = [(output.local(e.published), e.title or "(no title)", e.link or "") for e in feed.entries]
    output.table(rows)
    for problem in feed.problems:
        output.problem(problem)


def _feed_json(feed: ParsedFeed) -> dict[str, object]:
    about = {
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "description": feed.description,
    }
    return {
        "feed": about,
        "entries": [_entry_json(entry) for entry in feed.entries],
        "problems": list(feed.problems),
    }


def _entry_json(entry: ParsedEntry) -> dict[str, object]:
    return {
        "guid": entry.guid,
        "title": entry.title,
        "link": entry.link,
        "author": entry.author,
        "published": output.iso(entry.published),
        "updated": output.iso(entry.updated),
        "summary": entry.summary,
        "content": entry.content,
        "comments": entry.comments,
        "categories": list(entry.categories),
        "enclosures": [{"url": e.url, "type": e.type, "length": e.length} for e in entry.enclosures],
    }
