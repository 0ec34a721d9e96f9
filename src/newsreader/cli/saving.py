"""save, and add --article: any page, kept to read later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader import configfile, saving
from newsreader.cli import files, output
from newsreader.cli.shared import analyse, feed_json, library, now

if TYPE_CHECKING:
    from argparse import Namespace


def save(options: Namespace) -> int:
    """Fetch a page and keep its article as an entry of the feed `Saved`."""
    config = configfile.load()
    address = files.read_input("-").decode("utf-8", "replace") if options.address == "-" else options.address
    address = address.strip()
    if "://" not in address:
        address = f"https://{address}"
    with library(options) as lib:
        saved = saving.save(lib, address, config=config, now=now(), title=options.title)
        analyse(lib, [saved.entry_id])
        feed = saved.feed
    if options.json:
        output.document({"feed": feed_json(feed, config), "new": int(saved.new), "entry": saved.entry_id})
    else:
        output.line(f"{feed.title}: {'kept' if saved.new else 'kept anew'} as entry {saved.entry_id}")
    if saved.problem:
        output.problem(saved.problem)
    return 0
