"""Comparing entries as they come: which are the same article, and which are on one event.

In short transactions on library.db, one an entry, so that it can stop anywhere and go on later.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from newsreader.library import comparing
from newsreader.library.comparing import Known
from newsreader.stories import events, links
from newsreader.stories.duplicates import Article
from newsreader.stories.sketch import sketch
from newsreader.stories.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.library.comparing import Uncompared
    from newsreader.library.store import Library

_BATCH = 10
"""Entries between two pauses."""
_FORGOTTEN = 20
"""Entries that are forgotten in one transaction."""
_READ = 6_000
"""Characters of HTML that are compared; what comes later tells no more."""
_WORDS = 200
_TAG = re.compile(r"<[^>]*>")


def advance(lib: Library, now: int, go_on: Callable[[], bool] | None = None, most: int = 0) -> int:
    """Compare what came since it was last done, until `go_on` says no or so many are done; how many entries that were.

    A `most` of 0 is no limit.
    """
    done = 0
    comparison = comparing.Comparison(lib, now)
    while not most or done < most:
        waiting, after = comparing.pending(lib, now, _BATCH)
        if after is None:
            break
        for entry in waiting:
            if not comparison.relate(known(entry)):
                break
            done += 1
        else:
            if comparison.pass_over(after):
                if go_on is not None and not go_on():
                    return done
                continue
        comparison = comparing.Comparison(lib, now)  # another process was faster
    while comparing.forget(lib, now, _FORGOTTEN) and (go_on is None or go_on()):
        pass
    return done


def known(entry: Uncompared) -> Known:
    """What an entry is compared by."""
    text = html.unescape(_TAG.sub(" ", entry.body[:_READ]))
    title = words(entry.title)
    article = Article(
        entry.feed_id, entry.date, tuple(title), links.page(entry.link), sketch([*title, *words(text)[:_WORDS]])
    )
    return Known(entry.mark, entry.id, article, events.terms(entry.title, text))
