"""What stands between commas or brackets beside a noun phrase: ", the leader of the party," and "(Ohio)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from newsreader.quotations.names import Mention
    from newsreader.quotations.passage import Passage

_PARENTHESIS = 26
"""Words of the longest apposition or relative clause skipped."""
_CLAUSE_ENDS = frozenset((".", "!", "?", ";", ":"))
_INDEFINITE = frozenset(("a", "an", "one", "ein", "eine", "un", "une", "una", "um", "uma"))
_APPOSITION = 12
"""Words of the longest apposition between a source and what it says."""


class Asides:
    """The appositions and brackets of one section; names are known by their first and last words."""

    def __init__(self, passage: Passage, beginning: dict[int, Mention], ending: dict[int, Mention]) -> None:
        self.passage = passage
        self.language = passage.language
        self._beginning = beginning
        self._ending = ending

    def past_apposition(self, source: Source, last: int) -> int:
        """The word behind a source and what describes it: "Oyelaran & Partners, a broker,"."""
        lower, words, at = self.passage.lower, self.passage.words, source.last
        if at + 2 >= last or words[at] != ",":
            return at
        if lower[at + 1] not in _INDEFINITE and not self.language.is_role(lower[at + 1]):
            return at
        for end in range(at + 2, min(last, at + _APPOSITION)):
            if words[end] == ",":
                return end
            if self.passage.inside[end] or lower[end] in self.language.openers:
                break
        return at

    def apposed_name(self, first: int, last: int) -> Source | None:
        """The name in "the director of the agency, James Comey, said"."""
        mention = self._beginning.get(first)
        if mention is None or mention.last > last:
            return None
        if self.passage.words[last - 1] == ")":
            last = self.back_to("(", last - 1, first) + 1
        if mention.last == last:
            return Source(first, last)
        return None

    def holds_name(self, source: Source) -> bool:
        """Whether a phrase is a name and nothing else."""
        mention = self._beginning.get(source.first)
        return mention is not None and mention.last == source.last

    def back_to_comma(self, comma: int, floor: int) -> int | None:
        """The comma that opens what a comma closes."""
        words, lower, inside = self.passage.words, self.passage.lower, self.passage.inside
        at = comma - 1
        best: int | None = None
        while at > floor and comma - at < _PARENTHESIS:
            word = words[at]
            if inside[at]:
                at -= 1
                continue
            if word in _CLAUSE_ENDS:
                break
            if word == ")":
                at = self.back_to("(", at, floor) + 1
            elif word in {",", "—", "–"}:
                best = at
                following = lower[at + 1]
                if following in self.language.determiners or following in {"who", "which", "whose"}:
                    break
                if self.language.is_role(following) or self._ending.get(at) is not None:
                    break
                if self.apposed_name(at + 1, comma) is not None:
                    break
            at -= 1
        return best

    def back_to(self, sign: str, at: int, floor: int) -> int:
        """The word before an opening bracket."""
        start = at
        while at >= floor and start - at < _PARENTHESIS:
            if self.passage.words[at] == sign:
                return at - 1
            at -= 1
        return floor - 1
