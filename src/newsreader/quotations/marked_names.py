"""Which words in marks are a name, a title or a translation where nouns have capitals (German), rather than speech."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from newsreader.quotations import shapes

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage, Quoted

_NAME_WORDS = 6
"""Words of the longest name in marks that can stand in a noun phrase: die „Neue Zeit“."""
_TITLE_WORDS = 12
_DEFINITE = frozenset(("der", "die", "das", "den", "dem", "des", "im", "am", "vom", "zum", "zur", "beim"))
_LISTED = frozenset((",", "und", "oder", "sowie", "beziehungsweise", "bzw"))


class MarkedNames:
    """The names in marks of one section."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.language = passage.language
        self.named: dict[int, Quoted] = {}
        """First word -> the stretch."""
        self._ends: dict[int, int] = {}
        for quoted in passage.quoted:
            if self._is_name(quoted):
                self.named[quoted.first] = quoted
                self._ends[quoted.last - 1] = quoted.first

    def is_name(self, quoted: Quoted) -> bool:
        """Whether marks enclose a name or a title rather than words that were said."""
        return quoted.first in self.named

    def name_in_marks(self, at: int) -> int | None:
        """Where a name in marks that begins at a word ends."""
        quoted = self.named.get(at)
        return quoted.last if quoted is not None else None

    def fragment_ending(self, at: int) -> int | None:
        """Where the words in marks that end at a word begin, if they are part of the clause around them."""
        if at in self._ends:
            return self._ends[at]
        index = bisect_left(self.passage.quoted, at, key=lambda quoted: quoted.last - 1)
        if index >= len(self.passage.quoted):
            return None
        quoted = self.passage.quoted[index]
        if quoted.last - 1 != at or quoted.first == 0 or self.passage.words[quoted.first - 1] in {",", ":", ".", "–"}:
            return None
        return None if shapes.ends_like_speech(self.passage, quoted) else quoted.first

    def _is_name(self, quoted: Quoted) -> bool:
        """Whether marks enclose the name of something: die „Neue Zeit“; das Schiff „Anna“; Stücke wie „Faust“."""
        passage, language, first = self.passage, self.language, quoted.first
        words, lower = passage.words, passage.lower
        if not quoted.closed or first == 0 or quoted.last - first > _TITLE_WORDS + 2 or passage.inside[first - 1]:
            return False
        before, end = lower[first - 1], words[quoted.last - 2]
        if not (end[0].isalnum() or end == ")") or before in language.wordings:
            return False
        enclosed = quoted.last < len(words) and words[quoted.last] == ")"
        if enclosed and (before == "(" or (before == ":" and "(" in words[max(0, first - 5) : first - 1])):
            return True  # a translation or a short form
        if not (words[first + 1][0].isupper() or words[first + 1][0].isdigit()):
            return False
        if first > 1 and before in _LISTED and first - 2 in self._ends:
            return True
        if before in language.works:
            return True
        if any(lower[at] in language.speaking for at in range(first + 1, quoted.last - 1)):
            return False
        if before == "wie" and first > 1 and passage.is_capital(first - 2):
            return lower[first - 2] not in language.wordings
        if quoted.last - first > _NAME_WORDS + 2:
            return False
        if passage.is_capital(first - 1):
            return not language.is_role(before)
        if before in _DEFINITE:
            return True
        return before in language.cues and first > 1 and words[first - 2] in {",", "“", '"', "«", "”"}
