"""Whose words a noun announces where nouns have capitals and articles their case (German): Kims Fazit, der Vorwurf der
SPD, für Kim; and whether a sentence goes on with them in the subjunctive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.clause_order import ClauseOrder
from newsreader.quotations.nouns import Source

if TYPE_CHECKING:
    from newsreader.quotations.passage import Quoted

_CLAUSE = 45
"""Words looked at on either side of a verb."""
_SIGNS = frozenset((",", ";", ":", "–", "—", "(", ")", ".", "!", "?", "…"))
_AGENT = frozenset(("von", "vom", "durch", "seitens"))
_OWNING = frozenset(("des", "der", "von", "vom", "aus", "seitens"))
_ARTICLE_AND_NOUN = 2
_VERB = 4
"""Letters of the shortest verb told by its ending."""
_COUNTS = frozenset(("alle", "viele", "beide", "gerne", "ohne", "einige", "wenige", "mehrere", "solche"))
COPULAS = frozenset("ist sind war waren sei seien bleibt bleiben lautet lautete".split())


class Announcements(ClauseOrder):
    """What the nouns of one section announce."""

    def claimed(self, stretch: Quoted, first: int) -> tuple[int, Source] | None:
        """The noun and its owner where marks stand in its clause: "der Vorwurf der SPD, er sei „...“"."""
        passage = self.passage
        comma = next(
            (at for at in range(stretch.first - 1, first, -1) if passage.words[at] in _SIGNS or passage.inside[at]),
            first,
        )
        if comma <= first or passage.words[comma] != "," or passage.inside[comma]:
            return None
        if not (passage.lower[comma + 1] in passage.language.openers or self.goes_on(comma + 1, stretch.first)):
            return None
        found = self.phrases.ending(comma - 1, first)
        if found is None or found.pronoun or passage.lower[found.first] in passage.language.possessives:
            return None
        wordings = passage.language.wordings
        noun = next((at for at in range(found.first, comma) if passage.lower[at] in wordings), None)
        if noun is None:
            return None
        owner = self.owner(found, found.first, comma)
        return (noun, owner) if owner is not None else None

    def owner(self, source: Source, first: int, ceiling: int) -> Source | None:
        """Whose words a phrase such as "die Begründung des Gerichts" or "Kritik kam von Kim" announces."""
        passage, language = self.passage, self.passage.language
        head = next((at for at in range(source.first, source.last) if passage.is_capital(at) and at > first), None)
        heads = {
            passage.lower[at] for at in ((source.first, source.last - 1) if head is None else (source.first, head))
        }
        if heads.isdisjoint(language.wordings):
            return None
        possessor = self.possessor(source)
        if possessor is not None:
            return possessor
        for at in range(source.first, min(ceiling - 1, source.first + _CLAUSE)):
            if at > source.first and passage.lower[at] in _OWNING and not passage.inside[at]:
                found = self.phrases.read(at if passage.lower[at] in {"des", "der"} else at + 1, ceiling)
                if found is not None:
                    return found.source
        for at in range(max(first, source.first - _CLAUSE), source.first):
            if passage.lower[at] in _AGENT:
                found = self.phrases.read(at + 1, source.first)
                if found is not None:
                    return found.source
        return None

    def view(self, first: int, last: int) -> Source | None:
        """Kim in "Für Kim ist der Plan ..." and "Der Plan ist für Kim ..."."""
        lower = self.passage.lower
        at = next((at for at in range(first, last) if lower[at] == "für" and not self.passage.inside[at]), last)
        found = self.phrases.read(at + 1, last) if at == first or lower[at - 1] in COPULAS else None
        if found is None or not self.phrases.is_speaker(found.source):
            return None
        return found.source if at > first or lower[found.source.last] in COPULAS else None

    def concerned(self, first: int, last: int) -> Source | None:
        """Whose view a sentence gives: "bleibt für Kim", "ist bei Kim die Rede"."""
        for at in range(first, min(last, first + _CLAUSE)):
            if self.passage.lower[at] in {"für", "bei"} and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, last)
                if found is not None and self.phrases.is_speaker(found.source):
                    return found.source
        return None

    def is_wordless(self, source: Source) -> bool:
        """Whether a phrase is nothing but a noun for words, without whose they are: "Zitat:", "Der Wortlaut:"."""
        if source.pronoun or source.last - source.first > _ARTICLE_AND_NOUN or self.possessor(source) is not None:
            return False
        return self.is_announcement(source)

    def is_announced(self, source: Source) -> bool:
        """Whether a phrase has a noun for words in it: die Meinung von Kim."""
        return not self.passage.language.wordings.isdisjoint(self.passage.lower[source.first : source.last])

    def is_announcement(self, source: Source) -> bool:
        """Whether a phrase ends in a noun for words: die Feststellung."""
        return self.passage.lower[source.last - 1] in self.passage.language.wordings

    def goes_on(self, first: int, last: int) -> bool:
        """Whether the first finite verb of a sentence is a subjunctive: the sentence goes on reporting."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        for at in range(first, min(last, first + _CLAUSE)):
            if passage.inside[at]:
                continue
            if lower[at] in language.subjunctives or self._is_subjunctive(at):
                return True
            if lower[at] in language.auxiliaries or lower[at] in language.finite or (at > first and self.is_verb(at)):
                return False
        return False

    def _is_subjunctive(self, at: int) -> bool:
        """Whether "er" or "man" stands beside a verb in -e, where the indicative has -t: er schäme sich."""
        lower, language, word = self.passage.lower, self.passage.language, self.passage.lower[at]
        if (
            not word.endswith("e")
            or word.endswith("te")
            or len(word) < _VERB
            or not self.passage.words[at][0].islower()
        ):
            return False
        if word in language.not_names or word in language.adverbs or word in language.focus or word in _COUNTS:
            return False
        return (at > 0 and language.pronouns.get(lower[at - 1]) in {"m", "f", "n"}) or lower[at - 1] == "man"

    def possessor(self, source: Source) -> Source | None:
        """Whose words "sein Fazit" are: the pronoun, unless the noun is somebody who speaks for himself."""
        kind = self.passage.language.possessives.get(self.passage.lower[source.first])
        if kind is None or self.phrases.is_speaker(source) or source.last - source.first > 4:
            return None
        return Source(source.first, source.first + 1, kind)
