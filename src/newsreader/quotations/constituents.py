"""Who is the subject of a sentence where the finite verb stands second or last (German): constituents in order.

Reads articles, signs and word order; the tables are those of the language. Cues and quotations are known to the
classes built on this one: `clause_order` and `word_order`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.nouns import Source
from newsreader.quotations.participles import is_participle
from newsreader.quotations.referents import Referents

if TYPE_CHECKING:
    from newsreader.quotations.passage import Passage
    from newsreader.quotations.sources import Sources

_CLAUSE = 45
"""Words looked at on either side of a verb."""
_ENDS = frozenset((",", ";", ":", ".", "!", "?", "–", "—", ")", "…"))
_AND = frozenset(("und", "aber", "doch", "sondern", "sowie", "oder", "denn"))


class Constituents:
    """The constituents of one section's sentences."""

    def __init__(self, passage: Passage, sources: Sources) -> None:
        self.passage = passage
        self.sources = sources
        self.phrases = Referents(passage, sources.names)

    def following(self, at: int, ceiling: int) -> Source | None:
        """The first noun phrase or pronoun from a word on that can be a subject."""
        passage, lower = self.passage, self.passage.lower
        ceiling = min(ceiling, at + _CLAUSE, len(passage.words))
        dative: Source | None = None
        while at < ceiling:
            if passage.words[at] == "(" or (passage.words[at] in {",", "–", "—"} and self._is_aside(at, ceiling)):
                at = self._past_aside(at, ceiling)
                continue
            if passage.words[at] in _ENDS:
                break
            if passage.inside[at] and self.phrases.marked.name_in_marks(at) is None:
                break
            if lower[at] in {"dass", "daß", "ob"}:
                break
            past = self.phrases.past_preposition(at, ceiling)
            if past > at:
                at = past
                continue
            found = self.phrases.read(at, ceiling)
            if found is None:
                at += 1
                continue
            if found.nominative:
                behind = self._behind_object(found.source, ceiling) if found.source.pronoun == "n" else None
                return self._with_name(behind or found.source, ceiling)
            at = found.source.last
            if dative is None and lower[found.source.first] == "der":
                dative = found.source
        return dative

    def _behind_object(self, source: Source, ceiling: int) -> Source | None:
        """Whoever stands behind an "es" that is no subject: "so sieht es der Minister"."""
        if self.passage.lower[source.first] != "es":
            return None
        found = self.phrases.read(source.last, ceiling)
        return found.source if found is not None and found.nominative and self._is_somebody(found.source) else None

    def _is_somebody(self, source: Source) -> bool:
        return not source.pronoun and self.phrases.is_speaker(source)

    def _is_aside(self, at: int, ceiling: int) -> bool:
        """Whether a comma opens a relative clause or a dash an aside, closed before the ceiling."""
        passage = self.passage
        if passage.words[at] == ",":
            return False
        return any(passage.words[other] == passage.words[at] for other in range(at + 1, min(ceiling, at + 15)))

    def _past_aside(self, at: int, ceiling: int) -> int:
        closing = ")" if self.passage.words[at] == "(" else self.passage.words[at]
        for other in range(at + 1, ceiling):
            if self.passage.words[other] == closing:
                return other + 1
        return ceiling

    def main_subject(self, first: int, last: int) -> Source | None:
        """The subject of the sentence [first, last), whatever its verb."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        at = max(
            (word + 1 for word in range(max(first, last - 2 * _CLAUSE), last - 1) if passage.words[word] in {":", ";"}),
            default=first,
        )
        while at < last and (lower[at] in _AND | language.focus or not passage.words[at][0].isalnum()):
            if passage.inside[at]:
                at = max(passage.inside.find(0, at, last), at)
                if passage.inside[at] or lower[at] not in _AND:
                    return None
            at += 1
        if at >= last:
            return None
        if self._is_subordinate(at, last) or self._is_asked(at, last):
            for comma in range(at, min(last - 2, at + 2 * _CLAUSE)):
                if passage.words[comma] == "," and (self.is_verb(comma + 1) or self._can_be_verb(comma + 1)):
                    return self.following(comma + 2, last)
            return None
        found = self.phrases.read(at, last)
        if found is None and lower[at] in language.adverbs and at + 1 < last:
            label = self.phrases.read(at + 1, last)
            if label is not None and label.nominative and self._past_prepositions(label.source.last, last) >= last - 1:
                return self._with_name(label.source, last)
        if found is not None and found.nominative:
            behind = self._past_prepositions(found.source.last, last)
            while behind < last and lower[behind] in language.adverbs:
                behind = self._past_prepositions(behind + 1, last)
            if behind < last and self.is_verb(behind) and not self.phrases.is_certain(found.source):
                later = self._directly_behind(behind, last)
                if later is not None and self._prefers(later, found.source, behind):
                    return later
            return self._with_name(found.source, last)
        behind = self._past_prepositions(at, last)
        for word in range(max(at + 1, behind), min(last, at + _CLAUSE)):
            if self.is_verb(word) or (word == behind and self._can_be_verb(word)):
                return self.following(word + 1, last)
        return None

    def _is_asked(self, at: int, last: int) -> bool:
        """Whether a participle and its clause open a sentence: "Gefragt, ob er komme, sagte Kim"."""
        word = self.passage.lower[at]
        return at + 1 < last and word in self.passage.language.cues and is_participle(word)

    def _is_subordinate(self, at: int, last: int) -> bool:
        """Whether a word opens a subordinate clause; "seit" and "als" may stand before a noun alone."""
        word, language = self.passage.lower[at], self.passage.language
        if word not in language.subordinators:
            return False
        if word not in language.governing and word not in {"als", "wie", "da"}:
            return True
        found = self.phrases.read(at + 1, last)
        behind = found.source.last if found is not None else at + 1
        return not (behind < last and self.is_verb(behind) and not self._is_final(behind, last))

    def _shared(self, verb: int, first: int) -> Source | None:
        """The subject that a verb without one of its own shares with the sentence."""
        return self.main_subject(first, verb) if verb > first else None

    def is_verb(self, at: int) -> bool:
        """Whether a lower-case word looks like a finite verb in second place."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        word = lower[at]
        if passage.is_capital(at) or passage.inside[at] or not word[0].isalpha():
            return False
        if word in language.cues or word in language.auxiliaries:
            return True
        if word in language.not_names or word in language.governing:
            return False
        before = passage.words[at - 1] if at else "."
        if at and (lower[at - 1] in language.determiners or lower[at - 1] in language.oblique):
            return False
        if not (
            before[0].isupper()
            or before in {")", ","}
            or before[0].isdigit()
            or lower[at - 1] in language.between
            or passage.inside[at - 1]
        ):
            return False
        return word.endswith(("te", "ten", "t")) or word in language.finite

    def _can_be_verb(self, at: int) -> bool:
        """Whether a word right behind a phrase that opens a sentence is its verb: all but adverbs are."""
        passage, language, word = self.passage, self.passage.language, self.passage.lower[at]
        return passage.words[at][0].islower() and not (
            word in language.not_names or word in language.adverbs or word in language.governing or passage.inside[at]
        )

    def _past_prepositions(self, at: int, last: int) -> int:
        while at < last:
            past = self.phrases.past_preposition(at, last)
            if past == at:
                break
            at = past
        return at

    def _directly_behind(self, verb: int, last: int) -> Source | None:
        """A subject that follows its verb with nothing but adverbs and "sich" between."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        at = verb + 1
        while at < last and at - verb < 4 and (lower[at] in language.between or lower[at] in language.reflexive):
            at += 1
        if at >= last:
            return None
        found = self.phrases.read(at, min(last, at + _CLAUSE))
        if found is None or not found.nominative:
            return None
        del passage
        return self._with_name(found.source, last)

    def _prefers(self, behind: Source, front: Source, verb: int) -> bool:
        """Whether the phrase behind the verb is its subject rather than the one before it."""
        singular = not self.passage.lower[verb].endswith("n")
        phrases = self.phrases
        if front.pronoun in {"m", "f", "s", "p"} or phrases.is_certain(front):
            return False
        if behind.pronoun in {"m", "s"} or (behind.pronoun == "f" and not phrases.is_speaker(front)):
            return True
        if phrases.is_certain(behind):
            return True
        if singular and phrases.is_plural(front):
            return not phrases.is_plural(behind)
        if phrases.is_speaker(front):
            return False
        return phrases.holds_person(behind) or (phrases.is_abstract(front) and phrases.is_speaker(behind))

    def _with_name(self, source: Source, ceiling: int) -> Source:
        """A description and the name that stands beside it: of "der Sprecher, Hans Meier," the name."""
        words, at = self.passage.words, source.last
        if not source.pronoun and at < ceiling and self.passage.lower[at] in self.passage.language.governing:
            at = self._past_prepositions(at, ceiling)
        if source.pronoun or at + 1 >= min(ceiling, len(words)) or words[at] != ",":
            return source
        named = self.sources.names.at.get(at + 1)
        if self.phrases.holds_person(source):
            return source
        if named is None:
            apposed = self.phrases.read(at + 1, ceiling)
            if apposed is None or not self.phrases.holds_person(apposed.source):
                return source
            closing = words[apposed.source.last] if apposed.source.last < len(words) else "."
            return apposed.source if closing in _ENDS | {"("} else source
        if not named.name.is_person:
            return source
        closing = words[named.last] if named.last < len(words) else "."
        return Source(named.first, named.last) if closing in _ENDS | {"("} else source

    def _is_final(self, verb: int, last: int) -> bool:
        """Whether a verb ends its clause: a sign or another verb follows."""
        passage = self.passage
        if verb + 1 >= last:
            return True
        following = verb + 1
        if passage.inside[following] or passage.words[following] in _ENDS:
            return True
        return passage.lower[following] in passage.language.auxiliaries | {"und", "oder", "zu"}
