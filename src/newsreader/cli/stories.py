"""stories: the events that several outlets have articles on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.cli import output
from newsreader.cli.shared import library
from newsreader.library import lists, storied

if TYPE_CHECKING:
    from argparse import Namespace

    from newsreader.library.store import Library
    from newsreader.library.storied import Story


def stories(options: Namespace) -> int:
    """Print them with their articles."""
    with library(options) as lib:
        found = storied.newest(lib, options.limit)
        if options.json:
            output.document({"stories": [_json(story) for story in found]})
        else:
            _print(lib, found)
    return 0


def _print(lib: Library, found: list[Story]) -> None:
    for place, story in enumerate(found):
        if place:
            output.line()
        output.line(story.words)
        rows = lists.rows(lib, story.entries)
        output.table([(str(row.id), output.local(row.date), row.feed_title, row.title or "(no title)") for row in rows])
    if not found:
        output.line("no story yet: articles of several outlets are compared as they come")


def _json(story: Story) -> dict[str, object]:
    return {
        "id": story.id,
        "title": story.title,
        "date": output.iso(story.date),
        "outlets": list(story.outlets),
        "entries": list(story.entries),
    }
