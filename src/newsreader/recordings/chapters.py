"""The chapters of a recording: from JSON, from a feed's elements, from the lines of a description. Pure.

Whatever the document, they come out in the order of time, with titles of one clean line, not more than a list holds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsreader import text as texts
from newsreader.models.documents import Chapter
from newsreader.recordings import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOST = 1_000
_LONGEST_TITLE = 300
_FEWEST = 3
"""Lines that open with a time, from which a text has chapters."""
_LINE = re.compile(
    r"^[^\w\n]{0,4}(?P<start>\d{1,3}:\d{2}(?::\d{2})?)(?![\d:])[^\w\n]{0,6}(?P<title>\w[^\n]*|[^\w\n]{1,6}\w[^\n]*)$",
    re.MULTILINE,
)


def from_json(text: str, address: Callable[[object], str | None]) -> tuple[Chapter, ...]:
    """Those of a document in the form of Podcasting 2.0, but for those that it keeps out of its list.

    `address` tells what a link leads to. ParseError if the document is none.
    """
    found = values.objects(text, "chapters", "a list of chapters")
    return ordered(
        (one.get("startTime"), one.get("title"), address(one.get("url")))
        for one in found[: 10 * MOST]
        if one.get("toc") is not False
    )


def in_text(text: str) -> tuple[Chapter, ...]:
    """Those that the lines of a description name, each with its time before it; none unless they are in order."""
    found = [(one["start"], one["title"], None) for one in _LINE.finditer(text[:100_000])]
    starts = [values.moment(start) or 0 for start, _, _ in found]
    return ordered(found) if len(found) >= _FEWEST and starts == sorted(starts) else ()


def ordered(found: Iterable[tuple[object, object, str | None]]) -> tuple[Chapter, ...]:
    """Chapters of times, titles and links; what has no time or no title is none."""
    kept: dict[tuple[int, str], Chapter] = {}
    for start, title, link in found:
        seconds = values.moment(start)
        line = texts.clean_line(title[: 4 * _LONGEST_TITLE])[:_LONGEST_TITLE] if isinstance(title, str) else ""
        if seconds is not None and line:
            kept.setdefault((int(seconds), line), Chapter(int(seconds), line, link))
    return tuple(sorted(kept.values(), key=lambda one: one.start)[:MOST])
