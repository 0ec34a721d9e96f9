"""A text as a few numbers that tell how much of it another text has: of all its runs of three words the smallest.

They are a fair sample of both texts, since which numbers are small has nothing to do with what the words mean.
"""

from __future__ import annotations

from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING

from newsreader.stories.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = 64
"""Numbers of a sketch; a text with fewer runs has as many."""
_MASK = 0xFFFFFFFF
_FIRST, _SECOND, _THIRD, _MIX = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F
"""Odd, so that nothing is lost by multiplying."""


def sketch(words: Sequence[str]) -> tuple[int, ...]:
    """The smallest numbers, ascending; none for fewer than three words."""
    numbers = list(map(number, words))
    runs = {
        (a * _FIRST ^ b * _SECOND ^ c * _THIRD) * _MIX >> 7 & _MASK
        for a, b, c in zip(numbers, numbers[1:], numbers[2:], strict=False)
    }
    return tuple(sorted(runs)[:SIZE])


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of the runs that either text has both have, 0 to 1: exact for short texts, else mostly within 0.1."""
    both = of_any = 0
    for _, same in islice(groupby(merge(one, other)), SIZE):
        of_any += 1
        both += len(list(same)) > 1
    return both / of_any if of_any else 0.0
