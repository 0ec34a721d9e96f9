"""English: a subject with several insertions between it and its verb: "Ann Petit, 47, a driver, from Leeds said".

Where the noun phrase nearest to a verb may be part of an insertion, the first free noun phrase of the clause is its
subject, provided that nothing but ages, appositions, phrases with a preposition and relative clauses stands between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsreader.quotations.cues import Cue
    from newsreader.quotations.names import Mention
    from newsreader.quotations.nouns import Nouns, Source
    from newsreader.quotations.passage import Passage

_RELATIVES = frozenset(("who", "which", "whose", "whom", "where"))
_ASIDES = frozenset("aged now then formerly originally also left right centre center pictured back himself".split())
"""Words that begin an aside though they are no preposition, article, number or office."""
_CLAUSE_ENDS = frozenset((".", "!", "?", ";", ":"))
_LONGEST = 14
"""Words before the first comma behind a subject."""


class Insertions:
    """What stands between the subjects of one section and their verbs; `phrase_ending` is that of `Sources`."""

    def __init__(
        self,
        passage: Passage,
        nouns: Nouns,
        beginning: dict[int, Mention],
        ending: dict[int, Mention],
        phrase_ending: Callable[[int, int], Source | None],
    ) -> None:
        self.passage = passage
        self.language = passage.language
        self._nouns = nouns
        self._beginning = beginning
        self._ending = ending
        self._phrase_ending = phrase_ending

    def head(self, nearest: Source | None, cue: Cue, floor: int) -> Source | None:
        """The subject before the insertions, where the noun phrase nearest to its verb is none or part of one."""
        if nearest is None or self._may_be_inserted(nearest, cue, floor):
            return self._before_insertions(cue.first, floor)
        return None

    def _may_be_inserted(self, source: Source, cue: Cue, floor: int) -> bool:
        """Whether the noun phrase nearest to a verb may belong to what only says more of its subject."""
        if source.pronoun or source.relative is not None or source.first <= floor:
            return False
        governor = source.first - 1
        if governor > floor and self._nouns.is_noun(governor) and not self.passage.is_capital(governor):
            governor -= 1  # with grandson Kyle
        before = self.passage.lower[governor]
        if before in self.language.prepositions:
            return before != "and" or self.passage.words[governor - 1] == ","
        return self.passage.words[cue.first - 1] == "," and source.first not in self._beginning

    def _before_insertions(self, cue: int, floor: int) -> Source | None:
        """The head of "NP, 47, a driver, from Leeds said": the first free noun phrase with only asides behind it."""
        words, inside = self.passage.words, self.passage.inside
        for comma in range(floor + 1, min(cue, floor + _LONGEST)):
            if words[comma] != "," or inside[comma] or inside[comma - 1]:
                continue
            head = self._phrase_ending(comma - 1, floor)
            if head is None or head.pronoun or self.passage.lower[head.first - 1] in self.language.prepositions:
                continue
            named = self._ending.get(head.last)
            known = named is not None or self.passage.lower[head.first] in self.language.determiners
            if known and not self._nouns.is_nobody(head) and self._are_all(comma, cue):
                return head
        return None

    def _are_all(self, comma: int, cue: int) -> bool:
        """Whether nothing but insertions stands between a comma and a verb: ", 47, who lives in Leeds, said"."""
        words, inside = self.passage.words, self.passage.inside
        begin, is_open = comma + 1, False
        for at in range(begin, cue + 1):
            if at < cue and (words[at] != "," or inside[at]):
                if words[at] in _CLAUSE_ENDS and not inside[at]:
                    return False
                continue
            if at == cue == begin:
                break
            if not self._is_insertion(begin, at, is_first=begin == comma + 1, is_open=is_open, is_last=at == cue):
                return False
            is_open = is_open or self.passage.lower[begin] in _RELATIVES or self.passage.lower[begin] == "with"
            begin = at + 1
        return cue > comma + 1

    def _is_insertion(self, first: int, last: int, *, is_first: bool, is_open: bool, is_last: bool) -> bool:
        """Whether words between commas say more of what stands before; `is_open` after what may name others too."""
        language, word = self.language, self.passage.lower[first]
        if first >= last or self.passage.inside[first]:
            return False
        if word in _RELATIVES or (is_open and word == "and"):
            return not is_last
        if any(self.passage.lower[at] in language.cues and not self._nouns.is_noun(at) for at in range(first, last)):
            return False
        if word in language.prepositions:
            return word != "and"
        if is_last:
            return word.isdigit() and last == first + 1
        if all(map(self.passage.is_capital, range(first, last))):
            return not is_first  # from Leeds, West Yorkshire,
        return (
            word[0].isdigit() or word in language.determiners or word in _ASIDES or word.endswith("ing")
            or any(map(language.is_role, self.passage.lower[first:last]))
        )  # fmt: skip
