"""What a language's tables and a word's form say of the word alone, looked up once and remembered.

A section's words become a string of bytes, one bit for each answer, so that a loop need only visit the words it is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.quotations.languages.base import Language

CAPITAL = 1
"""It begins with a capital letter."""
STOP = 2
"""A sign that ends a sentence."""
DOTTED = 4
"""It keeps its full stop: an abbreviation."""
CUE = 8
"""It may be, or begin, what reports speech."""
NAMELESS = 16
"""Alone it names nobody, capital or not: a common word, a day, a title, a single letter."""

ANY_OF = [bytes(map(bool, (bits & byte for byte in range(256)))) for bits in range(32)]
"""Set of bits -> table for `translate` that makes 1 of each byte with one of them, 0 of others."""
CAPITALS = ANY_OF[CAPITAL]

STOPS = frozenset((".", "!", "?", "…", "。", "！", "？", "．"))
_REMEMBERED = 1 << 15
"""Words, so that memory stays bounded; then the oldest ones are forgotten with all others."""
_LONGEST = 40
"""Letters of the longest word remembered."""


class Lexicon(dict[str, int]):
    """Word as written -> its bits."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._reporting = language.cues.keys() | language.first_words.keys() | language.as_words | language.fronted
        self._nameless = language.not_names | language.titles.keys()
        self._title_ends = language.title_ends

    def __missing__(self, word: str) -> int:
        low, sign = word.lower(), word[0]
        bits = 0
        if sign.isupper():
            bits = CAPITAL
        if low in self._reporting:
            bits |= CUE
        if low in self._nameless or len(word) < 2 or not sign.isalpha() or low.endswith(self._title_ends):
            bits |= NAMELESS
        if word in STOPS:
            bits |= STOP
        elif word[-1] == ".":
            bits |= DOTTED
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = bits
        return bits
