"""Whether entries of several outlets are on one event: by the rare words of their titles and the names below them.

How rare a word is tell the articles of the same days. No list of words is needed, and no language.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from newsreader.stories.words import names, number, words

if TYPE_CHECKING:
    from collections.abc import Mapping

HOURS = 48
"""Between two articles on one event."""
TERMS = 32
"""Words of an entry that are compared."""
ALIKE = 0.35
"""The cosine from which two articles are on one event; see bench/stories.py."""
ALIKE_TO_FIRST = 0.2
"""The same between an article and the first of the story that it joins."""
SHARED = 3
"""Words that tell something that both must have."""
_TELLING = 0.6
"""How rare a word must be to tell anything, beside one that no other article has."""
_LEAD = 400
"""Characters of the text in which names are looked for."""
_IN_TITLE = 2
"""What a word of the title counts, where a name counts 1."""
_PRIOR = 50
"""Articles that are thought of beside those of a small library, in which every word is rare."""


def terms(title: str, text: str) -> dict[int, int]:
    """The numbers of the words that tell what an entry is on, and what each counts."""
    found = {number(word): _IN_TITLE for word in words(title) if len(word) > 1}
    for name in names(text[:_LEAD]):
        if len(name) > 2:
            found.setdefault(number(name), 1)
    return dict(list(found.items())[:TERMS])


def rarity(having: int, articles: int) -> float:
    """How much a word tells that so many of the articles of the same days have; nothing if these are not few."""
    most = math.log(articles + _PRIOR)
    found = most - math.log(having + 1)
    return found if found >= most * _TELLING else 0.0


def length(own: Mapping[int, int], rarities: Mapping[int, float]) -> float:
    """Of an entry among others, by what its words tell."""
    return math.sqrt(sum((weight * rarities[term]) ** 2 for term, weight in own.items()))


def likeness(
    own: Mapping[int, int], other: Mapping[int, int], rarities: Mapping[int, float], lengths: tuple[float, float]
) -> float:
    """The cosine between two entries, 0 to 1; 0 if they share fewer than three words that tell something.

    `other` may be cut to the words of both.
    """
    shared = [term for term in own.keys() & other.keys() if rarities[term]]
    both = lengths[0] * lengths[1]
    if len(shared) < SHARED or not both:
        return 0.0
    return sum(own[term] * other[term] * rarities[term] ** 2 for term in shared) / both
