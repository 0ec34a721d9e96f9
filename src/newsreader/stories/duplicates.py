"""Whether two entries are the same article. Where that is not sure they are two: a fold hides what is below it."""

from __future__ import annotations

from dataclasses import dataclass

from newsreader.stories.sketch import resemblance

HOURS = 72
"""Between two articles with the same words; the same link may come at any time."""
_ALIKE = 0.8
"""Of the runs of three words that either has both must have so many."""
_FEWEST = 8
"""Runs of three words, title and text together, that say enough."""
_TITLE = 0.5
"""Of the words of the shorter title the longer must have so many."""
KEYS = 4
"""Numbers of a sketch by which an article is found: of two that are the same at least one is nearly always in both."""


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of an entry to tell whether another is the same."""

    feed_id: int
    date: int
    title: tuple[str, ...]
    """Its words."""
    page: str | None
    """See `links.page`."""
    sketch: tuple[int, ...]
    """Of title and text."""


def are_same(one: Article, other: Article) -> bool:
    """Whether both are the same article.

    Of two feeds: the same page, or nearly the same words within three days; under titles that are alike. Of one feed,
    whose entries often share a page or a text: all of it, and the title word for word.
    """
    is_same_page = one.page is not None and one.page == other.page
    if one.feed_id == other.feed_id:
        return is_same_page and one.title == other.title and resemblance(one.sketch, other.sketch) >= _ALIKE
    if not _titles_alike(one.title, other.title):
        return False
    if is_same_page:
        return True
    if abs(one.date - other.date) > HOURS * 3600 or min(len(one.sketch), len(other.sketch)) < _FEWEST:
        return False
    return _figures(one.title) == _figures(other.title) and resemblance(one.sketch, other.sketch) >= _ALIKE


def _titles_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    first, second = set(one), set(other)
    return len(first & second) >= _TITLE * min(len(first), len(second)) if first and second else first == second


def _figures(title: tuple[str, ...]) -> list[str]:
    """What tells two reports of one form apart: of Monday's 6,913 cases and of Tuesday's 7,120."""
    return sorted(word for word in title if any(map(str.isdigit, word)))
