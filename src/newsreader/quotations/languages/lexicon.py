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

STOPS = frozenset((".", "!", "?", "…", "。", "！", "？", "．"))
_REMEMBERED = 1 << 14
"""Words, so that memory stays bounded; then the oldest ones are forgotten with all others."""
_LONGEST = 40
"""Letters of the longest word remembered."""


class Lexicon(dict[str, int]):
    """Word as written -> its bits."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> int:
        language, low = self._language, word.lower()
        bits = 0
        if word[0].isupper():
            bits |= CAPITAL
        if word in STOPS:
            bits |= STOP
        elif word[-1] == ".":
            bits |= DOTTED
        if low in language.cues or low in language.first_words:
            bits |= CUE
        if low in language.not_names or language.is_title(low) or len(word) < 2 or not word[0].isalpha():
            bits |= NAMELESS
        if len(word) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[word] = bits
        return bits
