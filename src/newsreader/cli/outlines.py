"""import and export: subscriptions as OPML, the form that readers exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import subscribe
from newsreader.cli import files, output
from newsreader.cli.shared import library, now
from newsreader.errors import ParseError
from newsreader.feeds import opml
from newsreader.library import feeds
from newsreader.text import counted

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

_WEB = ("http://", "https://")


def import_opml(options: Namespace) -> int:
    """Subscribe to the feeds of an OPML file, all in one; nothing is fetched."""
    try:
        outlines, problems = opml.read(files.read_file(options.file))
    except ParseError as error:
        raise ParseError(f"{options.file}: {error}") from error
    with library(options) as lib:
        added, already = subscribe.add_outlines(lib, outlines, now())
    if options.json:
        output.document({"added": added, "already": already, "problems": list(problems)})
        return 0
    for problem in problems:
        output.problem(problem)
    output.line(f"{counted(added, 'feed')} added, {already:,} already there; `newsreader refresh` fetches them")
    return 0


def export_opml(options: Namespace, file: Path | None) -> int:
    """Write the subscriptions as OPML to a file, at once or not at all, or to stdout."""
    with library(options) as lib:
        listed = feeds.all_feeds(lib)
    shared = [opml.Outline(feed.url, feed.title, feed.folder) for feed in listed if feed.url.startswith(_WEB)]
    document = opml.write(shared, title="newsreader subscriptions")
    if len(shared) < len(listed):
        left = counted(len(listed) - len(shared), "feed")
        output.problem(f"left out: {left} of this machine's files, as OPML is for addresses")
    if file is None:
        output.exact(document)
    else:
        files.write_file(file, document)
        output.line(f"{counted(len(shared), 'feed')} written to {file}")
    return 0
