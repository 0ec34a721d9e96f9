"""Who is the subject of a cue where the finite verb stands second or last (German): reads the cue's own clause.

A main clause has one constituent before its verb. If that is no nominative, the subject follows the verb; in a clause
that a conjunction or a relative pronoun opens, it stands right behind the opener.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.quotations.constituents import Constituents
from newsreader.quotations.languages.base import Kind
from newsreader.quotations.nouns import Source
from newsreader.quotations.participles import is_participle
from newsreader.quotations.phrases import is_body

if TYPE_CHECKING:
    from newsreader.quotations.cues import Cue

_ASIDE = 22
"""Words of the longest apposition between commas."""
_CLAUSE = 45
"""Words looked at on either side of a verb."""
_ENDS = frozenset((",", ";", ":", ".", "!", "?", "–", "—", ")", "…"))
_AND = frozenset(("und", "aber", "doch", "sondern", "sowie", "oder", "denn"))
_AGENT = frozenset(("von", "vom", "durch", "seitens"))
_VIEWS = frozenset(("ansicht", "auffassung", "meinung", "überzeugung"))
_ZITIERT = "zitier"
_PLACES = frozenset(("in", "im", "auf", "aus", "bei", "beim", "seitens", "von", "vom"))


class ClauseOrder(Constituents):
    """The subjects of one section's verbs."""

    def subject(self, cue: Cue, first: int, last: int) -> Source | None:
        """The subject of a verb amid its sentence [first, last)."""
        verb = self._finite(cue, first, last)
        if verb is None:
            return self.main_subject(first, cue.first)
        if self._is_passive(cue, verb) and not self.passage.lower[cue.first].startswith(_ZITIERT):
            return self._agent(verb, cue, first)
        if verb == cue.first and self.passage.lower[verb].startswith(_ZITIERT):
            return self.quoted_person(cue, last) or self._of_verb(verb, first, last)
        return self._of_verb(verb, first, last)

    def closes_clause(self, cue: Cue, first: int, last: int) -> bool:
        """Whether a verb ends its clause: one that a conjunction opens, or that has an auxiliary before."""
        if cue.participle or self.passage.lower[cue.first] in self.passage.language.separable:
            return False
        verb = self._finite(cue, first, last)
        if verb is None or not self._is_final(cue.first, last):
            return False
        if verb < cue.first:
            return self.subject(cue, first, last) is not None
        start = self._clause_start(cue.first, first)
        if cue.kind is Kind.NAME and "sich" in self.passage.lower[start : cue.first]:
            return False  # the name that somebody has given himself
        return start < cue.first and self._opener(start, cue.first) is not None

    def quoted_person(self, cue: Cue, last: int) -> Source | None:
        """Whom a paper quotes: "zitiert die Zeitung den Minister"."""
        passage, at, best = self.passage, cue.last, None
        while at < min(last, cue.last + _CLAUSE) and passage.words[at] not in _ENDS:
            found = self.phrases.read(at, last)
            if found is None:
                at = max(at + 1, self.phrases.past_preposition(at, last))
                continue
            if best is None or found.source.pronoun or not self._is_paper(found.source):
                best = found.source
            at = found.source.last
        return best

    def _is_paper(self, source: Source) -> bool:
        """Whether a phrase ends in a word for a body or in a name in marks."""
        last = source.last - 1
        return self.passage.inside[last] == 1 or is_body(self.passage.lower[last], self.passage.language)

    def _of_verb(self, verb: int, first: int, last: int) -> Source | None:
        """The subject of a finite verb."""
        lower, language = self.passage.lower, self.passage.language
        start = self._clause_start(verb, first)
        if start < verb and lower[start] in _AND:
            start += 1
        if start == verb or lower[verb - 1] in _AND:
            return self._of_leading_verb(verb, first, last)
        opener = self._opener(start, verb)
        if opener is not None and self._is_final(verb, last):
            word = lower[opener]
            if language.pronouns.get(word) == "r" and opener == start:
                if word in {"der", "die", "das", "welcher", "welche", "welches"}:
                    found = self.phrases.read(opener, verb)
                    alone = found is not None and found.source.last == verb and found.source.last - opener > 1
                    if alone and found is not None and (first == opener or word != "die"):
                        return self._with_name(found.source, verb)
                    inner = self.following(opener + 1, verb) if word in {"die", "das"} else None
                    if inner is None or not (inner.pronoun or self.phrases.is_speaker(inner)):
                        return self.antecedent(opener, first) or inner
                    return inner
                return self.following(opener + 1, verb)
            return self.following(opener + 1, verb)
        front = self._front(start, verb)
        if front is None:
            return self.following(verb + 1, last) or self._shared(start, first)
        if start > first and front.first == start and front.last == verb:
            named = self._before_open_apposition(front, first)
            if named is not None:
                return named
        behind = self._directly_behind(verb, last)
        if behind is not None and self._prefers(behind, front, verb):
            return behind
        return front

    def _of_leading_verb(self, verb: int, first: int, last: int) -> Source | None:
        """The subject of a verb that a comma, a mark, a conjunction or nothing precedes."""
        passage, lower = self.passage, self.passage.lower
        behind = self._directly_behind(verb, last)
        if verb > first and (lower[verb - 1] in _AND):
            return self._shared(verb, first) or behind
        if verb > first and passage.words[verb - 1] == "," and self._is_final(verb, last):
            start = self._clause_start(verb, first, over_commas=True)
            if lower[start] in passage.language.subordinators:
                return self.following(start + 1, verb)
        if verb > first and passage.words[verb - 1] in {",", ")", "–", "—"}:
            certain = behind is not None and self.phrases.is_certain(behind)
            subordinate = lower[first] in passage.language.subordinators
            if certain or subordinate:
                return behind or self.following(verb + 1, last)
            before = self._before_aside(verb - 1, first)
            if before is not None:
                return before
        if verb > first and passage.words[verb - 1] == "“" and behind is None:
            return self.following(verb + 1, last)
        return behind or self.following(verb + 1, last) or self._shared(verb, first)

    def _before_open_apposition(self, source: Source, first: int) -> Source | None:
        """The name that a description belongs to where no comma closes it: "Otto Kern, Chef der Bahn sagte"."""
        comma = source.first - 1
        if self.passage.words[comma] != "," or source.pronoun or self.phrases.holds_person(source):
            return None
        found = self.phrases.read(self._clause_start(comma, first), comma)
        return (
            found.source if found and found.source.last == comma and self.phrases.holds_person(found.source) else None
        )

    def _before_aside(self, comma: int, first: int) -> Source | None:
        """The head of "der Sprecher, Hans Meier, sagte" or "Meier, der gestern kam, sagte"."""
        passage = self.passage
        if passage.words[comma] != ")":
            named = self.sources.asides.back_to_comma(comma, first)
            if named is None:
                return None
            apposed = self.sources.asides.apposed_name(named + 1, comma)
            if apposed is not None:
                return apposed
        start = self._clause_start(comma, first, over_commas=True)
        found = self.phrases.first_of(start, comma)
        if found is None or not found.nominative:
            return None
        return self._with_name(found.source, comma)

    def _front(self, start: int, verb: int) -> Source | None:
        """The constituent before a verb in second place, if it can be the subject."""
        lower, language = self.passage.lower, self.passage.language
        at = start
        while at < verb and lower[at] in language.focus:
            at += 1
        found = self.phrases.read(at, verb)
        if found is None or not found.nominative:
            return None
        rest = [lower[word] for word in range(found.source.last, verb)]
        if rest and rest[0] not in language.between | language.governing | {"(", "selbst"} | language.prepositions:
            # "Der Minister kam nach Berlin und sagte": another verb follows the phrase
            split = next((word for word in range(verb - 1, found.source.last, -1) if lower[word] in _AND), None)
            if split is not None and split + 1 < verb:
                later = self.phrases.read(split + 1, verb)
                if later is not None and later.nominative and later.source.last == verb:
                    return self._with_name(later.source, verb)
        return self._with_name(found.source, verb)

    def _opener(self, start: int, verb: int) -> int | None:
        """The conjunction or relative pronoun that opens a clause whose verb stands last."""
        lower, language = self.passage.lower, self.passage.language
        for at in range(start, min(start + 2, verb)):
            if lower[at] in language.subordinators:
                return at
            if at == start and start > 0 and self.passage.words[start - 1] == ",":
                if language.pronouns.get(lower[at]) == "r" or lower[at] in {"dem", "den", "denen", "dessen", "deren"}:
                    return at
                if lower[at] in language.governing and at + 1 < verb and lower[at + 1] in {
                    "der", "dem", "den", "die", "das", "denen", "dessen", "deren",
                }:  # fmt: skip
                    found = self.phrases.read(at + 1, verb)
                    if found is None or found.source.pronoun == "r":
                        return at + 1
        return None

    def _clause_start(self, verb: int, first: int, *, over_commas: bool = False) -> int:
        """The first word of the clause before a verb, as far as signs tell."""
        passage = self.passage
        at = verb
        while at > first and verb - at < _CLAUSE:
            before = at - 1
            word = passage.words[before]
            if passage.inside[before]:
                quoted = self.phrases.marked.fragment_ending(before)
                if quoted is None or quoted < first:
                    break
                at = quoted
                continue
            if word == ")":
                opening = self.sources.asides.back_to("(", before, first)
                if opening < first:
                    break
                at = opening + 1
                continue
            if word == "," and not over_commas:
                if passage.lower[at] in passage.language.subordinators:
                    break
                aside = self._aside_opening(before, first)
                if aside is None or aside <= first:
                    break
                at = aside
                continue
            if word in {";", ":"} or (word in {"–", "—"} and not over_commas):
                break
            at = before
        return at

    def _finite(self, cue: Cue, first: int, last: int) -> int | None:
        """The finite verb of a cue's clause: the cue, its auxiliary, or nothing for an infinitive without one."""
        passage, lower, language = self.passage, self.passage.lower, self.passage.language
        word = lower[cue.first]
        if not (is_participle(word) or word.endswith("n") or self.is_view(cue)):
            return cue.first
        after = cue.last
        if after < last and lower[after] in language.auxiliaries and self._is_final(after, last):
            return after
        asides: set[int] = set()
        for at in range(cue.first - 1, max(first, cue.first - _CLAUSE) - 1, -1):
            if passage.words[at] in {";", ":"}:
                break
            if passage.words[at] == "," and at not in asides:
                opening = self._aside_opening(at, first)
                if opening is None:
                    break
                asides.update(range(opening, at))
            if lower[at] in language.auxiliaries and not passage.inside[at] and at not in asides:
                return at
        if self.is_view(cue) or (cue.first and lower[cue.first - 1] == "zu"):
            return None
        return cue.first

    def is_view(self, cue: Cue) -> bool:
        """Whether a cue is a noun such as "Ansicht", which goes with "sein"."""
        return cue.kind is Kind.THINK and cue.last == cue.first + 1 and self.passage.lower[cue.first] in _VIEWS

    def _aside_opening(self, closing: int, first: int) -> int | None:
        """The comma that opens the apposition or relative clause which a comma closes."""
        passage = self.passage
        for at in range(closing - 1, max(first, closing - _ASIDE) - 1, -1):
            if passage.inside[at] or passage.words[at] in {":", ";"}:
                return None
            if passage.words[at] == ",":
                relative = passage.language.pronouns.get(passage.lower[at + 1]) == "r" and closing - at > 3
                if relative and self.phrases.read(at + 1, closing) is None:
                    return at
                found = self.phrases.read(at + 1, closing)
                if found is not None and (found.source.last == closing or self.is_verb_last(found.source, closing)):
                    return at
                return None
        return None

    def is_verb_last(self, source: Source, closing: int) -> bool:
        """Whether a phrase that may begin a relative clause is followed by a verb at its end: der seit Mai amtiert."""
        word = self.passage.lower[closing - 1]
        return closing - source.last >= 1 and (
            word in self.passage.language.auxiliaries
            or word in self.passage.language.finite
            or (word.endswith(("t", "te", "ten")) and self.passage.words[closing - 1][0].islower())
        ) and self.passage.language.pronouns.get(self.passage.lower[source.first]) == "r"  # fmt: skip

    def _is_passive(self, cue: Cue, verb: int) -> bool:
        lower = self.passage.lower
        return verb != cue.first and lower[verb] in self.passage.language.passives and is_participle(lower[cue.first])

    def _agent(self, verb: int, cue: Cue, first: int) -> Source | None:
        """Whom "von" names in a passive: "wird von Kritikern als ... bezeichnet"."""
        begin = min(self._clause_start(verb, first), cue.first)
        for at in range(begin, max(cue.first, verb)):
            if self.passage.lower[at] in _AGENT and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, max(cue.first, verb) + 1)
                if found is not None and not any(map(self.is_verb, range(found.source.last, min(cue.first, verb)))):
                    return self._with_name(found.source, max(cue.first, verb))
        for at in range(begin, max(cue.first, verb)):
            if self.passage.lower[at] in _PLACES and not self.passage.inside[at]:
                found = self.phrases.read(at + 1, max(cue.first, verb))
                if found is not None and self._is_paper(found.source):
                    return found.source
        return None

    def antecedent(self, relative: int, floor: int) -> Source | None:
        """Whom a relative pronoun takes up."""
        at = relative - 1
        if at > floor and self.passage.words[at] == ",":
            at -= 1
        found = self.phrases.ending(at, floor)
        if found is None:
            return None
        named = self._with_name(found, relative)
        return Source(named.first, named.last, named.pronoun, relative)
