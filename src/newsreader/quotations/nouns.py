"""Which words can stand in the noun phrase that names who speaks, and which phrases name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage


NOT_ADVERBS = frozenset(
    "family ally assembly supply italy july rally reply bully monopoly anomaly fly belly jelly sally kelly".split()
)
"""English words in -ly that are nouns or names."""


@dataclass(slots=True)
class Source:
    """The words [first, last) that name who; `pronoun` is its letter in the language's table, else empty."""

    first: int
    last: int
    pronoun: str = ""
    relative: int | None = None
    """The "who" that takes these words up and stands for them beside the cue."""
    shared: bool = False
    """They are the subject of the sentence rather than of the cue."""

    @property
    def shown(self) -> tuple[int, int]:
        """The words that the text has beside the cue."""
        return (self.first, self.last) if self.relative is None else (self.relative, self.relative + 1)


class Nouns:
    """The words of one section as parts of noun phrases."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.language = passage.language

    def is_nobody(self, source: Source) -> bool:
        """Whether words name a number, a time or a thing that cannot speak."""
        if source.pronoun:
            return False
        lower, language = self.passage.lower, self.language
        if lower[source.first] == "that" and self.is_relative(source.first):
            return True
        head = source.first
        for at in range(source.first, source.last):
            if lower[at] in language.prepositions and at > source.first:
                break
            if lower[at][0].isalnum():
                head = at
        alone = 1 not in self.passage.capitals[source.first : source.last]
        if not lower[head][0].isalpha() or lower[head] in language.portions:
            return alone and not any(lower[at] in {"of", "in", "von", "de", "di"} for at in range(head, source.last))
        named = self.passage.is_capital(head) and head > source.first  # the White House
        return not named and (lower[head] in language.things or lower[head] in language.times)

    def is_relative(self, that: int) -> bool:
        """Whether "that" takes up the noun before it: "the one that followed"."""
        if that == 0 or self.passage.inside[that - 1]:
            return False
        before = self.passage.lower[that - 1]
        return before[0].isalpha() and before not in self.language.cues and before not in self.language.addressees

    def is_between(self, at: int) -> bool:
        """Whether a word may stand between a subject and its verb."""
        word = self.passage.lower[at]
        if word in self.language.between:
            return True
        return (
            self.language.code == "en"
            and word.endswith("ly")
            and word not in NOT_ADVERBS
            and not self.passage.is_capital(at)
        )

    def is_noun(self, at: int) -> bool:
        """Whether a word can be the head of a noun phrase, as far as tables tell."""
        word = self.passage.lower[at]
        if not word[0].isalpha():
            return False
        if self.passage.is_capital(at):
            return word not in self.language.breaks
        language = self.language
        return word not in language.not_names and (word not in language.cues or word in language.nounlike)

    def looks_like_verb(self, at: int) -> bool:
        """English: whether a word that no table has may be a finite verb: "retaliated", "muses"."""
        word = self.passage.lower[at]
        if self.passage.is_capital(at) or word in self.language.not_names:
            return False
        return word.endswith(("ed", "s")) and len(word) > 3 and not word.endswith(("'s", "’s", "ss"))

    def has_noun(self, first: int, last: int) -> bool:
        """Whether words [first, last) hold something that looks like a noun."""
        lower, language = self.passage.lower, self.language
        return any(
            language.is_role(word)
            or word in language.documents
            or word.endswith("s")
            or (language.nouns_capitalised and self.passage.is_capital(at))
            or lower[first] in language.determiners
            for at, word in enumerate(lower[first:last], first)
        )

    def continues_phrase(self, at: int) -> bool:
        """Whether a word can stand inside a noun phrase after its beginning."""
        word, language = self.passage.lower[at], self.language
        if word in {
            "of",
            "for",
            "and",
            "de",
            "del",
            "der",
            "des",
            "du",
            "von",
            "di",
            "do",
            "da",
            "dos",
            "das",
            "dei",
            "della",
            "delle",
            "degli",
            "dello",
        }:
            return True
        if word in language.determiners and word in language.prepositions:
            return at > 0 and self.passage.lower[at - 1] in language.prepositions
        if word in language.breaks or word in language.times or word in language.prepositions:
            return False
        if word in language.determiners:
            return at > 0 and self.passage.lower[at - 1] in language.prepositions
        return not (word in language.cues and word not in language.nounlike and not self.passage.is_capital(at))

    def is_compound(self, head: int) -> bool:
        """Whether the noun behind belongs to the same phrase: "the city council"."""
        following = self.passage.lower[head + 1]
        return following in self.language.documents or self.language.is_role(following)


def plain(word: str) -> str:
    """A pronoun without what was contracted onto it."""
    if "'" not in word and "’" not in word:
        return word
    for tail in ("'m", "’m", "'s", "’s", "'d", "’d", "'ve", "’ve", "'re", "’re", "'ll", "’ll"):
        if word.endswith(tail):
            return word[: -len(tail)]
    return word
